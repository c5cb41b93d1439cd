package classin_test

import (
	"errors"
	"fmt"
	"strconv"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

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
	slept := s.clock.Slept()
	require.Len(t, slept, 1)
	assert.GreaterOrEqual(t, slept[0], time.Second, "the vendor says: within 1 second")
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
		assert.Equal(t, 3, clienttest.AsError(t, err).Attempts)
	})
}

// 460 says that another call creates the identity. One that the client made is in no other call but its own.
func TestWhatExistsAfterAnotherRequestCreatedIt(t *testing.T) {
	for _, test := range []struct{ identity, message string }{
		{"", "the client's own identity: this call made the class"},
		{"order-7", "the caller's: another call of the caller's made it"},
	} {
		client, stub := stubbed(t, clienttest.Script(clienttest.JSON(`{"error_info":{"errno":460}}`), clienttest.JSON(`{"data":5,"error_info":{"errno":398}}`)))
		start := time.Unix(1700000000, 0)
		in := &classin.CreateClassRequest{CourseID: 1, ClassName: "a", TeacherUID: 1, StartTime: start, EndTime: start.Add(time.Hour), Identity: test.identity}
		class, err := client.Classes.Create(t.Context(), in)
		require.NoError(t, err)
		assert.EqualValues(t, 5, class.ClassID)
		assert.Equal(t, test.identity != "", class.Existed, test.message)
		requests := stub.Requests()
		require.Len(t, requests, 2)
		assert.Equal(t, class.Identity, requests[1].Form.Get("courseUniqueIdentity"))
	}
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
			assert.Empty(t, s.clock.Slept())
		})
		t.Run(fmt.Sprintf("%d for ever names the identity to go on with", code), func(t *testing.T) {
			s := newSchool(t, nil)
			for range 3 {
				s.FailNext(int64(code))
			}
			in := s.class("Perhaps")
			_, err := s.Client.Classes.Create(t.Context(), in)
			e := clienttest.AsError(t, err)
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
			assert.Equal(t, classcloud.OutcomeApplied, clienttest.AsError(t, err).Outcome)
			require.NotNil(t, class, "the id stands beside the error")
			assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)
			assert.Len(t, s.Requests(), 1)

			s.FailNext(int64(code))
			class, err = s.Client.Classes.Create(t.Context(), s.class("Without an id"))
			assert.Nil(t, class)
			assert.True(t, classcloud.MaybeApplied(err), "nobody knows")
			assert.Equal(t, classcloud.OutcomeUnknown, clienttest.AsError(t, err).Outcome)
		})
	}
}

func TestNoRandomnessForAnIdentity(t *testing.T) {
	broken := errors.New("broken")
	s := newSchool(t, nil, classcloud.WithRand(iotest.ErrReader(broken)))
	_, err := s.Client.Classes.Create(t.Context(), s.class("Unlucky"))
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.ErrorIs(t, err, broken)
	assert.Empty(t, s.Requests())
}

func TestNoIdentityWithoutRandomness(t *testing.T) {
	client, stub := stubbed(t, drops(), classcloud.WithRand(iotest.ErrReader(errors.New("no entropy"))))
	_, err := client.Courses.Create(t.Context(), &classin.CreateCourseRequest{CourseName: "a"})
	assert.ErrorIs(t, err, classcloud.Internal)
	assert.ErrorContains(t, err, "no entropy")
	_, err = client.Classes.CreateBatch(t.Context(), &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{{}}})
	assert.ErrorIs(t, err, classcloud.Internal)
	assert.False(t, classcloud.MaybeApplied(err))
	assert.Zero(t, stub.Count())
}
