package classcloudotel

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/semconv/v1.43.0/httpconv"
	"go.opentelemetry.io/otel/trace"

	"github.com/go-classcloud/classcloud"
)

// scope names this module to OpenTelemetry.
const scope = "github.com/go-classcloud/classcloud/contrib/otel"

// Config says what an Observer reports to and how much. The zero value reports to the global providers what holds nobody's data but the texts
// of errors.
type Config struct {
	TracerProvider trace.TracerProvider // nil is the global one
	MeterProvider  metric.MeterProvider // nil is the global one

	Account       bool // spans say the account that called, as limiters are told it; no metric ever does
	URLTemplate   bool // attempts say the operation's path as their url.template, in their names and in http.client.request.duration too
	OmitErrorText bool // a failed span has no description: the text of an error holds what the vendor said, which may name people

	// Propagator is what Observer.Propagate writes headers with. Nil is the trace context of the W3C without baggage: what a program
	// has in its baggage is not for a vendor to read.
	Propagator propagation.TextMapPropagator
}

// Observer makes spans and metrics of calls. Give it to classcloud.WithObserver, for as many clients as there are: it has no state of its own,
// and is safe for concurrent use.
type Observer struct {
	config   Config
	tracer   trace.Tracer
	requests metric.Float64Histogram // by attempt
	calls    metric.Float64Histogram
	waits    metric.Float64Histogram
}

// buckets of http.client.request.duration are those of the conventions.
var buckets = []float64{0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10}

// longBuckets go on to what a call may take with its waits and repeats. Below the first nobody waited.
var longBuckets = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300}

// New makes an observer and its instruments. It fails where the MeterProvider refuses one.
func New(config Config) (*Observer, error) {
	if config.TracerProvider == nil {
		config.TracerProvider = otel.GetTracerProvider()
	}
	if config.MeterProvider == nil {
		config.MeterProvider = otel.GetMeterProvider()
	}
	if config.Propagator == nil {
		config.Propagator = propagation.TraceContext{}
	}
	o := &Observer{config: config}
	o.tracer = config.TracerProvider.Tracer(scope, trace.WithInstrumentationVersion(classcloud.Version), trace.WithSchemaURL(semconv.SchemaURL))
	if err := o.instruments(config.MeterProvider); err != nil {
		return nil, fmt.Errorf("classcloudotel: %w", err)
	}
	return o, nil
}

// instruments makes the three histograms.
func (o *Observer) instruments(provider metric.MeterProvider) (err error) {
	meter := provider.Meter(scope, metric.WithInstrumentationVersion(classcloud.Version), metric.WithSchemaURL(semconv.SchemaURL))
	conventional := httpconv.ClientRequestDuration{}
	for _, want := range []struct {
		to         *metric.Float64Histogram
		name, says string
		buckets    []float64
	}{
		{&o.requests, conventional.Name(), conventional.Description(), buckets},
		{&o.calls, "classcloud.client.call.duration", "Duration of calls, with their waits and repeats.", longBuckets},
		{&o.waits, "classcloud.client.limiter.wait", "Time that calls waited in the limiter.", longBuckets},
	} {
		*want.to, err = meter.Float64Histogram(want.name, metric.WithDescription(want.says), metric.WithUnit("s"), metric.WithExplicitBucketBoundaries(want.buckets...))
		if err != nil {
			return err
		}
	}
	return nil
}

// Start begins the span of a call or of an attempt. The context that it returns has the span, and so the request is sent with that of its
// attempt. The function that it returns ends the span, and records how long it took.
func (o *Observer) Start(ctx context.Context, begin classcloud.Event) (context.Context, func(classcloud.Event)) {
	if begin.Attempt == 0 {
		return o.startCall(ctx, begin)
	}
	return o.startAttempt(ctx, begin)
}
