package auitest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestUnknownPath(t *testing.T) {
	srv := start(t)
	got := post(t, srv, "nothingOfThatName", `{}`)
	assert.Equal(t, 404, got.status)
	assert.JSONEq(t, `{"timestamp":"2025/11/04 12:00:00","status":404,"error":"Not Found","path":"/api/v1/class/nothingOfThatName"}`, got.body)
	postAs(t, srv, "", "nothingOfThatName", `{}`).forbids(t)
}

func TestParamsAreRecorded(t *testing.T) {
	srv := start(t)
	post(t, srv, "get", getNothing)
	post(t, srv, "get", `[`)
	requests := srv.Requests()
	require.Len(t, requests, 2)
	assert.Equal(t, "Classes.Get", requests[0].Operation)
	assert.Equal(t, map[string]any{"id": "none", "user_id": "u"}, requests[0].Params)
	assert.Nil(t, requests[1].Params)
	assert.True(t, json.Valid(requests[0].Body))
}

// operations holds the paths of all operations after /api/v1/class/.
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
	var srv *auitest.Server
	renew := func() { // when bodies have made so many classes that every list is long
		if srv != nil {
			srv.Close()
		}
		srv = auitest.NewServer(auitest.WithClock(fixed(noon())))
	}
	renew()
	f.Cleanup(func() { srv.Close() })
	f.Fuzz(func(t *testing.T, body string) {
		if len(srv.Classes()) > 50 {
			renew()
		}
		srv.ClearRequests()
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
