package weclassroomtest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// object is a JSON object in the order in which PHP writes it.
type object []member

// member is one member of an object.
type member struct {
	name  string
	value any // nil, int, int64, string, object or []any
}

// phpJSON encodes a value as PHP's json_encode does without flags: / as \/ and all but ASCII as \uXXXX.
func phpJSON(value any) string {
	var b strings.Builder
	writePHP(&b, value)
	return b.String()
}

func writePHP(b *strings.Builder, value any) {
	switch value := value.(type) {
	case nil:
		b.WriteString("null")
	case int:
		b.WriteString(strconv.Itoa(value))
	case int64:
		b.WriteString(strconv.FormatInt(value, 10))
	case string:
		writePHPString(b, value)
	case []any:
		b.WriteByte('[')
		for i, item := range value {
			writeComma(b, i)
			writePHP(b, item)
		}
		b.WriteByte(']')
	case object:
		b.WriteByte('{')
		for i, member := range value {
			writeComma(b, i)
			writePHPString(b, member.name)
			b.WriteByte(':')
			writePHP(b, member.value)
		}
		b.WriteByte('}')
	default:
		panic(fmt.Sprintf("weclassroomtest: cannot write a %T as JSON", value))
	}
}

func writeComma(b *strings.Builder, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

func writePHPString(b *strings.Builder, text string) {
	b.WriteByte('"')
	for _, r := range text {
		switch r {
		case '"', '\\', '/':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\b':
			b.WriteString(`\b`)
		case '\f':
			b.WriteString(`\f`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			writePHPRune(b, r)
		}
	}
	b.WriteByte('"')
}

func writePHPRune(b *strings.Builder, r rune) {
	switch {
	case r >= 0x20 && r < 0x80: // includes DEL
		b.WriteRune(r)
	case r > 0xffff:
		high, low := utf16.EncodeRune(r)
		fmt.Fprintf(b, `\u%04x\u%04x`, high, low)
	default:
		fmt.Fprintf(b, `\u%04x`, r)
	}
}
