package transport

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"reflect"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// The defaults of CallConfig.
const (
	defaultTimeout  = 30 * time.Second
	defaultMaxWait  = 2 * time.Second
	defaultAttempts = 3
	defaultMaxBody  = 32 << 20
)

// Client sends the calls of one vendor's client. It is immutable and safe for concurrent use.
type Client struct {
	vendor   string
	protocol Protocol
	config   classcloud.ClientConfig
	sender   *sender
}

// Settings is what a vendor's New gives.
type Settings struct {
	Vendor string
	Limits []Limit                // the documented limits, used when the caller gave no Limiter
	Accept func(option any) error // a vendor's own option: nil when it is this vendor's and good; ErrForeign when not its own
}

// ErrForeign is an option of another vendor.
var ErrForeign = errors.New("is another vendor's option")

// Configure applies options over a base (InitialConfig for New) and fills the defaults.
func Configure(base classcloud.ClientConfig, s Settings, opts []classcloud.ClientOption) (classcloud.ClientConfig, error) {
	config := base
	config.Params = append([]classcloud.Param(nil), base.Params...)
	config.Vendor = append([]any(nil), base.Vendor...)
	for _, opt := range opts {
		if opt == nil {
			return config, fmt.Errorf("%s: a client option is nil", s.Vendor)
		}
		if err := opt.ApplyClient(&config); err != nil {
			return config, fmt.Errorf("%s: %w", s.Vendor, err)
		}
	}
	for _, own := range config.Vendor {
		if s.Accept == nil {
			return config, fmt.Errorf("%s: option %T %w", s.Vendor, own, ErrForeign)
		}
		if err := s.Accept(own); err != nil {
			return config, fmt.Errorf("%s: option %T %w", s.Vendor, own, err)
		}
	}
	fill(&config, s)
	return config, nil
}

func fill(config *classcloud.ClientConfig, s Settings) {
	config.Timeout = orDefault(config.Timeout, defaultTimeout)
	config.MaxAttempts = orDefault(config.MaxAttempts, defaultAttempts)
	config.MaxBody = orDefault(config.MaxBody, defaultMaxBody)
	if config.Clock == nil {
		config.Clock = classcloud.SystemClock{}
	}
	if config.Rand == nil {
		config.Rand = rand.Reader
	} else if _, locked := config.Rand.(*lockedReader); !locked && config.Rand != rand.Reader {
		config.Rand = &lockedReader{from: config.Rand}
	}
	if config.HTTPClient == nil {
		config.HTTPClient = newHTTPClient()
	}
	if config.Limiter == nil {
		config.Limiter = NewLimiter(s.Limits)
	}
}

func orDefault[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

// New makes a client of a filled configuration.
func New(vendor string, protocol Protocol, config classcloud.ClientConfig) *Client {
	return &Client{vendor: vendor, protocol: protocol, config: config, sender: newSender(config.HTTPClient)}
}

// Config returns the configuration, for With.
func (c *Client) Config() classcloud.ClientConfig { return c.config }

// lockedReader serialises a caller's source of randomness.
type lockedReader struct {
	mu   sync.Mutex
	from io.Reader
}

func (r *lockedReader) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return io.ReadFull(r.from, p)
}

// InitialConfig is the configuration before any option: a wait of 2 s in limiters, which 0 would forbid.
func InitialConfig() classcloud.ClientConfig {
	return classcloud.ClientConfig{CallConfig: classcloud.CallConfig{MaxWait: defaultMaxWait}}
}

// lacks reports whether payload cannot fill what out points to: an object needs one, and a plain value is not to be made up
// either. Lists and maps may be missing.
func lacks(payload []byte, out any) bool {
	t := reflect.TypeOf(out).Elem()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		return wire.IsEmpty(payload) && !bytes.HasPrefix(bytes.TrimSpace(payload), []byte("{"))
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Interface:
		return false
	}
	return len(payload) == 0 || string(payload) == "null"
}

// zeroObject has a **T point to an empty T: a nil result beside a nil error is a trap.
func zeroObject(out any) {
	if v := reflect.ValueOf(out).Elem(); v.Kind() == reflect.Pointer && v.IsNil() {
		v.Set(reflect.New(v.Type().Elem()))
	}
}

// observe brackets f with the observer, if there is one, also when f panics in a caller's callback.
func observe(ctx context.Context, o classcloud.Observer, ev classcloud.Event, f func(context.Context, *classcloud.Event)) {
	if o == nil {
		f(ctx, &ev)
		return
	}
	ctx, done := o.Start(ctx, ev)
	if done != nil {
		defer func() { done(ev) }()
	}
	f(ctx, &ev)
}
