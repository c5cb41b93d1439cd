package transport

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// secret must never be seen outside a request.
const secret = "canary-7f3a"

// code is the typed code of the invented vendor of these tests.
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

// fake is the protocol of an invented vendor. Its replies are {"code":…,"msg":…,"data":…,"warn":…}. Its requests have the attempt's
// time and a nonce in headers, and a signature in the query.
type fake struct {
	base     string
	account  func(context.Context) (Account, error)
	encode   func(*Request) error
	recovers atomic.Int64 // how often Recover was asked
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
	p.recovers.Add(1)
	if failure.Code == "token" {
		return RetryNow
	}
	return Recover(failure)
}

// ask is the request of the vendor's operations.
type ask struct {
	Name string           `json:"name"`
	File *classcloud.File `json:"file" wire:"file"`
}

// thing is the result of the vendor's operations.
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

// always is a source of randomness that repeats one byte: 0 makes every pause the shortest, 0xff the longest.
type always byte

func (b always) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(b)
	}
	return len(p), nil
}

// harness is a client of the invented vendor, with its protocol and its clock.
type harness struct {
	*Client
	protocol *fake
	clock    *clienttest.Clock
}

// connect makes a client of the server at base. Its clock moves only when it sleeps.
func connect(t testing.TB, base string, opts ...classcloud.ClientOption) *harness {
	t.Helper()
	clock := clienttest.NewClock()
	opts = append([]classcloud.ClientOption{classcloud.WithClock(clock)}, opts...)
	h := build(t, base, opts...)
	h.clock = clock
	return h
}

// build makes a client on the real clock, which is the bubble's clock in a synctest bubble.
func build(t testing.TB, base string, opts ...classcloud.ClientOption) *harness {
	t.Helper()
	config, err := Configure(InitialConfig(), Settings{Vendor: "fake", Envelope: []string{"code", "msg", "warn"}, SignsTime: true}, opts)
	require.NoError(t, err)
	protocol := &fake{base: base}
	h := &harness{Client: New("fake", protocol, config), protocol: protocol}
	t.Cleanup(config.HTTPClient.CloseIdleConnections)
	return h
}

// get calls op and returns its result.
func (h *harness) get(ctx context.Context, op Row, opts ...classcloud.CallOption) (*thing, error) {
	var out *thing
	err := h.Do(ctx, &Call{Op: &op, In: &ask{Name: "maths"}}, &out, opts)
	return out, err
}

// counting is a source of randomness whose bytes count up.
type counting struct{ n byte }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		c.n++
		p[i] = c.n
	}
	return len(p), nil
}

// zeros returns n zero bytes.
func zeros(n int64) io.Reader { return &endless{size: n} }

// endless is a file of any size that does not take memory.
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

// upload calls op with a file and returns its result.
func (h *harness) upload(ctx context.Context, op Row, content io.Reader, opts ...classcloud.CallOption) (*thing, error) {
	var out *thing
	in := &ask{Name: "maths", File: &classcloud.File{Name: "a.pdf", Content: content}}
	err := h.Do(ctx, &Call{Op: &op, In: in}, &out, opts)
	return out, err
}

// noSecret fails if an error shows the secret in any way.
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
		switch x := err.(type) { //nolint:errorlint // it walks the whole tree
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

// memory is a RoundTripper without a network, for synctest bubbles. Like net/http it reports its connection to the trace.
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

// script gives its answers one after another, and the last answer to all requests after it.
func script(answers ...memory) memory {
	var n atomic.Int64
	return func(r *http.Request) (*http.Response, error) {
		return answers[min(int(n.Add(1)), len(answers))-1](r)
	}
}

func says(status int, body string) memory {
	return func(*http.Request) (*http.Response, error) { return response(status, body) }
}

// silent receives the request and does not answer.
func silent(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// slowBody sends the start of a reply and then nothing more.
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

// senderOf returns a sender that sends through a transport.
func senderOf(sends http.RoundTripper) *sender {
	return newSender(&http.Client{Transport: sends}, sends, "")
}
