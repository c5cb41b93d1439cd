package transport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"
)

// sender is the only place that knows resty: it builds requests and sends them once. Retries, redirects, cookies, bodies and
// the reading of replies are ours; resty_test.go shows why.
type sender struct {
	resty    *resty.Client
	standard bool // net/http's own transport sends
}

// userAgent names the library, not its user.
const userAgent = "classcloud-go"

// idleTimeout is shorter than servers keep idle connections: with the usual 90 s one POST in four met a connection that the
// server was just closing.
const idleTimeout = 30 * time.Second

// newHTTPClient makes the default client: the environment's proxy, and enough idle connections for a busy backend. A program
// that has put another http.DefaultTransport in place, to trace or to mock, means us too.
func newHTTPClient() *http.Client {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return &http.Client{Transport: http.DefaultTransport}
	}
	t := standard.Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost, t.IdleConnTimeout = 512, 128, idleTimeout
	return &http.Client{Transport: t}
}

// newSender never changes hc: it works on a shallow copy, without cookies and without redirects.
func newSender(hc *http.Client) *sender {
	own := *hc
	own.Jar = nil
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if own.Transport == nil {
		own.Transport = http.DefaultTransport
	}
	client := resty.NewWithClient(&own).
		SetRetryCount(0).
		SetLogger(silence{}).
		SetPreRequestHook(setBody)
	_, standard := own.Transport.(*http.Transport)
	return &sender{client, standard}
}

// sending is what the hook needs to know of the attempt; it travels in the request's context.
type sending struct {
	body   []byte
	stream *guarded
	length int64
	replay bool // net/http may send it again on a fresh connection when an idle one turns out closed
	built  bool // resty has made the request
}

type sendingKey struct{}

// setBody gives net/http the body itself: resty would read a stream whole into memory, and puts buffers back to its pool
// while a connection may still be writing them.
func setBody(_ *resty.Client, raw *http.Request) error {
	s := raw.Context().Value(sendingKey{}).(*sending)
	s.built = true
	if s.replay {
		raw.Header["X-Idempotency-Key"] = nil // net/http's word for "safe to replay"; nil keeps it off the wire
	}
	if s.stream != nil {
		raw.Body, raw.ContentLength, raw.GetBody = s.stream, s.length, nil
		return nil
	}
	if len(s.body) == 0 {
		raw.Body, raw.GetBody, raw.ContentLength = http.NoBody, nil, 0
	} else {
		s.giveBody(raw)
	}
	if !s.replay && replayable(raw.Method) {
		// net/http replays these unasked, unless there is a body it cannot read again. An empty one does not go on the wire.
		raw.Body, raw.GetBody = io.NopCloser(bytes.NewReader(s.body)), nil
	}
	return nil
}

func (s *sending) giveBody(raw *http.Request) {
	raw.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(s.body)), nil }
	raw.Body, _ = raw.GetBody()
	raw.ContentLength = int64(len(s.body))
}

// replayable reports whether net/http takes a method to change nothing. It may use something up all the same.
func replayable(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return true
	}
	return false
}

// sent is what an attempt met.
type sent struct {
	response  *http.Response
	reached   bool // a connection was handed to the request, or nobody can tell
	malformed bool // net/http would not even look for a connection: a bad URL or header
	replayed  bool // net/http sent it whole on one connection, got no answer, and sent it again on another
	err       error
}

// send sends req once. stream is nil or req's upload.
func (s *sender) send(ctx context.Context, req *Request, stream *guarded, length int64, replay bool) sent {
	var sought, reached, wrote, replayed atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { sought.Store(true) },
		GotConn: func(httptrace.GotConnInfo) {
			reached.Store(true)
			if wrote.Load() {
				replayed.Store(true)
			}
		},
		WroteRequest: func(info httptrace.WroteRequestInfo) {
			if info.Err == nil {
				wrote.Store(true)
			}
		},
	})
	attempt := &sending{body: req.Body, stream: stream, length: length, replay: replay}
	ctx = context.WithValue(ctx, sendingKey{}, attempt)
	r := s.resty.R().SetContext(ctx).SetDoNotParseResponse(true)
	for name, values := range req.Header {
		r.Header[name] = values
	}
	if r.Header.Get("Accept") == "" {
		r.Header.Set("Accept", "application/json") // an empty one costs resty two regular expressions
	}
	r.Header.Set("User-Agent", userAgent)
	resp, err := r.Execute(req.Method, req.URL)
	// A transport that is not net/http's own and never looked for a connection may have sent the request in its own way.
	out := sent{reached: reached.Load() || attempt.built && !sought.Load() && !s.standard, replayed: replayed.Load(), err: cleanURLError(err)}
	out.malformed = err != nil && !sought.Load() && !out.reached
	if resp != nil {
		out.response = resp.RawResponse
	}
	return out
}

// networkError is a *url.Error without its query, which carries signatures.
type networkError struct {
	op, where string
	err       error
}

func (e *networkError) Error() string {
	return e.op + " " + e.where + ": " + e.err.Error()
}
func (e *networkError) Unwrap() error { return e.err }
func (e *networkError) Timeout() bool {
	var t interface{ Timeout() bool }
	return errors.As(e.err, &t) && t.Timeout()
}

func cleanURLError(err error) error {
	var u *url.Error
	if !errors.As(err, &u) {
		return err
	}
	where := "the server"
	if parsed, parseErr := url.Parse(u.URL); parseErr == nil {
		where = parsed.Scheme + "://" + parsed.Host
	}
	inner := cleanURLError(u.Err)
	if strings.HasPrefix(inner.Error(), "failed to parse Location header") {
		inner = errBadRedirect // net/http's text quotes the address, which may repeat our query
	}
	return &networkError{strings.ToLower(u.Op), where, inner}
}

var errBadRedirect = errors.New("the server answered with a redirect to no readable address")

// guarded is an upload's stream that net/http cannot touch once the attempt is over: it closes bodies in its own time, and
// the next attempt, or the caller, may already be using the file.
type guarded struct {
	mu      sync.Mutex
	from    io.Reader
	left    int64 // what is still to be read; negative when the length is not known
	touched atomic.Bool
	over    atomic.Bool
}

var errOver = errors.New("the attempt is over")

func (g *guarded) Read(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.over.Load() {
		if g.left == 0 {
			return 0, io.EOF // the reply may be there before net/http has looked for the end: no reason to drop it
		}
		return 0, errOver
	}
	g.touched.Store(true)
	n, err := g.from.Read(p)
	if g.left > 0 {
		g.left = max(0, g.left-int64(n))
	}
	return n, err
}

// Close is net/http's; the stream is the caller's to close.
func (g *guarded) Close() error { return nil }

// stop ends the stream and waits for a read under way, but not longer than ctx lasts: a file on a dead disk or a stuck pipe
// must not hold the call.
func (g *guarded) stop(ctx context.Context) {
	g.over.Store(true)
	for !g.mu.TryLock() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Millisecond):
		}
	}
	g.mu.Unlock()
}

// silence is resty's logger: it would print URLs and bodies.
type silence struct{}

func (silence) Errorf(string, ...any) {}
func (silence) Warnf(string, ...any)  {}
func (silence) Debugf(string, ...any) {}
