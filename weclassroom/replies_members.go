package weclassroom

import (
	"bytes"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// notEntered returns the students that a classroom did not take. The document prints the member's name with a blank behind it.
// Without the member the classroom took all students.
func notEntered(_ *transport.Call, envelope wire.Envelope) []byte {
	members := leftOver(envelope, "notEnterStudentIds")
	for i, m := range members {
		if m.Name == "notEnterStudentIds" {
			members[i].Value = raw(idList([]byte(m.Value.Text)))
		}
	}
	return wire.AppendJSONObject(nil, members)
}

// idList returns a list of ids that came as text, such as "[1,2]" or "1,2", as a list. Anything else comes back as it is.
func idList(ids []byte) []byte {
	if !bytes.HasPrefix(ids, []byte(`"`)) {
		return ids
	}
	text := strings.TrimSpace(wire.ScalarText(ids))
	if strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
		return []byte(text)
	}
	var list []wire.Member
	for id := range strings.SplitSeq(text, ",") {
		if id = strings.TrimSpace(id); id != "" { // of "" and of "1," nothing is an id
			list = append(list, wire.Member{Value: wire.TextOf(id)})
		}
	}
	return wire.Value{Kind: wire.List, Items: list}.AppendJSON(nil)
}

// notAdded returns a reader of what a lesson did not take, by reason. PHP writes a map without reasons as an empty array.
func notAdded(reasons ...string) func(*transport.Call, wire.Envelope) []byte {
	before := reasons[len(reasons)-1] // what was in the lesson before
	return func(c *transport.Call, envelope wire.Envelope) []byte {
		data := bytes.TrimSpace(envelope.Get("data"))
		if !wire.IsEmpty(data) && data[0] != '{' && data[0] != '[' {
			return data // for the decoder to refuse
		}
		members := leftOver(envelope, reasons...)
		for _, m := range members {
			if c.Doubt && m.Name == before && !wire.IsEmpty([]byte(m.Value.Text)) {
				c.Warnings = append(c.Warnings, classcloud.Warning{Message: before + " answers a repeat: what it names may have been added by the first try"})
			}
		}
		return wire.AppendJSONObject(nil, members)
	}
}

// leftOver returns the members of the given names, which may stand in data or beside it, and under "unknown" whatever else may say
// that something was not done: any member of data that is not empty, data that is text, any list or object beside data that is not
// empty, and what a name says in its second place, where that is something else.
func leftOver(envelope wire.Envelope, names ...string) []wire.Member {
	var members, unknown []wire.Member
	take := func(m wire.RawMember, within bool) {
		name, text := strings.TrimSpace(m.Name), string(bytes.TrimSpace(m.Raw))
		for _, known := range names {
			if !strings.EqualFold(name, known) {
				continue
			}
			at := slices.IndexFunc(members, func(had wire.Member) bool { return had.Name == known })
			switch {
			case at < 0:
				members = append(members, wire.Member{Name: known, Value: raw(m.Raw)})
				return
			case wire.IsEmpty(m.Raw), members[at].Value.Text == text:
				return
			case wire.IsEmpty([]byte(members[at].Value.Text)):
				members[at].Value = raw(m.Raw)
				return
			}
			within = true // two places, and each says something of its own
		}
		if !wire.IsEmpty(m.Raw) && text != "0" && (within || text[0] == '[' || text[0] == '{') {
			unknown = append(unknown, wire.Member{Name: name, Value: wire.TextOf(text)})
		}
	}
	for _, m := range envelope {
		data, err := wire.Split(m.Raw)
		if m.Name != "data" || err != nil {
			take(m, m.Name == "data" && bytes.HasPrefix(bytes.TrimSpace(m.Raw), []byte(`"`)))
			continue
		}
		for _, inner := range data {
			take(inner, true)
		}
	}
	if len(unknown) > 0 {
		members = append(members, wire.Member{Name: "unknown", Value: wire.Value{Kind: wire.Map, Items: unknown}})
	}
	return members
}
