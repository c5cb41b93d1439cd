package agora

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
)

// EventStore keeps what an EventPoller must not forget: a table of texts with the columns stream, key and value, and who writes it. The
// poller decides what the texts mean. A store is used by several goroutines at once if the poller has Workers. Its methods end with their context.
type EventStore interface {
	// Open makes owner the only writer of a stream, and returns all records of the stream, in any order.
	Open(ctx context.Context, stream, owner string) ([]StoredRecord, error)
	// Get returns the value of one record, or "" if there is none.
	Get(ctx context.Context, stream, key string) (string, error)
	// Save makes a change as a whole or not at all. It fails with ErrAnotherPoller if somebody else opened the stream after
	// change.Owner did. To make the same change twice is harmless.
	Save(ctx context.Context, change StoreChange) error
}

// StoredRecord is one record of a stream in an EventStore.
type StoredRecord struct {
	Key   string // at most 200 bytes
	Value string // JSON
}

// StoreChange is a change of an EventStore.
type StoreChange struct {
	Stream string         // the App ID and the region, such as "0123456789abcdef0123456789abcdef/eu"
	Owner  string         // the Run that makes the change
	Put    []StoredRecord // records to write, over older ones with the same key
	Drop   []string       // the keys of records to delete; a missing one is not an error
}

// ErrAnotherPoller means that another EventPoller has opened the stream of this one. Agora gives each event to one of them only, so the
// older one ends.
var ErrAnotherPoller = errors.New("agora: another EventPoller has opened this stream")

// MemoryEventStore is an EventStore in memory, for tests and for programs that may start from the beginning. It is safe for concurrent
// use.
type MemoryEventStore struct {
	mu      sync.Mutex
	owners  map[string]string
	records map[string]map[string]string
}

// NewMemoryEventStore returns an empty store.
func NewMemoryEventStore() *MemoryEventStore {
	return &MemoryEventStore{owners: map[string]string{}, records: map[string]map[string]string{}}
}

// Open makes owner the writer of a stream and returns its records by key.
func (s *MemoryEventStore) Open(_ context.Context, stream, owner string) ([]StoredRecord, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.owners[stream] = owner
	records := []StoredRecord{}
	for key, value := range s.records[stream] {
		records = append(records, StoredRecord{key, value})
	}
	slices.SortFunc(records, func(a, b StoredRecord) int { return strings.Compare(a.Key, b.Key) })
	return records, nil
}

// Get returns the value of a record, or "".
func (s *MemoryEventStore) Get(_ context.Context, stream, key string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.records[stream][key], nil
}

// Save makes a change, or fails with ErrAnotherPoller.
func (s *MemoryEventStore) Save(_ context.Context, change StoreChange) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owners[change.Stream] != change.Owner {
		return ErrAnotherPoller
	}
	records := s.records[change.Stream]
	if records == nil {
		records = map[string]string{}
		s.records[change.Stream] = records
	}
	for _, key := range change.Drop {
		delete(records, key)
	}
	for _, record := range change.Put {
		records[record.Key] = record.Value
	}
	return nil
}
