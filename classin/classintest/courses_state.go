package classintest

import (
	"maps"
	"slices"
	"time"
)

// Course is a course to add.
type Course struct {
	CourseID       int64
	CourseName     string
	FolderID       int64     // the folder for the files of its classes; 0 is the school's root folder
	ExpireTime     time.Time // calls answer 153 from then on; zero is never
	Deleted        bool      // the course is deleted: calls answer 149
	Public         bool      // a public course, in which this API does not make classes: 369
	OtherSchool    bool      // the course exists in another school: 144
	HeadTeacherUID int64
	Introduction   string
	Identity       string // its courseUniqueIdentity
	SubjectID      int64  // what it teaches, as subjectId; 0 is nothing
	SettingID      int64  // its classroom setting, as classroomSettingId; any number is taken
}

// CourseMembers are the members of a course, in the order of their UIDs, and its labels and groups.
type CourseMembers struct {
	TeacherUIDs []int64 // the teachers' list, including teachers and co-teachers of classes
	StudentUIDs []int64
	AuditorUIDs []int64
	LabelIDs    []int64
	Groups      map[int64]Group // by id
}

// Group is a division of a course's students, as Groups.Create makes it.
type Group struct {
	Name  string
	Teams [][]int64 // the first UID of each is the leader's
}

type role int

const (
	roleNone role = iota
	roleStudent
	roleAuditor
)

type course struct {
	Course
	roles     map[int64]role // by UID
	teachers  map[int64]bool
	labels    []int64
	groups    map[int64]*Group
	createdAt time.Time
}

// AddCourse adds a course, or replaces the one with this id and keeps its members. It also adds the folder that the course names.
func (s *Server) AddCourse(c Course) {
	s.kit.Do(func() { s.school.setCourse(c) })
}

// Courses returns the courses in the order of their ids.
func (s *Server) Courses() []Course {
	s.kit.Lock()
	defer s.kit.Unlock()
	courses := []Course{}
	for _, id := range slices.Sorted(maps.Keys(s.school.courses)) {
		courses = append(courses, s.school.courses[id].Course)
	}
	return courses
}

// Members returns the members of a course. It panics when the course does not exist.
func (s *Server) Members(courseID int64) CourseMembers {
	s.kit.Lock()
	defer s.kit.Unlock()
	course := s.school.mustHaveCourse(courseID)
	members := CourseMembers{
		TeacherUIDs: slices.Sorted(maps.Keys(course.teachers)), LabelIDs: slices.Clone(course.labels), Groups: map[int64]Group{},
	}
	for _, uid := range slices.Sorted(maps.Keys(course.roles)) {
		if course.roles[uid] == roleStudent {
			members.StudentUIDs = append(members.StudentUIDs, uid)
		} else {
			members.AuditorUIDs = append(members.AuditorUIDs, uid)
		}
	}
	for id, group := range course.groups {
		teams := make([][]int64, len(group.Teams))
		for i, team := range group.Teams {
			teams[i] = slices.Clone(team)
		}
		members.Groups[id] = Group{group.Name, teams}
	}
	return members
}

// AddStudent makes an account a student (学生) of a course and of the school. It panics when the course does not exist.
func (s *Server) AddStudent(courseID, uid int64) {
	s.kit.Do(func() { s.school.setRole(courseID, uid, roleStudent) })
}

// AddAuditor makes an account an auditor (旁听) of a course. It panics when the course does not exist.
func (s *Server) AddAuditor(courseID, uid int64) {
	s.kit.Do(func() { s.school.setRole(courseID, uid, roleAuditor) })
}

func (s *school) setCourse(c Course) {
	if c.FolderID == 0 {
		c.FolderID = rootFolder
	}
	s.addFolder(c.FolderID)
	old := s.courses[c.CourseID]
	if old == nil {
		old = &course{roles: map[int64]role{}, teachers: map[int64]bool{}, groups: map[int64]*Group{}}
		s.courses[c.CourseID] = old
	}
	old.Course = c
	if c.Identity != "" {
		s.courseIdentities[c.Identity] = c.CourseID
	}
}

func (s *school) setRole(courseID, uid int64, r role) {
	course := s.mustHaveCourse(courseID)
	s.addAccount(uid)
	if _, known := s.students[uid]; r == roleStudent && !known {
		s.students[uid] = "Student"
	}
	course.roles[uid] = r
}
