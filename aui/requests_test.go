package aui_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

// What a forgotten field would destroy never leaves the machine (NAMES.md, section 8).
func TestForgottenFieldsAreRefused(t *testing.T) {
	client, server := script(t, always(`{"success":true}`))
	for name, call := range map[string]func(context.Context) error{
		"a meeting without a change": func(ctx context.Context) error {
			_, err := client.Meetings.Update(ctx, &aui.UpdateMeetingRequest{ClassID: "c1"})
			return err
		},
		"a meeting without a class": func(ctx context.Context) error {
			_, err := client.Meetings.Update(ctx, &aui.UpdateMeetingRequest{Members: []aui.MeetingMember{}})
			return err
		},
		"a document without an id": func(ctx context.Context) error {
			return client.Documents.Remove(ctx, &aui.RemoveDocumentRequest{ClassID: "c1"})
		},
		"a document without a class": func(ctx context.Context) error {
			return client.Documents.Remove(ctx, &aui.RemoveDocumentRequest{DocID: "d1"})
		},
		"no documents": func(ctx context.Context) error {
			_, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: "c1"})
			return err
		},
		"an empty list of documents": func(ctx context.Context) error {
			_, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{}})
			return err
		},
		"a document with a comma": func(ctx context.Context) error {
			_, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{"d1,d2"}})
			return err
		},
		"a document of blanks": func(ctx context.Context) error {
			_, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{"d1", " "}})
			return err
		},
		"no request to remove documents": func(ctx context.Context) error { _, err := client.Documents.RemoveBatch(ctx, nil); return err },
		"no request to add documents":    func(ctx context.Context) error { _, err := client.Documents.AddBatch(ctx, nil); return err },
		"no request to add a document":   func(ctx context.Context) error { _, err := client.Documents.Add(ctx, nil); return err },
		"a permit of no class": func(ctx context.Context) error {
			return client.Assistants.DeletePermit(ctx, &aui.DeletePermitRequest{})
		},
		"nobody to kick": func(ctx context.Context) error {
			return client.Members.Kick(ctx, &aui.KickRequest{ClassID: "c1"})
		},
		"a permit that is no JSON": func(ctx context.Context) error {
			_, err := client.Assistants.SetPermit(ctx, &aui.SetPermitRequest{ClassID: "c1", Permit: json.RawMessage(`{`)})
			return err
		},
		"an update of nothing": func(ctx context.Context) error {
			_, err := client.Classes.Update(ctx, &aui.UpdateClassRequest{ClassID: "c1", UserID: "u1"})
			return err
		},
		"an update that clears": func(ctx context.Context) error {
			_, err := client.Classes.Update(ctx, &aui.UpdateClassRequest{ClassID: "c1", UserID: "u1", Extends: new("")})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			failure := failureOf(t, call(t.Context()), classcloud.InvalidArgument)
			assert.Equal(t, classcloud.OutcomeNotSent, failure.Outcome)
			assert.NotEmpty(t, failure.Fields)
		})
	}
	assert.Empty(t, server.seen())
}

// nil keeps and [] clears.
func TestMeetingMembersNilAndEmpty(t *testing.T) {
	client, server := script(t, always(`{"success":true,"data":{"members":[]}}`))
	for _, in := range []*aui.UpdateMeetingRequest{
		{ClassID: "c1", AllMute: new(false)},
		{ClassID: "c1", Members: []aui.MeetingMember{}},
	} {
		_, err := client.Meetings.Update(t.Context(), in)
		require.NoError(t, err)
	}
	got := server.seen()
	assert.NotContains(t, got[0].params, "members")
	assert.Equal(t, []any{}, got[1].params["members"])
	assert.NotContains(t, got[1].params, "all_mute")
}

// What Get returns can be changed and sent back.
func TestMeetingRoundTrip(t *testing.T) {
	const meeting = `{"members":[{"user_id":"u1","camera_opened":true,"mic_opened":false,"controlled_mic_opened":false}],"all_mute":true}`
	client, server := script(t, always(`{"success":true,"data":`+meeting+`}`))
	got, err := client.Meetings.Get(t.Context(), "c1")
	require.NoError(t, err)
	require.NotNil(t, got.AllMute)
	assert.True(t, *got.AllMute)
	assert.Nil(t, got.InteractionAllowed)
	got.Members[0].Extra = map[string]any{"hand": "up"}
	_, err = client.Meetings.Update(t.Context(), &aui.UpdateMeetingRequest{ClassID: "c1", Members: got.Members})
	require.NoError(t, err)
	assert.Equal(t, []any{map[string]any{"user_id": "u1", "camera_opened": true, "mic_opened": false, "controlled_mic_opened": false, "hand": "up"}},
		server.seen()[1].params["members"])
}

// The caller's requests stay as they are, though defaults are filled in.
func TestRequestsAreNotChanged(t *testing.T) {
	client, server := script(t, always(`{"success":true,"data":{"id":"c1"}}`))
	add := &aui.AddDocumentBatchRequest{ClassID: "c1", Documents: []aui.NewDocument{{DocID: "d1", Data: json.RawMessage(`{}`)}}}
	_, _ = client.Documents.AddBatch(t.Context(), add)
	remove := &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{" d1 "}}
	_, _ = client.Documents.RemoveBatch(t.Context(), remove)
	create := &aui.CreateClassRequest{Title: "t", TeacherID: "x"}
	_, err := client.Classes.Create(t.Context(), create)
	require.NoError(t, err)
	assert.Empty(t, add.Documents[0].ServerType)
	assert.Equal(t, " d1 ", remove.DocIDs[0])
	assert.Nil(t, create.IMServers)
	assert.Equal(t, "d1", server.seen()[1].params["docIds"])
}

func TestVersion2(t *testing.T) {
	const both = `{"success":true,"data":{"id":"c1","aliyun_new_im":{"app_token":"x"}}}`
	client, server := script(t, always(both), aui.WithV2())
	create := &aui.CreateClassRequest{Title: "t", TeacherID: "x"}
	token := &aui.CreateIMTokenRequest{UserID: "u1", DeviceID: "d1", DeviceType: aui.DeviceTypeWeb}
	_, err := client.Classes.Create(t.Context(), create)
	require.NoError(t, err)
	got, err := client.Auth.CreateIMToken(t.Context(), token)
	require.NoError(t, err)
	assert.Equal(t, "x", got.AliyunNew.AppToken)
	_, err = client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c1", UserID: "u1"})
	require.NoError(t, err)
	token.IMServers = []aui.IMServer{aui.IMServerAliyunOld, aui.IMServerRongCloudV2}
	_, err = client.Auth.CreateIMToken(t.Context(), token)
	require.NoError(t, err)

	requests := server.seen()
	assert.Equal(t, "/api/v2/class/create", requests[0].path)
	assert.Equal(t, []any{"aliyun_new"}, requests[0].params["im_server"])
	assert.Equal(t, "/api/v2/class/token", requests[1].path)
	assert.Equal(t, []any{"aliyun_new"}, requests[1].params["im_server"])
	assert.Equal(t, "/api/v1/class/get", requests[2].path)
	assert.Equal(t, []any{"aliyun_old", "rong_cloud"}, requests[3].params["im_server"])
}

func TestDocumentReplies(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       []aui.ClassDocument
	}{
		{"a bare list", `[{"classId":"c2","docId":"d1","docInfos":"{}"}]`, []aui.ClassDocument{{ClassID: "c2", DocID: "d1", Data: "{}"}}},
		{"an object around the list", `{"docInfos":[{"docId":"d1","docInfos":"{}"}]}`, []aui.ClassDocument{{ClassID: "c1", DocID: "d1", Data: "{}"}}},
		{"the reply to addDocs", `{"classId":"c1","docsInfoList":[{"docId":"d1","serverType":0,"data":"{}"}]}`,
			[]aui.ClassDocument{{ClassID: "c1", DocID: "d1", ServerType: "0", Data: "{}"}}},
		{"the documented reply to deleteDocs", `{"docsInfo":[{"classId":"c1","docId":"d1"}]}`, []aui.ClassDocument{{ClassID: "c1", DocID: "d1"}}},
		{"the text for none", `"docIds不存在"`, []aui.ClassDocument{}},
		{"null", `null`, []aui.ClassDocument{}},
		{"an empty object", `{}`, []aui.ClassDocument{}},
		{"an empty list in an object", `{"docInfos":null}`, []aui.ClassDocument{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, _ := script(t, always(`{"success":true,"data":`+c.data+`}`))
			got, err := client.Documents.List(t.Context(), "c1")
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
			got, err = client.Documents.AddBatch(t.Context(), &aui.AddDocumentBatchRequest{ClassID: "c1", Documents: []aui.NewDocument{{DocID: "d1", Data: json.RawMessage(`1`)}}})
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
			got, err = client.Documents.RemoveBatch(t.Context(), &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{"d1"}})
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
}

func TestGetPermitThatIsNotSet(t *testing.T) {
	client, _ := script(t, always(`{"success":true}`))
	permit, err := client.Assistants.GetPermit(t.Context(), "c1")
	require.ErrorIs(t, err, classcloud.NotFound)
	assert.Nil(t, permit)
}

// Each part of a refusal is kept.
func TestRefusals(t *testing.T) {
	join := func(t *testing.T, body string) *classcloud.Error {
		t.Helper()
		client, server := script(t, always(body))
		err := client.Members.Join(t.Context(), &aui.JoinClassRequest{ClassID: "c1", UserID: "u1", UserName: "n"})
		assert.Len(t, server.seen(), 1, "a body's code is never tried again")
		var failure *classcloud.Error
		require.ErrorAs(t, err, &failure)
		assert.Equal(t, http.StatusOK, failure.HTTPStatus)
		return failure
	}
	t.Run("all of them at once", func(t *testing.T) {
		failure := join(t, `{"success":false,"errorCode":"409","errorMsg":"m","data":{"reason":"ClassHasAssistant","code":0,"msg":"a<br>b<br>"}}`)
		var refusal *aui.Refusal
		require.ErrorAs(t, failure, &refusal)
		assert.Equal(t, &aui.Refusal{Code: "409", Message: "m", Reason: aui.ReasonClassHasAssistant, Details: []string{"a", "b"}}, refusal)
		require.ErrorIs(t, failure, aui.Code("409"))
		require.ErrorIs(t, failure, aui.ReasonClassHasAssistant)
		assert.Equal(t, "aui code 409, aui reason ClassHasAssistant", refusal.Error())
		assert.Equal(t, "ClassHasAssistant", failure.Code)
		assert.Equal(t, "m: a; b", failure.Message)
	})
	t.Run("a reason nobody knows yet", func(t *testing.T) {
		failure := join(t, `{"success":false,"data":{"reason":"ClassIsFull"}}`)
		var reason aui.Reason
		require.ErrorAs(t, failure, &reason)
		assert.Equal(t, aui.Reason("ClassIsFull"), reason)
		assert.Equal(t, classcloud.OutcomeNotApplied, failure.Outcome)
	})
	t.Run("no reason at all", func(t *testing.T) {
		failure := join(t, `{"success":false,"data":{}}`)
		assert.True(t, classcloud.MaybeApplied(failure))
		var code aui.Code
		assert.NotErrorAs(t, failure, &code)
	})
	t.Run("500 to a write may have been applied", func(t *testing.T) {
		failure := join(t, serverFault)
		assert.True(t, classcloud.MaybeApplied(failure))
		require.ErrorIs(t, failure, aui.CodeInternal)
	})
	t.Run("500 to a read was not", func(t *testing.T) {
		client, server := script(t, always(serverFault))
		_, err := client.Meetings.Get(t.Context(), "c1")
		assert.False(t, classcloud.MaybeApplied(err))
		assert.Len(t, server.seen(), 1)
	})
}

// Tokens and checksums do not print.
func TestResultsThatHoldSecretsDoNotPrint(t *testing.T) {
	const canary = "canary-7431"
	token := aui.IMToken{Aliyun: aui.AliyunIMToken{AccessToken: canary, RefreshToken: canary},
		AliyunNew: aui.AliyunNewIMToken{AppSign: canary, AppToken: canary}, RongCloud: aui.RongCloudIMToken{AccessToken: canary}}
	for _, value := range []any{token, &token, token.Aliyun, token.AliyunNew, token.RongCloud,
		aui.WhiteboardAuth{Checksum: canary}, &aui.Session{Token: canary}, []aui.AliyunIMToken{token.Aliyun}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
			assert.NotContains(t, fmt.Sprintf(verb, value), canary, "%T %s", value, verb)
		}
		if valuer, ok := value.(slog.LogValuer); ok {
			assert.NotContains(t, fmt.Sprint(valuer.LogValue()), canary)
		}
	}
	raw, err := json.Marshal(token)
	require.NoError(t, err)
	var back aui.IMToken
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.True(t, token == back, "encoding/json keeps them")
}
