package classcloud

import (
	"context"
	"hash/maphash"
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

// MemoryDeliveries is a DeliveryStore and a DeliveryClaimer in memory. When it is full, it forgets its oldest id for each new one. An id
// takes some 40 bytes, however long it is, because 128 bits of a hash stand for it, drawn anew by each store: that two of a billion
// ids have the same happens in one of 10^20 stores. It is safe for concurrent use.
type MemoryDeliveries struct {
	seeds [2]maphash.Seed
	most  int

	mu     sync.Mutex
	known  memoryIDs
	claims map[memoryID]memoryClaim

	claimed uint64 // how many claims there were
}

// memoryClaim is who has a delivery, and until when.
type memoryClaim struct {
	number uint64
	until  time.Time
}

// word is what a claim is called.
func (c memoryClaim) word() string { return strconv.FormatUint(c.number, 36) }

// NewMemoryDeliveries makes a store that holds at most the given number of ids, up to 2,000,000,000; 0 or less means 65,536.
func NewMemoryDeliveries(most int) *MemoryDeliveries {
	if most <= 0 {
		most = 1 << 16
	}
	return &MemoryDeliveries{
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, most: min(most, 2_000_000_000),
		known: newMemoryIDs(), claims: map[memoryID]memoryClaim{},
	}
}

func (s *MemoryDeliveries) of(id string) memoryID {
	return memoryID{maphash.String(s.seeds[0], id), maphash.String(s.seeds[1], id)}
}

// Seen reports whether id is remembered.
func (s *MemoryDeliveries) Seen(_ context.Context, id string) (bool, error) {
	asked := s.of(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known.has(asked), nil
}

// Remember keeps id, and forgets the oldest id when the store is full.
func (s *MemoryDeliveries) Remember(_ context.Context, id string) error {
	handled := s.of(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.claims, handled)
	s.known.remember(handled, s.most)
	return nil
}

// Claim takes id, unless it is remembered or somebody has it.
func (s *MemoryDeliveries) Claim(_ context.Context, id string, lease time.Duration) (claim string, seen bool, err error) {
	wanted := s.of(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known.has(wanted) {
		return "", true, nil
	}
	now := time.Now()
	if now.Before(s.claims[wanted].until) {
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
	mine := memoryClaim{s.claimed, now.Add(lease)}
	s.claims[wanted] = mine
	return mine.word(), false, nil
}

// Release gives id back, if the claim still holds it.
func (s *MemoryDeliveries) Release(_ context.Context, id, claim string) error {
	given := s.of(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	if held, ok := s.claims[given]; ok && held.word() == claim {
		delete(s.claims, given)
	}
	return nil
}
