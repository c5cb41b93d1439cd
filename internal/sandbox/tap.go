package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"time"
)

// capped is a buffer that keeps the first bytes and forgets the rest.
type capped struct {
	bytes.Buffer
	most int
	cut  bool // more came than is kept
}

// Write keeps what fits. It never fails.
func (c *capped) Write(p []byte) (int, error) {
	room := max(0, c.most-c.Len())
	if len(p) > room {
		c.cut = true
	}
	c.Buffer.Write(p[:min(room, len(p))])
	return len(p), nil
}

// tapped is a reply that is looked at while it is written.
type tapped struct {
	http.ResponseWriter
	status int
	body   capped
	before func(http.Header) // is called once, before the headers go out
}

// WriteHeader lets the headers be changed, and sends them.
func (t *tapped) WriteHeader(status int) {
	if t.status == 0 {
		t.status = status
		t.before(t.Header())
	}
	t.ResponseWriter.WriteHeader(status)
}

// Write sends a part of the body.
func (t *tapped) Write(p []byte) (int, error) {
	if t.status == 0 {
		t.WriteHeader(http.StatusOK)
	}
	_, _ = t.body.Write(p)
	return t.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController flush and set deadlines.
func (t *tapped) Unwrap() http.ResponseWriter { return t.ResponseWriter }

// timedBody is a body that must come to its end in time. What happens afterwards may take as long as it takes.
type timedBody struct {
	io.Reader
	control *http.ResponseController
}

func newTimedBody(body io.Reader, w http.ResponseWriter) *timedBody {
	b := &timedBody{Reader: body, control: http.NewResponseController(w)}
	_ = b.control.SetReadDeadline(time.Now().Add(bodyTime)) // what cannot have a deadline goes on without
	return b
}

// Read reads on, and takes the deadline away at the end.
func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF { // a Reader returns io.EOF itself
		_ = b.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

// Close does nothing: net/http closes the body itself.
func (b *timedBody) Close() error { return nil }
