package baijiayun_test

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// with returns a form with further values, signed.
func with(form url.Values, pairs ...string) url.Values {
	more := without(form, "sign")
	for name, values := range values(pairs...) {
		more[name] = values
	}
	return baijiayun.SignCallback(more, key)
}

// A form that could stand for another one is signed, so it is not lost, and not taken for what it seems to be.
func TestAFormThatCanBeReadInTwoWaysGoesToOther(t *testing.T) {
	for name, form := range map[string]url.Values{
		"a room in two cases":                  with(classForm(), "ROOM_ID", "7"),
		"an operation in two cases":            with(classForm(), "Op", "end"),
		"a time in two cases":                  with(classForm(), "oP_time", "1484115000"),
		"a letter that folds to another":       with(classForm(), "ſession_id", "7", "session_id", "8"),
		"an unknown name in two cases":         with(classForm(), "Zone", "7", "zONE", "8"),
		"a qid in two cases":                   with(classForm(), "QID", "7"),
		"a signature in two cases":             with(classForm(), "SIGN", "7"),
		"events in two cases":                  with(userForm(), "User_Events", "[]"),
		"a video in two cases":                 with(playbackForm(), "VIDEO_ID", "7"),
		"an operation that holds its time":     with(without(classForm(), "op_time"), "op", "start&op_time=2017-01-11 14:16:54"),
		"an operation that holds a novelty":    with(classForm(), "op", "start&op_x=1"),
		"a qid that holds the room":            with(classForm(), "qid", "q&room_id=7"),
		"a qid that holds a name with &":       with(classForm(), "qid", "q&r&s=7"),
		"an unknown value that holds the room": with(classForm(), "a", "x&room_id=7"),
		"the same in capitals":                 with(classForm(), "a", "x&ROOM_ID=7"),
		"the same after others":                with(classForm(), "a", "x&y=1&op_time=7&z"),
		"an unknown value that holds events":   with(userForm(), "a", "&user_events=[]"),
		"events that are cut":                  with(userForm(), "user_events", `[{"number":1,"name":"x&video_id=7`),
		"a name that holds a pair":             with(classForm(), "a=1&b", "7"),
		"a name that holds =":                  with(classForm(), "op=x", "7"),
		"a name that holds &":                  with(classForm(), "op&x", "7"),
		"a cover that holds the qid":           with(playbackForm(), "preface_url", "x&qid=7"),
		"a status that holds the time":         with(playbackForm(), "status", "100&timestamp=1576042925"),
	} {
		t.Run(name, func(t *testing.T) {
			var got []url.Values
			var told []error
			funcs := baijiayun.CallbackFuncs{
				Class:    func(context.Context, *baijiayun.ClassCallback) error { panic("called") },
				User:     func(context.Context, *baijiayun.UserCallback) error { panic("called") },
				Playback: func(context.Context, *baijiayun.PlaybackCallback) error { panic("called") },
				Other:    func(_ context.Context, form baijiayun.Form) error { got = append(got, url.Values(form)); return nil },
				Failed:   func(_ context.Context, err error) { told = append(told, err) },
			}
			h := baijiayun.CallbackHandler(funcs, key)
			for range 2 {
				assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
			}
			assert.Equal(t, []url.Values{form}, got, "once, with every value")
			require.Len(t, told, 1)
			require.ErrorIs(t, told[0], classcloud.DataLoss)
			for _, parse := range []func() error{
				func() error { _, err := baijiayun.ParseClassCallback(form, key); return err },
				func() error { _, err := baijiayun.ParseUserCallback(form, key); return err },
				func() error { _, err := baijiayun.ParsePlaybackCallback(form, key); return err },
			} {
				require.ErrorIs(t, parse(), classcloud.InvalidArgument)
			}
			changed := maps.Clone(form)
			changed.Set("qid", form.Get("qid")+"x")
			assert.NotEqual(t, accepted, deliver(h, formRequest(changed)).Body.String(), "its signature is checked all the same")
		})
	}
}

// What the vendor and its users write by nature is plain.
func TestAFormWithOddTextsIsPlain(t *testing.T) {
	for name, form := range map[string]url.Values{
		"a nickname": with(userForm(), "user_events", `[{"number":1,"name":"a&video_id=7&user_events=[]","event":"user_in","ts":1520317305}]`),
		"a cover":    with(playbackForm(), "preface_url", "https://img.baijiayun.com/a.jpg?x=1&timestamp=2&qid=3"),
		"an &":       with(classForm(), "a", "Tom & Jerry", "b", "1=2", "c", "&", "d", "&x=1&y=2"),
		"a list":     with(playbackForm(), "now_definition", "low,std"),
	} {
		t.Run(name, func(t *testing.T) {
			typed := 0
			h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
				Class:    func(context.Context, *baijiayun.ClassCallback) error { typed++; return nil },
				User:     func(context.Context, *baijiayun.UserCallback) error { typed++; return nil },
				Playback: func(context.Context, *baijiayun.PlaybackCallback) error { typed++; return nil },
				Other:    func(context.Context, baijiayun.Form) error { panic("called") },
				Failed:   func(_ context.Context, err error) { assert.NoError(t, err) },
			}, key)
			assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
			assert.Equal(t, 1, typed)
		})
	}
}

// One that has the qid of another does not make the vendor's own count as handled, in whatever order they come.
func TestAnOddFormDoesNotStandForThePlainOne(t *testing.T) {
	var got []string
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(context.Context, *baijiayun.ClassCallback) error { got = append(got, "class"); return nil },
		Other: func(context.Context, baijiayun.Form) error { got = append(got, "other"); return nil },
	}, key)
	deliver(h, formRequest(with(classForm(), "ROOM_ID", "7")))
	deliver(h, formRequest(classForm()))
	deliver(h, formRequest(with(classForm(), "ROOM_ID", "8")))
	assert.Equal(t, []string{"other", "class", "other"}, got)
}

// A nickname is signed as it is, so that the form can be cut in it, and what is left of the events cannot be read.
func TestEventsThatSomebodyCutDoNotStandForTheWholeOnes(t *testing.T) {
	whole := with(userForm(), "user_events", `[{"number":1,"name":"x&video_id=7","event":"user_in","ts":1520317305}]`)
	cut := maps.Clone(whole)
	cut.Set("user_events", `[{"number":1,"name":"x`)
	cut.Set("video_id", `7","event":"user_in","ts":1520317305}]`)
	assert.Equal(t, whole.Get("sign"), baijiayun.SignCallback(cut, key).Get("sign"), "one signature")
	var got []string
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		User: func(_ context.Context, c *baijiayun.UserCallback) error {
			got = append(got, c.Events[0].UserName)
			return nil
		},
		Playback: func(context.Context, *baijiayun.PlaybackCallback) error { panic("called") },
		Other:    func(context.Context, baijiayun.Form) error { got = append(got, "other"); return nil },
	}, key)
	for _, form := range []url.Values{cut, whole, cut, whole} {
		assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
	}
	assert.Equal(t, []string{"other", "x&video_id=7"}, got)
}

func TestAnAccessRequestInTwoWaysIsRefused(t *testing.T) {
	for name, form := range map[string]url.Values{
		"a key in two cases":  values("access_key", "a", "ACCESS_KEY", "b", "room_id", "1"),
		"a room in two cases": values("access_key", "a", "room_id", "1", "Room_ID", "2"),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := baijiayun.ParseAccessRequest(form)
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			h := baijiayun.AccessKeyHandler(func(context.Context, *baijiayun.AccessRequest) error { panic("called") })
			assert.Contains(t, deliver(h, formRequest(form)).Body.String(), `"code":1`)
		})
	}
}

// slowRequest is a request whose sender stops in the middle.
func slowRequest(ctx context.Context, t *testing.T, closes bool) *http.Request {
	t.Helper()
	r, w := io.Pipe()
	t.Cleanup(func() { _ = w.Close() })
	go func() { _, _ = w.Write([]byte("room_id=1&op")) }()
	body := io.Reader(r)
	if !closes {
		body = struct{ io.Reader }{r}
	}
	return httptest.NewRequestWithContext(ctx, http.MethodPost, "/", body)
}

// A sender who stops holds a handler until its time is over, or the request's.
func TestAFormThatDoesNotComeToItsEnd(t *testing.T) {
	for name, test := range map[string]struct {
		timeout, context time.Duration
		closes           bool
		want             time.Duration
		kind             classcloud.Kind
		status           int
	}{
		"the default":           {0, time.Hour, true, 30 * time.Second, classcloud.DeadlineExceeded, http.StatusRequestTimeout},
		"a time of its own":     {time.Second, time.Hour, true, time.Second, classcloud.DeadlineExceeded, http.StatusRequestTimeout},
		"the request's context": {0, 5 * time.Second, false, 5 * time.Second, classcloud.DeadlineExceeded, http.StatusRequestTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []error
				ctx, cancel := context.WithTimeout(t.Context(), test.context)
				defer cancel()
				began := time.Now()
				w := deliver(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
					Other: func(context.Context, baijiayun.Form) error { panic("called") }, ReadTimeout: test.timeout,
					Failed: func(_ context.Context, err error) { told = append(told, err) },
				}, key), slowRequest(ctx, t, test.closes))
				assert.InDelta(t, test.want.Seconds(), time.Since(began).Seconds(), 1)
				assert.Equal(t, test.status, w.Code)
				require.Len(t, told, 1)
				assert.Equal(t, test.kind, clienttest.AsError(t, told[0]).Kind)

				began = time.Now()
				again, cancel := context.WithTimeout(t.Context(), test.context)
				defer cancel()
				w = deliver(baijiayun.AccessKeyHandler(func(context.Context, *baijiayun.AccessRequest) error { panic("called") }), slowRequest(again, t, test.closes))
				assert.InDelta(t, min(test.context, 30*time.Second).Seconds(), time.Since(began).Seconds(), 1)
				assert.Equal(t, http.StatusRequestTimeout, w.Code)
			})
		})
	}
}

type failingBody struct{ panics bool }

func (b failingBody) Read([]byte) (int, error) {
	if b.panics {
		panic("a bug of a middleware")
	}
	return 0, errors.New("connection reset")
}

func TestFormsThatCannotBeRead(t *testing.T) {
	given, cancel := context.WithCancel(t.Context())
	cancel()
	for name, test := range map[string]struct {
		ctx  context.Context
		body io.Reader
		kind classcloud.Kind
	}{
		"cut off":        {t.Context(), io.MultiReader(strings.NewReader("room_id=1"), failingBody{}), classcloud.InvalidArgument},
		"a panic":        {t.Context(), failingBody{true}, classcloud.InvalidArgument},
		"a hung-up call": {given, failingBody{}, classcloud.Canceled},
		"not a form":     {t.Context(), strings.NewReader("a=%zz"), classcloud.InvalidArgument},
	} {
		t.Run(name, func(t *testing.T) {
			var told error
			w := deliver(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: drop, Failed: func(_ context.Context, err error) { told = err }}, key),
				httptest.NewRequestWithContext(test.ctx, http.MethodPost, "/", test.body))
			assert.Equal(t, http.StatusBadRequest, w.Code)
			assert.Equal(t, test.kind, clienttest.AsError(t, told).Kind)
		})
	}
}
