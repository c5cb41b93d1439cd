package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// StudentsService keeps the institution's students.
type StudentsService struct{ client *Client }

// AddStudentRequest makes a registered user a student of the institution.
type AddStudentRequest struct {
	Account string         `json:"studentAccount" check:"required"`     // the phone number (mainland numbers bare, others as 00CC-number), or the e-mail address
	Name    string         `json:"studentName" check:"required,max=24"` // at most 24 characters: the vendor would cut the rest
	Extra   map[string]any `json:"-" wire:"extra"`                      // parameters newer than this module
}

// RelationID identifies a teacher's membership in the institution. It is not a UID, and no other call takes it.
type RelationID int64

// AddedMember is the result of making a user a student or a teacher of the institution.
type AddedMember struct {
	RelationID RelationID           `json:"relationId,omitzero"` // set for a teacher; it can be ignored and is not a UID
	Existed    bool                 `json:"existed,omitzero"`    // the user was a member before
	Warnings   []classcloud.Warning `json:"warnings,omitzero"`   // what the vendor says beside the success
}

// Add makes a registered user a student of the institution. Courses, classes and activities take its students alone, and its own account
// cannot be one.
//
// ClassIn 添加学生, POST /partner/api/course.api.php?action=addSchoolStudent. CodeAlreadyThere is a result with Existed. The same call within
// 5 seconds is CodeRepeated, which does not say what the first call did. The client does not repeat it: call it again after 5 seconds.
func (s StudentsService) Add(ctx context.Context, in *AddStudentRequest, opts ...classcloud.CallOption) (*AddedMember, error) {
	return call[*AddedMember](ctx, s.client, opStudentsAdd, in, opts)
}

// UpdateStudentRequest gives a student a new name.
type UpdateStudentRequest struct {
	StudentUID UID            `json:"studentUid" check:"required"`
	Name       string         `json:"studentName" check:"required,max=24"` // the name in the console; at most 24 characters: the vendor would cut the rest
	Extra      map[string]any `json:"-" wire:"extra"`                      // parameters newer than this module
}

// Update renames a student. If the user is a teacher too, the teacher's name stays.
//
// ClassIn 编辑学生信息, POST /partner/api/course.api.php?action=editSchoolStudent. Safe to repeat.
func (s StudentsService) Update(ctx context.Context, in *UpdateStudentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opStudentsUpdate, in, opts)
}

// studentList names students.
type studentList struct {
	StudentUIDs []UID `json:"studentUids" check:"required,ids"`
}

// SyncNicknames gives students their names in the institution as nicknames in each of their courses that has not ended, and returns a
// verdict for each in the order of the request. It takes at most 100 students.
//
// ClassIn 同步学生班级昵称, POST /schooluser/modifyCourseStudentNickName, of v2. CodeTooManyStudentsAtOnce: there are more than 100; InBatches
// splits them. Safe to repeat.
func (s StudentsService) SyncNicknames(ctx context.Context, studentUIDs []UID, opts ...classcloud.CallOption) ([]classcloud.Item[StudentRef], error) {
	return sendBatch(ctx, s.client, opStudentsSyncNicknames, &studentList{studentUIDs}, studentRefs(studentUIDs), opts)
}
