package baijiayun_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// cannedReply answers every request without a network.
type cannedReply struct{ body string }

func (s cannedReply) RoundTrip(r *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, r.Body)
	return &http.Response{StatusCode: http.StatusOK, ProtoMajor: 1, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		ContentLength: int64(len(s.body)), Body: io.NopCloser(strings.NewReader(s.body))}, nil
}

// canned returns a client without a network and without limits.
func canned(t testing.TB, reply string) *baijiayun.Client {
	t.Helper()
	c, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "k"},
		classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithHTTPClient(&http.Client{Transport: cannedReply{reply}}))
	require.NoError(t, err)
	return c
}

const cannedRoom = `{"code":0,"data":{"room_id":"26010100000001","admin_code":"aaaaaa","teacher_code":"bbbbbb","student_code":"cccccc"},"msg":"","ts":1501575608}`

func cannedAttendance(rows int) string {
	row := `{"date":"2026-11-02","user_number":"100000000000001","user_name":"学生 12","user_role":"0","first_time":"2026-11-02 08:00:00",` +
		`"last_time":"2026-11-02 08:45:00","actual_listen_time":"2700","user_ip":"203.0.113.5","client_type":"3","area":"北京","city":"北京"}`
	return `{"code":0,"data":{"total":10000,"room_user_info":[` + strings.TrimSuffix(strings.Repeat(row+",", rows), ",") + `]},"msg":"","ts":1501575608}`
}

func creating(t testing.TB) func() {
	c, start := canned(t, cannedRoom), time.Now().Add(24*time.Hour)
	return func() {
		_, err := c.Rooms.Create(context.Background(), &baijiayun.CreateRoomRequest{Title: "英语语法 Grammar 1", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture})
		require.NoError(t, err)
	}
}

// What internal/bench measures is held here by counts, which do not depend on the machine: each is a little above what was measured.
func TestACallAllocatesLittle(t *testing.T) {
	assert.LessOrEqual(t, testing.AllocsPerRun(200, creating(t)), 56.0, "a call: it was 132 once, and 43 without -race when this was written; under -race a pool forgets at random")

	const rows = 1000
	c := canned(t, cannedAttendance(rows))
	listing := func() {
		page, err := c.Reports.ListAttendance(context.Background(), &baijiayun.ListAttendanceRequest{RoomID: 1, PageSize: rows})
		require.NoError(t, err)
		require.Len(t, page.Attendance, rows)
	}
	assert.LessOrEqual(t, testing.AllocsPerRun(10, listing)/rows, 8.0, "a row: it was 28 once, and 10 by hand")
}

// handling returns what handles a signed callback once more, each with an id of its own.
func handling(t testing.TB) func() {
	handled, calls := 0, 0
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(context.Context, *baijiayun.ClassCallback) error { handled++; return nil },
		Other: func(context.Context, baijiayun.Form) error { return nil },
	}, "k")
	bodies := make([]string, 1000)
	for i := range bodies {
		bodies[i] = baijiayun.SignCallback(url.Values{"room_id": {"26010100000001"}, "op": {"start"}, "op_time": {"2026-11-02 08:00:00"},
			"qid": {strconv.Itoa(i)}, "timestamp": {"1793577600"}}, "k").Encode()
	}
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return func() {
		body := bodies[calls%len(bodies)]
		calls++
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
		h.ServeHTTP(&lineWriter{header: http.Header{}}, r)
		require.Equal(t, min(calls, len(bodies)), handled)
	}
}

// lineWriter is a writer that takes a read deadline, as that of a connection does.
type lineWriter struct{ header http.Header }

func (w *lineWriter) Header() http.Header             { return w.header }
func (w *lineWriter) WriteHeader(int)                 {}
func (w *lineWriter) Write(p []byte) (int, error)     { return len(p), nil }
func (w *lineWriter) SetReadDeadline(time.Time) error { return nil }

func TestACallbackAllocatesLittle(t *testing.T) {
	assert.LessOrEqual(t, testing.AllocsPerRun(200, handling(t)), 46.0, "a callback: it was 66 once, with what the test itself needs")
}

func BenchmarkCallbackHandler(b *testing.B) {
	handle := handling(b)
	b.ReportAllocs()
	for b.Loop() {
		handle()
	}
}

func BenchmarkCreate(b *testing.B) {
	create := creating(b)
	b.ReportAllocs()
	for b.Loop() {
		create()
	}
}

func BenchmarkListAttendance(b *testing.B) {
	c := canned(b, cannedAttendance(10_000))
	b.ReportAllocs()
	for b.Loop() {
		_, err := c.Reports.ListAttendance(b.Context(), &baijiayun.ListAttendanceRequest{RoomID: 1, PageSize: 10_000})
		require.NoError(b, err)
	}
}
