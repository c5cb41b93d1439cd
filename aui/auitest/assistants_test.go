package auitest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestAssistant(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	shown := func() any { return post(t, srv, "get", `{"id":"c1","user_id":"u"}`).data(t)["assistantPermit"] }

	post(t, srv, "getAssistantPermit", `{"class_id":"c1"}`).says(t, done)
	post(t, srv, "joinClass", inClass("a1", asAssistant)).says(t, reason("ClassNotAssistantPermit"))
	post(t, srv, "joinClass", inClass("t1", asAssistant)).says(t, done) // the teacher is none
	assert.Equal(t, auitest.RoleTeacher, srv.Members("c1")[0].Role)

	set := post(t, srv, "setAssistantPermit", `{"class_id":"c1","permit":"[\"mic\"]"}`)
	set.says(t, `{"success":true,"data":{"class_id":"c1","permit":"[\"mic\"]","created_at":"2025/11/04 12:00:00","updated_at":"2025/11/04 12:00:00"}}`)
	srv.SetClock(fixed(noon().Add(time.Hour)))
	post(t, srv, "setAssistantPermit", `{"class_id":"c1","permit":"[]"}`).data(t)
	post(t, srv, "getAssistantPermit", `{"class_id":"c1"}`).
		says(t, `{"success":true,"data":{"class_id":"c1","permit":"[]","created_at":"2025/11/04 12:00:00","updated_at":"2025/11/04 13:00:00"}}`)
	kept, there := srv.Permit("c1")
	assert.True(t, there)
	assert.Equal(t, auitest.Permit{ClassID: "c1", Permit: "[]", CreateTime: noon(), UpdateTime: noon().Add(time.Hour)}, kept)

	assert.Nil(t, shown())
	post(t, srv, "joinClass", inClass("a1", asAssistant)).says(t, done)
	want := map[string]any{"class_id": "c1", "identity": 2.0, "status": 1.0, "user_id": "a1", "user_name": "name of a1", "join_time": "2025/11/04 13:00:00"}
	assert.Equal(t, want, shown())

	post(t, srv, "joinClass", inClass("a2", asAssistant)).says(t, reason("ClassHasAssistant"))
	post(t, srv, "leaveClass", `{"class_id":"c1","user_id":"a1"}`).says(t, done)
	want["status"] = 2.0
	assert.Equal(t, want, shown(), "also after leaving")
	post(t, srv, "joinClass", inClass("a2", asAssistant)).says(t, reason("ClassHasAssistant"))
	post(t, srv, "joinClass", inClass("a1", asAssistant)).says(t, done)

	post(t, srv, "deleteAssistantPermit", `{"class_id":"c1","im_server":["aliyun_old"]}`).says(t, done)
	assert.Nil(t, shown())
	_, there = srv.Permit("c1")
	assert.False(t, there)
	assert.Len(t, srv.Members("c1"), 1, "the assistant's membership went too")
	post(t, srv, "deleteAssistantPermit", `{"class_id":"c1"}`).says(t, done)
	post(t, srv, "setAssistantPermit", `{"class_id":"c1","permit":"[]"}`).data(t)
	post(t, srv, "joinClass", inClass("a2", asAssistant)).says(t, done)
}

func TestPermitRefuses(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	for _, c := range []struct{ name, operation, body, want string }{
		{"an object", "setAssistantPermit", `{"class_id":"c1","permit":{"mic":true}}`, serverFault},
		{"a list", "setAssistantPermit", `{"class_id":"c1","permit":["mic"]}`, serverFault},
		{"an unknown class", "setAssistantPermit", `{"class_id":"c2","permit":"[]"}`, serverFault},
		{"nothing to set", "setAssistantPermit", `{}`, validation("课堂id<br>权限信息<br>")},
		{"nothing to get", "getAssistantPermit", `{}`, validation("课堂id<br>")},
		{"nothing to delete", "deleteAssistantPermit", `{}`, validation("课堂id<br>")},
		{"an unknown class has no permit", "getAssistantPermit", `{"class_id":"c2"}`, done},
		{"and none to delete", "deleteAssistantPermit", `{"class_id":"c2"}`, done},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, c.operation, c.body).says(t, c.want) })
	}
	_, there := srv.Permit("c1")
	assert.False(t, there)
}

// Two assistants who raced each other break the class.
func TestTwoAssistants(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	for _, id := range []string{"a1", "a2"} {
		srv.AddMember(auitest.Member{ClassID: "c1", UserID: id, Role: auitest.RoleAssistant})
	}
	post(t, srv, "get", `{"id":"c1","user_id":"u"}`).says(t, serverFault)
	post(t, srv, "list", `{"user_id":"u","page_num":1,"page_size":10}`).says(t, `{"success":true,"data":[null]}`)
	post(t, srv, "setAssistantPermit", `{"class_id":"c1","permit":"[]"}`).data(t)
	post(t, srv, "joinClass", inClass("a3", asAssistant)).says(t, serverFault)
	post(t, srv, "deleteAssistantPermit", `{"class_id":"c1"}`).says(t, serverFault)
	_, there := srv.Permit("c1")
	assert.False(t, there, "that went before it failed")
	assert.Len(t, members(t, srv, `"status":0`), 2)
}
