package classroom

import (
	"context"
	"sync"
)

// MemoryWatchStore is a WatchStore in memory, for tests and for programs that may hand everything over again after a restart. The zero value
// is empty and ready. It is safe for concurrent use.
type MemoryWatchStore struct {
	mu    sync.Mutex
	texts map[string]string
}

// Get implements WatchStore.
func (m *MemoryWatchStore) Get(_ context.Context, id string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.texts[id], nil
}

// Put implements WatchStore.
func (m *MemoryWatchStore) Put(_ context.Context, id, text string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.texts == nil {
		m.texts = map[string]string{}
	}
	m.texts[id] = text
	return nil
}
