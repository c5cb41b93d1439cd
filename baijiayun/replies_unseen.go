package baijiayun

import (
	"bytes"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// listed returns data as an object whose member list holds the rows, wherever they stand in a reply that no source shows: under that name,
// which every list of the vendor's documents has, or as data itself, or as the only list in data.
func (r reading) listed(data []byte) []byte {
	members, err := wire.Split(data)
	if err != nil || hasGaps(data) {
		return oneMember("list", r.rows(data))
	}
	name := "list"
	if members.Get(name) == nil {
		if name = onlyList(members); name == "" {
			return data
		}
	}
	out := make([]wire.Member, 0, len(members))
	for _, m := range members {
		if m.Name == name {
			m = wire.RawMember{Name: "list", Raw: r.rows(m.Raw)}
		}
		out = append(out, asItStands(m.Name, m.Raw))
	}
	return wire.AppendJSONObject(nil, out)
}

// onlyList returns the name of the only member that is a list, or "".
func onlyList(members wire.Envelope) (name string) {
	for _, m := range members {
		switch {
		case !isList(m.Raw):
		case name != "":
			return ""
		default:
			name = m.Name
		}
	}
	return name
}

func isList(value []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(value), []byte{'['}) || hasGaps(value)
}

// hasGaps reports whether a value is a list that PHP writes as an object of numbers.
func hasGaps(value []byte) bool {
	members, err := wire.Split(value)
	return err == nil && len(members) > 0 && !slices.ContainsFunc(members, func(m wire.RawMember) bool { return strings.Trim(m.Name, "0123456789") != "" })
}

// rows puts every row that is not an object into one.
func (r reading) rows(list []byte) []byte {
	rows := wire.Elements(list)
	if hasGaps(list) {
		members, _ := wire.Split(list)
		for _, m := range members {
			rows = append(rows, m.Raw)
		}
	}
	if r.plain == "" || len(rows) == 0 {
		return list
	}
	for i, row := range rows {
		if !wire.IsEmpty(row) {
			rows[i] = r.inside(row)
		}
	}
	return slices.Concat([]byte{'['}, bytes.Join(rows, []byte{','}), []byte{']'})
}

// inside puts a value that is not an object into one: plain text and numbers as the member that they stand for, a list as data.
func (r reading) inside(value []byte) []byte {
	if _, err := wire.Split(value); err == nil {
		return value
	}
	if isList(value) {
		return oneMember("data", value)
	}
	return oneMember(r.plain, value)
}

func oneMember(name string, value []byte) []byte {
	return wire.AppendJSONObject(nil, []wire.Member{asItStands(name, value)})
}

func asItStands(name string, value []byte) wire.Member {
	return wire.Member{Name: name, Value: wire.Value{Kind: wire.JSON, Text: string(value)}}
}

// doubt warns of a success whose verdict looks like a no: no source shows which values it has.
func (r reading) doubt(c *transport.Call, data []byte) {
	members, err := wire.Split(data)
	value := members.Get(r.verdict)
	if err != nil || value == nil {
		return
	}
	if text := strings.TrimSpace(wire.ScalarText(value)); wire.IsEmpty(value) || text == "0" || text == "false" {
		c.Warnings = append(c.Warnings, classcloud.Warning{Message: "the reply says success, and " + r.verdict + " " + string(value) + ", which no document explains: look whether it was done"})
	}
}
