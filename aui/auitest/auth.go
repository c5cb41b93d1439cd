package auitest

import (
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// opLogin is the operation that does not need a token.
const opLogin = "Auth.Login"

// session is the data of a login.
type session struct {
	Expire string `json:"expire"`
	Token  string `json:"token"`
}

// authRoutes returns the login under its two documented paths.
func (s *Server) authRoutes() []vendortest.Route {
	return []vendortest.Route{
		route(opLogin, classPath+"login", s.login),
		route(opLogin, "/login", s.login),
	}
}

func (s *Server) login(in *parameters) vendortest.Reply {
	username := in.required("username", "用户名不能为空")
	password := in.required("password", "密码不能为空")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if !s.settings.knows(username, password) {
		return failure(codeUnauthorized, "incorrect Username or Password")
	}
	s.logins++
	granted := newClaims(username, s.Now())
	return success(session{
		Expire: wireTime(time.Unix(granted.Expires, 0)),
		Token:  signToken(s.tokenKey, granted),
	})
}

// admits reports whether an Authorization header has a valid token. As in the vendor's filter, the prefix "Bearer" is case-sensitive, and
// the blank after it is optional.
func (s *Server) admits(authorization string) bool {
	token, prefixed := strings.CutPrefix(authorization, "Bearer")
	return prefixed && verifyToken(s.tokenKey, strings.TrimSpace(token), s.Now())
}

// Logins returns how many logins succeeded.
func (s *Server) Logins() int {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.logins
}

// ExpireTokens ends every token issued so far. A new login returns a valid token, even within the same second.
func (s *Server) ExpireTokens() {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.tokenKey = newTokenKey() // a time of expiry could not tell apart two tokens of one second
}

// IssueToken returns a token like that of a login of this user, for a client with a Token in its credentials. Logins does not count it.
func (s *Server) IssueToken(username string) string {
	s.kit.Lock()
	defer s.kit.Unlock()
	return signToken(s.tokenKey, newClaims(username, s.Now()))
}
