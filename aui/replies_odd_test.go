package aui_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

// What a reply has other than was asked for is told, and nothing else is.
func TestEchoesThatDiffer(t *testing.T) {
	create := func(c *aui.Client, in aui.CreateClassRequest) error {
		_, err := c.Classes.Create(t.Context(), &in)
		return err
	}
	plain := aui.CreateClassRequest{Title: "T", TeacherID: "t"}
	member := aui.MeetingMember{UserID: "a", UserName: "A", CameraOpened: new(true), ScreenShare: new(true), RTCPullURL: "rtmp://x/y"}
	meet := func(c *aui.Client) error {
		_, err := c.Meetings.Update(t.Context(), &aui.UpdateMeetingRequest{ClassID: "c1", Members: []aui.MeetingMember{member}})
		return err
	}
	update := func(title string) func(*aui.Client) error {
		return func(c *aui.Client) error {
			_, err := c.Classes.Update(t.Context(), &aui.UpdateClassRequest{ClassID: "c1", UserID: "u", Title: &title})
			return err
		}
	}
	permit := func(c *aui.Client) error {
		_, err := c.Assistants.SetPermit(t.Context(), &aui.SetPermitRequest{ClassID: "c1", Permit: json.RawMessage(`{"id":9007199254740993}`)})
		return err
	}
	start := func(c *aui.Client) error {
		_, err := c.Classes.Start(t.Context(), &aui.ClassActionRequest{ClassID: "c1", UserID: "u"})
		return err
	}
	get := func(c *aui.Client) error {
		_, err := c.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c1", UserID: "u"})
		return err
	}
	getPermit := func(c *aui.Client) error { _, err := c.Assistants.GetPermit(t.Context(), "c1"); return err }
	for name, c := range map[string]struct {
		data string
		call func(*aui.Client) error
		want string // "" for no warning
	}{
		"a mode that was not asked for": {`{"id":"x","title":"T","teacher_id":"t","mode":2,"aliyun_id":"g"}`, func(c *aui.Client) error { return create(c, plain) }, "another Mode"},
		"the default mode":              {`{"id":"x","title":"T","teacher_id":"t","mode":0,"aliyun_id":"g"}`, func(c *aui.Client) error { return create(c, plain) }, ""},
		"the mode as a double": {`{"id":"x","title":"T","teacher_id":"t","mode":2.0,"aliyun_id":"g"}`, func(c *aui.Client) error {
			return create(c, aui.CreateClassRequest{Title: "T", TeacherID: "t", Mode: aui.ClassModeSmall})
		}, ""},
		"no group of a service that nobody knows": {`{"id":"x","title":"T","teacher_id":"t","mode":0}`, func(c *aui.Client) error {
			return create(c, aui.CreateClassRequest{Title: "T", TeacherID: "t", IMServers: []aui.IMServer{"carrier pigeon"}})
		}, "a group of the messaging service carrier pigeon"},
		"all of a member":                   {`{"members":[{"user_id":"a","user_nick":"A","camera_opened":true,"screen_share":true,"rtc_pull_url":"rtmp://x/y","mic_opened":false}]}`, meet, ""},
		"a member without a shared screen":  {`{"members":[{"user_id":"a","user_nick":"A","camera_opened":true,"rtc_pull_url":"rtmp://x/y"}]}`, meet, "the Members that was asked for"},
		"a member of another name":          {`{"members":[{"user_id":"a","user_nick":"B","camera_opened":true,"screen_share":true,"rtc_pull_url":"rtmp://x/y"}]}`, meet, "the Members that was asked for"},
		"a title that was cut":              {`{"id":"c1","title":"` + strings.Repeat("x", 256) + `"}`, update(strings.Repeat("x", 300)), "it keeps another Title"},
		"a title whose blanks went":         {`{"id":"c1","title":"x"}`, update(" x "), "it keeps another Title"},
		"an update of another class":        {`{"id":"c2","title":"x"}`, update("x"), " c2, and c1 was asked for"},
		"a number that lost its last digit": {`{"class_id":"c1","permit":"{\"id\":9007199254740992}"}`, permit, "another Permit"},
		"the same JSON":                     {`{"class_id":"c1","permit":"{ \"id\" : 9007199254740993 }"}`, permit, ""},
		"the permit of another class":       {`{"class_id":"c2","permit":"{\"id\":9007199254740993}"}`, permit, " c2, and c1 was asked for"},
		"a status as a double":              {`{"id":"c1","status":1.0}`, start, ""},
		"another class was started":         {`{"id":"c2","status":1}`, start, " c2, and c1 was asked for"},
		"another class":                     {`{"id":"c2","status":1}`, get, " c2, and c1 was asked for"},
		"an id that is a number":            {`{"class_id":"c1","permit":"[]"}`, getPermit, ""},
		"a permit of another class":         {`{"class_id":"c2","permit":"[]"}`, getPermit, " c2, and c1 was asked for"},
	} {
		t.Run(name, func(t *testing.T) {
			got, option := warnings()
			client, _ := script(t, always(`{"success":true,"data":`+c.data+`}`), option)
			require.NoError(t, c.call(client))
			if c.want == "" {
				assert.Empty(t, *got)
				return
			}
			assert.Contains(t, strings.Join(*got, "\n"), c.want)
		})
	}
}

// A join that is refused in data under success was not a join.
func TestAReasonUnderSuccess(t *testing.T) {
	client, server := script(t, always(`{"success":true,"data":{"reason":"InBlackList"}}`))
	err := client.Members.Join(t.Context(), &aui.JoinClassRequest{ClassID: "c1", UserID: "u1", UserName: "n1"})
	failure := failureOf(t, err, classcloud.PermissionDenied)
	assert.ErrorIs(t, err, aui.ReasonInBlackList)
	assert.True(t, classcloud.MaybeApplied(err), "the two say different things")
	assert.Contains(t, failure.Message, "the reply says success beside a reason that refuses")
	assert.Len(t, server.seen(), 1)
	require.NoError(t, client.Do(t.Context(), aui.Call{Path: "/api/v1/class/muteUser"}, nil), "what data an endpoint has that nobody typed is its own")
}

// Two documents of one id are one at the server, and the second is gone without a word.
func TestABatchWithADocumentTwice(t *testing.T) {
	client, server := script(t, always(`{"success":true,"data":[]}`))
	_, err := client.Documents.AddBatch(t.Context(), &aui.AddDocumentBatchRequest{ClassID: "c1", Documents: []aui.NewDocument{
		{DocID: "d1", Data: json.RawMessage(`{"a":1}`)}, {DocID: "d2", Data: json.RawMessage(`{}`)}, {DocID: "d1", Data: json.RawMessage(`{"a":2}`)}}})
	failure := failureOf(t, err, classcloud.InvalidArgument)
	require.Len(t, failure.Fields, 1)
	assert.Equal(t, "Documents[2].DocID (docInfo[2].docId) is that of Documents[0]: the server would keep the first document alone", failure.Fields[0].String())
	assert.Empty(t, server.seen())
}

// Where the list should stand, nothing proves that there is no class: nothing is made a second time.
func TestEnsureIsNotTakenInByNothing(t *testing.T) {
	for _, nothing := range []string{"absent", "null", "{}", "false", `""`} {
		d := newDesk(t)
		d.srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
		d.srv.Lie("Classes.List", auitest.Lie{Nothing: nothing})
		for range 3 {
			_, text := d.ensure("lesson-7")
			assert.Equal(t, "nothing; DataLoss of lesson-7, maybe applied true", text, nothing)
		}
		assert.Len(t, d.srv.Classes(), 1, nothing)
		d.srv.Lie("Classes.List", auitest.Lie{})
		_, text := d.ensure("lesson-7")
		assert.Equal(t, existed, text, nothing)
	}
}

// A class that was ensured before is not another one.
func TestEnsureIsNotTakenInByAnotherClass(t *testing.T) {
	d := newDesk(t)
	made, text := d.ensure("lesson-7")
	require.Equal(t, fresh, text)
	d.srv.Respond("Classes.Get", `{"success":true,"data":{"id":"c2","title":"Grammar","status":1}}`)
	again, text := d.ensure("lesson-7")
	assert.Contains(t, text, "DataLoss of lesson-7")
	assert.Equal(t, made.ClassID, again.ClassID)
	assert.Empty(t, again.Title, "what the journal knows, and nothing of the other class")
}

// A server that says the token back does not get it into what the typed refusal keeps, nor into a warning.
func TestATokenThatIsSaidBackIsNotKept(t *testing.T) {
	const token = "invented-token"
	for _, body := range []string{
		`{"success":false,"errorCode":"500","errorMsg":"bad ` + token + `"}`, `{"success":false,"errorCode":"` + token + `","errorMsg":"x"}`,
		`{"success":false,"data":{"reason":"` + token + `"}}`, `{"success":false,"errorCode":"500","data":{"code":0,"msg":"a ` + token + `<br>b"}}`,
	} {
		client, _ := script(t, always(body))
		refusal, ok := errors.AsType[*aui.Refusal](get(t.Context(), client))
		require.True(t, ok, body)
		said, err := json.Marshal(refusal)
		require.NoError(t, err)
		assert.NotContains(t, fmt.Sprintf("%#v %s", refusal, said), token, body)
	}
	for _, data := range []string{`{"id":"` + token + `","status":1}`, `{"id":"c-1","created_at":"` + token + `"}`} {
		got, option := warnings()
		client, _ := script(t, always(`{"success":true,"data":`+data+`}`), option, classcloud.WithStrictWarnings())
		err := get(t.Context(), client)
		require.Error(t, err, "a warning made strict")
		assert.NotContains(t, err.Error()+strings.Join(*got, "\n"), token, data)
	}
}

// A parameter for every call must not become another user's login.
func TestAParameterOfTheLoginIsNotOverwritten(t *testing.T) {
	srv, _ := newServer(t)
	err := get(t.Context(), srv.Client(classcloud.WithParam("username", "admin")))
	assertKind(t, err, classcloud.InvalidArgument)
	assert.ErrorContains(t, err, "WithParam (username) is sent by each login: give it in the Credentials")
	assert.Empty(t, srv.Requests())
	require.NoError(t, get(t.Context(), srv.Client(classcloud.WithParam("tenant", "a"))))
}
