package agoratest

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// role is a user's, by Agora's numbers.
type role int

const (
	roleObserver = 4 // the last
	roleStudent  = 2
)

// inEvents is what events call a student who is not on stage, and the others.
func (r role) inEvents() string {
	return []string{"invisible", "host", "audience", "assistant", "observer"}[r]
}

// How users come and go, by the type in cmd 20.
const (
	userCame      = 1
	userCameAgain = 2 // without having left
	userLeft      = 1
	userKicked    = 2
)

// usersChange is the data of cmd 20. Its total is of those who are in the room now.
type usersChange struct {
	Total   int          `json:"total"`
	Online  []userChange `json:"onlineUsers"`
	Offline []userChange `json:"offlineUsers"`
}

type userChange struct {
	member
	Type int `json:"type"`
}

// member is a user on the wire; role is text, as the document prints it.
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

// enter lets users in, all by one event; those of them who were in come back without having left.
func (s *Server) enter(r *room, users ...*user) {
	change := usersChange{Online: []userChange{}, Offline: []userChange{}}
	for _, u := range users {
		kind := userCame
		if u.online {
			kind = userCameAgain
		}
		u.online, u.updated = true, s.Now()
		change.Online = append(change.Online, userChange{u.member(), kind})
	}
	change.Total = len(r.online())
	s.emit(r, s.Now(), cmdUsers, change)
}

// leave takes users who are online out of the room, all by one event, and their widgets with them.
func (s *Server) leave(r *room, at time.Time, kind int, users ...*user) {
	if len(users) == 0 {
		return
	}
	change := usersChange{Online: []userChange{}, Offline: []userChange{}}
	for _, u := range users {
		u.online, u.updated = false, at
		change.Offline = append(change.Offline, userChange{u.member(), kind})
	}
	change.Total = len(r.online())
	s.emit(r, at, cmdUsers, change)
	for _, u := range users {
		s.dropWidgetsOf(r, at, u)
	}
}

func (r *room) online() []*user {
	var online []*user
	for _, u := range r.users {
		if u.online {
			online = append(online, u)
		}
	}
	return online
}

// openUser finds a user to be changed; the parameters must have been read.
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
