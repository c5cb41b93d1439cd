package classin_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// hookEverything records what each function is given.
func hookEverything(got *[]any) classin.CallbackFuncs {
	return classin.CallbackFuncs{
		Enter:    func(_ context.Context, m *classin.EnterCallback) error { *got = append(*got, m); return nil },
		Leave:    func(_ context.Context, m *classin.LeaveCallback) error { *got = append(*got, m); return nil },
		End:      func(_ context.Context, m *classin.EndCallback) error { *got = append(*got, m); return nil },
		Rating:   func(_ context.Context, m *classin.RatingCallback) error { *got = append(*got, m); return nil },
		Video:    func(_ context.Context, m *classin.VideoCallback) error { *got = append(*got, m); return nil },
		Chat:     func(_ context.Context, m *classin.ChatCallback) error { *got = append(*got, m); return nil },
		View:     func(_ context.Context, m *classin.ViewCallback) error { *got = append(*got, m); return nil },
		Playback: func(_ context.Context, m *classin.PlaybackCallback) error { *got = append(*got, m); return nil },
		Homework: func(_ context.Context, m *classin.HomeworkCallback) error { *got = append(*got, m); return nil },
		Score:    func(_ context.Context, m *classin.ScoreCallback) error { *got = append(*got, m); return nil },
		Change:   func(_ context.Context, m *classin.ChangeCallback) error { *got = append(*got, m); return nil },
		Account:  func(_ context.Context, m *classin.AccountCallback) error { *got = append(*got, m); return nil },
		Other:    func(_ context.Context, m *classin.Callback) error { *got = append(*got, m); return nil },
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
		`67375105`: &classin.Callback{}, `"Attendance"`: &classin.Callback{}, `"Novelty"`: &classin.Callback{}, `null`: &classin.Callback{},
	} {
		t.Run(cmd, func(t *testing.T) {
			var got []any
			body := hookSigned(t, `{"Cmd":`+cmd+`,"_id":"x"}`)
			w := post(classin.CallbackHandler(hookEverything(&got), hookSecret), body)
			assert.Equal(t, http.StatusOK, w.Code)
			assert.Equal(t, acknowledged, w.Body.String())
			assert.Equal(t, "application/json; charset=utf-8", w.Header().Get("Content-Type"))
			require.Len(t, got, 1)
			assert.IsType(t, want, got[0])
			message, err := classin.ParseCallback(body, hookSecret)
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
	test := hookSigned(t, `{"SID":123456,"Cmd":"Test","Msg":"Register test."}`)
	assert.Equal(t, acknowledged, post(classin.CallbackHandler(hookEverything(&got), hookSecret), test).Body.String())
	assert.Empty(t, got, "the test of the address is nobody's business")
	bare := classin.CallbackHandler(classin.CallbackFuncs{}, hookSecret)
	for _, cmd := range []string{`"End"`, `"Novelty"`, `1`} {
		assert.Equal(t, acknowledged, post(bare, hookSigned(t, `{"Cmd":`+cmd+`}`)).Body.String())
	}
	var told []error
	funcs := hookEverything(&got)
	funcs.Failed = func(_ context.Context, err error) { told = append(told, err) }
	misfit := hookSigned(t, `{"Cmd":"HomeworkSubmit","Data":{"StudentTotal":"many"}}`)
	assert.Equal(t, acknowledged, post(classin.CallbackHandler(funcs, hookSecret), misfit).Body.String())
	require.Len(t, got, 1)
	assert.IsType(t, &classin.Callback{}, got[0], "what does not fit its type goes to Other")
	assert.Len(t, told, 1)
}

func TestARepeatedCallbackRunsOnce(t *testing.T) {
	runs, fail := 0, true
	h := classin.CallbackHandler(classin.CallbackFuncs{End: func(context.Context, *classin.EndCallback) error {
		runs++
		if fail {
			return errors.New("secret words")
		}
		return nil
	}}, hookSecret)
	body := hookSigned(t, `{"Cmd":"End","_id":"a"}`)
	assert.Equal(t, askedAgain, post(h, body).Body.String(), "without what the function said")
	fail = false
	for range 3 {
		assert.Equal(t, acknowledged, post(h, body).Body.String())
	}
	assert.Equal(t, 2, runs, "what failed is run again, what succeeded is not")
	for range 2 {
		post(h, hookSigned(t, `{"Cmd":"End"}`))
	}
	assert.Equal(t, 4, runs, "without an _id nothing can be remembered")
}

func TestTwoDeliveriesAtOnceRunOnce(t *testing.T) {
	var runs atomic.Int32
	started, finish := make(chan struct{}), make(chan struct{})
	h := classin.CallbackHandler(classin.CallbackFuncs{Other: func(context.Context, *classin.Callback) error {
		runs.Add(1)
		close(started)
		<-finish
		return nil
	}}, hookSecret)
	body := hookSigned(t, `{"Cmd":"Net","_id":"a"}`)
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
	assert.Equal(t, acknowledged, post(classin.CallbackHandler(funcs, hookSecret), hookSigned(t, `{"Cmd":"End","_id":"a"}`)).Body.String())
	assert.Len(t, got, 1)
	assert.Equal(t, 2, told)
}

func TestCallbackRequests(t *testing.T) {
	h := classin.CallbackHandler(classin.CallbackFuncs{MaxBodySize: 10}, hookSecret)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
	assert.Equal(t, http.StatusRequestEntityTooLarge, post(h, hookSigned(t, `{"Cmd":"End"}`)).Code)
	text, err := json.Marshal(h)
	require.NoError(t, err)
	assert.Equal(t, `"classin.CallbackHandler"`, string(text))
	assert.Equal(t, "classin.CallbackHandler", fmt.Sprintf("%+v", h))
}

func TestTheVendorsQueue(t *testing.T) {
	keys := classin.Credentials{SID: 1234567, Secret: hookSecret}
	srv := classintest.NewServer(classintest.WithCredentials(keys))
	t.Cleanup(srv.Close)
	var mu sync.Mutex
	var got []classin.Cmd
	fail := true
	hook := httptest.NewServer(classin.CallbackHandler(classin.CallbackFuncs{Other: func(_ context.Context, m *classin.Callback) error {
		mu.Lock()
		defer mu.Unlock()
		if fail {
			return errors.New("not now")
		}
		got = append(got, m.Cmd)
		return nil
	}}, keys.Secret))
	t.Cleanup(hook.Close)
	for _, cmd := range []any{"Test", 67371107, "Novelty", "End"} {
		srv.SendCallback(hook.URL, map[string]any{"Cmd": cmd})
	}
	assert.Len(t, srv.Deliver(), 2, "the test goes through, the next one blocks")
	mu.Lock()
	fail = false
	mu.Unlock()
	assert.Len(t, srv.Deliver(), 3)
	mu.Lock()
	defer mu.Unlock()
	assert.Equal(t, []classin.Cmd{classin.CmdEnter, "Novelty", classin.CmdEnd}, got)
	assert.Empty(t, srv.Pending())
}
