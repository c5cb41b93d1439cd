package explain_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

const (
	application  = "invented-application"
	sealSecret   = "0011aabbccddeeff2233445566778899"
	addCourse    = "https://openapi.weclassroom.com/classroom/create"
	plainCourse  = `a:2:{s:9:"className";s:6:"英语";s:9:"teacherId";i:7;}`
	randomIV     = "an invented iv.."
	rightFormula = "hmac-sha256(***, iv + value)"
)

func weclassroomKeys() explain.Keys {
	return explain.Keys{"WECLASSROOM_APPLICATION_ID": application, "WECLASSROOM_SECRET": sealSecret}
}

func base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func hmacHex(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}

// padded is PKCS#7 for blocks of a size.
func padded(text string, size int) string {
	n := size - len(text)%size
	return text + strings.Repeat(string(rune(n)), n)
}

// encrypted is AES-CBC of a text that is padded already, raw.
func encrypted(key, iv, text string) string {
	block, err := aes.NewCipher([]byte(key))
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(text))
	cipher.NewCBCEncrypter(block, []byte(iv)).CryptBlocks(out, []byte(text))
	return string(out)
}

// sealClient is a client of the tests. Each field replaces a step that it would do right.
type sealClient struct {
	plain, iv, ivText, value string
	mac                      func(iv, value string) string
	envelope                 func(iv, value, mac string) string
	wrap                     func(string) string
}

func (c sealClient) signMsg() string {
	if c.plain == "" {
		c.plain = plainCourse
	}
	if c.iv == "" {
		c.iv = randomIV
	}
	if c.ivText == "" {
		c.ivText = base64Of(c.iv)
	}
	if c.value == "" {
		c.value = base64Of(encrypted(sealSecret, c.iv, padded(c.plain, 16)))
	}
	if c.mac == nil {
		c.mac = func(iv, value string) string { return hmacHex(sealSecret, iv+value) }
	}
	if c.envelope == nil {
		c.envelope = func(iv, value, mac string) string {
			text, _ := json.Marshal(map[string]string{"iv": iv, "value": value, "mac": mac})
			return strings.ReplaceAll(string(text), "/", `\/`)
		}
	}
	if c.wrap == nil {
		c.wrap = base64Of
	}
	return c.wrap(c.envelope(c.ivText, c.value, c.mac(c.ivText, c.value)))
}

func sealRequest(t testing.TB, signMsg string) *explain.Request {
	return request(t, "POST", addCourse, formType, "applicationID="+application+"&signMsg="+url.QueryEscape(signMsg))
}

func TestWeClassroomAccepted(t *testing.T) {
	v := checkMistake(t, "weclassroom", weclassroomKeys(), sealRequest(t, sealClient{}.signMsg()), told{})
	assert.Equal(t, "signmsg", v.Scheme)
	assert.Empty(t, v.Notes)
	// Made by PHP 8.2.36 with the document's getSignMsg, its parameters and its published secret.
	const sealedByPHP = "eyJpdiI6Ik1ERXlNelExTmpjNE9XRmlZMlJsWmc9PSIsInZhbHVlIjoiRnRZRFlpNXUzN25SY1lYeXlzSTR4TENZUzFybHhWUXZYXC94QlNFbHlmYlRcL0plc2t0WnR3MDREYlhHeklvak40eEZwdnRTbHlxUm5mMThPYitBVFhUUT09IiwibWFjIjoiMmVmZWM2OWI5NjY4YTE3NWMzYzQ3MDcxNjQ5NGQ5NGQxYWU3YmE4MGI4M2JiOGM3MzQ3ZGI3MDdlZTYzN2NjNSJ9"
	documented := explain.Keys{"WECLASSROOM_APPLICATION_ID": application, "WECLASSROOM_SECRET": "32bf27979cf0dba95d80f500f553ed53"}
	checkMistake(t, "weclassroom", documented, sealRequest(t, sealedByPHP), told{})
	checkMistake(t, "weclassroom", documented, sealRequest(t, strings.TrimRight(sealedByPHP, "=")), told{})
}

func TestWeClassroomMistakesOfTheMac(t *testing.T) {
	raw := func(text string) string {
		plain, err := base64.StdEncoding.DecodeString(text)
		require.NoError(t, err)
		return string(plain)
	}
	plainSHA := func(text string) string { sum := sha256.Sum256([]byte(text)); return hex.EncodeToString(sum[:]) }
	halfKey, _ := hex.DecodeString(sealSecret)
	for name, test := range map[string]struct {
		mistake, actual string
		mac             func(iv, value string) string
	}{
		"upper case":      {"digest-upper-case", "upper(" + rightFormula + ")", func(iv, v string) string { return strings.ToUpper(hmacHex(sealSecret, iv+v)) }},
		"value alone":     {"mac-without-iv", "hmac-sha256(***, value)", func(_, v string) string { return hmacHex(sealSecret, v) }},
		"value first":     {"mac-value-before-iv", "hmac-sha256(***, value + iv)", func(iv, v string) string { return hmacHex(sealSecret, v+iv) }},
		"raw bytes":       {"mac-over-raw-bytes", "hmac-sha256(***, raw iv + raw value)", func(iv, v string) string { return hmacHex(sealSecret, raw(iv)+raw(v)) }},
		"sha256, as said": {"mac-without-key", "sha256(iv + value)", func(iv, v string) string { return plainSHA(iv + v) }},
		"sha256 with key": {"mac-is-not-hmac", "sha256(iv + value + ***)", func(iv, v string) string { return plainSHA(iv + v + sealSecret) }},
		"hex2bin":         {"secret-hex-decoded", "hmac-sha256(***[hex-decoded], iv + value)", func(iv, v string) string { return hmacHex(string(halfKey), iv+v) }},
		"the plain text":  {"mac-over-plain-text", "hmac-sha256(***, parameters)", func(_, _ string) string { return hmacHex(sealSecret, plainCourse) }},
		"escaped slashes": {"mac-over-escaped-text", `hmac-sha256(***, iv + value, / as \/)`, func(iv, v string) string { return hmacHex(sealSecret, strings.ReplaceAll(iv+v, "/", `\/`)) }},
		"in base64": {"mac-base64", "base64(" + rightFormula + ")", func(iv, v string) string {
			b, _ := hex.DecodeString(hmacHex(sealSecret, iv+v))
			return base64Of(string(b))
		}},
		"arguments":      {"mac-arguments-swapped", "hmac-sha256(iv + value, ***)", func(iv, v string) string { return hmacHex(iv+v, sealSecret) }},
		"a newline":      {"secret-with-newline", `hmac-sha256(***\n, iv + value)`, func(iv, v string) string { return hmacHex(sealSecret+"\n", iv+v) }},
		"a dot between":  {"mac-with-separator", `hmac-sha256(***, iv + "." + value)`, func(iv, v string) string { return hmacHex(sealSecret, iv+"."+v) }},
		"upper, value":   {"digest-upper-case+mac-without-iv", "upper(hmac-sha256(***, value))", func(_, v string) string { return strings.ToUpper(hmacHex(sealSecret, v)) }},
		"nobody's error": {"unknown", "", func(_, _ string) string { return strings.Repeat("0", 64) }},
	} {
		t.Run(name, func(t *testing.T) {
			value := ""
			if name == "escaped slashes" { // it needs a slash
				for n := 0; !strings.Contains(value, "/"); n++ {
					value = base64Of(encrypted(sealSecret, randomIV, padded(fmt.Sprintf(`a:1:{s:2:"id";i:%d;}`, n), 16)))
				}
			}
			sent := sealRequest(t, sealClient{value: value, mac: test.mac}.signMsg())
			checkMistake(t, "weclassroom", weclassroomKeys(), sent, told{mistake: test.mistake, expected: rightFormula, actual: test.actual})
		})
	}
}

func TestWeClassroomMistakesOfTheCipher(t *testing.T) {
	halfKey, err := hex.DecodeString(sealSecret)
	require.NoError(t, err)
	seal := func(key, iv, text string) string { return base64Of(encrypted(key, iv, text)) }
	block, err := aes.NewCipher([]byte(sealSecret))
	require.NoError(t, err)
	ecb := []byte(padded(plainCourse, 16))
	for at := 0; at < len(ecb); at += 16 {
		block.Encrypt(ecb[at:], ecb[at:])
	}
	zeros := plainCourse + strings.Repeat("\x00", 16-len(plainCourse)%16)
	const right = "aes-256-cbc(***, iv, pkcs7(serialize(parameters)))"
	for name, test := range map[string]struct {
		mistake, actual string
		client          sealClient
	}{
		"16 bytes of the secret":    {"aes-128", "aes-128-cbc(***, iv, pkcs7(serialize(parameters)))", sealClient{value: seal(sealSecret[:16], randomIV, padded(plainCourse, 16))}},
		"hex2bin":                   {"secret-hex-decoded", "aes-128-cbc(***[hex-decoded], iv, pkcs7(serialize(parameters)))", sealClient{value: seal(string(halfKey), randomIV, padded(plainCourse, 16))}},
		"zero padding":              {"padding-zero", "aes-256-cbc(***, iv, zero(serialize(parameters)))", sealClient{value: seal(sealSecret, randomIV, zeros)}},
		"padded to 32":              {"padding-to-32", "aes-256-cbc(***, iv, pkcs7-32(serialize(parameters)))", sealClient{plain: "a:1:{i:0;i:7;}", value: seal(sealSecret, randomIV, padded("a:1:{i:0;i:7;}", 32))}},
		"ECB":                       {"mode-ecb", "aes-256-ecb(***, pkcs7(serialize(parameters)))", sealClient{value: base64Of(string(ecb))}},
		"an iv of zeros":            {"iv-not-used", "aes-256-cbc(***, zero, pkcs7(serialize(parameters)))", sealClient{value: seal(sealSecret, strings.Repeat("\x00", 16), padded(plainCourse, 16))}},
		"base64 twice":              {"value-base64-twice", "", sealClient{value: base64Of(base64Of(encrypted(sealSecret, randomIV, padded(plainCourse, 16))))}},
		"an iv that is not encoded": {"iv-not-base64", "", sealClient{ivText: randomIV}},
		"an iv in hex":              {"iv-hex", "", sealClient{ivText: hex.EncodeToString([]byte(randomIV))}},
		"the secret as the iv":      {"iv-is-the-secret", "", sealClient{iv: sealSecret[:16], ivText: base64Of(sealSecret)}},
		"a short iv":                {"iv-not-16-bytes", "", sealClient{ivText: base64Of("short"), iv: "short" + strings.Repeat("\x00", 11)}},
		"a value in hex":            {"value-hex", "", sealClient{value: hex.EncodeToString([]byte(encrypted(sealSecret, randomIV, padded(plainCourse, 16))))}},
		"zero padding, 16 bytes":    {"padding-zero+aes-128", "aes-128-cbc(***, iv, zero(serialize(parameters)))", sealClient{value: seal(sealSecret[:16], randomIV, zeros)}},
	} {
		t.Run(name, func(t *testing.T) {
			want := told{mistake: test.mistake, actual: test.actual}
			if test.actual != "" {
				want.expected = right
			}
			checkMistake(t, "weclassroom", weclassroomKeys(), sealRequest(t, test.client.signMsg()), want)
		})
	}
}

func TestWeClassroomMistakesOfTheParameters(t *testing.T) {
	for name, test := range map[string]struct{ mistake, plain, expected string }{
		"JSON":                  {"json-not-serialized", `{"className":"英语","teacherId":7}`, plainCourse},
		"lengths in characters": {"php-lengths-in-characters", `a:2:{s:9:"className";s:2:"英语";s:9:"teacherId";i:7;}`, plainCourse},
		"lengths in UTF-16":     {"php-lengths-in-characters", `a:1:{s:1:"n";s:2:"😀";}`, `a:1:{s:1:"n";s:4:"😀";}`},
		"a wrong length":        {"php-lengths-wrong", `a:2:{s:9:"className";s:3:"英语";s:8:"teacherId";i:7;}`, plainCourse},
		"a wrong size":          {"php-size-of-array", `a:3:{s:9:"className";s:6:"英语";s:9:"teacherId";i:7;}`, plainCourse},
		"serialized twice":      {"serialized-twice", `s:55:"` + plainCourse + `";`, plainCourse},
		"JSON as a text":        {"json-text-serialized", `s:15:"{"teacherId":7}";`, `a:1:{s:9:"teacherId";i:7;}`},
		"a query":               {"form-not-serialized", `className=%E8%8B%B1%E8%AF%AD&teacherId=7`, `a:2:{s:9:"className";s:6:"英语";s:9:"teacherId";s:1:"7";}`},
		"a newline after":       {"bytes-after-parameters", plainCourse + "\n", plainCourse},
		"an object":             {"object-serialized", `O:8:"stdClass":1:{s:9:"teacherId";i:7;}`, ""},
		"a number":              {"parameters-are-not-an-array", "i:7;", ""},
		"words":                 {"not-serialized", "hello", ""},
	} {
		t.Run(name, func(t *testing.T) {
			sent := sealRequest(t, sealClient{plain: test.plain}.signMsg())
			v := checkMistake(t, "weclassroom", weclassroomKeys(), sent, told{mistake: test.mistake, expected: test.expected, actual: test.plain})
			assert.Equal(t, test.expected, v.Expected)
		})
	}
	require.Len(t, plainCourse, 55)
}

func TestWeClassroomMistakesOfTheEnvelope(t *testing.T) {
	named := func(iv, value, mac string) func(string, string, string) string {
		return func(i, v, m string) string { return fmt.Sprintf(`{%q:%q,%q:%q,%q:%q}`, iv, i, value, v, mac, m) }
	}
	for name, test := range map[string]struct {
		mistake string
		client  sealClient
	}{
		"base, as the text says": {"iv-called-base", sealClient{envelope: named("base", "value", "mac")}},
		"IV":                     {"envelope-member-name", sealClient{envelope: named("IV", "value", "mac")}},
		"no mac":                 {"envelope-member-missing", sealClient{envelope: named("iv", "value", "other")}},
		"not in base64":          {"signmsg-not-base64", sealClient{wrap: func(s string) string { return s }}},
		"base64 twice":           {"signmsg-base64-twice", sealClient{wrap: func(s string) string { return base64Of(base64Of(s)) }}},
		"encoded twice":          {"signmsg-encoded-twice", sealClient{envelope: func(i, v, m string) string { return named("iv", "value", "mac")(i, v, m) + " " }, wrap: func(s string) string { return url.QueryEscape(base64Of(s)) }}},
		"line breaks":            {"signmsg-with-line-breaks", sealClient{wrap: func(s string) string { text := base64Of(s); return text[:76] + "\r\n" + text[76:] }}},
		"in hex":                 {"signmsg-hex", sealClient{wrap: func(s string) string { return hex.EncodeToString([]byte(s)) }}},
		"no JSON":                {"envelope-is-not-json", sealClient{envelope: func(i, v, m string) string { return "iv=" + i + "&value=" + v }}},
	} {
		t.Run(name, func(t *testing.T) {
			checkMistake(t, "weclassroom", weclassroomKeys(), sealRequest(t, test.client.signMsg()), told{mistake: test.mistake})
		})
	}
}

func TestWeClassroomMistakesOfTheForm(t *testing.T) {
	right := url.QueryEscape(sealClient{}.signMsg())
	for name, test := range map[string]struct{ mistake, address, contentType, body string }{
		"JSON":                {"json-body-instead-of-form", addCourse, jsonType, `{"applicationID":"x","signMsg":"y"}`},
		"applicationId":       {"parameter-under-another-name", addCourse, formType, "applicationId=" + application + "&signMsg=" + right},
		"called JSON":         {"content-type-is-not-form", addCourse, jsonType, "applicationID=" + application + "&signMsg=" + right},
		"appid":               {"parameter-under-another-name", addCourse, formType, "appid=" + application + "&signMsg=" + right},
		"appid beside":        {"parameter-missing", addCourse, formType, "appid=x&applicationID=" + application},
		"no signMsg":          {"parameter-missing", addCourse, formType, "applicationID=" + application},
		"in the query":        {"parameters-in-the-query", addCourse + "?applicationID=" + application + "&signMsg=" + right, formType, ""},
		"another application": {"application-id-of-another-account", addCourse, formType, "applicationID=other&signMsg=" + right},
	} {
		t.Run(name, func(t *testing.T) {
			checkMistake(t, "weclassroom", weclassroomKeys(), request(t, "POST", test.address, test.contentType, test.body), told{mistake: test.mistake})
		})
	}
}

func TestWeClassroomSecretInTheIVIsNoted(t *testing.T) {
	v := checkMistake(t, "weclassroom", weclassroomKeys(), sealRequest(t, sealClient{iv: sealSecret[:16]}.signMsg()), told{})
	require.Len(t, v.Notes, 1)
	assert.Contains(t, v.Notes[0].EN, "first half of your secret")
}

func TestWeClassroomAnotherSecret(t *testing.T) {
	keys := weclassroomKeys()
	keys["WECLASSROOM_SECRET"] = "ffeeddccbbaa00112233445566778899"
	v := checkMistake(t, "weclassroom", keys, sealRequest(t, sealClient{}.signMsg()), told{mistake: "unknown"})
	assert.Contains(t, v.Notes[0].EN, "another secret")
}
