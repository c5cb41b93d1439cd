package explain

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// phpArray is an array as PHP serializes it, in its order.
type phpArray []phpEntry

type phpEntry struct {
	key   any // int64 or string
	value any
}

// phpLengths is how the length of a text was counted.
type phpLengths byte

const (
	lengthsInBytes phpLengths = iota
	lengthsInCharacters
	lengthsInUTF16
	lengthsWrong // in no way: a text ends at the next ";
)

// errPHP says that a text is not what PHP's serialize writes.
var errPHP = errors.New("not serialized")

// phpReader reads what PHP's serialize writes.
type phpReader struct {
	rest    string
	lengths phpLengths
	anySize bool // an array may have another size than it says
	depth   int
}

// readPHP reads a value, and returns what follows it.
func readPHP(text string, lengths phpLengths, anySize bool) (value any, rest string, err error) {
	r := phpReader{rest: text, lengths: lengths, anySize: anySize}
	value, err = r.value()
	return value, r.rest, err
}

func (r *phpReader) value() (any, error) {
	if r.depth++; r.depth > 64 {
		return nil, errPHP
	}
	defer func() { r.depth-- }()
	if rest, is := strings.CutPrefix(r.rest, "N;"); is {
		r.rest = rest
		return nil, nil
	}
	if len(r.rest) < 4 || r.rest[1] != ':' {
		return nil, errPHP
	}
	kind := r.rest[0]
	r.rest = r.rest[2:]
	switch kind {
	case 'i':
		text, err := r.until(';')
		if err != nil {
			return nil, err
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, errPHP
		}
		return n, nil
	case 'd':
		text, err := r.until(';')
		return json.Number(text), err
	case 'b':
		text, err := r.until(';')
		return text == "1", err
	case 's':
		return r.text()
	case 'a':
		return r.array()
	}
	return nil, errPHP
}

func (r *phpReader) until(end byte) (string, error) {
	before, after, found := strings.Cut(r.rest, string(end))
	if !found {
		return "", errPHP
	}
	r.rest = after
	return before, nil
}

func (r *phpReader) size() (int, error) {
	text, err := r.until(':')
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > len(r.rest) {
		return 0, errPHP
	}
	return n, nil
}

func (r *phpReader) text() (string, error) {
	n, err := r.size()
	rest, opened := strings.CutPrefix(r.rest, `"`)
	if err != nil || !opened {
		return "", errPHP
	}
	if n = r.bytes(rest, n); n < 0 || !strings.HasPrefix(rest[n:], `";`) {
		return "", errPHP
	}
	r.rest = rest[n+2:]
	return rest[:n], nil
}

// bytes returns how many bytes the next n units of a text have; -1 if there are not so many.
func (r *phpReader) bytes(text string, n int) int {
	switch r.lengths {
	case lengthsInBytes:
		if n > len(text) {
			return -1
		}
		return n
	case lengthsWrong:
		return strings.Index(text, `";`)
	}
	at := 0
	for n > 0 && at < len(text) {
		c, size := utf8.DecodeRuneInString(text[at:])
		n--
		if r.lengths == lengthsInUTF16 {
			n -= max(utf16.RuneLen(c), 1) - 1
		}
		at += size
	}
	if n != 0 {
		return -1
	}
	return at
}

func (r *phpReader) array() (phpArray, error) {
	n, err := r.size()
	rest, opened := strings.CutPrefix(r.rest, "{")
	if err != nil || !opened {
		return nil, errPHP
	}
	r.rest = rest
	array := phpArray{}
	for !strings.HasPrefix(r.rest, "}") {
		key, err := r.value()
		if err != nil {
			return nil, err
		}
		switch key.(type) {
		case int64, string:
		default:
			return nil, errPHP
		}
		value, err := r.value()
		if err != nil {
			return nil, err
		}
		array = append(array, phpEntry{key, value})
	}
	if len(array) != n && !r.anySize {
		return nil, errPHP
	}
	r.rest = r.rest[1:]
	return array, nil
}

// writePHP writes what PHP's serialize writes.
func writePHP(b *strings.Builder, value any) {
	switch value := value.(type) {
	case nil:
		b.WriteString("N;")
	case bool:
		b.WriteString("b:" + map[bool]string{true: "1", false: "0"}[value] + ";")
	case int64:
		b.WriteString("i:" + strconv.FormatInt(value, 10) + ";")
	case json.Number:
		if n, err := value.Int64(); err == nil {
			b.WriteString("i:" + strconv.FormatInt(n, 10) + ";")
		} else {
			b.WriteString("d:" + value.String() + ";")
		}
	case string:
		b.WriteString("s:" + strconv.Itoa(len(value)) + `:"` + value + `";`)
	case phpArray:
		b.WriteString("a:" + strconv.Itoa(len(value)) + ":{")
		for _, entry := range value {
			writePHP(b, entry.key)
			writePHP(b, entry.value)
		}
		b.WriteString("}")
	}
}

func phpText(value any) string {
	var b strings.Builder
	writePHP(&b, value)
	return b.String()
}

// phpOfJSON makes the array that json_decode makes of a text, in the order of the text.
func phpOfJSON(text string) (value any, ok bool) {
	if _, readable := readJSON([]byte(text)); !readable {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	value, err := phpOfTokens(decoder)
	return value, err == nil
}

func phpOfTokens(decoder *json.Decoder) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	open, is := token.(json.Delim)
	if !is {
		return token, nil
	}
	array := phpArray{}
	for decoder.More() {
		var key any = int64(len(array))
		if open == '{' {
			name, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			key = phpKey(name.(string))
		}
		value, err := phpOfTokens(decoder)
		if err != nil {
			return nil, err
		}
		array = append(array, phpEntry{key, value})
	}
	_, err = decoder.Token()
	return array, err
}

// phpKey turns a decimal key into a number, as PHP does.
func phpKey(name string) any {
	if n, err := strconv.ParseInt(name, 10, 64); err == nil && strconv.FormatInt(n, 10) == name {
		return n
	}
	return name
}

// jsonOfPHP returns a value for encoding/json: an array with the keys 0, 1, 2 … is a list.
func jsonOfPHP(value any) any {
	array, is := value.(phpArray)
	if !is {
		if number, isNumber := value.(json.Number); isNumber {
			return number.String()
		}
		return value
	}
	list := make([]any, 0, len(array))
	named := make(map[string]any, len(array))
	isList := true
	for i, entry := range array {
		within := jsonOfPHP(entry.value)
		list = append(list, within)
		switch key := entry.key.(type) {
		case int64:
			isList = isList && key == int64(i)
			named[strconv.FormatInt(key, 10)] = within
		case string:
			isList = false
			named[key] = within
		}
	}
	if isList && len(array) > 0 {
		return list
	}
	return named
}
