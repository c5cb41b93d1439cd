package baijiayun

import (
	"context"
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClassRostersService tells the vendor who belongs to a class of a double-teacher classroom (双师): its assistant and its students. Names and
// phone numbers are personal data, which these calls send as they are. Its calls go to https://hudong.baijiayun.com, unless the client has
// a base URL of its own.
type ClassRostersService struct{ client *Client }

// Sex is the sex of a student (student_sex).
type Sex int

// The documented values.
const (
	SexMale   Sex = 1 // 男
	SexFemale Sex = 2 // 女
)

var sexNames = map[Sex]string{
	SexMale:   "Male",
	SexFemale: "Female",
}

// String returns the sex's name, or Sex(9) for a value this module does not know.
func (s Sex) String() string { return wire.EnumName("Sex", s, sexNames) }

// RosterStudentType says how a student takes part in a class (student_type).
type RosterStudentType int

// The documented values.
const (
	RosterStudentTypeRegular  RosterStudentType = 0 // belongs to the class: 正式
	RosterStudentTypeAudition RosterStudentType = 1 // listens for a trial: 试听
)

var rosterStudentTypeNames = map[RosterStudentType]string{
	RosterStudentTypeRegular:  "Regular",
	RosterStudentTypeAudition: "Audition",
}

// String returns the type's name, or RosterStudentType(9) for a value this module does not know.
func (t RosterStudentType) String() string {
	return wire.EnumName("RosterStudentType", t, rosterStudentTypeNames)
}

// RosterStudent is a student of a class.
type RosterStudent struct {
	StudentID int64             `json:"student_id" check:"required"` // in your own system
	Name      string            `json:"student_name" check:"required"`
	Phone     string            `json:"student_mobile"`             // personal data
	Sex       Sex               `json:"student_sex"`                // default not said
	Number    string            `json:"student_sn"`                 // 学号, as the document's name suggests
	Type      RosterStudentType `json:"student_type" wire:"always"` // default RosterStudentTypeRegular, always sent

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// SaveClassRosterRequest describes a class with its assistant and its students.
type SaveClassRosterRequest struct {
	AssistantID    int64           `json:"assist_teacher_id" check:"required"` // in your own system
	AssistantName  string          `json:"assist_teacher_name" check:"required"`
	AssistantPhone string          `json:"assist_teacher_mobile" check:"required"` // personal data
	ClassID        int64           `json:"class_id" check:"required"`              // in your own system
	ClassName      string          `json:"class_name" check:"required"`
	Students       []RosterStudent `json:"student_list" wire:"jsontext" check:"required"` // no source says how many at most
	Origin         string          `json:"origin" check:"required"`                       // who sends it; the document's example is a customer's name, "huatu"
}

// Validate refuses a student who is given twice.
func (r *SaveClassRosterRequest) Validate() []classcloud.FieldError {
	var bad refusals
	first := map[int64]int{}
	for i, student := range r.Students {
		if before, again := first[student.StudentID]; again {
			at := fmt.Sprintf("[%d].", i)
			bad.when(true, "Students"+at+"StudentID", "student_list"+at+"student_id", fmt.Sprintf("is that of Students[%d] again", before))
			continue
		}
		first[student.StudentID] = i
	}
	return bad
}

// SavedClassRoster holds the vendor's own ids of what was saved, beside yours.
type SavedClassRoster struct {
	Assistant SavedAssistant `json:"assist_teacher_list,omitzero" check:"present"`
	Class     SavedClass     `json:"class_list,omitzero" check:"present"`
	Students  []SavedStudent `json:"student_list,omitzero" check:"present"`

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// SavedAssistant is an assistant that was saved.
type SavedAssistant struct {
	AssistantID int64 `json:"assist_teacher_id,omitzero"`   // yours
	VendorID    int64 `json:"id,omitzero" check:"required"` // the vendor's
}

// SavedClass is a class that was saved.
type SavedClass struct {
	ClassID  int64 `json:"class_id,omitzero"`            // yours
	VendorID int64 `json:"id,omitzero" check:"required"` // the vendor's
}

// SavedStudent is a student that was saved.
type SavedStudent struct {
	StudentID int64 `json:"student_id,omitzero" check:"required"` // yours
	VendorID  int64 `json:"id,omitzero" check:"required"`         // the vendor's
}

// Save tells the vendor who belongs to a class.
//
// Baijiayun 双师人员数据保存 (双师课堂创建互动成员接口), POST /openapi/interact_data/save (API 1 of dev.baijiacloud.com/default/wiki/detail/74, whose students
// and whose example of the reply these are). The stored copy of that document does not say which parameters are required: 007gzs/baijiayun
// demands all of them. Nor does it say what becomes of students who were saved before, so the call is never repeated once it may have
// arrived: when classcloud.MaybeApplied(err), look at Get first.
func (s ClassRostersService) Save(ctx context.Context, in *SaveClassRosterRequest, opts ...classcloud.CallOption) (*SavedClassRoster, error) {
	return call[*SavedClassRoster](ctx, s.client, opClassRostersSave, in, opts)
}

// ClassRoster is a class with its teachers and students. No public source shows what it holds.
type ClassRoster struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived; a reply that is not an object is the member "data"
}

// Get returns a class with its teachers and students. The id is yours.
//
// Baijiayun 获取班级、助教、学生信息列表 (another document), POST /openapi/interact_data/list. The parameter is that of 007gzs/baijiayun. Safe to repeat.
func (s ClassRostersService) Get(ctx context.Context, classID int64, opts ...classcloud.CallOption) (*ClassRoster, error) {
	return call[*ClassRoster](ctx, s.client, opClassRostersGet, &struct {
		ClassID int64 `json:"class_id" check:"required"`
	}{classID}, opts)
}

// Delete deletes classes and what is saved of their teachers and students. The ids are yours.
//
// Baijiayun 删除班级、助教、学生信息 (another document), POST /openapi/interact_data/delete. The parameter is that of 007gzs/baijiayun, which also
// reads a result of the reply: no source tells its values, so one that looks like a no (0, false, nothing) is a warning
// (classcloud.OnWarning). That several ids are joined by commas is inferred. Safe to repeat; a repeat may warn, because nothing is there
// any more.
func (s ClassRostersService) Delete(ctx context.Context, classIDs []int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opClassRostersDelete, &struct {
		ClassIDs []int64 `json:"class_ids" wire:"comma" check:"required,ids"`
	}{classIDs}, opts)
}
