package classintest_test

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

// course and cloud post an action of one of the two scripts, signed at the server's time.
func course(t *testing.T, srv *classintest.Server, action string, all fields) answer {
	t.Helper()
	return post(t, srv, "/partner/api/course.api.php?action="+action, form(stamped(srv, all)))
}

func cloud(t *testing.T, srv *classintest.Server, action string, all fields) answer {
	t.Helper()
	return post(t, srv, "/partner/api/cloud.api.php?action="+action, form(stamped(srv, all)))
}

func stamped(srv *classintest.Server, all fields) fields {
	both := signed(strconv.FormatInt(srv.Now().Unix(), 10))
	maps.Copy(both, all)
	return both
}

// items are the errno of each item of a batch, after the errno of the whole.
func (a answer) items(t *testing.T) []string {
	t.Helper()
	var items []struct {
		Errno json.RawMessage `json:"errno"`
		Error string          `json:"error"`
	}
	require.NoError(t, json.Unmarshal(a.Data, &items), a.Raw)
	codes := []string{a.errno()}
	for _, item := range items {
		assert.NotEmpty(t, item.Error)
		codes = append(codes, string(item.Errno))
	}
	return codes
}

// v2Answer is a reply of the second generation.
type v2Answer struct {
	Code int64           `json:"code"`
	Msg  string          `json:"msg"`
	Data json.RawMessage `json:"data"`
}

func (a v2Answer) id(t *testing.T, name string) int64 {
	t.Helper()
	require.EqualValues(t, 1, a.Code, a.Msg)
	var data map[string]any
	require.NoError(t, json.Unmarshal(a.Data, &data))
	id, ok := data[name].(float64)
	require.True(t, ok, string(a.Data))
	return int64(id)
}

// items are the codes of the items of a batch, after that of the whole.
func (a v2Answer) items(t *testing.T) []int64 {
	t.Helper()
	var items []v2Answer
	require.NoError(t, json.Unmarshal(a.Data, &items), string(a.Data))
	codes := []int64{a.Code}
	for _, item := range items {
		codes = append(codes, item.Code)
	}
	return codes
}

// lms posts a body of the second generation, signed at the server's time.
func lms(t *testing.T, srv *classintest.Server, path string, body map[string]any) v2Answer {
	t.Helper()
	text, err := json.Marshal(body)
	require.NoError(t, err)
	timeStamp := strconv.FormatInt(srv.Now().Unix(), 10)
	return send(t, srv, path, string(text), map[string]string{"X-EEO-UID": strconv.Itoa(sid), "X-EEO-TS": timeStamp, "X-EEO-SIGN": sign(body, timeStamp)})
}

// sign is the published rule for the values that tests send: numbers, texts, and what is left out.
func sign(body map[string]any, timeStamp string) string {
	pairs := map[string]string{"sid": strconv.Itoa(sid), "timeStamp": timeStamp}
	for name, value := range body {
		switch value.(type) {
		case int, int64, string:
			if text := fmt.Sprint(value); len(text) <= 1024 {
				pairs[name] = text
			}
		}
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(pairs)) {
		parts = append(parts, name+"="+pairs[name])
	}
	return fmt.Sprintf("%x", md5.Sum([]byte(strings.Join(parts, "&")+"&key="+secret)))
}

func send(t *testing.T, srv *classintest.Server, path, body string, header map[string]string) v2Answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	var a v2Answer
	require.NoError(t, json.NewDecoder(response.Body).Decode(&a))
	assert.NotEmpty(t, a.Msg)
	return a
}

// at moves the server's clock to a time from noon.
func at(srv *classintest.Server, after time.Duration) {
	srv.SetClock(func() time.Time { return noon.Add(after) })
}

// with is fields changed by others.
func with(all fields, changes ...fields) fields {
	all = maps.Clone(all)
	for _, change := range changes {
		maps.Copy(all, change)
	}
	return all
}

// refusal is a call that must answer a code.
type refusal struct {
	name   string
	action string
	fields fields
	errno  string
}

// wantRefusals sends calls each to a server of its own.
func wantRefusals(t *testing.T, prepare func(*classintest.Server), tests []refusal) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.action+" "+test.name, func(t *testing.T) {
			srv := newServer(t)
			if prepare != nil {
				prepare(srv)
			}
			a := course(t, srv, test.action, test.fields)
			assert.Equal(t, test.errno, a.errno(), a.Raw)
			assert.NotEqual(t, "未知错误", a.Error.Error)
		})
	}
}
