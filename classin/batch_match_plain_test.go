package classin

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// Whatever the rows say, the fast way of matching them finds what the plain one finds.
func TestMatchingFindsWhatThePlainWayFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := []string{"a", "A", "b", "0086-b", "ſ", "s", "K", "\u212a", "", " c "}
	word := func(of int) string { return words[random.IntN(of)] }
	for round := range 5_000 {
		variety := 1 + random.IntN(len(words))
		items := make([][]echo, random.IntN(7))
		for i := range items {
			items[i] = []echo{byText("name", word(variety)), byMark("mark", word(variety))}
			if random.IntN(3) == 0 {
				items[i] = items[i][:1]
			}
			if random.IntN(4) == 0 {
				items[i] = append(items[i], byStudent(UID(random.IntN(3))))
			}
		}
		var raws []json.RawMessage
		var keys []int
		for i := range random.IntN(8) {
			row := map[string]any{}
			for _, name := range []string{"name", "mark", "uid", "studentUid"} {
				if random.IntN(2) == 0 {
					row[name] = word(variety)
					if strings.HasSuffix(strings.ToLower(name), "uid") {
						row[name] = random.IntN(3)
					}
				}
			}
			raw, err := json.Marshal(row)
			require.NoError(t, err)
			switch random.IntN(10) {
			case 0:
				raw = json.RawMessage("null")
			case 1:
				raw = fmt.Appendf(nil, `{"data":%s}`, raw)
			}
			raws = append(raws, raw)
			keys = append(keys, i+i*random.IntN(2))
		}
		slices.Sort(keys)
		if random.IntN(2) == 0 || len(slices.Compact(slices.Clone(keys))) < len(keys) {
			keys = nil
		}
		fast := matching{asked: items, count: len(items), rows: readRows(raws, keys), keys: keys}
		plain := plainMatching{asked: items, count: len(items), keys: keys}
		for _, r := range readRows(raws, keys) {
			plain.rows = append(plain.rows, plainRow{row: r})
		}
		fast.match()
		plain.match()
		for i := range fast.rows {
			require.Equal(t, plain.rows[i].item, fast.rows[i].item, "round %d, row %d of %s for %v", round, i, raws, items)
		}
		for i := range items {
			require.Equal(t, plain.touching(i), fast.touching(i), "round %d, item %d of %s for %v", round, i, raws, items)
			own := plain.own(i)
			require.Equal(t, own != nil, fast.own(i) != nil)
			if own != nil {
				require.Equal(t, own.index, fast.own(i).index)
			}
		}
		require.Equal(t, plain.spare(), fast.spare(), "round %d: %s for %v", round, raws, items)
	}
}

// plainRow is a row as the plain way reads it.
type plainRow struct {
	row
	touches []int
}

// plainMatching is what matching does, in the plainest way: it looks through all rows for each item, and through all items for each row.
type plainMatching struct {
	asked [][]echo
	count int
	rows  []plainRow
	keys  []int // the places that the reply itself names; nil when it names none
}

func (m *plainMatching) match() {
	for i := range m.rows {
		m.read(&m.rows[i])
	}
	for m.settle() { // a row that names one item alone takes it out of the choice of the others
	}
	m.settleByPlace()
	m.settleAlike()
}

// read finds the items that a row names.
func (m *plainMatching) read(r *plainRow) {
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
func (m *plainMatching) compare(r *plainRow, e *echo) {
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
func (m *plainMatching) settle() (any bool) {
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
func (m *plainMatching) settleAlike() {
	for i := range m.rows {
		r := &m.rows[i]
		if !r.named || r.item >= 0 || len(r.fits) < 2 {
			continue
		}
		var alike []*plainRow
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
func (m *plainMatching) settleByPlace() {
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
func (m *plainMatching) places() ([]int, bool) {
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

func (m *plainMatching) rowsOf(item int) (out []*plainRow) {
	for i := range m.rows {
		if m.rows[i].item == item {
			out = append(out, &m.rows[i])
		}
	}
	return out
}

// own returns the row of an item: nil when it has none, or several.
func (m *plainMatching) own(item int) *plainRow {
	if rows := m.rowsOf(item); len(rows) == 1 {
		return rows[0]
	}
	return nil
}

// touching returns the rows that may be an item's and are not clearly its own.
func (m *plainMatching) touching(item int) (out []classcloud.RowError) {
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

// spare returns the rows that belong to no item, and all that are not settled when there are more of them than items.
func (m *plainMatching) spare() (out []classcloud.RowError) {
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
