package transport

import (
	"context"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
)

// observe calls f between the start and the end of an event of o, which may be nil. The event also ends if f panics, as a caller's
// callback inside it may do.
func observe(ctx context.Context, o classcloud.Observer, ev *classcloud.Event, f func(context.Context)) {
	if o == nil {
		f(ctx)
		return
	}
	ctx, done := o.Start(ctx, *ev)
	if done != nil {
		defer func() { done(*ev) }()
	}
	f(ctx)
}

// log writes one line per call. It logs only the fields listed here, so that parameters and replies never appear.
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
