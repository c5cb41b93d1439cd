package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sync"
	"unicode/utf8"
)

// Recorded is one line of a recorded session: a request, without its secrets, and the reply to it.
type Recorded struct {
	Vendor     string              `json:"vendor"`
	Operation  string              `json:"operation,omitempty"`
	Method     string              `json:"method"`
	Path       string              `json:"path"`
	Parameters any                 `json:"parameters"` // of query and body, decoded, their secrets as ***
	Status     int                 `json:"status"`     // 0: the connection was dropped
	Header     map[string][]string `json:"header,omitempty"`
	Body       string              `json:"body,omitempty"`   // the reply, if it is text; its secrets as ***
	Base64     string              `json:"base64,omitempty"` // the reply, if it is not
}

// recorder writes a session to a file.
type recorder struct {
	mu   sync.Mutex
	file *os.File
	err  error // the first error of writing
}

func newRecorder(path string) (*recorder, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("sandbox: record: %w", err)
	}
	return &recorder{file: file}, nil
}

// record writes one exchange, whose entry is e.
func (r *recorder) record(x *exchange, e Entry) {
	line := Recorded{Vendor: e.Vendor, Operation: e.Operation, Method: e.Method, Path: e.Path, Parameters: e.Parameters, Status: e.Status,
		Header: x.recordedHeader()}
	if body := x.reply.body.Bytes(); utf8.Valid(body) {
		line.Body = x.mask.text(string(body))
	} else {
		line.Base64 = base64.StdEncoding.EncodeToString(body)
	}
	text, err := json.Marshal(line)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		_, err = r.file.Write(append(text, '\n'))
	}
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("sandbox: record: %w", err)
	}
}

// recordedHeader returns the headers of the reply that say something about its body.
func (x *exchange) recordedHeader() map[string][]string {
	kept := map[string][]string{}
	for name, values := range x.reply.Header() {
		switch name {
		case "Date", "Content-Length", "Set-Cookie", http.CanonicalHeaderKey(toldHeader):
		default:
			kept[name] = values
		}
	}
	return kept
}

// close ends the file and returns what went wrong with it.
func (r *recorder) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.file.Close(); err != nil && r.err == nil {
		r.err = err
	}
	return r.err
}
