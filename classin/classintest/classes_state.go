package classintest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Class is a class as the school has it: after the vendor's cutting, defaults and forced values. Its flags have their natural sense,
// whatever the wire says.
type Class struct {
	ClassID           int64
	CourseID          int64
	FolderID          int64
	ClassName         string // at most 90 characters
	StartTime         time.Time
	EndTime           time.Time
	TeacherUID        int64
	AssistantUIDs     []int64 // from assistantUid or assistantUids
	StudentSeats      int     // students on stage; 0 is the teacher alone
	Record            bool
	RecordScene       bool
	Live              bool
	Replay            bool
	AutoOnStage       bool   // isAutoOnstage=0 and not teachMode=2
	SmartClassroom    bool   // teachMode=2
	HD                int    // 0, 1 or 2; two cameras force 2
	DualCamera        bool   // isDc=3
	OMOBroadcast      bool   // omoStationBroadcast=1
	Identity          string // its courseUniqueIdentity or uniqueIdentity
	Introduction      string // at most 1000 characters
	WatchByLogin      bool   // as it was sent, even where it has no effect
	AllowUnloggedChat bool   // as it was sent, even where it has no effect
	CreateTime        time.Time

	Students    []int64          // the students of this class alone (插班生)
	LabelIDs    []int64          // in the order in which they were given
	Comments    map[int64]string // the comments on students, by UID: the stars, a space, the words
	VideoIDs    []string         // the videos of the recording, see AddVideo
	Locked      bool             // the recording is protected from deletion
	ActivityID  int64            // set for a class of the second generation
	MainClassID int64            // the id of the main class, for all classes of a double-teacher class; the main class has its own id here

	LiveURL        string // the player's page; set for a recorded class
	RTMP, HLS, FLV string // of a class that is also live
}

// Classes returns the classes that exist, in the order of their creation.
func (s *Server) Classes() []Class {
	s.kit.Lock()
	defer s.kit.Unlock()
	classes := make([]Class, len(s.school.classes))
	for i, class := range s.school.classes {
		classes[i] = *class
		classes[i].AssistantUIDs = slices.Clone(class.AssistantUIDs)
		classes[i].Students = slices.Clone(class.Students)
		classes[i].LabelIDs = slices.Clone(class.LabelIDs)
		classes[i].Comments = maps.Clone(class.Comments)
		classes[i].VideoIDs = slices.Clone(class.VideoIDs)
	}
	return classes
}

// DeleteClass deletes a class as a person does in the ClassIn client: its courseUniqueIdentity is not freed, and answers 398 for ever. It
// panics when the class does not exist.
func (s *Server) DeleteClass(id int64) {
	s.kit.Do(func() { s.school.forget(s.school.mustHaveClass(id)) })
}

// AddVideo adds a video file to the recording of a class. It panics when the class does not exist.
func (s *Server) AddVideo(classID int64, fileID string) {
	s.kit.Do(func() {
		class := s.school.mustHaveClass(classID)
		class.VideoIDs = append(class.VideoIDs, fileID)
	})
}

func (s *school) mustHaveClass(id int64) *Class {
	class, _ := s.classByID(id)
	if class == nil {
		panic(fmt.Sprintf("classintest: class %d does not exist", id))
	}
	return class
}

func (s *school) forget(class *Class) {
	s.classes = slices.DeleteFunc(s.classes, func(l *Class) bool { return l == class })
	s.gone[class.ClassID] = class.CourseID
}

func (s *school) classesIn(courseID int64) []*Class {
	var classes []*Class
	for _, class := range s.classes {
		if class.CourseID == courseID {
			classes = append(classes, class)
		}
	}
	return classes
}

// listTeachers adds the teachers of a class to the course's list.
func (s *school) listTeachers(class *Class) {
	course := s.courses[class.CourseID]
	course.teachers[class.TeacherUID] = true
	for _, uid := range class.AssistantUIDs {
		course.teachers[uid] = true
	}
}

// addClass gives the class its id and its addresses.
func (s *school) addClass(class *Class, now time.Time) {
	class.ClassID = s.nextClass
	s.nextClass++
	class.CreateTime = now
	class.setAddresses()
	s.classes = append(s.classes, class)
	s.listTeachers(class)
	s.created = append(s.created, now)
	if class.Identity != "" {
		s.identities[class.Identity] = class
	}
}

// setAddresses writes the documented addresses, with keys made from the id.
func (l *Class) setAddresses() {
	l.LiveURL, l.RTMP, l.HLS, l.FLV = "", "", "", ""
	if !l.Record {
		return
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "class %d", l.ClassID))
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

// dropRecording removes what a class has only while the vendor records it.
func (l *Class) dropRecording() {
	l.Record, l.RecordScene, l.Live, l.Replay = false, false, false, false
}
