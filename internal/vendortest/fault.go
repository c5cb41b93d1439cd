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
// Status, Body and Reset come instead of the operation: it has no effect, its authentication is not even checked. With
// Apply it has taken effect, and only the reply is lost. A fault of only Delay, Header or Truncate lets the operation
// run, for there is nothing else to answer.
type Fault struct {
	Delay    time.Duration // before anything else, in real time; ends at once when the client goes away (nothing is applied then) or the server closes
	Apply    bool          // the operation takes effect first, and its reply is spoilt
	Status   int           // answer with this status and Body instead; 200 when there is only a Body
	Header   http.Header   // added to whatever is answered
	Body     string
	Reset    bool // drop the connection with a TCP reset instead of answering
	Truncate int  // promise the whole reply but drop the connection after this many bytes of its body, at the latest before its last; negative: after the header
	Skip     int  // let this many calls pass first
	Times    int  // how many calls it breaks: 0 is one, negative is all
}

// Inject breaks coming calls of an operation, or of every operation when it is "". Faults queue up: each call meets the
// first one that is for it, one that is used up is gone, and while one skips calls those behind it wait. It panics on an
// operation no route has and on a status that is none.
//
// Go's http.Transport by itself repeats a GET that is reset on a connection used before: Requests shows both.
func (s *Server) Inject(operation string, fault Fault) {
	if operation != "" {
		s.mustHave(operation)
	}
	if fault.Status != 0 && !validStatus(fault.Status) {
		panic(fmt.Sprintf("vendortest: Inject: %d is no status of a reply", fault.Status))
	}
	if fault.Times == 0 {
		fault.Times = 1
	}
	fault.Header = fault.Header.Clone()
	s.locked(func() { s.faults = append(s.faults, queuedFault{operation, fault}) })
}

// ClearFaults removes all faults: the end of an outage.
func (s *Server) ClearFaults() {
	s.locked(func() { s.faults = nil })
}

type queuedFault struct {
	operation string // "" is every operation
	Fault
}

// nextFault takes what this call meets out of the queue; the zero Fault when nothing.
func (s *Server) nextFault(operation string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.faults, func(f queuedFault) bool { return f.operation == "" || f.operation == operation })
	if i < 0 {
		return Fault{}
	}
	queued := &s.faults[i]
	if queued.Skip > 0 {
		queued.Skip--
		return Fault{}
	}
	fault := queued.Fault
	if queued.Times > 0 {
		queued.Times--
	}
	if queued.Times == 0 {
		s.faults = slices.Delete(s.faults, i, i+1)
	}
	return fault
}

func (f Fault) replaces() bool { return f.Status != 0 || f.Body != "" }

func (f Fault) applies() bool { return f.Apply || !f.replaces() && !f.Reset }

// spoil makes what is answered out of the operation's reply.
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

// wait tells whether the client and the server are still there after the delay.
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

type connKey struct{} // the request's net.Conn in its context

// reset drops the request's connection; it does not return.
func reset(r *http.Request) {
	if conn, ok := r.Context().Value(connKey{}).(*net.TCPConn); ok {
		_ = conn.SetLinger(0) // closing sends RST, not FIN
	}
	panic(http.ErrAbortHandler)
}

// sendTruncated does not return.
func sendTruncated(w http.ResponseWriter, reply Reply, after int) {
	promised := max(len(reply.Body), 1)
	sent := min(max(after, 0), promised-1)
	w.Header().Set("Content-Length", strconv.Itoa(promised))
	w.WriteHeader(reply.Status)
	_, _ = w.Write(reply.Body[:sent])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
