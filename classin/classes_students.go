package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// ClassStudent is a student to add to a class.
type ClassStudent struct {
	StudentUID   UID    `json:"uid" check:"required"`
	CustomColumn string `json:"customColumn" check:"max=50"` // the caller's own mark, returned with the item; at most 50 characters: the vendor would cut the rest

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// AddClassStudentsRequest names students of the institution to add to one class. The vendor advises at most 30 in one call: InBatches splits
// more.
type AddClassStudentsRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	ClassID  int64          `json:"classId" check:"required"`
	Students []ClassStudent `json:"studentJson" wire:"jsontext" check:"required"` // the vendor advises at most 30
	Extra    map[string]any `json:"-" wire:"extra"`                               // parameters newer than this module
}

// asStudents adds the identity that a class's lists always have: student, because a class does not take auditors.
func asStudents(b batch[StudentRef]) batch[StudentRef] {
	b.sent = []classcloud.Param{{Name: "identity", Value: int(CourseRoleStudent)}}
	return b
}

// AddStudents adds students to one class without adding them to its course, and returns a verdict for each in the order of the request.
// Such students see this class alone: not the course's other classes, its chat or its homework.
//
// ClassIn 课节下添加学生（多个）, POST /partner/api/course.api.php?action=addClassStudentMultiple. The vendor advises at most 30 students in one call.
// In an item CodeStudentInClass is AlreadyExists; CodeStudentNotInSchool: make the user a student of the institution first; CodeClassFull:
// the class takes no more. It works for double-teacher classes too. Safe to repeat. The vendor advises Activities.AddStudents instead: this
// call is no longer updated after 2025-05-26.
func (s ClassesService) AddStudents(ctx context.Context, in *AddClassStudentsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[StudentRef], error) {
	var b batch[StudentRef]
	if in != nil {
		b = asStudents(batch[StudentRef]{count: len(in.Students), asked: asked(in.Students, func(s ClassStudent) []echo {
			return []echo{byStudent(s.StudentUID), byMark("customColumn", s.CustomColumn)}
		})})
	}
	return sendBatch(ctx, s.client, opClassesAddStudents, in, b, opts)
}

// RemoveClassStudentsRequest names students to remove from one class.
type RemoveClassStudentsRequest struct {
	CourseID    int64          `json:"courseId" check:"required"`
	ClassID     int64          `json:"classId" check:"required"`
	StudentUIDs []UID          `json:"studentUidJson" wire:"jsontext" check:"required,ids"`
	Extra       map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// RemoveStudents removes students from one class, and returns a verdict for each in the order of the request. A student of the course stays
// in its other classes.
//
// ClassIn 课节下删除学生（多个）, POST /partner/api/course.api.php?action=delClassStudentMultiple. CodeStudentNotInClass in an item: the student was
// not in the class. It works for double-teacher classes too. Safe to repeat. The vendor advises Activities.RemoveStudents instead: this call
// is no longer updated after 2025-05-26.
func (s ClassesService) RemoveStudents(ctx context.Context, in *RemoveClassStudentsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[StudentRef], error) {
	var b batch[StudentRef]
	if in != nil {
		b = asStudents(studentRefs(in.StudentUIDs))
	}
	return sendBatch(ctx, s.client, opClassesRemoveStudents, in, b, opts)
}
