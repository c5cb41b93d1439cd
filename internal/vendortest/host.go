package vendortest

import (
	"fmt"
	"net"
	"net/http"
)

// Host says where a server listens and what stands around its handler. The zero Host is a free port of the loopback interface, and
// nothing around.
type Host struct {
	listener   net.Listener
	middleware []func(http.Handler) http.Handler
}

// Listen makes the server use a listener, which it closes; nil means a free port of the loopback interface.
func (h *Host) Listen(listener net.Listener) { h.listener = listener }

// Wrap puts middleware around the server's handler. What was put first sees a request first. Nil means none.
func (h *Host) Wrap(middleware func(http.Handler) http.Handler) {
	if middleware != nil {
		h.middleware = append(h.middleware, middleware)
	}
}

func (h *Host) listen() net.Listener {
	if h.listener != nil {
		return h.listener
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("vendortest: cannot listen: %v", err))
	}
	return listener
}

func (h *Host) around(handler http.Handler) http.Handler {
	for i := len(h.middleware) - 1; i >= 0; i-- {
		handler = h.middleware[i](handler)
	}
	return handler
}
