package agoratest

import (
	"strings"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// authenticate accepts either scheme: "Authorization: agora token=…" with an education token, or x-agora-token and x-agora-uid
// with the token of that user. Where both are sent, as Agora's own clients do, Authorization decides.
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

// scope is what a token must be for.
type scope struct {
	room    string
	appOnly bool
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

// authorizationToken takes the token out of the header, quoted or not.
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
	// A room-user token bundles both services; what it is for stays its room.
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
		return "the token does not allow to log in, or no longer"
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
	case now >= token.until || token.loginUntil != 0 && now >= token.loginUntil: // 0 sets no end of its own
		return "the token has expired"
	}
	return ""
}

// checkToken007 judges a token apart from what it is for.
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

// checkEducation asks for a privilege that covers the operation: an app's is for everything, a room user's for its room. A
// user's is for the personal cloud drive, and so for nothing under a room.
func (s *Server) checkEducation(token *token007, needed scope) (problem string) {
	now := s.Now()
	if token.grants(token.education, educationApp, now) {
		return ""
	}
	if !needed.appOnly && token.education.room == needed.room && token.grants(token.education, educationRoomUser, now) {
		return ""
	}
	return "the token is not for this, or no longer"
}
