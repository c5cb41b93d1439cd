package weclassroom_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const canary = "canary-secret-of-32-characters!!"

// beginning is the time of an institution's server.
var beginning = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// stubbed returns a client of a stub that answers with what reply makes of the path and the opened parameters.
func stubbed(t *testing.T, reply func(path string, params weclassroomtest.Array) string) (*weclassroom.Client, *clienttest.Stub) {
	t.Helper()
	keys := weclassroom.Credentials{ApplicationID: "invented-application", Secret: canary}
	stub := clienttest.NewStub(t, func(r clienttest.Request) clienttest.Answer {
		opened, err := weclassroomtest.Open(keys.Secret, r.Form.Get("signMsg"))
		if err != nil {
			return clienttest.Answer{Status: http.StatusTeapot, Body: err.Error()}
		}
		return clienttest.JSON(reply(r.Path, opened))
	})
	client, err := weclassroom.New(keys, classcloud.WithBaseURL(stub.URL))
	require.NoError(t, err)
	return client, stub
}

// params returns the opened parameters of the calls that a server got.
func params(srv *weclassroomtest.Server) []weclassroomtest.Array {
	var out []weclassroomtest.Array
	for _, r := range srv.Requests() {
		out = append(out, r.Params)
	}
	return out
}

// source is a CredentialSource made of a function.
type source func(context.Context) (weclassroom.Credentials, error)

func (s source) Credentials(ctx context.Context) (weclassroom.Credentials, error) { return s(ctx) }

// school starts a server with a small classroom and its teacher.
func school(t *testing.T, opts ...weclassroomtest.Option) (*weclassroomtest.Server, weclassroomtest.Classroom) {
	t.Helper()
	srv := weclassroomtest.NewServer(opts...)
	t.Cleanup(srv.Close)
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "Julia Li", Teacher: true})
	return srv, srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "语法", Category: weclassroomtest.CategorySmall})
}

// institution is a test server with a client, a teacher and a classroom.
type institution struct {
	*weclassroomtest.Server
	client    *weclassroom.Client
	teacher   weclassroomtest.User
	classroom weclassroomtest.Classroom
}

// newInstitution starts an institution at the beginning.
func newInstitution(t *testing.T, opts ...weclassroomtest.Option) *institution {
	t.Helper()
	srv := weclassroomtest.NewServer(append(opts, weclassroomtest.WithClock(func() time.Time { return beginning }))...)
	t.Cleanup(srv.Close)
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
	return &institution{srv, srv.Client(), teacher, srv.AddClassroom(weclassroomtest.Classroom{
		TeacherID: teacher.UserID, Name: "Kept", Category: weclassroomtest.CategoryCommand})}
}

// lesson returns a request for a lesson that the vendor takes.
func (i *institution) lesson() *weclassroom.CreateLessonRequest {
	return &weclassroom.CreateLessonRequest{ClassroomID: i.classroom.ClassroomID, StartTime: beginning.Add(time.Hour), EndTime: beginning.Add(2 * time.Hour),
		Genre: new(weclassroom.GenreFormal)}
}

// each returns f of every element.
func each[A, B any](in []A, f func(A) B) []B {
	var out []B
	for _, a := range in {
		out = append(out, f(a))
	}
	return out
}
