package sandbox

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheJournalIsBoundedInNumber(t *testing.T) {
	var j journal
	for range journalEntries + 500 {
		j.add(Entry{Detail: &Detail{}})
	}
	n, bytes, last := j.state()
	assert.Equal(t, journalEntries, n)
	assert.Less(t, bytes, journalBytes)
	assert.EqualValues(t, journalEntries+500, last)
	_, found := j.get(500)
	assert.False(t, found, "the oldest are forgotten")
	e, found := j.get(501)
	require.True(t, found)
	assert.EqualValues(t, 501, e.ID)
	_, found = j.get(last + 1)
	assert.False(t, found)
}

func TestTheJournalIsBoundedInBytes(t *testing.T) {
	var j journal
	large := strings.Repeat("x", 1<<20)
	for range 100 {
		j.add(Entry{Detail: &Detail{Reply: large}})
	}
	n, bytes, _ := j.state()
	assert.Equal(t, 15, n)
	assert.LessOrEqual(t, bytes, journalBytes)
	j.add(Entry{Detail: &Detail{Reply: strings.Repeat("x", 20<<20)}})
	n, _, _ = j.state()
	assert.Equal(t, 1, n, "the last one is always there")
	j.clear()
	n, bytes, last := j.state()
	assert.Zero(t, n)
	assert.Zero(t, bytes)
	assert.EqualValues(t, 101, last, "IDs go on")
}
