package sandbox

import (
	"context"
	"net"
	"sync"
)

// door is a port on which servers come and go: starting over replaces a vendor's server while its port stays open.
type door struct {
	listener net.Listener
	closing  sync.Once
	accepts  sync.WaitGroup

	mu      sync.Mutex
	current *gate
}

// newDoor accepts connections, each for the gate that is current when it comes.
func newDoor(listener net.Listener, first *gate) *door {
	d := &door{listener: listener, current: first}
	d.accepts.Go(d.accept)
	return d
}

func (d *door) accept() {
	for {
		conn, err := d.listener.Accept()
		if err != nil {
			return
		}
		d.pass(conn)
	}
}

// pass hands a connection to the current gate. If that gate closes meanwhile, the next one gets it; the last one's end is its end.
func (d *door) pass(conn net.Conn) {
	for gate := d.gate(); !gate.admit(conn); {
		next := d.gate()
		if next == gate {
			_ = conn.Close()
			return
		}
		gate = next
	}
}

func (d *door) gate() *gate {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.current
}

// turn makes another gate the current one.
func (d *door) turn(to *gate) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.current = to
}

// close stops listening. The gates are closed by their servers, before.
func (d *door) close() {
	d.closing.Do(func() {
		_ = d.listener.Close()
		d.accepts.Wait()
	})
}

// gate is the listener of one server behind a door. It also takes connections from within the process, so that a server can be filled
// before it is the current one.
type gate struct {
	address net.Addr
	conns   chan net.Conn
	closed  chan struct{}
	closing sync.Once
}

func newGate(address net.Addr) *gate {
	return &gate{address: address, conns: make(chan net.Conn), closed: make(chan struct{})}
}

// admit hands a connection to the server, and reports whether the gate was open.
func (g *gate) admit(conn net.Conn) bool {
	select {
	case g.conns <- conn:
		return true
	case <-g.closed:
		return false
	}
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

// Close closes the gate, and leaves the door open.
func (g *gate) Close() error {
	g.closing.Do(func() { close(g.closed) })
	return nil
}

// Addr returns the address of the door.
func (g *gate) Addr() net.Addr { return g.address }
