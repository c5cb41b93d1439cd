// Package signing holds the signatures that cost the most to make: Baijiayun's over a sorted form, and WeClassroom's sealed signMsg. It is
// a package of its own so that internal/bench can hold each beside its bare primitives.
package signing

import (
	"cmp"
	"crypto/md5"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// manyParams is more than any request has; a longer list only costs an allocation.
const manyParams = 64

// ranked is a parameter's place in the order of names. The head of the name decides nearly always, and costs no look at the text.
type ranked struct {
	head uint64
	at   int
}

// Common returns params as the vendor knows them, with partner_id and timestamp. A parameter that the client sets itself is an error.
func Common(params []wire.Member, partnerID int64, now time.Time) ([]wire.Member, error) {
	for i := range params {
		switch params[i].Name {
		case "partner_id", "timestamp", "sign", "partner_key":
			return nil, errors.New("the parameter " + params[i].Name + " is set by the client itself")
		}
	}
	return append(params[:len(params):len(params)],
		wire.Member{Name: "partner_id", Value: wire.IntOf(partnerID)}, wire.Member{Name: "timestamp", Value: wire.IntOf(now.Unix())}), nil
}

// Form writes params in the order of their names as a form, with the signature over exactly what is sent as its last field. Without a key,
// which only API 1 allows, it adds none. params are those that Common returns.
func Form(params []wire.Member, key string) (form []byte, sign string) {
	var ranks [manyParams]ranked
	var ends [manyParams]int
	order := rank(ranks[:0], params)
	at := ends[:0]
	text := make([]byte, 0, 64+32*len(params))
	for _, r := range order { // the text that is signed, in which the form's values are found again
		text = append(append(text, params[r.at].Name...), '=')
		text = params[r.at].Value.AppendForm(text)
		at = append(at, len(text))
		text = append(text, '&')
	}
	form = make([]byte, 0, 2*len(text)+48)
	from := 0
	for i, r := range order {
		name := len(params[r.at].Name)
		form = wire.AppendEscaped(form, text[from:from+name])
		form = append(form, '=')
		form = wire.AppendEscaped(form, text[from+name+1:at[i]])
		form = append(form, '&')
		from = at[i] + 1
	}
	if key == "" {
		return form[:max(0, len(form)-1)], ""
	}
	sign = digest(text, key)
	return append(append(form, "sign="...), sign...), sign
}

// Sorted returns params in the order of their names, with the signature last, for what is not a form: a multipart body.
func Sorted(params []wire.Member, key string) (sorted []wire.Member, sign string) {
	var text []byte
	for _, r := range rank(nil, params) {
		from := len(text) + len(params[r.at].Name) + 1
		text = params[r.at].Value.AppendForm(append(append(text, params[r.at].Name...), '='))
		sorted = append(sorted, wire.Member{Name: params[r.at].Name, Value: wire.TextOf(string(text[from:]))})
		text = append(text, '&')
	}
	if key == "" {
		return sorted, ""
	}
	sign = digest(text, key)
	return append(sorted, wire.Member{Name: "sign", Value: wire.TextOf(sign)}), sign
}

// Digest is the document's getSign: the MD5, in lower-case hexadecimal, of the k=v pairs with raw values, in the order of the keys, and
// the key last.
func Digest(params []wire.Member, key string) string {
	_, sign := Sorted(params, key)
	return sign
}

// digest signs the pairs, each of which ends with &.
func digest(text []byte, key string) string {
	sum := md5.Sum(append(append(text, "partner_key="...), key...))
	return hex.EncodeToString(sum[:])
}

// rank returns the order of the parameters' names, as PHP's ksort has it.
func rank(order []ranked, params []wire.Member) []ranked {
	for i := range params {
		order = append(order, ranked{head(params[i].Name), i})
	}
	slices.SortFunc(order, func(a, b ranked) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		if c := strings.Compare(params[a.at].Name, params[b.at].Name); c != 0 {
			return c
		}
		return cmp.Compare(a.at, b.at) // of equal names, as they came
	})
	return order
}

// head returns the first bytes of a name as a number that is ordered as they are.
func head(name string) uint64 {
	var first [8]byte
	copy(first[:], name)
	return binary.BigEndian.Uint64(first[:])
}
