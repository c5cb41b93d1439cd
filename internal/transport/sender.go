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
type sender struct{ resty *resty.Client }

// userAgent names the library, not its user.
const userAgent = "classcloud-go"

// idleTimeout is shorter than servers keep idle connections: with the usual 90 s one POST in four met a connection that the
// server was just closing.
const idleTimeout = 30 * time.Second

// newHTTPClient makes the default client: the environment's proxy, and enough idle connections for a busy backend.
func newHTTPClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
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
	return &sender{client}
}

// sending is what the hook needs to know of the attempt; it travels in the request's context.
type sending struct {
	body   []byte
	stream *guarded
	length int64
	replay bool // net/http may send it again on a fresh connection when an idle one turns out closed
}

type sendingKey struct{}

// setBody gives net/http the body itself: resty would read a stream whole into memory, and puts buffers back to its pool
// while a connection may still be writing them.
func setBody(_ *resty.Client, raw *http.Request) error {
	s := raw.Context().Value(sendingKey{}).(*sending)
	if s.replay {
		raw.Header["X-Idempotency-Key"] = nil // net/http's word for "safe to replay"; nil keeps it off the wire
	}
	if s.stream != nil {
		raw.Body, raw.ContentLength, raw.GetBody = s.stream, s.length, nil
		return nil
	}
	if len(s.body) == 0 {
		raw.Body, raw.GetBody, raw.ContentLength = http.NoBody, nil, 0
		return nil
	}
	raw.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(s.body)), nil }
	raw.Body, _ = raw.GetBody()
	raw.ContentLength = int64(len(s.body))
	return nil
}

// sent is what an attempt met.
type sent struct {
	response *http.Response
	reached  bool // a connection was handed to the request
	err      error
}

// send sends req once. stream is nil or req's upload.
func (s *sender) send(ctx context.Context, req *Request, stream *guarded, length int64, replay bool) sent {
	var reached atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }})
	ctx = context.WithValue(ctx, sendingKey{}, &sending{req.Body, stream, length, replay})
	r := s.resty.R().SetContext(ctx).SetDoNotParseResponse(true)
	for name, values := range req.Header {
		r.Header[name] = values
	}
	if r.Header.Get("Accept") == "" {
		r.Header.Set("Accept", "application/json") // an empty one costs resty two regular expressions
	}
	r.Header.Set("User-Agent", userAgent)
	resp, err := r.Execute(req.Method, req.URL)
	out := sent{reached: reached.Load(), err: cleanURLError(err)}
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
	return &networkError{strings.ToLower(u.Op), where, cleanURLError(u.Err)}
}

// guarded is an upload's stream that net/http cannot touch once the attempt is over: it closes bodies in its own time, and
// the next attempt, or the caller, may already be using the file.
type guarded struct {
	mu      sync.Mutex
	from    io.Reader
	touched atomic.Bool
	over    atomic.Bool
}

var errOver = errors.New("the attempt is over")

func (g *guarded) Read(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.over.Load() {
		return 0, errOver
	}
	g.touched.Store(true)
	return g.from.Read(p)
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
