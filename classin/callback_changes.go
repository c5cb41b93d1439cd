package classin

import (
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// ChangeType is what was done to a course, a class or a comment (opType, OpType).
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

// ChangeSource is where a change was made (opSource). The document's own samples have others: 1 and 4.
type ChangeSource int

// The sources.
const (
	ChangeSourceConsole ChangeSource = 3 // the console, the client, or v2 of the API
	ChangeSourceV1      ChangeSource = 6 // v1 of the API
)

var changeSourceNames = map[ChangeSource]string{ChangeSourceConsole: "Console", ChangeSourceV1: "V1"}

// String returns the source's name, or ChangeSource(9) for a value this module does not know.
func (s ChangeSource) String() string { return wire.EnumName("ChangeSource", s, changeSourceNames) }

// CourseType is what sort of course it is (courseType).
type CourseType int

// The sorts of courses.
const (
	CourseTypeStandard      CourseType = 1 // a standard course
	CourseTypeOpen          CourseType = 2 // an open course
	CourseTypeDoubleTeacher CourseType = 3 // a course with two teachers, of the old sort
)

var courseTypeNames = map[CourseType]string{CourseTypeStandard: "Standard", CourseTypeOpen: "Open", CourseTypeDoubleTeacher: "DoubleTeacher"}

// String returns the sort's name, or CourseType(9) for a value this module does not know.
func (t CourseType) String() string { return wire.EnumName("CourseType", t, courseTypeNames) }

// ClassType is what sort of class it is (classType).
type ClassType int

// The sorts of classes.
const (
	ClassTypeStandard      ClassType = 1 // a standard class
	ClassTypeOpen          ClassType = 2 // an open class
	ClassTypeDoubleTeacher ClassType = 3 // a class with two teachers, of the old sort: the main class or a sub-class
	ClassTypeSubClass      ClassType = 9 // a sub-class of a class with two teachers, of the new sort
)

var classTypeNames = map[ClassType]string{
	ClassTypeStandard: "Standard", ClassTypeOpen: "Open", ClassTypeDoubleTeacher: "DoubleTeacher", ClassTypeSubClass: "SubClass",
}

// String returns the sort's name, or ClassType(8) for a value this module does not know.
func (t ClassType) String() string { return wire.EnumName("ClassType", t, classTypeNames) }

// ChangeStatus is where a course or a class stands (courseStatus, classStatus).
type ChangeStatus int

// The stages.
const (
	ChangeStatusNotStarted ChangeStatus = 1 // not begun
	ChangeStatusStarted    ChangeStatus = 2 // running
	ChangeStatusEnded      ChangeStatus = 3 // over
	ChangeStatusDeleted    ChangeStatus = 4 // deleted
)

var changeStatusNames = map[ChangeStatus]string{
	ChangeStatusNotStarted: "NotStarted", ChangeStatusStarted: "Started", ChangeStatusEnded: "Ended", ChangeStatusDeleted: "Deleted",
}

// String returns the stage's name, or ChangeStatus(9) for a value this module does not know.
func (s ChangeStatus) String() string { return wire.EnumName("ChangeStatus", s, changeStatusNames) }

// ChangeCallback reports that a course, a class or its students changed (排课信息同步). UID says who made the change.
type ChangeCallback struct {
	Callback
	Type       ChangeType   `json:"opType,omitzero"`
	ChangeTime time.Time    `json:"opTime,omitzero"`
	Source     ChangeSource `json:"opSource,omitzero"`
	Data       Change       `json:"opData,omitzero"` // after an edit only what was edited
	UUID       string       `json:"uuid,omitzero"`   // in the samples alone: names the change
}

func (m *ChangeCallback) settle() {
	all, _ := wire.Split(m.Raw.text())
	data, _ := wire.Split(all.Get("opData")) // nil when nothing was edited
	for _, member := range data {
		if member.Name == "expiryTime" {
			m.Data.Permanent = wire.ScalarText(member.Raw) == "0"
		}
	}
}

// ChangedLabel is a label of a course, a class or a student.
type ChangedLabel struct {
	LabelID   int64                      `json:"labelId,omitzero"`
	LabelName string                     `json:"labelName,omitzero"`
	Unknown   map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// ChangedPerson identifies a teacher or a student in a change.
type ChangedPerson struct {
	TeacherUID  UID                        `json:"teacherUid,omitzero"`
	TeacherName string                     `json:"teacherName,omitzero"`
	StudentUID  UID                        `json:"studentUid,omitzero"`
	StudentName string                     `json:"studentName,omitzero"`
	StudentNo   string                     `json:"studentNo,omitzero"` // in primary and secondary schools
	TeacherNo   string                     `json:"teacherNo,omitzero"` // in primary and secondary schools
	Labels      []ChangedLabel             `json:"labelInfos,omitzero"`
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

// Change is the course or class of a ChangeCallback. After an edit, fields left nil or zero were not edited; a list that was emptied is
// empty and not nil.
type Change struct {
	CourseID     int64                      `json:"courseId,omitzero"`
	CourseName   string                     `json:"courseName,omitzero"`
	CourseType   CourseType                 `json:"courseType,omitzero"`
	CourseStatus ChangeStatus               `json:"courseStatus,omitzero"`
	ExpireTime   time.Time                  `json:"expiryTime,omitzero"`
	Permanent    bool                       `json:"Permanent,omitzero"`  // the callback says that the course does not expire: expiryTime is 0
	Category     string                     `json:"category,omitzero"`   // in primary and secondary schools: the unit of the organisation
	CategoryID   int64                      `json:"categoryId,omitzero"` // in primary and secondary schools
	Subject      *Subject                   `json:"subjectId,omitzero"`  // in primary and secondary schools; nil was not edited
	ClassID      int64                      `json:"classId,omitzero"`
	ClassName    string                     `json:"className,omitzero"`
	ClassType    ClassType                  `json:"classType,omitzero"`
	ClassStatus  ChangeStatus               `json:"classStatus,omitzero"`
	MainClassID  *int64                     `json:"MainClassId,omitzero"` // of a new class: 0, or for a sub-class its main class; nil after an edit
	StartTime    time.Time                  `json:"beginTime,omitzero"`
	EndTime      time.Time                  `json:"endTime,omitzero"`
	Seats        *int                       `json:"seatNum,omitzero"`                       // people on stage, the teacher included
	AutoOnStage  *bool                      `json:"isAutoOnstage,omitzero" wire:"inverted"` // students go on stage by themselves (on the wire 0 is yes)
	Teacher      ChangedPerson              `json:"teacherInfo,omitzero"`
	HeadTeacher  ChangedPerson              `json:"mainTeacherInfo,omitzero"`
	Assistants   []ChangedPerson            `json:"assistantTeacherInfos,omitzero"`
	Students     []ChangedPerson            `json:"studentInfos,omitzero"`
	Labels       []ChangedLabel             `json:"labelInfos,omitzero"`
	Unknown      map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
