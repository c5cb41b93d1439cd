package invoke_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

func TestEveryOperationHasParametersWithNames(t *testing.T) {
	for client, ops := range clients() {
		for _, op := range ops {
			params, err := invoke.Parameters(client, op)
			require.NoError(t, err, "%T %s", client, op.Name)
			seen := map[string]bool{}
			for _, p := range params {
				assert.NotEmpty(t, p.Name, "%T %s", client, op.Name)
				assert.False(t, seen[p.Name], "%T %s has two parameters %s", client, op.Name, p.Name)
				seen[p.Name] = true
			}
		}
	}
}

func TestParametersAreThoseOfTheMethod(t *testing.T) {
	names := func(operation string) (out []string) {
		params, err := invoke.Parameters(&baijiayun.Client{}, baijiayunOperation(t, operation))
		require.NoError(t, err)
		for _, p := range params {
			out = append(out, p.Name+" "+p.Form)
		}
		return out
	}
	assert.Equal(t, []string{"room_id integer"}, names("Rooms.Get"), "one argument")
	assert.Equal(t, []string{"title text", "start_time time", "end_time time", "type integer"}, names("Rooms.Create")[:4], "a request")
	assert.Empty(t, names("Callbacks.GetClassURL"), "nothing")
}

func TestAParameterOfWhatTakesNone(t *testing.T) {
	op, err := invoke.Find(aui.Operations(), "Auth.Login")
	require.NoError(t, err)
	_, err = invoke.Call(t.Context(), &aui.Client{}, op, map[string]json.RawMessage{"username": json.RawMessage(`"x"`)}, &wire.Filler{})
	assert.EqualError(t, err, "Auth.Login: unknown parameter username: it takes no parameters")
}
