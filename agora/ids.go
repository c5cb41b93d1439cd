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

// badIDs checks the length and the alphabet of ids, because Agora answers a bad id with a bare 400.
func badIDs(path []wire.Member) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, m := range path {
		field, isID := idNames[m.Name]
		if !isID {
			continue
		}
		id := m.Value.FormText()
		if len(id) > 64 {
			bad = append(bad, classcloud.FieldError{Field: field, Wire: m.Name, Problem: fmt.Sprintf("has %d bytes, Agora takes at most 64", len(id))})
		}
		if at := strings.IndexFunc(id, func(r rune) bool { return !idRune(r) }); at >= 0 {
			bad = append(bad, classcloud.FieldError{Field: field, Wire: m.Name, Problem: fmt.Sprintf("holds %q, which Agora does not allow in an id", []rune(id[at:])[0])})
		}
	}
	return bad
}

func idRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(idLetters, r)
}
