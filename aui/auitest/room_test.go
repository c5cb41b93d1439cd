package auitest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestGet(t *testing.T) {
	srv := start(t)
	created := post(t, srv, "create", fullClass).data(t)
	srv.SetClock(fixed(noon().Add(time.Hour)))
	data := post(t, srv, "get", fmt.Sprintf(`{"id":%q,"user_id":"Cedric8"}`, created["id"])).data(t)

	for name, value := range created {
		if name != "link_info" {
			assert.Equal(t, value, data[name], name)
		}
	}
	assert.ElementsMatch(t, append(keys(created), "user_status", "shadow_link_info", "metrics"), keys(data))
	assert.Equal(t, map[string]any{"mute": false, "mute_source": []any{}}, data["user_status"])
	assert.Equal(t, map[string]any{"pv": 0.0, "uv": 0.0, "like_count": 0.0, "online_count": 0.0}, data["metrics"])

	t.Run("unknown", func(t *testing.T) {
		post(t, srv, "get", getNothing).says(t, `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`)
	})
	for _, c := range []struct{ name, body, want string }{
		{"no id", `{"user_id":"u"}`, validation("课堂Id不能为空<br>")},
		{"a blank user", `{"id":"c","user_id":""}`, validation("UserId不能为空<br>")},
		{"nothing", `{}`, validation("课堂Id不能为空<br>UserId不能为空<br>")},
		{"an id in a list", `{"id":["c"],"user_id":"u"}`, serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, "get", c.body).says(t, c.want) })
	}
}

func TestGetAfterRongCloudAlone(t *testing.T) {
	srv := start(t)
	srv.AddClass(auitest.Class{ClassID: "c1", RongCloudID: "c1", TeacherID: "t1"})
	data := post(t, srv, "get", `{"id":"c1","user_id":"u"}`).data(t)
	assert.NotContains(t, data, "user_status")
	assert.NotContains(t, data, "metrics")
	assert.NotContains(t, data, "aliyun_id")
}
