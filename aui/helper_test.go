package aui_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const serverFault = `{"success":false,"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`

// seen is a request as a scripted server saw it.
type seen struct {
	n      int    // its number, from 1
	path   string // "/api/v1/class/list"
	op     string // "list"
	params map[string]any
}

func seenOf(r clienttest.Request) seen {
	out := seen{n: r.N, path: r.Path, op: r.Path[strings.LastIndexByte(r.Path, '/')+1:]}
	_ = json.Unmarshal([]byte(r.Body), &out.params)
	return out
}

func (s seen) number(name string) int {
	n, _ := s.params[name].(float64)
	return int(n)
}

// onPage returns the request with another page_num.
func (s seen) onPage(n int) seen {
	s.params = maps.Clone(s.params)
	s.params["page_num"] = float64(n)
	return s
}

// scripted is an AppServer whose answers a test writes.
type scripted struct{ *clienttest.Stub }

// script starts a server and a client of it that has a token and does not wait. answer returns an HTTP status and a body; status 0 drops
// the connection.
func script(t *testing.T, answer func(seen) (int, string), opts ...classcloud.ClientOption) (*aui.Client, scripted) {
	t.Helper()
	stub := clienttest.NewStub(t, func(r clienttest.Request) clienttest.Answer {
		status, body := answer(seenOf(r))
		return clienttest.Answer{Status: status, Body: body, Reset: status == 0}
	})
	opts = append([]classcloud.ClientOption{classcloud.WithBaseURL(stub.URL), classcloud.WithClock(clienttest.Impatient{})}, opts...)
	client, err := aui.New(aui.Credentials{Token: "invented-token"}, opts...)
	require.NoError(t, err)
	return client, scripted{stub}
}

// always answers every request with the same body.
func always(body string) func(seen) (int, string) {
	return func(seen) (int, string) { return http.StatusOK, body }
}

// seen returns the requests so far.
func (s scripted) seen() []seen {
	var out []seen
	for _, r := range s.Requests() {
		out = append(out, seenOf(r))
	}
	return out
}

// pages returns the page_num of every request.
func (s scripted) pages() []int {
	var out []int
	for _, r := range s.seen() {
		out = append(out, r.number("page_num"))
	}
	return out
}

// failureOf returns the *classcloud.Error within err and asserts its kind.
func failureOf(t *testing.T, err error, kind classcloud.Kind) *classcloud.Error {
	t.Helper()
	failure := clienttest.AsError(t, err)
	assert.Equal(t, kind, failure.Kind, err)
	return failure
}

// assertKind asserts that err is a *classcloud.Error of a kind.
func assertKind(t *testing.T, err error, kind classcloud.Kind) {
	t.Helper()
	_ = failureOf(t, err, kind)
}

// newServer starts a test server with class c-1 of teacher t-1.
func newServer(t *testing.T, opts ...auitest.Option) (*auitest.Server, auitest.Class) {
	t.Helper()
	srv := auitest.NewServer(opts...)
	t.Cleanup(srv.Close)
	return srv, srv.AddClass(auitest.Class{ClassID: "c-1", Title: "Kept", TeacherID: "t-1"})
}

// get reads class c-1.
func get(ctx context.Context, client *aui.Client) error {
	_, err := client.Classes.Get(ctx, &aui.GetClassRequest{ClassID: "c-1", UserID: "t-1"})
	return err
}

// count returns how many requests of an operation arrived.
func count(srv *auitest.Server, operation string) (n int) {
	for _, r := range srv.Requests() {
		if r.Operation == operation {
			n++
		}
	}
	return n
}

// together runs f in n goroutines.
func together(n int, f func()) {
	var group sync.WaitGroup
	for range n {
		group.Go(f)
	}
	group.Wait()
}

// rowsOf returns the path and problem of the rows that an error names.
func rowsOf(err error) (rows []string) {
	if failure, ok := errors.AsType[*classcloud.Error](err); ok {
		for _, row := range failure.Rows {
			rows = append(rows, row.Path+" "+row.Problem)
		}
	}
	return rows
}

// warnings makes an option that collects what the calls of a client warn of.
func warnings() (*[]string, classcloud.CallOption) {
	var got []string
	return &got, classcloud.OnWarning(func(op classcloud.Operation, w classcloud.Warning) { got = append(got, op.Name+": "+w.Message) })
}

// stubbed makes a client with a token of a stub whose answers a test writes.
func stubbed(t *testing.T, answer func(clienttest.Request) clienttest.Answer, opts ...classcloud.ClientOption) *aui.Client {
	t.Helper()
	client, err := aui.New(aui.Credentials{Token: "invented-token"}, append([]classcloud.ClientOption{classcloud.WithBaseURL(clienttest.NewStub(t, answer).URL)}, opts...)...)
	require.NoError(t, err)
	return client
}
