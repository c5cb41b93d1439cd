package weclassroomtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Array is a PHP array with its order. Request.Params is one:
//
//	params := srv.Requests()[0].Params
//	params.Get("userData", 0, "userPhone") // "13800138000", true
//	params.Text("genre")                   // "0", whether it came as a number or as text
//	params.String()                        // ["lessonId" => 10384374, "diskId" => 356]
//	json.Marshal(params)                   // {"lessonId":10384374,"diskId":356}
//
// It is shared with the server's record of the request: do not change it.
type Array []Entry

// Entry is one element of an Array.
type Entry struct {
	Key   any // int64 or string
	Value any // nil, bool, int64, float64, string or Array
}

// Get follows a path of keys, ints or strings, down the arrays, and reports whether it leads to a value.
func (a Array) Get(path ...any) (any, bool) {
	var value any = a
	for _, key := range path {
		if number, ok := key.(int); ok {
			key = int64(number)
		}
		array, _ := value.(Array)
		i := array.index(key)
		if i < 0 {
			return nil, false
		}
		value = array[i].Value
	}
	return value, true
}

// index returns the place of a key, or -1.
func (a Array) index(key any) int {
	for i, entry := range a {
		if entry.Key == key {
			return i
		}
	}
	return -1
}

// Text returns the value at the end of a path as text: a string as it is, another value as String prints it, and "" when the path
// does not lead to a value.
func (a Array) Text(path ...any) string {
	value, ok := a.Get(path...)
	if !ok {
		return ""
	}
	if text, ok := value.(string); ok {
		return text
	}
	var b strings.Builder
	writeText(&b, value)
	return b.String()
}

// IsList reports whether the keys are 0, 1, 2 and so on. An empty array is a list.
func (a Array) IsList() bool {
	for i, entry := range a {
		if entry.Key != int64(i) {
			return false
		}
	}
	return true
}

// String prints the array as PHP source, with quoted strings and invalid UTF-8 as \xff.
func (a Array) String() string {
	var b strings.Builder
	writeText(&b, a)
	return b.String()
}

func writeText(b *strings.Builder, value any) {
	switch value := value.(type) {
	case nil:
		b.WriteString("null")
	case string:
		b.WriteString(strconv.Quote(value))
	case float64:
		b.WriteString(floatText(value))
	case Array:
		b.WriteByte('[')
		list := value.IsList()
		for i, entry := range value {
			if i > 0 {
				b.WriteString(", ")
			}
			if !list {
				writeText(b, entry.Key)
				b.WriteString(" => ")
			}
			writeText(b, entry.Value)
		}
		b.WriteByte(']')
	default:
		fmt.Fprint(b, value)
	}
}

// MarshalJSON writes a list as a JSON list and another array as an object, in its order. Invalid UTF-8 becomes U+FFFD.
func (a Array) MarshalJSON() ([]byte, error) {
	list := a.IsList()
	var b bytes.Buffer
	b.WriteByte(bracket(list, '[', '{'))
	for i, entry := range a {
		if i > 0 {
			b.WriteByte(',')
		}
		if !list {
			if err := writeMember(&b, fmt.Sprint(entry.Key)); err != nil {
				return nil, err
			}
			b.WriteByte(':')
		}
		if err := writeMember(&b, entry.Value); err != nil {
			return nil, err
		}
	}
	b.WriteByte(bracket(list, ']', '}'))
	return b.Bytes(), nil
}

func bracket(list bool, ofList, ofObject byte) byte {
	if list {
		return ofList
	}
	return ofObject
}

func writeMember(b *bytes.Buffer, value any) error {
	if number, ok := value.(float64); ok {
		b.WriteString(floatText(number))
		return nil
	}
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the line break of Encode
	return nil
}

// floatText prints a float so that a whole number still shows that it is a float.
func floatText(number float64) string {
	text := strconv.FormatFloat(number, 'g', -1, 64)
	if strings.ContainsAny(text, ".e") {
		return text
	}
	return text + ".0"
}
