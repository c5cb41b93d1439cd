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
	assert.Equal(t, []string{
		"Assistants.DeletePermit", "Assistants.GetPermit", "Assistants.SetPermit", "Auth.CreateIMToken", "Auth.Login",
		"Classes.Create", "Classes.Get", "Classes.List", "Classes.Pause", "Classes.Start", "Classes.Stop", "Classes.Update",
		"Documents.Add", "Documents.AddBatch", "Documents.List", "Documents.Remove", "Documents.RemoveBatch",
		"Meetings.Get", "Meetings.Update", "Members.Join", "Members.Kick", "Members.Leave", "Members.List", "Whiteboards.GetAuth",
	}, srv.Operations())

	files, err := os.ReadDir("replies")
	require.NoError(t, err)
	assert.Len(t, files, len(srv.Operations())+1, "and the README")
	for operation, fact := range map[string]string{
		"Assistants.DeletePermit": "",
		"Assistants.GetPermit":    `"permit": "{\"is_ok\":\"false\"}"`,
		"Assistants.SetPermit":    `"updated_at": "2023/11/24 11:33:28"`,
		"Auth.CreateIMToken":      `"access_token": "MuYwWTNPVGTmhWFby****"`,
		"Auth.Login":              `"expire": "2023/08/15 14:54:58"`,
		"Classes.Create":          `"chat_id": "3125adcd-06c0-469f-8c5e-bbb30****"`,
		"Classes.Get":             `"aliyun_id": "89bdb7ab-7fa9-4061-8a73-c7c18a9c****"`,
		"Classes.List":            `"id": "848018e7-7475-4cdc-802c-2****"`,
		"Classes.Pause":           `"aliyun_id": "89bdb7ab-7fa9-4061-8a73-c7c18a9c****"`,
		"Classes.Start":           `"aliyun_id": "89bdb7ab-7fa9-4061-8a73-c7c18a9c****"`,
		"Classes.Stop":            `"aliyun_id": "89bdb7ab-7fa9-4061-8a73-c7c18a9c****"`,
		"Classes.Update":          `"aliyun_id": "89bdb7ab-7fa9-4061-8a73-c7c18a9c****"`,
		"Documents.Add":           `"updateAt": "2023/08/08 09:53:15"`,
		"Documents.AddBatch":      `"docsInfoList": []`,
		"Documents.List":          `"serverType": "NetEase"`,
		"Documents.Remove":        "",
		"Documents.RemoveBatch":   `"docsInfo": [`,
		"Meetings.Get":            `"rtc_pull_url": "artc://live.alixxx"`,
		"Meetings.Update":         `"rtc_pull_url": "artc://class.aliyun.com/play/*********"`,
		"Members.Join":            "",
		"Members.Kick":            "",
		"Members.Leave":           "",
		"Members.List":            `"total": 17`,
		"Whiteboards.GetAuth":     `"curTime": 1691650304`,
	} {
		reply := auitest.DocumentedReply(operation)
		if fact == "" {
			assert.JSONEq(t, `{"success":true}`, reply, operation)
			continue
		}
		assert.True(t, json.Valid([]byte(reply)), operation)
		assert.Contains(t, reply, fact, operation)
		assert.Contains(t, reply, `"success": true`, operation)
	}
	assert.Panics(t, func() { auitest.DocumentedReply("Classes.Nothing") })
	assert.Panics(t, func() { auitest.DocumentedReply("README.md") })
}

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

func TestDialects(t *testing.T) {
	assert.Equal(t, "v1.0 v1.3 head Dialect(9)", auitest.DialectV10.String()+" "+auitest.DialectV13.String()+" "+auitest.DialectHead.String()+" "+auitest.Dialect(9).String())
	assert.Panics(t, func() { auitest.WithDialect(0) })
	assert.Panics(t, func() { auitest.WithDialect(9) })
}

// operations are the paths of what is served, behind /api/v1/class/.
var operations = []string{
	"login", "token", "create", "list", "get", "joinClass", "leaveClass", "start", "stop", "pause", "listMembers", "kickClass",
	"update", "getMeetingInfo", "updateMeetingInfo", "getWhiteboardAuthInfo", "addDoc", "deleteDoc", "queryDoc", "addDocs",
	"deleteDocs", "setAssistantPermit", "deleteAssistantPermit", "getAssistantPermit",
}

func TestEveryOperation(t *testing.T) {
	require.Len(t, operations, 24)
	for _, dialect := range dialects {
		srv := start(t, auitest.WithDialect(dialect))
		for _, operation := range operations[1:] {
			t.Run(dialect.String()+": "+operation, func(t *testing.T) {
				postAs(t, srv, "Bearer junk", operation, `{}`).forbids(t)
				if operation == "getWhiteboardAuthInfo" {
					return // it alone reads no body
				}
				post(t, srv, operation, `{`).says(t, serverFault)
				post(t, srv, operation, `{"id":{},"class_id":{},"classId":{},"user_id":{},"title":{}}`).says(t, serverFault)
			})
		}
	}
}

func TestVersion2IsOfTheNewestServer(t *testing.T) {
	for dialect, status := range map[auitest.Dialect]int{auitest.DialectV10: 404, auitest.DialectV13: 404, auitest.DialectHead: 200} {
		srv := start(t, auitest.WithDialect(dialect))
		for _, operation := range []string{"token", "create"} {
			assert.Equal(t, status, postV2(t, srv, operation, `{}`).status, dialect)
		}
	}
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

// Whatever arrives, the answer is HTTP 200 with an envelope.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{
		`{"class_id":"c1","user_id":"u1","user_name":"Tom","identity":2,"status":0,"permit":"[]","page_num":1,"page_size":-1}`,
		`{"id":"c1","user_id":"t1","members":[null,{"camera_opened":"x"}],"all_mute":1,"title":"x","device_id":"d","device_type":"web"}`,
		`{"classId":"c1","docId":"d","serverType":0,"data":"{}","docInfo":[{"docId":"d"},null],"docIds":",,"}`,
		fullClass, getNothing, `{"id":{"a":[1]},"mode":1e999}`, `{"mode":-9223372036854775808}`, `{`, "\xff", `"x"`, `{"id":1,"id":[]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		srv := start(t) // one of its own: a body that always makes a class would make every list longer
		oneClass(srv)
		for _, operation := range operations {
			got := post(t, srv, operation, body)
			require.Equal(t, 200, got.status, got.body)
			var envelope map[string]any
			require.NoError(t, json.Unmarshal([]byte(got.body), &envelope))
			require.Contains(t, envelope, "success")
		}
	})
}
