package main

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestALessonTakesNoTime(t *testing.T) {
	clock := &playedClock{}
	began, seen := time.Now(), clock.Now()
	require.NoError(t, clock.Sleep(t.Context(), time.Hour))
	require.NoError(t, clock.Sleep(t.Context(), -time.Hour), "who is late does not turn it back")
	assert.InDelta(t, time.Hour, clock.Now().Sub(seen), float64(time.Minute))
	assert.Less(t, time.Since(began), time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, clock.Sleep(ctx, time.Second), context.Canceled)
}
