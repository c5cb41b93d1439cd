package agoratest

import "time"

// The types in cmd 20: how users enter and leave.
const (
	userCame      = 1
	userCameAgain = 2 // the user had not left before
	userLeft      = 1
	userKicked    = 2
)

// usersChange is the data of cmd 20. Its total counts the users who are in the room now.
type usersChange struct {
	Total   int          `json:"total"`
	Online  []userChange `json:"onlineUsers"`
	Offline []userChange `json:"offlineUsers"`
}

type userChange struct {
	member
	Type int `json:"type"`
}

// enter lets users into the room, with one event for all. Those who are in the room come back without having left.
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

// leave takes users who are online out of the room, with one event for all, and deletes their widgets.
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
