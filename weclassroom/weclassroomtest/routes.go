package weclassroomtest

import (
	"crypto/subtle"
	"net/url"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// routes returns the routes of all files.
func (s *Server) routes() []vendortest.Route {
	return slices.Concat(
		s.userRoutes(),
		s.classroomRoutes(),
		s.documentRoutes(),
		s.lessonRoutes(),
		s.lessonChangeRoutes(),
		s.lessonMemberRoutes(),
		s.lessonListRoutes(),
		s.attendanceRoutes(),
		s.eventRoutes(),
		s.reportRoutes(),
		s.recordingRoutes(),
	)
}

// handler carries out an operation and returns the whole body of its reply, or a refusal.
type handler func(*parameters) (object, *refusal)

// route connects a path with the handler of an operation.
func (s *Server) route(operation, path string, handle handler) vendortest.Route {
	return vendortest.Route{
		Operation: operation,
		Method:    "POST",
		Path:      path,
		Handle: func(r *vendortest.Request) vendortest.Reply {
			body, refused := handle(&parameters{array: r.Params.(Array)})
			if refused != nil {
				return s.dialect.failure(r.Path, refused)
			}
			return reply(200, body)
		},
	}
}

// open authenticates a call and opens its parameters.
func (s *Server) open(r *vendortest.Request) *vendortest.Reply {
	params, refused := s.authenticate(r.Form)
	if refused != nil {
		failure := s.dialect.failure(r.Path, refused)
		return &failure
	}
	r.Params = params
	return nil
}

// authenticate checks applicationID and signMsg and returns the parameters.
func (s *Server) authenticate(form url.Values) (Array, *refusal) {
	id, signMsg := last(form["applicationID"]), last(form["signMsg"])
	switch {
	case id == "":
		return nil, refuse(codeNoApplicationID, "")
	case signMsg == "":
		return nil, refuse(codeNoSignMsg, "")
	case subtle.ConstantTimeCompare([]byte(id), []byte(s.application.id)) == 0:
		return nil, refuse(codeUnknownApplication, "")
	case s.inactive:
		return nil, refuse(codeInactiveApplication, "")
	}
	params, err := Open(s.application.secret, signMsg)
	if err != nil {
		return nil, refuse(codeUnauthorized, "")
	}
	return params, nil
}

// last returns the value that PHP keeps of a field that was sent several times.
func last(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// notFound refuses an unknown path, or a known one with another method.
func (s *Server) notFound(routes []vendortest.Route) func(*vendortest.Request) vendortest.Reply {
	return func(r *vendortest.Request) vendortest.Reply {
		for _, route := range routes {
			if route.Path == r.Path {
				return s.dialect.failure(r.Path, refuse(codeNoMethod, ""))
			}
		}
		return s.dialect.failure(r.Path, refuse(codeNoRoute, ""))
	}
}
