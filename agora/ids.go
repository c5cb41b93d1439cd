package agora

import (
	"fmt"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// idNames are the ids a path can hold, by the vendor's names.
var idNames = map[string]string{"roomUuid": "RoomUUID", "userUuid": "UserUUID", "widgetUuid": "WidgetUUID"}

// idLetters are the characters Agora allows in an id beside letters and digits.
const idLetters = " !#$%&()+-:;<=.>?@[]^_{}|~,"

// badIDs checks length and alphabet: Agora's own answer to a bad id is a bare 400.
func badIDs(path []wire.Member) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, m := range path {
		field, isID := idNames[m.Name]
		if !isID {
			continue
		}
		id := m.Value.FormText()
		if len(id) > 64 {
			bad = append(bad, classcloud.FieldError{Field: field, Wire: m.Name, Problem: fmt.Sprintf("has %d bytes, Agora takes 64", len(id))})
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
