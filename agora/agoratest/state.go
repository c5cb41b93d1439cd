package agoratest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Room is a copy of a room.
type Room struct {
	Region     string // cn, ap, eu or na
	RoomUUID   string
	RoomName   string
	RoomType   int            // by Agora's numbers
	Status     RoomStatus     // at the server's time
	StartTime  time.Time      // of the schedule; zero without one
	Duration   time.Duration  // of the schedule; 0 without an end
	CloseDelay time.Duration  // from the end of the class to the closing of the room
	Recording  bool           // whether a recording is running
	OnHold     bool           // whether that recording is paused
	Properties map[string]any // the room's custom properties; numbers are json.Number
	Widgets    []Widget       // ordered by id
	Groups     []Group        // empty if the room is not split
}

// Member is a copy of a user of a room.
type Member struct {
	UserUUID   string
	UserName   string
	Role       int            // 0 invisible, 1 teacher, 2 student, 3 assistant, 4 observer
	Properties map[string]any // the user's custom properties; numbers are json.Number
	Online     bool           // whether the user is in the room; false after a kick, and when the room is closed
	Banned     bool           // whether the user may not enter at the server's time
	BanEndTime time.Time      // when the ban ends; zero without a ban, and for a ban forever
}

var errNoRoom = errors.New("agoratest: the room does not exist")

// Rooms returns all rooms that are not destroyed, ordered by region and id.
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

// Widget is a copy of a widget of a room.
type Widget struct {
	WidgetUUID     string
	On             bool                      // whether the widget is on
	OwnerUserUUID  string                    // the user with whose leaving the widget is deleted; empty without one
	Properties     map[string]any            // the widget's properties, which Agora calls extra; numbers are json.Number
	UserProperties map[string]map[string]any // the properties that it keeps for each user, by the user's id
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
			WidgetUUID: uuid, On: w.state == 1, OwnerUserUUID: w.owner, Properties: copyObject(w.extra), UserProperties: users,
		})
	}
	return widgets
}

// AddStudents lets students enter a room, as their apps would. A student who was in the room before comes back. Each id is the student's
// name too; AddMembers is for other names and roles. One event of cmd 20 reports them all.
//
// It fails and lets nobody in when the room does not exist or is closed, when an id is malformed, and when a student is banned. This
// method and the others look for a room in the regions cn, ap, eu and na, in this order.
func (s *Server) AddStudents(roomUUID string, userUUIDs ...string) error {
	students := make([]Member, len(userUUIDs))
	for i, uuid := range userUUIDs {
		students[i] = Member{UserUUID: uuid, UserName: uuid, Role: roleStudent}
	}
	return s.AddMembers(roomUUID, students...)
}

// AddMembers lets users with names, roles and properties enter a room, as AddStudents does. The other fields of a Member have no effect.
func (s *Server) AddMembers(roomUUID string, members ...Member) error {
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
	for _, given := range members {
		if !validID(given.UserUUID) || given.Role < 0 || given.Role > roleObserver {
			return fmt.Errorf("agoratest: %q with role %d is not a possible user", given.UserUUID, given.Role)
		}
		if u := r.user(given.UserUUID); u != nil && u.ban.holds(now) {
			return fmt.Errorf("agoratest: %q is banned", given.UserUUID)
		}
	}
	var entering []*user
	for _, given := range members {
		entering = append(entering, r.makeUser(given))
	}
	if len(entering) > 0 {
		s.enter(r, entering...)
	}
	return nil
}

// makeUser adds a user, or gives a user who comes back a new name and role. Earlier properties stay.
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

// RemoveMembers lets users leave a room, as their apps would when they are closed or lose the network. One event of cmd 20 reports those
// who were in the room. It fails when the room or a user does not exist; a user who has left before is not an error.
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
			return fmt.Errorf("agoratest: user %q does not exist", uuid)
		}
		if u.online && !slices.Contains(leaving, u) {
			leaving = append(leaving, u)
		}
	}
	s.leave(r, s.Now(), userLeft, leaving...)
	return nil
}

// Members returns the users of a room, including those who left, in the order in which they first entered. It returns nil when the room
// does not exist.
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

// Banned reports whether a user may not enter a room at the server's time.
func (s *Server) Banned(roomUUID, userUUID string) bool {
	return slices.ContainsFunc(s.Members(roomUUID), func(u Member) bool { return u.UserUUID == userUUID && u.Banned })
}

// AddRecordings adds n composite recordings that have ended to a room, each a minute long, without events. It fails when the room does not
// exist.
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

// anywhere finds a room in any region.
func (s *Server) anywhere(roomUUID string) *room {
	for _, region := range regions() {
		if r := s.existing(roomKey{region, roomUUID}); r != nil {
			return r
		}
	}
	return nil
}
