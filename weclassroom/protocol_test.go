package weclassroom_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

var beginning = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// institution is a test server with a client, a teacher and a classroom.
type institution struct {
	*weclassroomtest.Server
	client    *weclassroom.Client
	teacher   weclassroomtest.User
	classroom weclassroomtest.Classroom
}

func newInstitution(t *testing.T, opts ...weclassroomtest.Option) *institution {
	t.Helper()
	srv := weclassroomtest.NewServer(append(opts, weclassroomtest.WithClock(func() time.Time { return beginning }))...)
	t.Cleanup(srv.Close)
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
	return &institution{srv, srv.Client(), teacher, srv.AddClassroom(weclassroomtest.Classroom{
		TeacherID: teacher.UserID, Name: "Kept", Category: weclassroomtest.CategoryCommand})}
}

func (i *institution) lesson() *weclassroom.CreateLessonRequest {
	return &weclassroom.CreateLessonRequest{ClassroomID: i.classroom.ClassroomID, StartTime: beginning.Add(time.Hour), EndTime: beginning.Add(2 * time.Hour),
		Genre: new(weclassroom.GenreFormal)}
}

func asError(t *testing.T, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}

func TestEveryDocumentedCode(t *testing.T) {
	kinds := map[weclassroom.Code]classcloud.Kind{
		20001: classcloud.Unauthenticated, 20002: classcloud.Unauthenticated, 20003: classcloud.Unauthenticated,
		20004: classcloud.PermissionDenied, 20005: classcloud.Unauthenticated,
		30001: classcloud.Unimplemented, 30002: classcloud.Unimplemented,
		40001: classcloud.InvalidArgument, 40002: classcloud.InvalidArgument, 40003: classcloud.InvalidArgument,
		40004: classcloud.FailedPrecondition, 50000: classcloud.Internal,
	}
	for name, options := range map[string][]weclassroomtest.Option{
		"at HTTP 200":            nil,
		"at HTTP's own statuses": {weclassroomtest.WithHTTPErrors()},
		"with data null":         {weclassroomtest.WithFailureData(weclassroomtest.FailureDataNull)},
		"with data []":           {weclassroomtest.WithFailureData(weclassroomtest.FailureDataEmptyArray)},
		`with data ""`:           {weclassroomtest.WithFailureData(weclassroomtest.FailureDataEmptyString)},
	} {
		t.Run(name, func(t *testing.T) {
			i := newInstitution(t, options...)
			for code, kind := range kinds {
				i.ClearRequests()
				i.Inject("Lessons.Create", i.Failure(int(code)))
				lesson, err := i.client.Lessons.Create(t.Context(), i.lesson())
				assert.Nil(t, lesson, code)
				assert.ErrorIs(t, err, kind, "%d", code)
				assert.ErrorIs(t, err, code)
				assert.Equal(t, strconv.Itoa(int(code)), asError(t, err).Code)
				assert.Equal(t, code == weclassroom.CodeServer, classcloud.MaybeApplied(err), "%v", err)
				assert.Len(t, i.Requests(), 1)
			}
		})
	}
}

func TestCodesNobodyKnowsGoByTheirFirstDigit(t *testing.T) {
	i := newInstitution(t)
	for code, kind := range map[weclassroom.Code]classcloud.Kind{
		20999: classcloud.Unauthenticated, 30999: classcloud.Unimplemented, 40999: classcloud.InvalidArgument, 50999: classcloud.Internal,
		60999: classcloud.Unknown, 7: classcloud.Unknown, 99999999999: classcloud.Unknown,
	} {
		for _, form := range []string{`{"status":0,"error_code":%d,"msg":"why"}`, `{"status":"0","error_code":"%d","msg":"why","data":[]}`, `{"status":0,"code":%d,"msg":"why"}`} {
			i.Respond("Lessons.Create", fmt.Sprintf(form, code))
			_, err := i.client.Lessons.Create(t.Context(), i.lesson())
			assert.ErrorIs(t, err, kind, form)
			assert.ErrorIs(t, err, code, form)
			assert.Equal(t, "why", asError(t, err).Message)
			assert.True(t, classcloud.MaybeApplied(err), "nobody knows what it means")
		}
	}
	i.Respond("Lessons.Create", `{"status":0,"error_code":10000,"msg":"contradicts itself","data":7}`)
	lesson, err := i.client.Lessons.Create(t.Context(), i.lesson())
	assert.Nil(t, lesson)
	assert.ErrorIs(t, err, classcloud.Unknown)
	assert.True(t, classcloud.MaybeApplied(err))
}

func TestAServerErrorIsRepeatedForReadsOnly(t *testing.T) {
	i := newInstitution(t)
	client, err := i.client.With(classcloud.WithClock(instant{}))
	require.NoError(t, err)
	i.Inject("Lessons.ListByIDs", i.Failure(50000))
	_, err = client.Lessons.ListByIDs(t.Context(), []int64{1})
	require.NoError(t, err)
	assert.Len(t, i.Requests(), 2)
	i.ClearRequests()
	i.Inject("Lessons.Create", i.Failure(50000))
	_, err = client.Lessons.Create(t.Context(), i.lesson())
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, i.Requests(), 1)
}

func TestLessonsInEitherForm(t *testing.T) {
	for name, options := range map[string][]weclassroomtest.Option{"a bare id": nil, "an object": {weclassroomtest.WithLessonObject()}} {
		t.Run(name, func(t *testing.T) {
			i := newInstitution(t, options...)
			lesson, err := i.client.Lessons.Create(t.Context(), i.lesson())
			require.NoError(t, err)
			assert.Equal(t, i.Server.Lessons()[0].LessonID, lesson.LessonID)
			assert.Equal(t, strconv.FormatInt(i.Server.Lessons()[0].Command, 10), lesson.Command)
		})
	}
}

func TestASuccessWithoutItsResult(t *testing.T) {
	i := newInstitution(t)
	for _, rest := range []string{``, `,"data":null`, `,"data":[]`, `,"data":""`, `,"data":{}`, `,"data":0`} {
		i.Respond("Lessons.Create", `{"status":1,"error_code":10000,"msg":"ok"`+rest+`}`)
		lesson, err := i.client.Lessons.Create(t.Context(), i.lesson())
		assert.Nil(t, lesson, rest)
		assert.ErrorIs(t, err, classcloud.DataLoss, rest)
		assert.Equal(t, classcloud.OutcomeApplied, asError(t, err).Outcome, rest)

		i.Respond("Classrooms.Create", `{"status":1,"error_code":10000,"msg":"ok"`+rest+`}`)
		room, err := i.client.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: i.teacher.UserID, Name: "N", Category: new(weclassroom.CategoryOneToOne)})
		assert.Nil(t, room, rest)
		assert.ErrorIs(t, err, classcloud.DataLoss, rest)
		assert.True(t, classcloud.MaybeApplied(err))
	}
}

func TestUsersComeInAnyOrder(t *testing.T) {
	i := newInstitution(t, weclassroomtest.WithReversedUsers())
	users, err := i.client.Users.Create(t.Context(), &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
		{Phone: "13800138000", Name: "A", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale},
		{Phone: "13800138001", Name: "B", Role: weclassroom.RoleStudent, Gender: weclassroom.GenderMale},
	}})
	require.NoError(t, err)
	require.Len(t, users, 2)
	byPhone := map[string]int64{}
	for _, u := range i.Server.Users() {
		byPhone[u.Phone] = u.UserID
	}
	for _, u := range users {
		assert.Equal(t, byPhone[u.Phone], u.UserID)
	}
}

func TestMoreLessonsThanACallTakes(t *testing.T) {
	i := newInstitution(t)
	var ids []int64
	for n := range 250 {
		start := beginning.Add(time.Duration(n) * time.Hour)
		ids = append(ids, i.AddLesson(weclassroomtest.Lesson{ClassroomID: i.classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour)}).LessonID)
	}
	lessons, err := i.client.Lessons.ListByIDs(t.Context(), ids)
	require.NoError(t, err)
	assert.Len(t, lessons, 250)
	assert.Len(t, i.Requests(), 3)

	i.Inject("Lessons.ListByIDs", weclassroomtest.Fault{Status: 400, Skip: 1})
	lessons, err = i.client.Lessons.ListByIDs(t.Context(), ids)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Len(t, lessons, 100, "what was read before")

	_, err = i.client.Lessons.ListByIDs(t.Context(), nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
}

func TestWhatIsRefusedBeforeSending(t *testing.T) {
	i := newInstitution(t)
	i.ClearRequests()
	ctx := t.Context()
	withSeconds, backwards, fiftyOne := i.lesson(), i.lesson(), make([]weclassroom.NewUser, 51)
	withSeconds.StartTime = beginning.Add(time.Hour + time.Second)
	backwards.EndTime = backwards.StartTime
	for n := range fiftyOne {
		fiftyOne[n] = weclassroom.NewUser{Phone: fmt.Sprint(13800138000 + n), Name: "N", Role: 1, Gender: 1}
	}
	for name, test := range map[string]struct {
		call func() error
		says string
	}{
		"seconds where the vendor has minutes": {func() error { _, err := i.client.Lessons.Create(ctx, withSeconds); return err }, "StartTime (startTime)"},
		"an end before the start":              {func() error { _, err := i.client.Lessons.Create(ctx, backwards); return err }, "EndTime (endTime) is not after StartTime"},
		"no genre": {func() error {
			in := i.lesson()
			in.Genre = nil
			_, err := i.client.Lessons.Create(ctx, in)
			return err
		}, "Genre (genre) is required"},
		"51 users": {func() error {
			_, err := i.client.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: fiftyOne})
			return err
		}, "Users (userData)"},
		"a name of 21 characters": {func() error {
			_, err := i.client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: strings.Repeat("名", 21), Category: new(weclassroom.CategorySmall)})
			return err
		}, "Name (className) has 21 characters"},
		"a mini program with nothing to show": {func() error {
			_, err := i.client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: "N", Category: new(weclassroom.CategoryCommand), MiniProgram: true})
			return err
		}, "CoverURL (classFrontCoverUrl) is required with MiniProgram"},
	} {
		err := test.call()
		assert.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.ErrorContains(t, err, test.says, name)
		assert.Equal(t, classcloud.OutcomeNotSent, asError(t, err).Outcome, name)
	}
	assert.Empty(t, i.Requests())
}

func TestNewRefuses(t *testing.T) {
	for name, keys := range map[string]weclassroom.Credentials{
		"no id":                  {Secret: strings.Repeat("s", 32)},
		"a short secret":         {ApplicationID: "1", Secret: strings.Repeat("s", 16)},
		"a long secret":          {ApplicationID: "1", Secret: strings.Repeat("s", 33)},
		"32 letters of 96 bytes": {ApplicationID: "1", Secret: strings.Repeat("密", 32)},
	} {
		client, err := weclassroom.New(keys)
		assert.Error(t, err, name)
		assert.Nil(t, client, name)
		if len(keys.Secret) > 0 {
			assert.NotContains(t, err.Error(), keys.Secret, name)
		}
	}
	_, err := weclassroom.New(nil)
	assert.Error(t, err)
}

// instant is a clock on which no time passes.
type instant struct{ classcloud.SystemClock }

func (instant) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }
