package auitest_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

// The facts are copied from the vendor's document.
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
