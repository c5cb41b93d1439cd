package faults

import (
	"fmt"
	"net/http"
	"strings"
)

// codesAndData are replies in the vendor's own words that say something odd: codes that nobody knows, and successes that hold nothing
// that fits.
func codesAndData() []Fault {
	var all []Fault
	add := func(name string, body func(good string) string) {
		all = append(all, Fault{Name: name, Class: Open, answer: func(x *Exchange, good string) { x.Reply(http.StatusOK, body(good)) }})
	}
	for i := range 6 {
		add(fmt.Sprintf("vendor's code #%d", i), func(good string) string {
			known := codes[dialect(good)]
			return failing(good, known[i%len(known)], `"later"`)
		})
	}
	add("vendor's code of 1 MB", func(good string) string { return failing(good, quoted(strings.Repeat("9", 100<<10)), `"x"`) })
	add("vendor's code 0.5", func(good string) string { return failing(good, "0.5", `"x"`) })
	add("vendor's message with control characters", func(good string) string {
		return failing(good, "99999", `"one\ntwo\u0000\u001b[31m\u2028"`)
	})
	for _, data := range []string{
		`"garbage"`, `12345678901234567890123`, `[[[]]]`, `{"":{}}`, `-1`, `1e999`, `true`, `[null]`, `{"0":null}`, `[{}]`, `[1,"a",{}]`,
	} {
		add("data is "+data, func(good string) string { return withData(good, data) })
	}
	add("data is a text of 1 MB", func(good string) string { return withData(good, quoted(strings.Repeat("长", 30<<10))) })
	add("data is 9,990 deep lists", func(good string) string {
		return withData(good, strings.Repeat("[", 9990)+strings.Repeat("]", 9990))
	})
	add("data is 9,990 deep objects", func(good string) string {
		return withData(good, strings.Repeat(`{"a":`, 9990)+"1"+strings.Repeat("}", 9990))
	})
	return all
}

// echoes are servers that say back what they were sent.
func echoes() []Fault {
	var all []Fault
	add := func(name string, class Class, answer func(x *Exchange, good, said string)) {
		all = append(all, Fault{Name: "echo " + name, Class: class, answer: func(x *Exchange, good string) {
			answer(x, good, string(x.Raw))
		}})
	}
	reply := func(status int, body func(good, said string) string) func(*Exchange, string, string) {
		return func(x *Exchange, good, said string) { x.Reply(status, body(good, said)) }
	}
	html := func(_, said string) string { return "<html>" + said + "</html>" }
	line := strings.NewReplacer("\r", " ", "\n", " ")
	header := func(name string) func(*Exchange, string, string) {
		return func(x *Exchange, _, said string) { x.Reply(http.StatusBadGateway, page, name, line.Replace(said)) }
	}
	raw := func(before, after string) func(*Exchange, string, string) {
		return func(x *Exchange, good, said string) { x.Write(before, line.Replace(said), after, good) }
	}
	add("in HTML 200", Lost, reply(http.StatusOK, html))
	add("in HTML 502", Lost, reply(http.StatusBadGateway, html))
	add("in HTML 400", Final, reply(http.StatusBadRequest, html))
	add("truncated", Lost, func(x *Exchange, _, said string) { x.Write(Head(http.StatusOK, "Content-Length", "1000000"), said) })
	add("in the vendor's message", Open, reply(http.StatusOK, func(good, said string) string { return failing(good, "99999", quoted(said)) }))
	add("in the vendor's code", Open, reply(http.StatusOK, func(good, said string) string { return failing(good, quoted(said), `"x"`) }))
	add("in data", Open, reply(http.StatusOK, func(good, said string) string { return withData(good, quoted(said)) }))
	add("in data's list", Open, reply(http.StatusOK, func(good, said string) string { return withData(good, "["+quoted(said)+"]") }))
	add("in a member's name", Open, reply(http.StatusOK, func(good, said string) string { return withData(good, "{"+quoted(said)+":1}") }))
	add("in Content-Type", Lost, header("Content-Type"))
	add("in X-Request-Id", Lost, header("X-Request-Id"))
	add("in Location", Ended, func(x *Exchange, _, said string) { x.Reply(http.StatusFound, "", "Location", "/?"+line.Replace(said)) })
	add("in the status text", Lost, raw("HTTP/1.1 502 ", "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
	add("in Retry-After", Refused, func(x *Exchange, _, said string) {
		x.Reply(http.StatusTooManyRequests, page, "Retry-After", line.Replace(said))
	})
	add("raw: the request as the reply", Lost, func(x *Exchange, _, said string) { x.Write(said) })
	add("raw: the body as the reply", Lost, func(x *Exchange, _, _ string) { x.Write(string(x.Body), "\r\n\r\n") })
	add("raw: a header without a colon", Lost, raw("HTTP/1.1 200 OK\r\n", "\r\n\r\n"))
	add("raw: in the version", Lost, raw("HTTP/", " 200 OK\r\n\r\n"))
	add("raw: in Content-Length", Lost, raw("HTTP/1.1 200 OK\r\nContent-Length: ", "\r\n\r\n"))
	add("raw: in Transfer-Encoding", Lost, raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: ", "\r\n\r\n"))
	add("raw: in a chunk's size", Lost, raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "\r\n"))
	return all
}

// used are faults on a connection that has served another call.
func used() []Fault {
	return []Fault{
		{Name: "used: reset after the whole request", Class: Stale, warm: true, answer: func(x *Exchange, _ string) { x.Reset() }},
		{Name: "used: closed after the whole request", Class: Stale, warm: true, answer: func(*Exchange, string) {}},
		{Name: "used: half a header", Class: Stale, warm: true, answer: func(x *Exchange, _ string) { x.Write("HTTP/1.1 200 O") }},
		{Name: "used: 408 of an idle one, then closed", Class: Open, warm: true, answer: func(x *Exchange, _ string) {
			x.Write(Head(http.StatusRequestTimeout, "Content-Length", "0", "Connection", "close"))
		}},
		{Name: "used: somebody else's reply", Class: Open, warm: true, answer: func(x *Exchange, good string) {
			x.Reply(http.StatusOK, withData(good, `{"id":"other"}`))
			x.Write(Head(http.StatusOK, "Content-Length", "2"), "{}")
		}},
	}
}
