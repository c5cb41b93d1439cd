// Package transport is the one road to the network: the attempt loop with its effects and outcomes, limits, bounded replies,
// streamed uploads and observation. It alone imports resty.
package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Call is one call of an operation, from its request to its result.
type Call struct {
	Op      classcloud.Operation
	In      any                // a pointer to the request struct, or nil
	Params  []classcloud.Param // of a call without a request type
	Message *wire.Message      // In as it is sent; built by Do
	Attempt int                // from 1
	// Doubt is set once an attempt may have been applied without an answer.
	Doubt bool
	// Warnings is what the vendor said beside the success.
	Warnings []classcloud.Warning
	// Vendor is a protocol's own note on the call.
	Vendor any
}

// Request is one attempt as it goes out.
type Request struct {
	Method, URL string
	Header      http.Header
	Body        []byte
	Upload      *wire.Upload // instead of Body
	Secrets     []string     // keys, signatures and tokens: masked in errors, should a server say them back
}

// Account is whose credentials sign a call, resolved anew for each attempt.
type Account struct {
	ID   string // what limits are kept by; never a secret
	Keys any    // the vendor's own credentials
}

// Verdict says what to do about a failure.
type Verdict uint8

// The verdicts. A repeat happens only where the operation's effect and the failure's outcome allow it.
const (
	Stop     Verdict = iota
	Retry            // after a pause: the larger of the backoff and the failure's RetryAfter
	RetryNow         // something was renewed, a token; once a call
)

// Protocol is how one vendor signs, wraps and unwraps: nothing else.
type Protocol interface {
	// Account resolves the credentials of a call; a vendor that logs in does so here.
	Account(ctx context.Context, c *Call) (Account, error)
	// Encode signs the call's message with this attempt's time. An *Error stops the call as it is.
	Encode(ctx context.Context, a Account, c *Call, env *Env) (*Request, error)
	// Decode takes a reply apart. A nil payload means the reply has none; a failure may come with a payload, which is then
	// the result beside the error. Failures carry what the vendor's codes say: Kind, Code, Message, Outcome, Err.
	Decode(c *Call, r *classcloud.Reply) (payload []byte, failure *classcloud.Error)
	// Recover judges a failure: one of Decode's, or of the transport's own with r nil when there was no reply.
	Recover(ctx context.Context, c *Call, r *classcloud.Reply, failure *classcloud.Error) Verdict
}

// Env is what an attempt is encoded under.
type Env struct {
	Now        time.Time
	Rand       io.Reader
	SkipChecks bool
}

// Recover is the judgement most vendors share: no answer, a gateway's refusal or a failing server is worth another try.
func Recover(failure *classcloud.Error) Verdict {
	switch failure.Kind {
	case classcloud.Unavailable, classcloud.Aborted, classcloud.DeadlineExceeded:
		return Retry
	case classcloud.ResourceExhausted:
		if failure.HTTPStatus == http.StatusTooManyRequests || failure.HTTPStatus == 439 {
			return Retry
		}
	case classcloud.DataLoss:
		if !errors.Is(failure.Err, errTooLarge) {
			return Retry
		}
	case classcloud.Internal:
		if failure.HTTPStatus >= 500 {
			return Retry
		}
	}
	return Stop
}

// Malformed is the failure of a reply that is no envelope: a gateway's page, HTML, an empty body. HTTP status decides its
// kind and outcome.
func Malformed(r *classcloud.Reply, cause error) *classcloud.Error {
	e := StatusError(r)
	if r.Status >= 200 && r.Status < 300 {
		e.Kind, e.Outcome = classcloud.DataLoss, classcloud.OutcomeUnknown
		e.Message = "the reply " + cause.Error() + describe(r)
		return e
	}
	if r.Status < 300 || r.Status >= 400 {
		e.Message += describe(r)
	}
	if e.Kind == classcloud.Unimplemented {
		e.Hint = "the server does not know this path: check the base URL"
	}
	return e
}

// Envelope takes a reply apart, or says what is wrong with it.
func Envelope(r *classcloud.Reply) (wire.Envelope, *classcloud.Error) {
	envelope, err := wire.Split(r.Body)
	if err != nil {
		return nil, Malformed(r, err)
	}
	return envelope, nil
}

func describe(r *classcloud.Reply) string {
	kind := r.Header.Get("Content-Type")
	switch {
	case kind == "":
		kind = "no content type"
	case len(kind) > 80:
		kind = kind[:80] + "…"
	}
	if len(r.Body) == 0 {
		return " (empty body)"
	}
	return " (" + kind + ")"
}

// StatusError is what an HTTP status alone says, in gRPC's words.
func StatusError(r *classcloud.Reply) *classcloud.Error {
	e := &classcloud.Error{HTTPStatus: r.Status, Kind: KindOfStatus(r.Status), Message: http.StatusText(r.Status), Outcome: classcloud.OutcomeNotApplied}
	if e.Message == "" {
		e.Message = "HTTP status " + strconv.Itoa(r.Status)
	}
	switch {
	case r.Status >= 500 && r.Status != 501, r.Status >= 300 && r.Status < 400, r.Status == 408:
		e.Outcome = classcloud.OutcomeUnknown
	}
	if r.Status >= 300 && r.Status < 400 {
		e.Message = "the server answered with a redirect, which a signed request must not follow"
		e.Hint = "check the base URL: its scheme, host and prefix"
	}
	return e
}

// KindOfStatus maps an HTTP status as gRPC's gateway does, and 439, a limit of Agora's.
func KindOfStatus(status int) classcloud.Kind {
	switch status {
	case 400, 413, 414, 415, 422, 431:
		return classcloud.InvalidArgument
	case 401:
		return classcloud.Unauthenticated
	case 403:
		return classcloud.PermissionDenied
	case 404, 405, 501: // without a vendor's envelope a 404 is a wrong base URL, not a missing room
		return classcloud.Unimplemented
	case 408:
		return classcloud.Unavailable
	case 409:
		return classcloud.Aborted
	case 410, 412:
		return classcloud.FailedPrecondition
	case 429, 439:
		return classcloud.ResourceExhausted
	case 500:
		return classcloud.Internal
	case 502, 503, 504:
		return classcloud.Unavailable
	}
	switch {
	case status >= 500:
		return classcloud.Unavailable
	case status >= 300 && status < 400:
		return classcloud.FailedPrecondition
	case status >= 400:
		return classcloud.InvalidArgument
	}
	return classcloud.Unknown
}
