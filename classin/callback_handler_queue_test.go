package classin_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestTheVendorsQueue(t *testing.T) {
	keys := classin.Credentials{SID: 1234567, Secret: hookSecret}
	srv := classintest.NewServer(classintest.WithCredentials(keys))
	t.Cleanup(srv.Close)
	var mu sync.Mutex
	var got []classin.Cmd
	fail := true
	hook := httptest.NewServer(classin.CallbackHandler(classin.CallbackFuncs{Other: func(_ context.Context, m *classin.Callback) error {
		mu.Lock()
		defer mu.Unlock()
		if fail {
			return errors.New("not now")
		}
		got = append(got, m.Cmd)
		return nil
	}}, keys))
	t.Cleanup(hook.Close)
	for _, cmd := range []any{"Test", 67371107, "Novelty", "End"} {
		srv.SendCallback(hook.URL, map[string]any{"Cmd": cmd})
	}
	assert.Len(t, srv.Deliver(), 2, "the test goes through, the next one blocks")
	mu.Lock()
	fail = false
	mu.Unlock()
	assert.Len(t, srv.Deliver(), 3)
	mu.Lock()
	defer mu.Unlock()
	assert.Equal(t, []classin.Cmd{classin.CmdEnter, "Novelty", classin.CmdEnd}, got)
	assert.Empty(t, srv.Pending())
}

// A class that cannot be booked blocks its school for ten tries, every ten seconds, and no other school; then it is put aside and the
// queue runs on in its order. Whether the vendor signs a repeat anew or gives its messages an _id makes no difference.
func TestAFunctionThatFailsDoesNotBlockForEver(t *testing.T) {
	for name, test := range map[string]struct {
		options []classintest.Option
		id      any
	}{
		"with an _id":                   {nil, "5ab0f87aa3251e6e49b9e892"},
		"without an _id":                {nil, nil},
		"without an _id, signed anew":   {[]classintest.Option{classintest.WithCallbacksSignedAnew()}, nil},
		"an _id that holds no identity": {nil, map[string]any{"$oid": "5ab0f87aa3251e6e49b9e892"}},
	} {
		t.Run(name, func(t *testing.T) {
			clock := clienttest.NewClock()
			srv := classintest.NewServer(append(test.options, classintest.WithClock(clock.Now))...)
			t.Cleanup(srv.Close)
			second := classin.Credentials{SID: 2, Secret: "second"}
			srv.AddSchool(second)
			var mu sync.Mutex
			var got, dead []string
			tries := 0
			hook := httptest.NewServer(classin.CallbackHandler(classin.CallbackFuncs{
				End: func(_ context.Context, m *classin.EndCallback) error {
					mu.Lock()
					defer mu.Unlock()
					if m.ClassID == 2 {
						tries++
						return errHook
					}
					got = append(got, fmt.Sprint(m.SID, " class ", m.ClassID))
					return nil
				},
				Other: func(_ context.Context, m *classin.Callback) error { t.Error("nothing is for Other"); return nil },
				DeadLetter: func(_ context.Context, m *classin.Callback, cause error) error {
					mu.Lock()
					defer mu.Unlock()
					dead = append(dead, fmt.Sprint(m.SID, " class ", m.ClassID, ": ", cause))
					return nil
				},
			}, srv.Credentials(), second))
			t.Cleanup(hook.Close)
			require.True(t, srv.RegisterCallbacks(hook.URL).Acked)
			for class := range 3 {
				srv.SendCallback("", map[string]any{"Cmd": "End", "ClassID": class + 1, "_id": test.id, "Kind": class})
				if text, ok := test.id.(string); ok {
					test.id = text + "x"
				}
			}
			srv.SendCallback("", map[string]any{"Cmd": "End", "ClassID": 4, "SID": 2})
			home := srv.Credentials().SID
			for try := range 9 {
				srv.DeliverDue()
				assert.Empty(t, srv.DeliverDue(), "it is not due before 10 s have passed")
				require.Len(t, srv.Pending(), 2, "try %d: it holds back what is behind it", try+1)
				clock.Advance(10 * time.Second)
			}
			mu.Lock()
			assert.Equal(t, []string{fmt.Sprint(home, " class 1"), "2 class 4"}, got)
			assert.Empty(t, dead)
			mu.Unlock()
			deliveries := srv.DeliverDue()
			require.Len(t, deliveries, 2)
			assert.True(t, deliveries[0].Acked)
			assert.Empty(t, srv.Pending())
			assert.Equal(t, []string{fmt.Sprint(home, " class 1"), "2 class 4", fmt.Sprint(home, " class 3")}, got)
			assert.Equal(t, []string{fmt.Sprint(home, " class 2: not now")}, dead)
			assert.Equal(t, 10, tries)
		})
	}
}
