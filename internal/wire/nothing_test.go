package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNothingSet(t *testing.T) {
	type update struct {
		ID   int64
		Name string
		Many []int
		More map[string]any
	}
	assert.True(t, NothingSet(&update{ID: 1}, "ID"))
	assert.False(t, NothingSet(&update{ID: 1, Name: "x"}, "ID"))
	assert.False(t, NothingSet(&update{ID: 1, Many: []int{}}, "ID"), "an empty list is something")
	assert.True(t, NothingSet(&update{ID: 1, More: map[string]any{}}, "ID"), "an empty map is nothing")
	assert.False(t, NothingSet(&update{ID: 1, More: map[string]any{"x": nil}}, "ID"))
	assert.True(t, NothingSet(update{ID: 1}, "ID"), "a value will do")
}
