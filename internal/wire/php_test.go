package wire

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func list(items ...Value) Value {
	v := Value{Kind: List}
	for _, item := range items {
		v.Items = append(v.Items, Member{Value: item})
	}
	return v
}

func object(members ...Member) Value { return Value{Kind: Map, Items: members} }

// TestPHPSerialize compares with what PHP 8.2 has printed, so that it does not need PHP.
func TestPHPSerialize(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []Member
		want string
	}{
		{"no parameters are an empty array", nil, `a:0:{}`},
		{"whole numbers", []Member{{"lessonId", IntOf(10384374)}, {"diskId", IntOf(356)}}, `a:2:{s:8:"lessonId";i:10384374;s:6:"diskId";i:356;}`},
		{"a list in text", []Member{{"classroomId", IntOf(11020)}, {"studentId", TextOf("[1234,3456]")}}, `a:2:{s:11:"classroomId";i:11020;s:9:"studentId";s:11:"[1234,3456]";}`},
		{"a list is an array by its indexes", []Member{{"lesson_id", list(IntOf(10001), IntOf(10002))}}, `a:1:{s:9:"lesson_id";a:2:{i:0;i:10001;i:1;i:10002;}}`},
		{"maps in lists keep their order, and text its bytes", []Member{{"userData", list(object(Member{"userPhone", TextOf("13800138000")}, Member{"userName", TextOf("张一")}))}},
			`a:1:{s:8:"userData";a:1:{i:0;a:2:{s:9:"userPhone";s:11:"13800138000";s:8:"userName";s:6:"张一";}}}`},
		{"nothing is escaped", []Member{{"a", TextOf(`O'Brien "x" \ end`)}, {"b", TextOf(`";}`)}, {"c", TextOf("😀\x00\xff")}}, "a:3:{s:1:\"a\";s:17:\"O'Brien \"x\" \\ end\";s:1:\"b\";s:3:\"\";}\";s:1:\"c\";s:6:\"😀\x00\xff\";}"},
		{"flags, null and the ends of 64 bits", []Member{{"a", boolValue(true)}, {"b", boolValue(false)}, {"c", Value{}}, {"d", IntOf(math.MinInt64)}, {"e", IntOf(math.MaxInt64)}},
			`a:5:{s:1:"a";b:1;s:1:"b";b:0;s:1:"c";N;s:1:"d";i:-9223372036854775808;s:1:"e";i:9223372036854775807;}`},
		{"empty text, lists and maps", []Member{{"", TextOf("")}, {"l", list()}, {"m", object()}}, `a:3:{s:0:"";s:0:"";s:1:"l";a:0:{}s:1:"m";a:0:{}}`},
		{"keys that are whole numbers are whole numbers", []Member{{"123", IntOf(1)}, {"-5", IntOf(2)}, {"0", IntOf(3)}, {"9223372036854775807", IntOf(4)}, {"-9223372036854775808", IntOf(5)}},
			`a:5:{i:123;i:1;i:-5;i:2;i:0;i:3;i:9223372036854775807;i:4;i:-9223372036854775808;i:5;}`},
		{"keys that only look like whole numbers are text", []Member{{"0123", IntOf(1)}, {"-0", IntOf(2)}, {"+1", IntOf(3)}, {"1.5", IntOf(4)}, {" 1", IntOf(5)}, {"9223372036854775808", IntOf(6)}},
			`a:6:{s:4:"0123";i:1;s:2:"-0";i:2;s:2:"+1";i:3;s:3:"1.5";i:4;s:2:" 1";i:5;s:19:"9223372036854775808";i:6;}`},
		{"JSON is text", []Member{{"a", Value{Kind: JSON, Text: `{"b":1}`}}}, `a:1:{s:1:"a";s:7:"{"b":1}";}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := AppendPHP([]byte("kept"), c.in)
			require.NoError(t, err)
			assert.Equal(t, "kept"+c.want, string(got))
		})
	}
}

func TestPHPSerializeRefusesFractions(t *testing.T) {
	_, err := AppendPHP(nil, []Member{{"a", list(IntOf(1), object(Member{"b", Value{Kind: Number, Text: "1.5"}}))}})
	assert.EqualError(t, err, "a: [1]: b: 1.5 is not a whole number of 64 bits")
}

// TestPHPSerializeAgainstPHP compares thousands of generated values with what PHP writes for them. PHP gets each value in parts
// and builds the arrays itself.
func TestPHPSerializeAgainstPHP(t *testing.T) {
	const values = 4000
	php, err := exec.LookPath("php")
	if err != nil {
		t.Fatal("needs php in PATH: install php-cli")
	}
	gen := phpGenerator{rand.New(rand.NewPCG(20160401, 8))}
	requests := make([][]Member, values)
	parts := make([]any, values)
	for i := range requests {
		requests[i] = gen.members(4)
		parts[i] = phpParts(object(requests[i]...))
	}
	input, err := json.Marshal(parts)
	require.NoError(t, err)

	cmd := exec.Command(php, "-d", "display_errors=stderr", "-d", "memory_limit=1G", "-r", phpScript)
	cmd.Stdin = bytes.NewReader(input)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	output, err := cmd.Output()
	require.NoError(t, err, complaints.String())
	require.Empty(t, complaints.String())

	lines := strings.Fields(string(output))
	require.Len(t, lines, values)
	for i, line := range lines {
		want, err := base64.StdEncoding.DecodeString(line)
		require.NoError(t, err)
		got, err := AppendPHP(nil, requests[i])
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), "value %d", i)
	}
}

const phpScript = `
function build($v) {
	switch ($v[0]) {
	case "null": return null;
	case "bool": return $v[1] === "1";
	case "int":  return (int)$v[1];
	case "text": return base64_decode($v[1], true);
	case "list": return array_map("build", $v[1]);
	}
	$out = [];
	foreach ($v[1] as [$key, $item]) $out[base64_decode($key, true)] = build($item);
	return $out;
}
foreach (json_decode(file_get_contents("php://stdin"), true, 512, JSON_THROW_ON_ERROR) as $v)
	echo base64_encode(serialize(build($v))), "\n";`

// phpParts returns a value as JSON parts that name its kind, so that nothing is lost.
func phpParts(v Value) []any {
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	children := []any{}
	for _, item := range v.Items {
		if v.Kind == Map {
			children = append(children, []any{encode(item.Name), phpParts(item.Value)})
		} else {
			children = append(children, phpParts(item.Value))
		}
	}
	switch v.Kind {
	case Null:
		return []any{"null"}
	case Bool:
		return []any{"bool", strconv.FormatInt(v.Int, 10)}
	case Int:
		return []any{"int", strconv.FormatInt(v.Int, 10)}
	case List:
		return []any{"list", children}
	case Map:
		return []any{"map", children}
	}
	return []any{"text", encode(v.Text)}
}

type phpGenerator struct{ *rand.Rand }

var phpPieces = []string{
	"", "a", "userName", "张一", "😀", "\x00", "\xff\xfe", `"`, `'`, `\`, `";}`, "\n", ":", `s:1:"a";`, " ", "é", "\uFEFF",
}

var phpOddKeys = []string{
	"0", "1", "7", "-1", "-5", "0123", "-0", "+1", "00", "-", "--1", "-01", "1 ", " 1", "1.5", "1e3", "0x1A", "", "true", "null",
	"9223372036854775806", "9223372036854775807", "9223372036854775808", "-9223372036854775807", "-9223372036854775808", "-9223372036854775809",
	"92233720368547758070", "18446744073709551616", "2147483647", "2147483648", "-2147483648", "-2147483649", "１",
}

func (g phpGenerator) text() string {
	var b strings.Builder
	for range g.IntN(4) {
		b.WriteString(phpPieces[g.IntN(len(phpPieces))])
	}
	if g.IntN(20) == 0 {
		b.WriteString(strings.Repeat("长", g.IntN(500)))
	}
	return b.String()
}

func (g phpGenerator) key() string {
	switch g.IntN(4) {
	case 0:
		return phpOddKeys[g.IntN(len(phpOddKeys))]
	case 1:
		return strconv.FormatInt(int64(g.Uint64())>>g.IntN(64), 10)
	}
	return g.text()
}

// members returns members with different names. Different names are different keys to PHP too, because PHP reads only one spelling of
// a number as that number.
func (g phpGenerator) members(depth int) []Member {
	var out []Member
	taken := map[string]bool{}
	for range g.IntN(6) {
		if key := g.key(); !taken[key] {
			taken[key] = true
			out = append(out, Member{key, g.value(depth - 1)})
		}
	}
	return out
}

func (g phpGenerator) value(depth int) Value {
	kinds := 7
	if depth == 0 {
		kinds = 5
	}
	switch g.IntN(kinds) {
	case 0:
		return boolValue(g.IntN(2) == 0)
	case 1:
		return IntOf(int64(g.Uint64()) >> g.IntN(64))
	case 2:
		return IntOf([]int64{0, -1, math.MinInt64, math.MaxInt64}[g.IntN(4)])
	case 3:
		return TextOf(g.text())
	case 4:
		return []Value{{}, {Kind: JSON, Text: `{"a":[1]}`}, TextOf("")}[g.IntN(3)]
	case 5:
		items := make([]Value, g.IntN(4))
		for i := range items {
			items[i] = g.value(depth - 1)
		}
		return list(items...)
	}
	return object(g.members(depth)...)
}

// Keys that are not numbers cost nothing to look at, and the text has its room at once.
func TestPHPIsWrittenIntoOnePieceOfMemory(t *testing.T) {
	list := make([]Member, 50)
	for i := range list {
		list[i].Value = Value{Kind: Map, Items: []Member{{"mobile", TextOf("13800138000")}, {"nickname", TextOf("学生")}, {"role", IntOf(1 << 40)}}}
	}
	members := []Member{{"users", Value{Kind: List, Items: list}}}
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { _, _ = AppendPHP(nil, members) }), 2.0, "without -race 1")
}
