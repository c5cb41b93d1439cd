package classintest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// form holds the parameters of a body as PHP's $_POST does.
type form map[string]string

// readForm takes the last of repeated values. A name with brackets makes a PHP array, which no documented parameter is. The array hides a
// text of the same name and reads as the text that PHP makes of one.
func readForm(values url.Values) form {
	f := form{}
	for name, all := range values {
		if !strings.Contains(name, "[") {
			f[name] = all[len(all)-1]
		}
	}
	for name := range values {
		if base, _, array := strings.Cut(name, "["); array {
			f[base] = "Array"
		}
	}
	return f
}

// formReader reads typed parameters and remembers whether one was missing, malformed or wrong. The first generation has one code for all
// three.
type formReader struct {
	form
	kinds                     map[string]byte // in the second generation, the first byte of each JSON value; nil where every value is text
	missing, malformed, wrong bool
}

// has reports whether a parameter is there. In the first generation, as in PHP, an empty one is not.
func (r *formReader) has(name string) bool {
	value, has := r.form[name]
	return has && (r.kinds != nil || value != "")
}

// integer reads a required number that must not be negative.
func (r *formReader) integer(name string) int64 {
	n, ok := parseInteger(r.form[name])
	r.needs(name)
	r.require(ok && n >= 0 && r.isNumber(name))
	return n
}

// needs marks a required parameter that is missing.
func (r *formReader) needs(name string) {
	if _, has := r.form[name]; !has {
		r.missing = true
	}
}

// isNumber reports whether a parameter is a number. A text of digits is one only in the first generation.
func (r *formReader) isNumber(name string) bool {
	return r.kinds == nil || !r.has(name) || r.kinds[name] == '0'
}

func (r *formReader) isText(name string) bool {
	return r.kinds == nil || !r.has(name) || r.kinds[name] == '"'
}

// given reports whether an optional number is there. In the first generation 0 stands for none, as PHP's empty has it and as a client in
// production sends it (lifeTime=0).
func (r *formReader) given(name string) bool {
	return r.has(name) && (r.kinds != nil || r.form[name] != "0")
}

// optionalID returns 0 when the parameter is missing.
func (r *formReader) optionalID(name string) int64 {
	if !r.given(name) {
		return 0
	}
	return r.id(name)
}

// name reads a required text, which must not be empty, and cuts it.
func (r *formReader) name(name string, characters int) string {
	text := cut(r.text(name), characters)
	r.needs(name)
	r.requireValue(text != "")
	return text
}

// oneOf reads a required number that must be one of those allowed.
func (r *formReader) oneOf(name string, allowed ...int64) int64 {
	n := r.integer(name)
	r.requireValue(slices.Contains(allowed, n))
	return n
}

// optionalOneOf returns the fallback when the parameter is missing.
func (r *formReader) optionalOneOf(name string, fallback int64, allowed ...int64) int64 {
	if !r.has(name) {
		return fallback
	}
	return r.oneOf(name, allowed...)
}

// requireValue marks a value of the right type that is wrong.
func (r *formReader) requireValue(ok bool) {
	if !ok {
		r.wrong = true
	}
}

// id reads a required number above zero.
func (r *formReader) id(name string) int64 {
	n := r.integer(name)
	r.require(n > 0)
	return n
}

// text reads an optional UTF-8 text.
func (r *formReader) text(name string) string {
	text := r.form[name]
	r.require(utf8.ValidString(text) && r.isText(name))
	return text
}

// choice reads a number that counts only if it is one of the others. Anything else, numbers or not, is the fallback.
func (r *formReader) choice(name string, fallback int, others ...int) int {
	n, ok := parseInteger(r.form[name])
	if ok && slices.Contains(others, int(n)) {
		return int(n)
	}
	return fallback
}

// ids reads a required JSON array of ids above zero, written as text. The ids are numbers, or texts of digits as in the vendor's samples.
func (r *formReader) ids(name string) []int64 {
	ids := idList(r.form[name])
	r.require(len(ids) > 0 && !slices.ContainsFunc(ids, func(id int64) bool { return id <= 0 }))
	return ids
}

// require marks a value that is malformed.
func (r *formReader) require(ok bool) {
	if !ok {
		r.malformed = true
	}
}

// parseInteger reads decimal digits with an optional minus. It refuses a plus and spaces.
func parseInteger(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && !strings.HasPrefix(text, "+")
}

// cut returns the first characters of a text.
func cut(text string, characters int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), characters)])
}

// readObject reads a JSON object. Its numbers are json.Number.
func readObject(text []byte) (map[string]any, bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var members map[string]any
	if decoder.Decode(&members) != nil || members == nil {
		return nil, false
	}
	_, err := decoder.Token()
	return members, errors.Is(err, io.EOF) // nothing follows
}

// formOf returns the members of a JSON object as PHP would see them in a form: numbers and texts as text, true as 1 and false as
// nothing, arrays and objects as JSON. A null member is left out. The kinds are the first bytes of the JSON values, '0' for every
// number.
func formOf(members map[string]any) (form, map[string]byte) {
	fields, kinds := form{}, map[string]byte{}
	for name, value := range members {
		switch value := value.(type) {
		case nil:
		case string:
			fields[name], kinds[name] = value, '"'
		case json.Number:
			fields[name], kinds[name] = value.String(), '0'
		case bool:
			fields[name], kinds[name] = "", 'f'
			if value {
				fields[name], kinds[name] = "1", 't'
			}
		default:
			text, _ := json.Marshal(value) // it was read from JSON
			fields[name], kinds[name] = string(text), text[0]
		}
	}
	return fields, kinds
}

// objects reads a JSON array of objects, written as text. It returns nil for anything else, which answers 155.
func (r *formReader) objects(name string) []*formReader {
	r.needs(name)
	var raw []json.RawMessage
	if json.Unmarshal([]byte(r.form[name]), &raw) != nil {
		return nil
	}
	objects := make([]*formReader, 0, len(raw))
	for _, text := range raw {
		members, ok := readObject(text)
		r.require(ok)
		fields, kinds := formOf(members)
		if r.kinds == nil {
			kinds = nil
		}
		objects = append(objects, &formReader{form: fields, kinds: kinds})
	}
	return objects
}

// idList reads a JSON array of ids, each a number or a text of digits. Anything else in it becomes 0. For a text that is not an array it
// returns nil, for an empty array an empty list.
func idList(text string) []int64 {
	var raw []json.RawMessage
	if json.Unmarshal([]byte(text), &raw) != nil || raw == nil {
		return nil
	}
	ids := make([]int64, len(raw))
	for i, value := range raw {
		ids[i], _ = parseInteger(string(bytes.Trim(value, `"`)))
	}
	return ids
}

// column returns customColumn, the caller's own text for an item, which is returned with its verdict.
func (r *formReader) column() string { return cut(r.form["customColumn"], 50) }

// bad reports whether a parameter read so far was missing, malformed or wrong.
func (r *formReader) bad() bool { return r.malformed || r.missing || r.wrong }

// without returns a copy of a list without the id.
func without(ids []int64, id int64) []int64 {
	return slices.DeleteFunc(slices.Clone(ids), func(other int64) bool { return other == id })
}

// rawList reads a JSON array of anything. It returns nil for a text that is not an array.
func rawList(text string) []json.RawMessage {
	var raw []json.RawMessage
	_ = json.Unmarshal([]byte(text), &raw)
	return raw
}
