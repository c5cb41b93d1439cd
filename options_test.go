package classcloud_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestOptionsRefuseBadValues(t *testing.T) {
	for name, option := range map[string]classcloud.ClientOption{
		"no time":                  classcloud.WithTimeout(0),
		"less than no time":        classcloud.WithTimeout(-time.Second),
		"a wait into the past":     classcloud.WithMaxWait(-1),
		"no attempt":               classcloud.WithMaxAttempts(0),
		"fewer attempts than none": classcloud.WithMaxAttempts(-3),
		"no reply":                 classcloud.WithMaxReplySize(0),
		"a parameter without name": classcloud.WithParam("", 1),
		"no HTTP client":           classcloud.WithHTTPClient(nil),
		"no clock":                 classcloud.WithClock(nil),
		"no randomness":            classcloud.WithRand(nil),
		"a product of two lines":   classcloud.WithUserAgent("a/1\r\nX-Canary: canary"),
		"a product in Chinese":     classcloud.WithUserAgent("课堂/1"),
		"a product with a delete":  classcloud.WithUserAgent("a\x7f"),
		"a budget of nothing":      classcloud.WithRetryBudget(classcloud.NewRetryBudget(0.1, 0)),
		"a budget that shrinks":    classcloud.WithRetryBudget(classcloud.NewRetryBudget(-0.1, 1)),
		"a budget without number":  classcloud.WithRetryBudget(classcloud.NewRetryBudget(math.NaN(), 1)),
		"a budget without end":     classcloud.WithRetryBudget(classcloud.NewRetryBudget(math.Inf(1), 1)),
		"a limit of no time":       classcloud.WithLimiter(classcloud.NewLimiter([]classcloud.Limit{{Every: time.Second, Burst: 1}, {Burst: 1}})),
		"a limit of no place":      classcloud.WithLimiter(classcloud.NewLimiter([]classcloud.Limit{{Every: time.Second}})),
		"a limit of all accounts":  classcloud.WithLimiter(classcloud.AcrossAccounts(classcloud.AcrossAccounts(classcloud.NewLimiter([]classcloud.Limit{{Burst: 1}})))),
		"a limiter of accounts":    classcloud.WithLimiter(classcloud.AcrossAccounts((*typed)(nil))),
		"no base URL":              classcloud.WithBaseURL(""),
		"a host alone":             classcloud.WithBaseURL("example.com"),
		"a port that is none":      classcloud.WithBaseURL("http://example.com:65536"),
		"a path alone":             classcloud.WithBaseURL("/prefix"),
		"another scheme":           classcloud.WithBaseURL("ftp://example.com"),
		"a scheme alone":           classcloud.WithBaseURL("https://"),
		"a query":                  classcloud.WithBaseURL("https://example.com/?a=1"),
		"an empty query":           classcloud.WithBaseURL("https://example.com/?"),
		"a fragment":               classcloud.WithBaseURL("https://example.com/#f"),
		"an empty fragment":        classcloud.WithBaseURL("https://example.com#"),
		"a user, perhaps a secret": classcloud.WithBaseURL("https://canary:canary@example.com"),
		"a port without a host":    classcloud.WithBaseURL("http://:8080"),
		"a line break":             classcloud.WithBaseURL("https://example.com/\ncanary"),
		"an invalid escape":        classcloud.WithBaseURL("https://example.com/%zzcanary"),
	} {
		var config classcloud.ClientConfig
		err := config.Apply(option)
		require.ErrorContains(t, err, "classcloud: With", name)
		assert.NotContains(t, err.Error(), "canary", name)
		if call, ok := option.(classcloud.CallOption); ok {
			assert.Error(t, config.CallConfig.Apply(call), name)
		}
		assert.Zero(t, config, name)
	}
}

func TestEveryCallOptionIsAClientOption(t *testing.T) {
	for _, option := range []classcloud.CallOption{
		classcloud.WithTimeout(time.Second), classcloud.WithMaxWait(0), classcloud.WithMaxAttempts(2), classcloud.WithMaxReplySize(1),
		classcloud.WithParam("p", 1), classcloud.WithoutChecks(), classcloud.WithStrictWarnings(),
	} {
		var client classcloud.ClientConfig
		var call classcloud.CallConfig
		require.NoError(t, client.Apply(option))
		require.NoError(t, call.Apply(option))
		assert.Equal(t, call, client.CallConfig)
	}
	var config classcloud.ClientConfig
	for _, option := range []classcloud.ClientOption{
		classcloud.WithoutRetry(),
		classcloud.OnReply(func(*classcloud.Reply) {}), classcloud.OnDrift(func(classcloud.Drift) {}),
		classcloud.OnWarning(func(classcloud.Operation, classcloud.Warning) {}),
		classcloud.WithBaseURL("http://127.0.0.1:8080/prefix//"), classcloud.WithHTTPClient(http.DefaultClient), classcloud.WithLimiter(classcloud.NoLimit{}),
		classcloud.WithObserver(silent{}), classcloud.WithLogger(slog.Default()), classcloud.WithClock(classcloud.SystemClock{}), classcloud.WithRand(rand.Reader),
	} {
		require.NoError(t, config.Apply(option))
	}
	assert.Equal(t, 1, config.MaxAttempts)
	assert.Equal(t, "http://127.0.0.1:8080/prefix", config.BaseURL)
	for _, set := range []any{config.OnReply, config.OnDrift, config.OnWarning, config.HTTPClient, config.Limiter, config.Observer, config.Logger, config.Clock, config.Rand} {
		assert.NotNil(t, set)
	}
}

type silent struct{}

func (silent) Start(ctx context.Context, _ classcloud.Event) (context.Context, func(classcloud.Event)) {
	return ctx, nil
}

func TestParametersOfACallAreItsOwn(t *testing.T) {
	base := classcloud.CallConfig{Params: append(make([]classcloud.Param, 0, 8), classcloud.Param{Name: "base"})}
	one, two := base, base
	require.NoError(t, one.Apply(classcloud.WithParam("one", 1)))
	require.NoError(t, two.Apply(classcloud.WithParam("two", 2)))
	assert.Equal(t, []classcloud.Param{{Name: "base"}, {Name: "one", Value: 1}}, one.Params)
	assert.Equal(t, []classcloud.Param{{Name: "base"}, {Name: "two", Value: 2}}, two.Params)
	assert.Len(t, base.Params, 1)
}

func TestSystemClock(t *testing.T) {
	clock := classcloud.SystemClock{}
	assert.WithinDuration(t, time.Now(), clock.Now(), time.Minute)
	assert.NoError(t, clock.Sleep(t.Context(), 0))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, clock.Sleep(ctx, time.Hour), context.Canceled)
}

func TestNoLimit(t *testing.T) {
	wait, err := classcloud.NoLimit{}.Wait(t.Context(), "a", classcloud.Operation{}, 0)
	assert.NoError(t, err)
	assert.Zero(t, wait)
}

// Nil means none, and is refused for what a client needs.
func TestNilMeansNone(t *testing.T) {
	full := func() classcloud.ClientConfig {
		var config classcloud.ClientConfig
		require.NoError(t, config.Apply(classcloud.OnReply(func(*classcloud.Reply) {}), classcloud.OnWarning(func(classcloud.Operation, classcloud.Warning) {}),
			classcloud.OnDrift(func(classcloud.Drift) {}), classcloud.WithObserver(silent{}), classcloud.WithLogger(slog.Default())))
		return config
	}
	for name, test := range map[string]struct {
		option classcloud.ClientOption
		none   func(classcloud.ClientConfig) bool
	}{
		"OnReply":      {classcloud.OnReply(nil), func(c classcloud.ClientConfig) bool { return c.OnReply == nil }},
		"OnWarning":    {classcloud.OnWarning(nil), func(c classcloud.ClientConfig) bool { return c.OnWarning == nil }},
		"OnDrift":      {classcloud.OnDrift(nil), func(c classcloud.ClientConfig) bool { return c.OnDrift == nil }},
		"WithObserver": {classcloud.WithObserver(nil), func(c classcloud.ClientConfig) bool { return c.Observer == nil }},
		"WithLogger":   {classcloud.WithLogger(nil), func(c classcloud.ClientConfig) bool { return c.Logger == nil }},
		"WithLimiter":  {classcloud.WithLimiter(nil), func(c classcloud.ClientConfig) bool { return c.Limiter == classcloud.NoLimit{} }},
	} {
		config := full()
		require.NoError(t, config.Apply(test.option), name)
		assert.True(t, test.none(config), name)
	}
	for name, option := range map[string]classcloud.ClientOption{
		"WithHTTPClient": classcloud.WithHTTPClient(nil), "WithClock": classcloud.WithClock(nil), "WithRand": classcloud.WithRand(nil),
		"WithClock, typed": classcloud.WithClock((*typed)(nil)), "WithRand, typed": classcloud.WithRand((*typed)(nil)),
		"WithLimiter, typed": classcloud.WithLimiter((*typed)(nil)), "WithObserver, typed": classcloud.WithObserver((*typed)(nil)),
		"WithObserver, a function": classcloud.WithObserver(watching(nil)),
	} {
		config := full()
		assert.Error(t, config.Apply(option), name)
	}
}

// watching is an observer that is a function.
type watching func(classcloud.Event)

func (w watching) Start(ctx context.Context, ev classcloud.Event) (context.Context, func(classcloud.Event)) {
	w(ev)
	return ctx, nil
}

// typed implements every interface that an option takes.
type typed struct{}

func (*typed) Now() time.Time                             { return time.Time{} }
func (*typed) Sleep(context.Context, time.Duration) error { return nil }
func (*typed) Read([]byte) (int, error)                   { return 0, nil }
func (*typed) Start(ctx context.Context, _ classcloud.Event) (context.Context, func(classcloud.Event)) {
	return ctx, nil
}
func (*typed) Wait(context.Context, string, classcloud.Operation, time.Duration) (time.Duration, error) {
	return 0, nil
}

// noted is an observer that records its events under a name.
type noted struct {
	name string
	to   *[]string
}

type noteKey struct{ name string }

func (n noted) Start(ctx context.Context, _ classcloud.Event) (context.Context, func(classcloud.Event)) {
	*n.to = append(*n.to, n.name+" starts")
	return context.WithValue(ctx, noteKey{n.name}, true), func(classcloud.Event) { *n.to = append(*n.to, n.name+" ends") }
}

func TestOptionsAddUp(t *testing.T) {
	var heard []string
	var config classcloud.ClientConfig
	for _, name := range []string{"a", "b", "c"} {
		require.NoError(t, config.Apply(
			classcloud.OnReply(func(r *classcloud.Reply) { heard = append(heard, name+" reply "+string(r.Body)) }),
			classcloud.OnWarning(func(op classcloud.Operation, w classcloud.Warning) {
				heard = append(heard, name+" warning "+op.Name+" "+w.Code)
			}),
			classcloud.OnDrift(func(d classcloud.Drift) { heard = append(heard, name+" drift "+d.Path) }),
			classcloud.WithObserver(noted{name, &heard}),
		))
	}
	config.OnReply(&classcloud.Reply{Body: []byte("r")})
	config.OnWarning(classcloud.Operation{Name: "O"}, classcloud.Warning{Code: "1"})
	config.OnDrift(classcloud.Drift{Path: "/x"})
	ctx, end := config.Observer.Start(t.Context(), classcloud.Event{})
	for _, name := range []string{"a", "b", "c"} {
		assert.NotNil(t, ctx.Value(noteKey{name}), "the context passes through every observer")
	}
	end(classcloud.Event{})
	assert.Equal(t, []string{
		"a reply r", "b reply r", "c reply r", "a warning O 1", "b warning O 1", "c warning O 1", "a drift /x", "b drift /x", "c drift /x",
		"a starts", "b starts", "c starts", "c ends", "b ends", "a ends",
	}, heard)

	heard = nil
	require.NoError(t, config.Apply(classcloud.OnReply(nil), classcloud.OnReply(func(*classcloud.Reply) { heard = append(heard, "alone") })))
	config.OnReply(&classcloud.Reply{})
	assert.Equal(t, []string{"alone"}, heard)
}

func TestAnObserverMayReturnNoEnd(t *testing.T) {
	var config classcloud.ClientConfig
	require.NoError(t, config.Apply(classcloud.WithObserver(silent{}), classcloud.WithObserver(silent{})))
	_, end := config.Observer.Start(t.Context(), classcloud.Event{})
	assert.NotPanics(t, func() { end(classcloud.Event{}) })
}
