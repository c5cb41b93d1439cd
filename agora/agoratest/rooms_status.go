package agoratest

import "time"

// RoomStatus is the stage that a room's class has reached.
type RoomStatus int

// The four stages, with the numbers of Rooms.SetStatus.
const (
	RoomStatusNotStarted RoomStatus = 0 // the class has not begun
	RoomStatusStarted    RoomStatus = 1 // the class is running
	RoomStatusEnded      RoomStatus = 2 // the class is over, and users may still enter and stay
	RoomStatusClosed     RoomStatus = 3 // everybody was put out, and the room stays closed
)

// String returns the stage's name.
func (s RoomStatus) String() string {
	switch s {
	case RoomStatusNotStarted:
		return "not started"
	case RoomStatusStarted:
		return "started"
	case RoomStatusEnded:
		return "ended"
	case RoomStatusClosed:
		return "closed"
	}
	return "unknown"
}

const (
	defaultCloseDelay = 10 * time.Minute
	afterClose        = time.Hour          // how long a closed room remains
	withoutEnd        = 5 * 24 * time.Hour // how long a room remains that neither its schedule nor a call ends
)

// lifecycle holds the times of a room: its schedule, and when calls changed its stage. The stage at any time follows from them, so nothing
// has to run when a time is reached. A zero time is unknown.
type lifecycle struct {
	created    time.Time
	startTime  time.Time // of the schedule
	duration   time.Duration
	closeDelay time.Duration

	startedByCall, endedByCall, closedByCall time.Time
}

func (l *lifecycle) state(now time.Time) RoomStatus {
	switch {
	case reached(l.closed(), now):
		return RoomStatusClosed
	case reached(l.ended(), now):
		return RoomStatusEnded
	case reached(l.started(), now):
		return RoomStatusStarted
	}
	return RoomStatusNotStarted
}

func (l *lifecycle) started() time.Time { return earliest(l.startedByCall, l.scheduled(0)) }

// ended returns when the class ends. The duration counts from the scheduled start, and without one from the real start.
func (l *lifecycle) ended() time.Time {
	end := l.endedByCall
	switch {
	case l.duration == 0:
	case !l.startTime.IsZero():
		end = earliest(end, l.scheduled(l.duration))
	case !l.startedByCall.IsZero():
		end = earliest(end, l.startedByCall.Add(l.duration))
	}
	return earliest(end, l.closedByCall)
}

func (l *lifecycle) closed() time.Time {
	if ended := l.ended(); !ended.IsZero() {
		return earliest(l.closedByCall, ended.Add(l.closeDelay))
	}
	return l.closedByCall
}

func (l *lifecycle) destroyed() time.Time {
	if closed := l.closed(); !closed.IsZero() {
		return closed.Add(afterClose)
	}
	return l.created.Add(withoutEnd)
}

// scheduled returns a time of the schedule. A time before the room's creation counts as the time of the creation.
func (l *lifecycle) scheduled(afterStart time.Duration) time.Time {
	if l.startTime.IsZero() {
		return time.Time{}
	}
	return latest(l.created, l.startTime.Add(afterStart))
}

func reached(t, now time.Time) bool { return !t.IsZero() && !now.Before(t) }

// earliest and latest return the other time when one is unknown.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
