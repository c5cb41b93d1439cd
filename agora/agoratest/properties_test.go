package agoratest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

// In a path only the leaf changes; an object takes the place of the one before.
func TestProperties(t *testing.T) {
	for _, path := range []string{"class-1/properties", "class-1/users/alice/properties"} {
		c := withAlice(t)
		current := func() string {
			properties := c.Rooms()[0].Properties
			if path != "class-1/properties" {
				properties = c.Members("class-1")[0].Properties
			}
			text, err := json.Marshal(properties)
			require.NoError(t, err)
			return string(text)
		}
		c.must("PUT", path, `{"properties":{"key1":{"a":1,"b":2},"key2":"x"},"cause":{}}`)
		c.must("PUT", path, `{"properties":{"key1.a":3,"key1.c.d":4,"key2.e":5}}`)
		assert.JSONEq(t, `{"key1":{"a":3,"b":2,"c":{"d":4}},"key2":{"e":5}}`, current())
		c.must("PUT", path, `{"properties":{"key1":{"z":[1]},"key3":null}}`)
		assert.JSONEq(t, `{"key1":{"z":[1]},"key2":{"e":5},"key3":null}`, current())
		c.must("DELETE", path, `{"properties":["key2.e","key3","key1.z.deeper","key4.a.b"],"cause":{}}`)
		assert.JSONEq(t, `{"key1":{"z":[1]},"key2":{}}`, current())
		for _, body := range []string{``, `{}`, `{"properties":[]}`, `{"properties":"a"}`, `{"properties":{".a":1}}`, `{"properties":{},"cause":1}`} {
			c.refuses(http.StatusBadRequest, 400, "PUT", path, body)
		}
		for _, body := range []string{``, `{}`, `{"properties":{}}`, `{"properties":[""]}`, `{"properties":[{}]}`, `{"properties":[],"cause":"x"}`} {
			c.refuses(http.StatusBadRequest, 400, "DELETE", path, body)
		}
		assert.JSONEq(t, `{"key1":{"z":[1]},"key2":{}}`, current(), "nothing of it took effect")
		c.must("PUT", "class-1/states/3", "")
		c.refuses(http.StatusGone, 30410100, "PUT", path, `{"properties":{}}`)
		c.refuses(http.StatusGone, 30410100, "DELETE", path, `{"properties":[]}`)
	}
}

func TestPropertiesNeedTheirOwner(t *testing.T) {
	c := withAlice(t)
	c.refuses(http.StatusNotFound, 20404100, "PUT", "class-2/properties", `{"properties":{}}`)
	c.refuses(http.StatusNotFound, 20404100, "DELETE", "class-2/properties", `{"properties":[]}`)
	c.refuses(http.StatusNotFound, 20404200, "PUT", "class-1/users/carol/properties", `{"properties":{}}`)
	c.refuses(http.StatusNotFound, 20404200, "DELETE", "class-1/users/carol/properties", `{"properties":[]}`)
}

func TestGetMember(t *testing.T) {
	c := withAlice(t)
	require.NoError(t, c.AddMembers("class-1", agoratest.Member{UserUUID: "tom", UserName: "Tom", Role: 1, Properties: map[string]any{"k": "v"}}))
	assert.JSONEq(t, `{"userName":"Tom","userUuid":"tom","role":"1","userProperties":{"k":"v"},"updateTime":1111111000,"streamUuid":"1000002","state":1}`,
		string(c.must("GET", "class-1/users/tom", "").Data))
	c.must("POST", kickAlice, "")
	assert.JSONEq(t, `{"userName":"alice","userUuid":"alice","role":"2","userProperties":{},"updateTime":1111111000,"streamUuid":"1000000","state":0}`,
		string(c.must("GET", "class-1/users/alice", "").Data))
	c.refuses(http.StatusNotFound, 20404200, "GET", "class-1/users/carol", "")
	c.refuses(http.StatusNotFound, 20404100, "GET", "class-2/users/alice", "")
	assert.Error(t, c.AddMembers("class-1", agoratest.Member{UserUUID: "x", Role: 5}))
	assert.Error(t, c.RemoveMembers("class-1", "carol"))
	assert.Error(t, c.RemoveMembers("class-2", "alice"))
}

func TestGetRoom(t *testing.T) {
	c := newCloud(t)
	c.must("POST", "class-1", `{"roomName":"Maths","roomType":4,"roomProperties":{"schedule":{"startTime":1111171000,"duration":600},
		"flexProps":{"a":{"b":1}},"widgets":{"easemobIM":{"state":0}},"examinationUrl":"https://example.com"},"roleConfig":{"2":{"limit":9}}}`)
	c.must("PUT", "class-1/properties", `{"properties":{"a.c":2}}`)
	c.must("PUT", "class-1/widgets/netlessBoard", `{"state":1,"extra":{"boardId":"b"}}`)
	c.must("PUT", "class-1/states/1", "")
	assert.JSONEq(t, `{"roomName":"Maths","roomUuid":"class-1","roleConfig":{"2":{"limit":9}},"state":1,"createTime":1111111000,"roomProperties":{
		"roomType":4,"state":1,"schedule":{"startTime":1111171000,"duration":600,"closeDelay":600},"examinationUrl":"https://example.com",
		"flexProps":{"a":{"b":1,"c":2}},"widgets":{"easemobIM":{"state":0,"extra":{}},"netlessBoard":{"state":1,"extra":{"boardId":"b"}}}}}`,
		string(c.must("GET", "class-1", "").Data))
	c.refuses(http.StatusNotFound, 20404100, "GET", "class-2", "")
	assert.JSONEq(t, `{"startTime":1111171000,"duration":600}`, scheduleOf(t, c.Requests()[0]), "what a request brought stays as it was")
}

func scheduleOf(t *testing.T, r agoratest.Request) string {
	t.Helper()
	schedule := r.Params["roomProperties"].(map[string]any)["schedule"]
	text, err := json.Marshal(schedule)
	require.NoError(t, err)
	return string(text)
}

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
