package transport

import (
	"bytes"
	"errors"
	"reflect"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// decode reads the payload into the result.
func (r *run) decode(payload []byte, out any) *classcloud.Error {
	if out == nil || r.call.Op.Payload == PayloadNone {
		return nil
	}
	if lacks(payload, out) {
		if r.done {
			zeroObject(out)
			return nil
		}
		return r.undecoded(&wire.DecodeError{Problem: "the reply says success but holds no result"})
	}
	if len(payload) == 0 {
		return nil
	}
	if err := wire.Decode(payload, out); err != nil {
		return r.undecoded(err)
	}
	if path, ok := wire.Complete(out); !ok && !r.done {
		return r.undecoded(&wire.DecodeError{Path: path, Problem: "is missing from a success"})
	}
	if r.config.OnDrift != nil {
		r.drift(payload, out)
	}
	return nil
}

// lacks reports whether payload is too empty for out. A struct needs a JSON object and a scalar needs a value; a missing list or map
// decodes to nil.
func lacks(payload []byte, out any) bool {
	t := reflect.TypeOf(out).Elem()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		return wire.IsEmpty(payload) && !bytes.HasPrefix(bytes.TrimSpace(payload), []byte("{"))
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Interface:
		return false
	}
	return len(payload) == 0 || string(payload) == "null"
}

// zeroObject makes out, if it is a **T, point to an empty T. A caller that gets a nil result with a nil error would crash.
func zeroObject(out any) {
	if v := reflect.ValueOf(out).Elem(); v.Kind() == reflect.Pointer && v.IsNil() {
		v.Set(reflect.New(v.Type().Elem()))
	}
}

// envelopeNames are the members of envelopes. They are not drift in a reply whose result stands beside them.
var envelopeNames = []string{"status", "code", "error_code", "msg", "ts", "success"}

func (r *run) drift(payload []byte, out any) {
	var ignore []string
	if r.call.Op.Payload == PayloadRoot {
		ignore = envelopeNames
	}
	wire.Drift(payload, reflect.TypeOf(out).Elem(), ignore, func(path, problem string) {
		r.config.OnDrift(classcloud.Drift{Operation: r.call.Op.Name, Path: path, Problem: problem})
	})
}

// undecoded makes the error of a success whose answer cannot be decoded. The operation was applied, and the error keeps the start of
// the answer.
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

// warn calls OnWarning with each warning of the call. Under WithStrictWarnings it makes an error of them, beside the result.
func (r *run) warn() *classcloud.Error {
	if r.config.OnWarning != nil {
		for _, w := range r.call.Warnings {
			r.config.OnWarning(r.call.Op.Operation(), w)
		}
	}
	if !r.config.StrictWarnings || len(r.call.Warnings) == 0 {
		return nil
	}
	messages := make([]string, len(r.call.Warnings))
	for i, w := range r.call.Warnings {
		messages[i] = w.Message
	}
	return &classcloud.Error{Kind: classcloud.FailedPrecondition, Code: r.call.Warnings[0].Code, HTTPStatus: r.status,
		Message: "done, but: " + strings.Join(messages, "; "), Outcome: classcloud.OutcomeApplied}
}
