package wire

import (
	"fmt"
	"net/url"
	"strings"
)

// ExpandPath fills the {name} segments of a documented path, each escaped as one segment.
func ExpandPath(template string, values []Member) (string, error) {
	for _, m := range values {
		text := m.Value.FormText()
		if text == "" || text == "." || text == ".." {
			return "", fmt.Errorf("%q cannot stand in a path", text)
		}
		template = strings.Replace(template, "{"+m.Name+"}", url.PathEscape(text), 1)
	}
	if open := strings.IndexByte(template, '{'); open >= 0 {
		return "", fmt.Errorf("the path %s is not filled", template)
	}
	return template, nil
}
