package signing

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// Whatever was sorted before, the names of a call are sorted as if there had been nothing.
func TestOrdersAreThoseOfTheirNames(t *testing.T) {
	var orders Orders
	random, now := rand.New(rand.NewPCG(1, 2)), time.Unix(1501572288, 0)
	pieces := []string{"a", "b", "c", "zz", "partner", "学", " ", "", "time"}
	var wg sync.WaitGroup
	for range 4 {
		list := make([][]wire.Member, 500)
		for i := range list {
			for range random.IntN(4) {
				list[i] = append(list[i], members(pieces[random.IntN(len(pieces))]+pieces[random.IntN(len(pieces))], pieces[random.IntN(len(pieces))])...)
			}
		}
		wg.Go(func() {
			for _, params := range list {
				all, err := orders.Params(params, 7, now)
				assert.NoError(t, err)
				form, _ := all.Form("k&y")
				assert.Equal(t, slowly(params, 7, now, "k&y"), string(form))
			}
		})
	}
	wg.Wait()
}

// A name that the client sets itself is refused again, and again.
func TestARefusedNameIsNotKept(t *testing.T) {
	var orders Orders
	for range 2 {
		_, err := orders.Params(members("a", "1", "sign", "2"), 7, time.Unix(1, 0))
		require.ErrorContains(t, err, "the parameter sign is set by the client itself")
	}
}

// What a caller names himself costs no memory for good: an order that is long is not kept, and none keeps the caller's text.
func TestLongOrdersAreNotKept(t *testing.T) {
	var orders Orders
	count := func() (n int) {
		for i := range orders.kept {
			if orders.kept[i].Load() != nil {
				n++
			}
		}
		return n
	}
	many := make([]wire.Member, manyNames+1)
	for i := range many {
		many[i].Name = fmt.Sprintf("n%03d", i)
	}
	for _, params := range [][]wire.Member{many, members(strings.Repeat("n", longNames), "v")} {
		_, err := orders.Params(params, 7, time.Unix(1, 0))
		require.NoError(t, err)
		assert.Zero(t, count())
	}
	_, err := orders.Params(many[:manyNames], 7, time.Unix(1, 0))
	require.NoError(t, err)
	assert.Equal(t, 1, count())
	for n := range 1000 {
		_, err := orders.Params(members(fmt.Sprintf("%0*d", n%100+1, n), "v"), 7, time.Unix(1, 0))
		require.NoError(t, err)
	}
	assert.LessOrEqual(t, count(), len(orders.kept))
}

// Orders are kept: to sign the same names again sorts nothing.
func TestAnOrderIsMadeOnce(t *testing.T) {
	var orders Orders
	params := members("title", "T", "type", "2")
	first, err := orders.Params(params, 7, time.Unix(1, 0))
	require.NoError(t, err)
	second, err := orders.Params(members("title", "U", "type", "3"), 8, time.Unix(2, 0))
	require.NoError(t, err)
	assert.Same(t, first.order, second.order)
	third, err := orders.Params(members("type", "3", "title", "U"), 8, time.Unix(2, 0))
	require.NoError(t, err)
	assert.NotSame(t, first.order, third.order)
}
