package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// endpoint is an operation with valid parameters. The room_id "room" stands for an existing room.
type endpoint struct {
	operation string
	path      string
	fields    fields
	required  []string // the required parameters, without the common ones
}

func endpoints() []endpoint {
	room, none := []string{"room_id"}, []string(nil)
	ofRoom := fields{"room_id": "room"}
	ofDay := fields{"room_id": "room", "date": "2017-08-01"}
	table := []endpoint{
		{"Account.GetPartnerKey", "partner/createkey", fields{"secret_key": "secret"}, []string{"secret_key"}},
		{"Account.ResetPartnerKey", "partner/createkey", fields{"secret_key": "secret", "regenerate": "1"}, []string{"secret_key"}},
		{"Rooms.Create", "room/create", lecture(), []string{"title", "start_time", "end_time"}},
		{"Rooms.Update", "room/update", ofRoom, room},
		{"Rooms.Get", "room/info", ofRoom, room},
		{"JoinCodes.Create", "room/getcode", fields{"room_id": "room", "user_number": "7"}, []string{"room_id", "user_number"}},
		{"JoinCodes.Get", "room/getCodeInfo", fields{"code": "hfaaqq"}, []string{"code"}},
		{"JoinCodes.List", "room/listcode", ofRoom, room},
		{"JoinCodes.CreateAudition", "room/getAuditionCode", fields{"room_id": "room", "user_numbers": "7,8"}, []string{"room_id", "user_numbers"}},
		{"Rooms.List", "room/list", nil, none},
		{"Rooms.AddDocument", "doc/bindDoc", fields{"room_id": "room", "fid": "832417"}, []string{"room_id", "fid"}},
		{"Rooms.ListDocuments", "doc/listDoc", ofRoom, room},
		{"Documents.List", "doc/listAllDoc", fields{"type": "all"}, []string{"type"}},
		{"Rooms.RemoveDocument", "doc/removeDoc", fields{"room_id": "room", "fid": "832417"}, []string{"room_id", "fid"}},
		{"Documents.AddToRooms", "doc/bindDocMulti", fields{"room_ids": "17091462522904", "fid": "832417"}, []string{"room_ids", "fid"}},
		{"Rooms.GetLiveStatus", "live/getLiveStatus", ofRoom, room},
		{"Rooms.GetTeacherStatus", "live/getTeacherOnlineStatus", ofRoom, room},
		{"Rooms.GetUserCount", "live/getUserCount", ofRoom, room},
		{"Messages.Send", "live/sendChatMessage", fields{"message_list": messageList("我是老师")}, []string{"message_list"}},
		{"Messages.List", "room_data/exportChatMsg", ofRoom, room},
		{"Rooms.SetNotice", "live/setNotify", fields{"room_id": "room", "content": "放假"}, []string{"room_id", "content"}},
		{"Reports.ListAttendance", "room_data/exportLiveReport", ofRoom, room},
		{"Usage.ListRoomStats", "room_data/getAllRoomUserStat", fields{"date": "2017-11-23"}, []string{"date"}},
		{"Reports.ListPeakUsers", "room_data/getRoomPeakUser",
			fields{"room_id": "room", "start_time": "2017-12-07 15:00:00", "end_time": "2017-12-07 17:00:00"},
			[]string{"room_id", "start_time", "end_time"}},
		{"Usage.ListHourlyPeaks", "live_account/getHourPeakUser", fields{"product_type": "0", "date": "2017-12-12"},
			[]string{"product_type", "date"}},
		{"Usage.ListDailyPeaks", "live_account/getDayPeakUser", fields{"start_date": "2017-12-12", "end_date": "2017-12-28"},
			[]string{"start_date", "end_date"}},
		{"Usage.ListDailyCosts", "live_account/getPartnerDailyCost", fields{"start_date": "2018-02-01", "end_date": "2018-02-15"},
			[]string{"start_date", "end_date"}},
		{"Usage.ListRoomCosts", "live_account/getAllRoomCost", fields{"date": "2018-02-01"}, []string{"date"}},
		{"Quizzes.List", "room_data/getRoomQuiz", ofRoom, room},
		{"Quizzes.ListAnswers", "room_data/getQuizUserAnswer", fields{"room_id": "room", "quiz_id": "2095"},
			[]string{"room_id", "quiz_id"}},
		{"Reports.ListCheckIns", "room_data/getUserCheckinInfo", ofRoom, room},
		{"Groups.CreateCodes", "room/createGroupLiveCodes", fields{"room_id": "room", "number": "1"}, []string{"room_id", "number"}},
		{"Groups.GetCodes", "room/getGroupLiveCodes", ofRoom, room},
		{"Streams.GetPushURL", "room/getPushLiveUrl", ofRoom, room},
		{"Reports.ListHandRaises", "room_data/getRoomRaiseData",
			fields{"room_id": "room", "start_time": "2019-02-19 16:00:00", "end_time": "2019-02-19 17:00:00"},
			[]string{"room_id", "start_time", "end_time"}},
		{"Groups.ListRooms", "room/getGroupSubRoomId", ofRoom, room},
		{"Streams.GetPullURLs", "room/getPullStreamUrl", ofRoom, room},
		{"Reports.ListRedPackets", "room-data/getRoomRedPackage", ofRoom, room},
		{"Reports.ListLuckyDraws", "room_data/exportAwardStat", ofDay, room},
		{"Reports.ListQA", "room_data/exportQaStat", ofDay, room},
		{"Reports.GetQuestionnaires", "room_data/exportQuestionnaireStat", ofDay, room},
		{"Reports.ListPopupQuizzes", "room_data/exportAnswerStat", ofDay, room},
		{"Playbacks.ListPDFs", "room_data/getPlaybackPdfPath", ofDay, room},
		{"Recordings.Stop", "live/stopCloudRecord", ofRoom, room},
		{"Recordings.CreatePlayback", "live/transCloudRecord", ofRoom, room},
		{"Playbacks.SetSpots", "room/setSpotVideo", fields{"room_id": "room", "video_ids": "305314"}, []string{"room_id", "video_ids"}},
		{"Playbacks.ListSpots", "room/getSpotVideo", ofRoom, room},
		{"Reports.ListLikes", "room_data/exportRoomPraiseStat", ofRoom, room},
		{"Reports.GetExpressions", "room_data/getExpReportList", ofRoom, room},
		{"Evaluations.ListAnswers", "room_data/getEvaluationStat", fields{"room_id": "room", "page": "1", "page_size": "20"},
			[]string{"room_id", "page", "page_size"}},
		{"Evaluations.List", "evaluation/getEvaluationList", nil, none},
		{"Evaluations.Bind", "evaluation/bindRoomEvaluation", fields{"room_id": "room", "evaluate_id": "163"},
			[]string{"room_id", "evaluate_id"}},
		{"Evaluations.Replace", "evaluation/updateRoomEvaluation", fields{"room_id": "room", "evaluate_id": "163"},
			[]string{"room_id", "evaluate_id"}},
		{"Reports.ListAttentionChecks", "room_data/exportAttentionList", ofRoom, room},
		{"Reports.ListAttentionResults", "room_data/exportAttentionDetail", fields{"room_id": "room", "attention_id": "1582611580"},
			[]string{"room_id", "attention_id"}},
		{"Documents.UploadFromURL", "doc/uploadH5ByUrl", fields{"room_id": "room", "h5_doc_url": "https://example.com/index.html"},
			[]string{"h5_doc_url"}},
		{"Callbacks.SetClassURL", "live_account/setClassCallbackUrl", fields{"url": "http://www.baidu.com"}, []string{"url"}},
		{"Callbacks.GetClassURL", "live_account/getClassCallbackUrl", nil, none},
		{"Rooms.Start", "live/startClass", ofRoom, room},
		{"Rooms.Stop", "live/stopClass", ofRoom, room},
		{"Playbacks.List", "playback/getList", fields{"page": "1", "page_size": "20"}, []string{"page", "page_size"}},
		{"Playbacks.GetToken", "playback/getPlayerToken", ofRoom, room},
		{"Videos.GetToken", "video/getPlayerToken", fields{"video_id": "153582"}, []string{"video_id"}},
		{"Documents.Upload", uploadPath[len("/openapi/"):], nil, none},
		{"Rooms.Delete", "room/delete", ofRoom, room}, // the last, because it deletes the room
	}
	for i := range table {
		table[i].path = "/openapi/" + table[i].path
	}
	return table
}

// furnished starts a server with one of everything that endpoints needs.
func furnished(t *testing.T, opts ...baijiayuntest.Option) *baijiayuntest.Server {
	t.Helper()
	srv := start(t, opts...)
	room, _ := addedRoom(srv)
	srv.AddDocument(baijiayuntest.Document{RoomID: room.RoomID, Name: "测试文件.doc"})
	srv.AddMessages(baijiayuntest.Message{RoomID: room.RoomID, Time: srv.Now(), UserNumber: 12345, Role: 1, UserName: "张三", Content: "hello world"})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, CoverURL: "https://example.com/preface.jpg"})
	return srv
}

// valid returns valid parameters of an endpoint.
func (e endpoint) valid(srv *baijiayuntest.Server) fields {
	f := e.fields.with(nil)
	if f["room_id"] == "room" {
		f["room_id"] = "17091462522904"
	}
	if f["secret_key"] != "" {
		f["secret_key"] = srv.Credentials().SecretKey
	}
	return f
}

func (e endpoint) call(t *testing.T, srv *baijiayuntest.Server, change fields) reply {
	t.Helper()
	f := e.valid(srv).with(change)
	if e.operation == "Documents.Upload" {
		return postFiles(t, srv, e.path, f.with(fields{"room_id": "17091462522904"}), upload{"attachment", "a.docx", "x"})
	}
	return post(t, srv, e.path, f)
}

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
		"Reports.ListAttendance": true,
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
