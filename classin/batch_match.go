package classin

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/go-classcloud/classcloud"
)

// matching finds the row of each item: by what the rows say, and by their places only where they say nothing and the counts agree. Its work
// grows with the number of rows and not with its square, unless many items are alike.
type matching struct {
	asked [][]echo
	count int
	rows  []row
	keys  []int // the places that the reply itself names; nil when it names none

	names   []named
	holders [][]int               // by item: the rows that belong to it
	asking  map[int][]int         // by item: the rows that say of themselves what belongs to different items, this one among them
	unnamed []classcloud.RowError // the rows that do not say whose they are, as an item's error names them
}

// named is what the items are called under one name.
type named struct {
	echo
	items map[string][]int // by what they are called; empty when no item is called anything
}

func (m *matching) match() {
	m.index()
	for i := range m.rows {
		m.read(&m.rows[i])
	}
	for m.settle() { // a row that names one item alone takes it out of the choice of the others
	}
	m.settleByPlace()
	m.settleAlike()
	m.question()
}

// index looks up once what each item is called.
func (m *matching) index() {
	m.holders = make([][]int, max(m.count, len(m.asked)))
	at := map[string]int{}
	for i := range m.asked {
		for _, e := range m.asked[i] {
			n, known := at[e.name]
			if !known {
				n = len(m.names)
				at[e.name] = n
				m.names = append(m.names, named{echo: e, items: map[string][]int{}})
			}
			if e.value != "" {
				called := folded(bareText(e.value))
				m.names[n].items[called] = append(m.names[n].items[called], i)
			}
		}
	}
}

// folded returns a text that is the same for all that strings.EqualFold takes for one.
func folded(text string) string {
	return strings.Map(func(c rune) rune {
		first := c
		for other := unicode.SimpleFold(c); other != c; other = unicode.SimpleFold(other) {
			first = min(first, other)
		}
		return first
	}, text)
}

// read finds the items that a row names. A name that no item has a value for says nothing.
func (m *matching) read(r *row) {
	for i := range m.names {
		name := &m.names[i]
		if len(name.items) == 0 {
			continue
		}
		said := r.says(&name.echo)
		if said == "" {
			continue
		}
		same := name.items[folded(said)]
		if !r.named {
			r.fits = same
		} else {
			r.fits = common(r.fits, same)
		}
		r.named = true
		r.touches = append(r.touches, same)
	}
}

// common returns what two ordered lists have in common. It changes neither.
func common(a, b []int) []int {
	if len(b) < len(a) {
		a, b = b, a
	}
	var out []int
	for _, i := range a {
		if _, both := slices.BinarySearch(b, i); both {
			out = append(out, i)
		}
	}
	return out
}

// give makes a row an item's.
func (m *matching) give(row, item int) {
	m.rows[row].item = item
	m.holders[item] = append(m.holders[item], row)
}

func (m *matching) isFree(item int) bool { return len(m.holders[item]) == 0 }

// settle gives rows that fit one free item to it, and says whether it gave any.
func (m *matching) settle() (any bool) {
	for i := range m.rows {
		r := &m.rows[i]
		if !r.named || r.item >= 0 || len(r.fits) == 0 {
			continue
		}
		if item, alone := m.choice(r.fits); alone {
			m.give(i, item)
			any = true
		}
	}
	return any
}

// choice returns the only item that there is, or the only one that is free.
func (m *matching) choice(fits []int) (item int, alone bool) {
	if len(fits) == 1 {
		return fits[0], true
	}
	for _, i := range fits {
		switch {
		case !m.isFree(i):
		case alone:
			return 0, false
		default:
			item, alone = i, true
		}
	}
	return item, alone
}

// settleAlike gives rows that fit the same items to them in their order, when there are as many rows as items: the request names
// something twice.
func (m *matching) settleAlike() {
	type looks struct{ count, first, last int }
	groups := map[looks][][]int{} // of rows that fit the same
	for i := range m.rows {
		r := &m.rows[i]
		if !r.named || r.item >= 0 || len(r.fits) < 2 {
			continue
		}
		look := looks{len(r.fits), r.fits[0], r.fits[len(r.fits)-1]}
		same := func(group []int) bool { return alike(m.rows[group[0]].fits, r.fits) }
		if at := slices.IndexFunc(groups[look], same); at >= 0 {
			groups[look][at] = append(groups[look][at], i)
		} else {
			groups[look] = append(groups[look], []int{i})
		}
	}
	for i := range m.rows { // a group is settled where its first row stands
		r := &m.rows[i]
		if !r.named || r.item >= 0 || len(r.fits) < 2 {
			continue
		}
		for _, group := range groups[looks{len(r.fits), r.fits[0], r.fits[len(r.fits)-1]}] {
			if group[0] != i || len(group) != len(r.fits) || !m.allFree(r.fits) {
				continue
			}
			for j, other := range group {
				m.give(other, r.fits[j])
			}
		}
	}
}

// alike reports whether two lists are the same. Mostly they are one.
func alike(a, b []int) bool { return &a[0] == &b[0] && len(a) == len(b) || slices.Equal(a, b) }

func (m *matching) allFree(items []int) bool {
	return !slices.ContainsFunc(items, func(i int) bool { return !m.isFree(i) })
}

// settleByPlace gives rows that name nothing, or several items, to the items at their places, when the counts agree and nothing that any
// row says contradicts its place.
func (m *matching) settleByPlace() {
	at, ok := m.places()
	if !ok {
		return
	}
	for i := range m.rows {
		r := &m.rows[i]
		if !r.named || r.item == at[i] {
			continue
		}
		if _, fits := slices.BinarySearch(r.fits, at[i]); r.item >= 0 || !fits {
			return
		}
	}
	for i := range m.rows {
		if r := &m.rows[i]; r.item < 0 && !r.null && at[i] >= 0 && at[i] < m.count && m.isFree(at[i]) {
			m.give(i, at[i])
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

// question finds for each item the rows that may be its own and belong to none.
func (m *matching) question() {
	m.asking = map[int][]int{}
	for i := range m.rows {
		r := &m.rows[i]
		switch {
		case r.null || r.item >= 0:
		case !r.named:
			m.unnamed = append(m.unnamed, r.failure("does not say whose it is"))
		default:
			for _, item := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(r.touches...)))) {
				m.asking[item] = append(m.asking[item], i)
			}
		}
	}
}

// own returns the row of an item: nil when it has none, or several.
func (m *matching) own(item int) *row {
	if rows := m.holders[item]; len(rows) == 1 {
		return &m.rows[rows[0]]
	}
	return nil
}

// touching returns the rows that may be an item's and are not clearly its own.
func (m *matching) touching(item int) (out []classcloud.RowError) {
	own, asking := m.own(item), m.asking[item]
	if own != nil && len(asking) == 0 {
		return nil
	}
	if len(m.holders[item]) == 0 && len(asking) == 0 {
		return slices.Clip(m.unnamed)
	}
	for _, i := range asking {
		out = append(out, m.rows[i].failure("says of itself what belongs to different items"))
	}
	if own == nil {
		out = append(out, m.unnamed...)
		for _, i := range m.holders[item] { // one of several
			if !m.rows[i].null {
				out = append(out, m.rows[i].failure("is one of several rows of the same item"))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b classcloud.RowError) int { return cmp.Compare(a.Index, b.Index) })
	return out
}

// spare returns the rows that belong to no item, and all that are not settled when there are more of them than items.
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
		touches := slices.ContainsFunc(r.touches, func(items []int) bool { return len(items) > 0 })
		if !clear && !r.null && (r.named && !touches || rows > m.count || !r.named && settled == m.count) {
			out = append(out, r.failure("is of nothing that was asked for"))
		}
	}
	return out
}
