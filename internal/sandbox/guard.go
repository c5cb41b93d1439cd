package sandbox

import (
	"mime"
	"net"
	"net/http"
	"net/url"
	"time"
)

// guard refuses what a web page of somebody else might make a browser send: requests under another host's name, which a page gets at by
// letting its own name mean this machine (DNS rebinding), and requests from another origin.
func (b *Sandbox) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime))
		header := w.Header()
		header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		if err := b.trusted(r); err != nil {
			answer(w, nil, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (b *Sandbox) trusted(r *http.Request) error {
	if !b.config.Public && !isLoopback(hostname(r.Host)) {
		return problem(http.StatusForbidden, "the host %q is not this machine's own name: use 127.0.0.1 or localhost", r.Host)
	}
	if origin := r.Header.Get("Origin"); origin != "" && !sameHost(origin, r.Host) {
		return problem(http.StatusForbidden, "the request comes from a page of another origin, %s", origin)
	}
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "", "same-origin", "none":
	default:
		if r.URL.Path != "/" || r.Method != http.MethodGet { // a link from elsewhere to the page is harmless
			return problem(http.StatusForbidden, "the request comes from a page of another site (%s)", site)
		}
	}
	if r.Method == http.MethodPost {
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
			return problem(http.StatusUnsupportedMediaType, "the body must be JSON: set Content-Type: application/json")
		}
	}
	return nil
}

// sameHost reports whether an origin is the page of this very server.
func sameHost(origin, host string) bool {
	from, err := url.Parse(origin)
	return err == nil && from.Scheme == "http" && from.Host == host
}

// hostname returns a host without its port.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return host
}
