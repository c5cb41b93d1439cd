package weclassroomtest_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// documentedCall seals the parameters of the document's own sample; the contract prints their serialized form.
func documentedCall() string { return seal(`a:2:{s:8:"lessonId";i:10384374;s:6:"diskId";i:356;}`) }

func TestAuthentication(t *testing.T) {
	good := documentedCall()
	for _, test := range []struct {
		name string
		form url.Values
		code int
	}{
		{"no applicationID", url.Values{"signMsg": {good}}, 20001},
		{"an empty applicationID", url.Values{"applicationID": {""}, "signMsg": {good}}, 20001},
		{"nothing", url.Values{}, 20001},
		{"no signMsg", url.Values{"applicationID": {applicationID}}, 20002},
		{"an unknown applicationID", url.Values{"applicationID": {strings.ToUpper(applicationID)}, "signMsg": {good}}, 20003},
		{"a broken signMsg", url.Values{"applicationID": {applicationID}, "signMsg": {"%%%"}}, 20005},
		{"another's secret", url.Values{"applicationID": {applicationID}, "signMsg": {sealPadded(strings.Repeat("x", 32), fixedIV, pad("a:0:{}"))}}, 20005},
		{"of two, PHP keeps the last", url.Values{"applicationID": {applicationID, "other"}, "signMsg": {good}}, 20003},
		{"sealed well, so that a parameter is missed", url.Values{"applicationID": {applicationID}, "signMsg": {good}}, 40001},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := start(t)
			f.wantCode(f.form("/user/create", test.form), test.code)
		})
	}

	t.Run("the fields count in the form alone", func(t *testing.T) {
		f := start(t)
		query := url.Values{"applicationID": {applicationID}, "signMsg": {good}}.Encode()
		f.wantCode(f.form("/user/create?"+query, nil), 20001)
		f.wantCode(f.do("POST", "/user/create", "application/json", strings.NewReader(`{"applicationID":"`+applicationID+`"}`)), 20001)
	})

	t.Run("multipart, as PHP's curl sends an array", func(t *testing.T) {
		f := start(t)
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		require.NoError(t, w.WriteField("applicationID", applicationID))
		require.NoError(t, w.WriteField("signMsg", seal(php(pairs{"lessonId", []any{1}}))))
		require.NoError(t, w.Close())
		f.wantBody(f.do("POST", "/lesson/info", w.FormDataContentType(), &body),
			`{"status":1,"error_code":10000,"msg":"\u83b7\u53d6\u4fe1\u606f\u6210\u529f","data":[]}`)
	})
}

func TestAnInactiveAccountIsRefusedUntilItIsOnAgain(t *testing.T) {
	f := start(t)
	params := pairs{"lessonId", []any{1}}
	f.SetActive(false)
	f.wantCode(f.call("/lesson/info", params), 20004)
	f.SetActive(true)
	assert.Equal(t, json.Number("1"), f.call("/lesson/info", params).json["status"])
}

func TestRoutes(t *testing.T) {
	for _, test := range []struct {
		method, path string
		code         int
	}{
		{"POST", "/no/such", 30001},
		{"GET", "/no/such", 30001},
		{"POST", "/", 30001},
		{"POST", "/user/create/", 30001},
		{"POST", "/User/create", 30001},
		{"GET", "/user/create", 30002},
		{"PUT", "/classroom/create", 30002},
		{"DELETE", "/lesson/create", 30002},
		{"GET", "/lesson/info?lessonId=1", 30002},
	} {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			f := start(t)
			f.wantCode(f.do(test.method, test.path, "", nil), test.code)
		})
	}
}

func TestAFailureIsWrittenAsPHPWritesIt(t *testing.T) {
	a := start(t).form("/user/create", nil)
	assert.Equal(t, `{"status":0,"error_code":20001,"msg":"applicationID \u672a\u4f20"}`, a.body)
	assert.Equal(t, "application/json", a.contentType)

	f := start(t)
	assert.Equal(t, `{"status":0,"error_code":30002,"msg":"\u672a\u627e\u5230\u5bf9\u5e94\u65b9\u6cd5 GET\/POST"}`,
		f.do("GET", "/user/create", "", nil).body)
}

func TestFailureDialects(t *testing.T) {
	for _, test := range []struct {
		name string
		form weclassroomtest.FailureData
		end  string
	}{
		{"absent", weclassroomtest.FailureDataAbsent, `"}`},
		{"null", weclassroomtest.FailureDataNull, `,"data":null}`},
		{"an empty array", weclassroomtest.FailureDataEmptyArray, `,"data":[]}`},
		{"an empty string", weclassroomtest.FailureDataEmptyString, `,"data":""}`},
	} {
		t.Run("data "+test.name, func(t *testing.T) {
			f := start(t, weclassroomtest.WithFailureData(test.form))
			for range 2 {
				a := f.form("/user/create", nil)
				f.wantCode(a, 20001)
				assert.Equal(t, test.end, a.body[len(a.body)-len(test.end):])
			}
		})
	}

	t.Run("statuses", func(t *testing.T) {
		f := start(t, weclassroomtest.WithHTTPErrors())
		assert.Equal(t, 401, f.form("/user/create", nil).status)
		assert.Equal(t, 404, f.form("/no/such", nil).status)
		assert.Equal(t, 405, f.do("GET", "/user/create", "", nil).status)
		assert.Equal(t, 400, f.call("/user/create", pairs{}).status)
		assert.Equal(t, 200, f.call("/lesson/info", pairs{"lessonId", []any{1}}).status)
		f.Inject("", f.Failure(50000))
		assert.Equal(t, 500, f.form("/user/create", nil).status)
	})
}

func TestInjectedFailureHappensOnce(t *testing.T) {
	f := start(t)
	f.Inject("Users.Create", f.Failure(50000))
	users := pairs{"userData", []any{zhangYi}}

	f.wantFailure(f.call("/user/create", users), 50000, "服务端错误")
	assert.Empty(t, f.Users(), "the fault came instead of the operation")
	assert.Equal(t, json.Number("1"), f.call("/user/create", users).json["status"])
	assert.Len(t, f.Users(), 1)

	assert.Panics(t, func() { f.Failure(10000) }, "success is no failure")
	assert.Panics(t, func() { f.Failure(12345) })
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
	assert.Nil(t, requests[1].Params, "what cannot be opened has no parameters")
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

func TestEveryOperationHasItsDocumentedReply(t *testing.T) {
	f := start(t)
	assert.Len(t, f.Operations(), 35)
	withoutCode := map[string]bool{
		"Documents.List": true, "Reports.ListHelpRequests": true, "Lessons.ListStatusByTime": true,
		"Lessons.ListStatusByIDs": true, "Recordings.ListByUser": true,
	}
	for _, operation := range f.Operations() {
		var reply map[string]any
		require.NoError(t, json.Unmarshal([]byte(weclassroomtest.DocumentedReply(operation)), &reply), operation)
		assert.Equal(t, 1.0, reply["status"], operation)
		switch {
		case withoutCode[operation]:
			assert.NotContains(t, reply, "error_code", operation)
		case operation == "Reports.GetTeacherAttendance":
			assert.Equal(t, 10000.0, reply["code"])
			assert.NotContains(t, reply, "error_code")
		default:
			assert.Equal(t, 10000.0, reply["error_code"], operation)
		}
	}
	assert.Panics(t, func() { weclassroomtest.DocumentedReply("Users.Destroy") })
}

func TestCredentialsThatCannotBe(t *testing.T) {
	assert.Panics(t, func() { weclassroomtest.WithCredentials("id", "short") })
	assert.Panics(t, func() { weclassroomtest.WithCredentials("", secret) })
}

func TestTheInventedCredentialsAreNotTheDocuments(t *testing.T) {
	srv := weclassroomtest.NewServer()
	t.Cleanup(srv.Close)
	f := fixture{srv, t}
	f.wantCode(f.call("/lesson/info", pairs{}), 20003)
}
