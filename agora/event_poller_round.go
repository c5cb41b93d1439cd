package agora

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// placeless begins the names of rooms of events without a place. No id of a room has this letter.
const placeless = "/"

// room returns the state of a room, whose list was last read after looked lost answers. The caller holds the lock, or is alone.
func (r *polling) room(uuid string, looked int) *roomProgress {
	if r.rooms[uuid] == nil {
		room := &roomProgress{looked: looked, read: looked, met: r.clock.Now()}
		room.RoomUUID, room.placeless = strings.TrimPrefix(uuid, placeless), strings.HasPrefix(uuid, placeless)
		r.rooms[uuid] = room
	}
	return r.rooms[uuid]
}

// deliver gives an event to its room. The caller holds the lock, or is alone.
func (r *polling) deliver(a arrival, looked int) {
	room := r.room(a.place(), looked)
	if a.left {
		room.inbox = slices.DeleteFunc(room.inbox, func(b arrival) bool { return b.left })
	}
	room.inbox = append(room.inbox, a)
	room.top, room.left = max(room.top, a.Sequence), room.left || a.left
}

// round polls once, hands over what can be, and returns how long to wait.
func (r *polling) round(ctx context.Context) (time.Duration, error) {
	full, err := r.poll(ctx)
	if err == nil {
		err = r.lookAround(ctx)
	}
	if errors.Is(err, ErrAnotherPoller) || errors.Is(err, errRefused) || ctx.Err() != nil {
		return 0, cmp.Or(context.Cause(ctx), err)
	}
	r.schedule()
	if r.Workers <= 0 {
		for room := r.next(false); room != nil && ctx.Err() == nil; room = r.next(false) {
			r.serveRoom(ctx, room)
		}
	}
	if r.Lag != nil && ctx.Err() == nil {
		r.Lag(ctx, r.lag())
	}
	switch {
	case err != nil:
		r.tell(ctx, err)
		r.failures++
		return r.pause(r.failures, err), nil
	case full:
		return 0, nil
	}
	r.failures = 0
	return r.every(), nil
}

// lookAround finds rooms whose events may all have been in lost answers, or reports that there may be some.
func (r *polling) lookAround(ctx context.Context) error {
	if r.skipping {
		return nil
	}
	if r.ask && r.Rooms != nil {
		names, err := r.Rooms(ctx)
		if err != nil {
			return fmt.Errorf("agora: EventPoller.Rooms: %w", err)
		}
		r.mu.Lock()
		for _, name := range names {
			if known := r.rooms[name] != nil; name != "" && !known && !strings.HasPrefix(name, placeless) {
				r.room(name, 0).fromEnd = r.first
			}
		}
		r.mu.Unlock()
		r.blind = nil
	}
	r.ask, r.first = false, false
	if why := cmp.Or(r.outage, r.blind); why != nil {
		if err := guard("Lost", func() error { return r.Lost(ctx, LostEvents{Err: why}) }); err != nil {
			return err
		}
		r.blind, r.outage = nil, nil
	}
	if r.life.Polling {
		r.life.Polling = false
		return r.save(ctx, []StoredRecord{record(streamKey, r.life)}, nil)
	}
	return nil
}

// schedule queues the rooms that have events, and a few of the others that should be looked at.
func (r *polling) schedule() {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock.Now()
	var idle []*roomProgress
	for _, name := range slices.Sorted(maps.Keys(r.rooms)) {
		switch room := r.rooms[name]; {
		case room.busy || now.Before(room.due):
		case len(room.inbox)+len(room.held) > 0 || room.dirty || len(room.drops) > 0:
			r.enqueue(room)
		case !room.placeless && r.wantsLook(room, now):
			idle = append(idle, room)
		}
	}
	slices.SortStableFunc(idle, func(a, b *roomProgress) int { return a.due.Compare(b.due) })
	for _, room := range idle[:min(len(idle), readsPerRound)] {
		r.enqueue(room)
	}
}

// wantsLook reports whether a room without events should be looked at.
func (r *polling) wantsLook(room *roomProgress, now time.Time) bool {
	return room.looked < r.doubts || !room.Settled && now.Sub(room.met) > settleAfter || now.Sub(room.met) > tidyAfter
}

func (r *polling) enqueue(room *roomProgress) {
	room.busy = true
	r.queue = append(r.queue, room)
	r.work.Signal()
}

// next returns the next room to work on, or nil if there is none.
func (r *polling) next(locked bool) *roomProgress {
	if !locked {
		r.mu.Lock()
		defer r.mu.Unlock()
	}
	if len(r.queue) == 0 {
		return nil
	}
	room := r.queue[0]
	r.queue = r.queue[1:]
	return room
}

// serve works on rooms until the poller ends.
func (r *polling) serve(ctx context.Context) {
	for {
		r.mu.Lock()
		room := r.next(true)
		for room == nil && ctx.Err() == nil {
			r.work.Wait()
			room = r.next(true)
		}
		r.mu.Unlock()
		if ctx.Err() != nil {
			return
		}
		r.serveRoom(ctx, room)
	}
}

func (r *polling) lag() EventLag {
	r.mu.Lock()
	defer r.mu.Unlock()
	lag := EventLag{PollTime: r.life.Answered}
	for _, room := range r.rooms {
		if room.read < r.doubts && !room.placeless {
			lag.Unread++
		}
		waiting, oldest := len(room.inbox), time.Time{}
		if waiting > 0 {
			oldest = room.inbox[0].at
		}
		if room.left {
			lag.Left++
		}
		if waiting += room.waiting; room.waiting > 0 {
			oldest = room.oldest
		}
		if waiting == 0 {
			continue
		}
		lag.Rooms++
		lag.Events += waiting
		if lag.OldestTime.IsZero() || oldest.Before(lag.OldestTime) {
			lag.OldestTime = oldest
		}
	}
	return lag
}
