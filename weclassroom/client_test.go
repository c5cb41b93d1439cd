package weclassroom_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// beijing is the vendor's zone.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

// params are the opened parameters of the calls a server got.
func params(srv *weclassroomtest.Server) []weclassroomtest.Array {
	var out []weclassroomtest.Array
	for _, r := range srv.Requests() {
		out = append(out, r.Params)
	}
	return out
}

// noSleep is a clock that sleeps no time.
type noSleep struct{}

func (noSleep) Now() time.Time                                   { return time.Now() }
func (noSleep) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

const canary = "canary-secret-of-32-characters!!"

func TestTheSecretIsNeverShown(t *testing.T) {
	srv := weclassroomtest.NewServer(weclassroomtest.WithCredentials("application", canary))
	defer srv.Close()
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	client := srv.Client(classcloud.WithLogger(logger))

	srv.Respond("Lessons.Delete", `{"status":0,"error_code":20005,"msg":"授权验证异常"}`)
	err := client.Lessons.Delete(t.Context(), 1)
	require.ErrorIs(t, err, weclassroom.CodeSignature)
	signMsg := srv.Requests()[0].Form.Get("signMsg")
	require.NotEmpty(t, signMsg)
	logger.Info("all of it", "client", client, "credentials", srv.Credentials(), "error", err)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		fmt.Fprintf(&log, verb+verb+verb+verb, client, srv.Credentials(), []any{srv.Credentials(), client}, err)
	}
	for _, x := range []any{client, srv.Credentials(), err} {
		text, jsonErr := json.Marshal(x)
		require.NoError(t, jsonErr)
		log.Write(text)
	}
	assert.NotContains(t, log.String(), canary)
	assert.NotContains(t, log.String(), fmt.Sprintf("%x", canary))
	assert.NotContains(t, log.String(), signMsg)
	assert.Contains(t, log.String(), "application")
}

func TestASecretOfAnotherLengthIsRefusedAndNotPrinted(t *testing.T) {
	for _, secret := range []string{"", canary[1:], canary + "!", strings.Repeat("秘", 32), strings.Repeat("ab", 32)} {
		keys := weclassroom.Credentials{ApplicationID: "application", Secret: secret}
		_, err := weclassroom.New(keys)
		require.ErrorContains(t, err, "exactly 32 bytes")
		if secret != "" {
			assert.NotContains(t, err.Error(), secret)
		}

		client, err := weclassroom.New(source(func(context.Context) (weclassroom.Credentials, error) { return keys, nil }))
		require.NoError(t, err)
		_, err = client.Lessons.GetClassroom(t.Context(), 1)
		require.ErrorIs(t, err, classcloud.Unauthenticated)
		assert.False(t, classcloud.MaybeApplied(err))
		if secret != "" {
			assert.NotContains(t, fmt.Sprintf("%+v", err), secret)
		}
	}
	_, err := weclassroom.New(weclassroom.Credentials{Secret: canary})
	require.ErrorContains(t, err, "ApplicationID")
	_, err = weclassroom.New(nil)
	require.Error(t, err)
}

type source func(context.Context) (weclassroom.Credentials, error)

func (s source) Credentials(ctx context.Context) (weclassroom.Credentials, error) { return s(ctx) }

func TestEveryAttemptIsSealedAnew(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(noSleep{}))
	srv.Inject("Lessons.ListByUser", weclassroomtest.Fault{Status: 503, Times: 2})
	_, err := client.Lessons.ListByUser(t.Context(), &weclassroom.ListLessonsByUserRequest{UserID: 1, StartTime: time.Now(), EndTime: time.Now()})
	require.Error(t, err)
	seen := map[string]bool{}
	for _, r := range srv.Requests() {
		seen[r.Form.Get("signMsg")] = true
	}
	assert.Len(t, srv.Requests(), 3)
	assert.Len(t, seen, 3)
}

func TestOnlyWhatIsSafeIsRepeated(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "Julia Li", Teacher: true})
	client := srv.Client(classcloud.WithClock(noSleep{}))

	srv.Inject("Classrooms.Create", weclassroomtest.Fault{Apply: true, Reset: true})
	_, err := client.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: teacher.UID, Name: "一", Category: new(weclassroom.CategorySmall)})
	require.Error(t, err)
	assert.True(t, classcloud.MaybeApplied(err))
	require.Len(t, srv.Classrooms(), 1, "and not two")

	srv.Inject("Classrooms.Create", srv.Failure(50000))
	_, err = client.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: teacher.UID, Name: "二", Category: new(weclassroom.CategorySmall)})
	require.ErrorIs(t, err, weclassroom.CodeServer)
	assert.True(t, classcloud.MaybeApplied(err))
	require.Len(t, srv.Classrooms(), 1)

	srv.Inject("Users.Update", srv.Failure(50000))
	require.NoError(t, client.Users.Update(t.Context(), &weclassroom.UpdateUserRequest{UserID: teacher.UID, Type: weclassroom.UserTypeTeacher, Name: new("Julia")}))
	assert.Equal(t, "Julia", srv.Users()[0].Name)

	srv.Inject("Classrooms.Delete", weclassroomtest.Fault{Apply: true, Reset: true})
	err = client.Classrooms.Delete(t.Context(), srv.Classrooms()[0].ID)
	assert.Empty(t, srv.Classrooms())
	require.ErrorIs(t, err, weclassroom.CodeParameterValue, "the document does not say what a second delete is answered")
	assert.True(t, classcloud.MaybeApplied(err), "so the first may have done it")
}

func TestOptionsOfTheClient(t *testing.T) {
	keys := weclassroom.Credentials{ApplicationID: "application", Secret: canary}
	_, err := weclassroom.New(keys, aui.WithLoginPath("/login"))
	assert.ErrorContains(t, err, "another vendor's option")
	_, err = weclassroom.New(keys, weclassroom.WithDateKey(9))
	assert.ErrorContains(t, err, "DateKey(9)")
	for key, name := range map[weclassroom.DateKey]string{weclassroom.DateKeyBoth: "Both", weclassroom.DateKeyCreateDate: "CreateDate", weclassroom.DateKeyCreatDate: "CreatDate"} {
		assert.Equal(t, name, key.String())
		_, err = weclassroom.New(keys, weclassroom.WithDateKey(key))
		assert.NoError(t, err)
	}
}

func TestNamesOfWhatIsNotKnown(t *testing.T) {
	for want, value := range map[string]fmt.Stringer{
		"UserType(9)": weclassroom.UserType(9), "Teacher": weclassroom.UserTypeTeacher, "Student": weclassroom.UserTypeStudent,
		"Gender(9)": weclassroom.Gender(9), "Female": weclassroom.GenderFemale, "Male": weclassroom.GenderMale,
		"Category(9)": weclassroom.Category(9), "OneToOne": weclassroom.CategoryOneToOne, "Command": weclassroom.CategoryCommand,
		"Lecture": weclassroom.CategoryLecture, "Small": weclassroom.CategorySmall,
		"Genre(9)": weclassroom.Genre(9), "Formal": weclassroom.GenreFormal, "Test": weclassroom.GenreTest,
		"LessonState(9)": weclassroom.LessonState(9), "NotBegun": weclassroom.LessonStateNotBegun, "InClass": weclassroom.LessonStateInClass,
		"Over": weclassroom.LessonStateOver, "Expired": weclassroom.LessonStateExpired,
		"DocumentType(9)": weclassroom.DocumentType(9), "PPT": weclassroom.TypePPT, "URL": weclassroom.TypeURL, "PDF": weclassroom.TypePDF, "Word": weclassroom.TypeWord,
		"ConvertStatus(9)": weclassroom.ConvertStatus(9), "Running": weclassroom.ConvertStatusRunning, "Failed": weclassroom.ConvertStatusFailed,
		"Done": weclassroom.ConvertStatusDone, "Imperfect": weclassroom.ConvertStatusImperfect,
		"DateKey(9)": weclassroom.DateKey(9),
	} {
		assert.Equal(t, want, value.String())
	}
	assert.Equal(t, "weclassroom code 40004: 用户异常操作", weclassroom.CodeRejected.Error())
	assert.Equal(t, "weclassroom code 7", weclassroom.Code(7).Error())
}

func TestDoReachesWhatHasNoMethod(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	srv.Respond("Lessons.GetClassroom", weclassroomtest.DocumentedReply("Lessons.GetClassroom"))
	var out struct{ ID int64 }
	call := weclassroom.Call{Path: "/lesson/getClassInfo", Params: []classcloud.Param{{Name: "lessonId", Value: 1}}, Effect: classcloud.EffectRead}
	require.NoError(t, srv.Client().Do(t.Context(), call, &out, classcloud.WithParam("more", []int{1})))
	assert.Equal(t, int64(5754247), out.ID)
	assert.Equal(t, `["lessonId" => 1, "more" => [1]]`, params(srv)[0].String())
	err := srv.Client().Do(t.Context(), weclassroom.Call{Path: "/lesson/none"}, nil)
	assert.ErrorIs(t, err, weclassroom.CodeRouteNotFound)
}

func TestOneClientForManyGoroutinesAndTenants(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	srv.Respond("Reports.ListStars", weclassroomtest.DocumentedReply("Reports.ListStars"))
	type tenant struct{}
	client, err := weclassroom.New(source(func(ctx context.Context) (weclassroom.Credentials, error) {
		if ctx.Value(tenant{}) == nil {
			return weclassroom.Credentials{}, errors.New("no tenant")
		}
		return srv.Credentials(), nil
	}), classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	ctx := context.WithValue(t.Context(), tenant{}, true)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				own, err := client.With(weclassroom.WithDateKey(weclassroom.DateKeyCreatDate))
				assert.NoError(t, err)
				stars, err := own.Reports.ListStars(ctx, []int64{1})
				assert.NoError(t, err)
				assert.Len(t, stars, 2)
			}
		})
	}
	wg.Wait()
	_, err = client.Reports.ListStars(t.Context(), []int64{1})
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
}

// Whatever names a thing to delete or take away is asked for before anything is sent.
func TestNothingIsTakenAwayUnnamed(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client, ctx := srv.Client(), t.Context()
	for name, call := range map[string]func() error{
		"Classrooms.Delete": func() error { return client.Classrooms.Delete(ctx, 0) },
		"Classrooms.RemoveStudent, student": func() error {
			return client.Classrooms.RemoveStudent(ctx, &weclassroom.RemoveClassroomStudentRequest{ClassroomID: 1})
		},
		"Classrooms.RemoveStudent, room": func() error {
			return client.Classrooms.RemoveStudent(ctx, &weclassroom.RemoveClassroomStudentRequest{StudentID: 1})
		},
		"Lessons.Delete": func() error { return client.Lessons.Delete(ctx, 0) },
		"Lessons.RemoveDocument, document": func() error {
			return client.Lessons.RemoveDocument(ctx, &weclassroom.RemoveLessonDocumentRequest{LessonID: 1})
		},
		"Lessons.RemoveDocument, lesson": func() error {
			return client.Lessons.RemoveDocument(ctx, &weclassroom.RemoveLessonDocumentRequest{DocumentID: 1})
		},
		"Lessons.RemoveStudent, student": func() error {
			return client.Lessons.RemoveStudent(ctx, &weclassroom.RemoveLessonStudentRequest{LessonID: 1})
		},
		"Lessons.RemoveStudent, lesson": func() error {
			return client.Lessons.RemoveStudent(ctx, &weclassroom.RemoveLessonStudentRequest{StudentID: 1})
		},
		"Lessons.RemoveStudent, nothing": func() error { return client.Lessons.RemoveStudent(ctx, nil) },
		"Classrooms.Create without Category": func() error {
			_, err := client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: "一"})
			return err
		},
		"Lessons.Create without Genre": func() error {
			_, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: 1, StartTime: time.Unix(0, 0), EndTime: time.Unix(3600, 0)})
			return err
		},
		"Lessons.CreateBatch without Genre": func() error {
			_, err := client.Lessons.CreateBatch(ctx, &weclassroom.CreateLessonBatchRequest{ClassroomID: 1, Lessons: []weclassroom.BatchLesson{{StartTime: time.Unix(0, 0), EndTime: time.Unix(3600, 0)}}})
			return err
		},
		"Lessons.CreateBatch, nothing": func() error { _, err := client.Lessons.CreateBatch(ctx, nil); return err },
	} {
		t.Run(name, func(t *testing.T) {
			err := call()
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.False(t, classcloud.MaybeApplied(err))
			e, _ := errors.AsType[*classcloud.Error](err)
			assert.Len(t, e.Fields, 1, "%v", e.Fields)
		})
	}
	assert.Empty(t, srv.Requests())
}
