package baijiayun_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
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

func numbered(n int) url.Values {
	return baijiayun.SignCallback(change(without(classForm(), "sign"), "qid", "q"+strconv.Itoa(n)), key)
}

// Every message reaches two servers at the same time.
func TestAFleetHandlesEachMessageOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		handled := map[string]int{}
		funcs := baijiayun.CallbackFuncs{
			Other: func(context.Context, baijiayun.Form) error { panic("called") },
			Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
				time.Sleep(time.Second)
				mu.Lock()
				defer mu.Unlock()
				handled[c.QID]++
				return nil
			},
			Deliveries: classcloud.NewMemoryDeliveries(0),
		}
		var wg sync.WaitGroup
		for _, pod := range []http.Handler{baijiayun.CallbackHandler(funcs, key), baijiayun.CallbackHandler(funcs, key)} {
			for n := range 500 {
				wg.Go(func() { assert.Equal(t, accepted, deliver(pod, formRequest(numbered(n))).Body.String()) })
			}
		}
		wg.Wait()
		assert.Len(t, handled, 500)
		for qid, times := range handled {
			assert.Equal(t, 1, times, qid)
		}
	})
}

// A server died with the message in its hands: its claim holds nobody up for longer than the lease, and the repeat that waits gets it.
func TestAMessageOfAServerThatDiedIsHandled(t *testing.T) {
	for name, lease := range map[string]time.Duration{"by default": 0, "by a lease of one's own": 3 * time.Second} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := classcloud.NewMemoryDeliveries(0)
				want := lease
				if lease == 0 {
					want = 10 * time.Second
				}
				_, _, err := store.Claim(t.Context(), delivery(key, "q7"), want)
				require.NoError(t, err)
				var calls atomic.Int32
				h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
					Other:      drop,
					Class:      func(context.Context, *baijiayun.ClassCallback) error { calls.Add(1); return nil },
					Deliveries: store, Lease: lease,
				}, key)
				time.Sleep(time.Second)                                        // the vendor's pause
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // its patience
				defer cancel()
				began := time.Now()
				assert.Equal(t, accepted, deliver(h, formRequest(numbered(7)).WithContext(ctx)).Body.String())
				assert.EqualValues(t, 1, calls.Load())
				assert.InDelta(t, (want - time.Second).Seconds(), time.Since(began).Seconds(), 1)
			})
		})
	}
}

// A function that does not return has its context end, and its message goes to the next delivery, on another server and on the same one.
func TestAStuckFunctionHoldsItsMessageForItsLease(t *testing.T) {
	for name, pods := range map[string]int{"one server": 1, "two servers": 2} {
		for store, deliveries := range map[string]classcloud.DeliveryStore{"with claims": classcloud.NewMemoryDeliveries(0), "without": nil} {
			if pods == 2 && deliveries == nil {
				continue // nothing joins them
			}
			t.Run(name+", "+store, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var calls atomic.Int32
					ended, release := make(chan time.Time, 1), make(chan struct{})
					funcs := baijiayun.CallbackFuncs{
						Other: drop,
						Class: func(ctx context.Context, _ *baijiayun.ClassCallback) error {
							if calls.Add(1) > 1 {
								return nil
							}
							<-ctx.Done()
							ended <- time.Now()
							<-release // it does not care
							return ctx.Err()
						},
						Deliveries: deliveries, Lease: 5 * time.Second,
					}
					first := baijiayun.CallbackHandler(funcs, key)
					second := first
					if pods == 2 {
						second = baijiayun.CallbackHandler(funcs, key)
					}
					began := time.Now()
					stuck := make(chan string, 1)
					go func() { stuck <- deliver(first, formRequest(numbered(len(name+store)))).Body.String() }()
					synctest.Wait()
					assert.Equal(t, accepted, deliver(second, formRequest(numbered(len(name+store)))).Body.String())
					assert.InDelta(t, 5, time.Since(began).Seconds(), 1)
					assert.Equal(t, 5*time.Second, (<-ended).Sub(began))
					close(release)
					assert.Equal(t, again, <-stuck)
					assert.EqualValues(t, 2, calls.Load())
					assert.Equal(t, accepted, deliver(first, formRequest(numbered(len(name+store)))).Body.String())
					assert.EqualValues(t, 2, calls.Load(), "what succeeded stays so")
				})
			})
		}
	}
}

// A function that fails, or panics, gives its message to the server where it comes next, at once.
func TestAnotherServerGetsWhatFailed(t *testing.T) {
	for name, fail := range map[string]func() error{
		"an error": func() error { return errors.New("not now") }, "a panic": func() error { panic("a bug") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				funcs := baijiayun.CallbackFuncs{
					Other: drop,
					Class: func(context.Context, *baijiayun.ClassCallback) error {
						if calls++; calls == 1 {
							return fail()
						}
						return nil
					},
					Deliveries: classcloud.NewMemoryDeliveries(0),
				}
				began := time.Now()
				assert.Equal(t, again, deliver(baijiayun.CallbackHandler(funcs, key), formRequest(numbered(1))).Body.String())
				assert.Equal(t, accepted, deliver(baijiayun.CallbackHandler(funcs, key), formRequest(numbered(1))).Body.String())
				assert.Zero(t, time.Since(began))
				assert.Equal(t, 2, calls)
			})
		})
	}
}

// Whichever of the user's functions panics, the vendor is asked to repeat, and Failed hears of it with the place.
func TestAPanicIsAnError(t *testing.T) {
	bug := func() { panic(fmt.Errorf("a bug: %w", errBug)) }
	for name, test := range map[string]struct {
		funcs baijiayun.CallbackFuncs
		form  url.Values
		want  string
	}{
		"Class":    {baijiayun.CallbackFuncs{Class: func(context.Context, *baijiayun.ClassCallback) error { bug(); return nil }, Other: drop}, classForm(), again},
		"User":     {baijiayun.CallbackFuncs{User: func(context.Context, *baijiayun.UserCallback) error { bug(); return nil }, Other: drop}, userForm(), again},
		"Playback": {baijiayun.CallbackFuncs{Playback: func(context.Context, *baijiayun.PlaybackCallback) error { bug(); return nil }, Other: drop}, playbackForm(), again},
		"Other":    {baijiayun.CallbackFuncs{Other: func(context.Context, baijiayun.Form) error { bug(); return nil }}, classForm(), again},
		"Keys": {baijiayun.CallbackFuncs{Other: drop, Keys: func(context.Context) ([]string, error) { bug(); return nil, nil }}, classForm(),
			`{"code":1,"msg":"key: the partner_keys cannot be had now"}`},
		"DeliveryID": {baijiayun.CallbackFuncs{Other: drop, DeliveryID: func(baijiayun.Form) string { bug(); return "" }}, classForm(), accepted},
	} {
		t.Run(name, func(t *testing.T) {
			var told []error
			test.funcs.Failed = func(_ context.Context, err error) { told = append(told, err) }
			form := baijiayun.SignCallback(without(test.form, "sign"), key)
			assert.Equal(t, test.want, deliver(baijiayun.CallbackHandler(test.funcs, key), formRequest(form)).Body.String())
			require.Len(t, told, 1)
			require.ErrorIs(t, told[0], errBug)
		})
	}
}

var errBug = errors.New("the cause")

func TestTheWishToDropTheConnectionIsKept(t *testing.T) {
	calls := 0
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{Other: func(context.Context, baijiayun.Form) error {
		if calls++; calls == 1 {
			panic(http.ErrAbortHandler)
		}
		return nil
	}}, key)
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { deliver(h, formRequest(classForm())) })
	assert.Equal(t, accepted, deliver(h, formRequest(classForm())).Body.String())
	assert.Equal(t, 2, calls)
}

// Names that say nothing do not make all callbacks one.
func TestAnEmptyDeliveryIDIsTheQID(t *testing.T) {
	calls := 0
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Other: drop, Class: func(context.Context, *baijiayun.ClassCallback) error { calls++; return nil },
		DeliveryID: func(form baijiayun.Form) string { return form.Get("event_id") },
	}, key)
	for n := range 3 {
		deliver(h, formRequest(numbered(n)))
		deliver(h, formRequest(numbered(n)))
	}
	assert.Equal(t, 3, calls)
}

// A name of a megabyte does not fill the store.
func TestALongQIDIsKeptShort(t *testing.T) {
	spy := &spyDeliveries{MemoryDeliveries: classcloud.NewMemoryDeliveries(0)}
	calls := 0
	h := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Other: drop, Class: func(context.Context, *baijiayun.ClassCallback) error { calls++; return nil }, Deliveries: spy,
	}, key)
	for _, last := range []string{"a", "b", "a"} {
		form := baijiayun.SignCallback(change(without(classForm(), "sign"), "qid", strings.Repeat("q", 1<<20)+last), key)
		assert.Equal(t, accepted, deliver(h, formRequest(form)).Body.String())
	}
	assert.Equal(t, 2, calls)
	for _, asked := range spy.asked {
		assert.Less(t, len(asked), 250)
		assert.Contains(t, asked, delivery(key, "qqq"))
	}
}
