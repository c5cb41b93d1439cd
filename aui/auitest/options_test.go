package auitest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestDialects(t *testing.T) {
	assert.Equal(t, "v1.0 v1.3 head Dialect(9)", auitest.DialectV10.String()+" "+auitest.DialectV13.String()+" "+auitest.DialectHead.String()+" "+auitest.Dialect(9).String())
	assert.Panics(t, func() { auitest.WithDialect(0) })
	assert.Panics(t, func() { auitest.WithDialect(9) })
}

func TestPublishedOnly(t *testing.T) {
	for dialect, served := range map[auitest.Dialect]bool{auitest.DialectV10: false, auitest.DialectV13: true, auitest.DialectHead: true} {
		srv := start(t, auitest.WithDialect(dialect), auitest.WithPublishedOnly())
		for _, operation := range []string{"joinClass", "leaveClass", "kickClass", "listMembers", "setAssistantPermit", "getAssistantPermit", "deleteAssistantPermit"} {
			assert.Equal(t, served, post(t, srv, operation, `{}`).status == 200, operation)
		}
		assert.Equal(t, 200, post(t, srv, "queryDoc", `{}`).status)
	}
}
