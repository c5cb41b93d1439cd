package transport

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
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

// Each test here holds off something that resty 2.17 does of itself, or that its users met.

// upload calls op with a file.
func (h *harness) upload(ctx context.Context, op Row, content io.Reader, opts ...classcloud.CallOption) (*thing, error) {
	var out *thing
	in := &ask{Name: "maths", File: &classcloud.File{Name: "a.pdf", Content: content}}
	err := h.Do(ctx, &Call{Op: op, In: in}, &out, opts)
	return out, err
}

// resty's SetResult decodes nothing and says nothing when the type is text/html, which PHP sends by default.
func TestRestyPitfallAReplyUnderTextHTMLIsDecoded(t *testing.T) {
	s := serve(t, reply(200, success, "Content-Type", "text/html"))
	out, err := connect(t, s.URL).get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
}

// resty follows a 302 of a signed POST as an empty GET.
func TestRestyPitfallNoRedirects(t *testing.T) {
	s := serve(t, reply(302, "", "Location", "/other"), reply(200, success))
	_, err := connect(t, s.URL, classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{}})).get(t.Context(), opRead)
	assert.ErrorContains(t, err, "redirect")
	assert.Len(t, s.seen(), 1)
}

// resty.New has a cookie jar: one tenant's session would go out with another's call.
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

// resty sets fields of the http.Client it is given.
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

// endless is a file of that many bytes, made as they are read.
type endless struct{ size, at int64 }

func (e *endless) Read(p []byte) (int, error) {
	n := min(int64(len(p)), e.size-e.at)
	if n == 0 {
		return 0, io.EOF
	}
	e.at += n
	return int(n), nil
}

func (e *endless) Seek(offset int64, whence int) (int64, error) {
	e.at = []int64{0, e.at, e.size}[whence] + offset
	return e.at, nil
}

// resty reads any io.Reader into memory: 410 MB for an upload of 200 MB.
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

// resty sends an empty body on the second try.
func TestRestyPitfallARepeatedUploadSendsTheWholeFileAgain(t *testing.T) {
	const content = "skipped|the whole document"
	file := func(t *testing.T) io.Reader {
		f, err := os.CreateTemp(t.TempDir(), "")
		require.NoError(t, err)
		t.Cleanup(func() { _ = f.Close() })
		_, err = f.WriteString(content)
		require.NoError(t, err)
		_, err = f.Seek(8, io.SeekStart)
		require.NoError(t, err)
		return f
	}
	reader := func(*testing.T) io.Reader {
		r := strings.NewReader(content)
		_, _ = r.Seek(8, io.SeekStart)
		return r
	}
	for name, open := range map[string]func(*testing.T) io.Reader{"a file": file, "a reader in memory": reader} {
		t.Run(name+" is read from where it stood", func(t *testing.T) {
			s := serve(t, page(429), page(429), reply(200, success))
			_, err := connect(t, s.URL).upload(t.Context(), opOnce, open(t))
			require.NoError(t, err)
			require.Len(t, s.seen(), 3)
			for _, r := range s.seen() {
				assert.Contains(t, r.body, "\r\n\r\nthe whole document\r\n--boundary--")
				assert.NotContains(t, r.body, "skipped")
				assert.EqualValues(t, len(r.body), r.length)
			}
		})
	}
	for name, content := range map[string]io.Reader{
		"a stream":                    io.MultiReader(strings.NewReader(content)),
		"a buffer":                    bytes.NewBufferString(content),
		"a pipe, which says it seeks": pipe(t, content),
	} {
		t.Run(name+" cannot be read again, so the first failure stands", func(t *testing.T) {
			s := serve(t, page(429), reply(200, success))
			h := connect(t, s.URL)
			_, err := h.upload(t.Context(), opOnce, content)
			assert.ErrorIs(t, err, classcloud.ResourceExhausted)
			assert.Equal(t, classcloud.OutcomeNotApplied, failure(t, err).Outcome)
			assert.Len(t, s.seen(), 1)
			assert.Contains(t, s.seen()[0].body, "the whole document")
			assert.Empty(t, h.clock.sleeps)
		})
	}
	t.Run("a stream nobody read yet is sent after a refused connection", func(t *testing.T) {
		s := serve(t, reply(200, success))
		dials := 0
		h := connect(t, s.URL, classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				if dials++; dials == 1 {
					return nil, errors.New("refused")
				}
				return new(net.Dialer).DialContext(ctx, network, address)
			},
		}}))
		_, err := h.upload(t.Context(), opOnce, io.MultiReader(strings.NewReader(content)))
		require.NoError(t, err)
		assert.Contains(t, s.seen()[0].body, "the whole document")
		assert.EqualValues(t, -1, s.seen()[0].length)
	})
}

func pipe(t *testing.T, content string) io.Reader {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	_, err = w.WriteString(content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	t.Cleanup(func() { _ = r.Close() })
	return r
}

// net/http may look for a body's end after the reply is there; an early answer must stop it from touching the file.
func TestAnUploadIsNotTouchedOnceItsAttemptIsOver(t *testing.T) {
	whole := &guarded{from: strings.NewReader("abc"), left: 3}
	_, err := io.ReadFull(whole, make([]byte, 3))
	require.NoError(t, err)
	whole.stop(t.Context())
	_, err = whole.Read(make([]byte, 1))
	assert.Equal(t, io.EOF, err, "all was read: the connection stays good")

	for _, left := range []int64{3, -1} {
		file := strings.NewReader("abc")
		part := &guarded{from: file, left: left}
		_, err = part.Read(make([]byte, 1))
		require.NoError(t, err)
		part.stop(t.Context())
		_, err = part.Read(make([]byte, 1))
		assert.Equal(t, errOver, err)
		assert.Equal(t, 2, file.Len())
	}
}

func TestAStuckFileDoesNotHoldTheCallBeyondItsContext(t *testing.T) {
	r, w := io.Pipe()
	g := &guarded{from: r, left: -1}
	read := make(chan struct{})
	go func() {
		_, _ = g.Read(make([]byte, 1))
		close(read)
	}()
	for !g.touched.Load() {
		runtime.Gosched()
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	g.stop(ctx)
	require.NoError(t, w.Close())
	<-read
}

// An early refusal while the file is still being sent: the attempt ends, the file stays the caller's.
func TestAnUploadRefusedEarly(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reply(413, "too large")(w, r)
	}))
	defer s.Close()
	h := connect(t, s.URL)
	file := &endless{size: 64 << 20}
	_, err := h.upload(t.Context(), opOnce, file)
	require.Error(t, err)
	file.at = 0 // under -race: nobody else reads it any more
	_, err = h.upload(t.Context(), opOnce, file)
	require.Error(t, err)
}

// A connection the server was just closing must not fail a call that may be repeated; net/http replays it when the header
// is there, even without a value.
func TestRestyPitfallAStaleConnection(t *testing.T) {
	stale := func(t *testing.T) (base string, served func() []string) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		var mu sync.Mutex
		var got []string
		var all sync.WaitGroup
		all.Go(func() {
			for n := 1; ; n++ {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				all.Go(func() {
					defer conn.Close()
					in := bufio.NewReader(conn)
					for served := 0; ; served++ {
						r, err := http.ReadRequest(in)
						if err != nil {
							return
						}
						body, _ := io.ReadAll(r.Body)
						mu.Lock()
						got = append(got, fmt.Sprintf("connection %d: %s %q", n, body, r.Header["X-Idempotency-Key"]))
						mu.Unlock()
						if n == 1 && served == 1 {
							return // closed on the second request
						}
						_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(success), success)
					}
				})
			}
		})
		t.Cleanup(func() { _ = l.Close(); all.Wait() })
		return "http://" + l.Addr().String(), func() []string { mu.Lock(); defer mu.Unlock(); return got }
	}
	const body = `{"name":"maths"}`
	for _, op := range []Row{opRead, opIdempotent} {
		t.Run("is replaced for "+op.Effect.String(), func(t *testing.T) {
			base, served := stale(t)
			h := connect(t, base)
			t.Cleanup(h.config.HTTPClient.CloseIdleConnections)
			for range 2 {
				_, err := h.get(t.Context(), op, classcloud.WithoutRetry())
				require.NoError(t, err)
			}
			assert.Equal(t, []string{"connection 1: " + body + " []", "connection 1: " + body + " []", "connection 2: " + body + " []"}, served())
		})
	}
	for _, op := range []Row{opOnce, opConsuming} {
		t.Run("ends a call of "+op.Effect.String(), func(t *testing.T) {
			base, served := stale(t)
			h := connect(t, base)
			t.Cleanup(h.config.HTTPClient.CloseIdleConnections)
			_, err := h.get(t.Context(), op)
			require.NoError(t, err)
			_, err = h.get(t.Context(), op)
			assert.True(t, classcloud.MaybeApplied(err), err)
			assert.Len(t, served(), 2)
		})
	}
}

// resty's pooled buffers may be written over while a connection is still sending them after an early answer.
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
				_ = early.Do(t.Context(), &Call{Op: opRead, In: &ask{Name: text}}, nil, nil)
				assert.NoError(t, h.Do(t.Context(), &Call{Op: opRead, In: &ask{Name: text}}, nil, nil))
			}
		})
	}
	callers.Wait()
	assert.Zero(t, mixed.Load())
}

// noSecret searches everything an error can be made to show.
func noSecret(t *testing.T, err error) {
	t.Helper()
	var each func(error)
	each = func(err error) {
		if err == nil {
			return
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			assert.NotContains(t, fmt.Sprintf(verb, err), secret, "%T under %s", err, verb)
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			each(x.Unwrap())
		case interface{ Unwrap() []error }:
			for _, branch := range x.Unwrap() {
				each(branch)
			}
		}
	}
	each(err)
	text, jsonErr := json.Marshal(err)
	require.NoError(t, jsonErr)
	assert.NotContains(t, string(text), secret)
}

// A *url.Error prints the whole URL, and so the signature.
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

// An empty Accept costs resty two regular expressions a call; its User-Agent advertises resty.
func TestRestyPitfallHeaders(t *testing.T) {
	s := serve(t, reply(200, success))
	h := connect(t, s.URL)
	h.protocol.encode = func(r *Request) error { r.Header.Set("User-Agent", "vendor"); return nil }
	_, err := h.get(t.Context(), opRead)
	require.NoError(t, err)
	header := s.seen()[0].header
	assert.Equal(t, []string{"application/json"}, header["Accept"])
	assert.Equal(t, []string{"classcloud-go"}, header["User-Agent"])
	assert.Equal(t, []string{"application/json"}, header["Content-Type"])
	assert.NotContains(t, header, "X-Idempotency-Key")
	assert.Equal(t, []string{"gzip"}, header["Accept-Encoding"], "net/http's own, which it undoes")
	assert.EqualValues(t, len(`{"name":"maths"}`), s.seen()[0].length)

	for set, want := range map[[2]string]string{
		{"Content-Type", "application/x-www-form-urlencoded"}: "application/json",
		{"Accept", "text/plain"}:                              "text/plain", // a protocol's own stands
	} {
		h.protocol.encode = func(r *Request) error { r.Header.Set(set[0], set[1]); return nil }
		_, err = h.get(t.Context(), opRead)
		require.NoError(t, err)
		seen := s.seen()
		assert.Equal(t, []string{want}, seen[len(seen)-1].header["Accept"])
	}
}

func TestARequestWithoutABody(t *testing.T) {
	for _, method := range []string{"GET", "DELETE", "POST", "PUT"} {
		s := serve(t, reply(200, success))
		h := connect(t, s.URL)
		h.protocol.encode = func(r *Request) error { r.Method, r.Body = method, nil; return nil }
		_, err := h.get(t.Context(), opRead)
		require.NoError(t, err)
		assert.Zero(t, s.seen()[0].length)
		assert.Empty(t, s.seen()[0].body)
	}
}

// resty in debug prints headers and bodies, with the secrets in them.
func TestRestyPitfallDebugIsOff(t *testing.T) {
	h := connect(t, "http://fake")
	assert.False(t, h.sender.resty.Debug)
	assert.Zero(t, h.sender.resty.RetryCount)
	assert.Empty(t, h.sender.resty.RetryConditions)
	var l silence
	l.Errorf("%s", secret)
	l.Warnf("%s", secret)
	l.Debugf("%s", secret)
}

// A resty client that is changed while it is used races; ours never is.
func TestRestyPitfallAHundredCallersOfOneClient(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Name json.Number }
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&in))
		_, _ = fmt.Fprintf(w, `{"code":0,"data":{"id":%s}}`, in.Name)
	}))
	defer s.Close()
	h := build(t, s.URL, classcloud.WithRand(always(1)), classcloud.WithLimiter(NewLimiter([]Limit{{Every: time.Nanosecond, Burst: 1000}})))
	var callers sync.WaitGroup
	for i := range 100 {
		callers.Go(func() {
			for range 5 {
				var out thing
				err := h.Do(t.Context(), &Call{Op: opRead, In: &ask{Name: fmt.Sprint(i + 1)}}, &out, []classcloud.CallOption{classcloud.WithTimeout(time.Minute)})
				assert.NoError(t, err)
				assert.EqualValues(t, i+1, out.ID)
			}
		})
	}
	callers.Wait()
}

func TestAProgramsOwnDefaultTransportIsUsed(t *testing.T) {
	standard := http.DefaultTransport
	defer func() { http.DefaultTransport = standard }()
	http.DefaultTransport = memory(says(200, success))
	out, err := connect(t, "http://fake").get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
}

func TestTheDefaultTransportSuitsABusyBackend(t *testing.T) {
	own := newHTTPClient().Transport.(*http.Transport)
	assert.NotNil(t, own.Proxy)
	assert.Equal(t, 128, own.MaxIdleConnsPerHost)
	assert.Equal(t, 30*time.Second, own.IdleConnTimeout)
	assert.NotSame(t, http.DefaultTransport, own)
}
