package classcloud

import (
	"context"
	"time"
)

// Observer brackets each call (Attempt 0) and each attempt (from 1): enough for a span and a metric. Start returns the context
// the bracketed part runs under and a function that is called once at its end. Both are called on the caller's goroutine, for
// parallel calls at the same time.
type Observer interface {
	Start(context.Context, Event) (context.Context, func(Event))
}

// Event is what an observer is told. Status, Wait and Err are set at the end.
type Event struct {
	Vendor    string
	Operation Operation
	Attempt   int           // 0 for the call, then 1, 2, … for its attempts
	Host      string        // where the attempt goes
	Status    int           // HTTP status, 0 when there was no reply
	Wait      time.Duration // spent in the limiter
	Err       error
}

// observers are two observers as one.
type observers struct{ first, second Observer }

// Start starts both, and ends them in the reverse order.
func (o observers) Start(ctx context.Context, ev Event) (context.Context, func(Event)) {
	ctx, endFirst := o.first.Start(ctx, ev)
	ctx, endSecond := o.second.Start(ctx, ev)
	return ctx, func(ev Event) {
		if endSecond != nil {
			endSecond(ev)
		}
		if endFirst != nil {
			endFirst(ev)
		}
	}
}
