package weclassroomtest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestEveryOperationHasItsDocumentedReply(t *testing.T) {
	f := start(t)
	assert.Len(t, f.Operations(), 35)
	withoutCode := map[string]bool{
		"Documents.List": true, "Reports.ListHelpRequests": true, "Lessons.ListStatusByTime": true,
		"Lessons.ListStatusByIDs": true, "Recordings.ListByUser": true,
	}
	for _, operation := range f.Operations() {
		var reply map[string]any
		require.NoError(t, json.Unmarshal([]byte(weclassroomtest.DocumentedReply(operation)), &reply), operation)
		assert.Equal(t, 1.0, reply["status"], operation)
		switch {
		case withoutCode[operation]:
			assert.NotContains(t, reply, "error_code", operation)
		case operation == "Reports.GetTeacherAttendance":
			assert.Equal(t, 10000.0, reply["code"])
			assert.NotContains(t, reply, "error_code")
		default:
			assert.Equal(t, 10000.0, reply["error_code"], operation)
		}
	}
	assert.Panics(t, func() { weclassroomtest.DocumentedReply("Users.Destroy") })
}
