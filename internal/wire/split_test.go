package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unsafe"
	"weak"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string // name, raw, name, raw, …
	}{
		{"members keep their order and their bytes", `{"code":0, "data" : { "b":1.50 , "a":[ ]} ,"msg":"ok"}`, []string{"code", "0", "data", `{ "b":1.50 , "a":[ ]}`, "msg", `"ok"`}},
		{"duplicates are all there", `{"code":1,"code":"2"}`, []string{"code", "1", "code", `"2"`}},
		{"a byte order mark and blanks are dropped", "\r\n\uFEFF\uFEFF {\"code\":0}\n", []string{"code", "0"}},
		{"escaped names are read", `{"\u0063ode":0,"a\"b":1}`, []string{"code", "0", `a"b`, "1"}},
		{"an empty object has no members", ` { } `, nil},
		{"bytes that are not UTF-8 stay in the value", "{\"msg\":\"a\xff\"}", []string{"msg", "\"a\xff\""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Split([]byte(c.body))
			require.NoError(t, err)
			var flat []string
			for _, m := range got {
				flat = append(flat, m.Name, string(m.Raw))
			}
			assert.Equal(t, c.want, flat)
		})
	}
}

func TestSplitRefusesWhatIsNoObject(t *testing.T) {
	for _, body := range []string{
		"", " ", "\uFEFF", "null", "[]", `[{"code":0}]`, `"ok"`, "0", "<html>502</html>", `{`, `{"code"`, `{"code":`, `{"code":0`, `{"data":{"a":1}`, `{"code":0,}`,
		`{"code":0}x`, `{"code":0}{}`, `{"code":0} ,`, `{code:0}`, `{1:2}`, `{"code":tru}`, `{"code" 0}`, `{"code":0 "msg":1}`, `{"code":"a`, `{]`,
	} {
		_, err := Split([]byte(body))
		assert.ErrorIs(t, err, ErrNoObject, body)
	}
}

func TestSplitCopiesNothing(t *testing.T) {
	body := []byte("\uFEFF" + `{"code":0,"data":{"list":[1,2]}}`)
	got, err := Split(body)
	require.NoError(t, err)
	for _, m := range got {
		requireWithin(t, body, m.Raw)
		assert.Equal(t, len(m.Raw), cap(m.Raw), "appending to a member must not write into its neighbour")
	}
}

// requireWithin fails unless part is a slice of the bytes of body.
func requireWithin(t *testing.T, body, part []byte) {
	t.Helper()
	require.NotEmpty(t, part)
	from, at := uintptr(unsafe.Pointer(&body[0])), uintptr(unsafe.Pointer(&part[0]))
	require.True(t, from <= at && at+uintptr(len(part)) <= from+uintptr(len(body)), "%q is not within the reply", part)
}

func TestSplitKeepsNoReplyAlive(t *testing.T) {
	split := func(body []byte) weak.Pointer[byte] {
		_, _ = Split(body) // even a failed Split must not keep the body
		return weak.Make(&body[0])
	}
	for _, text := range []string{`{"data":"` + fmt.Sprint(make([]int, 1000)) + `"}`, `{"data":"` + fmt.Sprint(make([]int, 1000)), `[` + fmt.Sprint(make([]int, 1000))} {
		kept := split([]byte(text))
		runtime.GC() // one collection does not empty a sync.Pool
		assert.Nil(t, kept.Value())
	}
}

func TestSplitMayBeCalledInParallel(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			want := strconv.Itoa(i)
			for range 200 {
				got, err := Split([]byte(`{"code":` + want + `,"data":{"id":"` + want + `"}}`))
				assert.NoError(t, err)
				assert.Equal(t, want, got.Text("code"))
				assert.Equal(t, `{"id":"`+want+`"}`, string(got.Get("data")))
			}
		})
	}
	wg.Wait()
}

func TestTheNamesOfEnvelopesAreTheirOwn(t *testing.T) {
	names := []string{"code", "msg", "message", "data", "ts", "errno", "error", "error_info", "cod", "codes", "", "数"}
	body := []byte("{")
	for i, name := range names {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, fmt.Sprintf("%q:%d", name, i)...)
	}
	envelope, err := Split(append(body, '}'))
	require.NoError(t, err)
	require.Len(t, envelope, len(names))
	for i, name := range names {
		assert.Equal(t, RawMember{name, []byte(strconv.Itoa(i))}, envelope[i])
	}
	reply := []byte(`{"code":0,"data":{"a":1},"msg":"","ts":1501575608}`)
	assert.LessOrEqual(t, testing.AllocsPerRun(200, func() { _, _ = Split(reply) }), 2.0, "the envelope; under -race a pool forgets at random")
}

func TestEnvelopeText(t *testing.T) {
	e, err := Split([]byte(`{"n":1,"q":"1","s":"a\u4e00\n","t":true,"f":false,"z":null,"o":{},"l":[1],"e":"","n2":1.50,"d":1,"d":2}`))
	require.NoError(t, err)
	for name, want := range map[string]string{
		"n": "1", "q": "1", "s": "a一\n", "t": "true", "f": "false", "z": "", "o": "", "l": "", "e": "", "n2": "1.50", "d": "2", "absent": "",
	} {
		assert.Equal(t, want, e.Text(name), name)
	}
	assert.Nil(t, e.Get("absent"))
	assert.Nil(t, e.Get("N"), "the envelope's names are exact")
}

// A code is one number, however it is written. What is not a number is not a success.
func TestEnvelopeCode(t *testing.T) {
	for raw, want := range map[string]string{
		`0`: "0", `"0"`: "0", `0.0`: "0", `0e0`: "0", `" 0 "`: "0", `"0.00"`: "0", `2.04041E7`: "20404100", `20404100.0`: "20404100", `1.5`: "1.5", `"E77"`: "E77",
		`false`: "false", `true`: "true", `null`: "", `""`: "", `{}`: "", `[]`: "", `"e"`: "e", `"."`: ".", `1e999`: "1e999", `9223372036854775808`: "9223372036854775808",
	} {
		e, err := Split([]byte(`{"code":` + raw + `}`))
		require.NoError(t, err, raw)
		assert.Equal(t, want, e.Code("code"), raw)
	}
}

func TestEnvelopeCodeInEveryForm(t *testing.T) {
	for raw, want := range map[string]string{
		`1`: "1", `"1"`: "1", `1.0`: "1", `"1.0"`: "1", `1e0`: "1", `"01"`: "1", `" 1 "`: "1", `0.0`: "0", `-5`: "-5", `1.2E+2`: "120",
		`0.5`: "0.5", `"1.5"`: "1.5", `""`: "", `null`: "", `true`: "true", `"Throttling.User"`: "Throttling.User", `" x "`: " x ", `[1]`: "", `"-"`: "-", `"e"`: "e",
		`99999999999999999999`: "99999999999999999999", `"1 2"`: "1 2", `"1-2"`: "1-2",
	} {
		envelope, err := Split([]byte(`{"code":` + raw + `}`))
		require.NoError(t, err, raw)
		assert.Equal(t, want, envelope.Code("code"), raw)
	}
	assert.Empty(t, Envelope(nil).Code("code"))
}

func TestScalarTextOfWhatIsNoJSON(t *testing.T) {
	for raw, want := range map[string]string{``: "", ` "a" `: "a", ` 1 `: "1", `"`: "", `"a`: "", `<`: "", `"\x"`: ""} {
		assert.Equal(t, want, ScalarText([]byte(raw)), raw)
	}
}

func TestTrimBOM(t *testing.T) {
	body := []byte("\n\uFEFF\n {} \r\n")
	assert.Equal(t, "{}", string(TrimBOM(body)))
	requireWithin(t, body, TrimBOM(body))
	assert.Empty(t, TrimBOM([]byte("\uFEFF")))
	assert.Equal(t, "\xff\xfe{}", string(TrimBOM([]byte("\xff\xfe{}"))), "only the mark of UTF-8")
}

func BenchmarkSplit(b *testing.B) {
	body := append(append([]byte(`{"code":0,"msg":"ok","ts":1459469100,"data":`), bytes.Repeat([]byte(" "), 1<<12)...), `{}}`...)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Split(body); err != nil {
			b.Fatal(err)
		}
	}
}

// Names are cut from one text, whatever their number and length, and however they are written.
func TestSplitNames(t *testing.T) {
	var text strings.Builder
	var want []string
	for n := range 40 {
		name := strings.Repeat("n", n) + fmt.Sprint(n) + "学\"\\"
		quoted, err := json.Marshal(name)
		require.NoError(t, err)
		fmt.Fprintf(&text, `,%s:%d`, quoted, n)
		want = append(want, name)
	}
	got, err := Split([]byte("{" + text.String()[1:] + `,"\u0061":1,"":2,"a":3}`))
	require.NoError(t, err)
	want = append(want, "a", "", "a")
	for i, m := range got {
		assert.Equal(t, want[i], m.Name)
	}
	assert.Len(t, got, len(want))
	assert.Equal(t, "3", got.Text("a"))
}

// The short way for plain values says what the long one says.
func TestScalarTextOfAnything(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{`"`, `"`, "a", `\`, "\\n", "0", "1", "7", "-", ".", "e", " ", "学", "\xff", "\x01", "{", "[", "true", "null"}
	for range 50_000 {
		var text string
		for range random.IntN(6) {
			text += pieces[random.IntN(len(pieces))]
		}
		if random.IntN(2) == 0 {
			text = `"` + text + `"`
		}
		want := ""
		switch value := jsontext.Value(bytes.TrimSpace([]byte(text))); {
		case !value.IsValid(syntax) || strings.ContainsAny(string(value.Kind()), "{[n"):
		case value.Kind() == '"':
			want = string(unquote(value))
		default:
			want = string(value)
		}
		require.Equal(t, want, ScalarText([]byte(text)), "%q", text)
	}
}
