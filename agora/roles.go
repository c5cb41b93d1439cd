package agora

import (
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// Role is what a user may do in a classroom. Agora writes it as a number, as a number in text and as a word; all of them are read
// into this type. An unknown number is kept, prints as Role(9), and is not an error.
type Role int16

// The roles of Agora's web client (1 to 3 are also in the REST documents), and two that are read only: tokens cannot be made for them.
const (
	RoleInvisible Role = 0  // sees and hears, is not seen: the recorder; also what a reply without a role reads as
	RoleTeacher   Role = 1  // "host"
	RoleStudent   Role = 2  // "broadcaster" on stage, "audience" off it
	RoleAssistant Role = 3  // "assistant"
	RoleObserver  Role = 4  // "observer"
	RoleUnknown   Role = -3 // a word this module does not know; the raw event still has it
	RoleServer    Role = -2 // "server": the service itself, as the operator of an event
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

// String returns the role in English, such as Teacher; an unknown one as Role(9).
func (r Role) String() string { return wire.EnumName("Role", r, roleNames) }

// UnmarshalJSON reads 1, "1" and "host" alike. What is none of Agora's spellings is RoleUnknown.
func (r *Role) UnmarshalJSON(text []byte) error {
	*r = readRole(wire.ScalarText(text))
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
	if n, err := strconv.ParseInt(text, 10, 16); err == nil {
		return Role(n)
	}
	return RoleUnknown
}
