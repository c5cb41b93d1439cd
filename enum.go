package classcloud

import (
	"fmt"
	"strconv"
)

func enumName(names []string, v uint8, of string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return of + "(" + strconv.Itoa(int(v)) + ")"
}

func enumParse(names []string, text []byte, to *uint8, of string) error {
	for i, name := range names {
		if name == string(text) {
			*to = uint8(i)
			return nil
		}
	}
	return fmt.Errorf("classcloud: unknown %s %q", of, text)
}
