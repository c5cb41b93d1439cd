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
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
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

// hookAll gives every function of CallbackFuncs that takes a callback the same work, those that are added later too.
func hookAll(handle func(*classin.Callback) error) classin.CallbackFuncs {
	var funcs classin.CallbackFuncs
	all := reflect.ValueOf(&funcs).Elem()
	for i := range all.NumField() {
		field := all.Field(i)
		if field.Kind() != reflect.Func || field.Type().NumIn() != 2 || field.Type().In(1).Kind() != reflect.Pointer {
			continue // Failed, Secrets, DeadLetter
		}
		field.Set(reflect.MakeFunc(field.Type(), func(args []reflect.Value) []reflect.Value {
			common, ok := args[1].Interface().(*classin.Callback)
			if !ok {
				common = args[1].Elem().FieldByName("Callback").Addr().Interface().(*classin.Callback)
			}
			err := reflect.New(reflect.TypeFor[error]()).Elem()
			if failure := handle(common); failure != nil {
				err.Set(reflect.ValueOf(failure))
			}
			return []reflect.Value{err}
		}))
	}
	return funcs
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
			assert.Equal(t, string(body), string(got[0].Raw))
			assert.Equal(t, hookSchool.SID, got[0].SID)
			assert.Len(t, told, min(len(got[0].Problems), 1), "once for all that cannot be read")
			for _, err := range told {
				assert.Equal(t, got[0].Problems, clienttest.AsError(t, err).Rows)
				require.ErrorIs(t, err, classcloud.DataLoss)
			}
		})
	}
}

// What does not fit its type goes to Other, and what is wrong stands beside it.
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
	require.Len(t, got, 1, "once")
	require.Len(t, told, 1)
	require.ErrorIs(t, told[0], classcloud.DataLoss)
	assert.NotEmpty(t, clienttest.AsError(t, told[0]).Rows)
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
	secrets[1], secrets[0] = []string{"new"}, []string{"any"}
	assert.NotEqual(t, acknowledged, deliver("one", `{"SID":1,"_id":"a"}`))
	assert.Equal(t, acknowledged, deliver("new", `{"SID":1,"_id":"a"}`))
	assert.Equal(t, acknowledged, deliver("any", `{"_id":"b"}`))
	assert.EqualValues(t, 0, got[len(got)-1], "who answers for 0 need not know the school")

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
	}}, keys))
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

// A class that cannot be booked blocks its school for ten tries, every ten seconds, and no other school; then it is put aside and the
// queue runs on in its order. Whether the vendor signs a repeat anew or gives its messages an _id makes no difference.
func TestAFunctionThatFailsDoesNotBlockForEver(t *testing.T) {
	for name, test := range map[string]struct {
		options []classintest.Option
		id      any
	}{
		"with an _id":                   {nil, "5ab0f87aa3251e6e49b9e892"},
		"without an _id":                {nil, nil},
		"without an _id, signed anew":   {[]classintest.Option{classintest.WithCallbacksSignedAnew()}, nil},
		"an _id that holds no identity": {nil, map[string]any{"$oid": "5ab0f87aa3251e6e49b9e892"}},
	} {
		t.Run(name, func(t *testing.T) {
			clock := clienttest.NewClock()
			srv := classintest.NewServer(append(test.options, classintest.WithClock(clock.Now))...)
			t.Cleanup(srv.Close)
			second := classin.Credentials{SID: 2, Secret: "second"}
			srv.AddSchool(second)
			var mu sync.Mutex
			var got, dead []string
			tries := 0
			hook := httptest.NewServer(classin.CallbackHandler(classin.CallbackFuncs{
				End: func(_ context.Context, m *classin.EndCallback) error {
					mu.Lock()
					defer mu.Unlock()
					if m.ClassID == 2 {
						tries++
						return errHook
					}
					got = append(got, fmt.Sprint(m.SID, " class ", m.ClassID))
					return nil
				},
				Other: func(_ context.Context, m *classin.Callback) error { t.Error("nothing is for Other"); return nil },
				DeadLetter: func(_ context.Context, m *classin.Callback, cause error) error {
					mu.Lock()
					defer mu.Unlock()
					dead = append(dead, fmt.Sprint(m.SID, " class ", m.ClassID, ": ", cause))
					return nil
				},
			}, srv.Credentials(), second))
			t.Cleanup(hook.Close)
			require.True(t, srv.RegisterCallbacks(hook.URL).Acked)
			for class := range 3 {
				srv.SendCallback("", map[string]any{"Cmd": "End", "ClassID": class + 1, "_id": test.id, "Kind": class})
				if text, ok := test.id.(string); ok {
					test.id = text + "x"
				}
			}
			srv.SendCallback("", map[string]any{"Cmd": "End", "ClassID": 4, "SID": 2})
			home := srv.Credentials().SID
			for try := range 9 {
				srv.DeliverDue()
				assert.Empty(t, srv.DeliverDue(), "it is not due before 10 s have passed")
				require.Len(t, srv.Pending(), 2, "try %d: it holds back what is behind it", try+1)
				clock.Advance(10 * time.Second)
			}
			mu.Lock()
			assert.Equal(t, []string{fmt.Sprint(home, " class 1"), "2 class 4"}, got)
			assert.Empty(t, dead)
			mu.Unlock()
			deliveries := srv.DeliverDue()
			require.Len(t, deliveries, 2)
			assert.True(t, deliveries[0].Acked)
			assert.Empty(t, srv.Pending())
			assert.Equal(t, []string{fmt.Sprint(home, " class 1"), "2 class 4", fmt.Sprint(home, " class 3")}, got)
			assert.Equal(t, []string{fmt.Sprint(home, " class 2: not now")}, dead)
			assert.Equal(t, 10, tries)
		})
	}
}

// Whatever the vendor signed reaches a function with all its bytes, and no body makes the handler panic.
func FuzzCallbackHandler(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"Cmd":"End","Data":{"inoutEnd":{"7":{"Total":"abc"}}}}`, `{"Cmd":67371107,"UID":"5"}`, `{"Cmd":67375105,"Color":"award7"}`, `{"Cmd":{"a":1}}`,
		`{"Cmd":"eeoClassInfoChange","opData":[]}`, `{"Cmd":"Rating","Comments":{"1":[]}}`, `{"Cmd":"ExamScore","Data":{"TopicDetails":[{"TopicResult":[1]}]}}`,
		`{"Cmd":"Test"}`, `{"SID":"x","SID":7,"_id":[]}`, "\uFEFF{\"Cmd\":\"\xff\"}", `[]`, `"x"`, `null`, `{"Cmd":"End"`, `{"a":1}{"b":2}`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		reached, dead, fail := 0, 0, false
		funcs := hookAll(func(m *classin.Callback) error {
			reached++
			require.NotEmpty(t, m.Raw)
			if fail {
				return errHook
			}
			return nil
		})
		funcs.DeadLetter = func(context.Context, *classin.Callback, error) error { dead++; return nil }
		funcs.MaxAttempts = 2
		post(classin.CallbackHandler(funcs, hookSchool), message)
		require.Zero(t, reached, "nobody signed it")
		signed, err := classin.SignCallback(message, hookSecret, time.Unix(1741335551, 0))
		if err != nil {
			return // it is not an object, and so cannot be signed
		}
		signed = ofHookSchool(signed)
		require.Equal(t, acknowledged, post(classin.CallbackHandler(funcs, hookSchool), signed).Body.String())
		callback, err := classin.ParseCallback(signed, hookSchool)
		require.NoError(t, err)
		if callback.Cmd == classin.CmdTest && reached == 0 {
			return // the handler's own business
		}
		require.Equal(t, 1, reached)
		fail = true
		h := classin.CallbackHandler(funcs, hookSchool)
		require.Equal(t, askedAgain, post(h, signed).Body.String())
		require.Equal(t, acknowledged, post(h, signed).Body.String())
		require.Equal(t, 1, dead)
	})
}
