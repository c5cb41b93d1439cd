package baijiayuntest

import (
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Fault breaks calls: see its fields.
type Fault = vendortest.Fault

// Request is a request as it arrived. Its Params is a map[string]string of the parameters in the body.
type Request = vendortest.Request

// Server is a running test server. Beside the methods below it has those of the kit under all our test servers:
//
//	URL                          http://127.0.0.1:port, no slash at the end
//	Close()                      stops it and waits for its handlers
//	Respond(operation, json)     answers every authenticated call with this body; "" goes back to normal
//	Inject(operation, Fault)     breaks coming calls; "" is every operation
//	ClearFaults()                ends an outage
//	Requests() []Request         what arrived, in order
//	ClearRequests()              forgets it
//	SetClock(func() time.Time)   sets the server's time; nil is the real time
//	Now() time.Time              the server's time
//	Operations() []string        the names of all operations served
//
// Operations are named as in package baijiayun: "Rooms.Create". All methods are safe for concurrent use.
type Server struct {
	*vendortest.Server

	config config
	state  state // under the lock of vendortest.Server.Do
}

// NewServer starts a server on the loopback, with invented credentials unless an option says otherwise.
func NewServer(opts ...Option) *Server {
	s := &Server{config: defaultConfig(), state: newState()}
	for _, opt := range opts {
		opt(&s.config)
	}
	s.Server = vendortest.New(vendortest.Config{
		Routes:   s.routes(),
		Open:     s.open,
		NotFound: s.notFound,
		Clock:    s.config.clock,
	})
	return s
}
