package agora

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const (
	gapTries     = 3    // how many readings of a list must lack an event, as a list may lag behind the stream
	provenHoles  = 3    // after how many gaps that the list confirmed one reading is enough in a room
	absentTries  = 3    // how many times the server must say that a room does not exist
	askTries     = 3    // after how many failures of Rooms.Get a room that was never asked for begins without an identity
	patientTries = 20   // after how many failures to read a list its room goes on without it
	heldMost     = 1000 // how many events of a room are kept while they cannot be handed over; the rest is left to its list
)

// identify asks the server who a room is. It returns the creation time of the room that has the id, or deals with a room that is gone.
func (r *polling) identify(ctx context.Context, room *roomProgress, doubts int) (created time.Time, gone bool, err error) {
	now, said, err := r.createTime(ctx, room)
	named := !now.IsZero()
	switch {
	case !named && isNoRoom(err):
		if room.absent++; room.absent < absentTries && (room.known || len(room.held) > 0) {
			return created, false, err
		}
		return created, true, r.bury(ctx, room, doubts, err)
	case !named && err != nil:
		room.refused++
		if room.Unseen || !room.Created.IsZero() || len(room.held) == 0 || room.refused < askTries {
			return created, false, err
		}
		r.tell(ctx, &RoomTrouble{RoomUUID: room.RoomUUID, Attempts: room.refused, NextTime: r.clock.Now(), Err: err})
	case named && (room.Unseen || !room.Created.IsZero() && !now.Equal(room.Created)):
		room.absent, room.refused = 0, 0
		room.confirm(now, said)
		room.dirty = true
		return now, false, r.keep(ctx, room)
	case named:
		if room.Created.IsZero() {
			room.Created, room.dirty = now, room.dirty || room.known || len(room.held) > 0
			r.beginAt(room)
			room.stale = room.stale || len(room.held) > 0 && r.clock.Now().Sub(room.held[0].at) > askAfter
		}
		room.confirm(now, said)
		room.dirty = room.dirty || room.known && len(room.held) > 0
	}
	room.absent, room.refused = 0, 0
	room.stale = room.stale || r.clock.Now().Sub(room.met) > tidyAfter
	room.asked, room.met = true, r.clock.Now()
	return room.Created, false, nil
}

// createTime asks the server when the room that has the id was created: all that is needed of it, the rest may be unreadable. It returns
// the server's time too.
func (r *polling) createTime(ctx context.Context, room *roomProgress) (created, said time.Time, err error) {
	got, err := r.Client.Rooms.Get(ctx, room.RoomUUID, classcloud.OnReply(func(reply *classcloud.Reply) { said = saidIn(reply.Body) }))
	if got != nil {
		if odd := got.is(room.RoomUUID); odd != nil {
			return created, said, odd
		}
		created = got.CreateTime
	}
	return created, said, err
}

// beginAt decides where a room begins that was created before a first start from now.
func (r *polling) beginAt(room *roomProgress) {
	older := !r.life.Start.IsZero() && room.Created.Before(r.life.Start)
	room.fromEnd = room.fromEnd && older && len(room.held) == 0
	if older && !room.known && room.Sequence == 0 && len(room.held) > 0 {
		room.Sequence = room.held[0].Sequence - 1
	}
}

// listReading is a reading of a room's list.
type listReading struct {
	created time.Time        // the creation time of the room
	listed  map[int64]listed // the events in it, by number
	last    int64            // the highest number in it
	events  []arrival        // those that the room has not passed, at most heldMost, the first ones
	whole   bool             // whether it was read from its beginning to its end
	cut     bool             // whether it has more events than these
	page    string           // the page from which to read on

	resumed bool            // whether a part of it was read earlier than the rest
	cursor  string          // the page that could not be read; the next reading goes on there
	seen    map[string]bool // the pages that were read
}

// listed is what matters of an event in a list.
type listed struct {
	print string
	cmd   EventCmd
}

// has reports whether an event is in the list, and whether the list has another event with its number. An event of a kind that is not known
// to read the same in the stream and in lists is in a list that has its number.
func (l *listReading) has(a arrival, comparable func(EventCmd) bool) (has, against bool) {
	e, in := l.listed[a.Sequence]
	has = in && (e.print == a.print || !a.listed && !comparable(e.cmd))
	return has, in && !has
}

// read reads a room's list, from the room's NextID if it may, else from its beginning, or from where the last reading failed. A list that
// surely goes on where the room stands is read no further than to heldMost events, unless all of it is wanted.
func (r *polling) read(ctx context.Context, room *roomProgress, created time.Time, whole bool) (*listReading, error) {
	read := room.reading
	room.reading = nil
	if read == nil || !read.created.Equal(created) {
		read = &listReading{created: created, listed: map[int64]listed{}, seen: map[string]bool{}}
		if !whole {
			read.cursor = room.NextID
		}
	}
	for {
		page, err := r.Client.Events.List(ctx, &ListEventsRequest{RoomUUID: room.RoomUUID, NextID: read.cursor})
		if page == nil && err == nil {
			err = errors.New("the reply holds no page")
		}
		fromStart := read.cursor == "" || read.seen[""]
		if !fromStart && len(read.seen) == 0 && (err == nil && !overlaps(page.Events, room.Sequence) || err != nil && isRefusal(err)) {
			read.cursor = "" // the page may begin later than the next event
			continue
		}
		if err != nil {
			if fromStart && !isRefusal(err) && !isNoRoom(err) {
				read.resumed = true
				room.reading = read
			}
			return nil, err
		}
		read.seen[read.cursor] = true
		if len(page.Events) > 0 {
			read.page = read.cursor
		}
		r.gather(room, read, page.Events)
		switch {
		case page.NextID == "":
			read.whole = fromStart
			read.trim(heldMost)
			return read, nil
		case read.seen[page.NextID]:
			return nil, errRepeated()
		case !whole && !r.Sparse && read.goesOn(room.Sequence):
			read.trim(heldMost)
			read.cut = true
			return read, nil
		}
		read.cursor = page.NextID
	}
}

// gather takes the events of a page.
func (r *polling) gather(room *roomProgress, read *listReading, events []Event) {
	now := r.clock.Now()
	r.mu.Lock()
	begun := r.begun
	r.mu.Unlock()
	for _, e := range events {
		if e.Sequence <= 0 {
			continue
		}
		a := arrival{Event: e, print: printOf(e), at: now, told: read.created, seen: begun, listed: true, page: read.cursor}
		read.listed[e.Sequence], read.last = listed{a.print, e.Cmd}, max(read.last, e.Sequence)
		if !room.passed(e.Sequence) {
			read.events = append(read.events, a)
		}
	}
	if len(read.events) > 2*heldMost {
		read.trim(heldMost)
	}
}

// trim keeps the first events, and notes where to read on.
func (l *listReading) trim(most int) {
	slices.SortStableFunc(l.events, func(a, b arrival) int { return cmp.Compare(a.Sequence, b.Sequence) })
	if len(l.events) > most {
		l.events, l.cut = slices.Clone(l.events[:most]), true
	}
	if l.cut {
		l.page = l.events[len(l.events)-1].page
	}
}

// goesOn reports whether the list has heldMost events that follow a number without a gap.
func (l *listReading) goesOn(sequence int64) bool {
	if len(l.events) < heldMost {
		return false
	}
	l.trim(2 * heldMost)
	for i, a := range l.events[:heldMost] {
		if a.Sequence != sequence+int64(i)+1 {
			return false
		}
	}
	return true
}

func errRepeated() error {
	return &classcloud.Error{Vendor: vendor, Operation: operations[opEventsList].Name, Kind: classcloud.DataLoss,
		Message: transport.ErrRepeatedPage.Error(), Outcome: classcloud.OutcomeNotApplied, Err: transport.ErrRepeatedPage}
}

// overlaps reports whether a page holds an event up to sequence, and so begins no later than the next one.
func overlaps(events []Event, sequence int64) bool {
	return slices.ContainsFunc(events, func(e Event) bool { return e.Sequence > 0 && e.Sequence <= sequence })
}

// isRefusal reports whether the server refuses a request for what it says, such as a NextID of another day.
func isRefusal(err error) bool {
	e, ok := errors.AsType[*classcloud.Error](err)
	return ok && !isNoRoom(err) && slices.Contains([]classcloud.Kind{
		classcloud.InvalidArgument, classcloud.NotFound, classcloud.FailedPrecondition, classcloud.DataLoss,
	}, e.Kind)
}

// compare notes that events of a kind read the same in the stream and in lists.
func (r *polling) compare(cmd EventCmd) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Contains(r.comparable, cmd) {
		r.comparable = append(slices.Clone(r.comparable), cmd)
	}
}

// isComparable reports whether events of a kind are known to read the same in the stream and in lists.
func (r *polling) isComparable(cmd EventCmd) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Contains(r.comparable, cmd)
}

// learn compares what the stream brought with the list.
func (r *polling) learn(room *roomProgress, read *listReading) {
	for _, a := range room.held {
		if !a.listed && !a.done && read.listed[a.Sequence].print == a.print {
			r.compare(a.Cmd)
		}
	}
	for _, h := range room.Recent {
		if !h.Listed && read.listed[h.Sequence].print == h.Print {
			r.compare(h.Cmd)
		}
	}
}

// look reads a room's list, hands over what it has and the stream has not brought, and begins another life of the room if the list is of
// another. created is the creation time of the room that has the id.
func (r *polling) look(ctx context.Context, room *roomProgress, doubts int, created time.Time) error {
	whole := room.fromEnd || !created.Equal(room.Created) || r.suspicious(room)
	for turns := 0; ; {
		read, err := r.read(ctx, room, created, whole)
		if err != nil {
			if isNoRoom(err) {
				room.asked = false // Rooms.Get shall say so too
				return err
			}
			return r.unreadable(ctx, room, doubts, err)
		}
		r.learn(room, read)
		j := room.judge(read, created, r.clock.Now(), r.isComparable)
		if (!read.whole || read.resumed) && (j.anew || len(j.old) > 0 || !j.confirmed && room.Sequence > 0) {
			whole = true
			continue
		}
		if j.anew || room.isEmpty() {
			if err := r.confirm(ctx, room, created); err != nil {
				return err
			}
		}
		if j.anew {
			if turns++; turns > 1 || !r.certain(room, j) {
				return errWait
			}
			if err := r.turn(ctx, room, doubts, j, created); err != nil {
				return err
			}
			whole = true
			continue
		}
		before := room.Sequence
		room.covered = false // the life has not ended
		room.take(read, j, r.isComparable)
		if room.fromEnd {
			room.passList(read)
		}
		if err := r.resolve(ctx, room, func(a arrival) bool { return read.listed[a.Sequence].print == a.print || j.confirmed }); err != nil {
			return err
		}
		if err := r.release(ctx, room); err != nil {
			return err
		}
		switch {
		case read.cut && room.Sequence > before:
			room.NextID, whole = read.page, false
			continue
		case len(room.held) == 0:
			return r.seen(ctx, room, doubts, read)
		case !read.whole:
			whole = true
			continue
		}
		if err := r.giveUpGaps(ctx, room, read); err != nil {
			return err
		}
		return r.seen(ctx, room, doubts, read)
	}
}

// seen notes that a list was read to its end and all of it was handed over.
func (r *polling) seen(ctx context.Context, room *roomProgress, doubts int, read *listReading) error {
	if read.page != "" {
		room.NextID = read.page
	}
	room.looked, room.met, room.stale = doubts, r.clock.Now(), false
	if !room.Settled {
		room.Settled, room.dirty = true, true
	}
	return r.keep(ctx, room)
}

// confirm asks whether a room is still the one that it was before its list was read.
func (r *polling) confirm(ctx context.Context, room *roomProgress, created time.Time) error {
	now, said, err := r.createTime(ctx, room)
	switch {
	case !now.IsZero() && now.Equal(created):
		room.confirm(now, said)
		return nil
	case created.IsZero() && !isNoRoom(err):
		return nil
	case err == nil:
		err = errWait
	}
	room.asked = false
	return err
}

// certain reports whether a life that seems to be over is: all that was polled before the list was read is held, and the list had time to
// catch up. What is polled later is of the list's life, or of one after it, as the stream has the events of rooms that exist alone.
func (r *polling) certain(room *roomProgress, j judgement) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if room.turning == 0 {
		room.turning = r.begun
	}
	return len(room.inbox) == 0 && r.over >= room.turning && !j.unsure
}

// take holds the events of a list that the room lacks.
func (p *roomProgress) take(read *listReading, j judgement, comparable func(EventCmd) bool) {
	p.held = append(j.fresh, j.old...)
	for _, a := range read.events {
		if !slices.ContainsFunc(p.held, func(b arrival) bool {
			return !b.old && b.Sequence == a.Sequence && !b.left && (b.print == a.print || !b.listed && !comparable(b.Cmd))
		}) {
			p.receive(a)
		}
	}
	p.sort()
}

// passList begins a room at the end of its list.
func (p *roomProgress) passList(read *listReading) {
	p.fromEnd, p.held, p.dirty = false, nil, true
	for _, sequence := range slices.Sorted(maps.Keys(read.listed)) {
		p.advance(arrival{Event: Event{Sequence: sequence}, print: read.listed[sequence].print, listed: true})
	}
}
