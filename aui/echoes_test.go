package aui_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

// What a request asks for and its reply does not show is a warning, and so is what the client itself put in as a default.
func TestWhatIsAskedForAndNotShownIsAWarning(t *testing.T) {
	create := func(in aui.CreateClassRequest) func(*aui.Client, classcloud.CallOption) error {
		return func(c *aui.Client, opt classcloud.CallOption) error {
			_, err := c.Classes.Create(t.Context(), &in, opt)
			return err
		}
	}
	token := func(servers ...aui.IMServer) func(*aui.Client, classcloud.CallOption) error {
		return func(c *aui.Client, opt classcloud.CallOption) error {
			_, err := c.Auth.CreateIMToken(t.Context(), &aui.CreateIMTokenRequest{UserID: "u", DeviceID: "d", DeviceType: aui.DeviceTypeWeb, IMServers: servers}, opt)
			return err
		}
	}
	meeting := func(in aui.UpdateMeetingRequest) func(*aui.Client, classcloud.CallOption) error {
		return func(c *aui.Client, opt classcloud.CallOption) error {
			in.ClassID = "c1"
			_, err := c.Meetings.Update(t.Context(), &in, opt)
			return err
		}
	}
	start := func(c *aui.Client, opt classcloud.CallOption) error {
		_, err := c.Classes.Start(t.Context(), &aui.ClassActionRequest{ClassID: "c1", UserID: "u"}, opt)
		return err
	}
	add := func(c *aui.Client, opt classcloud.CallOption) error {
		_, err := c.Documents.Add(t.Context(), &aui.AddDocumentRequest{ClassID: "c1", DocID: "d1", Data: json.RawMessage(`{"a": 1}`)}, opt)
		return err
	}
	addBatch := func(c *aui.Client, opt classcloud.CallOption) error {
		_, err := c.Documents.AddBatch(t.Context(), &aui.AddDocumentBatchRequest{ClassID: "c1", Documents: []aui.NewDocument{{DocID: "d1", Data: json.RawMessage(`{"a": 1}`)}}}, opt)
		return err
	}
	permit := func(c *aui.Client, opt classcloud.CallOption) error {
		_, err := c.Assistants.SetPermit(t.Context(), &aui.SetPermitRequest{ClassID: "c1", Permit: json.RawMessage(`["mute", "kick"]`)}, opt)
		return err
	}
	const class = `{"id":"c1","title":"T","teacher_id":"t","aliyun_id":"g","status":0,"mode":0`
	for _, c := range []struct {
		name, data string
		call       func(*aui.Client, classcloud.CallOption) error
		warnings   string // parts of them, by blanks; empty: none
	}{
		{"a class as it was asked for", class + `}`, create(aui.CreateClassRequest{Title: "T", TeacherID: "t"}), ""},
		{"a notice that the server drops", class + `,"notice":""}`, create(aui.CreateClassRequest{Title: "T", TeacherID: "t", Notice: "n"}), "another Notice"},
		{"a notice that the reply lacks", class + `}`, create(aui.CreateClassRequest{Title: "T", TeacherID: "t", Notice: "n"}), "not show Notice"},
		{"a nickname, a mode and extends", class + `,"teacher_nick":"x","extends":"{}"}`,
			create(aui.CreateClassRequest{Title: "T", TeacherID: "t", TeacherName: "y", Mode: aui.ClassModeBig, Extends: `{"a":1}`}), "TeacherName Mode Extends"},
		{"extends written otherwise", class + `,"extends":"{\"a\": 1}"}`, create(aui.CreateClassRequest{Title: "T", TeacherID: "t", Extends: `{"a":1}`}), ""},
		{"no group of the default's service", `{"id":"c1","title":"T","teacher_id":"t"}`, create(aui.CreateClassRequest{Title: "T", TeacherID: "t"}), "group aliyun"},
		{"the group of v1.0.0", `{"id":"c1","title":"T","teacher_id":"t","chat_id":"g"}`, create(aui.CreateClassRequest{Title: "T", TeacherID: "t"}), ""},
		{"no group of one of two", class + `}`, create(aui.CreateClassRequest{Title: "T", TeacherID: "t", IMServers: []aui.IMServer{aui.IMServerAliyun, aui.IMServerRongCloud}}), "group rongCloud"},
		{"a name of the other set", class + `}`, create(aui.CreateClassRequest{Title: "T", TeacherID: "t", IMServers: []aui.IMServer{aui.IMServerRongCloudV2}}), "group rong_cloud"},
		{"tokens of both", `{"aliyun_access_token":"a","rong_cloud_token":"r"}`, token(aui.IMServerAliyun, aui.IMServerRongCloud), ""},
		{"a token of one", `{"aliyun_access_token":"a","rong_cloud_token":""}`, token(aui.IMServerAliyun, aui.IMServerRongCloud), "token rongCloud"},
		{"a token of another set", `{"aliyun_access_token":"a","rong_cloud_token":""}`, token(aui.IMServerAliyunNew), "token aliyun_new"},
		{"started", class[:len(class)-len(`0,"mode":0`)] + `1}`, start, ""},
		{"not started", class + `}`, start, "status 0 Started"},
		{"started without a word", `{"id":"c1"}`, start, "status missing Started"},
		{"a meeting as it was asked for", `{"members":[{"user_id":"a","mic_opened":true}],"all_mute":false}`,
			meeting(aui.UpdateMeetingRequest{Members: []aui.MeetingMember{{UserID: "a", MicOpened: new(true)}}, AllMute: new(false)}), ""},
		{"v1.0 drops AllMute, and the members", `{}`, meeting(aui.UpdateMeetingRequest{AllMute: new(true)}), "AllMute v1.2.0"},
		{"a flag that stays", `{"members":[],"interaction_allowed":true}`, meeting(aui.UpdateMeetingRequest{InteractionAllowed: new(false)}), "InteractionAllowed"},
		{"a class that does not exist", `{"members":[]}`, meeting(aui.UpdateMeetingRequest{Members: []aui.MeetingMember{{UserID: "a"}}}), "Members exist"},
		{"a member's flag", `{"members":[{"user_id":"a"}]}`, meeting(aui.UpdateMeetingRequest{Members: []aui.MeetingMember{{UserID: "a", CameraOpened: new(true)}}}), "Members"},
		{"a document", `{"docId":"d1","docInfos":"{\"a\":1}"}`, add, ""},
		{"another document", `{"docId":"d2","docInfos":"{\"a\":2}"}`, add, "DocID Data"},
		{"a batch's document", `{"docsInfoList":[{"docId":"d1","data":"{\"a\":1}"}]}`, addBatch, ""},
		{"a batch's document with other data", `{"docsInfoList":[{"docId":"d1","data":"{}"}]}`, addBatch, "d1 Data"},
		{"a permit", `{"class_id":"c1","permit":"[\"mute\",\"kick\"]"}`, permit, ""},
		{"another permit", `{"class_id":"c1","permit":"[]"}`, permit, "Permit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, _ := script(t, always(`{"success":true,"data":`+c.data+`}`))
			got, option := warnings()
			require.NoError(t, c.call(client, option))
			if c.warnings == "" {
				assert.Empty(t, *got)
				return
			}
			for _, part := range strings.Fields(c.warnings) {
				assert.Contains(t, strings.Join(*got, "\n"), part)
			}
		})
	}
	t.Run("without a single token it is an error", func(t *testing.T) {
		client, _ := script(t, always(`{"success":true,"data":{"aliyun_access_token":"","aliyun_refresh_token":"","rong_cloud_token":""}}`))
		err := token("aliyun_old")(client, classcloud.WithTimeout(time.Minute))
		failure := failureOf(t, err, classcloud.FailedPrecondition)
		assert.Contains(t, failure.Hint, "IMServers")
	})
	t.Run("made strict it is an error beside the class", func(t *testing.T) {
		client, _ := script(t, always(`{"success":true,"data":`+class+`}}`))
		got, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "T", TeacherID: "t", Notice: "n"}, classcloud.WithStrictWarnings())
		assertKind(t, err, classcloud.FailedPrecondition)
		assert.Equal(t, "c1", got.ClassID)
	})
}

// The test server of every dialect shows what was asked for, but for what its vendor's server drops.
func TestWarningsOfTheDialects(t *testing.T) {
	for dialect, wants := range map[auitest.Dialect]string{auitest.DialectHead: "", auitest.DialectV13: "", auitest.DialectV10: "AllMute"} {
		srv, _ := newServer(t, auitest.WithDialect(dialect))
		got, option := warnings()
		client := srv.Client(option.(classcloud.ClientOption))
		class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "New", TeacherID: "t-1", TeacherName: "T", Extends: "{}", Mode: aui.ClassModeSmall})
		require.NoError(t, err)
		_, err = client.Classes.Start(t.Context(), &aui.ClassActionRequest{ClassID: class.ClassID, UserID: "t-1"})
		require.NoError(t, err)
		_, err = client.Meetings.Update(t.Context(), &aui.UpdateMeetingRequest{ClassID: class.ClassID, Members: []aui.MeetingMember{{UserID: "a"}}, AllMute: new(true)})
		require.NoError(t, err)
		if wants == "" {
			assert.Empty(t, *got, "%v", dialect)
		} else {
			assert.Contains(t, strings.Join(*got, "\n"), wants, "%v", dialect)
		}
		*got = nil
		_, err = client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "New", TeacherID: "t-1", Notice: "n"})
		require.NoError(t, err)
		assert.Contains(t, strings.Join(*got, "\n"), "Notice", "every published server drops it")
	}
}

// Another value that is there says that an update was not carried out, unless the reply has other values that were asked for; a value that is
// absent says nothing.
func TestUpdateThatChangesNothing(t *testing.T) {
	update := &aui.UpdateClassRequest{ClassID: "c1", UserID: "u1", Title: new("new"), Notice: new("new")}
	for name, c := range map[string]struct {
		data    string
		kind    classcloud.Kind
		outcome classcloud.Outcome
		says    string
	}{
		"the old texts":               {`{"id":"c1","title":"old","notice":""}`, classcloud.Unimplemented, classcloud.OutcomeNotApplied, "does not have the new Title, Notice"},
		"the old title alone":         {`{"id":"c1","title":"old"}`, classcloud.Unimplemented, classcloud.OutcomeNotApplied, "does not have the new Title"},
		"the old title, a new notice": {`{"id":"c1","title":"old","notice":"new"}`, classcloud.Unimplemented, classcloud.OutcomeUnknown, "does not have the new Title"},
		"an empty notice":             {`{"id":"c1","title":"new","notice":""}`, classcloud.Unimplemented, classcloud.OutcomeUnknown, "does not have the new Notice"},
		"a class without texts":       {`{"id":"c1","status":0}`, classcloud.Unknown, classcloud.OutcomeUnknown, "does not show its Title, Notice"},
		"a class without a notice":    {`{"id":"c1","title":"new"}`, classcloud.Unknown, classcloud.OutcomeUnknown, "does not show its Notice"},
		"a null":                      {`{"id":"c1","title":"new","notice":null}`, classcloud.Unknown, classcloud.OutcomeUnknown, "does not show its Notice"},
	} {
		t.Run(name, func(t *testing.T) {
			client, server := script(t, always(`{"success":true,"data":`+c.data+`}`))
			class, err := client.Classes.Update(t.Context(), update)
			failure := failureOf(t, err, c.kind)
			assert.Equal(t, c.outcome, failure.Outcome)
			assert.Equal(t, c.outcome == classcloud.OutcomeUnknown, classcloud.MaybeApplied(err))
			assert.Contains(t, failure.Message, c.says)
			assert.Contains(t, failure.Hint, "2024-05-21")
			require.NotNil(t, class)
			assert.Equal(t, "c1", class.ClassID, "the class comes beside the error")
			assert.Len(t, server.seen(), 1)
		})
	}
	client, _ := script(t, always(`{"success":true,"data":{"id":"c1","title":"old","notice":"new"}}`))
	class, err := client.Classes.Update(t.Context(), &aui.UpdateClassRequest{ClassID: "c1", UserID: "u1", Notice: new("new")})
	require.NoError(t, err)
	assert.Equal(t, "new", class.Notice)
}
