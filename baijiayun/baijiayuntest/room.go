package baijiayuntest

import (
	"maps"
	"slices"
	"time"
)

// Types of rooms that have rules of their own (type).
const (
	typeLarge   = 2 // 普通大班课, the default
	typeSmall   = 3 // 小班课普通版
	typeSmallVM = 4 // 专业版小班课
	typeDouble  = 5 // 双师
)

// Room is a room as the server keeps it.
type Room struct {
	RoomID         int64 // 14 digits
	Title          string
	StartTime      time.Time // in +08:00, whole seconds, like EndTime and CreateTime
	EndTime        time.Time
	CreateTime     time.Time
	Type           int64  // 1 one-to-one, 2 large class, 3 and 4 small class, 5 double teacher
	Industry       int64  // 0 education, 1 enterprise
	MaxUsers       int64  // 0 means no limit
	MaxBackupUsers int64  // how many students off stage
	LongTerm       bool   // the room is for many classes (长期房间)
	AdminCode      string // join codes: six letters or digits
	TeacherCode    string
	StudentCode    string
	Deleted        bool // Rooms.Delete deleted it; the server keeps it

	Live         LiveStatus // whether the class is on, as Rooms.Start and Rooms.Stop left it
	Notice       string     // 公告
	EvaluationID int64      // the form bound to the room; 0 means none
	Spots        []Spot     // recordings that the class can play (插播回放)

	// Settings holds the other documented parameters under the vendor's names, as Rooms.Create or Rooms.Update last sent them.
	Settings map[string]string
}

// clone returns a deep copy.
func (r *Room) clone() Room {
	clone := *r
	clone.Settings = maps.Clone(r.Settings)
	clone.Spots = slices.Clone(r.Spots)
	return clone
}

// Rooms returns all rooms in the order of creation, including deleted ones.
func (s *Server) Rooms() []Room {
	var rooms []Room
	s.kit.Do(func() {
		for _, room := range s.state.rooms {
			rooms = append(rooms, room.clone())
		}
	})
	return rooms
}

// AddRoom adds a room without a call, for instance one of last year, and returns the room as the server keeps it. A zero RoomID and empty
// codes are made up, a zero Type becomes 2, a zero StartTime and CreateTime become now, and a zero EndTime becomes an hour after the
// start. AddRoom panics on an id that is taken or does not have 14 digits, and on a code that is taken. It does not apply the vendor's
// other rules.
func (s *Server) AddRoom(room Room) Room {
	room = completed(room, s.Now())
	s.kit.Do(func() {
		s.state.mustBeFree(room)
		room = s.state.addRoom(room).clone()
	})
	return room
}

func completed(room Room, now time.Time) Room {
	room = room.clone()
	if room.Settings == nil {
		room.Settings = map[string]string{}
	}
	if room.Type == 0 {
		room.Type = typeLarge
	}
	if room.StartTime.IsZero() {
		room.StartTime = now
	}
	if room.EndTime.IsZero() {
		room.EndTime = room.StartTime.Add(time.Hour)
	}
	if room.CreateTime.IsZero() {
		room.CreateTime = now
	}
	for _, t := range []*time.Time{&room.StartTime, &room.EndTime, &room.CreateTime} {
		*t = t.Truncate(time.Second).In(beijing())
	}
	return room
}
