package baijiayun_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

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

// A call about a room or a document needs its id.
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
		"a spot of 0":    client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1, VideoIDs: []int64{5, 0}}),
		"a spot of -1":   client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1, VideoIDs: []int64{-1}}),
		"SetNotice":      client.Rooms.SetNotice(ctx, &baijiayun.SetNoticeRequest{Content: "x"}),
		"Bind":           client.Evaluations.Bind(ctx, &baijiayun.BindEvaluationRequest{RoomID: 1}),
	} {
		require.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.False(t, classcloud.MaybeApplied(err), name)
	}
}

// What the documents say that the vendor does not take is refused before it is sent.
func TestWhatTheVendorWouldRefuse(t *testing.T) {
	ctx := t.Context()
	client := stubbed(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	room := func(change func(*baijiayun.CreateRoomRequest)) error {
		in := &baijiayun.CreateRoomRequest{Title: "x", StartTime: time.Now(), EndTime: time.Now().Add(time.Hour)}
		change(in)
		_, err := client.Rooms.Create(ctx, in)
		return err
	}
	_, rooms := client.Rooms.List(ctx, &baijiayun.ListRoomsRequest{PageSize: 1001})
	_, codes := client.JoinCodes.List(ctx, &baijiayun.ListJoinCodesRequest{RoomID: 1, PageSize: 1001})
	_, notices := client.Notices.List(ctx, &baijiayun.ListNoticesRequest{PageSize: 1001})
	_, templates := client.QuizTemplates.List(ctx, &baijiayun.ListQuizTemplatesRequest{PageSize: 1001})
	_, words := client.SensitiveWords.List(ctx, &baijiayun.ListSensitiveWordsRequest{PageSize: 1001})
	_, number := client.JoinCodes.Create(ctx, &baijiayun.CreateJoinCodeRequest{RoomID: 1, UserNumber: -5})
	_, h5 := client.Documents.UploadFromURL(ctx, &baijiayun.UploadFromURLRequest{URL: "http://example.com"})
	_, roster := client.ClassRosters.Save(ctx, &baijiayun.SaveClassRosterRequest{AssistantID: 1, AssistantName: "a", AssistantPhone: "1", ClassID: 1, ClassName: "c", Origin: "o",
		Students: []baijiayun.RosterStudent{{StudentID: 1, Name: "x"}, {StudentID: 1, Name: "y"}}})
	message := baijiayun.OutgoingMessage{Content: "x", RoomID: 1, Time: time.Now(), From: baijiayun.MessageSender{UserID: 1, UserNumber: 1, UserName: "x", Role: -1}}
	for problem, err := range map[string]error{
		"PageSize (limit) is 1001, the vendor takes at most 1000":                         rooms,
		"PageSize (limit) is 1001, the vendor takes at most 1000: codes":                  codes,
		"PageSize (page_size) is 1001, the vendor takes at most 1000":                     notices,
		"PageSize (page_size) is 1001, the vendor takes at most 1000: templates":          templates,
		"PageSize (page_size) is 1001, the vendor takes at most 1000: words":              words,
		"UserNumber (user_number) is negative":                                            number,
		"URL (h5_doc_url) does not begin with https://":                                   h5,
		"Students[1].StudentID (student_list[1].student_id) is that of Students[0] again": roster,
		"MaxUsers (max_users) is more than 12":                                            room(func(in *baijiayun.CreateRoomRequest) { in.Type, in.MaxUsers = baijiayun.RoomTypeSmall, 13 }),
		"Title (title) is blank":                                                          room(func(in *baijiayun.CreateRoomRequest) { in.Title = " \t" }),
		"Title (title) is blank: leave it nil":                                            client.Rooms.Update(ctx, &baijiayun.UpdateRoomRequest{RoomID: 1, Title: new("")}),
		"UpdateRoomRequest changes nothing":                                               client.Rooms.Update(ctx, &baijiayun.UpdateRoomRequest{RoomID: 1, Extra: map[string]any{}}),
		"VideoIDs[1] (video_ids[1]) is VideoIDs[0] again":                                 client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1, VideoIDs: []int64{5, 5}}),
		"URL (url) does not begin with http:// or https://":                               client.Callbacks.SetClassURL(ctx, "example.com/callback"),
		"URL (url) does not begin with http:// or https://: transcode":                    client.Callbacks.SetTranscodeURL(ctx, "ftp://example.com"),
		"Messages[0].From.Role (message_list[0].from.type) is -1: must not be negative":   client.Messages.Send(ctx, &baijiayun.SendMessagesRequest{Messages: []baijiayun.OutgoingMessage{message}}),
	} {
		require.ErrorIs(t, err, classcloud.InvalidArgument, problem)
		problem, _, _ = strings.Cut(problem, ": codes")
		for _, what := range []string{": templates", ": words", ": transcode"} {
			problem = strings.TrimSuffix(problem, what)
		}
		assert.ErrorContains(t, err, problem)
	}
}

// A total decides where a walk ends, and nothing else: one that cannot be read costs nobody the rows.
func TestAnOddTotalDoesNotEndAWalk(t *testing.T) {
	for _, total := range []string{`"abc"`, `2.5`, `-5`, `[1]`, `null`} {
		page := 0
		client := stubbed(t, func(string, url.Values) string {
			if page++; page > 2 {
				return `{"code":0,"data":{"room_user_info":[]}}`
			}
			return fmt.Sprintf(`{"code":0,"data":{"total":%s,"room_user_info":[{"user_number":%d,"actual_listen_time":1}]}}`, total, page)
		})
		var users []int64
		for row, err := range client.Reports.AllAttendance(t.Context(), &baijiayun.ListAttendanceRequest{RoomID: 1}) {
			require.NoError(t, err, total)
			users = append(users, row.UserNumber)
		}
		assert.Equal(t, []int64{1, 2}, users, total)
		page = 0
		one, err := client.Reports.ListAttendance(t.Context(), &baijiayun.ListAttendanceRequest{RoomID: 1})
		require.NoError(t, err, total)
		assert.Equal(t, -1, one.Total, total)
	}
}
