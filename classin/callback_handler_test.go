package classin_test

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// hookEverything records what each function is given.
func hookEverything(got *[]any) classin.CallbackFuncs {
	return classin.CallbackFuncs{
		Enter:      func(_ context.Context, m *classin.EnterCallback) error { *got = append(*got, m); return nil },
		Leave:      func(_ context.Context, m *classin.LeaveCallback) error { *got = append(*got, m); return nil },
		End:        func(_ context.Context, m *classin.EndCallback) error { *got = append(*got, m); return nil },
		Rating:     func(_ context.Context, m *classin.RatingCallback) error { *got = append(*got, m); return nil },
		Video:      func(_ context.Context, m *classin.VideoCallback) error { *got = append(*got, m); return nil },
		Chat:       func(_ context.Context, m *classin.ChatCallback) error { *got = append(*got, m); return nil },
		View:       func(_ context.Context, m *classin.ViewCallback) error { *got = append(*got, m); return nil },
		Playback:   func(_ context.Context, m *classin.PlaybackCallback) error { *got = append(*got, m); return nil },
		Homework:   func(_ context.Context, m *classin.HomeworkCallback) error { *got = append(*got, m); return nil },
		Score:      func(_ context.Context, m *classin.ScoreCallback) error { *got = append(*got, m); return nil },
		Change:     func(_ context.Context, m *classin.ChangeCallback) error { *got = append(*got, m); return nil },
		Attendance: func(_ context.Context, m *classin.AttendanceCallback) error { *got = append(*got, m); return nil },
		Account:    func(_ context.Context, m *classin.AccountCallback) error { *got = append(*got, m); return nil },
		Other:      func(_ context.Context, m *classin.Callback) error { *got = append(*got, m); return nil },
	}
}

func TestCallbacksGoToTheFunctionOfTheirKind(t *testing.T) {
	for cmd, want := range map[string]any{
		`67371107`: &classin.EnterCallback{}, `"67371111"`: &classin.LeaveCallback{}, `"End"`: &classin.EndCallback{}, `"Rating"`: &classin.RatingCallback{},
		`"Record"`: &classin.VideoCallback{}, `"Upload"`: &classin.VideoCallback{}, `"ChatContent"`: &classin.ChatCallback{},
		`"LiveDataDetail"`: &classin.ViewCallback{}, `"ReplayDataDetail"`: &classin.ViewCallback{}, `"ClientPlaybackDataDetail"`: &classin.PlaybackCallback{},
		`"HomeworkSubmit"`: &classin.HomeworkCallback{}, `"HomeworkScore"`: &classin.ScoreCallback{}, `"ExamScore"`: &classin.ScoreCallback{},
		`"AnswerSheetScore"`: &classin.ScoreCallback{}, `"eeoCourseInfoChange"`: &classin.ChangeCallback{}, `"eeoClassInfoChange"`: &classin.ChangeCallback{},
		`"eeoCourseStudentChange"`: &classin.ChangeCallback{}, `"eeoClassStudentChange"`: &classin.ChangeCallback{},
		`"AccountCancellation"`: &classin.AccountCallback{}, `"ReplacePhoneNumber"`: &classin.AccountCallback{}, `"setSubAccount"`: &classin.AccountCallback{},
		`67375105`: &classin.Callback{}, `"Attendance"`: &classin.AttendanceCallback{}, `"Novelty"`: &classin.Callback{}, `null`: &classin.Callback{},
	} {
		t.Run(cmd, func(t *testing.T) {
			var got []any
			body := hookSigned(t, `{"Cmd":`+cmd+`,"_id":"x"}`)
			w := post(classin.CallbackHandler(hookEverything(&got), hookSchool), body)
			assert.Equal(t, http.StatusOK, w.Code)
			assert.Equal(t, acknowledged, w.Body.String())
			assert.Equal(t, "application/json; charset=utf-8", w.Header().Get("Content-Type"))
			require.Len(t, got, 1)
			assert.IsType(t, want, got[0])
			message, err := classin.ParseCallback(body, hookSchool)
			require.NoError(t, err)
			typed, err := message.Decode()
			require.NoError(t, err)
			if _, plain := want.(*classin.Callback); plain {
				assert.Nil(t, typed)
			} else {
				assert.Equal(t, got[0], typed)
			}
		})
	}
}

func TestNothingUnwantedBlocksTheQueue(t *testing.T) {
	var got []any
	test := hookSigned(t, `{"SID":1068502,"Cmd":"Test","Msg":"Register test."}`)
	assert.Equal(t, acknowledged, post(classin.CallbackHandler(hookEverything(&got), hookSchool), test).Body.String())
	assert.Empty(t, got, "the test of the address is nobody's business")
	bare := classin.CallbackHandler(classin.CallbackFuncs{Other: func(_ context.Context, m *classin.Callback) error { got = append(got, m); return nil }}, hookSchool)
	for i, cmd := range []string{`"End"`, `"Novelty"`, `1`} {
		assert.Equal(t, acknowledged, post(bare, hookSigned(t, `{"Cmd":`+cmd+`}`)).Body.String())
		assert.Len(t, got, i+1, "a kind without a function is Other's")
	}
}

// What the vendor signed reaches the user's code with all its bytes and is acknowledged, whatever cannot be read of it: the vendor would
// send the same bytes again for ever, and nothing else.
func TestASignedCallbackIsNeverLost(t *testing.T) {
	for name, message := range map[string]string{
		"nothing at all":                `{}`,
		"no Cmd":                        `{"Data":{"UID":7}}`,
		"a Cmd that is null":            `{"Cmd":null,"_id":"x"}`,
		"a Cmd that is an object":       `{"Cmd":{"a":1},"_id":"x"}`,
		"a Cmd that is true":            `{"Cmd":true}`,
		"an _id that is a list":         `{"Cmd":"Novelty","_id":["x"]}`,
		"an SID that is a word":         `{"Cmd":"Novelty","SID":"x"}`,
		"an SID beyond int64":           `{"Cmd":"Novelty","SID":99999999999999999999}`,
		"a time that is a word":         `{"Cmd":"Novelty","ActionTime":"soon"}`,
		"data of another shape":         `{"Cmd":"HomeworkSubmit","Data":{"StudentTotal":"many"}}`,
		"data that is a text":           `{"Cmd":"HomeworkSubmit","Data":"x"}`,
		"members of one name":           `{"Cmd":"Novelty","Cmd":"Newer"}`,
		"bytes that are not UTF-8":      "{\"Cmd\":\"Novelty\",\"Data\":\"\xff\xfe\"}",
		"half a pair of surrogates":     `{"Cmd":"\ud83d","_id":"\ud83d"}`,
		"a number that nobody can hold": `{"Cmd":1e999,"UID":1e999}`,
	} {
		t.Run(name, func(t *testing.T) {
			body := hookSigned(t, message)
			var got []*classin.Callback
			var told []error
			h := classin.CallbackHandler(classin.CallbackFuncs{
				Other:  func(_ context.Context, m *classin.Callback) error { got = append(got, m); return nil },
				Failed: func(_ context.Context, err error) { told = append(told, err) },
			}, hookSchool)
			assert.Equal(t, acknowledged, post(h, body).Body.String())
			require.Len(t, got, 1)
			assert.Equal(t, string(body), string(got[0].Raw.Bytes()))
			assert.Equal(t, hookSchool.SID, got[0].SID)
			assert.Len(t, told, min(len(got[0].Problems), 1), "once for all that cannot be read")
			for _, err := range told {
				assert.Equal(t, got[0].Problems, clienttest.AsError(t, err).Rows)
				require.ErrorIs(t, err, classcloud.DataLoss)
			}
		})
	}
}

// What does not fit its type reaches its function all the same, once, and what is wrong stands beside it.
func TestACallbackThatDoesNotFitItsType(t *testing.T) {
	var got []any
	var told []error
	funcs := hookEverything(&got)
	funcs.Failed = func(_ context.Context, err error) { told = append(told, err) }
	misfit := hookSigned(t, `{"Cmd":"HomeworkSubmit","_id":"a","Data":{"StudentTotal":"many"}}`)
	h := classin.CallbackHandler(funcs, hookSchool)
	for range 2 {
		assert.Equal(t, acknowledged, post(h, misfit).Body.String())
	}
	require.Len(t, got, 1)
	require.IsType(t, &classin.HomeworkCallback{}, got[0])
	require.Len(t, told, 1)
	require.ErrorIs(t, told[0], classcloud.DataLoss)
	assert.NotEmpty(t, clienttest.AsError(t, told[0]).Rows)
	assert.Equal(t, got[0].(*classin.HomeworkCallback).Problems, clienttest.AsError(t, told[0]).Rows)
}

func TestAHandlerWithoutAPlaceForWhatItCannotReadIsRefused(t *testing.T) {
	assert.PanicsWithValue(t, "classin: CallbackHandler: CallbackFuncs.Other is required: it gets the signed callbacks that no other function can get",
		func() {
			var got []any
			funcs := hookEverything(&got)
			funcs.Other = nil
			classin.CallbackHandler(funcs, hookSchool)
		})
}

// Secrets are asked for every callback, by its SID: they change, and schools come, while the handler runs.
func TestSecretsMayChange(t *testing.T) {
	secrets, down := map[int64][]string{1: {"one"}, 2: {"", "two"}}, error(nil)
	var asked, got []int64
	var told []error
	h := classin.CallbackHandler(classin.CallbackFuncs{
		Other:  func(_ context.Context, m *classin.Callback) error { got = append(got, m.SID); return nil },
		Failed: func(_ context.Context, err error) { told = append(told, err) },
		Secrets: func(_ context.Context, sid int64) ([]string, error) {
			asked = append(asked, sid)
			if sid == 13 {
				panic("secret-token")
			}
			return secrets[sid], down
		},
	}, classin.Credentials{SID: 3, Secret: "three"})
	deliver := func(secret, message string) string {
		body, err := classin.SignCallback([]byte(message), secret, time.Unix(1741335551, 0))
		require.NoError(t, err)
		return post(h, body).Body.String()
	}
	for _, test := range []struct {
		secret, message string
		accepted        bool
	}{
		{"one", `{"SID":1}`, true},
		{"two", `{"SID":2}`, true},
		{"one", `{"SID":2}`, false},
		{"", `{"SID":2}`, false},
		{"three", `{"SID":3}`, true},
		{"three", `{"SID":1}`, false},
		{"four", `{"SID":4}`, false},
		{"one", `{"Cmd":"End"}`, false}, // Secrets has nothing for 0
		{"three", `{"Cmd":"End"}`, true},
	} {
		assert.Equal(t, test.accepted, deliver(test.secret, test.message) == acknowledged, test.message+" under "+test.secret)
	}
	assert.Equal(t, []int64{1, 2, 2, 2, 3, 1, 4, 0, 0}, asked)
	assert.Equal(t, []int64{1, 2, 3, 3}, got)
	secrets[1], secrets[0] = []string{"new"}, []string{"any", "three"}
	assert.NotEqual(t, acknowledged, deliver("one", `{"SID":1,"_id":"a"}`))
	assert.Equal(t, acknowledged, deliver("new", `{"SID":1,"_id":"a"}`))
	assert.Equal(t, acknowledged, deliver("any", `{"_id":"b"}`))
	assert.EqualValues(t, 0, got[len(got)-1], "who answers for 0 need not know the school")
	assert.Equal(t, acknowledged, deliver("three", `{"_id":"d"}`))
	assert.EqualValues(t, 3, got[len(got)-1], "unless it is given")

	told, down = nil, errors.New("vault: secret-token expired")
	for _, sid := range []string{"1", "3", "13"} {
		text := deliver("three", `{"SID":`+sid+`}`)
		assert.Equal(t, `{"error_info":{"errno":0,"error":"secret: the secrets cannot be had now"}}`, text)
	}
	require.Len(t, told, 3)
	require.ErrorIs(t, told[0], down)
	require.ErrorIs(t, told[0], classcloud.Unavailable)
	down = nil
	assert.Equal(t, acknowledged, deliver("three", `{"SID":3,"_id":"c"}`), "it comes again")
}

// Secrets alone is enough.
func TestAllSecretsMayComeFromSecrets(t *testing.T) {
	h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop, Secrets: func(context.Context, int64) ([]string, error) { return []string{"another", hookSecret}, nil }})
	assert.Equal(t, acknowledged, post(h, hookSigned(t, `{"SID":5}`)).Body.String())
	assert.Equal(t, acknowledged, post(h, hookSigned(t, `{}`)).Body.String())
}

func TestTwoDeliveriesAtOnceRunOnce(t *testing.T) {
	for name, message := range map[string]string{"with an _id": `{"Cmd":"Net","_id":"a"}`, "without an _id": `{"Cmd":"Net"}`} {
		t.Run(name, func(t *testing.T) {
			var runs atomic.Int32
			started, finish := make(chan struct{}), make(chan struct{})
			h := classin.CallbackHandler(classin.CallbackFuncs{Other: func(context.Context, *classin.Callback) error {
				runs.Add(1)
				close(started)
				<-finish
				return nil
			}}, hookSchool)
			body := hookSigned(t, message)
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() { assert.Equal(t, acknowledged, post(h, body).Body.String()) })
			}
			<-started
			gone, cancel := context.WithCancel(t.Context())
			cancel()
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequestWithContext(gone, http.MethodPost, "/", strings.NewReader(string(body))))
			assert.Equal(t, askedAgain, w.Body.String(), "who does not wait is not told that it is done")
			close(finish)
			all.Wait()
			assert.EqualValues(t, 1, runs.Load())
		})
	}
}

// brokenDeliveries fails always.
type brokenDeliveries struct{}

func (brokenDeliveries) Seen(context.Context, string) (bool, error) { return true, errors.New("away") }

func (brokenDeliveries) Remember(context.Context, string) error { return errors.New("away") }

func TestACallbackIsHandledWhenDeliveriesFail(t *testing.T) {
	var got []any
	var told int
	funcs := hookEverything(&got)
	funcs.Deliveries, funcs.Failed = brokenDeliveries{}, func(context.Context, error) { told++ }
	assert.Equal(t, acknowledged, post(classin.CallbackHandler(funcs, hookSchool), hookSigned(t, `{"Cmd":"End","_id":"a"}`)).Body.String())
	assert.Len(t, got, 1)
	assert.Equal(t, 2, told)
}

func TestCallbackRequests(t *testing.T) {
	h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop, MaxBodySize: 10}, hookSchool)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
	assert.Equal(t, http.StatusRequestEntityTooLarge, post(h, hookSigned(t, `{"Cmd":"End"}`)).Code)
}

// A secret is not printed with what holds the handler, however deep.
func TestAHandlerPrintsNoSecret(t *testing.T) {
	h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop}, hookSchool)
	text, err := json.Marshal(h)
	require.NoError(t, err)
	assert.Equal(t, `"classin.CallbackHandler"`, string(text))
	assert.Equal(t, "classin.CallbackHandler", fmt.Sprintf("%+v", h))
	held := reflect.ValueOf(h).Elem().Interface() // as a field of a struct that somebody prints
	for _, value := range []any{h, &h, []any{h}, struct{ hidden any }{h}, struct{ hidden any }{held}, []any{held}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
			printed := fmt.Sprintf(verb, value)
			assert.NotContains(t, printed, hookSecret)
			assert.NotContains(t, printed, hex.EncodeToString([]byte(hookSecret)))
		}
	}
}
