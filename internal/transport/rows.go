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
}

const (
	keptBytes = 6  // of a row in kept
	mostFresh = 64 // from how many on fresh rows are moved into kept, or from a 32nd of those that are there
)

func (r *rowRange) add(row uint64) bool {
	at, known := slices.BinarySearch(r.fresh, row)
	if known || r.has(row) {
		return false
	}
	r.fresh = slices.Insert(r.fresh, at, row)
	if len(r.fresh) >= max(mostFresh, len(r.kept)/keptBytes/32) {
		r.keep()
	}
	return true
}

// at returns the six bytes of a row in kept.
func (r *rowRange) at(i uint32) uint64 {
	b := r.kept[i*keptBytes:][:keptBytes]
	return uint64(binary.BigEndian.Uint32(b))<<16 | uint64(binary.BigEndian.Uint16(b[4:]))
}

// has reports whether a row is in kept.
func (r *rowRange) has(row uint64) bool {
	if r.starts == nil {
		return false
	}
	rest := lastSix(row)
	from, to := r.starts[second(row)], r.starts[int(second(row))+1]
	for from < to {
		middle := from + (to-from)/2
		switch is := r.at(middle); {
		case is == rest:
			return true
		case is < rest:
			from = middle + 1
		default:
			to = middle
		}
	}
	return false
}

// keep moves the fresh rows into kept, which is made as long as it must be and no longer.
func (r *rowRange) keep() {
	before := r.starts
	if before == nil {
		before = new([257]uint32)
	}
	merged := make([]byte, 0, len(r.kept)+keptBytes*len(r.fresh))
	starts, fresh := new([257]uint32), r.fresh
	for group := range 256 {
		starts[group] = uint32(len(merged) / keptBytes)
		old, end := before[group], before[group+1]
		for {
			isFresh := len(fresh) > 0 && int(second(fresh[0])) == group
			switch {
			case isFresh && (old == end || lastSix(fresh[0]) < r.at(old)):
				merged = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint32(merged, uint32(lastSix(fresh[0])>>16)), uint16(fresh[0]))
				fresh = fresh[1:]
				continue
			case old < end:
				merged = append(merged, r.kept[old*keptBytes:][:keptBytes]...)
				old++
				continue
			}
			break
		}
	}
	starts[256] = uint32(len(merged) / keptBytes)
	r.starts, r.kept, r.fresh = starts, merged, r.fresh[:0]
}

func second(row uint64) uint8 { return uint8(row >> 48) }

func lastSix(row uint64) uint64 { return row & (1<<48 - 1) }
