package classcloud

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// CallConfig holds the settings of one call: a copy of the client's settings, changed by the call's own options. Options fill it;
// only the packages of this module read it.
type CallConfig struct {
	Timeout        time.Duration            // see WithTimeout
	MaxWait        time.Duration            // see WithMaxWait
	MaxAttempts    int                      // see WithMaxAttempts
	MaxReplySize   int64                    // in bytes; see WithMaxReplySize
	SkipChecks     bool                     // see WithoutChecks
	StrictWarnings bool                     // see WithStrictWarnings
	Params         []Param                  // see WithParam
	OnReply        func(*Reply)             // see OnReply; nil for none
	OnWarning      func(Operation, Warning) // see OnWarning; nil for none
	OnDrift        func(Drift)              // see OnDrift; nil for none
}

// Apply applies options in their order and stops at the first one that is refused.
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

// ClientConfig holds the settings of a client. Options fill it; only the packages of this module read it.
type ClientConfig struct {
	CallConfig
	BaseURL    string       // see WithBaseURL; empty for the vendor's own
	HTTPClient *http.Client // see WithHTTPClient; nil for a tuned one
	Middleware []Middleware // see WithMiddleware, the outermost first
	UserAgent  string       // see WithUserAgent; what is added to the module's own
	Limiter    Limiter      // see WithLimiter; nil for the vendor's documented limits
	Budget     *RetryBudget // see WithRetryBudget; nil for none
	Observer   Observer     // see WithObserver; nil for none
	Logger     *slog.Logger // see WithLogger; nil for none
	Clock      Clock        // see WithClock; nil for the SystemClock
	FixClock   bool         // see WithClockCorrection
	Rand       io.Reader    // see WithRand; nil for crypto/rand
}

// Apply applies options in their order and stops at the first one that is refused.
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

// Param is a parameter that the request type does not have; see [WithParam].
type Param struct {
	Name  string // the vendor's name
	Value any    // text, a whole number, a bool, nil, or lists and string-keyed maps of these; JSON and PHP tell 1 from "1"
}

// ClientOption configures a client: it is given to a vendor's New or to Client.With. Only the functions With…, Without… and On… of
// this package and of the vendor's package make options.
//
// A nil argument of an option means none: no limiter, no observer, no logger, no callback. A client needs an HTTP client, a clock
// and a source of randomness, so nil is refused for these.
type ClientOption interface{ applyClient(*ClientConfig) error }

// CallOption configures one call. Given to New or With, it configures every call of the client.
type CallOption interface {
	ClientOption
	applyCall(*CallConfig) error
}

type callOption func(*CallConfig) error

func (o callOption) applyCall(c *CallConfig) error     { return o(c) }
func (o callOption) applyClient(c *ClientConfig) error { return o(&c.CallConfig) }

type clientOption func(*ClientConfig) error

func (o clientOption) applyClient(c *ClientConfig) error { return o(c) }

// WithTimeout limits the time of each attempt of a call, from sending to the end of the reply. The default is 30 s. An upload is
// limited only by its context, and every call as a whole is limited by its context too.
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

// WithMaxAttempts limits how many times a call that is safe to repeat is tried. The default is 3. Nothing is repeated before the vendor's Retry-After:
// where that is more than a minute, or outlasts the context's deadline, the call fails at once, with RetryAfter.
func WithMaxAttempts(n int) CallOption {
	return callOption(func(c *CallConfig) error {
		if n < 1 {
			return fmt.Errorf("classcloud: WithMaxAttempts(%d): must be at least 1", n)
		}
		c.MaxAttempts = n
		return nil
	})
}

// WithoutRetry sends a call once, whatever happens to it: a read, too, fails on a connection of the pool that the server was closing. It is
// the same as WithMaxAttempts(1), under the name that readers look for.
func WithoutRetry() CallOption { return WithMaxAttempts(1) }

// WithMaxReplySize limits the size of a reply after decompression, in bytes. The default is 32 MiB. A call with a larger reply
// fails with [DataLoss].
func WithMaxReplySize(bytes int64) CallOption {
	return callOption(func(c *CallConfig) error {
		if bytes < 1 {
			return fmt.Errorf("classcloud: WithMaxReplySize(%d): must be at least 1", bytes)
		}
		c.MaxReplySize = bytes
		return nil
	})
}

// WithParam adds a parameter that the request type does not have, such as one that the vendor has introduced since. It is signed
// like the others. A name that the request type has is refused: use the field. A dot in the name leads into an object of the request:
// "roomProperties.webhookConfig" goes into roomProperties, beside the members that the type has; the object itself with the new members
// alone says the same. A name with a dot is never sent as it is: without such an object it is refused.
func WithParam(name string, value any) CallOption {
	return callOption(func(c *CallConfig) error {
		if name == "" {
			return errors.New("classcloud: WithParam: the name is empty")
		}
		c.Params = append(c.Params[:len(c.Params):len(c.Params)], Param{Name: name, Value: value})
		return nil
	})
}

// WithoutChecks sends a request without checking it first, for a vendor that has become more generous than its document.
func WithoutChecks() CallOption {
	return callOption(func(c *CallConfig) error { c.SkipChecks = true; return nil })
}

// OnReply calls f with every reply as it arrived, before it is decoded. That includes replies that hold credentials, so f must not
// log blindly. f must not keep or change the body. Several OnReply are called one after another, in their order; OnReply(nil)
// removes those before it.
func OnReply(f func(*Reply)) CallOption {
	return callOption(func(c *CallConfig) error {
		c.OnReply = both(c.OnReply, f, f == nil, func(first, second func(*Reply)) func(*Reply) {
			return func(r *Reply) { first(r); second(r) }
		})
		return nil
	})
}

// OnWarning calls f with every warning that the vendor adds to a success, such as "created, but not recorded". Several OnWarning
// are called one after another, in their order; OnWarning(nil) removes those before it.
func OnWarning(f func(Operation, Warning)) CallOption {
	return callOption(func(c *CallConfig) error {
		c.OnWarning = both(c.OnWarning, f, f == nil, func(first, second func(Operation, Warning)) func(Operation, Warning) {
			return func(op Operation, w Warning) { first(op, w); second(op, w) }
		})
		return nil
	})
}

// WithStrictWarnings makes a success with warnings return both its result and an error, whose outcome is [OutcomeApplied].
func WithStrictWarnings() CallOption {
	return callOption(func(c *CallConfig) error { c.StrictWarnings = true; return nil })
}

// OnDrift calls f with every field and enum value of a reply that this module does not know, which tells you when a vendor has
// changed its replies. Each reply is then read a second time. Several OnDrift are called one after another, in their order;
// OnDrift(nil) removes those before it.
func OnDrift(f func(Drift)) CallOption {
	return callOption(func(c *CallConfig) error {
		c.OnDrift = both(c.OnDrift, f, f == nil, func(first, second func(Drift)) func(Drift) {
			return func(d Drift) { first(d); second(d) }
		})
		return nil
	})
}

// both returns a function that calls before and then f. Without a function before it is f alone; none, which says that f is nil,
// returns f too and so removes both.
func both[F any](before, f F, none bool, join func(first, second F) F) F {
	switch {
	case none, reflect.ValueOf(before).IsNil():
		return f
	}
	return join(before, f)
}

// WithHTTPClient sends through hc instead of a client on [NewTransport]. The transport and the timeout of hc are used, its cookie jar and its
// redirect policy are not, and hc itself is not changed. To wrap what sends and keep its pool, take [WithMiddleware].
func WithHTTPClient(hc *http.Client) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if hc == nil {
			return errors.New("classcloud: WithHTTPClient: the client is nil")
		}
		c.HTTPClient = hc
		return nil
	})
}

// WithBaseURL replaces the start of the vendor's address: scheme, host and an optional path prefix. The documented paths are
// appended to it. Plain http is allowed.
func WithBaseURL(base string) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		u, err := url.Parse(base)
		if err == nil && u.Port() != "" {
			_, err = strconv.ParseUint(u.Port(), 10, 16)
		}
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || strings.ContainsAny(base, "?#") || u.User != nil {
			return errors.New("classcloud: WithBaseURL: want http(s)://host[:port][/prefix] without user, query or fragment")
		}
		c.BaseURL = strings.TrimRight(base, "/")
		return nil
	})
}

// WithLimiter replaces the vendor's documented limits, for example by a limiter that a fleet shares through Redis. Nil and
// [NoLimit] hold nothing back.
func WithLimiter(l Limiter) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if l == nil {
			l = NoLimit{}
		}
		if err := unkept(l); err != nil {
			return fmt.Errorf("classcloud: WithLimiter: %w", err)
		}
		c.Limiter = l
		return nil
	})
}

// unkept returns why a limiter cannot keep its limits, as far as that is known before the first call.
func unkept(l Limiter) error {
	switch l := l.(type) {
	case *limiter:
		return l.bad
	case across:
		return unkept(l.of)
	case refundedAcross:
		return unkept(l.of)
	}
	if isNil(l) {
		return fmt.Errorf("the limiter is a nil %T", l)
	}
	return nil
}

// WithObserver reports every call and every attempt to o. Several observers start in their order and end in the reverse order.
// WithObserver(nil) removes those before it.
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

// WithLogger logs one line per call: operation, account, attempts, status, kind, code and duration, never parameters or replies. A handler that reads
// the call's context can add what you know of it, such as the tenant. A success
// is logged at level Debug, a failure at level Warn. Nil logs nothing.
func WithLogger(l *slog.Logger) ClientOption {
	return clientOption(func(c *ClientConfig) error { c.Logger = l; return nil })
}

// WithClock replaces the clock that gives the time for signatures and sleeps between attempts, for tests.
func WithClock(clock Clock) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if isNil(clock) {
			return errors.New("classcloud: WithClock: the clock is nil")
		}
		c.Clock = clock
		return nil
	})
}

// WithClockCorrection lets a client correct its machine's clock: when a vendor refuses a call's signature, and the Date of its answer shows that the two
// clocks are more than two minutes apart, the call is signed with the vendor's time and sent once more, and so are the client's calls after it.
// Only refusals of the signature that say nothing was done are repeated, and under WithoutRetry none: then the calls after it are right. The machine's clock is not changed, and tokens and
// links that are computed here keep its time. Off by default: without it the error's Hint says how far the clock is off.
func WithClockCorrection() ClientOption {
	return clientOption(func(c *ClientConfig) error { c.FixClock = true; return nil })
}

// WithUserAgent adds a product to the User-Agent of every request, by which the vendor knows your program, and a proxy of your own to which it speaks
// plain http. Of https a proxy sees only CONNECT: for its headers set ProxyConnectHeader of a transport of [NewTransport].
//
// WithUserAgent("lessons/2.3") makes it "classcloud-go/0.1.0 lessons/2.3". It replaces the one given before; an empty one adds nothing.
func WithUserAgent(product string) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		for _, b := range []byte(product) {
			if b < ' ' || b > '~' {
				return errors.New("classcloud: WithUserAgent: want printable ASCII such as lessons/2.3")
			}
		}
		c.UserAgent = strings.TrimSpace(product)
		return nil
	})
}

// WithRand replaces crypto/rand as the source of initialization vectors, salts, identities and jitter, for tests. Only one read
// happens at a time.
func WithRand(r io.Reader) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if isNil(r) {
			return errors.New("classcloud: WithRand: the reader is nil")
		}
		c.Rand = r
		return nil
	})
}

// isNil reports whether v is nil, or holds a nil pointer, function, map, channel or slice.
func isNil(v any) bool {
	switch x := reflect.ValueOf(v); x.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Chan, reflect.Slice:
		return x.IsNil()
	}
	return false
}
