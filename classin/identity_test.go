package classin_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
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
			assert.False(t, class.Existed, "nobody can tell")
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

// A program that trims would read such an identity as another one, or as none: then a repeat would make a second class.
func TestAnIdentityThatMayBeReadOtherwise(t *testing.T) {
	s := newSchool(t, nil)
	for _, identity := range []string{" ", "order-7 ", "\torder-7", "order\x007", "　"} {
		class := s.class("x")
		class.Identity = identity
		activity := s.activity("x")
		activity.Identity = identity
		item := classin.NewClass{ClassName: "x", TeacherUID: class.TeacherUID, StartTime: class.StartTime, EndTime: class.EndTime, Identity: identity}
		_, err1 := s.Client.Classes.Create(t.Context(), class)
		_, err2 := s.Client.Classes.Ensure(t.Context(), class)
		_, err3 := s.Client.Activities.CreateClass(t.Context(), activity)
		_, err4 := s.Client.Courses.Create(t.Context(), &classin.CreateCourseRequest{CourseName: "x", Identity: identity})
		_, err5 := s.Client.Classes.CreateBatch(t.Context(), &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{item}})
		_, err6 := s.Client.DoubleTeacherClasses.Create(t.Context(), &classin.CreateDoubleTeacherClassesRequest{MainCourseID: 1, MainClassID: 1,
			SubClasses: []classin.NewSubClass{{CourseID: 2, ClassName: "x", Identity: identity}}})
		for i, err := range []error{err1, err2, err3, err4, err5, err6} {
			e := clienttest.AsError(t, err)
			require.Len(t, e.Fields, 1, "%d %q", i, identity)
			assert.Contains(t, e.Fields[0].Problem, "begins or ends with a blank")
		}
	}
	assert.Empty(t, s.Requests())
}

func TestBeingCreatedByAnotherRequest(t *testing.T) {
	s := newSchool(t, nil)
	s.FailNext(int64(classin.CodeBeingCreated))
	_, err := s.Client.Classes.Create(t.Context(), s.class("Raced"))
	require.NoError(t, err)
	slept := s.clock.Slept()
	require.Len(t, slept, 1)
	assert.Greater(t, slept[0], time.Second, "the vendor says: within 1 second")
	assert.Len(t, s.Server.Classes(), 1)

	t.Run("those who met do not come back together", func(t *testing.T) {
		waits := map[time.Duration]bool{}
		for range 5 {
			s := newSchool(t, nil)
			s.FailNext(int64(classin.CodeBeingCreated))
			_, err := s.Client.Classes.Create(t.Context(), s.class("Raced"))
			require.NoError(t, err)
			assert.Greater(t, s.clock.Slept()[0], time.Second)
			assert.Less(t, s.clock.Slept()[0], 2*time.Second)
			waits[s.clock.Slept()[0]] = true
		}
		assert.Len(t, waits, 5)
	})

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
			assert.Equal(t, sent, e.Key)
			assert.Contains(t, e.Hint, "Key")
			assert.Contains(t, e.Error(), strconv.Quote(sent), "the text names the key")
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

// An error of a create under an identity gives one advice: its key and its hint never say the opposite of each other.
func TestOneAdviceAfterACreate(t *testing.T) {
	creates := map[string]func(*classin.Client) error{
		"Classes.Create": func(c *classin.Client) error { _, err := c.Classes.Create(t.Context(), oneClass()); return err },
		"Courses.Create": func(c *classin.Client) error {
			_, err := c.Courses.Create(t.Context(), &classin.CreateCourseRequest{CourseName: "x", Identity: "own"})
			return err
		},
		"Activities.CreateClass": func(c *classin.Client) error {
			one := oneClass()
			_, err := c.Activities.CreateClass(t.Context(), &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 7, StartTime: one.StartTime, EndTime: one.EndTime, Identity: "own"})
			return err
		},
	}
	both := func(data, code string) string {
		return `{"data":` + data + `,"code":` + code + `,"msg":"m","error_info":{"errno":` + code + `,"error":"m"}}`
	}
	for name, create := range creates {
		for _, test := range []struct {
			name, reply string
			want        classcloud.Outcome
			hint        string
		}{
			{"an id that is a list of numbers", both(`[23623]`, "1"), classcloud.OutcomeApplied, "create it again"},
			{"an id that is a text", both(`{"classId":"soon"}`, "1"), classcloud.OutcomeApplied, "create it again"},
			{"success without data", both(`null`, "1"), classcloud.OutcomeApplied, "create it again"},
			{"done, but, without its id", both(`null`, "121601002"), classcloud.OutcomeApplied, "create it again"},
			{"an answer that is not one", `<html>`, classcloud.OutcomeUnknown, "create it again"},
			{"114 for ever", both(`null`, "114"), classcloud.OutcomeUnknown, "create it again"},
			{"114 with the id", both(`{"classId":7,"courseId":7}`, "114"), classcloud.OutcomeApplied, "exists"},
			{"102 with the id", both(`{"classId":7}`, "102"), classcloud.OutcomeUnknown, "refuses, and names the id"},
			{"102 without one", both(`null`, "102"), classcloud.OutcomeNotApplied, "clock"},
			{"398 without the id", both(`null`, "398"), classcloud.OutcomeNotApplied, "exists under this identity"},
		} {
			if name == "Courses.Create" {
				test.reply = strings.ReplaceAll(test.reply, `"classId"`, `"courseId"`)
			}
			t.Run(name+": "+test.name, func(t *testing.T) {
				e := clienttest.AsError(t, create(answering(t, says(test.reply))))
				assert.Equal(t, "own", e.Key)
				assert.Equal(t, test.want.String(), e.Outcome.String())
				assert.Contains(t, e.Hint, test.hint)
				assert.NotContains(t, e.Error(), "do not repeat")
				if test.want != classcloud.OutcomeNotApplied {
					assert.Regexp(t, `applied: a repeat under (the key "own"|its key) does not do it`, e.Error())
				}
				text, err := json.Marshal(e)
				require.NoError(t, err)
				assert.Contains(t, string(text), `"key":"own"`)
			})
		}
	}
	t.Run("without an identity it is looked for", func(t *testing.T) {
		in := oneClass()
		in.Identity = ""
		for _, reply := range []string{both(`null`, "114"), both(`null`, "1"), both(`null`, "323")} {
			_, err := answering(t, says(reply), classin.WithoutIdentity()).Classes.Create(t.Context(), in)
			e := clienttest.AsError(t, err)
			assert.Empty(t, e.Key)
			assert.Contains(t, e.Hint, "look for the class")
			assert.NotContains(t, e.Error(), "under the key")
		}
	})
	t.Run("398 without the id, under the client's own identity, is this call's", func(t *testing.T) {
		in := oneClass()
		in.Identity = ""
		client, stub := stubbed(t, clienttest.Script(clienttest.Answer{Reset: true}, clienttest.JSON(both(`null`, "398"))))
		_, err := client.Classes.Create(t.Context(), in)
		e := clienttest.AsError(t, err)
		assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
		assert.Equal(t, stub.Requests()[0].Form.Get("courseUniqueIdentity"), e.Key)
	})
}

// The items of a batch have their own keys, whatever goes wrong: the item, its row, or the whole batch.
func TestItemsTellTheKeyToGoOnUnder(t *testing.T) {
	start := time.Unix(1700000000, 0)
	class := classin.NewClass{ClassName: "a", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 7, Identity: "key-a"}
	second, third := class, class
	second.ClassName, second.Identity = "b", "key-b"
	third.ClassName, third.Identity = "c", ""
	in := &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{class, second, third}}
	sub := &classin.CreateDoubleTeacherClassesRequest{MainCourseID: 1, MainClassID: 2, SubClasses: []classin.NewSubClass{
		{CourseID: 3, ClassName: "a", Identity: "key-a"}, {CourseID: 4, ClassName: "b", Identity: "key-b"}, {CourseID: 5, ClassName: "c"}}}
	for name, answer := range map[string]func(clienttest.Request) clienttest.Answer{
		"no answer":           drops(),
		"no rows":             says(`{"code":1,"data":{"subClassData":[]},"error_info":{"errno":1}}`),
		"rows that say no":    says(`{"data":[{"errno":104,"data":0},{"errno":136},{"errno":460}],"error_info":{"errno":1}}`),
		"rows that are none":  says(`{"data":[7,8,9],"error_info":{"errno":1}}`),
		"a batch that failed": says(`{"data":[{"errno":104,"className":"a"},{"errno":104,"className":"b"}],"error_info":{"errno":104}}`),
	} {
		t.Run(name, func(t *testing.T) {
			items, err := answering(t, answer).Classes.CreateBatch(t.Context(), in)
			require.Len(t, items, 3, "%v", err)
			for i, key := range []string{"key-a", "key-b", items[2].Value.Identity} {
				assert.Equal(t, key, clienttest.AsError(t, items[i].Err).Key)
				assert.Equal(t, key, items[i].Value.Identity)
				assert.NotEmpty(t, key)
			}
		})
	}
	for _, answer := range []func(clienttest.Request) clienttest.Answer{drops(), says(`{"code":1,"data":{"subClassData":[{"code":104},{"code":136},{"code":460}]}}`)} {
		items, err := answering(t, answer).DoubleTeacherClasses.Create(t.Context(), sub)
		require.Len(t, items, 3, "%v", err)
		for i, key := range []string{"key-a", "key-b", items[2].Value.Identity} {
			assert.Equal(t, key, clienttest.AsError(t, items[i].Err).Key)
			assert.NotEmpty(t, key)
		}
	}
}
