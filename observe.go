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

// Event describes a call or an attempt to an Observer. Of a call, Account is set at the end only, because its credentials are asked for anew before
// each attempt. Status, RequestID, Wait of a call, and Err are set at the end of both.
//
// Vendor, Operation.Name and Method have few values, and make good labels of a metric; so has Host, but for Baijiayun, whose accounts have a host each.
// Account has as many as there are tenants. The modules contrib/otel and contrib/prometheus have observers that make spans and metrics of all this.
type Event struct {
	Vendor    string        // "baijiayun"
	Operation Operation     // what is called; its Name is "Do" for a call by a client's Do, whose Path says which
	Account   string        // the account that calls, as a [Limiter] is told it; never a secret; empty when there were no credentials
	Attempt   int           // 0 for the call, then 1, 2, … for its attempts
	Method    string        // the HTTP method
	Scheme    string        // "https" or "http", by which the attempt is sent; empty for the call
	Host      string        // the host that the attempt is sent to, with its port where the address has one; empty for the call
	Status    int           // the HTTP status of the last reply; 0 when there was no reply
	RequestID string        // the vendor's id of the request, from the last reply; empty when it gives none
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
