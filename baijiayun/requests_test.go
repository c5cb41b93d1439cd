package baijiayun_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// sends returns the parameters of the one call that is made.
func sends(t *testing.T, call func(c *baijiayun.Client) error) url.Values {
	t.Helper()
	var sent []url.Values
	client := stubbed(t, func(_ string, form url.Values) string {
		for _, name := range []string{"partner_id", "timestamp", "sign"} {
			assert.NotEmpty(t, form.Get(name), "%s is sent with every call", name)
			form.Del(name)
		}
		sent = append(sent, form)
		return `{"code":0,"data":{"student_code":"abc123"},"msg":""}`
	})
	require.NoError(t, call(client))
	require.Len(t, sent, 1)
	return sent[0]
}

func TestAPublicJoinCodeIsAskedForByName(t *testing.T) {
	ctx := t.Context()
	for name, test := range map[string]struct {
		in   *baijiayun.CreateJoinCodeRequest
		want string // the user_number sent, or the problem
	}{
		"a student's":              {&baijiayun.CreateJoinCodeRequest{RoomID: 1, UserNumber: 7}, "7"},
		"a public one":             {&baijiayun.CreateJoinCodeRequest{RoomID: 1, Public: true}, "0"},
		"a forgotten student":      {&baijiayun.CreateJoinCodeRequest{RoomID: 1}, "UserNumber (user_number) is required: set Public for a code that everybody can use"},
		"a student and the public": {&baijiayun.CreateJoinCodeRequest{RoomID: 1, UserNumber: 7, Public: true}, "UserNumber (user_number) is set together with Public: set exactly one"},
	} {
		t.Run(name, func(t *testing.T) {
			if len(test.want) == 1 {
				sent := sends(t, func(c *baijiayun.Client) error { _, err := c.JoinCodes.Create(ctx, test.in); return err })
				assert.Equal(t, url.Values{"room_id": {"1"}, "user_number": {test.want}}, sent)
				return
			}
			client := stubbed(t, func(string, url.Values) string { assert.Fail(t, "sent"); return "" })
			_, err := client.JoinCodes.Create(ctx, test.in)
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, test.want)
		})
	}
}

func TestAJoinCodeRequestInTheVendorsNames(t *testing.T) {
	for text, want := range map[string]baijiayun.CreateJoinCodeRequest{
		`{"room_id":"1","user_number":"9223372036854775807"}`: {RoomID: 1, UserNumber: 9223372036854775807},
		`{"room_id":1,"user_number":0}`:                       {RoomID: 1, Public: true},
		`{"room_id":1,"public":true,"user_avatar":"a"}`:       {RoomID: 1, Public: true, AvatarURL: "a"},
		`{"room_id":1}`: {RoomID: 1},
	} {
		var got baijiayun.CreateJoinCodeRequest
		require.NoError(t, json.Unmarshal([]byte(text), &got))
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{`{"room":1}`, `[]`, `{"room_id":"x"}`} {
		assert.Error(t, json.Unmarshal([]byte(text), new(baijiayun.CreateJoinCodeRequest)), text)
	}
}

func TestTheMessageTextIsTheDocumentedOne(t *testing.T) {
	in := &baijiayun.SendMessagesRequest{Messages: []baijiayun.OutgoingMessage{{
		RoomID: 19032841550446, Content: `1 < 2 && "x"`, Time: time.Unix(1553658274, 0),
		From: baijiayun.MessageSender{ID: 10171920, UserNumber: 415504461, Role: baijiayun.RoleTeacher, UserName: "test", WebRTC: true},
	}}}
	sent := sends(t, func(c *baijiayun.Client) error { return c.Messages.Send(t.Context(), in) })
	assert.Equal(t, url.Values{"message_list": {`[{"message_type":"message_send","content":"1 < 2 && \"x\"","to":"-1",` +
		`"from":{"id":"10171920","number":"415504461","type":1,"name":"test","avatar":"","status":0,"end_type":0,"group":0,"webrtc_support":1},` +
		`"uid":"10171920","agent_id":0,"time":1553658274,"id":"1","class_id":"19032841550446","group":0}]`}}, sent)
	assert.Zero(t, in.Messages[0].To, "the caller's request is left as it was")
}

func TestChatOfUpToTenMessages(t *testing.T) {
	message := baijiayun.OutgoingMessage{RoomID: 1, Content: "x", Time: time.Unix(1, 0), From: baijiayun.MessageSender{ID: 1, UserNumber: 1, UserName: "n"}}
	in := &baijiayun.SendMessagesRequest{}
	for range 10 {
		in.Messages = append(in.Messages, message)
	}
	client := stubbed(t, answers("null"))
	require.NoError(t, client.Messages.Send(t.Context(), in))
	in.Messages = append(in.Messages, message)
	require.ErrorContains(t, client.Messages.Send(t.Context(), in), "Messages (message_list) has 11 elements, the vendor takes 10 in one call")
	require.ErrorContains(t, client.Messages.Send(t.Context(), &baijiayun.SendMessagesRequest{}), "Messages (message_list) is required")
}

// 600 calls a minute for chat, 200 in 10 s for all others, on the fake clock of a bubble.
func TestDocumentedLimits(t *testing.T) {
	message := &baijiayun.SendMessagesRequest{Messages: []baijiayun.OutgoingMessage{
		{RoomID: 1, Content: "x", Time: time.Unix(1, 0), From: baijiayun.MessageSender{ID: 1, UserNumber: 1, UserName: "n"}}}}
	for name, test := range map[string]struct {
		calls int
		call  func(t *testing.T, c *baijiayun.Client) error
		takes time.Duration // without what passes at once
	}{
		"chat":        {700, func(t *testing.T, c *baijiayun.Client) error { return c.Messages.Send(t.Context(), message) }, 69 * time.Second},
		"other calls": {380, func(t *testing.T, c *baijiayun.Client) error { return c.Rooms.Delete(t.Context(), 1) }, 20 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 1, PartnerKey: key},
					classcloud.WithHTTPClient(&http.Client{Transport: answers("null")}), classcloud.WithMaxWait(time.Hour))
				require.NoError(t, err)
				began := time.Now()
				for range test.calls {
					require.NoError(t, test.call(t, client))
				}
				assert.InDelta(t, test.takes.Seconds(), time.Since(began).Seconds(), 0.1)
			})
		})
	}
}

func TestTimesAreBeijingsWhateverTheirZone(t *testing.T) {
	in := &baijiayun.ListPeakUsersRequest{RoomID: 1, StartTime: time.Date(2017, 12, 6, 23, 0, 0, 0, time.UTC), EndTime: time.Date(2017, 12, 7, 9, 0, 0, 0, time.UTC)}
	sent := sends(t, func(c *baijiayun.Client) error { _, err := c.Reports.ListPeakUsers(t.Context(), in); return err })
	assert.Equal(t, url.Values{"room_id": {"1"}, "start_time": {"2017-12-07 07:00:00"}, "end_time": {"2017-12-07 17:00:00"}}, sent)
}

func TestZeroIsNotAbsent(t *testing.T) {
	ctx := t.Context()
	sent := sends(t, func(c *baijiayun.Client) error {
		_, err := c.Evaluations.List(ctx, &baijiayun.ListEvaluationsRequest{Status: new(baijiayun.EvaluationStatusUnpublished)})
		return err
	})
	assert.Equal(t, url.Values{"status": {"0"}}, sent)
	sent = sends(t, func(c *baijiayun.Client) error { _, err := c.Evaluations.List(ctx, nil); return err })
	assert.Empty(t, sent)
	day := classcloud.Date{Year: 2017, Month: 12, Day: 12}
	sent = sends(t, func(c *baijiayun.Client) error {
		_, err := c.Usage.ListHourlyPeaks(ctx, &baijiayun.ListHourlyPeaksRequest{Date: day})
		return err
	})
	assert.Equal(t, url.Values{"product_type": {"0"}, "date": {"2017-12-12"}}, sent)
	sent = sends(t, func(c *baijiayun.Client) error {
		_, err := c.Usage.ListRoomCosts(ctx, &baijiayun.UsageDateRequest{Date: day})
		return err
	})
	assert.Equal(t, url.Values{"date": {"2017-12-12"}}, sent)
}

// A table's copying mistake can be repaired by whoever meets a server that insists.
func TestListSpotsTakesVideoIDsAsAnExtraParameter(t *testing.T) {
	sent := sends(t, func(c *baijiayun.Client) error {
		_, err := c.Playbacks.ListSpots(t.Context(), 1, classcloud.WithParam("video_ids", "305314"))
		return err
	})
	assert.Equal(t, url.Values{"room_id": {"1"}, "video_ids": {"305314"}}, sent)
}

// No call about a room or a document can be made without saying which.
func TestForgottenIDsAreRefused(t *testing.T) {
	ctx := t.Context()
	client := stubbed(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	for name, err := range map[string]error{
		"Delete":         client.Rooms.Delete(ctx, 0),
		"RemoveDocument": client.Rooms.RemoveDocument(ctx, &baijiayun.RemoveRoomDocumentRequest{RoomID: 1}),
		"Stop":           client.Recordings.Stop(ctx, 0),
		"CreatePlayback": client.Recordings.CreatePlayback(ctx, 0),
		"SetSpots":       client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1}),
		"no spots":       client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1, VideoIDs: []int64{}}),
		"SetClassURL":    client.Callbacks.SetClassURL(ctx, ""),
		"SetNotice":      client.Rooms.SetNotice(ctx, &baijiayun.SetNoticeRequest{RoomID: 1}),
		"Bind":           client.Evaluations.Bind(ctx, &baijiayun.BindEvaluationRequest{RoomID: 1}),
	} {
		require.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.False(t, classcloud.MaybeApplied(err), name)
	}
}

func TestOptionIDs(t *testing.T) {
	for answer, want := range map[string][]int64{"16": {16}, "10,11": {10, 11}, " 9 , 8 ": {9, 8}, "百家云": nil, "": nil, "10,": nil, "1.5": nil} {
		assert.Equal(t, want, baijiayun.QuizAnswer{Answer: answer}.OptionIDs(), answer)
	}
}

func TestPictureURL(t *testing.T) {
	for sent, want := range map[string]string{
		"test-img.baijiayun.com/x.jpg": "https://test-img.baijiayun.com/x.jpg",
		"//img.example.com/x.jpg":      "https://img.example.com/x.jpg",
		"http://img.example.com/x.jpg": "http://img.example.com/x.jpg",
		"":                             "",
	} {
		assert.Equal(t, want, baijiayun.Expression{URL: sent}.PictureURL())
	}
}

func TestClientTypeOfALabel(t *testing.T) {
	for label, want := range map[string]baijiayun.ClientType{
		"PC网页": baijiayun.ClientTypePCWeb, "pc客户端": baijiayun.ClientTypePCApp, "m站": baijiayun.ClientTypeMobileWeb, "ios": baijiayun.ClientTypeIOS,
		"android": baijiayun.ClientTypeAndroid, "mac客户端": baijiayun.ClientTypeMacApp, "微信小程序": baijiayun.ClientTypeMiniProgram, "3": baijiayun.ClientTypeIOS,
	} {
		got, ok := baijiayun.AttentionResult{ClientName: label}.ClientType()
		assert.True(t, ok, label)
		assert.Equal(t, want, got, label)
	}
	_, ok := baijiayun.AttentionResult{ClientName: "手表"}.ClientType()
	assert.False(t, ok)
}

// Whatever a reply holds, a call returns a result that goes through JSON, or an *Error.
func FuzzReplies(f *testing.F) {
	for _, seed := range []string{
		`null`, `[]`, `{}`, `""`, `{"list":[]}`, `{"list":{"2":[{}]},"total":"1"}`, `{"list":[[{"number":"9223372036854775807"}]]}`,
		`{"peak_user":{"15:10:00":3},"date":"2017-12-07"}`, `{"peak_user":{"23":"1"}}`, `{"peak_user":[1]}`, `{"cost":{"2018-02-06":16}}`,
		`[{"speak_time":"00:01:30","raise_time":""}]`, `{"room_user_info":[{"client_type":"ios","is_audition":"0"}]}`, `{"room_user_stat":{"1":{}}}`,
		`{"list":{"user_answer_list":[["a"]],"question":[]}}`, `{"list":[{"client_type":3,"attention_level":"1"}]}`, `{"exist":0,"code_info":[]}`,
	} {
		f.Add(seed)
	}
	day := classcloud.Date{Year: 2017, Month: 12, Day: 7}
	at := day.In(time.UTC)
	f.Fuzz(func(t *testing.T, data string) {
		ctx, c := t.Context(), stubbed(t, answers(data))
		onDay := &baijiayun.RoomDateRequest{RoomID: 1, Date: day}
		check(t, func() (any, error) { return c.JoinCodes.Get(ctx, "x") })
		check(t, func() (any, error) { return c.Reports.ListAttendance(ctx, &baijiayun.ListAttendanceRequest{RoomID: 1}) })
		check(t, func() (any, error) {
			return c.Reports.ListPeakUsers(ctx, &baijiayun.ListPeakUsersRequest{RoomID: 1, StartTime: at, EndTime: at})
		})
		check(t, func() (any, error) {
			return c.Reports.ListHandRaises(ctx, &baijiayun.ListHandRaisesRequest{RoomID: 1, StartTime: at, EndTime: at})
		})
		check(t, func() (any, error) { return c.Reports.ListQA(ctx, onDay) })
		check(t, func() (any, error) { return c.Reports.GetQuestionnaires(ctx, onDay) })
		check(t, func() (any, error) {
			return c.Reports.ListAttentionResults(ctx, &baijiayun.ListAttentionResultsRequest{RoomID: 1, AttentionID: 1})
		})
		check(t, func() (any, error) { return c.Usage.ListRoomStats(ctx, &baijiayun.UsageDateRequest{Date: day}) })
		check(t, func() (any, error) {
			return c.Usage.ListHourlyPeaks(ctx, &baijiayun.ListHourlyPeaksRequest{Date: day})
		})
		check(t, func() (any, error) {
			return c.Usage.ListDailyCosts(ctx, &baijiayun.UsageRangeRequest{StartDate: day, EndDate: day})
		})
	})
}

func check(t *testing.T, call func() (any, error)) {
	t.Helper()
	result, err := call()
	if err != nil {
		var own *classcloud.Error
		require.ErrorAs(t, err, &own)
		return
	}
	text, err := json.Marshal(result)
	require.NoError(t, err)
	require.False(t, strings.HasPrefix(string(text), "null"), "a result is there")
}
