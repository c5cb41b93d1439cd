package weclassroom

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classroom"
)

// ClassroomEvents returns what is known to have happened in a lesson, as events over all vendors, for a classroom.Watch: WeClassroom sends no
// callbacks. lessonID is the lesson's zby_lid in decimal digits.
//
//   - classroom.KindStarted and classroom.KindEnded at the lesson's actual times (Lessons.ListByIDs).
//   - Once the lesson is over: classroom.KindOnStage of every student whom Reports.AllAttendance names, at the times of
//     Reports.ListEventTimes, which is one call a student; and classroom.KindRecordingReady, without a time, when Recordings.Get has one.
//
// The vendor does not say when anybody came or went: Reports.ListAttendance has sums alone. What can be read comes beside an error.
// Safe to repeat.
func (c *Client) ClassroomEvents(ctx context.Context, lessonID string) ([]classroom.Event, error) {
	id, err := strconv.ParseInt(lessonID, 10, 64)
	if err != nil || id <= 0 {
		return nil, &classcloud.Error{Vendor: vendor, Operation: operations[opLessonsListByIDs].Name, Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotSent,
			Fields: []classcloud.FieldError{{Field: "lessonID", Wire: "zby_lid", Problem: "is not the number of a lesson"}}}
	}
	lessons, err := c.Lessons.ListByIDs(ctx, []int64{id})
	var events []classroom.Event
	for _, lesson := range lessons {
		if lesson.LessonID != id {
			continue
		}
		events = append(events, lesson.classroomEvents()...)
		if !lesson.ActualEndTime.IsZero() {
			stages, stageErr := c.stageEvents(ctx, &lesson)
			recordings, recordingErr := c.recordingEvents(ctx, &lesson)
			events = append(append(events, stages...), recordings...)
			err = errors.Join(err, stageErr, recordingErr)
		}
	}
	return events, err
}

func (l *Lesson) event(kind classroom.Kind, id string, raw any) classroom.Event {
	lesson := strconv.FormatInt(l.LessonID, 10)
	return classroom.Event{Vendor: vendor, LessonID: lesson, ID: lesson + "/" + id, Kind: kind, Raw: raw}
}

func (l *Lesson) classroomEvents() []classroom.Event {
	var events []classroom.Event
	if !l.ActualStartTime.IsZero() {
		e := l.event(classroom.KindStarted, fmt.Sprintf("started/%d", l.ActualStartTime.Unix()), l)
		e.At = l.ActualStartTime
		events = append(events, e)
	}
	if !l.ActualEndTime.IsZero() {
		e := l.event(classroom.KindEnded, fmt.Sprintf("ended/%d", l.ActualEndTime.Unix()), l)
		e.At = l.ActualEndTime
		events = append(events, e)
	}
	return events
}

// stageEvents returns when students were on stage. An error of one student does not cost the others.
func (c *Client) stageEvents(ctx context.Context, lesson *Lesson) ([]classroom.Event, error) {
	var events []classroom.Event
	var errs []error
	for student, err := range c.Reports.AllAttendance(ctx, &ListAttendanceRequest{LessonID: lesson.LessonID}) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		times, err := c.Reports.ListEventTimes(ctx, &ListEventTimesRequest{LID: lesson.LessonID, Event: EventTypeOnStage, UserID: student.UserID})
		if err != nil {
			errs = append(errs, err)
		}
		for _, at := range times {
			user := strconv.FormatInt(student.UserID, 10)
			e := lesson.event(classroom.KindOnStage, fmt.Sprintf("on stage/%s/%d", user, at.Unix()), at)
			e.At, e.User = at, classroom.User{ID: user, Role: classroom.RoleStudent}
			events = append(events, e)
		}
	}
	return events, errors.Join(errs...)
}

func (c *Client) recordingEvents(ctx context.Context, lesson *Lesson) ([]classroom.Event, error) {
	recording, err := c.Recordings.Get(ctx, lesson.LessonID)
	switch {
	case errors.Is(err, classcloud.NotFound): // not there, or not there yet
		return nil, nil
	case err != nil:
		return nil, err
	case recording.MP4URL == "": // a lesson that has none yet, or will have none
		return nil, nil
	}
	return []classroom.Event{lesson.event(classroom.KindRecordingReady, "recording", recording)}, nil
}

// ClassroomRow returns the vendor's report of a student as a row over all vendors. The document does not name the unit of ListenTime, so say
// which your account's reports have: time.Second, or time.Minute.
func (a Attendance) ClassroomRow(unit time.Duration) classroom.Row {
	return classroom.Row{
		Person: classroom.Person{ID: strconv.FormatInt(a.UserID, 10), Role: classroom.RoleStudent},
		Total:  time.Duration(a.ListenTime) * unit, LateBy: a.LateBy, EarlyBy: a.EarlyBy,
	}
}

// ClassroomRow returns the vendor's report of a lesson's teacher as a row over all vendors, as that of a student.
func (a TeacherAttendance) ClassroomRow(unit time.Duration) classroom.Row {
	return classroom.Row{
		Person: classroom.Person{ID: strconv.FormatInt(a.TeacherID, 10), Role: classroom.RoleTeacher},
		Total:  time.Duration(a.ListenTime) * unit, LateBy: a.LateBy, EarlyBy: a.EarlyBy,
	}
}
