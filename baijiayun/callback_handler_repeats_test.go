package baijiayun_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestARepeatIsHandledOnce(t *testing.T) {
	var calls atomic.Int32
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Other: drop,
		Class: func(context.Context, *baijiayun.ClassCallback) error {
			if calls.Add(1) == 1 {
				return errors.New("dial postgres://app:secret@db: connection refused")
			}
			return nil
		},
	}, key)
	var answers []string
	for range 3 { // the vendor repeats twice; it also repeats a success when our answer was lost
		answers = append(answers, deliver(h, formRequest(classForm())).Body.String())
	}
	assert.Equal(t, []string{again, accepted, accepted}, answers, "what the function returned is not for the vendor")
	assert.EqualValues(t, 2, calls.Load())
	form := baijiayun.SignCallback(values("room_id", "19061545487745", "op", "end", "qid", "another", "timestamp", "1484115500"), key)
	deliver(h, formRequest(form))
	assert.EqualValues(t, 3, calls.Load(), "another qid is another callback")
}

// Simultaneous deliveries of one qid call the function once, and all wait until it has returned.
func TestDeliveriesAtTheSameTimeCallTheFunctionOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		release := make(chan struct{})
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			Other: drop,
			User: func(context.Context, *baijiayun.UserCallback) error {
				calls.Add(1)
				<-release
				return nil
			},
		}, key)
		var answered atomic.Int32
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				assert.Equal(t, accepted, deliver(h, formRequest(userForm())).Body.String())
				answered.Add(1)
			})
		}
		synctest.Wait()
		assert.Zero(t, answered.Load())
		close(release)
		wg.Wait()
		assert.Equal(t, int32(1), calls.Load())
		assert.Equal(t, int32(50), answered.Load())
	})
}

func TestASecondDeliveryTriesWhenTheFirstFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		release := make(chan error)
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			Other: drop,
			Class: func(context.Context, *baijiayun.ClassCallback) error {
				calls.Add(1)
				return <-release
			},
		}, key)
		answers := make(chan string, 2)
		for range 2 {
			go func() { answers <- deliver(h, formRequest(classForm())).Body.String() }()
		}
		synctest.Wait()
		assert.Equal(t, int32(1), calls.Load(), "the second waits")
		release <- errors.New("not now")
		assert.Equal(t, again, <-answers)
		release <- nil
		assert.Equal(t, accepted, <-answers)
		assert.Equal(t, int32(2), calls.Load())
	})
}

// The vendor hangs up and has one try left at most, so the delivery waits on, and is handled when the first one fails.
func TestADeliveryWaitsOnWhenTheVendorHangsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			Other: drop,
			Class: func(ctx context.Context, _ *baijiayun.ClassCallback) error {
				calls.Add(1)
				time.Sleep(5 * time.Second)
				require.NoError(t, ctx.Err(), "it may end its work")
				if calls.Load() == 1 {
					return errors.New("not now")
				}
				return nil
			},
		}, key)
		var wg sync.WaitGroup
		for _, want := range []string{again, accepted} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			wg.Go(func() { assert.Equal(t, want, deliver(h, formRequest(classForm()).WithContext(ctx)).Body.String()) })
			synctest.Wait()
		}
		wg.Wait()
		assert.EqualValues(t, 2, calls.Load())
	})
}

// A delivery does not wait for ever, whatever the store says.
func TestADeliveryDoesNotWaitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var failures []error
		h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			Other:      func(context.Context, baijiayun.Form) error { panic("called") },
			Failed:     func(_ context.Context, err error) { failures = append(failures, err) },
			Deliveries: takenDeliveries{classcloud.NewMemoryDeliveries(0)},
		}, key)
		began := time.Now()
		assert.Equal(t, again, deliver(h, formRequest(classForm())).Body.String())
		assert.Equal(t, 40*time.Second, time.Since(began))
		require.Len(t, failures, 1)
		require.ErrorIs(t, failures[0], context.DeadlineExceeded)
	})
}

// takenDeliveries says of each delivery that another server has it.
type takenDeliveries struct{ *classcloud.MemoryDeliveries }

func (takenDeliveries) Claim(context.Context, string, time.Duration) (string, bool, error) {
	return "", false, nil
}

// brokenDeliveries is a DeliveryStore that fails.
type brokenDeliveries struct{ seen, remember error }

func (s brokenDeliveries) Seen(context.Context, string) (bool, error) { return false, s.seen }

func (s brokenDeliveries) Remember(context.Context, string) error { return s.remember }

func TestACallbackIsHandledThoughDeliveriesFail(t *testing.T) {
	down := errors.New("connection refused")
	var failures []error
	var calls atomic.Int32
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Other:      drop,
		Class:      func(context.Context, *baijiayun.ClassCallback) error { calls.Add(1); return nil },
		Failed:     func(_ context.Context, err error) { failures = append(failures, err) },
		Deliveries: brokenDeliveries{down, down},
	}, key)
	assert.Equal(t, accepted, deliver(h, formRequest(classForm())).Body.String())
	assert.EqualValues(t, 1, calls.Load())
	require.Len(t, failures, 2)
	for _, err := range failures {
		require.ErrorIs(t, err, down)
	}
}

// spyDeliveries records what a handler asks it.
type spyDeliveries struct {
	*classcloud.MemoryDeliveries
	asked []string
}

func (s *spyDeliveries) Seen(ctx context.Context, id string) (bool, error) {
	s.asked = append(s.asked, "seen "+id)
	return s.MemoryDeliveries.Seen(ctx, id)
}

func (s *spyDeliveries) Remember(ctx context.Context, id string) error {
	s.asked = append(s.asked, "remember "+id)
	return errors.Join(ctx.Err(), s.MemoryDeliveries.Remember(ctx, id))
}

func TestDeliveriesAreAskedBeforeAndToldAfter(t *testing.T) {
	spy := &spyDeliveries{MemoryDeliveries: classcloud.NewMemoryDeliveries(0)}
	ctx, cancel := context.WithCancel(t.Context())
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Other: drop,
		Class: func(context.Context, *baijiayun.ClassCallback) error {
			spy.asked = append(spy.asked, "handled")
			cancel() // the vendor has hung up; the delivery is remembered all the same
			return nil
		},
		Failed:     func(_ context.Context, err error) { assert.NoError(t, err) },
		Deliveries: spy,
	}, key)
	deliver(h, formRequest(classForm()).WithContext(ctx))
	deliver(h, formRequest(classForm()))
	id := delivery(key, "201701111416541110803564")
	assert.Equal(t, []string{"seen " + id, "handled", "remember " + id, "seen " + id}, spy.asked)
}

func TestTwoHandlersShareNothing(t *testing.T) {
	var calls atomic.Int32
	funcs := baijiayun.CallbackFuncs{Other: drop, Class: func(context.Context, *baijiayun.ClassCallback) error { calls.Add(1); return nil }}
	for range 2 {
		deliver(baijiayun.CallbackHandler(funcs, key), formRequest(classForm()))
	}
	assert.EqualValues(t, 2, calls.Load())
}

// delivery is the name under which a callback is remembered, as the comment of Deliveries says it.
func delivery(key, id string) string {
	sum := sha256.Sum256([]byte("classcloud baijiayun deliveries\x00" + key))
	return "baijiayun:" + hex.EncodeToString(sum[:])[:12] + ":" + id
}

// Two tenants share a store. One who knows another's qid cannot have the other's event dropped as a repeat of his own.
func TestATenantCannotSilenceAnother(t *testing.T) {
	store := classcloud.NewMemoryDeliveries(0)
	type tenantKey struct{}
	handled := map[string]int{}
	funcs := baijiayun.CallbackFuncs{Other: drop, Deliveries: store,
		Class: func(ctx context.Context, c *baijiayun.ClassCallback) error {
			tenant, _ := ctx.Value(tenantKey{}).(string)
			handled[tenant]++
			return nil
		},
		Keys: func(ctx context.Context) ([]string, error) {
			return []string{"key-of-" + ctx.Value(tenantKey{}).(string)}, nil
		},
	}
	one, another := baijiayun.CallbackHandler(funcs), baijiayun.CallbackHandler(funcs)
	for _, h := range []http.Handler{one, another, one} {
		for _, tenant := range []string{"a", "b"} {
			form := baijiayun.SignCallback(without(classForm(), "sign"), "key-of-"+tenant)
			r := formRequest(form)
			assert.Equal(t, accepted, deliver(h, r.WithContext(context.WithValue(r.Context(), tenantKey{}, tenant))).Body.String())
		}
	}
	assert.Equal(t, map[string]int{"a": 1, "b": 1}, handled)
}

// A key names its deliveries alike, whether it was given first, last or is asked for, so that a fleet's handlers may differ in that.
func TestWhereAKeyComesFromDoesNotMatter(t *testing.T) {
	for name, handler := range map[string]func(baijiayun.CallbackFuncs) http.Handler{
		"given": func(funcs baijiayun.CallbackFuncs) http.Handler { return baijiayun.CallbackHandler(funcs, key) },
		"given last": func(funcs baijiayun.CallbackFuncs) http.Handler {
			return baijiayun.CallbackHandler(funcs, "another", "", key)
		},
		"asked for": func(funcs baijiayun.CallbackFuncs) http.Handler {
			funcs.Keys = func(context.Context) ([]string, error) { return []string{"a third", key}, nil }
			return baijiayun.CallbackHandler(funcs, "another", "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			store := classcloud.NewMemoryDeliveries(0)
			assert.Equal(t, accepted, deliver(handler(baijiayun.CallbackFuncs{Other: drop, Deliveries: store}), formRequest(classForm())).Body.String())
			seen, err := store.Seen(t.Context(), delivery(key, classForm().Get("qid")))
			require.NoError(t, err)
			assert.True(t, seen)
		})
	}
}
