package ensure

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHolds(t *testing.T) {
	assert.True(t, Holds(map[int]bool{1: true, 2: true, 3: true}, map[int]bool{1: true, 2: true}))
	assert.True(t, Holds(map[int]bool{}, map[int]bool{}))
	assert.False(t, Holds(map[int]bool{2: true, 3: true}, map[int]bool{1: true, 2: true}))
}
