package faults

import (
	"fmt"
	"net/http"
)

// refused are limits: the call came too soon, and was not carried out.
func refused() []Fault {
	var all []Fault
	long := map[string]bool{"61": true, "Fri, 31 Dec 2027 23:59:59 GMT": true, "99999999999999999999999": true, "9223372036854775807": true}
	for _, after := range []string{
		"", "2", "Fri, 31 Dec 2027 23:59:59 GMT", "99999999999999999999999", "-5", "soon", "0", "1e9", "Fri, 31 Dec 1999 23:59:59 GMT", "9223372036854775807", "61",
	} {
		class := Refused
		if long[after] {
			class = Later
		}
		name := "429 with Retry-After " + after
		if after == "" {
			name = "429"
		}
		all = append(all, Fault{Name: name, Class: class, answer: func(x *Exchange, _ string) {
			x.Reply(http.StatusTooManyRequests, page, "Content-Type", "text/html", "Retry-After", after)
		}})
	}
	return append(all,
		Fault{Name: "429 that breaks off", Class: Refused, answer: func(x *Exchange, _ string) {
			x.Write(Head(http.StatusTooManyRequests, "Content-Length", "100"), page)
		}},
		Fault{Name: "439", Class: Refused, answer: func(x *Exchange, _ string) { x.Reply(439, page, "Content-Type", "text/html") }})
}

// final are pages under a status that says no, or leaves it open.
func final() []Fault {
	var all []Fault
	add := func(class Class, statuses ...int) {
		for _, status := range statuses {
			all = append(all, Fault{Name: fmt.Sprintf("HTML %d", status), Class: class, answer: func(x *Exchange, _ string) {
				x.Reply(status, page, "Content-Type", "text/html")
			}})
		}
	}
	add(Final, 400, 401, 403, 404, 405, 410, 413, 414, 415, 421, 422, 426, 431, 451, 501, 407)
	add(Open, 409, 425, 423)
	return all
}
