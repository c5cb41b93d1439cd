package wire

import (
	"bytes"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// Canonical writes a JSON value so that values which say the same come out the same: white space is gone, members are in the order of
// their names, and strings are escaped in one way. Numbers stay as they were written, because a float64 cannot hold every id, and so do
// the strings of a value that is not UTF-8, because their bytes would become alike. It fails with a value that is not JSON.
func Canonical(value []byte) ([]byte, error) {
	out := jsontext.Value(bytes.Clone(value))
	err := out.Canonicalize(syntax, jsontext.CanonicalizeRawInts(false), jsontext.CanonicalizeRawFloats(false),
		jsontext.PreserveRawStrings(!utf8.Valid(value)))
	return out, err
}
