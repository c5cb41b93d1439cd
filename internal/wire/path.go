package wire

import (
	"fmt"
	"net/url"
	"strings"
)

// ExpandPath fills the {name} segments of a documented path, each escaped as one segment. A value without a place in the path is an
// error, because it would be lost.
func ExpandPath(template string, values []Member) (string, error) {
	for _, m := range values {
		text := m.Value.FormText()
		if text == "" || text == "." || text == ".." {
			return "", fmt.Errorf("%q cannot stand in a path", text)
		}
		place := "{" + m.Name + "}"
		if !strings.Contains(template, place) {
			return "", fmt.Errorf("the path %s has no %s", template, place)
		}
		template = strings.ReplaceAll(template, place, url.PathEscape(text)) // a value cannot add a place: PathEscape escapes braces
	}
	if open := strings.IndexByte(template, '{'); open >= 0 {
		return "", fmt.Errorf("the path %s is not filled", template)
	}
	return template, nil
}
