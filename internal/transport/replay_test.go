package transport

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// A connection that was used before and breaks makes net/http send an idempotent request again by itself, within one attempt.
func TestWhatNetHTTPReplaysLeavesADoubt(t *testing.T) {
	bad, already := reply(200, `{"code":"bad"}`), reply(200, `{"code":"already"}`)

	t.Run("a rejection of the replay does not speak of what was sent first", func(t *testing.T) {
		s := serve(t, reply(200, success), reset, bad)
		h := connect(t, s.URL)
		_, err := h.get(t.Context(), opIdempotent)
		require.NoError(t, err)
		_, err = h.get(t.Context(), opIdempotent)
		require.ErrorIs(t, err, code("bad"))
		require.Len(t, s.seen(), 3)
		assert.Equal(t, 1, failure(t, err).Attempts, "net/http did it")
		assert.True(t, classcloud.MaybeApplied(err))
	})
	t.Run("already done is done by what was sent first", func(t *testing.T) {
		op := opIdempotent
		op.Payload, op.Already = PayloadNone, []string{"already"}
		s := serve(t, reply(200, success), reset, already)
		h := connect(t, s.URL)
		require.NoError(t, h.Do(t.Context(), &Call{Op: op}, nil, nil))
		require.NoError(t, h.Do(t.Context(), &Call{Op: op}, nil, nil))
		require.Len(t, s.seen(), 3)
	})
	t.Run("a read changes nothing however often it is sent", func(t *testing.T) {
		s := serve(t, reply(200, success), reset, bad)
		h := connect(t, s.URL)
		_, err := h.get(t.Context(), opRead)
		require.NoError(t, err)
		_, err = h.get(t.Context(), opRead)
		require.ErrorIs(t, err, code("bad"))
		require.Len(t, s.seen(), 3)
		assert.False(t, classcloud.MaybeApplied(err))
	})
	t.Run("a connection that holds leaves none", func(t *testing.T) {
		s := serve(t, reply(200, success), bad)
		h := connect(t, s.URL)
		_, err := h.get(t.Context(), opIdempotent)
		require.NoError(t, err)
		_, err = h.get(t.Context(), opIdempotent)
		require.ErrorIs(t, err, code("bad"))
		assert.False(t, classcloud.MaybeApplied(err))
	})
}
