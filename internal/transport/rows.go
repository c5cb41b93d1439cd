package transport

import (
	"encoding/binary"
	"slices"
)

// rowSet remembers rows by 64 bits of their keys, drawn anew for each walk. That two of a million rows have the same bits happens in one of
// 30 million walks, and a total, where there is one, tells of it. A million rows take some 6.5 MB: the first two bytes of a row are where
// it stands, and the other six are kept in their order. A map of them takes six times as much, and one of their keys eighty times.
type rowSet struct {
	few  map[uint64]struct{}
	many *[256]rowRange // by the first byte; nil while a map will do
}

// manyRows is from how many rows on a map takes too much.
const manyRows = 4096

func newRowSet() *rowSet { return &rowSet{few: map[uint64]struct{}{}} }

// isEmpty reports whether no row was added.
func (s *rowSet) isEmpty() bool { return s.many == nil && len(s.few) == 0 }

// add reports whether a row was not in the set before.
func (s *rowSet) add(row uint64) bool {
	if s.many != nil {
		return s.many[row>>56].add(row)
	}
	before := len(s.few)
	s.few[row] = struct{}{}
	if len(s.few) == manyRows {
		s.many = new([256]rowRange)
		for i := range s.many {
			s.many[i].most = fewestFresh + i/4 // so that the ranges do not all grow at the same time
		}
		for row := range s.few {
			s.many[row>>56].add(row)
		}
		s.few = nil
		return true
	}
	return len(s.few) > before
}

// rowRange holds the rows with one first byte.
type rowRange struct {
	starts *[257]uint32 // by the second byte: where its rows begin in kept
	kept   []byte       // the other six bytes of each row, in the order of the rows
	fresh  []uint64     // rows that are not in kept yet, in their order
	most   int          // how many fresh rows are moved into kept, unless a 32nd of those that are there is more
}

const (
	keptBytes   = 6 // of a row in kept
	fewestFresh = 64
)

func (r *rowRange) add(row uint64) bool {
	at, known := slices.BinarySearch(r.fresh, row)
	if known || r.has(row) {
		return false
	}
	r.fresh = slices.Insert(r.fresh, at, row)
	if len(r.fresh) >= max(r.most, r.len()/32) {
		r.keep()
	}
	return true
}

// len is how many rows are in kept.
func (r *rowRange) len() int { return len(r.kept) / keptBytes }

// at returns the six bytes of a row in kept.
func (r *rowRange) at(i int) uint64 {
	b := r.kept[i*keptBytes:][:keptBytes]
	return uint64(binary.BigEndian.Uint32(b))<<16 | uint64(binary.BigEndian.Uint16(b[4:]))
}

// has reports whether a row is in kept.
func (r *rowRange) has(row uint64) bool {
	at, end := r.place(row, r.len())
	return at < end && r.at(at) == lastSix(row)
}

// place returns where in kept a row is or would be put, and where the rows with its first two bytes end. It does not look at rows from an
// end on.
func (r *rowRange) place(row uint64, end int) (at, last int) {
	if r.starts == nil {
		return 0, 0
	}
	from := min(int(r.starts[second(row)]), end)
	to := min(int(r.starts[int(second(row))+1]), end)
	for last = to; from < to; {
		if middle := from + (to-from)/2; r.at(middle) < lastSix(row) {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from, last
}

// keep moves the fresh rows into kept, from the last to the first: what stands between two of them is moved up once.
func (r *rowRange) keep() {
	if r.starts == nil {
		r.starts = new([257]uint32)
	}
	end := r.len()
	if size := len(r.kept) + keptBytes*len(r.fresh); size <= cap(r.kept) {
		r.kept = r.kept[:size]
	} else {
		grown := make([]byte, size, size+keptBytes*(size/keptBytes/12))
		copy(grown, r.kept)
		r.kept = grown
	}
	for i := len(r.fresh) - 1; i >= 0; i-- {
		at, _ := r.place(r.fresh[i], end)
		copy(r.kept[(at+i+1)*keptBytes:], r.kept[at*keptBytes:end*keptBytes])
		b := r.kept[(at+i)*keptBytes:]
		binary.BigEndian.PutUint32(b, uint32(r.fresh[i]>>16))
		binary.BigEndian.PutUint16(b[4:], uint16(r.fresh[i]))
		end = at
	}
	before := 0 // how many fresh rows have a lower second byte
	for i := range r.starts {
		for before < len(r.fresh) && int(second(r.fresh[before])) < i {
			before++
		}
		r.starts[i] += uint32(before)
	}
	r.fresh = r.fresh[:0]
}

func second(row uint64) uint8 { return uint8(row >> 48) }

func lastSix(row uint64) uint64 { return row & (1<<48 - 1) }
