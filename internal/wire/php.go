package wire

import (
	"fmt"
	"slices"
	"strconv"
)

// AppendPHP writes members as PHP's serialize writes an array with these keys. Text has its length in bytes and is not escaped.
// Keys that look like whole numbers are written as whole numbers. Fractions are refused, because none of the vendors takes them
// this way.
func AppendPHP(dst []byte, members []Member) ([]byte, error) {
	return appendPHPArray(slices.Grow(dst, sizePHP(members)), members)
}

// sizePHP returns about how many bytes PHP's text of members has, and rarely less: each number of it is taken to have a few digits.
func sizePHP(members []Member) int {
	size := len("a:100:{}")
	for i := range members {
		m := &members[i]
		size += len(m.Name) + len(m.Value.Text) + len(`s:100:"";s:1000:"";`)
		if m.Value.Kind == Map || m.Value.Kind == List {
			size += sizePHP(m.Value.Items)
		}
	}
	return size
}

func appendPHPArray(dst []byte, members []Member) ([]byte, error) {
	dst = append(dst, "a:"...)
	dst = strconv.AppendInt(dst, int64(len(members)), 10)
	dst = append(dst, ":{"...)
	for i := range members {
		m := &members[i]
		dst = appendPHPKey(dst, m.Name)
		var err error
		if dst, err = m.Value.appendPHP(dst); err != nil {
			return nil, fmt.Errorf("%s: %w", m.Name, err)
		}
	}
	return append(dst, '}'), nil
}

func (v *Value) appendPHP(dst []byte) ([]byte, error) {
	switch v.Kind {
	case Null:
		return append(dst, "N;"...), nil
	case Bool:
		return append(strconv.AppendInt(append(dst, "b:"...), v.Int, 10), ';'), nil
	case Int:
		return appendPHPInt(dst, v.Int), nil
	case Text, JSON:
		return appendPHPText(dst, v.Text), nil
	case List:
		return v.appendPHPList(dst)
	case Map:
		return appendPHPArray(dst, v.Items)
	}
	return nil, fmt.Errorf("%s is not a whole number of 64 bits", v.Text)
}

func (v *Value) appendPHPList(dst []byte) ([]byte, error) {
	dst = append(strconv.AppendInt(append(dst, "a:"...), int64(len(v.Items)), 10), ":{"...)
	for i := range v.Items {
		dst = appendPHPInt(dst, int64(i))
		var err error
		if dst, err = v.Items[i].Value.appendPHP(dst); err != nil {
			return nil, fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return append(dst, '}'), nil
}

func appendPHPInt(dst []byte, n int64) []byte {
	return append(strconv.AppendInt(append(dst, "i:"...), n, 10), ';')
}

func appendPHPText(dst []byte, s string) []byte {
	dst = append(strconv.AppendInt(append(dst, "s:"...), int64(len(s)), 10), ":\""...)
	return append(append(dst, s...), "\";"...)
}

// appendPHPKey writes "123" as i:123, as PHP arrays do; "0123", "-0" and "+1" stay text.
func appendPHPKey(dst []byte, key string) []byte {
	if key == "" || key[0] > '9' { // nearly all; what follows makes an error for each
		return appendPHPText(dst, key)
	}
	if n, err := strconv.ParseInt(key, 10, 64); err == nil && strconv.FormatInt(n, 10) == key {
		return appendPHPInt(dst, n)
	}
	return appendPHPText(dst, key)
}
