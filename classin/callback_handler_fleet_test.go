package classin_test

import (
	"context"
	"crypto/md5"
	"fmt"
	"net/http"
	"net/http/httptest"
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
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// Every message reaches two servers at the same time; one with an _id, and one that only its content tells apart.
func TestAFleetHandlesEachMessageOnce(t *testing.T) {
	for name, message := range map[string]string{
		"with an _id": `{"Cmd":"End","SID":1068502,"_id":"m%d"}`, "without": `{"Cmd":"End","SID":1068502,"ClassID":%d}`,
	} {
		t.Run(name, func(t *testing.T) {
			bodies := make([][]byte, 500)
			for n := range bodies {
				bodies[n] = hookSigned(t, fmt.Sprintf(message, n+1))
			}
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				handled := map[string]int{}
				funcs := classin.CallbackFuncs{
					Other: func(context.Context, *classin.Callback) error { panic("called") },
					End: func(_ context.Context, m *classin.EndCallback) error {
						time.Sleep(time.Second)
						mu.Lock()
						defer mu.Unlock()
						handled[m.ID+":"+strconv.FormatInt(m.ClassID, 10)]++
						return nil
					},
					Deliveries: classcloud.NewMemoryDeliveries(0),
				}
				var wg sync.WaitGroup
				for _, pod := range []http.Handler{classin.CallbackHandler(funcs, hookSchool), classin.CallbackHandler(funcs, hookSchool)} {
					for _, body := range bodies {
						wg.Go(func() { assert.Equal(t, acknowledged, post(pod, body).Body.String()) })
					}
				}
				wg.Wait()
				assert.Len(t, handled, 500)
				for id, times := range handled {
					assert.Equal(t, 1, times, id)
				}
			})
		})
	}
}

// A server that died, or a function that does not return, holds a message for its lease; then the next delivery runs it, on another server
// and on the same one.
func TestAStuckFunctionHoldsItsMessageForItsLease(t *testing.T) {
	for name, test := range map[string]struct {
		pods  int
		lease time.Duration
		want  time.Duration
	}{
		"two servers, by default": {2, 0, time.Minute}, "two servers": {2, 5 * time.Second, 5 * time.Second}, "one server": {1, 5 * time.Second, 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			body := hookSigned(t, `{"Cmd":"End","SID":1068502,"_id":"stuck"}`)
			synctest.Test(t, func(t *testing.T) {
				var calls atomic.Int32
				ended, release := make(chan time.Time, 1), make(chan struct{})
				funcs := classin.CallbackFuncs{
					Other: hookDrop,
					End: func(ctx context.Context, _ *classin.EndCallback) error {
						if calls.Add(1) > 1 {
							return nil
						}
						<-ctx.Done()
						ended <- time.Now()
						<-release // it does not care
						return ctx.Err()
					},
					Deliveries: classcloud.NewMemoryDeliveries(0), Lease: test.lease,
				}
				first := classin.CallbackHandler(funcs, hookSchool)
				second := first
				if test.pods == 2 {
					second = classin.CallbackHandler(funcs, hookSchool)
				}
				began := time.Now()
				stuck := make(chan string, 1)
				go func() { stuck <- post(first, body).Body.String() }()
				synctest.Wait()
				assert.Equal(t, acknowledged, post(second, body).Body.String())
				assert.InDelta(t, test.want.Seconds(), time.Since(began).Seconds(), 1)
				assert.Equal(t, test.want, (<-ended).Sub(began))
				close(release)
				assert.NotEqual(t, acknowledged, <-stuck)
				assert.Equal(t, acknowledged, post(first, body).Body.String())
				assert.EqualValues(t, 2, calls.Load(), "what succeeded stays so")
			})
		})
	}
}

// A like has no claim, because two can be real; its function ends with the lease all the same.
func TestTheLeaseOfWhatIsNotRemembered(t *testing.T) {
	body := hookSigned(t, `{"Cmd":"LiveLike","SID":1068502}`)
	synctest.Test(t, func(t *testing.T) {
		h := classin.CallbackHandler(classin.CallbackFuncs{Lease: 7 * time.Second, Other: func(ctx context.Context, _ *classin.Callback) error {
			<-ctx.Done()
			return ctx.Err()
		}}, hookSchool)
		began := time.Now()
		assert.NotEqual(t, acknowledged, post(h, body).Body.String())
		assert.Equal(t, 7*time.Second, time.Since(began))
	})
}

// What failed goes to the server where it comes next, at once.
func TestAnotherServerGetsWhatFailed(t *testing.T) {
	for name, fail := range map[string]func() error{"an error": func() error { return errHook }, "a panic": func() error { panic("a bug") }} {
		t.Run(name, func(t *testing.T) {
			body := hookSigned(t, `{"Cmd":"End","SID":1068502,"_id":"a"}`)
			synctest.Test(t, func(t *testing.T) {
				calls := 0
				funcs := classin.CallbackFuncs{
					Other: func(context.Context, *classin.Callback) error {
						if calls++; calls == 1 {
							return fail()
						}
						return nil
					},
					Deliveries: classcloud.NewMemoryDeliveries(0),
				}
				began := time.Now()
				assert.NotEqual(t, acknowledged, post(classin.CallbackHandler(funcs, hookSchool), body).Body.String())
				assert.Equal(t, acknowledged, post(classin.CallbackHandler(funcs, hookSchool), body).Body.String())
				assert.Zero(t, time.Since(began))
				assert.Equal(t, 2, calls)
			})
		})
	}
}

// MaxAge is asked for: what is older, or from the future, is neither handled as if it were new nor refused, which would block the school.
func TestTheAgeOfACallback(t *testing.T) {
	now := time.Date(2026, 1, 15, 8, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		maxAge time.Duration
		off    time.Duration
		typed  bool
	}{
		"off: years old":           {0, -100000 * time.Hour, true},
		"off: the future":          {0, 100000 * time.Hour, true},
		"as the vendor signs":      {time.Hour, 10 * time.Minute, true},
		"an hour old":              {time.Hour, -time.Hour, true},
		"an hour in the future":    {time.Hour, time.Hour, true},
		"a little more":            {time.Hour, -time.Hour - time.Second, false},
		"a little more, in future": {time.Hour, time.Hour + time.Second, false},
	} {
		t.Run(name, func(t *testing.T) {
			var typed, other []*classin.Callback
			var told []error
			h := classin.CallbackHandler(classin.CallbackFuncs{
				End:    func(_ context.Context, m *classin.EndCallback) error { typed = append(typed, &m.Callback); return nil },
				Other:  func(_ context.Context, m *classin.Callback) error { other = append(other, m); return nil },
				Failed: func(_ context.Context, err error) { told = append(told, err) },
				MaxAge: test.maxAge, Now: func() time.Time { return now },
			}, hookSchool)
			body, err := classin.SignCallback([]byte(`{"Cmd":"End","SID":1068502,"_id":"a"}`), hookSecret, now.Add(test.off))
			require.NoError(t, err)
			for range 2 {
				assert.Equal(t, acknowledged, post(h, body).Body.String(), "a refusal would hold the queue up")
			}
			if test.typed {
				assert.Len(t, typed, 1)
				assert.Empty(t, other)
				return
			}
			assert.Empty(t, typed)
			require.Len(t, other, 1)
			require.Len(t, other[0].Problems, 1)
			assert.Equal(t, "/TimeStamp", other[0].Problems[0].Path)
			require.Len(t, told, 1)
			require.ErrorIs(t, told[0], classcloud.DataLoss)
			fresh, err := classin.SignCallback([]byte(`{"Cmd":"End","SID":1068502,"_id":"a"}`), hookSecret, now)
			require.NoError(t, err)
			assert.Equal(t, acknowledged, post(h, fresh).Body.String())
			assert.Len(t, typed, 1, "the old one did not stand for the real one")
		})
	}
}

// The time of a callback that cannot be read is not known to be young.
func TestAnAgeThatIsNotKnown(t *testing.T) {
	for _, maxAge := range []time.Duration{0, time.Hour} {
		typed, other := 0, 0
		h := classin.CallbackHandler(classin.CallbackFuncs{
			End: func(context.Context, *classin.EndCallback) error { typed++; return nil },
			Other: func(_ context.Context, m *classin.Callback) error {
				other++
				assert.Contains(t, fmt.Sprint(m.Problems), "so the age is not known")
				return nil
			},
			MaxAge: maxAge,
		}, hookSchool)
		body := `{"Cmd":"End","SID":1068502,"_id":"a","TimeStamp":"soon","SafeKey":"` + fmt.Sprintf("%x", md5.Sum([]byte(hookSecret+"soon"))) + `"}`
		assert.Equal(t, acknowledged, post(h, []byte(body)).Body.String())
		assert.Equal(t, maxAge == 0, typed == 1)
		assert.Equal(t, maxAge != 0, other == 1)
	}
}

// A sender who stops in the middle holds the handler for ReadTimeout, whatever the server's own deadlines are.
func TestTheReadTimeout(t *testing.T) {
	for timeout, want := range map[time.Duration]time.Duration{0: 30 * time.Second, time.Second: time.Second} {
		synctest.Test(t, func(t *testing.T) {
			var told error
			h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop, ReadTimeout: timeout, Failed: func(_ context.Context, err error) { told = err }}, hookSchool)
			began := time.Now()
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", stuckBody{true}.reader(t, []byte(`{"Cmd":`))))
			assert.Equal(t, want, time.Since(began))
			assert.Equal(t, http.StatusRequestTimeout, w.Code)
			assert.Equal(t, classcloud.DeadlineExceeded, clienttest.AsError(t, told).Kind)
		})
	}
}

// An _id of a megabyte does not fill the store, and is still told from another one.
func TestALongIDIsKeptShort(t *testing.T) {
	store := &shortDeliveries{t: t, MemoryDeliveries: classcloud.NewMemoryDeliveries(0)}
	calls := 0
	h := classin.CallbackHandler(classin.CallbackFuncs{Other: func(context.Context, *classin.Callback) error { calls++; return nil }, Deliveries: store}, hookSchool)
	for _, last := range []string{"a", "b", "a"} {
		body := hookSigned(t, `{"Cmd":"End","SID":1068502,"_id":"`+strings.Repeat("x", 1<<20)+last+`"}`)
		assert.Equal(t, acknowledged, post(h, body).Body.String())
	}
	assert.Equal(t, 2, calls)
}

type shortDeliveries struct {
	t *testing.T
	*classcloud.MemoryDeliveries
}

func (s *shortDeliveries) Remember(ctx context.Context, id string) error {
	assert.Less(s.t, len(id), 220)
	assert.Contains(s.t, id, "classin:1068502:id:xxx")
	return s.MemoryDeliveries.Remember(ctx, id)
}
