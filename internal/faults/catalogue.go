package faults

import (
	"net/http"
	"slices"
	"strings"
)

// All returns every fault: those of HTTP/1.1 first, then those of HTTP/2, both over TLS where TLS is what fails.
func All() []Fault {
	return slices.Concat(unsent(), proxied(), lost(), ended(), refused(), final(), codesAndData(), echoes(), used(), fine(), frames(), pages())
}

// frames are what a peer on HTTP/2 may do with a whole request.
func frames() []Fault {
	var all []Fault
	add := func(name string, answer func(s *Stream, good string)) {
		all = append(all, Fault{Name: "HTTP/2: " + name, Class: Lost, answer2: answer})
	}
	for name, code := range map[string]ErrorCode{
		"PROTOCOL_ERROR": ProtocolError, "REFUSED_STREAM": RefusedStream, "INTERNAL_ERROR": InternalError, "CANCEL": Cancel,
		"NO_ERROR": NoError, "ENHANCE_YOUR_CALM": EnhanceYourCalm,
	} {
		add("RST_STREAM "+name, func(s *Stream, _ string) { s.Reset(code) })
	}
	add("headers, then RST_STREAM", func(s *Stream, _ string) { s.Headers(http.StatusOK, false); s.Reset(ProtocolError) })
	add("GOAWAY NO_ERROR of 0", func(s *Stream, _ string) { s.GoAway(0, NoError); s.Close() })
	add("GOAWAY NO_ERROR of this stream", func(s *Stream, _ string) { s.GoAway(s.ID, NoError); s.Close() })
	add("GOAWAY PROTOCOL_ERROR of 0", func(s *Stream, _ string) { s.GoAway(0, ProtocolError); s.Close() })
	add("GOAWAY ENHANCE_YOUR_CALM", func(s *Stream, _ string) { s.GoAway(0, EnhanceYourCalm); s.Close() })
	add("closed", func(s *Stream, _ string) { s.Close() })
	add("garbage frames", func(s *Stream, _ string) { s.Raw([]byte("HTTP/1.1 200 OK\r\n\r\n{}")) })
	add("103, then RST_STREAM", func(s *Stream, _ string) { s.Headers(http.StatusEarlyHints, false); s.Reset(ProtocolError) })
	add("status 101", func(s *Stream, _ string) { s.Headers(http.StatusSwitchingProtocols, true) })
	add("200 without a body", func(s *Stream, _ string) { s.Headers(http.StatusOK, true) })
	add("a length that does not fit", func(s *Stream, good string) {
		s.Headers(http.StatusOK, false, "content-length", "1000000")
		s.Data(good, true)
	})
	slices.SortFunc(all, func(a, b Fault) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// pages are some faults of HTTP/1.1 that HTTP/2 knows as well.
func pages() []Fault {
	status := func(name string, class Class, status int, body func(good string) string, headers ...string) Fault {
		return Fault{Name: "HTTP/2: " + name, Class: class, answer2: func(s *Stream, good string) {
			s.Headers(status, false, headers...)
			s.Data(body(good), true)
		}}
	}
	html := func(string) string { return page }
	same := func(good string) string { return good }
	return []Fault{
		status("success", Fine, http.StatusOK, same, "content-type", "application/json"),
		status("HTML 502", Lost, http.StatusBadGateway, html), status("HTML 200", Lost, http.StatusOK, html),
		status("HTML 400", Final, http.StatusBadRequest, html), status("HTML 404", Final, http.StatusNotFound, html),
		status("429", Refused, http.StatusTooManyRequests, html, "retry-after", "1"),
		status("302", Ended, http.StatusFound, html, "location", "/elsewhere"),
		status("cut JSON", Lost, http.StatusOK, func(good string) string { return good[:len(good)/2] }),
	}
}
