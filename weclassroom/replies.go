package weclassroom

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// reading says how the reply of an operation differs from "the result is in data". Of id and result at most one is set.
type reading struct {
	id     string                                          // the result is the id of this name, which stands beside data
	result func(*transport.Call, wire.Envelope) []byte     // the result is the JSON that this function makes of the envelope; nil means that the reply lacks one
	check  func(*transport.Call, []byte) *classcloud.Error // looks for what the result lacks beside what was asked for; its error comes beside the result
	known  []string                                        // members that result reads from elsewhere, or that are dropped on purpose: they are not drift
	gone   string                                          // where to look when a repeat of a removal is refused, perhaps because the first try did it
}

// replies holds the reading of each operation whose result is not simply in data.
var replies = map[opID]reading{
	opUsersCreate:                 {check: checkCreatedUsers},
	opUsersSetPhone:               {id: "uid"},
	opClassroomsCreate:            {id: "classroomId"},
	opClassroomsAddStudents:       {result: notEntered},
	opClassroomsDelete:            {gone: "Classrooms.GetProgress shows whether the classroom is still there"},
	opClassroomsRemoveStudent:     {gone: "Lessons.ListByUser shows whether the student still has the classroom's lessons"},
	opDocumentsUploadFromURL:      {id: "coursewareId"},
	opLessonsCreate:               {result: createdLesson, known: lessonMembers},
	opLessonsCreateBatch:          {result: createdLessons, check: checkCreatedLessons, known: lessonMembers},
	opLessonsDelete:               {check: echoes(func(in *lessonRef) int64 { return in.LessonID }), gone: "Lessons.ListByIDs leaves out a lesson that is gone"},
	opLessonsAddDocuments:         {result: notAdded("notFound", "unConverted", "alreadyExist")},
	opLessonsRemoveDocument:       {check: echoes(func(in *RemoveLessonDocumentRequest) int64 { return in.DocumentID }), gone: "no call of the vendor shows it; Lessons.AddDocuments would say that the document is there, or add it again"},
	opLessonsAddStudents:          {result: notAdded("notFound", "already")},
	opLessonsRemoveStudent:        {check: echoes(func(in *RemoveLessonStudentRequest) int64 { return in.StudentID }), gone: "Lessons.ListByUser shows whether the student still has the lesson"},
	opUsersListByPhones:           {check: onlyAsked("mobile", phoneDigits, func(in *userPhones) []string { return in.Phones })},
	opLessonsListStatusByIDs:      {check: onlyAsked("lesson_id", idDigits, func(in *statusLessons) []string { return texts(in.LessonIDs) })},
	opLessonsListByIDs:            {check: onlyAsked("zby_lid", idDigits, func(in *infoLessons) []string { return texts(in.LessonIDs) })},
	opReportsListStars:            {check: onlyAsked("lesson_id", idDigits, func(in *starLessons) []string { return texts(in.LessonIDs) })},
	opReportsListEventCounts:      {result: eventCounts},
	opReportsGetTeacherAttendance: {known: []string{"code"}},
	opRecordingsListByUser:        {result: userRecordings, known: []string{"script_flag", "scribblelog"}},
	opRecordingsGet:               {check: checkRecording},
}

// payload returns the result of a successful reply as JSON, or nil when the reply holds none.
func (r reading) payload(c *transport.Call, envelope wire.Envelope) []byte {
	switch {
	case r.id != "":
		return beside(envelope, r.id)
	case r.result != nil:
		return r.result(c, envelope)
	}
	return envelope.Get("data")
}

// raw wraps JSON from a reply as a value.
func raw(json []byte) wire.Value { return wire.Value{Kind: wire.JSON, Text: string(json)} }

// beside returns an object that holds an id from beside data, or from within it. It returns nil when the id is missing or 0: a
// success without an id is an error. Of two that contradict each other it returns what the decoder refuses.
func beside(envelope wire.Envelope, name string) []byte {
	id := envelope.Get(name)
	if data, err := wire.Split(envelope.Get("data")); err == nil && !noID(data.Get(name)) {
		id = either(id, data.Get(name))
	}
	if noID(id) {
		return nil
	}
	return wire.AppendJSONObject(nil, []wire.Member{{Name: name, Value: raw(id)}})
}

// noID reports whether an id is missing or 0.
func noID(id []byte) bool { return wire.IsEmpty(id) || wire.ScalarText(id) == "0" }

// eventCounts makes a row of each count in data, where the document has an object with the students' ids as names, in the order of
// the ids.
func eventCounts(c *transport.Call, envelope wire.Envelope) []byte {
	data := envelope.Get("data")
	counts, err := wire.Split(data)
	if err != nil {
		if elements := wire.Elements(data); len(elements) > 0 && !bytes.HasPrefix(elements[0], []byte("{")) {
			for i, count := range elements { // PHP writes an object whose names happen to run from 0 as a list
				counts = append(counts, wire.RawMember{Name: strconv.Itoa(i), Raw: count})
			}
		} else {
			return data
		}
	}
	slices.SortStableFunc(counts, func(a, b wire.RawMember) int {
		return cmp.Or(cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	var rows []wire.Member
	for _, m := range counts {
		c.Known = append(c.Known, m.Name)
		rows = append(rows, wire.Member{Value: wire.Value{Kind: wire.Map, Items: []wire.Member{
			{Name: "userId", Value: wire.TextOf(m.Name)}, {Name: "count", Value: raw(m.Raw)},
		}}})
	}
	return wire.Value{Kind: wire.List, Items: rows}.AppendJSON(nil)
}

// echoes warns of a reply whose data is another id than the one that was removed: the document has the id there. Anything else in data
// proves nothing.
func echoes[In any](idOf func(*In) int64) func(*transport.Call, []byte) *classcloud.Error {
	return func(c *transport.Call, payload []byte) *classcloud.Error {
		in, _ := c.In.(*In)
		if id := wholeNumber(payload); in != nil && id > 0 && id != idOf(in) {
			c.Warnings = append(c.Warnings, classcloud.Warning{Message: "the reply names " + strconv.FormatInt(id, 10) + ", and " + strconv.FormatInt(idOf(in), 10) + " was asked for"})
		}
		return nil
	}
}
