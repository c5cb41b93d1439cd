package agora

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

// resume reads the store's records.
func (r *polling) resume(records []StoredRecord) error {
	slices.SortFunc(records, func(a, b StoredRecord) int { return strings.Compare(a.Key, b.Key) })
	known := false
	for _, stored := range records {
		var err error
		switch key := stored.Key; {
		case key == streamKey:
			known = true
			err = json.Unmarshal([]byte(stored.Value), &r.life)
		case strings.HasPrefix(key, roomPrefix):
			room := r.room(strings.TrimPrefix(key, roomPrefix), 0)
			room.known = true
			err = json.Unmarshal([]byte(stored.Value), &room.roomRecord)
		case strings.HasPrefix(key, heldPrefix):
			var held heldRecord
			if err = json.Unmarshal([]byte(stored.Value), &held); err == nil {
				a := arrival{key: key, at: held.Time}
				err = a.UnmarshalJSON([]byte(held.Event))
				a.print = printOf(a.Event)
				room := r.room(a.place(), 0)
				room.inbox = append(room.inbox, a)
			}
		}
		if err != nil {
			return fmt.Errorf("agora: EventPoller: the store's record %s: %w", stored.Key, err)
		}
	}
	r.skipping = r.FromNow && !known
	r.first = r.skipping
	switch {
	case r.life.Polling:
		r.blind = errors.New("the poller ended before an answer was stored")
	case known && r.clock.Now().Sub(r.life.Answered) > pollReach:
		r.outage = silentSince(r.life.Answered)
	}
	return nil
}

// place names the room whose order the event keeps. Events without a readable number, or without a room, have an order of their own.
func (a *arrival) place() string {
	if a.RoomUUID == "" || a.Sequence <= 0 {
		return placeless + a.RoomUUID
	}
	return a.RoomUUID
}

// placeless begins the names of rooms of events without a place. No id of a room has this letter.
const placeless = "/"

// room returns the state of a room, whose list was last read after looked lost answers. The caller holds the lock, or is alone.
func (r *polling) room(uuid string, looked int) *roomProgress {
	if r.rooms[uuid] == nil {
		room := &roomProgress{looked: looked, read: looked, fresh: r.clock.Now()}
		room.RoomUUID, room.placeless = strings.TrimPrefix(uuid, placeless), strings.HasPrefix(uuid, placeless)
		r.rooms[uuid] = room
	}
	return r.rooms[uuid]
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

// errRefused is the end of the poller: Agora refuses the token.
var errRefused = errors.New("agora: EventPoller: the token is refused")

// poll asks the stream once, stores the answer, and passes its events on to their rooms. It reports whether there may be more.
func (r *polling) poll(ctx context.Context) (full bool, err error) {
	if r.unsaved == nil {
		r.life.Polling = true
		if err := r.save(ctx, []StoredRecord{record(streamKey, r.life)}, nil); err != nil {
			return false, err // an answer could not be stored either: the events stay where they are
		}
		events, err := r.request(ctx)
		if err != nil {
			return false, err
		}
		r.accept(events)
	}
	if err := r.save(ctx, r.unsaved.Put, r.unsaved.Drop); err != nil {
		return false, err
	}
	full = len(r.arrived) > 0 && (len(r.arrived) >= r.largest || len(r.arrived) >= fullAnswer)
	r.largest = max(r.largest, len(r.arrived))
	arrived := r.arrived
	r.unsaved, r.arrived = nil, nil
	if r.skipping {
		return full, r.skip(ctx, arrived, full)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.more = full
	for _, a := range arrived {
		room := r.room(a.place(), r.doubts)
		room.inbox = append(room.inbox, a)
	}
	return full, nil
}

// request sends a poll, which may be answered for a little longer than the poller runs: its answer is the only one with these events.
func (r *polling) request(ctx context.Context) ([]Event, error) {
	late, end := context.WithCancel(context.WithoutCancel(ctx))
	over := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(over)
		grace := time.NewTimer(pollGrace)
		defer grace.Stop()
		select {
		case <-grace.C:
			end()
		case <-late.Done():
		}
	})
	refused := false
	events, err := r.Client.Events.Poll(late, classcloud.OnReply(func(reply *classcloud.Reply) {
		refused = reply.Status == http.StatusUnauthorized && isJSON(reply.Body)
	}))
	end()
	if !stop() {
		<-over
	}
	switch {
	case err == nil:
		return events, nil
	case refused:
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	case !classcloud.MaybeApplied(err):
		r.life.Polling = r.blind != nil || r.outage != nil
		return nil, errors.Join(err, r.save(ctx, []StoredRecord{record(streamKey, r.life)}, nil))
	}
	r.blind, r.ask = err, true
	r.mu.Lock()
	defer r.mu.Unlock()
	r.doubts++
	return nil, err
}

func silentSince(t time.Time) error {
	return fmt.Errorf("no poll was answered between %s and an hour ago", t.UTC().Format(time.RFC3339))
}

// accept makes an answer ready to be stored.
func (r *polling) accept(events []Event) {
	now := r.clock.Now()
	if !r.life.Answered.IsZero() && now.Sub(r.life.Answered) > pollReach {
		r.outage, r.ask = silentSince(r.life.Answered), true
		r.mu.Lock()
		r.doubts++
		r.mu.Unlock()
	}
	r.life.Answered, r.life.Polling = now, r.blind != nil || r.outage != nil
	r.unsaved = &StoreChange{}
	r.mu.Lock()
	r.more = true
	r.mu.Unlock()
	for _, e := range events {
		r.life.Arrivals++
		a := arrival{Event: e, key: fmt.Sprintf("%s%016d", heldPrefix, r.life.Arrivals), print: printOf(e), at: now}
		r.arrived = append(r.arrived, a)
		if !r.skipping {
			text, _ := e.MarshalJSON() // cannot fail: the event holds the bytes it was read from
			r.unsaved.Put = append(r.unsaved.Put, record(a.key, heldRecord{now, string(text)}))
		}
	}
	if !r.skipping {
		r.unsaved.Put = append(r.unsaved.Put, record(streamKey, r.life))
	}
}

// skip leaves out the stream's past and notes how far its rooms are. Once the stream has no more, the poller begins.
func (r *polling) skip(ctx context.Context, arrived []arrival, more bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, a := range arrived {
		if room := r.room(a.place(), r.doubts); !room.placeless && a.Sequence > room.Sequence {
			room.advance(a)
			room.known = true
		}
	}
	if more {
		return nil
	}
	r.life.Start, r.life.Polling = r.clock.Now(), false
	put := []StoredRecord{record(streamKey, r.life)}
	for name, room := range r.rooms {
		if room.placeless {
			delete(r.rooms, name)
			continue
		}
		put = append(put, record(roomPrefix+name, room.roomRecord))
	}
	if err := r.save(ctx, put, nil); err != nil {
		return err
	}
	r.skipping = false
	return nil
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
	return room.looked < r.doubts || !room.Settled && now.Sub(room.fresh) > settleAfter || now.Sub(room.fresh) > tidyAfter
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
