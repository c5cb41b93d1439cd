package wire

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// spans is a request and a result with spans of time in every unit.
type spans struct {
	BySecond time.Duration   `json:"s,omitzero" wire:"seconds"`
	ByMinute time.Duration   `json:"m,omitzero" wire:"minutes"`
	ByHour   *time.Duration  `json:"h,omitzero" wire:"hours"`
	List     []time.Duration `json:"list,omitzero" wire:"seconds"`
	Text     time.Duration   `json:"text,omitzero" wire:"seconds,asstring"`
	Pointers *time.Duration  `json:"p,omitzero" wire:"seconds"`
}

func TestSpansAreWrittenInTheVendorsUnit(t *testing.T) {
	message, problems := Build(&spans{BySecond: 90 * time.Second, ByMinute: 90 * time.Minute, ByHour: new(48 * time.Hour), List: []time.Duration{time.Second, time.Hour},
		Text: time.Minute, Pointers: new(time.Duration(0))}, nil, false)
	require.Empty(t, problems)
	assert.JSONEq(t, `{"s":90,"m":90,"h":48,"list":[1,3600],"text":"60","p":0}`, string(AppendJSONObject(nil, message.Body)))

	message, problems = Build(&spans{}, nil, false)
	require.Empty(t, problems)
	assert.Empty(t, message.Body, "what is zero is not sent")
}

func TestSpansThatTheVendorCannotHold(t *testing.T) {
	for _, test := range []struct {
		name, want string
		in         spans
	}{
		{"a part of a second", "BySecond (s) is 1.5s, not a whole number of seconds", spans{BySecond: 1500 * time.Millisecond}},
		{"seconds in minutes", "ByMinute (m) is 1m30s, not a whole number of minutes", spans{ByMinute: 90 * time.Second}},
		{"minutes in hours", "ByHour (h) is 30m0s, not a whole number of hours", spans{ByHour: new(30 * time.Minute)}},
		{"less than nothing", "BySecond (s) is -1s: must not be negative", spans{BySecond: -time.Second}},
		{"one of a list", "List[1] (list[1]) is 1ns, not a whole number of seconds", spans{List: []time.Duration{0, 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := Build(&test.in, nil, false)
			require.Len(t, problems, 1)
			assert.Equal(t, test.want, problems[0].String())
		})
	}
}

func TestADurationNeedsAUnit(t *testing.T) {
	type without struct {
		Length time.Duration `json:"length"`
	}
	assert.PanicsWithValue(t, "wire: wire.without.Length: a time.Duration needs seconds, minutes or hours, and only a time.Duration takes them", func() { Build(&without{}, nil, false) })
	type elsewhere struct {
		Length int `json:"length" wire:"seconds"`
	}
	assert.Panics(t, func() { Build(&elsewhere{}, nil, false) })
}

func TestSpansAreRead(t *testing.T) {
	for _, test := range []struct {
		name, reply string
		want        spans
	}{
		{"numbers", `{"s":90,"m":90,"h":2}`, spans{BySecond: 90 * time.Second, ByMinute: 90 * time.Minute, ByHour: new(2 * time.Hour)}},
		{"text", `{"s":"90","m":" 5 "}`, spans{BySecond: 90 * time.Second, ByMinute: 5 * time.Minute}},
		{"fractions", `{"s":"9.0464","m":0.5}`, spans{BySecond: 9046400 * time.Microsecond, ByMinute: 30 * time.Second}},
		{"hours, minutes and seconds", `{"s":"01:02:03"}`, spans{BySecond: time.Hour + 2*time.Minute + 3*time.Second}},
		{"minutes and seconds", `{"s":"02:03"}`, spans{BySecond: 2*time.Minute + 3*time.Second}},
		{"hours, minutes and seconds of what counts in minutes or hours", `{"m":"00:01:30","h":"01:30:00"}`, spans{ByMinute: 90 * time.Second, ByHour: new(90 * time.Minute)}},
		{"Go's form of what counts in minutes", `{"m":"1m30s"}`, spans{ByMinute: 90 * time.Second}},
		{"nothing in every form", `{"s":"","m":null,"h":false,"list":[]}`, spans{List: []time.Duration{}}},
		{"lists", `{"list":[1,"2"]}`, spans{List: []time.Duration{time.Second, 2 * time.Second}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got spans
			require.NoError(t, Decode([]byte(test.reply), &got))
			assert.Equal(t, test.want, got)
		})
	}
	for _, bad := range []string{`{"s":"soon"}`, `{"s":"1:99"}`, `{"s":{}}`, `{"s":99999999999999}`, `{"s":"1e300"}`,
		`{"m":1e9}`, `{"h":"2562048.5"}`, `{"s":"99999999:00:00"}`, `{"m":"2147483647:59:59"}`} {
		assert.Error(t, Decode([]byte(bad), &spans{}), bad)
	}
}

// Minutes are scaled exactly once, wherever they stand in a result.
func TestMinutesAtEveryDepth(t *testing.T) {
	type result struct {
		Rows  []spans           `json:"rows"`
		ByKey map[string]spans  `json:"byKey"`
		One   *spans            `json:"one"`
		Many  map[string]*spans `json:"many"`
	}
	const reply = `{"rows":[{"m":1},{"m":2,"h":3}],"byKey":{"a":{"m":4}},"one":{"m":5},"many":{"b":{"m":6}}}`
	var got result
	require.NoError(t, Decode([]byte(reply), &got))
	assert.Equal(t, result{
		Rows:  []spans{{ByMinute: time.Minute}, {ByMinute: 2 * time.Minute, ByHour: new(3 * time.Hour)}},
		ByKey: map[string]spans{"a": {ByMinute: 4 * time.Minute}},
		One:   &spans{ByMinute: 5 * time.Minute},
		Many:  map[string]*spans{"b": {ByMinute: 6 * time.Minute}},
	}, got)

	printed, err := Print(&got)
	require.NoError(t, err)
	assert.JSONEq(t, reply, string(printed), "printed as the vendor's numbers")
	assert.Equal(t, 2*time.Minute, got.Rows[1].ByMinute, "printing changes nothing")
	assert.Equal(t, 3*time.Hour, *got.Rows[1].ByHour)

	text, err := json.Marshal(got)
	require.NoError(t, err)
	var again result
	require.NoError(t, json.Unmarshal(text, &again))
	assert.Equal(t, got, again, "a result goes through encoding/json and back")
}

func TestSpansAreFilledFromTheVendorsNumberOrGos(t *testing.T) {
	var got spans
	require.NoError(t, (&Filler{}).Fill(&got, map[string]json.RawMessage{"s": json.RawMessage("90"), "m": json.RawMessage(`"1h30m"`), "h": json.RawMessage("2"), "list": json.RawMessage("[1,2]")}))
	assert.Equal(t, spans{BySecond: 90 * time.Second, ByMinute: 90 * time.Minute, ByHour: new(2 * time.Hour), List: []time.Duration{time.Second, 2 * time.Second}}, got)
	assert.Error(t, (&Filler{}).Fill(&got, map[string]json.RawMessage{"s": json.RawMessage(`"soon"`)}))
}
