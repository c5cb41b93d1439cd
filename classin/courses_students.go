package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// AddCourseStudentRequest names a student of the institution to add to a course.
type AddCourseStudentRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	Role       CourseRole     `json:"identity" check:"required"`
	StudentUID UID            `json:"studentUid" check:"required"`
	Name       string         `json:"studentName" check:"max=24"` // an auditor's name, at most 24 characters: the vendor would cut the rest; default the phone number
	Extra      map[string]any `json:"-" wire:"extra"`             // parameters newer than this module
}

// AddStudent adds a student or an auditor to a course and all its classes.
//
// ClassIn 课程下添加学生/旁听（单个）, POST /partner/api/course.api.php?action=addCourseStudent. CodeAddedNotSynced is a result with Warnings: call
// SyncNicknames. CodeStudentInCourse and CodeAuditorInCourse: the student is in the course already; in answer to the client's own repeat
// the one of the Role asked for counts as success. Safe to repeat.
func (s CoursesService) AddStudent(ctx context.Context, in *AddCourseStudentRequest, opts ...classcloud.CallOption) (*Ack, error) {
	return call[*Ack](ctx, s.client, opCoursesAddStudent, in, opts)
}

// RemoveCourseStudentRequest names a student or an auditor to remove from a course.
type RemoveCourseStudentRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	Role       CourseRole     `json:"identity" check:"required"`
	StudentUID UID            `json:"studentUid" check:"required"`
	Extra      map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// RemoveStudent removes a student or an auditor from a course.
//
// ClassIn 课程下删除学生/旁听（单个）, POST /partner/api/course.api.php?action=delCourseStudent. CodeNoData means here that the student is not in the
// course. Safe to repeat: CodeMemberNotInCourse, in answer to the client's own repeat, counts as success.
func (s CoursesService) RemoveStudent(ctx context.Context, in *RemoveCourseStudentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opCoursesRemoveStudent, in, opts)
}

// CourseStudent is a student or an auditor to add to a course.
type CourseStudent struct {
	StudentUID   UID    `json:"uid" check:"required"`
	Name         string `json:"name" check:"max=24"`         // an auditor's name, at most 24 characters: the vendor would cut the rest
	CustomColumn string `json:"customColumn" check:"max=50"` // the caller's own mark, returned with the item; at most 50 characters: the vendor would cut the rest

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// AddCourseStudentsRequest names students of the institution to add to a course.
type AddCourseStudentsRequest struct {
	CourseID int64           `json:"courseId" check:"required"`
	Role     CourseRole      `json:"identity" check:"required"`
	Students []CourseStudent `json:"studentJson" wire:"jsontext" check:"required"` // the vendor advises at most 30
	Extra    map[string]any  `json:"-" wire:"extra"`                               // parameters newer than this module
}

// studentRefs describes a batch of students. The replies of v1 do not repeat the UIDs.
func studentRefs(uids []UID) batch[StudentRef] {
	return batch[StudentRef]{count: len(uids), asked: asked(uids, func(uid UID) []echo { return []echo{byStudent(uid)} })}
}

// AddStudents adds students or auditors to a course and all its classes, and returns a verdict for each in the order of the request.
//
// ClassIn 课程下添加学生/旁听（多个）, POST /partner/api/course.api.php?action=addCourseStudentMultiple. The vendor advises at most 30 in one call:
// InBatches splits more. In an item CodeStudentInCourse and CodeAuditorInCourse are AlreadyExists, and CodeAddedNotSynced is a warning: call
// SyncNicknames; CodeAlreadyThere means that the request names an account twice. CodeStudentsBeingAdded: another call is adding students.
// Safe to repeat.
func (s CoursesService) AddStudents(ctx context.Context, in *AddCourseStudentsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[StudentRef], error) {
	var b batch[StudentRef]
	if in != nil {
		b = batch[StudentRef]{count: len(in.Students), asked: asked(in.Students, func(s CourseStudent) []echo {
			return []echo{byStudent(s.StudentUID), byMark("customColumn", s.CustomColumn)}
		})}
	}
	return sendBatch(ctx, s.client, opCoursesAddStudents, in, b, opts)
}

// RemoveCourseStudentsRequest names students or auditors to remove from a course.
type RemoveCourseStudentsRequest struct {
	CourseID    int64          `json:"courseId" check:"required"`
	Role        CourseRole     `json:"identity" check:"required"`
	StudentUIDs []UID          `json:"studentUidJson" wire:"jsontext" check:"required,ids"`
	Extra       map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// RemoveStudents removes students or auditors from a course, and returns a verdict for each in the order of the request.
//
// ClassIn 课程下删除学生/旁听（多个）, POST /partner/api/course.api.php?action=delCourseStudentMultiple. CodeMemberNotInCourse in an item: the student
// was not in the course. Safe to repeat.
func (s CoursesService) RemoveStudents(ctx context.Context, in *RemoveCourseStudentsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[StudentRef], error) {
	var b batch[StudentRef]
	if in != nil {
		b = studentRefs(in.StudentUIDs)
	}
	return sendBatch(ctx, s.client, opCoursesRemoveStudents, in, b, opts)
}

// AddStudentToClassesRequest names one student and classes of one course.
type AddStudentToClassesRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	StudentUID UID            `json:"studentUid" check:"required"`
	ClassIDs   []int64        `json:"classJson" wire:"jsontext" check:"required,ids"` // the vendor advises at most 100
	Extra      map[string]any `json:"-" wire:"extra"`                                 // parameters newer than this module
}

// AddStudentToClasses adds a student to some classes of a course without adding the student to the course, and returns a verdict for each
// class in the order of the request.
//
// ClassIn 课程下多个课节添加学生, POST /partner/api/course.api.php?action=addCourseClassStudent. CodeStudentInClass in an item is AlreadyExists.
// Safe to repeat. The vendor advises Activities.AddStudents, once per class, instead: this call is no longer updated after 2025-05-26.
func (s CoursesService) AddStudentToClasses(ctx context.Context, in *AddStudentToClassesRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ClassRef], error) {
	var b batch[ClassRef]
	if in != nil {
		b = batch[ClassRef]{count: len(in.ClassIDs), asked: asked(in.ClassIDs, func(id int64) []echo { return []echo{byID("classId", id)} })}
	}
	return sendBatch(ctx, s.client, opCoursesAddStudentToClasses, in, b, opts)
}
