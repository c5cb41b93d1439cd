package classcloud

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// CallConfig is what one call runs under: the client's settings, then the call's own options on a copy.
type CallConfig struct {
	Timeout        time.Duration            // of one attempt; uploads have none but the context's
	MaxWait        time.Duration            // longest wait in a limiter; a longer one fails at once
	MaxAttempts    int                      // 1 turns retries off
	MaxBody        int64                    // largest reply read, in bytes, after decompression
	SkipChecks     bool                     // send without checking the request
	StrictWarnings bool                     // a warning is an error beside the result
	Params         []Param                  // parameters no request type has
	OnReply        func(*Reply)             // sees every reply
	OnWarning      func(Operation, Warning) // sees every warning
	OnDrift        func(Drift)              // sees what the vendor changed
}

// ClientConfig is what a client is built from. Options fill it; New checks it.
type ClientConfig struct {
	CallConfig
	BaseURL    string // replaces scheme://host[/prefix]; documented paths are appended
	HTTPClient *http.Client
	Limiter    Limiter // nil: the vendor's documented presets
	Observer   Observer
	Logger     *slog.Logger
	Clock      Clock
	Rand       io.Reader // ivs, salts, jitter, identities
	Vendor     []any     // a vendor's own options; New refuses one that is not its own
}

// ClientOption configures a client: an argument of a vendor's New and of Client.With.
type ClientOption interface{ ApplyClient(*ClientConfig) error }

// CallOption configures one call; given to New it holds for every call of the client.
type CallOption interface {
	ClientOption
	ApplyCall(*CallConfig) error
}

type callOption func(*CallConfig) error

func (o callOption) ApplyCall(c *CallConfig) error     { return o(c) }
func (o callOption) ApplyClient(c *ClientConfig) error { return o(&c.CallConfig) }

type clientOption func(*ClientConfig) error

func (o clientOption) ApplyClient(c *ClientConfig) error { return o(c) }

// WithTimeout bounds each attempt of a call, from sending to the end of the reply; 30 s without it. Uploads are bounded by
// their context alone. The context bounds the whole call.
func WithTimeout(d time.Duration) CallOption {
	return callOption(func(c *CallConfig) error {
		if d <= 0 {
			return fmt.Errorf("classcloud: WithTimeout(%v): must be more than 0", d)
		}
		c.Timeout = d
		return nil
	})
}

// WithMaxWait bounds the wait in a limiter; 2 s without it. A wait that would be longer fails at once as ResourceExhausted,
// with nothing sent and RetryAfter set. 0 never waits.
func WithMaxWait(d time.Duration) CallOption {
	return callOption(func(c *CallConfig) error {
		if d < 0 {
			return fmt.Errorf("classcloud: WithMaxWait(%v): must not be negative", d)
		}
		c.MaxWait = d
		return nil
	})
}

// WithMaxAttempts bounds how often a call that is safe to repeat is tried; 3 without it.
func WithMaxAttempts(n int) CallOption {
	return callOption(func(c *CallConfig) error {
		if n < 1 {
			return fmt.Errorf("classcloud: WithMaxAttempts(%d): must be at least 1", n)
		}
		c.MaxAttempts = n
		return nil
	})
}

// WithoutRetry sends a call once, whatever happens to it.
func WithoutRetry() CallOption { return WithMaxAttempts(1) }

// WithMaxReply bounds the size of a reply after decompression, in bytes; 32 MiB without it.
func WithMaxReply(bytes int64) CallOption {
	return callOption(func(c *CallConfig) error {
		if bytes < 1 {
			return fmt.Errorf("classcloud: WithMaxReply(%d): must be at least 1", bytes)
		}
		c.MaxBody = bytes
		return nil
	})
}

// WithParam adds a parameter the request type does not have: one the vendor introduced since. It is signed like the others.
// A name the request type has is refused: use the field.
func WithParam(name string, value any) CallOption {
	return callOption(func(c *CallConfig) error {
		if name == "" {
			return errors.New("classcloud: WithParam: the name is empty")
		}
		c.Params = append(c.Params[:len(c.Params):len(c.Params)], Param{Name: name, Value: value})
		return nil
	})
}

// WithoutChecks sends a request the checks would refuse, for a vendor that has become more generous than its document.
func WithoutChecks() CallOption {
	return callOption(func(c *CallConfig) error { c.SkipChecks = true; return nil })
}

// WithReply calls f with every reply as it arrived, before it is read; of an operation whose reply holds credentials too, so
// f must not log blindly. f must not keep or change the body.
func WithReply(f func(*Reply)) CallOption {
	return callOption(func(c *CallConfig) error { c.OnReply = f; return nil })
}

// WithWarnings calls f with everything the vendor says beside a success, such as "created, but not recorded".
func WithWarnings(f func(Operation, Warning)) CallOption {
	return callOption(func(c *CallConfig) error { c.OnWarning = f; return nil })
}

// WithStrictWarnings makes a success with warnings return its result and an error with [OutcomeApplied].
func WithStrictWarnings() CallOption {
	return callOption(func(c *CallConfig) error { c.StrictWarnings = true; return nil })
}

// WithDrift calls f with every field and enum value of a reply that this module does not know: how one learns that a vendor
// changed. It walks each reply once more.
func WithDrift(f func(Drift)) CallOption {
	return callOption(func(c *CallConfig) error { c.OnDrift = f; return nil })
}

// WithHTTPClient sends through hc. Its transport and timeout are used; its cookie jar and redirect policy are not, and hc
// itself is not changed.
func WithHTTPClient(hc *http.Client) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if hc == nil {
			return errors.New("classcloud: WithHTTPClient: the client is nil")
		}
		c.HTTPClient = hc
		return nil
	})
}

// WithBaseURL replaces scheme, host and an optional path prefix; documented paths are appended. Plain http is allowed.
func WithBaseURL(base string) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		u, err := url.Parse(base)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || strings.ContainsAny(base, "?#") || u.User != nil {
			return errors.New("classcloud: WithBaseURL: want http(s)://host[:port][/prefix] without user, query or fragment")
		}
		c.BaseURL = strings.TrimRight(base, "/")
		return nil
	})
}

// WithLimiter replaces the vendor's documented limits, for instance by one a fleet shares through Redis. [NoLimit] has none.
func WithLimiter(l Limiter) ClientOption {
	return clientOption(func(c *ClientConfig) error { c.Limiter = l; return nil })
}

// WithObserver has o see every call and every attempt.
func WithObserver(o Observer) ClientOption {
	return clientOption(func(c *ClientConfig) error { c.Observer = o; return nil })
}

// WithLogger logs one line a call: operation, attempts, status, kind, code and duration; never parameters or replies.
// Success is Debug, failure Warn.
func WithLogger(l *slog.Logger) ClientOption {
	return clientOption(func(c *ClientConfig) error { c.Logger = l; return nil })
}

// WithClock replaces the time that is signed and slept by, for tests.
func WithClock(clock Clock) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if clock == nil {
			return errors.New("classcloud: WithClock: the clock is nil")
		}
		c.Clock = clock
		return nil
	})
}

// WithRand replaces crypto/rand as the source of ivs, salts, identities and jitter, for tests. Reads are serialised.
func WithRand(r io.Reader) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if r == nil {
			return errors.New("classcloud: WithRand: the reader is nil")
		}
		c.Rand = r
		return nil
	})
}

// Clock tells the time and sleeps.
type Clock interface {
	Now() time.Time
	Sleep(context.Context, time.Duration) error // returns the context's error when that ends first
}

// SystemClock is the real time.
type SystemClock struct{}

// Now returns time.Now().
func (SystemClock) Now() time.Time { return time.Now() }

// Sleep waits for d or for the end of ctx.
func (SystemClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
