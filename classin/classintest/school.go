package classintest

import (
	"fmt"
	"time"
)

// Defaults are the ids of what a new server's school has. Every id is unlike any other, so that a mix-up shows.
type Defaults struct {
	CourseID     int64
	TeacherUID   int64
	AssistantUID int64 // a second teacher
	StudentUID   int64 // a student of the course
	FolderID     int64 // a folder beside the one of the course
}

// Defaults names what a new server's school has.
func (s *Server) Defaults() Defaults { return defaults() }

func defaults() Defaults {
	return Defaults{CourseID: 490583, TeacherUID: 1001001, AssistantUID: 1001002, StudentUID: 1002001, FolderID: 22418}
}

// rootFolder is the folder of courses that name none.
const rootFolder = 22400

// TeacherState is what has become of a teacher of the school.
type TeacherState int

// The states.
const (
	TeacherActive     TeacherState = iota
	TeacherSuspending              // being disabled, for minutes: 800, 804
	TeacherDisabled                // 387, 388
	TeacherGone                    // the user deleted the account: 884, 885
)

// Course is a course to seed.
type Course struct {
	ID          int64
	FolderID    int64     // where its lessons keep their files; 0 is the school's root folder
	ExpiryTime  time.Time // from then on 153; zero is never
	Deleted     bool      // 149
	Public      bool      // a public course, which takes no lessons by this API: 369
	OtherSchool bool      // it exists, but elsewhere: 144
}

type role int

const (
	roleNone role = iota
	roleStudent
	roleAuditor
)

type course struct {
	Course
	roles map[int64]role // by UID
}

// school is the state. Everything in it is used under the kit's lock.
type school struct {
	accounts   map[int64]bool // registered UIDs, of the school or not
	teachers   map[int64]TeacherState
	courses    map[int64]*course
	folders    map[int64]bool
	lessons    []*Lesson          // in the order of their ids
	identities map[string]*Lesson // a lesson deleted in the client keeps its identity
	created    []time.Time        // of every lesson ever
	nextLesson int64
	plan       Plan
	raceWindow time.Duration
}

func newSchool() *school {
	known := defaults()
	school := &school{
		accounts:   map[int64]bool{},
		teachers:   map[int64]TeacherState{},
		courses:    map[int64]*course{},
		folders:    map[int64]bool{rootFolder: true, known.FolderID: true},
		identities: map[string]*Lesson{},
		nextLesson: 1340801,
		plan:       defaultPlan(),
	}
	school.setTeacher(known.TeacherUID, TeacherActive)
	school.setTeacher(known.AssistantUID, TeacherActive)
	school.setCourse(Course{ID: known.CourseID})
	school.setRole(known.CourseID, known.StudentUID, roleStudent)
	return school
}

// AddUser registers an account with ClassIn that is not of the school. Any other UID is no account at all (400).
func (s *Server) AddUser(uid int64) {
	s.Do(func() { s.school.accounts[uid] = true })
}

// AddTeacher adds an active teacher to the school.
func (s *Server) AddTeacher(uid int64) { s.SetTeacher(uid, TeacherActive) }

// SetTeacher changes what has become of a teacher, and adds one that the school has not.
func (s *Server) SetTeacher(uid int64, state TeacherState) {
	s.Do(func() { s.school.setTeacher(uid, state) })
}

// AddCourse adds a course, or replaces the one of this id but for its students. A folder it names is added.
func (s *Server) AddCourse(c Course) {
	s.Do(func() { s.school.setCourse(c) })
}

// AddStudent makes an account a student (学生) of a course. It panics on a course that does not exist.
func (s *Server) AddStudent(courseID, uid int64) {
	s.Do(func() { s.school.setRole(courseID, uid, roleStudent) })
}

// AddAuditor makes an account an auditor (旁听) of a course. It panics on a course that does not exist.
func (s *Server) AddAuditor(courseID, uid int64) {
	s.Do(func() { s.school.setRole(courseID, uid, roleAuditor) })
}

// AddFolder adds a folder to the school's cloud disk.
func (s *Server) AddFolder(id int64) {
	s.Do(func() { s.school.folders[id] = true })
}

// SetIdentityRace makes a courseUniqueIdentity that is repeated within this time after its lesson was created answer
// 460, "being created by another request", instead of 398. The vendor says "within 1 second"; a new server answers 398 at
// once.
func (s *Server) SetIdentityRace(window time.Duration) {
	s.Do(func() { s.school.raceWindow = window })
}

func (s *school) setTeacher(uid int64, state TeacherState) {
	s.accounts[uid] = true
	s.teachers[uid] = state
}

func (s *school) setCourse(c Course) {
	if c.FolderID == 0 {
		c.FolderID = rootFolder
	}
	s.folders[c.FolderID] = true
	roles := map[int64]role{}
	if old := s.courses[c.ID]; old != nil {
		roles = old.roles
	}
	s.courses[c.ID] = &course{Course: c, roles: roles}
}

func (s *school) setRole(courseID, uid int64, r role) {
	course := s.courses[courseID]
	if course == nil {
		panic(fmt.Sprintf("classintest: there is no course %d", courseID))
	}
	s.accounts[uid] = true
	course.roles[uid] = r
}
