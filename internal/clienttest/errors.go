package clienttest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// AsError returns the *classcloud.Error within err and fails the test when there is none.
func AsError(t testing.TB, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}
