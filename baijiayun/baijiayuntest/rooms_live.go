package baijiayuntest

import (
	"fmt"
	"strconv"
	"time"
)

// LiveStatus is who decides whether class is on in a room.
type LiveStatus int

// The live states.
const (
	LiveStatusBySchedule LiveStatus = iota // class is on from StartTime to EndTime
	LiveStatusStarted                      // by Rooms.Start, until Rooms.Stop
	LiveStatusStopped                      // by Rooms.Stop, until Rooms.Start
)

// String names the state.
func (l LiveStatus) String() string {
	switch l {
	case LiveStatusBySchedule:
		return "by schedule"
	case LiveStatusStarted:
		return "started"
	case LiveStatusStopped:
		return "stopped"
	}
	return "LiveState(" + strconv.Itoa(int(l)) + ")"
}

// Presence is who is in a room.
type Presence struct {
	Teacher   bool
	Users     int64
	Displayed int64 // the number the room shows
}

// SetPresence says who is in a room. Until then, and after a Rooms.Stop that sends everybody out, it is the teacher alone
// while class is on, and nobody before and after. It panics on a room that is not there.
func (s *Server) SetPresence(roomID int64, presence Presence) {
	s.kit.Do(func() {
		s.state.mustHaveRoom("SetPresence", roomID)
		s.state.presence[roomID] = presence
	})
}

// mustHaveRoom panics on seeding a room that is not there: a mistake in the test that seeds it.
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
	content := c.text("content")
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
	room.Live = LiveStatusStarted
	return nil, nil
}

// stopClass is 教室下课, of another document; is_kick_out_all sends everybody out.
func (s *Server) stopClass(c *call) (any, *failure) {
	kick := c.numberBetween("is_kick_out_all", 0, 1, 0)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	room.Live = LiveStatusStopped
	if kick == 1 {
		delete(s.state.presence, room.RoomID)
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
