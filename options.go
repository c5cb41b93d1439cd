package classcloud

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"
)

// CallConfig is what one call runs under: the client's settings, and the call's own options on a copy. Options fill it; only the
// packages of this module read it.
type CallConfig struct {
	Timeout        time.Duration            // of one attempt; uploads have only the context's
	MaxWait        time.Duration            // the longest wait in a limiter; a longer one fails at once
	MaxAttempts    int                      // 1 turns retries off
	MaxReplySize   int64                    // the largest reply that is read, in bytes after decompression
	SkipChecks     bool                     // send without checking the request
	StrictWarnings bool                     // a warning is an error beside the result
	Params         []Param                  // parameters that no request type has
	OnReply        func(*Reply)             // sees every reply; nil for nobody
	OnWarning      func(Operation, Warning) // sees every warning; nil for nobody
	OnDrift        func(Drift)              // sees what the vendor changed; nil for nobody
}

// Apply applies options in their order. It stops at the first that is refused.
func (c *CallConfig) Apply(opts ...CallOption) error {
	for _, opt := range opts {
		if opt == nil {
			return errors.New("classcloud: a call option is nil")
		}
		if err := opt.applyCall(c); err != nil {
			return err
		}
	}
	return nil
}

// ClientConfig is what a client is built from. Options fill it; only the packages of this module read it.
type ClientConfig struct {
	CallConfig
	BaseURL    string       // replaces scheme://host[/prefix]; documented paths are appended
	HTTPClient *http.Client // nil: a tuned one
	Limiter    Limiter      // nil: the vendor's documented limits
	Observer   Observer     // nil for nobody
	Logger     *slog.Logger // nil for no log
	Clock      Clock        // nil: the real time
	Rand       io.Reader    // of ivs, salts, jitter and identities; nil: crypto/rand
}

// Apply applies options in their order. It stops at the first that is refused.
func (c *ClientConfig) Apply(opts ...ClientOption) error {
	for _, opt := range opts {
		if opt == nil {
			return errors.New("classcloud: a client option is nil")
		}
		if err := opt.applyClient(c); err != nil {
			return err
		}
	}
	return nil
}

// Param is a parameter no request type has: see [WithParam].
type Param struct {
	Name  string
	Value any // text, a whole number, a bool, nil, lists and string-keyed maps of these; JSON and PHP tell 1 from "1"
}

// ClientOption configures a client: an argument of a vendor's New and of Client.With. The functions With…, Without… and On… of this
// package and of the vendor's make the options; nobody else can.
//
// Nil given to an option means none: no limiter, no observer, no logger, nobody to tell. What a client cannot do without (an HTTP
// client, a clock, randomness) is refused when it is nil.
type ClientOption interface{ applyClient(*ClientConfig) error }

// CallOption configures one call; given to New or With it holds for every call of the client.
type CallOption interface {
	ClientOption
	applyCall(*CallConfig) error
}

type callOption func(*CallConfig) error

func (o callOption) applyCall(c *CallConfig) error     { return o(c) }
func (o callOption) applyClient(c *ClientConfig) error { return o(&c.CallConfig) }

type clientOption func(*ClientConfig) error

func (o clientOption) applyClient(c *ClientConfig) error { return o(c) }

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

// WithMaxWait bounds the wait in a limiter. Without it a call waits for its turn as long as its context allows: a batch of a thousand
// creates takes the time that the vendor's limit gives it. A wait that would be longer than d, or longer than the context's deadline
// allows, fails at once as ResourceExhausted, with nothing sent and RetryAfter set. 0 never waits.
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

// WithoutRetry sends a call once, whatever happens to it: WithMaxAttempts(1), under the name that readers look for.
func WithoutRetry() CallOption { return WithMaxAttempts(1) }

// WithMaxReplySize bounds the size of a reply after decompression, in bytes; 32 MiB without it. A larger reply is [DataLoss].
func WithMaxReplySize(bytes int64) CallOption {
	return callOption(func(c *CallConfig) error {
		if bytes < 1 {
			return fmt.Errorf("classcloud: WithMaxReplySize(%d): must be at least 1", bytes)
		}
		c.MaxReplySize = bytes
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

// OnReply calls f with every reply as it arrived, before it is read. That includes replies that hold credentials, so f must not log
// blindly. f must not keep or change the body. Several OnReply add up, in their order; OnReply(nil) removes those before it.
func OnReply(f func(*Reply)) CallOption {
	return callOption(func(c *CallConfig) error {
		c.OnReply = both(c.OnReply, f, f == nil, func(first, second func(*Reply)) func(*Reply) {
			return func(r *Reply) { first(r); second(r) }
		})
		return nil
	})
}

// OnWarning calls f with everything the vendor says beside a success, such as "created, but not recorded". Several OnWarning add up,
// in their order; OnWarning(nil) removes those before it.
func OnWarning(f func(Operation, Warning)) CallOption {
	return callOption(func(c *CallConfig) error {
		c.OnWarning = both(c.OnWarning, f, f == nil, func(first, second func(Operation, Warning)) func(Operation, Warning) {
			return func(op Operation, w Warning) { first(op, w); second(op, w) }
		})
		return nil
	})
}

// WithStrictWarnings makes a success with warnings return its result and an error with [OutcomeApplied].
func WithStrictWarnings() CallOption {
	return callOption(func(c *CallConfig) error { c.StrictWarnings = true; return nil })
}

// OnDrift calls f with every field and enum value of a reply that this module does not know: how one learns that a vendor changed
// its replies. It walks each reply once more. Several OnDrift add up, in their order; OnDrift(nil) removes those before it.
func OnDrift(f func(Drift)) CallOption {
	return callOption(func(c *CallConfig) error {
		c.OnDrift = both(c.OnDrift, f, f == nil, func(first, second func(Drift)) func(Drift) {
			return func(d Drift) { first(d); second(d) }
		})
		return nil
	})
}

// both returns what calls before and then f, either of which may be nil; none removes both.
func both[F any](before, f F, none bool, join func(first, second F) F) F {
	switch {
	case none, reflect.ValueOf(before).IsNil():
		return f
	}
	return join(before, f)
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

// WithLimiter replaces the vendor's documented limits, for example by one that a fleet shares through Redis. Nil and [NoLimit] hold
// nothing back.
func WithLimiter(l Limiter) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		switch {
		case l == nil:
			l = NoLimit{}
		case isNil(l):
			return fmt.Errorf("classcloud: WithLimiter: the limiter is a nil %T", l)
		}
		c.Limiter = l
		return nil
	})
}

// WithObserver reports every call and every attempt to o. Several observers add up: they start in their order and end in the reverse
// order. WithObserver(nil) removes those before it.
func WithObserver(o Observer) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		switch {
		case o != nil && isNil(o):
			return fmt.Errorf("classcloud: WithObserver: the observer is a nil %T", o)
		case o == nil || c.Observer == nil:
			c.Observer = o
		default:
			c.Observer = observers{c.Observer, o}
		}
		return nil
	})
}

// WithLogger logs one line a call: operation, attempts, status, kind, code and duration; never parameters or replies. Success is
// Debug, failure Warn. Nil logs nothing.
func WithLogger(l *slog.Logger) ClientOption {
	return clientOption(func(c *ClientConfig) error { c.Logger = l; return nil })
}

// WithClock replaces the time that is signed and slept by, for tests.
func WithClock(clock Clock) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if isNil(clock) {
			return errors.New("classcloud: WithClock: the clock is nil")
		}
		c.Clock = clock
		return nil
	})
}

// WithRand replaces crypto/rand as the source of ivs, salts, identities and jitter, for tests. Reads are serialised.
func WithRand(r io.Reader) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if isNil(r) {
			return errors.New("classcloud: WithRand: the reader is nil")
		}
		c.Rand = r
		return nil
	})
}

// isNil reports whether v is nil, or holds a nil pointer, function or map.
func isNil(v any) bool {
	switch x := reflect.ValueOf(v); x.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Chan, reflect.Slice:
		return x.IsNil()
	}
	return false
}
