package auitest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestMeetingIsUpdatedInPart(t *testing.T) {
	for _, dialect := range []auitest.Dialect{auitest.DialectV13, auitest.DialectHead} {
		t.Run(dialect.String(), func(t *testing.T) {
			srv := start(t, auitest.WithDialect(dialect))
			oneClass(srv)
			post(t, srv, "getMeetingInfo", `{"id":"c1"}`).says(t, `{"success":true,"data":{"members":[]}}`)
			for _, step := range []struct{ name, sent, want string }{
				{"only a flag", `"all_mute":true`, `{"all_mute":true}`},
				{"nothing", `"members":null`, `{"all_mute":true}`},
				{"a member, of known fields", `"members":[{"user_id":"u1","mic_opened":"true","mutil_media":1,"user_camera_opened":true}]`,
					`{"all_mute":true,"members":[{"user_id":"u1","mic_opened":true,"mutil_media":true}]}`},
				{"another flag", `"interaction_allowed":false`,
					`{"all_mute":true,"interaction_allowed":false,"members":[{"user_id":"u1","mic_opened":true,"mutil_media":true}]}`},
				{"an empty list clears", `"members":[],"all_mute":false`, `{"all_mute":false,"interaction_allowed":false,"members":[]}`},
			} {
				t.Run(step.name, func(t *testing.T) {
					post(t, srv, "updateMeetingInfo", `{"id":"c1",`+step.sent+`}`).says(t, `{"success":true,"data":`+step.want+`}`)
					post(t, srv, "getMeetingInfo", `{"id":"c1"}`).says(t, `{"success":true,"data":`+step.want+`}`)
					text := post(t, srv, "get", `{"id":"c1","user_id":"u"}`).data(t)["meetingInfo"]
					require.IsType(t, "", text)
					assert.JSONEq(t, step.want, text.(string))
				})
			}
			post(t, srv, "getMeetingInfo", `{"id":"c2"}`).says(t, `{"success":true,"data":{"members":[]}}`)
			post(t, srv, "updateMeetingInfo", `{"id":"c2","all_mute":true}`).says(t, `{"success":true,"data":{"members":[]}}`)
		})
	}
}

func TestMeetingIsReplacedInV10(t *testing.T) {
	srv := start(t, auitest.WithDialect(auitest.DialectV10))
	oneClass(srv)
	post(t, srv, "getMeetingInfo", `{"id":"c1"}`).says(t, serverFault)
	post(t, srv, "getMeetingInfo", `{"id":"c2"}`).says(t, serverFault)
	post(t, srv, "updateMeetingInfo", `{"id":"c2","members":[]}`).says(t, serverFault)

	post(t, srv, "updateMeetingInfo", `{"id":"c1","members":[{"user_id":"u1","camera_opened":false,"screen_share":true}],"all_mute":true}`).
		says(t, `{"success":true,"data":{"members":[{"user_id":"u1","camera_opened":false}]}}`)
	post(t, srv, "updateMeetingInfo", `{"id":"c1"}`).says(t, `{"success":true,"data":{}}`)
	post(t, srv, "getMeetingInfo", `{"id":"c1"}`).says(t, `{"success":true,"data":{}}`)
}

func TestMeetingRefuses(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	for _, c := range []struct{ name, operation, body, want string }{
		{"no id to get", "getMeetingInfo", `{"class_id":"c1"}`, validation("直播间Id不能为空<br>")},
		{"no id to update", "updateMeetingInfo", `{"members":[]}`, validation("直播间Id不能为空<br>")},
		{"members that are not a list", "updateMeetingInfo", `{"id":"c1","members":{}}`, serverFault},
		{"a member that is none", "updateMeetingInfo", `{"id":"c1","members":["u1"]}`, serverFault},
		{"a flag that is none", "updateMeetingInfo", `{"id":"c1","members":[{"mic_opened":"yes"}]}`, serverFault},
		{"a flag of a fraction", "updateMeetingInfo", `{"id":"c1","all_mute":0.5}`, serverFault},
		{"a flag in a list", "updateMeetingInfo", `{"id":"c1","all_mute":[]}`, serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, c.operation, c.body).says(t, c.want) })
	}
	class, _ := srv.Class("c1")
	assert.Nil(t, class.MeetingInfo)

	srv.AddClass(auitest.Class{ClassID: "c1", TeacherID: "t1", MeetingInfo: new("no JSON")})
	post(t, srv, "getMeetingInfo", `{"id":"c1"}`).says(t, serverFault)
	post(t, srv, "updateMeetingInfo", `{"id":"c1","members":[]}`).says(t, serverFault)
}

func TestMeetingStampsTheClass(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	srv.SetClock(fixed(noon().Add(time.Hour)))
	post(t, srv, "updateMeetingInfo", `{"id":"c1","members":[null],"all_mute":"","interaction_allowed":"FALSE"}`).
		says(t, `{"success":true,"data":{"members":[null],"interaction_allowed":false}}`)
	assert.Equal(t, "2025/11/04 13:00:00", post(t, srv, "get", `{"id":"c1","user_id":"u"}`).data(t)["updated_at"])
}
