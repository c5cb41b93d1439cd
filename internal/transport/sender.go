package transport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/go-resty/resty/v2"

	"github.com/go-classcloud/classcloud"
)

// sender builds requests with resty and sends each once. It is the only type that uses resty. Retries, redirects, cookies, bodies and
// the reading of replies are not left to resty; the tests in resty_test.go and beside it show why.
type sender struct {
	client   *http.Client
	slots    sync.Pool   // of *slot, each in use by one attempt at a time
	standard bool        // whether an *http.Transport sends
	plainH2  bool        // whether it speaks HTTP/2 without TLS
	http1    atomic.Bool // whether the last connection spoke HTTP/1
	address  addresses

	userAgent string
}

// userAgent names this module and its version. A caller may add a program's.
const userAgent = "classcloud-go/" + classcloud.Version

// newHTTPClient makes the default client. If the program has replaced http.DefaultTransport, to trace or to mock, it uses the replacement.
func newHTTPClient() *http.Client {
	if _, standard := http.DefaultTransport.(*http.Transport); !standard {
		return &http.Client{Transport: http.DefaultTransport}
	}
	return &http.Client{Transport: classcloud.NewTransport()}
}

// newSender makes a sender that sends through sends, with the timeout of hc, and without its cookies and redirects. It does not change hc.
func newSender(hc *http.Client, sends http.RoundTripper, product string) *sender {
	own := *hc
	own.Jar, own.Transport = nil, unfollowed{sends}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	_, standard := sends.(*http.Transport)
	return &sender{client: &own, standard: standard, plainH2: speaksPlainH2(hc.Transport), userAgent: strings.TrimSpace(userAgent + " " + product)}
}

// speaksPlainH2 reports whether the connections of a client's transport, which may be below a middleware, speak HTTP/2 without TLS.
func speaksPlainH2(below http.RoundTripper) bool {
	if below == nil {
		below = http.DefaultTransport
	}
	t, standard := below.(*http.Transport)
	return standard && t.Protocols != nil && t.Protocols.UnencryptedHTTP2()
}

// What resty makes a request of before the hook fills it: a GET, because resty copies the body of anything else, to an address that is
// never dialled and is read at a glance, with the headers that every request has.
const blankURL = "blank:"

// slot is resty for one attempt at a time. Its client is its own, so that the hook knows whose request it fills: resty would copy the request
// to tell it by a context.
type slot struct {
	client  *resty.Client
	request *resty.Request
	sending *sending
}

func (s *sender) slot() *slot {
	if kept, ok := s.slots.Get().(*slot); ok {
		return kept
	}
	made := &slot{}
	made.client = resty.NewWithClient(s.client).SetRetryCount(0).SetLogger(silence{}).
		SetPreRequestHook(func(_ *resty.Client, raw *http.Request) error { made.sending.fill(raw); return nil })
	made.request = made.client.R().SetDoNotParseResponse(true).
		SetHeader("Accept", "application/json").SetHeader("User-Agent", s.userAgent).SetHeader("Content-Type", "")
	return made
}

// execute sends an attempt by resty, and keeps the slot for another, without what this one put into it.
func (s *sender) execute(attempt *sending) (*resty.Response, error) {
	in := s.slot()
	in.sending = attempt
	resp, err := in.request.Execute(http.MethodGet, blankURL)
	in.sending, in.request.RawRequest = nil, nil
	s.slots.Put(in)
	return resp, err
}

// sending is one attempt: what the hook makes of resty's request, and what net/http does with it. It is the attempt's context, too.
type sending struct {
	context.Context
	watch
	request *Request
	url     url.URL
	headers http.Header  // resty's copy of those that every request has
	body    bytes.Reader // of the request
	stream  *guarded     // instead of it; nil where there is none
	replays bool         // the request may go over HTTP/1, where net/http repeats a GET by itself
	built   bool         // whether resty has made the request
}

type sendingKey struct{}

// Value gives the transport what it completes the request with.
func (s *sending) Value(key any) any {
	if key == (sendingKey{}) {
		return s
	}
	return s.Context.Value(key)
}

// blank is what every request begins as.
var blank = &http.Request{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}

// fill makes resty's request the one to send. The body is given to net/http without resty, which would read a whole stream into memory, and
// would reuse a buffer while a connection may still be writing it.
func (s *sending) fill(raw *http.Request) {
	s.built = true
	s.headers = raw.Header
	*raw = *blank.WithContext(s.traced(s))
	raw.Method, raw.URL, raw.Header = s.request.Method, &s.url, noHeaders
	if s.url.User != nil { // http.Client signs in with it, unless the request has headers that do
		raw.Header = s.allHeaders()
	}
	if s.stream != nil {
		raw.Body, raw.ContentLength = s.stream, s.stream.length
		return
	}
	content := s.request.Body
	s.body.Reset(content)
	if len(content) == 0 {
		raw.Body = http.NoBody
	} else {
		raw.GetBody = func() (io.ReadCloser, error) { return bodyOf(bytes.NewReader(content)), nil }
		raw.Body, raw.ContentLength = bodyOf(&s.body), int64(len(content))
	}
	if s.replays && replayable(raw.Method) {
		// On HTTP/1 net/http replays these methods unless they have a body that it cannot read again. An empty body is not sent.
		raw.Body, raw.GetBody = bodyOf(&s.body), nil
	}
}

// noHeaders is what http.Client sees of the headers, and of the host: for redirects and cookies, which there are not, it would copy both. It is
// shared, and never written to.
var noHeaders = http.Header{}

// complete gives a request what http.Client need not see.
func (s *sending) complete(raw *http.Request) {
	raw.Host = s.url.Host
	if len(raw.Header) == 0 {
		raw.Header = s.allHeaders()
	}
}

// bodyOf is a body in memory. Of any other than this type net/http does not know that it is one, and sends the headers in a packet before it.
func bodyOf(content *bytes.Reader) io.ReadCloser { return io.NopCloser(content) }

// allHeaders are those of the protocol, with what every request has.
func (s *sending) allHeaders() http.Header {
	if s.request.ContentType == "" {
		delete(s.headers, "Content-Type")
	} else {
		s.headers["Content-Type"][0] = s.request.ContentType
	}
	for name, values := range s.request.Header {
		if name != "User-Agent" {
			s.headers[name] = values
		}
	}
	return s.headers
}

// replayable reports whether net/http assumes that a method changes nothing. An operation may use something up all the same.
func replayable(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return true
	}
	return false
}

// sent is the result of an attempt.
type sent struct {
	response  *http.Response // nil without a reply
	reached   bool           // a connection was handed to the request, or it is not known whether one was
	reused    bool           // the last connection had served another request before
	malformed bool           // net/http did not even look for a connection, because the URL or a header is bad
	err       error
}

// send sends an attempt once, and sees to it that net/http does so, too. once says that the call uses something up or creates something,
// however harmless its method looks.
func (s *sender) send(attempt *sending, once bool) sent {
	address, err := s.address.read(attempt.request.URL)
	if err != nil {
		return sent{err: cleanURLError(err), malformed: true}
	}
	attempt.sender, attempt.url = s, address
	attempt.replays = once || s.http1.Load() || address.Scheme == "http"
	resp, err := s.execute(attempt)
	// A transport other than net/http's does not report connections, and may have sent the request.
	out := sent{reached: attempt.reached.Load() || attempt.built && !attempt.sought.Load() && !s.standard, reused: attempt.reused.Load()}
	if err != nil {
		out.err = attempt.problem(cleanURLError(err))
		out.malformed = !attempt.sought.Load() && !out.reached
	}
	if resp != nil {
		out.response = resp.RawResponse
	}
	return out
}

// networkError replaces a *url.Error, whose text would show the query and the signature in it.
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

// unfollowed completes requests, and hides from http.Client an address that it could not read, for which it would throw the whole answer
// away. Redirects are not followed anyway.
type unfollowed struct{ next http.RoundTripper }

func (u unfollowed) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Context().Value(sendingKey{}).(*sending).complete(r)
	resp, err := u.next.RoundTrip(r)
	if err == nil && resp.StatusCode >= 300 && resp.StatusCode < 400 {
		if _, bad := url.Parse(resp.Header.Get("Location")); bad != nil {
			resp.Header.Del("Location")
		}
	}
	return resp, err
}

// silence is a logger for resty that drops everything, because resty would log URLs and bodies.
type silence struct{}

func (silence) Errorf(string, ...any) {}
func (silence) Warnf(string, ...any)  {}
func (silence) Debugf(string, ...any) {}
