package transport

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/go-classcloud/classcloud"
)

func invalid(message string) *classcloud.Error {
	return &classcloud.Error{Kind: classcloud.InvalidArgument, Message: message, Outcome: classcloud.OutcomeNotSent}
}

// settle gives a final failure the outcome of the whole call: a refusal after an unanswered attempt does not prove that nothing was
// applied, and an attempt that was not sent does not undo those that were.
func (r *run) settle(failure *classcloud.Error) *classcloud.Error {
	if r.arrived && failure.Outcome == classcloud.OutcomeNotSent {
		failure.Outcome = classcloud.OutcomeNotApplied
	}
	if r.call.Doubt && failure.Outcome != classcloud.OutcomeApplied {
		failure.Outcome = classcloud.OutcomeUnknown
	}
	return failure
}

// advise says what to do about what may have been applied: whether a repeat is safe, or else how to look.
func (r *run) advise(failure *classcloud.Error) {
	op := r.call.Op
	failure.Repeatable = op.IsRepeatable(failure)
	switch {
	case failure.Repeatable, !classcloud.MaybeApplied(failure), failure.Kind == classcloud.AlreadyExists:
	case failure.Hint == "" && op.Look != "":
		failure.Hint = op.Look
	case failure.Hint == "" && r.call.ID >= 0:
		service, method, _ := strings.Cut(op.Name, ".")
		failure.Hint = "the comment of " + r.client.vendor + "." + service + "Service." + method + " says how to look"
	}
}

// interrupted makes the error of a call whose context ended between attempts. It matches the context's error and the failure of the
// last attempt.
func (r *run) interrupted(ctx context.Context, err error) *classcloud.Error {
	e := contextError(ctx, err)
	e.Outcome = classcloud.OutcomeNotSent
	if r.last != nil {
		e.Outcome, e.HTTPStatus, e.RetryAfter = r.last.Outcome, r.last.HTTPStatus, r.last.RetryAfter
	}
	r.addLast(e)
	return r.settle(e)
}

// addLast adds the failure of the last attempt to e.
func (r *run) addLast(e *classcloud.Error) {
	if r.last == nil {
		return
	}
	e.Message += "; the last attempt met " + r.last.Kind.String() + ": " + r.last.Message
	e.Err = errors.Join(e.Err, r.last)
}

func contextError(ctx context.Context, err error) *classcloud.Error {
	e := &classcloud.Error{Kind: classcloud.Canceled, Message: "the caller gave up", Err: err}
	if errors.Is(err, context.DeadlineExceeded) {
		e.Kind, e.Message = classcloud.DeadlineExceeded, "the time allowed is over"
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		e.Message += ": " + cause.Error()
		e.Err = errors.Join(err, cause)
	}
	return e
}

func (r *run) noCredentials(ctx context.Context, err error) *classcloud.Error {
	if ctx.Err() != nil {
		return r.interrupted(ctx, ctx.Err())
	}
	var own *classcloud.Error
	if errors.As(err, &own) {
		return asError(err) // a login failed, so the call itself was not sent
	}
	return &classcloud.Error{Kind: classcloud.Unauthenticated, Message: "no credentials: " + err.Error(),
		Outcome: classcloud.OutcomeNotSent, Err: err}
}

// NoCredentials returns the error of a link or token that is computed without a call, when the source of the credentials fails: the same as of
// a call.
func NoCredentials(ctx context.Context, vendor, operation string, err error) error {
	r := run{call: &Call{}}
	e := r.noCredentials(ctx, err)
	e.Vendor, e.Operation, e.Outcome = vendor, operation, classcloud.OutcomeNotSent
	return e
}

// unsent returns a failure from before this attempt was sent, with the failure of the attempt before it added.
func (r *run) unsent(failure *classcloud.Error) *classcloud.Error {
	if r.last != nil && !errors.Is(failure.Err, r.last) && !errors.Is(failure.Err, r.last.Err) { // nor where it is told itself
		r.addLast(failure)
	}
	return failure
}

// asError returns the *Error of what stopped a request before it was sent: the protocol's own, or a new one.
func asError(err error) *classcloud.Error {
	var own *classcloud.Error
	if errors.As(err, &own) {
		copied := *own
		copied.Outcome = classcloud.OutcomeNotSent
		return &copied
	}
	return &classcloud.Error{Kind: classcloud.InvalidArgument, Message: err.Error(), Outcome: classcloud.OutcomeNotSent, Err: err}
}

// fillFailure adds what the failures of every vendor have: the status, the start of the body, Retry-After, and the outcome
// NotApplied where the operation changes nothing.
func (r *run) fillFailure(failure *classcloud.Error, reply *classcloud.Reply) {
	failure.HTTPStatus = reply.Status
	if failure.RetryAfter == 0 {
		failure.RetryAfter = retryAfter(reply.Header, r.client.config.Clock.Now())
	}
	failure.RequestID = requestID(reply.Header)
	hidden := r.hiding()
	if !r.call.Op.Sensitive {
		failure.Body = hidden.snippet(reply.Body)
	}
	if r.client.config.signsTime {
		clockHint(failure, reply.Header, r.env.Now)
	}
	hidden.failure(failure)
	r.soften(failure)
}

// maxSnippet is the number of bytes that an error keeps of a reply.
const maxSnippet = 512

// soften sets the outcome of an operation that only reads to NotApplied where it was unknown.
func (r *run) soften(failure *classcloud.Error) {
	if r.call.Op.Effect == classcloud.EffectRead && failure.Outcome == classcloud.OutcomeUnknown {
		failure.Outcome = classcloud.OutcomeNotApplied
	}
}

// unanswered makes the error of a request that got no reply.
func (r *run) unanswered(ctx context.Context, got sent) *classcloud.Error {
	got.err = r.unquoted(got.err, got.malformed)
	e := &classcloud.Error{Kind: classcloud.Unavailable, Message: got.err.Error(), Err: got.err}
	switch {
	case ctx.Err() != nil:
		e = contextError(ctx, ctx.Err())
		e.Err = errors.Join(e.Err, got.err)
		r.addLast(e)
	case isTimeout(got.err):
		e.Kind = classcloud.DeadlineExceeded
	case got.malformed:
		e.Kind, r.local = classcloud.InvalidArgument, true
	}
	if !got.reached {
		e.Outcome = classcloud.OutcomeNotSent
	}
	r.soften(e)
	return e
}

// unquoted returns an error of net/http's without what it quotes of the answer and of the request. ours says that it is about our request,
// which was not sent: which header cannot be written, say.
func (r *run) unquoted(err error, ours bool) error {
	var network *networkError
	if !errors.As(err, &network) {
		return r.hiding().cause(err)
	}
	inner := network.err
	if !ours && isQuote(inner.Error()) {
		inner = errNotHTTP
	}
	return &networkError{network.op, network.where, r.hiding().cause(inner)}
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}

// unreadable makes the error of a reply that broke off or is larger than allowed. A status that means a refusal decides the outcome
// even so.
func (r *run) unreadable(ctx context.Context, reply *classcloud.Reply, err error) *classcloud.Error {
	e := &classcloud.Error{Kind: classcloud.Unavailable, Message: "the reply broke off: " + err.Error(), Err: err}
	switch {
	case ctx.Err() != nil:
		e = contextError(ctx, ctx.Err())
		e.Err = errors.Join(e.Err, err)
		r.addLast(e)
	case isDoubtful(reply.Status), isLimit(reply.Status), reply.Status >= 300 && !errors.Is(err, errTooLarge):
		e = StatusError(reply)
		e.Message, e.Err = e.Message+"; the reply broke off", err
	case errors.Is(err, errTooLarge):
		e.Kind = classcloud.DataLoss
		e.Message = fmt.Sprintf("the reply is larger than %d bytes", r.config.MaxReplySize)
		e.Hint = "ask for less, or allow more with WithMaxReplySize"
	case isTimeout(err):
		e.Kind = classcloud.DeadlineExceeded
	}
	if reply.Status >= 300 {
		e.Outcome = StatusError(reply).Outcome
	}
	r.fillFailure(e, reply)
	return e
}

var errTooLarge = errors.New("larger than allowed")
