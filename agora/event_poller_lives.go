package agora

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// listLag is how far a list may lag behind the stream (inferred).
const listLag = 15 * time.Second

// serversSkew is how far the clocks of Agora's servers may differ (inferred).
const serversSkew = time.Second

// judgement is what a reading of a room's list says of the room's record and of the events that are held.
type judgement struct {
	anew       bool      // whether the list is of a later life than the record
	confirmed  bool      // whether the list has events that were handed over in the record's life
	unsure     bool      // whether the list may only lag behind
	current    []handed  // what was handed over of the list's life, when anew
	before     int64     // the highest number that was handed over of the record's life, when anew
	old, fresh []arrival // the held events of earlier lives than the list's, and those of it, as they arrived
}

// judge compares the list of the life that was created at a time with what was handed over and what is held. Under one number a life has one
// event, and lives arrive one after the other: so whatever arrived or was handed over before something that the list contradicts is of an
// earlier life than the list's. Contents of a kind that is not known to read the same in the stream and in lists contradict nothing.
func (p *roomProgress) judge(read *listReading, created, now time.Time, comparable func(EventCmd) bool) (j judgement) {
	same, other, sameBefore, last := 0, 0, 0, -1
	handedOver := p.handedOver(read)
	sure := false // whether one of the last events is the list's
	for i, h := range handedOver {
		switch e, in := read.listed[h.Sequence]; {
		case !in || !h.Listed && !comparable(e.cmd):
		case h.Print == e.print:
			same++
			sure = sure || p.recent(h.Sequence) != nil
		default:
			other++
			last, sameBefore, sure = i, same, false
		}
	}
	another := !created.Equal(p.Created)
	j.anew = another || last >= 0 && other >= sameBefore // few that differ among many that do not are events that were changed (inferred)
	j.confirmed = !j.anew && same > 0
	j.before = p.Sequence
	if j.anew && last >= 0 && sure {
		j.before = handedOver[last].Sequence
		for i, h := range handedOver {
			switch _, in := read.listed[h.Sequence]; {
			case i > last && (in || len(j.current) > 0): // what the list lacks was handed over after something that it has
				j.current = append(j.current, h)
			case i <= last:
				j.before = max(j.before, h.Sequence)
			}
		}
	}
	held := p.arrived()
	lastAgainst, firstListed := -1, len(held)
	for i, a := range held {
		listed, against := read.has(a, comparable)
		_, differs := p.handedAs(a, comparable)
		passed := p.passed(a.Sequence)
		stale := same == 0 && passed && read.last > 0 && read.last < p.Sequence
		switch {
		case a.done:
			continue
		case a.old, against, a.precedes(created):
			lastAgainst = i
		case listed:
			firstListed = min(firstListed, i)
		case !passed || !differs:
		default:
			stale = true
		}
		if stale && !j.anew && !j.confirmed {
			j.anew, j.unsure = true, a.isNew(now)
		}
	}
	if !j.anew && !j.confirmed && lastAgainst >= 0 || lastAgainst >= 0 && j.unsure {
		j.anew, j.unsure = true, false
	}
	p.divide(&j, read, created, now, comparable, held, lastAgainst, firstListed)
	return j
}

// handedOver returns what is known to have been handed over of the list's numbers, as it arrived. Of all but the last events it is a guess:
// what has the same mark in the list.
func (p *roomRecord) handedOver(read *listReading) []handed {
	var all []handed
	for i := range int64(len(p.Marks) / markSize) {
		sequence := p.MarksFrom + i
		mark := p.mark(sequence)
		e, in := read.listed[sequence]
		switch {
		case mark == 0 || !in || p.recent(sequence) != nil:
		case mark == markOf(e.print):
			all = append(all, handed{Sequence: sequence, Print: e.print, Cmd: e.cmd})
		default:
			all = append(all, handed{Sequence: sequence, Cmd: e.cmd})
		}
	}
	last := slices.Concat(p.Ahead, p.Recent)
	slices.SortStableFunc(last, func(a, b handed) int { return cmp.Compare(a.Order, b.Order) })
	return append(all, last...)
}

// precedes reports whether an event arrived before a room was created.
func (a *arrival) precedes(created time.Time) bool {
	return !a.said.IsZero() && !created.IsZero() && a.said.Add(serversSkew).Before(created)
}

// isNew reports whether an event arrived so recently that the list may lack it.
func (a *arrival) isNew(now time.Time) bool { return now.Sub(a.at) < listLag }

// divide tells the held events of earlier lives from those of the list's life. What the list has is of its life, and so is what arrived
// after that; what arrived before something that the list contradicts is not.
func (p *roomProgress) divide(j *judgement, read *listReading, created, now time.Time, comparable func(EventCmd) bool, held []arrival, lastAgainst, firstListed int) {
	lastOld, highestOld, after := int64(0), int64(0), 0                                                        // the last number of the old events so far, the highest, and how many arrivals came before an old one
	anewWithin := lastAgainst >= 0 && !held[lastAgainst].said.IsZero() && !held[lastAgainst].precedes(created) // the list's room had a life before
	for i, a := range held {
		listed, against := read.has(a, comparable)
		same, other := p.handedAs(a, comparable)
		passed := p.passed(a.Sequence)
		old := false
		switch {
		case a.done:
		case a.old, against, a.precedes(created):
			old = true
		case listed, !j.anew:
		case i < lastAgainst:
			old = true
		case !created.Equal(p.Created) && !a.said.IsZero(): // it arrived when the room was there
			old = anewWithin && i < firstListed && a.Sequence > read.last
			j.unsure = j.unsure || old && a.isNew(now)
		case passed && same:
			old = true
		case i > firstListed:
		case a.Sequence > read.last && lastOld > 0 && a.Sequence > lastOld, a.Sequence > read.last && !(passed && other):
			old = true
			j.unsure = j.unsure || a.isNew(now)
		case passed:
		default:
			old = a.Sequence <= max(highestOld, p.Sequence)+1
		}
		if old {
			held[i].old = true
			lastOld, highestOld, after = a.Sequence, max(highestOld, a.Sequence), i
		}
	}
	for i, a := range held {
		listed, _ := read.has(a, comparable)
		switch {
		case a.old, j.anew && i < min(after, firstListed) && !a.done && !listed: // lives arrive one after the other
			a.old = true
			j.old = append(j.old, a)
		case a.done && j.anew:
			j.old = append(j.old, a)
		default:
			j.fresh = append(j.fresh, a)
		}
	}
}

// life is one life of a room, with the events that are held of it.
type life struct {
	roomRecord
	held []arrival
}

// lives tells events of earlier lives apart, which no list tells of any more: the first life is the record's, or one before it if nothing
// of that is known. A life ends where an event contradicts it, and where one arrived after a later room was created. created is the creation
// time of the room that has the id now, zero if there is none. It also returns the record of that room's life.
func (p *roomProgress) lives(old []arrival, created time.Time, comparable func(EventCmd) bool) (all []life, next roomRecord) {
	later := p.Next // the rooms after the current life's
	all = []life{{roomRecord: p.roomRecord}}
	numbers := map[int64]string{}
	for _, a := range old {
		if same, _ := p.handedAs(a, comparable); a.done || same && p.passed(a.Sequence) {
			all[0].held = append(all[0].held, a)
			continue
		}
		current := &all[len(all)-1]
		_, other := current.handedAs(a, comparable)
		again := other && current.passed(a.Sequence)
		if print, in := numbers[a.Sequence]; in && print != a.print {
			again = true
		}
		for len(later) > 0 && !a.said.IsZero() && !a.precedes(later[0].Created) {
			again, later = again || len(all) > 1 || len(all[0].held) > 0 || !p.isEmpty(), later[1:]
		}
		if again {
			all = append(all, life{})
			current = &all[len(all)-1]
			clear(numbers)
		}
		numbers[a.Sequence] = a.print
		current.held = append(current.held, a)
		if len(all) > 1 || p.isEmpty() {
			current.name(p, a, len(all) == 1)
			current.Next = later
		}
	}
	for i := range all {
		if before := max(0, i-1); i > 0 && !all[i].Unseen && !all[before].Unseen && all[i].Created.Equal(all[before].Created) {
			all[i].Life = all[before].Life + 1
		}
	}
	next = roomRecord{RoomUUID: p.RoomUUID, Created: created, Confirmed: p.confirmed(created)}
	for _, l := range all {
		if !l.Unseen && l.Created.Equal(created) {
			next.Life = l.Life + 1
		}
	}
	if !p.Unseen && p.Created.Equal(created) {
		next.Life = max(next.Life, p.Life)
	}
	return all, next
}

// name gives a life of which nothing was handed over its name, from one of its events. The first life has the record's name already.
func (l *life) name(p *roomProgress, a arrival, first bool) {
	created := p.roomOf(a)
	switch {
	case created.IsZero() && len(l.held) == 1 && (!first || !p.Unseen):
		l.roomRecord = roomRecord{RoomUUID: p.RoomUUID, Unseen: true, Mixed: true, Life: cmp.Or(a.number(), p.Life+1)}
	case created.IsZero() || !l.Unseen && l.Created.Equal(created):
	case first && created.Equal(p.Created):
		l.roomRecord = p.roomRecord
		l.Mixed = true
	default:
		l.roomRecord = roomRecord{RoomUUID: p.RoomUUID, Created: created, Confirmed: p.confirmed(created), Mixed: true}
	}
}

// turn ends the lives before the one that the list is of: it hands over what is held of them and reports what may be lost. Then it begins
// the list's life, with what was handed over of it already.
func (r *polling) turn(ctx context.Context, room *roomProgress, doubts int, j judgement, created time.Time) error {
	held := room.held
	old := j.old
	if len(j.current) > 0 {
		old = nil // the record's last events are of the list's life: what is held of others came too late
	}
	lives, next := room.lives(old, created, r.isComparable)
	if len(j.current) > 0 {
		if err := r.loseTaken(ctx, room, j); err != nil {
			return err
		}
		lives[0].Sequence, lives[0].Missing = j.before, nil
	}
	if err := r.end(ctx, room, doubts, lives, next, nil); err != nil {
		if len(j.current) > 0 {
			room.held = held
		} else {
			room.held = append(room.held, j.fresh...)
		}
		return err
	}
	if len(j.current) > 0 {
		next.Ahead = j.current
		for _, h := range j.current {
			j.fresh = append(j.fresh, h.arrival())
		}
		j.fresh = append(j.fresh, slices.DeleteFunc(slices.Clone(j.old), func(a arrival) bool { return a.done })...)
	}
	room.roomRecord, room.dirty, room.turning, room.met = next, true, 0, r.clock.Now()
	room.receive(j.fresh...)
	return r.keep(ctx, room)
}

// loseTaken reports the numbers of the life that ends under which events of the next one were handed over: its own were not, and nobody has them.
func (r *polling) loseTaken(ctx context.Context, room *roomProgress, j judgement) error {
	if r.Sparse {
		return nil
	}
	for _, h := range j.current {
		if h.Sequence > j.before {
			continue
		}
		if err := r.lose(ctx, room, h.Sequence, h.Sequence, ErrNumbersAnew); err != nil {
			return err
		}
	}
	return nil
}

// end ends lives, of which next is the one after the last, if gone is nil. After an error room holds what was not handed over of them.
func (r *polling) end(ctx context.Context, room *roomProgress, doubts int, lives []life, next roomRecord, gone error) error {
	for i, l := range lives {
		after := next
		if i+1 < len(lives) {
			after = lives[i+1].roomRecord
		}
		why := gone
		switch {
		case l.Unseen:
			why = ErrRoomUnseen
		case l.Created.Equal(after.Created) && !after.Unseen && (gone == nil || i+1 < len(lives)):
			why = ErrNumbersAnew
		case gone == nil || i+1 < len(lives):
			why = ErrRoomReplaced
		}
		if i > 0 || l.Unseen != room.Unseen || !l.Created.Equal(room.Created) {
			room.roomRecord, room.dirty = l.roomRecord, true
		}
		sequence := room.Sequence
		room.held = l.held
		room.setOld(false)
		if len(l.held) == 0 {
			room.Sequence = l.Sequence
		}
		err := r.finish(ctx, room, doubts, why)
		if err == nil {
			continue
		}
		if len(l.held) == 0 {
			room.Sequence = sequence
		}
		for _, later := range lives[i+1:] {
			room.held = append(room.held, later.held...)
		}
		room.setOld(true)
		return err
	}
	return nil
}

// setOld notes whether the held events are of earlier lives than the list's.
func (p *roomProgress) setOld(old bool) {
	for i := range p.held {
		p.held[i].old = old && !p.held[i].done
	}
}

// finish deals with the end of a life: it hands over what is held of it, and reports what may be lost. A room that was settled, and of which
// no answer was lost since, or which was closed, had no further events (inferred: nobody can enter a closed room, and a class that was seen
// to run is not destroyed before it is closed).
func (r *polling) finish(ctx context.Context, room *roomProgress, doubts int, why error) error {
	room.sort()
	if room.Mixed && !room.Closed && !room.covered { // some of its events may have been handed over as those of a life before: no range is sure
		if err := r.lose(ctx, room, 1, 0, why); err != nil {
			return err
		}
		room.covered = true
	}
	if err := r.giveUp(ctx, room, why); err != nil {
		return err
	}
	if room.covered {
		room.covered = false
		return nil
	}
	r.mu.Lock()
	polled := r.clock.Now().Sub(r.answered) <= pollReach // else the stream may have had more of the room, and has not any longer
	r.mu.Unlock()
	complete := room.Settled && (room.Closed || room.looked >= doubts && polled && !room.Open) && why != ErrNumbersAnew //nolint:errorlint // our own, unwrapped
	if complete || !room.known && room.Sequence == 0 {
		return nil
	}
	first := room.Sequence + 1
	if room.Mixed {
		first = 1
	}
	return r.lose(ctx, room, first, 0, why)
}

// bury deals with a room that does not exist any more, and forgets it.
func (r *polling) bury(ctx context.Context, room *roomProgress, doubts int, why error) error {
	lives, _ := room.lives(room.arrived(), time.Time{}, r.isComparable)
	if err := r.end(ctx, room, doubts, lives, roomRecord{}, why); err != nil {
		return err
	}
	drops := append(slices.Clone(room.drops), roomPrefix+room.RoomUUID)
	if err := r.save(ctx, nil, drops); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	fresh := &roomProgress{looked: r.doubts, read: r.doubts, met: r.clock.Now(), inbox: room.inbox}
	fresh.RoomUUID = room.RoomUUID
	room.inbox, room.drops, room.dirty = nil, nil, false
	delete(r.rooms, room.RoomUUID)
	if len(fresh.inbox) > 0 {
		r.rooms[room.RoomUUID] = fresh
	}
	return nil
}
