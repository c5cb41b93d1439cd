package classcloud

import (
	"net/http"
	"slices"
	"time"
)

// Middleware wraps what sends requests: it returns a RoundTripper that sends through next. See [WithMiddleware].
type Middleware func(next http.RoundTripper) http.RoundTripper

// WithMiddleware wraps the client's transport, and keeps its tuned pool of connections: to trace, to count, to add a gateway's headers, to break
// calls in a test. Headers that it adds go to the vendor, and not to an https proxy on the way. It sees every attempt as it goes out, signed and with all its headers, and every answer before it is read; it must do as
// [http.RoundTripper] says, so it changes a copy of the request. Several add up, and the first one given is the outermost; WithMiddleware(nil) removes
// those before it. Each client that New or With makes calls f once, and a call of the client may come from any goroutine.
//
// Errors, retries and outcomes see what the middleware returns. An attempt that ends with the middleware's own error, without a connection of the
// transport below it, may have been sent for all the client knows: MaybeApplied says so of a create.
//
// For another proxy, TLS or pool, change a transport of [NewTransport] and give it to [WithHTTPClient].
func WithMiddleware(f Middleware) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if f == nil {
			c.Middleware = nil
			return nil
		}
		c.Middleware = append(slices.Clip(c.Middleware), f)
		return nil
	})
}

// idleTimeout is shorter than the time for which servers keep idle connections. With the usual 90 s, one POST in four was sent on a
// connection that the server was closing.
const idleTimeout = 30 * time.Second

// NewTransport returns a new transport as clients have it that are given no WithHTTPClient: a copy of http.DefaultTransport, and so with the
// proxy of the environment, that keeps up to 128 idle connections for a host (net/http keeps 2) for 30 s. Change it before it is used, and share
// it: each transport has a pool of its own.
//
//	t := classcloud.NewTransport()
//	t.Proxy = http.ProxyURL(egress)
//	client, err := aui.New(keys, classcloud.WithHTTPClient(&http.Client{Transport: t}))
//
// If the program has replaced http.DefaultTransport by something that is not an *http.Transport, it is a new one with the proxy of the environment.
func NewTransport() *http.Transport {
	t := &http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 10 * time.Second, ExpectContinueTimeout: time.Second}
	if standard, is := http.DefaultTransport.(*http.Transport); is {
		t = standard.Clone()
	}
	t.MaxIdleConns, t.MaxIdleConnsPerHost, t.IdleConnTimeout = 512, 128, idleTimeout
	t.MaxResponseHeaderBytes = 1 << 20 // of the answers below 200 that may come first, too: net/http reads 10 MB of them
	return t
}
