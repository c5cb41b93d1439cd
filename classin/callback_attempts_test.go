package classin_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
)

var errHook = errors.New("not now")

// A callback whose function fails goes to the dead letters after MaxAttempts failures, and is acknowledged at that very delivery.
func TestRepeatsHaveAnEnd(t *testing.T) {
	for _, test := range []struct {
		name, message string
		most, want    int
	}{
		{"with an _id", `{"Cmd":"End","_id":"a"}`, 3, 3},
		{"without an _id", `{"Cmd":"End"}`, 3, 3},
		{"a like, which is not remembered", `{"Cmd":"LiveLike"}`, 3, 3},
		{"once", `{"Cmd":"End"}`, 1, 1},
		{"by default", `{"Cmd":"End"}`, 0, 10},
		{"a negative number", `{"Cmd":"End"}`, -1, 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			runs := 0
			var dead []*classin.Callback
			var told []error
			fails := func() error { runs++; return errHook }
			h := classin.CallbackHandler(classin.CallbackFuncs{
				End:   func(context.Context, *classin.EndCallback) error { return fails() },
				Other: func(context.Context, *classin.Callback) error { return fails() },
				DeadLetter: func(_ context.Context, m *classin.Callback, cause error) error {
					require.ErrorIs(t, cause, errHook)
					dead = append(dead, m)
					return nil
				},
				Failed:      func(_ context.Context, err error) { told = append(told, err) },
				MaxAttempts: test.most,
			}, hookSchool)
			body := hookSigned(t, test.message)
			for range test.want - 1 {
				assert.Equal(t, askedAgain, post(h, body).Body.String())
			}
			assert.Empty(t, dead)
			assert.Equal(t, acknowledged, post(h, body).Body.String())
			require.Len(t, dead, 1)
			assert.Equal(t, string(body), string(dead[0].Raw.Bytes()))
			assert.Equal(t, test.want, runs)
			assert.Len(t, told, test.want, "each failure, the last one with the word that it is given up")
			assert.Contains(t, told[len(told)-1].Error(), fmt.Sprintf("given up after %d attempts: not now", test.want))
		})
	}
}

// Without DeadLetter the last place is Other.
func TestTheLastPlaceIsOther(t *testing.T) {
	runs, others := 0, 0
	otherFails := false
	h := classin.CallbackHandler(classin.CallbackFuncs{
		End: func(context.Context, *classin.EndCallback) error { runs++; return errHook },
		Other: func(_ context.Context, m *classin.Callback) error {
			others++
			if otherFails {
				return errHook
			}
			return nil
		},
		MaxAttempts: 2,
	}, hookSchool)
	first := hookSigned(t, `{"Cmd":"End","_id":"a"}`)
	assert.Equal(t, askedAgain, post(h, first).Body.String())
	for range 2 {
		assert.Equal(t, acknowledged, post(h, first).Body.String(), "and from then on it is one that was handled")
	}
	assert.Equal(t, []int{2, 1}, []int{runs, others})

	otherFails = true
	for message, want := range map[string][]int{`{"Cmd":"End","_id":"b"}`: {2, 29}, `{"Cmd":"Novelty","_id":"c"}`: {0, 30}} {
		runs, others = 0, 0
		for range 30 {
			assert.Equal(t, askedAgain, post(h, hookSigned(t, message)).Body.String(), "nothing is behind the last place")
		}
		assert.Equal(t, want, []int{runs, others}, "a function is left in peace after two tries, and Other is asked once a delivery")
	}
	otherFails = false
	assert.Equal(t, acknowledged, post(h, hookSigned(t, `{"Cmd":"End","_id":"b"}`)).Body.String())
}

func TestAnErrorOfTheDeadLettersAsksForARepeat(t *testing.T) {
	runs, letters := 0, 0
	h := classin.CallbackHandler(classin.CallbackFuncs{
		Other: func(context.Context, *classin.Callback) error { runs++; return errHook },
		DeadLetter: func(_ context.Context, _ *classin.Callback, cause error) error {
			require.ErrorIs(t, cause, errHook, "what the function said is not forgotten")
			if letters++; letters < 20 {
				return errors.New("the disk is full")
			}
			return nil
		},
		MaxAttempts: 2,
	}, hookSchool)
	body := hookSigned(t, `{"Cmd":"End","_id":"a"}`)
	for range 20 {
		assert.Equal(t, askedAgain, post(h, body).Body.String())
	}
	assert.Equal(t, acknowledged, post(h, body).Body.String())
	assert.Equal(t, []int{2, 20}, []int{runs, letters})
}

// A success ends the count, and so does the dead letter: what comes later begins again.
func TestEachCallbackHasItsOwnCount(t *testing.T) {
	fail, letters := true, 0
	h := classin.CallbackHandler(classin.CallbackFuncs{
		Other: func(context.Context, *classin.Callback) error {
			if fail {
				return errHook
			}
			return nil
		},
		DeadLetter:  func(context.Context, *classin.Callback, error) error { letters++; return nil },
		MaxAttempts: 3,
	}, hookSchool, classin.Credentials{SID: 2, Secret: hookSecret})
	like := hookSigned(t, `{"Cmd":"LiveLike"}`)
	another := hookSigned(t, `{"Cmd":"LiveLike","SID":2}`)
	for range 5 {
		fail = true
		for range 2 {
			assert.Equal(t, askedAgain, post(h, like).Body.String())
			assert.Equal(t, askedAgain, post(h, another).Body.String())
		}
		fail = false
		assert.Equal(t, acknowledged, post(h, like).Body.String())
		assert.Equal(t, acknowledged, post(h, another).Body.String())
	}
	assert.Zero(t, letters)
	fail = true
	for round := range 3 {
		assert.Equal(t, askedAgain, post(h, like).Body.String())
		assert.Equal(t, askedAgain, post(h, like).Body.String())
		assert.Equal(t, acknowledged, post(h, like).Body.String())
		assert.Equal(t, round+1, letters)
	}
}

// The counts are bounded: when thousands of callbacks fail at a time, the count of the one that failed longest ago begins again. No
// callback is lost by it.
func TestTheCountsAreBounded(t *testing.T) {
	letters := map[string]int{}
	h := classin.CallbackHandler(classin.CallbackFuncs{
		Other:       func(context.Context, *classin.Callback) error { return errHook },
		DeadLetter:  func(_ context.Context, m *classin.Callback, _ error) error { letters[m.ID]++; return nil },
		MaxAttempts: 3,
	}, hookSchool)
	fail := func(id string) { post(h, hookSigned(t, `{"Cmd":"Novelty","_id":"`+id+`"}`)) }
	fail("first")
	fail("second")
	fail("second")
	fail("first")
	for i := range 1<<12 - 1 {
		fail(fmt.Sprint(i))
	}
	fail("first")
	assert.Equal(t, 1, letters["first"], "it failed later than the second")
	fail("second")
	fail("second")
	assert.Zero(t, letters["second"], "forgotten: these are its first failures again")
	fail("second")
	assert.Equal(t, 1, letters["second"])
}

func TestAPanicIsAnError(t *testing.T) {
	runs, letters := 0, 0
	var told []error
	var value any = "a bug"
	h := classin.CallbackHandler(classin.CallbackFuncs{
		Other: func(context.Context, *classin.Callback) error { runs++; panic(value) },
		DeadLetter: func(_ context.Context, _ *classin.Callback, cause error) error {
			if letters++; letters == 1 {
				panic("the dead letters, too")
			}
			return nil
		},
		Failed:      func(_ context.Context, err error) { told = append(told, err) },
		MaxAttempts: 2,
	}, hookSchool)
	body := hookSigned(t, `{"Cmd":"Novelty","_id":"a"}`)
	assert.Equal(t, askedAgain, post(h, body).Body.String())
	require.Len(t, told, 1)
	assert.Contains(t, told[0].Error(), "panic: a bug")
	assert.Contains(t, told[0].Error(), "TestAPanicIsAnError", "with its place")
	value = errHook
	assert.Equal(t, askedAgain, post(h, body).Body.String(), "the dead letters failed")
	require.Len(t, told, 3)
	require.ErrorIs(t, told[1], errHook)
	assert.Contains(t, told[2].Error(), "panic: the dead letters, too")
	assert.Equal(t, acknowledged, post(h, body).Body.String())
	assert.Equal(t, []int{2, 2}, []int{runs, letters})

	value = http.ErrAbortHandler
	aborting := hookSigned(t, `{"Cmd":"Novelty","_id":"b"}`)
	for range 2 {
		assert.PanicsWithValue(t, http.ErrAbortHandler, func() { post(h, aborting) }, "the wish to drop the connection is granted")
	}
	assert.Equal(t, acknowledged, post(h, aborting).Body.String(), "but counted")
	assert.Equal(t, []int{4, 3}, []int{runs, letters})
}

func TestCountsAreSafeForConcurrentUse(t *testing.T) {
	var mu sync.Mutex
	letters := 0
	h := classin.CallbackHandler(classin.CallbackFuncs{
		Other: func(context.Context, *classin.Callback) error { return errHook },
		DeadLetter: func(context.Context, *classin.Callback, error) error {
			mu.Lock()
			defer mu.Unlock()
			letters++
			return nil
		},
		MaxAttempts: 3,
	}, hookSchool)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			body := hookSigned(t, fmt.Sprintf(`{"Cmd":"Novelty","_id":"%d"}`, i%4))
			for range 6 {
				post(h, body)
			}
		})
	}
	all.Wait()
	assert.Equal(t, 4, letters, "one for each callback: then it is handled")
}
