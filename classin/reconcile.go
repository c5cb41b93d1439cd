package classin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const (
	reconcileRounds = 3           // how often a part is sent that stays without an answer
	reconcilePart   = 30          // classes in one call: the vendor takes 50 and advises 30
	reconcileWait   = time.Minute // the longest wait for a limit that Reconcile takes upon itself
)

// reconciling is one call of Reconcile.
type reconciling[In, Out any] struct {
	client    *Client
	operation string
	list      []In
	size      int // of a part
	identity  func(*In) string
	field     string // an identity's in Go: "Classes[#].Identity", where # is the place in the list
	wire      string // the vendor's name of it
	result    func(*Out) (id int64, existed *bool)
	send      func(context.Context, []In) ([]classcloud.Item[Out], error)
	items     []classcloud.Item[Out]
}

func (r *reconciling[In, Out]) run(ctx context.Context, in any, opts []classcloud.CallOption) ([]classcloud.Item[Out], error) {
	if r.client == nil || r.client.transport == nil {
		return nil, transport.ErrUnbuilt(vendor, r.operation)
	}
	if err := r.check(in, opts); err != nil {
		return nil, err
	}
	r.items = make([]classcloud.Item[Out], len(r.list))
	pending := make([]int, len(r.list))
	for i := range pending {
		pending[i] = i
		r.items[i] = classcloud.Item[Out]{Index: i, Err: r.failure(classcloud.Aborted, "not sent: a call before it failed", classcloud.OutcomeNotSent, r.identity(&r.list[i]))}
	}
	for round := 1; ; round++ {
		left, err := r.round(ctx, pending)
		if pending = left; len(pending) == 0 || err != nil && isSettled(err) || round == reconcileRounds || ctx.Err() != nil {
			return r.items, err
		}
		if problem := r.pause(ctx); problem != nil {
			return r.items, errors.Join(err, problem)
		}
	}
}

// one reconciles a single class. The error is what is said of it; a class whose id is known comes beside it.
func (r *reconciling[In, Out]) one(ctx context.Context, in *In, create func(context.Context, *In, ...classcloud.CallOption) (*Out, error), opts []classcloud.CallOption) (*Out, error) {
	if in == nil {
		in = new(In)
	}
	r.list, r.size = []In{*in}, 1
	r.send = func(ctx context.Context, part []In) ([]classcloud.Item[Out], error) {
		made, err := create(ctx, &part[0], opts...)
		item := classcloud.Item[Out]{Err: err}
		if made != nil {
			item.Value = *made
		}
		return []classcloud.Item[Out]{item}, err
	}
	items, err := r.run(ctx, in, opts)
	if len(items) == 0 {
		return nil, err
	}
	if id, _ := r.result(&items[0].Value); id == 0 {
		return nil, items[0].Err
	}
	return &items[0].Value, items[0].Err
}

// check refuses a list of which one class cannot be sent, lacks an identity, or has that of another.
func (r *reconciling[In, Out]) check(in any, opts []classcloud.CallOption) error {
	config := r.client.transport.Config().CallConfig
	if err := config.Apply(opts...); err != nil {
		return r.failure(classcloud.InvalidArgument, err.Error(), classcloud.OutcomeNotSent, "")
	}
	_, problems := wire.Build(in, config.Params, config.SkipChecks)
	first := map[string]int{}
	for i := range r.list {
		var problem string
		identity := r.identity(&r.list[i])
		if before, twice := first[identity]; identity == "" {
			problem = "is required: without it nobody can tell whether the class exists"
		} else if twice {
			problem = fmt.Sprintf("is that of Classes[%d]", before)
		} else {
			first[identity] = i
			continue
		}
		at := strings.NewReplacer("#", strconv.Itoa(i))
		problems = append(problems, classcloud.FieldError{Field: at.Replace(r.field), Wire: at.Replace(r.wire), Problem: problem})
	}
	if len(problems) == 0 {
		return nil
	}
	e := r.failure(classcloud.InvalidArgument, "nothing was sent", classcloud.OutcomeNotSent, "")
	e.Fields = problems
	return e
}

// round sends the pending classes once, and returns those that are not settled. The error is that of the last part that failed; after a
// refusal of all, nothing more is sent.
func (r *reconciling[In, Out]) round(ctx context.Context, pending []int) (left []int, failure error) {
	for from := 0; from < len(pending); from += r.size {
		part := pending[from:min(from+r.size, len(pending))]
		classes := make([]In, len(part))
		for i, at := range part {
			classes[i] = r.list[at]
		}
		verdicts, err := r.patiently(ctx, classes)
		for i, at := range part {
			item := classcloud.Item[Out]{Err: err}
			if i < len(verdicts) {
				item = verdicts[i]
			} else if err != nil {
				item.Err = withKey(err, r.identity(&classes[i]))
			}
			item.Index = at
			id, existed := r.result(&item.Value)
			if id == 0 && !isSettled(item.Err) {
				left = append(left, at)
			}
			if classcloud.MaybeApplied(r.items[at].Err) { // the round before may have made it, and a refusal now settles nothing
				*existed = false
				if !classcloud.MaybeApplied(item.Err) {
					item.Err = changed(item.Err, func(e *classcloud.Error) { e.Outcome = classcloud.OutcomeUnknown })
				}
			}
			r.items[at] = item
		}
		if err == nil {
			continue
		}
		failure = err
		if isSettled(err) || ctx.Err() != nil {
			return append(left, pending[from+len(part):]...), failure
		}
	}
	return left, failure
}

// patiently sends a part, and waits where a limit is reached.
func (r *reconciling[In, Out]) patiently(ctx context.Context, part []In) ([]classcloud.Item[Out], error) {
	for left := reconcileWait; ; { // others may take each place that becomes free
		verdicts, err := r.send(ctx, part)
		e, ok := errors.AsType[*classcloud.Error](err)
		limited := ok && e.Outcome == classcloud.OutcomeNotSent && e.Kind == classcloud.ResourceExhausted && e.RetryAfter > 0
		if !limited || e.RetryAfter > left || r.client.transport.Config().Clock.Sleep(ctx, e.RetryAfter) != nil {
			return verdicts, err
		}
		left -= e.RetryAfter
	}
}

// pause waits between two rounds, until an identity that is being created is known.
func (r *reconciling[In, Out]) pause(ctx context.Context) error {
	config := r.client.transport.Config()
	if err := config.Clock.Sleep(ctx, identitySettles+spread(config.Rand)); err != nil {
		e := r.failure(classcloud.Canceled, "the caller gave up between two rounds", classcloud.OutcomeNotSent, "")
		e.Err = err
		if errors.Is(err, context.DeadlineExceeded) {
			e.Kind = classcloud.DeadlineExceeded
		}
		return e
	}
	return nil
}

func (r *reconciling[In, Out]) failure(kind classcloud.Kind, message string, outcome classcloud.Outcome, key string) *classcloud.Error {
	e := &classcloud.Error{Vendor: vendor, Operation: r.operation, Kind: kind, Message: message, Outcome: outcome, Key: key}
	e.Repeatable = classcloud.MaybeApplied(e) // under its identity
	return e
}

// isSettled reports whether another try under the same identity would say nothing new: the class is there, or it is refused.
func isSettled(err error) bool {
	switch {
	case err == nil:
		return true
	case errors.Is(err, CodeIdentityExists):
		return true // it exists, and the vendor does not name its id
	case classcloud.MaybeApplied(err), errors.Is(err, CodeBeingCreated), errors.Is(err, CodeTooFast):
		return false
	}
	e, ok := errors.AsType[*classcloud.Error](err)
	return !ok || e.Outcome != classcloud.OutcomeNotSent || e.Kind != classcloud.Unavailable && e.Kind != classcloud.DeadlineExceeded
}

// spread returns a random time below a second.
func spread(random io.Reader) time.Duration {
	var b [1]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return time.Second
	}
	return time.Duration(b[0]) * time.Second / 256
}
