package weclassroom_test

import (
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/weclassroom"
)

func TestGolden(t *testing.T) {
	keys := weclassroom.Credentials{ApplicationID: "invented-application", Secret: "invented-secret-of-32-characters"}
	golden.Run(t, golden.Vendor{
		Name:       "weclassroom",
		Operations: weclassroom.Operations(),
		New:        func(opts ...classcloud.ClientOption) (any, error) { return weclassroom.New(keys, opts...) },
		Secrets:    []string{keys.Secret},
	})
}
