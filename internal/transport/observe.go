package transport

import (
	"context"
	"log/slog"
	"net/url"
	"time"

	"github.com/go-classcloud/classcloud"
)

// observe calls f between the start and the end of an event of o. The event also ends if f panics, as a caller's callback inside it may do.
func observe(ctx context.Context, o classcloud.Observer, ev *classcloud.Event, f func(context.Context)) {
	ctx, done := o.Start(ctx, *ev)
	if done != nil {
		defer func() { done(*ev) }()
	}
	f(ctx)
}

// observation is what an observer is told of a call, beside what the call knows anyway.
type observation struct {
	account string        // whose call it is, as the limiter is told
	request string        // the vendor's id of the last attempt
	waited  time.Duration // in the limiter, over all attempts
}

// observed carries out the call and tells the observer of it, where there is one.
func (r *run) observed(ctx context.Context, out any, opts []classcloud.CallOption) (failure *classcloud.Error) {
	observer := r.client.config.Observer
	if observer == nil {
		return r.logged(ctx, out, opts)
	}
	r.seen = new(observation)
	ev := classcloud.Event{Vendor: r.client.vendor, Operation: r.call.Op.Operation(), Method: r.call.Op.Method}
	observe(ctx, observer, &ev, func(ctx context.Context) {
		failure = r.logged(ctx, out, opts)
		ev.Account, ev.Status, ev.RequestID, ev.Wait = r.seen.account, r.status, r.seen.request, r.seen.waited
		if failure != nil {
			ev.Err = failure
		}
	})
	return failure
}

// observedAttempt sends the call once and tells the observer of it, where there is one.
func (r *run) observedAttempt(ctx context.Context, req *Request, waited time.Duration) (payload []byte, failure *classcloud.Error) {
	observer := r.client.config.Observer
	if observer == nil {
		return r.told(r.exchange(ctx, req))
	}
	ev := classcloud.Event{Vendor: r.client.vendor, Operation: r.call.Op.Operation(), Account: r.seen.account, Attempt: r.call.Attempt, Method: req.Method,
		Wait: waited}
	ev.Scheme, ev.Host = originOf(req.URL)
	observe(ctx, observer, &ev, func(ctx context.Context) {
		payload, failure = r.told(r.exchange(ctx, req))
		ev.Status, ev.RequestID = r.status, r.seen.request
		if failure != nil {
			ev.Err = failure
		}
	})
	return payload, failure
}

// told adds to the failure of an attempt which it is of.
func (r *run) told(payload []byte, failure *classcloud.Error) ([]byte, *classcloud.Error) {
	if failure != nil {
		failure.Vendor, failure.Operation, failure.Attempts = r.client.vendor, r.call.Op.Name, r.call.Attempt
	}
	return payload, failure
}

// originOf returns the scheme and the host of an address. An event says no more of it: paths and queries may hold what is secret.
func originOf(raw string) (scheme, host string) {
	if u, err := url.Parse(raw); err == nil {
		return u.Scheme, u.Host
	}
	return "", ""
}

// timedWait waits in the limiter. Only an observer is told how long, and the log whose call it is.
func (r *run) timedWait(ctx context.Context, account Account) (time.Duration, *classcloud.Error) {
	if r.seen == nil {
		return 0, r.wait(ctx, account)
	}
	r.seen.account, r.seen.request = account.ID, ""
	before := r.client.config.Clock.Now()
	failure := r.wait(ctx, account)
	waited := r.client.config.Clock.Now().Sub(before)
	r.seen.waited += waited
	return waited, failure
}

// logged carries out the call, completes its failure and logs it.
func (r *run) logged(ctx context.Context, out any, opts []classcloud.CallOption) *classcloud.Error {
	var began time.Time
	if r.client.config.Logger != nil {
		began = r.client.config.Clock.Now()
		if r.seen == nil {
			r.seen = new(observation)
		}
	}
	failure := r.do(ctx, out, opts)
	if failure != nil {
		failure.Vendor, failure.Operation = r.client.vendor, r.call.Op.Name
		failure.Attempts, failure.Key = r.sent(), r.call.Key
		r.advise(failure)
	}
	if r.client.config.Logger != nil {
		r.log(ctx, failure, r.client.config.Clock.Now().Sub(began))
	}
	return failure
}

// log writes one line per call. It logs only the fields listed here, so that parameters and replies never appear.
func (r *run) log(ctx context.Context, failure *classcloud.Error, took time.Duration) {
	level, fields := slog.LevelDebug, []slog.Attr{
		slog.String("vendor", r.client.vendor), slog.String("operation", r.call.Op.Name), slog.String("account", r.seen.account),
		slog.Int("attempts", r.call.Attempt), slog.Int("status", r.status), slog.Duration("took", took),
	}
	if failure != nil {
		level = slog.LevelWarn
		fields = append(fields, slog.String("kind", failure.Kind.String()), slog.String("code", failure.Code),
			slog.String("outcome", failure.Outcome.String()), slog.String("requestId", failure.RequestID))
	}
	r.client.config.Logger.LogAttrs(ctx, level, "classcloud call", fields...)
}
