package baijiayun_test

import (
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/golden"
)

func TestGolden(t *testing.T) {
	keys := baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "invented-partner-key", SecretKey: "invented-secret-key"}
	golden.Run(t, golden.Vendor{
		Name:       "baijiayun",
		Operations: baijiayun.Operations(),
		New:        func(opts ...classcloud.ClientOption) (any, error) { return baijiayun.New(keys, opts...) },
		Secrets:    []string{keys.PartnerKey, keys.SecretKey},
	})
}
