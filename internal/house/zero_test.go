package house_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Every operation of a client that New did not make returns an error that says so. Nothing panics.
func TestTheZeroClientAnswersWithAnError(t *testing.T) {
	for _, v := range vendors {
		client, others := v.zero(t.Context())
		for _, op := range v.operations() {
			_, err := invoke.Call(t.Context(), client, op, map[string]json.RawMessage{}, &wire.Filler{})
			require.ErrorIs(t, err, classcloud.InvalidArgument, "%s %s", v.name, op.Name)
			assert.ErrorContains(t, err, "the client is the zero Client", "%s %s", v.name, op.Name)
			assert.False(t, classcloud.MaybeApplied(err))
		}
		require.Contains(t, others, "With")
		require.Contains(t, others, "Do")
		for name, call := range others {
			assert.ErrorContains(t, call(), "the client is the zero Client", "%s %s", v.name, name)
		}
	}
}

// New refuses a source that is a nil pointer, so that the mistake does not show as a panic in the first call.
func TestATypedNilSourceIsRefused(t *testing.T) {
	for _, v := range vendors {
		assert.ErrorContains(t, v.nilSource(), "the CredentialSource is nil", v.name)
	}
}
