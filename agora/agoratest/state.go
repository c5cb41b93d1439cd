package agoratest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Room is a copy of what the server knows of a room.
type Room struct {
	Region     string // cn, ap, eu or na
	RoomUUID   string
	RoomName   string
	RoomType   int
	Status     RoomStatus    // at the server's time
	StartTime  time.Time     // of the schedule; zero: none
	Duration   time.Duration // zero: no end
	CloseDelay time.Duration
	Recording  bool           // whether a recording is running
	OnHold     bool           // whether that recording is paused
	Properties map[string]any // its own; numbers are json.Number
	Widgets    []Widget       // by id
	Groups     []Group        // none: the room is not split
}

// Member is a copy of what the server knows of a user of a room.
type Member struct {
	UserUUID   string
	UserName   string
	Role       int            // 0 invisible, 1 teacher, 2 student, 3 assistant, 4 observer
	Properties map[string]any // its own; numbers are json.Number
	Online     bool           // false after a kick, and when the room is closed
	Banned     bool           // whether the user cannot enter at the server's time
	BanEndTime time.Time      // zero: for ever, if Banned
}

var errNoRoom = errors.New("agoratest: no such room")

// Rooms returns all rooms that are not destroyed, by region and id.
func (s *Server) Rooms() []Room {
	s.kit.Lock()
	defer s.kit.Unlock()
	rooms := []Room{}
	for _, r := range s.remaining() {
		rooms = append(rooms, r.copy(s.Now()))
	}
	return rooms
}

func (r *room) copy(now time.Time) Room {
	room := Room{
		Region: r.region, RoomUUID: r.uuid, RoomName: r.name, RoomType: int(r.kind), Status: r.state(now),
		StartTime: r.startTime, Duration: r.duration, CloseDelay: r.closeDelay,
		Properties: copyObject(r.properties), Widgets: r.copyWidgets(),
	}
	if running := r.running(now); running != nil {
		room.Recording, room.OnHold = true, running.onHold
	}
	for _, g := range r.groups {
		g.UserUUIDs = slices.Clone(g.UserUUIDs)
		room.Groups = append(room.Groups, g)
	}
	return room
}

// Widget is a copy of what the server knows of a widget. Numbers are json.Number.
type Widget struct {
	WidgetUUID     string
	Active         bool
	OwnerUserUUID  string                    // who takes it with him when he leaves; empty: nobody
	Properties     map[string]any            // what Agora calls extra
	UserProperties map[string]map[string]any // by user
}

func (r *room) copyWidgets() []Widget {
	var widgets []Widget
	for _, uuid := range slices.Sorted(maps.Keys(r.widgets)) {
		w := r.widgets[uuid]
		users := map[string]map[string]any{}
		for user, properties := range w.users {
			users[user] = copyObject(properties)
		}
		widgets = append(widgets, Widget{
			WidgetUUID: uuid, Active: w.state == 1, OwnerUserUUID: w.owner, Properties: copyObject(w.extra), UserProperties: users,
		})
	}
	return widgets
}

// AddStudents lets users enter a room, as their apps would; one who was there before comes back. It fails, and lets nobody in,
// when the room does not exist or is closed and when an id is malformed or its user banned. Here and below a room is looked
// for in the regions cn, ap, eu, na, in this order.
//
// They are students who are called as their ids; AddUserAs is for others. An event of cmd 20 tells of them all.
func (s *Server) AddStudents(roomUUID string, userUUIDs ...string) error {
	users := make([]Member, len(userUUIDs))
	for i, uuid := range userUUIDs {
		users[i] = Member{UserUUID: uuid, UserName: uuid, Role: roleStudent}
	}
	return s.AddMembers(roomUUID, users...)
}

// AddMembers is AddUser for users with names, roles and properties; what else is in a User does not count.
func (s *Server) AddMembers(roomUUID string, users ...Member) error {
	s.kit.Lock()
	defer s.kit.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return errNoRoom
	}
	now := s.Now()
	if r.state(now) == RoomStatusClosed {
		return errors.New("agoratest: the room is closed")
	}
	for _, given := range users {
		if !validID(given.UserUUID) || given.Role < 0 || given.Role > roleObserver {
			return fmt.Errorf("agoratest: %q with role %d cannot be a user", given.UserUUID, given.Role)
		}
		if u := r.user(given.UserUUID); u != nil && u.ban.holds(now) {
			return fmt.Errorf("agoratest: %q is banned", given.UserUUID)
		}
	}
	var entering []*user
	for _, given := range users {
		entering = append(entering, r.makeUser(given))
	}
	if len(entering) > 0 {
		s.enter(r, entering...)
	}
	return nil
}

// makeUser describes a user anew when he comes back; the properties he had stay.
func (r *room) makeUser(given Member) *user {
	u := r.user(given.UserUUID)
	if u == nil {
		u = &user{uuid: given.UserUUID, stream: fmt.Sprint(1000000 + len(r.users)), properties: map[string]any{}}
		r.users = append(r.users, u)
	}
	u.name, u.role = given.UserName, role(given.Role)
	setPaths(u.properties, given.Properties)
	return u
}

// RemoveMembers lets users leave a room, as their apps would when they are closed or lose the network. An event of cmd 20 tells
// of those who were in; the others do not matter. It fails when there is no such room or user.
func (s *Server) RemoveMembers(roomUUID string, userUUIDs ...string) error {
	s.kit.Lock()
	defer s.kit.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return errNoRoom
	}
	var leaving []*user
	for _, uuid := range userUUIDs {
		u := r.user(uuid)
		if u == nil {
			return fmt.Errorf("agoratest: no such user: %q", uuid)
		}
		if u.online && !slices.Contains(leaving, u) {
			leaving = append(leaving, u)
		}
	}
	s.leave(r, s.Now(), userLeft, leaving...)
	return nil
}

// Members returns the users of a room, those who left too, in the order they first came; nil when there is no such room.
func (s *Server) Members(roomUUID string) []Member {
	s.kit.Lock()
	defer s.kit.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return nil
	}
	now := s.Now()
	users := make([]Member, len(r.users))
	for i, u := range r.users {
		users[i] = Member{
			UserUUID: u.uuid, UserName: u.name, Role: int(u.role), Properties: copyObject(u.properties),
			Online: u.online, Banned: u.ban.holds(now),
		}
		if users[i].Banned {
			users[i].BanEndTime = u.ban.until
		}
	}
	return users
}

// Banned tells whether a user cannot enter a room at the server's time.
func (s *Server) Banned(roomUUID, userUUID string) bool {
	return slices.ContainsFunc(s.Members(roomUUID), func(u Member) bool { return u.UserUUID == userUUID && u.Banned })
}

// AddRecordings gives a room n composite recordings of a minute each that have ended, without events. It fails when there is no such room.
func (s *Server) AddRecordings(roomUUID string, n int) error {
	s.kit.Lock()
	defer s.kit.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return errNoRoom
	}
	begin := s.Now().Add(-time.Duration(n) * time.Minute)
	for i := range n {
		started := begin.Add(time.Duration(i) * time.Minute)
		r.recordings = append(r.recordings, &recording{
			id: s.nextID(), resourceID: s.nextID(), sid: s.nextID(),
			started: started, stopped: started.Add(time.Minute), announcedEnd: true,
		})
	}
	return nil
}

// copyObject returns nil for an empty object.
func copyObject(object map[string]any) map[string]any {
	if len(object) == 0 {
		return nil
	}
	return cloneObject(object)
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
