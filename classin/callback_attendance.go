package classin

import (
	"encoding/json"
	"time"
)

// AttendanceCallback reports the attendance of a class (Attendance). The vendor's public documents do not have it; its members are those
// that a production service reads (repository classinkr-main/api_dashboard, samples/attendance_sample.json). AttendanceSheet says who was
// there.
type AttendanceCallback struct {
	Callback
	ActivityID     int64         `json:"ActivityID,omitzero" wire:"or=ActivityId"`
	CourseName     string        `json:"CourseName,omitzero"`
	ClassName      string        `json:"ClassName,omitzero"`
	ClassStartTime time.Time     `json:"ClassStartTime,omitzero"`
	ClassEndTime   time.Time     `json:"ClassEndTime,omitzero"`         // the planned end, without overtime: inferred from that sample
	Present        int           `json:"AttendanceStudentNum,omitzero"` // the students who were there
	Students       int           `json:"ClassStudentNum,omitzero"`      // the students of the class
	Flag           int           `json:"AttendanceFlag,omitzero"`       // 1 in that sample, which does not explain it
	Data           []AttendedFor `json:"Data,omitzero"`                 // everybody of the class, those who were not there too
}

// AttendedFor is somebody's attendance of a class. A nil or zero value did not arrive, or could not be read: then it is among Problems.
type AttendedFor struct {
	UID         UID                        `json:"Uid,omitzero" wire:"or=StudentUid" check:"required"`
	Name        string                     `json:"Name,omitzero" wire:"or=StudentName"`
	Role        Role                       `json:"Identity,omitzero"`
	Duration    *time.Duration             `json:"AttendanceTime,omitzero" wire:"seconds"` // nil when the callback does not say
	FirstInTime time.Time                  `json:"FirstInTime,omitzero"`                   // zero for who was not there
	LastOutTime time.Time                  `json:"LastOutTime,omitzero"`                   // zero for who was not there
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
