// Package signing holds the signatures that cost the most to make: Baijiayun's over a sorted form, and WeClassroom's sealed signMsg. It is
// a package of its own so that internal/bench can hold each beside its bare primitives.
package signing

import (
	"crypto/md5"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// Params are the parameters of a call of Baijiayun, with those that the client adds.
type Params struct {
	own    []wire.Member
	common [2]wire.Member // partner_id and timestamp
}

// NewParams adds partner_id and timestamp to params. A parameter that the client sets itself is an error.
func NewParams(params []wire.Member, partnerID int64, now time.Time) (Params, error) {
	for i := range params {
		switch params[i].Name {
		case "partner_id", "timestamp", "sign", "partner_key":
			return Params{}, errors.New("the parameter " + params[i].Name + " is set by the client itself")
		}
	}
	return Params{params, [2]wire.Member{
		{Name: "partner_id", Value: wire.IntOf(partnerID)}, {Name: "timestamp", Value: wire.IntOf(now.Unix())},
	}}, nil
}

func (p *Params) at(i int32) *wire.Member {
	if int(i) < len(p.own) {
		return &p.own[i]
	}
	return &p.common[int(i)-len(p.own)]
}

// ranked is a parameter's place in the order of names. The head of the name decides nearly always, and costs no look at the text.
type ranked struct {
	head uint64
	at   int32
	end  int32 // where its value ends in the signed text
	odd  int32 // how many of its bytes a form does not hold as they are
}

// What nearly every call fits into, on the stack. What does not fit only costs an allocation.
const (
	manyParams = 48
	longText   = 1536
)

// Form writes the parameters in the order of their names as a form, with the signature over exactly what is sent as its last field. Without
// a key, which only API 1 allows, it adds none.
func (p *Params) Form(key string) (form []byte, sign string) {
	var ranks [manyParams]ranked
	var signed [longText]byte
	order, text := p.text(ranks[:0], signed[:0])
	odd := 0
	for _, r := range order {
		odd += int(r.odd)
	}
	form = make([]byte, 0, len(text)+2*odd+len("&sign=")+2*md5.Size)
	run, from := 0, int32(0) // pairs that a form holds as they are signed are copied together
	for _, r := range order {
		if r.odd > 0 {
			name := from + int32(len(p.at(r.at).Name))
			form = append(form, text[run:from]...)
			form = append(wire.AppendEscaped(form, text[from:name]), '=')
			form = append(wire.AppendEscaped(form, text[name+1:r.end]), '&')
			run = int(r.end) + 1
		}
		from = r.end + 1
	}
	form = append(form, text[run:]...)
	if key == "" {
		return form[:len(form)-1], ""
	}
	sign = digest(text, key)
	return append(append(form, "sign="...), sign...), sign
}

// Sorted returns the parameters in the order of their names, with the signature last, for what is not a form: a multipart body.
func (p *Params) Sorted(key string) (sorted []wire.Member, sign string) {
	order, text := p.text(nil, nil)
	from := int32(0)
	for _, r := range order {
		name := p.at(r.at).Name
		sorted = append(sorted, wire.Member{Name: name, Value: wire.TextOf(string(text[from+int32(len(name))+1 : r.end]))})
		from = r.end + 1
	}
	if key != "" {
		sign = digest(text, key)
		sorted = append(sorted, wire.Member{Name: "sign", Value: wire.TextOf(sign)})
	}
	return sorted, sign
}

// text appends what is signed, without the key: k=v& for each parameter with its raw value, in the order of the names.
func (p *Params) text(order []ranked, text []byte) ([]ranked, []byte) {
	for i := range int32(len(p.own) + len(p.common)) {
		order = p.insert(order, ranked{head: head(p.at(i).Name), at: i})
	}
	for i := range order {
		r, m := &order[i], p.at(order[i].at)
		r.odd = int32(wire.Escapes(m.Name))
		text = append(append(text, m.Name...), '=')
		from := len(text)
		text = m.Value.AppendForm(text)
		if m.Value.Kind != wire.Int { // whose digits are never escaped
			r.odd += int32(wire.Escapes(text[from:]))
		}
		r.end = int32(len(text))
		text = append(text, '&')
	}
	return order, text
}

// insert puts a parameter into its place. Of equal names, the one that came first stays first. Requests have few parameters: to insert them
// one by one is faster than any sort of the library's.
func (p *Params) insert(order []ranked, r ranked) []ranked {
	order = append(order, r)
	for i := len(order) - 1; i > 0; i-- {
		before := order[i-1]
		if before.head < r.head || before.head == r.head && p.at(before.at).Name <= p.at(r.at).Name {
			break
		}
		order[i], order[i-1] = before, r
	}
	return order
}

// head returns the first bytes of a name as a number that is ordered as they are.
func head(name string) uint64 {
	if len(name) >= 8 {
		return binary.BigEndian.Uint64([]byte(name[:8]))
	}
	var first [8]byte
	copy(first[:], name)
	return binary.BigEndian.Uint64(first[:])
}

// digest signs k=v pairs, each of which ends with &: the document's getSign, which is the MD5, in lower-case hexadecimal, of the pairs
// with the key last.
func digest(text []byte, key string) string {
	sum := md5.Sum(append(append(text, "partner_key="...), key...))
	return hex.EncodeToString(sum[:])
}

// Digest signs what others have put together: pairs with raw values in the order of their names.
func Digest(sorted []wire.Member, key string) string {
	var room [longText]byte
	text := room[:0]
	for i := range sorted {
		text = append(append(text, sorted[i].Name...), '=')
		text = append(sorted[i].Value.AppendForm(text), '&')
	}
	return digest(text, key)
}
