package sandbox

import (
	"context"
	"net"
	"sync"
)

// gate is the listener of a test server that takes connections from within the process alone. The sandbox's own server takes those from
// the network and hands their requests on, so that a client's connections last when a vendor's server is replaced, and so that a server
// can be filled before anybody sees it.
type gate struct {
	address net.Addr
	conns   chan net.Conn
	closed  chan struct{}
	closing sync.Once
}

func newGate(address net.Addr) *gate {
	return &gate{address: address, conns: make(chan net.Conn), closed: make(chan struct{})}
}

// dial connects from within the process.
func (g *gate) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case g.conns <- theirs:
		return ours, nil
	case <-g.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for a connection. With Close and Addr it makes a gate a net.Listener.
func (g *gate) Accept() (net.Conn, error) {
	select {
	case conn := <-g.conns:
		return conn, nil
	case <-g.closed:
		return nil, net.ErrClosed
	}
}

// Close closes the gate.
func (g *gate) Close() error {
	g.closing.Do(func() { close(g.closed) })
	return nil
}

// Addr returns the address that the vendor has on the network, which the test server puts into its replies.
func (g *gate) Addr() net.Addr { return g.address }
