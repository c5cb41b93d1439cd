package wire

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestValueOf(t *testing.T) {
	type named map[colour][]level
	for _, c := range []struct {
		name string
		in   any
		want string // as JSON, or the problem after "!"
	}{
		{"nil", nil, `null`},
		{"a nil pointer", (*int)(nil), `null`},
		{"a flag", true, `true`},
		{"a named flag", yes(true), `true`},
		{"text", "1", `"1"`},
		{"named text", colour("red"), `"red"`},
		{"pointers", []any{new(int64(1)), new("a"), new(any(nil))}, `[1,"a",null]`},
		{"numbers", []any{1, int8(2), int64(3), uint16(3), level(4), uint64(math.MaxUint64)}, `[1,2,3,3,4,18446744073709551615]`},
		{"fractions, and whole ones", []any{1.5, float32(0.1), 5.0, 1e15, -1e300}, `[1.5,0.1,5,1000000000000000,-1e+300]`},
		{"a json.Number keeps its digits", []json.Number{"6206825690183958501", "1.50", "99999999999999999999"}, `[6206825690183958501,1.50,99999999999999999999]`},
		{"raw JSON", json.RawMessage(`{"a": 1}`), `{"a": 1}`},
		{"a value of this package", IntOf(7), `7`},
		{"maps are sorted", named{"z": {1}, "a": nil}, `{"a":[],"z":[1]}`},
		{"bytes", []byte("x"), "!is []byte: pass text, or JSON as json.RawMessage"},
		{"what writes itself", []any{grade(2), new(grade(3)), (*grade)(nil), mood{`"a"`}}, `[{"mark":2},{"mark":3},null,"a"]`},
		{"what cannot write itself", grade(-1), "!is below every mark"},
		{"a struct", seat{}, "!has type wire.seat, which cannot be sent"},
		{"a map by numbers", map[int]int{1: 1}, "!has type map[int]int: keys must be text"},
		{"infinity", math.Inf(1), "!is not a finite number"},
		{"an invalid json.Number", json.Number("1x"), `!"1x" is not a JSON number`},
		{"an empty json.Number", json.Number(""), `!"" is not a JSON number`},
		{"invalid raw JSON", json.RawMessage(`{`), "!is not valid JSON"},
		{"text that is not UTF-8, deep down", map[string]any{"a": []string{"", "\xff"}}, `!["a"] [1] is not valid UTF-8`},
		{"a key that is not UTF-8", map[string]int{"\xff": 1}, `!["\xff"] is not valid UTF-8`},
		{"a day", classcloud.Date{}, "!is a time: pass it in the vendor's form, as text or a number"},
		{"a pointer to a time", &time.Time{}, "!is a time: pass it in the vendor's form, as text or a number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ValueOf(c.in)
			if problem, bad := strings.CutPrefix(c.want, "!"); bad {
				assert.EqualError(t, err, problem)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got.AppendJSON(nil)))
		})
	}
}

// What leads back to itself would never end, and would end the program.
func TestAValueThatHoldsItselfIsRefused(t *testing.T) {
	m := map[string]any{"a": 1}
	m["self"], m["again"] = m, m
	l := []any{nil}
	l[0] = l
	var p any
	p = &p
	for name, in := range map[string]any{"a map": m, "a list": l, "a pointer": p, "deep down": []any{1, map[string]any{"m": m}}} {
		_, err := ValueOf(in)
		assert.EqualError(t, err, "leads back to itself, or is deeper than 1000", name)
	}
	var deep any = 1
	for range 900 {
		deep = []any{deep}
	}
	_, err := ValueOf(deep)
	assert.NoError(t, err)
	problems := new(Message).Build(nil, []classcloud.Param{{Name: "x", Value: m}}, false)
	require.Len(t, problems, 1)
	assert.Equal(t, "WithParam (x) leads back to itself, or is deeper than 1000", problems[0].String())
}

func TestAppendFormWritesPHPsWords(t *testing.T) {
	members := []Member{
		{"a b", TextOf("x y+z&=%/~*")}, {"yes", boolValue(true)}, {"no", boolValue(false)}, {"null", Value{}}, {"n", Value{Kind: Number, Text: "1.5"}},
		{"ids[]", IntOf(1)}, {"list", Value{Kind: List, Items: []Member{{Value: IntOf(1)}}}}, {"map", Value{Kind: Map}},
	}
	assert.Equal(t, "a+b=x+y%2Bz%26%3D%25%2F~%2A&yes=1&no=0&null=&n=1.5&ids%5B%5D=1&list=%5B1%5D&map=%7B%7D", string(AppendForm(nil, members)))
	assert.Equal(t, "kept&", string(AppendForm([]byte("kept&"), nil)))
	assert.Equal(t, `"a`+"\uFFFD"+`"`, string(TextOf("a\xff").AppendJSON(nil)), "never invalid JSON")
}
