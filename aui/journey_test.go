package aui_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

// One unchanged program runs against every dialect of the published server.
func TestOneProgramForEveryDialect(t *testing.T) {
	for _, dialect := range []auitest.Dialect{auitest.DialectV10, auitest.DialectV13, auitest.DialectHead} {
		t.Run(dialect.String(), func(t *testing.T) {
			srv := auitest.NewServer(auitest.WithDialect(dialect))
			defer srv.Close()
			program(t, srv.Client())
		})
	}
}

func program(t *testing.T, client *aui.Client) {
	t.Helper()
	ctx := t.Context()
	const teacher, student, assistant = "teacher-1", "student-1", "assistant-1"

	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: teacher, TeacherName: "Ms Wang", Extends: `{"grade":3}`})
	require.NoError(t, err)
	assert.NotEmpty(t, class.GroupID())
	assert.Equal(t, aui.ClassStatusNotStarted, class.Status)
	board, err := class.Board()
	require.NoError(t, err)
	assert.NotEmpty(t, board.AppKey)
	var own struct{ Grade int }
	require.NoError(t, class.DecodeExtends(&own))
	assert.Equal(t, 3, own.Grade)

	token, err := client.Auth.CreateIMToken(ctx, &aui.CreateIMTokenRequest{UserID: student, DeviceID: "d1", DeviceType: aui.DeviceTypeWeb})
	require.NoError(t, err)
	assert.NotEmpty(t, token.Aliyun.AccessToken)
	auth, err := client.Whiteboards.GetAuth(ctx)
	require.NoError(t, err)
	assert.NotEmpty(t, auth.Checksum)
	assert.NotZero(t, auth.CurTime)

	// Permits, and three members.
	_, err = client.Assistants.GetPermit(ctx, class.ClassID)
	require.ErrorIs(t, err, classcloud.NotFound)
	asAssistant := &aui.JoinClassRequest{ClassID: class.ClassID, UserID: assistant, UserName: "Mr Li", Role: new(aui.RoleAssistant)}
	require.ErrorIs(t, client.Members.Join(ctx, asAssistant), aui.ReasonClassNotAssistantPermit)
	permit, err := client.Assistants.SetPermit(ctx, &aui.SetPermitRequest{ClassID: class.ClassID, Permit: json.RawMessage(`["mic","camera"]`)})
	require.NoError(t, err)
	var rights []string
	require.NoError(t, permit.Decode(&rights))
	assert.Equal(t, []string{"mic", "camera"}, rights)
	require.NoError(t, client.Members.Join(ctx, &aui.JoinClassRequest{ClassID: class.ClassID, UserID: teacher, UserName: "Ms Wang"}))
	require.NoError(t, client.Members.Join(ctx, &aui.JoinClassRequest{ClassID: class.ClassID, UserID: student, UserName: "Tom"}))
	require.NoError(t, client.Members.Join(ctx, asAssistant))
	require.ErrorIs(t, client.Members.Join(ctx, &aui.JoinClassRequest{ClassID: class.ClassID, UserID: "assistant-2", UserName: "Ms Zhao", Role: new(aui.RoleAssistant)}),
		aui.ReasonClassHasAssistant)
	assert.Equal(t, map[string]aui.Role{teacher: aui.RoleTeacher, student: aui.RoleStudent, assistant: aui.RoleAssistant},
		identities(t, client, class))

	// In class, co-streaming.
	action := &aui.ClassActionRequest{ClassID: class.ClassID, UserID: teacher}
	class, err = client.Classes.Start(ctx, action)
	require.NoError(t, err)
	assert.Equal(t, aui.ClassStatusStarted, class.Status)
	assert.False(t, class.StartTime.IsZero())
	meeting, err := client.Meetings.Update(ctx, &aui.UpdateMeetingRequest{ClassID: class.ClassID,
		Members: []aui.MeetingMember{{UserID: student, UserName: "Tom", CameraOpened: new(true), RTCPullURL: "artc://x"}}})
	require.NoError(t, err)
	require.Len(t, meeting.Members, 1)
	assert.True(t, *meeting.Members[0].CameraOpened)
	meeting, err = client.Meetings.Get(ctx, class.ClassID)
	require.NoError(t, err)
	assert.Equal(t, student, meeting.Members[0].UserID)
	meeting, err = client.Meetings.Update(ctx, &aui.UpdateMeetingRequest{ClassID: class.ClassID, Members: []aui.MeetingMember{}})
	require.NoError(t, err)
	assert.Empty(t, meeting.Members)

	// Documents.
	document, err := client.Documents.Add(ctx, &aui.AddDocumentRequest{ClassID: class.ClassID, DocID: "d1", Data: json.RawMessage(`{"name":"a.pdf"}`)})
	require.NoError(t, err)
	assert.Equal(t, "d1", document.DocID)
	_, err = client.Documents.Add(ctx, &aui.AddDocumentRequest{ClassID: class.ClassID, DocID: "d1", Data: json.RawMessage(`{}`)})
	require.ErrorIs(t, err, classcloud.AlreadyExists)
	added, err := client.Documents.AddBatch(ctx, &aui.AddDocumentBatchRequest{ClassID: class.ClassID, Documents: []aui.NewDocument{
		{DocID: "d1", Data: json.RawMessage(`{}`)}, {DocID: "d2", Data: json.RawMessage(`{}`)}, {DocID: "d3", Data: json.RawMessage(`{}`)}}})
	require.NoError(t, err)
	assert.Equal(t, []string{"d2", "d3"}, documentIDs(added))
	documents, err := client.Documents.List(ctx, class.ClassID)
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"d1", "d2", "d3"}, documentIDs(documents))
	var data struct{ Name string }
	require.NoError(t, documents[0].DecodeData(&data))
	assert.Equal(t, "a.pdf", data.Name)
	removed, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: class.ClassID, DocIDs: []string{"d2", "none"}})
	require.NoError(t, err)
	assert.Equal(t, []string{"d2"}, documentIDs(removed))
	removed, err = client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: class.ClassID, DocIDs: []string{"d2"}})
	require.NoError(t, err)
	assert.Empty(t, removed)
	require.NoError(t, client.Documents.Remove(ctx, &aui.RemoveDocumentRequest{ClassID: class.ClassID, DocID: "d1"}))

	// Out again.
	permit, err = client.Assistants.GetPermit(ctx, class.ClassID)
	require.NoError(t, err)
	assert.Equal(t, class.ClassID, permit.ClassID)
	require.NoError(t, client.Assistants.DeletePermit(ctx, &aui.DeletePermitRequest{ClassID: class.ClassID}))
	require.NoError(t, client.Members.Leave(ctx, &aui.LeaveClassRequest{ClassID: class.ClassID, UserID: teacher}))
	require.ErrorIs(t, client.Members.Leave(ctx, &aui.LeaveClassRequest{ClassID: class.ClassID, UserID: teacher}), aui.ReasonNotInClass)
	require.NoError(t, client.Members.Kick(ctx, &aui.KickRequest{ClassID: class.ClassID, UserID: student}))
	require.ErrorIs(t, client.Members.Join(ctx, &aui.JoinClassRequest{ClassID: class.ClassID, UserID: student, UserName: "Tom"}), aui.ReasonInBlackList)

	_, err = client.Classes.Pause(ctx, action)
	require.NoError(t, err)
	class, err = client.Classes.Stop(ctx, action)
	require.NoError(t, err)
	assert.Equal(t, aui.ClassStatusEnded, class.Status)

	// Every class, page by page: the last page is full, so that the walk meets the empty one behind it.
	for i := range 5 {
		_, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: fmt.Sprint("class ", i), TeacherID: teacher})
		require.NoError(t, err)
	}
	found := map[string]bool{}
	for listed, err := range client.Classes.All(ctx, &aui.ListClassesRequest{UserID: teacher, PageSize: 2}) {
		require.NoError(t, err)
		found[listed.ClassID] = true
	}
	assert.Len(t, found, 6)
	assert.True(t, found[class.ClassID])
	class, err = client.Classes.Get(ctx, &aui.GetClassRequest{ClassID: class.ClassID, UserID: teacher})
	require.NoError(t, err)
	assert.Equal(t, "Grammar", class.Title)
	assert.Equal(t, aui.ClassStatusEnded, class.Status)
	_, err = client.Classes.Get(ctx, &aui.GetClassRequest{ClassID: "none", UserID: teacher})
	require.ErrorIs(t, err, classcloud.NotFound)
}

// identities returns the role of each member of a class, which it reads in pages of one.
func identities(t *testing.T, client *aui.Client, class *aui.Class) map[string]aui.Role {
	t.Helper()
	out := map[string]aui.Role{}
	for member, err := range client.Members.All(t.Context(), &aui.ListMembersRequest{ClassID: class.ClassID, PageSize: 1}) {
		require.NoError(t, err)
		out[member.UserID] = class.RoleOf(member)
	}
	return out
}

func documentIDs(documents []aui.ClassDocument) []string {
	ids := make([]string, len(documents))
	for i, document := range documents {
		ids[i] = document.DocID
	}
	return ids
}

// Where a caller can tell the versions apart, the client reports it.
func TestWhatOnlyNewerServersDo(t *testing.T) {
	start := func(t *testing.T, opts ...auitest.Option) (*auitest.Server, *aui.Class) {
		t.Helper()
		srv := auitest.NewServer(opts...)
		t.Cleanup(srv.Close)
		class, err := srv.Client().Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "old", TeacherID: "t1"})
		require.NoError(t, err)
		return srv, class
	}
	t.Run("update", func(t *testing.T) {
		for dialect, works := range map[auitest.Dialect]bool{auitest.DialectV10: false, auitest.DialectV13: false, auitest.DialectHead: true} {
			srv, class := start(t, auitest.WithDialect(dialect))
			class, err := srv.Client().Classes.Update(t.Context(), &aui.UpdateClassRequest{ClassID: class.ClassID, UserID: "t1", Title: new("new"), Notice: new("n"), Extends: new(`{"a":1}`)})
			require.NotNil(t, class)
			if works {
				require.NoError(t, err)
				assert.Equal(t, []string{"new", "n", `{"a":1}`}, []string{class.Title, class.Notice, class.Extends})
				continue
			}
			assertKind(t, err, classcloud.Unimplemented)
			assert.Equal(t, "old", class.Title)
		}
	})
	t.Run("members and assistants", func(t *testing.T) {
		srv, class := start(t, auitest.WithDialect(auitest.DialectV10), auitest.WithPublishedOnly())
		_, err := srv.Client().Members.List(t.Context(), &aui.ListMembersRequest{ClassID: class.ClassID})
		assert.Contains(t, failureOf(t, err, classcloud.Unimplemented).Hint, "members since v1.2.0")
		_, err = srv.Client().Assistants.GetPermit(t.Context(), class.ClassID)
		assertKind(t, err, classcloud.Unimplemented)
	})
	t.Run("version 2", func(t *testing.T) {
		srv, _ := start(t)
		client := srv.Client(aui.WithV2())
		class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "t1"})
		require.NoError(t, err)
		assert.NotEmpty(t, class.AliyunID)
		token, err := client.Auth.CreateIMToken(t.Context(), &aui.CreateIMTokenRequest{UserID: "u1", DeviceID: "d1", DeviceType: aui.DeviceTypeIOS})
		require.NoError(t, err)
		assert.NotEmpty(t, token.AliyunNew.AppToken)
		assert.Equal(t, "u1", token.AliyunNew.Auth.UserID)
		assert.Empty(t, token.Aliyun.AccessToken)
	})
}

func TestEveryServerVersion(t *testing.T) {
	for _, dialect := range []auitest.Dialect{auitest.DialectV10, auitest.DialectV13, auitest.DialectHead} {
		t.Run(dialect.String(), func(t *testing.T) {
			srv, _ := newServer(t, auitest.WithDialect(dialect))
			client := srv.Client()
			class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "T", TeacherID: "t-1"})
			require.NoError(t, err)
			assert.NotEmpty(t, class.GroupID())
			got, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: class.ClassID, UserID: "t-1"})
			require.NoError(t, err)
			assert.Equal(t, class.GroupID(), got.GroupID())
			assert.False(t, got.CreateTime.IsZero())
		})
	}
}
