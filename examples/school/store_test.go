package main

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newStore opens a store of the test's own.
func newStore(t *testing.T, now func() time.Time) *store {
	t.Helper()
	s, err := openStore(t.Context(), filepath.Join(t.TempDir(), "a b?#%.db"), now)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.close()) })
	return s
}

func TestAPlanIsStoredWholeOrNotAtAll(t *testing.T) {
	s := newStore(t, ten)
	first, second := *anyLesson(), *anyLesson()
	first.Room, second.Room = "", ""
	second.Key = "math-2"
	require.NoError(t, s.plan(t.Context(), []lesson{first}))
	require.NoError(t, s.made(t.Context(), first.Key, "17", nil))

	for _, change := range []func(*lesson){
		func(l *lesson) { l.Vendor = "agora" }, func(l *lesson) { l.Title = "Maths" }, func(l *lesson) { l.Start = l.Start.Add(time.Hour) }, func(l *lesson) { l.Duration += time.Minute },
	} {
		moved := first
		change(&moved)
		assert.ErrorContains(t, s.plan(t.Context(), []lesson{second, moved}), `"math-1" is known with another vendor, title or time`)
	}
	all, err := s.lessons(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 1)

	renamed := first
	renamed.Students = []person{{"2", "Anna"}}
	require.NoError(t, s.plan(t.Context(), []lesson{second, renamed}))
	got, err := s.lesson(t.Context(), "math-1")
	require.NoError(t, err)
	renamed.Room = "17"
	assert.Equal(t, &renamed, got, "what was made stays made")
	got, err = s.lesson(t.Context(), "math-3")
	assert.NoError(t, err)
	assert.Nil(t, got)
}

func TestADatabaseIsOfOneProgram(t *testing.T) {
	file := filepath.Join(t.TempDir(), "school.db")
	first, err := openStore(t.Context(), file, ten)
	require.NoError(t, err)
	_, err = openStore(t.Context(), file, ten)
	assert.ErrorContains(t, err, "locked")
	require.NoError(t, first.close())
	second, err := openStore(t.Context(), file, ten)
	require.NoError(t, err)
	assert.NoError(t, second.close())
}

func TestRoomsAreOpenAroundTheirLessons(t *testing.T) {
	s := newStore(t, ten)
	l := *anyLesson()
	require.NoError(t, s.plan(t.Context(), []lesson{l}))
	open := func(at time.Time) []string {
		rooms, err := s.openRooms(t.Context(), "classin", at)
		require.NoError(t, err)
		return rooms
	}
	assert.Empty(t, open(ten()), "it is not made")
	require.NoError(t, s.made(t.Context(), l.Key, "17", nil))
	assert.Equal(t, []string{"17"}, open(ten()))
	assert.Equal(t, []string{"17"}, open(l.end().Add(staysOpen-time.Second)))
	assert.Empty(t, open(l.end().Add(staysOpen)))
	assert.Empty(t, open(ten().Add(-opensBefore)))
	rooms, err := s.openRooms(t.Context(), "aui", ten())
	assert.NoError(t, err)
	assert.Empty(t, rooms)
}

func TestADeliveryIsClaimedByOne(t *testing.T) {
	clock := newHandClock(ten())
	s := newStore(t, clock.Now)
	ctx := context.Background()
	var mu sync.Mutex
	var claims []string
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			claim, seen, err := s.Claim(ctx, "a", time.Minute)
			assert.NoError(t, err)
			assert.False(t, seen)
			if claim != "" {
				mu.Lock()
				defer mu.Unlock()
				claims = append(claims, claim)
			}
		})
	}
	all.Wait()
	require.Len(t, claims, 1)
	require.NoError(t, s.Release(ctx, "a", "another's"))
	claim, _, err := s.Claim(ctx, "a", time.Minute)
	require.NoError(t, err)
	assert.Empty(t, claim, "it is held")
	require.NoError(t, s.Release(ctx, "a", claims[0]))
	claim, _, err = s.Claim(ctx, "a", time.Minute)
	require.NoError(t, err)
	assert.NotEmpty(t, claim, "it was given back")
	clock.set(ten().Add(time.Minute))
	claim, _, err = s.Claim(ctx, "a", time.Minute)
	require.NoError(t, err)
	assert.NotEmpty(t, claim, "the other's ran out")

	require.NoError(t, s.Remember(ctx, "a"))
	clock.set(ten().Add(time.Hour))
	claim, seen, err := s.Claim(ctx, "a", time.Minute)
	require.NoError(t, err)
	assert.Empty(t, claim)
	assert.True(t, seen)
	seen, err = s.Seen(ctx, "a")
	assert.NoError(t, err)
	assert.True(t, seen)
	require.NoError(t, s.Release(ctx, "a", ""))
	require.NoError(t, s.Remember(ctx, "b"))
	seen, err = s.Seen(ctx, "b")
	assert.NoError(t, err)
	assert.True(t, seen, "without a claim, too")
}

func TestClaimsOfADeadProgramAreFree(t *testing.T) {
	file := filepath.Join(t.TempDir(), "school.db")
	s, err := openStore(t.Context(), file, ten)
	require.NoError(t, err)
	_, _, err = s.Claim(t.Context(), "held", time.Hour)
	require.NoError(t, err)
	require.NoError(t, s.Remember(t.Context(), "done"))
	require.NoError(t, s.close())
	s, err = openStore(t.Context(), file, ten)
	require.NoError(t, err)
	defer func() { assert.NoError(t, s.close()) }()
	claim, seen, err := s.Claim(t.Context(), "held", time.Hour)
	require.NoError(t, err)
	assert.NotEmpty(t, claim)
	assert.False(t, seen)
	_, seen, err = s.Claim(t.Context(), "done", time.Hour)
	require.NoError(t, err)
	assert.True(t, seen)
}
