package house_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// loopback is a network that fails the test if a request goes to another host.
type loopback struct {
	*http.Transport
	t *testing.T
}

func newLoopback(t *testing.T) *loopback {
	t.Helper()
	own := http.DefaultTransport.(*http.Transport).Clone()
	own.Proxy = nil
	own.MaxIdleConnsPerHost = 128
	t.Cleanup(own.CloseIdleConnections)
	return &loopback{own, t}
}

// RoundTrip sends requests to this machine and fails for all others.
func (l *loopback) RoundTrip(r *http.Request) (*http.Response, error) {
	if host := r.URL.Hostname(); host != "127.0.0.1" {
		l.t.Errorf("a request went to %s", host)
		return nil, errors.New("not the test server")
	}
	return l.Transport.RoundTrip(r)
}

// limiterFunc is a limiter that does the same for every account and operation.
type limiterFunc func(context.Context) (tooLong time.Duration, err error)

func (f limiterFunc) Wait(ctx context.Context, _ string, _ classcloud.Operation, _ time.Duration) (time.Duration, error) {
	return f(ctx)
}
