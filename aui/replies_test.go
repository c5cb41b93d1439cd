package aui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

// Servers before 2024-05-21 answer success and change nothing.
func TestUpdateThatChangesNothing(t *testing.T) {
	client, server := script(t, always(`{"success":true,"data":{"id":"c1","title":"old","notice":"new"}}`))
	class, err := client.Classes.Update(t.Context(), &aui.UpdateClassRequest{ClassID: "c1", UserID: "u1", Title: new("new"), Notice: new("new")})
	failure := failureOf(t, err, classcloud.Unimplemented)
	assert.Equal(t, classcloud.OutcomeNotApplied, failure.Outcome)
	assert.Contains(t, failure.Message, "does not have the new Title")
	assert.NotContains(t, failure.Message, "Notice")
	assert.Contains(t, failure.Hint, "2024-05-21")
	require.NotNil(t, class)
	assert.Equal(t, "old", class.Title, "the class comes beside the error")
	assert.Len(t, server.seen(), 1)

	class, err = client.Classes.Update(t.Context(), &aui.UpdateClassRequest{ClassID: "c1", UserID: "u1", Notice: new("new")})
	require.NoError(t, err)
	assert.Equal(t, "new", class.Notice)
}
