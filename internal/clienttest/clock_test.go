package clienttest_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestTheClockMovesWhenSomebodySleeps(t *testing.T) {
	clock, slept := clienttest.NewClock(), 0
	start := clock.Now()
	clock.SetStep(time.Second)
	clock.OnSleep(func() { slept++; clock.Now() })
	require.NoError(t, clock.Sleep(t.Context(), time.Minute))
	clock.Advance(time.Hour)
	assert.Equal(t, start.Add(time.Hour+time.Minute+time.Second), clock.Now())
	assert.Equal(t, []time.Duration{time.Minute}, clock.Slept())
	assert.Equal(t, 1, slept)
	over, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, clock.Sleep(over, time.Hour), context.Canceled)
	assert.ErrorIs(t, clienttest.Impatient{}.Sleep(over, time.Hour), context.Canceled)
	assert.NoError(t, clienttest.Impatient{}.Sleep(t.Context(), time.Hour))
}
