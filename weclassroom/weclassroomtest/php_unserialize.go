package weclassroomtest

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

const (
	maxDepth  = 16     // levels of arrays; the deepest call, Users.Create, has 3
	maxValues = 10_000 // per message; the largest call has 251
	maxNumber = 32     // characters per number; the longest int64 has 20

	shortestEntry = len("i:0;N;") // the least that an element of an array takes
)

// phpFloat matches a finite float as PHP writes it.
var phpFloat = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?(E[+-][0-9]+)?$`)

// unserialize reads scalars and arrays exactly as PHP's serialize writes them. It refuses objects, references, other spellings of a
// number, a key that comes twice and bytes after the value. The result is nil, bool, int64, float64, string or Array.
func unserialize(data string) (any, error) {
	u := &unserializer{data: data}
	value, err := u.value(0)
	if err != nil {
		return nil, fmt.Errorf("byte %d: %w", u.at, err)
	}
	if u.at != len(data) {
		return nil, fmt.Errorf("byte %d: %d bytes too many", u.at, len(data)-u.at)
	}
	return value, nil
}

// unserializer is the state of one unserialize.
type unserializer struct {
	data   string
	at     int // in data
	values int // read so far
}

func (u *unserializer) value(depth int) (any, error) {
	if u.values++; u.values > maxValues {
		return nil, errors.New("too many values")
	}
	rest := u.data[u.at:]
	switch {
	case strings.HasPrefix(rest, "N;"):
		u.at += 2
		return nil, nil
	case strings.HasPrefix(rest, "b:0;"), strings.HasPrefix(rest, "b:1;"):
		u.at += 4
		return rest[2] == '1', nil
	case strings.HasPrefix(rest, "i:"):
		return u.integer()
	case strings.HasPrefix(rest, "d:"):
		return u.float()
	case strings.HasPrefix(rest, "s:"):
		return u.text()
	case strings.HasPrefix(rest, "a:"):
		return u.array(depth + 1)
	}
	if rest != "" && strings.ContainsRune("OCERr", rune(rest[0])) {
		return nil, fmt.Errorf("%c: objects and references are refused", rest[0])
	}
	return nil, errors.New("not a value")
}

func (u *unserializer) integer() (int64, error) {
	digits, err := u.until(';')
	if err != nil {
		return 0, err
	}
	return canonical(digits)
}

func (u *unserializer) float() (float64, error) {
	digits, err := u.until(';')
	if err != nil {
		return 0, err
	}
	number, err := strconv.ParseFloat(digits, 64)
	if err != nil || !phpFloat.MatchString(digits) {
		return 0, errors.New("not a finite float")
	}
	return number, nil
}

// text reads s:<bytes>:"…"; in which nothing is escaped: only the length says where it ends.
func (u *unserializer) text() (string, error) {
	length, err := u.length(1)
	if err != nil {
		return "", err
	}
	rest := u.data[u.at:]
	if len(rest) < length+3 || rest[0] != '"' || rest[length+1:length+3] != `";` {
		return "", errors.New("a string does not end where its length says")
	}
	u.at += length + 3
	return rest[1 : length+1], nil
}

func (u *unserializer) array(depth int) (Array, error) {
	if depth > maxDepth {
		return nil, errors.New("arrays too deep")
	}
	count, err := u.length(shortestEntry)
	if err != nil {
		return nil, err
	}
	if u.values+count > maxValues {
		return nil, errors.New("too many values")
	}
	if err := u.expect('{'); err != nil {
		return nil, err
	}
	array := make(Array, 0, count)
	seen := make(map[any]bool, count)
	for range count {
		key, err := u.key()
		if err != nil {
			return nil, err
		}
		if seen[key] {
			return nil, errors.New("a key occurs twice")
		}
		seen[key] = true
		value, err := u.value(depth)
		if err != nil {
			return nil, err
		}
		array = append(array, Entry{Key: key, Value: value})
	}
	return array, u.expect('}')
}

// key reads the key of an element. PHP turns a string key that is a decimal integer into that integer before it writes it.
func (u *unserializer) key() (any, error) {
	rest := u.data[u.at:]
	if strings.HasPrefix(rest, "i:") {
		return u.integer()
	}
	if !strings.HasPrefix(rest, "s:") {
		return nil, errors.New("a key is neither an integer nor a string")
	}
	key, err := u.text()
	if err != nil {
		return nil, err
	}
	if _, err := canonical(key); err == nil {
		return nil, errors.New("a key that is an integer is written as a string")
	}
	return key, nil
}

// length reads a number between two colons and refuses one for which the message is too short, at size bytes per element.
func (u *unserializer) length(size int) (int, error) {
	digits, err := u.until(':')
	if err != nil {
		return 0, err
	}
	length, err := canonical(digits)
	if err != nil {
		return 0, err
	}
	if length < 0 || length > int64((len(u.data)-u.at)/size) {
		return 0, errors.New("a length reaches beyond the end")
	}
	return int(length), nil
}

// until returns the text between the type's letter with its colon and the end mark, and moves behind the mark.
func (u *unserializer) until(end byte) (string, error) {
	rest := u.data[u.at+2:]
	i := strings.IndexByte(rest[:min(len(rest), maxNumber+1)], end)
	if i < 0 {
		return "", errors.New("a number does not end")
	}
	u.at += 2 + i + 1
	return rest[:i], nil
}

func (u *unserializer) expect(mark byte) error {
	if u.at >= len(u.data) || u.data[u.at] != mark {
		return fmt.Errorf("%q is missing", mark)
	}
	u.at++
	return nil
}

// canonical reads an integer in the spelling that PHP gives it: without a plus, leading zeros or -0.
func canonical(digits string) (int64, error) {
	number, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || strconv.FormatInt(number, 10) != digits {
		return 0, errors.New("not an integer")
	}
	return number, nil
}
