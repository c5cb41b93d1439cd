package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Change is an event: something other than the log is not as it was.
type Change struct {
	What   string `json:"what"`   // faults, clock or reset
	Vendor string `json:"vendor"` // empty means all
}

// changed tells the listeners that something is not as it was.
func (b *Sandbox) changed(what, vendor string) {
	b.hub.tell(event{name: "change", data: Change{What: what, Vendor: vendor}})
}

const (
	eventsAlive = 15 * time.Second // between two signs of life
	eventsWrite = 10 * time.Second // for one write, so that a listener that does not read is let go
)

// getEvents sends what happens as server-sent events: request with an Entry without its detail, callback with a Callback, change with a
// Change, and missed with a number when a listener is too slow for some. It begins with the requests after Last-Event-ID, or since.
func (b *Sandbox) getEvents(w http.ResponseWriter, r *http.Request) {
	l, ok := b.hub.listen()
	if !ok {
		answer(w, nil, problem(http.StatusTooManyRequests, "%d listen already", hubListeners))
		return
	}
	defer b.hub.leave(l)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	s := &stream{w: w, control: http.NewResponseController(w)}
	_ = s.control.SetReadDeadline(time.Time{}) // a listener sends nothing more
	s.extend()
	_, _ = io.WriteString(w, ": the sandbox tells what happens\nretry: 1000\n\n")
	s.last = b.lastSeen(r)
	missed, _ := b.journal.find(query{since: s.last, limit: requestsMost})
	for _, e := range missed {
		s.write(event{name: "request", id: e.ID, data: e.summary()})
	}
	b.follow(r, l, s)
}

// lastSeen returns the request after which a listener goes on: the one that it saw last, else the one that it names, else the last of all.
func (b *Sandbox) lastSeen(r *http.Request) int64 {
	for _, said := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("since")} {
		if seen, err := strconv.ParseInt(said, 10, 64); err == nil {
			return seen
		}
	}
	_, _, last := b.journal.state()
	return last
}

// follow sends events until the listener goes or the sandbox closes.
func (b *Sandbox) follow(r *http.Request, l *listener, s *stream) {
	alive := time.NewTicker(eventsAlive)
	defer alive.Stop()
	for s.flush() {
		select {
		case <-r.Context().Done():
			return
		case <-alive.C:
			s.extend()
			_, _ = io.WriteString(s.w, ": alive\n\n")
		case e := <-l.events:
			s.extend()
			s.write(e)
			for more := true; more; { // one flush for all that wait
				select {
				case e := <-l.events:
					s.write(e)
				default:
					more = false
				}
			}
		}
		if n := b.hub.takeMissed(l); n > 0 {
			s.write(event{name: "missed", data: n})
		}
	}
}

// stream writes server-sent events.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	last    int64 // the ID of the last request
	failed  bool
}

// extend gives the next write its time.
func (s *stream) extend() { _ = s.control.SetWriteDeadline(time.Now().Add(eventsWrite)) }

func (s *stream) write(e event) {
	if e.id != 0 && e.id <= s.last {
		return // it was among those that the listener had missed
	}
	text, err := json.Marshal(e.data)
	if err != nil {
		return
	}
	id := ""
	if e.id != 0 {
		s.last = e.id
		id = fmt.Sprintf("id: %d\n", e.id)
	}
	if _, err := fmt.Fprintf(s.w, "%sevent: %s\ndata: %s\n\n", id, e.name, text); err != nil {
		s.failed = true
	}
}

func (s *stream) flush() bool { return !s.failed && s.control.Flush() == nil }
