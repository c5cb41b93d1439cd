package classcloud

import (
	"container/list"
	"context"
	"sync"
)

// Seen remembers handled callbacks, so that one the vendor repeats is handled once. Remember is called after the handler
// succeeded; a fleet keeps its Seen in a store its members share.
type Seen interface {
	Seen(ctx context.Context, id string) (bool, error)
	Remember(ctx context.Context, id string) error
}

// MemorySeen is a Seen in memory that forgets the oldest ids beyond a bound. It is safe for concurrent use.
type MemorySeen struct {
	mu    sync.Mutex
	most  int
	order *list.List
	ids   map[string]*list.Element
}

// NewMemorySeen remembers at most most ids; 0 or less means 65,536.
func NewMemorySeen(most int) *MemorySeen {
	if most <= 0 {
		most = 1 << 16
	}
	return &MemorySeen{most: most, order: list.New(), ids: make(map[string]*list.Element)}
}

// Seen reports whether id is remembered.
func (s *MemorySeen) Seen(_ context.Context, id string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.ids[id]
	return ok, nil
}

// Remember keeps id and forgets the oldest beyond the bound.
func (s *MemorySeen) Remember(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.ids[id]; ok {
		s.order.MoveToBack(e)
		return nil
	}
	s.ids[id] = s.order.PushBack(id)
	for len(s.ids) > s.most {
		oldest := s.order.Front()
		delete(s.ids, s.order.Remove(oldest).(string))
	}
	return nil
}
