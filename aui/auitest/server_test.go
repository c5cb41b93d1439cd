package auitest_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestFaults(t *testing.T) {
	srv := start(t)
	header := func() map[string]string {
		return map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + srv.IssueToken("ada")}
	}

	t.Run("another answer, once and without effect", func(t *testing.T) {
		srv.Inject("Classes.Create", auitest.Fault{Status: 502, Body: "bad gateway"})
		got := post(t, srv, "create", fullClass)
		assert.Equal(t, 502, got.status)
		assert.Equal(t, "bad gateway", got.body)
		assert.Empty(t, srv.Classes())
		post(t, srv, "create", fullClass).data(t)
	})
	t.Run("a reset after the class was made", func(t *testing.T) {
		made := len(srv.Classes())
		srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
		_, err := send(t, "POST", srv.URL+"/api/v1/class/create", header(), fullClass)
		require.Error(t, err)
		assert.Len(t, srv.Classes(), made+1)
	})
	t.Run("a truncated answer", func(t *testing.T) {
		srv.Inject("Classes.Get", auitest.Fault{Truncate: 5})
		_, err := send(t, "POST", srv.URL+"/api/v1/class/get", header(), getNothing)
		require.Error(t, err)
	})
}

func TestRespond(t *testing.T) {
	srv := start(t)
	for _, operation := range []string{"create", "get", "start", "stop"} {
		name := map[string]string{"create": "Classes.Create", "get": "Classes.Get", "start": "Classes.Start", "stop": "Classes.Stop"}[operation]
		srv.Respond(name, auitest.DocumentedReply(name))
		assert.Equal(t, auitest.DocumentedReply(name), post(t, srv, operation, `{}`).body)
		postAs(t, srv, "", operation, `{}`).forbids(t)
	}
	srv.Respond("Classes.Get", "")
	assert.Contains(t, post(t, srv, "get", getNothing).body, `"404"`)
}

// The facts are read off the document.
func TestDocumentedReplies(t *testing.T) {
	srv := start(t)
	assert.Equal(t, []string{"Auth.Login", "Classes.Create", "Classes.Get", "Classes.Start", "Classes.Stop"}, srv.Operations())

	files, err := os.ReadDir("replies")
	require.NoError(t, err)
	assert.Len(t, files, len(srv.Operations())+1, "and the README")
	for _, operation := range srv.Operations() {
		var reply struct {
			Success bool
			Data    map[string]any
		}
		require.NoError(t, json.Unmarshal([]byte(auitest.DocumentedReply(operation)), &reply), operation)
		assert.True(t, reply.Success)
		switch operation {
		case "Auth.Login":
			assert.Equal(t, map[string]any{"expire": "2023/08/15 14:54:58", "token": "eyJ0eXAiOiJKV1QiLC****"}, reply.Data)
		case "Classes.Create":
			assert.Equal(t, "3125adcd-06c0-469f-8c5e-bbb30****", reply.Data["chat_id"])
		default:
			assert.Equal(t, "89bdb7ab-7fa9-4061-8a73-c7c18a9c****", reply.Data["aliyun_id"])
		}
	}
	assert.Panics(t, func() { auitest.DocumentedReply("Classes.Nothing") })
	assert.Panics(t, func() { auitest.DocumentedReply("README.md") })
}

func TestStateIsCopied(t *testing.T) {
	srv := start(t)
	nick := "Tess"
	added := srv.AddClass(auitest.Class{ID: "c1", TeacherID: "t1", TeacherNick: &nick})
	nick, *added.TeacherNick = "changed", "changed"
	class, found := srv.Class("c1")
	require.True(t, found)
	assert.Equal(t, "Tess", *class.TeacherNick)
	*class.TeacherNick = "changed"
	*srv.Classes()[0].TeacherNick = "changed"
	assert.Equal(t, "Tess", post(t, srv, "get", `{"id":"c1","user_id":"u"}`).data(t)["teacher_nick"])

	_, found = srv.Class("c2")
	assert.False(t, found)
}

func TestAddClass(t *testing.T) {
	srv := start(t)
	added := srv.AddClass(auitest.Class{
		ID: "c1", Title: "Grammar", TeacherID: "t1", Mode: 1, Status: auitest.StatusStopped,
		Notice:      new("be quiet"),
		MeetingInfo: new(`{"members":[],"all_mute":true}`),
		StartedAt:   noon(),
		Recorded:    true,
	})
	assert.Regexp(t, uuid, added.MeetingID)
	assert.Equal(t, "c1", added.AliyunID)
	assert.Equal(t, noon(), added.CreatedAt)

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

	srv.AddClass(auitest.Class{ID: "c1", Title: "Syntax", TeacherID: "t1"})
	require.Len(t, srv.Classes(), 1, "the same id is the same class")
	assert.Equal(t, "Syntax", srv.Classes()[0].Title)
}

func TestDialects(t *testing.T) {
	assert.Equal(t, "v1.0 v1.3 head Dialect(9)", auitest.DialectV10.String()+" "+auitest.DialectV13.String()+" "+auitest.DialectHead.String()+" "+auitest.Dialect(9).String())
	assert.Panics(t, func() { auitest.WithDialect(0) })
	assert.Panics(t, func() { auitest.WithDialect(9) })
}

// Whatever arrives, the answer is HTTP 200 with an envelope.
func FuzzBody(f *testing.F) {
	srv := auitest.NewServer()
	f.Cleanup(srv.Close)
	for _, seed := range []string{fullClass, getNothing, `{"id":{"a":[1]},"mode":1e999}`, `{"mode":-9223372036854775808}`, `{`, "\xff", `"x"`, `{"id":1,"id":[]}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, operation := range []string{"login", "create", "get", "start", "stop"} {
			got := post(t, srv, operation, body)
			require.Equal(t, 200, got.status, got.body)
			var envelope map[string]any
			require.NoError(t, json.Unmarshal([]byte(got.body), &envelope))
			require.Contains(t, envelope, "success")
		}
	})
}
