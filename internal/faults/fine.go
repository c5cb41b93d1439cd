package faults

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// fine are odd forms of a good reply, which must be read like any other.
func fine() []Fault {
	var all []Fault
	add := func(name string, answer func(*Exchange, string)) {
		all = append(all, Fault{Name: name, Class: Fine, answer: answer})
	}
	reply := func(headers ...string) func(*Exchange, string) {
		return func(x *Exchange, good string) { x.Reply(http.StatusOK, good, headers...) }
	}
	length := func(good string) string { return fmt.Sprint(len(good)) }
	add("success", reply())
	add("JSON under text/html", reply("Content-Type", "text/html"))
	add("JSON without a Content-Type", reply("Content-Type", ""))
	add("BOM", func(x *Exchange, good string) { x.Reply(http.StatusOK, "\ufeff"+good) })
	add("two BOMs and white space", func(x *Exchange, good string) { x.Reply(http.StatusOK, " \ufeff\r\n\ufeff\t"+good+"\r\n ") })
	add("HTTP/1.0, closed", func(x *Exchange, good string) { x.Write("HTTP/1.0 200 OK\r\n\r\n", good) })
	add("HTTP/1.1 without a length, closed", func(x *Exchange, good string) { x.Write(Head(http.StatusOK, "Connection", "close"), good) })
	add("chunked with trailers", func(x *Exchange, good string) {
		x.Write(Head(http.StatusOK, "Transfer-Encoding", "chunked", "Trailer", "X-Sum"), chunk(good), "0\r\nX-Sum: 1\r\n\r\n")
		x.Keep = true
	})
	add("chunked beside a Content-Length", func(x *Exchange, good string) {
		x.Write(Head(http.StatusOK, "Transfer-Encoding", "chunked", "Content-Length", "3"), chunk(good), "0\r\n\r\n")
	})
	add("Content-Length twice the same", func(x *Exchange, good string) {
		x.Reply(http.StatusOK, good, "Content-Length", length(good))
	})
	add("gzip", func(x *Exchange, good string) {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, _ = w.Write([]byte(good))
		_ = w.Close()
		x.Reply(http.StatusOK, b.String(), "Content-Encoding", "gzip")
	})
	add("100 Continue first", func(x *Exchange, good string) { x.Write("HTTP/1.1 100 Continue\r\n\r\n"); x.Reply(http.StatusOK, good) })
	add("103 Early Hints first", func(x *Exchange, good string) {
		x.Write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
		x.Reply(http.StatusOK, good)
	})
	add("duplicate keys", func(x *Exchange, good string) {
		x.Reply(http.StatusOK, strings.Replace(good, "{", `{"msg":"first","code_of_nobody":1,"code_of_nobody":2,`, 1))
	})
	add("Connection: close", reply("Connection", "close"))
	add("half the body, a pause, the rest", func(x *Exchange, good string) {
		x.Write(Head(http.StatusOK, "Content-Length", length(good)), good[:len(good)/2])
		time.Sleep(patience / 6)
		x.Write(good[len(good)/2:])
		x.Keep = true
	})
	add("status 201", func(x *Exchange, good string) { x.Reply(http.StatusCreated, good) })
	add("the wrong charset", reply("Content-Type", "application/json; charset=gbk"))
	return all
}
