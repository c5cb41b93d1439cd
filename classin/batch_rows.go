package classin

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// echo is a value of an item by which a row of the reply may name it.
type echo struct {
	name  string // the row's member
	also  string // another name of the member; empty when there is none
	value string
	fills bool // the result has the member: a row that leaves it out gets it from the request
}

// byID names an item by an id that the result repeats.
func byID[N ~int64](name string, id N) echo {
	return echo{name: name, value: strconv.FormatInt(int64(id), 10), fills: true}
}

// byStudent names an item by its student. Rows say studentUid, and requests of v1 uid.
func byStudent(uid UID) echo {
	e := byID("studentUid", uid)
	e.also = "uid"
	return e
}

// byText names an item by a text that the result repeats.
func byText(name, value string) echo { return echo{name: name, value: value, fills: true} }

// byMark names an item by a text that the vendor returns as it was sent.
func byMark(name, value string) echo { return echo{name: name, value: value} }

// asked returns what the rows of a reply may say of each item.
func asked[E any](list []E, echoes func(E) []echo) [][]echo {
	out := make([][]echo, len(list))
	for i, item := range list {
		out[i] = echoes(item)
	}
	return out
}

// fill adds the members by which an item was asked for, where the reply leaves them out. What the reply says stays.
func fill(members []wire.Member, asked []echo) []wire.Member {
	for _, e := range asked {
		same := func(m wire.Member) bool { return m.Name == e.name }
		if !e.fills || e.value == "" {
			continue
		}
		if i := slices.IndexFunc(members, same); i >= 0 {
			if m := members[i]; m.Value.Kind != wire.JSON || !wire.IsEmpty([]byte(m.Value.Text)) {
				continue
			}
			members = slices.DeleteFunc(members, same)
		}
		members = append(members, wire.Member{Name: e.name, Value: wire.TextOf(e.value)})
	}
	return members
}

// row is one row of a batch's reply.
type row struct {
	index   int
	raw     json.RawMessage
	members wire.Envelope
	null    bool
	named   bool    // it says something of an item
	fits    []int   // the items that agree with all that it says
	touches [][]int // the items that agree with each thing that it says
	item    int     // the item it belongs to; -1 when that is not clear
}

func readRows(raws []json.RawMessage, keys []int) []row {
	rows := make([]row, len(raws))
	for i, raw := range raws {
		rows[i] = row{index: i, raw: raw, item: -1, null: string(raw) == "null"}
		rows[i].members, _ = wire.Split(raw)
		if keys != nil {
			rows[i].index = keys[i]
		}
	}
	return rows
}

// says returns what a row says under a name, in its plainest form.
func (r *row) says(e *echo) string {
	for _, name := range [...]string{e.name, e.also} {
		if name == "" {
			continue
		}
		raw := r.members.Get(name)
		if raw == nil {
			if data, err := wire.Split(r.members.Get("data")); err == nil {
				raw = data.Get(name)
			}
		}
		var text string
		if len(raw) > 0 && wire.Decode(raw, &text) == nil && bareText(text) != "" {
			return bareText(text)
		}
	}
	return ""
}

// bareText is how texts are compared: China's own country code may stand before a phone number or not.
func bareText(text string) string { return strings.TrimPrefix(strings.TrimSpace(text), "0086-") }

func (r *row) failure(problem string) classcloud.RowError {
	return classcloud.RowError{Index: r.index, Path: "/data/" + strconv.Itoa(r.index), Problem: problem, Raw: r.raw}
}

// rowsWithKeys reads the object that PHP writes for a list with gaps: the name of each member is an item's place.
func rowsWithKeys(list []byte) (rows [][]byte, keys []int, ok bool) {
	object, err := wire.Split(list)
	if err != nil || len(object) == 0 {
		return nil, nil, false
	}
	for _, m := range object {
		at, err := strconv.Atoi(m.Name)
		if err != nil || at < 0 {
			return nil, nil, false
		}
		place, twice := slices.BinarySearch(keys, at)
		if twice {
			return nil, nil, false
		}
		keys, rows = slices.Insert(keys, place, at), slices.Insert(rows, place, m.Raw)
	}
	return rows, keys, true
}
