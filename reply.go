package classcloud

import (
	"net/http"
)

// Reply is an HTTP reply as it arrived.
type Reply struct {
	Status int
	Header http.Header
	Body   []byte
}

// Drift is something in a reply that this module does not know.
type Drift struct {
	Operation string // "Rooms.Get"
	Path      string // JSON pointer into the whole reply: "/data/list/3/room_id"
	Problem   string // "unknown field", "unknown value 9"
}
