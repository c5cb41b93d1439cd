package agoratest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSeedingNeedsARoomAndGoodIDs(t *testing.T) {
	c := withAlice(t)
	assert.Error(t, c.AddStudents("class-2", "alice"))
	assert.Error(t, c.AddStudents("class-1", "carol", "a/b"))
	assert.Len(t, c.Members("class-1"), 2, "carol is not in either")
	assert.Nil(t, c.Members("class-2"))
	assert.False(t, c.Banned("class-2", "alice"))
	assert.Error(t, c.AddRecordings("class-2", 1))
	c.Members("class-1")[0].Banned = true
	assert.False(t, c.Banned("class-1", "alice"), "what Users returns is a copy")
}

func TestSeedingFindsRoomsOfOtherRegions(t *testing.T) {
	c := newCloud(t)
	require.Equal(t, http.StatusOK, c.send("POST", rooms("na")+"class-1", plainRoom, c.authorized()).status)
	assert.NoError(t, c.AddStudents("class-1", "alice"))
	assert.Equal(t, "na", c.Rooms()[0].Region)
}
