package faults

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
)

// lost are faults after which nobody knows what became of the request: connections that break, gateways that fail, answers that cannot
// be read.
func lost() []Fault {
	var all []Fault
	add := func(name string, answer func(*Exchange, string)) {
		all = append(all, Fault{Name: name, Class: Lost, answer: answer})
	}
	for _, group := range []func(func(string, func(*Exchange, string))){broken, gateways, encodings, noHTTP, noEnvelope, below200} {
		group(add)
	}
	all = append(all, Fault{Name: "accepted and reset at once", Class: Open, Race: true, greet: func(conn net.Conn) bool { reset(conn); return false }})
	return append(all, slow()...)
}

// broken are connections that break.
func broken(add func(string, func(*Exchange, string))) {
	ok := Head(http.StatusOK, "Content-Length", "10000")
	chunked := Head(http.StatusOK, "Transfer-Encoding", "chunked")
	add("reset before headers", func(x *Exchange, _ string) { x.Reset() })
	add("closed before headers", func(*Exchange, string) {})
	add("reset in headers", func(x *Exchange, _ string) { x.Write("HTTP/1.1 200 OK\r\nContent-"); x.Reset() })
	add("closed in headers", func(x *Exchange, _ string) { x.Write("HTTP/1.1 200 OK\r\nContent-") })
	add("reset after headers", func(x *Exchange, _ string) { x.Write(ok); x.Reset() })
	add("reset mid-body", func(x *Exchange, good string) { x.Write(ok, good[:len(good)/2]); x.Reset() })
	add("truncated Content-Length", func(x *Exchange, good string) { x.Write(ok, good) })
	add("truncated chunked", func(x *Exchange, good string) { x.Write(chunked, "2710\r\n", good) })
	add("chunked without its last chunk", func(x *Exchange, good string) { x.Write(chunked, chunk(good)) })
	add("garbage chunk size", func(x *Exchange, good string) { x.Write(chunked, "zz\r\n", good, "\r\n0\r\n\r\n") })
}

func chunk(text string) string { return fmt.Sprintf("%x\r\n%s\r\n", len(text), text) }

// gateways are statuses and pages.
func gateways(add func(string, func(*Exchange, string))) {
	html := func(status int) func(*Exchange, string) {
		return func(x *Exchange, _ string) { x.Reply(status, page, "Content-Type", "text/html") }
	}
	add("empty 200", func(x *Exchange, _ string) { x.Reply(http.StatusOK, "") })
	add("204", func(x *Exchange, _ string) { x.Write(Head(http.StatusNoContent)); x.Keep = true })
	add("202 empty", func(x *Exchange, _ string) { x.Reply(http.StatusAccepted, "") })
	for _, status := range []int{200, 500, 502, 503, 504, 520} {
		add(fmt.Sprintf("HTML %d", status), html(status))
	}
	add("503 Retry-After 1", func(x *Exchange, _ string) {
		x.Reply(http.StatusServiceUnavailable, page, "Content-Type", "text/html", "Retry-After", "1")
	})
	add("408", html(http.StatusRequestTimeout))
	add("502 with a success's JSON", func(x *Exchange, good string) { x.Reply(http.StatusBadGateway, good) })
	add("503 that breaks off", func(x *Exchange, _ string) {
		x.Write(Head(http.StatusServiceUnavailable, "Content-Length", "100"), page)
	})
	add("502 larger than the cap", func(x *Exchange, _ string) {
		x.Reply(http.StatusBadGateway, strings.Repeat(page, replyCap), "Content-Type", "text/html")
	})
}

// The largest reply that the clients of these tests take, and its headers.
const (
	replyCap  = 128 << 10
	headerCap = 64 << 10
)

// encodings are compressed answers that are not what they say.
func encodings(add func(string, func(*Exchange, string))) {
	zipped := func(good string) []byte {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write([]byte(good))
		_ = w.Close()
		return b.Bytes()
	}
	answer := func(encoding string, change func([]byte) []byte) func(*Exchange, string) {
		return func(x *Exchange, good string) {
			x.Reply(http.StatusOK, string(change(zipped(good))), "Content-Encoding", encoding)
		}
	}
	add("corrupt gzip", answer("gzip", func(b []byte) []byte { return append([]byte("no"), b[2:]...) }))
	add("truncated gzip", answer("gzip", func(b []byte) []byte { return b[:len(b)-12] }))
	add("gzip with a wrong checksum", answer("gzip", func(b []byte) []byte { b[len(b)-6] ^= 0xff; return b }))
	add("brotli nobody asked for", answer("br", func(b []byte) []byte { return b }))
}

// noHTTP are answers that are not HTTP.
func noHTTP(add func(string, func(*Exchange, string))) {
	raw := func(head string) func(*Exchange, string) {
		return func(x *Exchange, good string) { x.Write(head, good) }
	}
	add("malformed status line", raw("HTTP/1.1 OK\r\n\r\n"))
	add("malformed header", raw("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"))
	add("HTTP/0.9: the bare JSON", raw(""))
	add("status 99999", raw("HTTP/1.1 99999 X\r\n\r\n"))
	add("status 999 HTML", func(x *Exchange, _ string) { x.Reply(999, page, "Content-Type", "text/html") })
	add("headers larger than the bound", raw("HTTP/1.1 200 OK\r\nX-Long: "+strings.Repeat("x", 2*headerCap)+"\r\n\r\n"))
	add("Content-Length garbage", raw("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"))
	add("Content-Length negative", raw("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"))
	add("Content-Length twice and different", raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"))
	add("Content-Length too small", func(x *Exchange, good string) {
		x.Write(Head(http.StatusOK, "Content-Length", "7", "Connection", "close"), good)
	})
	add("unknown Transfer-Encoding", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: invented\r\n\r\n"))
}

// noEnvelope are answers that hold no vendor's envelope.
func noEnvelope(add func(string, func(*Exchange, string))) {
	deep := strings.Repeat("[", 100_000)
	for _, odd := range []struct{ name, body string }{
		{"JSON null", `null`}, {"JSON []", `[]`}, {"JSON {}", `{}`}, {"JSON text", `"success"`}, {"NULs", strings.Repeat("\x00", 64)},
		{"nested 100k lists", deep}, {"nested 100k in an object", `{"data":` + deep},
	} {
		add(odd.name, func(x *Exchange, _ string) { x.Reply(http.StatusOK, odd.body) })
	}
	add("cut JSON", func(x *Exchange, good string) {
		x.Reply(http.StatusOK, strings.TrimSpace(good)[:len(strings.TrimSpace(good))-1])
	})
	add("garbage after the JSON", func(x *Exchange, good string) { x.Reply(http.StatusOK, good+"<br>Warning: mysqli") })
}

// below200 are answers that never become one.
func below200(add func(string, func(*Exchange, string))) {
	const upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"
	add("101 with an Upgrade, held open", func(x *Exchange, _ string) { x.Write(upgrade); x.Hold() })
	add("101 with an Upgrade, closed", func(x *Exchange, _ string) { x.Write(upgrade) })
	add("101 bare, closed", func(x *Exchange, _ string) { x.Write("HTTP/1.1 101 Switching Protocols\r\n\r\n") })
	add("1xx without end", func(x *Exchange, _ string) {
		for x.Write("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n") {
		}
	})
}

// slow are answers that do not come in time.
func slow() []Fault {
	inTime := func(_ testing.TB, s *Setting, _ string) {
		s.Options = append(s.Options, classcloud.WithTimeout(patience))
	}
	clientTimeout := func(_ testing.TB, s *Setting, _ string) { s.Client.Timeout = patience }
	headers := func(x *Exchange, _ string) { x.Arrived(); x.Hold() }
	body := func(x *Exchange, good string) {
		x.Write(Head(http.StatusOK, "Content-Length", "10000"), good)
		x.Hold()
	}
	drip := func(x *Exchange, part string) {
		for x.Write(part) {
			time.Sleep(patience / 10)
		}
	}
	return []Fault{
		{Name: "slow headers", Class: Lost, Timed: true, set: inTime, answer: headers},
		{Name: "slow body", Class: Lost, Timed: true, set: inTime, answer: body},
		{Name: "dripping body", Class: Lost, Timed: true, set: inTime, answer: func(x *Exchange, _ string) {
			x.Write(Head(http.StatusOK, "Content-Length", "10000"))
			drip(x, " ")
		}},
		{Name: "dripping 1xx", Class: Lost, Timed: true, set: inTime, answer: func(x *Exchange, _ string) { drip(x, "HTTP/1.1 103 Early Hints\r\n\r\n") }},
		{Name: "http.Client.Timeout, slow headers", Class: Lost, Timed: true, set: clientTimeout, answer: headers},
		{Name: "http.Client.Timeout, slow body", Class: Lost, Timed: true, set: clientTimeout, answer: body},
		{Name: "ResponseHeaderTimeout", Class: Lost, Timed: true, answer: headers, set: func(_ testing.TB, s *Setting, _ string) {
			s.Transport.ResponseHeaderTimeout = patience
		}},
	}
}
