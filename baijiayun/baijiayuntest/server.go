package baijiayuntest

import (
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Server is a running test server on the loopback. Its methods may be called at any time from any goroutine; what they return are
// copies.
type Server struct {
	URL string // http://127.0.0.1:port, without a slash at the end: the base URL of a client

	kit    *vendortest.Server
	prints map[string]prints // by operation; not changed after NewServer

	settings settings
	state    state // guarded by the kit's lock, like settings.account
}

// NewServer starts a server. The caller must close it.
func NewServer(opts ...Option) *Server {
	s := &Server{settings: defaultSettings(), prints: map[string]prints{}, state: newState()}
	for _, opt := range opts {
		opt(&s.settings)
	}
	s.kit = vendortest.New(vendortest.Config{
		Routes:   s.routes(),
		Open:     s.open,
		NotFound: s.notFound,
		Raw:      s.takePart,
		Clock:    s.settings.clock,
		Host:     s.settings.host,
	})
	s.URL = s.kit.URL
	return s
}
