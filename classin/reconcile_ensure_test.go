package classin_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// ensurers are the two generations: each ensures a class under an identity and says what came of it in one line.
var ensurers = map[string]struct {
	create string // the operation of the server
	ensure func(s *school, ctx context.Context, identity string, opts ...classcloud.CallOption) (id int64, text string)
}{
	"v1": {"Classes.Create", func(s *school, ctx context.Context, identity string, opts ...classcloud.CallOption) (int64, string) {
		in := s.class("Grammar")
		in.Identity = identity
		made, err := s.Client.Classes.Ensure(ctx, in, opts...)
		if made == nil {
			return 0, outcome(false, false, err)
		}
		return made.ClassID, outcome(true, made.Existed, err)
	}},
	"v2": {"Activities.CreateClass", func(s *school, ctx context.Context, identity string, opts ...classcloud.CallOption) (int64, string) {
		in := s.activity("Grammar")
		in.Identity = identity
		made, err := s.Client.Activities.EnsureClass(ctx, in, opts...)
		if made == nil {
			return 0, outcome(false, false, err)
		}
		return made.ClassID, outcome(true, made.Existed, err)
	}},
}

// outcome says what an Ensure returned.
func outcome(made, existed bool, err error) string {
	text := "nothing"
	if made {
		text = fmt.Sprintf("a class, existed %v", existed)
	}
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		return fmt.Sprintf("%s; %v of %s, maybe applied %v", text, e.Kind, e.Key, classcloud.MaybeApplied(err))
	} else if err != nil {
		return text + "; " + err.Error()
	}
	return text
}

// count returns how many requests of an operation arrived.
func (s *school) count(operation string) (n int) {
	for _, r := range s.Requests() {
		if r.Operation == operation {
			n++
		}
	}
	return n
}

func TestEnsureMakesAClassOnce(t *testing.T) {
	for name, of := range ensurers {
		s := newSchool(t, nil)
		first, text := of.ensure(s, t.Context(), "lesson-7")
		assert.Equal(t, "a class, existed false", text, name)
		again, text := of.ensure(s, t.Context(), "lesson-7")
		assert.Equal(t, "a class, existed true", text, name)
		assert.Equal(t, first, again, name)
		other, text := of.ensure(s, t.Context(), "lesson-8")
		assert.Equal(t, "a class, existed false", text, name)
		assert.NotEqual(t, first, other, name)
		assert.Len(t, s.Server.Classes(), 2, name)
		assert.Empty(t, s.clock.Slept(), name)
	}
}

func TestEnsureAfterALostReply(t *testing.T) {
	for name, of := range ensurers {
		for what, fault := range map[string]classintest.Fault{
			"a reset":      {Apply: true, Reset: true},
			"502":          {Apply: true, Status: 502},
			"half a reply": {Truncate: 10},
			"two resets":   {Apply: true, Reset: true, Times: 2},
			"not applied":  {Reset: true},
			"503 before":   {Status: 503},
		} {
			s := newSchool(t, nil, classcloud.WithoutRetry())
			s.Inject(of.create, fault)
			id, text := of.ensure(s, t.Context(), "lesson-7")
			assert.Equal(t, "a class, existed false", text, name+" "+what)
			assert.Positive(t, id)
			assert.Len(t, s.Server.Classes(), 1, name+" "+what)
		}
		s := newSchool(t, nil, classcloud.WithoutRetry())
		s.Inject(of.create, classintest.Fault{Apply: true, Reset: true, Times: -1})
		_, text := of.ensure(s, t.Context(), "lesson-7")
		assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", text, name)
		assert.Equal(t, 3, s.count(of.create), name)
		assert.Len(t, s.clock.Slept(), 2, name)
		s.ClearFaults()
		_, text = of.ensure(s, t.Context(), "lesson-7")
		assert.Equal(t, "a class, existed true", text, name)
		assert.Len(t, s.Server.Classes(), 1, name)
	}
}

// With the client's own repeats, which meet the class that the first attempt made.
// The answer is lost, and what comes next is refused: the class may be there all the same.
func TestEnsureThatIsRefusedAfterALostReply(t *testing.T) {
	for generation, e := range ensurers {
		for name, refusal := range map[string]classintest.Fault{
			"forbidden": {Status: 403, Times: -1}, "refused": {Body: `{"error_info":{"errno":102,"error":"no right"},"code":102,"msg":"no right"}`, Times: -1},
		} {
			s := newSchool(t, nil)
			s.Inject(e.create, classintest.Fault{Apply: true, Reset: true})
			s.Inject(e.create, refusal)
			id, text := e.ensure(s, t.Context(), "lesson-7", classcloud.WithoutRetry())
			assert.Zero(t, id)
			assert.Contains(t, text, "of lesson-7, maybe applied true", "%s, %s", generation, name)
		}
	}
}

func TestEnsureWithAClientThatRepeats(t *testing.T) {
	for name, of := range ensurers {
		s := newSchool(t, nil)
		s.Inject(of.create, classintest.Fault{Apply: true, Reset: true})
		_, text := of.ensure(s, t.Context(), "lesson-7")
		assert.Equal(t, "a class, existed false", text, name)
		assert.Len(t, s.Server.Classes(), 1, name)
	}
}

func TestEnsureIsRefused(t *testing.T) {
	s := newSchool(t, nil)
	in := s.class("Grammar")
	in.Identity, in.TeacherUID = "lesson-7", 99999
	made, err := s.Client.Classes.Ensure(t.Context(), in)
	assert.Nil(t, made)
	e := clienttest.AsError(t, err)
	assert.Equal(t, "lesson-7", e.Key)
	assert.False(t, classcloud.MaybeApplied(err))
	lesson := s.activity("Grammar")
	lesson.Identity, lesson.TeacherUID = "lesson-7", 99999
	activity, err := s.Client.Activities.EnsureClass(t.Context(), lesson)
	assert.Nil(t, activity)
	assert.Equal(t, "lesson-7", clienttest.AsError(t, err).Key)
	assert.Empty(t, s.clock.Slept(), "a refusal is not tried again")
	assert.Empty(t, s.Server.Classes())
}

// A class exists under the identity, and the vendor does not name it; or another create of it is under way.
func TestEnsureOfAClassThatIsNotNamed(t *testing.T) {
	for name, of := range ensurers {
		s := newSchool(t, nil, classcloud.WithoutRetry())
		body := `{"error_info":{"errno":398,"error":"exists"}}`
		if name == "v2" {
			body = `{"code":398,"msg":"exists"}`
		}
		s.Inject(of.create, classintest.Fault{Body: body})
		_, text := of.ensure(s, t.Context(), "lesson-7")
		assert.Contains(t, text, "nothing; AlreadyExists of lesson-7", name)
		assert.Equal(t, 1, s.count(of.create), name)
	}
}

// A reply that refuses and names a class all the same is both: the class, and the error beside it.
func TestEnsureOfAClassBesideAnError(t *testing.T) {
	for name, of := range ensurers {
		s := newSchool(t, nil, classcloud.WithoutRetry())
		body := `{"data":77,"error_info":{"errno":136,"error":"refused"}}`
		if name == "v2" {
			body = `{"data":{"classId":77,"activityId":7},"code":136,"msg":"refused"}`
		}
		s.Inject(of.create, classintest.Fault{Body: body})
		id, text := of.ensure(s, t.Context(), "lesson-7")
		assert.Equal(t, int64(77), id, name)
		assert.Contains(t, text, "a class, existed false; ", name)
		assert.Contains(t, text, "of lesson-7", name)
		assert.Equal(t, 1, s.count(of.create), name)
	}
}

func TestEnsureWaitsForLimits(t *testing.T) {
	for name, of := range ensurers {
		s := newSchool(t, nil, classcloud.WithLimiter(&slowLimiter{wait: 30 * time.Second}))
		_, text := of.ensure(s, t.Context(), "lesson-7")
		assert.Equal(t, "a class, existed false", text, name)
		assert.Equal(t, []time.Duration{30 * time.Second}, s.clock.Slept(), name)
		s = newSchool(t, nil, classcloud.WithLimiter(&slowLimiter{wait: time.Hour}))
		_, text = of.ensure(s, t.Context(), "lesson-7")
		assert.Equal(t, "nothing; ResourceExhausted of lesson-7, maybe applied false", text, name)
		assert.Empty(t, s.Requests(), name)
	}
}

func TestEnsureByTwoWorkers(t *testing.T) {
	for name, of := range ensurers {
		s := newSchool(t, nil)
		ids := make(chan int64, 4)
		var group sync.WaitGroup
		for range cap(ids) {
			group.Go(func() {
				id, _ := of.ensure(s, t.Context(), "lesson-7")
				ids <- id
			})
		}
		group.Wait()
		first := <-ids
		assert.Positive(t, first, name)
		for range cap(ids) - 1 {
			assert.Equal(t, first, <-ids, name)
		}
		assert.Len(t, s.Server.Classes(), 1, name)
	}
}

func TestEnsureOfAClassThatIsGone(t *testing.T) {
	s := newSchool(t, nil)
	first, text := ensurers["v1"].ensure(s, t.Context(), "lesson-7")
	require.Equal(t, "a class, existed false", text)
	_, err := s.Client.Classes.Delete(t.Context(), &classin.DeleteClassRequest{CourseID: s.Defaults().CourseID, ClassID: first})
	require.NoError(t, err)
	again, text := ensurers["v1"].ensure(s, t.Context(), "lesson-7")
	assert.Equal(t, "a class, existed false", text, "its identity is free again")
	assert.NotEqual(t, first, again)
}

func TestEnsureGivesUp(t *testing.T) {
	for name, of := range ensurers {
		s := newSchool(t, nil, classcloud.WithoutRetry())
		ctx, cancel := context.WithCancel(t.Context())
		s.clock.OnSleep(cancel)
		s.Inject(of.create, classintest.Fault{Apply: true, Reset: true, Times: -1})
		_, text := of.ensure(s, ctx, "lesson-7")
		assert.Equal(t, "nothing; Unavailable of lesson-7, maybe applied true", text, name)
		assert.Equal(t, 1, s.count(of.create), name)
	}
}

func TestEnsureChecks(t *testing.T) {
	s := newSchool(t, nil)
	for _, opts := range [][]classcloud.CallOption{nil, {classcloud.WithoutChecks()}} {
		for name, err := range map[string]error{
			"Identity (courseUniqueIdentity)": func() error { _, err := s.Client.Classes.Ensure(t.Context(), s.class("Grammar"), opts...); return err }(),
			"Identity (uniqueIdentity)": func() error {
				_, err := s.Client.Activities.EnsureClass(t.Context(), s.activity("Grammar"), opts...)
				return err
			}(),
		} {
			e := clienttest.AsError(t, err)
			require.Len(t, e.Fields, 1)
			assert.Equal(t, name+" is required: without it nobody can tell whether the class exists", e.Fields[0].String())
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
			assert.Contains(t, e.Operation, "Ensure")
		}
	}
	_, err := s.Client.Classes.Ensure(t.Context(), nil)
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = s.Client.Activities.EnsureClass(t.Context(), nil)
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = s.Client.Classes.Ensure(t.Context(), s.class("Grammar"), classcloud.WithTimeout(-1))
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = new(classin.Client).Classes.Ensure(t.Context(), s.class("Grammar"))
	require.Error(t, err)
	_, err = classin.ActivitiesService{}.EnsureClass(t.Context(), s.activity("Grammar"))
	require.Error(t, err)
	assert.Empty(t, s.Requests())
}

func ExampleActivitiesService_EnsureClass() {
	srv := classintest.NewServer() // stands in for the vendor
	defer srv.Close()
	client, known := srv.Client(), srv.Defaults()
	srv.Inject("Activities.CreateClass", classintest.Fault{Apply: true, Reset: true}) // the class is made, and its answer is lost

	start := time.Now().Add(24 * time.Hour)
	for range 2 {
		class, err := client.Activities.EnsureClass(context.Background(), &classin.CreateClassActivityRequest{Identity: "lesson-7",
			CourseID: known.CourseID, Name: "Grammar", TeacherUID: classin.UID(known.TeacherUID), StartTime: start, EndTime: start.Add(time.Hour)})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(class.Identity, class.ClassID > 0)
	}
	fmt.Println("classes:", len(srv.Classes()))
	// Output:
	// lesson-7 true
	// lesson-7 true
	// classes: 1
}

func ExampleClassesService_Ensure() {
	srv := classintest.NewServer() // stands in for the vendor
	defer srv.Close()
	client, known := srv.Client(), srv.Defaults()
	start := time.Now().Add(24 * time.Hour)
	for range 2 {
		class, err := client.Classes.Ensure(context.Background(), &classin.CreateClassRequest{Identity: "lesson-7",
			CourseID: known.CourseID, ClassName: "Grammar", TeacherUID: classin.UID(known.TeacherUID), StartTime: start, EndTime: start.Add(time.Hour)})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(class.Identity, class.Existed)
	}
	// Output:
	// lesson-7 false
	// lesson-7 true
}
