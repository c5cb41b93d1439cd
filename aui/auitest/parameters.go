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

// readObject reads a JSON object as the vendor's server (Jackson) does. It requires a JSON content type, skips a byte order mark and
// ignores everything after the object.
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

// isJSON reports whether the vendor's server reads a body of this content type as JSON.
func isJSON(contentType string) bool {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return false
	}
	return media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}

// parameters reads the parameters of a request one by one. It collects what is wrong with them for refusal.
type parameters struct {
	values  map[string]any
	wrong   bool            // a parameter has a type that the vendor's server cannot convert
	missing strings.Builder // the messages of the parameters that break a rule
}

// refusal returns the answer to wrong parameters, or nil when all are right. A wrong type comes first, because the vendor's server
// converts before it validates.
func (p *parameters) refusal() *vendortest.Reply {
	var reply vendortest.Reply
	switch {
	case p.wrong:
		reply = serverError()
	case p.missing.Len() > 0:
		reply = invalid(p.missing.String())
	default:
		return nil
	}
	return &reply
}

// violate adds the message of a parameter that breaks a rule.
func (p *parameters) violate(message string) { p.missing.WriteString(message + "<br>") }

// text reads an optional text. It returns nil when the text is absent or null.
func (p *parameters) text(name string) *string {
	value, ok := asText(p.values[name])
	if !ok {
		p.wrong = true
	}
	return value
}

// required reads a text that must not be blank.
func (p *parameters) required(name, message string) string {
	value := p.text(name)
	if value == nil || blank(*value) {
		p.violate(message)
		return ""
	}
	return *value
}

// integer reads a number with a default for an absent one. The number must not be null.
func (p *parameters) integer(name string, absent int64, message string) int64 {
	sent, there := p.values[name]
	if !there {
		return absent
	}
	value, ok := asInteger(sent)
	switch {
	case !ok:
		p.wrong = true
	case value == nil:
		p.violate(message)
	default:
		return *value
	}
	return 0
}

// texts reads an optional list of texts. It returns nil when the list is absent, null or empty.
func (p *parameters) texts(name string) []string {
	sent, there := p.values[name]
	if !there || sent == nil {
		return nil
	}
	list, ok := sent.([]any)
	if !ok {
		p.wrong = true
		return nil
	}
	var values []string
	for _, item := range list {
		value, ok := asText(item)
		if !ok || value == nil {
			p.wrong = true
			return nil
		}
		values = append(values, *value)
	}
	return values
}

// asText converts every scalar to a text, as Jackson does. It reports false for an object or a list.
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

// asInteger converts a value as Jackson does for a Long: it drops a fraction, reads a text of digits, and takes an empty text for null.
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

// cut converts the literal of a number to an integer, without its fraction.
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

// blank reports whether a text is blank in Java's sense: without a character above U+0020.
func blank(text string) bool {
	return strings.TrimLeftFunc(text, func(r rune) bool { return r <= ' ' }) == ""
}

// number reads an optional number in the range of Java's Integer. It returns nil when the number is absent or null.
func (p *parameters) number(name string) *int64 {
	value, ok := asInteger(p.values[name])
	if !ok || value != nil && int64(int32(*value)) != *value {
		p.wrong = true
		return nil
	}
	return value
}

// requiredNumber reads a number that must not be absent.
func (p *parameters) requiredNumber(name, message string) int64 {
	value := p.number(name)
	if value == nil {
		p.violate(message)
		return 0
	}
	return *value
}

// numberOr reads a number with a default for an absent one. It returns nil when the number is null.
func (p *parameters) numberOr(name string, absent int64) *int64 {
	if _, there := p.values[name]; !there {
		return &absent
	}
	return p.number(name)
}

// flag reads an optional bool. It returns nil when the bool is absent or null.
func (p *parameters) flag(name string) *bool {
	value, ok := asFlag(p.values[name])
	if !ok {
		p.wrong = true
	}
	return value
}

// requiredOfLength reads a text of 2 to 255 characters that must not be blank. It does not report the length of an absent text.
func (p *parameters) requiredOfLength(name, message string) string {
	value := p.text(name)
	if value == nil || blank(*value) {
		p.violate(message)
	}
	if value == nil {
		return ""
	}
	if length := len(utf16.Encode([]rune(*value))); length < 2 || length > 255 {
		p.violate("length must be between 2 and 255")
	}
	return *value
}

// objects reads an optional list of objects. It returns nil when the list is absent or null, but not when it is empty. A null in the list
// stays nil.
func (p *parameters) objects(name string) []map[string]any {
	sent := p.values[name]
	if sent == nil {
		return nil
	}
	list, ok := sent.([]any)
	if !ok {
		p.wrong = true
		return nil
	}
	values := make([]map[string]any, len(list))
	for i, item := range list {
		object, ok := item.(map[string]any)
		if !ok && item != nil {
			p.wrong = true
			return nil
		}
		values[i] = object
	}
	return values
}

// asFlag converts a value as Jackson does for a Boolean: an integer is true unless it is 0, and an empty text is null.
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
