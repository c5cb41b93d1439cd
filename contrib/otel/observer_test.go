package classcloudotel_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	classcloudotel "github.com/go-classcloud/classcloud/contrib/otel"
)

const (
	requests = "http.client.request.duration"
	calls    = "classcloud.client.call.duration"
	waits    = "classcloud.client.limiter.wait"
)

// A call that needs three attempts is four spans: each has what the conventions say, and nothing else.
func TestACallIsASpanOverItsAttempts(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudotel.Config{})
	client := srv.Client(o.option())
	room := srv.AddRoom(baijiayuntest.Room{Title: "Mathematics"})
	srv.Inject("Rooms.Get", baijiayuntest.Fault{Status: 503, Header: http.Header{"X-Request-Id": {"r-1"}}})
	srv.Inject("Rooms.Get", baijiayuntest.Fault{Reset: true})

	ctx, parent := o.tracers.Tracer("test").Start(t.Context(), "a handler of the program's")
	began := time.Now()
	_, err := client.Rooms.Get(ctx, room.RoomID)
	took := time.Since(began)
	require.NoError(t, err)

	spans := o.spans()
	require.Len(t, spans, 4)
	call := spans[0]
	assert.Equal(t, "baijiayun Rooms.Get", call.Name)
	assert.Equal(t, trace.SpanKindInternal, call.SpanKind)
	assert.Equal(t, parent.SpanContext().SpanID(), call.Parent.SpanID())
	assert.Equal(t, codes.Unset, call.Status.Code, "it succeeded in the end")
	assert.Regexp(t, `^classcloud.limiter.wait=\S+ classcloud.operation=Rooms.Get classcloud.vendor=baijiayun$`, written(call.Attributes))
	assert.LessOrEqual(t, call.EndTime.Sub(call.StartTime), took)

	port := srv.URL[strings.LastIndexByte(srv.URL, ':')+1:]
	own := "classcloud.operation=Rooms.Get classcloud.vendor=baijiayun "
	for i, want := range []struct {
		attributes string
		code       codes.Code
		text       string
	}{
		{"classcloud.operation=Rooms.Get classcloud.outcome=NotApplied classcloud.request_id=r-1 classcloud.vendor=baijiayun error.type=503 http.request.method=POST http.response.status_code=503 server.address=127.0.0.1 server.port", codes.Error, "^$"},
		{"classcloud.operation=Rooms.Get classcloud.outcome=NotApplied classcloud.vendor=baijiayun error.type=Unavailable http.request.method=POST http.request.resend_count=1 server.address=127.0.0.1 server.port", codes.Error, "connection reset"},
		{own + "http.request.method=POST http.request.resend_count=2 http.response.status_code=200 server.address=127.0.0.1 server.port", codes.Unset, "^$"},
	} {
		span := spans[i+1]
		assert.Equal(t, "POST", span.Name)
		assert.Equal(t, trace.SpanKindClient, span.SpanKind)
		assert.Equal(t, call.SpanContext.SpanID(), span.Parent.SpanID())
		assert.Equal(t, want.attributes, written(span.Attributes), "attempt %d", i+1)
		assert.Equal(t, port, value(span.Attributes, "server.port"))
		assert.Equal(t, want.code, span.Status.Code)
		assert.Regexp(t, want.text, span.Status.Description)
		assert.Equal(t, semconv.SchemaURL, span.InstrumentationScope.SchemaURL)
		assert.Equal(t, "github.com/go-classcloud/classcloud/contrib/otel", span.InstrumentationScope.Name)
		assert.Equal(t, classcloud.Version, span.InstrumentationScope.Version)
	}
	of := strings.TrimSpace(own)
	assert.Equal(t, map[string]uint64{of: 1}, o.series(calls), "one call, however often it is sent")
	assert.Equal(t, map[string]uint64{of: 1}, o.series(waits))
	sums := map[string]float64{}
	for _, point := range o.metrics()[requests] {
		sums[written(point.Attributes.ToSlice())] = point.Sum
	}
	assert.Len(t, sums, 3)
	at := " server.address=127.0.0.1 server.port"
	for i, series := range []string{
		"error.type=503 http.request.method=POST http.response.status_code=503", "error.type=Unavailable http.request.method=POST", "http.request.method=POST http.response.status_code=200",
	} {
		require.Contains(t, sums, series+at)
		assert.InDelta(t, spans[i+1].EndTime.Sub(spans[i+1].StartTime).Seconds(), sums[series+at], 1e-9, "the metric says what the span says")
	}
	all := o.metrics()[calls][0]
	assert.InDelta(t, call.EndTime.Sub(call.StartTime).Seconds(), all.Sum, 1e-9)
	require.Len(t, all.Exemplars, 1, "a slow bucket leads to a trace")
	id := call.SpanContext.SpanID()
	assert.Equal(t, id[:], all.Exemplars[0].SpanID)
}

func TestTheBucketsOfRequestsAreTheConventions(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudotel.Config{})
	_, err := srv.Client(o.option()).Rooms.List(t.Context(), &baijiayun.ListRoomsRequest{Page: 1})
	require.NoError(t, err)
	metrics := o.metrics()
	assert.Len(t, metrics, 3)
	assert.Equal(t, []float64{0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10}, metrics[requests][0].Bounds)
	for _, name := range []string{calls, waits} {
		assert.InDelta(t, 300, metrics[name][0].Bounds[14], 0, name)
	}
}

// Whose account calls is on request, and never in a metric.
func TestTheAccountIsOnRequest(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	account := strconv.FormatInt(srv.Credentials().PartnerID, 10)
	for _, with := range []bool{false, true} {
		o := observe(t, classcloudotel.Config{Account: with})
		_, err := srv.Client(o.option()).Rooms.List(t.Context(), &baijiayun.ListRoomsRequest{Page: 1})
		require.NoError(t, err)
		for _, span := range o.spans() {
			assert.Equal(t, with, strings.Contains(value(span.Attributes, "classcloud.account"), account))
		}
		for name := range o.metrics() {
			for series := range o.series(name) {
				assert.NotContains(t, series, account)
			}
		}
	}
}

// A server that says a secret back, everywhere it can, brings it into no span and no metric.
func TestNoSecretIsShown(t *testing.T) {
	secret := "ca9a71e0" + "ca9a71e1" + "ca9a71e2"
	srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: secret, SecretKey: secret + "s"}))
	defer srv.Close()
	o := observe(t, classcloudotel.Config{Account: true, URLTemplate: true})
	client := srv.Client(o.option(), classcloud.WithMiddleware(o.observer.Propagate))
	echo := http.Header{"X-Request-Id": {secret}}
	for _, fault := range []baijiayuntest.Fault{
		{Status: 400, Body: secret, Header: echo}, {Status: 200, Header: echo, Body: `{"code":5002,"msg":"the key ` + secret + ` is wrong"}`},
		{Status: 200, Header: echo, Body: secret}, {Status: 302, Header: http.Header{"Location": {"/" + secret}}}, {Reset: true},
	} {
		srv.ClearFaults()
		srv.Inject("", fault)
		_, err := client.Rooms.Get(t.Context(), 17, classcloud.WithoutRetry())
		require.Error(t, err)
		_, err = client.Account.GetPartnerKey(t.Context())
		_ = err // with the other secret
	}
	spans, seen := o.spans(), 0
	for _, span := range spans {
		text := fmt.Sprintf("%s %s %s %v", span.Name, written(span.Attributes), span.Status.Description, span.Events)
		assert.NotContains(t, text, secret)
		assert.NotContains(t, text, url.QueryEscape(secret))
		if value(span.Attributes, "classcloud.request_id") != "" {
			seen++
		}
	}
	assert.GreaterOrEqual(t, seen, 6, "there was something to hide")
	for name := range o.metrics() {
		for series := range o.series(name) {
			assert.NotContains(t, series, secret)
		}
	}
}

// Who samples no traces has all metrics.
func TestMetricsOfWhatIsNotSampled(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudotel.Config{}, sdktrace.WithSampler(sdktrace.NeverSample()))
	_, err := srv.Client(o.option()).Rooms.Get(t.Context(), 17)
	require.ErrorIs(t, err, classcloud.NotFound)
	assert.Empty(t, o.spans())
	assert.Equal(t, map[string]uint64{"classcloud.operation=Rooms.Get classcloud.outcome=NotApplied classcloud.vendor=baijiayun error.type=NotFound": 1}, o.series(calls))
	assert.Equal(t, map[string]uint64{"error.type=NotFound http.request.method=POST http.response.status_code=200 server.address=127.0.0.1 server.port": 1}, o.series(requests))
}

// Many calls at once are many traces, none mixed with another.
func TestCallsInParallel(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudotel.Config{})
	client := srv.Client(o.option(), classcloud.WithLimiter(nil))
	srv.Inject("", baijiayuntest.Fault{Status: 503, Times: 8})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				_, err := client.Rooms.List(t.Context(), &baijiayun.ListRoomsRequest{Page: 1})
				assert.NoError(t, err)
			}
		})
	}
	all.Wait()
	roots, children := map[trace.TraceID]trace.SpanID{}, 0
	for _, span := range o.spans() {
		if !span.Parent.IsValid() {
			roots[span.SpanContext.TraceID()] = span.SpanContext.SpanID()
		}
	}
	for _, span := range o.spans() {
		if span.Parent.IsValid() {
			children++
			assert.Equal(t, roots[span.SpanContext.TraceID()], span.Parent.SpanID())
		}
	}
	assert.Len(t, roots, 80)
	assert.Equal(t, 88, children)
	assert.Equal(t, map[string]uint64{"classcloud.operation=Rooms.List classcloud.vendor=baijiayun": 80}, o.series(calls))
	assert.Len(t, o.series(requests), 2)
}
