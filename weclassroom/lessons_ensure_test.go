package weclassroom_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// desk is an institution and a journal, by one clock.
type desk struct {
	*institution
	*testing.T
	clock   *clienttest.Clock
	journal classcloud.Journal
}

func newDesk(t *testing.T, opts ...weclassroomtest.Option) *desk {
	t.Helper()
	d := &desk{newInstitution(t, opts...), t, clienttest.ClockAt(beginning), &classcloud.MemoryJournal{}}
	d.SetClock(d.clock.Now)
	d.client = d.Server.Client(classcloud.WithClock(d.clock))
	return d
}

// request is an Ensure of the institution's lesson.
func (d *desk) request(key string) *weclassroom.EnsureLessonRequest {
	in := &weclassroom.EnsureLessonRequest{Journal: d.journal, Key: key, Lesson: *d.lesson()}
	in.Lesson.TeacherID = d.teacher.UserID
	return in
}

// ensure says what came of an Ensure in one line.
func (d *desk) ensure(key string, changes ...func(*weclassroom.EnsureLessonRequest)) (*weclassroom.EnsuredLesson, string) {
	in := d.request(key)
	for _, change := range changes {
		change(in)
	}
	made, err := d.client.Lessons.Ensure(d.Context(), in)
	return made, outcome(made, err)
}

// outcome says what an Ensure returned.
func outcome(made *weclassroom.EnsuredLesson, err error) string {
	text := "nothing"
	if made != nil {
		text = fmt.Sprintf("a lesson, existed %v, differs %v", made.Existed, made.Differs)
	}
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		return fmt.Sprintf("%s; %v of %s, maybe applied %v", text, e.Kind, e.Key, classcloud.MaybeApplied(err))
	} else if err != nil {
		return text + "; " + err.Error()
	}
	return text
}

// count returns how many requests of an operation arrived.
func (d *desk) count(operation string) (n int) {
	for _, r := range d.Requests() {
		if r.Operation == operation {
			n++
		}
	}
	return n
}

const (
	fresh   = "a lesson, existed false, differs false"
	existed = "a lesson, existed true, differs false"
)

func TestEnsureMakesALessonOnce(t *testing.T) {
	d := newDesk(t)
	made, text := d.ensure("lesson-7")
	require.Equal(t, fresh, text)
	assert.Equal(t, strconv.FormatInt(d.Lessons()[0].Command, 10), made.Command)
	assert.Nil(t, made.Lesson)
	again, text := d.ensure("lesson-7")
	assert.Equal(t, existed, text)
	assert.Equal(t, made.LessonID, again.LessonID)
	assert.Empty(t, again.Command, "only the create tells it")
	assert.Equal(t, "Julia Li", again.Lesson.TeacherName)
	_, text = d.ensure("lesson-7", func(in *weclassroom.EnsureLessonRequest) { in.Lesson.Name = "Algebra" })
	assert.Equal(t, "a lesson, existed true, differs true", text)
	_, text = d.ensure("lesson-8")
	assert.Equal(t, fresh, text, "another key is another lesson")
	assert.Len(t, d.Lessons(), 2)
	assert.Zero(t, d.count("Lessons.ListByUser"), "nothing was in doubt")
}

func TestEnsureAfterALostReply(t *testing.T) {
	for name, fault := range map[string]weclassroomtest.Fault{
		"a reset":            {Apply: true, Reset: true},
		"502":                {Apply: true, Status: 502},
		"half a reply":       {Truncate: 20},
		"a server error":     {Apply: true, Body: `{"status":0,"error_code":50000,"msg":"服务器异常"}`},
		"success of nothing": {Apply: true, Body: `{"status":1,"error_code":10000,"msg":"","data":[]}`},
	} {
		d := newDesk(t)
		other := d.at(d.second())
		d.Inject("Lessons.Create", fault)
		made, text := d.ensure("lesson-7")
		assert.Equal(t, existed, text, name)
		require.Len(t, d.Lessons(), 2, name)
		assert.NotEqual(t, other, made.LessonID, name)
		assert.Equal(t, made.LessonID, made.Lesson.LessonID, name)
		assert.Equal(t, 1, d.count("Lessons.Create"), name)
	}
}

func TestEnsureAfterALostRequest(t *testing.T) {
	for name, fault := range map[string]weclassroomtest.Fault{
		"a reset":        {Reset: true},
		"502":            {Status: 502},
		"a server error": {Body: `{"status":0,"error_code":50000,"msg":"服务器异常"}`},
	} {
		d := newDesk(t)
		d.Inject("Lessons.Create", fault)
		for _, wait := range []time.Duration{0, 59 * time.Second} {
			d.clock.Advance(wait)
			_, text := d.ensure("lesson-7")
			assert.Equal(t, "nothing; Aborted of lesson-7, maybe applied true", text, name)
		}
		assert.Equal(t, 1, d.count("Lessons.Create"), name)
		d.clock.Advance(time.Second)
		_, text := d.ensure("lesson-7")
		assert.Equal(t, fresh, text, name)
		assert.Len(t, d.Lessons(), 1, name)
	}
}

func TestEnsureWhereTheListIsLate(t *testing.T) {
	d := newDesk(t, weclassroomtest.WithListDelay(30*time.Second))
	d.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
	_, text := d.ensure("lesson-7")
	require.Equal(t, "nothing; Aborted of lesson-7, maybe applied true", text)
	d.clock.Advance(31 * time.Second)
	_, text = d.ensure("lesson-7")
	assert.Equal(t, existed, text)
	assert.Len(t, d.Lessons(), 1)
}

func TestEnsureWhereTheListFails(t *testing.T) {
	d := newDesk(t)
	d.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
	d.Inject("Lessons.ListByUser", weclassroomtest.Fault{Status: 503, Times: -1})
	_, text := d.ensure("lesson-7")
	assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", text)
	d.ClearFaults()
	_, text = d.ensure("lesson-7")
	assert.Equal(t, existed, text)
	assert.Len(t, d.Lessons(), 1)
}

// Where the list should stand, nothing proves that there is no lesson: nothing is made a second time.
func TestEnsureIsNotTakenInByNothing(t *testing.T) {
	for _, nothing := range []string{"absent", "null", "{}", "false", `""`} {
		d := newDesk(t)
		d.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
		d.Lie("Lessons.ListByUser", weclassroomtest.Lie{Nothing: nothing})
		for range 3 {
			_, text := d.ensure("lesson-7")
			assert.Equal(t, "nothing; DataLoss of lesson-7, maybe applied true", text, nothing)
			d.clock.Advance(5 * time.Minute)
		}
		d.Lie("Lessons.ListByUser", weclassroomtest.Lie{})
		_, text := d.ensure("lesson-7")
		assert.Equal(t, "a lesson, existed true, differs false", text, nothing)
	}
}

func TestEnsureRefusesToGuess(t *testing.T) {
	d := newDesk(t)
	before := d.at(d.classroom) // the vendor does not say when a lesson was made
	d.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
	in := d.request("lesson-7")
	_, err := d.client.Lessons.Ensure(t.Context(), in)
	ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
	require.True(t, ok, "%v", err)
	own := d.Lessons()[1].LessonID
	assert.ElementsMatch(t, []string{strconv.FormatInt(before, 10), strconv.FormatInt(own, 10)}, ambiguous.IDs)
	_, text := d.ensure("lesson-7", func(in *weclassroom.EnsureLessonRequest) { in.Lesson.EndTime = in.Lesson.EndTime.Add(time.Minute) })
	assert.Equal(t, "nothing; FailedPrecondition of lesson-7, maybe applied true", text, "it keeps its times while it is in doubt")
	other := d.second()
	_, text = d.ensure("lesson-7", func(in *weclassroom.EnsureLessonRequest) { in.Lesson.ClassroomID = other.ClassroomID })
	assert.Equal(t, "nothing; FailedPrecondition of lesson-7, maybe applied true", text, "and its classroom")
	asked := d.count("Lessons.ListByUser")
	assert.Equal(t, 1, asked, "neither was looked for")
	in.LessonID = own
	made, err := d.client.Lessons.Ensure(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, own, made.LessonID)
	assert.Len(t, d.Lessons(), 2)
}

// Whether a lesson of another class is of the classroom is not known, until the caller says which class the classroom's lessons have.
func TestEnsureOfAClassroomWhoseClassIsNotKnown(t *testing.T) {
	d := newDesk(t, weclassroomtest.WithOwnClassIDs())
	other := d.at(d.second())
	d.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
	_, err := d.client.Lessons.Ensure(t.Context(), d.request("lesson-7"))
	ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
	require.True(t, ok, "%v", err)
	assert.Len(t, ambiguous.IDs, 2)
	require.ErrorIs(t, err, classcloud.FailedPrecondition)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.ErrorContains(t, err, "ClassID")

	own := d.Lessons()[1].LessonID
	class, err := d.client.Lessons.GetClassroom(t.Context(), own)
	require.NoError(t, err)
	made, text := d.ensure("lesson-7", func(in *weclassroom.EnsureLessonRequest) { in.ClassID = class.ClassID })
	assert.Equal(t, existed, text)
	assert.Equal(t, own, made.LessonID)
	assert.NotEqual(t, other, made.LessonID)

	d = newDesk(t) // ids of one kind: the lesson of another classroom at that time is not taken
	d.at(d.second())
	d.Inject("Lessons.Create", weclassroomtest.Fault{Reset: true})
	_, text = d.ensure("lesson-7")
	assert.Equal(t, "nothing; FailedPrecondition of lesson-7, maybe applied true", text)
	_, text = d.ensure("lesson-7", func(in *weclassroom.EnsureLessonRequest) { in.ClassID = d.classroom.ClassroomID })
	assert.Equal(t, "nothing; Aborted of lesson-7, maybe applied true", text)
	d.clock.Advance(time.Minute)
	_, text = d.ensure("lesson-7", func(in *weclassroom.EnsureLessonRequest) { in.ClassID = d.classroom.ClassroomID })
	assert.Equal(t, fresh, text)
}

// A lesson whose times the vendor does not tell is not taken.
func TestEnsureOfALessonWithoutTimes(t *testing.T) {
	for _, missing := range []string{"start_time", "end_time"} {
		d := newDesk(t)
		d.Lie("Lessons.ListByIDs", weclassroomtest.Lie{Drop: []string{missing}})
		d.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
		_, text := d.ensure("lesson-7")
		assert.Equal(t, "nothing; FailedPrecondition of lesson-7, maybe applied true", text, missing)
	}
}

func TestEnsureOfALessonThatIsGone(t *testing.T) {
	d := newDesk(t)
	made, text := d.ensure("lesson-7")
	require.Equal(t, fresh, text)
	require.NoError(t, d.client.Lessons.Delete(t.Context(), made.LessonID))
	again, text := d.ensure("lesson-7")
	assert.Equal(t, "a lesson, existed true, differs false; NotFound of lesson-7, maybe applied false", text)
	assert.Equal(t, made.LessonID, again.LessonID)
	assert.Empty(t, d.Lessons(), "it is not made again")
	d.at(d.classroom)
	d.Respond("Lessons.ListByIDs", `{"status":1,"error_code":10000,"msg":"","data":[{"zby_lid":7,"status":0}]}`)
	_, text = d.ensure("lesson-7")
	assert.Equal(t, "a lesson, existed true, differs false; NotFound of lesson-7, maybe applied false", text, "another lesson is not this one")
	d.Respond("Lessons.ListByIDs", "")
	d.Inject("Lessons.ListByIDs", weclassroomtest.Fault{Status: 503, Times: -1})
	_, text = d.ensure("lesson-7")
	assert.Equal(t, "a lesson, existed true, differs false; Unavailable of lesson-7, maybe applied true", text)
}

func TestEnsureByTwoWorkers(t *testing.T) {
	d := newDesk(t)
	d.Inject("Lessons.Create", weclassroomtest.Fault{Delay: 50 * time.Millisecond, Apply: true, Reset: true})
	client := d.Server.Client() // by the real time: the workers wait for each other
	var group sync.WaitGroup
	came := make(chan string, 4)
	for range cap(came) {
		group.Go(func() {
			made, err := client.Lessons.Ensure(t.Context(), d.request("lesson-7"))
			came <- outcome(made, err)
		})
	}
	group.Wait()
	for range cap(came) {
		assert.Equal(t, existed, <-came)
	}
	assert.Len(t, d.Lessons(), 1)
	assert.Equal(t, 1, d.count("Lessons.Create"))
}

// away is a journal that fails from its n-th save on.
type away struct {
	classcloud.MemoryJournal
	saves, from int
}

func (j *away) Save(ctx context.Context, e classcloud.JournalEntry) error {
	if j.saves++; j.saves >= j.from {
		return errors.New("the database is away")
	}
	return j.MemoryJournal.Save(ctx, e)
}

func TestEnsureWhileTheJournalIsAway(t *testing.T) {
	d := newDesk(t)
	journal := &away{from: 1}
	d.journal = journal
	_, text := d.ensure("lesson-7")
	assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied false", text)
	assert.Empty(t, d.Lessons(), "nothing is made that would be forgotten")
	journal.saves, journal.from = 0, 2
	_, text = d.ensure("lesson-7")
	assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", text)
	require.Len(t, d.Lessons(), 1)
	journal.from = 1 << 30
	d.clock.Advance(time.Hour)
	_, text = d.ensure("lesson-7")
	assert.Equal(t, existed, text)
	assert.Len(t, d.Lessons(), 1)
}

func TestEnsureChecks(t *testing.T) {
	d := newDesk(t)
	fields := func(err error) []string {
		e := clienttest.AsError(t, err)
		assert.Equal(t, []string{"Lessons.Ensure", "NotSent"}, []string{e.Operation, e.Outcome.String()})
		return each(e.Fields, func(f classcloud.FieldError) string { return f.Field })
	}
	_, err := d.client.Lessons.Ensure(t.Context(), nil)
	assert.ElementsMatch(t, []string{"Journal", "Key", "Lesson.ClassroomID", "Lesson.StartTime", "Lesson.EndTime", "Lesson.Genre", "Lesson.TeacherID"}, fields(err))
	in := d.request("lesson-7")
	in.Lesson.TeacherID = 0
	_, err = d.client.Lessons.Ensure(t.Context(), in)
	assert.Equal(t, []string{"Lesson.TeacherID"}, fields(err))
	assert.ErrorContains(t, err, "among its teacher's")
	_, err = d.client.Lessons.Ensure(t.Context(), in, classcloud.WithoutChecks())
	assert.Equal(t, []string{"Lesson.TeacherID"}, fields(err), "it is not the vendor's rule but what Ensure needs")
	_, err = new(weclassroom.Client).Lessons.Ensure(t.Context(), in)
	assert.ErrorContains(t, err, "zero Client")
	assert.Empty(t, clienttest.AsError(t, err).Fields)
	assert.Empty(t, d.Requests())
}

func ExampleLessonsService_Ensure() {
	srv := weclassroomtest.NewServer() // stands in for the vendor
	defer srv.Close()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
	classroom := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "语法", Category: weclassroomtest.CategorySmall})
	client := srv.Client()
	srv.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true}) // the lesson is made, and its answer is lost

	journal := new(classcloud.MemoryJournal) // a program that may end keeps its journal in a database
	start := time.Date(2030, 12, 14, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))
	for range 2 {
		lesson, err := client.Lessons.Ensure(context.Background(), &weclassroom.EnsureLessonRequest{Journal: journal, Key: "lesson-7",
			Lesson: weclassroom.CreateLessonRequest{ClassroomID: classroom.ClassroomID, TeacherID: teacher.UserID, StartTime: start,
				EndTime: start.Add(90 * time.Minute), Genre: new(weclassroom.GenreFormal)}})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(lesson.LessonID > 0, lesson.Lesson.StartTime)
	}
	fmt.Println("lessons:", len(srv.Lessons()))
	// Output:
	// true 2030-12-14 09:00:00 +0800 CST
	// true 2030-12-14 09:00:00 +0800 CST
	// lessons: 1
}
