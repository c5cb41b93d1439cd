package baijiayuntest

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// peopleState holds the people of double-teacher classrooms.
type peopleState struct {
	interactionURL string // where what happens there is to be reported
	rosters        map[int64]ClassRoster
	teachers       []Teacher
	peopleIDs      map[string]int64 // the server's own ids, by what they are for
}

// ClassRoster is a class of a double-teacher classroom with its people (双师人员). The ids are the customer's.
type ClassRoster struct {
	ClassID        int64
	ClassName      string
	AssistantID    int64
	AssistantName  string
	AssistantPhone string
	Origin         string
	Students       []RosterStudent
}

// RosterStudent is a student of a class.
type RosterStudent struct {
	StudentID int64
	Name      string
	Phone     string
	Sex       int64 // 1 male, 2 female
	Number    string
	Type      int64 // 0 belongs to the class, 1 listens for a trial
}

// ClassRosters returns all classes, ordered by their ids.
func (s *Server) ClassRosters() []ClassRoster {
	var out []ClassRoster
	s.kit.Do(func() {
		for _, id := range slices.Sorted(maps.Keys(s.state.rosters)) {
			roster := s.state.rosters[id]
			roster.Students = slices.Clone(roster.Students)
			out = append(out, roster)
		}
	})
	return out
}

func classRosterEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("ClassRosters.Save", "interact_data/save", both, (*Server).saveRoster),
		posted("ClassRosters.Get", "interact_data/list", both, (*Server).getRoster),
		posted("ClassRosters.Delete", "interact_data/delete", both, (*Server).deleteRosters),
	}
}

// peopleID returns the server's own id of somebody or something, the same for the same.
func (s *state) peopleID(kind string, own int64) int64 {
	key := kind + strconv.FormatInt(own, 10)
	if s.peopleIDs[key] == 0 {
		s.peopleIDs[key] = 87 + int64(len(s.peopleIDs))
	}
	return s.peopleIDs[key]
}

// saveRoster is API 1 双师人员数据保存 of 双师课堂创建互动成员接口. A class that is saved again has the people of the last time, which is a guess.
func (s *Server) saveRoster(c *call) (any, *failure) {
	roster := ClassRoster{
		ClassID:        c.number("class_id"),
		ClassName:      c.text("class_name"),
		AssistantID:    c.number("assist_teacher_id"),
		AssistantName:  c.text("assist_teacher_name"),
		AssistantPhone: c.text("assist_teacher_mobile"),
		Origin:         c.text("origin"),
		Students:       readStudents(c),
	}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	s.state.rosters[roster.ClassID] = roster
	students := []object{}
	for _, student := range roster.Students {
		students = append(students, object{"student_id": student.StudentID, "id": s.state.peopleID("student", student.StudentID)})
	}
	return object{
		"assist_teacher_list": object{"assist_teacher_id": roster.AssistantID, "id": s.state.peopleID("assistant", roster.AssistantID)},
		"class_list":          object{"class_id": roster.ClassID, "id": s.state.peopleID("class", roster.ClassID)},
		"student_list":        students,
	}, nil
}

// readStudents reads student_list, a list as JSON text. The document's two examples write a phone number as a number and as text.
func readStudents(c *call) []RosterStudent {
	text := c.text("student_list")
	if text == "" {
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var rows []map[string]any
	if err := decoder.Decode(&rows); err != nil {
		c.refuse("student_list", "不是 JSON 列表")
		return nil
	}
	var students []RosterStudent
	for _, row := range rows {
		fields := map[string]string{}
		for name, value := range row {
			fields[name], _ = textOf(value)
		}
		one := newParameters(fields)
		students = append(students, RosterStudent{
			StudentID: one.number("student_id"),
			Name:      one.text("student_name"),
			Phone:     one.textOr("student_mobile", ""),
			Sex:       one.numberBetween("student_sex", 0, 2, 0),
			Number:    one.textOr("student_sn", ""),
			Type:      one.numberBetween("student_type", 0, 1, 0),
		})
		for _, problem := range one.problems {
			c.refuse("student_list", problem)
		}
	}
	return students
}

// getRoster is 获取班级、助教、学生信息列表 of another document. The form of the reply is invented.
func (s *Server) getRoster(c *call) (any, *failure) {
	id := c.number("class_id")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	roster, known := s.state.rosters[id]
	if !known {
		return nil, fail(codeGeneral, "班级不存在 class_id="+strconv.FormatInt(id, 10))
	}
	names := []string{}
	for _, student := range roster.Students {
		names = append(names, student.Name)
	}
	return object{"class_name": roster.ClassName, "assist_teacher_name": roster.AssistantName, "student_names": strings.Join(names, " ")}, nil
}

// deleteRosters is 删除班级、助教、学生信息 of another document. A client reads result from its reply: here 1, and 0 when nothing was there, which is a
// guess.
func (s *Server) deleteRosters(c *call) (any, *failure) {
	ids := c.text("class_ids")
	var classes []int64
	for id := range strings.SplitSeq(ids, ",") {
		number, err := strconv.ParseInt(id, 10, 64)
		if err != nil || number <= 0 {
			c.refuse("class_ids", "班级id，多个以英文逗号分隔")
			break
		}
		classes = append(classes, number)
	}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	result := int64(0)
	for _, id := range classes {
		if _, known := s.state.rosters[id]; known {
			result = 1
		}
		delete(s.state.rosters, id)
	}
	return object{"result": result}, nil
}
