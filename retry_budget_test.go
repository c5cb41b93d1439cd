package classcloud_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// So many calls earn so many repeats, whatever a ratio is in binary.
func TestWhatABudgetLetsThrough(t *testing.T) {
	for _, test := range []struct {
		ratio        float64
		burst, calls int
		want         int
	}{
		{0.1, 1, 1000, 100}, {0.1, 20, 1000, 100}, {0.2, 1, 1000, 200}, {0.7, 1, 1000, 500}, {0.7, 2, 1000, 700}, {1.0 / 3, 1, 999, 333}, {0.001, 1, 10000, 10}, {1, 1, 10, 10},
		{0, 1, 1000, 0}, {2, 1, 10, 10},
	} {
		budget := classcloud.NewRetryBudget(test.ratio, test.burst)
		for n := range test.burst {
			assert.True(t, budget.Spend(), "%v: it begins whole, %d", test, n)
		}
		assert.False(t, budget.Spend(), "%v", test)
		got := 0
		for range test.calls {
			budget.Called()
			if budget.Spend() {
				got++
			}
		}
		assert.Equal(t, test.want, got, "%v", test)
	}
}

func TestABudgetKeepsNoMoreThanItsBurst(t *testing.T) {
	budget := classcloud.NewRetryBudget(0.5, 2)
	for range 100 {
		budget.Called()
	}
	assert.Equal(t, []bool{true, true, false}, []bool{budget.Spend(), budget.Spend(), budget.Spend()})
	var none *classcloud.RetryBudget
	none.Called()
	assert.True(t, none.Spend(), "no budget has no bound")
}
