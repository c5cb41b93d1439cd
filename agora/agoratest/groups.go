package agoratest

import (
	"fmt"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Group is a copy of a breakout room.
type Group struct {
	GroupUUID string
	GroupName string
	UserUUIDs []string // the users who were sent there
}

func (s *Server) groupOperations() []operation {
	return []operation{
		{name: "Groups.Start", method: "PUT", path: "/rooms/{roomUuid}/groups/states/1", handle: s.startGroups},
		{name: "Groups.Stop", method: "PUT", path: "/rooms/{roomUuid}/groups/states/0", handle: s.stopGroups},
		{name: "Groups.Start", method: "PUT", path: "/rooms/{roomUuid}/groups/states/{state}", handle: s.refuseGroupState},
	}
}

func (s *Server) refuseGroupState(*call) vendortest.Reply {
	return s.fail(badParameter("state must be 0 or 1"))
}

// startGroups replaces all earlier breakout rooms.
func (s *Server) startGroups(c *call) vendortest.Reply {
	groups := s.readGroups(c.body)
	r, f := s.openRoom(c)
	if f != nil {
		return s.fail(f)
	}
	for _, g := range groups {
		for _, uuid := range g.UserUUIDs {
			if r.user(uuid) == nil {
				return s.fail(noSuchUser())
			}
		}
	}
	r.groups = groups
	return s.succeed()
}

func (s *Server) stopGroups(c *call) vendortest.Reply {
	r, f := s.openRoom(c)
	if f != nil {
		return s.fail(f)
	}
	r.groups = nil
	return s.succeed()
}

// readGroups reads the groups, and numbers those without an id.
func (s *Server) readGroups(body fields) []Group {
	body.require("groups")
	list, ok := body.members["groups"].([]any)
	if body.has("groups") && (!ok || len(list) == 0) {
		body.reject("groups", "must be an array of at least one group")
	}
	var groups []Group
	for i := range list {
		group := body.element("groups", list, i)
		g := Group{GroupUUID: group.text("groupUuid"), GroupName: group.text("groupName")}
		switch {
		case !group.has("groupUuid"):
			g.GroupUUID = s.nextID()
		case !validID(g.GroupUUID):
			group.reject("groupUuid", "must be an id")
		}
		group.require("users")
		users, ok := group.members["users"].([]any)
		if group.has("users") && !ok {
			group.reject("users", "must be an array")
		}
		for j := range users {
			u := group.element("users", users, j)
			uuid := u.text("userUuid")
			if !validID(uuid) {
				u.reject("userUuid", "must be a user id")
			}
			g.UserUUIDs = append(g.UserUUIDs, uuid)
		}
		groups = append(groups, g)
	}
	return groups
}

// element returns the members of an object in an array.
func (f fields) element(name string, list []any, i int) fields {
	members, ok := list[i].(map[string]any)
	if !ok {
		f.reject(fmt.Sprintf("%s[%d]", name, i), "must be an object")
	}
	return fields{members: members, path: fmt.Sprintf("%s%s[%d].", f.path, name, i), problem: f.problem}
}
