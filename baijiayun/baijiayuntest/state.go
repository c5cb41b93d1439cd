package baijiayuntest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	firstRoomID = 26010100000001 // 14 digits, like every room id
	lastRoomID  = 99999999999999
	leastRoomID = 10000000000000

	firstFileID = 832417
	firstBindID = 123
)

// state holds what the account has created.
type state struct {
	rooms     []*Room // in the order of creation, including deleted ones
	roomByID  map[int64]*Room
	codes     map[string]codeOwner // the codes in use
	codesMade int64

	joinCodes []*JoinCode
	codeOf    map[codeKey]*JoinCode
	groups    map[int64][]groupCodes // by room

	documents []Document
	bindings  []Binding // which documents are in which rooms
	binds     int64

	presence   map[int64]Presence // by room
	messages   []Message
	attendance map[int64]*attendanceOfRoom
	visits     map[int64]*visits // by room
	playbacks  []Playback
	rows       map[rowsKey]any
	videoState

	configured configuration // what holds for all classes, and the sub-accounts
	peopleState
	classURL     string // where class events are sent
	uploads      uploads
	transcodeURL string // where events of playbacks and videos are sent
	callbacks    int64
}

// codeOwner says who enters where with a code.
type codeOwner struct {
	roomID     int64
	userNumber int64
	userRole   int64
	createTime time.Time
}

func (o codeOwner) as(role int64) codeOwner {
	o.userRole = role
	return o
}

// Roles of users (user_role).
const (
	roleStudent   = 0
	roleTeacher   = 1
	roleAssistant = 2
)

func newState() state {
	return state{
		roomByID:   map[int64]*Room{},
		codes:      map[string]codeOwner{},
		codeOf:     map[codeKey]*JoinCode{},
		groups:     map[int64][]groupCodes{},
		presence:   map[int64]Presence{},
		attendance: map[int64]*attendanceOfRoom{},
		visits:     map[int64]*visits{},
		rows:       map[rowsKey]any{},
		configured: newConfiguration(),

		peopleState: peopleState{rosters: map[int64]ClassRoster{}, peopleIDs: map[string]int64{}},
	}
}

// addRoom keeps a room. It sets the id and the codes that are missing.
func (s *state) addRoom(room Room) *Room {
	if room.RoomID == 0 {
		room.RoomID = s.freeRoomID()
	}
	owner := codeOwner{roomID: room.RoomID, createTime: room.CreateTime}
	room.AdminCode = s.takeCode(room.AdminCode, owner.as(roleAssistant))
	room.TeacherCode = s.takeCode(room.TeacherCode, owner.as(roleTeacher))
	room.StudentCode = s.takeCode(room.StudentCode, owner.as(roleStudent))
	s.rooms = append(s.rooms, &room)
	s.roomByID[room.RoomID] = &room
	return &room
}

// takeCode records the owner of a code, which it makes up when code is "".
func (s *state) takeCode(code string, owner codeOwner) string {
	if code == "" {
		code = s.freeCode()
	}
	s.codes[code] = owner
	return code
}

// isTaken reports whether a code is in use.
func (s *state) isTaken(code string) bool {
	_, taken := s.codes[code]
	return taken
}

func (s *state) freeRoomID() int64 {
	id := firstRoomID + int64(len(s.rooms))
	for s.roomByID[id] != nil {
		id++
	}
	return id
}

// freeCode returns an unused join code (参加码) of six letters or digits. The factor and 36^6 are coprime, so a code does not repeat, and
// consecutive codes look different.
func (s *state) freeCode() string {
	const all, factor = 36 * 36 * 36 * 36 * 36 * 36, 1_234_567_891
	for {
		s.codesMade++
		code := strconv.FormatInt(s.codesMade*factor%all, 36)
		code = strings.Repeat("0", 6-len(code)) + code
		if !s.isTaken(code) {
			return code
		}
	}
}

// room returns an existing room.
func (s *state) room(id int64) (*Room, *failure) {
	room := s.roomByID[id]
	switch {
	case room == nil:
		return nil, fail(codeUnknownRoom)
	case room.Deleted:
		return nil, fail(codeRoomDeleted)
	}
	return room, nil
}

// mustBeFree panics when a test adds a room whose id or codes are invalid or taken.
func (s *state) mustBeFree(room Room) {
	if room.RoomID != 0 && (room.RoomID < leastRoomID || room.RoomID > lastRoomID || s.roomByID[room.RoomID] != nil) {
		panic(fmt.Sprintf("baijiayuntest: AddRoom: room id %d is taken or does not have 14 digits", room.RoomID))
	}
	own := map[string]bool{}
	for _, code := range []string{room.AdminCode, room.TeacherCode, room.StudentCode} {
		if code != "" && (s.isTaken(code) || own[code]) {
			panic(fmt.Sprintf("baijiayuntest: AddRoom: code %q is taken", code))
		}
		own[code] = true
	}
}
