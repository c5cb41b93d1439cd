package classcloudotel_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	classcloudotel "github.com/go-classcloud/classcloud/contrib/otel"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// telemetry is an observer and all that it reports.
type telemetry struct {
	t        *testing.T
	observer *classcloudotel.Observer
	exporter *tracetest.InMemoryExporter
	tracers  *sdktrace.TracerProvider
	reader   *metric.ManualReader
}

// observe makes an observer whose spans and metrics stay in memory. config needs no providers.
func observe(t *testing.T, config classcloudotel.Config, options ...sdktrace.TracerProviderOption) *telemetry {
	t.Helper()
	o := &telemetry{t: t, exporter: tracetest.NewInMemoryExporter(), reader: metric.NewManualReader()}
	o.tracers = sdktrace.NewTracerProvider(append(options, sdktrace.WithSyncer(o.exporter))...)
	meters := metric.NewMeterProvider(metric.WithReader(o.reader))
	t.Cleanup(func() {
		require.NoError(t, o.tracers.Shutdown(context.Background()))
		require.NoError(t, meters.Shutdown(context.Background()))
	})
	config.TracerProvider, config.MeterProvider = o.tracers, meters
	var err error
	o.observer, err = classcloudotel.New(config)
	require.NoError(t, err)
	return o
}

// option gives the observer to a client.
func (o *telemetry) option() classcloud.ClientOption { return classcloud.WithObserver(o.observer) }

// spans returns the spans that ended, each under its parent: a call, then its attempts in their order.
func (o *telemetry) spans() tracetest.SpanStubs {
	spans := o.exporter.GetSpans()
	slices.SortStableFunc(spans, func(a, b tracetest.SpanStub) int { return a.StartTime.Compare(b.StartTime) })
	return spans
}

// metrics returns the histograms' series by the metric's name.
func (o *telemetry) metrics() map[string][]metricdata.HistogramDataPoint[float64] {
	o.t.Helper()
	var all metricdata.ResourceMetrics
	require.NoError(o.t, o.reader.Collect(o.t.Context(), &all))
	out := map[string][]metricdata.HistogramDataPoint[float64]{}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			require.Equal(o.t, "s", m.Unit, m.Name)
			require.NotEmpty(o.t, m.Description, m.Name)
			data, is := m.Data.(metricdata.Histogram[float64])
			require.True(o.t, is, m.Name)
			out[m.Name] = data.DataPoints
		}
	}
	return out
}

// series returns a metric's series as their attributes, with how often each was recorded.
func (o *telemetry) series(name string) map[string]uint64 {
	o.t.Helper()
	out := map[string]uint64{}
	for _, point := range o.metrics()[name] {
		out[written(point.Attributes.ToSlice())] = point.Count
	}
	return out
}

// written writes attributes in the order of their keys, but for the port of a test server, which differs each time.
func written(attributes []attribute.KeyValue) string {
	var out []string
	for _, a := range attributes {
		if a.Key == "server.port" {
			out = append(out, "server.port")
			continue
		}
		out = append(out, string(a.Key)+"="+a.Value.String())
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// value returns an attribute as a text.
func value(attributes []attribute.KeyValue, key attribute.Key) string {
	for _, a := range attributes {
		if a.Key == key {
			return a.Value.String()
		}
	}
	return ""
}
