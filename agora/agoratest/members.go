package agoratest

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	forEver    = -1  // the dirty.duration that Agora's own client writes for a ban forever
	longestBan = 1e9 // in seconds; a time.Duration surely holds it
)

type user struct {
	uuid       string
	name       string
	role       role
	stream     string
	online     bool
	ban        ban
	properties map[string]any
	updated    time.Time
}

// ban keeps a user out until a time, or forever.
type ban struct {
	set   bool
	until time.Time // zero means forever
}

func (b ban) holds(now time.Time) bool { return b.set && !reached(b.until, now) }

func (s *Server) memberOperations() []operation {
	return []operation{
		{name: "Members.Get", method: "GET", path: "/rooms/{roomUuid}/users/{userUuid}", handle: s.getMember},
		{name: "Members.SetProperties", method: "PUT", path: "/rooms/{roomUuid}/users/{userUuid}/properties", handle: s.setMemberProperties},
		{name: "Members.DeleteProperties", method: "DELETE", path: "/rooms/{roomUuid}/users/{userUuid}/properties", handle: s.deleteMemberProperties},
		{name: "Members.Kick", method: "POST", path: "/rooms/{roomUuid}/users/{userUuid}/exit", handle: s.kick},
	}
}

// kick puts a user out. Kicking a user who has left already is the way to ban or pardon that user later. Without dirty, an earlier ban
// stays as it is.
func (s *Server) kick(c *call) vendortest.Reply {
	set, ban := readDirty(c.body, s.Now())
	r, u, f := s.openUser(c)
	if f != nil {
		return s.fail(f)
	}
	if u.online {
		s.leave(r, s.Now(), userKicked, u)
	}
	if set {
		u.ban = ban
	}
	return s.succeed()
}

func (r *room) user(uuid string) *user {
	for _, u := range r.users {
		if u.uuid == uuid {
			return u
		}
	}
	return nil
}

// readDirty reads the ban of a kick. set is false when the request does not mention one.
func readDirty(body fields, now time.Time) (set bool, result ban) {
	if !body.has("dirty") {
		return false, ban{}
	}
	dirty := body.object("dirty")
	if !dirtyState(dirty) {
		return true, ban{} // a duration has no effect here
	}
	seconds := dirty.number("duration", forEver, longestBan)
	if seconds < 0 && seconds != forEver {
		dirty.reject("duration", "must not be negative, except -1 for a ban forever")
	}
	if !dirty.has("duration") || seconds == forEver {
		return true, ban{set: true}
	}
	return true, ban{set: true, until: now.Add(time.Duration(seconds * float64(time.Second)))}
}

// dirtyState reads the integer of the examples and the boolean of the table. Only the integer 1 bans.
func dirtyState(dirty fields) (banned bool) {
	dirty.require("state")
	if _, isNumber := dirty.members["state"].(json.Number); isNumber {
		return dirty.integer("state", math.MinInt32, math.MaxInt32) == 1
	}
	return dirty.boolean("state")
}

// role is a user's role, by Agora's numbers.
type role int

const (
	roleObserver = 4 // the highest number
	roleStudent  = 2
)

// inEvents returns the role's word in events. A student's is that of a student who is not on stage.
func (r role) inEvents() string {
	return []string{"invisible", "host", "audience", "assistant", "observer"}[r]
}

// member is a user on the wire. Its role is text, as the document prints it.
type member struct {
	UserName       string         `json:"userName"`
	UserUUID       string         `json:"userUuid"`
	Role           string         `json:"role"`
	UserProperties map[string]any `json:"userProperties"`
	UpdateTime     int64          `json:"updateTime"`
	StreamUUID     string         `json:"streamUuid"`
}

// memberState is the data of Members.Get.
type memberState struct {
	member
	State int `json:"state"`
}

func (u *user) member() member {
	return member{
		UserName: u.name, UserUUID: u.uuid, Role: strconv.Itoa(int(u.role)), UserProperties: u.properties,
		UpdateTime: u.updated.UnixMilli(), StreamUUID: u.stream,
	}
}

// openUser finds the user that a call changes. The parameters must have been read before.
func (s *Server) openUser(c *call) (*room, *user, *failure) {
	r, f := s.openRoom(c)
	if f != nil {
		return nil, nil, f
	}
	u := r.user(c.value("userUuid"))
	if u == nil {
		return nil, nil, noSuchUser()
	}
	return r, u, nil
}

func (s *Server) getMember(c *call) vendortest.Reply {
	r, f := s.room(c)
	if f != nil {
		return s.fail(f)
	}
	u := r.user(c.value("userUuid"))
	if u == nil {
		return s.fail(noSuchUser())
	}
	state := memberState{member: u.member()}
	if u.online {
		state.State = 1
	}
	return s.reply(http.StatusOK, envelope{Msg: "Success", Data: state})
}

func (s *Server) setMemberProperties(c *call) vendortest.Reply {
	changes := c.body.changes("properties")
	_, u, f := s.openUser(c)
	if f != nil {
		return s.fail(f)
	}
	setPaths(u.properties, changes)
	u.updated = s.Now()
	return s.succeed()
}

func (s *Server) deleteMemberProperties(c *call) vendortest.Reply {
	paths := c.body.paths("properties")
	_, u, f := s.openUser(c)
	if f != nil {
		return s.fail(f)
	}
	deletePaths(u.properties, paths)
	u.updated = s.Now()
	return s.succeed()
}
