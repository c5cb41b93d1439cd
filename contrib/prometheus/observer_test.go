package classcloudprometheus_test

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	classcloudprometheus "github.com/go-classcloud/classcloud/contrib/prometheus"
)

const (
	calls     = "classcloud_calls_total"
	durations = "classcloud_call_duration_seconds"
	attempts  = "classcloud_attempt_duration_seconds"
	waits     = "classcloud_limiter_wait_seconds"
	inFlight  = "classcloud_calls_in_flight"
)

var get = &baijiayun.ListRoomsRequest{Page: 1}

// A success after a 503 and a reset, a refusal, what was never sent, and a create that nobody can be sure of.
func TestCallsAndAttemptsAreCounted(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudprometheus.Config{ConstLabels: prometheus.Labels{"service": "lessons"}})
	client := srv.Client(classcloud.WithObserver(o))
	ctx := t.Context()
	srv.Inject("Rooms.List", baijiayuntest.Fault{Status: 503})
	srv.Inject("Rooms.List", baijiayuntest.Fault{Reset: true})
	_, err := client.Rooms.List(ctx, get)
	require.NoError(t, err)
	_, err = client.Rooms.Get(ctx, 17)
	require.ErrorIs(t, err, classcloud.NotFound)
	_, err = client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{})
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	srv.Inject("Rooms.Create", baijiayuntest.Fault{Apply: true, Reset: true})
	start := time.Now().Add(24 * time.Hour)
	_, err = client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "Mathematics", StartTime: start, EndTime: start.Add(time.Hour)})
	require.True(t, classcloud.MaybeApplied(err))

	require.NoError(t, testutil.CollectAndCompare(o, strings.NewReader(`
# HELP classcloud_calls_in_flight Calls that go on.
# TYPE classcloud_calls_in_flight gauge
classcloud_calls_in_flight{operation="Rooms.Create",service="lessons",vendor="baijiayun"} 0
classcloud_calls_in_flight{operation="Rooms.Get",service="lessons",vendor="baijiayun"} 0
classcloud_calls_in_flight{operation="Rooms.List",service="lessons",vendor="baijiayun"} 0
# HELP classcloud_calls_total Calls that ended.
# TYPE classcloud_calls_total counter
classcloud_calls_total{kind="InvalidArgument",operation="Rooms.Create",outcome="NotSent",service="lessons",vendor="baijiayun"} 1
classcloud_calls_total{kind="NotFound",operation="Rooms.Get",outcome="NotApplied",service="lessons",vendor="baijiayun"} 1
classcloud_calls_total{kind="OK",operation="Rooms.List",outcome="OK",service="lessons",vendor="baijiayun"} 1
classcloud_calls_total{kind="Unavailable",operation="Rooms.Create",outcome="Unknown",service="lessons",vendor="baijiayun"} 1
`), inFlight, calls))
	assert.Equal(t, map[string]float64{
		"operation=Rooms.List service=lessons status=5xx vendor=baijiayun": 1, "operation=Rooms.List service=lessons status=none vendor=baijiayun": 1,
		"operation=Rooms.List service=lessons status=2xx vendor=baijiayun": 1, "operation=Rooms.Get service=lessons status=2xx vendor=baijiayun": 1,
		"operation=Rooms.Create service=lessons status=none vendor=baijiayun": 1,
	}, counts(t, o, attempts))
	assert.Equal(t, map[string]float64{
		"kind=OK operation=Rooms.List service=lessons vendor=baijiayun": 1, "kind=NotFound operation=Rooms.Get service=lessons vendor=baijiayun": 1,
		"kind=InvalidArgument operation=Rooms.Create service=lessons vendor=baijiayun": 1, "kind=Unavailable operation=Rooms.Create service=lessons vendor=baijiayun": 1,
	}, counts(t, o, durations))
	assert.Equal(t, map[string]float64{
		"operation=Rooms.List service=lessons vendor=baijiayun": 1, "operation=Rooms.Get service=lessons vendor=baijiayun": 1, "operation=Rooms.Create service=lessons vendor=baijiayun": 2,
	}, counts(t, o, waits))
}

// Prometheus' own linter finds nothing about names, units and help.
func TestMetricsAreAsPrometheusLikesThem(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudprometheus.Config{Account: true})
	_, err := srv.Client(classcloud.WithObserver(o)).Rooms.List(t.Context(), get)
	require.NoError(t, err)
	problems, err := testutil.CollectAndLint(o)
	require.NoError(t, err)
	assert.Empty(t, problems)
	assert.Equal(t, 5, testutil.CollectAndCount(o), "one series of each metric")
}

func TestDurationsAreInSeconds(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudprometheus.Config{})
	client := srv.Client(classcloud.WithObserver(o), classcloud.WithClock(classcloud.SystemClock{}),
		classcloud.WithLimiter(classcloud.NewLimiter([]classcloud.Limit{{Every: 200 * time.Millisecond, Burst: 1}})))
	srv.Inject("", baijiayuntest.Fault{Delay: 50 * time.Millisecond})
	began := time.Now()
	for range 2 {
		_, err := client.Rooms.List(t.Context(), get)
		require.NoError(t, err)
	}
	took := time.Since(began).Seconds()
	call, attempt, wait := sums(t, o, durations)["kind=OK operation=Rooms.List vendor=baijiayun"],
		sums(t, o, attempts)["operation=Rooms.List status=2xx vendor=baijiayun"], sums(t, o, waits)["operation=Rooms.List vendor=baijiayun"]
	assert.GreaterOrEqual(t, attempt, 0.05)
	assert.GreaterOrEqual(t, wait, 0.1)
	assert.GreaterOrEqual(t, call, attempt+wait)
	assert.LessOrEqual(t, call, took)
}

func TestCallsInFlight(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudprometheus.Config{})
	client := srv.Client(classcloud.WithObserver(o))
	series := "operation=Rooms.List vendor=baijiayun"
	_, err := client.Rooms.List(t.Context(), get, classcloud.OnReply(func(*classcloud.Reply) { assert.InDelta(t, 1, counts(t, o, inFlight)[series], 0) }))
	require.NoError(t, err)
	assert.Equal(t, map[string]float64{series: 0}, counts(t, o, inFlight))
	assert.Panics(t, func() {
		_, _ = client.Rooms.List(t.Context(), get, classcloud.OnReply(func(*classcloud.Reply) { panic("the program's") }))
	})
	assert.Equal(t, map[string]float64{series: 0}, counts(t, o, inFlight))
	assert.Equal(t, map[string]float64{"kind=OK operation=Rooms.List outcome=OK vendor=baijiayun": 1, "kind=panic operation=Rooms.List outcome=Unknown vendor=baijiayun": 1},
		counts(t, o, calls))
}

// The series are as many as the operations and their failures, however many paths a program calls by Do and whatever a server answers.
func TestSeriesAreFew(t *testing.T) {
	srv := agoratest.NewServer()
	defer srv.Close()
	o := observe(t, classcloudprometheus.Config{})
	client := srv.Client(classcloud.WithObserver(o), classcloud.WithoutRetry())
	for i := range 20 {
		srv.Inject("Rooms.Get", agoratest.Fault{Status: 500 + i, Body: strconv.Itoa(i)})
		_, err := client.Rooms.Get(t.Context(), "room-of-student-"+strconv.Itoa(i))
		require.Error(t, err)
		err = client.Do(t.Context(), agora.Call{Method: "GET", Path: "/{region}/edu/apps/{appId}/v2/rooms/of-student-" + strconv.Itoa(i)}, nil)
		require.Error(t, err)
	}
	assert.Equal(t, 2, testutil.CollectAndCount(o, attempts))
	assert.Equal(t, 2, testutil.CollectAndCount(o, waits))
	assert.LessOrEqual(t, testutil.CollectAndCount(o, calls), 6)
	text := exposed(t, o)
	assert.Contains(t, text, "Rooms.Get")
	assert.NotContains(t, text, "of-student")
	for _, status := range []int{0, 99, 100, 302, 404, 599, 600} {
		_, end := o.Start(t.Context(), classcloud.Event{Vendor: "v", Attempt: 1})
		end(classcloud.Event{Vendor: "v", Attempt: 1, Status: status})
	}
	all := counts(t, o, attempts)
	for class, want := range map[string]float64{"none": 1, "other": 2, "1xx": 1, "3xx": 1, "4xx": 1, "5xx": 1} {
		assert.InDelta(t, want, all["operation= status="+class+" vendor=v"], 0, class)
	}
}

// Whose account calls is a label on request. Prometheus panics at one that is not UTF-8: then it is counted as well as it can be.
func TestTheAccountIsOnRequest(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	account := strconv.FormatInt(srv.Credentials().PartnerID, 10)
	for _, with := range []bool{false, true} {
		o := observe(t, classcloudprometheus.Config{Account: with})
		_, err := srv.Client(classcloud.WithObserver(o)).Rooms.List(t.Context(), get)
		require.NoError(t, err)
		for _, metric := range []string{calls, durations, attempts, waits} {
			for series := range counts(t, o, metric) {
				assert.Equal(t, with, strings.Contains(series, account), "%s: %s", metric, series)
			}
		}
		_, end := o.Start(t.Context(), classcloud.Event{})
		assert.NotPanics(t, func() { end(classcloud.Event{Account: "\xff", Status: 200}) })
	}
}

// A server that says a secret back brings it into no label.
func TestNoSecretIsShown(t *testing.T) {
	secret := "ca9a71e0" + "ca9a71e1" + "ca9a71e2"
	srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: secret}))
	defer srv.Close()
	o := observe(t, classcloudprometheus.Config{Account: true})
	client := srv.Client(classcloud.WithObserver(o), classcloud.WithoutRetry())
	for _, fault := range []baijiayuntest.Fault{
		{Status: 400, Body: secret, Header: http.Header{"X-Request-Id": {secret}}}, {Status: 200, Body: `{"code":"` + secret + `","msg":"` + secret + `"}`}, {Reset: true},
	} {
		srv.Inject("", fault)
		_, err := client.Rooms.Get(t.Context(), 17)
		require.Error(t, err)
	}
	text := exposed(t, o)
	assert.Contains(t, text, "12345678")
	assert.NotContains(t, text, secret)
}

// Clients of several vendors share an observer, also at the same time.
func TestCallsInParallel(t *testing.T) {
	first, second := baijiayuntest.NewServer(), agoratest.NewServer()
	defer first.Close()
	defer second.Close()
	o := observe(t, classcloudprometheus.Config{})
	one := first.Client(classcloud.WithObserver(o), classcloud.WithLimiter(nil))
	other := second.Client(classcloud.WithObserver(o), classcloud.WithLimiter(nil))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				_, err := one.Rooms.List(t.Context(), get)
				assert.NoError(t, err)
				_, err = other.Rooms.Get(t.Context(), "none")
				assert.Error(t, err)
				testutil.CollectAndCount(o)
			}
		})
	}
	all.Wait()
	assert.Equal(t, map[string]float64{"kind=OK operation=Rooms.List outcome=OK vendor=baijiayun": 80, "kind=NotFound operation=Rooms.Get outcome=NotApplied vendor=agora": 80},
		counts(t, o, calls))
	assert.Equal(t, map[string]float64{"operation=Rooms.List vendor=baijiayun": 0, "operation=Rooms.Get vendor=agora": 0}, counts(t, o, inFlight))
}

// What Prometheus would panic at when the first call ends is refused at once.
func TestWhatPrometheusRefusesIsRefused(t *testing.T) {
	for name, config := range map[string]classcloudprometheus.Config{
		"buckets that fall":                {Buckets: []float64{1, 0.5}},
		"buckets that stay":                {Buckets: []float64{1, 1}},
		"a bucket that is not a number":    {Buckets: []float64{math.NaN()}},
		"a label of the metrics":           {ConstLabels: prometheus.Labels{"vendor": "v"}},
		"the label of buckets":             {ConstLabels: prometheus.Labels{"le": "1"}},
		"a label that is not in UTF-8":     {ConstLabels: prometheus.Labels{"\xff": "v"}},
		"a value that is not in UTF-8":     {ConstLabels: prometheus.Labels{"service": "\xff"}},
		"account, where it is asked for":   {ConstLabels: prometheus.Labels{"account": "a"}, Account: true},
		"a label that Prometheus reserves": {ConstLabels: prometheus.Labels{"__name__": "a"}},
	} {
		o, err := classcloudprometheus.New(config)
		require.ErrorContains(t, err, "classcloudprometheus: ", name)
		assert.Nil(t, o, name)
	}
	o := observe(t, classcloudprometheus.Config{Buckets: []float64{1, 2}, ConstLabels: prometheus.Labels{"account": "a"}})
	_, end := o.Start(context.Background(), classcloud.Event{})
	end(classcloud.Event{Err: fmt.Errorf("of somebody else's making")})
	assert.Equal(t, map[string]float64{"account=a kind=Unknown operation= outcome=Unknown vendor=": 1}, counts(t, o, calls))
}
