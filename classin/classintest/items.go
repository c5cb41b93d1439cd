package classintest

import (
	"bytes"
	"encoding/json"
	"slices"
)

// readObject unpacks a JSON object as PHP would see it in a form: numbers and texts as text, true as 1 and false as
// nothing; arrays and objects stay JSON. Null is not there. The kinds are the first bytes of the values, '0' for
// every number.
func readObject(text []byte) (form, map[string]byte, bool) {
	var raw map[string]json.RawMessage
	if json.Unmarshal(text, &raw) != nil || raw == nil {
		return nil, nil, false
	}
	fields, kinds := form{}, map[string]byte{}
	for name, value := range raw {
		switch kind := value[0]; kind {
		case 'n':
		case '"':
			var text string
			_ = json.Unmarshal(value, &text) // it is a valid JSON text
			fields[name], kinds[name] = text, kind
		case 't':
			fields[name], kinds[name] = "1", kind
		case 'f':
			fields[name], kinds[name] = "", kind
		case '[', '{':
			fields[name], kinds[name] = string(value), kind
		default:
			fields[name], kinds[name] = string(value), '0'
		}
	}
	return fields, kinds, true
}

// objects reads a JSON array of objects, as text. What is no such array is nothing, which answers 155.
func (r *formReader) objects(name string) []*formReader {
	r.needs(name)
	var raw []json.RawMessage
	if json.Unmarshal([]byte(r.form[name]), &raw) != nil {
		return nil
	}
	objects := make([]*formReader, 0, len(raw))
	for _, text := range raw {
		fields, kinds, ok := readObject(text)
		r.require(ok)
		if r.kinds == nil {
			kinds = nil
		}
		objects = append(objects, &formReader{form: fields, kinds: kinds})
	}
	return objects
}

// idList reads a JSON array of ids, each a number or a text of digits; what is none of those is 0. What is no array is nil,
// an empty array is not.
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

// column is the caller's own text for an item, which comes back with its verdict.
func (r *formReader) column() string { return cut(r.form["customColumn"], 50) }

// bad tells whether a parameter read so far was not what it must be.
func (r *formReader) bad() bool { return r.malformed || r.missing || r.wrong }

// without is a copy of a list that has the id no more.
func without(ids []int64, id int64) []int64 {
	return slices.DeleteFunc(slices.Clone(ids), func(other int64) bool { return other == id })
}

// rawList is a JSON array of anything; what is no array is nil.
func rawList(text string) []json.RawMessage {
	var raw []json.RawMessage
	_ = json.Unmarshal([]byte(text), &raw)
	return raw
}
