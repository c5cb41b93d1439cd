package once

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// Two servers with one store get each delivery at the same time, and a third time later.
func TestTwoServersHandleADeliveryOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := classcloud.NewMemoryDeliveries(0)
		var ran atomic.Int64
		var all sync.WaitGroup
		for _, server := range []*Guard{New(store, 0, nobody), New(store, 0, nobody), New(store, 0, nobody)} {
			for n := range 500 {
				all.Go(func() {
					assert.NoError(t, server.Do(t.Context(), fmt.Sprint(n), func(context.Context) error {
						ran.Add(1)
						time.Sleep(time.Second)
						return nil
					}))
				})
			}
		}
		all.Wait()
		assert.EqualValues(t, 500, ran.Load())
	})
}

func TestAnotherServerTakesWhatFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := classcloud.NewMemoryDeliveries(0)
		first, second := New(store, 0, nobody), New(store, 0, nobody)
		var ran atomic.Int64
		var all sync.WaitGroup
		all.Go(func() {
			assert.ErrorIs(t, first.Do(t.Context(), "a", func(context.Context) error {
				time.Sleep(10 * time.Second)
				return errBroken
			}), errBroken)
		})
		time.Sleep(time.Second)
		all.Go(func() {
			assert.NoError(t, second.Do(t.Context(), "a", func(context.Context) error { ran.Add(1); return nil }))
		})
		all.Wait()
		assert.EqualValues(t, 1, ran.Load())
		func() {
			defer func() { assert.Equal(t, "broken", recover()) }()
			_ = first.Do(t.Context(), "b", func(context.Context) error { panic("broken") })
		}()
		began := time.Now()
		require.NoError(t, second.Do(t.Context(), "b", func(context.Context) error { return nil }))
		assert.Zero(t, time.Since(began), "a panic gives it back")
	})
}

// A server that died, or hangs, holds a delivery no longer than its lease.
func TestAClaimRunsOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := classcloud.NewMemoryDeliveries(0)
		stuck, other := New(store, 10*time.Second, nobody), New(store, 10*time.Second, nobody)
		var all sync.WaitGroup
		all.Go(func() {
			assert.ErrorIs(t, stuck.Do(t.Context(), "a", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }), context.DeadlineExceeded)
		})
		synctest.Wait()
		_, _, err := store.Claim(t.Context(), "dead", 10*time.Second)
		require.NoError(t, err)
		began := time.Now()
		ran := false
		require.NoError(t, other.Do(t.Context(), "dead", func(context.Context) error { ran = true; return nil }))
		assert.True(t, ran)
		assert.InDelta(t, 10, time.Since(began).Seconds(), 1.1)
		all.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, _, _ = store.Claim(t.Context(), "held", time.Hour)
		assert.ErrorIs(t, other.Do(ctx, "held", func(context.Context) error { return nil }), context.DeadlineExceeded, "waiting ends with its context")
	})
}

// The function's context ends no later than the claim, whatever the store takes, and with a store that claims nothing as well.
func TestAFunctionEndsWithItsLease(t *testing.T) {
	for name, store := range map[string]classcloud.DeliveryStore{
		"claims": slow{classcloud.NewMemoryDeliveries(0)}, "without claims": struct{ classcloud.DeliveryStore }{classcloud.NewMemoryDeliveries(0)}, "down": broken{},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				require.ErrorIs(t, New(store, 10*time.Second, nobody).Do(t.Context(), "a", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }),
					context.DeadlineExceeded)
				assert.Equal(t, 10*time.Second, time.Since(began))
			})
		})
	}
}

// Who had to wait for another server has the whole lease afterwards.
func TestALeaseBeginsAfterTheWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := classcloud.NewMemoryDeliveries(0)
		_, _, err := store.Claim(t.Context(), "a", 8*time.Second)
		require.NoError(t, err)
		var began time.Time
		require.ErrorIs(t, New(store, 10*time.Second, nobody).Do(t.Context(), "a", func(ctx context.Context) error {
			began = time.Now()
			<-ctx.Done()
			return ctx.Err()
		}), context.DeadlineExceeded)
		assert.Equal(t, 10*time.Second, time.Since(began))
	})
}

// slow is a store whose reply takes its time: the claim begins to run out before the server knows that it has it.
type slow struct{ *classcloud.MemoryDeliveries }

func (s slow) Claim(ctx context.Context, id string, lease time.Duration) (string, bool, error) {
	claim, seen, err := s.MemoryDeliveries.Claim(ctx, id, lease)
	time.Sleep(3 * time.Second)
	return claim, seen, err
}

// A function that does not return is joined by another one of the same server when its lease is over, and neither undoes what the other did.
func TestAServerDoesNotWaitForAFunctionThatDoesNotReturn(t *testing.T) {
	for name, store := range map[string]classcloud.DeliveryStore{
		"claims": classcloud.NewMemoryDeliveries(0), "without claims": struct{ classcloud.DeliveryStore }{classcloud.NewMemoryDeliveries(0)}, "down": broken{},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				guard := New(store, 10*time.Second, nobody)
				release, began := make(chan struct{}), time.Now()
				var all sync.WaitGroup
				var at atomic.Int64
				all.Go(func() {
					assert.ErrorIs(t, guard.Do(t.Context(), "a", func(context.Context) error { <-release; return errBroken }), errBroken)
				})
				synctest.Wait()
				for range 2 { // one after the other
					all.Go(func() {
						assert.NoError(t, guard.Do(t.Context(), "a", func(context.Context) error {
							assert.EqualValues(t, 1, at.Add(1))
							defer at.Add(-1)
							time.Sleep(2 * time.Second)
							return nil
						}))
					})
				}
				time.Sleep(11500 * time.Millisecond)
				close(release) // while the next one runs
				synctest.Wait()
				all.Go(func() { // which still waits for that
					assert.NoError(t, guard.Do(t.Context(), "a", func(context.Context) error {
						assert.EqualValues(t, 1, at.Add(1))
						defer at.Add(-1)
						return nil
					}))
				})
				all.Wait()
				assert.InDelta(t, 13, time.Since(began).Seconds(), 2)
				assert.Empty(t, guard.running)
				if name != "down" {
					require.NoError(t, guard.Do(t.Context(), "a", func(context.Context) error { panic("called") }))
				}
			})
		})
	}
}

// down is a store of claims that cannot be reached, from one point on.
type down struct {
	*classcloud.MemoryDeliveries
	claim, release, remember error
}

func (d *down) Claim(ctx context.Context, id string, lease time.Duration) (string, bool, error) {
	claim, seen, err := d.MemoryDeliveries.Claim(ctx, id, lease)
	return claim, seen, errors.Join(err, d.claim)
}

func (d *down) Release(context.Context, string, string) error { return d.release }
func (d *down) Remember(context.Context, string) error        { return d.remember }

func TestAStoreOfClaimsThatIsDownLosesNothing(t *testing.T) {
	var told []error
	store := &down{classcloud.NewMemoryDeliveries(0), errBroken, errBroken, errBroken}
	guard, ran := New(store, 0, func(_ context.Context, err error) { told = append(told, err) }), 0
	require.NoError(t, guard.Do(t.Context(), "a", func(context.Context) error { ran++; return nil }))
	store.claim = nil
	require.Error(t, guard.Do(t.Context(), "b", func(context.Context) error { ran++; return errors.New("mine") }))
	assert.Equal(t, 2, ran)
	assert.Len(t, told, 3, "Claim and Remember of a, Release of b")
}

// silent is a store that claims, and then does not answer any more.
type silent struct{ *classcloud.MemoryDeliveries }

func (silent) Remember(ctx context.Context, _ string) error { <-ctx.Done(); return ctx.Err() }
func (silent) Release(ctx context.Context, _, _ string) error {
	<-ctx.Done()
	return ctx.Err()
}

// Whoever hung up, the store is told what came out; one that does not answer holds the handler for a while, and not for ever.
func TestAStoreThatDoesNotAnswerHoldsNobodyForEver(t *testing.T) {
	for name, outcome := range map[string]error{"Remember": nil, "Release": errors.New("mine")} {
		synctest.Test(t, func(t *testing.T) {
			var told []error
			guard := New(silent{classcloud.NewMemoryDeliveries(0)}, 0, func(_ context.Context, err error) { told = append(told, err) })
			ctx, hangUp := context.WithCancel(t.Context())
			began := time.Now()
			err := guard.Do(ctx, "a", func(context.Context) error { hangUp(); return outcome })
			assert.Equal(t, outcome, err)
			assert.Equal(t, 10*time.Second, time.Since(began))
			require.Len(t, told, 1)
			require.ErrorIs(t, told[0], context.DeadlineExceeded)
			assert.ErrorContains(t, told[0], name)
		})
	}
}
