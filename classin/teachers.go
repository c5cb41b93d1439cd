package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// TeachersService keeps the institution's teachers.
type TeachersService struct{ client *Client }

// AddTeacherRequest makes a registered user a teacher of the institution.
type AddTeacherRequest struct {
	Account string           `json:"teacherAccount" check:"required"`     // the phone number (mainland numbers bare, others as 00CC-number), or the e-mail address
	Name    string           `json:"teacherName" check:"required,max=24"` // at most 24 characters: the vendor would cut the rest
	Picture *classcloud.File `json:"Filedata" wire:"file"`
	Extra   map[string]any   `json:"-" wire:"extra"` // parameters newer than this module
}

// Add makes a registered user a teacher of the institution. The id it returns is not a UID: keep the UID that Users.Register returned.
//
// ClassIn 添加老师, POST /partner/api/course.api.php?action=addTeacher, as multipart if it has a Picture. CodeAlreadyThere is a result with
// Existed. The same call within 5 seconds is CodeRepeated, which does not say what the first call did. The client does not repeat it:
// call it again after 5 seconds. Somebody who is a student of the institution needs it all the same before a class can name them as its
// teacher: until then that is CodeTeacherNotInSchool, and in a course whose student they are CodeStudentAsTeacher (seen in production);
// Courses.RemoveStudent takes them out of it.
func (s TeachersService) Add(ctx context.Context, in *AddTeacherRequest, opts ...classcloud.CallOption) (*AddedMember, error) {
	return call[*AddedMember](ctx, s.client, opTeachersAdd, in, opts)
}

// UpdateTeacherRequest gives a teacher a new name, and a new picture if it has one.
type UpdateTeacherRequest struct {
	TeacherUID UID              `json:"teacherUid" check:"required"`
	Name       string           `json:"teacherName" check:"required,max=24"` // at most 24 characters: the vendor would cut the rest
	Picture    *classcloud.File `json:"Filedata" wire:"file"`                // nil keeps the picture there is (inferred: the page does not say)
	Extra      map[string]any   `json:"-" wire:"extra"`                      // parameters newer than this module
}

// Update renames a teacher, and replaces the picture if the request has one.
//
// ClassIn 编辑老师, POST /partner/api/course.api.php?action=editTeacher, as multipart if it has a Picture. Safe to repeat.
func (s TeachersService) Update(ctx context.Context, in *UpdateTeacherRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opTeachersUpdate, in, opts)
}

// teacherRef names a teacher.
type teacherRef struct {
	TeacherUID UID `json:"teacherUid" check:"required"`
}

// Disable stops a teacher from being given classes, and from seeing the institution's cloud drive. It takes minutes, during which the
// teacher is CodeTeacherSuspended.
//
// ClassIn 停用老师, POST /partner/api/course.api.php?action=stopUsingTeacher. CodeTeacherHasClasses and CodeTeacherHasCourses: the teacher
// still has some. Safe to repeat.
func (s TeachersService) Disable(ctx context.Context, teacherUID UID, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opTeachersDisable, &teacherRef{teacherUID}, opts)
}

// Enable lets a disabled teacher teach again.
//
// ClassIn 启用老师, POST /partner/api/course.api.php?action=restartUsingTeacher. CodeTeacherSuspended: the teacher is still being disabled,
// which takes minutes. Safe to repeat.
func (s TeachersService) Enable(ctx context.Context, teacherUID UID, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opTeachersEnable, &teacherRef{teacherUID}, opts)
}

// SetCloudFoldersRequest sets the folders that a teacher may use. They replace those granted before.
type SetCloudFoldersRequest struct {
	TeacherUID UID            `json:"teacherUid" check:"required"`
	FolderIDs  []int64        `json:"folderIdJson" wire:"jsontext,clear" check:"ids,count=40"` // at most 40: more are CodeTooManyFolderGrants
	Clear      bool           `json:"clear" wire:"local"`                                      // remove every grant; use it instead of FolderIDs
	Extra      map[string]any `json:"-" wire:"extra"`                                          // parameters newer than this module
}

// Validate refuses an empty list without Clear.
func (r *SetCloudFoldersRequest) Validate() []classcloud.FieldError {
	return listOrClear(len(r.FolderIDs), r.Clear, "FolderIDs", "folderIdJson")
}

// SetCloudFolders replaces the folders of the institution's cloud drive that a teacher may use.
//
// ClassIn 修改教师授权云盘的课件资源, POST /partner/api/course.api.php?action=updateTeacherCloudFolders. Safe to repeat.
//
// Deprecated: the vendor withdrew it on 2024-08-30.
func (s TeachersService) SetCloudFolders(ctx context.Context, in *SetCloudFoldersRequest, opts ...classcloud.CallOption) error {
	if in != nil && in.Clear && in.FolderIDs == nil {
		cleared := *in
		cleared.FolderIDs = []int64{}
		in = &cleared
	}
	return exec(ctx, s.client, opTeachersSetCloudFolders, in, opts)
}
