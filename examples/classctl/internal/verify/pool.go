package verify

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/classctl/internal/manual"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// pool keeps the ids that replies had, as long as the run takes. Ids that stood together stay together: the class of one course is not
// looked for in another.
type pool struct {
	plan   *plan
	book   *manual.Book
	wanted map[string]bool     // the names of parameters, without case and signs
	known  []map[string]string // ids that stand together, as JSON
}

// rowsOfAList and mostKnown bound what is kept of a reply, and of all.
const (
	rowsOfAList = 3
	mostKnown   = 400
)

func newPool(plan *plan, v vendors.Vendor, given map[string]json.RawMessage) *pool {
	p := &pool{plan: plan, wanted: map[string]bool{}}
	p.book, _ = manual.Read(v.Name) // a test reads every book
	for _, op := range v.Operations() {
		if op.Effect != classcloud.EffectRead {
			continue
		}
		params, _ := invoke.Parameters(v.Zero, op)
		for _, param := range params {
			if name := p.nameOf(op, param); param.Required && p.value(param, time.Time{}) == nil {
				p.wanted[name] = true
			}
		}
	}
	start := maps.Clone(plan.start)
	if start == nil {
		start = map[string]string{}
	}
	for name, value := range given {
		start[plain(name)] = string(value)
	}
	if len(start) > 0 {
		p.known = append(p.known, start)
	}
	return p
}

// plain is a name as all vendors and all lists write it: roomUuid, room_uuid and RoomUUIDs are one.
func plain(name string) string {
	return strings.NewReplacer("_", "", ".", "").Replace(strings.ToLower(name))
}

// nameOf is what the value of a parameter is called in replies. An id without a name is the service's own: Meetings.Get's id is a meeting's.
func (p *pool) nameOf(op classcloud.Operation, param wire.Parameter) string {
	name := plain(param.Name)
	if strings.HasPrefix(param.Form, "list of ") {
		name = strings.TrimSuffix(name, "s")
	}
	return p.common(op, name)
}

func (p *pool) common(op classcloud.Operation, name string) string {
	service, _, _ := strings.Cut(op.Name, ".")
	if name == "id" || name == "uuid" {
		name = singular(strings.ToLower(service)) + name
	}
	if same := p.plan.same[name]; same != "" {
		return same
	}
	return name
}

// singular is the word for one of a service's things: classes and rooms are class and room.
func singular(service string) string {
	if one, many := strings.CutSuffix(service, "sses"); many {
		return one + "ss"
	}
	if one, many := strings.CutSuffix(service, "ies"); many {
		return one + "y"
	}
	return strings.TrimSuffix(service, "s")
}

// fill returns the parameters of a call: of those that it needs, ids that stood together in a reply, and what can be chosen. attempt
// counts the sets of ids. It returns the names of those that nothing is known for.
func (p *pool) fill(op classcloud.Operation, params []wire.Parameter, attempt int, now time.Time) (values map[string]json.RawMessage, lacks []string) {
	values = map[string]json.RawMessage{}
	var ids []wire.Parameter
	for _, param := range params {
		if !param.Required {
			continue
		}
		if value := p.value(param, now); value != nil {
			values[param.Name] = value
		} else {
			ids = append(ids, param)
		}
	}
	sets := p.sets(op, ids)
	if attempt >= len(sets) {
		if attempt == 0 || len(ids) == 0 {
			lacks = p.unknown(op, ids)
		}
		if attempt > 0 {
			lacks = []string{"other ids"}
		}
		return values, lacks
	}
	for i, param := range ids {
		value := json.RawMessage(sets[attempt][i])
		if strings.HasPrefix(param.Form, "list of ") && !bytes.HasPrefix(value, []byte("[")) {
			value = json.RawMessage("[" + string(value) + "]")
		}
		values[param.Name] = value
	}
	return values, nil
}

// sets are the sets of ids that stood together, each once; failing those, what is known of each.
func (p *pool) sets(op classcloud.Operation, ids []wire.Parameter) (sets [][]string) {
	if len(ids) == 0 {
		return [][]string{nil}
	}
	for _, together := range p.known {
		set := make([]string, len(ids))
		for i, param := range ids {
			set[i] = together[p.nameOf(op, param)]
		}
		if !slices.Contains(set, "") && !slices.ContainsFunc(sets, func(other []string) bool { return slices.Equal(other, set) }) {
			sets = append(sets, set)
		}
	}
	if len(sets) > 0 || len(p.unknown(op, ids)) > 0 {
		return sets
	}
	set := make([]string, len(ids))
	for i, param := range ids {
		set[i] = p.any(p.nameOf(op, param))
	}
	return [][]string{set}
}

func (p *pool) unknown(op classcloud.Operation, ids []wire.Parameter) (names []string) {
	for _, param := range ids {
		if p.any(p.nameOf(op, param)) == "" {
			names = append(names, param.Name)
		}
	}
	return names
}

// any returns the first value of a name.
func (p *pool) any(name string) string {
	for _, together := range p.known {
		if value := together[name]; value != "" {
			return value
		}
	}
	return ""
}

// value chooses what is not an id: the days before now, an hour, the first of the values with a name. It returns nil for an id.
func (p *pool) value(param wire.Parameter, now time.Time) json.RawMessage {
	name, text := plain(param.Name), ""
	first := strings.HasPrefix(name, "start") || strings.HasPrefix(name, "begin")
	switch param.Form {
	case "day":
		if text = now.AddDate(0, 0, -1).Format(time.DateOnly); first {
			text = now.AddDate(0, 0, -3).Format(time.DateOnly)
		}
	case "time": // within one day of Beijing, which some reports demand
		year, month, day := now.In(wire.CST).AddDate(0, 0, -1).Date()
		start := time.Date(year, month, day, 0, 0, 0, 0, wire.CST)
		if text = start.Add(24*time.Hour - time.Minute).Format(time.RFC3339); first {
			text = start.Format(time.RFC3339)
		}
	case "span":
		text = "1h"
	default:
		for _, v := range p.book.ValuesOf(param.Type) {
			if v.Value != "" && v.Value != "0" && v.Value != "-1" {
				text = v.Value
				break
			}
		}
	}
	if text == "" {
		return nil
	}
	raw, _ := json.Marshal(text)
	return raw
}

// learn keeps the ids of a reply that some parameter is named after, beside those that the call was made with. It keeps nothing else, and
// nothing that is a secret.
func (p *pool) learn(op classcloud.Operation, values map[string]json.RawMessage, body []byte) {
	dec := json.NewDecoder(bytes.NewReader(wire.TrimBOM(body)))
	dec.UseNumber()
	var reply any
	if dec.Decode(&reply) != nil {
		return
	}
	made := map[string]string{}
	for name, value := range values {
		if key := p.common(op, plain(name)); p.wanted[key] && !bytes.HasPrefix(value, []byte("[")) {
			made[key] = string(value)
		}
	}
	p.walk(op, reply, made)
}

func (p *pool) walk(op classcloud.Operation, v any, above map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		here, found := maps.Clone(above), false
		for name, value := range v {
			for _, key := range p.keys(op, name) {
				if id := idOf(value); id != "" && p.wanted[key] && !transport.IsSecretMember(name) {
					here[key], found = id, true
				}
			}
		}
		if found && len(p.known) < mostKnown {
			p.known = append(p.known, here)
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			p.walk(op, v[name], here)
		}
	case []any:
		for i, row := range v {
			if i == rowsOfAList {
				return
			}
			p.walk(op, row, above)
		}
	}
}

// keys are the names that the value of a member has: its own and, in a list of several, that of one.
func (p *pool) keys(op classcloud.Operation, name string) []string {
	own := plain(name)
	keys := append([]string{p.common(op, own)}, p.plan.also[op.Name+" "+own]...)
	if one, several := strings.CutSuffix(own, "s"); several {
		keys = append(keys, p.common(op, one))
	}
	return keys
}

// idOf returns an id as JSON: a number or text, or the first of a list of such. Nothing else is one.
func idOf(v any) string {
	switch v := v.(type) {
	case json.Number:
		if v != "0" && !strings.ContainsAny(string(v), ".eE-") {
			return string(v)
		}
	case string:
		if v != "" && v != "0" && len(v) <= 128 {
			raw, _ := json.Marshal(v)
			return string(raw)
		}
	case []any:
		if len(v) > 0 {
			if _, nested := v[0].([]any); !nested {
				return idOf(v[0])
			}
		}
	}
	return ""
}

// IDs returns the names of the ids that reads of a vendor need, by which a caller can give them.
func IDs(v vendors.Vendor) (names []string) {
	p := newPool(planOf(v.Name), v, nil)
	for _, op := range v.Operations() {
		if op.Effect != classcloud.EffectRead {
			continue
		}
		params, _ := invoke.Parameters(v.Zero, op)
		for _, param := range params {
			if param.Required && p.value(param, time.Time{}) == nil && !slices.Contains(names, param.Name) {
				names = append(names, param.Name)
			}
		}
	}
	return names
}
