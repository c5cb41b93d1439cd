package auitest

import (
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const opLogin = "Auth.Login"

// session is the data of a login.
type session struct {
	Expire string `json:"expire"`
	Token  string `json:"token"`
}

// authRoutes: login is documented under two paths.
func (s *Server) authRoutes() []vendortest.Route {
	return []vendortest.Route{
		route(opLogin, classPath+"login", s.login),
		route(opLogin, "/login", s.login),
	}
}

func (s *Server) login(in *fields) vendortest.Reply {
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

// admits reads an Authorization header as the vendor's filter does: the prefix is case-sensitive and the blank after it
// optional.
func (s *Server) admits(authorization string) bool {
	token, prefixed := strings.CutPrefix(authorization, "Bearer")
	return prefixed && verifyToken(s.tokenKey, strings.TrimSpace(token), s.Now())
}

// Logins tells how often a login has succeeded.
func (s *Server) Logins() int {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.logins
}

// ExpireTokens has every token issued so far refused from now on. A new login gives a good one, even within the same second.
func (s *Server) ExpireTokens() {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.tokenKey = newTokenKey() // a moment kept instead could not tell two tokens of one second apart
}

// IssueToken returns a token as a login of this user would, without being counted as one: for clients that are given a
// token instead of a password.
func (s *Server) IssueToken(username string) string {
	s.kit.Lock()
	defer s.kit.Unlock()
	return signToken(s.tokenKey, newClaims(username, s.Now()))
}
