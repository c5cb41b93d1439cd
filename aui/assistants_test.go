package aui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestGetPermitThatIsNotSet(t *testing.T) {
	client, _ := script(t, always(`{"success":true}`))
	permit, err := client.Assistants.GetPermit(t.Context(), "c1")
	require.ErrorIs(t, err, classcloud.NotFound)
	assert.Nil(t, permit)
}
