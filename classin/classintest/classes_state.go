package classintest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
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

	Students    []int64          // those of this lesson alone (插班生)
	LabelIDs    []int64          // in the order they were given
	Comments    map[int64]string // what was said of students, by UID: the stars, a space, the words
	VideoIDs    []string         // the recording, see AddVideo
	Locked      bool             // the recording is kept from deletion
	ActivityID  int64            // of a lesson of the second generation; 0 otherwise
	MainClassID int64            // of a sub-lesson of a double-teacher lesson: its main lesson; of a main lesson its own id

	LiveURL        string // the player's page, of a recorded lesson
	RTMP, HLS, FLV string // of a lesson that is also live
}

// Lessons returns the lessons that exist, in the order of their creation.
func (s *Server) Lessons() []Lesson {
	s.kit.Lock()
	defer s.kit.Unlock()
	lessons := make([]Lesson, len(s.school.lessons))
	for i, lesson := range s.school.lessons {
		lessons[i] = *lesson
		lessons[i].AssistantUIDs = slices.Clone(lesson.AssistantUIDs)
		lessons[i].Students = slices.Clone(lesson.Students)
		lessons[i].LabelIDs = slices.Clone(lesson.LabelIDs)
		lessons[i].Comments = maps.Clone(lesson.Comments)
		lessons[i].VideoIDs = slices.Clone(lesson.VideoIDs)
	}
	return lessons
}

// RemoveLesson deletes a lesson as a person does in the ClassIn client: its courseUniqueIdentity is not freed, and
// answers 398 for ever. It panics when there is no such lesson.
func (s *Server) RemoveLesson(id int64) {
	s.kit.Do(func() { s.school.forget(s.school.mustHaveLesson(id)) })
}

// AddVideo adds a video file to the recording of a lesson. It panics when there is no such lesson.
func (s *Server) AddVideo(lessonID int64, fileID string) {
	s.kit.Do(func() {
		lesson := s.school.mustHaveLesson(lessonID)
		lesson.VideoIDs = append(lesson.VideoIDs, fileID)
	})
}

func (s *school) mustHaveLesson(id int64) *Lesson {
	lesson, _ := s.lessonByID(id)
	if lesson == nil {
		panic(fmt.Sprintf("classintest: there is no lesson %d", id))
	}
	return lesson
}

func (s *school) forget(lesson *Lesson) {
	s.lessons = slices.DeleteFunc(s.lessons, func(l *Lesson) bool { return l == lesson })
	s.gone[lesson.ID] = lesson.CourseID
}

func (s *school) lessonsIn(courseID int64) []*Lesson {
	var lessons []*Lesson
	for _, lesson := range s.lessons {
		if lesson.CourseID == courseID {
			lessons = append(lessons, lesson)
		}
	}
	return lessons
}

// listTeachers puts who teaches a lesson on the course's list.
func (s *school) listTeachers(lesson *Lesson) {
	course := s.courses[lesson.CourseID]
	course.teachers[lesson.TeacherUID] = true
	for _, uid := range lesson.AssistantUIDs {
		course.teachers[uid] = true
	}
}

// addLesson gives the lesson its id and its addresses.
func (s *school) addLesson(lesson *Lesson, now time.Time) {
	lesson.ID = s.nextLesson
	s.nextLesson++
	lesson.CreatedAt = now
	lesson.setAddresses()
	s.lessons = append(s.lessons, lesson)
	s.listTeachers(lesson)
	s.created = append(s.created, now)
	if lesson.Identity != "" {
		s.identities[lesson.Identity] = lesson
	}
}

// setAddresses writes the documented addresses, with keys made from the id.
func (l *Lesson) setAddresses() {
	l.LiveURL, l.RTMP, l.HLS, l.FLV = "", "", "", ""
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
