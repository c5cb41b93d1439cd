package aui_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// desk is a server, a client of it and a journal, all by one clock.
type desk struct {
	*testing.T
	srv     *auitest.Server
	client  *aui.Client
	clock   *clienttest.Clock
	journal classcloud.Journal
}

func newDesk(t *testing.T, opts ...auitest.Option) *desk {
	t.Helper()
	clock := clienttest.NewClock()
	srv := auitest.NewServer(append(opts, auitest.WithClock(clock.Now))...)
	t.Cleanup(srv.Close)
	return &desk{t, srv, srv.Client(classcloud.WithClock(clock)), clock, &classcloud.MemoryJournal{}}
}

// lesson is the class that the tests ensure.
func lesson() aui.CreateClassRequest {
	return aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1", Mode: aui.ClassModeBig}
}

// ensure says what came of an Ensure in one line.
func (d *desk) ensure(key string, changes ...func(*aui.EnsureClassRequest)) (*aui.EnsuredClass, string) {
	d.Helper()
	in := &aui.EnsureClassRequest{Journal: d.journal, Key: key, Class: lesson()}
	for _, change := range changes {
		change(in)
	}
	made, err := d.client.Classes.Ensure(d.Context(), in)
	return made, outcome(made, err)
}

// outcome says what an Ensure returned.
func outcome(made *aui.EnsuredClass, err error) string {
	text := "nothing"
	if made != nil {
		text = fmt.Sprintf("a class, existed %v, differs %v", made.Existed, made.Differs)
	}
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		return fmt.Sprintf("%s; %v of %s, maybe applied %v", text, e.Kind, e.Key, classcloud.MaybeApplied(err))
	} else if err != nil {
		return text + "; " + err.Error()
	}
	return text
}

const (
	fresh   = "a class, existed false, differs false"
	existed = "a class, existed true, differs false"
)

func TestEnsureMakesAClassOnce(t *testing.T) {
	for _, dialect := range []auitest.Dialect{auitest.DialectV10, auitest.DialectV13, auitest.DialectHead} {
		d := newDesk(t, auitest.WithDialect(dialect))
		made, text := d.ensure("lesson-7")
		require.Equal(t, fresh, text)
		assert.Equal(t, "Grammar", made.Title)
		again, text := d.ensure("lesson-7")
		assert.Equal(t, existed, text)
		assert.Equal(t, made.ClassID, again.ClassID)
		_, text = d.ensure("lesson-7", func(in *aui.EnsureClassRequest) { in.Class.IMServers = []aui.IMServer{aui.IMServerAliyun} })
		assert.Equal(t, existed, text, "the default is the same request")
		other, text := d.ensure("lesson-7", func(in *aui.EnsureClassRequest) { in.Class.Title = "Algebra" })
		assert.Equal(t, "a class, existed true, differs true", text)
		assert.Equal(t, "Grammar", other.Title, "it was not changed")
		_, text = d.ensure("lesson-8")
		assert.Equal(t, fresh, text, "another key is another class")
		assert.Len(t, d.srv.Classes(), 2)
		assert.Zero(t, count(d.srv, "Classes.List"), "nothing was in doubt")
	}
}

func TestEnsureAfterALostReply(t *testing.T) {
	for name, fault := range map[string]auitest.Fault{
		"a reset":            {Apply: true, Reset: true},
		"502":                {Apply: true, Status: 502},
		"503 of a gateway":   {Apply: true, Status: 503, Body: "try later"},
		"half a reply":       {Truncate: 20},
		"an internal error":  {Apply: true, Body: serverFault},
		"success of nothing": {Apply: true, Body: `{"success":true}`},
	} {
		d := newDesk(t)
		d.srv.AddClass(auitest.Class{Title: "Grammar", TeacherID: "t-1", Mode: 1, CreateTime: d.clock.Now().Add(-2 * time.Hour)})
		d.srv.Inject("Classes.Create", fault)
		made, text := d.ensure("lesson-7")
		assert.Equal(t, existed, text, name)
		require.Len(t, d.srv.Classes(), 2, name)
		assert.Equal(t, d.srv.Classes()[1].ClassID, made.ClassID, name)
		assert.Equal(t, 1, count(d.srv, "Classes.Create"), name)
	}
}

func TestEnsureAfterALostRequest(t *testing.T) {
	for name, fault := range map[string]auitest.Fault{"a reset": {Reset: true}, "502": {Status: 502}, "an internal error": {Body: serverFault}} {
		for _, dialect := range []auitest.Dialect{auitest.DialectV10, auitest.DialectHead} {
			d := newDesk(t, auitest.WithDialect(dialect)) // without a class: the list is empty
			d.srv.Inject("Classes.Create", fault)
			_, text := d.ensure("lesson-7")
			assert.Equal(t, "nothing; Aborted of lesson-7, maybe applied true", text, name)
			d.clock.Advance(59 * time.Second)
			_, text = d.ensure("lesson-7")
			assert.Equal(t, "nothing; Aborted of lesson-7, maybe applied true", text, name)
			assert.Equal(t, 1, count(d.srv, "Classes.Create"), name)
			d.clock.Advance(time.Second)
			_, text = d.ensure("lesson-7")
			assert.Equal(t, fresh, text, name)
			assert.Len(t, d.srv.Classes(), 1, name)
		}
	}
}

func TestEnsureWhereTheListIsLate(t *testing.T) {
	d := newDesk(t, auitest.WithListDelay(30*time.Second))
	d.srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
	_, text := d.ensure("lesson-7")
	require.Equal(t, "nothing; Aborted of lesson-7, maybe applied true", text)
	d.clock.Advance(31 * time.Second)
	_, text = d.ensure("lesson-7")
	assert.Equal(t, existed, text)
	assert.Len(t, d.srv.Classes(), 1)
}

func TestEnsureWhereTheListFails(t *testing.T) {
	d := newDesk(t)
	d.srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
	d.srv.Inject("Classes.List", auitest.Fault{Status: 503, Times: -1})
	_, text := d.ensure("lesson-7")
	assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", text)
	d.srv.ClearFaults()
	broken := d.srv.AddClass(auitest.Class{Title: "broken", Broken: true})
	_, text = d.ensure("lesson-7")
	assert.Equal(t, "nothing; DataLoss of lesson-7, maybe applied true", text)
	broken.CreateTime = d.clock.Now().Add(-3 * time.Hour)
	d.srv.AddClass(auitest.Class{Title: "old", CreateTime: d.clock.Now().Add(-2 * time.Hour)})
	d.srv.AddClass(broken)
	_, text = d.ensure("lesson-7")
	assert.Equal(t, existed, text, "a broken class that is too old does not matter")
}

func TestEnsureRefusesToGuess(t *testing.T) {
	d := newDesk(t)
	d.srv.AddClass(auitest.Class{Title: "Grammar", TeacherID: "t-1", Mode: 1})
	d.srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
	in := &aui.EnsureClassRequest{Journal: d.journal, Key: "lesson-7", Class: lesson()}
	_, err := d.client.Classes.Ensure(t.Context(), in)
	require.ErrorIs(t, err, classcloud.FailedPrecondition)
	ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
	require.True(t, ok, "%v", err)
	classes := d.srv.Classes()
	assert.ElementsMatch(t, []string{classes[0].ClassID, classes[1].ClassID}, ambiguous.IDs)
	in.ClassID = classes[1].ClassID
	made, err := d.client.Classes.Ensure(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, classes[1].ClassID, made.ClassID)
	assert.Len(t, d.srv.Classes(), 2)

	// Two lessons of which each had its answer lost differ in Extends.
	d.srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true, Times: 2})
	for _, key := range []string{"a", "b"} {
		made, text := d.ensure(key, func(in *aui.EnsureClassRequest) { in.Class.Extends = `{"lesson":"` + key + `"}` })
		assert.Equal(t, existed, text)
		assert.Equal(t, `{"lesson":"`+key+`"}`, made.Extends)
	}
}

// A server that does not list what would tell leaves the choice to the caller, and one whose class is changed under a key in doubt keeps it.
func TestEnsureOfAServerThatShowsTooLittle(t *testing.T) {
	d := newDesk(t)
	d.srv.Lie("Classes.List", auitest.Lie{Drop: []string{"mode"}})
	d.srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
	in := &aui.EnsureClassRequest{Journal: d.journal, Key: "lesson-7", Class: lesson()}
	_, err := d.client.Classes.Ensure(t.Context(), in)
	ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, []string{d.srv.Classes()[0].ClassID}, ambiguous.IDs)
	assert.True(t, classcloud.MaybeApplied(err))
	looked := count(d.srv, "Classes.List")
	_, text := d.ensure("lesson-7", func(in *aui.EnsureClassRequest) { in.Class.Title = "Algebra" })
	assert.Equal(t, "nothing; FailedPrecondition of lesson-7, maybe applied true", text)
	_, text = d.ensure("lesson-7", func(in *aui.EnsureClassRequest) { in.Class.Extends = `{"lesson":"8"}` })
	assert.Equal(t, "nothing; FailedPrecondition of lesson-7, maybe applied true", text)
	assert.Equal(t, looked, count(d.srv, "Classes.List"), "neither was looked for")
	_, text = d.ensure("lesson-7", func(in *aui.EnsureClassRequest) { in.ClassID = ambiguous.IDs[0] })
	assert.Equal(t, existed, text)
	assert.Len(t, d.srv.Classes(), 1)
}

func TestEnsureOfAClassThatIsGone(t *testing.T) {
	d := newDesk(t)
	_, text := d.ensure("lesson-7")
	require.Equal(t, fresh, text)
	d.srv.Respond("Classes.Get", `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`)
	_, text = d.ensure("lesson-7")
	assert.Equal(t, "a class, existed true, differs false; NotFound of lesson-7, maybe applied false", text)
	assert.Len(t, d.srv.Classes(), 1, "it is not made again")
}

func TestEnsureByTwoWorkers(t *testing.T) {
	d := newDesk(t)
	d.srv.Inject("Classes.Create", auitest.Fault{Delay: 50 * time.Millisecond, Apply: true, Reset: true})
	client := d.srv.Client() // by the real time: the workers wait for each other
	journal := &classcloud.MemoryJournal{}
	came := make(chan string, 4)
	d.srv.SetClock(nil)
	together(cap(came), func() {
		made, err := client.Classes.Ensure(t.Context(), &aui.EnsureClassRequest{Journal: journal, Key: "lesson-7", Class: lesson()})
		came <- outcome(made, err)
	})
	for range cap(came) {
		assert.Equal(t, existed, <-came)
	}
	assert.Len(t, d.srv.Classes(), 1)
	assert.Equal(t, 1, count(d.srv, "Classes.Create"))
}

// away is a journal that fails from its n-th call on.
type away struct {
	classcloud.MemoryJournal
	calls, from int
}

func (j *away) Entry(ctx context.Context, scope, key string) (classcloud.JournalEntry, error) {
	if j.calls++; j.calls >= j.from {
		return classcloud.JournalEntry{}, errors.New("the database is away")
	}
	return j.MemoryJournal.Entry(ctx, scope, key)
}

func (j *away) Save(ctx context.Context, e classcloud.JournalEntry) error {
	if j.calls++; j.calls >= j.from {
		return errors.New("the database is away")
	}
	return j.MemoryJournal.Save(ctx, e)
}

func TestEnsureWhileTheJournalIsAway(t *testing.T) {
	d := newDesk(t)
	journal := &away{from: 1}
	d.journal = journal
	for from := range 2 {
		journal.calls, journal.from = 0, 1+from
		_, text := d.ensure("lesson-7")
		assert.Equal(t, fmt.Sprintf("nothing; Unavailable of lesson-7, maybe applied %v", from == 0), text, "unread, it does not tell what was begun before")
		assert.Empty(t, d.srv.Classes(), "nothing is made that would be forgotten")
	}
	journal.calls, journal.from = 0, 3
	_, text := d.ensure("lesson-7")
	assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", text)
	require.Len(t, d.srv.Classes(), 1)
	journal.from = 1 << 30
	d.clock.Advance(time.Hour)
	_, text = d.ensure("lesson-7")
	assert.Equal(t, existed, text)
	assert.Len(t, d.srv.Classes(), 1)
}

// A class is made once per AppServer, also where one journal serves several.
func TestEnsureAtTwoServers(t *testing.T) {
	one, two := newDesk(t), newDesk(t)
	two.journal = one.journal
	for _, d := range []*desk{one, two} {
		_, text := d.ensure("lesson-7")
		assert.Equal(t, fresh, text)
		assert.Len(t, d.srv.Classes(), 1)
	}
}

func TestEnsureChecks(t *testing.T) {
	d := newDesk(t)
	_, err := d.client.Classes.Ensure(t.Context(), nil)
	e := clienttest.AsError(t, err)
	var names []string
	for _, f := range e.Fields {
		names = append(names, f.Field)
	}
	assert.ElementsMatch(t, []string{"Journal", "Key", "Class.Title", "Class.TeacherID"}, names)
	assert.Equal(t, "Classes.Ensure", e.Operation)
	assert.Empty(t, d.srv.Requests())
	_, err = new(aui.Client).Classes.Ensure(t.Context(), &aui.EnsureClassRequest{Journal: d.journal, Key: "k", Class: lesson()})
	assert.Error(t, err)
}

func TestAnEnsuredClassPrintsWithoutItsQueries(t *testing.T) {
	d := newDesk(t)
	made, text := d.ensure("lesson-7")
	require.Equal(t, fresh, text)
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("made", "class", made)
	for _, text := range []string{fmt.Sprintf("%+v", *made), fmt.Sprintf("%v", made), fmt.Sprintf("%#v", *made), log.String()} {
		assert.NotContains(t, text, "auth_key=")
		assert.NotContains(t, text, "token=")
		assert.Contains(t, text, "?…")
	}
	assert.Contains(t, fmt.Sprintf("%+v", *made), "Existed:false")
	assert.NotContains(t, fmt.Sprintf("%+v %#v", *made, *made), "plain")
}

func ExampleClassesService_Ensure() {
	srv := auitest.NewServer() // stands in for the team's AppServer
	defer srv.Close()
	client := srv.Client()
	srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true}) // the class is made, and its answer is lost

	journal := new(classcloud.MemoryJournal) // a program that may end keeps its journal in a database
	for range 2 {
		class, err := client.Classes.Ensure(context.Background(), &aui.EnsureClassRequest{Journal: journal, Key: "lesson-7",
			Class: aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1", Extends: `{"lesson":"lesson-7"}`}})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(class.Title, "of", class.TeacherID)
	}
	fmt.Println("classes:", len(srv.Classes()))
	// Output:
	// Grammar of t-1
	// Grammar of t-1
	// classes: 1
}
