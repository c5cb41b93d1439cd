package auitest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestStateIsCopied(t *testing.T) {
	srv := start(t)
	nick := "Tess"
	added := srv.AddClass(auitest.Class{ClassID: "c1", TeacherID: "t1", TeacherName: &nick})
	nick, *added.TeacherName = "changed", "changed"
	class, found := srv.Class("c1")
	require.True(t, found)
	assert.Equal(t, "Tess", *class.TeacherName)
	*class.TeacherName = "changed"
	*srv.Classes()[0].TeacherName = "changed"
	assert.Equal(t, "Tess", post(t, srv, "get", `{"id":"c1","user_id":"u"}`).data(t)["teacher_nick"])

	_, found = srv.Class("c2")
	assert.False(t, found)
}

func TestAddClass(t *testing.T) {
	srv := start(t)
	added := srv.AddClass(auitest.Class{
		ClassID: "c1", Title: "Grammar", TeacherID: "t1", Mode: 1, Status: auitest.ClassStatusEnded,
		Notice:      new("be quiet"),
		MeetingInfo: new(`{"members":[],"all_mute":true}`),
		StartTime:   noon(),
		Recorded:    true,
	})
	assert.Regexp(t, uuid, added.MeetingID)
	assert.Equal(t, "c1", added.AliyunID)
	assert.Equal(t, noon(), added.CreateTime)

	data := post(t, srv, "get", `{"id":"c1","user_id":"u"}`).data(t)
	assert.Equal(t, 2.0, data["status"])
	assert.Equal(t, "be quiet", data["notice"])
	assert.Equal(t, `{"members":[],"all_mute":true}`, data["meetingInfo"], "JSON in a text, under a name in camel case")
	assert.NotContains(t, data, "meeting_info")
	assert.Equal(t, "2025/11/04 12:00:00", data["started_at"])
	assert.NotContains(t, data, "stopped_at")

	recording := data["vod_info"].(map[string]any)
	assert.Equal(t, 1.0, recording["status"])
	stream := recording["playlist"].([]any)[0].(map[string]any)
	assert.Equal(t, "2025-11-04T04:00:00Z", stream["creation_time"])
	assert.Equal(t, "858.198", stream["bit_rate"])
	assert.Equal(t, 720.0, stream["height"])

	srv.AddClass(auitest.Class{ClassID: "c1", Title: "Syntax", TeacherID: "t1"})
	require.Len(t, srv.Classes(), 1, "the same id is the same class")
	assert.Equal(t, "Syntax", srv.Classes()[0].Title)
}

func TestBrokenClass(t *testing.T) {
	inEvery(t, func(t *testing.T, srv *auitest.Server, dialect auitest.Dialect) {
		srv.AddClass(auitest.Class{ClassID: "c0", Title: "whole", TeacherID: "t1"})
		srv.AddClass(auitest.Class{ClassID: "c1", Title: "broken", TeacherID: "t1", Broken: true})
		assert.Equal(t, []any{nil, "whole"}, titles(t, srv, 1, 10))
		assert.Equal(t, []any{nil}, titles(t, srv, 1, 1), "a page with only nulls is not an empty page")
		post(t, srv, "get", `{"id":"c1","user_id":"u"}`).says(t, serverFault)
		for operation, status := range map[string]auitest.ClassStatus{"start": auitest.ClassStatusStarted, "stop": auitest.ClassStatusEnded, "pause": auitest.ClassStatusNotStarted} {
			post(t, srv, operation, `{"id":"c1","user_id":"t1"}`).says(t, serverFault)
			class, _ := srv.Class("c1")
			assert.Equal(t, status, class.Status, "it took effect")
		}
		post(t, srv, "update", `{"id":"c1","title":"new"}`).says(t, serverFault)
	})
}
