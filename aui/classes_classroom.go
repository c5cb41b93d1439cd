package aui

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-classcloud/classcloud/classroom"
	"github.com/go-classcloud/classcloud/internal/transport"
)

var classroomRoles = map[Role]classroom.Role{RoleStudent: classroom.RoleStudent, RoleAssistant: classroom.RoleAssistant, RoleTeacher: classroom.RoleTeacher}

// watcherID is who asks for a class of which only the class matters: the reply holds addresses for this user, which are not used.
const watcherID = "classcloud-watch"

// ClassroomEvents returns what is known to have happened in a class, as events over all vendors, for a classroom.Watch: AUI sends no
// callbacks. It reads the class (Classes.Get) and all of its members (Members.All).
//
//   - classroom.KindStarted and classroom.KindEnded: of the last Start, and of the Stop after it, at their times.
//   - classroom.KindJoined of every member, at the time of the last join; classroom.KindLeft and classroom.KindKicked of who is not there any more.
//     The server does not say when they left: At is zero, and the Watch sets it.
//   - classroom.KindRecordingReady and classroom.KindRecordingFailed, without a time.
//
// The server keeps one join a member: who leaves and joins again between two looks is seen to join twice and not to leave in between. It keeps
// one place a user, not one a device: who leaves on the first of two is gone. It learns of leaving from the page that is closed, so who loses
// the connection stays (inferred from the vendor's web client; nothing else is known to call Members.Leave). And a guest is a student.
// What can be read comes beside an error. Safe to repeat.
func (c *Client) ClassroomEvents(ctx context.Context, classID string) ([]classroom.Event, error) {
	if c == nil {
		return nil, transport.ErrUnbuilt(vendor, "ClassroomEvents")
	}
	class, err := c.Classes.Get(ctx, &GetClassRequest{ClassID: classID, UserID: watcherID})
	if class == nil {
		return nil, err
	}
	if odd := class.is(classID); odd != nil {
		return nil, errors.Join(odd, err)
	}
	events := class.classroomEvents()
	for member, memberErr := range c.Members.All(ctx, &ListMembersRequest{ClassID: classID}) {
		if memberErr != nil {
			err = errors.Join(err, memberErr)
			continue
		}
		events = append(events, class.memberEvents(member)...)
	}
	return events, err
}

func (c *Class) event(kind classroom.Kind, id string, raw any) classroom.Event {
	return classroom.Event{Vendor: vendor, RoomID: c.ClassID, ID: c.ClassID + "/" + id, Kind: kind, Raw: raw}
}

func (c *Class) classroomEvents() []classroom.Event {
	var events []classroom.Event
	if !c.StartTime.IsZero() {
		e := c.event(classroom.KindStarted, fmt.Sprintf("started/%d", c.StartTime.UnixMilli()), c)
		e.At = c.StartTime
		events = append(events, e)
	}
	// The times are whole seconds: of a Stop and a Start in the same one, the status says which was the last.
	if !c.EndTime.IsZero() && !c.EndTime.Before(c.StartTime) && !(c.Status == ClassStatusStarted && c.EndTime.Equal(c.StartTime)) {
		e := c.event(classroom.KindEnded, fmt.Sprintf("ended/%d", c.EndTime.UnixMilli()), c)
		e.At = c.EndTime
		events = append(events, e)
	}
	switch {
	case c.VOD == nil:
	case c.VOD.Status == VODStatusReady:
		events = append(events, c.event(classroom.KindRecordingReady, "recording/"+c.VODID, c))
	case c.VOD.Status == VODStatusFailed:
		events = append(events, c.event(classroom.KindRecordingFailed, "recording failed/"+c.VODID, c))
	}
	return events
}

func (c *Class) memberEvents(m Member) []classroom.Event {
	user := classroom.User{ID: m.UserID, Name: m.UserName, Role: classroomRoles[c.RoleOf(m)]}
	id := fmt.Sprintf("%s/%d", m.UserID, m.JoinTime.UnixMilli())
	joined := c.event(classroom.KindJoined, "joined/"+id, m)
	joined.At, joined.User = m.JoinTime, user
	events := []classroom.Event{joined}
	switch m.Status {
	case MemberStatusLeft:
		events = append(events, c.event(classroom.KindLeft, "left/"+id, m))
	case MemberStatusKicked:
		events = append(events, c.event(classroom.KindKicked, "kicked/"+id, m))
	}
	events[len(events)-1].User = user
	return events
}
