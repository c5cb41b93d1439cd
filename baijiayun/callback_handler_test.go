package baijiayun_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

const (
	accepted = `{"code":0,"msg":""}`
	again    = `{"code":1,"msg":"handler: it failed, try again"}`
)

func formRequest(form url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/callback?tenant=7", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func multipartRequest(t *testing.T, form url.Values) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			require.NoError(t, w.WriteField(name, value))
		}
	}
	require.NoError(t, w.Close())
	r := httptest.NewRequest(http.MethodPost, "/callback", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

// drop is an Other for tests of something else.
func drop(context.Context, baijiayun.Form) error { return nil }

func deliver(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestCallbackHandlerTellsTheKindsApart(t *testing.T) {
	var got []string
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
			got = append(got, "class "+string(c.Op))
			return nil
		},
		User: func(_ context.Context, c *baijiayun.UserCallback) error {
			got = append(got, "user "+string(c.Events[1].Event))
			return nil
		},
		Playback: func(_ context.Context, c *baijiayun.PlaybackCallback) error {
			got = append(got, "playback "+c.Status.String())
			return nil
		},
		Other: func(_ context.Context, form baijiayun.Form) error {
			got = append(got, "other "+form.Get("novelty"))
			return nil
		},
		Failed: func(_ context.Context, err error) { assert.NoError(t, err) },
	}, "old key", key)
	unknownOp := baijiayun.SignCallback(values("op", "earthquake", "room_id", "1", "qid", "a", "timestamp", "1484115414"), key)
	novelty := baijiayun.SignCallback(values("novelty", "x", "qid", "b", "timestamp", "1484115414"), key)
	for _, form := range []url.Values{classForm(), userForm(), playbackForm(), unknownOp, novelty} {
		w := deliver(h, formRequest(form))
		assert.Equal(t, http.StatusOK, w.Code)
		assert.Equal(t, accepted, w.Body.String())
		assert.Equal(t, "application/json; charset=utf-8", w.Header().Get("Content-Type"))
	}
	assert.Equal(t, []string{"class start", "user user_out", "playback Transcoding", "class earthquake", "other x"}, got)
}

func TestAKindWithoutAFunctionIsOther(t *testing.T) {
	others := 0
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: func(context.Context, baijiayun.Form) error { others++; return nil }}, key)
	for _, form := range []url.Values{classForm(), userForm(), playbackForm(), baijiayun.SignCallback(values("qid", "b", "timestamp", "1"), key)} {
		assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
	}
	assert.Equal(t, 4, others)
	assert.Contains(t, deliver(h, formRequest(values("qid", "b", "sign", "x"))).Body.String(), `"code":1`, "but its signature is checked")
}

func TestCallbackBodies(t *testing.T) {
	var got []url.Values
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Other: drop,
		Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
			got = append(got, url.Values(c.Form))
			return nil
		},
		Deliveries: forgetful{},
	}, key)
	plain := func(contentType string) *http.Request {
		r := formRequest(statForm())
		r.Header.Set("Content-Type", contentType)
		return r
	}
	parsed := formRequest(statForm())
	require.NoError(t, parsed.ParseForm(), "as a middleware may")
	parsedParts := multipartRequest(t, statForm())
	require.NoError(t, parsedParts.ParseMultipartForm(1<<20))
	for name, r := range map[string]*http.Request{
		"urlencoded":                    formRequest(statForm()),
		"urlencoded, in capitals":       plain("Application/X-WWW-Form-URLEncoded; charset=UTF-8"),
		"a broken charset":              plain("application/x-www-form-urlencoded; charset"),
		"no content type":               plain(""),
		"multipart":                     multipartRequest(t, statForm()),
		"a form parsed before us":       parsed,
		"a multipart, parsed before us": parsedParts,
	} {
		t.Run(name, func(t *testing.T) {
			got = nil
			w := deliver(h, r)
			assert.Equal(t, accepted, w.Body.String())
			require.Len(t, got, 1)
			assert.Equal(t, statForm(), got[0], "without what the URL's query says")
		})
	}
}

func TestRefusedRequests(t *testing.T) {
	request := func(method, contentType, body string) *http.Request {
		r := httptest.NewRequest(method, "/callback", strings.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		return r
	}
	const form = "application/x-www-form-urlencoded"
	old := baijiayun.SignCallback(values("room_id", "1", "op", "end", "qid", "q", "timestamp", "1484115413"), key)
	for name, test := range map[string]struct {
		request *http.Request
		status  int
		kind    classcloud.Kind
		want    string
	}{
		"not POST":                    {request(http.MethodGet, form, ""), 405, classcloud.InvalidArgument, "method: "},
		"JSON":                        {request(http.MethodPost, "application/json", "{}"), 415, classcloud.InvalidArgument, "body: it is not a form"},
		"nonsense for a type":         {request(http.MethodPost, ";;;", ""), 415, classcloud.InvalidArgument, "body: its Content-Type"},
		"a body that is too large":    {request(http.MethodPost, form, "a="+strings.Repeat("x", 5000)), 413, classcloud.ResourceExhausted, "body: it is larger than 4096 bytes"},
		"a broken escape":             {request(http.MethodPost, form, "a=%zz"), 400, classcloud.InvalidArgument, "body: "},
		"multipart without an end":    {request(http.MethodPost, "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"), 400, classcloud.InvalidArgument, "body: "},
		"multipart without a bound":   {request(http.MethodPost, "multipart/form-data", "x"), 400, classcloud.InvalidArgument, "body: "},
		"no signature":                {request(http.MethodPost, form, "op=start"), 200, classcloud.Unauthenticated, "signature: sign is missing"},
		"another signature":           {request(http.MethodPost, form, "op=start&sign=0123"), 200, classcloud.Unauthenticated, "signature: sign does not match the values"},
		"a value twice":               {request(http.MethodPost, form, "op=start&op=end&sign=0123"), 200, classcloud.InvalidArgument, "form: "},
		"a payload that misses much":  {formRequest(baijiayun.SignCallback(values("op", "start"), key)), 200, classcloud.InvalidArgument, "payload: qid is missing"},
		"an unknown kind without qid": {formRequest(baijiayun.SignCallback(values("novelty", "x"), key)), 200, classcloud.InvalidArgument, "payload: qid is missing"},
		"an old callback":             {formRequest(old), 200, classcloud.FailedPrecondition, "age: the callback's time is 10m1s from ours, more than 10m0s"},
	} {
		t.Run(name, func(t *testing.T) {
			var failures []error
			h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
				Other:       drop,
				Class:       func(context.Context, *baijiayun.ClassCallback) error { panic("called") },
				Failed:      func(_ context.Context, err error) { failures = append(failures, err) },
				MaxBodySize: 4096, MaxAge: 10 * time.Minute,
				Now: func() time.Time { return time.Unix(1484115414+600, 0) },
			}, key)
			w := deliver(h, test.request)
			assert.Equal(t, test.status, w.Code)
			assert.Contains(t, w.Body.String(), `{"code":1,"msg":"`+test.want)
			require.Len(t, failures, 1)
			require.ErrorIs(t, failures[0], test.kind)
			assert.Contains(t, failures[0].Error(), "baijiayun CallbackHandler: ")
			assert.Contains(t, failures[0].Error(), test.want)
			assert.NotContains(t, failures[0].Error()+w.Body.String(), key)
		})
	}
}

func TestMaxAgeTakesWhatLiesWithinIt(t *testing.T) {
	for name, test := range map[string]struct {
		now    int64
		maxAge time.Duration
		want   string
	}{
		"fresh":                       {1484115414 + 600, 10 * time.Minute, accepted},
		"a little ahead of our clock": {1484115414 - 600, 10 * time.Minute, accepted},
		"far ahead of our clock":      {1484115414 - 601, 10 * time.Minute, "age: "},
		"years old, with no bound":    {1884115414, 0, accepted},
	} {
		t.Run(name, func(t *testing.T) {
			h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: drop, MaxAge: test.maxAge, Now: func() time.Time { return time.Unix(test.now, 0) }}, key)
			assert.Contains(t, deliver(h, formRequest(classForm())).Body.String(), test.want)
		})
	}
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: drop, MaxAge: time.Minute}, key)
	form := baijiayun.SignCallback(values("novelty", "x", "qid", "q", "timestamp", "soon"), key)
	assert.Contains(t, deliver(h, formRequest(form)).Body.String(), "age: ")
}

func TestWithoutAKeyEveryCallbackIsRefused(t *testing.T) {
	for _, keys := range [][]string{nil, {""}} {
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: drop}, keys...)
		assert.Contains(t, deliver(h, formRequest(baijiayun.SignCallback(classForm(), ""))).Body.String(), "key: ")
	}
}

func TestAHandlersErrorIsToldAsItIs(t *testing.T) {
	cause := errors.New("no such class")
	var failures []error
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Other:  drop,
		Class:  func(context.Context, *baijiayun.ClassCallback) error { return cause },
		Failed: func(_ context.Context, err error) { failures = append(failures, err) },
	}, key)
	assert.Equal(t, again, deliver(h, formRequest(classForm())).Body.String())
	require.Len(t, failures, 1)
	require.ErrorIs(t, failures[0], cause)
	assert.Contains(t, failures[0].Error(), "201701111416541110803564")
}

// forgetful is a DeliveryStore that remembers nothing.
type forgetful struct{}

func (forgetful) Seen(context.Context, string) (bool, error) { return false, nil }
func (forgetful) Remember(context.Context, string) error     { return nil }

func TestAHandlerDoesNotShowItsKeys(t *testing.T) {
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: drop}, key)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "handler", h)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "handler", h)
	text, err := json.Marshal(h)
	require.NoError(t, err)
	shown := fmt.Sprintf("%v %+v %#v %s %d %q", h, h, h, h, h, h) + string(text) + log.String()
	assert.NotContains(t, shown, key)
	assert.Contains(t, shown, "baijiayun.CallbackHandler")
}

// The handler answers any unsigned request with the vendor's JSON and does not call a function.
func FuzzCallbackHandler(f *testing.F) {
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class:       func(context.Context, *baijiayun.ClassCallback) error { panic("called") },
		User:        func(context.Context, *baijiayun.UserCallback) error { panic("called") },
		Playback:    func(context.Context, *baijiayun.PlaybackCallback) error { panic("called") },
		Other:       func(context.Context, baijiayun.Form) error { panic("called") },
		MaxBodySize: 1 << 16,
	}, "a key nobody guesses")
	f.Add("application/x-www-form-urlencoded", classForm().Encode())
	f.Add("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"op\"\r\n\r\nstart\r\n--x--\r\n")
	f.Add("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"op\"; filename=\"a\"\r\n\r\nstart\r\n--x--\r\n")
	f.Add("", "sign=&qid")
	f.Fuzz(func(t *testing.T, contentType, body string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		w := deliver(h, r)
		var answer struct{ Code int }
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer))
		assert.Equal(t, 1, answer.Code)
	})
}

// The test server signs with its own code, which is written from the document.
func TestCallbacksOfTheTestServer(t *testing.T) {
	for name, opts := range map[string][]baijiayuntest.Option{
		"urlencoded": nil,
		"multipart":  {baijiayuntest.WithMultipartCallbacks()},
	} {
		t.Run(name, func(t *testing.T) {
			srv := baijiayuntest.NewServer(opts...)
			defer srv.Close()
			classes := make(chan *baijiayun.ClassCallback, 9)
			users := make(chan *baijiayun.UserCallback, 9)
			playbacks := make(chan *baijiayun.PlaybackCallback, 9)
			var tried atomic.Bool
			receiver := httptest.NewServer(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
				Other: drop,
				Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
					if !tried.Swap(true) {
						return errors.New("busy")
					}
					classes <- c
					return nil
				},
				User: func(_ context.Context, c *baijiayun.UserCallback) error {
					users <- c
					return nil
				},
				Playback: func(_ context.Context, c *baijiayun.PlaybackCallback) error {
					playbacks <- c
					return nil
				},
				MaxAge: time.Hour, Now: srv.Now,
			}, srv.Credentials().PartnerKey))
			defer receiver.Close()
			at := beijing(2026, 1, 15, 16, 0, 0)

			sent := srv.SendCallback(receiver.URL, baijiayuntest.ClassEvent{RoomID: 19061545487745, Op: "start", Time: at})
			require.True(t, sent.Delivered, sent.Attempts)
			require.Len(t, sent.Attempts, 2, "the first try failed, and was repeated")
			repeat := srv.SendCallback(receiver.URL, baijiayuntest.ClassEvent{RoomID: 19061545487745, Op: "start", Time: at, QID: sent.Form.Get("qid")})
			require.True(t, repeat.Delivered)
			require.Len(t, classes, 1, "the repeat was acknowledged, and not handled")
			class := <-classes
			assert.True(t, class.Time.Equal(at))
			assert.Equal(t, sent.Form, url.Values(class.Form))

			sent = srv.SendCallback(receiver.URL, baijiayuntest.UserEvents{RoomID: 19061545487745, Events: []baijiayuntest.UserEvent{
				{UserNumber: 7, UserName: `Tom & "Jerry" <访客>`, Event: "user_in", Time: at},
			}})
			require.True(t, sent.Delivered, sent.Attempts)
			require.Len(t, users, 1)
			user := <-users
			require.Len(t, user.Events, 1)
			assert.Equal(t, `Tom & "Jerry" <访客>`, user.Events[0].UserName)
			assert.True(t, user.Events[0].Time.Equal(at))

			sent = srv.SendCallback(receiver.URL, baijiayuntest.PlaybackEvent{RoomID: 19061545487745, VideoID: 153582, Status: baijiayuntest.PlaybackStatusReady, Duration: time.Hour})
			require.True(t, sent.Delivered, sent.Attempts)
			require.Len(t, playbacks, 1)
			playback := <-playbacks
			assert.Equal(t, baijiayun.PlaybackStatusReady, playback.Status)
			assert.Equal(t, time.Hour, playback.Duration)

			sent = srv.SendCallback(receiver.URL, baijiayuntest.OtherEvent{Fields: map[string]string{"novelty": "x", "empty": ""}})
			assert.True(t, sent.Delivered, "what nobody knows yet is acknowledged")
		})
	}
}

func TestACallbackUnderAnotherKeyIsTriedAgainAndGivenUp(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	receiver := httptest.NewServer(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Other: drop,
		Class: func(context.Context, *baijiayun.ClassCallback) error { panic("called") },
	}, "another key"))
	defer receiver.Close()
	sent := srv.SendCallback(receiver.URL, baijiayuntest.ClassEvent{RoomID: 1, Op: "end"})
	assert.False(t, sent.Delivered)
	assert.Len(t, sent.Attempts, 3)
}
