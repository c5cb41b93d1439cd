package sandbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	callbacksMost   = 100 // that are remembered
	callbacksAtOnce = 16  // that are under way
)

// SendCallback is a callback to send.
type SendCallback struct {
	Vendor     string          `json:"vendor"`
	Kind       string          `json:"kind"`                 // GET /api/state lists a vendor's kinds
	URL        string          `json:"url,omitempty"`        // the receiver; empty means the one that was set at the vendor
	Parameters json.RawMessage `json:"parameters,omitempty"` // what it says; the kind's own values without them
}

// Callback is a callback that was sent, with the receiver's answers.
type Callback struct {
	Time       time.Time  `json:"time"`
	Vendor     string     `json:"vendor"`
	Kind       string     `json:"kind"`
	URL        string     `json:"url"`
	Sent       any        `json:"sent"`       // what was posted, its signature as ***
	Deliveries []Delivery `json:"deliveries"` // the attempts; none for an event that waits until it is polled
	Delivered  bool       `json:"delivered"`  // the last attempt was acknowledged, or there is nothing to acknowledge
}

// Callbacks is the reply of GET /api/callbacks.
type Callbacks struct {
	Callbacks []Callback `json:"callbacks"` // the oldest first, at most 100
}

// sentCallbacks remembers the last callbacks. Its zero value is ready to use.
type sentCallbacks struct {
	mu    sync.Mutex
	all   []Callback
	going int
}

// begin reports whether one more callback may be under way.
func (c *sentCallbacks) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.going == callbacksAtOnce {
		return false
	}
	c.going++
	return true
}

func (c *sentCallbacks) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.going--
}

func (c *sentCallbacks) add(callback Callback) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, callback)
	if len(c.all) > callbacksMost {
		c.all = append([]Callback(nil), c.all[len(c.all)-callbacksMost:]...)
	}
}

func (c *sentCallbacks) of(vendor string) []Callback {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := []Callback{}
	for _, one := range c.all {
		if vendor == "" || one.Vendor == vendor {
			found = append(found, one)
		}
	}
	return found
}

func (c *sentCallbacks) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = nil
}

func (b *Sandbox) getCallbacks(r *http.Request) (any, error) {
	vendor := r.URL.Query().Get("vendor")
	if _, err := b.chosen(vendor); err != nil {
		return nil, err
	}
	return Callbacks{Callbacks: b.sent.of(vendor)}, nil
}

func (b *Sandbox) postCallbacks(r *http.Request) (any, error) {
	var in SendCallback
	if err := read(r, &in); err != nil {
		return nil, err
	}
	stands, err := b.chosen(in.Vendor)
	if err != nil || in.Vendor == "" {
		return nil, problem(http.StatusBadRequest, "the vendor %q is not served", in.Vendor)
	}
	if err := receivable(in.URL); err != nil {
		return nil, err
	}
	s := stands[0]
	kind, err := s.now().callback(in.Kind)
	if err != nil {
		return nil, problem(http.StatusBadRequest, "%s: %v", s.name, err)
	}
	if !b.sent.begin() {
		return nil, problem(http.StatusTooManyRequests, "%d callbacks are under way", callbacksAtOnce)
	}
	defer b.sent.end()
	return b.send(s, kind, in)
}

// send sends one callback and remembers what came of it.
func (b *Sandbox) send(s *stand, kind callbackKind, in SendCallback) (any, error) {
	if len(in.Parameters) == 0 || string(in.Parameters) == "null" {
		in.Parameters = json.RawMessage("{}")
	}
	_, mask := s.credentials()
	done := Callback{Time: time.Now(), Vendor: s.name, Kind: in.Kind, URL: in.URL, Deliveries: []Delivery{}}
	err := guarded(func() error {
		sent, deliveries, err := kind.send(in.URL, in.Parameters, s.clock.now())
		done.Sent, done.Deliveries = mask.plain(sent), append(done.Deliveries, deliveries...)
		return err
	})
	if err != nil {
		return nil, problem(http.StatusBadRequest, "%s", mask.text(err.Error()))
	}
	for i := range done.Deliveries {
		done.Deliveries[i].Reply = mask.text(shortened([]byte(done.Deliveries[i].Reply), replyKept))
	}
	n := len(done.Deliveries)
	done.Delivered = n == 0 || done.Deliveries[n-1].Acknowledged
	b.sent.add(done)
	b.hub.tell(event{name: "callback", data: done})
	return done, nil
}

// receivable refuses an address to which nothing can be posted.
func receivable(address string) error {
	if address == "" {
		return nil
	}
	at, err := url.Parse(address)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Host == "" {
		return problem(http.StatusBadRequest, "%q is not an address: write http://127.0.0.1:8000/callback", address)
	}
	return nil
}
