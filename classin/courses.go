package classin

import (
	"context"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// CoursesService keeps courses (课程, since ClassIn 6.0 班级), to which units, classes and students belong. Its calls are not among those that
// the vendor retires: LMS's calls take the courses made here. There is no documented call that lists courses: keep every id. What a head
// teacher does in the client is not told to you, so the vendor advises a course without one.
type CoursesService struct{ client *Client }

// Subject is what a course teaches (subjectId), in primary and secondary schools.
type Subject int

// The subjects.
const (
	SubjectNone        Subject = 0  // no subject
	SubjectChinese     Subject = 1  // Chinese
	SubjectMathematics Subject = 2  // mathematics
	SubjectEnglish     Subject = 3  // English
	SubjectPhysics     Subject = 4  // physics
	SubjectChemistry   Subject = 5  // chemistry
	SubjectBiology     Subject = 6  // biology
	SubjectPolitics    Subject = 7  // politics
	SubjectHistory     Subject = 8  // history
	SubjectGeography   Subject = 9  // geography
	SubjectEthics      Subject = 10 // ethics
	SubjectMusic       Subject = 11 // music
	SubjectSport       Subject = 12 // sport
	SubjectArt         Subject = 13 // art
	SubjectTechnology  Subject = 14 // technology
	SubjectIT          Subject = 15 // information technology
	SubjectScience     Subject = 16 // science
	SubjectOther       Subject = 99 // another subject
)

var subjectNames = map[Subject]string{
	SubjectNone: "None", SubjectChinese: "Chinese", SubjectMathematics: "Mathematics", SubjectEnglish: "English",
	SubjectPhysics: "Physics", SubjectChemistry: "Chemistry", SubjectBiology: "Biology", SubjectPolitics: "Politics",
	SubjectHistory: "History", SubjectGeography: "Geography", SubjectEthics: "Ethics", SubjectMusic: "Music",
	SubjectSport: "Sport", SubjectArt: "Art", SubjectTechnology: "Technology", SubjectIT: "IT", SubjectScience: "Science",
	SubjectOther: "Other",
}

// String returns the subject's name, or Subject(98) for a value this module does not know.
func (s Subject) String() string { return wire.EnumName("Subject", s, subjectNames) }

// CourseRole is a student's role in a course (identity).
type CourseRole int

// The roles.
const (
	CourseRoleStudent CourseRole = 1 // a student
	CourseRoleAuditor CourseRole = 2 // an auditor, who listens in every class; at most 20 per course
)

var courseRoleNames = map[CourseRole]string{CourseRoleStudent: "Student", CourseRoleAuditor: "Auditor"}

// String returns the role's name, or CourseRole(9) for a value this module does not know.
func (r CourseRole) String() string { return wire.EnumName("CourseRole", r, courseRoleNames) }

// CreateCourseRequest describes a new course. A field left nil or zero is not sent, and the vendor's default applies.
type CreateCourseRequest struct {
	CourseName              string           `json:"courseName" check:"required,max=90"`                   // at most 90 characters: the vendor would cut the rest
	FolderID                int64            `json:"folderId"`                                             // the cloud drive folder; default an empty one
	Cover                   *classcloud.File `json:"Filedata" wire:"file"`                                 // a picture; default the institution's
	ExpireTime              time.Time        `json:"expiryTime" wire:"unix"`                               // a day to 5 years ahead; default never; a class made later moves it to 3 months after that class
	HeadTeacherUID          UID              `json:"mainTeacherUid"`                                       // default none; a head teacher can be replaced later, but not removed
	Subject                 Subject          `json:"subjectId"`                                            // default none; for primary and secondary schools
	CategoryID              int64            `json:"catId"`                                                // for primary and secondary schools: the place in their organisation
	Introduction            string           `json:"courseIntroduce" check:"max=400"`                      // at most 400 characters: the vendor would cut the rest
	SettingID               int64            `json:"classroomSettingId"`                                   // a classroom setting of the institution; default 0
	Identity                string           `json:"courseUniqueIdentity" check:"max=32,trimmed"`          // the caller's own id of the course, 1 to 32 characters without blanks at the ends; when it is empty the client makes one
	AllowAddFriend          *bool            `json:"allowAddFriend" wire:"01"`                             // members may befriend each other; default the institution's setting
	AllowStudentNickname    *bool            `json:"allowStudentModifyNickname" wire:"01"`                 // students may change their nicknames; default no
	AllowReplayAfterLeaving *bool            `json:"notAllowDeleteCourseStudentReplay" wire:"01,inverted"` // students who have left may still watch the recordings (on the wire 0 is yes)
	Extra                   map[string]any   `json:"-" wire:"extra"`                                       // parameters newer than this module
}

// CreatedCourse is a course that a create made or found.
type CreatedCourse struct {
	CourseID int64                `json:"courseId,omitzero" check:"required"` // the id of the course, the reply's data
	Identity string               `json:"courseUniqueIdentity,omitzero"`      // the identity it was created under: the caller's, or the one the client made
	Existed  bool                 `json:"existed,omitzero"`                   // the vendor says that the caller's Identity was used before: this is the course that has it, and the request changed nothing; false does not say that it was not
	Warnings []classcloud.Warning `json:"warnings,omitzero"`                  // what the vendor says beside the success
}

// Create makes a course. It is created under in.Identity, or one the client makes, so it is repeated safely: a lost reply cannot make a
// second course. When it fails with classcloud.MaybeApplied(err), the error's Key is the identity to create it again with.
//
// ClassIn 创建课程, POST /partner/api/course.api.php?action=addCourse, as multipart if it has a Cover. CodeIdentityExists is a result with
// Existed; CodeBeingCreated is repeated after more than a second.
//
// Of an Identity that was used before, the vendor's pages contradict each other: the answer is CodeIdentityExists with the id of the course
// that has it (修订记录, appendix/edit_history.md), or an error alone (排课过程中的常见问题, Error-Handling/Lesson_errors.md), and a public client
// counts on success with that id. With an id it is a result, without one an error with CodeIdentityExists.
func (s CoursesService) Create(ctx context.Context, in *CreateCourseRequest, opts ...classcloud.CallOption) (*CreatedCourse, error) {
	identity := func(r *CreateCourseRequest) *string { return &r.Identity }
	return createUnder[CreatedCourse](ctx, s.client, opCoursesCreate, in, identity, opts)
}

// UpdateCourseRequest changes a course. A field left nil keeps its value, but see Subject and SettingID: of them the page says both that
// only what changes is sent and what "not sent" (不传) stands for.
type UpdateCourseRequest struct {
	CourseID              int64            `json:"courseId" check:"required"`
	CourseName            *string          `json:"courseName" check:"min=1,max=40"` // at most 40 characters, fewer than in Create: the vendor would cut the rest
	FolderID              *int64           `json:"folderId"`                        // classes that have not begun and use the course's folder get the new one too
	Cover                 *classcloud.File `json:"Filedata" wire:"file"`            // a picture
	ExpireTime            *time.Time       `json:"expiryTime" wire:"unix"`          // a day to 5 years ahead, after the last class; a class made later moves it to 3 months after that class
	NeverExpires          bool             `json:"neverExpires" wire:"local"`       // use it instead of ExpireTime
	HeadTeacherUID        *UID             `json:"mainTeacherUid"`                  // a head teacher can be replaced, but not removed
	KeepFormerHeadTeacher *bool            `json:"stamp" wire:"12"`                 // the former head teacher stays as a teacher of the course; default yes

	// Subject is what a course of a primary or secondary school teaches. For nil the page's first paragraph says "unchanged" and its table
	// "default 0", which is none: give the subject of a course that has one, or it may be lost.
	Subject      *Subject `json:"subjectId"`
	CategoryID   *int64   `json:"catId"`                           // for primary and secondary schools: the place in their organisation; needs CourseName
	Introduction *string  `json:"courseIntroduce" check:"max=400"` // at most 400 characters: the vendor would cut the rest

	// SettingID is a classroom setting of the institution, by which all classrooms of the course look and work. For nil the page's first
	// paragraph says "unchanged" and its table "default 0": give the setting of a course that has one, or it may be lost.
	SettingID *int64 `json:"classroomSettingId"`

	AllowAddFriend          *bool          `json:"allowAddFriend" wire:"01"`                             // members may befriend each other
	AllowStudentNickname    *bool          `json:"allowStudentModifyNickname" wire:"01"`                 // students may change their nicknames
	AllowReplayAfterLeaving *bool          `json:"notAllowDeleteCourseStudentReplay" wire:"01,inverted"` // students who have left may still watch the recordings (on the wire 0 is yes)
	Extra                   map[string]any `json:"-" wire:"extra"`                                       // parameters newer than this module
}

// Validate refuses a request that changes nothing or contradicts itself.
func (r *UpdateCourseRequest) Validate() []classcloud.FieldError {
	bad := changesNothing(*r, "CourseID")
	switch {
	case r.NeverExpires && r.ExpireTime != nil && !r.ExpireTime.Equal(never()):
		bad = append(bad, classcloud.FieldError{Field: "NeverExpires", Wire: "neverExpires", Problem: "excludes ExpireTime"})
	case !r.NeverExpires && r.ExpireTime != nil && r.ExpireTime.Unix() == 0:
		bad = append(bad, classcloud.FieldError{Field: "ExpireTime", Wire: "expiryTime", Problem: "is 1970, which the vendor reads as never: say NeverExpires"})
	}
	if r.CategoryID != nil && r.CourseName == nil {
		bad = append(bad, classcloud.FieldError{Field: "CategoryID", Wire: "catId", Problem: "needs CourseName"})
	}
	return bad
}

// Update changes a course.
//
// ClassIn 编辑课程, POST /partner/api/course.api.php?action=editCourse, as multipart if it has a Cover. Safe to repeat.
func (s CoursesService) Update(ctx context.Context, in *UpdateCourseRequest, opts ...classcloud.CallOption) error {
	if in != nil && in.NeverExpires && in.ExpireTime == nil {
		filled := *in
		filled.ExpireTime = new(never())
		in = &filled
	}
	return exec(ctx, s.client, opCoursesUpdate, in, opts)
}

// courseRef names a course.
type courseRef struct {
	CourseID int64 `json:"courseId" check:"required"`
}

// End ends a course for ever and deletes its classes that have not begun.
//
// ClassIn 结束课程, POST /partner/api/course.api.php?action=endCourse. CodeCourseRunning: a course cannot end while one of its classes is
// running. Safe to repeat: CodeCourseEnded and CodeCourseExpired, in answer to the client's own repeat, count as success.
func (s CoursesService) End(ctx context.Context, courseID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opCoursesEnd, &courseRef{courseID}, opts)
}

// SetCourseTeacherRequest names a course and the new teacher of all its classes that have not begun.
type SetCourseTeacherRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	TeacherUID UID            `json:"teacherUid" check:"required"`
	Extra      map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// SetTeacher gives another teacher to every class of the course that has not begun, and returns a verdict for each class.
//
// ClassIn 更换课程老师, POST /partner/api/course.api.php?action=modifyCourseTeacher. It does not change double-teacher classes, whose items are
// errors: see DoubleTeacherClasses.Update. CodeNoClassAhead: every class of the course has begun. The reply does not say who taught a class
// before. Safe to repeat.
func (s CoursesService) SetTeacher(ctx context.Context, in *SetCourseTeacherRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ClassRef], error) {
	return sendBatch(ctx, s.client, opCoursesSetTeacher, in, batch[ClassRef]{count: -1}, opts)
}

// RemoveCourseTeacherRequest names a course and one of its teachers.
type RemoveCourseTeacherRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	TeacherUID UID            `json:"teacherUid" check:"required"`
	Extra      map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// RemoveTeacher removes a teacher from a course.
//
// ClassIn 移除课程老师, POST /partner/api/course.api.php?action=removeCourseTeacher. CodeTeacherHasClasses: the teacher has classes in the
// course that have not begun. Safe to repeat: CodeTeacherNotInCourse, in answer to the client's own repeat, counts as success.
func (s CoursesService) RemoveTeacher(ctx context.Context, in *RemoveCourseTeacherRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opCoursesRemoveTeacher, in, opts)
}

// CourseLabels are the labels of one course. They replace the labels it has.
type CourseLabels struct {
	CourseID     int64   `json:"courseId" check:"required"`
	LabelIDs     []int64 `json:"labelIds" wire:"clear" check:"count=10,ids"` // at most 10 per course
	Clear        bool    `json:"clear" wire:"local"`                         // remove every label; use it instead of LabelIDs
	CustomColumn string  `json:"customColumn" check:"max=50"`                // the caller's own mark, returned with the item

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// Validate refuses an empty list without Clear.
func (l *CourseLabels) Validate() []classcloud.FieldError {
	return listOrClear(len(l.LabelIDs), l.Clear, "LabelIDs", "labelIds")
}

// SetCourseLabelsRequest sets the labels of courses.
type SetCourseLabelsRequest struct {
	Courses []CourseLabels `json:"courseList" wire:"jsontext" check:"required"`
	Extra   map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// SetLabels replaces the labels of courses, and returns a verdict for each in the order of the request.
//
// ClassIn 添加/修改/删除课程标签, POST /partner/api/course.api.php?action=addCourseLabels. The vendor reads an empty list as "delete every label",
// so that needs Clear. Safe to repeat.
func (s CoursesService) SetLabels(ctx context.Context, in *SetCourseLabelsRequest, opts ...classcloud.CallOption) ([]classcloud.Item[CourseRef], error) {
	var b batch[CourseRef]
	if in != nil {
		filled := *in
		filled.Courses = slices.Clone(in.Courses)
		for i := range filled.Courses {
			if c := &filled.Courses[i]; c.Clear && c.LabelIDs == nil {
				c.LabelIDs = []int64{}
			}
		}
		in = &filled
		b = batch[CourseRef]{count: len(in.Courses), asked: asked(in.Courses, func(c CourseLabels) []echo {
			return []echo{byID("courseId", c.CourseID), byMark("customColumn", c.CustomColumn)}
		})}
	}
	return sendBatch(ctx, s.client, opCoursesSetLabels, in, b, opts)
}

// SyncNicknames gives the students and auditors of a course their names in the institution as nicknames, in its chat and its classes. It
// does so once: the vendor advises to call it after students were added or renamed. Students of one class alone keep their nicknames.
//
// ClassIn 修改群成员的班级昵称, POST /partner/api/course.api.php?action=modifyGroupMemberNickname. CodeSyncedPartly is a result with Warnings. Safe
// to repeat.
func (s CoursesService) SyncNicknames(ctx context.Context, courseID int64, opts ...classcloud.CallOption) (*Ack, error) {
	return call[*Ack](ctx, s.client, opCoursesSyncNicknames, &courseRef{courseID}, opts)
}

// AddCourseTeachersRequest names the teachers to add to a course.
type AddCourseTeachersRequest struct {
	CourseID    int64          `json:"courseId" check:"required"`
	TeacherUIDs []UID          `json:"teacherUids" check:"required,ids"` // teachers of the school
	Extra       map[string]any `json:"-" wire:"extra"`                   // parameters newer than this module
}

// TeacherRef identifies the teacher that a batch item is about.
type TeacherRef struct {
	TeacherUID UID `json:"teacherUid,omitzero" check:"required"`
}

// AddTeachers adds teachers to a course, and returns a verdict for each in the order of the request.
//
// ClassIn 添加课程教师, POST /course/addCourseTeacher, of v2. CodeAlreadyThere and CodeAlreadyHeadTeacher in an item: the teacher is in the
// course already. Safe to repeat.
func (s CoursesService) AddTeachers(ctx context.Context, in *AddCourseTeachersRequest, opts ...classcloud.CallOption) ([]classcloud.Item[TeacherRef], error) {
	var b batch[TeacherRef]
	if in != nil {
		b = batch[TeacherRef]{count: len(in.TeacherUIDs), asked: asked(in.TeacherUIDs, func(uid UID) []echo { return []echo{byID("teacherUid", uid)} })}
	}
	return sendBatch(ctx, s.client, opCoursesAddTeachers, in, b, opts)
}
