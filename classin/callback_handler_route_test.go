package classin

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What its type cannot read at all goes to Other.
func TestTheRouteOfWhatIsNotAnObject(t *testing.T) {
	var got *Callback
	h := &callbackHandler{CallbackFuncs: CallbackFuncs{
		End:   func(context.Context, *EndCallback) error { panic("called") },
		Other: func(_ context.Context, m *Callback) error { got = m; return nil },
	}}
	callback := &Callback{Cmd: CmdEnd, Raw: NewRawCallback([]byte("x"))}
	run, other := h.route(callback)
	assert.True(t, other)
	require.NoError(t, run(t.Context()))
	assert.Same(t, callback, got)
	require.Len(t, got.Problems, 1)
	assert.Equal(t, "x", string(got.Problems[0].Raw))
}
