package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestServedOperations(t *testing.T) {
	var names, rows, tried []string
	for _, op := range baijiayun.Operations() {
		names = append(names, op.Name)
		rows = append(rows, op.Name+" "+op.Path)
	}
	for _, endpoint := range endpoints() {
		tried = append(tried, endpoint.operation+" "+endpoint.path)
	}
	assert.ElementsMatch(t, names, start(t).Operations(), "the server has what the client has")
	assert.ElementsMatch(t, rows, tried, "every one is tried here")
}

func TestRepliesHaveTheShapeOfTheDocument(t *testing.T) {
	srv := furnished(t)
	for _, endpoint := range endpoints() {
		t.Run(endpoint.operation, func(t *testing.T) {
			answer := endpoint.call(t, srv, nil).ok(t)
			assert.Equal(t, shape(decoded(t, baijiayuntest.DocumentedReply(endpoint.operation))), shape(decoded(t, answer.body)))
		})
	}
	for i, endpoint := range endpoints() {
		assert.Equal(t, endpoint.operation, srv.Requests()[i].Operation)
	}
}

func TestEveryRequiredParameterIsRequired(t *testing.T) {
	srv := furnished(t)
	for _, endpoint := range endpoints() {
		for _, name := range endpoint.required {
			for _, value := range []string{remove, ""} {
				if value == "" && name == "content" {
					continue // an empty notice takes the notice away
				}
				answer := endpoint.call(t, srv, fields{name: value})
				assert.Contains(t, answer.failed(t, 1001).Msg, name, endpoint.operation)
			}
		}
	}
	require.Len(t, srv.Rooms(), 1)
	assert.False(t, srv.Rooms()[0].Deleted)
}

func TestEveryRoomIsChecked(t *testing.T) {
	srv := furnished(t)
	gone := create(t, srv, nil)
	post(t, srv, "/openapi/room/delete", fields{"room_id": gone}).ok(t)
	for _, endpoint := range endpoints() {
		if _, ofRoom := endpoint.fields["room_id"]; !ofRoom {
			continue
		}
		endpoint.call(t, srv, fields{"room_id": "17091462522905"}).failed(t, 3001)
		endpoint.call(t, srv, fields{"room_id": gone}).failed(t, 3002)
		endpoint.call(t, srv, fields{"room_id": "room1"}).failed(t, 1001)
	}
}

func TestEveryVideoIsChecked(t *testing.T) {
	srv := furnished(t)
	for _, endpoint := range endpoints() {
		if _, ofVideo := endpoint.fields["video_id"]; ofVideo {
			endpoint.call(t, srv, fields{"video_id": "78"}).failed(t, 5002)
			endpoint.call(t, srv, fields{"video_id": "first"}).failed(t, 1001)
		}
		if _, ofCategory := endpoint.fields["category_id"]; ofCategory {
			endpoint.call(t, srv, fields{"category_id": "1"}).failed(t, 1)
		}
	}
}

func TestEveryOperationWantsASignature(t *testing.T) {
	srv := furnished(t)
	for _, endpoint := range endpoints() {
		postRaw(t, srv, endpoint.path, signed(t, srv, endpoint.valid(srv)).with(fields{"newer": "1"})).failed(t, 1002)
		endpoint.call(t, srv, fields{"partner_id": "1"}).failed(t, 2001)
	}
}

func TestNumbersAreNumbers(t *testing.T) {
	srv := furnished(t)
	for _, test := range []struct{ operation, name, value string }{
		{"JoinCodes.Create", "user_number", "a"},
		{"JoinCodes.Create", "user_avatar", "head.png"},
		{"JoinCodes.List", "type", "2"},
		{"JoinCodes.List", "page", "0"},
		{"JoinCodes.List", "limit", "0"},
		{"Rooms.AddDocument", "fid", "x"},
		{"Documents.AddToRooms", "fid", "x"},
		{"Documents.AddToRooms", "room_ids", "17091462522904,"},
		{"Documents.AddToRooms", "room_ids", "17091462522904,+1"},
		{"JoinCodes.CreateAudition", "user_numbers", "7,0"},
		{"JoinCodes.CreateAudition", "audition_length", "0"},
		{"JoinCodes.CreateAudition", "audition_length", "3601"},
		{"JoinCodes.CreateAudition", "user_avatar", "head.png"},
		{"Documents.List", "type", "mine"},
		{"Documents.UploadFromURL", "h5_doc_url", "http://example.com/index.html"},
		{"Documents.UploadFromURL", "h5_doc_url", "https:///index.html"},
		{"Messages.List", "date", "2017-8-1"},
		{"Messages.List", "date", "2017-02-29"},
		{"Reports.ListAttendance", "type", "guest"},
		{"Reports.ListAttendance", "page", "0"},
		{"Reports.ListAttendance", "page_size", "-1"},
		{"Reports.ListAttendance", "date", "yesterday"},
		{"Usage.ListRoomStats", "product_type", "5"},
		{"Usage.ListRoomStats", "date", "20171123"},
		{"Usage.ListDailyPeaks", "end_date", "2017-12-11"},
		{"Usage.ListDailyCosts", "start_date", "2018-02-16"},
		{"Reports.ListPeakUsers", "end_time", "2017-12-08 00:00:00"},
		{"Reports.ListPeakUsers", "end_time", "2017-12-07 14:00:00"},
		{"Reports.ListPeakUsers", "start_time", "1512630000"},
		{"Reports.ListHandRaises", "end_time", "2019-02-19 15:00:00"},
		{"Groups.CreateCodes", "number", "0"},
		{"Playbacks.SetSpots", "video_ids", "1,2,3,4"},
		{"Playbacks.SetSpots", "video_ids", "1,,2"},
		{"Playbacks.SetSpots", "video_ids", "one"},
		{"Evaluations.List", "status", "2"},
		{"Evaluations.ListAnswers", "page", "0"},
		{"Evaluations.ListAnswers", "page_size", "0"},
		{"Callbacks.SetClassURL", "url", "ftp://example.com"},
		{"Callbacks.SetClassURL", "url", "example.com"},
		{"Rooms.Stop", "is_kick_out_all", "2"},
		{"Playbacks.List", "page_size", "1001"},
		{"Playbacks.List", "crop_video", "2"},
		{"Playbacks.GetToken", "expires_in", "-1"},
		{"Videos.GetToken", "video_id", "x"},
		{"Notices.Create", "link", "notice.html"},
		{"Notices.List", "page", "0"},
		{"Notices.List", "page_size", "1001"},
		{"Notices.Delete", "ids", "501,"},
		{"Rooms.AddNotices", "notice_ids", "501,x"},
		{"Rooms.RemoveNotices", "notice_ids", "0"},
		{"Rooms.ListNotices", "product_type", "5"},
		{"QuizTemplates.Upload", "is_force", "2"},
		{"QuizTemplates.List", "page_size", "0"},
		{"QuizTemplates.Delete", "id", "x"},
		{"Rooms.AddQuizTemplates", "paper_ids", "-1"},
		{"Rooms.RemoveQuizTemplates", "paper_ids", "701 702"},
		{"SensitiveWords.Create", "words", "a,,b"},
		{"SensitiveWords.List", "page_size", "1001"},
		{"SensitiveWords.Delete", "ids", "901;902"},
		{"Settings.SetWatermark", "pos", "5"},
		{"Settings.SetMarquee", "type", "3"},
		{"Settings.SetMarquee", "color", "red"},
		{"Settings.SetMarquee", "color", "#ff000g"},
		{"Settings.SetMarquee", "font_size", "0"},
		{"Settings.SetMarquee", "opacity", "1.5"},
		{"Settings.SetMarquee", "opacity", "NaN"},
		{"Settings.SetRedPacketLimit", "max_count", "1001"},
		{"Settings.SetRedPacketLimit", "max_count", "0"},
		{"SubAccounts.Create", "password", "12345"},
		{"SubAccounts.Create", "password", "1234567890123456789"},
		{"SubAccounts.Create", "live_on", "2"},
		{"SubAccounts.Create", "video_on", "2"},
		{"SubAccounts.Create", "effect_time", "2017-11-24 00:00:00"},
		{"SubAccounts.Create", "expire_time", "2017-11-23"},
		{"SubAccounts.Create", "user_limit", "0"},
		{"SubAccounts.Create", "max_user_limit", "99"},
		{"SubAccounts.Update", "video_on", "3"},
		{"SubAccounts.Update", "live_max_speakers", "-1"},
		{"SubAccounts.Stop", "sub_partner_id", "x"},
		{"SubAccounts.List", "status", "3"},
		{"Usage.ListSmallClassDailyCosts", "end_date", "2018-01-31"},
		{"Usage.ListSmallClassUserCosts", "date", "20180206"},
		{"Playbacks.ListCrops", "page_size", "1001"},
		{"Playbacks.ListCrops", "product_type", "5"},
		{"Playbacks.GetTokens", "room_ids", "1,,2"},
		{"Playbacks.GetTokens", "room_ids", "1-a"},
		{"Playbacks.GetTokens", "expires_in", "-1"},
		{"Playbacks.SetPublishStatus", "status", "3"},
		{"Playbacks.SetPublishStatus", "status", "0"},
		{"Playbacks.Replace", "type", "3"},
		{"Playbacks.Replace", "is_replace_main", "2"},
		{"Playbacks.Delete", "session_id", "x"},
		{"Interactions.List", "begin_time", "1512630000"},
		{"Interactions.ListDetails", "page", "0"},
		{"Interactions.ListVotes", "type", "2"},
		{"Interactions.ListVotes", "sub_type", "3"},
		{"Interactions.ListRandomPicks", "date", "20191010"},
		{"ClassRosters.Save", "student_list", "[1]"},
		{"ClassRosters.Save", "student_list", `[{"student_id":1}]`},
		{"ClassRosters.Save", "student_list", `[{"student_id":1,"student_name":"x","student_sex":3}]`},
		{"ClassRosters.Delete", "class_ids", "3,x"},
		{"Teachers.List", "page_size", "0"},
		{"Callbacks.SetInteractionURL", "callback_url", "example.com"},
		{"Videos.GetTokens", "video_ids", "77,"},
		{"Videos.GetTokens", "video_ids", "0"},
		{"Videos.GetTokens", "expires_in", "-1"},
		{"Videos.Get", "video_id", "-1"},
		{"Videos.List", "page", "0"},
		{"Videos.List", "page_size", "1001"},
		{"Videos.List", "create_time", "2017-08-01"},
		{"Videos.ListByCategory", "page_size", "101"},
		{"Videos.ListByCategory", "category_id", "x"},
		{"Videos.GetURLs", "format", "MP4"},
		{"Videos.GetURLs", "expires_in", "0"},
		{"Videos.AddDefinitions", "definition", "3"},
		{"Videos.AddDefinitions", "definition", "32"},
		{"Videos.AddDefinitions", "format", "8"},
		{"Videos.RemoveDefinitions", "definition", "16,"},
		{"Videos.RemoveDefinitions", "type", "16"},
		{"Videos.SetPublishStatus", "status", "3"},
		{"Videos.SetPublishStatus", "status", "0"},
		{"Videos.SetCategory", "category_id", "x"},
		{"VideoCategories.Create", "parent_id", "-1"},
		{"VideoReports.ListVideoViews", "end_time", "2017-08-02 00:00:00"},
		{"VideoReports.ListVideoViews", "end_time", "2017-07-31 23:59:59"},
		{"VideoReports.ListVideoViews", "page_size", "1001"},
		{"VideoReports.ListViews", "product_type", "6"},
		{"VideoReports.ListViews", "start_time", "1501516800"},
		{"VideoReports.ListPlaybackViews", "session_id", "x"},
		{"VideoReports.ListTopVideos", "end_date", "2017-07-31"},
		{"VideoReports.ListDailyPlays", "start_date", "20170801"},
		{"VideoReports.ListVideoDailyPlays", "end_date", "2017-07-31"},
		{"VideoReports.GetVideoTraffic", "start_date", "2017-09-01"},
		{"Usage.GetVideoTraffic", "end_date", "2017-07-31"},
		{"Account.GetPartnerKey", "regenerate", "2"},
		{"Account.GetPartnerKey", "timestamp", "1501572288000"},
	} {
		for _, endpoint := range endpoints() {
			if endpoint.operation == test.operation {
				answer := endpoint.call(t, srv, fields{test.name: test.value})
				assert.Contains(t, answer.failed(t, 1001).Msg, test.name, "%s %s=%s", test.operation, test.name, test.value)
			}
		}
	}
}

func TestReadsByGET(t *testing.T) {
	srv := furnished(t)
	got := map[string]bool{
		"Rooms.GetLiveStatus": true, "Rooms.GetTeacherStatus": true, "Rooms.GetUserCount": true, "Messages.List": true,
		"Reports.ListAttendance": true, "Playbacks.Get": true,
	}
	for _, endpoint := range endpoints() {
		answer := fetch(t, srv, endpoint.path, endpoint.valid(srv))
		if got[endpoint.operation] {
			assert.JSONEq(t, endpoint.call(t, srv, nil).ok(t).body, answer.ok(t).body)
			continue
		}
		answer.failed(t, 404)
	}
	bad := signed(t, srv, fields{"room_id": "17091462522904"}).with(fields{"sign": "no"}).values().Encode()
	answer, err := send(t, "GET", srv.URL+"/openapi/live/getUserCount?"+bad, "", nil)
	require.NoError(t, err)
	answer.failed(t, 1002)
}
