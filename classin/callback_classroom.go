package classin

import (
	"strconv"

	"github.com/go-classcloud/classcloud/classroom"
)

var classroomRoles = map[Role]classroom.Role{
	RoleStudent: classroom.RoleStudent, RoleAuditor: classroom.RoleGuest, RoleTeacher: classroom.RoleTeacher, RoleAssistant: classroom.RoleAssistant,
	RolePrincipal: classroom.RoleGuest, RolePrincipalAssistant: classroom.RoleGuest,
}

// ClassroomEvents returns the callback as an event over all vendors, a classroom.KindOther. Callbacks of kinds that all vendors have a word
// for do it better: EnterCallback, LeaveCallback, KickCallback, StageCallback, RecordingStartCallback, EndCallback and VideoCallback.
func (w *Callback) ClassroomEvents() []classroom.Event {
	return []classroom.Event{w.event(classroom.KindOther, w.UID, w)}
}

// event returns an event of the class.
func (w *Callback) event(kind classroom.Kind, who UID, raw any) classroom.Event {
	e := classroom.Event{Vendor: vendor, ID: w.ID, Kind: kind, At: w.Time, Raw: raw, User: classroom.User{ID: number(int64(who)), Role: classroomRoles[w.Role]}}
	if who != w.UID {
		e.User.Role = classroom.RoleUnknown // Role is UID's
	}
	e.Account, e.RoomID, e.LessonID = number(w.SID), number(w.CourseID), number(w.ClassID)
	return e
}

// number returns an id as text, "" for none.
func number(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// target returns whom the callback is about: TargetUID, else UID.
func (w *Callback) target() UID {
	if w.TargetUID != 0 {
		return w.TargetUID
	}
	return w.UID
}

// ClassroomEvents returns the callback as a classroom.KindJoined. Its device is ClientID: a user may be there on several.
func (m *EnterCallback) ClassroomEvents() []classroom.Event {
	e := m.event(classroom.KindJoined, m.UID, m)
	e.User.Name, e.User.Device = m.Nickname, m.device(m.ClientID)
	return []classroom.Event{e}
}

// device names a device by its ClientID, "" if that could not be read.
func (w *Callback) device(clientID int) string {
	if len(w.ProblemsAt("/ClientID")) > 0 {
		return ""
	}
	return strconv.Itoa(clientID)
}

// ClassroomEvents returns the callback as a classroom.KindLeft of a device, or as a classroom.KindKicked for LeaveReasonKicked.
func (m *LeaveCallback) ClassroomEvents() []classroom.Event {
	kind := classroom.KindLeft
	if m.Reason == LeaveReasonKicked {
		kind = classroom.KindKicked
	}
	e := m.event(kind, m.UID, m)
	e.User.Device = m.device(m.ClientID)
	return []classroom.Event{e}
}

// ClassroomEvents returns the callback as a classroom.KindKicked of TargetUID, or as a classroom.KindOther if it says that nobody was.
func (m *KickCallback) ClassroomEvents() []classroom.Event {
	kind := classroom.KindKicked
	if !m.Kicked {
		kind = classroom.KindOther
	}
	return []classroom.Event{m.event(kind, m.target(), m)}
}

// ClassroomEvents returns the callback as a classroom.KindOnStage or classroom.KindOffStage; as a classroom.KindOther if Operation is among
// Problems, since then it says neither.
func (m *StageCallback) ClassroomEvents() []classroom.Event {
	kind := classroom.KindOffStage
	switch {
	case len(m.ProblemsAt("/Operation")) > 0:
		kind = classroom.KindOther
	case m.OnStage:
		kind = classroom.KindOnStage
	}
	return []classroom.Event{m.event(kind, m.target(), m)}
}

// ClassroomEvents returns the callback as a classroom.KindRecordingStarted.
func (m *RecordingStartCallback) ClassroomEvents() []classroom.Event {
	return []classroom.Event{m.event(classroom.KindRecordingStarted, 0, m)}
}

// ClassroomEvents returns the callback as a classroom.KindEnded at EndTime: ClassIn does not tell of the end of a class when it happens, but
// up to 20 minutes later, with everything that was counted. AttendanceSheet says who was there.
func (m *EndCallback) ClassroomEvents() []classroom.Event {
	e := m.event(classroom.KindEnded, 0, m)
	if end := m.EndTime(); !end.IsZero() {
		e.At = end
	}
	return []classroom.Event{e}
}

// ClassroomEvents returns the callback as a classroom.KindRecordingReady.
func (v *VideoCallback) ClassroomEvents() []classroom.Event {
	return []classroom.Event{v.event(classroom.KindRecordingReady, 0, v)}
}

// ClassroomRow returns a line of an attendance sheet as a row over all vendors. ClassIn's sheet does not tell the stays. Uncertain is not in
// the row: do not pay by a line that is.
func (p Presence) ClassroomRow() classroom.Row {
	return classroom.Row{
		Person: classroom.Person{ID: number(int64(p.UID)), Name: p.Name, Role: classroomRoles[p.Role]},
		Absent: p.Status == PresenceStatusAbsent, Total: p.Duration, LateBy: p.Late, EarlyBy: p.LeftEarly,
	}
}
