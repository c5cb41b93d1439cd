// Package vendortest is the common part of the vendors' test servers. A vendor's package brings its routes, authentication and
// handlers. This package listens, routes, reads bodies, keeps the time, records requests and breaks calls on demand.
package vendortest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Config configures a server. A vendor's package fills it.
type Config struct {
	Routes []Route

	// Open authenticates a request and unpacks its parameters into Request.Params. A reply refuses the request; after nil the
	// handler runs. Open is optional and runs under the server's lock.
	Open func(*Request) *Reply

	// NotFound answers a request for which no route fits; nil answers 404. It runs under the server's lock.
	NotFound func(*Request) Reply

	// Raw answers requests that are not calls of operations, such as the parts of a large file, and reads their bodies itself. It reports
	// whether it answered; what it leaves is served like any request. It is optional, and it does not run under the server's lock.
	Raw func(http.ResponseWriter, *http.Request) bool

	// Clock tells the server's time; nil means the real time.
	Clock func() time.Time

	Host Host // where the server listens, and what stands around it
}

// Server is a real HTTP server, on the loopback interface unless a Host says otherwise, like those of net/http/httptest. Every method may be called at any time
// from any goroutine, except that a handler must not call Close, Do or Lock.
type Server struct {
	URL string // http://127.0.0.1:port, no slash at the end

	config     Config
	routes     routeTable
	operations []string // sorted
	http       *http.Server
	stop       context.CancelFunc
	running    sync.WaitGroup // the accept loop and every connection
	closing    sync.Once
	clock      atomic.Pointer[func() time.Time]

	state sync.Mutex // guards the vendor's state: handlers and Do run under it

	mu        sync.Mutex // guards the fields below
	requests  []*Request
	faults    []queuedFault
	responses map[string]string // by operation; for "" the handler answers
	lies      map[string]Lie    // by operation; "" is for every operation
}

// New starts a server. It panics if it cannot listen, and on routes that could never work: those without an operation or a handler,
// with a malformed path, or given twice.
func New(config Config) *Server {
	config.Routes = slices.Clone(config.Routes)
	s := &Server{
		config:    config,
		routes:    newRouteTable(config.Routes),
		responses: map[string]string{},
		lies:      map[string]Lie{},
	}
	for _, route := range config.Routes {
		s.operations = append(s.operations, route.Operation)
	}
	slices.Sort(s.operations)
	s.operations = slices.Compact(s.operations)
	s.SetClock(config.Clock)

	listener := config.Host.listen()
	s.URL = "http://" + listener.Addr().String()

	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.http = &http.Server{
		Handler:                      config.Host.around(http.HandlerFunc(s.serve)),
		ReadHeaderTimeout:            time.Minute, // for who opens a connection and never asks
		DisableGeneralOptionsHandler: true,        // OPTIONS * goes to NotFound as well
		BaseContext:                  func(net.Listener) context.Context { return ctx },
		ConnContext:                  ConnContext,
		ConnState: func(conn net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				s.running.Add(1)
				if ctx.Err() != nil { // accepted during Close, so http.Server.Close may not have seen it
					_ = conn.Close()
				}
			case http.StateClosed:
				s.running.Done()
			}
		},
		ErrorLog: log.New(io.Discard, "", 0),
	}
	s.running.Go(func() { _ = s.http.Serve(listener) })
	return s
}

// Close stops listening, cuts every connection and waits until all handlers have returned. It may be called twice.
func (s *Server) Close() {
	s.closing.Do(func() {
		s.stop()
		_ = s.http.Close()
		s.running.Wait()
	})
}

// Now returns the server's time.
func (s *Server) Now() time.Time { return (*s.clock.Load())() }

// SetClock lets now tell the server's time; nil means the real time. now is called from several goroutines.
func (s *Server) SetClock(now func() time.Time) {
	if now == nil {
		now = time.Now
	}
	s.clock.Store(&now)
}

// Do runs f under the lock that handlers run under, so that f can look at the vendor's state or change it.
func (s *Server) Do(f func()) {
	s.state.Lock()
	defer s.state.Unlock()
	f()
}

// Lock takes the lock that handlers run under. Do does the same for a function.
func (s *Server) Lock() { s.state.Lock() }

// Unlock releases the lock that handlers run under.
func (s *Server) Unlock() { s.state.Unlock() }

// Respond makes the server answer every authenticated call of an operation with this body and status 200 instead of running its
// handler; "" brings the handler back. It panics on an operation without a route.
func (s *Server) Respond(operation, json string) {
	s.mustHave(operation)
	s.locked(func() { s.responses[operation] = json })
}

// Operations returns the names of all operations that have a route, sorted.
func (s *Server) Operations() []string { return slices.Clone(s.operations) }

// Requests returns copies of all requests since the start or the last ClearRequests, in the order in which they had arrived as a
// whole. Their Params are not copied.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := make([]Request, len(s.requests))
	for i, request := range s.requests {
		requests[i] = *request.clone()
	}
	return requests
}

// ClearRequests forgets the requests recorded so far.
func (s *Server) ClearRequests() {
	s.locked(func() { s.requests = nil })
}

func (s *Server) mustHave(operation string) {
	if _, found := slices.BinarySearch(s.operations, operation); !found {
		panic(fmt.Sprintf("vendortest: the operation %q does not have a route: the vendor's Operations() lists their names", operation))
	}
}

// serve answers one request: it reads and records it, finds its route, runs its handler or its fault, and sends the reply.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if s.config.Raw != nil && s.config.Raw(w, r) {
		return
	}
	request, err := readRequest(r)
	request.At = s.Now()
	record := s.record(r.Context(), request)
	defer func() {
		switch problem := recover(); problem {
		case nil:
		case http.ErrAbortHandler:
			panic(problem)
		default:
			s.send(w, record, Text(http.StatusInternalServerError, plainText,
				fmt.Sprintf("panic in the test server: %v\n\n%s", problem, debug.Stack())), 0)
		}
	}()

	route := s.routes.find(request)
	s.locked(func() { record.Operation, record.PathValues = request.Operation, maps.Clone(request.PathValues) })
	switch {
	case errors.Is(err, errBodyTooLarge):
		s.send(w, record, Text(http.StatusRequestEntityTooLarge, plainText, err.Error()+"\n"), 0)
		return
	case err != nil: // the client went away or broke the rules of HTTP while it sent the body
		panic(http.ErrAbortHandler)
	case route == nil:
		s.send(w, record, s.notFound(request), 0)
		return
	}

	fault, met := s.nextFault(route.Operation)
	if seen := watching(r.Context()); seen != nil && met {
		seen.Fault = &fault
	}
	if !wait(r.Context(), fault.Delay) {
		panic(http.ErrAbortHandler)
	}
	var reply Reply
	if fault.applies() {
		reply = s.operate(route, request, record)
	}
	if fault.Reset {
		reset(r)
	}
	s.send(w, record, fault.spoil(reply), fault.Truncate)
}

func (s *Server) operate(route *Route, request, record *Request) Reply {
	s.state.Lock()
	defer s.state.Unlock()
	if s.config.Open != nil {
		refusal := s.config.Open(request)
		s.locked(func() { record.Params = request.Params })
		if refusal != nil {
			return *refusal
		}
	}
	var response string
	s.locked(func() { response = s.responses[route.Operation] })
	if response != "" {
		return s.lie(route.Operation).tell(Text(http.StatusOK, jsonContentType, response))
	}
	return s.lie(route.Operation).tell(route.Handle(request))
}

func (s *Server) notFound(request *Request) Reply {
	if s.config.NotFound == nil {
		return Text(http.StatusNotFound, plainText, "404 page not found\n")
	}
	s.state.Lock()
	defer s.state.Unlock()
	return s.config.NotFound(request)
}

// record keeps a copy of a request, which the vendor's functions cannot change: for Requests, or for the one who watches the request.
func (s *Server) record(ctx context.Context, request *Request) *Request {
	record := request.clone()
	if seen := watching(ctx); seen != nil {
		seen.Request = record
		return record
	}
	s.locked(func() { s.requests = append(s.requests, record) })
	return record
}

// send writes the reply. With truncate it announces the whole reply and then breaks off.
func (s *Server) send(w http.ResponseWriter, record *Request, reply Reply, truncate int) {
	if reply.Status == 0 {
		reply.Status = http.StatusOK
	}
	if !validStatus(reply.Status) {
		panic(fmt.Sprintf("a handler answered with status %d", reply.Status))
	}
	s.locked(func() { record.Status = reply.Status })             // before the client can ask
	w.Header().Set("Date", s.Now().UTC().Format(http.TimeFormat)) // of the clock that judges signatures
	maps.Copy(w.Header(), reply.Header)
	if truncate != 0 {
		sendTruncated(w, reply, truncate)
	}
	w.WriteHeader(reply.Status)
	_, _ = w.Write(reply.Body) // it fails only for a client that has gone away
}

// locked runs f under s.mu, which is never held while a vendor's function runs.
func (s *Server) locked(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}
