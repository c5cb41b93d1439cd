package baijiayuntest

import (
	"math"
	"slices"
)

// Teacher is a teacher of double-teacher classrooms (双师). The id is the customer's, and the form of the role is not known.
type Teacher struct {
	TeacherID string
	Role      string
	Name      string
	Phone     string
}

// Teachers returns all teachers in the order in which they were saved first.
func (s *Server) Teachers() []Teacher {
	var teachers []Teacher
	s.kit.Do(func() { teachers = slices.Clone(s.state.teachers) })
	return teachers
}

func teacherEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Teachers.Save", "teacher/save", both, (*Server).saveTeacher),
		posted("Teachers.List", "teacher/list", both, (*Server).listTeachers),
		posted("Teachers.Delete", "teacher/delete", both, (*Server).deleteTeacher),
	}
}

// teacherAt returns the place of a teacher, or -1: a teacher is known by id and role, as the call that deletes one names both.
func (s *state) teacherAt(id, role string) int {
	return slices.IndexFunc(s.teachers, func(t Teacher) bool { return t.TeacherID == id && t.Role == role })
}

// saveTeacher is 老师添加、修改接口 of another document.
func (s *Server) saveTeacher(c *call) (any, *failure) {
	teacher := Teacher{c.text("teacher_id"), c.text("role"), c.text("teacher_name"), c.text("teacher_mobile")}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	if at := s.state.teacherAt(teacher.TeacherID, teacher.Role); at >= 0 {
		s.state.teachers[at] = teacher
	} else {
		s.state.teachers = append(s.state.teachers, teacher)
	}
	return nil, nil
}

// listTeachers is 获取老师信息接口 of another document. The rows have the names of the parameters, which is a guess.
func (s *Server) listTeachers(c *call) (any, *failure) {
	role := c.text("role")
	c.need("page")
	c.need("page_size")
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberBetween("page_size", 1, math.MaxInt64, 20)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	rows := []object{}
	for _, teacher := range s.state.teachers {
		if teacher.Role == role {
			rows = append(rows, object{"teacher_id": teacher.TeacherID, "teacher_name": teacher.Name, "teacher_mobile": teacher.Phone, "role": teacher.Role})
		}
	}
	return s.unseen(paged(rows, page, s.cap(c, size)), int64(len(rows)), whole), nil
}

// deleteTeacher is 老师删除接口 of another document.
func (s *Server) deleteTeacher(c *call) (any, *failure) {
	id, role := c.text("teacher_id"), c.text("role")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	at := s.state.teacherAt(id, role)
	if at < 0 {
		return nil, fail(codeGeneral, "老师不存在 teacher_id="+id)
	}
	s.state.teachers = slices.Delete(s.state.teachers, at, at+1)
	return nil, nil
}
