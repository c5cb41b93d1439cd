package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// StudentsService keeps the institution's students.
type StudentsService struct{ client *Client }

// AddStudentRequest is a registered user who becomes a student of the institution.
type AddStudentRequest struct {
	Account string         `json:"studentAccount" check:"required"`     // the phone number (mainland numbers bare, others as 00CC-number), or the e-mail address
	Name    string         `json:"studentName" check:"required,max=24"` // at most 24 characters: the vendor would cut the rest
	Extra   map[string]any `json:"-" wire:"extra"`                      // parameters newer than this module
}

// RelationID is the id of a teacher's place in the institution. No other call takes it: it is not a UID.
type RelationID int64

// AddedMember is a member of the institution.
type AddedMember struct {
	RelationID RelationID           `json:"relationId,omitzero"` // of a teacher; it can be ignored, and is not a UID
	Existed    bool                 `json:"existed,omitzero"`    // was one before
	Warnings   []classcloud.Warning `json:"warnings,omitzero"`   // what the vendor says beside the success
}

// Add makes a registered user a student of the institution.
//
// ClassIn 添加学生, POST /partner/api/course.api.php?action=addSchoolStudent. CodeAlreadyThere is a result with Existed. The same call
// within 5 seconds is CodeRepeated, which leaves open what the call before it did. It is not repeated: call it again after 5 seconds.
func (s StudentsService) Add(ctx context.Context, in *AddStudentRequest, opts ...classcloud.CallOption) (*AddedMember, error) {
	return call[*AddedMember](ctx, s.client, opStudentsAdd, in, opts)
}

// UpdateStudentRequest is a student's new name.
type UpdateStudentRequest struct {
	StudentUID UID            `json:"studentUid" check:"required"`
	Name       string         `json:"studentName" check:"required,max=24"` // in the console; at most 24 characters: the vendor would cut the rest
	Extra      map[string]any `json:"-" wire:"extra"`                      // parameters newer than this module
}

// Update renames a student. The same user's name as a teacher stays.
//
// ClassIn 编辑学生信息, POST /partner/api/course.api.php?action=editSchoolStudent. Safe to repeat.
func (s StudentsService) Update(ctx context.Context, in *UpdateStudentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opStudentsUpdate, in, opts)
}

// studentList names students.
type studentList struct {
	StudentUIDs []UID `json:"studentUids" check:"required"`
}

// SyncNicknames gives students their names in the institution as nicknames in every course of theirs that has not ended, with a
// verdict for each in the order of the request. At most 100 students.
//
// ClassIn 同步学生班级昵称, POST /schooluser/modifyCourseStudentNickName, of v2. CodeTooManyStudentsAtOnce: more than 100; InBatches splits
// them. Safe to repeat.
func (s StudentsService) SyncNicknames(ctx context.Context, studentUIDs []UID, opts ...classcloud.CallOption) ([]classcloud.Item[StudentRef], error) {
	return sendBatch(ctx, s.client, opStudentsSyncNicknames, &studentList{studentUIDs}, namedStudents(studentUIDs), opts)
}
