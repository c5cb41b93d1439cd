package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// grade writes itself, by value.
type grade int

func (g grade) MarshalJSON() ([]byte, error) {
	if g < 0 {
		return nil, errors.New("is below every mark")
	}
	return fmt.Appendf(nil, `{"mark":%d}`, int(g)), nil
}

func TestTheUsersOwnDataIsWrittenAsEncodingJSONWritesIt(t *testing.T) {
	type untagged struct {
		Zero   int
		Empty  string
		Absent []int
		hidden int
	}
	type score struct {
		Points int            `json:"points"`
		Note   string         `json:"note,omitempty"`
		On     bool           `json:"on" wire:"12"` // hints of ours mean nothing in data of his
		At     time.Time      `json:"at" wire:"unix"`
		Long   time.Duration  `json:"long"`
		More   map[string]any `json:"more"`
	}
	at := time.Date(2026, 1, 1, 0, 0, 0, 5, time.FixedZone("", -3600))
	own := map[string]any{
		"struct": score{}, "pointer": &score{At: at, Long: time.Hour}, "untagged": []untagged{{hidden: 1}}, "time": at, "zero time": time.Time{},
		"raw": json.RawMessage(` { "a" : 1.0 } `), "marshaler": grade(2), "marshalers": map[string]*grade{"a": new(grade(3)), "b": nil},
		"by number": map[int]string{2: "b", 1: "a"}, "bytes": []byte("x"), "nil": nil, "nil map": map[string]int(nil), "nil list": []int(nil),
		"zero": 0, "no": false, "empty": "", "objects": map[string]any{"x": map[string]any{}}, "whole": 5.0, "huge": 1e300, "html": "<&>",
		"number": json.Number("6206825690183958501"), "replacement": "a\ufffd", "escaped": json.RawMessage(`"\ufffd"`),
	}
	want, err := json.Marshal(own)
	require.NoError(t, err)
	in := struct {
		Own    map[string]any `json:"own" wire:"verbatim"`
		Inner  any            `json:"inner" wire:"in=outer,verbatim"`
		Text   any            `json:"text" wire:"jsontext,verbatim"`
		Absent map[string]any `json:"absent" wire:"verbatim"`
		Always map[string]any `json:"always" wire:"verbatim,always"`
	}{Own: own, Inner: score{}, Text: grade(1)}
	inner, err := json.Marshal(score{})
	require.NoError(t, err)
	assert.Equal(t, `{"own":`+string(want)+`,"outer":{"inner":`+string(inner)+`},"text":"{\"mark\":1}","always":{}}`, asJSON(mustBuild(t, &in).Body))
}

func TestDataThatCannotBeWrittenIsNamedByItsInnermostMember(t *testing.T) {
	type request struct {
		Own any `json:"own" wire:"verbatim"`
	}
	loop := map[string]any{}
	loop["loop"] = loop
	for want, own := range map[string]any{
		`Own["a"]["b"] (own.a.b) cannot be written as JSON: is below every mark`:                    map[string]any{"a": map[string]any{"b": grade(-1)}},
		`Own (own) cannot be written as JSON: json: unsupported type: func()`:                       struct{ F func() }{func() {}},
		`Own (own) cannot be written as JSON: it holds text that is not valid UTF-8`:                map[string]string{"\xff": "key"},
		`Own["x"] (own.x) cannot be written as JSON: json: invalid number literal "1x"`:             map[string]any{"x": json.Number("1x")},
		`Own["r"] (own.r) cannot be written as JSON: unexpected end of JSON input`:                  map[string]any{"r": json.RawMessage(`{`)},
		`Own["u"] (own.u) cannot be written as JSON: it holds text that is not valid UTF-8`:         map[string]any{"u": json.RawMessage("\"\xff\"")},
		`Own["ok"]["bad"] (own.ok.bad) cannot be written as JSON: json: unsupported type: chan int`: map[string]any{"a": 1, "ok": map[string]any{"bad": make(chan int)}},
	} {
		assert.Equal(t, []string{want}, problemsOf(&request{own}))
		_, problems := Build(&request{own}, nil, true)
		assert.Len(t, problems, 1, "without checks too: %s", want)
	}
	_, problems := Build(&request{loop}, nil, false)
	assert.Len(t, problems, 1, "a loop")
}

// spelled writes itself as text, by its pointer.
type spelled struct{ text string }

func (s *spelled) MarshalText() ([]byte, error) { return []byte(s.text), nil }

// shouted writes itself as text, by value.
type shouted string

func (s shouted) MarshalText() ([]byte, error) { return []byte(s + "!"), nil }

// escaping writes U+FFFD as an escape, which is its own business.
type escaping struct{ Text string }

func (escaping) MarshalJSON() ([]byte, error) { return []byte(`"\ufffd"`), nil }

// What encoding/json would change without a word is found where the library finds it.
func TestTextThatIsNotUTF8IsFound(t *testing.T) {
	const bad = "a\xff"
	type inner struct {
		Text   string `json:"text"`
		hidden string
	}
	type embeds struct {
		inner
		Left string `json:"-"`
	}
	type loop struct {
		Next *loop `json:"-"`
		Text string
	}
	around := &loop{}
	around.Next = around
	escape := json.RawMessage(`"\ufffd"`)
	for _, own := range []any{
		bad, []string{"", bad}, [1]string{bad}, map[string]int{bad: 1}, map[string]any{"x": bad}, map[shouted]int{bad: 1}, &inner{Text: bad}, embeds{inner: inner{Text: bad}},
		shouted(bad), []*spelled{{bad}}, &[]spelled{{bad}}, map[string]*spelled{"x": {bad}}, map[int]any{1: []any{nil, bad}}, any(&[]any{bad}[0]),
		inner{hidden: bad}, embeds{Left: bad}, escaping{bad}, []any{&escaping{bad}}, []spelled{{bad}}, []byte(bad), around, "a\ufffd", `\ufffd`, map[string]any(nil), (*inner)(nil), []any{nil, 1, 2.5, true},
		(*spelled)(nil), json.Number("1"),
	} {
		for _, own := range []any{own, []any{own, escape}, map[string]any{"own": own, "escape": escape}} {
			_, want := jsonv2.Marshal(own, jsonv1.DefaultOptionsV1(), jsontext.AllowInvalidUTF8(false))
			_, err := MarshalOwn(own)
			assert.Equal(t, want != nil, err != nil, "%T %+v: %v, %v", own, own, want, err)
		}
	}
}
