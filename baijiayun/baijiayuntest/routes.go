package baijiayuntest

import (
	"net/http"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// endpoint is an operation with its path and handler.
type endpoint struct {
	operation string
	path      string // the path after /openapi/
	prints    prints
	handle    handler
	get       bool                           // the document has GET too
	match     func(*vendortest.Request) bool // tells operations of the same path apart
}

type handler func(*Server, *call) (data any, failed *failure)

// prints says whether the document's example reply includes msg and ts.
type prints struct{ msg, ts bool }

// posted returns an endpoint for POST, as nearly all are.
func posted(operation, path string, prints prints, handle handler) endpoint {
	return endpoint{operation: operation, path: path, prints: prints, handle: handle}
}

// postedOrGot returns an endpoint for POST and GET.
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

// endpoints returns all operations of the server, one table per service or part of a service.
func endpoints() []endpoint {
	return slices.Concat(
		accountEndpoints(), roomEndpoints(), classEndpoints(), joinCodeEndpoints(), documentEndpoints(), messageEndpoints(),
		attendanceEndpoints(), usageEndpoints(), reportEndpoints(), quizEndpoints(), groupEndpoints(), streamEndpoints(),
		recordingEndpoints(), playbackEndpoints(), evaluationEndpoints(), callbackURLEndpoints(),
		noticeEndpoints(), quizTemplateEndpoints(), sensitiveWordEndpoints(), settingsEndpoints(), subAccountEndpoints(), smallClassUsageEndpoints(),
		playbackReadEndpoints(), playbackWriteEndpoints(), recordEndpoints(), interactionEndpoints(), classRosterEndpoints(), teacherEndpoints(),
		videoEndpoints(), videoCategoryEndpoints(), videoReportEndpoints(),
		uploadEndpoints(),
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

// notFound answers a path that the server does not have.
func (s *Server) notFound(r *vendortest.Request) vendortest.Reply {
	return s.settings.dialect.reply(nil, fail(codeUnknownPath), prints{msg: true}, r.At)
}
