package explain_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

const (
	listClasses = "https://appserver.example.com/api/v1/class/list"
	logIn       = "https://appserver.example.com/api/v1/class/login"
	jwtSecret   = "an invented jwt secret"
	auiPassword = "an-invented p+ssword"
)

func auiKeys() explain.Keys {
	return explain.Keys{"AUI_USERNAME": "teacher", "AUI_PASSWORD": auiPassword, "AUI_TOKEN_SECRET": jwtSecret}
}

func segment(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func hs256(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return string(mac.Sum(nil))
}

// jwtOf makes a token that ends after some time.
func jwtOf(key string, life time.Duration) string {
	signed := segment(`{"typ":"JWT","alg":"HS256"}`) + "." + segment(fmt.Sprintf(`{"sub":"teacher","iat":%d,"exp":%d}`, arrived().Unix(), arrived().Add(life).Unix()))
	return signed + "." + segment(hs256(key, signed))
}

func auiRequest(t testing.TB, authorization string) *explain.Request {
	r := request(t, "POST", listClasses, jsonType, `{"user_id":"teacher"}`)
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	return r
}

func TestAUIAccepted(t *testing.T) {
	token := jwtOf(jwtSecret, time.Hour)
	v := checkMistake(t, "aui", auiKeys(), auiRequest(t, "Bearer "+token), told{})
	assert.Equal(t, "jwt", v.Scheme)
	checkMistake(t, "aui", auiKeys(), auiRequest(t, "Bearer"+token), told{}) // the server does not need the blank
	checkMistake(t, "aui", auiKeys(), request(t, "POST", logIn, jsonType, `{"username":"teacher","password":"`+auiPassword+`"}`), told{})

	keys := auiKeys()
	delete(keys, "AUI_TOKEN_SECRET")
	v = checkMistake(t, "aui", keys, auiRequest(t, "Bearer "+jwtOf("another", time.Hour)), told{})
	require.Len(t, v.Notes, 1, "a signature that is not judged is noted")
	assert.Contains(t, v.Notes[0].EN, "AUI_TOKEN_SECRET")
}

func TestAUIMistakesOfTheToken(t *testing.T) {
	token := jwtOf(jwtSecret, time.Hour)
	parts := strings.Split(token, ".")
	signedBy := func(header, key string) string {
		signed := segment(header) + "." + parts[1]
		return signed + "." + segment(hs256(key, signed))
	}
	claims := func(payload string) string {
		signed := parts[0] + "." + segment(payload)
		return signed + "." + segment(hs256(jwtSecret, signed))
	}
	for name, test := range map[string]struct{ mistake, authorization string }{
		"nothing":            {"token-missing", ""},
		"the token alone":    {"bearer-missing", token},
		"Token":              {"bearer-missing", "Token " + token},
		"bearer":             {"bearer-in-lower-case", "bearer " + token},
		"twice":              {"bearer-twice", "Bearer Bearer " + token},
		"in quotes":          {"token-in-quotes", `Bearer "` + token + `"`},
		"undefined":          {"token-is-empty", "Bearer undefined"},
		"Basic":              {"basic-auth-sent", "Basic aTpq"},
		"expired":            {"token-expired", "Bearer " + jwtOf(jwtSecret, -time.Second)},
		"alg none":           {"alg-none", "Bearer " + segment(`{"alg":"none"}`) + "." + parts[1] + "."},
		"HS512":              {"alg-is-not-hs256", "Bearer " + signedBy(`{"alg":"HS512"}`, jwtSecret)},
		"without signature":  {"jwt-without-signature", "Bearer " + parts[0] + "." + parts[1] + "."},
		"cut":                {"token-cut", "Bearer " + parts[0] + "." + parts[1]},
		"an IM token":        {"token-is-not-a-jwt", "Bearer 0123456789abcdef"},
		"an IM JWT":          {"token-of-another-service", "Bearer " + claims(fmt.Sprintf(`{"app_id":"x","exp":%d}`, arrived().Unix()+60))},
		"exp in ms":          {"timestamp-in-milliseconds", "Bearer " + claims(`{"sub":"teacher","exp":1501572288000}`)},
		"no exp":             {"exp-missing", "Bearer " + claims(`{"sub":"teacher"}`)},
		"another key":        {"another-key", "Bearer " + jwtOf(auiPassword, time.Hour)},
		"a newline":          {"secret-with-newline", "Bearer " + jwtOf(jwtSecret+"\n", time.Hour)},
		"base64 of the key":  {"secret-base64-encoded", "Bearer " + jwtOf(base64Of(jwtSecret), time.Hour)},
		"the payload alone":  {"jwt-signed-payload-alone", "Bearer " + parts[0] + "." + parts[1] + "." + segment(hs256(jwtSecret, parts[1]))},
		"in hex":             {"jwt-signature-in-hex", "Bearer " + parts[0] + "." + parts[1] + "." + segment(hex.EncodeToString([]byte(hs256(jwtSecret, parts[0]+"."+parts[1]))))},
		"nobody's error":     {"unknown", "Bearer " + jwtOf("nobody's", time.Hour)},
		"bearer and expired": {"bearer-in-lower-case+token-expired", "bearer " + jwtOf(jwtSecret, -time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			v := checkMistake(t, "aui", auiKeys(), auiRequest(t, test.authorization), told{mistake: test.mistake})
			assert.NotContains(t, fmt.Sprint(v), parts[1], "a token shows")
		})
	}
	r := auiRequest(t, "")
	r.Header.Set("Token", token)
	v := checkMistake(t, "aui", auiKeys(), r, told{mistake: "token-elsewhere"})
	assert.Contains(t, v.Summary.EN, "Token")
}

func TestAUITextsOfASignature(t *testing.T) {
	const right = `hmac-sha256(***, header + "." + payload)`
	checkMistake(t, "aui", auiKeys(), auiRequest(t, "Bearer "+jwtOf(jwtSecret+"\n", time.Hour)),
		told{mistake: "secret-with-newline", expected: right, actual: `hmac-sha256(***\n, header + "." + payload)`})
	checkMistake(t, "aui", auiKeys(), auiRequest(t, "Bearer "+jwtOf("nobody's", time.Hour)), told{mistake: "unknown", expected: right})
}

// JJWT 0.7 decodes the secret's text from base64, and skips what is not base64 in it.
func TestAUISecretAsJJWTReadsIt(t *testing.T) {
	keys := auiKeys()
	keys["AUI_TOKEN_SECRET"] = "#in vented@Secret"
	decoded, err := base64.StdEncoding.DecodeString("inventedSecr") // "inventedSecret" without what does not fill a group
	require.NoError(t, err)
	v := checkMistake(t, "aui", keys, auiRequest(t, "Bearer "+jwtOf(string(decoded), time.Hour)), told{})
	assert.Empty(t, v.Notes)
	v = checkMistake(t, "aui", keys, auiRequest(t, "Bearer "+jwtOf("#in vented@Secret", time.Hour)), told{})
	require.Len(t, v.Notes, 1)
	assert.Contains(t, v.Notes[0].EN, "base64")
}

func TestAUIMistakesOfTheLogin(t *testing.T) {
	login := func(username, password string) string {
		return fmt.Sprintf(`{"username":%q,"password":%q}`, username, password)
	}
	for name, test := range map[string]struct{ mistake, contentType, body string }{
		"a form":           {"form-body-instead-of-json", formType, "username=teacher&password=" + url.QueryEscape(auiPassword)},
		"called a form":    {"content-type-is-not-json", formType, login("teacher", auiPassword)},
		"userName":         {"parameter-under-another-name", jsonType, `{"userName":"teacher","password":"x"}`},
		"pwd":              {"parameter-under-another-name", jsonType, `{"username":"teacher","pwd":"x"}`},
		"no password":      {"parameter-missing", jsonType, `{"username":"teacher"}`},
		"swapped":          {"name-and-password-swapped", jsonType, login(auiPassword, "teacher")},
		"md5":              {"password-hashed", jsonType, login("teacher", md5Of(auiPassword))},
		"base64":           {"password-base64", jsonType, login("teacher", base64Of(auiPassword))},
		"encoded":          {"password-url-encoded", jsonType, login("teacher", url.QueryEscape(auiPassword))},
		"a newline":        {"password-with-blank", jsonType, login("teacher", auiPassword+"\n")},
		"cut":              {"secret-cut", jsonType, login("teacher", auiPassword[:8])},
		"another password": {"wrong-password", jsonType, login("teacher", "nobody's")},
		"another user":     {"wrong-username", jsonType, login("student", auiPassword)},
		"Teacher":          {"username-written-differently", jsonType, login("Teacher", auiPassword)},
		"both":             {"wrong-username+wrong-password", jsonType, login("student", "nobody's")},
	} {
		t.Run(name, func(t *testing.T) {
			v := checkMistake(t, "aui", auiKeys(), request(t, "POST", logIn, test.contentType, test.body), told{mistake: test.mistake})
			assert.Equal(t, "password", v.Scheme)
		})
	}
	_, err := explain.Explain("aui", explain.Keys{}, request(t, "POST", logIn, jsonType, "{}"))
	require.ErrorIs(t, err, explain.ErrKeys)
}
