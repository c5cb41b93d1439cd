// Package transport sends every call of every vendor: it repeats attempts where that is safe, tells the outcome of failures, keeps
// limits, bounds replies, streams uploads and reports to observers. It is the only package that imports resty.
package transport

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Call is one call of an operation, from its request to its result.
type Call struct {
	Op      *Row               // the row in its vendor's table, which nobody changes, or one of the call's own
	ID      int                // the row's index in its vendor's table; -1 for an endpoint that a caller named
	In      any                // a pointer to the request struct, or nil
	Params  []classcloud.Param // the parameters of a call without a request type
	Message *wire.Message      // In as it is sent; built by Do
	Key     string             // under which a repeat makes no second thing; it stands in the call's error
	Attempt int                // the number of the current attempt, from 1
	// Doubt is set once an attempt may have been applied without an answer.
	Doubt bool
	// Warnings holds the warnings that the vendor added to the success.
	Warnings []classcloud.Warning
	// Known are members of the reply, in its data or beside it, that the protocol reads itself: OnDrift does not report them.
	Known []string
	// Joined are members of the reply, or of its rows, whose own members are the result's.
	Joined []string
	// Rows is a pointer to what one row is read into, for a result that takes its rows as they stand.
	Rows any
	// At is where the payload that Decode returned stands in the reply's data, as a JSON pointer: what cannot be read is told by its
	// place in the data.
	At string
	// Vendor is for the protocol's own use.
	Vendor any
}

// Request is the HTTP request of one attempt.
type Request struct {
	Method, URL string
	ContentType string      // the header of that name; empty for none
	Header      http.Header // further headers; nil for none
	Body        []byte
	Upload      *wire.Upload // instead of Body
	Secrets     []string     // keys, signatures and tokens, which are masked in errors in case a server repeats them

	few [3]string // room for Secrets
}

// SetHeader sets a header.
func (r *Request) SetHeader(name, value string) {
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Set(name, value)
}

// Hide sets the Secrets of a request.
func (r *Request) Hide(secrets ...string) { r.Secrets = append(r.few[:0], secrets...) }

// Account holds the credentials that sign a call. It is resolved anew for each attempt.
type Account struct {
	ID   string // names the account to the limiter; never a secret
	Keys any    // the vendor's own credentials
}

// Verdict says what to do about a failure.
type Verdict uint8

// The verdicts. A repeat happens only where the operation's effect and the failure's outcome allow it.
const (
	Stop     Verdict = iota // return the failure
	Retry                   // try again after a pause: the longer of the backoff and the failure's RetryAfter
	RetryNow                // try again at once because a token was renewed; at most once per call
)

// Protocol signs and wraps the requests of one vendor and unwraps its replies. It does nothing else.
type Protocol interface {
	// Account resolves the credentials of a call. A vendor that logs in does so here.
	Account(ctx context.Context, c *Call) (Account, error)
	// Encode makes the request of this attempt and signs it with the attempt's time. If Encode fails with an *Error, that is the
	// error of the call.
	Encode(ctx context.Context, a Account, c *Call, env *Env) (*Request, error)
	// Decode takes a reply apart. A nil payload means that the reply does not have one. A failure may come with a payload, which
	// is then the result beside the error. A failure holds what the vendor's code says: Kind, Code, Message, Outcome, Err.
	Decode(c *Call, r *classcloud.Reply) (payload []byte, failure *classcloud.Error)
	// Recover judges a failure of Decode or of the transport. r is nil when there was no reply.
	Recover(ctx context.Context, c *Call, r *classcloud.Reply, failure *classcloud.Error) Verdict
}

// Env holds what Encode may use for an attempt.
type Env struct {
	Now        time.Time // the time to sign
	Rand       io.Reader
	SkipChecks bool // the caller gave WithoutChecks

	request Request
}

// Request returns the attempt's request, to be filled. There is one: a second call begins it anew.
func (e *Env) Request(method, url string) *Request {
	e.request = Request{Method: method, URL: url}
	return &e.request
}

// Envelope takes a reply apart. It fails with the error of Malformed for a reply that is not an envelope.
func Envelope(r *classcloud.Reply) (wire.Envelope, *classcloud.Error) {
	envelope, err := wire.Split(r.Body)
	if err != nil {
		return nil, Malformed(r, err)
	}
	return envelope, nil
}
