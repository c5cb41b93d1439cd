package aui_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Whatever a server answers is a result or an *Error, and a result prints as JSON.
func FuzzReplies(f *testing.F) {
	files, err := filepath.Glob("../testdata/aui/*/response*.json")
	require.NoError(f, err)
	for i, name := range files {
		body, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(uint8(i), body)
	}
	operations := aui.Operations()
	f.Fuzz(func(t *testing.T, number uint8, body []byte) {
		op := operations[int(number)%len(operations)]
		keys := aui.Credentials{Token: "invented-token"}
		if op.Name == "Auth.Login" {
			keys = aui.Credentials{Username: "u", Password: "p"}
		}
		client, err := aui.New(keys, classcloud.WithBaseURL("http://aui.invalid"),
			classcloud.WithHTTPClient(&http.Client{Transport: clienttest.NewTransport(clienttest.Always(clienttest.JSON(string(body))))}), classcloud.WithoutRetry())
		require.NoError(t, err)
		values := map[string]json.RawMessage{}
		for _, arg := range invoke.Positional("aui", op.Name) {
			values[arg] = json.RawMessage(`"c1"`)
		}
		result, err := invoke.Call(t.Context(), client, op, values, &wire.Filler{}, classcloud.WithoutChecks())
		if err != nil {
			var failure *classcloud.Error
			require.ErrorAs(t, err, &failure)
			return
		}
		_, err = invoke.Print(result)
		require.NoError(t, err)
	})
}
