package faults

import (
	"crypto/tls"
	"net"
	"sync"
	"testing"
)

// listening is a listener on the loopback with its connections, each served by a goroutine of its own.
type listening struct {
	listener net.Listener
	serving  func(net.Conn)

	all    sync.WaitGroup
	mu     sync.Mutex
	open   map[net.Conn]bool
	closed bool
}

// listen serves connections until the test ends, over TLS if there is a config.
func listen(t testing.TB, config *tls.Config, serving func(net.Conn)) *listening {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if config != nil {
		listener = tls.NewListener(listener, config)
	}
	l := &listening{listener: listener, serving: serving, open: map[net.Conn]bool{}}
	l.all.Go(l.accept)
	t.Cleanup(l.close)
	return l
}

func (l *listening) address() string { return l.listener.Addr().String() }

func (l *listening) accept() {
	for {
		conn, err := l.listener.Accept()
		if err != nil {
			return
		}
		l.mu.Lock()
		if l.closed {
			_ = conn.Close()
		}
		l.open[conn] = true
		l.mu.Unlock()
		l.all.Go(func() {
			l.serving(conn)
			_ = conn.Close()
			l.mu.Lock()
			delete(l.open, conn)
			l.mu.Unlock()
		})
	}
}

func (l *listening) close() {
	l.mu.Lock()
	l.closed = true
	for conn := range l.open {
		_ = conn.Close()
	}
	l.mu.Unlock()
	_ = l.listener.Close()
	l.all.Wait()
}
