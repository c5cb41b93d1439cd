package classcloud_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

func TestNewTransport(t *testing.T) {
	check := func(t *testing.T) {
		t.Helper()
		one, other := classcloud.NewTransport(), classcloud.NewTransport()
		assert.NotSame(t, one, other)
		assert.NotNil(t, one.Proxy, "the environment's")
		assert.True(t, one.ForceAttemptHTTP2)
		assert.Equal(t, []int{512, 128}, []int{one.MaxIdleConns, one.MaxIdleConnsPerHost})
		assert.Equal(t, 30*time.Second, one.IdleConnTimeout)
		assert.Equal(t, 10*time.Second, one.TLSHandshakeTimeout)
		assert.EqualValues(t, 1<<20, one.MaxResponseHeaderBytes)
	}
	check(t)
	standard := http.DefaultTransport
	defer func() { http.DefaultTransport = standard }()
	http.DefaultTransport = roundTrip(nil)
	check(t)
}
