package weclassroomtest_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestUnserialize(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       any
		json       string
	}{
		{"null", "N;", nil, "null"},
		{"true", "b:1;", true, "true"},
		{"false", "b:0;", false, "false"},
		{"an integer", "i:-1;", int64(-1), "-1"},
		{"the least integer", "i:-9223372036854775808;", int64(-9223372036854775808), "-9223372036854775808"},
		{"a float", "d:0.1;", 0.1, "0.1"},
		{"a large float", "d:1.0E+25;", 1e25, "1e+25"},
		{"an empty string", `s:0:"";`, "", `""`},
		{"a string, by bytes", `s:6:"张一";`, "张一", `"张一"`},
		{"four bytes", `s:4:"😀";`, "😀", `"😀"`},
		{"nothing is escaped", `s:17:"O'Brien "x" \ end";`, `O'Brien "x" \ end`, `"O'Brien \"x\" \\ end"`},
		{"what looks like an end", `s:3:"";}";`, `";}`, `"\";}"`},
		{"an empty array", "a:0:{}", weclassroomtest.Array{}, "[]"},
		{"the contract's API 18", `a:1:{s:9:"lesson_id";a:2:{i:0;i:10001;i:1;i:10002;}}`,
			weclassroomtest.Array{{Key: "lesson_id", Value: weclassroomtest.Array{{Key: int64(0), Value: int64(10001)}, {Key: int64(1), Value: int64(10002)}}}},
			`{"lesson_id":[10001,10002]}`},
		{"the contract's API 3", `a:2:{s:11:"classroomId";i:11020;s:9:"studentId";s:11:"[1234,3456]";}`,
			weclassroomtest.Array{{Key: "classroomId", Value: int64(11020)}, {Key: "studentId", Value: "[1234,3456]"}},
			`{"classroomId":11020,"studentId":"[1234,3456]"}`},
		{"keys PHP leaves as strings", `a:5:{s:4:"0123";N;s:2:"-0";N;s:3:"1.5";N;s:2:"+1";N;s:19:"9223372036854775808";N;}`,
			weclassroomtest.Array{{Key: "0123"}, {Key: "-0"}, {Key: "1.5"}, {Key: "+1"}, {Key: "9223372036854775808"}},
			`{"0123":null,"-0":null,"1.5":null,"+1":null,"9223372036854775808":null}`},
		{"a list with a gap is an object", `a:1:{i:1;i:1234;}`, weclassroomtest.Array{{Key: int64(1), Value: int64(1234)}}, `{"1":1234}`},
		{"the deepest", nested(16), nil, strings.Repeat("[", 16) + strings.Repeat("]", 16)},
	} {
		t.Run(test.name, func(t *testing.T) {
			value, err := weclassroomtest.Unserialize(test.data)
			require.NoError(t, err)
			if test.want != nil {
				assert.Equal(t, test.want, value)
			}
			text, err := json.Marshal(value)
			require.NoError(t, err)
			assert.Equal(t, test.json, string(text))
		})
	}
}

// nested is so many arrays within each other.
func nested(depth int) string {
	return strings.Repeat("a:1:{i:0;", depth-1) + "a:0:{}" + strings.Repeat("}", depth-1)
}

func TestUnserializeRefuses(t *testing.T) {
	for _, test := range []struct{ name, data, about string }{
		{"nothing", "", "not a value"},
		{"an unknown letter", "x:1;", "not a value"},
		{"escaped strings", `S:1:"a";`, "not a value"},
		{"an object", `O:8:"stdClass":1:{s:1:"a";i:1;}`, "objects"},
		{"an object within", `a:1:{s:1:"a";O:8:"stdClass":0:{}}`, "objects"},
		{"an object of its own making", `C:1:"A":0:{}`, "objects"},
		{"an enum", `E:7:"Foo:Bar";`, "objects"},
		{"a reference", `a:2:{i:0;i:1;i:1;R:2;}`, "references"},
		{"an object reference", `a:2:{i:0;i:1;i:1;r:2;}`, "references"},
		{"bytes behind it", "a:0:{}x", "1 bytes too many"},
		{"a second value", "i:1;i:2;", "4 bytes too many"},
		{"true as 2", "b:2;", "not a value"},
		{"a bare null", "N", "not a value"},
		{"an integer does not end", "i:1", "does not end"},
		{"an endless integer", "i:" + strings.Repeat("1", 1000) + ";", "does not end"},
		{"an empty integer", "i:;", "not an integer"},
		{"a plus", "i:+1;", "not an integer"},
		{"a leading zero", "i:01;", "not an integer"},
		{"minus zero", "i:-0;", "not an integer"},
		{"an integer beyond int64", "i:9223372036854775808;", "not an integer"},
		{"a hexadecimal float", "d:0x1p-2;", "not a finite float"},
		{"an infinite float", "d:INF;", "not a finite float"},
		{"no number", "d:NAN;", "not a finite float"},
		{"a float beyond float64", "d:1.0E+999;", "not a finite float"},
		{"a string cut short", `s:7:"abc";`, "beyond the end"},
		{"a string that ends early", `s:2:"abc";i:1;`, "does not end"},
		{"a string without its mark", `s:3:"abc"}`, "does not end"},
		{"a string without quotes", `s:3:abcde;`, "does not end"},
		{"a length below 0", `s:-1:"";`, "beyond the end"},
		{"a length with a zero", `s:01:"a";`, "not an integer"},
		{"a length as long as memory", `s:9223372036854775807:"";`, "beyond the end"},
		{"a count as large as memory", `a:9223372036854775807:{}`, "beyond the end"},
		{"a count without room for its elements", `a:3:{i:0;N;i:1;N;}`, "beyond the end"},
		{"a count below the values", `a:1:{i:0;N;i:1;N;}`, "'}' is missing"},
		{"a count above the values", `a:2:{i:0;i:1000000000;}`, "neither an integer nor a string"},
		{"an array without brace", "a:0:i:1;", "'{' is missing"},
		{"an open array", "a:0:{", "'}' is missing"},
		{"a null key", "a:1:{N;i:1000;}", "neither an integer nor a string"},
		{"a true key", "a:1:{b:1;i:1000;}", "neither an integer nor a string"},
		{"a key twice", "a:2:{i:0;N;i:0;N;}", "occurs twice"},
		{"an integer key as a string", `a:1:{s:3:"123";N;}`, "written as a string"},
		{"one array too deep", nested(17), "too deep"},
		{"arrays does not end", strings.Repeat("a:1:{i:0;", 100_000), "too deep"},
		{"too many values", "a:10000:{" + many(10_000) + "}", "too many"},
		{"too many values in all", fmt.Sprintf("a:2:{i:0;a:6000:{%s}i:1;a:6000:{%s}}", many(6000), many(6000)), "too many"},
	} {
		t.Run(test.name, func(t *testing.T) {
			value, err := weclassroomtest.Unserialize(test.data)
			require.ErrorContains(t, err, test.about)
			assert.Nil(t, value)
		})
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "i:%d;N;", i)
	}
	return b.String()
}

func TestACountIsNotBelievedBeforeItIsRead(t *testing.T) {
	// Nested arrays that each claim as much as there is room for in a whole body must not add up.
	data := strings.Repeat("a:150000:{i:0;", 16) + strings.Repeat("i:0;N;", 160_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := weclassroomtest.Unserialize(data)
	runtime.ReadMemStats(&after)
	require.ErrorContains(t, err, "too many values")
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20))
}

// FuzzUnserialize checks that what is read is what serialize would write: no input has two readings. Floats, which have
// a spelling of their own, are left out of the comparison.
func FuzzUnserialize(f *testing.F) {
	for _, seed := range []string{
		`a:2:{s:8:"lessonId";i:10384374;s:6:"diskId";i:356;}`,
		`a:1:{s:9:"lesson_id";a:2:{i:0;i:10001;i:1;i:10002;}}`,
		php(pairs{"userData", []any{zhangYi, liSi}}),
		"a:3:{i:0;N;i:1;b:1;i:2;d:1.0E+25;}",
		`O:8:"stdClass":0:{}`,
		"a:99999999:{", nested(17),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		value, err := weclassroomtest.Unserialize(data)
		if err != nil {
			return
		}
		if _, err := json.Marshal(value); err != nil {
			t.Fatal(err)
		}
		again, comparable := serialized(value)
		if comparable && again != data {
			t.Fatalf("read %q, which is written %q", data, again)
		}
	})
}

// serialized is what PHP writes for a value; of a float it cannot tell.
func serialized(value any) (text string, comparable bool) {
	switch value := value.(type) {
	case float64:
		return "", false
	case int64:
		return php(int(value)), true
	case weclassroomtest.Array:
		var b strings.Builder
		fmt.Fprintf(&b, "a:%d:{", len(value))
		for _, entry := range value {
			key, _ := serialized(entry.Key)
			item, ok := serialized(entry.Value)
			if !ok {
				return "", false
			}
			b.WriteString(key + item)
		}
		return b.String() + "}", true
	}
	return php(value), true
}
