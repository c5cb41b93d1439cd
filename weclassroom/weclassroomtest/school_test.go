package weclassroomtest_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// The ids of the seeded school.
const (
	julia, zhang, li   = 121493, 121494, 121495 // a teacher and two students
	course148          = 148
	held, coming       = 10001, 10002 // lessons of course148: over, and not begun
	slides, converting = 356, 357     // coursewares
)

// school is a server at 14:00 of the day of its lessons, an hour after the first and two hours before the second. Zhang is in the
// classroom and so in both lessons; Li is in neither.
func school(t *testing.T, opts ...weclassroomtest.Option) fixture {
	t.Helper()
	f := start(t, opts...)
	f.setNow("2018-03-16 14:00:00")
	f.AddUser(weclassroomtest.User{UserID: julia, Phone: "13800138009", Name: "Julia Li", Gender: 2, Teacher: true})
	f.AddUser(weclassroomtest.User{UserID: zhang, Phone: "13800138000", Name: "张一", Gender: 1, Student: true})
	f.AddUser(weclassroomtest.User{UserID: li, Phone: "13800138001", Name: "李四", Gender: 1, Student: true, Teacher: true})
	f.AddDocument(weclassroomtest.Document{DocumentID: slides, Name: "示例课件.ppt", Type: weclassroomtest.DocumentTypePPT})
	f.AddDocument(weclassroomtest.Document{DocumentID: converting, Name: "b.pdf", Type: weclassroomtest.DocumentTypePDF, ConvertTime: at("2018-03-16 14:01:00")})
	f.AddClassroom(weclassroomtest.Classroom{ClassroomID: course148, TeacherID: julia, Name: "初二一班", Category: weclassroomtest.CategoryCommand, StudentIDs: []int64{zhang}})
	f.AddLesson(weclassroomtest.Lesson{LessonID: held, ClassroomID: course148, Name: "第一课", StartTime: at("2018-03-16 12:00:00"), EndTime: at("2018-03-16 13:00:00")})
	f.AddLesson(weclassroomtest.Lesson{LessonID: coming, ClassroomID: course148, Name: "第二课", StartTime: at("2018-03-16 16:00:00"), EndTime: at("2018-03-16 17:00:00")})
	return f
}

func (f fixture) lesson(id int64) weclassroomtest.Lesson {
	f.t.Helper()
	for _, lesson := range f.Lessons() {
		if lesson.LessonID == id {
			return lesson
		}
	}
	f.t.Fatalf("no lesson has the id %d", id)
	return weclassroomtest.Lesson{}
}

var escaped = regexp.MustCompile(`\\u[0-9a-f]{4}`)

// plain writes out what PHP escapes, and changes nothing else: the order of keys and their repetition stay.
func (a answer) plain() string {
	text := escaped.ReplaceAllStringFunc(a.body, func(code string) string {
		number, err := strconv.ParseUint(code[2:], 16, 16)
		if err != nil {
			panic(err)
		}
		return string(rune(number))
	})
	return strings.ReplaceAll(text, `\/`, "/")
}

func (f fixture) wantPlain(a answer, body string) {
	f.t.Helper()
	assert.Equal(f.t, 200, a.status)
	assert.Equal(f.t, body, a.plain())
}

// ok is the beginning of a reply that has an error_code.
func ok(msg string) string { return `{"status":1,"error_code":10000,"msg":"` + msg + `"` }

// bad is a call of a seeded school that is refused.
type bad struct {
	name   string
	params pairs
	code   int
	about  string
}

// refuses checks that calls are refused and change nothing.
func refuses(t *testing.T, path string, calls []bad, opts ...weclassroomtest.Option) {
	t.Helper()
	for _, call := range calls {
		t.Run(call.name, func(t *testing.T) {
			f := school(t, opts...)
			classrooms, lessons, users, documents := f.Classrooms(), f.Lessons(), f.Users(), f.Documents()
			f.wantFailure(f.call(path, call.params), call.code, call.about)
			assert.Equal(t, classrooms, f.Classrooms())
			assert.Equal(t, lessons, f.Lessons())
			assert.Equal(t, users, f.Users())
			assert.Equal(t, documents, f.Documents())
		})
	}
}

// badID are the ways in which an id goes wrong, of a call that is good otherwise.
func badID(good pairs, name string) []bad {
	return []bad{
		{"no " + name, good.with(name, drop), 40001, name},
		{name + " is null", good.with(name, nil), 40001, name},
		{name + " in words", good.with(name, "first"), 40002, name},
		{name + " is a list", good.with(name, []any{1}), 40002, name},
		{name + " is unknown", good.with(name, 77), 40003, name},
	}
}

// badJSONList are the ways in which a list in JSON goes wrong.
func badJSONList(good pairs, name string) []bad {
	return []bad{
		{"no " + name, good.with(name, drop), 40001, name},
		{name + " as a PHP array", good.with(name, []any{zhang}), 40002, name},
		{name + " as a number", good.with(name, zhang), 40002, name},
		{name + " is not JSON", good.with(name, "1234,3456"), 40002, name},
		{name + " is two values", good.with(name, "[1234] [3456]"), 40002, name},
		{name + " is a bare id", good.with(name, "1234"), 40002, name},
		{name + " is a map", good.with(name, `{"id":1234}`), 40002, name},
		{name + " is null within the text", good.with(name, "null"), 40002, name},
		{name + " has a word", good.with(name, `[1234,"x"]`), 40002, name + "[1]"},
		{name + " has a fraction", good.with(name, `[1.5]`), 40002, name + "[0]"},
		{name + " has a huge number", good.with(name, `[1e999]`), 40002, name + "[0]"},
		{name + " is not UTF-8", good.with(name, "[\"\xd5\"]"), 40003, name},
		{name + " is empty", good.with(name, "[]"), 40003, name},
		{name + " is an empty text", good.with(name, ""), 40003, name},
	}
}
