package agora

import (
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

var classroomRoles = map[Role]classroom.Role{
	RoleTeacher: classroom.RoleTeacher, RoleStudent: classroom.RoleStudent, RoleAssistant: classroom.RoleAssistant, RoleObserver: classroom.RoleGuest,
	RoleInvisible: classroom.RoleRecorder, RoleServer: classroom.RoleRecorder,
}

// ClassroomEvents returns the event as events over all vendors, in the order in which they happened:
//
//   - RoomStatusChanged: classroom.KindStarted; classroom.KindEnded for a class that ended, and another for a room that was closed.
//   - MembersChanged: first who left (classroom.KindLeft, classroom.KindKicked), then who entered (classroom.KindJoined), one event each.
//   - StageChanged: classroom.KindOnStage and classroom.KindOffStage, one event each.
//   - RecordingChanged: classroom.KindRecordingStarted, classroom.KindRecordingStopped, and classroom.KindRecordingFailed where Agora gave up.
//     Recordings.List says when its files can be had.
//
// Everything else, and what cannot be read, is a classroom.KindOther. At is what Agora says in the event's data: zero where it says nothing,
// as of StageChanged. The ID is the room's id, the event's number and a place in it: Delivery.ClassroomEvents has one that is the room's own
// when its id is used again.
func (e Event) ClassroomEvents() []classroom.Event {
	return e.classroomEvents(fmt.Sprintf("%s/%d", e.RoomUUID, e.Sequence))
}

// ClassroomEvents does the same for an event that an EventPoller hands over, with IDs made from EventID.
func (d Delivery) ClassroomEvents() []classroom.Event {
	return d.Event.classroomEvents(d.EventID)
}

func (e Event) classroomEvents(id string) []classroom.Event {
	r := happened{room: classroom.Event{Vendor: vendor, RoomID: e.RoomUUID, Raw: e}, id: id}
	switch data := e.Data.(type) {
	case *RoomStatusChanged:
		r.status(data)
	case *MembersChanged:
		for _, m := range data.Offline {
			kind := classroom.KindLeft
			if m.Type == LeaveTypeKicked {
				kind = classroom.KindKicked
			}
			r.member(kind, m.EventMember)
		}
		for _, m := range data.Online {
			r.member(classroom.KindJoined, m.EventMember)
		}
	case *StageChanged:
		for _, u := range data.Removed {
			r.add(classroom.KindOffStage, time.Time{}, classroom.User{ID: u.UserUUID})
		}
		for _, u := range data.Added {
			r.add(classroom.KindOnStage, time.Time{}, classroom.User{ID: u.UserUUID})
		}
	case *RecordingChanged:
		r.recording(data)
	}
	if len(r.events) == 0 {
		r.add(classroom.KindOther, time.Time{}, classroom.User{})
	}
	return r.events
}

// happened collects the events over all vendors that one event of a room stands for.
type happened struct {
	room   classroom.Event
	id     string
	events []classroom.Event
}

func (h *happened) add(kind classroom.Kind, at time.Time, user classroom.User) {
	e := h.room
	e.ID, e.Kind, e.At, e.User = fmt.Sprintf("%s/%d", h.id, len(h.events)), kind, at, user
	h.events = append(h.events, e)
}

func (h *happened) status(data *RoomStatusChanged) {
	switch data.Status {
	case RoomStatusStarted:
		h.add(classroom.KindStarted, data.StartTime, classroom.User{})
	case RoomStatusEnded:
		h.add(classroom.KindEnded, data.EndTime, classroom.User{})
	case RoomStatusClosed:
		h.add(classroom.KindEnded, data.CloseTime, classroom.User{})
	}
}

func (h *happened) member(kind classroom.Kind, m EventMember) {
	h.add(kind, m.UpdateTime, classroom.User{ID: m.UserUUID, Name: m.UserName, Role: classroomRoles[m.Role]})
}

func (h *happened) recording(data *RecordingChanged) {
	switch {
	case data.Reason == RecordingReasonGaveUp:
		h.add(classroom.KindRecordingFailed, data.EndTime, classroom.User{})
	case data.Status == RecordingStatusRecording:
		h.add(classroom.KindRecordingStarted, data.StartTime, classroom.User{})
	case data.Status == RecordingStatusEnded:
		h.add(classroom.KindRecordingStopped, data.EndTime, classroom.User{})
	}
}
