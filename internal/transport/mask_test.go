package transport

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestAServerThatSaysASecretBackIsMasked(t *testing.T) {
	const secret = "invented-signature"
	for name, body := range map[string]string{
		"in its message":               `{"code":"bad","msg":"wrong sign invented-signature"}`,
		"in its code":                  `{"code":"invented-signature","msg":"wrong"}`,
		"in a value of the wrong type": `{"code":0,"data":{"id":"invented-signature"}}`,
		"in a page":                    `<html>invented-signature</html>`,
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, reply(200, body))
			h := connect(t, s.URL)
			h.protocol.encode = func(r *Request) error { r.Secrets = []string{"", "ab", secret}; return nil }
			_, err := h.get(t.Context(), opOnce)
			require.Error(t, err)
			e := clienttest.AsError(t, err)
			text, jsonErr := json.Marshal(e)
			require.NoError(t, jsonErr)
			for _, shown := range []string{err.Error(), fmt.Sprintf("%+v", err), string(text), string(e.Body)} {
				assert.NotContains(t, shown, secret)
			}
			assert.NotEqual(t, classcloud.OutcomeNotSent, e.Outcome)
		})
	}
}
