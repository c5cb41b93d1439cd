package classin

import (
	osexec "os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/wire"
)

func TestSignVector(t *testing.T) {
	keys := Credentials{SID: 1000082, Secret: "Mb71234"}
	units := wire.Value{Kind: wire.List, Items: []wire.Member{{Value: wire.Value{Kind: wire.Map}}}}
	got, err := sign([]wire.Member{{Name: "unitJson", Value: units}, {Name: "courseId", Value: wire.IntOf(132323)}}, keys, "1673949471")
	require.NoError(t, err)
	assert.Equal(t, "d0d99023aa44549f97dfe9523059f0c3", got, "the published vector")

	live := Credentials{SID: 1000082, Secret: "Mb7SR6H"} // as the live page prints it; its copy on GitHub masks it
	got, err = sign([]wire.Member{{Name: "courseId", Value: wire.IntOf(132323)}}, live, "1721095405")
	require.NoError(t, err)
	assert.Equal(t, "4f97f55addf4921a05c2395617cd8a7b", got, "the second published vector: the page's sample of headers")
	assert.Equal(t, md5Hex("courseId=132323&sid=1000082&timeStamp=1721095405&key=Mb7SR6H"), got)
}

func TestSignRules(t *testing.T) {
	keys := Credentials{SID: 7, Secret: "s"}
	text := func(name, value string) wire.Member { return wire.Member{Name: name, Value: wire.TextOf(value)} }
	for _, test := range []struct {
		name   string
		params []wire.Member
		signed string
	}{
		{"nothing", nil, "sid=7&timeStamp=1&key=s"},
		{"an empty value is signed", []wire.Member{text("a", "")}, "a=&sid=7&timeStamp=1&key=s"},
		{"raw, not escaped", []wire.Member{text("a", "1 &=中")}, "a=1 &=中&sid=7&timeStamp=1&key=s"},
		{"1,024 bytes take part", []wire.Member{text("a", strings.Repeat("x", 1024))}, "a=" + strings.Repeat("x", 1024) + "&sid=7&timeStamp=1&key=s"},
		{"1,025 do not", []wire.Member{text("a", strings.Repeat("x", 1025))}, "sid=7&timeStamp=1&key=s"},
		{"bytes, not characters", []wire.Member{text("a", strings.Repeat("中", 342))}, "sid=7&timeStamp=1&key=s"},
		{"sorted by name, not by pair", []wire.Member{text("a1", "x"), text("a", "y"), text("Z", "z")}, "Z=z&a=y&a1=x&sid=7&timeStamp=1&key=s"},
		{"numbers as written", []wire.Member{{Name: "n", Value: wire.Value{Kind: wire.Number, Text: "1.5"}}, {Name: "i", Value: wire.IntOf(-3)}}, "i=-3&n=1.5&sid=7&timeStamp=1&key=s"},
		{"raw JSON by its kind", []wire.Member{{Name: "l", Value: wire.Value{Kind: wire.JSON, Text: "[1]"}}, {Name: "t", Value: wire.Value{Kind: wire.JSON, Text: `"x"`}}}, "sid=7&t=x&timeStamp=1&key=s"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := sign(test.params, keys, "1")
			require.NoError(t, err)
			assert.Equal(t, md5Hex(test.signed), got)
		})
	}
	for _, value := range []wire.Value{{Kind: wire.Bool, Int: 1}, {Kind: wire.Null}, {Kind: wire.JSON, Text: "true"}} {
		_, err := sign([]wire.Member{{Name: "b", Value: value}}, keys, "1")
		assert.ErrorContains(t, err, "the parameter b")
	}
}

func TestSignAgainstPHP(t *testing.T) {
	php, err := osexec.LookPath("php")
	if err != nil {
		t.Fatal("needs php in PATH: install php-cli")
	}
	const rule = `$p=["courseId"=>132323,"name"=>"中 &=","empty"=>"","long"=>str_repeat("x",1025),"edge"=>str_repeat("y",1024),"list"=>[1]];
$p=array_filter($p,fn($v)=>!is_array($v)&&strlen($v)<=1024);$p["sid"]=1000082;$p["timeStamp"]=1673949471;ksort($p,SORT_STRING);
$s="";foreach($p as $k=>$v)$s.="$k=$v&";echo md5($s."key=Mb71234");`
	want, err := osexec.Command(php, "-r", rule).Output()
	require.NoError(t, err)
	text := func(name, value string) wire.Member { return wire.Member{Name: name, Value: wire.TextOf(value)} }
	got, err := sign([]wire.Member{{Name: "courseId", Value: wire.IntOf(132323)}, text("name", "中 &="), text("empty", ""),
		text("long", strings.Repeat("x", 1025)), text("edge", strings.Repeat("y", 1024)), {Name: "list", Value: wire.Value{Kind: wire.List}}},
		Credentials{SID: 1000082, Secret: "Mb71234"}, "1673949471")
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}
