package classin

import (
	"context"
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud"
)

// ClassAttendance is somebody's attendance of a class, as a school that has the read opened gets it. It has the words of the callback
// CmdAttendance.
type ClassAttendance struct {
	UID         UID                        `json:"uid,omitzero" check:"required"`
	Name        string                     `json:"name,omitzero"`
	Phone       string                     `json:"telephone,omitzero"`
	Role        Role                       `json:"identity,omitzero"`
	Duration    *time.Duration             `json:"attendanceTime,omitzero" wire:"seconds"` // nil when the reply does not say
	FirstInTime time.Time                  `json:"firstInTime,omitzero"`                   // zero for who was not there
	LastOutTime time.Time                  `json:"lastOutTime,omitzero"`                   // zero for who was not there, or is still there
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero"`                       // members that this module does not have, as they arrived
}

// ListAttendance returns who was in a class, when and how long. It is how attendance is had without the callbacks.
//
// ClassIn 获取课节下出勤成员的时间信息, POST /partner/api/course.api.php?action=getClassMemberTimeDetails. The vendor took its page away in 2018 and
// opens the read per school: CodeNotAuthorized may mean that yours does not have it. A public PHP program of 2018 calls it with courseId and
// classId and reads data; nobody has published a reply. The names of members are inferred from the callbacks Attendance and End, and rows
// may be keyed by UID as in End: look into Unknown for what else arrived. Safe to repeat.
func (s ClassesService) ListAttendance(ctx context.Context, in *GetClassRequest, opts ...classcloud.CallOption) ([]ClassAttendance, error) {
	rows, _, err := list[ClassAttendance](ctx, s.client, opClassesListAttendance, in, opts)
	return rows, err
}

// ListPresence returns who has been in a class that is running, when and how long.
//
// ClassIn 获取上课中课节成员的时间信息, POST /partner/api/course.api.php?action=getClassMemberTime. The vendor took its page away in 2018, opens the
// read per school (CodeNotAuthorized may mean that yours does not have it), and recommends getClassMemberTimeDetails, that is
// ListAttendance, instead (appendix/edit_history, 2.1.4). CodeCourseExpired: the course has expired. What is inferred is as for
// ListAttendance. Safe to repeat.
func (s ClassesService) ListPresence(ctx context.Context, in *GetClassRequest, opts ...classcloud.CallOption) ([]ClassAttendance, error) {
	rows, _, err := list[ClassAttendance](ctx, s.client, opClassesListPresence, in, opts)
	return rows, err
}
