package agora

import (
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// Role says who a user is in a classroom. Agora writes it as a number, as a number in text and as a word, and a Role is read from each of
// them. An unknown number is kept, prints as Role(9), and is not an error.
type Role int16

// The roles of Agora's web client (1 to 3 are also in the REST documents), and two that only replies have: TokenBuilder refuses them.
const (
	RoleInvisible Role = 0  // sees and hears without being seen, as the recorder does; a reply without a role reads as -1
	RoleTeacher   Role = 1  // teaches: "host" in words
	RoleStudent   Role = 2  // learns: "broadcaster" on stage and "audience" off it, in words
	RoleAssistant Role = 3  // helps the teacher: "assistant" in words
	RoleObserver  Role = 4  // watches: "observer" in words
	RoleUnknown   Role = -3 // a word that this module does not know; an event's Raw still has the word
	RoleServer    Role = -2 // the service itself, as the operator of an event: "server" in words
)

var roleNames = map[Role]string{
	RoleInvisible: "Invisible",
	RoleTeacher:   "Teacher",
	RoleStudent:   "Student",
	RoleAssistant: "Assistant",
	RoleObserver:  "Observer",
	RoleUnknown:   "Unknown",
	RoleServer:    "Server",
}

// String returns the role's name, such as Teacher, or Role(9) for a role this module does not know.
func (r Role) String() string { return wire.EnumName("Role", r, roleNames) }

// UnmarshalJSON reads 1, "1", 1.0 and "host" alike. It reads every word that Agora does not use as RoleUnknown, and nothing as -1.
func (r *Role) UnmarshalJSON(text []byte) error {
	*r = wire.EnumUnsaid
	if !wire.IsEmpty(text) {
		*r = readRole(wire.ScalarText(text))
	}
	return nil
}

func readRole(text string) Role {
	text = strings.TrimSpace(text)
	switch strings.ToLower(text) {
	case "invisible":
		return RoleInvisible
	case "host", "teacher":
		return RoleTeacher
	case "broadcaster", "audience", "student":
		return RoleStudent
	case "assistant":
		return RoleAssistant
	case "observer":
		return RoleObserver
	case "server":
		return RoleServer
	}
	var n int16
	if text == "" || wire.Decode([]byte(strconv.Quote(text)), &n) != nil {
		return RoleUnknown
	}
	return Role(n)
}
