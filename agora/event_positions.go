package agora

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// RoomPosition records how far an EventPoller has handed over a room's events. The zero position is before the first event.
type RoomPosition struct {
	RoomUUID string    `json:"roomUuid"`
	Sequence int64     `json:"sequence"`        // the number of the last event handed over
	NextID   string    `json:"nextId,omitzero"` // the page of the room's own list from which to read on
	SeenTime time.Time `json:"seen,omitzero"`   // when the id was last known to belong to this room, because an id can be used again
	Closed   bool      `json:"closed,omitzero"` // whether the room has closed; Agora destroys it an hour later
}

// PositionStore keeps the positions of an EventPoller, so that the next EventPoller continues where this one stopped. A handler that
// writes to a database may save the position in the same transaction, as a RoomPosition with the event's RoomUUID and Sequence. Save then
// finds it saved already, and even a crash between the two repeats no event.
type PositionStore interface {
	// Load returns all positions, in any order.
	Load(context.Context) ([]RoomPosition, error)
	// Save keeps a position: that of a new room, and that of a room after each event that was handed over.
	Save(context.Context, RoomPosition) error
	// Delete forgets the position of a room.
	Delete(ctx context.Context, roomUUID string) error
}

// MemoryPositions is a PositionStore in memory, for tests and for programs that may start from the beginning. It is safe for concurrent
// use.
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
