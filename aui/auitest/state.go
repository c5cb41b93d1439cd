package auitest

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// ClassStatus is where a class stands.
type ClassStatus int

// The statuses of a class. The vendor allows every change from one to another.
const (
	ClassStatusNotStarted ClassStatus = 0 // the class has not started, or is paused
	ClassStatusStarted    ClassStatus = 1 // the class is on
	ClassStatusEnded      ClassStatus = 2 // the class is over
)

// Class is a class as the server keeps it. A nil text was never set, and replies omit it.
type Class struct {
	ClassID     string
	Title       string
	TeacherID   string
	TeacherName *string
	Notice      *string // the announcement
	Extends     *string // the team's own data, JSON in a text
	MeetingInfo *string // the co-streaming, JSON in a text
	Mode        int64   // 0 open, 1 big, 2 small; the vendor stores any number
	Status      ClassStatus
	AliyunID    string // the IM group at Aliyun, or ""; DialectV10 calls it chat_id
	RongCloudID string // the IM group at RongCloud, or ""
	MeetingID   string // the co-streaming's id
	Boards      string // the whiteboard, JSON in a text
	CreateTime  time.Time
	UpdateTime  time.Time
	StartTime   time.Time // the time of the last start; zero: never
	EndTime     time.Time // the time of the last stop; zero: never
	Recorded    bool      // replies show a recording as vod_info

	// Broken lets every look-up of the class fail, like a broken row in the vendor's database. get, start, stop, pause and update
	// answer "500", and all but get take effect before. In a list the class is null.
	Broken bool
}

// AddClass adds a class, or replaces the class with the same ClassID, and returns the class as the server keeps it. It fills in an empty
// ClassID, MeetingID, Boards, CreateTime and UpdateTime, and an empty AliyunID when RongCloudID is empty too.
func (s *Server) AddClass(class Class) Class {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.add(class).copy()
}

// Classes returns copies of all classes, in the order of their creation.
func (s *Server) Classes() []Class {
	s.kit.Lock()
	defer s.kit.Unlock()
	classes := make([]Class, len(s.classes))
	for i, class := range s.classes {
		classes[i] = class.copy()
	}
	return classes
}

// Class returns a copy of the class with this id, and whether it exists.
func (s *Server) Class(id string) (Class, bool) {
	s.kit.Lock()
	defer s.kit.Unlock()
	class := s.find(id)
	if class == nil {
		return Class{}, false
	}
	return class.copy(), true
}

// find returns the class with an id, or nil.
func (s *Server) find(id string) *Class {
	i := slices.IndexFunc(s.classes, func(class *Class) bool { return class.ClassID == id })
	if i < 0 {
		return nil
	}
	return s.classes[i]
}

// add keeps a copy of a class, in place of one with the same id.
func (s *Server) add(class Class) *Class {
	kept := new(class.copy())
	s.complete(kept)
	if old := s.find(kept.ClassID); old != nil {
		*old = *kept
		return old
	}
	s.classes = append(s.classes, kept)
	return kept
}

// complete fills in the empty fields of a class. The id of a class is that of its IM group, Aliyun's before RongCloud's.
func (s *Server) complete(class *Class) {
	for _, id := range []string{class.AliyunID, class.RongCloudID} {
		if class.ClassID == "" {
			class.ClassID = id
		}
	}
	if class.ClassID == "" {
		class.ClassID = s.newID()
	}
	if class.AliyunID == "" && class.RongCloudID == "" {
		class.AliyunID = class.ClassID
	}
	if class.MeetingID == "" {
		class.MeetingID = s.newID()
	}
	if class.Boards == "" {
		class.Boards = s.newBoards(class)
	}
	if class.CreateTime.IsZero() {
		class.CreateTime = s.Now()
	}
	if class.UpdateTime.IsZero() {
		class.UpdateTime = class.CreateTime
	}
}

// newID returns a new id in the form of a UUID. Every server makes the same ids in the same order, so that tests are repeatable.
func (s *Server) newID() string {
	s.made++
	sum := sha256.Sum256(fmt.Appendf(nil, "auitest id %d", s.made))
	sum[6] = sum[6]&0x0f | 0x40 // version 4
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// newBoards returns the description of a new whiteboard. Its title never changes afterwards.
func (s *Server) newBoards(class *Class) string {
	text, err := json.Marshal(struct {
		AppKey  string `json:"appKey"`
		BoardID string `json:"boardId"`
		Title   string `json:"boardTitle"`
		CID     string `json:"cid"`
		Code    int    `json:"code"`
		Message string `json:"message"`
		UID     int64  `json:"uid"`
	}{
		AppKey:  "invented0whiteboard0app0key00000",
		BoardID: class.ClassID,
		Title:   class.Title,
		CID:     fmt.Sprintf("1346%012d", len(s.classes)+1),
		Code:    200,
		Message: "succeed",
		UID:     s.Now().Unix(),
	})
	if err != nil {
		panic(err) // a struct of texts and numbers
	}
	return string(text)
}

// copy returns a class that shares nothing with c.
func (c *Class) copy() Class {
	other := *c
	for _, text := range []**string{&other.TeacherName, &other.Notice, &other.Extends, &other.MeetingInfo} {
		if *text != nil {
			*text = new(**text)
		}
	}
	return other
}
