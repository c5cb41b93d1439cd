package agoratest

import (
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// roomInfo is the data of Rooms.Get.
type roomInfo struct {
	RoomName       string         `json:"roomName"`
	RoomUUID       string         `json:"roomUuid"`
	RoleConfig     map[string]any `json:"roleConfig"`
	RoomProperties map[string]any `json:"roomProperties"`
	Status         RoomStatus     `json:"state"`
	CreateTime     int64          `json:"createTime"`
}

// keep remembers the values a room was created with.
func (r *room) keep(properties, roles fields) {
	r.described = cloneObject(properties.members)
	r.roles = cloneObject(roles.members)
	r.properties = cloneObject(properties.object("flexProps").members)
	r.widgets = map[string]*widget{}
	widgets := properties.object("widgets")
	for _, uuid := range widgets.names() {
		given := widgets.object(uuid)
		w := r.makeWidget(uuid)
		w.state = given.integer("state", 0, 1)
		w.extra = cloneObject(given.object("extra").members)
	}
}

func (s *Server) getRoom(c *call) vendortest.Reply {
	r, f := s.room(c)
	if f != nil {
		return s.fail(f)
	}
	state := r.state(s.Now())
	properties := cloneObject(r.described)
	properties["roomType"] = r.kind
	properties["state"] = state
	properties["schedule"] = r.scheduleInfo()
	properties["flexProps"] = r.properties
	properties["widgets"] = r.widgetInfo()
	return s.reply(http.StatusOK, envelope{Msg: "Success", Data: roomInfo{
		RoomName: r.name, RoomUUID: r.uuid, RoleConfig: r.roles, RoomProperties: properties,
		Status: state, CreateTime: r.created.UnixMilli(),
	}})
}

func (r *room) scheduleInfo() map[string]any {
	schedule := map[string]any{"closeDelay": int64(r.closeDelay / time.Second)}
	if !r.startTime.IsZero() {
		schedule["startTime"] = r.startTime.UnixMilli()
	}
	if r.duration > 0 {
		schedule["duration"] = int64(r.duration / time.Second)
	}
	return schedule
}

func (r *room) widgetInfo() map[string]any {
	widgets := map[string]any{}
	for uuid, w := range r.widgets {
		widgets[uuid] = map[string]any{"extra": w.extra, "state": w.state}
	}
	return widgets
}

func (s *Server) setRoomProperties(c *call) vendortest.Reply {
	changes := c.body.changes("properties")
	r, f := s.openRoom(c)
	if f != nil {
		return s.fail(f)
	}
	setPaths(r.properties, changes)
	return s.succeed()
}

func (s *Server) deleteRoomProperties(c *call) vendortest.Reply {
	paths := c.body.paths("properties")
	r, f := s.openRoom(c)
	if f != nil {
		return s.fail(f)
	}
	deletePaths(r.properties, paths)
	return s.succeed()
}
