package transport

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Do carries out one call: it checks the request, sends it as often as the operation's effect allows, and decodes the result into
// out. out is a non-nil pointer, or nil for an operation that returns nothing. The error is nil or an *Error.
func (c *Client) Do(ctx context.Context, call *Call, out any, opts []classcloud.CallOption) error {
	return c.carryOut(ctx, new(run), call, out, opts)
}

// Result carries out one call of a row of the vendor's table as Do does, and returns its result. What the call needs is one piece of memory.
func Result[T any](ctx context.Context, c *Client, op *Row, id int, in any, opts []classcloud.CallOption) (T, error) {
	one := new(struct {
		run  run
		call Call
		out  T
	})
	one.call.Op, one.call.ID, one.call.In = op, id, in
	err := c.carryOut(ctx, &one.run, &one.call, &one.out, opts)
	return one.out, err
}

func (c *Client) carryOut(ctx context.Context, r *run, call *Call, out any, opts []classcloud.CallOption) error {
	if c.protocol == nil {
		return ErrUnbuilt(c.vendor, call.Op.Name)
	}
	if ctx == nil {
		e := invalid("the context is nil: give context.Background()")
		e.Vendor, e.Operation = c.vendor, call.Op.Name
		return e
	}
	r.client, r.call, r.config = c, call, &c.config.CallConfig
	if failure := r.observed(ctx, out, opts); failure != nil {
		return failure
	}
	return nil
}

// run is the state of one call.
type run struct {
	client  *Client
	call    *Call
	config  *classcloud.CallConfig // the client's, or a copy with the call's own options
	status  int                    // of the last reply
	reply   *classcloud.Reply      // of the last attempt, if it got one
	last    *classcloud.Error      // the failure of the last attempt
	seen    *observation           // what an observer is told of; nil without one
	refund  func()                 // gives the place in the limiter back; nil when none was taken, or none can be given back
	secrets []string               // of the last attempt
	files   []rewinder             // an upload's files

	local   bool // the last attempt failed before sending, in a way that a retry cannot fix
	renewed bool // a token was renewed once
	fixed   bool // the clock was corrected once
	arrived bool // an attempt was sent
	stale   bool // the last attempt got no answer on a connection that had served others: the server was closing it
	hurried bool // such an attempt was repeated without a pause once
	touched bool // an upload's files have been read
	done    bool // the answer to our repeat said that an earlier attempt did it, perhaps without a result to read

	env     Env              // of the last attempt
	message wire.Message     // the call's
	first   sending          // the first attempt: of any other, net/http may still hold the one before
	room    classcloud.Reply // of the last attempt, where nobody else may keep it
}

// sent returns the number of attempts that reached the sender.
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
	if r.call.ID < 0 && len(payload) == 0 && out != nil {
		payload = r.beside()
	}
	bad := r.decode(payload, out)
	r.drift(payload, out) // also where the reply is not what it should be: then more than ever
	switch {
	case failure != nil:
		return failure
	case bad != nil:
		return bad
	}
	return r.warn()
}

// prepare applies the call's options and builds its message.
func (r *run) prepare(opts []classcloud.CallOption) *classcloud.Error {
	if len(opts) > 0 {
		own := *r.config
		if err := own.Apply(opts...); err != nil {
			return invalid(err.Error())
		}
		r.config = &own
	}
	params := append(r.call.Params[:len(r.call.Params):len(r.call.Params)], r.config.Params...)
	problems := r.message.Build(r.call.In, params, r.config.SkipChecks)
	if !r.config.SkipChecks {
		problems = append(problems, wire.ValidateAt(r.call.In, r.client.config.Clock.Now())...)
	}
	if len(problems) > 0 {
		e := invalid("nothing was sent")
		e.Fields = problems
		return e
	}
	r.call.Message, r.files = &r.message, rewinders(r.message.Files)
	return nil
}

// attempts sends the call, and repeats it while its effect, the failure's outcome and the protocol's verdict allow that.
func (r *run) attempts(ctx context.Context) ([]byte, *classcloud.Error) {
	r.client.config.Budget.Called()
	for {
		r.call.Attempt++
		payload, failure := r.attempt(ctx)
		if failure == nil {
			return payload, nil
		}
		if r.done = r.already(failure); r.done {
			return payload, nil
		}
		r.arrived = r.arrived || failure.Outcome != classcloud.OutcomeNotSent
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

// attempt sends the call once.
func (r *run) attempt(ctx context.Context) (payload []byte, failure *classcloud.Error) {
	c := r.client
	r.local, r.status, r.reply, r.call.Warnings, r.refund = true, 0, nil, nil, nil
	defer func() {
		if failure != nil && failure.Outcome == classcloud.OutcomeNotSent && r.refund != nil {
			r.refund()
		}
	}()
	account, err := c.protocol.Account(ctx, r.call)
	if err != nil {
		return nil, r.unsent(r.noCredentials(ctx, err))
	}
	waited, failure := r.timedWait(ctx, account)
	if failure != nil {
		return nil, r.unsent(failure)
	}
	if err := r.rewind(); err != nil {
		return nil, r.unsent(asError(err))
	}
	r.env.Now, r.env.Rand, r.env.SkipChecks = c.config.Clock.Now().Add(time.Duration(c.config.skew.Load())), c.config.Rand, r.config.SkipChecks
	req, err := c.protocol.Encode(ctx, account, r.call, &r.env)
	if err != nil {
		return nil, r.unsent(asError(err))
	}
	return r.observedAttempt(ctx, req, waited)
}

// DoRaw carries out a call of an endpoint that the caller names.
func (c *Client) DoRaw(ctx context.Context, call *Call, out any, opts []classcloud.CallOption) error {
	call.ID, call.Op.Short = -1, "Do"
	problem := ""
	switch target := reflect.ValueOf(out); {
	case !strings.HasPrefix(call.Op.Path, "/") || strings.ContainsAny(call.Op.Path, " #\r\n"):
		problem = "Call.Path must start with a slash and be escaped: /openapi/room/list"
	case out == nil:
		call.Op.Payload = PayloadNone
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
