package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http/httptrace"
	"sync/atomic"
)

// watch follows what net/http does with the request of one attempt, and ends the attempt where net/http would send it again.
//
// On HTTP/2 net/http sends a request again, whatever its method, when the peer resets its stream with REFUSED_STREAM or PROTOCOL_ERROR
// or leaves it out of a GOAWAY. With the last two it dials anew each time, without a pause and without a count: one call was sent
// thousands of times. The limiter and the observer would see one. So a request whose headers went out is never given a second connection.
// On HTTP/1 net/http may take another connection as long as nothing at all was written, which is right. What else it would replay, sending.fill
// keeps it from where HTTP/1 is known; where it is not, on the first call over a pool of the caller's, the further connection is closed.
type watch struct {
	sender  *sender
	cancel  context.CancelFunc
	sought  atomic.Bool // net/http has looked for a connection
	reached atomic.Bool // it has one
	reused  atomic.Bool // which had served another request before
	begun   atomic.Bool // the request's headers were written, perhaps into a buffer
	whole   atomic.Bool // the whole request was written
	http2   atomic.Bool // the connection speaks HTTP/2
	broken  atomic.Bool // net/http was kept from sending it again
	trace   httptrace.ClientTrace
}

// errBroken tells what became of an attempt that net/http was about to repeat.
var errBroken = errors.New("the server broke the request off after it was sent")

// traced returns the context of the attempt, which is watched.
func (w *watch) traced(ctx context.Context) context.Context {
	w.trace = httptrace.ClientTrace{
		GetConn:      func(string) { w.sought.Store(true) },
		GotConn:      w.connected,
		WroteHeaders: func() { w.begun.Store(true) },
		WroteRequest: func(info httptrace.WroteRequestInfo) {
			if info.Err == nil {
				w.whole.Store(true)
			}
		},
	}
	return httptrace.WithClientTrace(ctx, &w.trace)
}

// connected is told of each connection that the request is given.
func (w *watch) connected(info httptrace.GotConnInfo) {
	if w.begun.Load() && (w.whole.Load() || w.http2.Load() || !w.sender.standard) {
		w.broken.Store(true)
		w.cancel() // before anything is written: HTTP/2 looks at the context under the lock that it writes the headers under
		if w.sender.speaksHTTP1(info.Conn) {
			_ = info.Conn.Close() // HTTP/1 writes without a look at the context; the connection serves nobody else now
		}
		return
	}
	w.reached.Store(true)
	w.reused.Store(info.Reused)
	w.http2.Store(w.sender.speaksHTTP2(info.Conn))
	w.sender.http1.Store(!w.http2.Load())
}

// speaksHTTP2 reports whether a connection speaks HTTP/2.
func (s *sender) speaksHTTP2(conn net.Conn) bool {
	if secure, ok := conn.(*tls.Conn); ok {
		return secure.ConnectionState().NegotiatedProtocol == "h2"
	}
	return s.plainH2
}

// speaksHTTP1 reports whether a connection is known to speak HTTP/1, so that it serves one request at a time. Of a connection without TLS
// that somebody else's transport made, nothing is known.
func (s *sender) speaksHTTP1(conn net.Conn) bool {
	_, secure := conn.(*tls.Conn)
	return (secure || s.standard) && !s.speaksHTTP2(conn)
}

// problem returns the error of the attempt: a context that ended here is not the caller's.
func (w *watch) problem(err error) error {
	if err == nil || !w.broken.Load() {
		return err
	}
	var network *networkError
	if errors.As(err, &network) {
		return &networkError{network.op, network.where, errBroken}
	}
	return errBroken
}
