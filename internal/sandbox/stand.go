package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"strconv"
	"sync"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// stand is one vendor that the sandbox serves.
type stand struct {
	vendor
	keys    map[string]string // the credentials by the names of the environment
	own     map[string]bool   // those that come from the environment
	mask    mask
	clock   *clock
	address net.Addr
	server  *served

	changing sync.Mutex // one start over at a time

	mu    sync.RWMutex
	world *world
}

// openStand listens on the vendor's port, fills its first world, and serves it. Watch stands around all its worlds.
func openStand(ctx context.Context, v vendor, c Config, seed map[string][]json.RawMessage, watch func(*stand) http.Handler) (*stand, error) {
	keys, own, err := v.keysFrom(c.Env)
	if err != nil {
		return nil, err
	}
	s := &stand{vendor: v, keys: keys, own: own, mask: newMask(v.secrets(keys)), clock: &clock{}}
	listener, err := net.Listen("tcp", net.JoinHostPort(c.Listen, strconv.Itoa(c.port(v.name))))
	if err != nil {
		return nil, fmt.Errorf("sandbox: %s: %w", v.name, err)
	}
	s.address = listener.Addr()
	if s.world, err = s.fill(ctx, seed); err != nil {
		_ = listener.Close()
		return nil, err
	}
	s.server = serve(listener, watch(s))
	return s, nil
}

// fill makes a world and seeds it.
func (s *stand) fill(ctx context.Context, seed map[string][]json.RawMessage) (*world, error) {
	var handler http.Handler
	w := s.open(opening{keys: s.keys, gate: newGate(s.address), clock: s.clock.now, middleware: func(next http.Handler) http.Handler {
		handler = next
		return next
	}})
	w.handler = handler
	if err := w.seed(ctx, seed, s.clock.now()); err != nil {
		w.close()
		return nil, fmt.Errorf("sandbox: seed %s: %w", s.name, err)
	}
	return w, nil
}

// startOver replaces the vendor's world by a new one, with the real time. Calls that are under way end in the old one, and the connections
// of clients last.
func (s *stand) startOver(ctx context.Context, seed map[string][]json.RawMessage) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	s.clock.reset()
	next, err := s.fill(ctx, seed)
	if err != nil {
		return err
	}
	s.mu.Lock()
	last := s.world
	s.world = next
	s.mu.Unlock()
	last.close()
	return nil
}

// now returns the world of now.
func (s *stand) now() *world {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.world
}

// close stops listening and the server.
func (s *stand) close() {
	s.changing.Lock()
	defer s.changing.Unlock()
	s.server.close()
	s.now().close()
}

// environment returns the variables that name this vendor to a client, in the order in which they are printed.
func (s *stand) environment() []Variable {
	w := s.now()
	keys, _ := s.credentials()
	out := []Variable{{Name: s.base, Value: reachable(w.url)}}
	for _, v := range s.variables {
		value, own := keys[v.name], s.own[v.name] && keys[v.name] == s.keys[v.name]
		if v.secret && own {
			value = hidden
		}
		out = append(out, Variable{Name: v.name, Value: value, Secret: v.secret, Own: own})
	}
	for _, name := range []string{"CLASSIN_COURSE_ID", "CLASSIN_TEACHER_UID"} {
		if value := w.other[name]; value != "" {
			out = append(out, Variable{Name: name, Value: value})
		}
	}
	return out
}

// Variable is an environment variable that a client of a vendor is made from.
type Variable struct {
	Name   string `json:"name"`
	Value  string `json:"value"`  // *** for a secret of your own
	Secret bool   `json:"secret"` // it is a key or a password
	Own    bool   `json:"own"`    // it comes from the environment of the sandbox, and is not invented
}

// callback returns the kind of that name.
func (w *world) callback(name string) (callbackKind, error) {
	if len(w.callbacks) == 0 {
		return callbackKind{}, errors.New("this vendor sends no callbacks")
	}
	names := ""
	for _, kind := range w.callbacks {
		if kind.name == name {
			return kind, nil
		}
		names += " " + kind.name
	}
	return callbackKind{}, fmt.Errorf("the kind %q is not known: there are%s", name, names)
}

// credentials returns the credentials that are valid now, and a mask for them and those of the start.
func (s *stand) credentials() (explain.Keys, mask) {
	w := s.now()
	if w.renewed == nil {
		return s.keys, s.mask
	}
	keys := s.keys
	for name, value := range w.renewed() {
		if keys[name] != value {
			keys = maps.Clone(keys)
			keys[name] = value
		}
	}
	if maps.Equal(keys, s.keys) {
		return s.keys, s.mask
	}
	return keys, newMask(append(s.secrets(s.keys), s.secrets(keys)...))
}

// reachable returns an address that this machine can call for one that means all its interfaces.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address[len("http://"):])
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return "http://" + net.JoinHostPort("127.0.0.1", port)
	}
	return address
}
