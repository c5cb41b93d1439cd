package transport

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// drift tells of every member and enum value of the reply that nobody reads: beside the envelope's own, in its data, and at every
// depth of the result. Paths are JSON pointers into the whole reply.
func (r *run) drift(payload []byte, out any) {
	if r.config.OnDrift == nil || r.reply == nil {
		return
	}
	own := r.client.config.envelope
	w := &drifting{payload: bytes.TrimSpace(payload), report: r.reportDrift, own: own, known: append(slices.Clone(own), r.call.Known...), joined: r.call.Joined, shapes: r.client.config.shapes}
	if r.call.Rows != nil {
		out = r.call.Rows
	}
	if out != nil && r.call.Op.Payload != PayloadNone {
		w.result = reflect.TypeOf(out).Elem()
		for w.result.Kind() == reflect.Pointer {
			w.result = w.result.Elem()
		}
	}
	envelope, err := wire.Split(r.reply.Body)
	if err != nil { // bare: the payload is all there is
		w.walk(payload, "")
		return
	}
	for _, m := range envelope {
		switch {
		case m.Name == "data" && r.call.Rows == nil && bytes.Equal(bytes.TrimSpace(m.Raw), bytes.TrimSpace(payload)):
			w.walk(m.Raw, "/data")
		case m.Name == "data" && r.call.At != "":
			w.around(m.Raw, r.call.At)
		case m.Name == "data":
			w.parts(m.Raw, "/data")
		case slices.Contains(own, m.Name):
			w.envelope(m)
		default:
			w.member(m, "")
		}
	}
}

func (r *run) reportDrift(path, problem string) {
	r.config.OnDrift(classcloud.Drift{Operation: r.call.Op.Name, Path: path, Problem: problem})
}

// drifting walks a reply beside the type of its result; result is nil for an operation that returns nothing.
type drifting struct {
	payload []byte // what was read into the result
	result  reflect.Type
	own     []string // members of the envelope
	known   []string
	joined  []string
	shapes  wire.Shapes
	report  func(path, problem string)
}

// envelope looks into a member of the envelope: ClassIn's error_info has members of its own.
func (w *drifting) envelope(m wire.RawMember) {
	inside, _ := wire.Split(m.Raw)
	for _, below := range inside {
		if !slices.Contains(w.own, below.Name) {
			w.report("/"+wire.EscapePointer(m.Name)+"/"+wire.EscapePointer(below.Name), "unknown field")
		}
	}
}

// walk looks at what was read into the result as it stands.
func (w *drifting) walk(raw []byte, path string) {
	if w.result == nil {
		w.parts(raw, path)
		return
	}
	wire.Drift(raw, w.result, w.known, w.shapes, func(at, problem string) { w.report(path+at, problem) })
}

// around looks at data of which one member was read into the result, and at what stands beside it.
func (w *drifting) around(raw []byte, at string) {
	object, _ := wire.Split(raw)
	for _, m := range object {
		if place := "/" + wire.EscapePointer(m.Name); place == at {
			w.walk(m.Raw, "/data"+place)
		} else if !slices.Contains(w.known, m.Name) {
			w.report("/data"+place, "unknown field")
		}
	}
}

// parts looks at what the result was put together from: a member may be one of the result's, or one that the protocol reads.
func (w *drifting) parts(raw []byte, path string) {
	object, err := wire.Split(raw)
	if err != nil {
		for i, element := range wire.Elements(raw) {
			w.parts(element, path+"/"+strconv.Itoa(i))
		}
		return
	}
	for _, m := range object {
		w.member(m, path)
	}
}

func (w *drifting) member(m wire.RawMember, path string) {
	at, joined := path+"/"+wire.EscapePointer(m.Name), slices.Contains(w.joined, m.Name)
	if !joined && len(w.payload) > len(`[]`) && bytes.Equal(bytes.TrimSpace(m.Raw), w.payload) { // the result stands deeper than in data
		w.walk(m.Raw, at)
		return
	}
	switch field, ok := wire.MemberType(w.result, m.Name); {
	case slices.Contains(w.known, m.Name):
	case joined:
		w.parts(m.Raw, at)
	case ok:
		wire.Drift(m.Raw, field, nil, w.shapes, func(below, problem string) { w.report(at+below, problem) })
	default:
		w.report(at, "unknown field")
	}
}
