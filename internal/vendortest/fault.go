package vendortest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Fault breaks calls. Fields that are zero do nothing.
//
// Status, Body and Reset replace the operation: it does not take effect, and its authentication is not checked. With Apply the
// operation takes effect and only its reply is lost. With only Delay, Header or Truncate the operation runs and gives the reply.
type Fault struct {
	Delay    time.Duration // wait first, in real time; a client that goes away or a server that closes ends the wait, and nothing is applied
	Apply    bool          // let the operation take effect, and break only its reply
	Status   int           // answer with this status and Body; 0 means 200 if there is a Body
	Header   http.Header   // add these headers to the reply
	Body     string        // answer with this body
	Reset    bool          // drop the connection with a TCP reset instead of answering
	Truncate int           // drop the connection after this many bytes of the body, at the latest before its last byte; negative: after the headers
	Skip     int           // let this many calls pass first
	Times    int           // break this many calls; 0 means one, negative means all
}

// Inject breaks coming calls of an operation, or of every operation if operation is "". Faults queue up. Each call meets the first
// fault that is for it; a fault that is used up is removed; while a fault skips calls, the faults behind it wait. Inject panics on an
// operation without a route and on a status that is neither 0 nor between 200 and 999.
//
// A GET that is reset on a connection used before is repeated by Go's http.Transport itself, so Requests shows it twice.
func (s *Server) Inject(operation string, fault Fault) {
	if operation != "" {
		s.mustHave(operation)
	}
	if fault.Status != 0 && !validStatus(fault.Status) {
		panic(fmt.Sprintf("vendortest: Inject: %d is not a status of a reply", fault.Status))
	}
	if fault.Times == 0 {
		fault.Times = 1
	}
	fault.Header = fault.Header.Clone()
	s.locked(func() { s.faults = append(s.faults, queuedFault{operation, fault}) })
}

// ClearFaults removes all faults, which ends an outage.
func (s *Server) ClearFaults() {
	s.locked(func() { s.faults = nil })
}

type queuedFault struct {
	operation string // "" is every operation
	Fault
}

// Injected is a fault that waits for calls.
type Injected struct {
	Operation string // "" is every operation
	Fault     Fault  // its Skip and Times are what is left of them
}

// Faults returns the faults that wait, in the order in which calls meet them.
func (s *Server) Faults() []Injected {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := make([]Injected, len(s.faults))
	for i, queued := range s.faults {
		waiting[i] = Injected{queued.operation, queued.Fault}
		waiting[i].Fault.Header = queued.Header.Clone()
	}
	return waiting
}

// nextFault returns the fault that this call meets, and false without one.
func (s *Server) nextFault(operation string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.faults, func(f queuedFault) bool { return f.operation == "" || f.operation == operation })
	if i < 0 {
		return Fault{}, false
	}
	queued := &s.faults[i]
	if queued.Skip > 0 {
		queued.Skip--
		return Fault{}, false
	}
	fault := queued.Fault
	if queued.Times > 0 {
		queued.Times--
	}
	if queued.Times == 0 {
		s.faults = slices.Delete(s.faults, i, i+1)
	}
	return fault, true
}

func (f Fault) replaces() bool { return f.Status != 0 || f.Body != "" }

func (f Fault) applies() bool { return f.Apply || !f.replaces() && !f.Reset }

// spoil returns the reply that is sent instead of the operation's reply.
func (f Fault) spoil(reply Reply) Reply {
	if f.replaces() {
		reply = Reply{Status: f.Status, Body: []byte(f.Body)}
	}
	header := reply.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	for name, values := range f.Header {
		header[http.CanonicalHeaderKey(name)] = values
	}
	reply.Header = header
	return reply
}

// wait waits for the delay and reports whether client and server are still there after it.
func wait(ctx context.Context, delay time.Duration) bool {
	if delay <= 0 {
		return true
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

type connKey struct{} // the key of a request's net.Conn in its context

// ConnContext is the ConnContext of a server: with it in another http.Server, which hands its requests on to the handler that middleware
// sees, a fault resets that server's connections.
func ConnContext(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

// reset drops the request's connection. It does not return.
func reset(r *http.Request) {
	if conn, ok := r.Context().Value(connKey{}).(*net.TCPConn); ok {
		_ = conn.SetLinger(0) // closing sends RST, not FIN
	}
	panic(http.ErrAbortHandler)
}

// sendTruncated sends the start of a reply and drops the connection. It does not return.
func sendTruncated(w http.ResponseWriter, reply Reply, after int) {
	promised := max(len(reply.Body), 1)
	sent := min(max(after, 0), promised-1)
	w.Header().Set("Content-Length", strconv.Itoa(promised))
	w.WriteHeader(reply.Status)
	_, _ = w.Write(reply.Body[:sent])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
