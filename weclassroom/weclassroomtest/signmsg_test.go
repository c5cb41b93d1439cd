package weclassroomtest_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// sealedByPHP is what the document's getSignMsg gives for its own parameters and secret when random_bytes is 0123456789abcdef; made
// with PHP 8.2.36.
const sealedByPHP = "eyJpdiI6Ik1ERXlNelExTmpjNE9XRmlZMlJsWmc9PSIsInZhbHVlIjoiRnRZRFlpNXUzN25SY1lYeXlzSTR4TENZUzFybHhWUXZYXC94QlNFbHlmYlRcL0plc2t0WnR3MDREYlhHeklvak40eEZwdnRTbHlxUm5mMThPYitBVFhUUT09IiwibWFjIjoiMmVmZWM2OWI5NjY4YTE3NWMzYzQ3MDcxNjQ5NGQ5NGQxYWU3YmE4MGI4M2JiOGM3MzQ3ZGI3MDdlZTYzN2NjNSJ9"

func TestOpenWhatPHPSealed(t *testing.T) {
	params, err := weclassroomtest.Open(secret, sealedByPHP)
	require.NoError(t, err)
	assert.Equal(t, weclassroomtest.Array{{Key: "lessonId", Value: int64(10384374)}, {Key: "diskId", Value: int64(356)}}, params)
	assert.Equal(t, sealedByPHP, documentedCall(), "the tests' own signer agrees with PHP")
}

func TestOpenTakesAnyFormPHPWouldTake(t *testing.T) {
	value := encrypt(secret, fixedIV, pad("a:0:{}"))
	mac := macOf(secret, b64(fixedIV)+value)
	for name, signMsg := range map[string]string{
		"PHP's own":            seal("a:0:{}"),
		"without its padding":  strings.TrimRight(seal("a:0:{}"), "="),
		"with / as it is":      b64(strings.ReplaceAll(envelopeOf(b64(fixedIV), value, mac), `\/`, "/")),
		"in another order":     b64(`{"mac":"` + mac + `","value":"` + value + `","iv":"` + b64(fixedIV) + `"}`),
		"with Laravel 9's tag": b64(`{"iv":"` + b64(fixedIV) + `","value":"` + value + `","mac":"` + mac + `","tag":""}`),
	} {
		params, err := weclassroomtest.Open(secret, signMsg)
		assert.NoError(t, err, name)
		assert.Empty(t, params, name)
	}
}

func TestOpenRefuses(t *testing.T) {
	iv := b64(fixedIV)
	value := encrypt(secret, fixedIV, pad("a:0:{}"))
	sealed := func(iv, value string) string { return b64(envelopeOf(iv, value, macOf(secret, iv+value))) }
	mac := macOf(secret, iv+value)
	require.NotEqual(t, strings.ToUpper(mac), mac)

	for _, test := range []struct {
		name, signMsg, about string
	}{
		{"nothing", "", "not a JSON object"},
		{"other alphabets", "-_-_", "not base64"},
		{"line breaks", seal("a:0:{}")[:76] + "\r\n\r\n" + seal("a:0:{}")[76:], "not base64"},
		{"half of its padding", "YQ=", "not base64"},
		{"stray bits at the end", "YR==", "not base64"},
		{"no JSON", b64("hello"), "not a JSON object"},
		{"a JSON list", b64("[]"), "not a JSON object"},
		{"more than one object", b64("{}{}"), "not a JSON object"},
		{"JSON null", b64("null"), "is not a string"},
		{"base instead of iv, as the prose has it", b64(strings.Replace(envelopeOf(iv, value, mac), `"iv"`, `"base"`, 1)), "iv is not a string"},
		{"IV instead of iv", b64(strings.Replace(envelopeOf(iv, value, mac), `"iv"`, `"IV"`, 1)), "iv is not a string"},
		{"a null mac", b64(`{"iv":"` + iv + `","value":"` + value + `","mac":null}`), "mac is not a string"},
		{"a mac in capitals", b64(envelopeOf(iv, value, strings.ToUpper(mac))), "mac is wrong"},
		{"a mac of value alone", b64(envelopeOf(iv, value, macOf(secret, value))), "mac is wrong"},
		{"a mac of the raw bytes", b64(envelopeOf(iv, value, macOf(secret, fixedIV+unb64(value)))), "mac is wrong"},
		{"the decoded secret as the mac's key", b64(envelopeOf(iv, value, macOf(secret[:16], iv+value))), "mac is wrong"},
		{"another value under the mac", b64(envelopeOf(iv, encrypt(secret, fixedIV, pad("a:1:{i:0;N;}")), mac)), "mac is wrong"},
		{"a short iv", sealed(b64("short"), value), "iv is not 16 bytes"},
		{"an iv that is not base64", sealed("!!", value), "iv is not 16 bytes"},
		{"no value", sealed(iv, ""), "not whole blocks"},
		{"a value that is not base64", sealed(iv, "!!"), "not whole blocks"},
		{"half a block", sealed(iv, b64("12345678")), "not whole blocks"},
		{"padding of 0", sealPadded(secret, fixedIV, "a:0:{}1234567890"[:15]+"\x00"), "PKCS#7"},
		{"padding of 17", sealPadded(secret, fixedIV, strings.Repeat("\x11", 32)), "PKCS#7"},
		{"padding that differs", sealPadded(secret, fixedIV, "a:0:{}"+strings.Repeat("\x01", 8)+"\x02\x0a"), "PKCS#7"},
		{"zero padding", sealPadded(secret, fixedIV, "a:0:{}"+strings.Repeat("\x00", 10)), "PKCS#7"},
		{"nothing within", seal(""), "not a value"},
		{"no array within", seal("i:1;"), "not an array"},
		{"JSON within", seal(`{"lessonId":1}`), "not a value"},
		{"an object within", seal(`O:8:"stdClass":0:{}`), "objects and references are refused"},
	} {
		t.Run(test.name, func(t *testing.T) {
			params, err := weclassroomtest.Open(secret, test.signMsg)
			require.ErrorContains(t, err, test.about)
			assert.Nil(t, params)
			assert.NotContains(t, err.Error(), secret)
		})
	}

	_, err := weclassroomtest.Open(secret[:16], seal("a:0:{}"))
	assert.ErrorContains(t, err, "must have 32 bytes")
}

func unb64(text string) string {
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return string(decoded)
}

func FuzzOpen(f *testing.F) {
	f.Add(sealedByPHP)
	f.Add(seal(`a:1:{s:9:"lesson_id";a:2:{i:0;i:10001;i:1;i:10002;}}`))
	f.Add(b64(`{"iv":"","value":"","mac":""}`))
	f.Fuzz(func(t *testing.T, signMsg string) {
		params, err := weclassroomtest.Open(secret, signMsg)
		if (err == nil) != (params != nil) {
			t.Fatalf("params %v with error %v", params, err)
		}
	})
}

// FuzzOpenAuthentic goes behind the mac: what is decrypted is the fuzzer's.
func FuzzOpenAuthentic(f *testing.F) {
	f.Add("a:0:{}\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a", fixedIV)
	f.Add(pad(`a:1:{s:1:"a";d:0.1;}`), "short")
	f.Fuzz(func(t *testing.T, padded, iv string) {
		value := encrypt(secret, fixedIV, padded[:len(padded)/16*16])
		params, err := weclassroomtest.Open(secret, b64(envelopeOf(b64(iv), value, macOf(secret, b64(iv)+value))))
		if (err == nil) != (params != nil) {
			t.Fatalf("params %v with error %v", params, err)
		}
		if err == nil {
			_, _ = params.String(), params.IsList()
		}
	})
}
