package wire

import (
	stdjson "encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// libraryAny is plainAny by the library's own reading, which would link all of its marshaling into every program.
func libraryAny(raw []byte) (value any, err error) {
	err = json.Unmarshal(raw, &value, syntax, json.WithUnmarshalers(json.UnmarshalFromFunc(func(dec *jsontext.Decoder, to *any) error {
		if dec.PeekKind() != '0' {
			return errors.ErrUnsupported
		}
		raw, err := dec.ReadValue()
		*to = stdjson.Number(raw)
		return err
	})))
	return value, err
}

// What can be anything is read as the library reads it.
func FuzzPlainAny(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-2.50,1e400,"x\u4e00\n",true,false,null,{},[]],"\u0061":{"b":""},"":0}`, `[]`, `null`, `"\ud800"`, "\"\xff\"", ` 12345678901234567890 `, `{"a":{"b":1},"a":{"c":2}}`,
		`{"a":1`, `[1,`, `{`, `{"a"`, `{"a":}`, `[1 2]`, `tru`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := plainAny(raw)
		if !jsontext.Value(raw).IsValid(syntax) {
			return // readAny never asks for what is not JSON; it only must not hang
		}
		require.NoError(t, err)
		if jsontext.Value(raw).IsValid(jsontext.AllowInvalidUTF8(true)) { // of members with one name the library makes a mixture
			want, err := libraryAny(raw)
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
	})
}

// Of members with one name the last one counts, as everywhere.
func TestTheLastOfDuplicatesIsRead(t *testing.T) {
	got, err := plainAny([]byte(`{"a":{"b":1},"a":[2],"a":{"c":3}}`))
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"a": map[string]any{"c": stdjson.Number("3")}}, got)
}

func TestArraysTakeWhatFits(t *testing.T) {
	type out struct {
		Bytes []byte      `json:"bytes"`
		Four  [4]byte     `json:"four"`
		Pair  [2]int      `json:"pair"`
		Texts [2][]string `json:"texts"`
	}
	var got out
	require.NoError(t, Decode([]byte(`{"bytes":"aGk=","four":"AQIDBA==","pair":[1,"2"],"texts":[["a"],[]]}`), &got))
	assert.Equal(t, out{[]byte("hi"), [4]byte{1, 2, 3, 4}, [2]int{1, 2}, [2][]string{{"a"}, {}}}, got)
	require.NoError(t, Decode([]byte(`{"bytes":null,"four":null,"pair":null,"texts":null}`), &got))
	assert.Equal(t, out{}, got)
	require.NoError(t, Decode([]byte(`{"bytes":""}`), &got))
	assert.Equal(t, []byte{}, got.Bytes)
	for body, path := range map[string]string{
		`{"bytes":"aGk"}`: "/bytes", `{"bytes":"aG\nk="}`: "/bytes", `{"bytes":7}`: "/bytes", `{"bytes":[1]}`: "/bytes", `{"four":"AQID"}`: "/four", `{"four":"AQIDBAU="}`: "/four", `{"pair":[1]}`: "/pair",
		`{"pair":[1,2,3]}`: "/pair", `{"pair":{}}`: "/pair", `{"pair":"x"}`: "/pair", `{"pair":[1,"x"]}`: "/pair/1",
	} {
		bad := requireDecodeError(t, Decode([]byte(body), new(out)))
		assert.Contains(t, bad.Path, path, body)
		report, err := Read([]byte(body), new(out))
		require.NoError(t, err)
		assert.Len(t, report.Fields, 1, body)
	}
	_ = requireDecodeError(t, Decode([]byte(`{"pair":[1,}`), new(out)))
	_ = requireDecodeError(t, Decode([]byte(`{"pair":[1`), new(out)))
}

// The library's marshaling is 0.5 MB of a program. Print, which only tools call, may use it; anybody else would link it into every program.
func TestTheLibrarysMarshalingIsLeftOut(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		if strings.HasSuffix(name, "_test.go") || name == "print.go" {
			continue
		}
		assert.NotContains(t, string(text), `go-json-experiment/json/v1"`, name)
		if name != "decode.go" { // for the options
			assert.NotContains(t, string(text), `go-json-experiment/json"`, name)
		}
	}
}
