package weclassroom_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// sought is what finds the lesson of an institution.
func (i *institution) sought() *weclassroom.FindLessonRequest {
	in := i.lesson()
	return &weclassroom.FindLessonRequest{ClassroomID: in.ClassroomID, TeacherID: i.teacher.UserID, StartTime: in.StartTime, EndTime: in.EndTime}
}

// second returns another classroom of the same teacher.
func (i *institution) second() weclassroomtest.Classroom {
	return i.AddClassroom(weclassroomtest.Classroom{TeacherID: i.teacher.UserID, Name: "Second", Category: weclassroomtest.CategorySmall})
}

// at adds a lesson at the time of the institution's lesson.
func (i *institution) at(classroom weclassroomtest.Classroom) int64 {
	in := i.lesson()
	return i.AddLesson(weclassroomtest.Lesson{ClassroomID: classroom.ClassroomID, StartTime: in.StartTime, EndTime: in.EndTime}).LessonID
}

func lessonIDs(found []weclassroom.FoundLesson) []int64 {
	return each(found, func(l weclassroom.FoundLesson) int64 { return l.LessonID })
}

func TestFindAfterALostReply(t *testing.T) {
	i := newInstitution(t)
	for n := range 150 { // more than one call of ListByIDs takes
		start := beginning.Add(time.Duration(n) * time.Second).Truncate(time.Minute)
		i.AddLesson(weclassroomtest.Lesson{ClassroomID: i.classroom.ClassroomID, StartTime: start, EndTime: start.Add(2 * time.Hour)})
	}
	in := i.lesson()
	i.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
	_, err := i.client.Lessons.Create(t.Context(), in)
	require.True(t, classcloud.MaybeApplied(err))
	sought := i.sought()
	sought.StartTime = sought.StartTime.In(time.FixedZone("", -5*3600))
	found, err := i.client.Lessons.Find(t.Context(), sought)
	require.NoError(t, err)
	lessons := i.Lessons()
	assert.Equal(t, []int64{lessons[len(lessons)-1].LessonID}, lessonIDs(found))
	assert.True(t, found[0].SameClassroom)
	assert.Equal(t, "Kept", found[0].Class.Name)
	assert.Equal(t, sought.EndTime.Add(59*time.Second).Unix(), found[0].EndTime.Unix(), "the last minute counts")
}

func TestFindComparesWhatTheVendorKeeps(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*institution, *weclassroomtest.Lesson)
		found  bool
	}{
		"the same":                {func(*institution, *weclassroomtest.Lesson) {}, true},
		"a start a minute later":  {func(_ *institution, l *weclassroomtest.Lesson) { l.StartTime = l.StartTime.Add(time.Minute) }, false},
		"an end a minute earlier": {func(_ *institution, l *weclassroomtest.Lesson) { l.EndTime = l.EndTime.Add(-time.Minute) }, false},
		"another name":            {func(_ *institution, l *weclassroomtest.Lesson) { l.Name = "Other" }, true},
		"another teacher": {func(i *institution, l *weclassroomtest.Lesson) {
			l.TeacherID = i.AddUser(weclassroomtest.User{Phone: "13900139009", Name: "Other", Teacher: true}).UserID
		}, false},
	} {
		i := newInstitution(t)
		lesson := weclassroomtest.Lesson{ClassroomID: i.classroom.ClassroomID, StartTime: i.lesson().StartTime, EndTime: i.lesson().EndTime}
		test.change(i, &lesson)
		i.AddLesson(lesson)
		found, err := i.client.Lessons.Find(t.Context(), i.sought())
		require.NoError(t, err, name)
		assert.Equal(t, test.found, len(found) == 1, name)
	}
}

// The id of a lesson's class may be the classroom's: then another class is another classroom. Where nothing shows that, it may be the one.
func TestFindKnowsTheClassroomWhereItCan(t *testing.T) {
	i := newInstitution(t)
	other := i.at(i.second())
	found, err := i.client.Lessons.Find(t.Context(), i.sought())
	require.NoError(t, err)
	assert.Equal(t, []int64{other}, lessonIDs(found))
	assert.False(t, found[0].SameClassroom)
	own := i.at(i.classroom)
	found, err = i.client.Lessons.Find(t.Context(), i.sought())
	require.NoError(t, err)
	assert.Equal(t, []int64{own}, lessonIDs(found))

	i = newInstitution(t, weclassroomtest.WithOwnClassIDs())
	other, own = i.at(i.second()), i.at(i.classroom)
	found, err = i.client.Lessons.Find(t.Context(), i.sought())
	require.NoError(t, err)
	assert.ElementsMatch(t, []int64{other, own}, lessonIDs(found))
	sought := i.sought()
	for _, one := range found {
		if one.LessonID == own {
			sought.ClassID = one.Class.ClassID
		}
	}
	found, err = i.client.Lessons.Find(t.Context(), sought)
	require.NoError(t, err)
	assert.Equal(t, []int64{own}, lessonIDs(found))
	assert.True(t, found[0].SameClassroom)
	sought.ClassID += 100
	found, err = i.client.Lessons.Find(t.Context(), sought)
	require.NoError(t, err)
	assert.Empty(t, found)
}

// A time that a row leaves out contradicts nothing.
func TestFindCountsWhatARowDoesNotSay(t *testing.T) {
	i := newInstitution(t)
	i.AddLesson(weclassroomtest.Lesson{ClassroomID: i.classroom.ClassroomID, StartTime: beginning, EndTime: beginning.Add(3 * time.Hour)})
	i.Lie("Lessons.ListByIDs", weclassroomtest.Lie{Drop: []string{"start_time", "end_time"}})
	found, err := i.client.Lessons.Find(t.Context(), i.sought())
	require.NoError(t, err)
	assert.Len(t, found, 1)
}

// The period holds the lesson, whatever the vendor means by a period.
func TestFindAsksForAMinuteMore(t *testing.T) {
	var asked []weclassroomtest.Array
	client, _ := stubbed(t, func(path string, in weclassroomtest.Array) string {
		asked = append(asked, in)
		return `{"status":1,"error_code":10000,"msg":"","data":[]}`
	})
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, clienttest.CST)
	found, err := client.Lessons.Find(t.Context(), &weclassroom.FindLessonRequest{ClassroomID: 1, TeacherID: 2, StartTime: start, EndTime: start.Add(time.Hour)})
	require.NoError(t, err)
	assert.Empty(t, found)
	require.Len(t, asked, 1)
	assert.Contains(t, fmt.Sprint(asked[0]), "2026-03-02 08:59:00")
	assert.Contains(t, fmt.Sprint(asked[0]), "2026-03-02 10:01:00")
}

func TestFindOfALessonThatIsNotTold(t *testing.T) {
	infos := 0
	client, _ := stubbed(t, func(path string, in weclassroomtest.Array) string {
		rows := `{"lesson_id":7},{"lesson_id":8},{"lesson_id":7}`
		if strings.HasSuffix(path, "/lesson/info") {
			infos++
			assert.Equal(t, 1, strings.Count(fmt.Sprint(in), "7"), "an id that comes twice is asked for once")
			rows = `{"zby_lid":7,"status":0,"start_time":"2026-03-02 12:00:00","end_time":"2026-03-02 13:00:59"}`
		}
		return `{"status":1,"error_code":10000,"msg":"","data":[` + rows + `]}`
	})
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, clienttest.CST)
	_, err := client.Lessons.Find(t.Context(), &weclassroom.FindLessonRequest{ClassroomID: 1, TeacherID: 2, StartTime: start, EndTime: start.Add(time.Hour)})
	require.ErrorIs(t, err, classcloud.Aborted)
	assert.ErrorContains(t, err, "lists lesson 8")
	assert.Equal(t, 3, infos)
}

func TestFindFails(t *testing.T) {
	i := newInstitution(t)
	i.at(i.classroom)
	client := i.Server.Client(classcloud.WithoutRetry())
	for operation, found := range map[string]int{"Lessons.ListByUser": 0, "Lessons.ListByIDs": 0, "Lessons.GetClassroom": 1} {
		i.Inject(operation, weclassroomtest.Fault{Status: 503})
		got, err := client.Lessons.Find(t.Context(), i.sought())
		require.ErrorIs(t, err, classcloud.Unavailable, operation)
		assert.Len(t, got, found, operation)
	}
	for _, operation := range []string{"Lessons.ListByUser", "Lessons.ListByIDs"} {
		i.Lie(operation, weclassroomtest.Lie{Null: 1})
		_, err := client.Lessons.Find(t.Context(), i.sought())
		require.ErrorIs(t, err, classcloud.DataLoss, operation)
		i.Lie(operation, weclassroomtest.Lie{})
	}

	i.at(i.classroom)
	i.Lie("Lessons.ListByUser", weclassroomtest.Lie{Null: 2})
	got, err := client.Lessons.Find(t.Context(), i.sought())
	require.ErrorIs(t, err, classcloud.DataLoss, "of two rows one could not be read")
	assert.Len(t, got, 1)
	i.Lie("Lessons.ListByUser", weclassroomtest.Lie{})

	i.ClearRequests()
	_, err = client.Lessons.Find(t.Context(), &weclassroom.FindLessonRequest{})
	e := clienttest.AsError(t, err)
	assert.Equal(t, []string{"Lessons.Find", "NotSent"}, []string{e.Operation, e.Outcome.String()})
	assert.ElementsMatch(t, []string{"ClassroomID", "TeacherID", "StartTime", "EndTime"}, each(e.Fields, func(f classcloud.FieldError) string { return f.Field }))
	backwards := i.sought()
	backwards.EndTime = backwards.StartTime
	for name, call := range map[string]func() error{
		"nil":         func() error { _, err := client.Lessons.Find(t.Context(), nil); return err },
		"no duration": func() error { _, err := client.Lessons.Find(t.Context(), backwards); return err },
		"bad options": func() error {
			_, err := client.Lessons.Find(t.Context(), i.sought(), classcloud.WithTimeout(-1))
			return err
		},
		"no client":  func() error { _, err := new(weclassroom.Client).Lessons.Find(t.Context(), i.sought()); return err },
		"no service": func() error { _, err := weclassroom.LessonsService{}.Find(t.Context(), i.sought()); return err },
	} {
		assert.Error(t, call(), name)
	}
	assert.Empty(t, i.Requests())
}

// A row about a lesson that was not asked for is not the teacher's, and a lesson with two rows is one.
func TestFindTakesOnlyTheTeachersLessons(t *testing.T) {
	i := newInstitution(t)
	id := i.at(i.classroom)
	row := fmt.Sprintf(`{"zby_lid":%%d,"status":0,"start_time":"%s","end_time":"%s"}`, i.lesson().StartTime.In(clienttest.CST).Format(time.DateTime), i.lesson().EndTime.In(clienttest.CST).Format(time.DateTime))
	i.Respond("Lessons.ListByIDs", fmt.Sprintf(`{"status":1,"error_code":10000,"data":[`+row+","+row+","+row+`]}`, id, id, id+1))
	found, err := i.client.Lessons.Find(t.Context(), i.sought())
	require.NoError(t, err)
	assert.Equal(t, []int64{id}, lessonIDs(found))
}
