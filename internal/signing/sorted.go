// Package signing holds the signatures that cost the most to make: Baijiayun's over a sorted form, and WeClassroom's sealed signMsg. It is
// a package of its own so that internal/bench can hold each beside its bare primitives.
package signing

import (
	"crypto/md5"
	"encoding/hex"
	"strconv"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// Params are the parameters of a call of Baijiayun, with those that the client adds.
type Params struct {
	own    []wire.Member
	common [2]wire.Member // partner_id and timestamp
	order  *order
}

func (p *Params) at(i int32) *wire.Member {
	if int(i) < len(p.own) {
		return &p.own[i]
	}
	return &p.common[int(i)-len(p.own)]
}

// odd is a parameter that a form does not hold as it is signed: where its name and its value are in the signed text.
type odd struct{ name, value, end int32 }

// What nearly every call fits into, on the stack. What does not fit only costs an allocation.
const (
	manyOdds = 16
	longText = 1536
)

// Form writes the parameters in the order of their names as a form, with the signature over exactly what is sent as its last field. Without
// a key, which only API 1 allows, it adds none.
func (p *Params) Form(key string) (form []byte, sign string) {
	var room [longText]byte
	var oddRoom [manyOdds]odd
	text, odds, longer := p.text(room[:0], oddRoom[:0])
	form = make([]byte, 0, len(text)+2*longer+len("&sign=")+2*md5.Size)
	from := int32(0) // pairs that a form holds as they are signed are copied together
	for _, o := range odds {
		form = append(form, text[from:o.name]...)
		form = append(wire.AppendEscaped(form, text[o.name:o.value-1]), '=')
		form = wire.AppendEscaped(form, text[o.value:o.end])
		from = o.end
	}
	form = append(form, text[from:]...)
	if key == "" {
		return form, ""
	}
	sign = digest(text, key)
	return append(append(form, "&sign="...), sign...), sign
}

// Sorted returns the parameters in the order of their names, with the signature last, for what is not a form: a multipart body.
func (p *Params) Sorted(key string) (sorted []wire.Member, sign string) {
	for _, in := range p.order.sorted {
		m := p.at(in.at)
		sorted = append(sorted, wire.Member{Name: m.Name, Value: wire.TextOf(m.Value.FormText())})
	}
	if key != "" {
		text, _, _ := p.text(nil, nil)
		sign = digest(text, key)
		sorted = append(sorted, wire.Member{Name: "sign", Value: wire.TextOf(sign)})
	}
	return sorted, sign
}

// text appends what is signed, without the key: k=v for each parameter with its raw value, in the order of the names, with & between them.
// longer is how many of its bytes a form does not hold as they are.
func (p *Params) text(text []byte, odds []odd) (_ []byte, _ []odd, longer int) {
	sorted := p.order.sorted
	for i := range sorted {
		in := &sorted[i]
		value := &p.at(in.at).Value
		text = append(text, in.start...)
		from := len(text)
		escapes := in.escapes
		if value.Kind == wire.Int { // whose digits are never escaped
			if n := value.Int; n >= 0 && n < 10 { // most are flags and choices
				text = append(text, byte('0'+n))
			} else {
				text = strconv.AppendInt(text, n, 10)
			}
		} else {
			text = value.AppendForm(text)
			escapes += wire.Escapes(text[from:])
		}
		if escapes > 0 {
			odds = append(odds, odd{int32(from - in.length - len("=")), int32(from), int32(len(text))})
			longer += escapes
		}
	}
	return text, odds, longer
}

// digest signs k=v pairs with & between them: the document's getSign, which is the MD5, in lower-case hexadecimal, of the pairs with the key
// last.
func digest(text []byte, key string) string {
	if len(text) > 0 {
		text = append(text, '&')
	}
	sum := md5.Sum(append(append(text, "partner_key="...), key...))
	return hex.EncodeToString(sum[:])
}

// Digest signs what others have put together: pairs with raw values in the order of their names.
func Digest(sorted []wire.Member, key string) string {
	var room [longText]byte
	text := room[:0]
	for i := range sorted {
		if i > 0 {
			text = append(text, '&')
		}
		text = append(append(text, sorted[i].Name...), '=')
		text = sorted[i].Value.AppendForm(text)
	}
	return digest(text, key)
}
