package wire

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// ErrNoObject is the error for a reply that is not a JSON object: HTML, an empty body, a list, an object that is cut off.
var ErrNoObject = errors.New("is not a JSON object")

// Envelope holds the members of a reply as slices of its bytes, so that the vendor's code can be read whatever shape the data has.
type Envelope []RawMember

// RawMember is one member of an Envelope.
type RawMember struct {
	Name string
	Raw  []byte
}

// pooled is a decoder with the buffer that it reads from, and what is known of the payload while it is read.
type pooled struct {
	dec      *jsontext.Decoder
	buffer   bytes.Buffer
	decoding decoding
}

var decoders = sync.Pool{New: func() any { return &pooled{dec: jsontext.NewDecoder(new(bytes.Buffer))} }}

// decoderOf returns a decoder of a text, which is not copied. free gives it back.
func decoderOf(text []byte) *pooled {
	p := decoders.Get().(*pooled)
	p.buffer = *bytes.NewBuffer(text)
	p.dec.Reset(&p.buffer, syntax)
	return p
}

func (p *pooled) free() {
	p.buffer, p.decoding = bytes.Buffer{}, decoding{} // so that the pool does not keep the reply alive
	p.dec.Reset(&p.buffer)
	decoders.Put(p)
}

// Split takes a reply apart. It fails with ErrNoObject.
func Split(body []byte) (Envelope, error) {
	body = TrimBOM(body)
	if plain, ok := splitPlain(body); ok {
		return plain, nil
	}
	return splitAny(body)
}

// splitPlain takes nearly every reply apart, at a glance. Of others it says nothing.
func splitPlain(body []byte) (Envelope, bool) {
	s := scanner{text: body}
	if !s.take('{') {
		return nil, false
	}
	parts := newParts(body)
	names, ends := parts.names[:0], parts.ends[:0]
	for more := !s.take('}'); more; {
		s.peek()
		name, ok := s.name()
		from := s.at
		if !ok || name == nil || !s.value(1) {
			return nil, false
		}
		names, ends = parts.add(name, names, ends)
		parts.out[len(ends)-1].Raw = body[from:s.at:s.at]
		if more = s.take(','); !more && !s.take('}') {
			return nil, false
		}
	}
	return parts.cut(names, ends), s.at == len(body)
}

// splitAny takes every reply apart.
func splitAny(body []byte) (Envelope, error) {
	reading := decoderOf(body)
	defer reading.free()
	dec := reading.dec
	if dec.PeekKind() != '{' {
		return nil, ErrNoObject
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, ErrNoObject
	}
	parts := newParts(body)
	names, ends := parts.names[:0], parts.ends[:0]
	for dec.PeekKind() == '"' {
		name, err := dec.ReadValue()
		if err != nil {
			return nil, ErrNoObject
		}
		names, ends = parts.add(unquote(name), names, ends)
		raw, err := dec.ReadValue()
		if err != nil {
			return nil, ErrNoObject
		}
		end := dec.InputOffset()
		parts.out[len(ends)-1].Raw = body[end-int64(len(raw)) : end : end]
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, ErrNoObject
	}
	if len(bytes.TrimSpace(body[dec.InputOffset():])) > 0 {
		return nil, ErrNoObject
	}
	return parts.cut(names, ends), nil
}

// parts are the members of an envelope while it is taken apart. The names that are not known are made one text, which is cut in the end; they and
// where they end have room on the stack.
type parts struct {
	out   Envelope
	names [160]byte
	ends  [12]int
}

func newParts(body []byte) parts {
	room := 5 // most envelopes have four members
	if len(body) > 400 {
		room = 12
	}
	return parts{out: make(Envelope, 0, room)}
}

// add adds a member without its value. names and ends are those before it, and are returned with its own.
func (p *parts) add(name, names []byte, ends []int) ([]byte, []int) {
	known := memberName(name)
	if known == "" {
		names = append(names, name...)
	}
	p.out = append(p.out, RawMember{Name: known})
	return names, append(ends, len(names))
}

// cut gives the members their names.
func (p *parts) cut(names []byte, ends []int) Envelope {
	text, from := string(names), 0
	for i, end := range ends {
		if p.out[i].Name == "" {
			p.out[i].Name, from = text[from:end], end
		}
	}
	return p.out
}

// memberName returns a member's name if it is one that envelopes have, which allocates nothing, else "".
func memberName(name []byte) string {
	switch string(name) {
	case "code":
		return "code"
	case "msg":
		return "msg"
	case "message":
		return "message"
	case "data":
		return "data"
	case "ts":
		return "ts"
	case "errno":
		return "errno"
	case "error":
		return "error"
	case "error_info":
		return "error_info"
	}
	return ""
}

// Elements returns the elements of a JSON list, as they stand; none for anything else.
func Elements(list []byte) (out [][]byte) {
	dec := jsontext.NewDecoder(bytes.NewBuffer(TrimBOM(list)), syntax)
	if dec.PeekKind() != '[' {
		return nil
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil
	}
	for dec.PeekKind() != ']' {
		raw, err := dec.ReadValue()
		if err != nil {
			return nil
		}
		out = append(out, bytes.Clone(raw))
	}
	return out
}

// Get returns the last member of that name, or nil without one.
func (e Envelope) Get(name string) []byte {
	for i := len(e) - 1; i >= 0; i-- {
		if e[i].Name == name {
			return e[i].Raw
		}
	}
	return nil
}

// Text returns a plain member as text, which is the same for 1 and "1". It returns "" for a member that is absent, null, an object
// or a list.
func (e Envelope) Text(name string) string { return ScalarText(e.Get(name)) }

// Code returns a plain member that is a code as Text does, but a whole number in its plainest form: 1 for 1.0, 1e0, "01" and " 1".
func (e Envelope) Code(name string) string {
	raw := e.Get(name)
	if IsPlainNumber(raw) {
		return string(raw)
	}
	text := ScalarText(raw)
	if plain := strings.TrimSpace(text); plain != "" && strings.Trim(plain, "0123456789.eE+-") == "" {
		if n, err := parseInteger(plain); err == nil {
			return strconv.FormatInt(n, 10)
		}
	}
	return text
}

// ScalarText returns a plain JSON value as text. It returns "" for null, objects and lists.
func ScalarText(raw []byte) string {
	if IsPlainNumber(raw) {
		return string(raw)
	}
	if isPlainText(raw) {
		return string(raw[1 : len(raw)-1])
	}
	value := jsontext.Value(bytes.TrimSpace(raw))
	switch kind := value.Kind(); {
	case kind == '{' || kind == '[' || kind == 'n' || !value.IsValid(syntax):
		return ""
	case kind == '"':
		return string(unquote(value))
	}
	return string(value)
}

// IsPlainNumber reports whether a JSON value is a whole number without an exponent, as nearly all are.
func IsPlainNumber(raw []byte) bool {
	digits := raw
	if len(digits) > 0 && digits[0] == '-' {
		digits = digits[1:]
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(digits) == 1 || len(digits) > 1 && digits[0] != '0'
}

// isPlainText reports whether a JSON value is a string that stands for itself, as nearly all are.
func isPlainText(raw []byte) bool {
	if len(raw) < 2 || raw[0] != '"' || raw[len(raw)-1] != '"' {
		return false
	}
	for _, c := range raw[1 : len(raw)-1] {
		if c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// TrimBOM drops white space around a reply and all UTF-8 byte order marks before it. PHP sends one such mark for each source file
// that was saved with one.
func TrimBOM(body []byte) []byte {
	if n := len(body); n > 0 && body[0] == '{' && body[n-1] == '}' {
		return body
	}
	return bytes.TrimRight(bytes.TrimLeft(body, "\uFEFF \t\r\n"), " \t\r\n")
}
