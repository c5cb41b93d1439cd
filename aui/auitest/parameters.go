package auitest

import (
	"bytes"
	"encoding/json"
	"math"
	"mime"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// readObject reads a body as the vendor's server (Jackson) does: only under a JSON content type, a byte order mark is
// skipped, and what follows the object is not looked at.
func readObject(contentType string, body []byte) (map[string]any, bool) {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !isJSON(contentType) || !utf8.Valid(body) {
		return nil, false
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil || object == nil {
		return nil, false
	}
	return object, true
}

func isJSON(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	return media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}

// fields reads the fields of a request one by one and remembers what was wrong with them until refusal is asked.
type parameters struct {
	values  map[string]any
	wrong   bool // of a type the vendor's server cannot convert
	missing strings.Builder
}

// refusal is the answer to what was wrong, nil when nothing was. A wrong type comes first: the vendor's server then does
// not get as far as validating.
func (f *parameters) refusal() *vendortest.Reply {
	var reply vendortest.Reply
	switch {
	case f.wrong:
		reply = serverError()
	case f.missing.Len() > 0:
		reply = invalid(f.missing.String())
	default:
		return nil
	}
	return &reply
}

func (f *parameters) violate(message string) { f.missing.WriteString(message + "<br>") }

// text reads an optional text; nil is absent or null.
func (f *parameters) text(name string) *string {
	value, ok := asText(f.values[name])
	if !ok {
		f.wrong = true
	}
	return value
}

// required reads a text that may not be blank.
func (f *parameters) required(name, message string) string {
	value := f.text(name)
	if value == nil || blank(*value) {
		f.violate(message)
		return ""
	}
	return *value
}

// integer reads a number that has a default when it is absent and may not be null.
func (f *parameters) integer(name string, absent int64, message string) int64 {
	sent, there := f.values[name]
	if !there {
		return absent
	}
	value, ok := asInteger(sent)
	switch {
	case !ok:
		f.wrong = true
	case value == nil:
		f.violate(message)
	default:
		return *value
	}
	return 0
}

// texts reads an optional list of texts; nil is absent, null or empty.
func (f *parameters) texts(name string) []string {
	sent, there := f.values[name]
	if !there || sent == nil {
		return nil
	}
	list, ok := sent.([]any)
	if !ok {
		f.wrong = true
		return nil
	}
	var values []string
	for _, item := range list {
		value, ok := asText(item)
		if !ok || value == nil {
			f.wrong = true
			return nil
		}
		values = append(values, *value)
	}
	return values
}

// asText converts every scalar, as Jackson does for a String; false for an object or a list.
func asText(value any) (*string, bool) {
	switch value := value.(type) {
	case nil:
		return nil, true
	case string:
		return &value, true
	case json.Number:
		return new(value.String()), true
	case bool:
		return new(strconv.FormatBool(value)), true
	}
	return nil, false
}

// asInteger converts as Jackson does for a Long: fractions are cut off, digits in a text count, an empty text is null.
func asInteger(value any) (*int64, bool) {
	switch value := value.(type) {
	case nil:
		return nil, true
	case json.Number:
		return cut(value.String())
	case string:
		value = strings.TrimSpace(value)
		if value == "" || value == "null" {
			return nil, true
		}
		number, err := strconv.ParseInt(value, 10, 64)
		return &number, err == nil
	}
	return nil, false
}

func cut(literal string) (*int64, bool) {
	if number, err := strconv.ParseInt(literal, 10, 64); err == nil {
		return &number, true
	}
	fraction, err := strconv.ParseFloat(literal, 64)
	if err != nil || math.Abs(fraction) >= math.MaxInt64 {
		return nil, false
	}
	return new(int64(fraction)), true
}

// blank is Java's notion: nothing above U+0020.
func blank(text string) bool {
	return strings.TrimLeftFunc(text, func(r rune) bool { return r <= ' ' }) == ""
}

// number reads an optional number of Java's Integer; nil is absent or null.
func (f *parameters) number(name string) *int64 {
	value, ok := asInteger(f.values[name])
	if !ok || value != nil && int64(int32(*value)) != *value {
		f.wrong = true
		return nil
	}
	return value
}

// requiredNumber reads a number that must be there.
func (f *parameters) requiredNumber(name, message string) int64 {
	value := f.number(name)
	if value == nil {
		f.violate(message)
		return 0
	}
	return *value
}

// numberOr reads a number with a default. An explicit null takes the default away, and nil is returned.
func (f *parameters) numberOr(name string, absent int64) *int64 {
	if _, there := f.values[name]; !there {
		return &absent
	}
	return f.number(name)
}

// flag reads an optional truth value; nil is absent or null.
func (f *parameters) flag(name string) *bool {
	value, ok := asFlag(f.values[name])
	if !ok {
		f.wrong = true
	}
	return value
}

// requiredOfLength reads a text of 2 to 255 characters that may not be blank. An absent one has no length to complain of.
func (f *parameters) requiredOfLength(name, message string) string {
	value := f.text(name)
	if value == nil || blank(*value) {
		f.violate(message)
	}
	if value == nil {
		return ""
	}
	if length := len(utf16.Encode([]rune(*value))); length < 2 || length > 255 {
		f.violate("length must be between 2 and 255")
	}
	return *value
}

// objects reads an optional list of objects; nil is absent or null, an empty list is not. A null in the list stays one.
func (f *parameters) objects(name string) []map[string]any {
	sent := f.values[name]
	if sent == nil {
		return nil
	}
	list, ok := sent.([]any)
	if !ok {
		f.wrong = true
		return nil
	}
	values := make([]map[string]any, len(list))
	for i, item := range list {
		object, ok := item.(map[string]any)
		if !ok && item != nil {
			f.wrong = true
			return nil
		}
		values[i] = object
	}
	return values
}

// asFlag converts as Jackson does for a Boolean: a whole number is true unless it is 0, an empty text is null.
func asFlag(value any) (*bool, bool) {
	switch value := value.(type) {
	case nil:
		return nil, true
	case bool:
		return &value, true
	case json.Number:
		number, err := strconv.ParseInt(value.String(), 10, 32)
		return new(number != 0), err == nil
	case string:
		switch strings.TrimSpace(value) {
		case "", "null":
			return nil, true
		case "true", "True", "TRUE":
			return new(true), true
		case "false", "False", "FALSE":
			return new(false), true
		}
	}
	return nil, false
}
