package agoratest

import (
	"encoding/json"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	longestRoomName = 64
	smallCloud      = 10 // the room type that needs a roleConfig for students

	lastMillisecond = 253402300799999 // of the year 9999
	longestClass    = 86400
)

type roomKey struct{ region, uuid string }

type room struct {
	lifecycle
	roomKey
	name       string
	kind       int64
	users      []*user // in the order they first came
	recordings []*recording
	events     []*roomEvent
	sequence   int64          // of the last event
	announced  RoomStatus     // the last stage that an event reported
	described  map[string]any // the roomProperties and the roleConfig it was created with
	roles      map[string]any
	properties map[string]any // its custom properties
	widgets    map[string]*widget
	groups     []Group
}

func (s *Server) roomOperations() []operation {
	return []operation{
		{name: "Rooms.Create", method: "POST", path: "/rooms/{roomUuid}", appOnly: true, handle: s.createRoom},
		{name: "Rooms.Get", method: "GET", path: "/rooms/{roomUuid}", handle: s.getRoom},
		{name: "Rooms.SetProperties", method: "PUT", path: "/rooms/{roomUuid}/properties", handle: s.setRoomProperties},
		{name: "Rooms.DeleteProperties", method: "DELETE", path: "/rooms/{roomUuid}/properties", handle: s.deleteRoomProperties},
		{name: "Rooms.SetStatus", method: "PUT", path: "/rooms/{roomUuid}/states/{state}", handle: s.setRoomStatus},
		// The same endpoint under the client's plain words, so that each can be broken and answered alone.
		{name: "Rooms.Start", method: "PUT", path: "/rooms/{roomUuid}/states/1", handle: s.moveRoom(RoomStatusStarted)},
		{name: "Rooms.End", method: "PUT", path: "/rooms/{roomUuid}/states/2", handle: s.moveRoom(RoomStatusEnded)},
		{name: "Rooms.Close", method: "PUT", path: "/rooms/{roomUuid}/states/3", handle: s.moveRoom(RoomStatusClosed)},
	}
}

// room finds the room of a call. A destroyed room does not exist.
func (s *Server) room(c *call) (*room, *failure) {
	if r := s.existing(roomKey{c.region, c.value("roomUuid")}); r != nil {
		return r, nil
	}
	return nil, noSuchRoom()
}

// openRoom finds the room of a call that changes it. It first refuses bad parameters, which must have been read before.
func (s *Server) openRoom(c *call) (*room, *failure) {
	if f := c.body.failure(); f != nil {
		return nil, f
	}
	r, f := s.room(c)
	if f == nil && r.state(s.Now()) == RoomStatusClosed {
		f = classEnded()
	}
	return r, f
}

func (s *Server) existing(key roomKey) *room {
	if r := s.rooms[key]; r != nil && !reached(r.destroyed(), s.Now()) {
		s.settle(r)
		return r
	}
	return nil
}

func (s *Server) createRoom(c *call) vendortest.Reply {
	created := &room{roomKey: roomKey{c.region, c.value("roomUuid")}}
	created.describe(c.body, s.settings.dialect)
	created.created = s.Now()
	if f := c.body.failure(); f != nil {
		return s.fail(f)
	}
	switch other := s.existing(created.roomKey); {
	case other == nil:
		s.rooms[created.roomKey] = created
		s.settle(created)
		return s.succeed()
	case other.kind != created.kind:
		return s.fail(roomTypeConflict())
	default:
		return s.fail(roomConflict())
	}
}

// describe reads the room's name, type and schedule, and checks the other parameters, which have no effect here.
func (r *room) describe(body fields, dialect dialect) {
	r.kind = roomType(body)
	body.require("roomName")
	r.name = body.text("roomName")
	length, unit := utf8.RuneCountInString(r.name), "characters"
	if dialect.roomNameInBytes {
		length, unit = len(r.name), "bytes"
	}
	if body.has("roomName") && (length == 0 || length > longestRoomName) {
		body.reject("roomName", "must have 1 to 64 "+unit)
	}
	properties := body.object("roomProperties")
	r.schedule(properties.object("schedule"))
	checkProperties(properties)
	checkRoles(body.object("roleConfig"), r.kind)
	r.keep(properties, body.object("roleConfig"))
}

// roomType reads a number or, as the table says, its text. It refuses 101, a breakout room, which is made by its class.
func roomType(body fields) int64 {
	body.require("roomType")
	var text string
	switch value := body.members["roomType"].(type) {
	case json.Number:
		text = value.String()
	case string:
		text = value
	}
	switch text {
	case "0", "2", "4", "6", "7", "10":
		kind, _ := strconv.ParseInt(text, 10, 64)
		return kind
	}
	body.reject("roomType", "must be 0, 2, 4, 6, 7 or 10")
	return 0
}

func (r *room) schedule(schedule fields) {
	if start := schedule.integer("startTime", 0, lastMillisecond); start > 0 {
		r.startTime = time.UnixMilli(start)
	}
	r.duration = time.Duration(schedule.integer("duration", 0, longestClass)) * time.Second
	r.closeDelay = defaultCloseDelay
	if schedule.has("closeDelay") {
		r.closeDelay = time.Duration(schedule.integer("closeDelay", 0, math.MaxInt32)) * time.Second
	}
}

func checkProperties(properties fields) {
	handsUp := properties.object("processes").object("handsUp")
	handsUp.integer("maxAccept", 0, math.MaxInt32)
	if role := handsUp.text("defaultAcceptRole"); role != "" && role != "audience" {
		handsUp.reject("defaultAcceptRole", `must be "audience" or ""`)
	}
	hosting := properties.object("hostingScene")
	hosting.text("videoURL")
	hosting.text("reserveVideoURL")
	hosting.integer("finishType", 0, 1)
	properties.text("examinationUrl")
	properties.object("flexProps")
	widgets := properties.object("widgets")
	for _, name := range widgets.names() {
		widgets.object(name).integer("state", 0, 1)
		widgets.object(name).object("extra")
	}
}

// checkRoles checks the limits of roles. It demands the one setting that the document allows for a small cloud classroom.
func checkRoles(roles fields, kind int64) {
	for _, role := range roles.names() {
		config := roles.object(role)
		config.integer("limit", 0, math.MaxInt32)
		stream := config.object("defaultStream")
		for _, name := range []string{"state", "videoState", "audioState"} {
			stream.integer(name, 0, 1)
		}
	}
	if kind != smallCloud {
		return
	}
	students := roles.object("2")
	students.require("limit")
	students.integer("limit", 49, 49)
	stream := students.object("defaultStream")
	for _, name := range []string{"state", "videoState", "audioState"} {
		stream.require(name)
		stream.integer(name, 1, 1)
	}
}

func (s *Server) setRoomStatus(c *call) vendortest.Reply {
	wanted, ok := parseState(c.value("state"))
	if !ok {
		return s.fail(badParameter("state must be 0, 1, 2 or 3"))
	}
	return s.moveRoom(wanted)(c)
}

func (s *Server) moveRoom(wanted RoomStatus) handler {
	return func(c *call) vendortest.Reply {
		r, f := s.room(c)
		if f == nil {
			f = forbidden(r.state(s.Now()), wanted)
		}
		if f != nil {
			return s.fail(f)
		}
		r.enter(wanted, s.Now())
		s.settle(r)
		return s.succeed()
	}
}

func parseState(text string) (RoomStatus, bool) {
	if len(text) != 1 || text[0] < '0' || text[0] > '3' {
		return 0, false
	}
	return RoomStatus(text[0] - '0'), true
}

// forbidden returns why a room cannot move from one stage to another, or nil if it can. A class that has ended does not begin again: it
// overruns until its closeDelay is over or a call closes it.
func forbidden(current, wanted RoomStatus) *failure {
	switch {
	case current == RoomStatusClosed:
		return roomClosed()
	case current == RoomStatusEnded && wanted != RoomStatusClosed:
		return alreadyEnded()
	case current == RoomStatusStarted && wanted <= RoomStatusStarted:
		return alreadyStarted()
	}
	return nil
}

func (r *room) enter(state RoomStatus, now time.Time) {
	switch state {
	case RoomStatusStarted:
		r.startedByCall = now
	case RoomStatusEnded:
		r.endedByCall = now
	case RoomStatusClosed:
		r.closedByCall = now
	}
}
