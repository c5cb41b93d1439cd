package classcloud

// memoryID stands for an id.
type memoryID [2]uint64

// memoryIDs are ids in the order in which they were remembered. A map and a list of them would take three times as much.
type memoryIDs struct {
	places []memoryPlace // a ring of two directions: places[0] is between the newest and the oldest, and holds none
	table  []int32       // by the lower bits of the ids: their places, each at the first that was free; 0 is free
}

// memoryPlace is an id among those that were remembered before and after it.
type memoryPlace struct {
	id           memoryID
	older, newer int32
}

func newMemoryIDs() memoryIDs {
	return memoryIDs{places: make([]memoryPlace, 1), table: make([]int32, 16)}
}

// has reports whether id is there.
func (m *memoryIDs) has(id memoryID) bool { return m.table[m.find(id)] != 0 }

// find returns where in the table id is, or where it would be put.
func (m *memoryIDs) find(id memoryID) (slot uint64) {
	last := uint64(len(m.table) - 1)
	for slot = id[0] & last; m.table[slot] != 0 && m.places[m.table[slot]].id != id; slot = (slot + 1) & last {
	}
	return slot
}

// remember makes id the newest. Where there are most of them, the oldest is forgotten for a new one.
func (m *memoryIDs) remember(id memoryID, most int) {
	at := m.table[m.find(id)]
	switch {
	case at != 0:
		m.takeOut(at)
	case len(m.places) <= most:
		at = int32(len(m.places))
		m.places = append(m.places, memoryPlace{id: id})
		if 4*len(m.places) > 3*len(m.table) {
			m.grow()
		}
		m.table[m.find(id)] = at
	default:
		at = m.places[0].newer
		m.takeOut(at)
		m.free(m.find(m.places[at].id))
		m.places[at].id = id
		m.table[m.find(id)] = at
	}
	m.putLast(at)
}

// grow doubles the table. The newest place is not in it yet.
func (m *memoryIDs) grow() {
	m.table = make([]int32, 2*len(m.table))
	for at := 1; at < len(m.places)-1; at++ {
		m.table[m.find(m.places[at].id)] = int32(at)
	}
}

// free empties a slot of the table, and moves into it what would not be found behind an empty one.
func (m *memoryIDs) free(slot uint64) {
	last := uint64(len(m.table) - 1)
	for next := (slot + 1) & last; m.table[next] != 0; next = (next + 1) & last {
		home := m.places[m.table[next]].id[0] & last
		if (next-home)&last >= (next-slot)&last {
			m.table[slot] = m.table[next]
			slot = next
		}
	}
	m.table[slot] = 0
}

// takeOut takes a place out of the order.
func (m *memoryIDs) takeOut(at int32) {
	p := m.places[at]
	m.places[p.older].newer = p.newer
	m.places[p.newer].older = p.older
}

// putLast makes a place the newest.
func (m *memoryIDs) putLast(at int32) {
	newest := m.places[0].older
	m.places[at].older, m.places[at].newer = newest, 0
	m.places[newest].newer = at
	m.places[0].older = at
}
