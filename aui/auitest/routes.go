package auitest

import (
	"net/http"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// The paths of the operations, in both versions.
const (
	classPath   = "/api/v1/class/"
	classPathV2 = "/api/v2/class/"
)

// routes returns the routes of all operations. It leaves out those that the dialect's published version did not have only under
// WithPublishedOnly.
func (s *Server) routes() []vendortest.Route {
	routes := slices.Concat(
		s.authRoutes(),
		s.imTokenRoutes(),
		s.classRoutes(),
		s.meetingRoutes(),
		s.whiteboardRoutes(),
		s.documentRoutes(),
	)
	if s.settings.published && s.settings.dialect < DialectV13 {
		return routes
	}
	return slices.Concat(routes, s.memberRoutes(), s.assistantRoutes())
}

// route returns a route that calls handle with the request's JSON object. It takes every HTTP method, as the vendor's server does.
func route(operation, path string, handle func(*parameters) vendortest.Reply) vendortest.Route {
	return vendortest.Route{Operation: operation, Path: path, Handle: func(r *vendortest.Request) vendortest.Reply {
		body, ok := r.Params.(map[string]any)
		if !ok {
			return serverError()
		}
		return handle(&parameters{values: body})
	}}
}

// open checks the token of a request and reads its body.
func (s *Server) open(r *vendortest.Request) *vendortest.Reply {
	if r.Operation != opLogin && !s.admits(r.Header.Get("Authorization")) {
		refusal := forbidden()
		return &refusal
	}
	if body, ok := readObject(r.Header.Get("Content-Type"), r.Body); ok {
		r.Params = body
	}
	return nil
}

// notFound answers a request with an unknown path. It checks the token first, as the vendor's filter does.
func (s *Server) notFound(r *vendortest.Request) vendortest.Reply {
	if !s.admits(r.Header.Get("Authorization")) {
		return forbidden()
	}
	reply := vendortest.JSON(unknownPath{
		Timestamp: wireTime(s.Now()),
		Status:    http.StatusNotFound,
		Error:     http.StatusText(http.StatusNotFound),
		Path:      r.Path,
	})
	reply.Status = http.StatusNotFound
	return reply
}
