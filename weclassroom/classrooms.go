package weclassroom

import (
	"context"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClassroomsService creates and deletes classrooms (课程), in which lessons are held, and fills them with students and documents.
type ClassroomsService struct{ client *Client }

// Category is the kind of a classroom (category). Its zero is a real kind, so requests take a pointer.
type Category int

// The kinds.
const (
	CategoryOneToOne Category = 0 // 一对一课程
	CategoryCommand  Category = 1 // 口令大班课: entered with a command
	CategoryLecture  Category = 2 // 大班课
	CategorySmall    Category = 7 // 小班课
)

var categoryNames = map[Category]string{
	CategoryOneToOne: "OneToOne",
	CategoryCommand:  "Command",
	CategoryLecture:  "Lecture",
	CategorySmall:    "Small",
}

// String returns the kind's name, or Category(9) for one this module does not know.
func (c Category) String() string { return wire.EnumName("Category", c, categoryNames) }

// CreateClassroomRequest describes a new classroom.
type CreateClassroomRequest struct {
	TeacherID int64     `json:"teacherId" check:"required"`
	Name      string    `json:"className" check:"required,max=20"` // 1 to 20 characters
	Category  *Category `json:"category" check:"required"`         // new(weclassroom.CategorySmall); 0 is one-to-one, so it cannot be left out

	MiniProgram  bool   `json:"smallRoutine" wire:"01"` // watched in WeChat's mini program; CategoryCommand only
	CoverURL     string `json:"classFrontCoverUrl"`     // picture of the share page; needed with MiniProgram
	Info         string `json:"classInfo"`              // what the mini program's first page says; needed with MiniProgram
	CollectInfo  *bool  `json:"collectInfo" wire:"01"`  // collect students' details, with a text message; needed with MiniProgram, the vendor's default is yes
	QRCodeURL    string `json:"QRCodeImgUrl"`           // picture of customer service's QR code, with MiniProgram
	TeacherIntro string `json:"teacherIntro"`           // with MiniProgram

	LianMai         bool  `json:"needLianMai" wire:"01"`     // students can speak; CategoryCommand only
	ParentSupervise *bool `json:"parentSupervise" wire:"01"` // parents can listen; CategoryOneToOne and CategorySmall only
	Replay          *bool `json:"isReplay" wire:"01"`        // may be replayed
	ReplayDays      *int  `json:"replayDuration"`            // for how many days

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a mini program without what it shows.
func (r *CreateClassroomRequest) Validate() []classcloud.FieldError {
	if !r.MiniProgram {
		return nil
	}
	var bad []classcloud.FieldError
	for _, need := range []struct {
		missing     bool
		field, wire string
	}{
		{r.CoverURL == "", "CoverURL", "classFrontCoverUrl"},
		{r.Info == "", "Info", "classInfo"},
		{r.CollectInfo == nil, "CollectInfo", "collectInfo"},
	} {
		if need.missing {
			bad = append(bad, classcloud.FieldError{Field: need.field, Wire: need.wire, Problem: "is required with MiniProgram"})
		}
	}
	return bad
}

// CreatedClassroom is a new classroom.
type CreatedClassroom struct {
	ClassroomID int64 `json:"classroomId,omitzero" check:"required"`
}

// Create makes a classroom.
//
// WeClassroom API 2 创建课程, POST /classroom/create. A repeat makes a second one, so it is never repeated once it may have
// arrived; the vendor has no list of classrooms to look in.
func (s ClassroomsService) Create(ctx context.Context, in *CreateClassroomRequest, opts ...classcloud.CallOption) (*CreatedClassroom, error) {
	return call[*CreatedClassroom](ctx, s.client, opClassroomsCreate, in, opts)
}

// AddClassroomStudentsRequest is students for a classroom.
type AddClassroomStudentsRequest struct {
	ClassroomID int64   `json:"classroomId" check:"required"`
	StudentIDs  []int64 `json:"studentId" wire:"jsontext" check:"required,count=50"` // at most 50, and fewer for some categories
}

// AddedStudents says which students a classroom did not take: the others are in it.
type AddedClassroomStudents struct {
	NotFound []int64 `json:"notEnterStudentIds,omitzero"` // ids no student has
}

// Complete reports whether every student is in the classroom now.
func (a *AddedClassroomStudents) Complete() bool { return len(a.NotFound) == 0 }

// AddStudents puts up to 50 students into a classroom and each of its lessons. Success may be partial: see Complete.
//
// WeClassroom API 3 课程添加学生, POST /classroom/student/add. Safe to repeat.
func (s ClassroomsService) AddStudents(ctx context.Context, in *AddClassroomStudentsRequest, opts ...classcloud.CallOption) (*AddedClassroomStudents, error) {
	return call[*AddedClassroomStudents](ctx, s.client, opClassroomsAddStudents, in, opts)
}

// RemoveClassroomStudentRequest takes a student out of a classroom.
type RemoveClassroomStudentRequest struct {
	ClassroomID int64 `json:"classroomId" check:"required"`
	StudentID   int64 `json:"studentId" check:"required"`
}

// RemoveStudent takes a student out of a classroom and those of its lessons that have not begun.
//
// WeClassroom API 33 课程删除学生, POST /classroom/student/delete. Safe to repeat.
func (s ClassroomsService) RemoveStudent(ctx context.Context, in *RemoveClassroomStudentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opClassroomsRemoveStudent, in, opts)
}

// AddClassroomDocumentsRequest is documents for a classroom.
type AddClassroomDocumentsRequest struct {
	ClassroomID int64   `json:"classroomId" check:"required"`
	DocumentIDs []int64 `json:"coursewareIds" wire:"jsontext" check:"required"` // of documents the institution has uploaded
}

// AddDocuments puts documents into a classroom.
//
// WeClassroom API 4 课程添加课件, POST /classroom/courseware/add. Safe to repeat.
func (s ClassroomsService) AddDocuments(ctx context.Context, in *AddClassroomDocumentsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opClassroomsAddDocuments, in, opts)
}

// classroomRef is the one parameter of calls about a classroom.
type classroomRef struct {
	ClassroomID int64 `json:"classroomId" check:"required"`
}

// Delete deletes a classroom.
//
// WeClassroom API 5 删除课程, POST /classroom/delete. Safe to repeat; what the vendor answers for one that is gone is not documented.
func (s ClassroomsService) Delete(ctx context.Context, classroomID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opClassroomsDelete, &classroomRef{classroomID}, opts)
}

// Progress counts a classroom's lessons by where they stand.
type Progress struct {
	Ended      int `json:"finish,omitzero"`
	NotStarted int `json:"lessonNotStart,omitzero"`
	Started    int `json:"lessonOnClass,omitzero"`
	Expired    int `json:"lessonExpired,omitzero"`
	Total      int `json:"total,omitzero"`
}

// GetProgress returns how many of a classroom's lessons are over and to come.
//
// WeClassroom API 26 根据课程 ID 查询课程进度, POST /lesson/finish. Safe to repeat.
func (s ClassroomsService) GetProgress(ctx context.Context, classroomID int64, opts ...classcloud.CallOption) (*Progress, error) {
	return call[*Progress](ctx, s.client, opClassroomsGetProgress, &classroomRef{classroomID}, opts)
}
