package classintest_test

import (
	"bytes"
	"crypto/md5"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	sid    = 7654321
	secret = "classintest-canary"

	createPath = "/partner/api/course.api.php?action=addCourseClass"
	createName = "Classes.Create"
)

// noon is the server's time in these tests: 2025-10-09 16:53:20 in the vendor's time zone.
var noon = time.Unix(1760000000, 0)

func newServer(t *testing.T, opts ...classintest.Option) *classintest.Server {
	t.Helper()
	opts = append([]classintest.Option{
		classintest.WithCredentials(classin.Credentials{SID: sid, Secret: secret}),
		classintest.WithClock(func() time.Time { return noon }),
	}, opts...)
	srv := classintest.NewServer(opts...)
	t.Cleanup(srv.Close)
	return srv
}

// fields are form fields: a value of type absent takes a field away.
type fields map[string]any

type absent struct{}

// class is the smallest request that succeeds, changed by the fields given.
func class(srv *classintest.Server, changes ...fields) url.Values {
	known := srv.Defaults()
	all := fields{
		"courseId":   known.CourseID,
		"className":  "Chinese-10",
		"beginTime":  noon.Unix() + 3600,
		"endTime":    noon.Unix() + 7200,
		"teacherUid": known.TeacherUID,
	}
	for _, change := range changes {
		maps.Copy(all, change)
	}
	return form(all)
}

// form holds the parameters of a body as PHP's $_POST does.
func form(all fields) url.Values {
	timeStamp := strconv.FormatInt(noon.Unix(), 10)
	values := url.Values{
		"SID":       {strconv.Itoa(sid)},
		"timeStamp": {timeStamp},
		"safeKey":   {fmt.Sprintf("%x", md5.Sum([]byte(secret+timeStamp)))},
	}
	for name, value := range all {
		if _, gone := value.(absent); gone {
			values.Del(name)
		} else {
			values.Set(name, fmt.Sprint(value))
		}
	}
	return values
}

// answer is the result of a call, before it goes into the envelope of its generation.
type answer struct {
	Status   int             `json:"-"`
	Raw      string          `json:"-"`
	Data     json.RawMessage `json:"data"`
	MoreData json.RawMessage `json:"more_data"`
	Error    struct {
		Errno json.RawMessage `json:"errno"`
		Error string          `json:"error"`
	} `json:"error_info"`
}

func (a answer) errno() string { return string(a.Error.Errno) }

func (a answer) id(t *testing.T) int64 {
	t.Helper()
	var id int64
	require.NoError(t, json.Unmarshal(a.Data, &id), a.Raw)
	return id
}

func create(t *testing.T, srv *classintest.Server, changes ...fields) answer {
	t.Helper()
	return post(t, srv, createPath, class(srv, changes...))
}

func post(t *testing.T, srv *classintest.Server, path string, values url.Values) answer {
	t.Helper()
	return read(t, do(t, srv, http.MethodPost, path, "application/x-www-form-urlencoded", values.Encode()))
}

func postMultipart(t *testing.T, srv *classintest.Server, values url.Values) answer {
	t.Helper()
	var body bytes.Buffer
	writer := multipart.NewWriter(&body)
	for name, all := range values {
		require.NoError(t, writer.WriteField(name, all[0]))
	}
	require.NoError(t, writer.Close())
	return read(t, do(t, srv, http.MethodPost, createPath, writer.FormDataContentType(), body.String()))
}

type rawReply struct {
	status int
	header http.Header
	body   string
}

func do(t *testing.T, srv *classintest.Server, method, path, contentType, body string) rawReply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, srv.URL+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", contentType)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return rawReply{response.StatusCode, response.Header, string(content)}
}

func read(t *testing.T, reply rawReply) answer {
	t.Helper()
	a := answer{Status: reply.status, Raw: reply.body}
	require.Equal(t, http.StatusOK, reply.status, reply.body)
	require.NoError(t, json.Unmarshal([]byte(reply.body), &a), reply.body)
	return a
}

// wantRefused is an error that created nothing and says nothing but itself.
func wantRefused(t *testing.T, srv *classintest.Server, a answer, errno string) {
	t.Helper()
	assert.Equal(t, errno, a.errno(), a.Raw)
	assert.Empty(t, a.Data, a.Raw)
	assert.Empty(t, a.MoreData, a.Raw)
	assert.NotEmpty(t, a.Error.Error)
	assert.Empty(t, srv.Classes())
}

// wantCreated is an answer, whatever its errno, with the id of the only class there is; it returns that class.
func wantCreated(t *testing.T, srv *classintest.Server, a answer, errno string) classintest.Class {
	t.Helper()
	require.Equal(t, errno, a.errno(), a.Raw)
	classes := srv.Classes()
	require.Len(t, classes, 1)
	require.Equal(t, classes[0].ClassID, a.id(t))
	require.Positive(t, a.id(t))
	return classes[0]
}

// signed are the fields of a call with this timeStamp and the key that belongs to it.
func signed(timeStamp string) fields {
	return fields{"timeStamp": timeStamp, "safeKey": fmt.Sprintf("%x", md5.Sum([]byte(secret+timeStamp)))}
}

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
