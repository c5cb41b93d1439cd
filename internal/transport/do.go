package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Do carries one call out: checks it, sends it as often as its effect allows, and decodes the result into out, a non-nil
// pointer, or nil for an operation that returns nothing. The error is nil or an *Error.
func (c *Client) Do(ctx context.Context, call *Call, out any, opts []classcloud.CallOption) error {
	r := &run{client: c, call: call, config: c.config.CallConfig}
	began := c.config.Clock.Now()
	var failure *classcloud.Error
	observe(ctx, c.config.Observer, classcloud.Event{Vendor: c.vendor, Operation: call.Op}, func(ctx context.Context, ev *classcloud.Event) {
		failure = r.do(ctx, out, opts)
		ev.Status, ev.Wait = r.status, r.waited
		if failure != nil {
			failure.Vendor, failure.Operation = c.vendor, call.Op.Name
			failure.Attempts = r.sent()
			ev.Err = failure
		}
		r.log(ctx, failure, c.config.Clock.Now().Sub(began))
	})
	if failure == nil {
		return nil
	}
	return failure
}

// run is the state of one call.
type run struct {
	client  *Client
	call    *Call
	config  classcloud.CallConfig
	status  int               // of the last reply
	reply   *classcloud.Reply // of the last attempt, if it got one
	last    *classcloud.Error // what the last attempt met
	local   bool              // what the last attempt met came before anything was sent, and would come again
	waited  time.Duration     // in the limiter, over all attempts
	renewed bool              // a token was renewed once
	secrets []string          // of the last attempt
	files   []rewinder        // an upload's files
	touched bool              // an upload's files have been read
	done    bool              // the answer to our repeat said the first try did it: there may be no result to read
}

// sent counts the attempts that reached the sender.
func (r *run) sent() int {
	if r.local {
		return max(0, r.call.Attempt-1)
	}
	return r.call.Attempt
}

func (r *run) do(ctx context.Context, out any, opts []classcloud.CallOption) *classcloud.Error {
	if failure := r.prepare(opts); failure != nil {
		return failure
	}
	payload, failure := r.attempts(ctx)
	if failure != nil && payload == nil {
		return failure
	}
	if bad := r.decode(payload, out); bad != nil {
		reflect.ValueOf(out).Elem().SetZero() // no half-filled result beside an error
		if failure != nil {
			return failure
		}
		return bad
	}
	if failure != nil {
		return failure
	}
	return r.warn()
}

// prepare applies the call's options and builds its message.
func (r *run) prepare(opts []classcloud.CallOption) *classcloud.Error {
	for _, opt := range opts {
		if opt == nil {
			return invalid("a call option is nil")
		}
		if err := opt.ApplyCall(&r.config); err != nil {
			return invalid(err.Error())
		}
	}
	params := append(r.call.Params[:len(r.call.Params):len(r.call.Params)], r.config.Params...)
	message, problems := wire.Build(r.call.In, params, r.config.SkipChecks)
	if len(problems) > 0 {
		e := invalid("nothing was sent")
		e.Fields = problems
		return e
	}
	r.call.Message, r.files = message, rewinders(message.Files)
	return nil
}

func invalid(message string) *classcloud.Error {
	return &classcloud.Error{Kind: classcloud.InvalidArgument, Message: message, Outcome: classcloud.OutcomeNotSent}
}

// attempts repeats the call as its effect, the failure's outcome and the protocol's verdict allow.
func (r *run) attempts(ctx context.Context) ([]byte, *classcloud.Error) {
	for {
		r.call.Attempt++
		payload, failure := r.attempt(ctx)
		if failure == nil {
			return payload, nil
		}
		if r.done = r.already(failure); r.done {
			return payload, nil
		}
		again, pause := r.again(ctx, failure)
		r.call.Doubt = r.call.Doubt || failure.Outcome == classcloud.OutcomeUnknown
		if !again {
			return payload, r.settle(failure)
		}
		r.last = failure
		if err := r.client.config.Clock.Sleep(ctx, pause); err != nil {
			return nil, r.interrupted(ctx, err)
		}
	}
}

// already reports whether the answer to our own repeat says that the earlier try did it.
func (r *run) already(failure *classcloud.Error) bool {
	if !r.call.Doubt {
		return false
	}
	for _, code := range r.call.Op.Already {
		if code == failure.Code {
			return true
		}
	}
	return false
}

// settle gives a final failure the outcome of the whole call: a rejection that follows an unanswered try proves nothing.
func (r *run) settle(failure *classcloud.Error) *classcloud.Error {
	if r.call.Doubt && failure.Outcome != classcloud.OutcomeApplied {
		failure.Outcome = classcloud.OutcomeUnknown
	}
	return failure
}

// interrupted is a call whose context ended between attempts. It matches the context's error and what the last attempt met.
func (r *run) interrupted(ctx context.Context, err error) *classcloud.Error {
	e := contextError(ctx, err)
	e.Outcome = classcloud.OutcomeNotSent
	if r.last != nil {
		e.Outcome, e.HTTPStatus = r.last.Outcome, r.last.HTTPStatus
	}
	r.addLast(e)
	return r.settle(e)
}

// addLast keeps what the last attempt met beside the end of the context.
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

// attempt sends the call once.
func (r *run) attempt(ctx context.Context) (payload []byte, failure *classcloud.Error) {
	c := r.client
	r.local, r.status, r.reply, r.call.Warnings = true, 0, nil, nil
	account, err := c.protocol.Account(ctx, r.call)
	if err != nil {
		return nil, r.unsent(r.noCredentials(ctx, err))
	}
	before := c.config.Clock.Now()
	failure = r.wait(ctx, account)
	waited := c.config.Clock.Now().Sub(before)
	r.waited += waited
	if failure != nil {
		return nil, r.unsent(failure)
	}
	if err := r.rewind(); err != nil {
		return nil, r.unsent(asError(err))
	}
	req, err := c.protocol.Encode(ctx, account, r.call, &Env{Now: c.config.Clock.Now(), Rand: c.config.Rand, SkipChecks: r.config.SkipChecks})
	if err != nil {
		return nil, r.unsent(asError(err))
	}
	ev := classcloud.Event{Vendor: c.vendor, Operation: r.call.Op, Attempt: r.call.Attempt, Host: hostOf(req.URL), Wait: waited}
	observe(ctx, c.config.Observer, ev, func(ctx context.Context, ev *classcloud.Event) {
		payload, failure = r.exchange(ctx, req)
		ev.Status = r.status
		if failure != nil {
			failure.Vendor, failure.Operation, failure.Attempts = c.vendor, r.call.Op.Name, r.call.Attempt
			ev.Err = failure
		}
	})
	return payload, failure
}

func (r *run) noCredentials(ctx context.Context, err error) *classcloud.Error {
	if ctx.Err() != nil {
		return r.interrupted(ctx, ctx.Err())
	}
	var own *classcloud.Error
	if errors.As(err, &own) {
		return asError(err) // a login that failed: what it was needed for was not sent
	}
	return &classcloud.Error{Kind: classcloud.Unauthenticated, Message: "no credentials: " + err.Error(),
		Outcome: classcloud.OutcomeNotSent, Err: err}
}

// unsent is a failure before anything of this attempt was sent; what the attempt before it met stays known.
func (r *run) unsent(failure *classcloud.Error) *classcloud.Error {
	if r.last != nil && !errors.Is(failure.Err, r.last) {
		r.addLast(failure)
	}
	return failure
}

// asError takes a protocol's own *Error, or makes one, of what stopped a request before it was sent.
func asError(err error) *classcloud.Error {
	var own *classcloud.Error
	if errors.As(err, &own) {
		copied := *own
		copied.Outcome = classcloud.OutcomeNotSent
		return &copied
	}
	return &classcloud.Error{Kind: classcloud.InvalidArgument, Message: err.Error(), Outcome: classcloud.OutcomeNotSent, Err: err}
}

func hostOf(raw string) string {
	if u, err := url.Parse(raw); err == nil {
		return u.Host
	}
	return ""
}

// wait holds the call back as the limiter says.
func (r *run) wait(ctx context.Context, account Account) *classcloud.Error {
	tooLong, err := r.client.config.Limiter.Wait(ctx, account.ID, r.call.Op, r.config.MaxWait)
	switch {
	case ctx.Err() != nil:
		return r.interrupted(ctx, ctx.Err())
	case err != nil:
		return &classcloud.Error{Kind: classcloud.ResourceExhausted, Message: "the limiter failed: " + err.Error(),
			Outcome: classcloud.OutcomeNotSent, Err: err}
	case tooLong > 0:
		return &classcloud.Error{Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotSent, RetryAfter: tooLong,
			Message: "held back: the vendor's documented limit is used up",
			Hint:    "spread the calls, allow a longer wait with WithMaxWait, or bring your own limiter with WithLimiter"}
	}
	return nil
}

// exchange is the round trip: send, read within bounds, hand to the protocol.
func (r *run) exchange(ctx context.Context, req *Request) ([]byte, *classcloud.Error) {
	if req.URL == "" {
		return nil, invalid("no base URL: give WithBaseURL")
	}
	stream, length, failure := r.stream(req)
	if failure != nil {
		return nil, failure
	}
	attempt, cancel := ctx, context.CancelFunc(func() {})
	if stream == nil {
		attempt, cancel = context.WithTimeout(ctx, r.config.Timeout)
	}
	defer cancel()
	replay := stream == nil && (r.call.Op.Effect == classcloud.EffectRead || r.call.Op.Effect == classcloud.EffectIdempotent)
	r.local, r.secrets = false, req.Secrets
	got := r.client.sender.send(attempt, req, stream, length, replay)
	if got.replayed && r.call.Op.Effect != classcloud.EffectRead {
		r.call.Doubt = true // of what net/http sent first there is no answer, as after an attempt of ours
	}
	if stream != nil {
		stream.stop(ctx)
		r.touched = r.touched || stream.touched.Load()
	}
	if got.err != nil {
		return nil, r.unanswered(ctx, got)
	}
	reply, err := readReply(got.response, r.config.MaxBody)
	r.status = got.response.StatusCode
	if err != nil {
		return nil, r.unreadable(ctx, reply, err)
	}
	return r.open(reply)
}

func (r *run) stream(req *Request) (*guarded, int64, *classcloud.Error) {
	if req.Upload == nil {
		return nil, 0, nil
	}
	from, err := req.Upload.Reader(r.touched)
	if err != nil {
		return nil, 0, r.unsent(asError(err))
	}
	return &guarded{from: from, left: req.Upload.Length}, req.Upload.Length, nil
}

// open has the protocol take the reply apart.
func (r *run) open(reply *classcloud.Reply) ([]byte, *classcloud.Error) {
	r.reply = reply
	if r.config.OnReply != nil {
		r.config.OnReply(reply)
	}
	var payload []byte
	var failure *classcloud.Error
	if reply.Status >= 300 && reply.Status < 400 {
		failure = StatusError(reply)
	} else {
		payload, failure = r.client.protocol.Decode(r.call, reply)
	}
	if failure == nil {
		return payload, nil
	}
	r.fillFailure(failure, reply)
	return payload, failure
}

// fillFailure adds what every vendor's failures have: status, the start of the body, Retry-After, and NotApplied where the
// operation changes nothing.
func (r *run) fillFailure(failure *classcloud.Error, reply *classcloud.Reply) {
	failure.HTTPStatus = reply.Status
	if failure.RetryAfter == 0 {
		failure.RetryAfter = retryAfter(reply.Header.Get("Retry-After"), r.client.config.Clock.Now())
	}
	if failure.RequestID == "" {
		failure.RequestID = reply.Header.Get("X-Request-Id")
	}
	if !r.call.Op.Sensitive {
		failure.Body = append([]byte(nil), reply.Body[:min(len(reply.Body), maxSnippet)]...)
	}
	clockHint(failure, reply.Header, r.client.config.Clock.Now())
	r.mask(failure)
	r.soften(failure)
}

// maxSnippet is how much of a reply an error keeps.
const maxSnippet = 512

// soften settles the outcome of an operation that only reads.
func (r *run) soften(failure *classcloud.Error) {
	if r.call.Op.Effect == classcloud.EffectRead && failure.Outcome == classcloud.OutcomeUnknown {
		failure.Outcome = classcloud.OutcomeNotApplied
	}
}

// unanswered is a request without a reply.
func (r *run) unanswered(ctx context.Context, got sent) *classcloud.Error {
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

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}

// unreadable is a reply that broke off, or is larger than allowed. A status that refuses settles the outcome all the same.
func (r *run) unreadable(ctx context.Context, reply *classcloud.Reply, err error) *classcloud.Error {
	e := &classcloud.Error{Kind: classcloud.Unavailable, Message: "the reply broke off: " + err.Error(), Err: err}
	switch {
	case ctx.Err() != nil:
		e = contextError(ctx, ctx.Err())
		e.Err = errors.Join(e.Err, err)
		r.addLast(e)
	case errors.Is(err, errTooLarge):
		e.Kind = classcloud.DataLoss
		e.Message = fmt.Sprintf("the reply is larger than %d bytes", r.config.MaxBody)
		e.Hint = "ask for less, or allow more with WithMaxReply"
	case reply.Status >= 300:
		e = StatusError(reply)
		e.Message, e.Err = e.Message+"; the reply broke off", err
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

// readReply reads at most limit bytes after decompression and leaves the connection reusable. With an error comes what there
// was of the reply.
func readReply(resp *http.Response, limit int64) (*classcloud.Reply, error) {
	defer resp.Body.Close()
	limit = min(limit, math.MaxInt64-1)
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = errTooLarge
	}
	return &classcloud.Reply{Status: resp.StatusCode, Header: resp.Header, Body: body}, err
}

// decode reads the payload into the result.
func (r *run) decode(payload []byte, out any) *classcloud.Error {
	if out == nil || r.call.Op.Payload == classcloud.PayloadNone {
		return nil
	}
	if lacks(payload, out) {
		if r.done {
			zeroObject(out)
			return nil
		}
		return r.undecoded(&wire.DecodeError{Problem: "the reply says success but holds no result"})
	}
	if len(payload) == 0 {
		return nil
	}
	if err := wire.Decode(payload, out); err != nil {
		return r.undecoded(err)
	}
	if path, ok := wire.Complete(out); !ok && !r.done {
		return r.undecoded(&wire.DecodeError{Path: path, Problem: "is missing from a success"})
	}
	if r.config.OnDrift != nil {
		r.drift(payload, out)
	}
	return nil
}

// envelopeNames are members of an envelope, which is no news where a payload stands beside it.
var envelopeNames = []string{"status", "code", "error_code", "msg", "ts", "success"}

func (r *run) drift(payload []byte, out any) {
	var ignore []string
	if r.call.Op.Payload == classcloud.PayloadRoot {
		ignore = envelopeNames
	}
	wire.Drift(payload, reflect.TypeOf(out).Elem(), ignore, func(path, problem string) {
		r.config.OnDrift(classcloud.Drift{Operation: r.call.Op.Name, Path: path, Problem: problem})
	})
}

// undecoded is a success whose answer does not fit: it was applied, and what arrived is kept.
func (r *run) undecoded(err error) *classcloud.Error {
	e := &classcloud.Error{Kind: classcloud.DataLoss, Message: "cannot read the result: " + err.Error(), Outcome: classcloud.OutcomeApplied, Err: err}
	if r.call.Op.Sensitive {
		e.Message, e.Err = "cannot read the result", nil
		var bad *wire.DecodeError
		if errors.As(err, &bad) && bad.Path != "" {
			e.Message += " at " + bad.Path
		}
	}
	if r.reply != nil {
		r.fillFailure(e, r.reply)
	}
	if r.call.Op.Effect == classcloud.EffectRead {
		e.Outcome = classcloud.OutcomeNotApplied
	}
	return e
}

// warn passes the call's warnings on; made strict, they are an error beside the result.
func (r *run) warn() *classcloud.Error {
	if r.config.OnWarning != nil {
		for _, w := range r.call.Warnings {
			r.config.OnWarning(r.call.Op.Clone(), w)
		}
	}
	if !r.config.StrictWarnings || len(r.call.Warnings) == 0 {
		return nil
	}
	messages := make([]string, len(r.call.Warnings))
	for i, w := range r.call.Warnings {
		messages[i] = w.Message
	}
	return &classcloud.Error{Kind: classcloud.FailedPrecondition, Code: r.call.Warnings[0].Code, HTTPStatus: r.status,
		Message: "done, but: " + strings.Join(messages, "; "), Outcome: classcloud.OutcomeApplied}
}

// log writes one line a call, of allow-listed fields.
func (r *run) log(ctx context.Context, failure *classcloud.Error, took time.Duration) {
	logger := r.client.config.Logger
	if logger == nil {
		return
	}
	level, fields := slog.LevelDebug, []slog.Attr{
		slog.String("vendor", r.client.vendor), slog.String("operation", r.call.Op.Name),
		slog.Int("attempts", r.call.Attempt), slog.Int("status", r.status), slog.Duration("took", took),
	}
	if failure != nil {
		level = slog.LevelWarn
		fields = append(fields, slog.String("kind", failure.Kind.String()), slog.String("code", failure.Code),
			slog.String("outcome", failure.Outcome.String()), slog.String("requestId", failure.RequestID))
	}
	logger.LogAttrs(ctx, level, "classcloud call", fields...)
}

// DoRaw is Do for an endpoint named by a caller.
func (c *Client) DoRaw(ctx context.Context, call *Call, out any, opts []classcloud.CallOption) error {
	problem := ""
	switch target := reflect.ValueOf(out); {
	case !strings.HasPrefix(call.Op.Path, "/") || strings.ContainsAny(call.Op.Path, " #\r\n"):
		problem = "Call.Path must start with a slash and be escaped: /openapi/room/list"
	case out == nil:
		call.Op.Payload = classcloud.PayloadNone
	case target.Kind() != reflect.Pointer || target.IsNil():
		problem = fmt.Sprintf("out is %T: want nil or a non-nil pointer", out)
	}
	if problem != "" {
		e := invalid(problem)
		e.Vendor, e.Operation = c.vendor, call.Op.Name
		return e
	}
	return c.Do(ctx, call, out, opts)
}
