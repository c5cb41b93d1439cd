// Package verify calls every read of a vendor with the credentials of an account, and tells what the replies hold that this module does
// not know. It never calls an operation that writes, and what it tells of replies are places, shapes and kinds, never names or ids.
package verify

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Config says what is verified.
type Config struct {
	Vendor vendors.Vendor
	Client any                        // of the vendor, for the account
	Given  map[string]json.RawMessage // parameters that the caller knows, such as the id of a room
	Now    time.Time                  // reports are asked for the days before
	Most   int                        // calls that are sent at most, the proof of the credentials among them
	Waits  *Waits                     // watches Client's limiter; nil counts its time as the vendor's
	Each   func(Row)                  // is called with every row as it comes; nil for none
}

// Verdict says how a call ended.
type Verdict string

// The verdicts.
const (
	VerdictOK         Verdict = "ok"         // the reply was read
	VerdictRefused    Verdict = "refused"    // the vendor said no: there is no such thing, or the account's plan does not have it
	VerdictUnreadable Verdict = "unreadable" // the reply, or a part of it, is not what the document says
	VerdictFailed     Verdict = "failed"     // no answer came, or the vendor's system failed
	VerdictNotCalled  Verdict = "not called" // no reply had the ids that it needs, or there were enough calls
)

// Row is one call, or one that was not made.
type Row struct {
	Operation    string       `json:"operation"`
	Doc          string       `json:"doc"`
	Verdict      Verdict      `json:"verdict"`
	Kind         string       `json:"kind,omitzero"`         // of the failure
	Code         string       `json:"code,omitzero"`         // of the vendor
	HTTPStatus   int          `json:"httpStatus,omitzero"`   // of a failure
	Milliseconds int64        `json:"milliseconds,omitzero"` // until the reply was read
	Needs        []string     `json:"needs,omitzero"`        // parameters that no reply had a value for
	Differences  []Difference `json:"differences,omitzero"`
}

// Proof is what the first call says of the credentials.
type Proof struct {
	Row
	Accepted bool   `json:"accepted"`
	Why      string `json:"why"` // the call can create nothing, because …
}

// Report is all that was found.
type Report struct {
	Vendor string    `json:"vendor"`
	Time   time.Time `json:"time"`
	Proof  Proof     `json:"proof"`
	Rows   []Row     `json:"operations"`
}

// Differences counts what the replies hold that the module does not know, and what could not be read.
func (r *Report) Differences() (n int) {
	for _, row := range r.Rows {
		n += len(row.Differences)
		if row.Verdict == VerdictUnreadable && len(row.Differences) == 0 {
			n++
		}
	}
	return n
}

// Run proves the credentials and, if they are accepted, calls every read: first those that need no id, then those whose ids were in
// replies, until nothing new can be called.
func Run(ctx context.Context, c Config) *Report {
	plan := planOf(c.Vendor.Name)
	r := &runner{Config: c, plan: plan, pool: newPool(plan, c.Vendor, c.Given), left: c.Most}
	report := &Report{Vendor: c.Vendor.Name, Time: c.Now.UTC().Truncate(time.Second)}
	report.Proof = r.prove(ctx)
	if !report.Proof.Accepted {
		return report
	}
	var waiting []classcloud.Operation
	for _, op := range c.Vendor.Operations() {
		if op.Effect == classcloud.EffectRead { // never a write
			waiting = append(waiting, op)
		}
	}
	for {
		ready, rest := r.ready(waiting)
		if len(ready) == 0 || ctx.Err() != nil {
			break
		}
		for _, op := range ready {
			report.Rows = append(report.Rows, r.visit(ctx, op))
		}
		waiting = rest
	}
	for _, op := range waiting {
		needs := r.lacks(op)
		if len(needs) == 0 {
			needs = []string{moreCalls}
		}
		report.Rows = append(report.Rows, r.tell(Row{Operation: op.Name, Doc: op.Doc, Verdict: VerdictNotCalled, Needs: needs}))
	}
	return report
}

// runner is the state of a run.
type runner struct {
	Config
	plan *plan
	pool *pool
	left int // calls
}

// ready parts the operations whose parameters are known from the others.
func (r *runner) ready(waiting []classcloud.Operation) (ready, rest []classcloud.Operation) {
	for _, op := range waiting {
		if len(r.lacks(op)) == 0 && r.left > 0 {
			ready = append(ready, op)
		} else {
			rest = append(rest, op)
		}
	}
	return ready, rest
}

// lacks names the parameters that nothing is known for.
func (r *runner) lacks(op classcloud.Operation) []string {
	params, err := invoke.Parameters(r.Vendor.Zero, op)
	if err != nil {
		return []string{err.Error()}
	}
	_, lacks := r.pool.fill(op, params, 0, r.Now)
	return lacks
}

// moreCalls is what an operation needs when there were enough.
const moreCalls = "more calls than are allowed"

// tries is how many sets of ids an operation is called with at most, while the vendor refuses them.
const tries = 3

// visit calls an operation, with other ids when the vendor does not have the first.
func (r *runner) visit(ctx context.Context, op classcloud.Operation) (row Row) {
	params, _ := invoke.Parameters(r.Vendor.Zero, op)
	row = Row{Operation: op.Name, Doc: op.Doc, Verdict: VerdictNotCalled, Needs: []string{moreCalls}}
	for attempt := range tries {
		values, lacks := r.pool.fill(op, params, attempt, r.Now)
		if len(lacks) > 0 || r.left == 0 {
			break
		}
		var reply []byte
		if row, reply = r.call(ctx, op, values); row.Verdict == VerdictOK || row.Verdict == VerdictUnreadable {
			r.pool.learn(op, values, reply)
		}
		if row.Verdict != VerdictRefused && row.Verdict != VerdictNotCalled {
			break
		}
	}
	return r.tell(row)
}

func (r *runner) tell(row Row) Row {
	if r.Each != nil {
		r.Each(row)
	}
	return row
}

// call makes one call, and returns its reply as it arrived.
func (r *runner) call(ctx context.Context, op classcloud.Operation, values map[string]json.RawMessage, opts ...classcloud.CallOption) (row Row, reply []byte) {
	watch := &watch{}
	began, waited := time.Now(), r.Waits.Total()
	_, err := invoke.Call(ctx, r.Client, op, values, &wire.Filler{}, append(opts, watch.options()...)...)
	row = Row{Operation: op.Name, Doc: op.Doc, Milliseconds: (time.Since(began) - r.Waits.Total() + waited).Milliseconds()}
	row.judge(err)
	if row.Verdict != VerdictNotCalled {
		r.left--
		row.Differences = watch.differences(err)
	}
	return row, watch.body
}

// judge says how a call ended.
func (row *Row) judge(err error) {
	var failure *classcloud.Error
	switch {
	case err == nil:
		row.Verdict = VerdictOK
		return
	case !errors.As(err, &failure):
		row.Verdict, row.Needs = VerdictNotCalled, []string{"values of the right kind"}
		return
	}
	row.Kind, row.Code, row.HTTPStatus = failure.Kind.String(), safeCode(failure.Code), failure.HTTPStatus
	switch {
	case failure.Outcome == classcloud.OutcomeNotSent && !failed(failure.Kind):
		row.Verdict = VerdictNotCalled
		for _, f := range failure.Fields {
			row.Needs = append(row.Needs, f.Wire)
		}
		if len(failure.Fields) == 0 {
			row.Needs = []string{"other credentials"}
		}
	case failure.Kind == classcloud.DataLoss:
		row.Verdict = VerdictUnreadable
	case failed(failure.Kind):
		row.Verdict = VerdictFailed
	default:
		row.Verdict = VerdictRefused
	}
}

// failed reports whether a kind says nothing about the call itself.
func failed(kind classcloud.Kind) bool {
	return slices.Contains([]classcloud.Kind{classcloud.Unknown, classcloud.Unavailable, classcloud.Internal, classcloud.DeadlineExceeded,
		classcloud.Canceled}, kind)
}
