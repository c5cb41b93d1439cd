package aui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

// The server would silently change what is refused here.
func TestPagesThatAreRefused(t *testing.T) {
	client, server := script(t, always(`{"success":true,"data":[]}`))
	for _, c := range []struct {
		page, size int
		field      string
	}{{0, -1, "PageSize"}, {0, 501, "PageSize"}, {-1, 0, "Page"}} {
		_, classes := client.Classes.List(t.Context(), &aui.ListClassesRequest{UserID: "u", Page: c.page, PageSize: c.size})
		_, members := client.Members.List(t.Context(), &aui.ListMembersRequest{ClassID: "c", Page: c.page, PageSize: c.size})
		for _, err := range []error{classes, members} {
			failure := failureOf(t, err, classcloud.InvalidArgument)
			assert.Equal(t, c.field, failure.Fields[0].Field)
		}
	}
	_, err := walkClasses(t, client, &aui.ListClassesRequest{UserID: "u", PageSize: -1})
	assertKind(t, err, classcloud.InvalidArgument)
	_, err = walkMembers(t, client, &aui.ListMembersRequest{ClassID: "c", PageSize: -1})
	assertKind(t, err, classcloud.InvalidArgument)
	assert.Empty(t, server.seen())
}
