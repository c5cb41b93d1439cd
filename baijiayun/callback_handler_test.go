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
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
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
		Other: func(_ context.Context, form url.Values) error {
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

func TestAKindWithoutAFunctionIsAcknowledged(t *testing.T) {
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{}, key)
	for _, form := range []url.Values{classForm(), userForm(), playbackForm(), baijiayun.SignCallback(values("qid", "b", "timestamp", "1"), key)} {
		assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
	}
	assert.Contains(t, deliver(h, formRequest(values("qid", "b", "sign", "x"))).Body.String(), `"code":1`, "but its signature is checked")
}

func TestCallbackBodies(t *testing.T) {
	var got []url.Values
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
			got = append(got, c.Form)
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
		"a payload that misses much":  {formRequest(baijiayun.SignCallback(values("op", "start"), key)), 200, classcloud.InvalidArgument, "payload: room_id is missing"},
		"an unknown kind without qid": {formRequest(baijiayun.SignCallback(values("novelty", "x"), key)), 200, classcloud.InvalidArgument, "payload: qid is missing"},
		"an old callback":             {formRequest(old), 200, classcloud.FailedPrecondition, "age: the callback's time is 10m1s from ours, more than 10m0s"},
	} {
		t.Run(name, func(t *testing.T) {
			var failures []error
			h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
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
			h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{MaxAge: test.maxAge, Now: func() time.Time { return time.Unix(test.now, 0) }}, key)
			assert.Contains(t, deliver(h, formRequest(classForm())).Body.String(), test.want)
		})
	}
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{MaxAge: time.Minute}, key)
	form := baijiayun.SignCallback(values("novelty", "x", "qid", "q", "timestamp", "soon"), key)
	assert.Contains(t, deliver(h, formRequest(form)).Body.String(), "age: ")
}

func TestWithoutAKeyEveryCallbackIsRefused(t *testing.T) {
	for _, keys := range [][]string{nil, {""}} {
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{}, keys...)
		assert.Contains(t, deliver(h, formRequest(baijiayun.SignCallback(classForm(), ""))).Body.String(), "key: ")
	}
}

func TestARepeatIsHandledOnce(t *testing.T) {
	var calls int
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(context.Context, *baijiayun.ClassCallback) error {
			calls++
			if calls == 1 {
				return errors.New("dial postgres://app:secret@db: connection refused")
			}
			return nil
		},
	}, key)
	var answers []string
	for range 3 { // the vendor tries three times, and stops at the first success; the network may have lost our answer
		answers = append(answers, deliver(h, formRequest(classForm())).Body.String())
	}
	assert.Equal(t, []string{again, accepted, accepted}, answers, "what the function returned is not for the vendor")
	assert.Equal(t, 2, calls)
	form := baijiayun.SignCallback(values("room_id", "19061545487745", "op", "end", "qid", "another", "timestamp", "1484115500"), key)
	deliver(h, formRequest(form))
	assert.Equal(t, 3, calls, "another qid is another callback")
}

func TestAHandlersErrorIsToldAsItIs(t *testing.T) {
	cause := errors.New("no such class")
	var failures []error
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class:  func(context.Context, *baijiayun.ClassCallback) error { return cause },
		Failed: func(_ context.Context, err error) { failures = append(failures, err) },
	}, key)
	assert.Equal(t, again, deliver(h, formRequest(classForm())).Body.String())
	require.Len(t, failures, 1)
	require.ErrorIs(t, failures[0], cause)
	assert.Contains(t, failures[0].Error(), "201701111416541110803564")
}

// Many deliveries of one qid at once call the function once, and none is answered before it has returned.
func TestDeliveriesAtTheSameTimeCallTheFunctionOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		release := make(chan struct{})
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			User: func(context.Context, *baijiayun.UserCallback) error {
				calls.Add(1)
				<-release
				return nil
			},
		}, key)
		var answered atomic.Int32
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				assert.Equal(t, accepted, deliver(h, formRequest(userForm())).Body.String())
				answered.Add(1)
			})
		}
		synctest.Wait()
		assert.Zero(t, answered.Load())
		close(release)
		wg.Wait()
		assert.Equal(t, int32(1), calls.Load())
		assert.Equal(t, int32(50), answered.Load())
	})
}

func TestASecondDeliveryTriesWhenTheFirstFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		release := make(chan error)
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			Class: func(context.Context, *baijiayun.ClassCallback) error {
				calls.Add(1)
				return <-release
			},
		}, key)
		answers := make(chan string, 2)
		for range 2 {
			go func() { answers <- deliver(h, formRequest(classForm())).Body.String() }()
		}
		synctest.Wait()
		assert.Equal(t, int32(1), calls.Load(), "the second waits")
		release <- errors.New("not now")
		assert.Equal(t, again, <-answers)
		release <- nil
		assert.Equal(t, accepted, <-answers)
		assert.Equal(t, int32(2), calls.Load())
	})
}

func TestADeliveryThatIsGivenUpStopsWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		var failures []error
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			Class:  func(context.Context, *baijiayun.ClassCallback) error { <-release; return nil },
			Failed: func(_ context.Context, err error) { failures = append(failures, err) },
		}, key)
		first := make(chan string)
		go func() { first <- deliver(h, formRequest(classForm())).Body.String() }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		assert.Equal(t, again, deliver(h, formRequest(classForm()).WithContext(ctx)).Body.String())
		require.Len(t, failures, 1)
		require.ErrorIs(t, failures[0], context.DeadlineExceeded)
		close(release)
		assert.Equal(t, accepted, <-first)
	})
}

func TestAPanicLetsTheNextDeliveryTry(t *testing.T) {
	var calls int
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(context.Context, *baijiayun.ClassCallback) error {
			if calls++; calls == 1 {
				panic("a bug")
			}
			return nil
		},
	}, key)
	assert.PanicsWithValue(t, "a bug", func() { deliver(h, formRequest(classForm())) })
	assert.Equal(t, accepted, deliver(h, formRequest(classForm())).Body.String())
}

// forgetful is a Seen that remembers nothing.
type forgetful struct{}

func (forgetful) Seen(context.Context, string) (bool, error) { return false, nil }
func (forgetful) Remember(context.Context, string) error     { return nil }

// brokenSeen is a Seen whose store is away.
type brokenSeen struct{ seen, remember error }

func (s brokenSeen) Seen(context.Context, string) (bool, error) { return false, s.seen }
func (s brokenSeen) Remember(context.Context, string) error     { return s.remember }

func TestACallbackIsHandledThoughSeenIsAway(t *testing.T) {
	down := errors.New("connection refused")
	var failures []error
	var calls int
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class:      func(context.Context, *baijiayun.ClassCallback) error { calls++; return nil },
		Failed:     func(_ context.Context, err error) { failures = append(failures, err) },
		Deliveries: brokenSeen{down, down},
	}, key)
	assert.Equal(t, accepted, deliver(h, formRequest(classForm())).Body.String())
	assert.Equal(t, 1, calls)
	require.Len(t, failures, 2)
	for _, err := range failures {
		require.ErrorIs(t, err, down)
	}
}

// spySeen notes what a handler asks it.
type spySeen struct {
	*classcloud.MemoryDeliveries
	asked []string
}

func (s *spySeen) Seen(ctx context.Context, id string) (bool, error) {
	s.asked = append(s.asked, "seen "+id)
	return s.MemoryDeliveries.Seen(ctx, id)
}

func (s *spySeen) Remember(ctx context.Context, id string) error {
	s.asked = append(s.asked, "remember "+id)
	return errors.Join(ctx.Err(), s.MemoryDeliveries.Remember(ctx, id))
}

func TestSeenIsAskedBeforeAndToldAfter(t *testing.T) {
	spy := &spySeen{MemoryDeliveries: classcloud.NewMemoryDeliveries(0)}
	ctx, cancel := context.WithCancel(t.Context())
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(context.Context, *baijiayun.ClassCallback) error {
			spy.asked = append(spy.asked, "handled")
			cancel() // the vendor has hung up: what was handled is remembered all the same
			return nil
		},
		Failed:     func(_ context.Context, err error) { assert.NoError(t, err) },
		Deliveries: spy,
	}, key)
	deliver(h, formRequest(classForm()).WithContext(ctx))
	deliver(h, formRequest(classForm()))
	const id = "baijiayun:201701111416541110803564"
	assert.Equal(t, []string{"seen " + id, "handled", "remember " + id, "seen " + id}, spy.asked)
}

func TestAHandlerDoesNotShowItsKeys(t *testing.T) {
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{}, key)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "handler", h)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "handler", h)
	text, err := json.Marshal(h)
	require.NoError(t, err)
	shown := fmt.Sprintf("%v %+v %#v %s %d %q", h, h, h, h, h, h) + string(text) + log.String()
	assert.NotContains(t, shown, key)
	assert.Contains(t, shown, "baijiayun.CallbackHandler")
}

func TestTwoHandlersShareNothing(t *testing.T) {
	var calls int
	funcs := baijiayun.CallbackFuncs{Class: func(context.Context, *baijiayun.ClassCallback) error { calls++; return nil }}
	for range 2 {
		deliver(baijiayun.CallbackHandler(funcs, key), formRequest(classForm()))
	}
	assert.Equal(t, 2, calls)
}

func TestParseAccessRequest(t *testing.T) {
	live, err := baijiayun.ParseAccessRequest(values("access_key", "fgh6789", "room_id", "123"))
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.AccessRequest{AccessKey: "fgh6789", RoomID: 123, Form: values("access_key", "fgh6789", "room_id", "123")}, live)

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

// Whatever anybody sends is answered with the vendor's JSON, and calls nothing.
func FuzzCallbackHandler(f *testing.F) {
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class:       func(context.Context, *baijiayun.ClassCallback) error { panic("called") },
		User:        func(context.Context, *baijiayun.UserCallback) error { panic("called") },
		Playback:    func(context.Context, *baijiayun.PlaybackCallback) error { panic("called") },
		Other:       func(context.Context, url.Values) error { panic("called") },
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
