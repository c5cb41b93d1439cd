package sandbox

import "sync"

const (
	journalEntries = 2000     // how many requests the journal remembers
	journalBytes   = 16 << 20 // and how many bytes of them
)

// journal remembers the last requests, bounded in number and in bytes.
type journal struct {
	mu      sync.Mutex
	entries []Entry // the oldest first
	sizes   []int
	bytes   int
	last    int64 // the last ID
}

// add gives an entry its ID and remembers it, for which older ones may be forgotten.
func (j *journal) add(e Entry) Entry {
	size := e.size()
	j.mu.Lock()
	defer j.mu.Unlock()
	j.last++
	e.ID = j.last
	j.entries, j.sizes = append(j.entries, e), append(j.sizes, size)
	j.bytes += size
	drop := 0
	for len(j.entries)-drop > journalEntries || j.bytes > journalBytes && drop < len(j.entries)-1 {
		j.bytes -= j.sizes[drop]
		j.entries[drop] = Entry{} // lets go of what it holds
		drop++
	}
	j.entries, j.sizes = j.entries[drop:], j.sizes[drop:]
	return e
}

// query selects entries.
type query struct {
	vendor, operation string // "" is any
	since             int64  // entries after this ID
	limit             int    // at most so many, the newest
}

// find returns the entries that a query selects, the oldest first, and whether there were more than the limit.
func (j *journal) find(q query) (found []Entry, more bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := len(j.entries) - 1; i >= 0; i-- {
		e := j.entries[i]
		if e.ID <= q.since {
			break
		}
		if q.vendor != "" && e.Vendor != q.vendor || q.operation != "" && e.Operation != q.operation {
			continue
		}
		if len(found) == q.limit {
			more = true
			break
		}
		found = append(found, e)
	}
	for i, k := 0, len(found)-1; i < k; i, k = i+1, k-1 {
		found[i], found[k] = found[k], found[i]
	}
	return found, more
}

// get returns the entry of that ID, if it is still remembered.
func (j *journal) get(id int64) (Entry, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.entries) == 0 || id < j.entries[0].ID || id > j.last {
		return Entry{}, false
	}
	return j.entries[id-j.entries[0].ID], true
}

// clear forgets all entries. IDs go on.
func (j *journal) clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries, j.sizes, j.bytes = nil, nil, 0
}

// state returns the number of entries, their bytes and the last ID.
func (j *journal) state() (entries, bytes int, last int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.entries), j.bytes, j.last
}
