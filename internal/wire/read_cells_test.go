package wire

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

type userID int64

// stay is one entry of a map by user, or the number that stands for it.
type stay struct {
	Total   time.Duration              `json:"Total,omitzero" wire:"seconds,bare" check:"present"`
	Device  *rank                      `json:"Device,omitzero"`
	Details []move                     `json:"Details,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

type move struct {
	Time time.Time `json:"Time,omitzero"`
	Name string    `json:"ShowName,omitzero" wire:"or=Name"`
}

// round holds answers by user beside other members.
type round struct {
	Right   []string                   `json:"CorrectItems,omitzero"`
	Answers map[userID]stay            `json:"Answers,omitzero" wire:"keyed"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

type message struct {
	head
	Stays   map[userID]stay            `json:"inoutEnd,omitzero"`
	Counts  map[string]int             `json:"counts,omitzero"`
	Results []int                      `json:"results,omitzero"`
	Rounds  []round                    `json:"rounds,omitzero"`
	Devices *move                      `json:"devices,omitzero" wire:"jsontext"`
	Seats   []map[string]stay          `json:"seats,omitzero"`
	Auto    *bool                      `json:"auto,omitzero" wire:"inverted"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}

type head struct {
	ID int64 `json:"id,omitzero"`
}

func readMessage(t testing.TB, text string) (*message, []classcloud.RowError) {
	t.Helper()
	var out message
	cells, err := ReadCells([]byte(text), &out)
	require.NoError(t, err)
	return &out, cells
}

func TestOneOddCellCostsItself(t *testing.T) {
	got, cells := readMessage(t, `{"id":"x","inoutEnd":{"7":{"Total":"abc","Details":[{"Time":1499673085},{"Time":"soon","ShowName":"Amy"},5]},"8":{"Total":60},"9":7,"10":true},
		"counts":{"a":1,"b":"two"},"results":[1,"x",3],"auto":"maybe"}`)
	at := time.Unix(1499673085, 0).In(CST)
	assert.Equal(t, map[userID]stay{7: {Details: []move{{Time: at}, {Name: "Amy"}}}, 8: {Total: time.Minute}, 9: {Total: 7 * time.Second}}, got.Stays)
	assert.Equal(t, map[string]int{"a": 1}, got.Counts)
	assert.Equal(t, []int{1, 0, 3}, got.Results, "a plain value keeps its place in a list")
	assert.Nil(t, got.Auto, "what could not be read is not turned round")
	assert.Equal(t, []classcloud.RowError{
		{Index: -1, Path: "/id", Problem: `"x" is not a whole number`, Raw: []byte(`"x"`)},
		{Index: -1, Path: "/inoutEnd/7/Total", Problem: `"abc" is not a span of time`, Raw: []byte(`"abc"`)},
		{Index: -1, Path: "/inoutEnd/7/Details/1/Time", Problem: `"soon" is not a valid time`, Raw: []byte(`"soon"`)},
		{Index: 2, Path: "/inoutEnd/7/Details/2", Problem: "a number where an object is expected", Raw: []byte(`5`)},
		{Index: -1, Path: "/inoutEnd/10", Problem: "true or false where an object is expected", Raw: []byte(`true`)},
		{Index: -1, Path: "/counts/b", Problem: `"two" is not a whole number`, Raw: []byte(`"two"`)},
		{Index: -1, Path: "/results/1", Problem: `"x" is not a whole number`, Raw: []byte(`"x"`)},
		{Index: -1, Path: "/auto", Problem: `"maybe" is neither yes nor no`, Raw: []byte(`"maybe"`)},
	}, cells)
}

func TestWhatACellLacksIsTold(t *testing.T) {
	got, cells := readMessage(t, `{"inoutEnd":{"7":{},"8":{"Total":null},"9":[],"10":{"Total":0},"11":{"Total":[1]}}}`)
	assert.Len(t, got.Stays, 5, "who is named stays named")
	var paths []string
	for _, cell := range cells {
		paths = append(paths, cell.String())
	}
	assert.Equal(t, []string{"/inoutEnd/7/Total: is missing", "/inoutEnd/8/Total: is missing", "/inoutEnd/9/Total: is missing",
		"/inoutEnd/11/Total: a list where a plain value is expected"}, paths, "0 is said, and an unreadable one is told once")
}

func TestTheFormsThatTwoPagesHaveOfOneMember(t *testing.T) {
	got, cells := readMessage(t, `{"rounds":{"CorrectItems":"BCE","7":{"Total":1},"Participants":[ ],"x":{"a":1}},"results":4,"devices":"{\"Time\":0,\"Name\":\"a\"}","seats":{"Group0":{"Total":5}},"auto":0}`)
	require.Len(t, got.Rounds, 1, "an object where a list is expected")
	assert.Equal(t, round{Right: []string{"BCE"}, Answers: map[userID]stay{7: {Total: time.Second}},
		Unknown: map[string]json.RawMessage{"Participants": json.RawMessage(`[]`), "x": json.RawMessage(`{"a":1}`)}}, got.Rounds[0])
	assert.Equal(t, []int{4}, got.Results)
	assert.Equal(t, &move{Name: "a"}, got.Devices)
	assert.Equal(t, []map[string]stay{{"Group0": {Total: 5 * time.Second}}}, got.Seats)
	assert.True(t, *got.Auto)
	assert.Empty(t, cells)

	got, cells = readMessage(t, `{"rounds":{"1":{"CorrectItems":["A","B"]},"4":{"CorrectItems":[]}},"results":[1,2],"devices":{"ShowName":"a","Name":"b"},"seats":[{"Group0":6}],"auto":"1"}`)
	assert.Equal(t, []round{{Right: []string{"A", "B"}}, {Right: []string{}}}, got.Rounds)
	assert.Equal(t, &move{Name: "a"}, got.Devices, "of two names of a member the first counts")
	assert.Equal(t, 6*time.Second, got.Seats[0]["Group0"].Total)
	assert.False(t, *got.Auto)
	assert.Empty(t, cells)

	got, cells = readMessage(t, `{"rounds":{"1":{"5":{"Total":"x"}}},"devices":"{","seats":"","inoutEnd":[{"Total":1}]}`)
	assert.Nil(t, got.Seats)
	assert.Empty(t, got.Stays, "a place in a list is not a user's id")
	assert.Equal(t, []string{"/rounds/1/5/Total", "/devices", "/inoutEnd"}, []string{cells[0].Path, cells[1].Path, cells[2].Path})
	got, cells = readMessage(t, `{"inoutEnd":[],"rounds":[],"counts":null,"devices":"","results":{}}`)
	assert.True(t, got.Stays != nil && got.Rounds != nil && got.Results != nil, "what arrived empty is not nil")
	assert.True(t, got.Counts == nil && got.Devices == nil)
	assert.Empty(t, cells)
}

func TestAnEnumThatIsAWordIsTold(t *testing.T) {
	got, cells := readMessage(t, `{"inoutEnd":{"7":{"Total":1,"Device":"red"}}}`)
	assert.Equal(t, rank(EnumUnsaid), *got.Stays[7].Device)
	assert.Equal(t, []classcloud.RowError{{Index: -1, Path: "/inoutEnd/7/Device", Problem: "is not a number", Raw: []byte(`"red"`)}}, cells)
}

// What the type does not have is kept at every depth, and comes back from encoding/json as it was.
func TestUnknownMembersAreKept(t *testing.T) {
	got, cells := readMessage(t, `{"new":{"a": 1, "b":"<&>"},"inoutEnd":{"7":{"Total":1,"n":6206825690183958501},"Total":{"x": 3}},"rounds":[{"9":8,"y":null}]}`)
	assert.Equal(t, map[string]json.RawMessage{"new": json.RawMessage(`{"a":1,"b":"\u003c\u0026\u003e"}`), "inoutEnd/Total": json.RawMessage(`{"x":3}`)}, got.Unknown)
	assert.Equal(t, map[string]json.RawMessage{"n": json.RawMessage("6206825690183958501")}, got.Stays[7].Unknown)
	assert.Equal(t, map[string]json.RawMessage{"y": json.RawMessage("null")}, got.Rounds[0].Unknown)
	require.Len(t, cells, 1, "a member that is not a user's is told as well")
	assert.Equal(t, "/inoutEnd/Total", cells[0].Path)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	var again message
	require.NoError(t, json.Unmarshal(text, &again))
	assert.Equal(t, got, &again)
}

func TestOnlyReadCellsIsThatTolerant(t *testing.T) {
	for _, text := range []string{`{"results":4}`, `{"rounds":{"x":1}}`, `{"devices":"{}"}`} {
		assert.Error(t, Decode([]byte(text), &message{}), text)
	}
	var out message
	require.NoError(t, Decode([]byte(`{"auto":0}`), &out))
	assert.False(t, *out.Auto)
	_, err := ReadCells([]byte(`{"id":`), &out)
	assert.Error(t, err)
}

// A number that could not be read is nil, and not a pointer to 0: neither here nor in what Read returns.
func TestAPointerToWhatCannotBeReadIsNil(t *testing.T) {
	var out struct {
		Count *int       `json:"count"`
		On    *bool      `json:"on"`
		Time  *time.Time `json:"time"`
	}
	const text = `{"count":"many","on":"perhaps","time":"soon"}`
	cells, err := ReadCells([]byte(text), &out)
	require.NoError(t, err)
	assert.Len(t, cells, 3)
	assert.True(t, out.Count == nil && out.On == nil && out.Time == nil)
	report, err := Read([]byte(text), &out)
	require.NoError(t, err)
	assert.Len(t, report.Fields, 3)
	assert.True(t, out.Count == nil && out.On == nil && out.Time == nil)
}
