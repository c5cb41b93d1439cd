package weclassroom

import (
	"context"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClassroomsService creates and deletes classrooms (课程), which hold lessons, and adds students and documents to them.
type ClassroomsService struct{ client *Client }

// Category is the kind of a classroom (category). The zero value is a kind of its own, so requests take a pointer.
type Category int

// The kinds of classrooms.
const (
	CategoryOneToOne Category = 0 // one student (一对一课程)
	CategoryCommand  Category = 1 // a large class that students enter with a command (口令大班课)
	CategoryLecture  Category = 2 // a large class (大班课)
	CategorySmall    Category = 7 // a small class (小班课)
)

var categoryNames = map[Category]string{
	CategoryOneToOne: "OneToOne",
	CategoryCommand:  "Command",
	CategoryLecture:  "Lecture",
	CategorySmall:    "Small",
}

// String returns the kind's name, or Category(9) for a kind this module does not know.
func (c Category) String() string { return wire.EnumName("Category", c, categoryNames) }

// CreateClassroomRequest describes a new classroom.
type CreateClassroomRequest struct {
	TeacherID int64     `json:"teacherId" check:"required"`        // the user who teaches
	Name      string    `json:"className" check:"required,max=20"` // 1 to 20 characters
	Category  *Category `json:"category" check:"required"`         // new(weclassroom.CategorySmall); the zero value is one-to-one, so the field is required

	MiniProgram  bool   `json:"smallRoutine" wire:"01"` // watched in WeChat's mini program; CategoryCommand only
	CoverURL     string `json:"classFrontCoverUrl"`     // the picture of the share page, which anybody must be able to read; required with MiniProgram
	Info         string `json:"classInfo"`              // the text of the mini program's first page; required with MiniProgram
	CollectInfo  *bool  `json:"collectInfo" wire:"01"`  // collect the students' details, with a text message; required with MiniProgram, the vendor's default is yes
	QRCodeURL    string `json:"QRCodeImgUrl"`           // a picture of customer service's QR code; MiniProgram only
	TeacherIntro string `json:"teacherIntro"`           // a text about the teacher; MiniProgram only

	LianMai         bool  `json:"needLianMai" wire:"01"`     // students can speak (连麦), default no; CategoryCommand only
	ParentSupervise *bool `json:"parentSupervise" wire:"01"` // parents can listen; CategoryOneToOne and CategorySmall only
	Replay          *bool `json:"isReplay" wire:"01"`        // lessons can be replayed
	ReplayDays      *int  `json:"replayDuration"`            // for how long lessons can be replayed; the document names no unit, and its example, 365, suggests days

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a name of blanks, ReplayDays below 0, a mini program that lacks a text or picture it shows or is not of a CategoryCommand classroom, and
// fields that only a mini program or another category has.
func (r *CreateClassroomRequest) Validate() []classcloud.FieldError {
	var bad []classcloud.FieldError
	refuse := func(when bool, field, wire, problem string) {
		if when {
			bad = append(bad, classcloud.FieldError{Field: field, Wire: wire, Problem: problem})
		}
	}
	refuse(r.Name != "" && strings.TrimSpace(r.Name) == "", "Name", "className", "is blank")
	refuse(r.ReplayDays != nil && *r.ReplayDays < 0, "ReplayDays", "replayDuration", "is negative")
	command := r.Category == nil || *r.Category == CategoryCommand
	refuse(r.MiniProgram && !command, "MiniProgram", "smallRoutine", "is for CategoryCommand only")
	refuse(r.LianMai && !command, "LianMai", "needLianMai", "is for CategoryCommand only")
	for _, f := range []struct {
		missing, optional bool
		field, wire       string
	}{
		{r.CoverURL == "", false, "CoverURL", "classFrontCoverUrl"},
		{r.Info == "", false, "Info", "classInfo"},
		{r.CollectInfo == nil, false, "CollectInfo", "collectInfo"},
		{r.QRCodeURL == "", true, "QRCodeURL", "QRCodeImgUrl"},
		{r.TeacherIntro == "", true, "TeacherIntro", "teacherIntro"},
	} {
		refuse(r.MiniProgram && f.missing && !f.optional, f.field, f.wire, "is required with MiniProgram")
		refuse(!r.MiniProgram && !f.missing, f.field, f.wire, "is for MiniProgram only")
	}
	return bad
}

// CreatedClassroom is a classroom that exists now.
type CreatedClassroom struct {
	ClassroomID int64 `json:"classroomId,omitzero" check:"required"` // the vendor's id for the classroom
}

// Create makes a classroom.
//
// WeClassroom API 2 创建课程, POST /classroom/create. A repeat makes a second classroom, so the client never repeats the call once it
// may have arrived. The vendor cannot list classrooms, so an uncertain Create cannot be looked up.
func (s ClassroomsService) Create(ctx context.Context, in *CreateClassroomRequest, opts ...classcloud.CallOption) (*CreatedClassroom, error) {
	return call[*CreatedClassroom](ctx, s.client, opClassroomsCreate, in, opts)
}

// AddClassroomStudentsRequest lists the students to add to a classroom.
type AddClassroomStudentsRequest struct {
	ClassroomID int64   `json:"classroomId" check:"required"`
	StudentIDs  []int64 `json:"studentId" wire:"jsontext" check:"required,count=50,ids"` // at most 50; some categories take fewer
}

// AddedClassroomStudents says which students a classroom did not take. All others are in it.
type AddedClassroomStudents struct {
	NotFound []int64 `json:"notEnterStudentIds,omitzero"` // ids that do not belong to a student
	// Unknown holds what else the reply has in lists, objects or data that is not empty, as JSON, by the vendor's names.
	Unknown map[string]string `json:"unknown,omitzero"`
}

// Complete reports whether every student is in the classroom now. A part of the reply that this module does not know may name students
// who were not added, so that with one Complete is false.
func (a *AddedClassroomStudents) Complete() bool { return len(a.NotFound) == 0 && len(a.Unknown) == 0 }

// AddStudents adds up to 50 students to a classroom and to each of its lessons. Success may be partial: see Complete.
//
// WeClassroom API 3 课程添加学生, POST /classroom/student/add. Safe to repeat.
func (s ClassroomsService) AddStudents(ctx context.Context, in *AddClassroomStudentsRequest, opts ...classcloud.CallOption) (*AddedClassroomStudents, error) {
	return call[*AddedClassroomStudents](ctx, s.client, opClassroomsAddStudents, in, opts)
}

// RemoveClassroomStudentRequest names a student to remove from a classroom.
type RemoveClassroomStudentRequest struct {
	ClassroomID int64 `json:"classroomId" check:"required"`
	StudentID   int64 `json:"studentId" check:"required"`
}

// RemoveStudent removes a student from a classroom and from those of its lessons that have not started.
//
// WeClassroom API 33 课程删除学生, POST /classroom/student/delete. Safe to repeat. The document does not say what the vendor answers
// for a student who is not in the classroom: if it refuses, a repeat of the client's own fails although the first try did it. Then
// classcloud.MaybeApplied(err): ask Lessons.ListByUser whether the student still has the classroom's lessons.
func (s ClassroomsService) RemoveStudent(ctx context.Context, in *RemoveClassroomStudentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opClassroomsRemoveStudent, in, opts)
}

// AddClassroomDocumentsRequest lists the documents to add to a classroom.
type AddClassroomDocumentsRequest struct {
	ClassroomID int64   `json:"classroomId" check:"required"`
	DocumentIDs []int64 `json:"coursewareIds" wire:"jsontext" check:"required,ids"` // documents the institution has uploaded
}

// AddDocuments adds documents to a classroom.
//
// WeClassroom API 4 课程添加课件, POST /classroom/courseware/add. Safe to repeat.
func (s ClassroomsService) AddDocuments(ctx context.Context, in *AddClassroomDocumentsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opClassroomsAddDocuments, in, opts)
}

// classroomRef is the request of calls whose one parameter is a classroom.
type classroomRef struct {
	ClassroomID int64 `json:"classroomId" check:"required"`
}

// Delete deletes a classroom.
//
// WeClassroom API 5 删除课程, POST /classroom/delete. Safe to repeat. The document does not say what the vendor answers for a classroom
// that is already deleted: if it refuses, a repeat of the client's own fails although the first try did it. Then
// classcloud.MaybeApplied(err): ask GetProgress whether the classroom is still there.
func (s ClassroomsService) Delete(ctx context.Context, classroomID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opClassroomsDelete, &classroomRef{classroomID}, opts)
}

// Progress counts the lessons of a classroom by their status.
type Progress struct {
	Ended      int `json:"finish,omitzero" check:"present"`         // lessons that are over
	NotStarted int `json:"lessonNotStart,omitzero" check:"present"` // lessons to come
	Started    int `json:"lessonOnClass,omitzero" check:"present"`  // lessons going on now
	Expired    int `json:"lessonExpired,omitzero" check:"present"`  // lessons that have expired (已过期)
	Total      int `json:"total,omitzero" check:"present"`          // all lessons
}

// GetProgress counts the lessons of a classroom that are over, going on and to come. A count that the reply lacks is an error beside
// the others, not 0.
//
// WeClassroom API 26 根据课程 ID 查询课程进度, POST /lesson/finish. Safe to repeat.
func (s ClassroomsService) GetProgress(ctx context.Context, classroomID int64, opts ...classcloud.CallOption) (*Progress, error) {
	return call[*Progress](ctx, s.client, opClassroomsGetProgress, &classroomRef{classroomID}, opts)
}
