package classcloudotel_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/propagation"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	classcloudotel "github.com/go-classcloud/classcloud/contrib/otel"
)

// roundTrip is a function that sends.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The headers name the attempt's own span, each attempt's its own; without the middleware there are none, and baggage stays at home.
func TestPropagate(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	member, err := baggage.NewMember("tenant", "t-1")
	require.NoError(t, err)
	bag, err := baggage.New(member)
	require.NoError(t, err)
	ctx := baggage.ContextWithBaggage(context.Background(), bag)
	both := propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{})
	for name, one := range map[string]struct {
		config    classcloudotel.Config
		propagate bool
		baggage   string
	}{
		"by itself nothing": {},
		"the trace":         {propagate: true},
		"what one asks for": {classcloudotel.Config{Propagator: both}, true, "tenant=t-1"},
	} {
		t.Run(name, func(t *testing.T) {
			o := observe(t, one.config)
			var sent []http.Header
			options := []classcloud.ClientOption{o.option()}
			if one.propagate {
				options = append(options, classcloud.WithMiddleware(o.observer.Propagate))
			}
			client := srv.Client(append(options, classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTrip(func(r *http.Request) (*http.Response, error) {
					sent = append(sent, r.Header.Clone())
					return next.RoundTrip(r)
				})
			}))...)
			srv.Inject("", baijiayuntest.Fault{Status: 503})
			_, err := client.Rooms.List(ctx, &baijiayun.ListRoomsRequest{Page: 1})
			require.NoError(t, err)
			require.Len(t, sent, 2)
			for i, header := range sent {
				want := ""
				if attempt := o.spans()[i+1].SpanContext; one.propagate {
					want = "00-" + attempt.TraceID().String() + "-" + attempt.SpanID().String() + "-01"
				}
				assert.Equal(t, want, header.Get("Traceparent"))
				assert.Equal(t, one.baggage, header.Get("Baggage"))
				assert.NotEmpty(t, header.Get("Content-Type"), "the request is whole")
			}
		})
	}
}

// A RoundTripper leaves the request that it was given as it is.
func TestPropagateSendsACopy(t *testing.T) {
	o := observe(t, classcloudotel.Config{})
	ctx, span := o.tracers.Tracer("test").Start(t.Context(), "attempt")
	defer span.End()
	given, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://127.0.0.1:1/", nil)
	require.NoError(t, err)
	var sent http.Header
	_, err = o.observer.Propagate(roundTrip(func(r *http.Request) (*http.Response, error) { sent = r.Header; return nil, http.ErrAbortHandler })).RoundTrip(given) //nolint:bodyclose // there is no response
	require.ErrorIs(t, err, http.ErrAbortHandler)
	assert.NotEmpty(t, sent.Get("Traceparent"))
	assert.Empty(t, given.Header)
}
