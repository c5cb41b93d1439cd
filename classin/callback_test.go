package classin_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

const (
	hookSecret   = "invented-secret"
	acknowledged = `{"error_info":{"errno":1,"error":"程序正常执行"}}`
	askedAgain   = `{"error_info":{"errno":0,"error":"handler: it failed, try again"}}`
)

// hookSchool is the school of the tests' callbacks.
var hookSchool = classin.Credentials{SID: 1068502, Secret: hookSecret}

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

// ofHookSchool gives a message the SID of hookSchool, whatever SID it had: the last member counts.
func ofHookSchool(signed []byte) []byte {
	return append(bytes.Clone(signed[:len(signed)-1]), `,"SID":1068502}`...)
}

// hookDrop is an Other for tests of something else.
func hookDrop(context.Context, *classin.Callback) error { return nil }

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
			got, err := classin.ParseCallback(signed, classin.Credentials{SID: 1068502}, classin.Credentials{SID: 1068502, Secret: "another"}, hookSchool)
			require.NoError(t, err)
			assert.JSONEq(t, strings.TrimPrefix(string(signed), "\uFEFF"), string(got.Raw.Bytes()))
			assert.EqualValues(t, 1741335551, got.SignTime.Unix(), "ten minutes ahead of the event, and no matter")
			assert.EqualValues(t, 1741334951, got.Time.Unix())
			assert.EqualValues(t, 1741330000, got.StartTime.Unix())
			assert.EqualValues(t, 1741340000, got.CloseTime.Unix())
			got.Raw, got.SignTime, got.Time, got.StartTime, got.CloseTime = classin.RawCallback{}, time.Time{}, time.Time{}, time.Time{}, time.Time{}
			assert.Equal(t, &classin.Callback{Cmd: classin.CmdEnter, ID: "67caa9a7976eb388db162139", SID: 1068502, CourseID: 26901289, ClassID: 5,
				UID: 7, SourceUID: 8, TargetUID: 9, Role: classin.RoleTeacher}, got)
		})
	}
}

// What cannot be read of the common members is zero, and told: a zero alone would look like something that was said.
func TestASignedCallbackIsNeverRefusedForItsContent(t *testing.T) {
	got, err := classin.ParseCallback(hookSigned(t, `{"Cmd":{"a":1},"_id":[],"SID":"x","ClassID":1e99,"ClassId":7,"CourseID":0,"CourseId":"8","UID":"","SourceUID":false,"ActionTime":"soon","Identity":null}`), hookSchool)
	require.NoError(t, err)
	assert.Zero(t, got.Cmd)
	assert.EqualValues(t, 7, got.ClassID, "under its other name")
	assert.EqualValues(t, 8, got.CourseID, "0 is not an id")
	assert.Zero(t, got.Time)
	assert.Equal(t, []classcloud.RowError{
		{Index: -1, Path: "/Cmd", Problem: "is an object or a list", Raw: []byte(`{"a":1}`)},
		{Index: -1, Path: "/_id", Problem: "is an object or a list", Raw: []byte(`[]`)},
		{Index: -1, Path: "/SID", Problem: "is not a whole number", Raw: []byte(`"x"`)},
		{Index: -1, Path: "/ClassID", Problem: "is not a whole number", Raw: []byte(`1e99`)},
		{Index: -1, Path: "/ActionTime", Problem: "is not a time", Raw: []byte(`"soon"`)},
	}, got.Problems)
}

// A school's secret opens the callbacks of that school alone.
func TestASecretOpensItsSchoolOnly(t *testing.T) {
	one, two := classin.Credentials{SID: 1, Secret: "one"}, classin.Credentials{SID: 2, Secret: "two"}
	under := func(secret, message string) []byte {
		body, err := classin.SignCallback([]byte(message), secret, time.Unix(1741335551, 0))
		require.NoError(t, err)
		return body
	}
	for name, test := range map[string]struct {
		body    []byte
		schools []classin.Credentials
		want    int64 // the SID; 0 means that the callback is refused
	}{
		"its own":                           {under("one", `{"SID":1}`), []classin.Credentials{one, two}, 1},
		"its own, as a text":                {under("two", `{"SID":" 2 "}`), []classin.Credentials{one, two}, 2},
		"another's":                         {under("one", `{"SID":2}`), []classin.Credentials{one, two}, 0},
		"another's, as a text":              {under("one", `{"SID":"2"}`), []classin.Credentials{one, two}, 0},
		"another's, the last one counts":    {under("one", `{"SID":1,"SID":2}`), []classin.Credentials{one, two}, 0},
		"another's, which is not known":     {under("one", `{"SID":3}`), []classin.Credentials{one, two}, 0},
		"a negative one":                    {under("one", `{"SID":-1}`), []classin.Credentials{one}, 0},
		"the old secret":                    {under("one", `{"SID":1}`), []classin.Credentials{{SID: 1, Secret: "new"}, one}, 1},
		"the new secret":                    {under("new", `{"SID":1}`), []classin.Credentials{{SID: 1, Secret: "new"}, one}, 1},
		"the old secret of another":         {under("one", `{"SID":2}`), []classin.Credentials{one, {SID: 2, Secret: "new"}}, 0},
		"an empty secret":                   {under("", `{"SID":1}`), []classin.Credentials{{SID: 1}, one}, 0},
		"an empty secret, and no SID":       {under("", `{}`), []classin.Credentials{{SID: 1}, one}, 0},
		"no SID":                            {under("two", `{"Cmd":"End"}`), []classin.Credentials{one, two}, 2},
		"an SID that is null":               {under("two", `{"SID":null}`), []classin.Credentials{one, two}, 2},
		"an SID that cannot be read":        {under("one", `{"SID":{"2":2}}`), []classin.Credentials{one, two}, 1},
		"no SID, and nobody's secret":       {under("three", `{"Cmd":"End"}`), []classin.Credentials{one, two}, 0},
		"no SID, and two secrets of school": {under("one", `{}`), []classin.Credentials{one, one}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := classin.ParseCallback(test.body, test.schools...)
			if test.want == 0 {
				require.ErrorIs(t, err, classcloud.Unauthenticated)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.want, got.SID)
		})
	}
	got, err := classin.ParseCallback(under("same", `{}`), classin.Credentials{SID: 1, Secret: "same"}, classin.Credentials{SID: 2, Secret: "same"})
	require.NoError(t, err)
	assert.Zero(t, got.SID, "whose secrets are the same cannot be told apart")
}

func TestRefusedCallbacks(t *testing.T) {
	good := hookSigned(t, `{"Cmd":"End"}`)
	var fields map[string]any
	require.NoError(t, json.Unmarshal(good, &fields))
	for name, test := range map[string]struct {
		body    string
		schools []classin.Credentials
		kind    classcloud.Kind
	}{
		"no secret":        {string(good), nil, classcloud.FailedPrecondition},
		"an empty secret":  {string(good), []classin.Credentials{{SID: 1068502}}, classcloud.FailedPrecondition},
		"another secret":   {string(good), []classin.Credentials{{SID: 1068502, Secret: "other"}}, classcloud.Unauthenticated},
		"no SID":           {string(good), []classin.Credentials{{Secret: hookSecret}}, classcloud.InvalidArgument},
		"another school":   {string(hookSigned(t, `{"Cmd":"End","SID":5}`)), []classin.Credentials{hookSchool}, classcloud.Unauthenticated},
		"no SafeKey":       {`{"TimeStamp":1}`, []classin.Credentials{hookSchool}, classcloud.Unauthenticated},
		"no TimeStamp":     {fmt.Sprintf(`{"SafeKey":"%x"}`, md5.Sum([]byte(hookSecret))), []classin.Credentials{hookSchool}, classcloud.Unauthenticated},
		"another time":     {fmt.Sprintf(`{"SafeKey":%q,"TimeStamp":1}`, fields["SafeKey"]), []classin.Credentials{hookSchool}, classcloud.Unauthenticated},
		"a list":           {`[]`, []classin.Credentials{hookSchool}, classcloud.InvalidArgument},
		"no JSON":          {`Cmd=End`, []classin.Credentials{hookSchool}, classcloud.InvalidArgument},
		"nothing":          {``, []classin.Credentials{hookSchool}, classcloud.InvalidArgument},
		"more than a JSON": {string(good) + "{}", []classin.Credentials{hookSchool}, classcloud.InvalidArgument},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := classin.ParseCallback([]byte(test.body), test.schools...)
			failure := clienttest.AsError(t, err)
			assert.Equal(t, test.kind, failure.Kind)
			assert.Equal(t, "ParseCallback", failure.Operation)
			assert.NotContains(t, err.Error(), hookSecret)
			var told error
			funcs := classin.CallbackFuncs{Other: hookDrop, Failed: func(_ context.Context, err error) { told = err }}
			if len(test.schools) > 0 && test.schools[0].SID == 0 {
				assert.PanicsWithValue(t, "classin: CallbackHandler: school: Credentials.SID is required: a secret opens only the callbacks of its school",
					func() { classin.CallbackHandler(funcs, test.schools...) })
				return
			}
			w := post(classin.CallbackHandler(funcs, test.schools...), []byte(test.body))
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
	for _, name := range classintest.CallbackSamples() {
		sample, err := json.Marshal(classintest.CallbackSample(name, nil))
		require.NoError(f, err)
		f.Add(sample)
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		_, err := classin.ParseCallback(message, hookSchool)
		if err == nil {
			return // a seed that somebody signed
		}
		signed, err := classin.SignCallback(message, hookSecret, time.Unix(1741335551, 0))
		if err != nil {
			return
		}
		got, err := classin.ParseCallback(ofHookSchool(signed), hookSchool)
		require.NoError(t, err)
		if typed, err := got.Decode(); err == nil {
			text, err := json.Marshal(typed)
			require.NoError(t, err)
			if typed != nil {
				require.NoError(t, json.Unmarshal(text, reflect.New(reflect.TypeOf(typed).Elem()).Interface()))
			}
			rule := classin.AttendanceRule{Roster: []classin.UID{7}}
			switch typed := typed.(type) {
			case *classin.EndCallback:
				require.NotEmpty(t, typed.AttendanceSheet(rule))
			case *classin.AttendanceCallback:
				require.NotEmpty(t, typed.AttendanceSheet(rule))
			}
		}
		_, err = json.Marshal(got)
		require.NoError(t, err)
	})
}

// A SafeKey that was seen once signs any callback for ever, so what is printed must not hold one.
func TestAPrintedCallbackHasNoSafeKey(t *testing.T) {
	body := hookSigned(t, `{"Cmd":"End","_id":"a","Data":{"inoutEnd":{"7":{"Total":60}}}}`)
	callback, err := classin.ParseCallback(body, hookSchool)
	require.NoError(t, err)
	typed, err := callback.Decode()
	require.NoError(t, err)
	var whole struct {
		SafeKey string `json:"SafeKey"`
	}
	require.NoError(t, json.Unmarshal(callback.Raw.Bytes(), &whole))
	require.NotEmpty(t, whole.SafeKey, "it is kept")
	var logged strings.Builder
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "callback", callback, "typed", typed, "raw", callback.Raw)
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "callback", callback, "typed", typed)
	shown := []string{logged.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		shown = append(shown, fmt.Sprintf(verb, callback), fmt.Sprintf(verb, *callback), fmt.Sprintf(verb, typed), fmt.Sprintf(verb, callback.Raw))
	}
	for _, text := range shown {
		for _, form := range []string{whole.SafeKey, fmt.Sprintf("%x", whole.SafeKey), strings.Trim(fmt.Sprint([]byte(whole.SafeKey)), "[]")} {
			assert.NotContains(t, text, form)
		}
	}
	kept, err := json.Marshal(callback.Raw)
	require.NoError(t, err)
	assert.JSONEq(t, string(body), string(kept))
	var back classin.RawCallback
	require.NoError(t, json.Unmarshal(kept, &back))
	assert.JSONEq(t, string(body), string(back.Bytes()))
}
