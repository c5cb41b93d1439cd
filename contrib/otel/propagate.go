package classcloudotel

import (
	"net/http"

	"go.opentelemetry.io/otel/propagation"
)

// Propagate is a classcloud.Middleware, which no client has by itself: it writes the attempt's span into the headers of the request, so that a
// gateway or an AppServer of your own goes on with the trace.
//
//	client, err := aui.New(credentials, classcloud.WithBaseURL(base), classcloud.WithObserver(observer), classcloud.WithMiddleware(observer.Propagate))
//
// No vendor signs headers that it does not know, but a vendor learns your trace ids from it.
func (o *Observer) Propagate(next http.RoundTripper) http.RoundTripper {
	return propagating{o.config.Propagator, next}
}

// propagating sends requests with the headers of a propagator.
type propagating struct {
	propagator propagation.TextMapPropagator
	next       http.RoundTripper
}

// RoundTrip sends a copy of the request with the headers.
func (p propagating) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	p.propagator.Inject(r.Context(), propagation.HeaderCarrier(r.Header))
	return p.next.RoundTrip(r)
}
