package weclassroomtest_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestAnInactiveAccountIsRefusedUntilItIsOnAgain(t *testing.T) {
	f := start(t)
	params := pairs{"lessonId", []any{1}}
	f.SetActive(false)
	f.wantCode(f.call("/lesson/info", params), 20004)
	f.SetActive(true)
	assert.Equal(t, json.Number("1"), f.call("/lesson/info", params).json["status"])
}

func TestALostReplyHasTakenEffect(t *testing.T) {
	f := start(t)
	f.Inject("Users.Create", weclassroomtest.Fault{Apply: true, Reset: true})
	form := url.Values{"applicationID": {applicationID}, "signMsg": {seal(php(pairs{"userData", []any{zhangYi}}))}}
	response, err := http.PostForm(f.URL+"/user/create", form)
	if err == nil {
		response.Body.Close()
	}
	require.Error(t, err)
	assert.Len(t, f.Users(), 1)
}

func TestRequestsShowTheOpenedParameters(t *testing.T) {
	f := start(t)
	f.form("/lesson/create", url.Values{"applicationID": {applicationID}, "signMsg": {documentedCall()}})
	f.form("/lesson/create", url.Values{"applicationID": {applicationID}, "signMsg": {"broken"}})
	f.form("/no/such", nil)

	requests := f.Requests()
	require.Len(t, requests, 3)
	params := requests[0].Params
	assert.Equal(t, "Lessons.Create", requests[0].Operation)
	assert.Equal(t, `["lessonId" => 10384374, "diskId" => 356]`, params.String())
	assert.Equal(t, at("2018-03-16 12:00:00"), requests[0].Time)
	assert.Nil(t, requests[1].Params, "a message that cannot be opened does not show parameters")
	assert.Empty(t, requests[2].Operation)
}

func TestRespondIsForAuthenticatedCalls(t *testing.T) {
	f := start(t)
	f.Respond("Lessons.ListByIDs", weclassroomtest.DocumentedReply("Lessons.ListByIDs"))
	f.wantCode(f.form("/lesson/info", nil), 20001)
	assert.Equal(t, weclassroomtest.DocumentedReply("Lessons.ListByIDs"), f.call("/lesson/info", pairs{}).body)
	f.Respond("Lessons.ListByIDs", "")
	f.wantCode(f.call("/lesson/info", pairs{}), 40001)
}

func TestCredentialsThatCannotBe(t *testing.T) {
	assert.Panics(t, func() { weclassroomtest.WithCredentials(weclassroom.Credentials{ApplicationID: "id", Secret: "short"}) })
	assert.Panics(t, func() { weclassroomtest.WithCredentials(weclassroom.Credentials{Secret: secret}) })
}

func TestTheInventedCredentialsAreNotTheDocuments(t *testing.T) {
	srv := weclassroomtest.NewServer()
	t.Cleanup(srv.Close)
	f := fixture{srv, t}
	f.wantCode(f.call("/lesson/info", pairs{}), 20003)
}
