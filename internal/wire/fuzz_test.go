package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// fuzzed has fields of every shape that results have.
type fuzzed struct {
	Int    int64             `json:"int"`
	Small  small             `json:"small"`
	Level  *level            `json:"level"`
	Float  float64           `json:"float"`
	Text   string            `json:"text"`
	Flag   bool              `json:"flag"`
	Time   time.Time         `json:"time"`
	When   *time.Time        `json:"when"`
	Day    classcloud.Date   `json:"day"`
	Raw    json.RawMessage   `json:"raw,omitzero"`
	Any    any               `json:"any"`
	Next   *fuzzed           `json:"next"`
	List   []fuzzed          `json:"list"`
	Map    map[string]fuzzed `json:"map"`
	Counts map[int64]colour  `json:"counts"`
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"int":"7","small":-1,"level":"","float":"1.5","text":1,"flag":"2","time":"2016-04-01 08:05:00","when":0,"day":20160401,"raw":{ },"any":[1e400,6206825690183958501]}`,
		`{"next":{"next":[]},"list":{"1":{"int":1},"4":{"int":2}},"map":[{"int":1}],"counts":["a"],"next":""}`,
		`{"list":[{"list":{"0":{"time":null}}}],"when":"0000-00-00 00:00:00","time":-1,"day":"","float":"nan","INT":1}`,
		"\uFEFF[]", `""`, `false`, `{"int":9223372036854775808}`, `{"text":"\ud83d\u0000","any":"` + "\xff" + `"}`, `{"time":1e3}`, `{"int":1}x`, `{`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var out fuzzed
		if err := Decode(body, &out); err != nil {
			var bad *DecodeError
			require.True(t, errors.As(err, &bad), "%T", err)
			return
		}
		first, err := json.Marshal(&out)
		require.NoError(t, err, "what was decoded can be written")
		var again fuzzed
		require.NoError(t, Decode(first, &again))
		second, err := json.Marshal(&again)
		require.NoError(t, err)
		require.Equal(t, string(first), string(second))
	})
}

// Whatever arrives, ReadCells tells each place once, and what it read comes back from encoding/json as it was.
func FuzzReadCells(f *testing.F) {
	for _, seed := range []string{
		`{"id":"x","inoutEnd":{"7":{"Total":"abc","Details":[{"Time":"soon"},5]},"9":7,"Total":{"x":"<"}},"counts":{"b":"two"},"results":[1,"x"],"auto":0}`,
		`{"rounds":{"CorrectItems":"B","7":{"Total":1},"x":[ 1 ]},"results":4,"devices":"{\"Name\":\"a\"}","seats":{"Group0":{"Total":5}}}`,
		`{"rounds":{"1":{"7":[]},"4":{}},"seats":[{"a":1}],"inoutEnd":[[1]],"devices":"{"}`, `[]`, `"`, `{"new":"` + "\xff" + `"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var out, again message
		cells, err := ReadCells(body, &out)
		if err != nil {
			return
		}
		for _, cell := range cells {
			require.NotEmpty(t, cell.Problem)
			require.True(t, len(cell.Raw) == 0 || json.Valid(cell.Raw) || cell.Raw[0] == '"', "%q", cell.Raw)
		}
		text, err := json.Marshal(&out)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &again))
		second, err := json.Marshal(&again)
		require.NoError(t, err)
		require.Equal(t, string(text), string(second))
	})
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{
		`{"code":0,"data":{"a":[1,2]},"msg":"ok"}`, "\uFEFF\r\n{\"code\" : \"1\" ,\"code\":2 }\n", `{"\u0063ode":"\ud83d"}`, `{}`, `[]`, `null`, `{"a":1}x`, `{"a":`, `<html>`, ``,
		"{\"a\":\"\xff\"}", `{"a":{"a":{"a":[[[]]]}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		before := bytes.Clone(body)
		members, err := Split(body)
		require.Equal(t, before, body, "the reply is only read")
		if err != nil {
			require.ErrorIs(t, err, ErrNoObject)
			require.Empty(t, members)
			return
		}
		for _, m := range members {
			requireWithin(t, body, m.Raw)
			require.NotNil(t, members.Get(m.Name))
			ScalarText(m.Raw)
			IsEmpty(m.Raw)
		}
	})
}

func FuzzScalarText(f *testing.F) {
	for _, seed := range []string{`"a"`, `"`, `"\x"`, `1`, ` true `, `{`, `[`, ``, `"\ud83d`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if text := ScalarText(raw); text != "" {
			require.True(t, utf8.ValidString(text))
			require.False(t, IsEmpty(raw) && text != "false", "%q", raw)
		}
	})
}

func FuzzParseTime(f *testing.F) {
	for _, seed := range []string{
		"2016-04-01 08:05:00", "1459469100", "1459469100000", "2016-04-01T08:05:00.123456789+08:00", "2016/4/1 8:05", "0000-00-00 00:00:00", "20160401", "0", "", "-1",
		"9223372036854775807", "9999-12-31T23:59:59-12:00", "0000-01-01T00:00:00+23:59", "null", "2016-02-30", "+1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if day, err := ParseDate(text); err == nil && !day.IsZero() {
			require.True(t, day.Valid(), "%v", day)
			again, err := ParseDate(day.String())
			require.NoError(t, err)
			require.Equal(t, day, again)
		}
		at, err := ParseTime(text)
		if err != nil {
			require.True(t, at.IsZero())
			return
		}
		if at.IsZero() {
			return
		}
		_, offset := at.Zone()
		require.Equal(t, 8*60*60, offset)
		_, err = at.MarshalJSON()
		require.NoError(t, err)
		again, err := ParseTime(at.Format(time.RFC3339Nano))
		require.NoError(t, err)
		require.True(t, at.Equal(again), "%s and %s", at, again)
	})
}
