package aui_test

import (
	"fmt"
	"net/http"
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

// wanted is what the tests look for.
var wanted = aui.FindClassRequest{Title: "语法", TeacherID: "t-1", Mode: aui.ClassModeBig, Extends: `{"lesson":"7","n":1}`}

// row is the wanted class as the test server keeps it.
func row() auitest.Class {
	return auitest.Class{Title: "语法", TeacherID: "t-1", Mode: 1, Extends: new(`{ "n": 1, "lesson": "7" }`)}
}

func foundIDs(classes []aui.Class) (ids []string) {
	for _, class := range classes {
		ids = append(ids, class.ClassID)
	}
	return ids
}

func TestFindAfterALostReply(t *testing.T) {
	for _, dialect := range []auitest.Dialect{auitest.DialectV10, auitest.DialectV13, auitest.DialectHead} {
		srv := auitest.NewServer(auitest.WithDialect(dialect))
		defer srv.Close()
		for n := range 120 {
			srv.AddClass(auitest.Class{Title: fmt.Sprint("Class ", n), TeacherID: "t-1"})
		}
		client := srv.Client()
		in := &aui.CreateClassRequest{Title: " " + strings.Repeat("长", 300), TeacherID: "t-1", Mode: 1, Extends: `{"a":1.0,"b":"x"}`, Notice: "dropped", TeacherName: "Julia"}
		srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
		_, err := client.Classes.Create(t.Context(), in)
		require.True(t, classcloud.MaybeApplied(err))
		found, err := client.Classes.Find(t.Context(), &aui.FindClassRequest{Title: in.Title, TeacherID: in.TeacherID, Mode: in.Mode, Extends: `{"b":"x", "a":1.0}`})
		require.NoError(t, err, dialect)
		classes := srv.Classes()
		assert.Equal(t, []string{classes[len(classes)-1].ClassID}, foundIDs(found))
		assert.False(t, found[0].CreateTime.IsZero(), "which tells twins apart")
	}
}

func TestFindComparesWhatTheServerKeeps(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*auitest.Class)
		found  bool
	}{
		"the same":             {func(*auitest.Class) {}, true},
		"blanks":               {func(c *auitest.Class) { c.Title = "语法 " }, true},
		"another title":        {func(c *auitest.Class) { c.Title = "语法2" }, false},
		"another teacher":      {func(c *auitest.Class) { c.TeacherID = "t-2" }, false},
		"another mode":         {func(c *auitest.Class) { c.Mode = 2 }, false},
		"another extends":      {func(c *auitest.Class) { c.Extends = new(`{"lesson":"8","n":1}`) }, false},
		"extends not shown":    {func(c *auitest.Class) { c.Extends = nil }, true},
		"a name of its own":    {func(c *auitest.Class) { c.TeacherName = new("Julia") }, true},
		"a notice":             {func(c *auitest.Class) { c.Notice = new("bring a book") }, true},
		"another number":       {func(c *auitest.Class) { c.Extends = new(`{"lesson":"7","n":9007199254740993}`) }, false},
		"text in place of it":  {func(c *auitest.Class) { c.Extends = new(`lesson 7`) }, false},
		"two texts of JSON":    {func(c *auitest.Class) { c.Extends = new(`{"lesson":"7","n":1} {}`) }, false},
		"a class that started": {func(c *auitest.Class) { c.Status = auitest.ClassStatusStarted; c.StartTime = time.Now() }, true},
	} {
		srv := auitest.NewServer()
		class := row()
		test.change(&class)
		srv.AddClass(class)
		found, err := srv.Client().Classes.Find(t.Context(), &wanted)
		require.NoError(t, err, name)
		assert.Equal(t, test.found, len(found) == 1, name)
		srv.Close()
	}
}

// A title is what the server cuts it to, and long ids in Extends are not rounded.
func TestFindComparesLongValues(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	class := row()
	class.Title, class.Extends = strings.Repeat("长", 256), new(`{"lesson":9007199254740993}`)
	id := srv.AddClass(class).ClassID
	in := wanted
	in.Title, in.Extends = strings.Repeat("长", 300), `{"lesson":9007199254740993}`
	found, err := srv.Client().Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Equal(t, []string{id}, foundIDs(found))
	in.Extends = `{"lesson":9007199254740992}`
	found, err = srv.Client().Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Empty(t, found)
}

// Nothing, {} and null are the same extends: a team's server may fill in one of them.
func TestFindWithoutExtends(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	var want []string
	for _, extends := range []*string{nil, new("{}"), new("null"), new(`{"lesson":"7"}`)} {
		class := row()
		class.Extends = extends
		want = append(want, srv.AddClass(class).ClassID)
	}
	in := wanted
	in.Extends = ""
	found, err := srv.Client().Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.ElementsMatch(t, want[:3], foundIDs(found))
}

// A server that lists the extends of some class lists all.
func TestFindLeavesOutAClassWithoutExtends(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	bare := row()
	bare.Extends = nil
	id := srv.AddClass(bare).ClassID
	found, err := srv.Client().Classes.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Equal(t, []string{id}, foundIDs(found))
	srv.AddClass(auitest.Class{Title: "Other", Extends: new("of another class")})
	found, err = srv.Client().Classes.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Empty(t, found)
	in := wanted
	in.Extends = "{}"
	found, err = srv.Client().Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Equal(t, []string{id}, foundIDs(found))
}

// What a row does not show contradicts nothing.
func TestFindCountsWhatARowDoesNotShow(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	class := row()
	class.Title, class.TeacherID, class.Mode, class.Extends = "Other", "t-2", 2, new("other")
	srv.AddClass(class)
	srv.Lie("Classes.List", auitest.Lie{Drop: []string{"title", "teacher_id", "mode", "extends"}})
	found, err := srv.Client().Classes.Find(t.Context(), &wanted)
	require.NoError(t, err)
	assert.Len(t, found, 1)
}

// The list is read to the first page with a class that is too old, and no further.
func TestFindSince(t *testing.T) {
	clock := clienttest.NewClock()
	srv := auitest.NewServer(auitest.WithClock(clock.Now))
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(clock))
	old := row()
	old.CreateTime = clock.Now().Add(-time.Second)
	srv.AddClass(old)
	exact := row()
	exact.CreateTime = clock.Now()
	fresh := srv.AddClass(exact)
	for n := range 3 {
		srv.AddClass(auitest.Class{Title: "Newer", CreateTime: clock.Now().Add(time.Duration(n) * time.Minute)})
		srv.AddClass(auitest.Class{Title: "Older", CreateTime: clock.Now().Add(-time.Duration(n+1) * time.Hour)})
	}
	srv.Lie("Classes.List", auitest.Lie{PageCap: 2})
	in := wanted
	in.SinceTime = clock.Now().Add(900 * time.Millisecond) // the server keeps whole seconds
	in.MaxClasses = 4
	found, err := client.Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Equal(t, []string{fresh.ClassID}, foundIDs(found))
	assert.Equal(t, 2*3, count(srv, "Classes.List"), "the third page has a class that is too old")

	srv.Lie("Classes.List", auitest.Lie{PageCap: 2, Reverse: true}) // not the newest first: an old class says nothing of those behind it
	srv.ClearRequests()
	found, err = client.Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Equal(t, []string{fresh.ClassID}, foundIDs(found))
	assert.Greater(t, count(srv, "Classes.List"), 2*4)
}

// A class that cannot be read may be the one, unless it stands behind one that is too old.
func TestFindWithClassesThatCannotBeRead(t *testing.T) {
	clock := clienttest.NewClock()
	srv := auitest.NewServer(auitest.WithClock(clock.Now))
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(clock))
	wantedRow := row()
	wantedRow.CreateTime = clock.Now()
	srv.AddClass(wantedRow)
	srv.AddClass(auitest.Class{Title: "old", CreateTime: clock.Now().Add(-2 * time.Hour)})
	broken := srv.AddClass(auitest.Class{Title: "broken", CreateTime: clock.Now().Add(-3 * time.Hour), Broken: true})
	in := wanted
	in.SinceTime = clock.Now().Add(-time.Hour)
	found, err := client.Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Len(t, found, 1)

	broken.CreateTime = clock.Now().Add(-90 * time.Minute)
	srv.AddClass(broken)
	found, err = client.Classes.Find(t.Context(), &in)
	require.ErrorIs(t, err, classcloud.DataLoss, "nobody knows how old it is")
	assert.Len(t, found, 1, "what was seen comes beside the error")
	srv.AddClass(auitest.Class{Title: "broken", CreateTime: clock.Now().Add(-4 * time.Hour), Broken: true})
	_, err = client.Classes.Find(t.Context(), &in)
	require.ErrorIs(t, err, classcloud.DataLoss, "one of two stands before the old one")

	in.SinceTime = time.Time{}
	_, err = client.Classes.Find(t.Context(), &in)
	require.ErrorIs(t, err, classcloud.DataLoss)
}

// An empty list is an error to List. Find tells it from a fault: the database answers, and the list is empty before and after.
func TestFindInAnEmptyList(t *testing.T) {
	for _, dialect := range []auitest.Dialect{auitest.DialectV10, auitest.DialectV13, auitest.DialectHead} {
		srv := auitest.NewServer(auitest.WithDialect(dialect))
		defer srv.Close()
		found, err := srv.Client().Classes.Find(t.Context(), &wanted)
		require.NoError(t, err, dialect)
		assert.Empty(t, found)
	}
	srv := auitest.NewServer()
	defer srv.Close()
	srv.Respond("Classes.Get", serverFault)
	_, err := srv.Client().Classes.Find(t.Context(), &wanted)
	require.ErrorIs(t, err, aui.CodeInternal, "the database is away")
	srv.Respond("Classes.Get", "")
	srv.Inject("Classes.List", auitest.Fault{Body: serverFault})
	srv.AddClass(row())
	_, err = srv.Client(classcloud.WithoutRetry()).Classes.Find(t.Context(), &wanted)
	require.ErrorIs(t, err, aui.CodeInternal, "the list was not empty a moment later")
}

func TestFindFails(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithoutRetry())
	for range 5 {
		srv.AddClass(row())
	}
	srv.Lie("Classes.List", auitest.Lie{PageCap: 2})
	for name, test := range map[string]struct {
		fault auitest.Fault
		kind  classcloud.Kind
		found int
	}{
		"an outage":            {auitest.Fault{Status: 503, Skip: 1, Times: -1}, classcloud.Unavailable, 2},
		"a page in the middle": {auitest.Fault{Body: serverFault, Skip: 1, Times: -1}, classcloud.Internal, 2},
		"a page once":          {auitest.Fault{Status: 503, Skip: 1}, classcloud.Unavailable, 2},
		"a lost page":          {auitest.Fault{Status: http.StatusNotFound, Body: "not here", Skip: 1, Times: -1}, classcloud.Unimplemented, 2},
	} {
		srv.ClearFaults()
		srv.Inject("Classes.List", test.fault)
		found, err := client.Classes.Find(t.Context(), &wanted)
		require.ErrorIs(t, err, test.kind, name)
		assert.Len(t, found, test.found, name)
		assert.False(t, classcloud.MaybeApplied(err) && test.kind != classcloud.Internal, name)
	}
	srv.ClearFaults()
	in := wanted
	in.MaxClasses = 4
	found, err := client.Classes.Find(t.Context(), &in)
	require.ErrorIs(t, err, classcloud.FailedPrecondition)
	assert.ErrorContains(t, err, "more than 4 classes: set MaxClasses or SinceTime; it is not proven that there is no other such class")
	assert.Len(t, found, 4)
	in.MaxClasses = 5
	found, err = client.Classes.Find(t.Context(), &in)
	require.NoError(t, err)
	assert.Len(t, found, 5)

	srv.ClearRequests()
	_, err = client.Classes.Find(t.Context(), &aui.FindClassRequest{MaxClasses: -1})
	e := clienttest.AsError(t, err)
	assert.Equal(t, []string{"Classes.Find", "NotSent"}, []string{e.Operation, e.Outcome.String()})
	var names []string
	for _, f := range e.Fields {
		names = append(names, f.Field)
	}
	assert.ElementsMatch(t, []string{"Title", "TeacherID", "MaxClasses"}, names)
	for name, call := range map[string]func() error{
		"nil": func() error { _, err := client.Classes.Find(t.Context(), nil); return err },
		"bad options": func() error {
			_, err := client.Classes.Find(t.Context(), &wanted, classcloud.WithTimeout(-1))
			return err
		},
		"no client":  func() error { _, err := new(aui.Client).Classes.Find(t.Context(), &wanted); return err },
		"no service": func() error { _, err := aui.ClassesService{}.Find(t.Context(), &wanted); return err },
	} {
		assert.Error(t, call(), name)
	}
	assert.Empty(t, srv.Requests())
}
