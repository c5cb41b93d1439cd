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

// scalar reads the next value and returns its text: a string's content, a number's or word's literal. The text is valid until
// the decoder reads on: no row of a long list pays for strings that only become numbers.
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

// unquote returns the content of a JSON string, with what is no UTF-8 replaced.
func unquote(raw jsontext.Value) []byte {
	plain := raw[1 : len(raw)-1]
	if isPlainASCII(plain) {
		return plain
	}
	if bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
		return plain
	}
	text, _ := jsontext.AppendUnquote(nil, raw) // the error is the invalid UTF-8
	return text
}

// isPlainASCII reports whether a JSON string's content stands for itself. Most are short, for which this is faster than two searches.
func isPlainASCII(content []byte) bool {
	for _, c := range content {
		if c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
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

// integer reads a whole number: 1, "1", 1.0, 1.38E+10, and 0 for null, "" and false. True is a flag, not a number: as an id it would be
// somebody else's.
func integer(dec *jsontext.Decoder) (int64, error) {
	kind, text, err := scalar(dec)
	if err != nil {
		return 0, err
	}
	switch kind {
	case 'n', 'f':
		return 0, nil
	case 't':
		return 0, errors.New("true is not a number")
	}
	if n, ok := digits(text); ok {
		return n, nil
	}
	return parseInteger(string(text))
}

// digits reads what nearly every number of a reply is: up to 18 digits and nothing else.
func digits(text []byte) (n int64, ok bool) {
	if len(text) == 0 || len(text) > 18 {
		return 0, false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int64(c-'0')
	}
	return n, true
}

func parseInteger(text string) (int64, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if strings.ContainsAny(text, "eE") {
		return parseExponent(text)
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Errorf("%s does not fit 64 bits", quoteShort(text))
	case err != nil || strings.Trim(fraction, "0") != "":
		return 0, fmt.Errorf("%s is not a whole number", quoteShort(text))
	}
	return n, nil
}

// exactFloat is up to where a float64 holds every whole number: beyond it, PHP has rounded what it writes with an exponent.
const exactFloat = 1 << 53

// parseExponent reads 1.51134006392569E+14, as PHP and spreadsheets write long whole numbers.
func parseExponent(text string) (int64, error) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > exactFloat {
		return 0, fmt.Errorf("%s is not a whole number", quoteShort(text))
	}
	return int64(f), nil
}

// decodeText reads text: "a", 7, and "" for what PHP writes where there is none: null, false, [] and {}. A whole number keeps its
// digits however it is written: a phone comes as 13800138000, as 13800138000.0 and as 1.3800138E+10.
func decodeText(dec *jsontext.Decoder) (string, error) {
	raw, err := dec.ReadValue()
	if err != nil {
		return "", err
	}
	switch kind := raw.Kind(); kind {
	case '"':
		return string(unquote(raw)), nil
	case 'n', 'f':
		return "", nil
	case '{', '[':
		if IsEmpty(raw) {
			return "", nil
		}
		return "", fmt.Errorf("%s where a plain value is expected", shapeName(kind))
	case '0':
		if bytes.ContainsAny(raw, ".eE") {
			if n, err := parseInteger(string(raw)); err == nil {
				return strconv.FormatInt(n, 10), nil
			}
		}
	}
	return string(raw), nil
}

// decodeBool takes true, 1, "1", "true" for yes; false, 0, "0", "false", "", null and 2, the other value of vendors' 1-or-2
// flags, for no. A double is read as its number.
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
	number := text
	if isDouble(text) {
		if n, err := parseInteger(text); err == nil {
			number = strconv.FormatInt(n, 10)
		}
	}
	switch number {
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
	if err != nil || math.IsNaN(*to) || math.IsInf(*to, 0) { // "nan" and "inf" parse, and could not be written as JSON
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
