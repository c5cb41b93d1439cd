package classcloud

import (
	"context"
	"time"
)

// Observer brackets each call (Attempt 0) and each attempt (Attempt 1 and up), which is enough for a span and a metric. Start
// returns the context that the call or attempt runs with, and a function that is called once when it ends. Both are called on the
// caller's goroutine, so parallel calls reach the observer at the same time.
type Observer interface {
	Start(context.Context, Event) (context.Context, func(Event))
}

// Event describes a call or an attempt to an Observer. Status, Wait and Err are set at the end.
type Event struct {
	Vendor    string        // "baijiayun"
	Operation Operation     // what is called
	Attempt   int           // 0 for the call, then 1, 2, … for its attempts
	Host      string        // the host that the attempt is sent to; empty for the call
	Status    int           // the HTTP status of the last reply; 0 when there was no reply
	Wait      time.Duration // the time spent in the limiter
	Err       error         // nil for a success; otherwise an *Error
}

// observers joins two observers into one.
type observers struct{ first, second Observer }

// Start starts both observers. They end in the reverse order.
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
