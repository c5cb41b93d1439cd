package wire

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// mustBuild returns the message of a request that is right.
func mustBuild(t *testing.T, in any, params ...classcloud.Param) *Message {
	t.Helper()
	message, problems := Build(in, params, false)
	require.Empty(t, problems)
	return message
}

func asJSON(members []Member) string { return string(AppendJSONObject(nil, members)) }

// problemsOf returns what is wrong with a request, a line a problem.
func problemsOf(in any, params ...classcloud.Param) []string {
	_, problems := Build(in, params, false)
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return lines
}

func TestBuildPutsFieldsInTheirPlaces(t *testing.T) {
	file := &classcloud.File{Name: "a.pdf", Content: strings.NewReader("x")}
	message := mustBuild(t, &struct {
		App      string           `json:"appId" wire:"path" check:"required"`
		Next     string           `json:"nextId" wire:"query"`
		Title    string           `json:"title"`
		File     *classcloud.File `json:"attachment" wire:"file"`
		NoFile   *classcloud.File `json:"other" wire:"file"`
		Ours     string           `json:"-"`
		Untagged string
		private  string
		Room     int64 `json:"room" wire:"path"`
		Absent   int   `json:"absent" wire:"query"`
	}{App: "a/b", Next: "n", Title: "t", File: file, Ours: "x", Untagged: "x", private: "x", Room: 7})
	assert.Equal(t, &Message{
		Path:  []Member{{"appId", TextOf("a/b")}, {"room", IntOf(7)}},
		Query: []Member{{"nextId", TextOf("n")}},
		Body:  []Member{{"title", TextOf("t")}},
		Files: []FilePart{{"attachment", file}},
	}, message)
}

func TestBuildWritesValues(t *testing.T) {
	utc := time.Date(2016, 4, 1, 0, 5, 0, 0, time.UTC) // 08:05 in Beijing
	day := classcloud.Date{Year: 2016, Month: 4, Day: 1}
	for _, c := range []struct {
		name string
		in   any
		json string
		form string
	}{
		{"a time is written in Beijing's zone, whatever zone it has", &struct {
			A time.Time  `json:"a"`
			B *time.Time `json:"b" wire:"minute"`
			C time.Time  `json:"c" wire:"date"`
			D time.Time  `json:"d" wire:"clock"`
		}{utc, &utc, time.Date(2016, 3, 31, 16, 0, 0, 0, time.UTC), utc},
			`{"a":"2016-04-01 08:05:00","b":"2016-04-01 08:05","c":"2016-04-01","d":"08:05"}`, `a=2016-04-01+08%3A05%3A00&b=2016-04-01+08%3A05&c=2016-04-01&d=08%3A05`},
		{"a time as a number, and as that number's text", &struct {
			A time.Time   `json:"a" wire:"unix"`
			B time.Time   `json:"b" wire:"milli"`
			C time.Time   `json:"c" wire:"unix,asstring"`
			D []time.Time `json:"d" wire:"unix"`
		}{utc, utc, utc, []time.Time{utc}}, `{"a":1459469100,"b":1459469100000,"c":"1459469100","d":[1459469100]}`, `a=1459469100&b=1459469100000&c=1459469100&d=%5B1459469100%5D`},
		{"the zero time is absent in every zone", &struct {
			A time.Time `json:"a"`
			B time.Time `json:"b"`
		}{time.Time{}, time.Time{}.In(CST)}, `{}`, ``},
		{"a day", &struct {
			A classcloud.Date  `json:"a"`
			B *classcloud.Date `json:"b"`
			C classcloud.Date  `json:"c"`
			D *classcloud.Date `json:"d"`
		}{A: day, B: &day, D: &classcloud.Date{}}, `{"a":"2016-04-01","b":"2016-04-01","d":""}`, `a=2016-04-01&b=2016-04-01&d=`},
		{"a flag in every sense, yes", flags{true, true, true, true, true, true, true, true}.pointer(), `{"a":true,"b":1,"c":1,"d":"true","e":false,"f":0,"g":2,"h":"1"}`, `a=1&b=1&c=1&d=true&e=0&f=0&g=2&h=1`},
		{"a flag in every sense, no", alwaysFlags{}.pointer(), `{"a":false,"b":0,"c":2,"d":"false","e":true,"f":1,"g":1,"h":"0"}`, `a=0&b=0&c=2&d=false&e=1&f=1&g=1&h=0`},
		{"an enum is its value, not its name", &struct {
			A level    `json:"a"`
			B colour   `json:"b"`
			C []level  `json:"c" wire:"comma"`
			D []colour `json:"d"`
		}{9, "red", []level{1, 2}, []colour{"red", "mauve"}}, `{"a":9,"b":"red","c":"1,2","d":["red","mauve"]}`, `a=9&b=red&c=1%2C2&d=%5B%22red%22%2C%22mauve%22%5D`},
		{"numbers", &struct {
			A int64   `json:"a"`
			B uint64  `json:"b"`
			C small   `json:"c" wire:"asstring"`
			D float64 `json:"d"`
			E []int64 `json:"e" wire:"asstring"`
			F uint64  `json:"f" wire:"asstring"`
		}{math.MinInt64, math.MaxUint64, -1, 1.5, []int64{6206825690183958501}, math.MaxUint64},
			`{"a":-9223372036854775808,"b":18446744073709551615,"c":"-1","d":1.5,"e":["6206825690183958501"],"f":"18446744073709551615"}`, ``},
		{"text keeps its signs readable", &struct {
			A string `json:"a"`
		}{`<英> & "x"` + "\u2028\n"}, `{"a":"<英> & \"x\"` + "\u2028" + `\n"}`, `a=%3C%E8%8B%B1%3E+%26+%22x%22%E2%80%A8%0A`},
		{"lists and maps as JSON, and as JSON in text", &struct {
			A []int          `json:"a"`
			B []seat         `json:"b" wire:"jsontext"`
			C map[string]int `json:"c" wire:"jsontext"`
			D seat           `json:"d"`
			E [2]bool        `json:"e" wire:"01"`
		}{[]int{1, 2}, []seat{{1, "a"}}, map[string]int{"z": 1, "a": 2}, seat{2, ""}, [2]bool{true, false}},
			`{"a":[1,2],"b":"[{\"row\":1,\"name\":\"a\"}]","c":"{\"a\":2,\"z\":1}","d":{"row":2},"e":[1,0]}`,
			`a=%5B1%2C2%5D&b=%5B%7B%22row%22%3A1%2C%22name%22%3A%22a%22%7D%5D&c=%7B%22a%22%3A2%2C%22z%22%3A1%7D&d=%7B%22row%22%3A2%7D&e=%5B1%2C0%5D`},
		{"raw JSON goes as it stands", &struct {
			A json.RawMessage `json:"a"`
			B json.RawMessage `json:"b" wire:"jsontext"`
			C json.RawMessage `json:"c"`
		}{A: json.RawMessage(`{ "x":1.0 }`), B: json.RawMessage(`[1]`)}, `{"a":{ "x":1.0 },"b":"[1]"}`, `a=%7B+%22x%22%3A1.0+%7D&b=%5B1%5D`},
		{"any values keep their JSON types", &struct {
			A any            `json:"a"`
			B map[string]any `json:"b"`
			C []any          `json:"c"`
		}{json.Number("6206825690183958501"), map[string]any{"j": json.Number("1.50"), "n": nil, "t": "1", "i": 1, "f": 1.5, "l": []any{true}, "s": seat{1, "x"}}, []any{1, "1", nil}},
			`{"a":6206825690183958501,"b":{"f":1.5,"i":1,"j":1.50,"l":[true],"n":null,"s":{"row":1,"name":"x"},"t":"1"},"c":[1,"1",null]}`, ``},
		{"a type that writes itself, by value, by pointer and in a list; its plain values are plain", &struct {
			A mood    `json:"a"`
			B *ban    `json:"b"`
			C []ban   `json:"c"`
			D ban     `json:"d" wire:"asstring"`
			E mood    `json:"e"`
			F []*mood `json:"f"`
		}{mood{`"a\u4e00\""`}, &ban{3}, []ban{{1}, {2}}, ban{4}, mood{`{"x": [1]}`}, []*mood{{`true`}, {`null`}, {`1.5`}}},
			`{"a":"a一\"","b":-3,"c":[-1,-2],"d":"-4","e":{"x":[1]},"f":[true,null,1.5]}`, `a=a%E4%B8%80%22&b=-3&c=%5B-1%2C-2%5D&d=-4&e=%7B%22x%22%3A%5B1%5D%7D&f=%5Btrue%2Cnull%2C1.5%5D`},
	} {
		t.Run(c.name, func(t *testing.T) {
			message := mustBuild(t, c.in)
			assert.Equal(t, c.json, asJSON(message.Body))
			assert.True(t, json.Valid([]byte(asJSON(message.Body))))
			if c.form != "" {
				assert.Equal(t, c.form, string(AppendForm(nil, message.Body)))
			}
		})
	}
}

type flags struct {
	A bool `json:"a"`
	B bool `json:"b" wire:"01"`
	C bool `json:"c" wire:"12"`
	D bool `json:"d" wire:"text"`
	E bool `json:"e" wire:"inverted"`
	F bool `json:"f" wire:"01,inverted"`
	G bool `json:"g" wire:"12,inverted"`
	H bool `json:"h" wire:"01,asstring"`
}

type alwaysFlags struct {
	A bool `json:"a" wire:"always"`
	B bool `json:"b" wire:"always,01"`
	C bool `json:"c" wire:"always,12"`
	D bool `json:"d" wire:"always,text"`
	E bool `json:"e" wire:"always,inverted"`
	F bool `json:"f" wire:"always,01,inverted"`
	G bool `json:"g" wire:"always,12,inverted"`
	H bool `json:"h" wire:"always,01,asstring"`
}

func (f flags) pointer() any       { return &f }
func (f alwaysFlags) pointer() any { return &f }

// ban writes itself through a method on its pointer.
type ban struct{ level int }

func (b *ban) MarshalJSON() ([]byte, error) {
	if b.level == 0 {
		return nil, errors.New("has no level")
	}
	return json.Marshal(-b.level)
}

func TestBuildPresence(t *testing.T) {
	type request struct {
		Text   string         `json:"text"`
		Number *int           `json:"number"`
		Flag   *bool          `json:"flag" wire:"01"`
		Empty  *string        `json:"empty"`
		Always int            `json:"always" wire:"always"`
		List   []int          `json:"list"`
		Clear  []int          `json:"clear" wire:"comma,clear"`
		Sent   []int          `json:"sent" wire:"always"`
		Map    map[string]int `json:"map"`
	}
	assert.Equal(t, `{"always":0,"sent":[]}`, asJSON(mustBuild(t, &request{}).Body), "nil and zero are absent")
	assert.Equal(t, `{"number":0,"flag":0,"empty":"","always":0,"clear":"","sent":[]}`,
		asJSON(mustBuild(t, &request{Number: new(0), Flag: new(false), Empty: new(""), Clear: []int{}, Sent: []int{}}).Body), "a pointer to zero is sent")
	assert.Equal(t, []string{"List (list) is empty: leave it nil to say nothing", "Map (map) is empty: leave it nil to say nothing"},
		problemsOf(&request{List: []int{}, Map: map[string]int{}}))
	assert.Equal(t, []string{"List (list) is empty, and required"}, problemsOf(&struct {
		List []int `json:"list" check:"required"`
	}{List: []int{}}), "nil would be refused as well")
}

func TestBuildNestsFields(t *testing.T) {
	type inner struct {
		Level int    `json:"level" wire:"in=depth"`
		Name  string `json:"name"`
	}
	in := struct {
		URL    string  `json:"url" wire:"in=webRecordConfig"`
		Mode   string  `json:"mode"`
		Width  int     `json:"width" wire:"in=webRecordConfig"`
		Bit    int     `json:"bitrate" wire:"in=webRecordConfig.video"`
		Rate   int     `json:"rate" wire:"in=webRecordConfig.video"`
		Absent int     `json:"absent" wire:"in=other.deep"`
		List   []inner `json:"list"`
	}{URL: "u", Mode: "m", Width: 2, Bit: 3, Rate: 4, List: []inner{{5, "n"}}}
	assert.Equal(t, `{"webRecordConfig":{"url":"u","width":2,"video":{"bitrate":3,"rate":4}},"mode":"m","list":[{"depth":{"level":5},"name":"n"}]}`, asJSON(mustBuild(t, &in).Body))
}

type paging struct {
	Page int `json:"page" check:"required"`
	Size int `json:"size"`
}

func TestBuildReadsEmbeddedStructsAsOnesOwnFields(t *testing.T) {
	in := struct {
		RoomID int64 `json:"room_id"`
		paging
		Named seat `json:"seat"`
	}{7, paging{1, 20}, seat{1, "a"}}
	assert.Equal(t, `{"room_id":7,"page":1,"size":20,"seat":{"row":1,"name":"a"}}`, asJSON(mustBuild(t, &in).Body))
	in.Page = 0
	assert.Equal(t, []string{"Page (page) is required"}, problemsOf(&in))

	type Outer struct {
		seat `json:"seat"` // named: an object of its own, were it exported
	}
	assert.Equal(t, `{}`, asJSON(mustBuild(t, &Outer{}).Body))
}

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
		Any     any              `json:"any"`
		File    *classcloud.File `json:"file" wire:"file"`
		Options map[string]any   `json:"options" wire:"jsontext" check:"bytes=9"`
	}
	at := time.Date(2016, 4, 1, 8, 5, 0, 0, CST)
	right := func() request { return request{Room: "r"} }
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
		{"a day no calendar has", func(r *request) { r.Day = classcloud.Date{Year: 2023, Month: 2, Day: 29} }, "Day (day) 2023-02-29 is not a valid date"},
		{"text that is no UTF-8", func(r *request) { r.Title = "a\xff" }, "Title (title) is not valid UTF-8"},
		{"a key that is no UTF-8", func(r *request) { r.Options = map[string]any{"a\xff": 1} }, "Options[\"a\\xff\"] (options.a\xff) is not valid UTF-8"},
		{"raw JSON that is none", func(r *request) { r.Raw = json.RawMessage(`{`) }, "Raw (raw) is not valid JSON"},
		{"empty raw JSON", func(r *request) { r.Raw = json.RawMessage{} }, "Raw (raw) is not valid JSON"},
		{"bytes", func(r *request) { r.Any = []any{[]byte("x")} }, "Any[0] (any[0]) is []byte: pass text, or JSON as json.RawMessage"},
		{"a map by numbers", func(r *request) { r.Any = map[int]int{1: 1} }, "Any (any) has type map[int]int: keys must be text"},
		{"a pointer to the zero time", func(r *request) { r.Any = &time.Time{} }, "Any (any) is the zero time"},
		{"a value with no form", func(r *request) { r.Any = make(chan int) }, "Any (any) has type chan int, which cannot be sent"},
		{"a number that is none", func(r *request) { r.Any = math.NaN() }, "Any (any) is not a finite number"},
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
		Any  any             `json:"any"`
	}
	bad := span{From: 2, To: 1}
	assert.Equal(t, []string{
		"One.Next.To (one.next.to) is before From",
		"List[1].To (list[1].to) is before From",
		"List[2] (list[2]) is empty",
		`Map["k"].To (map.k.to) is before From`,
		"Any.To (any.to) is before From",
	}, problemsOf(&request{
		One: &span{To: 1, Next: &bad}, List: []span{{To: 1}, bad, {}}, Map: map[string]span{"k": bad}, Any: bad,
	}))
	_, problems := Build(&request{List: []span{bad}}, nil, true)
	assert.Empty(t, problems, "not with checks off")
}

func TestBuildExtraParameters(t *testing.T) {
	type request struct {
		Title string         `json:"title"`
		URL   string         `json:"url" wire:"in=config"`
		Room  string         `json:"room" wire:"path"`
		Users []phone        `json:"users"`
		More  map[string]any `json:"-" wire:"extra"`
	}
	in := request{Title: "t", Room: "r", More: map[string]any{"z": 1, "a": "1", "url": "not config's", "-": true}, Users: []phone{{Phone: "1", Extra: map[string]any{"vip": 1}}}}
	assert.Equal(t, `{"title":"t","users":[{"userPhone":"1","vip":1}],"-":true,"a":"1","url":"not config's","z":1,"p":"1","q":1}`,
		asJSON(mustBuild(t, &in, classcloud.Param{Name: "p", Value: "1"}, classcloud.Param{Name: "q", Value: 1}).Body), "sorted; 1 and \"1\" stay apart")
	assert.Equal(t, `{"p":2,"q":1}`, asJSON(mustBuild(t, nil, classcloud.Param{Name: "p", Value: 1}, classcloud.Param{Name: "q", Value: 1}, classcloud.Param{Name: "p", Value: 2}).Body),
		"a call's own parameter goes before its client's")

	in = request{Title: "t", Room: "r", Users: []phone{{Phone: "1", Extra: map[string]any{"userName": "x"}}}, More: map[string]any{"config": 1, "title": 1, "x": 1}}
	assert.ElementsMatch(t, []string{
		`Users[0].Extra (users[0]) holds "userName": use the field Name`,
		`More holds "config": use the field URL`,
		`More holds "title": use the field Title`,
		"WithParam (room) is a field of the request: use Room",
		"WithParam (x) is among the request's own extra parameters too",
		"WithParam (y) is a time: pass it in the vendor's form, as text or a number",
	}, problemsOf(&in, classcloud.Param{Name: "room", Value: 1}, classcloud.Param{Name: "x", Value: 2}, classcloud.Param{Name: "y", Value: time.Now()}))
	assert.Equal(t, []string{`Extra ["k"] [1] has type chan int, which cannot be sent`}, problemsOf(&phone{Phone: "1", Extra: map[string]any{"k": []any{1, make(chan int)}}}))
}

func TestBuildRefusesWhatIsNoRequest(t *testing.T) {
	var none *seat
	for _, c := range []struct {
		name string
		in   any
		want []string
	}{
		{"no request is an empty message", nil, nil},
		{"a typed nil", none, []string{"request is nil"}},
		{"a struct", seat{}, []string{"request has type wire.seat, want a pointer to a struct"}},
		{"a pointer to something else", new(7), []string{"request has type *int, want a pointer to a struct"}},
		{"a map", map[string]any{}, []string{"request has type map[string]interface {}, want a pointer to a struct"}},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, problemsOf(c.in)) })
	}
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

func TestPlanRefusesTagsThatMakeNoSense(t *testing.T) {
	for want, in := range map[string]any{
		"unknown word": &struct {
			A int `json:"a" wire:"unixx"`
		}{},
		"bad word \"max\"": &struct {
			A string `json:"a" check:"max"`
		}{},
		"bad word \"max=many\"": &struct {
			A string `json:"a" check:"max=many"`
		}{},
		"bad word \"one\"": &struct {
			A string `json:"a" check:"one"`
		}{},
		"bad word \"requird\"": &struct {
			A string `json:"a" check:"requird"`
		}{},
		"the json name is missing": &struct {
			A time.Time `wire:"unix"`
		}{},
		"unix, milli, date, minute and clock are for times": &struct {
			A int64 `json:"a" wire:"unix"`
		}{},
		"01, 12, inverted and text are for bools": &struct {
			A int `json:"a" wire:"01"`
		}{},
		"comma is for lists": &struct {
			A string `json:"a" wire:"comma"`
		}{},
		"file is for a *classcloud.File": &struct {
			A classcloud.File `json:"a" wire:"file"`
		}{},
		"extra is for a map": &struct {
			A []any `json:"-" wire:"extra"`
		}{},
		"an embedded pointer": &struct{ *seat }{},
	} {
		t.Run(want, func(t *testing.T) {
			defer func() { assert.Contains(t, recover(), want) }()
			Build(in, nil, false)
		})
	}
}

func TestBuildMayBeCalledInParallel(t *testing.T) {
	type fresh struct { // a type no other test has planned
		Users []phone `json:"users"`
	}
	in := &fresh{[]phone{{Phone: "1", Tags: map[string]tag{"a": {Text: "x"}}}}}
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			message, problems := Build(in, []classcloud.Param{{Name: "x", Value: 1}}, false)
			assert.Empty(t, problems)
			assert.Equal(t, `{"users":[{"userPhone":"1","tags":{"a":{"text":"x"}}}],"x":1}`, asJSON(message.Body))
		})
	}
	wg.Wait()
}

func TestValueOf(t *testing.T) {
	type named map[colour][]level
	for _, c := range []struct {
		name string
		in   any
		want string // as JSON, or the problem after "!"
	}{
		{"nil", nil, `null`},
		{"a nil pointer", (*int)(nil), `null`},
		{"a flag", true, `true`},
		{"a named flag", yes(true), `true`},
		{"text", "1", `"1"`},
		{"named text", colour("red"), `"red"`},
		{"pointers", []any{new(int64(1)), new("a"), new(any(nil))}, `[1,"a",null]`},
		{"numbers", []any{1, int8(2), int64(3), uint16(3), level(4), uint64(math.MaxUint64)}, `[1,2,3,3,4,18446744073709551615]`},
		{"fractions, and whole ones", []any{1.5, float32(0.1), 5.0, 1e15, -1e300}, `[1.5,0.1,5,1000000000000000,-1e+300]`},
		{"a json.Number keeps its digits", []json.Number{"6206825690183958501", "1.50", "99999999999999999999"}, `[6206825690183958501,1.50,99999999999999999999]`},
		{"raw JSON", json.RawMessage(`{"a": 1}`), `{"a": 1}`},
		{"a value of this package", IntOf(7), `7`},
		{"maps are sorted", named{"z": {1}, "a": nil}, `{"a":[],"z":[1]}`},
		{"bytes", []byte("x"), "!is []byte: pass text, or JSON as json.RawMessage"},
		{"a struct", seat{}, "!has type wire.seat, which cannot be sent"},
		{"a map by numbers", map[int]int{1: 1}, "!has type map[int]int: keys must be text"},
		{"infinity", math.Inf(1), "!is not a finite number"},
		{"a json.Number that is none", json.Number("1x"), `!"1x" is not a JSON number`},
		{"an empty json.Number", json.Number(""), `!"" is not a JSON number`},
		{"raw JSON that is none", json.RawMessage(`{`), "!is not valid JSON"},
		{"text that is no UTF-8, deep down", map[string]any{"a": []string{"", "\xff"}}, `!["a"] [1] is not valid UTF-8`},
		{"a key that is no UTF-8", map[string]int{"\xff": 1}, `!["\xff"] is not valid UTF-8`},
		{"a day", classcloud.Date{}, "!is a time: pass it in the vendor's form, as text or a number"},
		{"a pointer to a time", &time.Time{}, "!is a time: pass it in the vendor's form, as text or a number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ValueOf(c.in)
			if problem, bad := strings.CutPrefix(c.want, "!"); bad {
				assert.EqualError(t, err, problem)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got.AppendJSON(nil)))
		})
	}
}

func TestAppendFormWritesPHPsWords(t *testing.T) {
	members := []Member{
		{"a b", TextOf("x y+z&=%/~*")}, {"yes", boolValue(true)}, {"no", boolValue(false)}, {"null", Value{}}, {"n", Value{Kind: Number, Text: "1.5"}},
		{"ids[]", IntOf(1)}, {"list", Value{Kind: List, Items: []Member{{Value: IntOf(1)}}}}, {"map", Value{Kind: Map}},
	}
	assert.Equal(t, "a+b=x+y%2Bz%26%3D%25%2F~%2A&yes=1&no=0&null=&n=1.5&ids%5B%5D=1&list=%5B1%5D&map=%7B%7D", string(AppendForm(nil, members)))
	assert.Equal(t, "kept&", string(AppendForm([]byte("kept&"), nil)))
	assert.Equal(t, `"a`+"\uFFFD"+`"`, string(TextOf("a\xff").AppendJSON(nil)), "never invalid JSON")
}

func TestBuildKeepsLocalFieldsAtHome(t *testing.T) {
	type item struct {
		IDs   []int64 `json:"ids" wire:"clear"`
		Clear bool    `json:"clear" wire:"local"`
	}
	in := &struct {
		Never bool   `json:"never" wire:"local"`
		Items []item `json:"items"`
	}{Never: true, Items: []item{{IDs: []int64{}, Clear: true}}}
	assert.Equal(t, `{"items":[{"ids":[]}]}`, asJSON(mustBuild(t, in).Body))
	assert.NotEmpty(t, problemsOf(in, classcloud.Param{Name: "never", Value: 1}), "its name is taken all the same")
}
