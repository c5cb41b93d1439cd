package classcloud

import (
	"net/http"
)

// Reply is an HTTP reply as it arrived.
type Reply struct {
	Status int         // the HTTP status code
	Header http.Header // the headers, under their canonical names
	Body   []byte      // the body after decompression
	// RequestID is the vendor's id of the request, which its support asks for: the header X-Request-Id or X-Custom-Request-Id; empty without one.
	RequestID string
}

// Drift describes something in a reply that this module does not know; see [OnDrift].
type Drift struct {
	Operation string // "Rooms.Get"
	Path      string // where it is, as a JSON pointer into the whole reply: "/data/list/3/room_id"
	Problem   string // "unknown field" or "unknown value 9"
}
