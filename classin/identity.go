package classin

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// identitySettles is how long a create waits at least that meets another one under its identity. The vendor speaks of "within 1 second";
// a random time comes after it, so that all who wait do not meet again.
const identitySettles = 1100 * time.Millisecond

// creation is what a create under an identity remembers between its attempts.
type creation struct {
	what     string // "course" or "class"
	identity string // empty when there is none
	ours     bool   // the client made the identity
}

// identified starts a create under the caller's identity, or under one it makes.
func (c *Client) identified(id opID, identity string) (*creation, error) {
	state := &creation{what: replies[id].creates, identity: identity}
	if identity != "" || c == nil || !c.identify {
		return state, nil
	}
	var err error
	if state.identity, err = newIdentity(c.transport.Config().Rand); err != nil {
		return nil, &classcloud.Error{Vendor: vendor, Operation: operations[id].Name, Kind: classcloud.Internal, Message: err.Error(),
			Outcome: classcloud.OutcomeNotSent, Err: err}
	}
	state.ours = true
	return state, nil
}

// createUnder carries out a create under the request's identity. If there is none, it makes one and puts it into a copy of the request.
func createUnder[Out, In any](ctx context.Context, c *Client, id opID, in *In, identity func(*In) *string, opts []classcloud.CallOption) (*Out, error) {
	var filled *In
	var given string
	if in != nil {
		filled = new(*in)
		given = *identity(filled)
	}
	state, err := c.identified(id, given)
	if err != nil {
		return nil, err
	}
	if filled != nil {
		*identity(filled) = state.identity
	}
	op := operations[id]
	op.Keyed = state.identity != "" // what makes a repeat safe
	var out *Out
	err = c.road().Do(ctx, &transport.Call{Op: &op, ID: int(id), In: filled, Key: state.identity, Vendor: state}, &out, opts)
	return out, state.explain(err, out != nil)
}

// newIdentity returns 32 random characters.
func newIdentity(random io.Reader) (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("cannot draw an identity: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// readCreation reads the reply to a create under an identity. An id in the reply is never lost, whatever the code.
func (o reading) readCreation(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	state := c.Vendor.(*creation)
	raw := o.idOf(v)
	id, problem := readID(raw)
	warning, isWarning := v.warning()
	switch {
	case v.code == codeOK && wire.IsEmpty(raw):
		return nil, nil // success without its result
	case v.code == codeOK && problem != nil:
		return nil, &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeApplied, Err: problem,
			Message: "cannot read the result: " + o.id + ": " + problem.Error()}
	case v.code == codeOK:
		return o.created(c, state, v, id, false, nil), nil
	case isWarning && id > 0:
		c.Warnings = append(c.Warnings, warning)
		return o.created(c, state, v, id, false, c.Warnings), nil
	case v.number() == CodeIdentityExists && id > 0:
		// After an unanswered try, or under an identity the client made, this call created it.
		return o.created(c, state, v, id, !state.ours && !c.Doubt, nil), nil
	}
	failure := failed(v.code, v.message)
	if isWarning {
		failure.Kind, failure.Outcome = classcloud.DataLoss, classcloud.OutcomeApplied
	}
	if v.number() == CodeBeingCreated {
		failure.RetryAfter = identitySettles
	}
	if id <= 0 {
		if v.number() == CodeIdentityExists {
			failure.Hint = "a " + state.what + " exists under this identity, and the reply does not name its id"
			if state.ours && c.Doubt {
				failure.Outcome = classcloud.OutcomeApplied // nobody else knows the identity: an earlier try of this call made it
			}
		}
		return nil, failure
	}
	besideID(failure)
	return o.created(c, state, v, id, false, nil), failure
}

// besideID gives a failure the outcome that it has beside the id of what was to be made: where the code leaves open whether it was made,
// it was; where the code refuses, the reply contradicts itself, and nobody knows. The kind stays what the code says.
func besideID(failure *classcloud.Error) {
	switch {
	case failure.Outcome == classcloud.OutcomeUnknown:
		failure.Outcome = classcloud.OutcomeApplied
	case failure.Outcome == classcloud.OutcomeNotApplied && failure.Kind != classcloud.AlreadyExists:
		failure.Outcome = classcloud.OutcomeUnknown
	}
}

// idOf returns the id in the reply to a create: v1's data, or the member o.id of v2's data.
func (o reading) idOf(v *verdict) []byte {
	if inner, ok := objectOf(v.data); ok {
		return inner.Get(o.id)
	}
	return v.data
}

// readID reads an id: a positive whole number.
func readID(raw []byte) (id int64, err error) {
	if len(raw) > 0 {
		err = wire.Decode(raw, &id)
	}
	if err == nil && id < 1 {
		err = errors.New("is not an id")
	}
	return id, err
}

// created writes the result of a create.
func (o reading) created(c *transport.Call, state *creation, v *verdict, id int64, existed bool, warned []classcloud.Warning) []byte {
	members := []wire.Member{{Name: o.id, Value: wire.IntOf(id)}, {Name: "courseUniqueIdentity", Value: wire.TextOf(state.identity)}}
	for _, m := range o.assemble(c, v, existed, warned) {
		if m.Name != o.id {
			members = append(members, m)
		}
	}
	return wire.AppendJSONObject(nil, members)
}

// strictCode gives a warning that was made an error the vendor's code, so that errors.Is finds it.
func strictCode(err error) error {
	if e, ok := errors.AsType[*classcloud.Error](err); ok && e.Err == nil {
		if n, _ := strconv.ParseInt(e.Code, 10, 64); warnings[Code(n)] != "" {
			e.Err = Code(n)
		}
	}
	return err
}

// explain says how to go on after a failed create: with the result beside the error, or with a repeat under the same identity. It also
// does what strictCode does.
func (s *creation) explain(err error, made bool) error {
	e, ok := errors.AsType[*classcloud.Error](err)
	switch {
	case !ok:
	case made:
		_ = strictCode(err)
		e.Hint = s.beside(e)
	case !classcloud.MaybeApplied(e) || errors.Is(e, CodeIdentityExists):
	case s.identity != "":
		e.Hint = againUnder(s.what)
	default:
		e.Hint = "it was made without an Identity: look for the " + s.what + " in the ClassIn client before creating it again"
	}
	return err
}

// beside says what the id beside an error is.
func (s *creation) beside(e *classcloud.Error) string {
	id := "CourseID"
	if s.what == "class" {
		id = "ClassID"
	}
	if e.Outcome == classcloud.OutcomeApplied {
		return "the " + s.what + " exists: its " + id + " comes beside this error"
	}
	return "the reply refuses, and names the id of a " + s.what + " all the same: the " + id + " comes beside this error"
}

// againUnder is the advice for a create that may have been applied, and whose id is not known.
func againUnder(what string) string {
	return "create it again with the Identity that is this error's Key: that finds the " + what + " or makes it, never a second one"
}

// identifyItems gives every item of a batch an identity where it has none, in a copy of the list. made says under what each item is
// created, and keyed whether all of them have an identity.
func identifyItems[E any](c *Client, id opID, list []E, identity func(*E) *string) (filled []E, made []*creation, keyed bool, err error) {
	filled, made, keyed = slices.Clone(list), make([]*creation, len(list)), len(list) > 0
	for i := range filled {
		own := identity(&filled[i])
		if made[i], err = c.identified(id, *own); err != nil {
			return nil, nil, false, err
		}
		*own = made[i].identity
		keyed = keyed && made[i].identity != ""
	}
	return filled, made, keyed, nil
}

// withKey gives the errors of an item the identity under which the item can be created again. It leaves the errors of others alone.
func withKey(err error, key string) error {
	return changed(err, func(e *classcloud.Error) { e.Key = key })
}

// changed returns err with each of its Errors changed.
func changed(err error, change func(*classcloud.Error)) error {
	switch e := err.(type) { //nolint:errorlint // each error of the tree is visited once
	case *classcloud.Error:
		own := *e
		change(&own)
		return &own
	case interface{ Unwrap() []error }:
		var all []error
		for _, branch := range e.Unwrap() {
			all = append(all, changed(branch, change))
		}
		return errors.Join(all...)
	}
	return err
}
