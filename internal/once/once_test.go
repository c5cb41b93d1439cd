package once

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// broken is a store that cannot be reached.
type broken struct{}

var errBroken = errors.New("the store is down")

func (broken) Seen(context.Context, string) (bool, error) { return false, errBroken }
func (broken) Remember(context.Context, string) error     { return errBroken }

func nobody(context.Context, error) {}

func TestASecondDeliveryIsNotRun(t *testing.T) {
	guard, ran := New(classcloud.NewMemoryDeliveries(0), 0, nobody), 0
	for range 3 {
		assert.NoError(t, guard.Do(t.Context(), "a", func(context.Context) error { ran++; return nil }))
	}
	assert.NoError(t, guard.Do(t.Context(), "b", func(context.Context) error { ran++; return nil }))
	assert.Equal(t, 2, ran, "a and b, once each")
}

func TestADeliveryThatFailedIsRunAgain(t *testing.T) {
	guard, ran := New(classcloud.NewMemoryDeliveries(0), 0, nobody), 0
	assert.ErrorIs(t, guard.Do(t.Context(), "a", func(context.Context) error { ran++; return errBroken }), errBroken)
	assert.NoError(t, guard.Do(t.Context(), "a", func(context.Context) error { ran++; return nil }))
	assert.Equal(t, 2, ran)
}

func TestDeliveriesAtTheSameTimeRunOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		guard := New(classcloud.NewMemoryDeliveries(0), 0, nobody)
		var ran, at atomic.Int64
		release := make(chan struct{})
		for range 10 {
			go func() {
				_ = guard.Do(t.Context(), "a", func(context.Context) error {
					assert.Equal(t, int64(1), at.Add(1), "alone")
					defer at.Add(-1)
					<-release
					ran.Add(1)
					return nil
				})
			}()
		}
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		assert.ErrorIs(t, guard.Do(ctx, "a", func(context.Context) error { return nil }), context.Canceled, "waiting ends with its context")
		close(release)
		synctest.Wait()
		assert.Equal(t, int64(1), ran.Load())
		assert.Empty(t, guard.running)
	})
}

func TestAStoreThatIsDownLosesNoEvent(t *testing.T) {
	var told []error
	guard, ran := New(broken{}, 0, func(_ context.Context, err error) { told = append(told, err) }), 0
	assert.NoError(t, guard.Do(t.Context(), "a", func(context.Context) error { ran++; return nil }))
	assert.Equal(t, 1, ran)
	assert.Len(t, told, 2)
	for _, err := range told {
		assert.ErrorIs(t, err, errBroken)
	}
}
