package transport

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// secret is what must never be seen outside a request.
const secret = "canary-7f3a"

// code is the typed code of the vendor these tests invent.
type code string

func (c code) Error() string { return "code " + string(c) }

var fakeCodes = map[string]CodeInfo{
	"bad":     {Kind: classcloud.InvalidArgument, Outcome: classcloud.OutcomeNotApplied, Text: "bad argument"},
	"sign":    {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "bad signature", Hint: "check the key"},
	"token":   {Kind: classcloud.Unauthenticated, Outcome: classcloud.OutcomeNotApplied, Text: "token ended"},
	"already": {Kind: classcloud.AlreadyExists, Outcome: classcloud.OutcomeNotApplied, Text: "is there already"},
	"busy":    {Kind: classcloud.Aborted, Outcome: classcloud.OutcomeNotApplied, Text: "try again"},
	"unsure":  {Kind: classcloud.Internal, Outcome: classcloud.OutcomeUnknown, Text: "it may have worked"},
}

// fake is a vendor: a JSON envelope {"code":…,"msg":…,"data":…,"warn":…}, the attempt's time and a nonce in headers, and a
// signature in the query.
type fake struct {
	base     string
	account  func(context.Context) (Account, error)
	encode   func(*Request) error
	recovers int // how often Recover was asked
}

func (p *fake) Account(ctx context.Context, _ *Call) (Account, error) {
	if p.account != nil {
		return p.account(ctx)
	}
	return Account{ID: "fake:1"}, nil
}

func (p *fake) Encode(_ context.Context, _ Account, c *Call, env *Env) (*Request, error) {
	nonce := make([]byte, 8)
	if _, err := io.ReadFull(env.Rand, nonce); err != nil {
		return nil, err
	}
	req := &Request{
		Method: c.Op.Method, URL: p.base + c.Op.Path + "?sign=" + secret,
		Header: http.Header{
			"X-Time":  {strconv.FormatInt(env.Now.UnixNano(), 10)},
			"X-Nonce": {hex.EncodeToString(nonce)},
			"X-Token": {secret},
		},
	}
	if len(c.Message.Files) > 0 {
		var err error
		if req.Upload, err = wire.NewUpload("boundary", c.Message.Body, c.Message.Files); err != nil {
			return nil, err
		}
		req.Header.Set("Content-Type", req.Upload.ContentType)
	} else {
		req.Header.Set("Content-Type", "application/json")
		req.Body = wire.AppendJSONObject(nil, c.Message.Body)
	}
	if p.encode != nil {
		return req, p.encode(req)
	}
	return req, nil
}

func (p *fake) Decode(c *Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := Envelope(r)
	if failure != nil {
		return nil, failure
	}
	if text := envelope.Text("warn"); text != "" {
		c.Warnings = append(c.Warnings, classcloud.Warning{Code: "280", Message: text})
	}
	switch number := envelope.Text("code"); {
	case number == "":
		return nil, Malformed(r, errors.New("has no code"))
	case number == "0" && r.Status >= 400:
		return nil, StatusError(r)
	case number == "0":
		return envelope.Get("data"), nil
	default:
		return envelope.Get("data"), fakeCodes[number].Failure(number, envelope.Text("msg"), code(number))
	}
}

func (p *fake) Recover(_ context.Context, _ *Call, _ *classcloud.Reply, failure *classcloud.Error) Verdict {
	p.recovers++
	if failure.Code == "token" {
		return RetryNow
	}
	return Recover(failure)
}

// ask and thing are an operation's request and result.
type ask struct {
	Name string           `json:"name"`
	File *classcloud.File `json:"file" wire:"file"`
}

type thing struct {
	ID int64 `json:"id"`
}

var (
	opRead       = Row{Name: "Things.Get", Method: "POST", Path: "/things/get", Effect: classcloud.EffectRead}
	opOnce       = Row{Name: "Things.Create", Method: "POST", Path: "/things/create"}
	opKeyed      = Row{Name: "Things.Put", Method: "POST", Path: "/things/put", Keyed: true}
	opIdempotent = Row{Name: "Things.Update", Method: "POST", Path: "/things/update", Effect: classcloud.EffectIdempotent}
	opConsuming  = Row{Name: "Things.Poll", Method: "POST", Path: "/things/poll", Effect: classcloud.EffectConsuming}
)

// fakeClock stands still but for sleeps, which it remembers.
type fakeClock struct {
	mu     sync.Mutex
	now    time.Time
	sleeps []time.Duration
}

func newClock() *fakeClock { return &fakeClock{now: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)} }

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.sleeps = append(c.sleeps, d)
	return ctx.Err()
}

// always is randomness of one byte: 0 makes every pause the shortest, 0xff the longest.
type always byte

func (b always) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(b)
	}
	return len(p), nil
}

// harness is a client of the fake vendor and what drives it.
type harness struct {
	*Client
	protocol *fake
	clock    *fakeClock
}

// connect makes a client of the server at base that sleeps on a fake clock.
func connect(t testing.TB, base string, opts ...classcloud.ClientOption) *harness {
	t.Helper()
	clock := newClock()
	opts = append([]classcloud.ClientOption{classcloud.WithClock(clock)}, opts...)
	h := build(t, base, opts...)
	h.clock = clock
	return h
}

// build is connect on the real clock, which in a synctest bubble is the bubble's.
func build(t testing.TB, base string, opts ...classcloud.ClientOption) *harness {
	t.Helper()
	config, err := Configure(InitialConfig(), Settings{Vendor: "fake", Envelope: []string{"code", "msg", "warn"}}, opts)
	require.NoError(t, err)
	protocol := &fake{base: base}
	h := &harness{Client: New("fake", protocol, config), protocol: protocol}
	t.Cleanup(config.HTTPClient.CloseIdleConnections)
	return h
}

// get calls op and returns its result.
func (h *harness) get(ctx context.Context, op Row, opts ...classcloud.CallOption) (*thing, error) {
	var out *thing
	err := h.Do(ctx, &Call{Op: op, In: &ask{Name: "maths"}}, &out, opts)
	return out, err
}

// failure returns the *Error that every failure is.
func failure(t testing.TB, err error) *classcloud.Error {
	t.Helper()
	require.Error(t, err)
	e, ok := err.(*classcloud.Error)
	require.Truef(t, ok, "%T is no *classcloud.Error: %v", err, err)
	return e
}

// answer is how the server treats one request, whose body it has read.
type answer func(w http.ResponseWriter, r *http.Request)

const success = `{"code":0,"data":{"id":7}}`

func reply(status int, body string, header ...string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func page(status int) answer {
	return reply(status, "<html>gateway</html>", "Content-Type", "text/html")
}

// reset breaks the connection without an answer.
func reset(w http.ResponseWriter, _ *http.Request) {
	conn, _, _ := w.(http.Hijacker).Hijack()
	_ = conn.(*net.TCPConn).SetLinger(0)
	_ = conn.Close()
}

// truncate promises more than it sends.
func truncate(status int) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, buf, _ := w.(http.Hijacker).Hijack()
		_, _ = fmt.Fprintf(buf, "HTTP/1.1 %d X\r\nContent-Length: 100\r\nRetry-After: 3\r\n\r\n{\"code\":0", status)
		_ = buf.Flush()
		_ = conn.Close()
	}
}

// hang never answers; it ends when the client goes.
func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// request is what the server saw.
type request struct {
	header http.Header
	path   string
	length int64
	body   string
}

// server answers with its script, the last answer for ever, and remembers the requests.
type server struct {
	*httptest.Server
	mu          sync.Mutex
	script      []answer
	requests    []request
	connections int
}

func serve(t testing.TB, script ...answer) *server {
	t.Helper()
	s := &server{script: script}
	s.Server = httptest.NewUnstartedServer(s)
	s.Config.ErrorLog = discardLog()
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.mu.Lock()
			s.connections++
			s.mu.Unlock()
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.requests = append(s.requests, request{r.Header, r.URL.Path, r.ContentLength, string(body)})
	answer := s.script[min(len(s.requests), len(s.script))-1]
	s.mu.Unlock()
	answer(w, r)
}

func (s *server) seen() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// memory is a RoundTripper without a network, for synctest bubbles. Like net/http it tells the trace of its connection, and
// ends with its request's context.
type memory func(*http.Request) (*http.Response, error)

func (f memory) RoundTrip(r *http.Request) (*http.Response, error) {
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.GetConn != nil {
		trace.GetConn(r.URL.Host)
		trace.GotConn(httptrace.GotConnInfo{})
	}
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return f(r)
}

func inMemory(f memory) classcloud.ClientOption {
	return classcloud.WithHTTPClient(&http.Client{Transport: f})
}

func response(status int, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// script is a RoundTripper that gives one answer after the other, the last for ever.
func script(answers ...memory) memory {
	n := 0
	return func(r *http.Request) (*http.Response, error) {
		n++
		return answers[min(n, len(answers))-1](r)
	}
}

func says(status int, body string) memory {
	return func(*http.Request) (*http.Response, error) { return response(status, body) }
}

// silent is a server that has the request and does not answer.
func silent(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// slowBody is a server whose reply stops in the middle.
func slowBody(r *http.Request) (*http.Response, error) {
	resp, _ := response(200, "")
	resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"code":0`), blocked{r.Context()}))
	return resp, nil
}

type blocked struct{ ctx context.Context }

func (b blocked) Read([]byte) (int, error) {
	<-b.ctx.Done()
	return 0, b.ctx.Err()
}

// closedPort is an address nobody listens at.
func closedPort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	return l.Addr().String()
}
