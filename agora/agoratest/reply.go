package agoratest

import (
	"net/http"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// failure is a refusal: the HTTP status, the business code and its text.
type failure struct {
	status, code int
	msg          string
}

// The codes of the document's table. Where it prints no business code (401, an unknown path) the envelope repeats the HTTP
// status, as the table does for 400 and 500. Only the texts of 20404100, 20409100 and 20410100 are known to be Agora's.

func badParameter(problem string) *failure {
	return &failure{http.StatusBadRequest, 400, "Invalid parameter: " + problem}
}

func noRootURL() *failure {
	return &failure{http.StatusBadRequest, 30400412, "rootUrl cannot be empty!"}
}

func unauthorized(problem string) *failure {
	return &failure{http.StatusUnauthorized, 401, "Unauthorized: " + problem}
}

func noSuchPath() *failure {
	return &failure{http.StatusNotFound, 404, "Not Found"}
}

func noSuchRoom() *failure {
	return &failure{http.StatusNotFound, 20404100, "Room not exists!"}
}

func noSuchUser() *failure {
	return &failure{http.StatusNotFound, 20404200, "User not exists!"}
}

func roomConflict() *failure {
	return &failure{http.StatusConflict, 20409100, "Room conflict!"}
}

func roomTypeConflict() *failure {
	return &failure{http.StatusConflict, 30409104, "roomType conflict"}
}

func alreadyStarted() *failure {
	return &failure{http.StatusConflict, 30409100, "Class state conflict: already started!"}
}

func alreadyEnded() *failure {
	return &failure{http.StatusConflict, 30409101, "Class state conflict: already ended!"}
}

func notRecording() *failure {
	return &failure{http.StatusConflict, 30409410, "Record state conflict: not started!"}
}

func stillRecording() *failure {
	return &failure{http.StatusConflict, 30409411, "Record state conflict: not ended!"}
}

// roomClosed is the room's own refusal; classEnded is the refusal of the services on top of the room, for the same reason.
func roomClosed() *failure {
	return &failure{http.StatusGone, 20410100, "Room is end!"}
}

func classEnded() *failure {
	return &failure{http.StatusGone, 30410100, "Class is end!"}
}

// envelope frames every answer. The document has StreamingURL beside code.
type envelope struct {
	Code         int           `json:"code"`
	Msg          string        `json:"msg,omitempty"`
	TS           int64         `json:"ts"`
	StreamingURL *streamingURL `json:"streamingUrl,omitempty"`
	Data         any           `json:"data,omitempty"`
}

func (s *Server) fail(f *failure) vendortest.Reply {
	if f.status == http.StatusUnauthorized && s.settings.dialect.gatewayRefusals {
		reply := vendortest.JSON(map[string]string{"message": f.msg})
		reply.Status = f.status
		return reply
	}
	return s.reply(f.status, envelope{Code: f.code, Msg: f.msg})
}

func (s *Server) succeed() vendortest.Reply {
	return s.reply(http.StatusOK, envelope{Msg: "Success"})
}

func (s *Server) reply(status int, body envelope) vendortest.Reply {
	body.TS = s.Now().UnixMilli()
	reply := vendortest.JSON(body)
	reply.Status = status
	reply.Header.Set("X-Request-Id", s.nextID()) // as the gateway does
	return reply
}

func (s *Server) notFound(*vendortest.Request) vendortest.Reply { return s.fail(noSuchPath()) }
