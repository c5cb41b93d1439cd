package verify

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// slow is a limiter that takes its time.
type slow time.Duration

// Wait waits.
func (s slow) Wait(context.Context, string, classcloud.Operation, time.Duration) (time.Duration, error) {
	time.Sleep(time.Duration(s))
	return 0, nil
}

func TestTheTimeOfALimiterIsNotTheVendors(t *testing.T) {
	w, waits := open(t, "agora"), &Waits{}
	client, err := w.vendor.Open(func(name string) string { return w.env[name] }, []classcloud.ClientOption{
		classcloud.WithLimiter(slow(time.Second)), classcloud.WithObserver(waits)})
	require.NoError(t, err)
	config := w.config()
	config.Client, config.Waits, config.Most = client, waits, 1
	report := Run(t.Context(), config)
	assert.GreaterOrEqual(t, waits.Total(), time.Second)
	assert.Less(t, report.Proof.Milliseconds, int64(1000))
	assert.Zero(t, (*Waits)(nil).Total())
}
