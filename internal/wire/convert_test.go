package wire

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

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
			A any            `json:"a" wire:"verbatim"`
			B map[string]any `json:"b" wire:"verbatim"`
			C []any          `json:"c" wire:"verbatim"`
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

func (f flags) pointer() any { return &f }

func (f alwaysFlags) pointer() any { return &f }

// ban writes itself through a method on its pointer.
type ban struct{ level int }

func (b *ban) MarshalJSON() ([]byte, error) {
	if b.level == 0 {
		return nil, errors.New("has no level")
	}
	return json.Marshal(-b.level)
}

type phones struct {
	Phone string   `json:"phone" wire:"number" check:"required"`
	Other *string  `json:"other" wire:"number"`
	All   []string `json:"all" wire:"number"`
}

func TestAStringOfDigitsIsWrittenAsAnInteger(t *testing.T) {
	message, bad := Build(&phones{Phone: "13800138000", Other: new("0"), All: []string{"1", "9223372036854775807"}}, nil, false)
	require.Empty(t, bad)
	assert.Equal(t, `{"phone":13800138000,"other":0,"all":[1,9223372036854775807]}`, string(AppendJSONObject(nil, message.Body)))
}

func TestANumberIsDigitsAlone(t *testing.T) {
	for _, text := range []string{"+8613800138000", "-1", " 1", "1.5", "1e3", "013800138000", "一", "9223372036854775808", "x"} {
		for _, skipChecks := range []bool{false, true} {
			_, bad := Build(&phones{Phone: text}, nil, skipChecks)
			require.Len(t, bad, 1, text)
			assert.Equal(t, "Phone", bad[0].Field)
			assert.Equal(t, "phone", bad[0].Wire)
			assert.Contains(t, bad[0].Problem, "is not a whole number")
		}
	}
	_, bad := Build(&phones{}, nil, false)
	require.Len(t, bad, 1)
	assert.Equal(t, "is required", bad[0].Problem)
}

func TestANumberIsFilledFromDigitsOrText(t *testing.T) {
	for _, value := range []string{`13800138000`, `"13800138000"`} {
		var in phones
		require.NoError(t, (&Filler{}).Fill(&in, map[string]json.RawMessage{"phone": json.RawMessage(value)}))
		assert.Equal(t, "13800138000", in.Phone)
	}
}

func TestANumberStandsOnStrings(t *testing.T) {
	assert.PanicsWithValue(t, "wire: struct { N int \"json:\\\"n\\\" wire:\\\"number\\\"\" }.N: number is for strings", func() {
		Build(&struct {
			N int `json:"n" wire:"number"`
		}{}, nil, false)
	})
}

func TestTimesThatNoVendorCanRead(t *testing.T) {
	type request struct {
		Unix  time.Time `json:"unix" wire:"unix"`
		Milli time.Time `json:"milli" wire:"milli"`
		Text  time.Time `json:"text"`
	}
	old, far := time.Date(1969, 12, 31, 23, 59, 59, 0, time.UTC), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	_, problems := Build(&request{Unix: old, Milli: old, Text: far}, nil, false)
	var told []string
	for _, p := range problems {
		told = append(told, p.String())
	}
	assert.Equal(t, []string{"Unix (unix) is 1970-01-01T07:59:59+08:00: before 1970 there are no seconds to count",
		"Milli (milli) is 1970-01-01T07:59:59+08:00: before 1970 there are no seconds to count", "Text (text) is in the year 10000, which does not have four digits"}, told)
	m, problems := Build(&request{Unix: time.Unix(0, 0), Text: old}, nil, false)
	require.Empty(t, problems)
	assert.JSONEq(t, `{"unix":0,"text":"1970-01-01 07:59:59"}`, string(AppendJSONObject(nil, m.Body)))
}
