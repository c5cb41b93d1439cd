package wire

import (
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// DecodeError is a reply that does not fit its type.
type DecodeError struct {
	Path    string // JSON pointer: "/list/3/room_id"
	Problem string // may quote the reply
	syntax  bool   // it is not JSON
}

// Error returns path and problem.
func (e *DecodeError) Error() string {
	if e.Path == "" {
		return e.Problem
	}
	return e.Path + ": " + e.Problem
}

// inside returns path and problem, the path as seen from a row.
func (e *DecodeError) inside(row string) string {
	inner := DecodeError{Path: strings.TrimPrefix(e.Path, row), Problem: e.Problem}
	return inner.Error()
}

// syntax is how forgiving the reading of JSON itself is.
var syntax = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
