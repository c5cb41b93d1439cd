package weclassroom

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// reading says how the reply of an operation differs from "the result is in data". At most one of its fields is set.
type reading struct {
	id     string                     // the result is the id of this name, which stands beside data
	result func(wire.Envelope) []byte // the result is the JSON that this function makes of the envelope; nil means that the reply lacks one
}

// replies holds the reading of each operation whose result is not simply in data.
var replies = map[opID]reading{
	opUsersSetPhone:          {id: "uid"},
	opClassroomsCreate:       {id: "classroomId"},
	opClassroomsAddStudents:  {result: notEntered},
	opDocumentsUploadFromURL: {id: "coursewareId"},
	opLessonsCreate:          {result: createdLesson},
	opLessonsCreateBatch:     {result: createdLessons},
	opLessonsAddDocuments:    {result: leftOut},
	opLessonsAddStudents:     {result: leftOut},
	opRecordingsListByUser:   {result: recordingDays},
}

// payload returns the result of a successful reply as JSON, or nil when the reply holds none.
func (r reading) payload(envelope wire.Envelope) []byte {
	switch {
	case r.id != "":
		return beside(envelope, r.id)
	case r.result != nil:
		return r.result(envelope)
	}
	return envelope.Get("data")
}

// raw wraps JSON from a reply as a value.
func raw(json []byte) wire.Value { return wire.Value{Kind: wire.JSON, Text: string(json)} }

// beside returns an object that holds an id from beside data. It returns nil when the id is missing or 0: a success without an id
// is an error.
func beside(envelope wire.Envelope, name string) []byte {
	id := envelope.Get(name)
	if noID(id) {
		return nil
	}
	return wire.AppendJSONObject(nil, []wire.Member{{Name: name, Value: raw(id)}})
}

// noID reports whether an id is missing or 0.
func noID(id []byte) bool { return wire.IsEmpty(id) || wire.ScalarText(id) == "0" }

// notEntered returns the students that a classroom did not take. The document prints the member's name with a blank behind it.
// Without the member the classroom took all students.
func notEntered(envelope wire.Envelope) []byte {
	var members []wire.Member
	for _, m := range envelope {
		if name := strings.TrimSpace(m.Name); name == "notEnterStudentIds" {
			members = append(members, wire.Member{Name: name, Value: raw(m.Raw)})
		}
	}
	return wire.AppendJSONObject(nil, members)
}

// leftOut returns what a lesson did not take, by reason. PHP writes a map without reasons as an empty array.
func leftOut(envelope wire.Envelope) []byte {
	data := envelope.Get("data")
	if wire.IsEmpty(data) {
		return []byte("{}")
	}
	return data
}

// createdLesson joins the lesson's id from data, which is an id or an object, with the command that stands beside data.
func createdLesson(envelope wire.Envelope) []byte {
	id := lessonID(envelope.Get("data"))
	if noID(id) {
		return nil
	}
	return withCommand(envelope, wire.Member{Name: "lessonId", Value: raw(id)})
}

// lessonID returns the id of a created lesson, which the vendor gives alone or within the lesson.
func lessonID(data []byte) []byte {
	if bytes.HasPrefix(data, []byte("{")) {
		lesson, _ := wire.Split(data)
		return lesson.Get("id")
	}
	return data
}

// createdLessons joins the ids in data, in whatever form they come, with the command that stands beside data.
func createdLessons(envelope wire.Envelope) []byte {
	ids := lessonIDs(envelope.Get("data"))
	if len(ids) == 0 {
		return nil
	}
	return withCommand(envelope, wire.Member{Name: "lessonIds", Value: wire.Value{Kind: wire.List, Items: ids}})
}

// lessonIDs reads data as one id, one lesson, a text of ids with commas, or a list of ids or lessons. A list with gaps is an
// object. Values that are not ids are passed on for the decoder to refuse.
func lessonIDs(data []byte) []wire.Member {
	var each []json.RawMessage
	switch {
	case wire.IsEmpty(data):
		return nil
	case data[0] == '"':
		for text := range strings.SplitSeq(wire.ScalarText(data), ",") {
			each = append(each, wire.TextOf(strings.TrimSpace(text)).AppendJSON(nil))
		}
	case data[0] == '{':
		lesson, _ := wire.Split(data)
		gaps := !slices.ContainsFunc(lesson, func(m wire.RawMember) bool { return strings.Trim(m.Name, "0123456789") != "" })
		if !gaps {
			each = append(each, data)
			break
		}
		for _, m := range lesson {
			each = append(each, m.Raw)
		}
	case data[0] == '[':
		if json.Unmarshal(data, &each) != nil {
			each = append(each, data)
		}
	default:
		each = append(each, data)
	}
	var ids []wire.Member
	for _, one := range each {
		if id := lessonID(one); !noID(id) {
			ids = append(ids, wire.Member{Value: raw(id)})
		}
	}
	return ids
}

// withCommand adds the command that opens a CategoryCommand classroom. A command that is an object or a list is kept as its JSON
// text: an error here would cost the caller the ids of the new lessons.
func withCommand(envelope wire.Envelope, made wire.Member) []byte {
	members := []wire.Member{made}
	if command := envelope.Get("command"); !wire.IsEmpty(command) {
		text := wire.ScalarText(command)
		if text == "" {
			text = string(command)
		}
		members = append(members, wire.Member{Name: "command", Value: wire.TextOf(text)})
	}
	return wire.AppendJSONObject(nil, members)
}

// recordingDays collects the members that are named by a day, such as 20160401, in the order of the days.
func recordingDays(envelope wire.Envelope) []byte {
	var days []wire.Member
	for _, m := range envelope {
		if len(m.Name) == len("20060102") && strings.Trim(m.Name, "0123456789") == "" {
			days = append(days, wire.Member{Name: m.Name, Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
				{Name: "date", Value: wire.TextOf(m.Name)}, {Name: "urls", Value: raw(m.Raw)},
			}}})
		}
	}
	slices.SortStableFunc(days, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	return wire.Value{Kind: wire.List, Items: days}.AppendJSON(nil)
}
