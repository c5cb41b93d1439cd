package agoratest

import (
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// roomInfo is the data of Rooms.Get, with every member of the document's example.
type roomInfo struct {
	RoomName       string         `json:"roomName"`
	RoomUUID       string         `json:"roomUuid"`
	Scenario       string         `json:"scenario"`
	RoomTemplate   string         `json:"roomTemplate"`
	CheckState     bool           `json:"checkState"`
	MuteChat       map[string]any `json:"muteChat"`
	MuteVideo      map[string]any `json:"muteVideo"`
	MuteAudio      map[string]any `json:"muteAudio"`
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
	properties["record"] = s.recordInfo(r)
	properties["processes"] = r.processInfo()
	for _, name := range []string{"reward", "im", "screen", "groups", "carousel", "board", "webhookConfig"} {
		if properties[name] == nil {
			properties[name] = map[string]any{}
		}
	}
	return s.reply(http.StatusOK, envelope{Msg: "Success", Data: roomInfo{
		RoomName: r.name, RoomUUID: r.uuid, Scenario: "education", RoomTemplate: "edu_medium_v1",
		MuteChat: map[string]any{}, MuteVideo: map[string]any{}, MuteAudio: map[string]any{}, RoleConfig: r.roles, RoomProperties: properties,
		Status: state, CreateTime: r.created.UnixMilli(),
	}})
}

// recordInfo says what Agora's web client reads of record: whether a recording is running, ready and paused, and where it is pushed to.
func (s *Server) recordInfo(r *room) map[string]any {
	running := r.running(s.Now())
	if running == nil {
		return map[string]any{"state": 0}
	}
	info := map[string]any{"state": 1, "ready": running.ready, "onhold": running.onHold}
	if running.streaming {
		info["streamingUrl"] = running.streamingURL()
	}
	return info
}

// processInfo adds to the given processes those that the document's example has beside them.
func (r *room) processInfo() map[string]any {
	given, _ := r.described["processes"].(map[string]any)
	processes := cloneObject(given)
	for _, name := range []string{"handsUp", "openCamera", "remoteControl", "waveArm"} {
		if processes[name] == nil {
			processes[name] = map[string]any{}
		}
	}
	return processes
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
