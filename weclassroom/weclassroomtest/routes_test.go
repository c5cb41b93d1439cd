package weclassroomtest_test

import (
	"bytes"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
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
