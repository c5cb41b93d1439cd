package baijiayuntest

import (
	"net/http"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// endpoint is a row of a documented group's table.
type endpoint struct {
	operation string
	path      string // after /openapi/
	prints    prints
	handle    handler
	get       bool                           // the document has GET beside POST
	match     func(*vendortest.Request) bool // tells apart operations of one path
}

type handler func(*Server, *call) (data any, failed *failure)

// prints is what the document's example has of the envelope beside code and data.
type prints struct{ msg, ts bool }

// posted is an endpoint for POST, as nearly all are.
func posted(operation, path string, prints prints, handle handler) endpoint {
	return endpoint{operation: operation, path: path, prints: prints, handle: handle}
}

// postedOrGot is an endpoint for POST and GET.
func postedOrGot(operation, path string, prints prints, handle handler) endpoint {
	endpoint := posted(operation, path, prints, handle)
	endpoint.get = true
	return endpoint
}

// call is an authenticated request to an endpoint.
type call struct {
	*parameters
	operation string
	files     []vendortest.File
	now       time.Time
}

// endpoints is everything served, one table a documented group.
func endpoints() []endpoint {
	return slices.Concat(
		accountEndpoints(), roomEndpoints(), classEndpoints(), joinCodeEndpoints(), documentEndpoints(), messageEndpoints(),
		attendanceEndpoints(), usageEndpoints(), reportEndpoints(), quizEndpoints(), groupEndpoints(), streamEndpoints(),
		recordingEndpoints(), playbackEndpoints(), evaluationEndpoints(), callbackURLEndpoints(),
	)
}

func (s *Server) routes() []vendortest.Route {
	var routes []vendortest.Route
	for _, endpoint := range endpoints() {
		s.prints[endpoint.operation] = endpoint.prints
		route := vendortest.Route{
			Operation: endpoint.operation,
			Method:    http.MethodPost,
			Path:      "/openapi/" + endpoint.path,
			Match:     endpoint.match,
			Handle: func(r *vendortest.Request) vendortest.Reply {
				call := &call{newParameters(r.Params.(map[string]string)), endpoint.operation, r.Files, r.At}
				data, failed := endpoint.handle(s, call)
				return s.settings.dialect.reply(data, failed, endpoint.prints, r.At)
			},
		}
		routes = append(routes, route)
		if endpoint.get {
			route.Method = http.MethodGet
			routes = append(routes, route)
		}
	}
	return routes
}

// notFound answers a path that the document does not have.
func (s *Server) notFound(r *vendortest.Request) vendortest.Reply {
	return s.settings.dialect.reply(nil, fail(codeUnknownPath), prints{msg: true}, r.At)
}
