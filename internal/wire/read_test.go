package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

type rank int

var rankNames = map[rank]string{0: "Student", 1: "Teacher"}

func (r rank) String() string { return EnumName("rank", r, rankNames) }

// person is a row.
type person struct {
	ID    int64         `json:"id" check:"required"`
	Name  string        `json:"name"`
	Rank  rank          `json:"rank"`
	First time.Time     `json:"first"`
	Stay  time.Duration `json:"stay" wire:"seconds" check:"present"`
	Skin  int           `json:"skin" check:"decorative"`
	Tags  []mark        `json:"tags"`
}

type mark struct {
	Code int `json:"code" check:"required"`
}

type people struct {
	Total int                `json:"total"`
	List  []person           `json:"list"`
	By    map[string]person  `json:"by"`
	Ptr   map[string]*person `json:"ptr"`
}

func TestOneOddCellCostsOneRow(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     []int64 // ids that were read
		rows     []classcloud.RowError
	}{
		{"all is well", `{"list":[{"id":1,"stay":0},{"id":2,"stay":"5"}]}`, []int64{1, 2}, nil},
		{"a time that is not one", `{"list":[{"id":1,"stay":0},{"id":2,"stay":0,"first":"2017-11-23 24:00:00"},{"id":3,"stay":0}]}`, []int64{1, 3},
			[]classcloud.RowError{{Index: 1, Path: "/list/1", Problem: `/first: "2017-11-23 24:00:00" is not a valid time`, Raw: []byte(`{"id":2,"stay":0,"first":"2017-11-23 24:00:00"}`)}}},
		{"a row that is null", `{"list":[null,{"id":2,"stay":0}]}`, []int64{2}, []classcloud.RowError{{Index: 0, Path: "/list/0", Problem: "is null", Raw: []byte("null")}}},
		{"a row that is text", `{"list":["gone",{"id":2,"stay":0}]}`, []int64{2}, []classcloud.RowError{{Index: 0, Path: "/list/0", Problem: "text where an object is expected", Raw: []byte(`"gone"`)}}},
		{"a row without its id", `{"list":[{"name":"x","stay":0},{"id":2,"stay":0}]}`, []int64{2}, []classcloud.RowError{{Index: 0, Path: "/list/0", Problem: "/id: is missing from a success", Raw: []byte(`{"name":"x","stay":0}`)}}},
		{"an id that is 0", `{"list":[{"id":0,"stay":0}]}`, []int64{}, []classcloud.RowError{{Path: "/list/0", Problem: "/id: is missing from a success", Raw: []byte(`{"id":0,"stay":0}`)}}},
		{"an id below 0", `{"list":[{"id":-1,"stay":0}]}`, []int64{}, []classcloud.RowError{{Path: "/list/0", Problem: "/id: is not an id", Raw: []byte(`{"id":-1,"stay":0}`)}}},
		{"an id that is true", `{"list":[{"id":true,"stay":0}]}`, []int64{}, []classcloud.RowError{{Path: "/list/0", Problem: "/id: true is not a number", Raw: []byte(`{"id":true,"stay":0}`)}}},
		{"an id that is a list", `{"list":[{"id":[],"stay":0}]}`, []int64{}, []classcloud.RowError{{Path: "/list/0", Problem: "/id: a list where a plain value is expected", Raw: []byte(`{"id":[],"stay":0}`)}}},
		{"a span that is missing is not a span of 0", `{"list":[{"id":1}]}`, []int64{}, []classcloud.RowError{{Path: "/list/0", Problem: "/stay: is missing from a success", Raw: []byte(`{"id":1}`)}}},
		{"a decorative cell costs nothing", `{"list":[{"id":1,"stay":0,"skin":"red"}]}`, []int64{1}, nil},
		{"a list with gaps", `{"list":{"0":{"id":1,"stay":0},"5":{"stay":0},"7":{"id":3,"stay":0}}}`, []int64{1, 3},
			[]classcloud.RowError{{Index: 1, Path: "/list/5", Problem: "/id: is missing from a success", Raw: []byte(`{"stay":0}`)}}},
		{"garbage deep inside a row", `{"list":[{"id":1,"first":{"a":[1,{"b":[[2]]}]},"name":"x","stay":1},{"id":2,"stay":0}]}`, []int64{2},
			[]classcloud.RowError{{Path: "/list/0", Problem: "/first: an object where a plain value is expected", Raw: []byte(`{"id":1,"first":{"a":[1,{"b":[[2]]}]},"name":"x","stay":1}`)}}},
		{"a bad row within a good one", `{"list":[{"id":1,"stay":0,"tags":[{"code":7},{"code":"x"}]}]}`, []int64{1},
			[]classcloud.RowError{{Index: 1, Path: "/list/0/tags/1", Problem: `/code: "x" is not a whole number`, Raw: []byte(`{"code":"x"}`)}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out people
			report, err := Read([]byte(test.in), &out)
			require.NoError(t, err)
			ids := []int64{}
			for _, p := range out.List {
				ids = append(ids, p.ID)
			}
			assert.Equal(t, test.want, ids)
			assert.Equal(t, test.rows, report.Rows)
			assert.Empty(t, report.Fields)
			assert.Equal(t, len(test.rows) == 0, report.OK())
		})
	}
}

func TestRowsOfMaps(t *testing.T) {
	var out people
	report, err := Read([]byte(`{"by":{"a":{"id":1,"stay":0},"b":{"id":"x","stay":0},"c":null},"ptr":{"d":null,"e":{"id":0,"stay":1}}}`), &out)
	require.NoError(t, err)
	assert.Len(t, out.By, 1)
	assert.Equal(t, map[string]*person{"d": nil}, out.Ptr)
	var told []string
	for _, row := range report.Rows {
		assert.Equal(t, -1, row.Index)
		told = append(told, row.String())
	}
	assert.Equal(t, []string{`/by/b/id: "x" is not a whole number`, "/by/c: is null", "/ptr/e/id: is missing from a success"}, told)
}

// Outside of lists, what cannot be read is reported, and the rest is there.
func TestAnOddFieldOfASingleResult(t *testing.T) {
	var out person
	report, err := Read([]byte(`{"id":7,"name":["x"],"stay":"soon","skin":{},"first":"2016-01-02 03:04:05","rank":1}`), &out)
	require.NoError(t, err)
	assert.Equal(t, person{ID: 7, First: time.Date(2016, 1, 2, 3, 4, 5, 0, CST), Rank: 1}, out)
	require.Len(t, report.Fields, 2)
	assert.Equal(t, "/name: a list where a plain value is expected", report.Fields[0].Error())
	assert.Equal(t, `/stay: "soon" is not a span of time`, report.Fields[1].Error())
	require.Len(t, report.Decorative, 1)
	assert.Equal(t, "/skin", report.Decorative[0].Path)
}

func TestAnEnumThatIsNotThereIsNotItsZero(t *testing.T) {
	for in, want := range map[string]rank{`{}`: -1, `{"rank":null}`: -1, `{"rank":""}`: -1, `{"rank":false}`: -1, `{"rank":[]}`: -1, `{"rank":"老师"}`: -1,
		`{"rank":0}`: 0, `{"rank":"0"}`: 0, `{"rank":1.0}`: 1, `{"rank":9}`: 9} {
		var out person
		_, err := Read([]byte(in), &out)
		require.NoError(t, err)
		assert.Equal(t, want, out.Rank, in)
	}
	assert.Equal(t, "rank(-1)", rank(EnumUnsaid).String())
}

func TestWhatCannotBeReadIsNotAZeroThatWasSaid(t *testing.T) {
	var out struct {
		Who   person   `json:"who"`
		Ptr   *person  `json:"ptr"`
		Count *int     `json:"count"`
		Share *float64 `json:"share"`
		Rank  *rank    `json:"rank"`
		At    *time.Time
	}
	report, err := Read([]byte(`{"who":"jason","ptr":"jason","count":"many","share":"half","rank":"x","at":"soon"}`), &out)
	require.NoError(t, err)
	assert.Len(t, report.Fields, 5)
	assert.Equal(t, person{Rank: EnumUnsaid}, out.Who)
	assert.Nil(t, out.Ptr)
	assert.Nil(t, out.Count)
	assert.Nil(t, out.Share)
	assert.Nil(t, out.At)
	assert.Equal(t, rank(EnumUnsaid), *out.Rank)

	report, err = Read([]byte(`{"ptr":{"id":7,"stay":1,"name":[1]},"count":"0","share":0}`), &out)
	require.NoError(t, err)
	assert.Len(t, report.Fields, 1)
	require.NotNil(t, out.Ptr, "one odd leaf does not cost the object")
	assert.EqualValues(t, 7, out.Ptr.ID)
	assert.Equal(t, 0, *out.Count)
	assert.Zero(t, *out.Share)
}

func TestWhatIsNotJSONEndsTheReading(t *testing.T) {
	for _, in := range []string{``, `{`, `{"list":[{"id":1,"stay":0},{"id":`, `<html>`, `{"list":[{"id":1]}`, `{} {}`} {
		var out people
		_, err := Read([]byte(in), &out)
		require.ErrorAs(t, err, new(*DecodeError), in)
	}
}

func TestManyBadRowsKeepTheGoodOnes(t *testing.T) {
	var in strings.Builder
	in.WriteString(`{"total":1000,"list":[`)
	for i := range 1000 {
		if i > 0 {
			in.WriteByte(',')
		}
		if i%7 == 3 {
			fmt.Fprintf(&in, `{"id":%d,"stay":{"x":[%d]}}`, i+1, i)
		} else {
			fmt.Fprintf(&in, `{"id":%d,"stay":%d}`, i+1, i)
		}
	}
	in.WriteString("]}")
	var out people
	report, err := Read([]byte(in.String()), &out)
	require.NoError(t, err)
	assert.Len(t, report.Rows, 143)
	assert.Len(t, out.List, 857)
	for _, row := range report.Rows {
		assert.Equal(t, 3, row.Index%7)
		assert.Equal(t, fmt.Sprintf(`{"id":%d,"stay":{"x":[%d]}}`, row.Index+1, row.Index), string(row.Raw))
	}
}

// Decode stops at the first problem, and does not ask for what must be there.
func TestDecodeStops(t *testing.T) {
	var out people
	bad := requireDecodeError(t, Decode([]byte(`{"list":[{"id":1},{"id":"x"},{"id":"y"}]}`), &out))
	assert.Equal(t, "/list/1/id", bad.Path)
	require.NoError(t, Decode([]byte(`{"list":[{}, null]}`), &out))
	assert.Len(t, out.List, 2)
}

// What stands in the place of a row and holds nothing is none, and no zero struct.
func TestARowOfNothingIsNoRow(t *testing.T) {
	for _, nothing := range []string{"null", "[]", "{}", `""`, "false", " [ ] "} {
		var out people
		report, err := Read([]byte(`{"list":[{"id":1,"stay":0},`+nothing+`]}`), &out)
		require.NoError(t, err)
		require.Len(t, report.Rows, 1, nothing)
		assert.Equal(t, 1, report.Rows[0].Index)
		assert.Len(t, out.List, 1)
		assert.Equal(t, strings.TrimSpace(nothing), string(bytes.TrimSpace(report.Rows[0].Raw)))

		var plain []struct {
			Name string `json:"name"`
		}
		report, err = Read([]byte(`[`+nothing+`,{"name":""}]`), &plain)
		require.NoError(t, err)
		assert.Len(t, report.Rows, 1, nothing)
		assert.Len(t, plain, 1, "text that is empty is text")
	}
}

// A count that is null or "" is not said to be 0.
func TestWhatMustBePresentIsSaid(t *testing.T) {
	type counted struct {
		Count int           `json:"count" check:"present"`
		Span  time.Duration `json:"span" check:"present"`
		Rank  rank          `json:"rank" check:"present"`
		On    bool          `json:"on" check:"present"`
		Name  string        `json:"name" check:"present"`
		List  []int         `json:"list" check:"present"`
	}
	for in, lacks := range map[string][]string{
		`{"count":0,"span":"0","rank":0,"on":false,"name":"","list":[]}`:           nil,
		`{"count":"0","span":0,"rank":"1","on":"","name":"a","list":null}`:         nil,
		`{"count":null,"span":null,"rank":null,"on":null,"name":null,"list":null}`: {"/count", "/span", "/rank", "/on"},
		`{"count":"","span":[],"rank":false,"on":0,"name":0,"list":""}`:            {"/count", "/span", "/rank"},
		`{}`: {"/count", "/span", "/rank", "/on", "/name", "/list"},
	} {
		var out counted
		report, err := Read([]byte(in), &out)
		require.NoError(t, err)
		var got []string
		for _, f := range report.Fields {
			got = append(got, f.Path)
		}
		assert.ElementsMatch(t, lacks, got, in)
	}
}

// True is not an id, also where ids are text.
func TestTrueIsNotAnID(t *testing.T) {
	type thing struct {
		ID   string `json:"id" check:"required"`
		Name string `json:"name"`
	}
	for in, want := range map[string]thing{
		`{"id":"true","name":true}`: {"true", "true"}, `{"id":1}`: {ID: "1"}, `{"id":true,"name":"n"}`: {Name: "n"}, `{"id":false}`: {}, `{"id":true,"id":"a"}`: {ID: "a"},
	} {
		for _, in := range []string{in, strings.ReplaceAll(in, ":", " : ")} {
			var out thing
			report, err := Read([]byte(in), &out)
			require.NoError(t, err, in)
			assert.Equal(t, want, out, in)
			assert.Equal(t, want.ID == "", len(report.Fields) == 1, in)
		}
	}
}

// A type that is read and sent back keeps the members it does not have; another passes over them.
func TestMembersWithoutAFieldAreKeptForSendingBack(t *testing.T) {
	var list []struct {
		ID    string         `json:"id" check:"required"`
		Extra map[string]any `json:"-" wire:"extra"`
	}
	report, err := Read([]byte(`[{"id":"a","seat":12345678901234567890,"tags":["x"],"none":null},{"id":"b"}]`), &list)
	require.NoError(t, err)
	assert.True(t, report.OK())
	assert.Equal(t, map[string]any{"seat": json.Number("12345678901234567890"), "tags": []any{"x"}, "none": nil}, list[0].Extra)
	assert.Nil(t, list[1].Extra)
}

// A decorative member of which nothing can be read is kept by a type that has a place for members without a field; what can be read in part
// is not kept twice.
func TestAnUnreadDecorativeIsKeptForSendingBack(t *testing.T) {
	type inner struct {
		Count int `json:"count"`
		Size  int `json:"size"`
	}
	var out struct {
		ID    int            `json:"id" check:"decorative"`
		Word  string         `json:"word" check:"decorative"`
		Seats *int           `json:"seats" check:"decorative"`
		Inner inner          `json:"inner" check:"decorative"`
		Extra map[string]any `json:"unknown" wire:"extra" check:"decorative"`
	}
	report, err := Read([]byte(`{"ID":{"x":[12345678901234567890]},"word":["a"],"seats":"1v6","inner":{"count":7,"size":"large"},"more":1}`), &out)
	require.NoError(t, err)
	assert.True(t, report.OK())
	assert.Len(t, report.Decorative, 4)
	assert.Equal(t, map[string]any{"id": map[string]any{"x": []any{json.Number("12345678901234567890")}}, "word": []any{"a"}, "seats": "1v6", "more": json.Number("1")}, out.Extra)
	assert.Equal(t, inner{Count: 7}, out.Inner)
}

// A decorative cell that cannot be read is nil where the field can be, not a zero that looks as if it had been said.
func TestAnUnreadDecorativeIsNotZero(t *testing.T) {
	var out struct {
		ID    int   `json:"id" check:"required"`
		Seats *int  `json:"seats" check:"decorative"`
		Live  *bool `json:"live" check:"decorative"`
		Said  *int  `json:"said" check:"decorative"`
	}
	report, err := Read([]byte(`{"id":1,"seats":"1v6","live":"perhaps","said":0}`), &out)
	require.NoError(t, err)
	assert.Len(t, report.Decorative, 2)
	assert.Nil(t, out.Seats)
	assert.Nil(t, out.Live)
	assert.Equal(t, new(0), out.Said)
}
