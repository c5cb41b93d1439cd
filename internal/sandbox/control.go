package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// route is one operation of the control API. openapi.json has the same ones, with the same parameters and bodies: a test compares them.
type route struct {
	method, path string
	query        []string // the parameters of the query that it reads
	body         any      // the zero value of the type that it reads; nil if it reads none
	reply        any      // the zero value of the type that it answers with; nil if it does not answer in JSON
	handle       func(*http.Request) (any, error)
	stream       http.HandlerFunc // instead of handle
}

func (b *Sandbox) routes() []route {
	return []route{
		{method: "GET", path: "/api/requests", query: []string{"vendor", "operation", "since", "limit"}, reply: Requests{}, handle: b.getRequests},
		{method: "GET", path: "/api/requests/{id}", reply: Entry{Detail: &Detail{}}, handle: b.getRequest},
		{method: "GET", path: "/api/state", query: []string{"vendor", "rows"}, reply: State{}, handle: b.getState},
		{method: "GET", path: "/api/faults", query: []string{"vendor"}, reply: Faults{}, handle: b.getFaults},
		{method: "POST", path: "/api/faults", body: Fault{}, reply: Faults{}, handle: b.postFaults},
		{method: "DELETE", path: "/api/faults", query: []string{"vendor"}, reply: Faults{}, handle: b.deleteFaults},
		{method: "POST", path: "/api/clock", body: SetClock{}, reply: Clocks{}, handle: b.postClock},
		{method: "GET", path: "/api/callbacks", query: []string{"vendor"}, reply: Callbacks{}, handle: b.getCallbacks},
		{method: "POST", path: "/api/callbacks", body: SendCallback{}, reply: Callback{}, handle: b.postCallbacks},
		{method: "POST", path: "/api/reset", body: Reset{}, reply: Clocks{}, handle: b.postReset},
		{method: "GET", path: "/api/events", query: []string{"since"}, stream: b.getEvents},
		{method: "GET", path: "/api/openapi.json", stream: getOpenAPI},
	}
}

// control returns the handler of the control API and the page.
func (b *Sandbox) control() http.Handler {
	mux := http.NewServeMux()
	for _, r := range b.routes() {
		mux.HandleFunc(r.method+" "+r.path, b.serve(r))
	}
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		answer(w, nil, problem(http.StatusNotFound, "there is no %s %s: see /api/openapi.json", r.Method, r.URL.Path))
	})
	mux.HandleFunc("/", getPage)
	return b.guard(mux)
}

func (b *Sandbox) serve(r route) http.HandlerFunc {
	if r.stream != nil {
		return r.stream
	}
	return func(w http.ResponseWriter, request *http.Request) {
		if err := knownQuery(request, r.query); err != nil {
			answer(w, nil, err)
			return
		}
		reply, err := r.handle(request)
		answer(w, reply, err)
	}
}

// knownQuery refuses parameters that nobody reads, because a filter with a slip of the pen would filter nothing.
func knownQuery(r *http.Request, known []string) error {
	for name := range r.URL.Query() {
		if !slices.Contains(known, name) {
			return problem(http.StatusBadRequest, "the parameter %q is not known: there are %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}

// statusError is a refusal with its HTTP status.
type statusError struct {
	status int
	text   string
}

// Error returns the text of the refusal.
func (e *statusError) Error() string { return e.text }

func problem(status int, format string, values ...any) error {
	return &statusError{status: status, text: fmt.Sprintf(format, values...)}
}

// Problem is the reply to a request that is refused.
type Problem struct {
	Error string `json:"error"`
}

func answer(w http.ResponseWriter, reply any, err error) {
	status := http.StatusOK
	if err != nil {
		status = http.StatusInternalServerError
		if refusal, ok := errors.AsType[*statusError](err); ok {
			status = refusal.status
		}
		reply = Problem{Error: err.Error()}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(reply) // it fails only for a client that has gone away
}

const commandMost = 1 << 20 // bytes of a body of the control API

// read reads a JSON body. A member that does not exist is refused, because it is a slip of the pen.
func read(r *http.Request, into any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(nil, r.Body, commandMost))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil && !errors.Is(err, io.EOF) { // an empty body is {}
		return problem(http.StatusBadRequest, "the body cannot be read: %v", err)
	}
	if decoder.More() {
		return problem(http.StatusBadRequest, "the body has more than one JSON value")
	}
	return nil
}

// chosen returns the stands that a vendor's name means: all for "".
func (b *Sandbox) chosen(vendor string) ([]*stand, error) {
	if vendor == "" {
		return b.stands, nil
	}
	if s := b.stand(vendor); s != nil {
		return []*stand{s}, nil
	}
	return nil, problem(http.StatusBadRequest, "the vendor %q is not served: there are %s", vendor, strings.Join(b.config.Vendors, ", "))
}
