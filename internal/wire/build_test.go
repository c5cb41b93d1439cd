package wire

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

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
		seat `json:"seat"` // with a name it would be an object of its own if it were exported
	}
	assert.Equal(t, `{}`, asJSON(mustBuild(t, &Outer{}).Body))
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

func TestFilesThatCannotBeSent(t *testing.T) {
	type request struct {
		One *classcloud.File `json:"one" wire:"file"`
		Two *classcloud.File `json:"two" wire:"file"`
	}
	same := strings.NewReader("abc")
	for _, test := range []struct {
		in   request
		want string
	}{
		{request{One: &classcloud.File{Name: "a.png", Content: (*bytes.Reader)(nil)}}, "One (one) has no Content"},
		{request{One: &classcloud.File{Name: "a\xff.png", Content: same}}, "One (one) has a Name that is not valid UTF-8"},
		{request{One: &classcloud.File{Name: "a.png", Content: same}, Two: &classcloud.File{Name: "b.png", Content: same}},
			"Two (two) has the Content of another file of the request, which can be read only once"},
	} {
		_, problems := Build(&test.in, nil, false)
		require.Len(t, problems, 1, test.want)
		assert.Equal(t, test.want, problems[0].String())
	}
	_, problems := Build(&request{One: &classcloud.File{Name: "a.png", Content: strings.NewReader("abc")}, Two: &classcloud.File{Name: "a.png", Content: strings.NewReader("abc")}}, nil, false)
	assert.Empty(t, problems, "two readers of one text are two files")
}
