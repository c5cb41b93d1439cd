package auitest

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Status is where a class stands.
type Status int

// What a class can be. The vendor allows every transition.
const (
	StatusPreparing Status = 0 // also a paused class
	StatusStarted   Status = 1
	StatusStopped   Status = 2
)

// Class is a class as the server keeps it.
type Class struct {
	ID          string
	Title       string
	TeacherID   string
	TeacherNick *string // nil was never given, and is not sent
	Notice      *string // nil was never given, and is not sent
	Extends     *string // JSON in a text; nil was never given, and is not sent
	MeetingInfo *string // JSON in a text; nil before anything is known of the meeting, and not sent
	Mode        int64
	Status      Status
	AliyunID    string // the IM groups; "" is none. DialectV10 has one, and calls it chat_id
	RongCloudID string
	MeetingID   string
	Boards      string // the whiteboard, JSON in a text
	CreatedAt   time.Time
	UpdatedAt   time.Time
	StartedAt   time.Time // zero is never
	StoppedAt   time.Time // zero is never
	Recorded    bool      // a recording is shown as vod_info

	// Broken makes every look-up of the class fail, as a broken row does to the vendor's server: get, start, stop, pause and
	// update answer "500", the latter four after taking effect, and in a list the class is null.
	Broken bool
}

// AddClass puts a class into the server, in place of one with the same ID, and returns it as it is kept: what is empty
// in ID, AliyunID (where there is no RongCloudID either), MeetingID, Boards, CreatedAt and UpdatedAt is made up.
func (s *Server) AddClass(class Class) Class {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.add(class).copy()
}

// Classes returns copies of all classes in the order of their creation.
func (s *Server) Classes() []Class {
	s.kit.Lock()
	defer s.kit.Unlock()
	classes := make([]Class, len(s.classes))
	for i, class := range s.classes {
		classes[i] = class.copy()
	}
	return classes
}

// Class returns a copy of the class with this id, and whether there is one.
func (s *Server) Class(id string) (Class, bool) {
	s.kit.Lock()
	defer s.kit.Unlock()
	class := s.find(id)
	if class == nil {
		return Class{}, false
	}
	return class.copy(), true
}

func (s *Server) find(id string) *Class {
	i := slices.IndexFunc(s.classes, func(class *Class) bool { return class.ID == id })
	if i < 0 {
		return nil
	}
	return s.classes[i]
}

func (s *Server) add(class Class) *Class {
	kept := new(class.copy())
	s.complete(kept)
	if old := s.find(kept.ID); old != nil {
		*old = *kept
		return old
	}
	s.classes = append(s.classes, kept)
	return kept
}

// complete makes up what is missing. The id of a class is that of its IM group, Aliyun's before RongCloud's.
func (s *Server) complete(class *Class) {
	for _, id := range []string{class.AliyunID, class.RongCloudID} {
		if class.ID == "" {
			class.ID = id
		}
	}
	if class.ID == "" {
		class.ID = s.newID()
	}
	if class.AliyunID == "" && class.RongCloudID == "" {
		class.AliyunID = class.ID
	}
	if class.MeetingID == "" {
		class.MeetingID = s.newID()
	}
	if class.Boards == "" {
		class.Boards = s.newBoards(class)
	}
	if class.CreatedAt.IsZero() {
		class.CreatedAt = s.Now()
	}
	if class.UpdatedAt.IsZero() {
		class.UpdatedAt = class.CreatedAt
	}
}

// newID makes up an id in the form of a UUID. Every server counts from the start, so that tests repeat themselves.
func (s *Server) newID() string {
	s.made++
	sum := sha256.Sum256(fmt.Appendf(nil, "auitest id %d", s.made))
	sum[6] = sum[6]&0x0f | 0x40 // version 4
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// newBoards describes a whiteboard as the vendor keeps it: the title is the one of the creation for ever.
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
		BoardID: class.ID,
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

func (c *Class) copy() Class {
	other := *c
	for _, text := range []**string{&other.TeacherNick, &other.Notice, &other.Extends, &other.MeetingInfo} {
		if *text != nil {
			*text = new(**text)
		}
	}
	return other
}
