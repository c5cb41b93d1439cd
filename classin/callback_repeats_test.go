package classin_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// hookCounted makes a handler whose functions count, and fail as long as they are told to.
func hookCounted(runs *int, fail *bool) http.Handler {
	return classin.CallbackHandler(classin.CallbackFuncs{Other: func(context.Context, *classin.Callback) error {
		*runs++
		if *fail {
			return errors.New("secret words")
		}
		return nil
	}}, hookSchool)
}

func TestARepeatedCallbackRunsOnce(t *testing.T) {
	for name, message := range map[string]string{"with an _id": `{"Cmd":"End","_id":"a"}`, "without an _id": `{"Cmd":"End","ClassID":5}`} {
		t.Run(name, func(t *testing.T) {
			runs, fail := 0, true
			h := hookCounted(&runs, &fail)
			body := hookSigned(t, message)
			assert.Equal(t, askedAgain, post(h, body).Body.String(), "without what the function said")
			fail = false
			for range 3 {
				assert.Equal(t, acknowledged, post(h, body).Body.String())
			}
			assert.Equal(t, 2, runs, "what failed is run again, what succeeded is not")
		})
	}
}

// Without an _id the content says whether a callback came before, however it is written and whenever it was signed.
func TestTheSameContentIsTheSameCallback(t *testing.T) {
	const first = `{"SID":1068502,"Cmd":"End","Data":{"inoutEnd":{"7":{"Total":60,"Details":[1,2]},"8":{"Total":9007199254740993}}},"ClassName":"测试"}`
	for name, test := range map[string]struct {
		message string
		same    bool
	}{
		"the same":                     {first, true},
		"white space":                  {"{\n \"SID\" : 1068502, \"Cmd\":\"End\", \"Data\":{\"inoutEnd\":{\"7\":{\"Total\":60,\"Details\":[1, 2]},\"8\":{\"Total\":9007199254740993}}},\"ClassName\":\"测试\"}", true},
		"another order":                {`{"ClassName":"测试","Data":{"inoutEnd":{"8":{"Total":9007199254740993},"7":{"Details":[1,2],"Total":60}}},"Cmd":"End","SID":1068502}`, true},
		"escaped text":                 {strings.ReplaceAll(first, "测试", `\u6d4b\u8bd5`), true},
		"another value":                {strings.ReplaceAll(first, "60", "61"), false},
		"another value, beyond 2^53":   {strings.ReplaceAll(first, "9007199254740993", "9007199254740992"), false},
		"another order of a list":      {strings.ReplaceAll(first, "1,2", "2,1"), false},
		"one member more":              {strings.ReplaceAll(first, `"Cmd"`, `"New":1,"Cmd"`), false},
		"a TimeStamp inside of Data":   {strings.ReplaceAll(first, `"inoutEnd"`, `"TimeStamp":1,"inoutEnd"`), false},
		"an _id that is null":          {strings.ReplaceAll(first, `"Cmd"`, `"_id":null,"Cmd"`), false}, // another content
		"an _id that is like a digest": {strings.ReplaceAll(first, `"Cmd"`, `"_id":"body:","Cmd"`), false},
	} {
		t.Run(name, func(t *testing.T) {
			runs, fail := 0, false
			h := hookCounted(&runs, &fail)
			post(h, hookSigned(t, first))
			again, err := classin.SignCallback([]byte(test.message), hookSecret, time.Unix(1741339999, 0))
			require.NoError(t, err)
			assert.Equal(t, acknowledged, post(h, again).Body.String())
			if test.same {
				assert.Equal(t, 1, runs)
			} else {
				assert.Equal(t, 2, runs)
			}
		})
	}
}

// Which callbacks are one callback when they say the same and have no _id. Where both can be real, neither may be lost.
func TestWhatIsToldApartWithoutAnID(t *testing.T) {
	always := []classin.Cmd{classin.CmdNetwork, classin.CmdDeviceCheck, classin.CmdExtended, classin.CmdBlackboard, classin.CmdLiveLogin,
		classin.CmdLiveReserve, classin.CmdLiveView, classin.CmdEnd, classin.CmdRecord, classin.CmdUpload, classin.CmdAnswers, classin.CmdReplayView,
		classin.CmdChat, classin.CmdAttendance, classin.CmdHomeworkSubmit,
		classin.CmdCourseChange, classin.CmdClassChange, classin.CmdCourseStudentChange, classin.CmdClassStudentChange, classin.CmdFileConverted,
		classin.CmdUserCheck, classin.CmdAccountCancelled, classin.CmdPhoneReplaced, classin.CmdSubAccountSet}
	timed := []classin.Cmd{classin.CmdEnter, classin.CmdLeave, classin.CmdAuthorize, classin.CmdStage, classin.CmdMute, classin.CmdKick,
		classin.CmdMuteAll, classin.CmdHelp, classin.CmdRecordingStart, classin.CmdRating, classin.CmdDiscussion, classin.CmdPlayback,
		classin.CmdHomeworkScore, classin.CmdExamScore, classin.CmdAnswerSheetScore,
		"Novelty", ""}
	never := []classin.Cmd{classin.CmdLiveLike, classin.CmdLiveGoods, classin.CmdLiveChat, classin.CmdTool}
	runsOf := func(cmd classin.Cmd, members string) int {
		runs, fail := 0, false
		h := hookCounted(&runs, &fail)
		for range 3 {
			assert.Equal(t, acknowledged, post(h, hookSigned(t, `{"Cmd":"`+string(cmd)+`"`+members+`}`)).Body.String())
		}
		return runs
	}
	const at, id = `,"ActionTime":1741334951`, `,"_id":"x"`
	for _, cmd := range always {
		assert.Equal(t, 1, runsOf(cmd, ""), cmd)
	}
	for _, cmd := range timed {
		assert.Equal(t, 3, runsOf(cmd, ""), cmd)
		assert.Equal(t, 3, runsOf(cmd, `,"ActionTime":0`), cmd)
		assert.Equal(t, 1, runsOf(cmd, at), cmd)
		assert.Equal(t, 1, runsOf(cmd, id), cmd)
	}
	for _, cmd := range []classin.Cmd{classin.CmdHomeworkScore, classin.CmdExamScore, classin.CmdAnswerSheetScore} {
		assert.Equal(t, 1, runsOf(cmd, `,"Data":{"CorrectionTime":1713083674}`), cmd)
		for _, none := range []string{`0`, `"soon"`, `null`, `{}`} {
			assert.Equal(t, 3, runsOf(cmd, `,"Data":{"CorrectionTime":`+none+`}`), cmd)
		}
	}
	for _, cmd := range never {
		assert.Equal(t, 3, runsOf(cmd, at), cmd)
		assert.Equal(t, 1, runsOf(cmd, at+id), cmd)
	}
}

// The vendor's samples, without their _id: those that run again with each delivery are those that the handler's comment names.
func TestTheVendorsSamplesWithoutAnID(t *testing.T) {
	srv := classintest.NewServer()
	t.Cleanup(srv.Close)
	var again []string
	for _, name := range classintest.CallbackSamples() {
		sample := classintest.CallbackSample(name, nil)
		sample["SID"], sample["_id"] = srv.Credentials().SID, nil
		runs := 0
		h := classin.CallbackHandler(hookAll(func(*classin.Callback) error { runs++; return nil }), srv.Credentials())
		for range 3 {
			assert.Equal(t, acknowledged, post(h, srv.SignedCallback(sample)).Body.String(), name)
		}
		switch runs {
		case 1:
		case 3:
			again = append(again, name)
		default:
			t.Errorf("%s ran %d times", name, runs)
		}
	}
	assert.Equal(t, []string{"67375105-answer", "67375105-award", "67375105-camera", "67375105-handsup", "67375105-press", "67375105-question",
		"67375105-responder", "ClientPlaybackDataDetail", "ClientPlaybackDataDetail-old", "HelpInfo", "LiveChatMsgDetail", "LiveDetail",
		"LiveGoodsClickDetail", "LiveLike", "Test"}, again)
}

// spyDeliveries records what a handler asks it.
type spyDeliveries struct {
	*classcloud.MemoryDeliveries
	asked []string
}

func (s *spyDeliveries) Seen(ctx context.Context, id string) (bool, error) {
	s.asked = append(s.asked, "seen "+id)
	return s.MemoryDeliveries.Seen(ctx, id)
}

func (s *spyDeliveries) Remember(ctx context.Context, id string) error {
	s.asked = append(s.asked, "remember "+id)
	return errors.Join(ctx.Err(), s.MemoryDeliveries.Remember(ctx, id))
}

// Two schools share a store: their names differ by the SID, and an _id never looks like a digest.
func TestDeliveriesAreNamedBySchool(t *testing.T) {
	spy := &spyDeliveries{MemoryDeliveries: classcloud.NewMemoryDeliveries(0)}
	h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop, Deliveries: spy}, classin.Credentials{SID: 1, Secret: hookSecret}, classin.Credentials{SID: 2, Secret: hookSecret})
	digest := sha256.Sum256([]byte(`{"Cmd":"End","SID":2}`))
	content := "body:" + hex.EncodeToString(digest[:])
	for _, message := range []string{`{"Cmd":"End","SID":1,"_id":"a"}`, `{"Cmd":"End","SID":2,"_id":"a"}`, `{"Cmd":"End","SID":2}`, `{"Cmd":"End","SID":2,"_id":"` + content + `"}`} {
		post(h, hookSigned(t, message))
	}
	var want []string
	for _, id := range []string{"classin:1:id:a", "classin:2:id:a", "classin:2:" + content, "classin:2:id:" + content} {
		want = append(want, "seen "+id, "remember "+id)
	}
	assert.Equal(t, want, spy.asked)
}

// The vendor hangs up while the function runs, and sends the callback again: it is acknowledged, and the function does not run again.
func TestTheVendorHangsUp(t *testing.T) {
	for name, message := range map[string]string{"with an _id": `{"Cmd":"End","_id":"a"}`, "without an _id": `{"Cmd":"End"}`} {
		t.Run(name, func(t *testing.T) {
			spy := &spyDeliveries{MemoryDeliveries: classcloud.NewMemoryDeliveries(0)}
			ctx, cancel := context.WithCancel(t.Context())
			h := classin.CallbackHandler(classin.CallbackFuncs{
				End: func(ctx context.Context, _ *classin.EndCallback) error {
					spy.asked = append(spy.asked, "handled")
					cancel()
					<-ctx.Done() // a function gets the request's context
					return nil
				},
				Other:      hookDrop,
				Failed:     func(_ context.Context, err error) { assert.NoError(t, err) },
				Deliveries: spy,
			}, hookSchool)
			body := hookSigned(t, message)
			h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(string(body))))
			assert.Equal(t, acknowledged, post(h, body).Body.String())
			require.Len(t, spy.asked, 4)
			assert.Equal(t, "handled", spy.asked[1])
			assert.Equal(t, spy.asked[0], spy.asked[3], "the second time it was seen before")
		})
	}
}
