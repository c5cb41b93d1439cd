package classcloudotel_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/codes"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	classcloudotel "github.com/go-classcloud/classcloud/contrib/otel"
)

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

// A login that a call needs is a call within it.
func TestALoginIsWithinItsCall(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	class := srv.AddClass(auitest.Class{Title: "Mathematics", TeacherID: "t-1"})
	o := observe(t, classcloudotel.Config{})
	_, err := srv.Client(o.option()).Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: class.ClassID, UserID: "t-1"})
	require.NoError(t, err)
	spans := o.spans()
	require.Len(t, spans, 4)
	for i, want := range []struct {
		name  string
		under int
	}{{"aui Classes.Get", -1}, {"aui Auth.Login", 0}, {"POST", 1}, {"POST", 0}} {
		assert.Equal(t, want.name, spans[i].Name)
		if want.under >= 0 {
			assert.Equal(t, spans[want.under].SpanContext.SpanID(), spans[i].Parent.SpanID())
		}
	}
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
