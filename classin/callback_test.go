package classin_test

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

const (
	hookSecret   = "invented-secret"
	acknowledged = `{"error_info":{"errno":1,"error":"程序正常执行"}}`
	askedAgain   = `{"error_info":{"errno":0,"error":"handler: it failed, try again"}}`
)

func hookSigned(t testing.TB, message string) []byte {
	t.Helper()
	body, err := classin.SignCallback([]byte(message), hookSecret, time.Unix(1741335551, 0))
	require.NoError(t, err)
	return body
}

func post(h http.Handler, body []byte) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/classin", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	h.ServeHTTP(w, r)
	return w
}

func TestASignedCallback(t *testing.T) {
	body := hookSigned(t, `{"Cmd":"End","SafeKey":"old","_id":"a"}`)
	sum := md5.Sum([]byte(hookSecret + "1741335551"))
	assert.Equal(t, `{"Cmd":"End","_id":"a","TimeStamp":1741335551,"SafeKey":"`+hex.EncodeToString(sum[:])+`"}`, string(body))
	_, err := classin.SignCallback([]byte(`[]`), hookSecret, time.Unix(1, 0))
	assert.Error(t, err)
}

func TestWhatAllCallbacksHaveInCommon(t *testing.T) {
	for name, body := range map[string]string{
		"numbers": `{"Cmd":67371107,"_id":"67caa9a7976eb388db162139","SID":1068502,"CourseID":26901289,"ClassID":5,"UID":7,"SourceUID":8,"TargetUID":9,"Identity":3,"ActionTime":1741334951,"StartTime":1741330000,"CloseTime":1741340000}`,
		"texts":   `{"Cmd":"67371107","_id":"67caa9a7976eb388db162139","SID":"1068502","CourseId":"26901289","CID":"5","UID":"7","SourceUID":"8","TargetUID":"9","Identity":"3","ActionTime":"1741334951","StartTime":"1741330000","CloseTime":"1741340000"}`,
	} {
		t.Run(name, func(t *testing.T) {
			signed := append([]byte("\uFEFF"), hookSigned(t, body)...)
			got, err := classin.ParseCallback(signed, "", "another", hookSecret)
			require.NoError(t, err)
			assert.JSONEq(t, strings.TrimPrefix(string(signed), "\uFEFF"), string(got.Raw))
			assert.EqualValues(t, 1741335551, got.SignTime.Unix(), "ten minutes ahead of the event, and no matter")
			assert.EqualValues(t, 1741334951, got.Time.Unix())
			assert.EqualValues(t, 1741330000, got.StartTime.Unix())
			assert.EqualValues(t, 1741340000, got.CloseTime.Unix())
			got.Raw, got.SignTime, got.Time, got.StartTime, got.CloseTime = nil, time.Time{}, time.Time{}, time.Time{}, time.Time{}
			assert.Equal(t, &classin.Callback{Cmd: classin.CmdEnter, ID: "67caa9a7976eb388db162139", SID: 1068502, CourseID: 26901289, ClassID: 5,
				UID: 7, SourceUID: 8, TargetUID: 9, Role: classin.RoleTeacher}, got)
		})
	}
}

func TestASignedCallbackIsNeverRefusedForItsContent(t *testing.T) {
	got, err := classin.ParseCallback(hookSigned(t, `{"Cmd":{"a":1},"_id":[],"SID":"x","ClassID":1e99,"ActionTime":"soon","Identity":null}`), hookSecret)
	require.NoError(t, err)
	assert.Zero(t, got.SID)
	assert.Zero(t, got.Time)
}

func TestRefusedCallbacks(t *testing.T) {
	good := hookSigned(t, `{"Cmd":"End"}`)
	var fields map[string]any
	require.NoError(t, json.Unmarshal(good, &fields))
	for name, test := range map[string]struct {
		body    string
		secrets []string
		kind    classcloud.Kind
	}{
		"no secret":        {string(good), nil, classcloud.FailedPrecondition},
		"an empty secret":  {string(good), []string{""}, classcloud.FailedPrecondition},
		"another secret":   {string(good), []string{"other"}, classcloud.Unauthenticated},
		"no SafeKey":       {`{"TimeStamp":1}`, []string{hookSecret}, classcloud.Unauthenticated},
		"no TimeStamp":     {fmt.Sprintf(`{"SafeKey":"%x"}`, md5.Sum([]byte(hookSecret))), []string{hookSecret}, classcloud.Unauthenticated},
		"another time":     {fmt.Sprintf(`{"SafeKey":%q,"TimeStamp":1}`, fields["SafeKey"]), []string{hookSecret}, classcloud.Unauthenticated},
		"a list":           {`[]`, []string{hookSecret}, classcloud.InvalidArgument},
		"no JSON":          {`Cmd=End`, []string{hookSecret}, classcloud.InvalidArgument},
		"nothing":          {``, []string{hookSecret}, classcloud.InvalidArgument},
		"more than a JSON": {string(good) + "{}", []string{hookSecret}, classcloud.InvalidArgument},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := classin.ParseCallback([]byte(test.body), test.secrets...)
			failure := clienttest.AsError(t, err)
			assert.Equal(t, test.kind, failure.Kind)
			assert.Equal(t, "ParseCallback", failure.Operation)
			assert.NotContains(t, err.Error(), hookSecret)
			var told error
			w := post(classin.CallbackHandler(classin.CallbackFuncs{Failed: func(_ context.Context, err error) { told = err }}, test.secrets...), []byte(test.body))
			assert.Contains(t, w.Body.String(), `"errno":0`)
			assert.NotContains(t, w.Body.String(), hookSecret)
			assert.Error(t, told)
		})
	}
}

func FuzzParseCallback(f *testing.F) {
	for _, seed := range []string{`{"Cmd":"End","Data":{"inoutEnd":{"1":{"Details":[{}]}}}}`, `{"Cmd":67371107,"UID":"5"}`, `{"Cmd":"ExamScore","Data":{"TopicDetails":[{"TopicResult":[1]}]}}`,
		`{"Cmd":"eeoClassInfoChange","opData":[]}`, `{"Cmd":"Rating","Comments":{"1":[]}}`, `[]`, `{`, "\uFEFF{}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		_, err := classin.ParseCallback(message, hookSecret)
		if err == nil {
			return // a seed that somebody signed
		}
		signed, err := classin.SignCallback(message, hookSecret, time.Unix(1741335551, 0))
		if err != nil {
			return
		}
		got, err := classin.ParseCallback(signed, hookSecret)
		require.NoError(t, err)
		if typed, err := got.Decode(); err == nil {
			_, err = json.Marshal(typed)
			require.NoError(t, err)
		}
		_, err = json.Marshal(got)
		require.NoError(t, err)
	})
}
