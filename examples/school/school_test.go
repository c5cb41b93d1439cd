package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLessonsAreMadeWhenTheyAreDueAndTriedAgain(t *testing.T) {
	clock := newHandClock(ten().Add(-10 * 24 * time.Hour))
	s := &school{config: config{clock: clock, log: slog.New(slog.NewTextHandler(io.Discard, nil))}, store: newStore(t, clock.Now)}
	near, far, past := *anyLesson(), *anyLesson(), *anyLesson()
	near.Key, far.Key, past.Key = "near", "far", "past"
	near.Room, far.Room, past.Room = "", "", ""
	near.Vendor, far.Vendor = "down", "agora"
	past.Start = clock.Now().Add(-time.Hour)
	require.NoError(t, s.store.plan(t.Context(), []lesson{near, far, past}))

	var tries atomic.Int32
	ctx, stop := context.WithCancel(t.Context())
	down := &vendor{ensure: func(context.Context, *lesson) (string, error) {
		if tries.Add(1) < 3 {
			return "", errors.New("the vendor is away")
		}
		return "1", nil
	}}
	agora := &vendor{early: 4 * 24 * time.Hour, ensure: func(_ context.Context, l *lesson) (string, error) { return l.Key, nil }}
	classin := &vendor{ensure: func(context.Context, *lesson) (string, error) { return "never", nil }}
	done := make(chan error, 3)
	for name, v := range map[string]*vendor{"down": down, "agora": agora, "classin": classin} {
		go func() { done <- s.ensure(ctx, name, v) }()
	}
	room := func(key string) func() bool {
		return func() bool {
			l, err := s.store.lesson(t.Context(), key)
			require.NoError(t, err)
			return l.Room != ""
		}
	}
	problem := func() string {
		l, err := s.store.lesson(t.Context(), "near")
		require.NoError(t, err)
		return l.Problem
	}
	eventually(t, "the failure is noted", func() bool { return problem() == "the vendor is away" })
	eventually(t, "the lesson of the vendor that was down is made", func() bool {
		clock.set(clock.Now().Add(ensureEvery))
		return room("near")()
	})
	assert.Empty(t, problem(), "what was made has no problem")
	assert.False(t, room("far")(), "Agora's rooms do not live that long")
	clock.set(ten().Add(-4 * 24 * time.Hour))
	eventually(t, "the room is made four days before", room("far"))
	stop()
	for range 3 {
		assert.NoError(t, <-done)
	}
	assert.EqualValues(t, 3, tries.Load(), "what was made is not made again")
	assert.False(t, room("past")(), "what is over is not made")
}
