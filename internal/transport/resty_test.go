package transport

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// Each test here guards against something that resty 2.17 does by default, or that its users have met.

// resty's SetResult decodes nothing and returns no error if the type is text/html, which PHP sends by default.
func TestRestyPitfallAReplyUnderTextHTMLIsDecoded(t *testing.T) {
	s := serve(t, reply(200, success, "Content-Type", "text/html"))
	out, err := connect(t, s.URL).get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
}

// resty follows a 302 after a signed POST with an empty GET.
func TestRestyPitfallNoRedirects(t *testing.T) {
	s := serve(t, reply(302, "", "Location", "/other"), reply(200, success))
	_, err := connect(t, s.URL, classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{}})).get(t.Context(), opRead)
	assert.ErrorContains(t, err, "redirect")
	assert.Len(t, s.seen(), 1)
}

// resty.New has a cookie jar, so one tenant's session would be sent with another tenant's call.
func TestRestyPitfallNoCookies(t *testing.T) {
	s := serve(t, reply(200, success, "Set-Cookie", "session=1; Path=/"))
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	for _, hc := range []*http.Client{{Transport: &http.Transport{}}, {Transport: &http.Transport{}, Jar: jar}} {
		h := connect(t, s.URL, classcloud.WithHTTPClient(hc))
		for range 3 {
			_, err := h.get(t.Context(), opRead)
			require.NoError(t, err)
		}
	}
	for _, r := range s.seen() {
		assert.Empty(t, r.header.Values("Cookie"))
	}
}

// resty changes fields of the http.Client that it is given.
func TestRestyPitfallTheCallersClientStaysAsItIs(t *testing.T) {
	s := serve(t, reply(302, "", "Location", "/other", "Set-Cookie", "session=1"))
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	follow := func(*http.Request, []*http.Request) error { return nil }
	transport := &http.Transport{}
	theirs := &http.Client{Jar: jar, CheckRedirect: follow, Transport: transport, Timeout: time.Minute}
	bare := &http.Client{}
	for _, hc := range []*http.Client{theirs, bare} {
		_, err := connect(t, s.URL, classcloud.WithHTTPClient(hc)).get(t.Context(), opRead)
		require.Error(t, err)
	}
	assert.Same(t, jar, theirs.Jar)
	assert.Equal(t, reflect.ValueOf(follow).Pointer(), reflect.ValueOf(theirs.CheckRedirect).Pointer())
	assert.Same(t, transport, theirs.Transport)
	assert.Equal(t, time.Minute, theirs.Timeout)
	assert.Equal(t, http.Client{}, *bare)
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
}

// resty repeats a POST as readily as a GET.
func TestRestyPitfallItRepeatsNothing(t *testing.T) {
	for _, answer := range []answer{page(503), reset} {
		s := serve(t, answer)
		_, err := connect(t, s.URL).get(t.Context(), opRead, classcloud.WithoutRetry())
		require.Error(t, err)
		assert.Len(t, s.seen(), 1)
	}
}

// resty reads any io.Reader into memory, and allocates 410 MB for an upload of 200 MB.
func TestRestyPitfallAnUploadIsNotHeldInMemory(t *testing.T) {
	const size = 200 << 20
	var got, length atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		length.Store(r.ContentLength)
		n, _ := io.Copy(io.Discard, r.Body)
		got.Store(n)
		reply(200, success)(w, r)
	}))
	defer s.Close()
	h := connect(t, s.URL)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := h.upload(t.Context(), opOnce, &endless{size: size})
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	allocated := after.TotalAlloc - before.TotalAlloc
	t.Logf("200 MB uploaded with %d KB allocated", allocated>>10)
	assert.Less(t, allocated, uint64(4<<20))
	assert.Greater(t, got.Load(), int64(size))
	assert.Equal(t, got.Load(), length.Load(), "Content-Length is sent")
}

// resty may write over a pooled buffer while a connection is still sending it after an early answer.
func TestRestyPitfallBodiesAreNotReusedWhileTheyAreSent(t *testing.T) {
	var mixed atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Early") != "" {
			reply(413, "")(w, r)
			return
		}
		body, _ := io.ReadAll(r.Body)
		text := strings.TrimSuffix(strings.TrimPrefix(string(body), `{"name":"`), `"}`)
		if len(text) != 1<<18 || strings.Trim(text, text[:1]) != "" {
			mixed.Add(1)
		}
		reply(200, success)(w, r)
	}))
	defer s.Close()
	h := connect(t, s.URL)
	var callers sync.WaitGroup
	for i := range 16 {
		callers.Go(func() {
			early := &harness{Client: New("fake", &fake{base: s.URL, encode: func(r *Request) error {
				r.Header.Set("X-Early", "1")
				return nil
			}}, h.Config())}
			text := strings.Repeat(string(rune('a'+i)), 1<<18)
			for range 4 {
				_ = early.Do(t.Context(), &Call{Op: &opRead, In: &ask{Name: text}}, nil, nil)
				assert.NoError(t, h.Do(t.Context(), &Call{Op: &opRead, In: &ask{Name: text}}, nil, nil))
			}
		})
	}
	callers.Wait()
	assert.Zero(t, mixed.Load())
}

// A *url.Error prints the whole URL with the signature.
func TestRestyPitfallNoSecretInErrors(t *testing.T) {
	echo := func(status int) answer {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://[::1/?"+r.URL.RawQuery)
			w.WriteHeader(status)
		}
	}
	for name, answer := range map[string]answer{
		"a broken connection":                        reset,
		"a reply that breaks off":                    truncate(200),
		"a gateway":                                  page(503),
		"a redirect that echoes the query":           reply(302, "", "Location", "/?sign="+secret),
		"a redirect to no address, echoing the same": echo(302),
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, answer)
			_, err := connect(t, s.URL).get(t.Context(), opRead)
			noSecret(t, err)
		})
	}
	t.Run("nobody there", func(t *testing.T) {
		_, err := connect(t, "http://"+closedPort(t)).get(t.Context(), opRead)
		noSecret(t, err)
		assert.Contains(t, err.Error(), "http://127.0.0.1:", "where it wanted to go")
	})
	t.Run("no such address", func(t *testing.T) {
		for _, base := range []string{"http://%zz", "http://a b", "http://[::1", "://", "http://fake:port"} {
			_, err := connect(t, base).get(t.Context(), opRead)
			noSecret(t, err)
		}
	})
	t.Run("a context that ends", func(t *testing.T) {
		s := serve(t, hang)
		ctx, cancel := context.WithCancel(t.Context())
		h := connect(t, s.URL)
		h.protocol.encode = func(*Request) error { go cancel(); return nil }
		_, err := h.get(ctx, opRead)
		noSecret(t, err)
	})
}

// resty runs two regular expressions per call if Accept is empty, and its User-Agent advertises resty.
func TestRestyPitfallHeaders(t *testing.T) {
	s := serve(t, reply(200, success))
	h := connect(t, s.URL)
	h.protocol.encode = func(r *Request) error { r.Header.Set("User-Agent", "vendor"); return nil }
	_, err := h.get(t.Context(), opRead)
	require.NoError(t, err)
	header := s.seen()[0].header
	assert.Equal(t, []string{"application/json"}, header["Accept"])
	assert.Equal(t, []string{userAgent}, header["User-Agent"])
	assert.Equal(t, []string{"application/json"}, header["Content-Type"])
	assert.NotContains(t, header, "X-Idempotency-Key")
	assert.Equal(t, []string{"gzip"}, header["Accept-Encoding"], "net/http's own, which it undoes")
	assert.EqualValues(t, len(`{"name":"maths"}`), s.seen()[0].length)

	for set, want := range map[[2]string]string{
		{"Content-Type", "application/x-www-form-urlencoded"}: "application/json",
		{"Accept", "text/plain"}:                              "text/plain", // the protocol's own is kept
	} {
		h.protocol.encode = func(r *Request) error { r.Header.Set(set[0], set[1]); return nil }
		_, err = h.get(t.Context(), opRead)
		require.NoError(t, err)
		seen := s.seen()
		assert.Equal(t, []string{want}, seen[len(seen)-1].header["Accept"])
	}
}

// resty's debug mode prints headers and bodies with the secrets in them.
func TestRestyPitfallDebugIsOff(t *testing.T) {
	h := connect(t, "http://fake")
	client := h.sender.slot().client
	assert.False(t, client.Debug)
	assert.Zero(t, client.RetryCount)
	assert.Empty(t, client.RetryConditions)
	var l silence
	l.Errorf("%s", secret)
	l.Warnf("%s", secret)
	l.Debugf("%s", secret)
}

// A resty client that is changed while it is used races. Ours is never changed.
func TestRestyPitfallAHundredCallersOfOneClient(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Name json.Number }
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&in))
		_, _ = fmt.Fprintf(w, `{"code":0,"data":{"id":%s}}`, in.Name)
	}))
	defer s.Close()
	h := build(t, s.URL, classcloud.WithRand(always(1)), classcloud.WithLimiter(classcloud.NewLimiter([]classcloud.Limit{{Every: time.Nanosecond, Burst: 1000}})))
	var callers sync.WaitGroup
	for i := range 100 {
		callers.Go(func() {
			for range 5 {
				var out thing
				err := h.Do(t.Context(), &Call{Op: &opRead, In: &ask{Name: fmt.Sprint(i + 1)}}, &out, []classcloud.CallOption{classcloud.WithTimeout(time.Minute)})
				assert.NoError(t, err)
				assert.EqualValues(t, i+1, out.ID)
			}
		})
	}
	callers.Wait()
}
