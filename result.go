package classcloud

import (
	"io"
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
	Path      string // JSON pointer: "/list/3/room_id"
	Problem   string // "unknown field", "unknown value 9"
}

// File is what an upload sends. Content is read once, from where it stands; a call that must be repeated rewinds it when it
// is an io.Seeker and is not repeated when it is not.
type File struct {
	Name    string    // with the ending that tells the vendor its format
	Content io.Reader // streamed, never held in memory whole
}
