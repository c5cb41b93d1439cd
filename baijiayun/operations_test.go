package baijiayun

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// 57 endpoints are documented; API 1 has two rows, because its regenerate invalidates the key in use.
func TestEveryDocumentedEndpointHasARow(t *testing.T) {
	rows, byEffect := map[string]int{}, map[string]int{}
	for _, op := range Operations() {
		if op.Source == classcloud.SourceDocumented {
			rows[op.Path]++
			byEffect[op.Effect.String()]++
		}
	}
	assert.Len(t, rows, 57)
	assert.Equal(t, 2, rows["/openapi/partner/createkey"])
	assert.Equal(t, map[string]int{"Read": 40, "Idempotent": 6, "Once": 11 + 1}, byEffect)
}
