package classin_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// known describes n classes, each under an identity of its own.
func (s *school) known(n int) *classin.ReconcileClassesRequest {
	in := &classin.ReconcileClassesRequest{CourseID: s.Defaults().CourseID}
	for i := range n {
		one := s.class(fmt.Sprint("Class ", i))
		in.Classes = append(in.Classes, classin.NewClass{ClassName: one.ClassName, StartTime: one.StartTime, EndTime: one.EndTime, TeacherUID: one.TeacherUID, Identity: fmt.Sprint("class-", i)})
	}
	return in
}

// knownActivities describes n classes of v2, each under an identity of its own.
func (s *school) knownActivities(n int) *classin.ReconcileClassActivitiesRequest {
	in := &classin.ReconcileClassActivitiesRequest{}
	for i := range n {
		one := *s.activity(fmt.Sprint("Class ", i))
		one.Identity = fmt.Sprint("class-", i)
		in.Classes = append(in.Classes, one)
	}
	return in
}

func TestReconcile(t *testing.T) {
	s := newSchool(t, nil)
	in := s.known(70)
	for _, i := range []int{3, 40} {
		one := in.Classes[i]
		_, err := s.Client.Classes.Create(t.Context(), &classin.CreateClassRequest{CourseID: in.CourseID, ClassName: one.ClassName, StartTime: one.StartTime, EndTime: one.EndTime, TeacherUID: one.TeacherUID, Identity: one.Identity})
		require.NoError(t, err)
	}
	s.ClearRequests()
	for round := range 2 {
		items, err := s.Client.Classes.Reconcile(t.Context(), in)
		require.NoError(t, err)
		require.NoError(t, classcloud.ItemErrors(items))
		require.Len(t, items, 70)
		for i, item := range items {
			assert.Equal(t, i, item.Index)
			assert.Equal(t, in.Classes[i].Identity, item.Value.Identity)
			assert.Equal(t, round == 1 || i == 3 || i == 40, item.Value.Existed, i)
			assert.Positive(t, item.Value.ClassID)
		}
	}
	assert.Len(t, s.Server.Classes(), 70)
	assert.Len(t, s.Requests(), 6, "30, 30 and 10, twice")
	assert.Empty(t, s.clock.Slept())
}

func TestReconcileClassActivities(t *testing.T) {
	s := newSchool(t, nil)
	in := s.knownActivities(5)
	_, err := s.Client.Activities.CreateClass(t.Context(), &in.Classes[2])
	require.NoError(t, err)
	in.Classes[4].TeacherUID = 99999
	items, err := s.Client.Activities.ReconcileClasses(t.Context(), in)
	require.NoError(t, err, "what is said of one class says nothing of the others")
	for i, item := range items[:4] {
		require.NoError(t, item.Err)
		assert.Equal(t, i, item.Index)
		assert.Equal(t, i == 2, item.Value.Existed)
		assert.Positive(t, item.Value.ActivityID)
	}
	e := clienttest.AsError(t, items[4].Err)
	assert.Equal(t, "class-4", e.Key)
	assert.False(t, classcloud.MaybeApplied(e))
	assert.Len(t, s.Server.Classes(), 4)
	assert.Empty(t, s.clock.Slept(), "a refusal is not tried again")
}

// All is checked before anything is sent.
func TestReconcileChecksItsList(t *testing.T) {
	s := newSchool(t, nil)
	in := s.known(80)
	in.CourseID = 0
	in.Classes[5].Identity = ""
	in.Classes[9].Identity = in.Classes[7].Identity
	in.Classes[70].ClassName = strings.Repeat("x", 51)
	items, err := s.Client.Classes.Reconcile(t.Context(), in)
	assert.Nil(t, items)
	e := clienttest.AsError(t, err)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.Equal(t, "Classes.Reconcile", e.Operation)
	var fields []string
	for _, f := range e.Fields {
		fields = append(fields, f.Field+" "+f.Wire)
	}
	assert.ElementsMatch(t, []string{"CourseID courseId", "Classes[70].ClassName classJson[70].className", "Classes[5].Identity classJson[5].courseUniqueIdentity", "Classes[9].Identity classJson[9].courseUniqueIdentity"}, fields)
	assert.Contains(t, err.Error(), "is that of Classes[7]")

	lessons := s.knownActivities(3)
	lessons.Classes[1].Identity, lessons.Classes[2].TeacherUID = "", 0
	_, err = s.Client.Activities.ReconcileClasses(t.Context(), lessons)
	e = clienttest.AsError(t, err)
	require.Len(t, e.Fields, 2)
	assert.Equal(t, "Classes[2].TeacherUID", e.Fields[0].Field)
	assert.Equal(t, "Classes[1].Identity (classes[1].uniqueIdentity) is required: without it nobody can tell whether the class exists", e.Fields[1].String())

	_, err = s.Client.Classes.Reconcile(t.Context(), nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = s.Client.Activities.ReconcileClasses(t.Context(), nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = s.Client.Classes.Reconcile(t.Context(), s.known(1), classcloud.WithTimeout(-1))
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = new(classin.Client).Classes.Reconcile(t.Context(), s.known(1))
	assert.Error(t, err)
	assert.Empty(t, s.Requests())
}

func TestReconcileGoesOnAfterLostAnswers(t *testing.T) {
	s := newSchool(t, nil, classcloud.WithoutRetry())
	in := s.known(70)
	s.Inject("Classes.CreateBatch", classintest.Fault{Apply: true, Reset: true})
	items, err := s.Client.Classes.Reconcile(t.Context(), in)
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	assert.Len(t, s.Server.Classes(), 70)
	assert.Len(t, s.Requests(), 4, "the lost part alone is sent again")
	for i, item := range items {
		assert.False(t, item.Value.Existed, "%d: nobody can tell, or it is new", i)
	}
	require.Len(t, s.clock.Slept(), 1)
	assert.Greater(t, s.clock.Slept()[0], time.Second)
	assert.Less(t, s.clock.Slept()[0], 3*time.Second)

	t.Run("and gives up without an end", func(t *testing.T) {
		s := newSchool(t, nil, classcloud.WithoutRetry())
		in := s.knownActivities(2)
		for range 20 {
			s.Inject("Activities.CreateClass", classintest.Fault{Apply: true, Status: 503})
		}
		items, err := s.Client.Activities.ReconcileClasses(t.Context(), in)
		assert.True(t, classcloud.MaybeApplied(err))
		assert.Len(t, s.Requests(), 6, "each three times")
		assert.Len(t, s.clock.Slept(), 2)
		for i, item := range items {
			assert.True(t, classcloud.MaybeApplied(item.Err))
			assert.Equal(t, in.Classes[i].Identity, clienttest.AsError(t, item.Err).Key)
			assert.Equal(t, in.Classes[i].Identity, item.Value.Identity)
		}
		s.ClearFaults()
		items, err = s.Client.Activities.ReconcileClasses(t.Context(), in)
		require.NoError(t, err)
		require.NoError(t, classcloud.ItemErrors(items))
		assert.Len(t, s.Server.Classes(), 2)
	})

	t.Run("until its context ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := newSchool(t, nil, classcloud.WithoutRetry())
		s.clock.OnSleep(cancel)
		s.Inject("Classes.CreateBatch", classintest.Fault{Apply: true, Reset: true})
		items, err := s.Client.Classes.Reconcile(ctx, s.known(3))
		assert.ErrorIs(t, err, context.Canceled)
		assert.True(t, classcloud.MaybeApplied(err))
		assert.Len(t, items, 3)
		assert.Len(t, s.Requests(), 1)
	})
}

func TestReconcileStopsAtARefusalOfAll(t *testing.T) {
	s := newSchool(t, nil)
	in := s.known(70)
	in.CourseID = 424242
	items, err := s.Client.Classes.Reconcile(t.Context(), in)
	assert.ErrorIs(t, err, classin.CodeCourseNotFound)
	assert.Len(t, s.Requests(), 1)
	for i, item := range items {
		e := clienttest.AsError(t, item.Err)
		assert.Equal(t, i, item.Index)
		assert.Equal(t, in.Classes[i].Identity, e.Key)
		assert.Equal(t, i >= 30, e.Outcome == classcloud.OutcomeNotSent)
		assert.False(t, classcloud.MaybeApplied(e))
	}
	client, stub := stubbed(t, says(`{"code":101002005,"msg":"sign"}`))
	_, err = client.Activities.ReconcileClasses(t.Context(), s.knownActivities(5))
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.Equal(t, 1, stub.Count())
}

func TestReconcileMeetsAnotherCreate(t *testing.T) {
	s := newSchool(t, nil)
	s.SetIdentityRace(time.Second)
	in := s.known(3)
	_, err := s.Client.Classes.CreateBatch(t.Context(), &classin.CreateClassBatchRequest{CourseID: in.CourseID, Classes: in.Classes[:1]})
	require.NoError(t, err)
	items, err := s.Client.Classes.Reconcile(t.Context(), in)
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	assert.True(t, items[0].Value.Existed)
	assert.False(t, items[1].Value.Existed)
	assert.Len(t, s.Server.Classes(), 3)

	for range 9 {
		s.FailNext(104)
	}
	items, err = s.Client.Classes.Reconcile(t.Context(), s.known(4))
	require.Error(t, err)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, items, 4)
}

func TestReconcileUnderEveryAnswerToAKnownIdentity(t *testing.T) {
	for _, form := range []classintest.Existing{classintest.ExistingRefused, classintest.ExistingWithoutID, classintest.ExistingAccepted} {
		client, stub := stubbed(t, says(map[classintest.Existing]string{
			classintest.ExistingRefused:   `{"code":398,"data":{"classId":7,"activityId":8},"msg":"exists"}`,
			classintest.ExistingWithoutID: `{"code":398,"data":null,"msg":"exists"}`,
			classintest.ExistingAccepted:  `{"code":1,"data":{"classId":7,"activityId":8},"msg":""}`,
		}[form]))
		items, err := client.Activities.ReconcileClasses(t.Context(), newSchool(t, nil).knownActivities(1))
		require.NoError(t, err)
		assert.Equal(t, 1, stub.Count(), "the answer is clear")
		assert.Equal(t, form == classintest.ExistingRefused, items[0].Value.Existed)
		if form == classintest.ExistingWithoutID {
			assert.ErrorIs(t, items[0].Err, classcloud.AlreadyExists)
			assert.Equal(t, "class-0", clienttest.AsError(t, items[0].Err).Key)
			continue
		}
		require.NoError(t, items[0].Err)
		assert.EqualValues(t, 7, items[0].Value.ClassID)
	}
	for _, form := range []classintest.Existing{classintest.ExistingRefused, classintest.ExistingWithoutID, classintest.ExistingAccepted} {
		s := newSchool(t, []classintest.Option{classintest.WithExisting(form)})
		for round := range 2 {
			items, err := s.Client.Classes.Reconcile(t.Context(), s.known(40))
			require.NoError(t, err)
			lessons := s.knownActivities(3)
			for i := range lessons.Classes {
				lessons.Classes[i].Identity += "-v2"
			}
			activities, err := s.Client.Activities.ReconcileClasses(t.Context(), lessons)
			require.NoError(t, err)
			for _, all := range []error{classcloud.ItemErrors(items), classcloud.ItemErrors(activities)} {
				assert.Equal(t, round == 1 && form == classintest.ExistingWithoutID, all != nil, "%v", all)
				assert.False(t, classcloud.MaybeApplied(all))
			}
			assert.Equal(t, round == 1 && form == classintest.ExistingRefused, items[39].Value.Existed)
			assert.Equal(t, round == 1 && form == classintest.ExistingRefused, activities[2].Value.Existed)
			assert.Equal(t, "class-39", items[39].Value.Identity)
		}
		assert.Len(t, s.Server.Classes(), 43, "whatever the answer, there is one of each")
	}
	client, stub := stubbed(t, clienttest.Script(clienttest.Answer{Reset: true}, clienttest.JSON(`{"code":398,"data":null,"msg":"exists"}`)))
	items, err := client.Activities.ReconcileClasses(t.Context(), newSchool(t, nil).knownActivities(1))
	require.NoError(t, err)
	assert.ErrorIs(t, items[0].Err, classin.CodeIdentityExists)
	assert.Equal(t, 2, stub.Count(), "another round would say nothing new, though a try was lost")
	for _, code := range []string{"323", "280"} { // what is known beside an id is not lost by another try
		for _, strict := range []classcloud.CallOption{classcloud.WithStrictWarnings(), classcloud.WithMaxAttempts(3)} {
			client, stub := stubbed(t, says(`{"code":`+code+`,"data":{"classId":7},"msg":"m"}`))
			items, err := client.Activities.ReconcileClasses(t.Context(), newSchool(t, nil).knownActivities(1), strict)
			require.NoError(t, err)
			assert.Equal(t, 1, stub.Count())
			assert.EqualValues(t, 7, items[0].Value.ClassID)
			assert.Empty(t, items[0].Value.Warnings, "they are the Item's")
			if items[0].Err == nil {
				assert.Equal(t, []classcloud.Warning{{Code: code, Message: "m"}}, items[0].Warnings)
			}
		}
	}
}

// slowLimiter is a limiter that lets one call in two wait.
type slowLimiter struct {
	wait  time.Duration
	calls int
}

func (l *slowLimiter) Wait(context.Context, string, classcloud.Operation, time.Duration) (time.Duration, error) {
	if l.calls++; l.calls%2 == 1 {
		return l.wait, nil
	}
	return 0, nil
}

func TestReconcileWaitsForLimits(t *testing.T) {
	s := newSchool(t, nil, classcloud.WithLimiter(&slowLimiter{wait: 30 * time.Second}))
	items, err := s.Client.Activities.ReconcileClasses(t.Context(), s.knownActivities(3))
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	assert.Equal(t, []time.Duration{30 * time.Second, 30 * time.Second, 30 * time.Second}, s.clock.Slept())
	assert.Len(t, s.Server.Classes(), 3)

	s = newSchool(t, nil, classcloud.WithLimiter(&slowLimiter{wait: time.Hour}))
	classes, err := s.Client.Classes.Reconcile(t.Context(), s.known(40))
	assert.ErrorIs(t, err, classcloud.ResourceExhausted)
	assert.Empty(t, s.clock.Slept())
	assert.Empty(t, s.Requests())
	assert.Len(t, classes, 40)

	ctx, cancel := context.WithCancel(t.Context())
	s = newSchool(t, nil, classcloud.WithLimiter(&slowLimiter{wait: time.Second * 5}))
	s.clock.OnSleep(cancel)
	_, err = s.Client.Classes.Reconcile(ctx, s.known(1))
	require.Error(t, err)
	assert.Empty(t, s.Requests())
	assert.True(t, errors.Is(err, classcloud.ResourceExhausted) || errors.Is(err, context.Canceled))
}

// fullLimiter is a limiter in which somebody else always comes first.
type fullLimiter time.Duration

func (l fullLimiter) Wait(context.Context, string, classcloud.Operation, time.Duration) (time.Duration, error) {
	return time.Duration(l), nil
}

func TestReconcileWaitsAMinuteInAll(t *testing.T) {
	s := newSchool(t, nil, classcloud.WithLimiter(fullLimiter(25*time.Second)))
	in := s.activity("x")
	in.Identity = "own"
	_, err := s.Client.Activities.EnsureClass(t.Context(), in)
	require.ErrorIs(t, err, classcloud.ResourceExhausted)
	assert.Equal(t, []time.Duration{25 * time.Second, 25 * time.Second}, s.clock.Slept())
	assert.Empty(t, s.Requests())
}

func TestReconcileOfAnAddressThatCannotBeReached(t *testing.T) {
	s := newSchool(t, nil, classcloud.WithoutRetry())
	in := s.known(2)
	s.Server.Close()
	items, err := s.Client.Classes.Reconcile(t.Context(), in)
	assert.ErrorIs(t, err, classcloud.Unavailable)
	assert.False(t, classcloud.MaybeApplied(err), "nothing was sent")
	assert.Len(t, s.clock.Slept(), 2, "it is tried again all the same")
	assert.Equal(t, "class-1", clienttest.AsError(t, items[1].Err).Key)
}
