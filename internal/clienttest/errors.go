package clienttest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// AsError returns the *classcloud.Error in err. It fails the test if err does not hold one.
func AsError(t testing.TB, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}
