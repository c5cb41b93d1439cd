package wire

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// scalar reads the next value and returns its text: the content of a string, or the literal of a number, true, false or null. The
// text is valid only until the decoder reads on, so that long lists do not allocate a string for each number.
func scalar(dec *jsontext.Decoder) (kind jsontext.Kind, text []byte, err error) {
	raw, err := dec.ReadValue()
	if err != nil {
		return 0, nil, err
	}
	switch kind = raw.Kind(); kind {
	case '{', '[':
		return kind, nil, fmt.Errorf("%s where a plain value is expected", shapeName(kind))
	case '"':
		return kind, unquote(raw), nil
	}
	return kind, raw, nil
}

// unquote returns the content of a JSON string and replaces invalid UTF-8.
func unquote(raw jsontext.Value) []byte {
	plain := raw[1 : len(raw)-1]
	if bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
		return plain
	}
	text, _ := jsontext.AppendUnquote(nil, raw) // the error only says that invalid UTF-8 was replaced
	return text
}

func shapeName(kind jsontext.Kind) string {
	switch kind {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "text"
	case '0':
		return "a number"
	case 'n':
		return "null"
	}
	return "true or false"
}

func quoteShort(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}

// integer reads a whole number: 1, "1", 1.0 or true. It reads null, "" and false as 0.
func integer(dec *jsontext.Decoder) (int64, error) {
	kind, text, err := scalar(dec)
	if err != nil {
		return 0, err
	}
	switch kind {
	case 'n', 'f':
		return 0, nil
	case 't':
		return 1, nil
	}
	return parseInteger(string(text))
}

func parseInteger(text string) (int64, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Errorf("%s does not fit 64 bits", quoteShort(text))
	case err != nil || strings.Trim(fraction, "0") != "":
		return 0, fmt.Errorf("%s is not a whole number", quoteShort(text))
	}
	return n, nil
}

func decodeInt64(dec *jsontext.Decoder, to *int64) (err error) {
	*to, err = integer(dec)
	return err
}

func decodeInt(dec *jsontext.Decoder, to *int) error {
	n, err := integer(dec)
	if err == nil && int64(int(n)) != n {
		err = fmt.Errorf("%d does not fit an int", n)
	}
	*to = int(n)
	return err
}

func decodeString(dec *jsontext.Decoder, to *string) error {
	kind, text, err := scalar(dec)
	if kind == 'n' {
		text = nil
	}
	*to = string(text)
	return err
}

// decodeBool reads true, 1, "1" and "true" as true. It reads false, 0, "0", "false", "", null and 2 as false: some vendors' flags
// are 1 for yes and 2 for no.
func decodeBool(dec *jsontext.Decoder, to *bool) error {
	_, text, err := scalar(dec)
	if err != nil {
		return err
	}
	on, err := parseBool(string(text))
	*to = on
	return err
}

func parseBool(text string) (bool, error) {
	switch text {
	case "true", "1":
		return true, nil
	case "false", "0", "2", "", "null":
		return false, nil
	}
	return false, fmt.Errorf("%s is neither yes nor no", quoteShort(text))
}

func decodeFloat(dec *jsontext.Decoder, to *float64) error {
	kind, text, err := scalar(dec)
	text = bytes.TrimSpace(text)
	if err != nil || kind == 'n' || kind == 'f' || len(text) == 0 {
		*to = 0
		return err
	}
	*to, err = strconv.ParseFloat(string(text), 64)
	if err != nil || math.IsNaN(*to) || math.IsInf(*to, 0) { // ParseFloat reads "nan" and "inf", which JSON cannot hold
		return fmt.Errorf("%s is not a number", quoteShort(string(text)))
	}
	return nil
}

func decodeNamedInt(dec *jsontext.Decoder, v reflect.Value) error {
	n, err := integer(dec)
	if err == nil && v.OverflowInt(n) {
		err = fmt.Errorf("%d does not fit %s", n, v.Kind())
	}
	if err == nil {
		v.SetInt(n)
	}
	return err
}

func decodeNamedUint(dec *jsontext.Decoder, v reflect.Value) error {
	n, err := integer(dec)
	if err == nil && (n < 0 || v.OverflowUint(uint64(n))) {
		err = fmt.Errorf("%d does not fit %s", n, v.Kind())
	}
	if err == nil {
		v.SetUint(uint64(n))
	}
	return err
}

func decodeNamedFloat(dec *jsontext.Decoder, v reflect.Value) error {
	var f float64
	err := decodeFloat(dec, &f)
	if err == nil && v.OverflowFloat(f) {
		err = fmt.Errorf("%v does not fit %s", f, v.Kind())
	}
	if err == nil {
		v.SetFloat(f)
	}
	return err
}
