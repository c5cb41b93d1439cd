package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// beijing is the time that lessons are planned in, and that the pages show.
var beijing = time.FixedZone("UTC+8", 8*60*60)

// lesson is a line of the plan, and what became of it.
type lesson struct {
	Key      string
	Vendor   string
	Title    string
	Start    time.Time
	Duration time.Duration
	Teacher  person
	Students []person

	Room    string // the vendor's id, by which its events name the lesson; "" until it is made
	Problem string // why it was not made yet
}

func (l *lesson) end() time.Time { return l.Start.Add(l.Duration) }

// person is somebody whom the plan names: the id is the one at the vendor.
type person struct {
	ID   string
	Name string
}

// roster returns who is expected.
func (l *lesson) roster() []classroom.Person {
	roster := []classroom.Person{{ID: l.Teacher.ID, Name: l.Teacher.Name, Role: classroom.RoleTeacher}}
	for _, s := range l.Students {
		roster = append(roster, classroom.Person{ID: s.ID, Name: s.Name, Role: classroom.RoleStudent})
	}
	return roster
}

// find returns somebody of the roster.
func (l *lesson) find(id string) (classroom.Person, bool) {
	roster := l.roster()
	i := slices.IndexFunc(roster, func(p classroom.Person) bool { return p.ID == id })
	if i < 0 {
		return classroom.Person{}, false
	}
	return roster[i], true
}

// planColumns are the plan's first line.
var planColumns = []string{"key", "vendor", "title", "start", "minutes", "teacher", "students"}

// keyForm is what is a key at all vendors, in addresses and in names of files: ClassIn takes 32 characters.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// The bounds that all vendors keep.
const (
	shortest  = 16 // minutes: at Baijiayun it is more than 15
	longest   = 23*60 + 59
	titleMost = 50 // characters: at Baijiayun
)

// readPlan reads the lessons of a CSV file whole. Its error names every line that is wrong, so that nothing is sent for a plan that is half right.
// check says what a vendor cannot take of a lesson.
func readPlan(file io.Reader, check func(*lesson) []string) ([]lesson, error) {
	r := csv.NewReader(file)
	r.FieldsPerRecord = len(planColumns)
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("the plan's first line: %w", err)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff") // Excel's
	if !slices.Equal(head, planColumns) {
		return nil, fmt.Errorf("the plan's first line is %q, want %q", head, planColumns)
	}
	var lessons []lesson
	var problems []error
	lines := map[string]int{} // of the keys
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if errors.Is(err, csv.ErrFieldCount) {
			line, _ := r.FieldPos(0)
			problems = append(problems, fmt.Errorf("line %d: has %d cells, want %d", line, len(record), len(planColumns)))
			continue
		}
		if err != nil { // nobody knows where the next line begins: csv's error has the number
			problems = append(problems, err)
			break
		}
		line, _ := r.FieldPos(0)
		one, bad := readLesson(record)
		if first, known := lines[one.Key]; known {
			bad = append(bad, fmt.Sprintf("the key %q is that of line %d", one.Key, first))
		}
		lines[one.Key] = line
		if len(bad) == 0 {
			bad = check(&one)
		}
		for _, problem := range bad {
			problems = append(problems, fmt.Errorf("line %d: %s", line, problem))
		}
		lessons = append(lessons, one)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return lessons, nil
}

// readLesson reads a line, and says what is wrong with it.
func readLesson(record []string) (l lesson, bad []string) {
	cell := func(i int) string { return strings.TrimSpace(record[i]) }
	refuse := func(is bool, format string, arguments ...any) {
		if is {
			bad = append(bad, fmt.Sprintf(format, arguments...))
		}
	}
	l = lesson{Key: cell(0), Vendor: cell(1), Title: cell(2)}
	refuse(!keyForm.MatchString(l.Key), "the key %q is not 1 to 32 letters, digits, - and _", l.Key)
	refuse(l.Title == "" || len([]rune(l.Title)) > titleMost, "the title %q has not 1 to %d characters", l.Title, titleMost)
	var err error
	l.Start, err = time.ParseInLocation("2006-01-02 15:04", cell(3), beijing)
	refuse(err != nil, "the start %q is not like 2026-09-01 10:00, in Beijing time", cell(3))
	minutes, err := strconv.Atoi(cell(4))
	refuse(err != nil || minutes < shortest || minutes > longest, "%q are not %d to %d minutes", cell(4), shortest, longest)
	l.Duration = time.Duration(minutes) * time.Minute

	known := map[string]bool{}
	somebody := func(text string) person {
		id, name, _ := strings.Cut(strings.TrimSpace(text), " ")
		name = strings.TrimSpace(name)
		refuse(id == "" || name == "", "%q is not an id at the vendor and a name, like 1001 Julia", text)
		refuse(known[id] && id != "", "%q is there twice", id)
		known[id] = true
		return person{id, name}
	}
	l.Teacher = somebody(cell(5))
	if cell(6) != "" {
		for text := range strings.SplitSeq(cell(6), ";") {
			l.Students = append(l.Students, somebody(text))
		}
	}
	return l, bad
}
