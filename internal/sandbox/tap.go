package sandbox

import (
	"bytes"
	"net/http"
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
