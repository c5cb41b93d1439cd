package classin_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// school is a test server with a client, both on one clock.
type school struct {
	*classintest.Server
	*classin.Client
	clock *clienttest.Clock
}

func newSchool(t *testing.T, server []classintest.Option, client ...classcloud.ClientOption) *school {
	t.Helper()
	clock := clienttest.NewClock()
	srv := classintest.NewServer(append([]classintest.Option{classintest.WithClock(clock.Now)}, server...)...)
	t.Cleanup(srv.Close)
	opts := append([]classcloud.ClientOption{classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{})}, client...)
	return &school{srv, srv.Client(opts...), clock}
}

// class describes a class that the school's server creates.
func (s *school) class(name string) *classin.CreateClassRequest {
	known := s.Defaults()
	start := s.clock.Now().Add(24 * time.Hour)
	return &classin.CreateClassRequest{CourseID: known.CourseID, ClassName: name, TeacherUID: classin.UID(known.TeacherUID),
		StartTime: start, EndTime: start.Add(time.Hour)}
}

// activity describes a class of the second generation that the school's server creates.
func (s *school) activity(name string) *classin.CreateClassActivityRequest {
	known := s.Defaults()
	start := s.clock.Now().Add(24 * time.Hour)
	return &classin.CreateClassActivityRequest{CourseID: known.CourseID, Name: name, TeacherUID: classin.UID(known.TeacherUID),
		StartTime: start, EndTime: start.Add(time.Hour)}
}

// stubbed makes a client of a stub.
func stubbed(t *testing.T, answer func(clienttest.Request) clienttest.Answer, opts ...classcloud.ClientOption) (*classin.Client, *clienttest.Stub) {
	t.Helper()
	stub := clienttest.NewStub(t, answer)
	clock := clienttest.ClockAt(time.Unix(1673949471, 0))
	opts = append([]classcloud.ClientOption{classcloud.WithBaseURL(stub.URL), classcloud.WithClock(clock)}, opts...)
	client, err := classin.New(classin.Credentials{SID: 1000082, Secret: "Mb71234"}, opts...)
	require.NoError(t, err)
	return client, stub
}

// answering makes a client of a stub that the test does not look at.
func answering(t *testing.T, answer func(clienttest.Request) clienttest.Answer, opts ...classcloud.ClientOption) *classin.Client {
	t.Helper()
	client, _ := stubbed(t, answer, opts...)
	return client
}

// says answers every request with a body.
func says(body string) func(clienttest.Request) clienttest.Answer {
	return clienttest.Always(clienttest.JSON(body))
}

// drops ends every connection without an answer.
func drops() func(clienttest.Request) clienttest.Answer {
	return clienttest.Always(clienttest.Answer{Reset: true})
}
