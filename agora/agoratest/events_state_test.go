package agoratest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheStreamLosesAndRepeatsOnRequest(t *testing.T) {
	c := newCloud(t)
	c.create("a")
	for range 5 {
		require.NoError(t, c.Emit("a", 3, nil))
	}
	c.LoseEvents(2)
	c.DuplicateEvents(1)
	assert.Equal(t, []string{"a/3 cmd 3", "a/4 cmd 3", "a/5 cmd 3"}, names(c.poll("")))
	assert.Equal(t, []string{"a/3 cmd 3"}, names(c.poll("")))
	assert.Empty(t, c.poll(""))
	assert.Len(t, c.events("a/sequences").List, 5)
}

func TestErasedEventsAreNowhere(t *testing.T) {
	c := newCloud(t)
	c.create("a")
	for range 3 {
		require.NoError(t, c.Emit("a", 3, nil))
	}
	require.NoError(t, c.EraseEvents("a", 2))
	want := []string{"a/1 cmd 3", "a/3 cmd 3"}
	assert.Equal(t, want, names(c.poll("")))
	assert.Equal(t, want, names(c.events("a/sequences").List))
	assert.Len(t, c.Events("a"), 2)
	assert.Error(t, c.EraseEvents("a", 2))
	assert.Error(t, c.EraseEvents("b", 1))
	assert.Nil(t, c.Events("b"))
}

func TestEmitNeedsARoomAndData(t *testing.T) {
	c := newCloud(t)
	c.create("a")
	assert.Error(t, c.Emit("b", 3, nil))
	assert.Error(t, c.Emit("a", 3, make(chan int)))
	assert.Empty(t, c.Events("a"))
}
