package house_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/vendortest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// weclassroomVendor holds what the tests of all vendors know about WeClassroom.
var weclassroomVendor = vendor{
	name: "weclassroom", title: "WeClassroom 直播云", documented: 35, wider: 0,
	example: "Users.Create", params: "Array", paramsDoc: "the parameters in signMsg; nil when it could not be opened",
	operations:      weclassroom.Operations,
	served:          served(weclassroomtest.NewServer),
	documentedReply: weclassroomtest.DocumentedReply,
	open:            openWeClassroom,
	client: func(opts ...classcloud.ClientOption) (any, error) {
		return weclassroom.New(weclassroomCanary, append([]classcloud.ClientOption{classcloud.WithBaseURL("http://127.0.0.1:1")}, opts...)...)
	},
	with: func(client any, opts ...classcloud.ClientOption) (any, error) {
		return client.(*weclassroom.Client).With(opts...)
	},
	newFrom: func(source any, opts ...classcloud.ClientOption) (any, error) {
		return weclassroom.New(source.(weclassroom.CredentialSource), opts...)
	},
	nilSource: func() error {
		_, err := weclassroom.New((*struct{ weclassroom.CredentialSource })(nil))
		return err
	},
	zero: func(ctx context.Context) (any, map[string]func() error) {
		return &weclassroom.Client{}, map[string]func() error{
			"With": func() error { _, err := new(weclassroom.Client).With(); return err },
			"Do":   func() error { return new(weclassroom.Client).Do(ctx, weclassroom.Call{Path: "/x"}, nil) },
		}
	},
	types: []any{
		weclassroom.Credentials{},
	},
	secrets:    []string{weclassroomCanary.Secret},
	onClock:    weclassroomOnClock,
	moreToShow: weclassroomShows,
}

// weclassroomCanary holds the credentials of the tests. Its secrets must never be shown; see secrets_test.go.
var weclassroomCanary = weclassroom.Credentials{ApplicationID: "10001", Secret: "canary-secret-of-weclassroom-32b"}

func openWeClassroom(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := weclassroomtest.NewServer(weclassroomtest.WithCredentials(weclassroomCanary))
	kit, clock, opts := settle(t, kitOf(srv.URL, srv), opts)
	c := srv.Client(opts...)
	start := clock.Now().Add(24 * time.Hour)
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
	classroom := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "Kept", Category: weclassroomtest.CategorySmall})
	kept := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour)})
	w := &world{vendor: "weclassroom", kit: kit, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Lessons.ListByIDs", createOp: "Lessons.Create", documented: weclassroomtest.DocumentedReply("Lessons.ListByIDs")}
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Lessons.ListByIDs(ctx, []int64{kept.LessonID}, opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return c.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour),
			Genre: new(weclassroom.GenreFormal), Name: fmt.Sprint("Lesson ", n)}, opts...)
	}
	w.made = func() int { return len(srv.Lessons()) - 1 }
	w.signature = func(r vendortest.Request) []string { return []string{r.Form.Get("signMsg")} }
	w.journey = func(t *testing.T, ctx context.Context) {
		users, err := c.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
			{Phone: "13800138000", Name: "张一", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale},
			{Phone: "13800138001", Name: `O'Brien "x" \`, Role: weclassroom.RoleStudent, Gender: weclassroom.GenderMale},
		}})
		require.NoError(t, err)
		require.Len(t, users, 2)
		at := slices.IndexFunc(users, func(u weclassroom.CreatedUser) bool { return u.Phone == "13800138000" })
		require.GreaterOrEqual(t, at, 0)
		room, err := c.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: users[at].UserID, Name: "语法", Category: new(weclassroom.CategorySmall)})
		require.NoError(t, err)
		lesson, err := c.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: room.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreTest)})
		require.NoError(t, err)
		lessons, err := c.Lessons.ListByIDs(ctx, []int64{lesson.LessonID, 1})
		require.NoError(t, err)
		require.Len(t, lessons, 1)
		assert.True(t, lessons[0].StartTime.Equal(start))
		assert.True(t, lessons[0].ActualStartTime.IsZero(), "null before it began")
	}
	return w
}

// weclassroomOnClock starts a server on a clock. create creates something with the client of the server.
func weclassroomOnClock(t *testing.T, now func() time.Time) (setClock func(func() time.Time), create func(at time.Time) error) {
	srv := weclassroomtest.NewServer(weclassroomtest.WithClock(now))
	t.Cleanup(srv.Close)
	client := srv.Client()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
	classroom := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "Kept", Category: weclassroomtest.CategorySmall})
	return srv.SetClock, func(at time.Time) error {
		_, err := client.Lessons.Create(t.Context(), &weclassroom.CreateLessonRequest{ClassroomID: classroom.ClassroomID, StartTime: at.Add(time.Hour),
			EndTime: at.Add(2 * time.Hour), Genre: new(weclassroom.GenreFormal)})
		return err
	}
}

// weclassroomShows returns more values and errors that must not show a secret: other ways to sign, refused keys, links, tokens.
func weclassroomShows(t *testing.T, s *sieve, w *world) map[string]any {
	t.Helper()
	ctx, options := t.Context(), showing(s, w)
	list := func(keys weclassroom.Credentials) error {
		client, err := weclassroom.New(keys, options...)
		if err != nil {
			return err
		}
		_, err = client.Lessons.ListByIDs(ctx, []int64{1})
		w.kit.Respond("Lessons.ListByIDs", "")
		return err
	}
	wrong := canary + "-of-32-bytes"[:32-len(canary)]
	s.secret(wrong, "another secret")
	return map[string]any{
		"a program with a client":  struct{ client *weclassroom.Client }{w.client.(*weclassroom.Client)},
		"a program with a service": &struct{ lessons weclassroom.LessonsService }{w.client.(*weclassroom.Client).Lessons},
		"another's secret":         list(weclassroom.Credentials{ApplicationID: "10001", Secret: wrong}),
		"another's id":             list(weclassroom.Credentials{ApplicationID: "1", Secret: wrong}),
		"a short secret":           list(weclassroom.Credentials{ApplicationID: "1", Secret: canary}),
		"no id":                    list(weclassroom.Credentials{Secret: canary}),
	}
}
