package baijiayuntest

import (
	"slices"
	"time"
)

// Visitor is somebody who enters a room.
type Visitor struct {
	UserNumber int64 // the user's number in the caller's system; 0 for a guest, of whom the vendor tells the name alone
	UserName   string
	Role       int64 // 0 student, 1 teacher, 2 assistant
	ClientType int64 // as in Attendance
}

// visit is the stay of somebody who is in a room.
type visit struct {
	Visitor
	since time.Time
}

// visits is what happens in a room.
type visits struct {
	there []visit
	told  []UserEvent              // what VisitEvents has not returned yet
	rows  map[visitRow]*Attendance // of the report
	turns []turn
}

// turn is a call that changed whether the class is on.
type turn struct {
	at   time.Time
	live LiveStatus
}

// visitRow is what a row of the report is for: a user on a day. A guest has the number 0 and the name.
type visitRow struct {
	date, guest string
	number      int64
}

// Enter lets somebody enter a room at the server's time, as the clients would. It panics on a room that does not exist.
//
// Who is in the room with the same number is put out at that moment, as the document says of join codes with a user_number (后进教室的学员会
// 将之前的人挤下线); it does not say it of the other ways to enter, and not that the vendor tells of both. Guests are told apart by their names.
//
// [Server.VisitEvents] is the callback that tells of it. Reports.ListAttendance has a row for everybody, a day and a number each, once
// somebody entered any room: its ListenDuration is the time in the room while the class was on, as the document says, of the stays that
// are over. Rooms.GetUserCount and GetTeacherStatus count who is there, unless SetPresence has said.
func (s *Server) Enter(roomID int64, visitor Visitor) {
	s.kit.Do(func() {
		s.state.mustHaveRoom("Enter", roomID)
		now := s.Now()
		s.state.leave(roomID, visitor.UserNumber, visitor.UserName, now)
		v := s.state.visitsOf(roomID)
		v.there = append(v.there, visit{visitor, now})
		v.told = append(v.told, UserEvent{visitor.UserNumber, visitor.UserName, UserEventTypeIn, now})
		s.state.attendanceRow(roomID, visitor, now)
	})
}

// Leave lets somebody leave a room at the server's time, for whatever reason: the vendor tells of a lost connection and of who was put out as
// of who left. It does nothing for who is not there. The name is a guest's, whose number is 0. It panics on a room that does not exist.
func (s *Server) Leave(roomID, userNumber int64, userName string) {
	s.kit.Do(func() {
		s.state.mustHaveRoom("Leave", roomID)
		s.state.leave(roomID, userNumber, userName, s.Now())
	})
}

// VisitEvents returns the callback of who entered and left a room since it was last called, for [Server.SendCallback]. The vendor sends one a
// minute, if there is something to tell. VisitEvents panics on a room that does not exist.
func (s *Server) VisitEvents(roomID int64) UserEvents {
	events := UserEvents{RoomID: roomID}
	s.kit.Do(func() {
		s.state.mustHaveRoom("VisitEvents", roomID)
		v := s.state.visitsOf(roomID)
		events.Events, v.told = v.told, nil
	})
	return events
}

// visitsOf returns what happens in a room.
func (s *state) visitsOf(roomID int64) *visits {
	v := s.visits[roomID]
	if v == nil {
		v = &visits{rows: map[visitRow]*Attendance{}}
		s.visits[roomID] = v
	}
	return v
}

// isThere returns the place of somebody among those in the room, or -1.
func (v *visits) isThere(number int64, name string) int {
	return slices.IndexFunc(v.there, func(one visit) bool {
		return one.UserNumber == number && (number != 0 || one.UserName == name)
	})
}

func (s *state) leave(roomID, number int64, name string, now time.Time) {
	v := s.visitsOf(roomID)
	i := v.isThere(number, name)
	if i < 0 {
		return
	}
	stay := v.there[i]
	v.there = slices.Delete(v.there, i, i+1)
	v.told = append(v.told, UserEvent{stay.UserNumber, stay.UserName, UserEventTypeOut, now})
	row := s.attendanceRow(roomID, stay.Visitor, stay.since)
	row.LastTime = now
	for _, on := range v.on(s.roomByID[roomID]) {
		from, to := latest(stay.since, on.start), now
		if !on.end.IsZero() && on.end.Before(to) {
			to = on.end
		}
		if !to.After(from) {
			continue
		}
		row.ListenDuration += to.Sub(from)
		if row.FirstHeartbeatTime.IsZero() {
			row.FirstHeartbeatTime = from
		}
		row.LastHeartbeatTime = to
	}
}

// attendanceRow returns the row of the report for somebody who entered at a time, and makes it if there is none.
func (s *state) attendanceRow(roomID int64, who Visitor, entered time.Time) *Attendance {
	v := s.visitsOf(roomID)
	key := visitRow{date: entered.In(beijing()).Format(time.DateOnly), number: who.UserNumber}
	if who.UserNumber == 0 {
		key.guest = who.UserName
	}
	row := v.rows[key]
	if row == nil {
		row = s.addAttendance(roomID, Attendance{Date: key.date, UserNumber: who.UserNumber, UserName: who.UserName, Role: who.Role, ClientType: who.ClientType, FirstTime: entered})
		v.rows[key] = row
	}
	return row
}

// turn notes that a call changed whether the class is on.
func (s *state) turn(room *Room, live LiveStatus, now time.Time) {
	room.Live = live
	v := s.visitsOf(room.RoomID)
	v.turns = append(v.turns, turn{now, live})
}

// on returns when the class was on: by the room's schedule, until a call said otherwise. An end that is zero is still to come.
func (v *visits) on(room *Room) []period {
	by := period{room.StartTime, room.EndTime} // the schedule
	if len(v.turns) == 0 {
		switch room.Live {
		case LiveStatusStarted:
			return []period{{}}
		case LiveStatusStopped:
			return nil
		}
		return []period{by}
	}
	var all []period
	if first := v.turns[0].at; by.start.Before(first) {
		if first.Before(by.end) {
			by.end = first
		}
		all = append(all, by)
	}
	for i, turn := range v.turns {
		if turn.live != LiveStatusStarted {
			continue
		}
		one := period{start: turn.at}
		if i+1 < len(v.turns) {
			one.end = v.turns[i+1].at
		}
		all = append(all, one)
	}
	return all
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
