package baijiayun

import (
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// reading says how the data of an operation's reply differs from the operation's result. The zero reading takes data as the result.
type reading struct {
	member string   // the result is this member of data: a list
	number string   // the result is this member of data: a number, which a success holds
	list   bool     // the result is a list: where the vendor writes nothing at all, the list is empty
	nested bool     // the rows of the member list are lists: a row that is an object is a list of one
	some   []string // a success holds at least one of these members, and it is not empty
	known  []string // members of data that only repeat what was asked: they are dropped on purpose
	loose  bool     // no source shows the data: what is not an object becomes the member "data" of one, so that nothing is lost
}

// replies holds the reading of every operation whose reply needs one.
var replies = map[opID]reading{
	opRoomsGetLiveStatus:    {number: "status"},
	opRoomsGetTeacherStatus: {number: "status"},
	opRoomsListDocuments:    {member: "list", known: []string{"room_id"}},
	opRoomsRemoveDocument:   {known: []string{"fid"}},
	opMessagesList:          {member: "list"},
	opReportsListCheckIns:   {member: "checkin_list"},
	opReportsListHandRaises: {list: true},
	opReportsListRedPackets: {member: "info"},
	opReportsListQA:         {nested: true},
	opReportsListLikes:      {member: "list", known: []string{"room_id"}},
	opQuizzesList:           {member: "quiz_list"},
	opQuizzesListAnswers:    {member: "student_answer_list"},
	opGroupsCreateCodes:     {some: []string{"admin", "student"}},
	opGroupsListRooms:       {member: "group_room_id"},
	opStreamsGetPullURLs:    {some: []string{"rtmp_url", "m3u8_url"}},
	opPlaybacksListSpots:    {member: "list"},
	opCallbacksSetClassURL:  {known: []string{"url"}},

	opJoinCodesCreateAudition: {loose: true},
	opDocumentsAddToRooms:     {loose: true},
}

// result returns the part of a successful reply's data that is the operation's result.
func (r reading) result(c *transport.Call, data []byte) ([]byte, *classcloud.Error) {
	c.Known = append(c.Known, r.known...)
	name := r.member + r.number
	switch {
	case r.loose && !wire.IsEmpty(data) && data[0] != '{':
		return wire.AppendJSONObject(nil, []wire.Member{{Name: "data", Value: wire.Value{Kind: wire.JSON, Text: string(data)}}}), nil
	case wire.IsEmpty(data) && (r.list || r.member != ""):
		return []byte("[]"), nil
	case r.nested:
		return nest(data), nil
	case wire.IsEmpty(data) && (len(r.some) == 0 || c.Op.Effect == classcloud.EffectRead), name == "" && len(r.some) == 0:
		return data, nil
	case wire.IsEmpty(data):
		return nil, unread(c, "", "the reply says success but holds no result")
	}
	members, err := wire.Split(data)
	if err != nil {
		return nil, unread(c, "", "data "+err.Error())
	}
	if name != "" {
		c.At = "/" + wire.EscapePointer(name)
	}
	value := members.Get(name)
	switch {
	case len(r.some) > 0:
		return r.holds(c, members, data)
	case r.number != "":
		return number(c, value)
	case value == nil:
		return nil, unread(c, c.At, "is missing from a success")
	case wire.IsEmpty(value):
		return []byte("[]"), nil
	}
	return value, nil
}

// nest puts every row of the member list that is an object into a list of its own.
func nest(data []byte) []byte {
	members, err := wire.Split(data)
	if err != nil {
		return data
	}
	out := make([]wire.Member, len(members))
	for i, m := range members {
		text := string(m.Raw)
		if rows := wire.Elements(m.Raw); m.Name == "list" && len(rows) > 0 {
			text = string(join(rows))
		}
		out[i] = wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.JSON, Text: text}}
	}
	return wire.AppendJSONObject(nil, out)
}

// join writes rows as a list of lists. A list with gaps, which PHP writes as an object of numbers, is a list as it is.
func join(rows [][]byte) []byte {
	out := []byte{'['}
	for i, row := range rows {
		if i > 0 {
			out = append(out, ',')
		}
		entry, err := wire.Split(row)
		if alone := err == nil && len(entry) > 0 && strings.Trim(entry[0].Name, "0123456789") != ""; alone {
			row = slices.Concat([]byte{'['}, row, []byte{']'})
		}
		out = append(out, row...)
	}
	return append(out, ']')
}

// holds refuses a success with none of the members of which it holds at least one.
func (r reading) holds(c *transport.Call, members wire.Envelope, data []byte) ([]byte, *classcloud.Error) {
	for _, name := range r.some {
		if !wire.IsEmpty(members.Get(name)) {
			return data, nil
		}
	}
	return nil, unread(c, "/"+r.some[0], "is missing from a success")
}

// number refuses what is not there and what is not a number: neither is a status, least of all the status 0.
func number(c *transport.Call, value []byte) ([]byte, *classcloud.Error) {
	var n int64
	switch err := wire.Decode(value, &n); {
	case wire.IsEmpty(value), err == nil && strings.TrimSpace(wire.ScalarText(value)) == "":
		return nil, unread(c, c.At, "is missing from a success")
	case err != nil:
		return nil, unread(c, c.At, "is not a number")
	}
	return value, nil
}

// unread returns the failure of a success whose result cannot be found.
func unread(c *transport.Call, at, problem string) *classcloud.Error {
	bad := &wire.DecodeError{Path: at, Problem: problem}
	e := &classcloud.Error{Kind: classcloud.DataLoss, Message: "cannot read the result: " + bad.Error(), Outcome: classcloud.OutcomeApplied, Err: bad}
	if c.Op.Effect == classcloud.EffectRead {
		e.Outcome = classcloud.OutcomeNotApplied
	}
	return e
}
