package wire

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

type phone struct {
	Phone string         `json:"userPhone" check:"required,max=11"`
	Name  string         `json:"userName" check:"max=2"`
	Best  *phone         `json:"bestFriend"`
	Tags  map[string]tag `json:"tags"`
	Extra map[string]any `json:"-" wire:"extra"`
}

type tag struct {
	Text string   `json:"text" check:"required"`
	IDs  []string `json:"ids" wire:"comma,in=refs.all"`
}

func TestBuildNamesEveryBadFieldInGoAndOnTheWire(t *testing.T) {
	type request struct {
		Title string           `json:"title" check:"required"`
		Users []phone          `json:"userData"`
		Refs  []*phone         `json:"refs"`
		URL   string           `json:"url" wire:"in=config.web" check:"required"`
		ByKey map[string]phone `json:"byKey"`
		Ban   ban              `json:"ban" wire:"always"`
	}
	assert.Equal(t, []string{
		"Title (title) is required",
		"Users[0].Phone (userData[0].userPhone) is required",
		"Users[1].Name (userData[1].userName) has 3 characters, the vendor keeps 2",
		"Users[1].Best.Phone (userData[1].bestFriend.userPhone) is required",
		"Users[1].Best.Tags[\"vip 1\"].Text (userData[1].bestFriend.tags.vip 1.text) is required",
		"Users[1].Best.Tags[\"vip 1\"].IDs[1] (userData[1].bestFriend.tags.vip 1.refs.all.ids[1]) \"a,b\" holds a comma, which the vendor reads as two values",
		"Refs[1] (refs[1]) is nil",
		"URL (config.web.url) is required",
		"ByKey[\"x\"].Phone (byKey.x.userPhone) is required",
		"Ban (ban) has no level",
	}, problemsOf(&request{
		Users: []phone{{}, {Phone: "1", Name: "一二三", Best: &phone{Tags: map[string]tag{"vip 1": {IDs: []string{"a", "a,b"}}}}}},
		Refs:  []*phone{{Phone: "1"}, nil},
		ByKey: map[string]phone{"x": {}},
	}))
}

func TestBuildChecks(t *testing.T) {
	type request struct {
		Title   string           `json:"title" check:"max=3,min=2"`
		Code    *string          `json:"code" check:"bytes=6"`
		IDs     []string         `json:"ids" wire:"comma" check:"count=2"`
		Names   map[string]int   `json:"names" check:"count=1"`
		Room    string           `json:"room" wire:"path"`
		At      time.Time        `json:"at" wire:"minute"`
		Clock   time.Time        `json:"clock" wire:"clock"`
		Day     classcloud.Date  `json:"day"`
		Raw     json.RawMessage  `json:"raw"`
		Own     map[string]any   `json:"own" wire:"verbatim"`
		Counts  map[int]int      `json:"counts"`
		When    *time.Time       `json:"when"`
		Share   float64          `json:"share"`
		File    *classcloud.File `json:"file" wire:"file"`
		Options map[string]any   `json:"options" wire:"jsontext,verbatim" check:"bytes=9"`
		Tags    map[string]int   `json:"tags"`
		Key     string           `json:"key" check:"trimmed"`
	}
	at := time.Date(2016, 4, 1, 8, 5, 0, 0, CST)
	right := func() request { return request{Room: "r"} }
	const trimmed = "Key (key) begins or ends with a blank, or has a control character: the vendor may take it for another, or for none"
	for _, c := range []struct {
		name string
		set  func(*request)
		want string
	}{
		{"characters are counted, not bytes", func(r *request) { r.Title = "一二三" }, ""},
		{"too many characters", func(r *request) { r.Title = "一二三四" }, "Title (title) has 4 characters, the vendor keeps 3"},
		{"too few characters", func(r *request) { r.Title = "一" }, "Title (title) has 1 characters, the vendor wants at least 2"},
		{"bytes are counted where the vendor counts bytes", func(r *request) { r.Code = new("一二三") }, "Code (code) has 9 bytes, the vendor takes 6"},
		{"as many bytes as allowed", func(r *request) { r.Code = new("一二") }, ""},
		{"bytes of JSON in text", func(r *request) { r.Options = map[string]any{"a": "bcd"} }, "Options (options) has 11 bytes, the vendor takes 9"},
		{"as many elements as allowed", func(r *request) { r.IDs = []string{"a", "b"} }, ""},
		{"too many elements", func(r *request) { r.IDs = []string{"a", "b", "c"} }, "IDs (ids) has 3 elements, the vendor takes 2 in one call"},
		{"too many entries", func(r *request) { r.Names = map[string]int{"a": 1, "b": 2} }, "Names (names) has 2 elements, the vendor takes 1 in one call"},
		{"a comma in a comma-joined list", func(r *request) { r.IDs = []string{"a,b"} }, `IDs[0] (ids[0]) "a,b" holds a comma, which the vendor reads as two values`},
		{"a blank at the end of a comma-joined element", func(r *request) { r.IDs = []string{"a", " b"} }, `IDs[1] (ids[1]) " b" is empty or has blanks at its ends`},
		{"an empty comma-joined element", func(r *request) { r.IDs = []string{"a", ""} }, `IDs[1] (ids[1]) "" is empty or has blanks at its ends`},
		{"a path value is required", func(r *request) { r.Room = "" }, "Room (room) is required"},
		{"a path value that climbs", func(r *request) { r.Room = ".." }, `Room (room) ".." cannot stand in a path`},
		{"a path value that stays", func(r *request) { r.Room = "." }, `Room (room) "." cannot stand in a path`},
		{"seconds where the vendor has minutes", func(r *request) { r.At = at.Add(time.Second) }, "At (at) is 2016-04-01T08:05:01+08:00: the vendor takes whole minutes only"},
		{"fractions of seconds where the vendor has minutes", func(r *request) { r.Clock = at.Add(time.Nanosecond).UTC() }, "Clock (clock) is 2016-04-01T08:05:00+08:00: the vendor takes whole minutes only"},
		{"a day that no calendar has", func(r *request) { r.Day = classcloud.Date{Year: 2023, Month: 2, Day: 29} }, "Day (day) 2023-02-29 is not a valid date"},
		{"a key with a blank within", func(r *request) { r.Key = "a b" }, ""},
		{"a key of blanks", func(r *request) { r.Key = "\u3000" }, trimmed},
		{"a key that begins with a blank", func(r *request) { r.Key = " a" }, trimmed},
		{"a key that ends with a blank", func(r *request) { r.Key = "a\n" }, trimmed},
		{"a key with a NUL", func(r *request) { r.Key = "a\x00b" }, trimmed},
		{"text that is not UTF-8", func(r *request) { r.Title = "a\xff" }, "Title (title) is not valid UTF-8"},
		{"a key that is not UTF-8", func(r *request) { r.Tags = map[string]int{"a\xff": 1} }, "Tags[\"a\\xff\"] (tags.a\xff) is not valid UTF-8"},
		{"invalid raw JSON", func(r *request) { r.Raw = json.RawMessage(`{`) }, "Raw (raw) is not valid JSON"},
		{"empty raw JSON", func(r *request) { r.Raw = json.RawMessage{} }, "Raw (raw) is not valid JSON"},
		{"a map by numbers", func(r *request) { r.Counts = map[int]int{1: 1} }, "Counts (counts) has type map[int]int: keys must be text"},
		{"a pointer to the zero time", func(r *request) { r.When = &time.Time{} }, "When (when) is the zero time"},
		{"not a number", func(r *request) { r.Share = math.NaN() }, "Share (share) is not a finite number"},
		{"own data that cannot be written", func(r *request) { r.Own = map[string]any{"a": 1, "b": map[string]any{"c": make(chan int)}} },
			`Own["b"]["c"] (own.b.c) cannot be written as JSON: json: unsupported type: chan int`},
		{"own data that holds no number", func(r *request) { r.Own = map[string]any{"b": []any{1, math.NaN()}} },
			`Own["b"] (own.b) cannot be written as JSON: json: unsupported value: NaN`},
		{"own data that is not UTF-8", func(r *request) { r.Own = map[string]any{"b": "\xff"} },
			`Own["b"] (own.b) cannot be written as JSON: it holds text that is not valid UTF-8`},
		{"a file without content", func(r *request) { r.File = &classcloud.File{Name: "a.pdf"} }, "File (file) has no Content"},
		{"a file without a name", func(r *request) { r.File = &classcloud.File{Content: strings.NewReader("x")} }, "File (file) has no Name: the vendor reads the format from its ending"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := right()
			c.set(&in)
			if got := problemsOf(&in); c.want == "" {
				assert.Empty(t, got)
			} else {
				assert.Equal(t, []string{c.want}, got)
			}
		})
	}
}

func TestBuildRequired(t *testing.T) {
	type request struct {
		Text    string           `json:"text" check:"required"`
		Number  int              `json:"number" check:"required"`
		Pointer *int             `json:"pointer" check:"required"`
		Time    time.Time        `json:"time" check:"required"`
		Day     classcloud.Date  `json:"day" check:"required"`
		List    []int            `json:"list" check:"required"`
		Seat    seat             `json:"seat" check:"required"`
		File    *classcloud.File `json:"file" wire:"file" check:"required"`
	}
	problems := problemsOf(&request{Time: time.Time{}.In(CST)})
	assert.Len(t, problems, 8)
	for _, problem := range problems {
		assert.Contains(t, problem, " is required")
	}
	assert.Empty(t, problemsOf(&request{"t", 1, new(0), time.Unix(0, 0), classcloud.Date{Year: 1, Month: 1, Day: 1}, []int{0}, seat{1, ""}, &classcloud.File{Name: "a", Content: strings.NewReader("")}}),
		"a pointer to zero is there")
}

func TestBuildGroups(t *testing.T) {
	type part struct {
		Phone string     `json:"phone" check:"one=who"`
		Email string     `json:"email" wire:"in=contact" check:"one=who"`
		Start time.Time  `json:"start" check:"all=span"`
		End   *time.Time `json:"end" check:"all=span"`
	}
	type request struct {
		part
		Parts []part `json:"parts"`
	}
	now := time.Unix(1459469100, 0)
	one := part{Phone: "1"}
	for _, c := range []struct {
		name string
		in   request
		want []string
	}{
		{"exactly one, and none of all", request{part: one}, nil},
		{"all of all", request{part: part{Email: "e", Start: now, End: &now}}, nil},
		{"none of one", request{}, []string{"Phone, Email (phone, contact.email) exclude each other: set exactly one"}},
		{"both of one", request{part: part{Phone: "1", Email: "e"}}, []string{"Phone, Email (phone, contact.email) exclude each other: set exactly one"}},
		{"some of all", request{part: part{Phone: "1", End: &now}}, []string{"Start, End (start, end) go together: set all of them or none"}},
		{"the zero time of another zone is not there", request{part: part{Phone: "1", Start: time.Time{}.In(CST), End: &now}}, []string{"Start, End (start, end) go together: set all of them or none"}},
		{"in a list", request{part: one, Parts: []part{one, {}}}, []string{"Parts[1].Phone, Email (parts[1].phone, contact.email) exclude each other: set exactly one"}},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, problemsOf(&c.in)) })
	}
}

// span has a rule of its own.
type span struct {
	From int   `json:"from"`
	To   int   `json:"to"`
	Next *span `json:"next"`
}

func (s *span) Validate() []classcloud.FieldError {
	switch {
	case s.From > s.To:
		return []classcloud.FieldError{{Field: "To", Wire: "to", Problem: "is before From"}}
	case s.From == s.To:
		return []classcloud.FieldError{{Problem: "is empty"}}
	}
	return nil
}

func TestBuildAsksRequestsForTheirOwnRules(t *testing.T) {
	assert.Equal(t, []string{"To (to) is before From"}, problemsOf(&span{From: 2, To: 1}))
	type request struct {
		One  *span           `json:"one"`
		List []span          `json:"list"`
		Map  map[string]span `json:"map"`
	}
	bad := span{From: 2, To: 1}
	assert.Equal(t, []string{
		"One.Next.To (one.next.to) is before From",
		"List[1].To (list[1].to) is before From",
		"List[2] (list[2]) is empty",
		`Map["k"].To (map.k.to) is before From`,
	}, problemsOf(&request{
		One: &span{To: 1, Next: &bad}, List: []span{{To: 1}, bad, {}}, Map: map[string]span{"k": bad},
	}))
	_, problems := Build(&request{List: []span{bad}}, nil, true)
	assert.Empty(t, problems, "not with checks off")
}

func TestBuildWithoutChecksRefusesOnlyWhatCannotBeWritten(t *testing.T) {
	type request struct {
		Title string    `json:"title" check:"required,max=2"`
		Phone string    `json:"phone" check:"one=who"`
		Email string    `json:"email" check:"one=who"`
		IDs   []string  `json:"ids" wire:"comma" check:"count=1"`
		List  []int     `json:"list"`
		At    time.Time `json:"at" wire:"minute"`
	}
	message, problems := Build(&request{Phone: "1", Email: "e", IDs: []string{"a ", "b"}, List: []int{}}, nil, true)
	require.Empty(t, problems)
	assert.Equal(t, `{"phone":"1","email":"e","ids":"a ,b","list":[]}`, asJSON(message.Body))

	_, problems = Build(&request{Title: "\xff", IDs: []string{"a,b"}, At: time.Unix(1, 0)}, []classcloud.Param{{Name: "title", Value: 1}}, true)
	assert.Len(t, problems, 4)
}

// dated is a request that must be sent before 2026.
type dated struct{ Name string }

func (d *dated) ValidateAt(now time.Time) []classcloud.FieldError {
	if now.Year() < 2026 {
		return nil
	}
	return []classcloud.FieldError{{Field: "Name", Problem: "is too late for " + d.Name}}
}

func TestValidateAt(t *testing.T) {
	early, late := time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	assert.Empty(t, ValidateAt(&dated{Name: "x"}, early))
	assert.Equal(t, []classcloud.FieldError{{Field: "Name", Problem: "is too late for x"}}, ValidateAt(&dated{Name: "x"}, late))
	for _, in := range []any{nil, (*dated)(nil), struct{}{}, &struct{}{}} {
		assert.Empty(t, ValidateAt(in, late), "%#v", in)
	}
}
