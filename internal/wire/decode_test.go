package wire

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
		var bad *DecodeError
		require.ErrorAs(t, Decode([]byte(in), &out), &bad, in)
	}
	var bad *DecodeError
	require.ErrorAs(t, Decode([]byte(`{}`), hall{}), &bad, "out must be a pointer")
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
		{name: "a name that is not UTF-8 is unknown", in: "{\"\xff\":1,\"user_name\":\"a\"}", want: user{UserName: "a"}},
	} {
		c.run(t)
	}
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
