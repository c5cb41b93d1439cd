package aui_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

// A Refusal has every part of the reply.
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

func TestWhatTheServerSays(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client()
	for _, test := range []struct {
		name, reply string
		kind        classcloud.Kind
		is          error
		maybe       bool
		says        string
	}{
		{"a class it does not know", `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`, classcloud.NotFound, aui.CodeNotFound, false, "未查询到"},
		{"nearly everything", `{"success":false,"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`, classcloud.Internal, aui.CodeInternal, true, "服务器异常"},
		{"a number for a code", `{"success":false,"errorCode":500,"errorMsg":"x"}`, classcloud.Internal, aui.CodeInternal, true, "x"},
		{"missing fields", `{"success":false,"data":{"code":0,"msg":"userId不能为空<br>id不能为空<br>"},"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`, classcloud.InvalidArgument, aui.CodeInternal, false, "userId不能为空; id不能为空"},
		{"no IM server", `{"success":false,"errorCode":"500","errorMsg":"imServer null"}`, classcloud.InvalidArgument, aui.CodeInternal, false, "imServer null"},
		{"a document twice", `{"success":false,"errorCode":"500","errorMsg":"id已经存在"}`, classcloud.AlreadyExists, aui.CodeInternal, false, "id已经存在"},
		{"a wrong value", `{"success":false,"errorCode":"401","errorMsg":"参数错误"}`, classcloud.InvalidArgument, aui.CodeUnauthorized, false, "参数错误"},
		{"a whiteboard's own code", `{"success":false,"errorCode":"414","errorMsg":"check sign failed"}`, classcloud.FailedPrecondition, aui.Code("414"), false, "check sign failed"},
		{"no such class to join", `{"success":false,"data":{"reason":"ClassNotFound"}}`, classcloud.NotFound, aui.ReasonClassNotFound, false, "does not exist"},
		{"kicked", `{"success":false,"data":{"reason":"InBlackList"}}`, classcloud.PermissionDenied, aui.ReasonInBlackList, false, "kicked"},
		{"no assistant", `{"success":false,"data":{"reason":"ClassNotAssistantPermit"}}`, classcloud.PermissionDenied, aui.ReasonClassNotAssistantPermit, false, "not allow an assistant"},
		{"an assistant already", `{"success":false,"data":{"reason":"ClassHasAssistant"}}`, classcloud.FailedPrecondition, aui.ReasonClassHasAssistant, false, "already has an assistant"},
		{"not there", `{"success":false,"data":{"reason":"NotInClass"}}`, classcloud.FailedPrecondition, aui.ReasonNotInClass, false, "not in the class"},
		{"a reason nobody knows", `{"success":false,"data":{"reason":"TooLate"}}`, classcloud.FailedPrecondition, aui.Reason("TooLate"), false, "TooLate"},
		{"no reason at all", `{"success":false,"data":{}}`, classcloud.Internal, classcloud.Internal, true, ""},
		{"nothing", `{"success":false}`, classcloud.Internal, classcloud.Internal, true, ""},
		{"no success", `{"data":{"id":"c"}}`, classcloud.DataLoss, classcloud.DataLoss, true, "has no success member"},
		{"success without its class", `{"success":true}`, classcloud.DataLoss, classcloud.DataLoss, true, "holds no result"},
		{"success with a class that has no id", `{"success":true,"data":{"id":""}}`, classcloud.DataLoss, classcloud.DataLoss, true, "is missing from a success"},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv.ClearRequests()
			srv.Respond("Classes.Create", test.reply)
			class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "T", TeacherID: "t-1"})
			if class != nil {
				assert.Empty(t, class.ClassID)
			}
			assert.ErrorIs(t, err, test.kind)
			assert.ErrorIs(t, err, test.is)
			assert.ErrorContains(t, err, test.says)
			assert.Equal(t, test.maybe, classcloud.MaybeApplied(err), "%v", err)
			assert.Equal(t, 1, count(srv, "Classes.Create"))
		})
	}
}

// A create passes on the codes of the whiteboard's vendor. No class exists then.
func TestTheWhiteboardsCodes(t *testing.T) {
	for _, code := range []string{"401", "403", "404", "414", "416", "13001"} {
		client, server := script(t, always(`{"success":false,"errorCode":"`+code+`","errorMsg":"appkey service whiteboard not open"}`))
		_, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
		failure := failureOf(t, err, classcloud.FailedPrecondition)
		assert.Equal(t, code, failure.Code)
		assert.Contains(t, failure.Hint, "whiteboard")
		assert.False(t, classcloud.MaybeApplied(err))
		assert.Len(t, server.seen(), 1)
	}
	for body, kind := range map[string]classcloud.Kind{
		`{"success":false,"errorCode":"401","errorMsg":"参数错误"}`:       classcloud.InvalidArgument,
		`{"success":false,"errorCode":"500","errorMsg":"whiteboard"}`: classcloud.Internal,
		`{"success":false,"errorCode":"503","errorMsg":"busy"}`:       classcloud.Unavailable,
		`{"success":false,"errorCode":"Throttling"}`:                  classcloud.Unknown,
	} {
		client, _ := script(t, always(body))
		_, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
		assertKind(t, err, kind)
		assert.Equal(t, kind != classcloud.InvalidArgument, classcloud.MaybeApplied(err), body)
	}
	client, _ := script(t, always(`{"success":false,"errorCode":"401","errorMsg":"x"}`))
	_, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c", UserID: "u"})
	assertKind(t, err, classcloud.InvalidArgument)
}

// A code that is an HTTP status by its form means what the status means; 500 is the server's answer to everything.
func TestCodesThatAreStatuses(t *testing.T) {
	for code, tries := range map[string]int{"429": 3, "503": 3, "502": 3, "500": 1, "418": 1} {
		client, server := script(t, always(`{"success":false,"errorCode":"`+code+`","errorMsg":"x"}`))
		_, err := client.Meetings.Get(t.Context(), "c1")
		require.ErrorIs(t, err, aui.Code(code))
		assert.Len(t, server.seen(), tries, code)
	}
}

// Messages of the server that name its messaging service come with a hint that fits.
func TestMessagingThatFails(t *testing.T) {
	for _, message := range []string{"aliyun createMessageGroup error. teacher: x", "aliyun token is null", "rongCloud token is null"} {
		client, _ := script(t, always(`{"success":false,"errorCode":"500","errorMsg":"`+message+`"}`))
		_, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
		assert.Contains(t, failureOf(t, err, classcloud.Internal).Hint, "messaging")
		assert.True(t, classcloud.MaybeApplied(err))
	}
}
