package baijiayun

import (
	"fmt"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// ClassroomEvents returns the callback as an event over all vendors: ClassOpStart is a classroom.KindStarted and ClassOpEnd a
// classroom.KindEnded. ClassOpTeacherIn and ClassOpTeacherOut, which do not say who the teacher is and which UserCallback tells too, and all
// others are a classroom.KindOther. The event's ID is made of room, op and time, since the document does not say that a repeat keeps its qid;
// without a time the qid is all that tells one event from the next.
func (c *ClassCallback) ClassroomEvents() []classroom.Event {
	kind := classroom.KindOther
	switch c.Op {
	case ClassOpStart:
		kind = classroom.KindStarted
	case ClassOpEnd:
		kind = classroom.KindEnded
	}
	id := fmt.Sprintf("%d/%s/%d", c.RoomID, c.Op, second(c.Time))
	if c.Time.IsZero() && c.QID != "" {
		id += "/" + c.QID
	}
	return []classroom.Event{c.Form.event(kind, c.RoomID, id, c.Time, c)}
}

// ClassroomEvents returns an event over all vendors for each user who entered or left: classroom.KindJoined, classroom.KindLeft, and
// classroom.KindOther for an event that is neither. Its Raw is the UserEvent. A guest, whose number is 0, has no user id there. The vendor
// does not say what role somebody has, nor tell devices apart, nor a kick or a lost connection from leaving.
func (c *UserCallback) ClassroomEvents() []classroom.Event {
	var events []classroom.Event
	for i := range c.Events {
		user := &c.Events[i]
		kind := classroom.KindOther
		switch user.Event {
		case UserEventTypeIn:
			kind = classroom.KindJoined
		case UserEventTypeOut:
			kind = classroom.KindLeft
		}
		id := fmt.Sprintf("%d/%s/%d/%d", c.RoomID, user.Event, user.UserNumber, second(user.Time))
		e := c.Form.event(kind, c.RoomID, id, user.Time, user)
		e.User.Name = user.UserName
		if user.UserNumber != 0 {
			e.User.ID = strconv.FormatInt(user.UserNumber, 10)
		} else {
			e.ID += "/" + user.UserName
		}
		if user.Time.IsZero() && c.QID != "" { // nothing else tells it from the next
			e.ID += fmt.Sprintf("/%s/%d", c.QID, i)
		}
		events = append(events, e)
	}
	return events
}

// ClassroomEvents returns the callback as an event over all vendors: classroom.KindRecordingReady when the playback or video can be
// watched, classroom.KindRecordingFailed when it could not be made, else classroom.KindOther. The vendor does not say when that happened:
// the event's time is when it signed the callback. A video on demand has no room.
func (c *PlaybackCallback) ClassroomEvents() []classroom.Event {
	kind := classroom.KindOther
	switch {
	case c.Status == PlaybackStatusReady:
		kind = classroom.KindRecordingReady
	case c.Status == PlaybackStatusFailed, VideoStatus(c.Status) == VideoStatusTranscodeTimedOut, VideoStatus(c.Status) == VideoStatusUploadTimedOut:
		kind = classroom.KindRecordingFailed
	}
	e := c.Form.event(kind, c.RoomID, fmt.Sprintf("%d/%d/%d/%d/%d", c.RoomID, c.SessionID, c.Version, c.VideoID, c.Status), c.SignTime, c)
	if c.SessionID != 0 {
		e.LessonID = strconv.FormatInt(c.SessionID, 10)
	}
	return []classroom.Event{e}
}

// event returns an event of a room.
func (f Form) event(kind classroom.Kind, roomID int64, id string, at time.Time, raw any) classroom.Event {
	e := classroom.Event{Vendor: vendor, Account: first(f, "partner_id"), ID: id, Kind: kind, At: at, Raw: raw}
	if roomID != 0 {
		e.RoomID = strconv.FormatInt(roomID, 10)
	}
	return e
}

func first(f Form, name string) string {
	if values := f[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// second returns a time in seconds since 1970, or 0 for none.
func second(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

var classroomRoles = map[Role]classroom.Role{RoleStudent: classroom.RoleStudent, RoleTeacher: classroom.RoleTeacher, RoleAssistant: classroom.RoleAssistant}

// ClassroomRow returns a row of the vendor's report as a row over all vendors. Its Total is ListenDuration; the vendor tells neither stays nor
// who was late. A user can have several rows, which classroom.Compare adds up. A guest, whose number is 0, has no id there.
func (a Attendance) ClassroomRow() classroom.Row {
	row := classroom.Row{Person: classroom.Person{Name: a.UserName, Role: classroomRoles[a.Role]}, Total: a.ListenDuration}
	if a.UserNumber != 0 {
		row.Person.ID = strconv.FormatInt(a.UserNumber, 10)
	}
	return row
}
