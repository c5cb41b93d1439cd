package classin

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// ChangeType is what was done to a course or a class (opType).
type ChangeType int

// The changes.
const (
	ChangeTypeAdded   ChangeType = 1 // added
	ChangeTypeRemoved ChangeType = 2 // removed
	ChangeTypeEdited  ChangeType = 3 // edited
)

var changeTypeNames = map[ChangeType]string{ChangeTypeAdded: "Added", ChangeTypeRemoved: "Removed", ChangeTypeEdited: "Edited"}

// String returns the change's name, or ChangeType(9) for a value this module does not know.
func (t ChangeType) String() string { return wire.EnumName("ChangeType", t, changeTypeNames) }

// ChangeCallback reports that a course, a class or its students changed (排课信息同步). UID says who made the change.
type ChangeCallback struct {
	Callback
	Type       ChangeType      `json:"opType,omitzero"`
	ChangeTime time.Time       `json:"opTime,omitzero"`
	Source     int             `json:"opSource,omitzero"` // 3 console, client and v2; 6 v1; the samples have others
	Data       json.RawMessage `json:"opData,omitzero"`   // after an edit only what was edited; the method Change reads it
}

func (m *ChangeCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}

// ChangedPerson identifies a teacher or a student in a change.
type ChangedPerson struct {
	TeacherUID  UID    `json:"teacherUid,omitzero"`
	TeacherName string `json:"teacherName,omitzero"`
	StudentUID  UID    `json:"studentUid,omitzero"`
	StudentName string `json:"studentName,omitzero"`
	StudentNo   string `json:"studentNo,omitzero"` // in primary and secondary schools
	TeacherNo   string `json:"teacherNo,omitzero"` // in primary and secondary schools
}

// Change is the course or class of a ChangeCallback. After an edit, fields left nil or zero were not edited.
type Change struct {
	CourseID     int64           `json:"courseId,omitzero"`
	CourseName   string          `json:"courseName,omitzero"`
	CourseStatus int             `json:"courseStatus,omitzero"` // 1 not begun, 2 running, 3 ended, 4 deleted
	ClassID      int64           `json:"classId,omitzero"`
	ClassName    string          `json:"className,omitzero"`
	ClassStatus  int             `json:"classStatus,omitzero"` // 1 not begun, 2 running, 3 ended, 4 deleted
	MainClassID  int64           `json:"MainClassId,omitzero"` // set for a sub-class
	StartTime    time.Time       `json:"beginTime,omitzero"`
	EndTime      time.Time       `json:"endTime,omitzero"`
	Seats        *int            `json:"seatNum,omitzero"` // people on stage, the teacher included
	AutoOnStage  *bool           `json:"-"`                // students go on stage by themselves (on the wire 0 is yes)
	Teacher      ChangedPerson   `json:"teacherInfo,omitzero"`
	HeadTeacher  ChangedPerson   `json:"mainTeacherInfo,omitzero"`
	Assistants   []ChangedPerson `json:"assistantTeacherInfos,omitzero"`
	Students     []ChangedPerson `json:"studentInfos,omitzero"`
}

// Change reads Data.
func (m *ChangeCallback) Change() (*Change, error) {
	out := &Change{}
	if wire.IsEmpty(m.Data) {
		return out, nil
	}
	if err := wire.Decode(m.Data, out); err != nil {
		return nil, fmt.Errorf("classin: opData does not fit: %w", err)
	}
	if from, err := wire.Split(m.Data); err == nil && from.Text("isAutoOnstage") != "" {
		out.AutoOnStage = new(from.Text("isAutoOnstage") == "0")
	}
	return out, nil
}

// AccountCallback reports that a user's account was deleted (账号注销), has another phone number (更换账号手机号码), or was set or changed as a
// sub-account of the institution (设置子账号). UID says whose.
type AccountCallback struct {
	Callback
	Phone       string    `json:"Telephone,omitzero"` // the new number
	Email       string    `json:"Email,omitzero"`
	RemarkName  string    `json:"RemarkName,omitzero"`     // set for CmdSubAccountSet
	Permissions string    `json:"PermissionList,omitzero"` // set for CmdSubAccountSet: "1,3,3_1,4"
	CancelTime  time.Time `json:"CancellationTime,omitzero"`
	ReplaceTime time.Time `json:"ReplaceTime,omitzero"`
	SetTime     time.Time `json:"SetTime,omitzero"`
	Status      int       `json:"AccountStatus,omitzero"` // set for CmdAccountCancelled: 255
}

func (m *AccountCallback) read(callback *Callback) error {
	err := wire.Decode(callback.Raw, m)
	m.Callback = *callback
	return err
}
