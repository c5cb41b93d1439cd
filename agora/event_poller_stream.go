package agora

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// errRefused is the end of the poller: Agora refuses the token.
var errRefused = errors.New("agora: EventPoller: the token is refused")

// poll asks the stream once, stores the answer, and passes its events on to their rooms. It reports whether there may be more.
func (r *polling) poll(ctx context.Context) (full bool, err error) {
	if r.unsaved == nil {
		r.life.Polling = true
		r.mu.Lock()
		r.life.Comparable = r.comparable
		r.mu.Unlock()
		if err := r.save(ctx, []StoredRecord{record(streamKey, r.life)}, nil); err != nil {
			return false, err // an answer could not be stored either: the events stay where they are
		}
		events, said, err := r.request(ctx)
		if err != nil {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.over = r.begun
			return false, err
		}
		r.accept(events, said)
	}
	if err := r.save(ctx, r.unsaved.Put, r.unsaved.Drop); err != nil {
		return false, err
	}
	full = r.answer > 0 && (r.answer >= r.largest || r.answer >= fullAnswer)
	r.largest = max(r.largest, r.answer)
	arrived := r.arrived
	r.unsaved, r.arrived = nil, nil
	if r.skipping {
		return full, r.skip(ctx, arrived, full) // no room is worked on
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fulls++; !full || r.fulls >= fullMost {
		r.drained, r.fulls = r.begun, 0
	}
	r.over, r.answered = r.begun, r.life.Answered
	for _, a := range arrived {
		r.deliver(a, r.doubts)
	}
	return full, nil
}

// request sends a poll, which may be answered for a little longer than the poller runs: its answer is the only one with these events.
func (r *polling) request(ctx context.Context) (events []Event, said time.Time, err error) {
	r.mu.Lock()
	r.begun++
	r.mu.Unlock()
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
	events, err = r.Client.Events.Poll(late, classcloud.OnReply(func(reply *classcloud.Reply) {
		refused = reply.Status == http.StatusUnauthorized && isJSON(reply.Body)
		said = saidIn(reply.Body)
	}))
	end()
	if !stop() {
		<-over
	}
	switch {
	case err == nil:
		return events, said, nil
	case refused:
		return nil, said, fmt.Errorf("%w: %w", errRefused, err)
	case !classcloud.MaybeApplied(err):
		r.life.Polling = r.blind != nil || r.outage != nil
		return nil, said, errors.Join(err, r.save(ctx, []StoredRecord{record(streamKey, r.life)}, nil))
	}
	r.blind, r.ask = err, true
	r.mu.Lock()
	defer r.mu.Unlock()
	r.doubts++
	return nil, said, err
}

// saidIn returns the server's time in a reply, or the zero time.
func saidIn(body []byte) time.Time {
	members, err := wire.Split(body)
	var ms int64
	if err != nil || wire.Decode(members.Get("ts"), &ms) != nil || ms <= 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

func silentSince(t time.Time) error {
	return fmt.Errorf("no poll was answered between %s and an hour ago", t.UTC().Format(time.RFC3339))
}

// accept makes an answer ready to be stored.
func (r *polling) accept(events []Event, said time.Time) {
	now := r.clock.Now()
	if !r.life.Answered.IsZero() && now.Sub(r.life.Answered) > pollReach {
		r.outage, r.ask = silentSince(r.life.Answered), true
		r.mu.Lock()
		r.doubts++
		r.mu.Unlock()
	}
	r.life.Answered, r.life.Polling = now, r.blind != nil || r.outage != nil
	r.unsaved, r.answer = &StoreChange{}, len(events)
	r.mu.Lock()
	defer r.mu.Unlock()
	met := map[string]*crowd{}
	for _, e := range events {
		r.life.Arrivals++
		a := arrival{Event: e, key: fmt.Sprintf("%s%016d", heldPrefix, r.life.Arrivals), print: printOf(e), at: now, said: said, seen: r.begun}
		room := met[a.place()]
		if room == nil {
			room = r.crowdOf(a.place())
			met[a.place()] = room
		}
		if room.waiting++; room.waiting > 2*heldMost || room.waiting > heldMost && (a.Sequence > room.top || a.Sequence <= 0) {
			a.Event, a.left = Event{RoomUUID: e.RoomUUID, Sequence: e.Sequence, Cmd: e.Cmd}, true
			if room.left != nil && room.left.Sequence > a.Sequence {
				continue
			}
			if room.left != nil {
				r.unsaved.Drop = append(r.unsaved.Drop, room.left.key)
				r.arrived = slices.DeleteFunc(r.arrived, func(b arrival) bool { return b.key == room.left.key })
			}
			room.left = &a
		}
		r.arrived = append(r.arrived, a)
	}
	if r.skipping {
		return
	}
	for _, a := range r.arrived {
		r.unsaved.Put = append(r.unsaved.Put, record(a.key, a.heldRecord()))
	}
	r.unsaved.Put = append(r.unsaved.Put, record(streamKey, r.life))
}

// crowd is how many events of a room are waiting, the highest number among them, and the event that stands for those left to the list.
type crowd struct {
	waiting int
	top     int64
	left    *arrival
}

// crowdOf returns what waits of a room. The caller holds the lock.
func (r *polling) crowdOf(place string) *crowd {
	room := r.rooms[place]
	if room == nil {
		return &crowd{}
	}
	all := &crowd{waiting: room.waiting + len(room.inbox), top: room.top}
	for i := range room.inbox {
		if room.inbox[i].left {
			all.left = &room.inbox[i]
		}
	}
	return all
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
