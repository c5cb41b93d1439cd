package faults

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
)

// unsent are faults at which no request leaves: connections, TLS, contexts and proxies.
func unsent() []Fault {
	secure := func(t testing.TB) *tls.Config { return &tls.Config{Certificates: []tls.Certificate{certificate(t)}} }
	https := func(_ testing.TB, s *Setting, address string) { s.Base = "https://" + address }
	closes := func(net.Conn) bool { return false }
	connect := func(answer string) func(*Exchange, string) {
		return func(x *Exchange, _ string) { x.Write(answer) }
	}
	const behind = "https://vendor.invalid"
	return []Fault{
		{Name: "refused connection", Class: Unsent, set: func(_ testing.TB, s *Setting, _ string) {
			s.Base = "http://127.0.0.1:1" // nobody may listen there
		}},
		{Name: "TLS: plain text speaks", Class: Unsent, set: https, greet: func(conn net.Conn) bool {
			_, _ = conn.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
			return false
		}},
		{Name: "TLS: closes in handshake", Class: Unsent, set: https, greet: closes},
		{Name: "TLS: unknown authority", Class: Unsent, config: secure, set: func(_ testing.TB, s *Setting, _ string) {
			s.Transport.TLSClientConfig = &tls.Config{}
		}},
		{Name: "TLS: handshake stalls", Class: Unsent, Timed: true, greet: func(conn net.Conn) bool {
			_, _ = conn.Read(make([]byte, 1))
			for {
				if _, err := conn.Read(make([]byte, 4096)); err != nil {
					return false
				}
			}
		}, set: func(_ testing.TB, s *Setting, address string) {
			s.Base, s.Options = "https://"+address, append(s.Options, classcloud.WithTimeout(patience))
		}},
		{Name: "cancelled before", Class: Unsent, set: func(_ testing.TB, s *Setting, _ string) {
			s.Context = func(parent context.Context, _ <-chan struct{}) (context.Context, context.CancelFunc) {
				ctx, cancel := context.WithCancel(parent)
				cancel()
				return ctx, cancel
			}
		}},
		{Name: "deadline before", Class: Unsent, set: func(_ testing.TB, s *Setting, _ string) {
			s.Context = func(parent context.Context, _ <-chan struct{}) (context.Context, context.CancelFunc) {
				return context.WithDeadline(parent, time.Now().Add(-time.Second))
			}
		}},
		{Name: "proxy refused", Class: Unsent, set: func(t testing.TB, s *Setting, address string) {
			through("http://vendor.invalid")(t, s, "127.0.0.1:1")
		}},
		{Name: "proxy CONNECT 407", Class: Unsent, set: through(behind), answer: connect("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")},
		{Name: "proxy CONNECT 502", Class: Unsent, set: through(behind), answer: connect("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")},
		{Name: "proxy CONNECT closes", Class: Unsent, set: through(behind), answer: connect("")},
		{Name: "proxy CONNECT ok, no TLS behind", Class: Unsent, set: through(behind), answer: connect("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 400 Bad Request\r\n\r\n")},
	}
}

// proxied are what a proxy without CONNECT answers in the vendor's place.
func proxied() []Fault {
	const plain = "http://vendor.invalid"
	return []Fault{
		{Name: "proxy http 407", Class: Final, set: through(plain), answer: func(x *Exchange, _ string) {
			x.Reply(http.StatusProxyAuthRequired, page, "Content-Type", "text/html", "Proxy-Authenticate", "Basic")
		}},
		{Name: "proxy http 502", Class: Lost, set: through(plain), answer: func(x *Exchange, _ string) {
			x.Reply(http.StatusBadGateway, page, "Content-Type", "text/html")
		}},
	}
}

const page = "<html><body>gateway</body></html>"
