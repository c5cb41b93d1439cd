package transport

import (
	"crypto/rand"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// region is the value of an option of the vendor.
type region string

func TestConfigure(t *testing.T) {
	own := Settings{Vendor: "fake", Accept: func(option any) error {
		switch option {
		case region("cn"):
			return nil
		case region("moon"):
			return errors.New("names no region")
		}
		return ErrForeign
	}}

	t.Run("fills the defaults", func(t *testing.T) {
		c, err := Configure(InitialConfig(), own, nil)
		require.NoError(t, err)
		assert.Equal(t, 30*time.Second, c.Timeout)
		assert.Equal(t, time.Duration(math.MaxInt64), c.MaxWait, "as long as the context allows")
		assert.Equal(t, 3, c.MaxAttempts)
		assert.EqualValues(t, 32<<20, c.MaxReplySize)
		assert.Equal(t, classcloud.SystemClock{}, c.Clock)
		assert.Equal(t, rand.Reader, c.Rand)
		assert.NotNil(t, c.HTTPClient)
		assert.Equal(t, classcloud.NoLimit{}, c.Limiter)
	})
	t.Run("refuses a nil option", func(t *testing.T) {
		_, err := Configure(InitialConfig(), own, []classcloud.ClientOption{nil})
		assert.EqualError(t, err, "fake: classcloud: a client option is nil")
	})
	t.Run("refuses a bad option with the vendor's name", func(t *testing.T) {
		_, err := Configure(InitialConfig(), own, []classcloud.ClientOption{classcloud.WithTimeout(-1)})
		assert.ErrorContains(t, err, "fake: classcloud: WithTimeout")
	})
	t.Run("takes the vendor's own option", func(t *testing.T) {
		c, err := Configure(InitialConfig(), own, []classcloud.ClientOption{VendorOption(region("cn"))})
		require.NoError(t, err)
		assert.Equal(t, []any{region("cn")}, c.Own)
	})
	t.Run("refuses the vendor's own option when it is bad", func(t *testing.T) {
		_, err := Configure(InitialConfig(), own, []classcloud.ClientOption{VendorOption(region("moon"))})
		assert.ErrorContains(t, err, "names no region")
	})
	t.Run("refuses another vendor's option", func(t *testing.T) {
		for _, settings := range []Settings{own, {Vendor: "fake"}} {
			_, err := Configure(InitialConfig(), settings, []classcloud.ClientOption{VendorOption(region("elsewhere"))})
			assert.ErrorIs(t, err, ErrForeign)
			assert.ErrorContains(t, err, "transport.region is another vendor's option")
		}
	})
	t.Run("over a base keeps the base as it was, and shares its connections and limits", func(t *testing.T) {
		settings := Settings{Vendor: "fake", Accept: own.Accept, Limits: []classcloud.Limit{{Every: time.Second, Burst: 1}}}
		base, err := Configure(InitialConfig(), settings, []classcloud.ClientOption{VendorOption(region("cn")), classcloud.WithParam("a", 1), classcloud.WithRand(always(0))})
		require.NoError(t, err)
		one, err := Configure(base, settings, []classcloud.ClientOption{classcloud.WithParam("b", 2), classcloud.WithTimeout(time.Second), classcloud.WithMaxWait(0)})
		require.NoError(t, err)
		two, err := Configure(base, settings, []classcloud.ClientOption{classcloud.WithParam("c", 3), VendorOption(region("cn"))})
		require.NoError(t, err)

		assert.Equal(t, []classcloud.Param{{Name: "a", Value: 1}}, base.Params)
		assert.Equal(t, []classcloud.Param{{Name: "a", Value: 1}, {Name: "b", Value: 2}}, one.Params)
		assert.Equal(t, []classcloud.Param{{Name: "a", Value: 1}, {Name: "c", Value: 3}}, two.Params)
		assert.Equal(t, 30*time.Second, base.Timeout)
		assert.Zero(t, one.MaxWait, "0 never waits")
		assert.Len(t, base.Own, 1)
		assert.Len(t, two.Own, 2)
		assert.Same(t, base.HTTPClient, one.HTTPClient)
		assert.Same(t, base.Limiter, one.Limiter)
		assert.Same(t, base.Rand, one.Rand, "serialised once")
	})
}

func TestACallersRandomnessIsReadInFull(t *testing.T) {
	c, err := Configure(InitialConfig(), Settings{}, []classcloud.ClientOption{classcloud.WithRand(iotest{strings.NewReader("0123456789abcdef")})})
	require.NoError(t, err)
	boundary, err := Boundary(c.Rand)
	require.NoError(t, err)
	assert.Equal(t, "303132333435363738396162636465", boundary)
	_, err = Boundary(c.Rand)
	assert.Error(t, err, "used up")
}

// iotest reads one byte at a time.
type iotest struct{ from io.Reader }

func (r iotest) Read(p []byte) (int, error) { return r.from.Read(p[:min(1, len(p))]) }
