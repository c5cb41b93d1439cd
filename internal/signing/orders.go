package signing

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// Orders sorts the parameters of calls by their names. It keeps the last orders, because a program asks for the same names again and again:
// then to compare them is all the work. Its zero value is ready, and safe for concurrent use.
type Orders struct{ kept [64]atomic.Pointer[order] }

// An order that is longer than this is not kept: only names that are the caller's own come to so much.
const (
	manyNames = 64
	longNames = 2048
)

// order is a list of names, and how it is sorted.
type order struct {
	names  []string // as they came
	sorted []pair
}

// pair is the first half of a parameter in the signed text.
type pair struct {
	at      int              // its place as it came
	plain   bool             // its start is a short one, and a form holds it as it is
	short   [shortStart]byte // start, if it fits: to copy an array is two moves, a text is a call
	length  int              // of start
	start   string           // "name=", with an & before it unless it is the first
	name    int              // the length of the name and its =
	escapes int              // how many bytes of the name a form does not hold as they are
	rest    int              // what it and those after it need, if their values are numbers
}

// What nearly every start fits into, and what every number does.
const (
	shortStart = 32
	longNumber = len("-9223372036854775808")
)

// Params adds partner_id and timestamp to params. A parameter that the client sets itself is an error.
func (o *Orders) Params(params []wire.Member, partnerID int64, now time.Time) (Params, error) {
	sorted, err := o.of(params)
	if err != nil {
		return Params{}, err
	}
	return Params{params, [2]int64{partnerID, now.Unix()}, sorted}, nil
}

func (o *Orders) of(params []wire.Member) (*order, error) {
	place := len(params)
	for i := range params {
		place = 3*place + len(params[i].Name) // a larger factor would take longer, one after the other
	}
	kept := &o.kept[uint(place)%uint(len(o.kept))]
	if known := kept.Load(); known != nil && known.is(params) {
		return known, nil
	}
	made, size, err := newOrder(params)
	if err == nil && len(params) <= manyNames && size <= longNames {
		kept.Store(made)
	}
	return made, err
}

// is reports whether an order is that of params.
func (o *order) is(params []wire.Member) bool {
	if len(params) != len(o.names) {
		return false
	}
	for i := range params {
		if params[i].Name != o.names[i] {
			return false
		}
	}
	return true
}

// common are the names that the client adds, in the order of [Params.common].
var common = [...]string{"partner_id", "timestamp"}

// newOrder sorts params with those that the client adds; of equal names, the one that came first stays first. size is how many bytes the names
// have, of which it keeps a copy: a caller's could be a part of something large.
func newOrder(params []wire.Member) (made *order, size int, err error) {
	names := make([]string, 0, len(params)+2)
	for i := range params {
		switch params[i].Name {
		case "partner_id", "timestamp", "sign", "partner_key":
			return nil, 0, errors.New("the parameter " + params[i].Name + " is set by the client itself")
		}
		names = append(names, params[i].Name)
	}
	names = append(names, common[:]...)
	made = &order{names: make([]string, len(params)), sorted: make([]pair, len(names))}
	for i := range names {
		made.sorted[i].at = i
	}
	slices.SortStableFunc(made.sorted, func(a, b pair) int { return strings.Compare(names[a.at], names[b.at]) })
	rest := shortStart
	for i, in := range slices.Backward(made.sorted) {
		name, and := names[in.at], "&"
		if i == 0 {
			and = ""
		}
		in.start, in.name, in.escapes = and+name+"=", len(name)+len("="), wire.Escapes(name)
		in.length, in.plain = len(in.start), len(in.start) <= len(in.short) && in.escapes == 0
		copy(in.short[:], in.start)
		rest += in.length + longNumber
		in.rest = rest
		if size += len(name); in.at < len(params) {
			made.names[in.at] = in.start[len(and) : in.length-1]
		}
		made.sorted[i] = in
	}
	return made, size, nil
}
