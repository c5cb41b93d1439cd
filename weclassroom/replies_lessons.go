package weclassroom

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// lessonIDNames are the names under which the vendor's replies give a lesson's id.
var lessonIDNames = []string{"id", "lesson_id", "lessonId", "lessonIds", "zby_lid"}

// lessonMembers are the members of a created lesson in the document's common table 3. Its id is read, and the rest is what the caller
// has just sent or may ask for.
var lessonMembers = append([]string{"command", "room_id", "name", "category", "teacher_name", "teacher_id", "mobile", "institution_id", "stu_num", "ins_name",
	"start_time", "end_time", "genre", "updated_at", "created_at"}, lessonIDNames...)

// createdLesson joins the lesson's id from data, which is an id or an object, with the command that stands beside data or in it.
func createdLesson(_ *transport.Call, envelope wire.Envelope) []byte {
	rows := lessonRows(envelope)
	if len(rows) == 0 {
		return nil
	}
	id := rows[0]
	if len(rows) > 1 {
		id = envelope.Get("data") // which of them it is nobody can tell
	} else if others := besideData(envelope); len(others) == 1 {
		id = either(id, others[0])
	}
	return withCommand(envelope, wire.Member{Name: "lessonId", Value: raw(id)})
}

// createdLessons makes a row of each id in data, in whatever form they come, and adds the command that stands beside data or in it.
func createdLessons(_ *transport.Call, envelope wire.Envelope) []byte {
	var rows []wire.Member
	ids := lessonRows(envelope)
	for _, other := range besideData(envelope) {
		if !slices.ContainsFunc(ids, func(id []byte) bool { return sameID(id, other) }) {
			ids = append(ids, other)
		}
	}
	for _, id := range ids {
		rows = append(rows, wire.Member{Value: wire.Value{Kind: wire.Map, Items: []wire.Member{{Name: "id", Value: raw(id)}}}})
	}
	if len(rows) == 0 {
		return nil
	}
	return withCommand(envelope, wire.Member{Name: "lessons", Value: wire.Value{Kind: wire.List, Items: rows}})
}

// lessonRows returns the ids of created lessons: those in data, or else those beside it.
func lessonRows(envelope wire.Envelope) [][]byte {
	data := bytes.TrimSpace(envelope.Get("data"))
	rows := lessonIDs(data)
	if len(rows) > 1 || len(rows) == 1 && (data[0] != '{' || !bytes.Equal(rows[0], data)) { // an object without any id does not count
		return rows
	}
	if id := idOf(envelope); id != nil {
		return lessonIDs(id)
	}
	return nil
}

// besideData returns the ids of lessons that stand beside data. A bare id there may be that of anything.
func besideData(envelope wire.Envelope) [][]byte {
	return lessonIDs(idOf(slices.DeleteFunc(slices.Clone(envelope), func(m wire.RawMember) bool { return strings.EqualFold(m.Name, "id") })))
}

// lessonIDs reads data as one id, one lesson, a text of ids with commas, or a list of any of them. A list with gaps is an object.
// What is not an id and not one of PHP's forms of nothing is passed on for the decoder to refuse: no id is lost without a word.
func lessonIDs(data []byte) (ids [][]byte) {
	switch {
	case noID(data):
		return nil
	case data[0] == '"':
		text := strings.TrimSpace(wire.ScalarText(data))
		if strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
			return lessonIDs([]byte(text))
		}
		for one := range strings.SplitSeq(text, ",") {
			if id := wire.TextOf(strings.TrimSpace(one)).AppendJSON(nil); !noID(id) {
				ids = append(ids, id)
			}
		}
	case data[0] == '{':
		return idsOfObject(data)
	case data[0] == '[':
		for _, one := range wire.Elements(data) {
			one = bytes.TrimSpace(one)
			if bytes.HasPrefix(one, []byte("[")) && !wire.IsEmpty(one) {
				ids = append(ids, one) // a list in a list says nothing that anybody knows
				continue
			}
			ids = append(ids, lessonIDs(one)...)
		}
	default:
		ids = append(ids, data)
	}
	return ids
}

// idsOfObject reads a list with gaps, a lesson, or an object whose only list holds the lessons. Beside another list, or under a name that
// says that they were not made, they are passed on for the decoder to refuse.
func idsOfObject(data []byte) (ids [][]byte) {
	object, err := wire.Split(data)
	if err != nil {
		return [][]byte{data}
	}
	gaps := !slices.ContainsFunc(object, func(m wire.RawMember) bool { return strings.Trim(m.Name, "0123456789") != "" })
	if id := idOf(object); id != nil && !gaps {
		return lessonIDs(id)
	}
	lists := 0
	for _, m := range object {
		if value := bytes.TrimSpace(m.Raw); !gaps && value[0] == '[' && !wire.IsEmpty(value) && !saysNotMade(m.Name) {
			lists++
		}
	}
	for _, m := range object {
		switch value := bytes.TrimSpace(m.Raw); {
		case gaps:
			ids = append(ids, lessonIDs(value)...)
		case value[0] != '[' || wire.IsEmpty(value):
		case saysNotMade(m.Name), lists > 1 && !saysMade(m.Name):
			ids = append(ids, wire.AppendJSONObject(nil, []wire.Member{{Name: m.Name, Value: raw(value)}}))
		default:
			ids = append(ids, lessonIDs(value)...)
		}
	}
	if len(ids) == 0 && len(object) > 0 && !gaps {
		ids = append(ids, data)
	}
	return ids
}

// saysNotMade reports whether the name of a list says that its lessons were not made.
func saysNotMade(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"fail", "err", "not", "exist", "invalid", "conflict", "refuse", "reject", "skip"}, func(word string) bool { return strings.Contains(name, word) })
}

// saysMade reports whether the name of a list says that it holds lessons.
func saysMade(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "lesson") || slices.Contains([]string{"ids", "list", "data", "success", "succeeded", "created"}, name)
}

// idOf returns the id in an object, or nil without one. Of names that contradict each other it returns the object.
func idOf(object wire.Envelope) []byte {
	var found []byte
	for _, m := range object {
		if !slices.ContainsFunc(lessonIDNames, func(name string) bool { return strings.EqualFold(name, m.Name) }) || noID(m.Raw) {
			continue
		}
		if found = either(found, m.Raw); bytes.HasPrefix(found, []byte("{")) {
			return found
		}
	}
	return found
}

// either returns the one id that is there, or that two places agree on. Of two that contradict each other it returns an object that shows
// both, and that the decoder refuses.
func either(a, b []byte) []byte {
	a, b = bytes.TrimSpace(a), bytes.TrimSpace(b)
	if noID(a) || sameID(a, b) {
		return b
	}
	return wire.AppendJSONObject(nil, []wire.Member{{Name: "either", Value: raw(a)}, {Name: "or", Value: raw(b)}})
}

// withCommand adds the command that opens a CategoryCommand classroom. A command that is an object or a list is kept as its JSON
// text: an error here would cost the caller the ids of the new lessons.
func withCommand(envelope wire.Envelope, made wire.Member) []byte {
	members := []wire.Member{made}
	command := envelope.Get("command")
	if data, err := wire.Split(envelope.Get("data")); err == nil && wire.IsEmpty(command) {
		command = data.Get("command")
	}
	if !wire.IsEmpty(command) {
		text := wire.ScalarText(command)
		if text == "" {
			text = string(command)
		}
		members = append(members, wire.Member{Name: "command", Value: wire.TextOf(text)})
	}
	return wire.AppendJSONObject(nil, members)
}

// checkCreatedLessons makes the error of a success that names more lessons than were asked for, or one twice. Fewer are right as well: the document shows
// one id for two lessons.
func checkCreatedLessons(c *transport.Call, payload []byte) *classcloud.Error {
	var made createdBatch
	in, _ := c.In.(*CreateLessonBatchRequest)
	_, _ = wire.Read(payload, &made) // what cannot be read is the decoder's to tell
	if in == nil {
		return nil
	}
	failure := &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeApplied, Hint: "ask ListByUser for the teacher's lessons"}
	seen := map[int64]bool{}
	for _, lesson := range made.Lessons {
		if seen[lesson.LessonID] {
			failure.Message = fmt.Sprintf("the reply names the lesson %d twice, which cannot be two lessons", lesson.LessonID)
			return failure
		}
		seen[lesson.LessonID] = true
	}
	if len(made.Lessons) <= len(in.Lessons) {
		return nil
	}
	failure.Message = fmt.Sprintf("the reply names %d lessons, and %d were asked for", len(made.Lessons), len(in.Lessons))
	return failure
}

// sameID reports whether two values are one id, be it a number in one place and text in the other.
func sameID(a, b []byte) bool {
	text := wire.ScalarText(a)
	return text != "" && text == wire.ScalarText(b) || wholeNumber(a) != 0 && wholeNumber(a) == wholeNumber(b)
}
