package weclassroom

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// recordingRow is a member of the reply of Recordings.ListByUser.
type recordingRow struct {
	Key  string    `json:"key"`
	URLs textGroup `json:"urls"`
}

// textGroup is a URL, or the texts in a list or an object. Nothing else is one: a number is not a URL, nor is a word alone.
type textGroup []string

var errNoTexts = errors.New("is not a URL, or a list or object of texts")

// mayBeURL reports whether a value is a text with a slash.
func mayBeURL(value []byte) bool { return value[0] == '"' && bytes.ContainsRune(value, '/') }

// UnmarshalJSON reads the texts and leaves out what PHP writes where there is none.
func (g *textGroup) UnmarshalJSON(raw []byte) error {
	*g = textGroup{}
	values := [][]byte{raw}
	if object, err := wire.Split(raw); err == nil {
		values = nil
		for _, m := range object {
			values = append(values, m.Raw)
		}
	} else if bytes.HasPrefix(raw, []byte("[")) {
		values = wire.Elements(raw)
	} else if !wire.IsEmpty(raw) && !mayBeURL(raw) {
		return errNoTexts
	}
	for _, value := range values {
		switch {
		case wire.IsEmpty(value):
		case value[0] != '"':
			return errNoTexts
		default:
			*g = append(*g, wire.ScalarText(value))
		}
	}
	return nil
}

// userRecordings makes a row of every member, beside data and in it, whose value may be recordings, in the order of the keys. The
// document's sample has the members at the top and two closing braces for one opening, and its table has data: it may show the
// inside of data. Where no member is understood, those that are not empty are rows too, for the decoder to refuse: a success that
// nobody understands is not an empty list.
func userRecordings(c *transport.Call, envelope wire.Envelope) []byte {
	members := slices.Clone(envelope)
	data := bytes.TrimSpace(envelope.Get("data"))
	if inside, err := wire.Split(data); err == nil {
		members = append(slices.DeleteFunc(members, func(m wire.RawMember) bool { return m.Name == "data" }), inside...)
	}
	var rows, odd []wire.Member
	for _, m := range members {
		value := bytes.TrimSpace(m.Raw)
		switch {
		case slices.Contains([]string{"status", "error_code", "code", "msg", "script_flag", "scribblelog"}, m.Name):
			continue
		case value[0] == '[' || value[0] == '{' || mayBeURL(value):
			if m.Name == "data" && wire.IsEmpty(value) {
				continue
			}
			rows = append(rows, recordingMember(m))
			c.Known = append(c.Known, m.Name)
		case !noID(value):
			odd = append(odd, recordingMember(m))
		}
	}
	if len(rows) == 0 {
		rows = odd
	}
	slices.SortStableFunc(rows, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	for i := range rows {
		rows[i].Name = ""
	}
	return wire.Value{Kind: wire.List, Items: rows}.AppendJSON(nil)
}

func recordingMember(m wire.RawMember) wire.Member {
	return wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
		{Name: "key", Value: wire.TextOf(m.Name)}, {Name: "urls", Value: raw(m.Raw)},
	}}}
}
