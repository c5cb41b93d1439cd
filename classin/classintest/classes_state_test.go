package classintest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAClassDeletedInTheClientKeepsItsIdentity(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv, fields{"courseUniqueIdentity": "a"}).id(t)
	srv.DeleteClass(id)
	assert.Empty(t, srv.Classes())
	again := create(t, srv, fields{"courseUniqueIdentity": "a"})
	assert.Equal(t, "398", again.errno())
	assert.Equal(t, id, again.id(t))
	assert.Panics(t, func() { srv.DeleteClass(id) })
}

func TestClassesAreCopies(t *testing.T) {
	srv := newServer(t)
	create(t, srv, fields{"assistantUid": 1001002})
	classes := srv.Classes()
	require.Len(t, classes, 1)
	classes[0].ClassName = "changed"
	classes[0].AssistantUIDs[0] = 1
	assert.Equal(t, "Chinese-10", srv.Classes()[0].ClassName)
	assert.EqualValues(t, 1001002, srv.Classes()[0].AssistantUIDs[0])
}
