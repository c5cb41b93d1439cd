package classcloudprometheus

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/go-classcloud/classcloud"
)

// Config says how an Observer counts. The zero value is complete.
type Config struct {
	Buckets     []float64         // of the three histograms, in seconds; nil is from 5 ms to 5 min
	ConstLabels prometheus.Labels // on all metrics
	Account     bool              // a label account, as limiters are told it, on all metrics but the gauge: as many series as there are tenants
}

// defaultBuckets go on to what a call may take with its waits and repeats.
var defaultBuckets = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300}

// Observer counts and times calls. Give it to classcloud.WithObserver, and register it. It is safe for concurrent use.
type Observer struct {
	byAccount bool
	inFlight  *prometheus.GaugeVec
	calls     *prometheus.CounterVec
	durations *prometheus.HistogramVec
	attempts  *prometheus.HistogramVec
	waits     *prometheus.HistogramVec
}

// New makes an observer, which counts from zero. It fails for buckets that do not grow, and for labels that Prometheus refuses or that the metrics have.
func New(config Config) (*Observer, error) {
	if config.Buckets == nil {
		config.Buckets = defaultBuckets
	}
	if err := config.check(); err != nil {
		return nil, fmt.Errorf("classcloudprometheus: %w", err)
	}
	o := &Observer{
		byAccount: config.Account,
		inFlight: prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "classcloud_calls_in_flight", Help: "Calls that go on.",
			ConstLabels: config.ConstLabels}, []string{"vendor", "operation"}),
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "classcloud_calls_total", Help: "Calls that ended.",
			ConstLabels: config.ConstLabels}, config.labels("kind", "outcome")),
		durations: config.histogram("classcloud_call_duration_seconds", "Duration of calls, with their waits and repeats.", "kind"),
		attempts:  config.histogram("classcloud_attempt_duration_seconds", "Duration of the HTTP requests of calls.", "status"),
		waits:     config.histogram("classcloud_limiter_wait_seconds", "Time that calls waited in the limiter."),
	}
	if err := prometheus.NewRegistry().Register(o); err != nil {
		return nil, fmt.Errorf("classcloudprometheus: %w", err)
	}
	return o, nil
}

// check reports what Prometheus would otherwise panic at when the first call ends.
func (c Config) check() error {
	for i, bound := range c.Buckets {
		if math.IsNaN(bound) || i > 0 && bound <= c.Buckets[i-1] {
			return errors.New("Config.Buckets must grow")
		}
	}
	if _, taken := c.ConstLabels["le"]; taken {
		return errors.New("Config.ConstLabels: le is the label of buckets")
	}
	return nil
}

// labels returns the labels of a metric.
func (c Config) labels(own ...string) []string {
	all := append([]string{"vendor", "operation"}, own...)
	if c.Account {
		all = append(all, "account")
	}
	return all
}

func (c Config) histogram(name, help string, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: c.Buckets, ConstLabels: c.ConstLabels}, c.labels(labels...))
}

// Describe describes the metrics to a registry.
func (o *Observer) Describe(to chan<- *prometheus.Desc) {
	for _, c := range o.collectors() {
		c.Describe(to)
	}
}

// Collect gives a registry what was counted.
func (o *Observer) Collect(to chan<- prometheus.Metric) {
	for _, c := range o.collectors() {
		c.Collect(to)
	}
}

func (o *Observer) collectors() []prometheus.Collector {
	return []prometheus.Collector{o.inFlight, o.calls, o.durations, o.attempts, o.waits}
}

// Start begins to time a call or an attempt. The function that it returns counts it.
func (o *Observer) Start(ctx context.Context, begin classcloud.Event) (context.Context, func(classcloud.Event)) {
	began := time.Now()
	if begin.Attempt > 0 {
		return ctx, func(end classcloud.Event) {
			o.attempts.WithLabelValues(o.values(end, statusClass(end.Status))...).Observe(time.Since(began).Seconds())
		}
	}
	inFlight := o.inFlight.WithLabelValues(begin.Vendor, begin.Operation.Name)
	inFlight.Inc()
	return ctx, func(end classcloud.Event) {
		inFlight.Dec()
		kind, outcome := resultOf(end)
		o.calls.WithLabelValues(o.values(end, kind, outcome)...).Inc()
		o.durations.WithLabelValues(o.values(end, kind)...).Observe(time.Since(began).Seconds())
		o.waits.WithLabelValues(o.values(end)...).Observe(end.Wait.Seconds())
	}
}

// values returns the values of a metric's labels, in the order of Config.labels. Prometheus panics at a value that is not UTF-8.
func (o *Observer) values(ev classcloud.Event, own ...string) []string {
	all := append([]string{ev.Vendor, ev.Operation.Name}, own...)
	if o.byAccount {
		all = append(all, strings.ToValidUTF8(ev.Account, "\uFFFD"))
	}
	return all
}

// resultOf returns how a call ended. What has no error had a reply: without both, the call was left by a panic.
func resultOf(end classcloud.Event) (kind, outcome string) {
	if end.Err == nil {
		if end.Status == 0 {
			return "panic", classcloud.OutcomeUnknown.String()
		}
		return "OK", "OK"
	}
	e, is := errors.AsType[*classcloud.Error](end.Err)
	if !is {
		e = &classcloud.Error{}
	}
	return e.Kind.String(), e.Outcome.String()
}

// statusClass writes 503 as 5xx.
func statusClass(status int) string {
	if status < 100 || status > 599 {
		if status == 0 {
			return "none"
		}
		return "other"
	}
	return strconv.Itoa(status/100) + "xx"
}
