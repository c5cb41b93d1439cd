package baijiayuntest_test

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// receiver is a user's server. It answers callbacks with its answers, one after another, and then with success.
type receiver struct {
	*httptest.Server

	mu           sync.Mutex
	answers      []func(http.ResponseWriter)
	forms        []url.Values
	contentTypes []string
}

func receive(t *testing.T, answers ...func(http.ResponseWriter)) *receiver {
	t.Helper()
	r := &receiver{answers: answers}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		r.mu.Lock()
		defer r.mu.Unlock()
		assert.Equal(t, "POST", request.Method)
		_ = request.ParseMultipartForm(1 << 20) // an urlencoded form is parsed before it fails
		r.forms = append(r.forms, request.PostForm)
		r.contentTypes = append(r.contentTypes, request.Header.Get("Content-Type"))
		if len(r.answers) == 0 {
			answer(200, `{"code":0,"msg":""}`)(w)
			return
		}
		r.answers[0](w)
		r.answers = r.answers[1:]
	}))
	t.Cleanup(r.Close)
	return r
}

// got returns the forms received so far.
func (r *receiver) got() []url.Values {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.forms)
}

// gotTypes returns the content types received so far.
func (r *receiver) gotTypes() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.contentTypes)
}

func answer(status int, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// signedRight checks a form by the rule of the document; url.Values sorts by name, and the escapes are undone at the end.
func signedRight(t *testing.T, form url.Values, key string) bool {
	t.Helper()
	unsigned := url.Values{}
	for name, values := range form {
		require.Len(t, values, 1, name)
		if name != "sign" {
			unsigned[name] = values
		}
	}
	raw, err := url.QueryUnescape(unsigned.Encode())
	require.NoError(t, err)
	return form.Get("sign") == fmt.Sprintf("%x", md5.Sum([]byte(raw+"&partner_key="+key)))
}

func TestCallbacksAreSignedByTheKeyInForce(t *testing.T) {
	srv, user := start(t), receive(t)
	old := srv.Credentials().PartnerKey
	postRaw(t, srv, keyPath, secretOf(srv).with(fields{"regenerate": "1"})).ok(t)
	srv.SendCallback(user.URL, baijiayuntest.ClassEvent{Op: baijiayuntest.ClassOpEnd})
	assert.False(t, signedRight(t, user.got()[0], old))
	assert.True(t, signedRight(t, user.got()[0], srv.Credentials().PartnerKey))
}

func TestFailedCallbacksAreTriedAgain(t *testing.T) {
	refused := func() []func(http.ResponseWriter) {
		return []func(http.ResponseWriter){answer(500, `{"code":0}`), answer(200, `{"code":1,"msg":"busy"}`), answer(200, `<html>`)}
	}
	for name, test := range map[string]struct {
		payload baijiayuntest.Payload
		pauses  []time.Duration
	}{
		"class events": {baijiayuntest.ClassEvent{Op: "teacher_in"}, []time.Duration{time.Second, 3 * time.Second}},
		"user events":  {baijiayuntest.UserEvents{}, []time.Duration{5 * time.Second, 30 * time.Second}},
		"other events": {baijiayuntest.OtherEvent{}, []time.Duration{time.Second, 3 * time.Second}},
	} {
		t.Run(name, func(t *testing.T) {
			clock := clienttest.ClockAt(time.Unix(now, 0))
			var pauses []time.Duration
			srv := start(t, baijiayuntest.WithCallbackWait(func(pause time.Duration) {
				pauses = append(pauses, pause)
				clock.Advance(pause)
			}))
			srv.SetClock(clock.Now)
			user := receive(t, refused()...)
			delivery := srv.SendCallback(user.URL, test.payload)
			assert.False(t, delivery.Delivered)
			assert.Equal(t, test.pauses, pauses)
			require.Len(t, delivery.Attempts, 3)
			at := time.Unix(now, 0)
			for i, want := range []struct{ status, code int }{{500, 0}, {200, 1}, {200, -1}} {
				attempt := delivery.Attempts[i]
				assert.True(t, attempt.Time.Equal(at), attempt.Time)
				assert.Equal(t, want.status, attempt.Status)
				assert.Equal(t, want.code, attempt.Code)
				if i < 2 {
					at = at.Add(test.pauses[i])
				}
			}
			assert.Equal(t, []url.Values{delivery.Form, delivery.Form, delivery.Form}, user.got(), "the same every time, qid and all")

			user = receive(t, refused()[:1]...)
			delivery = srv.SendCallback(user.URL, test.payload)
			assert.True(t, delivery.Delivered)
			assert.Len(t, delivery.Attempts, 2)
		})
	}
}

func TestCallbacksThatDoNotArrive(t *testing.T) {
	srv := start(t)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	delivery := srv.SendCallback(gone.URL, baijiayuntest.ClassEvent{})
	assert.False(t, delivery.Delivered)
	require.Len(t, delivery.Attempts, 3)
	require.Error(t, delivery.Attempts[2].Err)
	assert.Zero(t, delivery.Attempts[2].Status)

	elsewhere := receive(t)
	redirect := receive(t, func(w http.ResponseWriter) {
		w.Header().Set("Location", elsewhere.URL)
		answer(302, `{"code":0}`)(w)
	})
	delivery = srv.SendCallback(redirect.URL, baijiayuntest.ClassEvent{})
	assert.Len(t, delivery.Attempts, 2)
	assert.Equal(t, 302, delivery.Attempts[0].Status)
	assert.Empty(t, elsewhere.got())
}

func TestRequestIDs(t *testing.T) {
	srv := start(t)
	seen := map[string]bool{}
	for range 100 {
		seen[srv.CallbackForm(baijiayuntest.ClassEvent{}).Get("qid")] = true
	}
	assert.Len(t, seen, 100)
	for qid := range seen {
		assert.Len(t, qid, 24)
	}
	for _, payload := range []baijiayuntest.Payload{
		baijiayuntest.ClassEvent{QID: "a"}, baijiayuntest.UserEvents{QID: "a"}, baijiayuntest.PlaybackEvent{QID: "a"},
		baijiayuntest.OtherEvent{QID: "a", Fields: map[string]string{"op": "stat"}},
	} {
		form := srv.CallbackForm(payload)
		assert.Equal(t, "a", form.Get("qid"))
		assert.True(t, signedRight(t, form, srv.Credentials().PartnerKey))
	}
	assert.Equal(t, "stat", srv.CallbackForm(baijiayuntest.OtherEvent{Fields: map[string]string{"op": "stat"}}).Get("op"))
}

func TestWithMultipartCallbacks(t *testing.T) {
	srv, user := start(t, baijiayuntest.WithMultipartCallbacks()), receive(t)
	delivery := srv.SendCallback(user.URL, baijiayuntest.UserEvents{Events: []baijiayuntest.UserEvent{{UserName: "访客 & co"}}})
	assert.True(t, delivery.Delivered)
	assert.Contains(t, user.gotTypes()[0], "multipart/form-data")
	assert.Equal(t, delivery.Form, user.got()[0])
	assert.True(t, signedRight(t, user.got()[0], srv.Credentials().PartnerKey))
	assert.True(t, json.Valid([]byte(user.got()[0].Get("user_events"))))
}

// The captured callback's key is not public, but its qid shows the form: the time in Beijing, then ten digits.
func TestRequestIDsHaveTheCapturedForm(t *testing.T) {
	srv := start(t)
	srv.SetClock(func() time.Time { return time.Unix(1576042925, 0) })
	captured := "201912111342051110803564"
	assert.Equal(t, captured[:14], srv.CallbackForm(baijiayuntest.PlaybackEvent{}).Get("qid")[:14])
}

func TestConcurrentCallbacks(t *testing.T) {
	srv, user := start(t), receive(t)
	var calls sync.WaitGroup
	for range 20 {
		calls.Go(func() { assert.True(t, srv.SendCallback(user.URL, baijiayuntest.ClassEvent{}).Delivered) })
	}
	calls.Wait()
	qids := map[string]bool{}
	for _, form := range user.got() {
		qids[form.Get("qid")] = true
	}
	assert.Len(t, qids, 20)
}
