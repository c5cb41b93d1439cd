package transport

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// The defaults of classcloud.CallConfig.
const (
	defaultTimeout      = 30 * time.Second
	defaultMaxWait      = time.Duration(math.MaxInt64) // as long as the context allows
	defaultAttempts     = 3
	defaultMaxReplySize = 32 << 20
)

// Settings describes a vendor to Configure.
type Settings struct {
	Vendor string
	Limits []classcloud.Limit // the documented limits, used when the caller does not give a Limiter
	// Envelope is the names of the envelope's own members: OnDrift does not report them.
	Envelope []string
	// Shapes tells OnDrift of the members of types that read themselves.
	Shapes wire.Shapes
	// SignsTime says that a request is refused whose signature or token is of another time than the server's.
	SignsTime bool
	// FixesClock says that the protocol itself then takes the server's time; else classcloud.WithClockCorrection does.
	FixesClock bool
	Accept     func(option any) error // judges a vendor's own option: nil when it is good, ErrForeign when it is another vendor's
}

// Config is the configuration of a client: the settings that all vendors share, and the vendor's own.
type Config struct {
	classcloud.ClientConfig
	Own []any // the values of the vendor's own options, in their order

	envelope  []string
	shapes    wire.Shapes
	sends     http.RoundTripper // the transport of HTTPClient within every middleware
	signsTime bool
	skew      *atomic.Int64 // by how much the vendor's clock is ahead of ours, as a refusal has shown, in nanoseconds
}

// ErrForeign is the error for an option of another vendor.
var ErrForeign = errors.New("is another vendor's option")

// Configure applies options to a copy of base and fills in the defaults. The base is InitialConfig for a vendor's New, and the
// client's own Config for With.
func Configure(base Config, s Settings, opts []classcloud.ClientOption) (Config, error) {
	config := base
	config.Params = slices.Clone(base.Params)
	config.Own = slices.Clone(base.Own)
	for _, opt := range opts {
		if own, is := opt.(vendorOption); is {
			if err := s.accept(own.value); err != nil {
				return config, fmt.Errorf("%s: option %T %w", s.Vendor, own.value, err)
			}
			config.Own = append(config.Own, own.value)
			continue
		}
		if err := config.Apply(opt); err != nil {
			return config, fmt.Errorf("%s: %w", s.Vendor, err)
		}
	}
	config.envelope, config.shapes = s.Envelope, s.Shapes
	fill(&config.ClientConfig, s)
	if err := config.wrap(); err != nil {
		return config, fmt.Errorf("%s: %w", s.Vendor, err)
	}
	config.signsTime = s.SignsTime
	config.FixClock = config.FixClock && s.SignsTime && !s.FixesClock
	if config.skew == nil || config.BaseURL != base.BaseURL || !isSameClock(config.Clock, base.Clock) {
		config.skew = new(atomic.Int64) // a correction is of one clock against one server's
	}
	return config, nil
}

// isSameClock reports whether two clocks are known to be one.
func isSameClock(a, b classcloud.Clock) bool {
	return reflect.ValueOf(a).Comparable() && reflect.ValueOf(b).Comparable() && a == b
}

// wrap puts every middleware around what sends, the first one outermost.
func (c *Config) wrap() error {
	c.sends = c.HTTPClient.Transport
	if c.sends == nil {
		c.sends = http.DefaultTransport
	}
	for i, middleware := range slices.Backward(c.Middleware) {
		if c.sends = middleware(c.sends); !Given(c.sends) {
			return fmt.Errorf("classcloud: WithMiddleware: function %d returned a nil RoundTripper", i+1)
		}
	}
	return nil
}

func (s Settings) accept(option any) error {
	if s.Accept == nil {
		return ErrForeign
	}
	return s.Accept(option)
}

func fill(config *classcloud.ClientConfig, s Settings) {
	config.Timeout = orDefault(config.Timeout, defaultTimeout)
	config.MaxAttempts = orDefault(config.MaxAttempts, defaultAttempts)
	config.MaxReplySize = orDefault(config.MaxReplySize, defaultMaxReplySize)
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
		config.Limiter = classcloud.NewLimiter(s.Limits)
	}
}

func orDefault[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

// InitialConfig returns the configuration before any option. It has the longest MaxWait, because 0 means never to wait.
func InitialConfig() Config {
	return Config{ClientConfig: classcloud.ClientConfig{CallConfig: classcloud.CallConfig{MaxWait: defaultMaxWait}}}
}

// lockedReader lets only one goroutine at a time read a caller's source of randomness.
type lockedReader struct {
	mu   sync.Mutex
	from io.Reader
}

func (r *lockedReader) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return io.ReadFull(r.from, p)
}

// VendorOption makes a client option from a vendor's own value, which Settings.Accept judges.
func VendorOption(value any) classcloud.ClientOption { return vendorOption{value: value} }

// vendorOption is a ClientOption that Configure handles itself: the methods of the interface it embeds are never called.
type vendorOption struct {
	classcloud.ClientOption
	value any
}

// Given reports whether the source of credentials given to a vendor's New is neither nil nor a nil pointer, function or map.
func Given(source any) bool {
	switch v := reflect.ValueOf(source); v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Pointer, reflect.Func, reflect.Map:
		return !v.IsNil()
	}
	return true
}
