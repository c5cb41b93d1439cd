package agora_test

import (
	"regexp"
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/golden"
)

func TestGolden(t *testing.T) {
	golden.Run(t, golden.Vendor{
		Name:       "agora",
		Operations: agora.Operations(),
		New: func(opts ...classcloud.ClientOption) (any, error) {
			return agora.New(keys, append([]classcloud.ClientOption{agora.WithRegion(agora.RegionCN)}, opts...)...)
		},
		Mask:    regexp.MustCompile(`eJ[\w+/=]{40,}`),
		Secrets: []string{keys.Certificate},
	})
}
