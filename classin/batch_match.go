package classin

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// echo is a value of an item by which a row of the reply may name it.
type echo struct {
	name  string // the row's member
	also  string // another name of the member; empty when there is none
	value string
	fills bool // the result has the member: a row that leaves it out gets it from the request
}

// byID names an item by an id that the result repeats.
func byID[N ~int64](name string, id N) echo {
	return echo{name: name, value: strconv.FormatInt(int64(id), 10), fills: true}
}

// byStudent names an item by its student. Rows say studentUid, and requests of v1 uid.
func byStudent(uid UID) echo {
	e := byID("studentUid", uid)
	e.also = "uid"
	return e
}

// byText names an item by a text that the result repeats.
func byText(name, value string) echo { return echo{name: name, value: value, fills: true} }

// byMark names an item by a text that the vendor returns as it was sent.
func byMark(name, value string) echo { return echo{name: name, value: value} }

// asked returns what the rows of a reply may say of each item.
func asked[E any](list []E, echoes func(E) []echo) [][]echo {
	out := make([][]echo, len(list))
	for i, item := range list {
		out[i] = echoes(item)
	}
	return out
}

// fill adds the members by which an item was asked for, where the reply leaves them out. What the reply says stays.
func fill(members []wire.Member, asked []echo) []wire.Member {
	for _, e := range asked {
		same := func(m wire.Member) bool { return m.Name == e.name }
		if !e.fills || e.value == "" {
			continue
		}
		if i := slices.IndexFunc(members, same); i >= 0 {
			if m := members[i]; m.Value.Kind != wire.JSON || !wire.IsEmpty([]byte(m.Value.Text)) {
				continue
			}
			members = slices.DeleteFunc(members, same)
		}
		members = append(members, wire.Member{Name: e.name, Value: wire.TextOf(e.value)})
	}
	return members
}

// row is one row of a batch's reply.
type row struct {
	index   int
	raw     json.RawMessage
	members wire.Envelope
	null    bool
	named   bool  // it says something of an item
	fits    []int // the items that agree with all that it says
	touches []int // the items that agree with some of it
	item    int   // the item it belongs to; -1 when that is not clear
}

func readRows(raws []json.RawMessage, keys []int) []row {
	rows := make([]row, len(raws))
	for i, raw := range raws {
		rows[i] = row{index: i, raw: raw, item: -1, null: string(raw) == "null"}
		rows[i].members, _ = wire.Split(raw)
		if keys != nil {
			rows[i].index = keys[i]
		}
	}
	return rows
}

// says returns what a row says under a name, in its plainest form.
func (r *row) says(e *echo) string {
	for _, name := range [...]string{e.name, e.also} {
		if name == "" {
			continue
		}
		raw := r.members.Get(name)
		if raw == nil {
			if data, err := wire.Split(r.members.Get("data")); err == nil {
				raw = data.Get(name)
			}
		}
		var text string
		if len(raw) > 0 && wire.Decode(raw, &text) == nil && bareText(text) != "" {
			return bareText(text)
		}
	}
	return ""
}

// bareText is how texts are compared: China's own country code may stand before a phone number or not.
func bareText(text string) string { return strings.TrimPrefix(strings.TrimSpace(text), "0086-") }

// matching finds the row of each item: by what the rows say, and by their places only where they say nothing and the counts agree.
type matching struct {
	asked [][]echo
	count int
	rows  []row
	keys  []int // the places that the reply itself names; nil when it names none
}

func (m *matching) match() {
	for i := range m.rows {
		m.read(&m.rows[i])
	}
	for m.settle() { // a row that names one item alone takes it out of the choice of the others
	}
	m.settleByPlace()
	m.settleAlike()
}

// read finds the items that a row names.
func (m *matching) read(r *row) {
	var seen []string
	for i := range m.asked {
		for _, e := range m.asked[i] {
			if !slices.Contains(seen, e.name) {
				seen = append(seen, e.name)
				m.compare(r, &e)
			}
		}
	}
}

// compare holds what a row says under one name against every item. A name that no item has a value for says nothing.
func (m *matching) compare(r *row, e *echo) {
	said := r.says(e)
	if said == "" {
		return
	}
	var same []int
	given := false
	for i := range m.asked {
		for _, own := range m.asked[i] {
			if own.name == e.name && own.value != "" {
				given = true
				if strings.EqualFold(bareText(own.value), said) {
					same = append(same, i)
				}
			}
		}
	}
	if !given {
		return
	}
	if !r.named {
		r.fits = same
	} else {
		r.fits = slices.DeleteFunc(r.fits, func(i int) bool { return !slices.Contains(same, i) })
	}
	r.named = true
	r.touches = append(r.touches, same...)
}

// settle gives rows that fit one free item to it, and says whether it gave any.
func (m *matching) settle() (any bool) {
	for i := range m.rows {
		r := &m.rows[i]
		if !r.named || r.item >= 0 || len(r.fits) == 0 {
			continue
		}
		fits := r.fits
		if len(fits) > 1 {
			fits = slices.DeleteFunc(slices.Clone(fits), func(i int) bool { return len(m.rowsOf(i)) > 0 })
		}
		if len(fits) == 1 {
			r.item, any = fits[0], true
		}
	}
	return any
}

// settleAlike gives rows that fit the same items to them in their order, when there are as many rows as items: the request names
// something twice.
func (m *matching) settleAlike() {
	for i := range m.rows {
		r := &m.rows[i]
		if !r.named || r.item >= 0 || len(r.fits) < 2 {
			continue
		}
		var alike []*row
		for j := range m.rows {
			if other := &m.rows[j]; other.named && other.item < 0 && slices.Equal(other.fits, r.fits) {
				alike = append(alike, other)
			}
		}
		if len(alike) != len(r.fits) || slices.ContainsFunc(r.fits, func(i int) bool { return len(m.rowsOf(i)) > 0 }) {
			continue
		}
		fits := r.fits
		for j, other := range alike {
			other.item = fits[j]
		}
	}
}

// settleByPlace gives rows that name nothing, or several items, to the items at their places, when the counts agree and nothing that any
// row says contradicts its place.
func (m *matching) settleByPlace() {
	at, ok := m.places()
	if !ok {
		return
	}
	for i := range m.rows {
		if r := &m.rows[i]; r.named && r.item != at[i] && (r.item >= 0 || !slices.Contains(r.fits, at[i])) {
			return
		}
	}
	for i := range m.rows {
		if r := &m.rows[i]; r.item < 0 && !r.null && at[i] >= 0 && at[i] < m.count && len(m.rowsOf(at[i])) == 0 {
			r.item = at[i]
		}
	}
}

// places returns the item that stands at each row's place, if places mean anything: the counts agree, or the reply gives the places
// itself and it is clear whether it counts from 0 or from 1.
func (m *matching) places() ([]int, bool) {
	at := make([]int, len(m.rows))
	from := 0
	switch {
	case len(m.rows) == m.count:
		for i := range at {
			at[i] = i
		}
		return at, true
	case m.keys == nil || len(m.rows) > m.count:
		return nil, false
	case slices.Contains(m.keys, 0):
	case slices.Contains(m.keys, m.count):
		from = 1
	default:
		return nil, false
	}
	for i, key := range m.keys {
		at[i] = key - from
	}
	return at, true
}

func (m *matching) rowsOf(item int) (out []*row) {
	for i := range m.rows {
		if m.rows[i].item == item {
			out = append(out, &m.rows[i])
		}
	}
	return out
}

// own returns the row of an item: nil when it has none, or several.
func (m *matching) own(item int) *row {
	if rows := m.rowsOf(item); len(rows) == 1 {
		return rows[0]
	}
	return nil
}

// touching returns the rows that may be an item's and are not clearly its own.
func (m *matching) touching(item int) (out []classcloud.RowError) {
	own := m.own(item)
	for i := range m.rows {
		switch r := &m.rows[i]; {
		case r == own || r.null:
		case r.item == item: // one of several
			out = append(out, r.failure("is one of several rows of the same item"))
		case r.item < 0 && r.named && slices.Contains(r.touches, item):
			out = append(out, r.failure("says of itself what belongs to different items"))
		case r.item < 0 && !r.named && own == nil:
			out = append(out, r.failure("does not say whose it is"))
		}
	}
	return out
}

// spare returns the rows that are no item's, and all that are not settled when there are more of them than items.
func (m *matching) spare() (out []classcloud.RowError) {
	settled, rows := 0, 0
	for i := range m.rows {
		if m.rows[i].null {
			continue
		}
		if rows++; m.rows[i].item >= 0 && m.own(m.rows[i].item) != nil {
			settled++
		}
	}
	for i := range m.rows {
		r := &m.rows[i]
		clear := r.item >= 0 && m.own(r.item) != nil
		if !clear && !r.null && (r.named && len(r.touches) == 0 || rows > m.count || !r.named && settled == m.count) {
			out = append(out, r.failure("is of nothing that was asked for"))
		}
	}
	return out
}

func (r *row) failure(problem string) classcloud.RowError {
	return classcloud.RowError{Index: r.index, Path: "/data/" + strconv.Itoa(r.index), Problem: problem, Raw: r.raw}
}

// rowsWithKeys reads the object that PHP writes for a list with gaps: the name of each member is an item's place.
func rowsWithKeys(list []byte) (rows [][]byte, keys []int, ok bool) {
	object, err := wire.Split(list)
	if err != nil || len(object) == 0 {
		return nil, nil, false
	}
	for _, m := range object {
		at, err := strconv.Atoi(m.Name)
		if err != nil || at < 0 {
			return nil, nil, false
		}
		place, twice := slices.BinarySearch(keys, at)
		if twice {
			return nil, nil, false
		}
		keys, rows = slices.Insert(keys, place, at), slices.Insert(rows, place, []byte(m.Raw))
	}
	return rows, keys, true
}
