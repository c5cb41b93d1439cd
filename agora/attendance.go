package agora

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classroom"
)

// Attendance says when one user was in a room, and how long.
type Attendance struct {
	UserUUID  string
	UserName  string        // the last name that the room's events give the user
	Role      Role          // the last role that the room's events give the user; -1 if they give none
	FirstTime time.Time     // when the user first entered; zero if no event says
	LastTime  time.Time     // when the user last left, or the time that AttendanceOf was given; zero if the user is still there
	Duration  time.Duration // the sum of the visits whose both ends are known; the time between two visits does not count
	Visits    []Visit       // in the order of the room's events
	Whole     bool          // whether both ends of every visit are known, so that Duration leaves nothing out
}

// Visit is one stay in a room.
type Visit struct {
	EnterTime time.Time // zero if the events do not have the entry, or not its time
	LeaveTime time.Time // zero if the events do not have the end, or not its time
	Left      bool      // whether an event says that the user left; false for who was there when the class closed, or at the end of the events
	Kicked    bool      // whether the user was kicked
	Reconnect bool      // whether the visit began with a lost connection that came back
}

// AttendanceOf computes from the events of one room who was there and how long. It takes Events.All of the room, and needs no other events
// than those of EventCmdMembers and EventCmdRoomStatus. until ends the visits of users whom no event lets leave, such as the time of the
// report while a class is on, or the end of the class; with the zero time such a visit does not count, and Whole is false.
//
// The events are put in the order of their sequence, one without a sequence behind the one it came after, and one that comes twice counts once. A connection that comes back (EnterTypeReconnect)
// goes on with a visit that is open, and begins one where the loss of the connection was told as leaving: whether Agora tells each loss
// is not documented, and an absence that it did not tell counts as presence. A room that closes ends all visits at its CloseTime, which only
// the English documents have. The recorder (RoleInvisible) and the service itself (RoleServer) are left out. A user in two windows is one
// user: Agora lets a user be in a room once.
//
// It cannot know what happened before the first event and after the room was destroyed, an hour after its end: read the events before.
// The result is ordered by who came first. An error of the events, and an entry or exit that could not be read as a whole, is in the error;
// the result has everything else.
func AttendanceOf(events iter.Seq2[Event, error], until time.Time) ([]Attendance, error) {
	var all []placed
	var errs []error
	before := int64(0)
	for e, err := range events {
		switch {
		case err != nil:
			errs = append(errs, err)
		case e.Cmd == EventCmdMembers || e.Cmd == EventCmdRoomStatus:
			if e.Sequence > 0 {
				before = e.Sequence
			}
			all = append(all, placed{e, before})
			if e.Problem != "" {
				errs = append(errs, &classcloud.Error{Vendor: vendor, Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied,
					Message: fmt.Sprintf("event %d of room %s: %s", e.Sequence, e.RoomUUID, e.Problem)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	r := register{users: map[string]*Attendance{}}
	seen := map[string]bool{}
	for _, e := range all {
		if key := eventKey(e.Event); key == "" || !seen[key] {
			seen[key] = true
			r.note(e.Event)
		}
	}
	r.end(until, false)
	return r.result(), errors.Join(errs...)
}

// placed is an event with its place in the order: its sequence, or that of the event before it where it has none.
type placed struct {
	Event
	at int64
}

// register holds the users of a room in the order in which they came.
type register struct {
	users map[string]*Attendance
	order []*Attendance
}

func (r *register) note(e Event) {
	switch data := e.Data.(type) {
	case *MembersChanged:
		for _, left := range data.Offline { // first, because an event may tell that a connection was lost and came back
			r.leave(left)
		}
		for _, entered := range data.Online {
			r.enter(entered)
		}
	case *RoomStatusChanged:
		if data.Status == RoomStatusClosed {
			r.end(data.CloseTime, true)
		}
	}
}

// user returns the record of a user, or nil for who is not counted.
func (r *register) user(member EventMember) *Attendance {
	if member.UserUUID == "" || member.Role == RoleInvisible || member.Role == RoleServer {
		return nil
	}
	u := r.users[member.UserUUID]
	if u == nil {
		u = &Attendance{UserUUID: member.UserUUID, Role: member.Role}
		r.users[member.UserUUID], r.order = u, append(r.order, u)
	}
	u.UserName = cmp.Or(member.UserName, u.UserName)
	if member.Role >= 0 {
		u.Role = member.Role
	}
	return u
}

// open returns a user's visit that has not ended, or nil.
func (u *Attendance) open() *Visit {
	if n := len(u.Visits); n > 0 && !u.Visits[n-1].Left && u.Visits[n-1].LeaveTime.IsZero() {
		return &u.Visits[n-1]
	}
	return nil
}

func (r *register) enter(member EnteredMember) {
	u := r.user(member.EventMember)
	if u == nil || u.open() != nil {
		return
	}
	u.Visits = append(u.Visits, Visit{EnterTime: member.UpdateTime, Reconnect: member.Type == EnterTypeReconnect})
}

func (r *register) leave(member LeftMember) {
	u := r.user(member.EventMember)
	if u == nil {
		return
	}
	visit := u.open()
	if visit == nil {
		u.Visits = append(u.Visits, Visit{})
		visit = &u.Visits[len(u.Visits)-1]
	}
	visit.LeaveTime, visit.Left, visit.Kicked = member.UpdateTime, true, member.Type == LeaveTypeKicked
}

// end ends all visits that are open. closed says that the room did it, at a time that may be unknown.
func (r *register) end(at time.Time, closed bool) {
	for _, u := range r.order {
		visit := u.open()
		if visit == nil || !closed && at.Before(visit.EnterTime) {
			continue
		}
		visit.LeaveTime = at
	}
}

func (r *register) result() []Attendance {
	out := make([]Attendance, 0, len(r.order))
	for _, u := range r.order {
		u.Whole = true
		for _, visit := range u.Visits {
			if u.FirstTime.IsZero() || !visit.EnterTime.IsZero() && visit.EnterTime.Before(u.FirstTime) {
				u.FirstTime = visit.EnterTime
			}
			if visit.EnterTime.IsZero() || visit.LeaveTime.IsZero() || visit.LeaveTime.Before(visit.EnterTime) {
				u.Whole = false
				continue
			}
			u.Duration += visit.LeaveTime.Sub(visit.EnterTime)
		}
		u.LastTime = u.Visits[len(u.Visits)-1].LeaveTime
		out = append(out, *u)
	}
	return out
}

// ClassroomRow returns the attendance as a row over all vendors, with the visits whose both ends are known as its stays. Its LateBy, EarlyBy and
// Absent are not set: classroom.Attendance computes them from Event.ClassroomEvents.
func (u Attendance) ClassroomRow() classroom.Row {
	row := classroom.Row{Person: classroom.Person{ID: u.UserUUID, Name: u.UserName, Role: classroomRoles[u.Role]}, Total: u.Duration}
	for _, v := range u.Visits {
		row.Kicked = row.Kicked || v.Kicked
		if v.EnterTime.IsZero() || v.LeaveTime.IsZero() {
			continue
		}
		stay := classroom.Span{StartTime: v.EnterTime, EndTime: v.LeaveTime}
		row.Stays = append(row.Stays, stay)
		row.Longest = max(row.Longest, stay.Duration())
	}
	return row
}
