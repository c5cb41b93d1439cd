package aui_test

import (
	"fmt"
	"strings"
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

// The total says that there are more members than came: they are behind an empty page.
func TestMembersBehindAnEmptyPage(t *testing.T) {
	for _, hole := range []string{``, `null`, `null,null`} {
		client, server := script(t, func(r seen) (int, string) {
			rows := map[int]string{1: `{"user_id":"a"},{"user_id":"b"}`, 2: hole, 4: `{"user_id":"c"},{"user_id":"d"}`}[r.number("page_num")]
			return 200, fmt.Sprintf(`{"success":true,"data":{"total":%d,"members":[%s]}}`, 4+strings.Count(hole, "null"), rows)
		})
		var met []string
		bad := 0
		for member, err := range client.Members.All(t.Context(), &aui.ListMembersRequest{ClassID: "c", PageSize: 2}) {
			if err != nil {
				bad++
				continue
			}
			met = append(met, member.UserID)
		}
		assert.Equal(t, []string{"a", "b", "c", "d"}, met, hole)
		assert.Equal(t, strings.Count(hole, "null"), bad, hole)
		assert.Equal(t, []int{1, 2, 3, 4}, server.pages(), hole)
	}
}
