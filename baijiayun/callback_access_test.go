package baijiayun_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestParseAccessRequest(t *testing.T) {
	live, err := baijiayun.ParseAccessRequest(values("access_key", "fgh6789", "room_id", "123"))
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.AccessRequest{AccessKey: "fgh6789", RoomID: 123, Form: baijiayun.Form(values("access_key", "fgh6789", "room_id", "123"))}, live)

	playback, err := baijiayun.ParseAccessRequest(values("access_key", "k", "room_id", "123", "session_id", "0", "playback", "no"))
	require.NoError(t, err)
	assert.True(t, playback.Playback, "a playback of a short-term room has the session 0")

	for _, form := range []url.Values{nil, values("room_id", "1"), values("access_key", "secret-key", "room_id", "x"), {"access_key": {"secret-key", "b"}, "room_id": {"1"}}} {
		_, err := baijiayun.ParseAccessRequest(form)
		require.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.NotContains(t, err.Error(), "secret-key")
	}
}

func TestAccessKeyHandler(t *testing.T) {
	h := baijiayun.AccessKeyHandler(func(_ context.Context, in *baijiayun.AccessRequest) error {
		switch in.AccessKey {
		case "good":
			return nil
		case "late":
			return baijiayun.AccessDenied("课程已过期")
		}
		return errors.New("dial postgres://app:secret@db: connection refused")
	})
	ask := func(pairs ...string) *http.Request { return formRequest(values(pairs...)) }
	for name, test := range map[string]struct {
		request *http.Request
		status  int
		want    string
	}{
		"allowed":               {ask("access_key", "good", "room_id", "1"), 200, accepted},
		"allowed, by multipart": {multipartRequest(t, values("access_key", "good", "room_id", "1", "session_id", "0")), 200, accepted},
		"denied":                {ask("access_key", "late", "room_id", "1"), 200, `{"code":1,"msg":"课程已过期"}`},
		"not checked":           {ask("access_key", "other", "room_id", "1"), 200, `{"code":1,"msg":"access cannot be checked now"}`},
		"no key":                {ask("room_id", "1"), 200, `{"code":1,"msg":"the access key or the room cannot be read"}`},
		"not POST":              {httptest.NewRequest(http.MethodGet, "/?access_key=good&room_id=1", nil), 405, `{"code":1,"msg":"method: callbacks are sent with POST"}`},
		"too large":             {ask("access_key", strings.Repeat("x", 70000), "room_id", "1"), 413, `{"code":1,"msg":"body: it is larger than 65536 bytes"}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := deliver(h, test.request)
			assert.Equal(t, test.status, w.Code)
			assert.Equal(t, test.want, w.Body.String())
		})
	}
}

func TestAccessChecksOfTheTestServer(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	asked := make(chan bool, 9)
	receiver := httptest.NewServer(baijiayun.AccessKeyHandler(func(_ context.Context, in *baijiayun.AccessRequest) error {
		asked <- in.Playback
		if in.AccessKey != "good" {
			return baijiayun.AccessDenied("no")
		}
		return nil
	}))
	defer receiver.Close()
	assert.True(t, srv.SendCallback(receiver.URL, baijiayuntest.AccessCheck{AccessKey: "good", RoomID: 1}).Delivered)
	assert.True(t, srv.SendCallback(receiver.URL, baijiayuntest.AccessCheck{AccessKey: "good", RoomID: 1, SessionID: new(int64)}).Delivered)
	assert.False(t, srv.SendCallback(receiver.URL, baijiayuntest.AccessCheck{AccessKey: "bad", RoomID: 1}).Delivered)
	assert.Equal(t, []bool{false, true, false}, []bool{<-asked, <-asked, <-asked})
}

// A check with a bug lets nobody in, and net/http hears of the panic.
func TestAPanicOfACheckIsNo(t *testing.T) {
	h := baijiayun.AccessKeyHandler(func(context.Context, *baijiayun.AccessRequest) error { panic("a bug") })
	w := httptest.NewRecorder()
	assert.PanicsWithValue(t, "a bug", func() { h.ServeHTTP(w, formRequest(values("access_key", "a", "room_id", "1"))) })
	assert.Equal(t, `{"code":1,"msg":"access cannot be checked now"}`, w.Body.String())
	h = baijiayun.AccessKeyHandler(func(context.Context, *baijiayun.AccessRequest) error { panic(http.ErrAbortHandler) })
	w = httptest.NewRecorder()
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { h.ServeHTTP(w, formRequest(values("access_key", "a", "room_id", "1"))) })
	assert.Empty(t, w.Body.String())
}

// The answer goes out before net/http drops the connection.
func TestTheAnswerAfterAPanic(t *testing.T) {
	srv := httptest.NewUnstartedServer(baijiayun.AccessKeyHandler(func(context.Context, *baijiayun.AccessRequest) error { panic("a bug") }))
	logged := make(chan string, 1)
	srv.Config.ErrorLog = log.New(writerFunc(func(line []byte) (int, error) { logged <- string(line); return len(line), nil }), "", 0)
	srv.Start()
	defer srv.Close()
	response, err := srv.Client().PostForm(srv.URL, values("access_key", "a", "room_id", "1"))
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Equal(t, `{"code":1,"msg":"access cannot be checked now"}`, string(body))
	assert.Contains(t, <-logged, "a bug")
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// The form holds the key once more.
func TestAnAccessRequestDoesNotPrintItsKey(t *testing.T) {
	for _, name := range []string{"access_key", "Access_Key"} {
		in := baijiayun.AccessRequest{AccessKey: "canary-key", RoomID: 7, Form: baijiayun.Form(values(name, "canary-key", "room_id", "7"))}
		for _, value := range []any{in, &in, struct{ In *baijiayun.AccessRequest }{&in}, []any{in}} {
			var shown bytes.Buffer
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
				fmt.Fprintf(&shown, verb, value)
			}
			assert.NotContains(t, shown.String(), "canary-key")
			assert.NotContains(t, shown.String(), fmt.Sprintf("%x", "canary-key"))
		}
		var logged bytes.Buffer
		slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "in", in)
		assert.NotContains(t, logged.String(), "canary-key")
		assert.Contains(t, logged.String(), "room_id")
		assert.Equal(t, []string{"canary-key"}, in.Form[name], "the value itself is as it was")
		if name == "access_key" {
			parsed, err := baijiayun.ParseAccessRequest(url.Values(in.Form))
			require.NoError(t, err)
			assert.NotContains(t, fmt.Sprint(parsed), "canary-key")
		}
	}
}
