package agora

import (
	"fmt"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// idNames maps the vendor's names of the ids in paths to their Go names.
var idNames = map[string]string{"roomUuid": "RoomUUID", "userUuid": "UserUUID", "widgetUuid": "WidgetUUID"}

// idLetters holds the characters that Agora allows in an id beside letters and digits.
const idLetters = " !#$%&()+-:;<=.>?@[]^_{}|~,"

// idBytes is the longest id.
const idBytes = 64

// badIDs checks the ids in a path, because Agora answers a bad id with a bare 400.
func badIDs(path []wire.Member) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, m := range path {
		if field, isID := idNames[m.Name]; isID {
			bad = append(bad, badID(field, m.Name, m.Value.FormText())...)
		}
	}
	return bad
}

// badID checks an id that is given; whether it must be is for others to say.
func badID(field, name, id string) []classcloud.FieldError {
	if problem := idProblem(id); id != "" && problem != "" {
		return []classcloud.FieldError{{Field: field, Wire: name, Problem: problem}}
	}
	return nil
}

// idProblem returns why Agora would refuse an id, wherever it stands: in a path, in a body or in a token. It returns an empty text for
// an id that Agora takes.
func idProblem(id string) string {
	at := strings.IndexFunc(id, func(r rune) bool { return !idRune(r) })
	switch {
	case id == "":
		return "is empty"
	case len(id) > idBytes:
		return fmt.Sprintf("has %d bytes, Agora takes at most %d", len(id), idBytes)
	case at >= 0:
		return fmt.Sprintf("holds %q, which Agora does not allow in an id", []rune(id[at:])[0])
	case id == "." || id == "..":
		return fmt.Sprintf("is %q, which no path can hold", id)
	}
	return ""
}

func idRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(idLetters, r)
}
