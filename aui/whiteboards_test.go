package aui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// No front end can sign in with a part of the values.
func TestAWhiteboardsAuthIsWhole(t *testing.T) {
	for _, data := range []string{`{"checksum":"x"}`, `{"checksum":"x","curTime":1}`, `{"checksum":"x","nonce":"n"}`, `{"curTime":1,"nonce":"n"}`,
		`{"checksum":"x","curTime":0,"nonce":"n"}`, `{"checksum":"x","curTime":true,"nonce":"n"}`, `{}`, `[]`, `null`, `""`, `false`} {
		client, _ := script(t, always(`{"success":true,"data":`+data+`}`))
		_, err := client.Whiteboards.GetAuth(t.Context())
		assertKind(t, err, classcloud.DataLoss)
	}
	for _, curTime := range []string{`1691650304`, `"1691650304"`} {
		client, _ := script(t, always(`{"success":true,"data":{"checksum":"x","curTime":`+curTime+`,"nonce":"n"}}`))
		auth, err := client.Whiteboards.GetAuth(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, 1691650304, auth.CurTime)
	}
}
