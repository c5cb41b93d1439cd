package transport

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRecentForgetsWhatIsNotUsed(t *testing.T) {
	r, made := NewRecent[string, int](3), 0
	of := func(key string) int { return r.Of(key, func() int { made++; return made }) }
	assert.Equal(t, []int{1, 2, 3}, []int{of("a"), of("b"), of("c")})
	assert.Equal(t, 1, of("a"), "used again")
	assert.Equal(t, 4, of("d"))
	assert.Equal(t, []int{1, 3, 4}, []int{of("a"), of("c"), of("d")}, "b was not used for the longest time")
	assert.Equal(t, 5, of("b"))
	assert.Len(t, r.keys, 3)
}
