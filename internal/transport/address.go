package transport

import (
	"net/url"
	"strings"
	"sync/atomic"
)

// addresses reads the URLs of requests. It keeps the scheme and the host of the last one, because most clients call one host.
type addresses struct{ last atomic.Pointer[origin] }

// origin is the start of a URL, up to its path.
type origin struct {
	text string // "https://example.com"
	url  url.URL
}

// read returns what url.Parse does, without the colon after a host that has no port, as http.NewRequest does.
func (a *addresses) read(text string) (url.URL, error) {
	if known := a.last.Load(); known != nil && len(text) > len(known.text) && text[:len(known.text)] == known.text && isPlainPath(text[len(known.text):]) {
		read := known.url
		read.Path = text[len(known.text):]
		return read, nil
	}
	read, err := url.Parse(text)
	if err != nil {
		return url.URL{}, err
	}
	read.Host = strings.TrimSuffix(read.Host, ":")
	a.keep(text, read)
	return *read, nil
}

// keep keeps the start of a URL that has nothing but a scheme, a host and a plain path.
func (a *addresses) keep(text string, read *url.URL) {
	start := strings.TrimSuffix(text, read.Path)
	if read.User == nil && read.Host != "" && isPlainPath(read.Path) && start+read.Path == text && strings.HasSuffix(start, "://"+read.Host) {
		kept := &origin{text: start, url: url.URL{Scheme: read.Scheme, Host: read.Host}}
		a.last.Store(kept)
	}
}

// isPlainPath reports whether a path, which a slash begins, holds only what stands for itself in a URL.
func isPlainPath(path string) bool {
	if path == "" || path[0] != '/' {
		return false
	}
	for i := range len(path) {
		switch c := path[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '/', c == '_', c == '-', c == '.':
		default:
			return false
		}
	}
	return true
}
