package classin_test

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
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

func TestWhatAllMessagesHaveInCommon(t *testing.T) {
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

func TestASignedMessageIsNeverRefusedForWhatIsInIt(t *testing.T) {
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
			failure, ok := errors.AsType[*classcloud.Error](err)
			require.True(t, ok)
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

func TestMessagesGoToTheFunctionOfTheirKind(t *testing.T) {
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

func TestARepeatedMessageRunsOnce(t *testing.T) {
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

// brokenSeen cannot be asked.
type brokenSeen struct{}

func (brokenSeen) Seen(context.Context, string) (bool, error) { return true, errors.New("away") }
func (brokenSeen) Remember(context.Context, string) error     { return errors.New("away") }

func TestWithoutSeenAMessageIsHandledAllTheSame(t *testing.T) {
	var got []any
	var told int
	funcs := hookEverything(&got)
	funcs.Deliveries, funcs.Failed = brokenSeen{}, func(context.Context, error) { told++ }
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
	var got []classin.Cmd
	fail := true
	hook := httptest.NewServer(classin.CallbackHandler(classin.CallbackFuncs{Other: func(_ context.Context, m *classin.Callback) error {
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
	fail = false
	assert.Len(t, srv.Deliver(), 3)
	assert.Equal(t, []classin.Cmd{classin.CmdEnter, "Novelty", classin.CmdEnd}, got)
	assert.Empty(t, srv.Pending())
}

// hookRead reads a message as its type.
func hookRead[T any](t *testing.T, body string) *T {
	t.Helper()
	message, err := classin.ParseCallback(hookSigned(t, body), hookSecret)
	require.NoError(t, err)
	typed, err := message.Decode()
	require.NoError(t, err)
	out, ok := typed.(*T)
	require.True(t, ok, "%T", typed)
	return out
}

func TestEndMessages(t *testing.T) {
	end := hookRead[classin.EndCallback](t, `{"Cmd":"End","ClassID":25672,"CloseTime":1499718000,"StartTime":1499653800,"RealCloseTime":1499717000,"Data":{
		"inoutEnd":{"1002646":{"Total":965,"Details":[{"Type":"In","Device":0,"Time":1499673085},{"Type":"Out","Time":1499674050}],"Identity":1,
			"Deputies":[{"clientID":1,"Total":100,"Details":[{"Device":0,"Type":"In","Time":1689145418}]}]},"Total":3},
		"stageEnd":{"1002647":{"DownCount":1,"DownTotal":7,"UpCount":2,"UpTotal":957}},"handsupEnd":{"1002647":{"CTime":3,"Total":1}},"awardEnd":[],
		"authorizeEnd":{"7":{"Count":2,"Total":38}},"equipmentsEnd":{"100092":{"Microphone":{"Total":381,"TotalNotDisabled":450},"Camera":[]}},
		"answerEnd":{"Answers":[{"1002647":{"SelectedItem":"B"},"CorrectItems":"A"}]}}}`)
	require.Len(t, end.Attendance, 1, "a total beside the users is no user")
	present := end.Attendance[1002646]
	assert.Equal(t, 965*time.Second, present.Duration)
	assert.Equal(t, classin.RoleStudent, present.Role)
	assert.Len(t, present.Details, 2)
	assert.Equal(t, 1, present.Others[0].ClientID)
	assert.Equal(t, classin.StageTime{UpCount: 2, UpDuration: 957 * time.Second, DownCount: 1, DownDuration: 7 * time.Second}, end.Stage[1002647])
	assert.Equal(t, classin.HandsUp{Count: 1, Duration: 3 * time.Second}, end.HandsUp[1002647])
	assert.Empty(t, end.Awards)
	assert.Equal(t, classin.AuthorizedTime{Count: 2, Duration: 38 * time.Second}, end.Authorized[7])
	assert.Equal(t, classin.DeviceTime{OnStage: 381 * time.Second, Duration: 450 * time.Second}, end.Equipment[100092].Microphone)
	assert.Contains(t, string(end.Data), "answerEnd")
	assert.EqualValues(t, 1499717000, end.EndTime().Unix())
	for body, want := range map[string]int64{`"RealCloseTime":0`: 1499718000, `"RealCloseTime":1499719000`: 1499718000, `"x":1`: 1499718000} {
		assert.Equal(t, want, hookRead[classin.EndCallback](t, `{"Cmd":"End","CloseTime":1499718000,`+body+`,"Data":[]}`).EndTime().Unix(), body)
	}
}

func TestTheShapesOfMessages(t *testing.T) {
	enter := hookRead[classin.EnterCallback](t, `{"Cmd":67371107,"UID":5,"NickName":"Amy","LoginMobile":13800000000,"clientID":1,"Device":4,"Identity":1}`)
	assert.Equal(t, "13800000000", enter.Phone)
	assert.Equal(t, 1, enter.ClientID)
	assert.Equal(t, classin.UID(5), enter.UID)
	assert.Equal(t, 6, hookRead[classin.LeaveCallback](t, `{"Cmd":67371111,"Reason":6}`).Reason)

	rating := hookRead[classin.RatingCallback](t, `{"Cmd":"Rating","TUID":1024920,"Comments":{"1044042":{"T2S":{"Comment":"Good student!","Score":5},"Account":"23605370012"},"1044040":{"S2T":{"Comment":"","Score":4}}}}`)
	assert.Equal(t, classin.UID(1024920), rating.TeacherUID)
	assert.Equal(t, 5, rating.Ratings[1044042].ByTeacher.Score)
	assert.Nil(t, rating.Ratings[1044042].ByStudent)
	assert.Equal(t, 4, rating.Ratings[1044040].ByStudent.Score)

	video := hookRead[classin.VideoCallback](t, `{"Cmd":"Record","ClassID":51345,"VET":1501747090,"VST":1501746988,"VUrl":"http://x/f0.mp4","Duration":12345,"FileId":123,"CIDExt":"ClassRoom","Size":100}`)
	assert.Equal(t, "123", video.FileID)
	assert.EqualValues(t, 102, video.VideoEndTime.Sub(video.VideoStartTime).Seconds())
	assert.Equal(t, "pgdfile/a.zip", hookRead[classin.ChatCallback](t, `{"Cmd":"ChatContent","Url":"pgdfile/a.zip"}`).URL)
	assert.Equal(t, "127.0.0.1", hookRead[classin.ViewCallback](t, `{"Cmd":"LiveDataDetail","Data":{"Telephone":15201114553,"Ip":"127.0.0.1","Intime":1625108250}}`).Data.IP)
	assert.Equal(t, classin.UID(1341438), hookRead[classin.PlaybackCallback](t, `{"Cmd":"ClientPlaybackDataDetail","Data":{"UID":"1341438","TopProcess":"89%"}}`).UID)
	assert.Equal(t, 3, hookRead[classin.PlaybackCallback](t, `{"Cmd":"ClientPlaybackDataDetail","Data":{"UID":1,"LatestDetails":{"TriggerType":3}}}`).Data.Trigger.TriggerType)

	homework := hookRead[classin.HomeworkCallback](t, `{"Cmd":"HomeworkSubmit","Data":{"UnitId":1,"ActivityId":2,"IsSubmitLate":1,"IsRevision":0,"Files":[{"FileExtension":"png","src":"https://x/y.png","fileName":"eeo.png"}],"TeacherInfo":{"TeacherUid":10602},"StudentInfo":{"StudentUid":102494}}}`)
	assert.Equal(t, []classin.HomeworkFile{{URL: "https://x/y.png", Name: "eeo.png", Extension: "png"}}, homework.Data.Files)
	assert.True(t, homework.Data.Late)
	assert.False(t, homework.Data.Revision)
	assert.EqualValues(t, 2, homework.Data.ActivityID)
	assert.Equal(t, classin.UID(102494), homework.Data.Student.UID)

	score := hookRead[classin.ScoreCallback](t, `{"Cmd":"AnswerSheetScore","Data":{"MaximumScore":14,"StudentScoringRate":0.857143,"CorrectionTime":0,"TopicDetails":[
		{"TopicId":1,"TopicType":"1","SubTopicDetails":[],"TopicResult":2,"TopicMaxScore":5,"TopicScore":0},
		{"TopicId":4,"TopicType":"6","SubTopicDetails":[{"SubTopicId":1,"SubTopicType":"1","SubTopicResult":[2,1],"SubTopicScore":0.5,"SubTopicMaxScore":5}],"TopicResult":[2],"TopicMaxScore":9,"TopicScore":0}]}}`)
	assert.EqualValues(t, 14, score.Data.Maximum)
	assert.Zero(t, score.Data.CorrectTime)
	assert.Equal(t, []classin.Topic{{TopicID: 1, Type: "1", Results: []int{2}, Maximum: 5},
		{TopicID: 4, Type: "6", Results: []int{2}, Maximum: 9, Parts: []classin.Topic{{TopicID: 1, Type: "1", Results: []int{2, 1}, Score: 0.5, Maximum: 5}}}}, score.Data.Topics)
	assert.Equal(t, "90", hookRead[classin.ScoreCallback](t, `{"Cmd":"HomeworkScore","Data":{"Score":100,"StudentScore":90,"ReviewDetails":{"Excellent":1}}}`).Data.StudentScore)

	account := hookRead[classin.AccountCallback](t, `{"Cmd":"ReplacePhoneNumber","UID":100191,"ReplaceTime":1524638134,"Telephone":18600000000}`)
	assert.Equal(t, "18600000000", account.Phone)
}

func TestChangeMessages(t *testing.T) {
	m := hookRead[classin.ChangeCallback](t, `{"Cmd":"eeoClassInfoChange","opType":1,"opTime":1686728940,"CourseId":2407813,"opSource":1,"opData":{"classId":662391,"teacherInfo":{"teacherName":"2222","teacherUid":5190814},"seatNum":9,"isAutoOnstage":1,"className":"语文课-1","assistantTeacherInfos":[{"teacherUid":6214610}],"endTime":1686731820,"beginTime":1686729420}}`)
	assert.Equal(t, "Added", m.Type.String())
	assert.EqualValues(t, 2407813, m.CourseID)
	change, err := m.Change()
	require.NoError(t, err)
	assert.Equal(t, 9, *change.Seats)
	assert.False(t, *change.AutoOnStage, "1 is no")
	assert.Equal(t, classin.UID(5190814), change.Teacher.TeacherUID)
	assert.Equal(t, classin.UID(6214610), change.Assistants[0].TeacherUID)
	for _, none := range []string{`[]`, `null`, `""`, `{}`} {
		change, err := hookRead[classin.ChangeCallback](t, `{"Cmd":"eeoCourseInfoChange","opData":`+none+`}`).Change()
		require.NoError(t, err, none)
		assert.Equal(t, &classin.Change{}, change)
	}
	_, err = hookRead[classin.ChangeCallback](t, `{"Cmd":"eeoCourseInfoChange","opData":{"courseId":"x"}}`).Change()
	assert.Error(t, err)
	assert.Equal(t, []string{"Removed", "Edited", "ChangeType(9)"}, []string{classin.ChangeTypeRemoved.String(), classin.ChangeTypeEdited.String(), classin.ChangeType(9).String()})
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
			if change, ok := typed.(*classin.ChangeCallback); ok {
				_, _ = change.Change()
			}
		}
		_, err = json.Marshal(got)
		require.NoError(t, err)
	})
}
