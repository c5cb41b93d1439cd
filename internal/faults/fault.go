package faults

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
)

// Class says what a fault wants of a client.
type Class string

// The classes of faults. Once means an operation that is neither safe to repeat nor carries a key of the caller's.
const (
	Unsent  Class = "unsent"  // nothing was sent: no request arrives, and the outcome says so
	Lost    Class = "lost"    // Once and Consuming are sent once, others as often as attempts allow; a write may have been applied
	Ended   Class = "ended"   // like Lost, and nobody tries again: one send
	Refused Class = "refused" // tried again, all but Consuming; nothing was applied
	Later   Class = "later"   // a limit that asks to come back later than a client waits: told at once, and nothing was applied
	Final   Class = "final"   // one send; nothing was applied
	Open    Class = "open"    // only what holds for every fault: no more sends than the effect allows, nothing secret, no hang, no panic
	Stale   Class = "stale"   // a connection of the pool breaks, a fresh one holds: Once and Consuming like Ended, others sent twice, with a result
	Fine    Class = "fine"    // one send, and a result
)

// Setting is the client's side of a fault: where it connects to, through what, and for how long.
type Setting struct {
	Base      string
	Transport *http.Transport
	Client    *http.Client
	Options   []classcloud.ClientOption
	// Context returns the context of one call. arrived is closed when the request, or a part of the reply to it, is there.
	Context func(parent context.Context, arrived <-chan struct{}) (context.Context, context.CancelFunc)
}

// Fault is one way in which a server, or what lies before it, fails.
type Fault struct {
	Name  string
	Class Class
	Race  bool // either may come first
	Timed bool // it takes the time that the client allows; on a busy machine a request may not arrive within it

	answer  func(x *Exchange, good string)                 // on HTTP/1, once the request is whole
	greet   func(net.Conn) bool                            // on HTTP/1, before it
	config  func(testing.TB) *tls.Config                   // makes the server one of TLS
	answer2 func(s *Stream, good string)                   // on HTTP/2
	set     func(t testing.TB, s *Setting, address string) // changes the client's side
	warm    bool                                           // the fault is on the second request of a connection
}

// patience is how long a client waits where a server says nothing.
const patience = 150 * time.Millisecond

// Server is a fault that is being played.
type Server struct {
	Setting Setting
	Fault   Fault

	one *HTTP1
	two *HTTP2

	before int // what was counted before the call

	mu      sync.Mutex
	good    string
	said    string
	arrived func()
}

// Said returns the last request that arrived.
func (s *Server) Said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said
}

// Play starts the server of a fault, which ends with the test.
func (f Fault) Play(t testing.TB) *Server {
	t.Helper()
	s := &Server{Fault: f}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots(t)}, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: headerCap}
	t.Cleanup(transport.CloseIdleConnections)
	s.Setting = Setting{Transport: transport, Client: &http.Client{Transport: transport}}
	var address string
	if f.answer2 != nil {
		s.two = ServeHTTP2(t, func(stream *Stream) { f.answer2(stream, s.begun("")) })
		s.Setting.Base, address = s.two.URL, s.two.address()
	} else {
		var config *tls.Config
		if f.config != nil {
			config = f.config(t)
		}
		s.one = listenHTTP1(t, config, f.greet, s.answer)
		s.Setting.Base, address = s.one.URL, s.one.address()
	}
	if f.set != nil {
		f.set(t, &s.Setting, address)
	}
	return s
}

func (s *Server) answer(x *Exchange) {
	good := s.begun(string(x.Raw))
	x.arrived = s.told
	switch {
	case s.Fault.warm && x.N == 1:
		x.Reply(http.StatusOK, good)
	case s.Fault.answer != nil:
		s.Fault.answer(x, good)
	}
}

// begun keeps a request that arrived, and returns what would be a good reply to it.
func (s *Server) begun(request string) (good string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = request
	return s.good
}

// told tells the context of the call that its request is there.
func (s *Server) told() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.arrived()
}

// Begin prepares the server for one call: good is the vendor's documented reply. It returns the call's context.
func (s *Server) Begin(parent context.Context, good string) (context.Context, context.CancelFunc) {
	arrived := make(chan struct{})
	s.mu.Lock()
	s.good, s.arrived = good, sync.OnceFunc(func() { close(arrived) })
	s.mu.Unlock()
	if s.one != nil {
		s.one.Turn()
	}
	s.before = s.count()
	if s.Setting.Context != nil {
		return s.Setting.Context(parent, arrived)
	}
	return parent, func() {}
}

// Sends returns how often the call was sent since Begin, or since Warmed.
func (s *Server) Sends() int { return s.count() - s.before }

// Warmed says that the good call before the fault is over.
func (s *Server) Warmed() { s.before = s.count() }

// Warm reports whether a good call has to come before, so that the fault meets a connection of the pool.
func (s *Server) Warm() bool { return s.Fault.warm }

func (s *Server) count() int {
	if s.two != nil {
		return s.two.Begun()
	}
	return s.one.Whole()
}

// through sets a proxy.
func through(proxy string) func(testing.TB, *Setting, string) {
	return func(_ testing.TB, s *Setting, address string) {
		s.Transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: address})
		s.Base = proxy
	}
}
