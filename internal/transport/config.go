package transport

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// The defaults of CallConfig.
const (
	defaultTimeout  = 30 * time.Second
	defaultMaxWait  = 2 * time.Second
	defaultAttempts = 3
	defaultMaxBody  = 32 << 20
)

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

// InitialConfig is the configuration before any option: a wait of 2 s in limiters, which 0 would forbid.
func InitialConfig() classcloud.ClientConfig {
	return classcloud.ClientConfig{CallConfig: classcloud.CallConfig{MaxWait: defaultMaxWait}}
}

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

// VendorOption makes a client option of a vendor's own value, which Settings.Accept judges.
func VendorOption(value any) classcloud.ClientOption { return vendorOption{value} }

type vendorOption struct{ value any }

func (o vendorOption) ApplyClient(c *classcloud.ClientConfig) error {
	c.Vendor = append(c.Vendor, o.value)
	return nil
}
