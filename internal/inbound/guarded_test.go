package inbound

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errBug = errors.New("a bug")

func TestGuarded(t *testing.T) {
	require.NoError(t, Guarded(func() error { return nil }))
	assert.Equal(t, errBug, Guarded(func() error { return errBug }))
	err := Guarded(func() error { panic(errBug) })
	require.ErrorIs(t, err, errBug)
	assert.Contains(t, err.Error(), "guarded_test.go", "the place")
	assert.ErrorContains(t, Guarded(func() error { panic("text") }), "panic: text")
	require.Error(t, Guarded(func() error { panic(nil) }), "which Go makes an error of its own")
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { _ = Guarded(func() error { panic(http.ErrAbortHandler) }) })
}
