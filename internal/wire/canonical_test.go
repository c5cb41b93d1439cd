package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"white space is dropped", "{ \"a\" : [ 1 ,\n2 ] }\t", `{"a":[1,2]}`},
		{"members are sorted at every depth", `{"b":{"d":1,"c":[{"f":1,"e":2}]},"a":0}`, `{"a":0,"b":{"c":[{"e":2,"f":1}],"d":1}}`},
		{"the order of a list counts", `[2,1]`, `[2,1]`},
		{"strings are escaped in one way", `"\u6d4b\/\u0041试"`, `"测/A试"`},
		{"an id beyond a float64 stays", `[9007199254740993,6206825690183958501]`, `[9007199254740993,6206825690183958501]`},
		{"numbers stay as they are written", `[1.0,1,1e0,-0,1e999]`, `[1.0,1,1e0,-0,1e999]`},
		{"what is not UTF-8 stays", "{\"b\":\"\xff\",\"a\":\"\\u0041\xfe\"}", "{\"a\":\"\\u0041\xfe\",\"b\":\"\xff\"}"},
		{"of members of one name all stay", `{"a":2,"a":1}`, `{"a":1,"a":2}`},
		{"a value that is alone", ` null `, `null`},
	} {
		t.Run(c.name, func(t *testing.T) {
			given := []byte(c.value)
			got, err := Canonical(given)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got))
			assert.Equal(t, c.value, string(given), "what was given stays as it was")
		})
	}
	for _, value := range []string{``, `{`, `{"a"}`, `[1,]`, `1 2`, `{"a":1}x`} {
		_, err := Canonical([]byte(value))
		assert.Error(t, err, value)
	}
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{`{"b":[1.50,"\u0041"],"a":{"d":null,"c":"x"}}`, "{\"b\":\"\xff\"}", `[]`, `"\ud83d"`, `{"":{}}`, `[1e400]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		once, err := Canonical(value)
		if err != nil {
			return
		}
		twice, err := Canonical(once)
		require.NoError(t, err)
		require.Equal(t, string(once), string(twice))
	})
}
