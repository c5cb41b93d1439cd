package weclassroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestAClassroomTakesTheStudentsItCan(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	srv.Respond("Classrooms.AddStudents", weclassroomtest.DocumentedReply("Classrooms.AddStudents"))
	entered, err := srv.Client().Classrooms.AddStudents(t.Context(), &weclassroom.AddClassroomStudentsRequest{ClassroomID: 1, StudentIDs: []int64{1234}})
	require.NoError(t, err)
	assert.False(t, entered.Complete())
	assert.Equal(t, []int64{1234}, entered.NotFound, "though the document prints the name with a blank behind it")
	assert.True(t, (&weclassroom.AddedClassroomStudents{NotFound: []int64{}}).Complete())
}
