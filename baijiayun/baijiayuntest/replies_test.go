package baijiayuntest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestEveryOperationHasItsDocumentedReply(t *testing.T) {
	for _, operation := range start(t).Operations() {
		assert.True(t, json.Valid([]byte(baijiayuntest.DocumentedReply(operation))), operation)
	}
	assert.Contains(t, baijiayuntest.DocumentedReply("Rooms.Get"), "时代风帆大厦")
	assert.Panics(t, func() { baijiayuntest.DocumentedReply("Rooms.Close") })
	assert.Contains(t, baijiayuntest.DocumentedReply("Reports.ListRedPackets"), "4294967295")
	assert.Panics(t, func() { baijiayuntest.DocumentedReply("../server") })
}
