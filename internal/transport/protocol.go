// Package transport is the one road to the network: the attempt loop with its effects and outcomes, limits, bounded replies,
// streamed uploads and observation. It alone imports resty.
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
	Op      Row
	ID      int                // the row's place in its vendor's table; -1 for an endpoint that a caller named
	In      any                // a pointer to the request struct, or nil
	Params  []classcloud.Param // of a call without a request type
	Message *wire.Message      // In as it is sent; built by Do
	Attempt int                // from 1
	// Doubt is set once an attempt may have been applied without an answer.
	Doubt bool
	// Warnings is what the vendor said beside the success.
	Warnings []classcloud.Warning
	// Known are members of the reply, beside its data or in it, that the protocol reads or that are no news: see classcloud.OnDrift.
	Known []string
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

// Envelope takes a reply apart, or says what is wrong with it.
func Envelope(r *classcloud.Reply) (wire.Envelope, *classcloud.Error) {
	envelope, err := wire.Split(r.Body)
	if err != nil {
		return nil, Malformed(r, err)
	}
	return envelope, nil
}
