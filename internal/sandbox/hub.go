package sandbox

import "sync"

const (
	hubListeners = 32  // how many may listen at once
	hubWaiting   = 512 // how many events wait for a listener that is slow; then it misses some
)

// event is something that the page shows at once.
type event struct {
	name string // request, callback or change
	id   int64  // of a request; 0 for the others
	data any    // what is sent, as JSON
}

// hub tells everybody who listens what happens. It never waits for anybody.
type hub struct {
	mu        sync.Mutex
	listeners map[*listener]bool
}

// listener gets events.
type listener struct {
	events chan event
	missed int // how many events did not fit; guarded by the hub's lock
}

// listen adds a listener, or reports that there are too many.
func (h *hub) listen() (*listener, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.listeners) == hubListeners {
		return nil, false
	}
	if h.listeners == nil {
		h.listeners = map[*listener]bool{}
	}
	l := &listener{events: make(chan event, hubWaiting)}
	h.listeners[l] = true
	return l, true
}

// leave removes a listener.
func (h *hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.listeners, l)
}

// tell gives an event to everybody.
func (h *hub) tell(e event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.listeners {
		select {
		case l.events <- e:
		default:
			l.missed++
		}
	}
}

// takeMissed returns how many events a listener missed since it was last asked.
func (h *hub) takeMissed(l *listener) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	missed := l.missed
	l.missed = 0
	return missed
}
