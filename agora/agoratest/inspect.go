package agoratest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Room is a copy of what the server knows of a room.
type Room struct {
	Region     string // cn, ap, eu or na
	RoomUUID   string
	RoomName   string
	RoomType   int
	State      State         // at the server's time
	StartTime  time.Time     // of the schedule; zero: none
	Duration   time.Duration // zero: no end
	CloseDelay time.Duration
	Recording  bool // whether a recording is running
}

// User is a copy of what the server knows of a user of a room.
type User struct {
	UserUUID    string
	Online      bool      // false after a kick, and when the room is closed
	Banned      bool      // whether the user cannot enter at the server's time
	BannedUntil time.Time // zero: for ever, if Banned
}

var errNoRoom = errors.New("agoratest: no such room")

// Rooms returns all rooms that are not destroyed, by region and id.
func (s *Server) Rooms() []Room {
	s.Lock()
	defer s.Unlock()
	rooms := []Room{}
	for key := range s.rooms {
		if r := s.existing(key); r != nil {
			rooms = append(rooms, r.copy(s.Now()))
		}
	}
	slices.SortFunc(rooms, func(a, b Room) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.RoomUUID, b.RoomUUID))
	})
	return rooms
}

func (r *room) copy(now time.Time) Room {
	return Room{
		Region: r.region, RoomUUID: r.uuid, RoomName: r.name, RoomType: int(r.kind), State: r.state(now),
		StartTime: r.startTime, Duration: r.duration, CloseDelay: r.closeDelay, Recording: r.running(now) != nil,
	}
}

// AddUser lets users enter a room, as their apps would; one who was there before comes back. It fails, and lets nobody in,
// when the room does not exist or is closed and when an id is malformed or its user banned. Here and below a room is looked
// for in the regions cn, ap, eu, na, in this order.
func (s *Server) AddUser(roomUUID string, userUUIDs ...string) error {
	s.Lock()
	defer s.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return errNoRoom
	}
	now := s.Now()
	if r.state(now) == StateClosed {
		return errors.New("agoratest: the room is closed")
	}
	for _, uuid := range userUUIDs {
		if !validID(uuid) {
			return fmt.Errorf("agoratest: %q is not a user id", uuid)
		}
		if u := r.user(uuid); u != nil && u.ban.holds(now) {
			return fmt.Errorf("agoratest: %q is banned", uuid)
		}
	}
	for _, uuid := range userUUIDs {
		u := r.user(uuid)
		if u == nil {
			u = &user{uuid: uuid}
			r.users = append(r.users, u)
		}
		u.online = true
	}
	return nil
}

// Users returns the users of a room, those who left too, in the order they first came; nil when there is no such room.
func (s *Server) Users(roomUUID string) []User {
	s.Lock()
	defer s.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return nil
	}
	now := s.Now()
	users := make([]User, len(r.users))
	for i, u := range r.users {
		users[i] = User{UserUUID: u.uuid, Online: u.online && r.state(now) != StateClosed, Banned: u.ban.holds(now)}
		if users[i].Banned {
			users[i].BannedUntil = u.ban.until
		}
	}
	return users
}

// Banned tells whether a user cannot enter a room at the server's time.
func (s *Server) Banned(roomUUID, userUUID string) bool {
	return slices.ContainsFunc(s.Users(roomUUID), func(u User) bool { return u.UserUUID == userUUID && u.Banned })
}

// SeedRecordings gives a room n composite recordings of a minute each that have ended. It fails when there is no such room.
func (s *Server) SeedRecordings(roomUUID string, n int) error {
	s.Lock()
	defer s.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return errNoRoom
	}
	begin := s.Now().Add(-time.Duration(n) * time.Minute)
	for i := range n {
		started := begin.Add(time.Duration(i) * time.Minute)
		r.recordings = append(r.recordings, &recording{
			id: s.nextID(), resourceID: s.nextID(), sid: s.nextID(),
			started: started, stopped: started.Add(time.Minute),
		})
	}
	return nil
}

// anywhere finds a room whatever its region.
func (s *Server) anywhere(roomUUID string) *room {
	for _, region := range regions() {
		if r := s.existing(roomKey{region, roomUUID}); r != nil {
			return r
		}
	}
	return nil
}
