package clienttest_test

import (
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestAsError(t *testing.T) {
	want := &classcloud.Error{Kind: classcloud.NotFound}
	assert.Same(t, want, clienttest.AsError(t, errors.Join(io.EOF, want)))
}
