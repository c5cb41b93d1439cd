package wire

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a scanner takes, the decoder takes apart in the same way.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{
		`{"code":0,"data":{"room_id":"26010100000001","list":[1,-0.5e+7,true,false,null,{}]},"msg":"\u597d\n","ts":1501575608}`,
		" { \"a\" : [ ] , \"\" : { \"b\" : \"\xff\" } , \"学\":1}\r\n", `{"a":01}`, `{"a":"\ud800"}`, `{"a":"\u00g0"}`, `{"a":1.}`, `{"a":1e}`, `{"a":-}`, `{"a":[1,]}`, `{"a" "b"}`,
		`{"a":tru}`, `{"a":nul`, `{"a":"` + "\x01" + `"}`, `{,}`, `{"a":1,}`, `{"a":1}}`, `{"a":1]`, `{"a":[1}}`, `{"a":.5}`, `{"a":+1}`, `{"a":1E-07}`, "{\"a\":1}\x00", `{"a":"b\`, `{"a":"\`,
		`{"a":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "}", `{"a":` + strings.Repeat(`{"a":`, 31) + "1" + strings.Repeat("}", 32),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		body = TrimBOM(body)
		plain, ok := splitPlain(body)
		if !ok {
			return
		}
		want, err := splitAny(body)
		require.NoError(t, err)
		require.Equal(t, want, plain)
	})
}

// A scanner takes what vendors send; what it does not take costs time and nothing else.
func TestAScannerTakesWhatVendorsSend(t *testing.T) {
	for body, want := range map[string]bool{
		`{"code":0,"data":{"room_id":"26010100000001"},"msg":"","ts":1501575608}`:          true,
		`{"code":-1,"msg":"\u6210\u529f\/","data":[{"a":[1.50,-2e9,true,false,null]},{}]}`: true,
		"{\"msg\":\"学生\xff\" , \"\":\t{ } ,\n\"x\": [ ]\r}":                                true,
		`{}`: true,
		`{"a":` + strings.Repeat("[", 31) + strings.Repeat("]", 31) + "}": true,
		`{"a":` + strings.Repeat("[", 99) + strings.Repeat("]", 99) + "}": false,
		`{"\u0061":1}`: false, `{"学":1}`: false, `[]`: false, ``: false,
	} {
		_, ok := splitPlain([]byte(body))
		assert.Equal(t, want, ok, body)
		if ok {
			assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { _, _ = Split([]byte(body)) }), 3.0, body)
		}
	}
}

// Every way to cut a reply off, and every byte in the place of another, is read as the decoder reads it.
func TestAScannerMakesNothingUp(t *testing.T) {
	const reply = `{"code":-10.5e+1,"data":[{"a":"\u6210\n","b":[]},true,false,null,{}, 0 ],"m":"x"}`
	for at := range len(reply) {
		for c := range 256 {
			requireSameSplit(t, []byte(reply[:at]+string([]byte{byte(c)})+reply[at+1:]))
		}
		requireSameSplit(t, []byte(reply[:at]))
		requireSameSplit(t, []byte(reply[:at]+reply[at+1:]))
		requireSameSplit(t, []byte(reply[:at]+reply[at:at+1]+reply[at:]))
	}
}

func requireSameSplit(t *testing.T, body []byte) {
	t.Helper()
	plain, ok := splitPlain(body)
	want, err := splitAny(body)
	if ok {
		require.NoError(t, err, "%q", body)
		require.Equal(t, want, plain, "%q", body)
	} else if err == nil && !bytes.ContainsAny(body, "\\\x80\xff") {
		require.Condition(t, func() bool { return hasOddName(want) }, "%q is not taken", body)
	}
}

func hasOddName(e Envelope) bool {
	for _, m := range e {
		if !isPlainASCII([]byte(m.Name)) {
			return true
		}
	}
	return false
}
