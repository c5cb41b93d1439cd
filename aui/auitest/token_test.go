package auitest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestTokenExpires(t *testing.T) {
	srv := start(t)
	bearer := "Bearer " + srv.IssueToken("ada")

	srv.SetClock(fixed(noon().Add(7 * 24 * time.Hour)))
	assert.Equal(t, 200, postAs(t, srv, bearer, "get", getNothing).status, "in its last moment")
	srv.SetClock(fixed(noon().Add(7*24*time.Hour + time.Millisecond)))
	postAs(t, srv, bearer, "get", getNothing).forbids(t)
}

// The vector is RFC 7515, appendix A.1.
func TestVerifyTokenOfTheStandard(t *testing.T) {
	const token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" +
		".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ" +
		".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	key, err := base64.RawURLEncoding.DecodeString("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
	require.NoError(t, err)
	end := time.Unix(1300819380, 0)

	assert.True(t, auitest.VerifyToken(key, token, end))
	assert.False(t, auitest.VerifyToken(key, token, end.Add(time.Second)), "expired")
	assert.False(t, auitest.VerifyToken(key[1:], token, end), "another key")
	assert.False(t, auitest.VerifyToken(key, token+".", end), "a fourth part")
}

func TestVerifyTokenWellSignedButUnfit(t *testing.T) {
	key := []byte("an invented key of this test")
	sign := func(header, payload string) string {
		signed := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString([]byte(payload))
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(signed))
		return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	}
	const header, payload = `{"alg":"HS256"}`, `{"sub":"a","exp":1762833600}`
	require.True(t, auitest.VerifyToken(key, sign(header, payload), noon()))

	for _, c := range []struct{ name, header, payload string }{
		{"the algorithm none", `{"alg":"none"}`, payload},
		{"no algorithm", `{}`, payload},
		{"a header that is not JSON", `HS256`, payload},
		{"no end", header, `{"sub":"a"}`},
		{"an end that is a text", header, `{"exp":"tomorrow"}`},
		{"a payload that is not JSON", header, `exp`},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.False(t, auitest.VerifyToken(key, sign(c.header, c.payload), noon()))
		})
	}
}
