package auitest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const serverFault = `{"success":false,"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`

const (
	done      = `{"success":true}`
	badValue  = `{"success":false,"errorCode":"401","errorMsg":"参数错误"}`
	atNoon    = "2025/11/04 12:00:00"
	tooLongOr = "length must be between 2 and 255<br>"
)

// dialects lists all dialects.
var dialects = []auitest.Dialect{auitest.DialectV10, auitest.DialectV13, auitest.DialectHead}

// inEvery runs a test with a server of every dialect.
func inEvery(t *testing.T, test func(*testing.T, *auitest.Server, auitest.Dialect)) {
	t.Helper()
	for _, dialect := range dialects {
		t.Run(dialect.String(), func(t *testing.T) { test(t, start(t, auitest.WithDialect(dialect)), dialect) })
	}
}

func reason(reason string) string { return `{"success":false,"data":{"reason":"` + reason + `"}}` }

// noon returns 2025-11-04 12:00:00 in +08:00 as a UTC time.
func noon() time.Time { return time.Date(2025, 11, 4, 4, 0, 0, 0, time.UTC) }

func fixed(t time.Time) func() time.Time { return func() time.Time { return t } }

// start starts a server whose clock stands at noon.
func start(t *testing.T, opts ...auitest.Option) *auitest.Server {
	t.Helper()
	srv := auitest.NewServer(append([]auitest.Option{auitest.WithClock(fixed(noon()))}, opts...)...)
	t.Cleanup(srv.Close)
	return srv
}

type answer struct {
	status int
	header http.Header
	body   string
}

// send sends a request on a connection of its own, so that net/http does not repeat it.
func send(t *testing.T, method, url string, header map[string]string, body string) (answer, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	for name, value := range header {
		request.Header.Set(name, value)
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(content)}, err
}

// post sends JSON to an operation with a good token.
func post(t *testing.T, srv *auitest.Server, operation, body string) answer {
	t.Helper()
	return postAs(t, srv, "Bearer "+srv.IssueToken("someone"), operation, body)
}

// postAs sends JSON with this Authorization header, "" for none.
func postAs(t *testing.T, srv *auitest.Server, authorization, operation, body string) answer {
	t.Helper()
	header := map[string]string{"Content-Type": "application/json"}
	if authorization != "" {
		header["Authorization"] = authorization
	}
	got, err := send(t, "POST", srv.URL+"/api/v1/class/"+operation, header, body)
	require.NoError(t, err)
	return got
}

// postV2 sends JSON to an operation of version 2 with a good token.
func postV2(t *testing.T, srv *auitest.Server, operation, body string) answer {
	t.Helper()
	header := map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + srv.IssueToken("someone")}
	got, err := send(t, "POST", srv.URL+"/api/v2/class/"+operation, header, body)
	require.NoError(t, err)
	return got
}

// list asserts a success with a list as data, and returns the list.
func (a answer) list(t *testing.T) []any {
	t.Helper()
	require.Equal(t, 200, a.status)
	var envelope struct {
		Success bool
		Data    any
	}
	require.NoError(t, json.Unmarshal([]byte(a.body), &envelope))
	require.True(t, envelope.Success, a.body)
	require.IsType(t, []any{}, envelope.Data, a.body)
	return envelope.Data.([]any)
}

// data asserts a success with an object as data, and returns the object.
func (a answer) data(t *testing.T) map[string]any {
	t.Helper()
	require.Equal(t, 200, a.status)
	require.Equal(t, "application/json; charset=utf-8", a.header.Get("Content-Type"))
	var envelope map[string]any
	require.NoError(t, json.Unmarshal([]byte(a.body), &envelope))
	require.Equal(t, true, envelope["success"], a.body)
	require.NotContains(t, envelope, "errorCode")
	require.NotContains(t, envelope, "errorMsg")
	require.IsType(t, map[string]any{}, envelope["data"])
	return envelope["data"].(map[string]any)
}

// says asserts the JSON of an answer.
func (a answer) says(t *testing.T, body string) {
	t.Helper()
	require.Equal(t, 200, a.status)
	require.JSONEq(t, body, a.body)
}

// forbids asserts that the server refused the token.
func (a answer) forbids(t *testing.T) {
	t.Helper()
	require.Equal(t, 403, a.status)
	require.Empty(t, a.body)
}

// validation returns the answer to missing or blank parameters.
func validation(messages string) string {
	return `{"success":false,"data":{"code":0,"msg":"` + messages + `"},"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`
}

func keys(m map[string]any) []string {
	names := []string{}
	for name := range m {
		names = append(names, name)
	}
	return names
}
