package classcloud

import (
	"container/list"
	"context"
	"strconv"
	"sync"
	"time"
)

// DeliveryStore remembers which callbacks were handled, so that a callback which the vendor repeats is handled only once. All
// servers of a fleet share one store.
type DeliveryStore interface {
	// Seen reports whether the delivery with this id was handled before.
	Seen(ctx context.Context, id string) (bool, error)
	// Remember records that the delivery with this id was handled. It is called after the handler has succeeded.
	Remember(ctx context.Context, id string) error
}

// DeliveryClaimer is a [DeliveryStore] that can also claim a delivery in one step, so that two servers which get the same delivery at the
// same time handle it once: one claims it, handles it, and records it with Remember, or releases it when it failed; the other waits. The
// callback handlers use the claims of a store that has them. With a DeliveryStore alone, two servers can handle a delivery twice, because
// between asking and recording there is time for another to ask.
//
// A claim runs out after its lease, so that a server that died holds nothing up. A handler that works for longer than the lease may be
// joined by another.
type DeliveryClaimer interface {
	DeliveryStore
	// Claim takes the delivery with this id for the time of lease. claim is a word that no other claim has. It is empty where the
	// delivery is not to be had: seen says that it was handled before; otherwise somebody else has it now.
	Claim(ctx context.Context, id string, lease time.Duration) (claim string, seen bool, err error)
	// Release gives a claim back before its lease is over. It does nothing to a claim that ran out and was taken by another.
	Release(ctx context.Context, id, claim string) error
}

// MemoryDeliveries is a DeliveryStore and a DeliveryClaimer in memory. When it is full, it forgets its oldest id for each new one. It is
// safe for concurrent use.
type MemoryDeliveries struct {
	mu     sync.Mutex
	most   int
	order  *list.List
	ids    map[string]*list.Element
	claims map[string]memoryClaim

	claimed uint64 // how many claims there were
}

// memoryClaim is who has a delivery, and until when.
type memoryClaim struct {
	word  string
	until time.Time
}

// NewMemoryDeliveries makes a store that holds at most the given number of ids; 0 or less means 65,536.
func NewMemoryDeliveries(most int) *MemoryDeliveries {
	if most <= 0 {
		most = 1 << 16
	}
	return &MemoryDeliveries{most: most, order: list.New(), ids: make(map[string]*list.Element), claims: make(map[string]memoryClaim)}
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
	delete(s.claims, id)
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

// Claim takes id, unless it is remembered or somebody has it.
func (s *MemoryDeliveries) Claim(_ context.Context, id string, lease time.Duration) (claim string, seen bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if _, ok := s.ids[id]; ok {
		return "", true, nil
	}
	if now.Before(s.claims[id].until) {
		return "", false, nil
	}
	if len(s.claims) >= s.most {
		for other, c := range s.claims { // of handlers that were never heard of again
			if !now.Before(c.until) {
				delete(s.claims, other)
			}
		}
	}
	s.claimed++
	word := strconv.FormatUint(s.claimed, 36)
	s.claims[id] = memoryClaim{word, now.Add(lease)}
	return word, false, nil
}

// Release gives id back, if the claim still holds it.
func (s *MemoryDeliveries) Release(_ context.Context, id, claim string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.claims[id].word == claim {
		delete(s.claims, id)
	}
	return nil
}
