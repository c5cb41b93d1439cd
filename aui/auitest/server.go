package auitest

import (
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Server is a running test server on the loopback. Every method may be called at any time from any goroutine, and returns copies.
type Server struct {
	URL string // the base URL of a client: http://127.0.0.1:port, without a slash at the end

	kit *vendortest.Server

	settings settings

	// The kit's lock guards the fields below.
	tokenKey []byte   // signs the tokens; ExpireTokens replaces it
	logins   int      // how many logins succeeded
	classes  []*Class // in the order of their creation
	made     int      // how many ids newID has made

	members   []*Member           // of all classes, in the order of first joining
	banned    map[string][]string // users by class
	permits   map[string]Permit   // by class
	documents []Document          // of all classes
}

// NewServer starts a server on the loopback. Without options it speaks the newest dialect, uses the real time and accepts one invented
// user, whom Credentials returns.
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
		Host:     s.settings.host,
	})
	s.URL = s.kit.URL
	return s
}
