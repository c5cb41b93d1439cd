package classin_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// fakeClock is the time of client and server; it moves only when the client sleeps.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept = append(c.slept, d)
	c.now = c.now.Add(d)
	return ctx.Err()
}

func (c *fakeClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// school is a test server on a fake clock, with a client of it.
type school struct {
	*classintest.Server
	*classin.Client
	clock *fakeClock
}

func newSchool(t *testing.T, server []classintest.Option, client ...classcloud.ClientOption) *school {
	t.Helper()
	clock := &fakeClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	srv := classintest.NewServer(append([]classintest.Option{classintest.WithClock(clock.Now)}, server...)...)
	t.Cleanup(srv.Close)
	opts := append([]classcloud.ClientOption{classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{})}, client...)
	return &school{srv, srv.Client(opts...), clock}
}

func (s *school) class(name string) *classin.CreateClassRequest {
	known := s.Defaults()
	start := s.clock.Now().Add(24 * time.Hour)
	return &classin.CreateClassRequest{CourseID: known.CourseID, ClassName: name, TeacherUID: classin.UID(known.TeacherUID),
		StartTime: start, EndTime: start.Add(time.Hour)}
}

func asError(t *testing.T, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}

func TestCreatedBut(t *testing.T) {
	for _, code := range []classin.Code{classin.CodeCreatedNotRecorded, classin.CodeCreatedVideoFailed, classin.CodeCreatedNoIntroduction, classin.CodeCreatedOverPlan} {
		t.Run(code.Error(), func(t *testing.T) {
			s := newSchool(t, nil)
			ctx, text := t.Context(), strconv.Itoa(int(code))

			s.FailNext(int64(code))
			var heard []classcloud.Warning
			class, err := s.Client.Classes.Create(ctx, s.class("A result with a warning"), classcloud.OnWarning(func(op classcloud.Operation, w classcloud.Warning) {
				assert.Equal(t, "Classes.Create", op.Name)
				heard = append(heard, w)
			}))
			require.NoError(t, err)
			require.Len(t, class.Warnings, 1)
			assert.Equal(t, text, class.Warnings[0].Code)
			assert.NotEmpty(t, class.Warnings[0].Message)
			assert.Equal(t, class.Warnings, heard)
			require.Len(t, s.Server.Classes(), 1)
			assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)

			s.FailNext(int64(code))
			strict, err := s.Client.Classes.Create(ctx, s.class("A result beside an error"), classcloud.WithStrictWarnings())
			e := asError(t, err)
			assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
			assert.True(t, classcloud.MaybeApplied(err))
			assert.Equal(t, text, e.Code)
			assert.ErrorIs(t, err, code, "the vendor's own code")
			require.NotNil(t, strict)
			require.Len(t, s.Server.Classes(), 2)
			assert.Equal(t, s.Server.Classes()[1].ClassID, strict.ClassID)
			assert.Len(t, s.Requests(), 2, "neither is repeated")
		})
	}
}

func TestAWarningWithoutItsClass(t *testing.T) {
	s := newSchool(t, nil)
	s.Respond("Classes.Create", `{"data":null,"error_info":{"errno":280,"error":"created, not recorded"}}`)
	class, err := s.Client.Classes.Create(t.Context(), s.class("Lost"))
	assert.Nil(t, class)
	e := asError(t, err)
	assert.Equal(t, classcloud.DataLoss, e.Kind)
	assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
	assert.Contains(t, e.Hint, "Identity")
	assert.Len(t, s.Requests(), 1)
}

func TestAnIdentityThatIsTaken(t *testing.T) {
	for _, test := range []struct {
		name string
		form classintest.Existing
		want func(t *testing.T, first, class *classin.CreatedClass, err error)
	}{
		{"398 with the id is the class that exists", classintest.ExistingRefused, func(t *testing.T, first, class *classin.CreatedClass, err error) {
			require.NoError(t, err)
			assert.True(t, class.Existed)
			assert.Equal(t, first.ClassID, class.ClassID)
			assert.Equal(t, first.LiveURL, class.LiveURL)
			assert.Empty(t, class.Warnings)
		}},
		{"398 without the id is an error", classintest.ExistingWithoutID, func(t *testing.T, _, class *classin.CreatedClass, err error) {
			assert.Nil(t, class)
			assert.ErrorIs(t, err, classcloud.AlreadyExists)
			assert.ErrorIs(t, err, classin.CodeIdentityExists)
			assert.False(t, classcloud.MaybeApplied(err))
		}},
		{"1 with the old id is a result", classintest.ExistingAccepted, func(t *testing.T, first, class *classin.CreatedClass, err error) {
			require.NoError(t, err)
			assert.Equal(t, first.ClassID, class.ClassID)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSchool(t, []classintest.Option{classintest.WithExisting(test.form)})
			in := s.class("Once")
			in.Identity, in.Record = "order-7", true
			first, err := s.Client.Classes.Create(t.Context(), in)
			require.NoError(t, err)
			assert.False(t, first.Existed)
			assert.Equal(t, "order-7", first.Identity)
			class, err := s.Client.Classes.Create(t.Context(), in)
			test.want(t, first, class, err)
			assert.Len(t, s.Server.Classes(), 1)
			assert.Len(t, s.Requests(), 2)
		})
	}
}

func TestAnIdentityOfTheClientsOwn(t *testing.T) {
	s := newSchool(t, nil)
	in := s.class("Unnamed")
	first, err := s.Client.Classes.Create(t.Context(), in)
	require.NoError(t, err)
	second, err := s.Client.Classes.Create(t.Context(), in)
	require.NoError(t, err)
	assert.Len(t, first.Identity, 32)
	assert.NotEqual(t, first.Identity, second.Identity, "one for each call")
	assert.Empty(t, in.Identity, "the caller's request is not changed")
	assert.Len(t, s.Server.Classes(), 2)
	assert.Equal(t, first.Identity, s.Server.Classes()[0].Identity)

	plain := newSchool(t, nil, classin.WithoutIdentity())
	class, err := plain.Client.Classes.Create(t.Context(), plain.class("Without"))
	require.NoError(t, err)
	assert.Empty(t, class.Identity)
	assert.NotContains(t, plain.Requests()[0].Form, "courseUniqueIdentity")
}

func TestBeingCreatedByAnotherRequest(t *testing.T) {
	s := newSchool(t, nil)
	s.FailNext(int64(classin.CodeBeingCreated))
	_, err := s.Client.Classes.Create(t.Context(), s.class("Raced"))
	require.NoError(t, err)
	require.Len(t, s.clock.slept, 1)
	assert.GreaterOrEqual(t, s.clock.slept[0], time.Second, "the vendor says: within 1 second")
	assert.Len(t, s.Server.Classes(), 1)

	t.Run("after a try whose reply was lost", func(t *testing.T) {
		s := newSchool(t, nil)
		s.SetIdentityRace(time.Second)
		s.Inject("Classes.Create", classintest.Fault{Apply: true, Reset: true})
		class, err := s.Client.Classes.Create(t.Context(), s.class("Raced"), classcloud.WithMaxAttempts(4))
		require.NoError(t, err)
		assert.Len(t, s.Server.Classes(), 1)
		assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)
		assert.False(t, class.Existed)
	})

	t.Run("for ever", func(t *testing.T) {
		s := newSchool(t, nil)
		for range 5 {
			s.FailNext(int64(classin.CodeBeingCreated))
		}
		_, err := s.Client.Classes.Create(t.Context(), s.class("Raced"))
		assert.ErrorIs(t, err, classcloud.Aborted)
		assert.ErrorIs(t, err, classin.CodeBeingCreated)
		assert.Equal(t, 3, asError(t, err).Attempts)
	})
}

func TestTheVendorDoesNotKnowWhetherItWasDone(t *testing.T) {
	for _, code := range []classin.Code{classin.CodeUnknownError, classin.CodeServerException} {
		for _, applied := range []bool{false, true} {
			t.Run(fmt.Sprintf("%d under an identity is repeated, done before %t", code, applied), func(t *testing.T) {
				s := newSchool(t, nil)
				fail := s.FailNext
				if applied {
					fail = s.FailNextApplied
				}
				fail(int64(code))
				class, err := s.Client.Classes.Create(t.Context(), s.class("Perhaps"))
				require.NoError(t, err)
				assert.Len(t, s.Server.Classes(), 1)
				assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)
				assert.False(t, class.Existed, "it is the one this call made")
				assert.Len(t, s.Requests(), 2)
			})
		}
		t.Run(fmt.Sprintf("%d without one is sent once", code), func(t *testing.T) {
			s := newSchool(t, nil, classin.WithoutIdentity())
			s.FailNextApplied(int64(code))
			class, err := s.Client.Classes.Create(t.Context(), s.class("Perhaps"))
			assert.Nil(t, class)
			assert.ErrorIs(t, err, classcloud.Internal)
			assert.ErrorIs(t, err, code)
			assert.True(t, classcloud.MaybeApplied(err))
			assert.Len(t, s.Requests(), 1)
			assert.Empty(t, s.clock.slept)
		})
		t.Run(fmt.Sprintf("%d for ever names the identity to go on with", code), func(t *testing.T) {
			s := newSchool(t, nil)
			for range 3 {
				s.FailNext(int64(code))
			}
			in := s.class("Perhaps")
			_, err := s.Client.Classes.Create(t.Context(), in)
			e := asError(t, err)
			assert.True(t, classcloud.MaybeApplied(err))
			sent := s.Requests()[0].Form.Get("courseUniqueIdentity")
			assert.Contains(t, e.Hint, strconv.Quote(sent))
			in.Identity = sent
			_, err = s.Client.Classes.Create(t.Context(), in)
			require.NoError(t, err)
			assert.Len(t, s.Server.Classes(), 1)
		})
	}
}

func TestAnErrorThatComesWithTheClass(t *testing.T) {
	for _, code := range []classin.Code{classin.CodeAssistantPurchase, classin.CodeTeacherListFailed, classin.CodeAssistantListFailed} {
		t.Run(code.Error(), func(t *testing.T) {
			s := newSchool(t, nil)
			s.FailNextApplied(int64(code))
			class, err := s.Client.Classes.Create(t.Context(), s.class("Half done"))
			assert.ErrorIs(t, err, classcloud.Internal)
			assert.ErrorIs(t, err, code)
			assert.Equal(t, classcloud.OutcomeApplied, asError(t, err).Outcome)
			require.NotNil(t, class, "the id stands beside the error")
			assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)
			assert.Len(t, s.Requests(), 1)

			s.FailNext(int64(code))
			class, err = s.Client.Classes.Create(t.Context(), s.class("Without an id"))
			assert.Nil(t, class)
			assert.True(t, classcloud.MaybeApplied(err), "nobody knows")
			assert.Equal(t, classcloud.OutcomeUnknown, asError(t, err).Outcome)
		})
	}
}

func TestMaintenance(t *testing.T) {
	for name, options := range map[string][]classintest.Option{
		"as HTTP status 901":     nil,
		"as errno 901 in a 200":  {classintest.WithMaintenanceErrno()},
		"as errno 901 after BOM": {classintest.WithMaintenanceErrno(), classintest.WithBOM(), classintest.WithStringErrno()},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSchool(t, options)
			s.SetMaintenance(true)
			_, err := s.Client.Classes.Create(t.Context(), s.class("Tuesday"))
			assert.ErrorIs(t, err, classcloud.Unavailable)
			assert.ErrorIs(t, err, classin.CodeUnderMaintenance)
			assert.Contains(t, asError(t, err).Hint, "maintenance")
			assert.False(t, classcloud.MaybeApplied(err))
			assert.Len(t, s.Requests(), 1, "it lasts for hours: trying again at once helps nobody")
		})
	}
}

// kinds are the groups of classin.md section 1.3, put down by hand.
var kinds = map[classcloud.Kind][]classin.Code{
	classcloud.InvalidArgument: {100, 400, 119, 120, 165, 268, 259, 368, 808, 330, 21316, 121601007},
	classcloud.Unauthenticated: {102},
	classcloud.NotFound:        {136, 144, 147, 160, 318},
	classcloud.FailedPrecondition: {149, 153, 369, 454,
		172, 173, 319, 320, 322, 387, 388, 800, 804, 884, 885},
	classcloud.ResourceExhausted: {21317, 121601003, 121601004, 121601070},
	classcloud.PermissionDenied:  {121601001, 121601005, 121601006, 121601008, 121601009, 121601010, 121601011, 121601012, 121604007},
	classcloud.Internal:          {104, 114, 323, 324, 326},
	classcloud.AlreadyExists:     {398},
	classcloud.Aborted:           {460},
	classcloud.Unavailable:       {901},
}

func TestEveryDocumentedCode(t *testing.T) {
	s := newSchool(t, nil)
	count := 1 + 4 // success, and the four results with a warning
	for kind, codes := range kinds {
		for _, code := range codes {
			count++
			t.Run(fmt.Sprint(int(code)), func(t *testing.T) {
				s.FailNext(int64(code))
				_, err := s.Client.Classes.Create(t.Context(), s.class("Refused"), classcloud.WithoutRetry())
				assert.ErrorIs(t, err, kind)
				assert.ErrorIs(t, err, code)
				e := asError(t, err)
				assert.Equal(t, strconv.Itoa(int(code)), e.Code)
				assert.NotEmpty(t, e.Message)
				assert.Equal(t, kind == classcloud.Internal, classcloud.MaybeApplied(err), "%v", err)
				assert.Contains(t, code.Error(), ": ", "the code has the document's text")
			})
		}
	}
	assert.Equal(t, 56+3, count, "all of the document's 56, and maintenance and two of newer pages")
	assert.Empty(t, s.Server.Classes())
}

func TestACodeNobodyKnowsIsKept(t *testing.T) {
	s := newSchool(t, nil)
	s.FailNext(999999999999)
	_, err := s.Client.Classes.Create(t.Context(), s.class("New"))
	assert.ErrorIs(t, err, classcloud.Unknown)
	assert.ErrorIs(t, err, classin.Code(999999999999))
	var code classin.Code
	require.ErrorAs(t, err, &code)
	assert.Equal(t, "classin code 999999999999", code.Error())
	assert.True(t, classcloud.MaybeApplied(err), "nobody knows what it means")
	assert.Len(t, s.Requests(), 1)

	s.Respond("Classes.Create", `{"data":"","error_info":{"errno":"E77","error":"new kind of code"}}`)
	_, err = s.Client.Classes.Create(t.Context(), s.class("New"))
	assert.Equal(t, "E77", asError(t, err).Code)
}

func TestDialects(t *testing.T) {
	for _, empty := range []classintest.Empty{classintest.EmptyFields, classintest.EmptyObject, classintest.EmptyList, classintest.EmptyString, classintest.EmptyNull, classintest.EmptyAbsent} {
		s := newSchool(t, []classintest.Option{classintest.WithEmptyMoreData(empty), classintest.WithEmptyLiveInfo(empty),
			classintest.WithBOM(), classintest.WithStringErrno(), classintest.WithStringIDs()})
		class, err := s.Client.Classes.Create(t.Context(), s.class("Plain"))
		require.NoError(t, err, "form %d", empty)
		assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)
		assert.Empty(t, class.LiveURL)
		assert.Zero(t, class.LiveURLs)

		in := s.class("Recorded")
		in.Record = true
		class, err = s.Client.Classes.Create(t.Context(), in)
		require.NoError(t, err, "form %d", empty)
		assert.NotEmpty(t, class.LiveURL)
		assert.Zero(t, class.LiveURLs)

		again := new(classin.CreatedClass)
		text, err := json.Marshal(class)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, again))
		assert.Equal(t, class, again, "results round-trip")
	}
}

func TestAThousandClassesUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	faults := []classintest.Fault{
		{Apply: true, Reset: true}, {Apply: true, Status: 503}, {Apply: true, Truncate: 3}, {Apply: true, Status: 200, Body: "<html>"},
		{Status: 429}, {Reset: true}, {Status: 502}, {Apply: true, Truncate: -1}, {},
	}
	ids, names := map[int64]bool{}, map[string]bool{}
	for n := range 1000 {
		s.Inject("Classes.Create", faults[n%len(faults)])
		if n%3 == 0 {
			s.Inject("Classes.Create", faults[n%5]) // and the repeat fails as well
		}
		in := s.class(fmt.Sprint("Class ", n))
		if n%2 == 0 {
			in.Identity = fmt.Sprint("order-", n)
		}
		class, err := s.Client.Classes.Create(t.Context(), in)
		require.NoError(t, err, "class %d", n)
		assert.False(t, class.Existed, "class %d", n)
		ids[class.ClassID] = true
		s.ClearFaults()
	}
	for _, class := range s.Server.Classes() {
		names[class.ClassName] = true
	}
	assert.Len(t, s.Server.Classes(), 1000)
	assert.Len(t, ids, 1000)
	assert.Len(t, names, 1000)
	assert.Greater(t, len(s.Requests()), 2000)
}

func TestAThousandClassesAtOnceUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	for range 400 {
		s.Inject("Classes.Create", classintest.Fault{Apply: true, Reset: true, Skip: 1})
		s.Inject("Classes.Create", classintest.Fault{Apply: true, Status: 503})
	}
	var group sync.WaitGroup
	for n := range 1000 {
		group.Go(func() {
			_, err := s.Client.Classes.Create(t.Context(), s.class(fmt.Sprint("Class ", n)), classcloud.WithMaxAttempts(100))
			assert.NoError(t, err)
		})
	}
	group.Wait()
	assert.Len(t, s.Server.Classes(), 1000)
}

func TestAThousandClassesInBatchesUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	faults := []classintest.Fault{{Apply: true, Reset: true}, {Apply: true, Status: 503}, {Apply: true, Truncate: 3}, {Reset: true}, {}}
	var classes []classin.NewClass
	for n := range 1000 {
		in := s.class(fmt.Sprint("Class ", n))
		classes = append(classes, classin.NewClass{ClassName: in.ClassName, StartTime: in.StartTime, EndTime: in.EndTime, TeacherUID: in.TeacherUID})
	}
	calls := 0
	items, err := classin.InBatches(t.Context(), classes, 30, func(ctx context.Context, part []classin.NewClass) ([]classcloud.Item[classin.CreatedClass], error) {
		s.ClearFaults()
		s.Inject("Classes.CreateBatch", faults[calls%len(faults)])
		calls++
		return s.Client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: s.class("").CourseID, Classes: part})
	})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	ids := map[int64]bool{}
	for i, item := range items {
		require.Equal(t, i, item.Index)
		require.Equal(t, fmt.Sprint("Class ", i), item.Value.ClassName)
		require.False(t, item.Value.Existed)
		ids[item.Value.ClassID] = true
	}
	assert.Len(t, ids, 1000)
	assert.Len(t, s.Server.Classes(), 1000)
}

func TestWhatIsSigned(t *testing.T) {
	s := newSchool(t, nil)
	_, err := s.Client.Classes.Create(t.Context(), s.class("One"))
	require.NoError(t, err)
	s.clock.advance(time.Minute)
	_, err = s.Client.Classes.Create(t.Context(), s.class("Two"))
	require.NoError(t, err)
	sent := s.Requests()
	assert.Equal(t, "1772438400", sent[0].Form.Get("timeStamp"))
	assert.Equal(t, "1772438460", sent[1].Form.Get("timeStamp"))
	assert.NotEqual(t, sent[0].Form.Get("safeKey"), sent[1].Form.Get("safeKey"))

	err = s.Do(t.Context(), classin.Call{Action: "addCourseClass", Params: []classcloud.Param{{Name: "safeKey", Value: "x"}}}, nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Len(t, s.Requests(), 2)
}

func TestAClockThatIsOff(t *testing.T) {
	s := newSchool(t, nil)
	server := s.clock.Now().Add(time.Hour)
	s.SetClock(func() time.Time { return server })
	s.Inject("Classes.Create", classintest.Fault{Header: http.Header{"Date": {server.Format(http.TimeFormat)}}})
	in := s.class("Late")
	_, err := s.Client.Classes.Create(t.Context(), in)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.ErrorIs(t, err, classin.CodeNotAuthorized)
	assert.Contains(t, asError(t, err).Hint, "1h0m0s behind")
}

func TestNoRandomnessForAnIdentity(t *testing.T) {
	s := newSchool(t, nil, classcloud.WithRand(broken{}))
	_, err := s.Client.Classes.Create(t.Context(), s.class("Unlucky"))
	e := asError(t, err)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.ErrorIs(t, err, errBroken)
	assert.Empty(t, s.Requests())
}

var errBroken = errors.New("no entropy")

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errBroken }

func TestNewRefuses(t *testing.T) {
	good := classin.Credentials{SID: 1, Secret: "s"}
	for name, make := range map[string]func() (*classin.Client, error){
		"no source": func() (*classin.Client, error) { return classin.New(nil) },
		"no SID":    func() (*classin.Client, error) { return classin.New(classin.Credentials{Secret: "s"}) },
		"no secret": func() (*classin.Client, error) { return classin.New(classin.Credentials{SID: 1}) },
		"another vendor's option": func() (*classin.Client, error) {
			return classin.New(good, agora.WithRegion(agora.RegionCN))
		},
		"a nil option": func() (*classin.Client, error) { return classin.New(good, nil) },
	} {
		client, err := make()
		assert.Error(t, err, name)
		assert.Nil(t, client, name)
	}
}
