package classin_test

import (
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/golden"
)

func TestGolden(t *testing.T) {
	keys := classin.Credentials{SID: 1234567, Secret: "invented-secret"}
	golden.Run(t, golden.Vendor{
		Name:       "classin",
		Operations: classin.Operations(),
		New:        func(opts ...classcloud.ClientOption) (any, error) { return classin.New(keys, opts...) },
		Secrets:    []string{keys.Secret},
	})
}
