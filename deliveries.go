package classcloud

import (
	"container/list"
	"context"
	"sync"
)

// DeliveryStore remembers which callbacks were handled, so that a callback which the vendor repeats is handled only once. All
// servers of a fleet share one store.
type DeliveryStore interface {
	// Seen reports whether the delivery with this id was handled before.
	Seen(ctx context.Context, id string) (bool, error)
	// Remember records that the delivery with this id was handled. It is called after the handler has succeeded.
	Remember(ctx context.Context, id string) error
}

// MemoryDeliveries is a DeliveryStore in memory. When it is full, it forgets its oldest id for each new one. It is safe for
// concurrent use.
type MemoryDeliveries struct {
	mu    sync.Mutex
	most  int
	order *list.List
	ids   map[string]*list.Element
}

// NewMemoryDeliveries makes a store that holds at most the given number of ids; 0 or less means 65,536.
func NewMemoryDeliveries(most int) *MemoryDeliveries {
	if most <= 0 {
		most = 1 << 16
	}
	return &MemoryDeliveries{most: most, order: list.New(), ids: make(map[string]*list.Element)}
}

// Seen reports whether id is remembered.
func (s *MemoryDeliveries) Seen(_ context.Context, id string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.ids[id]
	return ok, nil
}

// Remember keeps id, and forgets the oldest id when the store is full.
func (s *MemoryDeliveries) Remember(_ context.Context, id string) error {
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
