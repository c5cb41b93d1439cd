package classcloud_test

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestOptionsRefuseBadValues(t *testing.T) {
	for name, option := range map[string]classcloud.ClientOption{
		"no time":                   classcloud.WithTimeout(0),
		"less than no time":         classcloud.WithTimeout(-time.Second),
		"a wait into the past":      classcloud.WithMaxWait(-1),
		"no attempt":                classcloud.WithMaxAttempts(0),
		"fewer attempts than none":  classcloud.WithMaxAttempts(-3),
		"no reply":                  classcloud.WithMaxReply(0),
		"a parameter without name":  classcloud.WithParam("", 1),
		"no HTTP client":            classcloud.WithHTTPClient(nil),
		"no clock":                  classcloud.WithClock(nil),
		"no randomness":             classcloud.WithRand(nil),
		"no base URL":               classcloud.WithBaseURL(""),
		"a host alone":              classcloud.WithBaseURL("example.com"),
		"a path alone":              classcloud.WithBaseURL("/prefix"),
		"another scheme":            classcloud.WithBaseURL("ftp://example.com"),
		"a scheme alone":            classcloud.WithBaseURL("https://"),
		"a query":                   classcloud.WithBaseURL("https://example.com/?a=1"),
		"an empty query":            classcloud.WithBaseURL("https://example.com/?"),
		"a fragment":                classcloud.WithBaseURL("https://example.com/#f"),
		"an empty fragment":         classcloud.WithBaseURL("https://example.com#"),
		"a user, perhaps a secret":  classcloud.WithBaseURL("https://canary:canary@example.com"),
		"a port without a host":     classcloud.WithBaseURL("http://:8080"),
		"a line break":              classcloud.WithBaseURL("https://example.com/\ncanary"),
		"an escape that is no byte": classcloud.WithBaseURL("https://example.com/%zzcanary"),
	} {
		var config classcloud.ClientConfig
		err := option.ApplyClient(&config)
		require.ErrorContains(t, err, "classcloud: With", name)
		assert.NotContains(t, err.Error(), "canary", name)
		if call, ok := option.(classcloud.CallOption); ok {
			assert.Error(t, call.ApplyCall(&config.CallConfig), name)
		}
		assert.Zero(t, config, name)
	}
}

func TestEveryCallOptionIsAClientOption(t *testing.T) {
	for _, option := range []classcloud.CallOption{
		classcloud.WithTimeout(time.Second), classcloud.WithMaxWait(0), classcloud.WithMaxAttempts(2), classcloud.WithMaxReply(1),
		classcloud.WithParam("p", 1), classcloud.WithoutChecks(), classcloud.WithStrictWarnings(),
	} {
		var client classcloud.ClientConfig
		var call classcloud.CallConfig
		require.NoError(t, option.ApplyClient(&client))
		require.NoError(t, option.ApplyCall(&call))
		assert.Equal(t, call, client.CallConfig)
	}
	var config classcloud.ClientConfig
	for _, option := range []classcloud.ClientOption{
		classcloud.WithoutRetry(),
		classcloud.WithReply(func(*classcloud.Reply) {}), classcloud.WithDrift(func(classcloud.Drift) {}),
		classcloud.WithWarnings(func(classcloud.Operation, classcloud.Warning) {}),
		classcloud.WithBaseURL("http://127.0.0.1:8080/prefix/"), classcloud.WithHTTPClient(http.DefaultClient), classcloud.WithLimiter(classcloud.NoLimit{}),
		classcloud.WithObserver(silent{}), classcloud.WithLogger(slog.Default()), classcloud.WithClock(classcloud.SystemClock{}), classcloud.WithRand(rand.Reader),
	} {
		require.NoError(t, option.ApplyClient(&config))
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
	require.NoError(t, classcloud.WithParam("one", 1).ApplyCall(&one))
	require.NoError(t, classcloud.WithParam("two", 2).ApplyCall(&two))
	assert.Equal(t, []classcloud.Param{{Name: "base"}, {Name: "one", Value: 1}}, one.Params)
	assert.Equal(t, []classcloud.Param{{Name: "base"}, {Name: "two", Value: 2}}, two.Params)
	assert.Len(t, base.Params, 1)
}

func TestAnOptionThatIsRefusedIsAnErrorOfNewAndOfACall(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		_, err := w.read(t.Context(), classcloud.WithTimeout(-1))
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, "WithTimeout")
		assert.Equal(t, classcloud.OutcomeNotSent, asError(t, err).Outcome)
		_, err = w.read(t.Context(), nil)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.Empty(t, w.kit.Requests())
	})
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
