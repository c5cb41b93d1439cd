package agoratest

import (
	"slices"
	"time"
)

// happening is a change that time causes, not a call.
type happening struct {
	at     time.Time
	happen func()
}

// settle carries out the changes that time has caused in a room since it was last looked at: its stages, the ends of its recordings, and
// everybody's leaving when it closes. Every look at a room settles it first, so its events are in order.
func (s *Server) settle(r *room) {
	now := s.Now()
	due := append(s.dueStates(r, now), s.dueRecordings(r, now)...)
	slices.SortStableFunc(due, func(a, b happening) int { return a.at.Compare(b.at) })
	for _, h := range due {
		h.happen()
	}
	if closed := r.closed(); reached(closed, now) {
		s.leave(r, closed, userKicked, r.online()...)
	}
}

// classState is the data of cmd 1.
type classState struct {
	Status    RoomStatus `json:"state"`
	StartTime int64      `json:"startTime,omitempty"`
	EndTime   int64      `json:"endTime,omitempty"`
	CloseTime int64      `json:"closeTime,omitempty"`
}

// dueStates returns the stages that are due, without a stage that the room passed in an instant.
func (s *Server) dueStates(r *room, now time.Time) []happening {
	var due []happening
	times := map[RoomStatus]time.Time{RoomStatusStarted: r.started(), RoomStatusEnded: r.ended(), RoomStatusClosed: r.closed()}
	for state := r.announced + 1; state <= RoomStatusClosed; state++ {
		at := times[state]
		if !reached(at, now) || r.state(at) != state {
			continue
		}
		data := classState{Status: state, StartTime: milliseconds(times[RoomStatusStarted])}
		if state >= RoomStatusEnded {
			data.EndTime = milliseconds(times[RoomStatusEnded])
		}
		if state == RoomStatusClosed {
			data.CloseTime = milliseconds(at)
		}
		due = append(due, happening{at, func() {
			r.announced = state
			s.emit(r, at, cmdState, data)
		}})
	}
	return due
}

func (s *Server) dueRecordings(r *room, now time.Time) []happening {
	var due []happening
	for _, rec := range r.recordings {
		if end := r.recordingEnd(rec); !rec.announcedEnd && reached(end, now) {
			due = append(due, happening{end, func() {
				rec.announcedEnd = true
				s.emit(r, end, cmdRecording, rec.ended(end))
			}})
		}
	}
	return due
}

// milliseconds returns a time in milliseconds, and 0 for an unknown time.
func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
