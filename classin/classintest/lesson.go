package classintest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"
)

// Lesson is a lesson as the school has it: after cutting, defaults and what the vendor forces. Its flags have their
// natural sense, whatever the wire says.
type Lesson struct {
	ID             int64
	CourseID       int64
	FolderID       int64
	Name           string // at most 90 characters
	BeginTime      time.Time
	EndTime        time.Time
	TeacherUID     int64
	AssistantUIDs  []int64 // from assistantUid or assistantUids
	Seats          int     // students on stage; 0 is the teacher alone
	Record         bool
	RecordScene    bool
	Live           bool
	Replay         bool
	AutoOnstage    bool // isAutoOnstage=0, and not teachMode=2
	SmartClassroom bool // teachMode=2
	HD             int  // 0, 1 or 2; two cameras force 2
	DualCamera     bool // isDc=3
	OMO            bool // omoStationBroadcast=1
	Identity       string
	Introduction   string // at most 1000 characters
	WatchByLogin   bool   // as sent, also where it has no effect
	UnloggedChat   bool   // as sent, also where it has no effect
	CreatedAt      time.Time

	LiveURL        string // the player's page, of a recorded lesson
	RTMP, HLS, FLV string // of a lesson that is also live
}

// Lessons returns the lessons that exist, in the order of their creation.
func (s *Server) Lessons() []Lesson {
	s.Lock()
	defer s.Unlock()
	lessons := make([]Lesson, len(s.school.lessons))
	for i, lesson := range s.school.lessons {
		lessons[i] = *lesson
		lessons[i].AssistantUIDs = slices.Clone(lesson.AssistantUIDs)
	}
	return lessons
}

// RemoveLesson deletes a lesson as a person does in the ClassIn client: its courseUniqueIdentity is not freed, and
// answers 398 for ever. It panics when there is no such lesson.
func (s *Server) RemoveLesson(id int64) {
	s.Do(func() {
		i := slices.IndexFunc(s.school.lessons, func(l *Lesson) bool { return l.ID == id })
		if i < 0 {
			panic(fmt.Sprintf("classintest: there is no lesson %d", id))
		}
		s.school.lessons = slices.Delete(s.school.lessons, i, i+1)
	})
}

// addLesson gives the lesson its id and its addresses.
func (s *school) addLesson(lesson *Lesson, now time.Time) {
	lesson.ID = s.nextLesson
	s.nextLesson++
	lesson.CreatedAt = now
	lesson.setAddresses()
	s.lessons = append(s.lessons, lesson)
	s.created = append(s.created, now)
	if lesson.Identity != "" {
		s.identities[lesson.Identity] = lesson
	}
}

// setAddresses writes the documented addresses, with keys made from the id.
func (l *Lesson) setAddresses() {
	if !l.Record {
		return
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "lesson %d", l.ID))
	key := hex.EncodeToString(sum[:])
	l.LiveURL = "https://www.eeo.cn/live.php?lessonKey=" + key[:16]
	if !l.Live {
		return
	}
	stream := "liveplay.eeo.cn/eeolive/" + key[16:28] + "-" + key[28:43]
	permit := "?txSecret=" + md5Hex(stream) + "&txTime=7d8d37cd"
	l.RTMP = "rtmp://" + stream + permit
	l.HLS = "https://" + stream + ".m3u8" + permit
	l.FLV = "https://" + stream + ".flv" + permit
}

// dropRecording is what a lesson loses when the vendor does not record it.
func (l *Lesson) dropRecording() {
	l.Record, l.RecordScene, l.Live, l.Replay = false, false, false, false
}
