package transport

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// decode reads the payload into the result. What could be read is in out, also beside an error.
func (r *run) decode(payload []byte, out any) *classcloud.Error {
	if out == nil || r.call.Op.Payload == PayloadNone {
		return nil
	}
	if holdsNothing(payload, r.call.Op.Effect) {
		return r.nothing(payload, out)
	}
	report, err := wire.ReadAt(r.call.At, payload, out)
	switch {
	case err != nil:
		reflect.ValueOf(out).Elem().SetZero()
		return r.undecoded(err)
	case len(report.Fields) > 0 && !r.done, len(report.Rows) > 0:
		if wire.IsEmpty(payload) {
			reflect.ValueOf(out).Elem().SetZero() // nothing could be read, only fields that say so
		}
		return r.partly(report, out)
	}
	r.odd(report)
	return nil
}

// beside is the result of an endpoint that a caller named, where the reply has no data: the members beside the envelope's own.
func (r *run) beside() []byte {
	if r.reply == nil {
		return nil
	}
	envelope, err := wire.Split(r.reply.Body)
	if err != nil || envelope.Get("data") != nil {
		return nil
	}
	var members []wire.Member
	for _, m := range envelope {
		if !slices.Contains(r.client.config.envelope, m.Name) {
			members = append(members, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.JSON, Text: string(m.Raw)}})
		}
	}
	if len(members) == 0 {
		return nil
	}
	return wire.AppendJSONObject(nil, members)
}

// holdsNothing reports whether a payload is one of PHP's forms of nothing. An empty object holds nothing for a reader; what a write
// answers with may have no members that are known.
func holdsNothing(payload []byte, effect classcloud.Effect) bool {
	if !wire.IsEmpty(payload) {
		return false
	}
	return effect == classcloud.EffectRead || !bytes.HasPrefix(bytes.TrimSpace(payload), []byte("{"))
}

// nothing is a success without a result: an empty list is one, a single thing that is read is not there, and a write is done, but its
// answer is lost.
func (r *run) nothing(payload []byte, out any) *classcloud.Error {
	v := reflect.ValueOf(out).Elem()
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.Array, reflect.Interface:
		if len(payload) > 0 {
			_, _ = wire.Read(payload, out) // [] is an empty list, and no list is nil
		}
		return nil
	}
	switch {
	case v.Kind() == reflect.String && len(payload) > 0 && string(payload) != "null":
		v.SetString("") // text may be empty; a number or a word that is not there is not made up
		return nil
	case r.done, r.call.Op.Payload == PayloadList, r.call.Op.MayBeEmpty:
		zeroObject(out)
		return nil
	case r.call.Op.Effect == classcloud.EffectRead:
		e := &classcloud.Error{Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied,
			Message: "the reply says success and holds nothing: it is not there, or not there yet"}
		if r.reply != nil {
			r.fillFailure(e, r.reply)
		}
		return e
	}
	return r.undecoded(&wire.DecodeError{Problem: "the reply says success but holds no result"})
}

// partly is the failure of a reply that could be read in part: what could be read is the result beside it.
func (r *run) partly(report wire.Report, out any) *classcloud.Error {
	var cause error
	if len(report.Fields) > 0 {
		cause = report.Fields[0]
	} else {
		cause = &wire.DecodeError{Path: report.Rows[0].Path, Problem: report.Rows[0].Problem}
	}
	e := r.undecoded(cause)
	if e.Rows = report.Rows; r.reply != nil {
		r.hiding().failure(e)
	}
	if n := len(report.Rows); n > 0 && !r.call.Op.Sensitive {
		e.Message = strconv.Itoa(n) + " of the rows cannot be read, the others come beside this error"
		if len(report.Fields) > 0 {
			e.Message += "; " + cause.Error()
		}
	}
	if v := reflect.ValueOf(out).Elem(); v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().IsZero() {
		v.SetZero()
	}
	return e
}

// odd tells of decorative fields that could not be read: they are zero, and the result is whole.
func (r *run) odd(report wire.Report) {
	for _, bad := range report.Decorative {
		told := bad.Error() // which quotes the field
		if r.call.Op.Sensitive {
			told = bad.Path
		}
		r.call.Warnings = append(r.call.Warnings, classcloud.Warning{Message: "a field that is not needed cannot be read: " + told})
	}
}

// zeroObject has a **T point to an empty T: a nil result beside a nil error is a trap.
func zeroObject(out any) {
	if v := reflect.ValueOf(out).Elem(); v.Kind() == reflect.Pointer && v.IsNil() {
		v.Set(reflect.New(v.Type().Elem()))
	}
}

// undecoded is a success whose answer does not fit: it was applied, and what arrived is kept.
func (r *run) undecoded(err error) *classcloud.Error {
	e := &classcloud.Error{Kind: classcloud.DataLoss, Message: "cannot read the result: " + err.Error(), Outcome: classcloud.OutcomeApplied, Err: err}
	if r.call.Op.Sensitive {
		e.Message, e.Err = "cannot read the result", nil
		var bad *wire.DecodeError
		if errors.As(err, &bad) && bad.Path != "" {
			e.Message += " at " + bad.Path
		}
	}
	if r.reply != nil {
		r.fillFailure(e, r.reply)
	}
	if r.call.Op.Effect == classcloud.EffectRead {
		e.Outcome = classcloud.OutcomeNotApplied
	}
	return e
}

// warn passes the call's warnings on; made strict, they are an error beside the result. What they say of the reply is shown as in an error.
func (r *run) warn() *classcloud.Error {
	if len(r.call.Warnings) == 0 {
		return nil
	}
	hidden := r.hiding()
	for i := range r.call.Warnings {
		w := &r.call.Warnings[i]
		w.Code, w.Message = shown(hidden.text(w.Code), mostCode), shown(hidden.text(w.Message), mostWarning)
	}
	if r.config.OnWarning != nil {
		for _, w := range r.call.Warnings {
			r.config.OnWarning(r.call.Op.Operation(), w)
		}
	}
	if !r.config.StrictWarnings {
		return nil
	}
	messages := make([]string, len(r.call.Warnings))
	for i, w := range r.call.Warnings {
		messages[i] = w.Message
	}
	return &classcloud.Error{Kind: classcloud.FailedPrecondition, Code: r.call.Warnings[0].Code, HTTPStatus: r.status,
		Message: "done, but: " + strings.Join(messages, "; "), Outcome: classcloud.OutcomeApplied}
}
