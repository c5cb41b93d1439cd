package classcloudotel_test

import (
	"cmp"
	"context"
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
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	classcloudotel "github.com/go-classcloud/classcloud/contrib/otel"
)

const (
	requests = "http.client.request.duration"
	calls    = "classcloud.client.call.duration"
	waits    = "classcloud.client.limiter.wait"
)

// value returns an attribute as a text.
func value(attributes []attribute.KeyValue, key attribute.Key) string {
	for _, a := range attributes {
		if a.Key == key {
			return a.Value.String()
		}
	}
	return ""
}

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
	assert.InDelta(t, call.EndTime.Sub(call.StartTime).Seconds(), o.metrics()[calls][0].Sum, 1e-9)
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

// A refusal under HTTP 200 is a failure of the attempt and of the call, by its kind.
func TestAVendorsRefusalIsAnError(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	for omit, text := range map[bool]string{false: "^baijiayun Rooms.Get: NotFound ", true: "^$"} {
		o := observe(t, classcloudotel.Config{OmitErrorText: omit})
		_, err := srv.Client(o.option()).Rooms.Get(t.Context(), 17)
		require.ErrorIs(t, err, classcloud.NotFound)
		e := new(classcloud.Error)
		require.ErrorAs(t, err, &e)
		require.NotEmpty(t, e.Code)
		spans := o.spans()
		require.Len(t, spans, 2)
		for _, span := range spans {
			assert.Equal(t, codes.Error, span.Status.Code)
			assert.Regexp(t, text, span.Status.Description)
			assert.Equal(t, "NotFound", value(span.Attributes, "error.type"))
			assert.Equal(t, e.Code, value(span.Attributes, "classcloud.code"))
			assert.Equal(t, "NotApplied", value(span.Attributes, "classcloud.outcome"))
		}
		assert.Equal(t, "200", value(spans[1].Attributes, "http.response.status_code"))
		assert.Equal(t, map[string]uint64{"classcloud.operation=Rooms.Get classcloud.outcome=NotApplied classcloud.vendor=baijiayun error.type=NotFound": 1}, o.series(calls))
	}
}

// What was never sent is a call without attempts.
func TestACallThatIsNotSentIsASpan(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudotel.Config{})
	_, err := srv.Client(o.option()).Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{})
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	spans := o.spans()
	require.Len(t, spans, 1)
	assert.Equal(t, "NotSent", value(spans[0].Attributes, "classcloud.outcome"))
	assert.Empty(t, o.series(requests))
	assert.Equal(t, map[string]uint64{"classcloud.operation=Rooms.Create classcloud.outcome=NotSent classcloud.vendor=baijiayun error.type=InvalidArgument": 1}, o.series(calls))
}

// Who gives up makes no error of the vendor's. Metrics of calls say so all the same: a slow vendor has many such callers.
func TestWhatTheCallerGaveUpIsNotAnError(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudotel.Config{})
	srv.Inject("", baijiayuntest.Fault{Delay: time.Minute})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := srv.Client(o.option()).Rooms.Get(ctx, 17)
	require.ErrorIs(t, err, classcloud.Canceled)
	spans := o.spans()
	require.Len(t, spans, 2)
	assert.Equal(t, "Canceled", value(spans[0].Attributes, "error.type"))
	assert.Empty(t, value(spans[1].Attributes, "error.type"))
	for _, span := range spans {
		assert.Equal(t, codes.Unset, span.Status.Code)
	}
	for series := range o.series(requests) {
		assert.NotContains(t, series, "error.type")
	}
	for series := range o.series(calls) {
		assert.Contains(t, series, "error.type=Canceled")
	}
}

// A panic of the program's own ends the spans as well, and is not counted as a success.
func TestAPanicIsNotASuccess(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudotel.Config{})
	client := srv.Client(o.option())
	assert.Panics(t, func() {
		_, _ = client.Rooms.List(t.Context(), &baijiayun.ListRoomsRequest{Page: 1}, classcloud.OnReply(func(*classcloud.Reply) { panic("the program's") }))
	})
	spans := o.spans()
	require.Len(t, spans, 2)
	for _, span := range spans {
		assert.Equal(t, "panic", value(span.Attributes, "error.type"))
		assert.Equal(t, codes.Error, span.Status.Code)
	}
	assert.Equal(t, map[string]uint64{"classcloud.operation=Rooms.List classcloud.outcome=Unknown classcloud.vendor=baijiayun error.type=panic": 1}, o.series(calls))
}

// Templates are of few values: what a program calls by Do is in no name and no attribute.
func TestNamesAreFew(t *testing.T) {
	srv := agoratest.NewServer()
	defer srv.Close()
	for _, templates := range []bool{false, true} {
		o := observe(t, classcloudotel.Config{URLTemplate: templates})
		client := srv.Client(o.option())
		for i := range 3 {
			_ = client.Do(t.Context(), agora.Call{Method: "GET", Path: "/{region}/edu/apps/{appId}/v2/rooms/of-student-" + strconv.Itoa(i)}, nil)
			_ = client.Do(t.Context(), agora.Call{Method: "REPORT", Path: "/{region}/edu/apps/{appId}/v2/rooms/of-student-" + strconv.Itoa(i)}, nil)
			_, _ = client.Rooms.Get(t.Context(), "room-of-student-"+strconv.Itoa(i))
		}
		names := map[string]int{}
		for _, span := range o.spans() {
			names[span.Name]++
			assert.NotContains(t, written(span.Attributes), "of-student", span.Name)
		}
		get := "GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}"
		want := map[string]int{"agora Do": 6, "agora Rooms.Get": 3, "GET": 3, "HTTP": 3, get: 3}
		if !templates {
			delete(want, get)
			want["GET"] = 6
		}
		assert.Equal(t, want, names)
		assert.Len(t, o.series(calls), 2)
		series := o.series(requests)
		assert.Len(t, series, map[bool]int{false: 2, true: 3}[templates], "%v", series)
		for text := range series {
			assert.NotContains(t, text, "of-student")
			assert.True(t, strings.Contains(text, "method=GET") || strings.Contains(text, "method=_OTHER"), text)
		}
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

// What the limiter takes is part of the call, and of no attempt.
func TestTheLimiterHasItsOwnMetric(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudotel.Config{})
	client := srv.Client(o.option(), classcloud.WithClock(classcloud.SystemClock{}),
		classcloud.WithLimiter(classcloud.NewLimiter([]classcloud.Limit{{Every: 200 * time.Millisecond, Burst: 1}})))
	for range 2 {
		_, err := client.Rooms.List(t.Context(), &baijiayun.ListRoomsRequest{Page: 1})
		require.NoError(t, err)
	}
	assert.GreaterOrEqual(t, o.metrics()[waits][0].Sum, 0.1)
	assert.GreaterOrEqual(t, o.metrics()[calls][0].Sum, o.metrics()[waits][0].Sum)
	second := o.spans()[2]
	waited, err := strconv.ParseFloat(value(second.Attributes, "classcloud.limiter.wait"), 64)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, waited, 0.1)
	attempt := o.spans()[3]
	assert.GreaterOrEqual(t, attempt.StartTime.Sub(second.StartTime).Seconds(), waited)
}

// The port is known where the address has none, and the brackets of an IPv6 address are not part of it.
func TestServersByTheirAddress(t *testing.T) {
	for _, one := range []struct{ scheme, host, address, port string }{
		{"https", "demo123.at.baijiayun.com", "demo123.at.baijiayun.com", "443"}, {"http", "gateway", "gateway", "80"},
		{"https", "gateway:8443", "gateway", "8443"}, {"http", "[::1]:8080", "::1", "8080"}, {"https", "[::1]", "::1", "443"}, {"", "", "", ""},
	} {
		o := observe(t, classcloudotel.Config{})
		_, end := o.observer.Start(t.Context(), classcloud.Event{Attempt: 1, Method: "GET", Scheme: one.scheme, Host: one.host})
		end(classcloud.Event{Status: 200})
		span := o.spans()[0]
		assert.Equal(t, one.address, value(span.Attributes, "server.address"))
		assert.Equal(t, one.port, value(span.Attributes, "server.port"), cmp.Or(one.host, "no address"))
	}
}
