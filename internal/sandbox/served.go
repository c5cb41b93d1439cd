package sandbox

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// served is an HTTP server that runs until it is closed.
type served struct {
	http    *http.Server
	stop    context.CancelFunc
	running sync.WaitGroup // the accept loop and every connection
	closing sync.Once
}

// serve serves a listener, which it closes when it is closed.
func serve(listener net.Listener, handler http.Handler) *served {
	ctx, stop := context.WithCancel(context.Background())
	s := &served{stop: stop}
	s.http = &http.Server{
		Handler:                      handler,
		DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout:            30 * time.Second, // for who opens a connection and never asks
		IdleTimeout:                  5 * time.Minute,
		MaxHeaderBytes:               128 << 10,
		BaseContext:                  func(net.Listener) context.Context { return ctx },
		ConnContext:                  vendortest.ConnContext,
		ConnState: func(conn net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				s.running.Add(1)
				if ctx.Err() != nil { // accepted during close, so http.Server.Close may not have seen it
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

// close stops listening, cuts every connection and waits until all handlers have returned. It may be called twice.
func (s *served) close() {
	s.closing.Do(func() {
		s.stop()
		_ = s.http.Close()
		s.running.Wait()
	})
}
