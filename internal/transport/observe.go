package transport

import (
	"context"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
)

// observe brackets f with the observer, if there is one, also when f panics in a caller's callback.
func observe(ctx context.Context, o classcloud.Observer, ev classcloud.Event, f func(context.Context, *classcloud.Event)) {
	if o == nil {
		f(ctx, &ev)
		return
	}
	ctx, done := o.Start(ctx, ev)
	if done != nil {
		defer func() { done(ev) }()
	}
	f(ctx, &ev)
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
