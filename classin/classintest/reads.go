package classintest

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// ReadForm is the form of the lists that the vendor opens per school. Its public readers do not agree on it.
type ReadForm int

// The forms.
const (
	ReadFormNamed ReadForm = iota // {"courseList": […], "total": 2}; total is ours: no reader shows one
	ReadFormBare                  // […]
	ReadFormKeyed                 // {"0": {…}, "2": {…}}, a PHP list with gaps; attendance by UID, as in the callback End
	ReadFormOld                   // […] in words of 2017: class_id, class_btime; a course's students as an object of names by phone number
)

// WithReadForm chooses the form of the lists that the vendor opens per school. The default is [ReadFormNamed].
func WithReadForm(form ReadForm) Option {
	return func(s *settings) { s.reads = form }
}

// WithoutReads is a school that does not have the reads opened: all of them answer 102, as to a wrong secret.
func WithoutReads() Option {
	return func(s *settings) { s.withoutReads = true }
}

// Visit is somebody's time in a class.
type Visit struct {
	UID         int64
	Role        int // 1 student, 2 auditor, 3 teacher, 4 co-teacher
	Duration    time.Duration
	FirstInTime time.Time // zero for who was not there
	LastOutTime time.Time
}

// AddVisit adds to what the reads tell of a class's attendance. It panics when the class does not exist.
func (s *Server) AddVisit(classID int64, v Visit) {
	s.kit.Do(func() {
		s.school.mustHaveClass(classID)
		s.school.visits[classID] = append(s.school.visits[classID], v)
	})
}

func (s *Server) readRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.read("Courses.List", "getCourseList", s.listCourses),
		s.read("Courses.Get", "getCourseInfo", s.getCourse),
		s.read("Courses.ListStudents", "getCourseStudent", s.listCourseStudents),
		s.read("Students.List", "getStudentList", s.listStudents),
		s.read("Teachers.List", "getTeacherList", s.listTeachers),
		s.read("Classes.List", "getCourseClass", s.listClasses),
		s.read("Classes.Get", "getClassInfo", s.getClass),
		s.read("Classes.ListAttendance", "getClassMemberTimeDetails", s.listVisits),
		s.read("Classes.ListPresence", "getClassMemberTime", s.listVisits),
		s.read("Recordings.Get", "getClassVideo", s.getVideo),
	}
}

// read makes a route of a read that the vendor opens per school.
func (s *Server) read(name, action string, op operation) vendortest.Route {
	return s.course(name, action, func(c *call) (answer, effect) {
		if s.settings.withoutReads {
			c.missing, c.malformed, c.wrong = false, false, false
			return refuse(codeNoPermission)
		}
		return op(c)
	})
}

// row is one row of a list: an ordered list of members would not matter, since JSON objects have no order.
type row = map[string]any

// rename gives a row the words of 2017.
func (s *Server) rename(r row, old map[string]string) row {
	if s.settings.reads != ReadFormOld {
		return r
	}
	out := row{}
	for name, value := range r {
		if other, has := old[name]; has {
			name = other
		}
		out[name] = value
	}
	return out
}

// page answers one page of rows: page from 1, perpage rows; without perpage all.
func (s *Server) page(c *call, operation, name string, rows []row) (answer, effect) {
	page, size := c.optionalID("page"), c.optionalID("perpage")
	if size == 0 {
		size = int64(max(len(rows), 1))
	}
	some := pageOf(rows, max(page, 1), int64(s.kit.Cap(operation, int(min(size, math.MaxInt)))))
	return allowWith(codeOK, func() any {
		switch s.settings.reads {
		case ReadFormNamed:
			return map[string]any{name: some, "total": len(rows)}
		case ReadFormKeyed:
			keyed := map[string]row{}
			for i, r := range some {
				keyed[strconv.Itoa(2*i)] = r
			}
			return keyed
		default:
			return some
		}
	})
}

// pageOf returns the rows of a page, which counts from 1.
func pageOf(rows []row, page, size int64) []row {
	count := int64(len(rows))
	if page-1 > count/size { // the product would overflow for a very large page
		return rows[count:]
	}
	from := min((page-1)*size, count)
	return rows[from:min(from+min(size, count), count)]
}

func (s *Server) courseRow(c *course) row {
	fields := row{"courseId": c.CourseID, "courseName": c.CourseName, "mainTeacherUid": c.HeadTeacherUID}
	if s.settings.dialect.moreMembers {
		fields["folderId"] = c.FolderID
	}
	return fields
}

var oldCourse = map[string]string{"courseId": "course_id", "courseName": "course_name", "mainTeacherUid": "main_teacher_uid"}

func (s *Server) listCourses(c *call) (answer, effect) {
	c.optionalOneOf("courseStatus", 0, 0, 1, 2, 3)
	rows := []row{}
	for _, id := range slices.Sorted(maps.Keys(s.school.courses)) {
		if course := s.school.courses[id]; !course.Deleted && !course.OtherSchool {
			rows = append(rows, s.rename(s.courseRow(course), oldCourse))
		}
	}
	return s.page(c, "Courses.List", "courseList", rows)
}

func (s *Server) getCourse(c *call) (answer, effect) {
	id := c.id("courseId")
	return allowWith(s.school.existingCourse(id), func() any { return s.rename(s.courseRow(s.school.courses[id]), oldCourse) })
}

func (s *Server) listCourseStudents(c *call) (answer, effect) {
	id, wanted := c.id("courseId"), c.optionalOneOf("identity", 0, 1, 2)
	if verdict := s.school.existingCourse(id); verdict != codeOK {
		return refuse(verdict)
	}
	course, rows, names := s.school.courses[id], []row{}, map[string]string{}
	for _, uid := range slices.Sorted(maps.Keys(course.roles)) {
		role := int64(course.roles[uid])
		if wanted != 0 && role != wanted {
			continue
		}
		names[s.school.accounts[uid].Phone] = s.school.students[uid]
		rows = append(rows, row{"studentUid": uid, "studentName": s.school.students[uid], "studentAccount": s.school.accounts[uid].Phone, "identity": role})
	}
	if s.settings.reads == ReadFormOld && len(names) > 0 {
		return allowWith(codeOK, func() any { return names })
	}
	return s.page(c, "Courses.ListStudents", "studentList", rows)
}

func (s *Server) listStudents(c *call) (answer, effect) {
	rows := []row{}
	for _, uid := range slices.Sorted(maps.Keys(s.school.students)) {
		rows = append(rows, s.rename(row{"studentUid": uid, "studentName": s.school.students[uid], "studentAccount": s.school.accounts[uid].Phone},
			map[string]string{"studentUid": "student_uid", "studentName": "student_name", "studentAccount": "telephone"}))
	}
	return s.page(c, "Students.List", "studentList", rows)
}

func (s *Server) listTeachers(c *call) (answer, effect) {
	rows := []row{}
	for _, uid := range slices.Sorted(maps.Keys(s.school.teachers)) {
		rows = append(rows, s.rename(row{"teacherUid": uid, "teacherName": s.school.names[uid], "teacherAccount": s.school.accounts[uid].Phone},
			map[string]string{"teacherUid": "teacher_uid", "teacherName": "teacher_name", "teacherAccount": "telephone"}))
	}
	if len(rows) == 0 {
		return refuse(codeNoData)
	}
	return s.page(c, "Teachers.List", "teacherList", rows)
}

func (s *Server) classRow(l *Class) row {
	return s.rename(row{"classId": l.ClassID, "className": l.ClassName, "beginTime": l.StartTime.Unix(), "endTime": l.EndTime.Unix(), "teacherUid": l.TeacherUID,
		"seatNum": l.StudentSeats, "record": oneIf(l.Record), "live": oneIf(l.Live), "replay": oneIf(l.Replay)},
		map[string]string{"classId": "class_id", "className": "class_name", "beginTime": "class_btime", "endTime": "class_etime", "teacherUid": "teacher_uid", "seatNum": "seat_num"})
}

func oneIf(on bool) int {
	if on {
		return 1
	}
	return 0
}

func (s *Server) listClasses(c *call) (answer, effect) {
	id := c.id("courseId")
	if verdict := s.school.existingCourse(id); verdict != codeOK {
		return refuse(verdict)
	}
	rows := []row{}
	for _, class := range s.school.classesIn(id) {
		rows = append(rows, s.classRow(class))
	}
	return s.page(c, "Classes.List", "classList", rows)
}

func (s *Server) getClass(c *call) (answer, effect) {
	class, verdict := s.school.findClass(c.id("courseId"), c.id("classId"))
	return allowWith(verdict, func() any { return s.classRow(class) })
}

func (s *Server) listVisits(c *call) (answer, effect) {
	class, verdict := s.school.findClass(c.id("courseId"), c.id("classId"))
	if verdict != codeOK {
		return refuse(verdict)
	}
	return allowWith(codeOK, func() any { return s.visitRows(class.ClassID) })
}

// visitRows writes the attendance of a class in the words of the callback Attendance, and keyed by UID as the callback End does.
func (s *Server) visitRows(classID int64) any {
	rows, keyed := []row{}, map[string]row{}
	for _, v := range s.school.visits[classID] {
		r := row{"Uid": v.UID, "Name": s.school.students[v.UID] + s.school.names[v.UID], "Identity": v.Role, "AttendanceTime": int64(v.Duration / time.Second), "FirstInTime": nil, "LastOutTime": nil}
		if !v.FirstInTime.IsZero() {
			r["FirstInTime"], r["LastOutTime"] = v.FirstInTime.Unix(), v.LastOutTime.Unix()
		}
		rows = append(rows, r)
		without := maps.Clone(r)
		delete(without, "Uid")
		keyed[strconv.FormatInt(v.UID, 10)] = without
	}
	switch {
	case s.settings.reads == ReadFormNamed:
		return map[string]any{"list": rows}
	case s.settings.reads == ReadFormKeyed && len(keyed) > 0:
		return keyed
	default:
		return rows
	}
}

func (s *Server) getVideo(c *call) (answer, effect) {
	class, verdict := s.school.findClass(c.id("courseId"), c.id("classId"))
	return allowWith(verdict, func() any { return s.settings.dialect.more(class) })
}
