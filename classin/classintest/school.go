package classintest

import (
	"fmt"
	"time"
)

// Defaults are the ids in the school of a new server. All ids differ, so that a test notices when two are mixed up.
type Defaults struct {
	CourseID     int64
	TeacherUID   int64
	AssistantUID int64 // a second teacher
	StudentUID   int64 // a student of the course
	FolderID     int64 // a folder other than the course's
}

// Defaults returns the ids in the school of a new server.
func (s *Server) Defaults() Defaults { return defaults() }

func defaults() Defaults {
	return Defaults{CourseID: 490583, TeacherUID: 1001001, AssistantUID: 1001002, StudentUID: 1002001, FolderID: 22418}
}

// rootFolder is the top folder of the school, and the folder of courses that do not name one.
const rootFolder = 22400

// school is the server's state. It is used under the kit's lock.
type school struct {
	accounts    map[int64]*User // registered UIDs, of the school or not
	teachers    map[int64]TeacherStatus
	students    map[int64]string // names by UID
	names       map[int64]string // of teachers
	subAccounts map[int64]bool
	grants      map[int64][]int64 // cloud folders of teachers
	calls       map[string]time.Time
	repeats     time.Duration

	courses          map[int64]*course
	courseIdentities map[string]int64
	labels           map[int64]string
	folders          map[int64]*Folder
	documents        map[int64]*Document

	classes    []*Class          // in the order of their ids
	gone       map[int64]int64   // the courses of deleted classes
	identities map[string]*Class // a class deleted in the client keeps its identity
	created    []time.Time       // of every class ever
	units      map[int64]*Unit
	activities map[int64]*Activity
	classCalls []time.Time // of createClass within a minute

	viewers map[int64]map[int64]bool // of a class's replay, where somebody asked or changed it
	visits  map[int64][]Visit        // by class
	present map[int64]*present       // by class

	settings   map[string]bool
	nextClass  int64
	nextID     int64 // of everything else; every id is unlike any other
	plan       Plan
	raceWindow time.Duration
}

func newSchool() *school {
	known := defaults()
	school := &school{
		accounts:         map[int64]*User{},
		teachers:         map[int64]TeacherStatus{},
		students:         map[int64]string{},
		names:            map[int64]string{},
		subAccounts:      map[int64]bool{},
		grants:           map[int64][]int64{},
		calls:            map[string]time.Time{},
		repeats:          5 * time.Second,
		courses:          map[int64]*course{},
		courseIdentities: map[string]int64{},
		labels:           map[int64]string{},
		folders:          map[int64]*Folder{rootFolder: {FolderID: rootFolder, Name: "全部文件"}},
		documents:        map[int64]*Document{},
		gone:             map[int64]int64{},
		identities:       map[string]*Class{},
		units:            map[int64]*Unit{},
		activities:       map[int64]*Activity{},
		viewers:          map[int64]map[int64]bool{},
		visits:           map[int64][]Visit{},
		present:          map[int64]*present{},
		settings:         map[string]bool{},
		nextClass:        1340801,
		nextID:           7000001,
		plan:             defaultPlan(),
	}
	school.addFolder(known.FolderID)
	school.setTeacher(known.TeacherUID, TeacherStatusActive)
	school.setTeacher(known.AssistantUID, TeacherStatusActive)
	school.setCourse(Course{CourseID: known.CourseID})
	school.setRole(known.CourseID, known.StudentUID, roleStudent)
	return school
}

// SetIdentityRace answers 460, "being created by another request", instead of 398 to a courseUniqueIdentity that is repeated within this
// time after its class or course was created. The vendor says "within 1 second"; a new server answers 398 at once.
func (s *Server) SetIdentityRace(window time.Duration) {
	s.kit.Do(func() { s.school.raceWindow = window })
}

// SetRepeatWindow sets the time in which the same parameters of register, registerMultiple, addSchoolStudent and addTeacher answer
// 101003002: on a new server 5 seconds of its clock, as the vendor says. 0 switches this off.
func (s *Server) SetRepeatWindow(window time.Duration) {
	s.kit.Do(func() { s.school.repeats = window })
}

// Settings returns the settings that School.UpdateSettings has set, by their names on the wire.
func (s *Server) Settings() map[string]bool {
	s.kit.Lock()
	defer s.kit.Unlock()
	settings := map[string]bool{}
	for name, on := range s.school.settings {
		settings[name] = on
	}
	return settings
}

func (s *school) newID() int64 {
	s.nextID++
	return s.nextID
}

func (s *school) mustHaveCourse(id int64) *course {
	course := s.courses[id]
	if course == nil {
		panic(fmt.Sprintf("classintest: course %d does not exist", id))
	}
	return course
}
