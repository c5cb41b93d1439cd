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
	ts        bool   // the document's example has ts
	handle    func(*Server, *call) (data any, failed *failure)
}

// call is an authenticated request to an endpoint.
type call struct {
	*params
	files []vendortest.File
	now   time.Time
}

// endpoints is everything served, one table a documented group.
func endpoints() []endpoint {
	return slices.Concat(roomEndpoints(), documentEndpoints())
}

func (s *Server) routes() []vendortest.Route {
	var routes []vendortest.Route
	for _, endpoint := range endpoints() {
		routes = append(routes, vendortest.Route{
			Operation: endpoint.operation,
			Method:    http.MethodPost,
			Path:      "/openapi/" + endpoint.path,
			Handle: func(r *vendortest.Request) vendortest.Reply {
				call := &call{newParams(bodyFields(r)), r.Files, r.At}
				data, failed := endpoint.handle(s, call)
				return s.config.dialect.reply(data, failed, endpoint.ts, r.At)
			},
		})
	}
	return routes
}

// notFound answers a path that the document does not have.
func (s *Server) notFound(r *vendortest.Request) vendortest.Reply {
	return s.config.dialect.reply(nil, fail(codeUnknownPath), false, r.At)
}
