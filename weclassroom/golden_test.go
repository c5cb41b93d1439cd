package weclassroom_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestGolden(t *testing.T) {
	keys := weclassroom.Credentials{ApplicationID: "invented-application", Secret: "invented-secret-of-32-characters"}
	golden.Run(t, golden.Vendor{
		Name:       "weclassroom",
		Operations: weclassroom.Operations(),
		New:        func(opts ...classcloud.ClientOption) (any, error) { return weclassroom.New(keys, opts...) },
		Open: func(body string) string {
			form, err := url.ParseQuery(body)
			require.NoError(t, err)
			opened, err := weclassroomtest.Open(keys.Secret, form.Get("signMsg"))
			require.NoError(t, err)
			return opened.String()
		},
		Secrets: []string{keys.Secret},
	})
}
