package house_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestAnOptionThatIsRefusedIsAnErrorOfNewAndOfACall(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		_, err := w.read(t.Context(), classcloud.WithTimeout(-1))
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, "WithTimeout")
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
		_, err = w.read(t.Context(), nil)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.Empty(t, w.kit.Requests())
	})
}
