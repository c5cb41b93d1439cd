package auitest_test

import (
	"encoding/base64"
	"strings"
	"testing"

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
	assert.Equal(t, 2, srv.Logins(), "IssueToken is not a login")
}
