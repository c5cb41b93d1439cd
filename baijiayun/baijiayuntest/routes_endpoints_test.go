package baijiayuntest_test

import (
	"slices"
	"testing"

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
	ofVideo, video := fields{"video_id": "77"}, []string{"video_id"}
	within := fields{"start_time": "2017-08-01 00:00:00", "end_time": "2017-08-01 23:59:59"}
	august := fields{"start_date": "2017-08-01", "end_date": "2017-08-31"}
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
		{"Callbacks.SetTranscodeURL", "video_account/setTranscodeCallbackUrl", fields{"url": "http://www.baidu.com"}, []string{"url"}},
		{"Callbacks.GetTranscodeURL", "video_account/getTranscodeCallbackUrl", nil, none},
		{"Videos.CreateUpload", "video/getUploadUrl", fields{"file_name": "lesson.mp4", "definition": "16,1"}, []string{"file_name", "definition"}},
		{"Videos.GetUpload", "video/getResumeUploadUrl", fields{"video_id": "153600"}, []string{"video_id"}},
		{"Rooms.Start", "live/startClass", ofRoom, room},
		{"Rooms.Stop", "live/stopClass", ofRoom, room},
		{"Playbacks.List", "playback/getList", fields{"page": "1", "page_size": "20"}, []string{"page", "page_size"}},
		{"Playbacks.GetToken", "playback/getPlayerToken", ofRoom, room},
		{"Videos.GetToken", "video/getPlayerToken", fields{"video_id": "153582"}, []string{"video_id"}},
		{"Rooms.AddNotices", "notice/assignRoomNotice", fields{"room_id": "room", "notice_ids": "501"}, []string{"room_id", "notice_ids"}},
		{"Rooms.ListNotices", "notice/getRoomNoticeList", ofRoom, room},
		{"Rooms.RemoveNotices", "notice/batchDeleteRoomNotice", fields{"room_id": "room", "notice_ids": "501"}, []string{"room_id", "notice_ids"}},
		{"Notices.Create", "live_setting/addNotice", fields{"content": "今晚七点上课", "link": "https://example.com/notice"}, []string{"content", "link"}},
		{"Notices.List", "live_setting/getNoticeList", fields{"page_size": "1"}, none},
		{"Notices.Delete", "live_setting/deleteNoticeBatch", fields{"ids": "501"}, []string{"ids"}},
		{"Rooms.AddQuizTemplates", "quiz/assignRoomPaper", fields{"room_id": "room", "paper_ids": "701"}, []string{"room_id", "paper_ids"}},
		{"Rooms.ListQuizTemplates", "quiz/getRoomQuizList", ofRoom, room},
		{"Rooms.RemoveQuizTemplates", "quiz/batchDeleteRoomPaper", fields{"room_id": "room", "paper_ids": "701"}, []string{"room_id", "paper_ids"}},
		{"QuizTemplates.Upload", "live_setting/addQuiz", nil, none},
		{"QuizTemplates.List", "live_setting/getQuizList", fields{"page_size": "1"}, none},
		{"QuizTemplates.Delete", "live_setting/deleteQuiz", fields{"id": "701"}, []string{"id"}},
		{"SensitiveWords.Create", "live_setting/addSensitiveWordBatch", fields{"words": "敏感词"}, []string{"words"}},
		{"SensitiveWords.List", "live_setting/getSensitiveWord", nil, none},
		{"SensitiveWords.Delete", "live_setting/deleteSensitiveWordBatch", fields{"ids": "901"}, []string{"ids"}},
		{"Settings.SetWatermark", "live_setting/setWatermark", fields{"pos": "1"}, []string{"pos"}},
		{"Settings.GetWatermark", "live_setting/getWatermark", nil, none},
		{"Settings.SetMarquee", "live_setting/setLiveHorseLamp", fields{"type": "1", "value": "百家云"}, none},
		{"Settings.GetMarquee", "live_setting/getLiveHorseLamp", nil, none},
		{"Settings.SetRedPacketLimit", "live_setting/setMaxRedPackageCount", fields{"max_count": "10"}, []string{"max_count"}},
		{"Settings.GetRedPacketLimit", "live_setting/getMaxRedPackageCount", nil, none},
		{"SubAccounts.Create", "sub_account/createSubAccount", newSubAccount(),
			[]string{"mobile", "email", "password", "contacts", "company", "live_on", "video_on", "effect_time", "expire_time"}},
		{"SubAccounts.Get", "sub_account/getSubAccountInfo", fields{"sub_partner_id": "87434923"}, []string{"sub_partner_id"}},
		{"SubAccounts.List", "sub_account/getSubAccountList", fields{"page_size": "1"}, none},
		{"SubAccounts.Update", "sub_account/modifySubAccount", fields{"sub_partner_id": "87434923"}, []string{"sub_partner_id"}},
		{"SubAccounts.Stop", "sub_account/stopSubAccount", fields{"sub_partner_id": "87434923"}, []string{"sub_partner_id"}},
		{"Usage.ListSmallClassDailyCosts", "small_course/getDailyCost", fields{"product_type": "0", "start_date": "2018-02-01", "end_date": "2018-02-15"},
			[]string{"product_type", "start_date", "end_date"}},
		{"Usage.ListSmallClassRoomCosts", "small_course/getRoomCost", fields{"product_type": "2", "date": "2018-02-06"}, []string{"product_type", "date"}},
		{"Usage.ListSmallClassUserCosts", "small_course/getUserCost", fields{"product_type": "2", "date": "2018-02-06", "room_id": "room"},
			[]string{"product_type", "date", "room_id"}},
		{"Videos.GetTokens", "video/getPlayerTokenBatch", fields{"video_ids": "77"}, []string{"video_ids"}},
		{"Videos.Get", "video/getInfo", ofVideo, video},
		{"Videos.List", "video/getVideoList", nil, none},
		{"Videos.ListByCategory", "video/getCategoryVideo", fields{"category_id": "34976"}, []string{"category_id"}},
		{"Videos.Update", "video/update", fields{"video_id": "77", "name": "第一课"}, []string{"video_id", "name"}},
		{"Videos.GetStatus", "video/getStatus", ofVideo, video},
		{"Videos.ListImages", "video/getImage", ofVideo, video},
		{"Videos.GetURLs", "video/getUrl", ofVideo, video},
		{"Videos.GetShareURLs", "video/getShareUrl", ofVideo, video},
		{"Videos.AddDefinitions", "video/transcodeAgain", fields{"video_id": "77", "definition": "4,8"}, []string{"video_id", "definition"}},
		{"Videos.RemoveDefinitions", "video/removeDefinition", fields{"video_id": "77", "definition": "4,8", "type": "1,2,4"}, []string{"video_id", "definition"}},
		{"Videos.SetPublishStatus", "video/setPublishStatus", fields{"video_id": "77", "status": "2"}, []string{"video_id", "status"}},
		{"Videos.SetCategory", "video/setVideoCategory", fields{"video_id": "77", "category_id": "34977"}, []string{"video_id", "category_id"}},
		{"VideoCategories.Get", "video/getCategoryInfo", fields{"category_id": "34976"}, []string{"category_id"}},
		{"VideoCategories.List", "video/getCategoryList", nil, none},
		{"VideoReports.ListVideoViews", "video_data/getVideoPlayRecord", ofVideo.with(within), []string{"video_id", "start_time", "end_time"}},
		{"VideoReports.ListViews", "video_data/exportVideoReportBatch", within, []string{"start_time", "end_time"}},
		{"VideoReports.ListPlaybackViews", "video_data/getPlaybackPlayRecord", ofRoom.with(within), []string{"room_id", "start_time", "end_time"}},
		{"VideoReports.ListTopVideos", "video_data/getVideoPlayCountRank", august, []string{"start_date", "end_date"}},
		{"VideoReports.ListVideoDailyPlays", "video_data/getVideoDailyPlayCount", ofVideo.with(august), []string{"video_id", "start_date", "end_date"}},
		{"VideoReports.ListDailyPlays", "video_data/getPartnerDailyPlayCount", august, []string{"start_date", "end_date"}},
		{"VideoReports.GetVideoTraffic", "video_data/getUsedFlow", ofVideo.with(august), []string{"video_id", "start_date", "end_date"}},
		{"Usage.GetVideoAccount", "video_account/getAccountInfo", nil, none},
		{"Usage.GetVideoTraffic", "video_account/getUsedFlow", august, []string{"start_date", "end_date"}},
		{"VideoCategories.Create", "video/addCategory", fields{"name": "阅读"}, []string{"name"}},
		{"VideoCategories.Delete", "video/deleteCategory", fields{"category_id": "34978"}, []string{"category_id"}},
		{"Videos.Delete", "video/delete", ofVideo, video},
		{"Documents.Upload", uploadPath[len("/openapi/"):], nil, none},
		{"Playbacks.Get", "playback/getBasicInfo", ofRoom, room},
		{"Playbacks.ListSessions", "playback/getSessionList", ofRoom, room},
		{"Playbacks.GetTokens", "playback/getPlayerTokenBatch", fields{"room_ids": "17091462522904", "expires_in": "60"}, []string{"room_ids", "expires_in"}},
		{"Playbacks.ListCrops", "playback/getCropList", ofRoom, room},
		{"Playbacks.GetPDFURL", "playback/getPlaybackPptUrl", ofRoom, room},
		{"Playbacks.ListPDFURLs", "playback/getPlaybackPptUrlList", ofDay, room},
		{"Playbacks.Update", "playback/update", fields{"room_id": "room", "name": "语法"}, []string{"room_id", "name"}},
		{"Playbacks.SetPublishStatus", "playback/setPublishStatus", fields{"room_id": "room", "status": "2"}, []string{"room_id", "status"}},
		{"Playbacks.SetMainVersion", "playback/setMainVersion", fields{"room_id": "room", "version": "1"}, []string{"room_id", "version"}},
		{"Playbacks.Replace", "playback/replacePlayback", fields{"type": "1", "source_room_id": "17091462522904", "source_version": "1", "target_room_id": "17091462522904"},
			[]string{"type", "source_room_id", "target_room_id"}},
		{"Playbacks.Add", "playback/replacePlayback", fields{"type": "2", "source_room_id": "17091462522904", "target_room_id": "17091462522904"},
			[]string{"type", "source_room_id", "target_room_id"}},
		{"Playbacks.ReplaceByVideo", "playback/replacePlaybackByVideo", fields{"target_room_id": "17091462522904", "video_id": "79"}, []string{"target_room_id", "video_id"}},
		{"Reports.GetCheckIn", "room_data/getCheckinInfo", fields{"room_id": "room", "session_id": "5"}, []string{"room_id", "session_id"}},
		{"Reports.GetPopupQuiz", "room_data/exportAnswerByQuestionId", fields{"room_id": "room", "question_id": "5"}, []string{"room_id", "question_id"}},
		{"Reports.GetRedPacket", "room_data/getRedPackageRecordInfo", fields{"room_id": "room", "red_package_id": "5"}, []string{"room_id", "red_package_id"}},
		{"Interactions.List", "interact_info/getInteractList", fields{"room_id": "room", "type": "checkin"}, []string{"room_id", "type"}},
		{"Interactions.ListDetails", "interact_info/getInteractDetail", fields{"room_id": "room", "type": "checkin"}, []string{"room_id", "type"}},
		{"Interactions.GetCheckIn", "interact_data/getCheckinData", fields{"checkin_id": "5"}, []string{"checkin_id"}},
		{"Interactions.ListVotes", "interact_data/getClassVoteData", ofRoom, room},
		{"Interactions.ListRedPackets", "interact_data/getRedPackageData", ofRoom, room},
		{"Interactions.ListRandomPicks", "interact_data/getRandomAskData", ofRoom, room},
		{"Interactions.ListHeadcounts", "interact_data/getAiUserCountData", ofRoom, room},
		{"ClassRosters.Save", "interact_data/save", rosterOf("3"), []string{"assist_teacher_id", "assist_teacher_name", "assist_teacher_mobile", "class_id", "class_name",
			"student_list", "origin"}},
		{"ClassRosters.Get", "interact_data/list", fields{"class_id": "3"}, []string{"class_id"}},
		{"ClassRosters.Delete", "interact_data/delete", fields{"class_ids": "3"}, []string{"class_ids"}},
		{"Teachers.Save", "teacher/save", teacherOf("7"), []string{"teacher_id", "teacher_name", "teacher_mobile", "role"}},
		{"Teachers.List", "teacher/list", fields{"role": "1", "page": "1", "page_size": "20"}, []string{"role", "page", "page_size"}},
		{"Teachers.Delete", "teacher/delete", fields{"teacher_id": "7", "role": "1"}, []string{"teacher_id", "role"}},
		{"Callbacks.SetInteractionURL", "interact_data/updateCallbackUrl", fields{"callback_url": "http://www.baidu.com"}, []string{"callback_url"}},
		{"Playbacks.DeleteVersion", "playback/delete", fields{"room_id": "room", "version": "1"}, room},
		{"Playbacks.Delete", "playback/delete", ofRoom, room}, // after all that need a playback
		{"Rooms.Delete", "room/delete", ofRoom, room},         // the last, because it deletes the room
	}
	for i := range table {
		table[i].path = "/openapi/" + table[i].path
	}
	return table
}

// newSubAccount returns a sub-account that is charged by users at once.
func newSubAccount() fields {
	return fields{"mobile": "12300000023", "email": "teacher@example.com", "password": "secret-1", "contacts": "张三", "company": "学校", "live_on": "1", "video_on": "0",
		"effect_time": "2017-11-24", "expire_time": "2018-11-24", "user_limit": "100", "max_user_limit": "200"}
}

// furnished starts a server with one of everything that endpoints needs.
func furnished(t *testing.T, opts ...baijiayuntest.Option) *baijiayuntest.Server {
	t.Helper()
	srv := start(t, opts...)
	room, _ := addedRoom(srv)
	srv.AddDocument(baijiayuntest.Document{RoomID: room.RoomID, Name: "测试文件.doc"})
	srv.AddMessages(baijiayuntest.Message{RoomID: room.RoomID, Time: srv.Now(), UserNumber: 12345, Role: 1, UserName: "张三", Content: "hello world"})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, CoverURL: "https://example.com/preface.jpg"})
	srv.AddNotice(baijiayuntest.Notice{Content: "今晚七点上课", URL: "https://example.com/notice"})
	srv.AddQuizTemplate(baijiayuntest.QuizTemplate{Name: "小测.xlsx"})
	srv.AddSensitiveWord(baijiayuntest.SensitiveWord{Word: "敏感词"})
	srv.AddSubAccount(baijiayuntest.SubAccount{Phone: "12300000001", Email: "first@example.com", Live: 1})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, SessionID: 201709140})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Version: 1})
	addVideos(srv)
	srv.AddVideo(baijiayuntest.Video{VideoID: 79}) // 77 is deleted on the way
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
	isThere := func(v baijiayuntest.Video) bool { return v.VideoID == 153600 }
	if e.operation == "Videos.GetUpload" && !slices.ContainsFunc(srv.Videos(), isThere) {
		srv.AddVideo(baijiayuntest.Video{VideoID: 153600, Status: baijiayuntest.VideoStatusUploading})
	}
	f := e.valid(srv).with(change)
	switch e.operation {
	case "Documents.Upload":
		return postFiles(t, srv, e.path, f.with(fields{"room_id": "17091462522904"}), upload{"attachment", "a.docx", "x"})
	case "QuizTemplates.Upload":
		return postFiles(t, srv, e.path, f, upload{"attachment", "小测.xlsx", "x"})
	}
	return post(t, srv, e.path, f)
}
