package agora

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// RoomPosition is how far a room's events have been handed over. Zero is before the first.
type RoomPosition struct {
	RoomUUID string    `json:"roomUuid"`
	Sequence int64     `json:"sequence"`        // of the last event handed over
	NextID   string    `json:"nextId,omitzero"` // where the room's own list may be read on
	SeenTime time.Time `json:"seen,omitzero"`   // when the room was last known to be this one: an id can be used again
	Closed   bool      `json:"closed,omitzero"` // an hour later the room is destroyed
}

// PositionStore keeps an EventPoller's positions, so that the next one goes on where the last one stopped. A handler that writes
// to a database may save the position in the same transaction, as RoomPosition with the event's RoomUUID and Sequence; Save then
// finds it done, and even a crash between the two repeats nothing. What Load returns need not be in any order.
type PositionStore interface {
	Load(context.Context) ([]RoomPosition, error)
	Save(context.Context, RoomPosition) error // when a room is met, and after each event that was handed over
	Delete(ctx context.Context, roomUUID string) error
}

// MemoryPositions is a PositionStore in memory, for tests and for programs that may begin anew. It is safe for concurrent use.
type MemoryPositions struct {
	mu    sync.Mutex
	rooms map[string]RoomPosition
}

// NewMemoryPositions returns a store that holds these positions.
func NewMemoryPositions(positions ...RoomPosition) *MemoryPositions {
	s := &MemoryPositions{rooms: make(map[string]RoomPosition, len(positions))}
	for _, p := range positions {
		s.rooms[p.RoomUUID] = p
	}
	return s
}

// Load returns all positions, by room.
func (s *MemoryPositions) Load(context.Context) ([]RoomPosition, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.SortedFunc(maps.Values(s.rooms), func(a, b RoomPosition) int { return strings.Compare(a.RoomUUID, b.RoomUUID) }), nil
}

// Save keeps a room's position.
func (s *MemoryPositions) Save(_ context.Context, p RoomPosition) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rooms[p.RoomUUID] = p
	return nil
}

// Delete forgets a room.
func (s *MemoryPositions) Delete(_ context.Context, roomUUID string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.rooms, roomUUID)
	return nil
}
