package wire

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

type coded struct {
	TopCode string `json:"code"`
}

type course struct {
	Title   string          `json:"title"`
	RoomID  int64           `json:"room_id"`
	Level   *level          `json:"level"`
	Start   time.Time       `json:"start_time" wire:"unix"`
	End     *time.Time      `json:"end_time"`
	Clock   time.Time       `json:"clock" wire:"clock"`
	Times   []time.Time     `json:"times" wire:"minute"`
	Day     classcloud.Date `json:"day"`
	Plain   bool            `json:"plain"`
	Flag    *bool           `json:"flag" wire:"01"`
	Share   *bool           `json:"share" wire:"12"`
	Mute    *bool           `json:"mute" wire:"01,inverted"`
	Off     *bool           `json:"off" wire:"12,inverted"`
	IDs     []int64         `json:"ids" wire:"comma"`
	Names   []string        `json:"names" wire:"comma"`
	Users   []phone         `json:"users" wire:"jsontext"`
	Seat    seat            `json:"seat"`
	Next    *seat           `json:"next"`
	URL     string          `json:"url" wire:"in=config"`
	Bitrate int             `json:"bitrate" wire:"in=config.video"`
	Rate    int             `json:"rate" wire:"in=config.video"`
	Code    string          `json:"code" wire:"in=config"`
	coded
	Mood  mood                   `json:"mood"`
	Moods []*mood                `json:"moods"`
	Raw   json.RawMessage        `json:"raw"`
	Any   any                    `json:"any" wire:"verbatim"`
	Props map[string]string      `json:"props"`
	Spans map[colour][]time.Time `json:"spans" wire:"clock"`
	File  *classcloud.File       `json:"file" wire:"file"`
	More  map[string]any         `json:"-" wire:"extra"`
}

func openNamed(path string) (*classcloud.File, error) {
	if path == "absent.pdf" {
		return nil, assert.AnError
	}
	return &classcloud.File{Name: path, Content: strings.NewReader("x")}, nil
}

func fill(to any, text string) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &values); err != nil {
		return err
	}
	return (&Filler{Open: openNamed}).Fill(to, values)
}

func TestFill(t *testing.T) {
	at := time.Date(2016, 4, 1, 8, 5, 0, 0, CST)
	midnight := time.Date(2016, 4, 1, 0, 0, 0, 0, CST)
	for _, c := range []struct {
		name, in string
		want     course
	}{
		{"nothing", `{}`, course{}},
		{"text and numbers in both forms", `{"title":"英语","room_id":"6206825690183958501","level":2}`, course{Title: "英语", RoomID: 6206825690183958501, Level: new(level(2))}},
		{"a time as RFC 3339", `{"start_time":"2016-04-01T00:05:00Z","end_time":"2016-04-01T08:05:00+08:00"}`, course{Start: at, End: &at}},
		{"a time as unix seconds in both forms", `{"start_time":1459469100,"end_time":"1459469100"}`, course{Start: at, End: &at}},
		{"a time in its own form", `{"end_time":"2016-04-01 08:05:00","times":["2016-04-01 08:05","2016-04-01"]}`, course{End: &at, Times: []time.Time{at, midnight}}},
		{"a time of day in its own form", `{"clock":"08:05"}`, course{Clock: time.Date(0, 1, 1, 8, 5, 0, 0, CST)}},
		{"a time of day out of a whole time", `{"clock":"2016-04-01T00:05:00Z"}`, course{Clock: at}},
		{"a day", `{"day":"2016-04-01"}`, course{Day: classcloud.Date{Year: 2016, Month: 4, Day: 1}}},
		{"true is ours", `{"plain":true,"flag":true,"share":true,"mute":true,"off":"true"}`, course{Plain: true, Flag: new(true), Share: new(true), Mute: new(true), Off: new(true)}},
		{"false is ours", `{"flag":false,"share":false,"mute":false,"off":"false"}`, course{Flag: new(false), Share: new(false), Mute: new(false), Off: new(false)}},
		{"1 is the vendor's", `{"plain":1,"flag":1,"share":"1","mute":1,"off":"1"}`, course{Plain: true, Flag: new(true), Share: new(true), Mute: new(false), Off: new(false)}},
		{"the vendor's no", `{"flag":0,"share":2,"mute":"0","off":"2"}`, course{Flag: new(false), Share: new(false), Mute: new(true), Off: new(true)}},
		{"a list as JSON", `{"ids":[1,"2"],"names":["a","b"]}`, course{IDs: []int64{1, 2}, Names: []string{"a", "b"}}},
		{"a list as text with commas", `{"ids":"1,2","names":"a,\u0007\"b😀"}`, course{IDs: []int64{1, 2}, Names: []string{"a", "\a\"b😀"}}},
		{"a list of one as a number", `{"ids":7}`, course{IDs: []int64{7}}},
		{"an empty list", `{"ids":[]}`, course{IDs: []int64{}}},
		{"null says nothing", `{"ids":null,"level":null,"flag":null,"next":null,"props":null,"any":null,"seat":null,"title":null}`, course{}},
		{"JSON, and JSON in text", `{"users":[{"userPhone":1,"tags":{}}]}`, course{Users: []phone{{Phone: "1", Tags: map[string]tag{}}}}},
		{"JSON in text, as the vendor has it", `{"users":"[{\"userPhone\":\"1\"}]"}`, course{Users: []phone{{Phone: "1"}}}},
		{"structs and times in maps are read by their tags", `{"users":[{"userPhone":1,"tags":{"vip":{"text":"x","refs":{"all":{"ids":"a,b"}}}}}],"spans":{"a":["08:05"]}}`,
			course{Users: []phone{{Phone: "1", Tags: map[string]tag{"vip": {Text: "x", IDs: []string{"a", "b"}}}}}, Spans: map[colour][]time.Time{"a": {time.Date(0, 1, 1, 8, 5, 0, 0, CST)}}}},
		{"nested objects", `{"seat":{"row":"1"},"next":{"name":"b"}}`, course{Seat: seat{Row: 1}, Next: &seat{Name: "b"}}},
		{"fields nested by their tag, as objects", `{"config":{"url":"u","video":{"bitrate":1,"rate":2},"code":"in"},"code":"top"}`, course{URL: "u", Bitrate: 1, Rate: 2, Code: "in", coded: coded{"top"}}},
		{"fields nested by their tag, by dotted paths", `{"config.url":"u","config.video.bitrate":1,"config.code":"in"}`, course{URL: "u", Bitrate: 1, Code: "in"}},
		{"a bare name is the field of the request, not a nested one of that name", `{"code":"top"}`, course{coded: coded{"top"}}},
		{"JSON where the vendor takes it as text", `{"props":{"a":{"b":[1]},"c":[]}}`, course{Props: map[string]string{"a": `{"b":[1]}`, "c": "[]"}}},
		{"a type that reads itself", `{"mood":"x","moods":[{"a":1},[]]}`, course{Mood: mood{`"x"`}, Moods: []*mood{{`{"a":1}`}, {`[]`}}}},
		{"raw JSON and any values", `{"raw":{ "a" : 1.0 },"any":[6206825690183958501,"1"],"props":{"a":1}}`, course{Raw: json.RawMessage(`{ "a" : 1.0 }`), Any: []any{json.Number("6206825690183958501"), "1"}, Props: map[string]string{"a": "1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got course
			require.NoError(t, fill(&got, c.in))
			assert.Equal(t, c.want, got)
		})
	}
}

func TestFillLeavesARequestThatReadsItselfToItself(t *testing.T) {
	var m mood
	require.NoError(t, fill(&m, `{"user_number":0}`))
	assert.Equal(t, `{"user_number":0}`, m.read)
}

func TestFillOpensFiles(t *testing.T) {
	var got course
	require.NoError(t, fill(&got, `{"file":"@dir/a.pdf"}`))
	assert.Equal(t, "dir/a.pdf", got.File.Name)
	assert.ErrorContains(t, fill(&got, `{"file":"dir/a.pdf"}`), "file: want @path of the file to upload")
	assert.ErrorIs(t, fill(&got, `{"file":"@absent.pdf"}`), assert.AnError)
	assert.ErrorContains(t, (&Filler{}).Fill(&got, map[string]json.RawMessage{"file": json.RawMessage(`"@a"`)}), "want @path")
}

func TestFillSaysWhatItCannotRead(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"room_id":"abc"}`, `room_id: "abc" is not a whole number`},
		{`{"start_time":"soon"}`, `start_time: "soon" is not a valid time`},
		{`{"start_time":{}}`, "start_time: want a plain value, not an object"},
		{`{"times":[[]]}`, "times: [0]: want a plain value, not a list"},
		{`{"clock":"25:00"}`, `clock: "25:00" is not a valid time`},
		{`{"day":"soon"}`, `day: "soon" is not a valid date`},
		{`{"flag":2}`, "flag: want true, false, 1 or 0"},
		{`{"share":0}`, "share: want true, false, 1 or 2"},
		{`{"plain":null}`, "plain: want true, false, 1 or 0"},
		{`{"mute":{}}`, "mute: want true, false, 1 or 0"},
		{`{"ids":"1,x"}`, `ids: [1]: "x" is not a whole number`},
		{`{"ids":""}`, "ids: want a JSON list"},
		{`{"ids":{"a":1}}`, "ids: want a JSON list"},
		{`{"props":[]}`, "props: want a JSON object"},
		{`{"seat":1}`, "seat: want a JSON object"},
		{`{"users":"nonsense"}`, "users: [0]: want a JSON object"},
		{`{"users":[{"tags":{},"phon":1}]}`, "users: [0]: unknown parameter phon; the parameters are userPhone, userName, bestFriend, tags"},
		{`{"config":{"video":{"bitrate":"x"}}}`, `config.video.bitrate: "x" is not a whole number`},
		{`{"mood":"bad"}`, "mood: " + assert.AnError.Error()},
	} {
		t.Run(c.in, func(t *testing.T) {
			assert.EqualError(t, fill(&course{}, c.in), c.want)
		})
	}
}

// A reply's odd enum is -1; a slip on a command line must not be sent as one.
func TestFillTakesTheNumbersOfEnums(t *testing.T) {
	var got struct {
		Rank  rank  `json:"rank"`
		Other *rank `json:"other"`
	}
	require.NoError(t, fill(&got, `{"rank":"1","other":2.0}`))
	assert.EqualValues(t, 1, got.Rank)
	assert.EqualValues(t, 2, *got.Other)
	require.NoError(t, fill(&got, `{"rank":null}`))
	assert.EqualValues(t, 1, got.Rank, "null says nothing")
	for in, want := range map[string]string{
		`{"rank":"four"}`: `rank: want the vendor's number, not "four"`, `{"other":""}`: `other: want the vendor's number, not ""`,
		`{"rank":true}`: `rank: want the vendor's number, not "true"`, `{"rank":1.5}`: `rank: want the vendor's number, not "1.5"`, `{"rank":{}}`: `rank: want the vendor's number, not ""`,
		`{"rank":false}`: `rank: want the vendor's number, not "false"`,
	} {
		assert.EqualError(t, fill(&got, in), want, in)
		assert.EqualValues(t, 1, got.Rank, in)
	}
}

func TestFillListsUnknownNames(t *testing.T) {
	type request struct {
		Title string         `json:"title"`
		URL   string         `json:"url" wire:"in=config"`
		Rate  int            `json:"rate" wire:"in=config.video"`
		Extra map[string]any `json:"-" wire:"extra"`
	}
	const known = "; the parameters are title, config.url, config.video.rate"
	for in, want := range map[string]string{
		`{"titel":1,"Zeit":2,"title":"t"}`:                 "unknown parameters Zeit, titel" + known,
		`{"url":"bare"}`:                                   "unknown parameter url" + known,
		`{"config":{"url":"u","other":1}}`:                 "unknown parameter config.other" + known,
		`{"config":{"video":{"rate":1,"x":1}},"-":{}}`:     "unknown parameters -, config.video" + known,
		`{"config":"text"}`:                                "unknown parameter config" + known,
		`{"config.url":"u","config":{},"config.video":{}}`: "unknown parameter config.video" + known,
	} {
		assert.EqualError(t, fill(&request{}, in), want, in)
	}
	values := map[string]json.RawMessage{"title": json.RawMessage(`"t"`), "config": json.RawMessage(`{"url":"u"}`)}
	require.NoError(t, (&Filler{}).Fill(&request{}, values))
	assert.Len(t, values, 2, "the caller's map stays as it was")
}

func TestFillArgReadsAPositionalArgument(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want any
	}{
		{`"7"`, int64(7)}, {`7`, "7"}, {`"red"`, colour("red")}, {`3`, level(3)}, {`true`, true}, {`"2016-04-01"`, classcloud.Date{Year: 2016, Month: 4, Day: 1}},
		{`[1,2]`, []int64{1, 2}}, {`"1,2"`, []int64{1, 2}}, {`1459469100`, time.Date(2016, 4, 1, 8, 5, 0, 0, CST)},
	} {
		to := reflect.New(reflect.TypeOf(c.want)).Elem()
		require.NoError(t, (&Filler{}).FillArg(to, json.RawMessage(c.raw)))
		assert.Equal(t, c.want, to.Interface())
	}
	assert.Error(t, (&Filler{}).FillArg(reflect.ValueOf(new(int64)).Elem(), json.RawMessage(`"x"`)))
}

func TestWhatIsFilledIsWhatIsBuilt(t *testing.T) {
	const wire = `{"title":"英语","room_id":7,"start_time":1459469100,"end_time":"2016-04-01 08:05:00","clock":"08:05","times":["2016-04-01 08:05"],"day":"2016-04-01",` +
		`"any":{"id":6206825690183958501},"plain":true,"flag":0,"share":2,"mute":1,"off":1,"ids":"1,2","users":"[{\"userPhone\":\"1\"}]","seat":{"row":1,"name":""},"config":{"url":"u","video":{"rate":2}},"raw":[1]}`
	type request struct {
		Title string          `json:"title"`
		Room  int64           `json:"room_id"`
		Start time.Time       `json:"start_time" wire:"unix"`
		End   *time.Time      `json:"end_time"`
		Clock time.Time       `json:"clock" wire:"clock"`
		Times []time.Time     `json:"times" wire:"minute"`
		Day   classcloud.Date `json:"day"`
		Any   any             `json:"any" wire:"verbatim"`
		Plain bool            `json:"plain"`
		Flag  *bool           `json:"flag" wire:"01"`
		Share *bool           `json:"share" wire:"12"`
		Mute  *bool           `json:"mute" wire:"01,inverted"`
		Off   *bool           `json:"off" wire:"12,inverted"`
		IDs   []int64         `json:"ids" wire:"comma"`
		Users []phone         `json:"users" wire:"jsontext"`
		Seat  struct {
			Row  int    `json:"row"`
			Name string `json:"name" wire:"always"`
		} `json:"seat"`
		URL  string          `json:"url" wire:"in=config"`
		Rate int             `json:"rate" wire:"in=config.video"`
		Raw  json.RawMessage `json:"raw"`
	}
	var in request
	require.NoError(t, fill(&in, wire))
	assert.Equal(t, wire, asJSON(mustBuild(t, &in).Body), "the vendor's own form in, the vendor's own form out")
}
