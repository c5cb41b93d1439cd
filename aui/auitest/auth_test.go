package auitest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

const getNothing = `{"id":"none","user_id":"u"}`

func TestLogin(t *testing.T) {
	const refused = `{"success":false,"errorCode":"401","errorMsg":"incorrect Username or Password"}`
	srv := start(t, auitest.WithCredentials(aui.Credentials{Username: "ada", Password: "lovelace"}))

	t.Run("a token of seven days, its end told in the vendor's wall clock", func(t *testing.T) {
		data := postAs(t, srv, "", "login", `{"username":"ada","password":"lovelace"}`).data(t)
		assert.Len(t, data, 2)
		assert.Equal(t, "2025/11/11 12:00:00", data["expire"])

		parts := strings.Split(data["token"].(string), ".")
		require.Len(t, parts, 3)
		assert.Equal(t, "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9", parts[0], "the document's token begins so")
		payload, err := base64.RawURLEncoding.DecodeString(parts[1])
		require.NoError(t, err)
		assert.JSONEq(t, `{"sub":"ada","iat":1762228800,"exp":1762833600}`, string(payload))
	})
	t.Run("the short path", func(t *testing.T) {
		got, err := send(t, "POST", srv.URL+"/login", map[string]string{"Content-Type": "application/json"}, `{"username":"ada","password":"lovelace"}`)
		require.NoError(t, err)
		assert.Contains(t, got.data(t), "token")
	})

	for _, c := range []struct{ name, body, want string }{
		{"a wrong password", `{"username":"ada","password":"byron"}`, refused},
		{"a wrong user", `{"username":"bob","password":"lovelace"}`, refused},
		{"the demonstration's rule does not hold", `{"username":"ada","password":"ada"}`, refused},
		{"no username", `{"password":"lovelace"}`, validation("用户名不能为空<br>")},
		{"a null password", `{"username":"ada","password":null}`, validation("密码不能为空<br>")},
		{"both blank", `{"username":" \t","password":""}`, validation("用户名不能为空<br>密码不能为空<br>")},
		{"a number for the name", `{"username":1,"password":"lovelace"}`, refused},
		{"an object for the name", `{"username":{},"password":"lovelace"}`, serverFault},
		{"malformed", `{"username":"ada",}`, serverFault},
		{"nothing", ``, serverFault},
		{"null", `null`, serverFault},
		{"a list", `[]`, serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { postAs(t, srv, "", "login", c.body).says(t, c.want) })
	}
	t.Run("a bad Authorization header is harmless", func(t *testing.T) {
		postAs(t, srv, "Bearer junk", "login", `{"username":"ada","password":"lovelace"}`).data(t)
	})
	assert.Equal(t, 3, srv.Logins())
}

func TestLoginOfTheDemonstration(t *testing.T) {
	srv := start(t, auitest.WithDemoLogin(), auitest.WithCredentials(aui.Credentials{Username: "ada", Password: "lovelace"}))
	postAs(t, srv, "", "login", `{"username":"anyone","password":"anyone"}`).data(t)
	postAs(t, srv, "", "login", `{"username":"ada","password":"lovelace"}`).
		says(t, `{"success":false,"errorCode":"401","errorMsg":"incorrect Username or Password"}`)
	assert.Equal(t, "ada", srv.Credentials().Password)
}

func TestAuthorizationHeader(t *testing.T) {
	srv := start(t)
	token := srv.IssueToken("ada")
	parts := strings.Split(token, ".")
	forged := base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"eve","iat":1762228800,"exp":1762833600}`))
	unsigned := base64.RawURLEncoding.EncodeToString([]byte(`{"typ":"JWT","alg":"none"}`))

	for _, c := range []struct {
		name, authorization string
		admitted            bool
	}{
		{"as documented", "Bearer " + token, true},
		{"the blank is optional", "Bearer" + token, true},
		{"more blanks", "Bearer   " + token, true},
		{"no header", "", false},
		{"no prefix", token, false},
		{"the prefix in small letters", "bearer " + token, false},
		{"another scheme", "Basic " + token, false},
		{"only the prefix", "Bearer", false},
		{"garbage", "Bearer garbage", false},
		{"three empty parts", "Bearer ..", false},
		{"no signature", "Bearer " + parts[0] + "." + parts[1] + ".", false},
		{"other claims under the signature", "Bearer " + parts[0] + "." + forged + "." + parts[2], false},
		{"the algorithm none", "Bearer " + unsigned + "." + forged + ".", false},
		{"the algorithm none with a signature", "Bearer " + unsigned + "." + parts[1] + "." + parts[2], false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := postAs(t, srv, c.authorization, "get", getNothing)
			if !c.admitted {
				got.forbids(t)
				return
			}
			got.says(t, `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`)
		})
	}
	t.Run("every operation but login asks for it, whatever the body", func(t *testing.T) {
		for _, operation := range []string{"create", "get", "start", "stop"} {
			postAs(t, srv, "", operation, `{`).forbids(t)
		}
	})
}

func TestTokenExpires(t *testing.T) {
	srv := start(t)
	bearer := "Bearer " + srv.IssueToken("ada")

	srv.SetClock(fixed(noon().Add(7 * 24 * time.Hour)))
	assert.Equal(t, 200, postAs(t, srv, bearer, "get", getNothing).status, "in its last moment")
	srv.SetClock(fixed(noon().Add(7*24*time.Hour + time.Millisecond)))
	postAs(t, srv, bearer, "get", getNothing).forbids(t)
}

func TestExpireTokens(t *testing.T) {
	srv := start(t, auitest.WithCredentials(aui.Credentials{Username: "ada", Password: "lovelace"}))
	login := func() string {
		return "Bearer " + postAs(t, srv, "", "login", `{"username":"ada","password":"lovelace"}`).data(t)["token"].(string)
	}
	old, issued := login(), "Bearer "+srv.IssueToken("ada")
	srv.ExpireTokens()
	postAs(t, srv, old, "get", getNothing).forbids(t)
	postAs(t, srv, issued, "get", getNothing).forbids(t)

	renewed := login()
	assert.NotEqual(t, old, renewed, "of the same user in the same second")
	assert.Equal(t, 200, postAs(t, srv, renewed, "get", getNothing).status)
	assert.Equal(t, 2, srv.Logins(), "IssueToken is no login")
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
		{"a header that is no JSON", `HS256`, payload},
		{"no end", header, `{"sub":"a"}`},
		{"an end that is a text", header, `{"exp":"tomorrow"}`},
		{"a payload that is no JSON", header, `exp`},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.False(t, auitest.VerifyToken(key, sign(c.header, c.payload), noon()))
		})
	}
}

func TestUnknownPath(t *testing.T) {
	srv := start(t)
	got := post(t, srv, "nothingOfThatName", `{}`)
	assert.Equal(t, 404, got.status)
	assert.JSONEq(t, `{"timestamp":"2025/11/04 12:00:00","status":404,"error":"Not Found","path":"/api/v1/class/nothingOfThatName"}`, got.body)
	postAs(t, srv, "", "nothingOfThatName", `{}`).forbids(t)
}

func TestParamsAreRecorded(t *testing.T) {
	srv := start(t)
	post(t, srv, "get", getNothing)
	post(t, srv, "get", `[`)
	requests := srv.Requests()
	require.Len(t, requests, 2)
	assert.Equal(t, "Classes.Get", requests[0].Operation)
	assert.Equal(t, map[string]any{"id": "none", "user_id": "u"}, requests[0].Params)
	assert.Nil(t, requests[1].Params)
	assert.True(t, json.Valid(requests[0].Body))
}
