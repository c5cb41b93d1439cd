package agoratest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// apps is the beginning of every path, after the region if there is one.
const apps = "/edu/apps/{appId}/v2"

// operation is one documented endpoint of a group.
type operation struct {
	name    string
	method  string
	base    string // the beginning of the path; empty means apps
	path    string // the path after base
	appOnly bool   // whether only an app token may call it
	handle  handler
}

// handler answers an authenticated request with well-formed ids, whose body is a JSON object or empty.
type handler func(*call) vendortest.Reply

// call is a request with its region and its decoded body.
type call struct {
	*vendortest.Request
	region string
	body   fields
}

// value returns an unescaped path parameter.
func (c *call) value(name string) string { return c.PathValues[name] }

func (s *Server) routes() []vendortest.Route {
	var routes []vendortest.Route
	for _, group := range [][]operation{
		s.roomOperations(), s.memberOperations(), s.recordingOperations(), s.eventOperations(), s.widgetOperations(), s.groupOperations(),
	} {
		for _, o := range group {
			s.appOnly[o.name] = o.appOnly
			path := cmp.Or(o.base, apps) + o.path
			for _, path := range []string{path, "/{region}" + path} {
				routes = append(routes, vendortest.Route{Operation: o.name, Method: o.method, Path: path, Handle: s.handle(o.handle)})
			}
		}
	}
	return routes
}

func (s *Server) handle(h handler) func(*vendortest.Request) vendortest.Reply {
	return func(r *vendortest.Request) vendortest.Reply {
		region, _ := regionOf(r)
		body, _ := r.Params.(map[string]any)
		return h(&call{Request: r, region: region, body: newFields(body)})
	}
}

// open checks the parts that all operations share, in the order of a gateway: the token, the ids, the region and the body.
func (s *Server) open(r *vendortest.Request) *vendortest.Reply {
	for _, check := range []func(*vendortest.Request) *failure{s.authenticate, checkIDs, checkRegion, openBody} {
		if f := check(r); f != nil {
			refusal := s.fail(f)
			return &refusal
		}
	}
	return nil
}

// home is the region that a path without one means.
const home = "cn"

func regions() []string { return []string{home, "ap", "eu", "na"} }

func regionOf(r *vendortest.Request) (region string, ok bool) {
	region, given := r.PathValues["region"]
	if !given {
		return home, true
	}
	region = strings.ToLower(region)
	return region, slices.Contains(regions(), region)
}

// checkRegion answers an unknown region as Agora answers a wrong one: the room does not exist.
func checkRegion(r *vendortest.Request) *failure {
	if _, ok := regionOf(r); !ok {
		return noSuchRoom()
	}
	return nil
}
