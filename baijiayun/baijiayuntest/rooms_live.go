package baijiayuntest

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// LiveStatus says whether the class of a room is on.
type LiveStatus int

// The live statuses.
const (
	LiveStatusBySchedule LiveStatus = iota // the class is on from StartTime to EndTime
	LiveStatusStarted                      // Rooms.Start started it; it is on until Rooms.Stop
	LiveStatusStopped                      // Rooms.Stop ended it; it is off until Rooms.Start
)

var liveStatusNames = map[LiveStatus]string{
	LiveStatusBySchedule: "BySchedule",
	LiveStatusStarted:    "Started",
	LiveStatusStopped:    "Stopped",
}

// String returns the status's name, or LiveStatus(9) for an unknown value.
func (l LiveStatus) String() string {
	if name, known := liveStatusNames[l]; known {
		return name
	}
	return "LiveStatus(" + strconv.Itoa(int(l)) + ")"
}

// Presence says who is in a room.
type Presence struct {
	Teacher   bool  // the teacher is in the room
	Users     int64 // how many users are in the room
	Displayed int64 // the number that the room shows
}

// SetPresence sets who is in a room. Without it, and after a Rooms.Stop that removes everybody, those are there who came by Enter; where
// nobody ever did, the teacher alone is in the room while the class is on, and nobody at other times. SetPresence panics on a room that does not exist.
func (s *Server) SetPresence(roomID int64, presence Presence) {
	s.kit.Do(func() {
		s.state.mustHaveRoom("SetPresence", roomID)
		s.state.presence[roomID] = presence
	})
}

// mustHaveRoom panics when a test adds something to a room that does not exist.
func (s *state) mustHaveRoom(helper string, roomID int64) {
	if _, failed := s.room(roomID); failed != nil {
		panic(fmt.Sprintf("baijiayuntest: %s: room %d: %s", helper, roomID, failed.message()))
	}
}

func classEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		postedOrGot("Rooms.GetLiveStatus", "live/getLiveStatus", both, (*Server).getLiveStatus),
		postedOrGot("Rooms.GetTeacherStatus", "live/getTeacherOnlineStatus", both, (*Server).getTeacherStatus),
		postedOrGot("Rooms.GetUserCount", "live/getUserCount", both, (*Server).getUserCount),
		posted("Rooms.SetNotice", "live/setNotify", both, (*Server).setNotice),
		posted("Rooms.Start", "live/startClass", both, (*Server).startClass),
		posted("Rooms.Stop", "live/stopClass", both, (*Server).stopClass),
	}
}

// getLiveStatus is API 15 获取直播教室当前上课状态.
func (s *Server) getLiveStatus(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	return object{"status": flag(room.isLive(c.now))}, nil
}

// getTeacherStatus is API 16 获取老师是否在教室状态.
func (s *Server) getTeacherStatus(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	return object{"status": flag(s.presenceIn(room, c.now).Teacher)}, nil
}

// getUserCount is API 17 获取当前时间教室人数.
func (s *Server) getUserCount(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	presence := s.presenceIn(room, c.now)
	return object{"user_count": presence.Users, "display_user_count": presence.Displayed}, nil
}

// setNotice is API 19 设置教室公告.
func (s *Server) setNotice(c *call) (any, *failure) {
	if !c.sent("content") || s.settings.noticeNeeded { // an empty notice takes the notice away, which is a guess: the document only says that content is sent
		c.need("content")
	}
	content := c.textOr("content", "")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	room.Notice = content
	return nil, nil
}

// startClass is 教室上课, of another document.
func (s *Server) startClass(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	s.state.turn(room, LiveStatusStarted, c.now)
	return nil, nil
}

// stopClass is 教室下课, of another document; is_kick_out_all removes everybody from the room.
func (s *Server) stopClass(c *call) (any, *failure) {
	kick := c.numberBetween("is_kick_out_all", 0, 1, 0)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	s.state.turn(room, LiveStatusStopped, c.now)
	if kick == 1 {
		delete(s.state.presence, room.RoomID)
		for _, one := range slices.Clone(s.state.visitsOf(room.RoomID).there) {
			s.state.leave(room.RoomID, one.UserNumber, one.UserName, c.now)
		}
	}
	return nil, nil
}

func (r *Room) isLive(now time.Time) bool {
	switch r.Live {
	case LiveStatusStarted:
		return true
	case LiveStatusStopped:
		return false
	}
	return !now.Before(r.StartTime) && now.Before(r.EndTime)
}

func (s *Server) presenceIn(room *Room, now time.Time) Presence {
	if presence, set := s.state.presence[room.RoomID]; set {
		return presence
	}
	if v := s.state.visits[room.RoomID]; v != nil && len(v.rows) > 0 {
		users := int64(len(v.there))
		return Presence{Teacher: slices.ContainsFunc(v.there, func(one visit) bool { return one.Role == roleTeacher }), Users: users, Displayed: users}
	}
	if room.isLive(now) {
		return Presence{Teacher: true, Users: 1, Displayed: 1}
	}
	return Presence{}
}

func flag(on bool) int64 {
	if on {
		return 1
	}
	return 0
}
