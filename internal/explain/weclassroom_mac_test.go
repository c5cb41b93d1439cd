package explain_test

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each client makes its mac in its own wrong way.
func TestWeClassroomRarerMacs(t *testing.T) {
	raw := func(text string) string {
		plain, err := base64.StdEncoding.DecodeString(text)
		require.NoError(t, err)
		return string(plain)
	}
	with := func(h func() hash.Hash, text string) string {
		mac := hmac.New(h, []byte(sealSecret))
		mac.Write([]byte(text))
		return hex.EncodeToString(mac.Sum(nil))
	}
	sha := func(text string) string { sum := sha256.Sum256([]byte(text)); return hex.EncodeToString(sum[:]) }
	slash := func(text string) string { return strings.ReplaceAll(text, "/", `\/`) }
	value := "" // with / and + in it
	for n := 0; !strings.Contains(value, "/") || !strings.Contains(value, "+"); n++ {
		value = base64Of(encrypted(sealSecret, randomIV, padded(fmt.Sprintf(`a:1:{s:2:"id";i:%d;}`, n), 16)))
	}
	for name, test := range map[string]struct {
		mistake, actual string
		mac             func(iv, value string) string
	}{
		"the iv alone":        {"mac-without-value", "hmac-sha256(***, iv)", func(iv, _ string) string { return hmacHex(sealSecret, iv) }},
		"raw iv":              {"mac-over-raw-bytes", "hmac-sha256(***, raw iv + value)", func(iv, v string) string { return hmacHex(sealSecret, raw(iv)+v) }},
		"raw value":           {"mac-over-raw-bytes", "hmac-sha256(***, iv + raw value)", func(iv, v string) string { return hmacHex(sealSecret, iv+raw(v)) }},
		"raw value alone":     {"mac-over-raw-bytes", "hmac-sha256(***, raw value)", func(_, v string) string { return hmacHex(sealSecret, raw(v)) }},
		"URL-encoded":         {"mac-over-escaped-text", "hmac-sha256(***, iv + value, URL-encoded)", func(iv, v string) string { return hmacHex(sealSecret, url.QueryEscape(iv)+url.QueryEscape(v)) }},
		"&":                   {"mac-with-separator", `hmac-sha256(***, iv + "&" + value)`, func(iv, v string) string { return hmacHex(sealSecret, iv+"&"+v) }},
		"JSON":                {"mac-over-json", "hmac-sha256(***, json(iv, value))", func(iv, v string) string { return hmacHex(sealSecret, `{"iv":"`+iv+`","value":"`+v+`"}`) }},
		"PHP's JSON":          {"mac-over-json", `hmac-sha256(***, json(iv, value), / as \/)`, func(iv, v string) string { return hmacHex(sealSecret, `{"iv":"`+slash(iv)+`","value":"`+slash(v)+`"}`) }},
		"iv and parameters":   {"mac-over-plain-text", "hmac-sha256(***, iv + parameters)", func(iv, v string) string { return hmacHex(sealSecret, iv+plainOf(t, v)) }},
		"the key first":       {"mac-is-not-hmac", "sha256(*** + iv + value)", func(iv, v string) string { return sha(sealSecret + iv + v) }},
		"HMAC-SHA1":           {"mac-other-hash", "hmac-sha1(***, iv + value)", func(iv, v string) string { return with(sha1.New, iv+v) }},
		"HMAC-MD5":            {"mac-other-hash", "hmac-md5(***, iv + value)", func(iv, v string) string { return with(md5.New, iv+v) }},
		"HMAC-SHA512":         {"mac-other-hash", "hmac-sha512(***, iv + value)", func(iv, v string) string { return with(sha512.New, iv+v) }},
		"MD5":                 {"mac-other-hash", "md5(iv + value)", func(iv, v string) string { return md5Of(iv + v) }},
		"base64 of hex":       {"mac-base64", "base64(hex(" + rightFormula + "))", func(iv, v string) string { return base64Of(hmacHex(sealSecret, iv+v)) }},
		"sha256 of value":     {"mac-without-iv+mac-without-key", "sha256(value)", func(_, v string) string { return sha(v) }},
		"upper, raw, cut key": {"digest-upper-case+mac-over-raw-bytes", "upper(hmac-sha256(***, raw iv + raw value))", func(iv, v string) string { return strings.ToUpper(hmacHex(sealSecret, raw(iv)+raw(v))) }},
	} {
		t.Run(name, func(t *testing.T) {
			sent := sealRequest(t, sealClient{value: value, mac: test.mac}.signMsg())
			checkMistake(t, "weclassroom", weclassroomKeys(), sent, told{mistake: test.mistake, expected: rightFormula, actual: test.actual})
		})
	}
}

// plainOf finds what a value of the test above holds.
func plainOf(t *testing.T, value string) string {
	t.Helper()
	for n := range 10_000 {
		plain := fmt.Sprintf(`a:1:{s:2:"id";i:%d;}`, n)
		if base64Of(encrypted(sealSecret, randomIV, padded(plain, 16))) == value {
			return plain
		}
	}
	require.Fail(t, "not found")
	return ""
}
