package classcloudprometheus_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	classcloudprometheus "github.com/go-classcloud/classcloud/contrib/prometheus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// observe makes an observer.
func observe(t *testing.T, config classcloudprometheus.Config) *classcloudprometheus.Observer {
	t.Helper()
	o, err := classcloudprometheus.New(config)
	require.NoError(t, err)
	return o
}

// counts returns how often something was counted, by a metric's series as Prometheus writes them: of a histogram its count.
func counts(t *testing.T, o *classcloudprometheus.Observer, metric string) map[string]float64 {
	t.Helper()
	return gather(t, o, metric, true)
}

// sums returns the sums of a histogram's series.
func sums(t *testing.T, o *classcloudprometheus.Observer, metric string) map[string]float64 {
	t.Helper()
	return gather(t, o, metric, false)
}

// exposed returns what a scrape of the observer's metrics says.
func exposed(t *testing.T, o *classcloudprometheus.Observer) string {
	t.Helper()
	registry := prometheus.NewRegistry()
	require.NoError(t, registry.Register(o))
	recorder := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	require.Equal(t, http.StatusOK, recorder.Code)
	return recorder.Body.String()
}

func gather(t *testing.T, o *classcloudprometheus.Observer, metric string, count bool) map[string]float64 {
	t.Helper()
	registry := prometheus.NewPedanticRegistry()
	require.NoError(t, registry.Register(o))
	families, err := registry.Gather()
	require.NoError(t, err)
	out := map[string]float64{}
	for _, family := range families {
		if family.GetName() != metric {
			continue
		}
		for _, one := range family.GetMetric() {
			var labels []string
			for _, label := range one.GetLabel() {
				labels = append(labels, label.GetName()+"="+label.GetValue())
			}
			value := one.GetCounter().GetValue() + one.GetGauge().GetValue()
			switch histogram := one.GetHistogram(); {
			case histogram != nil && count:
				value = float64(histogram.GetSampleCount())
			case histogram != nil:
				value = histogram.GetSampleSum()
			}
			out[strings.Join(labels, " ")] = value
		}
	}
	return out
}
