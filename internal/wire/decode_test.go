package wire

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// decodeCase is a reply, and what it is in Go or why it is nothing.
type decodeCase struct {
	name string
	in   string
	want any    // its type is the type decoded into
	bad  string // part of the problem, instead of want's value
	path string // of the problem
}

func (c decodeCase) run(t *testing.T) {
	t.Run(c.name, func(t *testing.T) {
		out := reflect.New(reflect.TypeOf(c.want))
		err := Decode([]byte(c.in), out.Interface())
		if c.bad != "" {
			bad := requireDecodeError(t, err)
			assert.Contains(t, bad.Problem, c.bad)
			assert.Equal(t, c.path, bad.Path)
			return
		}
		require.NoError(t, err)
		assert.Equal(t, c.want, out.Elem().Interface())
		requireRoundTrip(t, out)
	})
}

func requireDecodeError(t *testing.T, err error) *DecodeError {
	t.Helper()
	var bad *DecodeError
	require.ErrorAs(t, err, &bad)
	return bad
}

// requireRoundTrip sees that what was decoded survives encoding/json: people keep results in caches.
func requireRoundTrip(t *testing.T, out reflect.Value) {
	t.Helper()
	first, err := json.Marshal(out.Interface())
	require.NoError(t, err)
	again := reflect.New(out.Type().Elem())
	require.NoError(t, json.Unmarshal(first, again.Interface()))
	second, err := json.Marshal(again.Interface())
	require.NoError(t, err)
	assert.JSONEq(t, string(first), string(second))
}

type (
	level  int    // an enum
	colour string // an enum
	small  int8
	count  uint16
	score  float64
	yes    bool
)

const (
	levelLecture level  = 1
	colourRed    colour = "red"
)

func (l level) String() string { return fmt.Sprintf("Level(%d)", int(l)) }

func TestDecodeNumbers(t *testing.T) {
	for _, c := range []decodeCase{
		{name: "a plain number is a number", in: `7`, want: int64(7)},
		{name: "a quoted number is a number", in: `"7"`, want: int64(7)},
		{name: "a negative number in both forms", in: `[-7,"-7"]`, want: []int64{-7, -7}},
		{name: "an id of 19 digits keeps every digit", in: `[6206825690183958501,"6206825690183958501"]`, want: []int64{6206825690183958501, 6206825690183958501}},
		{name: "the ends of 64 bits", in: `[9223372036854775807,"-9223372036854775808"]`, want: []int64{math.MaxInt64, math.MinInt64}},
		{name: "a fraction of zeros is whole", in: `[1.0,"2.00"]`, want: []int64{1, 2}},
		{name: "blanks around a number", in: `" 7 "`, want: 7},
		{name: "empty text is 0", in: `""`, want: 0},
		{name: "null is 0", in: `null`, want: int64(0)},
		{name: "false is 0", in: `false`, want: int64(0)},
		{name: "true is 1", in: `true`, want: int64(1)},
		{name: "a named number in both forms", in: `[1,"1"]`, want: []level{levelLecture, levelLecture}},
		{name: "an enum value nobody knew decodes", in: `"99"`, want: level(99)},
		{name: "narrow and unsigned numbers", in: `{"small":"-128","count":65535}`, want: struct {
			Small small `json:"small"`
			Count count `json:"count"`
		}{-128, 65535}},
		{name: "a fraction in both forms", in: `[1.5,"1.5","",null,false]`, want: []float64{1.5, 1.5, 0, 0, 0}},
		{name: "a named fraction in both forms", in: `[1.5," 1.5 "]`, want: []score{1.5, 1.5}},
		{name: "a narrow fraction", in: `"1.5"`, want: float32(1.5)},

		{name: "text is no number", in: `"abc"`, want: int64(0), bad: `"abc" is not a whole number`},
		{name: "text is no named number", in: `"abc"`, want: level(0), bad: `"abc" is not a whole number`},
		{name: "a fraction is no whole number", in: `1.5`, want: int64(0), bad: `"1.5" is not a whole number`},
		{name: "an exponent is no whole number: PHP has rounded it already", in: `1.0e+25`, want: int64(0), bad: "is not a whole number"},
		{name: "a plain number beyond 64 bits", in: `9223372036854775808`, want: int64(0), bad: "does not fit 64 bits"},
		{name: "a quoted number beyond 64 bits", in: `"-9223372036854775809"`, want: int64(0), bad: "does not fit 64 bits"},
		{name: "a number beyond its narrow type", in: `128`, want: small(0), bad: "does not fit int8"},
		{name: "a negative number for an unsigned type", in: `-1`, want: count(0), bad: "does not fit uint16"},
		{name: "a negative number for an unsigned type of 64 bits", in: `"-1"`, want: uint64(0), bad: "does not fit uint64"},
		{name: "a number beyond its unsigned type", in: `65536`, want: count(0), bad: "does not fit uint16"},
		{name: "an object is no number", in: `{}`, want: int64(0), bad: "an object where a plain value is expected"},
		{name: "a list is no number", in: `[]`, want: 0, bad: "a list where a plain value is expected"},
		{name: "nan is no number", in: `"nan"`, want: float64(0), bad: `"nan" is not a number`},
		{name: "infinity is no number", in: `"-Inf"`, want: score(0), bad: "is not a number"},
		{name: "text is no fraction", in: `"1,5"`, want: float64(0), bad: "is not a number"},
		{name: "a fraction beyond its narrow type", in: `1e300`, want: float32(0), bad: "does not fit float32"},
		{name: "long garbage is quoted in part", in: `"` + strings.Repeat("长", 100) + `"`, want: int64(0), bad: strings.Repeat("长", 40) + "…"},
	} {
		c.run(t)
	}
}

func TestDecodeTextAndFlags(t *testing.T) {
	for _, c := range []decodeCase{
		{name: "text", in: `"英语 \"A\" \u4e00 </b>"`, want: "英语 \"A\" 一 </b>"},
		{name: "a number where text is expected keeps its digits", in: `[13800138000,1.50]`, want: []string{"13800138000", "1.50"}},
		{name: "null is empty text", in: `null`, want: ""},
		{name: "a word where text is expected is the word", in: `[true,false]`, want: []string{"true", "false"}},
		{name: "named text in both forms", in: `["red",5,null]`, want: []colour{colourRed, "5", ""}},
		{name: "a text value nobody knew decodes", in: `"mauve"`, want: colour("mauve")},
		{name: "bytes that are no UTF-8 are replaced", in: "\"a\xff\"", want: "a\uFFFD"},
		{name: "bytes that are no UTF-8 beside an escape are replaced", in: "\"\\n\xff\"", want: "\n\uFFFD"},
		{name: "half a surrogate pair is replaced", in: `"\ud83d"`, want: "\uFFFD"},
		{name: "an object is no text", in: `{"a":1}`, want: "", bad: "an object where a plain value is expected"},
		{name: "a list is no named text", in: `["red"]`, want: colour(""), bad: "a list where a plain value is expected"},

		{name: "yes in all forms", in: `[true,1,"1","true"]`, want: []bool{true, true, true, true}},
		{name: "no in all forms", in: `[false,0,"0","false","",null,2,"2"]`, want: make([]bool, 8)},
		{name: "a named flag in both forms", in: `[1,"0"]`, want: []yes{true, false}},
		{name: "3 is no flag", in: `3`, want: false, bad: `"3" is neither yes nor no`},
		{name: "text is no flag", in: `"maybe"`, want: yes(false), bad: "neither yes nor no"},
		{name: "an object is no flag", in: `{}`, want: false, bad: "an object where a plain value is expected"},
	} {
		c.run(t)
	}
}

func TestDecodeTimesAndDays(t *testing.T) {
	at := time.Date(2016, 4, 1, 8, 5, 0, 0, CST)
	noTimes := `["",0,"0",null,false,"null","0000-00-00","0000-00-00 00:00:00","0000-00-00T00:00:00Z","0001-01-01T00:00:00Z"]`
	day := classcloud.Date{Year: 2016, Month: 4, Day: 1}
	for _, c := range []decodeCase{
		{name: "the vendors' own form is Beijing's time", in: `"2016-04-01 08:05:00"`, want: at},
		{name: "seconds since 1970", in: `1459469100`, want: at},
		{name: "quoted seconds since 1970", in: `"1459469100"`, want: at},
		{name: "milliseconds since 1970 in both forms", in: `[1459469100000,"1459469100000"]`, want: []time.Time{at, at}},
		{name: "RFC 3339 in another zone comes out in Beijing's", in: `"2016-04-01T00:05:00Z"`, want: at},
		{name: "RFC 3339 with nanoseconds", in: `"2016-04-01T08:05:00.123456789+08:00"`, want: at.Add(123456789)},
		{name: "ISO 8601 without a zone", in: `"2016-04-01T08:05:00"`, want: at},
		{name: "slashes", in: `["2016/04/01 08:05:00","2016/4/1 08:05","2016/04/01"]`, want: []time.Time{at, at, time.Date(2016, 4, 1, 0, 0, 0, 0, CST)}},
		{name: "minutes only", in: `"2016-04-01 08:05"`, want: at},
		{name: "month, day and hour not padded", in: `["2016-4-1 8:05:00","2016-4-1 8:05"]`, want: []time.Time{at, at}},
		{name: "a fraction of a second", in: `"2016-04-01 08:05:00.5"`, want: at.Add(time.Second / 2)},
		{name: "a day alone is its midnight", in: `"2016-04-01"`, want: time.Date(2016, 4, 1, 0, 0, 0, 0, CST)},
		{name: "no time in all forms", in: noTimes, want: make([]time.Time, 10)},
		{name: "a pointer to no time is nil", in: noTimes, want: make([]*time.Time, 10)},
		{name: "a pointer to a time", in: `[1459469100,"2016-04-01 08:05:00"]`, want: []*time.Time{&at, &at}},
		{name: "a word is no time", in: `"soon"`, want: at, bad: `"soon" is not a valid time`},
		{name: "true is no time", in: `true`, want: at, bad: "is not a valid time"},
		{name: "a fraction of a unix second is no time", in: `1459469100.5`, want: at, bad: "is not a valid time"},
		{name: "a 13th month is no time", in: `"2016-13-01 00:00:00"`, want: at, bad: "is not a valid time"},
		{name: "zeros and something is no time", in: `"0000-00-00x"`, want: at, bad: "is not a valid time"},
		{name: "microseconds are refused: their year would have five digits", in: `1459469100000000`, want: at, bad: "is not a valid time"},
		{name: "a list is no time", in: `[]`, want: at, bad: "a list where a plain value is expected"},
		{name: "a pointer to what is no time", in: `"soon"`, want: &at, bad: "is not a valid time"},

		{name: "a day", in: `"2016-04-01"`, want: day},
		{name: "a day in eight digits", in: `["20160401",20160401]`, want: []classcloud.Date{day, day}},
		{name: "a day out of every form of time", in: `["2016-04-01 23:59:59",1459469100,"2016-03-31T16:00:00Z","2016/4/1"]`, want: []classcloud.Date{day, day, day, day}},
		{name: "no day in all forms", in: noTimes, want: make([]classcloud.Date, 10)},
		{name: "a pointer to no day is nil", in: noTimes, want: make([]*classcloud.Date, 10)},
		{name: "a pointer to a day", in: `["2016-04-01",20160401]`, want: []*classcloud.Date{&day, &day}},
		{name: "eight digits that are no day are no second of 1970 either", in: `"20161301"`, want: day, bad: `"20161301" is not a valid date`},
		{name: "a word is no day", in: `"soon"`, want: day, bad: `"soon" is not a valid date`},
		{name: "an object is no day", in: `{}`, want: day, bad: "an object where a plain value is expected"},
	} {
		c.run(t)
	}
}

type (
	seat struct {
		Row  int    `json:"row"`
		Name string `json:"name"`
	}
	hall struct {
		Seat    seat             `json:"seat"`
		Missing *seat            `json:"missing"`
		Seats   []seat           `json:"seats"`
		ByName  map[string]seat  `json:"by_name"`
		ByIndex map[int64]string `json:"by_index"`
		Limit   *int             `json:"limit"`
		Label   *string          `json:"label"`
		Open    *bool            `json:"open"`
	}
)

func TestDecodeShapes(t *testing.T) {
	limit, label, open := 3, "", false
	rows := []seat{{1, "a"}, {2, "b"}}
	for _, c := range []decodeCase{
		{name: "the right shapes", in: `{"seat":{"row":"1","name":"a"},"missing":{"row":2},"seats":[{"row":1,"name":"a"},{"row":2,"name":"b"}],"by_name":{"x":{"row":3}},"by_index":{"7":"y"},"limit":"3"}`,
			want: hall{Seat: seat{1, "a"}, Missing: &seat{Row: 2}, Seats: rows, ByName: map[string]seat{"x": {Row: 3}}, ByIndex: map[int64]string{7: "y"}, Limit: &limit}},
		{name: "empty lists for everything", in: `{"seat":[],"missing":[],"seats":[],"by_name":[],"by_index":[]}`, want: hall{Seats: []seat{}}},
		{name: "empty objects for everything", in: `{"seat":{},"missing":{},"seats":{},"by_name":{},"by_index":{}}`, want: hall{Missing: &seat{}, ByName: map[string]seat{}, ByIndex: map[int64]string{}}},
		{name: "empty text for everything", in: `{"seat":"","missing":"","seats":"","by_name":"","by_index":"","limit":"","label":"","open":""}`, want: hall{Label: &label}},
		{name: "null for everything", in: `{"seat":null,"missing":null,"seats":null,"by_name":null,"by_index":null,"limit":null,"label":null,"open":null}`, want: hall{}},
		{name: "false for everything but a flag", in: `{"seat":false,"missing":false,"seats":false,"by_name":false,"by_index":false,"limit":false,"open":false}`, want: hall{Open: &open}},
		{name: "an object with gaps is a list", in: `{"1":{"row":1,"name":"a"},"4":{"row":2,"name":"b"}}`, want: rows},
		{name: "a list is a map by its indexes as text", in: `[{"row":1,"name":"a"},{"row":2,"name":"b"}]`, want: map[string]seat{"0": rows[0], "1": rows[1]}},
		{name: "a list is a map by its indexes", in: `["x","y"]`, want: map[int64]string{0: "x", 1: "y"}},
		{name: "a map by named keys", in: `["x"]`, want: map[colour]string{"0": "x"}},
		{name: "an empty list at the top is an empty struct", in: `[]`, want: hall{}},
		{name: "structs in lists in maps, each in its crooked form", in: `{"a":{"3":{"row":"9"}},"b":[[],"",{"row":1}],"c":false}`, want: map[string][]seat{"a": {{Row: 9}}, "b": {{}, {}, {Row: 1}}, "c": nil}},
		{name: "pointers to structs in a list", in: `[[],"",null,{"row":"1"}]`, want: []*seat{nil, nil, nil, {Row: 1}}},
		{name: "pointers to lists and maps", in: `["",[1]]`, want: []*[]int{nil, {1}}},
		{name: "unknown members are ignored", in: `{"row":1,"new":{"deep":[1,2]}}`, want: seat{Row: 1}},

		{name: "text for a struct", in: `{"seat":"abc"}`, want: hall{}, bad: "text where an object is expected", path: "/seat"},
		{name: "a number for a struct", in: `{"seat":0}`, want: hall{}, bad: "a number where an object is expected", path: "/seat"},
		{name: "true for a struct", in: `{"missing":true}`, want: hall{}, bad: "true or false where an object is expected", path: "/missing"},
		{name: "a filled list for a struct", in: `{"seat":[{"row":1}]}`, want: hall{}, bad: "a list where an object is expected", path: "/seat"},
		{name: "a filled list for a pointer to a struct", in: `{"missing":[{"row":1}]}`, want: hall{}, bad: "a list where an object is expected", path: "/missing"},
		{name: "text for a pointer to a number", in: `{"limit":"abc"}`, want: hall{}, bad: `"abc" is not a whole number`, path: "/limit"},
		{name: "text for a list", in: `{"seats":"abc"}`, want: hall{}, bad: "text where a list is expected", path: "/seats"},
		{name: "a number for a map", in: `{"by_name":1}`, want: hall{}, bad: "a number where an object is expected", path: "/by_name"},
		{name: "an object for a list", in: `{"seats":{"row":1}}`, want: hall{}, bad: `an object with the member "row" where a list is expected`, path: "/seats/row"},
		{name: "a list for a map by flags", in: `["x"]`, want: map[yes]string{}, bad: "list where an object is expected"},
	} {
		c.run(t)
	}
}

func TestDecodeSaysWhereTheGarbageIs(t *testing.T) {
	type room struct {
		RoomID int64 `json:"room_id"`
	}
	type page struct {
		List []room            `json:"list"`
		Map  map[string][]room `json:"map"`
	}
	for _, c := range []decodeCase{
		{name: "in a list", in: `{"list":[{},{},{},{"room_id":"abc"}]}`, want: page{}, bad: `"abc" is not a whole number`, path: "/list/3/room_id"},
		{name: "in a list with gaps", in: `{"list":{"2":{},"5":{"room_id":"abc"}}}`, want: page{}, bad: `"abc" is not a whole number`, path: "/list/5/room_id"},
		{name: "in a map", in: `{"map":{"a/b":[{"room_id":"abc"}]}}`, want: page{}, bad: `"abc"`, path: "/map/a~1b/0/room_id"},
		{name: "in a map that is a list", in: `{"map":[[],[{"room_id":"abc"}]]}`, want: page{}, bad: `"abc"`, path: "/map/1/0/room_id"},
		{name: "in the top value", in: `"abc"`, want: int64(0), bad: `"abc"`},
	} {
		c.run(t)
	}
	assert.EqualError(t, &DecodeError{Path: "/list/3/room_id", Problem: "is bad"}, "/list/3/room_id: is bad")
	assert.EqualError(t, &DecodeError{Problem: "is bad"}, "is bad")
}

func TestDecodeBrokenJSONIsAlwaysAnError(t *testing.T) {
	for _, in := range []string{
		``, ` `, "\uFEFF", `{`, `{"seat":{"row":1}`, `{"seats":{"1":{"row":1}`, `{"seats":{"1"`, `{"by_name":[{"row":1}`, `{"missing":[`, `{"limit":"`,
		`{"seat":{}}x`, `{"seat":{}}{}`, `{'seat':1}`, `<html>502 Bad Gateway</html>`, `{"seat":tru}`, `nul`, `{"seats":[1,]}`, `{"seat" {}}`,
	} {
		var out hall
		requireDecodeError(t, Decode([]byte(in), &out))
	}
	requireDecodeError(t, Decode([]byte(`{}`), hall{}))
}

func TestDecodeNamesAndDuplicates(t *testing.T) {
	type user struct {
		UserName string         `json:"user_name"`
		Seat     seat           `json:"seat"`
		Last     *seat          `json:"last"`
		Tags     map[string]int `json:"tags"`
		List     []seat         `json:"list"`
	}
	for _, c := range []decodeCase{
		{name: "names match in any case", in: `{"USER_NAME":"a","Seat":{"ROW":1}}`, want: user{UserName: "a", Seat: seat{Row: 1}}},
		{name: "a name without the underscore is another name", in: `{"user_name":"a","userName":"b","user-name":"c"}`, want: user{UserName: "a"}},
		{name: "of duplicates the last counts", in: `{"user_name":"a","user_name":"b"}`, want: user{UserName: "b"}},
		{name: "duplicate objects are not merged", in: `{"seat":{"row":1},"seat":{"name":"b"}}`, want: user{Seat: seat{Name: "b"}}},
		{name: "duplicate objects behind a pointer are not merged", in: `{"last":{"row":1},"last":{"name":"b"}}`, want: user{Last: &seat{Name: "b"}}},
		{name: "duplicate maps are not merged", in: `{"tags":{"a":1},"tags":{"b":2}}`, want: user{Tags: map[string]int{"b": 2}}},
		{name: "duplicate lists are not merged", in: `{"list":[{"row":1},{}],"list":[{"name":"b"}]}`, want: user{List: []seat{{Name: "b"}}}},
		{name: "of duplicate keys in a map the last counts", in: `{"x":{"row":1},"x":{"name":"b"}}`, want: map[string]seat{"x": {Name: "b"}}},
		{name: "an empty duplicate empties", in: `{"seat":{"row":1},"last":{"row":1},"tags":{"a":1},"seat":"","last":[],"tags":[]}`, want: user{}},
		{name: "a byte order mark and blanks are dropped", in: "\uFEFF\uFEFF \r\n{\"user_name\":\"a\"}\n", want: user{UserName: "a"}},
		{name: "a name that is no UTF-8 is an unknown one", in: "{\"\xff\":1,\"user_name\":\"a\"}", want: user{UserName: "a"}},
	} {
		c.run(t)
	}
}

// mood reads itself from JSON, label from text: Decode keeps out.
type (
	mood  struct{ read string }
	label struct{ Read string }
)

func (m *mood) UnmarshalJSON(raw []byte) error {
	if string(raw) == `"bad"` {
		return assert.AnError
	}
	m.read = string(raw)
	return nil
}
func (m mood) MarshalJSON() ([]byte, error) { return []byte(m.read), nil }

func (l *label) UnmarshalText(text []byte) error { l.Read = "<" + string(text) + ">"; return nil }

func TestDecodeLeavesTypesThatReadThemselvesAlone(t *testing.T) {
	type holder struct {
		Raw   json.RawMessage `json:"raw"`
		Mood  mood            `json:"mood"`
		Other *mood           `json:"other"`
		Text  label           `json:"text"`
		Also  *label          `json:"also"`
	}
	var out holder
	require.NoError(t, Decode([]byte(`{"raw":{ "b":1.50 , "a":[ ]},"mood":[],"other":"","text":"","also":""}`), &out))
	assert.Equal(t, `{ "b":1.50 , "a":[ ]}`, string(out.Raw), "byte for byte")
	assert.Equal(t, mood{`[]`}, out.Mood)
	assert.Equal(t, &mood{`""`}, out.Other)
	assert.Equal(t, label{"<>"}, out.Text)
	assert.Equal(t, &label{"<>"}, out.Also)

	bad := requireDecodeError(t, Decode([]byte(`{"mood":"bad"}`), &out))
	assert.Equal(t, "/mood", bad.Path)
	assert.Equal(t, assert.AnError.Error(), bad.Problem)
}

func TestDecodeIntoAnyKeepsEveryDigit(t *testing.T) {
	var out map[string]any
	require.NoError(t, Decode([]byte(`{"id":6206825690183958501,"deep":[{"id":6206825690183958501}],"text":"1","yes":true,"no":null}`), &out))
	id := json.Number("6206825690183958501")
	assert.Equal(t, map[string]any{"id": id, "deep": []any{map[string]any{"id": id}}, "text": "1", "yes": true, "no": nil}, out)
	requireRoundTrip(t, reflect.ValueOf(&out))
}

func TestDecodeMayBeCalledInParallel(t *testing.T) {
	type fresh struct { // a type no other test has planned
		Seats map[string][]*seat `json:"seats"`
	}
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			var out fresh
			assert.NoError(t, Decode([]byte(`{"seats":[{"3":{"row":"1"}}]}`), &out))
			assert.Equal(t, fresh{map[string][]*seat{"0": {{Row: 1}}}}, out)
		})
	}
	wg.Wait()
}

func TestIsEmpty(t *testing.T) {
	for _, raw := range []string{``, ` `, `null`, `""`, `false`, `[]`, `{}`, " [ \n] ", `{ }`} {
		assert.True(t, IsEmpty([]byte(raw)), raw)
	}
	for _, raw := range []string{`0`, `"0"`, `true`, `[0]`, `{"a":1}`, `" "`, `[`, `{`, `"`, `fish`, `nothing`, `[}`} {
		assert.False(t, IsEmpty([]byte(raw)), raw)
	}
}

func TestParseTimeInvertsEveryFormOfBuild(t *testing.T) {
	at := time.Date(2024, 2, 29, 23, 59, 0, 0, CST)
	for _, form := range []string{"", "unix", "milli", "minute"} {
		text := (&builder{}).time(&hints{time: form}, at.UTC()).FormText()
		got, err := ParseTime(text)
		require.NoError(t, err)
		assert.Equal(t, at, got, "%s %s", form, text)
	}
}
