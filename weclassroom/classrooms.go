package weclassroom

import (
	"context"
	"strconv"

	"github.com/go-classcloud/classcloud"
)

// ClassroomsService creates classrooms (课程), in which lessons are held.
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

// String returns the kind's name, or Category(9) for one this module does not know.
func (c Category) String() string {
	switch c {
	case CategoryOneToOne:
		return "OneToOne"
	case CategoryCommand:
		return "Command"
	case CategoryLecture:
		return "Lecture"
	case CategorySmall:
		return "Small"
	}
	return "Category(" + strconv.Itoa(int(c)) + ")"
}

// CreateClassroomRequest describes a new classroom.
type CreateClassroomRequest struct {
	TeacherID int64     `json:"teacherId" check:"required"`
	Name      string    `json:"className" check:"required,max=20"` // 1 to 20 characters
	Category  *Category `json:"category" check:"required"`         // new(weclassroom.CategorySmall); 0 is one-to-one, so it cannot be left out

	MiniProgram   bool   `json:"smallRoutine" wire:"01"` // watched in WeChat's mini program; CategoryCommand only
	FrontCoverURL string `json:"classFrontCoverUrl"`     // picture of the share page; needed with MiniProgram
	Info          string `json:"classInfo"`              // what the mini program's first page says; needed with MiniProgram
	CollectInfo   *bool  `json:"collectInfo" wire:"01"`  // collect students' details, with a text message; needed with MiniProgram, the vendor's default is yes
	QRCodeURL     string `json:"QRCodeImgUrl"`           // picture of customer service's QR code, with MiniProgram
	TeacherIntro  string `json:"teacherIntro"`           // with MiniProgram

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
		{r.FrontCoverURL == "", "FrontCoverURL", "classFrontCoverUrl"},
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
// WeClassroom API 2 创建课程, POST /classroom/create. A repeat makes a second one, so it is never repeated once it may have arrived.
func (s *ClassroomsService) Create(ctx context.Context, in *CreateClassroomRequest, opts ...classcloud.CallOption) (*CreatedClassroom, error) {
	return call[*CreatedClassroom](ctx, s.client, opClassroomsCreate, in, opts)
}
