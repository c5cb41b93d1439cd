package aui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

// Drift has places in the whole reply, also inside the lists that stand under one of three names.
func TestDriftSeesTheReply(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"nothing new":            {`{"success":true,"data":{"docInfos":[{"docId":"d1","docInfos":"{}"}]}}`, nil},
		"beside the envelope":    {`{"success":true,"trace":"x","data":[]}`, []string{"/trace"}},
		"inside a list":          {`{"success":true,"data":[{"docId":"d1","size":1}]}`, []string{"/data/0/size"}},
		"inside an object":       {`{"success":true,"data":{"docInfos":[{"docId":"d1"},{"docId":"d2","size":1}]}}`, []string{"/data/docInfos/1/size"}},
		"beside the list":        {`{"success":true,"data":{"docInfos":[{"docId":"d1"}],"total":1}}`, []string{"/data/total"}},
		"under its own envelope": {`{"success":true,"errorCode":"0","errorMsg":"","data":[]}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := script(t, always(c.body))
			var got []string
			_, err := client.Documents.List(t.Context(), "c1", classcloud.OnDrift(func(d classcloud.Drift) { got = append(got, d.Path) }))
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
	t.Run("both names of the co-streaming are known", func(t *testing.T) {
		client, _ := script(t, always(`{"success":true,"data":{"id":"c1","meeting_info":"{}","link_info":{"link_info_shadow":{}}}}`))
		_, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c1", UserID: "u"}, classcloud.OnDrift(func(d classcloud.Drift) { t.Error(d) }))
		require.NoError(t, err)
	})
}
