package auitest

import (
	"net/http"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	classPath   = "/api/v1/class/"
	classPathV2 = "/api/v2/class/"
)

// Server is a running test server on the loopback. Every method may be called at any time from any goroutine; what they return are
// copies.
type Server struct {
	URL string // http://127.0.0.1:port, without a slash at the end: the base URL of a client

	kit *vendortest.Server

	settings settings

	// What follows is read and written under the kit's lock.
	tokenKey []byte // of the tokens that are good
	logins   int
	classes  []*Class // in the order of their creation
	made     int      // how many ids were made up

	members   []*Member           // of all classes, in the order of first joining
	banned    map[string][]string // users by class
	permits   map[string]Permit   // by class
	documents []Document          // of all classes
}

// NewServer starts a server on the loopback. Without options it speaks the newest dialect, keeps the real time and
// accepts one invented user: see Credentials.
func NewServer(opts ...Option) *Server {
	s := &Server{
		settings: defaultSettings(),
		tokenKey: newTokenKey(),
		banned:   map[string][]string{},
		permits:  map[string]Permit{},
	}
	for _, opt := range opts {
		opt(&s.settings)
	}
	s.kit = vendortest.New(vendortest.Config{
		Routes:   s.routes(),
		Open:     s.open,
		NotFound: s.notFound,
		Clock:    s.settings.clock,
	})
	s.URL = s.kit.URL
	return s
}

// routes are one group of operations a line. What the dialect's published version did not have is served all the same, unless
// that was asked for.
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

// route leads every HTTP method of a path to a handler that reads a JSON object: the vendor's mappings name no method.
func route(operation, path string, handle func(*fields) vendortest.Reply) vendortest.Route {
	return vendortest.Route{Operation: operation, Path: path, Handle: func(r *vendortest.Request) vendortest.Reply {
		body, ok := r.Params.(map[string]any)
		if !ok {
			return serverError()
		}
		return handle(&fields{values: body})
	}}
}

// open lets a request in by its token, and reads its body.
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

// notFound is behind the token as well: the vendor's filter runs before paths are looked at.
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
