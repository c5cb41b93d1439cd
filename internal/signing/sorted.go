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
	common [2]int64 // partner_id and timestamp
	order  *order
}

// odd is a name or a value that a form does not hold as it is signed: where it is in the signed text.
type odd struct{ from, end int }

// odds are those of a call, of which nearly every call has few. longer is how many of their bytes a form does not hold as they are.
type odds struct {
	few    [8]odd // not a slice of these, which would not stay on its caller's stack
	n      int    // of few
	more   []odd
	longer int
}

func (o *odds) add(from, end, escapes int) {
	o.longer += escapes
	if o.n < len(o.few) {
		o.few[o.n] = odd{from, end}
		o.n++
		return
	}
	o.more = append(o.more, odd{from, end})
}

// longText is what nearly every call fits into, on the stack. What does not fit only costs an allocation.
const longText = 1024

// Form writes the parameters in the order of their names as a form, with the signature over exactly what is sent as its last field. Without
// a key, which only API 1 allows, it adds none.
func (p *Params) Form(key string) (form []byte, sign string) {
	var room [longText]byte
	var odds odds
	text := p.text(room[:], &odds)
	form = make([]byte, 0, len(text)+2*odds.longer+len("&sign=")+2*md5.Size)
	from := 0 // what a form holds as it is signed is copied together
	form, from = appendOdds(form, text, from, odds.few[:odds.n])
	form, from = appendOdds(form, text, from, odds.more)
	form = append(form, text[from:]...)
	if key == "" {
		return form, ""
	}
	form = appendDigest(append(form, "&sign="...), text, key)
	return form, string(form[len(form)-2*md5.Size:])
}

// appendOdds appends a text up to the last of its odds.
func appendOdds(form, text []byte, from int, odds []odd) ([]byte, int) {
	for _, o := range odds {
		form = wire.AppendEscaped(append(form, text[from:o.from]...), text[o.from:o.end])
		from = o.end
	}
	return form, from
}

// Sorted returns the parameters in the order of their names, with the signature last, for what is not a form: a multipart body.
func (p *Params) Sorted(key string) (sorted []wire.Member, sign string) {
	for i := range p.order.sorted {
		in := &p.order.sorted[i]
		if at := in.at - len(p.own); at >= 0 {
			sorted = append(sorted, wire.Member{Name: common[at], Value: wire.TextOf(strconv.FormatInt(p.common[at], 10))})
			continue
		}
		m := &p.own[in.at]
		sorted = append(sorted, wire.Member{Name: m.Name, Value: wire.TextOf(m.Value.FormText())})
	}
	if key != "" {
		sign = digest(p.text(nil, new(odds)), key)
		sorted = append(sorted, wire.Member{Name: "sign", Value: wire.TextOf(sign)})
	}
	return sorted, sign
}

// text writes what is signed, without the key: k=v for each parameter with its raw value, in the order of the names, with & between them. It
// writes into room, or into a larger one.
func (p *Params) text(room []byte, odds *odds) []byte {
	own, sorted, n := p.own, p.order.sorted, 0
	if need := sorted[0].rest; len(room) < need {
		room = make([]byte, need)
	}
	for i := range sorted {
		in := &sorted[i]
		*(*[shortStart]byte)(room[n:]) = in.short
		var number int64
		if at := in.at - len(own); at >= 0 {
			number = p.common[at]
		} else if value := &own[in.at].Value; value.Kind == wire.Int && in.plain {
			number = value.Int
		} else {
			text := odds.write(room[:n], in, value)
			n = len(text)
			if room = text[:cap(text)]; len(room)-n < in.rest {
				room = larger(text, in.rest)
			}
			continue
		}
		n += in.length
		switch {
		case uint64(number) < 10: // as most are: flags and choices
			room[n] = byte('0' + number)
			n++
		case uint64(number) < 100:
			two := room[n : n+2]
			two[0], two[1] = byte('0'+number/10), byte('0'+number%10)
			n += 2
		default:
			n = len(strconv.AppendInt(room[:n], number, 10))
		}
	}
	return room[:n]
}

// write appends a value that is not a number, or whose name is odd or long.
func (o *odds) write(text []byte, in *pair, value *wire.Value) []byte {
	text = append(text, in.start...)
	from := len(text)
	if in.escapes > 0 {
		o.add(from-in.name, from-len("="), in.escapes)
	}
	text = value.AppendForm(text)
	if escapes := wire.Escapes(text[from:]); escapes > 0 {
		o.add(from, len(text), escapes)
	}
	return text
}

// larger returns room for twice as much as there is, and more.
func larger(text []byte, more int) []byte {
	room := make([]byte, 2*len(text)+more)
	copy(room, text)
	return room
}

// digest signs k=v pairs with & between them: the document's getSign, which is the MD5, in lower-case hexadecimal, of the pairs with the key
// last.
func digest(text []byte, key string) string { return string(appendDigest(nil, text, key)) }

// appendDigest appends what digest returns. It writes behind text.
func appendDigest(dst, text []byte, key string) []byte {
	if len(text) > 0 {
		text = append(text, '&')
	}
	sum := md5.Sum(append(append(text, "partner_key="...), key...))
	return hex.AppendEncode(dst, sum[:])
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
