package auitest

import (
	"net/http"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Fault breaks coming calls of an operation: see Server.
type Fault = vendortest.Fault

// Request is a request as it arrived. Its Params hold the JSON body as a map[string]any with numbers as json.Number, or
// nil where the body could not be read or the token was refused.
type Request = vendortest.Request

const (
	classPath   = "/api/v1/class/"
	classPathV2 = "/api/v2/class/"
)

// Server is the test server. Beside the methods below it has those of the kit all test servers share:
//
//	URL string                          // http://127.0.0.1:port, the base URL of a client
//	Close()                             // cuts every connection; twice is safe
//	Inject(operation string, f Fault)   // breaks coming calls of "Classes.Create"; "" is every operation
//	ClearFaults()
//	Respond(operation, json string)     // answers this body from now on, after authentication; "" ends it
//	Requests() []Request                // what arrived, as copies
//	ClearRequests()
//	Operations() []string               // the names of what is served
//	SetClock(now func() time.Time)      // nil is the real time
//	Now() time.Time
//	Do(f func())                        // runs f while no request is handled; f may not call methods of the state
//
// Every method may be called at any time from any goroutine.
type Server struct {
	*vendortest.Server

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
	s.Server = vendortest.New(vendortest.Config{
		Routes:   s.routes(),
		Open:     s.open,
		NotFound: s.notFound,
		Clock:    s.settings.clock,
	})
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
	return vendortest.Route{Operation: operation, Path: path, Handle: func(r *Request) vendortest.Reply {
		body, ok := r.Params.(map[string]any)
		if !ok {
			return serverError()
		}
		return handle(&fields{values: body})
	}}
}

// open lets a request in by its token, and reads its body.
func (s *Server) open(r *Request) *vendortest.Reply {
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
func (s *Server) notFound(r *Request) vendortest.Reply {
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
