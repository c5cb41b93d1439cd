package weclassroomtest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestSeedingWhatCannotBe(t *testing.T) {
	f := school(t)
	for name, seed := range map[string]func(){
		"a classroom with an unknown student":  func() { f.AddClassroom(weclassroomtest.Classroom{TeacherID: julia, StudentIDs: []int64{julia}}) },
		"a classroom with an unknown document": func() { f.AddClassroom(weclassroomtest.Classroom{TeacherID: julia, DocumentIDs: []int64{1}}) },
		"a lesson with an unknown student": func() {
			f.AddLesson(weclassroomtest.Lesson{ClassroomID: course148, StartTime: f.Now(), EndTime: f.Now().Add(time.Hour), StudentIDs: []int64{1}})
		},
		"a document twice":               func() { f.AddDocument(weclassroomtest.Document{DocumentID: slides}) },
		"the conversion of no document":  func() { f.Convert(1, weclassroomtest.ConvertStatusDone) },
		"attendance of no lesson":        func() { f.AddAttendance(weclassroomtest.Attendance{LessonID: 1, UserID: zhang}) },
		"attendance of nobody":           func() { f.AddAttendance(weclassroomtest.Attendance{LessonID: held, UserID: 1}) },
		"a teacher's who is nobody":      func() { f.AddTeacherAttendance(weclassroomtest.TeacherAttendance{LessonID: held, TeacherID: 1}) },
		"an award in no lesson":          func() { f.AddStarCount(weclassroomtest.StarCount{LessonID: 1, UserID: zhang}) },
		"an event nobody knows":          func() { f.AddEvent(weclassroomtest.Event{LessonID: held, UserID: zhang, Type: "sleep"}) },
		"an event in no lesson":          func() { f.AddEvent(weclassroomtest.Event{LessonID: 1, UserID: zhang, Type: "handup"}) },
		"a call for help from no lesson": func() { f.AddHelpRequest(weclassroomtest.HelpRequest{LessonID: 1}) },
		"a recording of no lesson":       func() { f.AddRecording(weclassroomtest.Recording{LessonID: 1}) },
		"a recording of an unknown user": func() { f.AddRecording(weclassroomtest.Recording{LessonID: held, UserID: 1}) },
	} {
		assert.Panics(t, seed, name)
	}
	assert.Len(t, f.Classrooms(), 1)
	assert.Len(t, f.Lessons(), 2)
}

func TestWhatIsReturnedIsACopy(t *testing.T) {
	f := school(t)
	f.Classrooms()[0].StudentIDs[0] = 1
	f.Lessons()[0].StudentIDs[0] = 1
	assert.Equal(t, []int64{zhang}, f.Classrooms()[0].StudentIDs)
	assert.Equal(t, []int64{zhang}, f.lesson(held).StudentIDs)
}
