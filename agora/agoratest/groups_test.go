package agoratest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func TestGroups(t *testing.T) {
	c := withAlice(t)
	c.must("PUT", "class-1/groups/states/1", `{"groups":[{"groupUuid":"g1","groupName":"One","users":[{"userUuid":"alice"}]},{"users":[{"userUuid":"bob"}]}]}`)
	groups := c.Rooms()[0].Groups
	require.Len(t, groups, 2)
	assert.Equal(t, agoratest.Group{GroupUUID: "g1", GroupName: "One", UserUUIDs: []string{"alice"}}, groups[0])
	assert.NotEmpty(t, groups[1].GroupUUID)
	for _, body := range []string{``, `{}`, `{"groups":[]}`, `{"groups":{}}`, `{"groups":[1]}`, `{"groups":[{"groupUuid":"a/b","users":[]}]}`, `{"groups":[{"groupName":1,"users":[]}]}`,
		`{"groups":[{}]}`, `{"groups":[{"users":1}]}`, `{"groups":[{"users":["alice"]}]}`, `{"groups":[{"users":[{}]}]}`} {
		c.refuses(http.StatusBadRequest, 400, "PUT", "class-1/groups/states/1", body)
	}
	c.refuses(http.StatusBadRequest, 400, "PUT", "class-1/groups/states/2", "")
	c.refuses(http.StatusNotFound, 20404200, "PUT", "class-1/groups/states/1", `{"groups":[{"users":[{"userUuid":"carol"}]}]}`)
	c.refuses(http.StatusNotFound, 20404100, "PUT", "class-2/groups/states/0", "")
	assert.Len(t, c.Rooms()[0].Groups, 2)
	c.must("PUT", "class-1/groups/states/0", "")
	assert.Empty(t, c.Rooms()[0].Groups)
}
