package agoratest

import (
	"strings"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// authenticate accepts either scheme: "Authorization: agora token=…" with an education token, or x-agora-token and x-agora-uid with the
// token of that user. If both are sent, as Agora's own clients do, Authorization decides.
func (s *Server) authenticate(r *vendortest.Request) *failure {
	if r.PathValues["appId"] != s.settings.credentials.appID {
		return unauthorized("invalid App ID")
	}
	needed := scope{room: r.PathValues["roomUuid"], appOnly: s.appOnly[r.Operation]}
	var problem string
	if authorization := r.Header.Get("Authorization"); authorization != "" {
		problem = s.checkAuthorization(authorization, needed)
	} else {
		problem = s.checkUser(r.Header.Get("X-Agora-Token"), r.Header.Get("X-Agora-Uid"), needed)
	}
	if problem != "" {
		return unauthorized(problem)
	}
	return nil
}

// scope says what a token must allow.
type scope struct {
	room    string // the room of the call
	appOnly bool   // whether only an app token will do
}

func (s *Server) checkAuthorization(authorization string, needed scope) (problem string) {
	text, ok := authorizationToken(authorization)
	if !ok {
		return "the Authorization header must be: agora token=<education token>"
	}
	token, err := parseToken007(text)
	if err != nil {
		return err.Error()
	}
	if problem := s.checkToken007(token); problem != "" {
		return problem
	}
	if token.education == nil {
		return "not an education token"
	}
	return s.checkEducation(token, needed)
}

// authorizationToken returns the token in the header, which may be quoted.
func authorizationToken(authorization string) (token string, ok bool) {
	name, rest, _ := strings.Cut(strings.TrimSpace(authorization), " ")
	value, found := strings.CutPrefix(strings.TrimSpace(rest), "token=")
	if !strings.EqualFold(name, "agora") || !found {
		return "", false
	}
	if unquoted, ok := strings.CutPrefix(value, `"`); ok {
		return strings.CutSuffix(unquoted, `"`)
	}
	return value, true
}

func (s *Server) checkUser(text, uid string, needed scope) (problem string) {
	if text == "" || uid == "" {
		return "no token: send Authorization, or x-agora-token and x-agora-uid"
	}
	if strings.HasPrefix(text, version006) {
		return s.checkToken006(text, uid)
	}
	token, err := parseToken007(text)
	if err != nil {
		return err.Error()
	}
	if problem := s.checkToken007(token); problem != "" {
		return problem
	}
	// A room-user token bundles both services, and still allows its room alone.
	if token.education != nil {
		if token.education.user != uid {
			return "x-agora-uid and x-agora-token do not match"
		}
		return s.checkEducation(token, needed)
	}
	switch {
	case token.messaging == nil || token.messaging.user != uid:
		return "x-agora-uid and x-agora-token do not match"
	case !token.grants(token.messaging, messagingLogin, s.Now()):
		return "the token does not allow a login, or no longer does"
	}
	return ""
}

func (s *Server) checkToken006(text, uid string) (problem string) {
	token, err := parseToken006(text)
	if err != nil {
		return err.Error()
	}
	now := s.Now().Unix()
	switch {
	case token.appID != s.settings.credentials.appID:
		return "the token is another app's"
	case !token.signedBy(s.settings.credentials.certificate, uid):
		return "the token's signature is wrong, or x-agora-uid is not its user"
	case now >= token.until || token.loginUntil != 0 && now >= token.loginUntil: // a loginUntil of 0 means until
		return "the token has expired"
	}
	return ""
}

// checkToken007 judges a token without looking at its privileges.
func (s *Server) checkToken007(token *token007) (problem string) {
	switch {
	case token.appID != s.settings.credentials.appID:
		return "the token is another app's"
	case !token.signedBy(s.settings.credentials.certificate):
		return "the token's signature is wrong"
	case !token.lives(token.expire, s.Now()):
		return "the token has expired"
	}
	return ""
}

// checkEducation demands a privilege that covers the operation. An app's privilege covers everything, and a room user's covers its room. A
// user's privilege covers the personal cloud drive, and so nothing under a room.
func (s *Server) checkEducation(token *token007, needed scope) (problem string) {
	now := s.Now()
	if token.grants(token.education, educationApp, now) {
		return ""
	}
	if !needed.appOnly && token.education.room == needed.room && token.grants(token.education, educationRoomUser, now) {
		return ""
	}
	return "the token does not allow this, or no longer does"
}
