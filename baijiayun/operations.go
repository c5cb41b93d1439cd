package baijiayun

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Operations returns the operations of this package, one per method, in the order of Client's services.
func Operations() []classcloud.Operation {
	return transport.Operations(operations[:])
}

type opID int

const (
	opAccountGetPartnerKey opID = iota
	opAccountResetPartnerKey
	opSubAccountsCreate
	opSubAccountsGet
	opSubAccountsList
	opSubAccountsUpdate
	opSubAccountsStop
	opRoomsCreate
	opRoomsUpdate
	opRoomsDelete
	opRoomsGet
	opRoomsList
	opRoomsAddDocument
	opRoomsListDocuments
	opRoomsRemoveDocument
	opRoomsGetLiveStatus
	opRoomsGetTeacherStatus
	opRoomsGetUserCount
	opRoomsSetNotice
	opRoomsStart
	opRoomsStop
	opRoomsAddNotices
	opRoomsRemoveNotices
	opRoomsListNotices
	opRoomsAddQuizTemplates
	opRoomsRemoveQuizTemplates
	opRoomsListQuizTemplates
	opJoinCodesCreate
	opJoinCodesGet
	opJoinCodesList
	opJoinCodesCreateAudition
	opMessagesList
	opMessagesSend
	opReportsListAttendance
	opReportsListPeakUsers
	opReportsListCheckIns
	opReportsListHandRaises
	opReportsListRedPackets
	opReportsListLuckyDraws
	opReportsListQA
	opReportsGetQuestionnaires
	opReportsListPopupQuizzes
	opReportsListLikes
	opReportsGetExpressions
	opReportsListAttentionChecks
	opReportsListAttentionResults
	opReportsGetCheckIn
	opReportsGetPopupQuiz
	opReportsGetRedPacket
	opUsageListRoomStats
	opUsageListHourlyPeaks
	opUsageListDailyPeaks
	opUsageListDailyCosts
	opUsageListRoomCosts
	opUsageListSmallClassDailyCosts
	opUsageListSmallClassRoomCosts
	opUsageListSmallClassUserCosts
	opUsageGetVideoAccount
	opUsageGetVideoTraffic
	opQuizzesList
	opQuizzesListAnswers
	opGroupsCreateCodes
	opGroupsGetCodes
	opGroupsListRooms
	opStreamsGetPushURL
	opStreamsGetPullURLs
	opPlaybacksListPDFs
	opPlaybacksSetSpots
	opPlaybacksListSpots
	opPlaybacksList
	opPlaybacksGetToken
	opPlaybacksGet
	opPlaybacksListSessions
	opPlaybacksGetTokens
	opPlaybacksUpdate
	opPlaybacksSetPublishStatus
	opPlaybacksDelete
	opPlaybacksListCrops
	opPlaybacksSetMainVersion
	opPlaybacksDeleteVersion
	opPlaybacksReplace
	opPlaybacksAdd
	opPlaybacksReplaceByVideo
	opPlaybacksGetPDFURL
	opPlaybacksListPDFURLs
	opRecordingsStop
	opRecordingsCreatePlayback
	opEvaluationsListAnswers
	opEvaluationsList
	opEvaluationsBind
	opEvaluationsReplace
	opCallbacksSetClassURL
	opCallbacksGetClassURL
	opCallbacksSetInteractionURL
	opCallbacksSetTranscodeURL
	opCallbacksGetTranscodeURL
	opDocumentsUpload
	opDocumentsList
	opDocumentsUploadFromURL
	opDocumentsAddToRooms
	opVideosGet
	opVideosList
	opVideosListByCategory
	opVideosUpdate
	opVideosDelete
	opVideosGetStatus
	opVideosListImages
	opVideosGetURLs
	opVideosGetShareURLs
	opVideosAddDefinitions
	opVideosRemoveDefinitions
	opVideosSetPublishStatus
	opVideosSetCategory
	opVideosGetToken
	opNoticesCreate
	opNoticesList
	opNoticesDelete
	opQuizTemplatesUpload
	opQuizTemplatesList
	opQuizTemplatesDelete
	opSensitiveWordsCreate
	opSensitiveWordsList
	opSensitiveWordsDelete
	opSettingsSetWatermark
	opSettingsGetWatermark
	opSettingsSetMarquee
	opSettingsGetMarquee
	opSettingsSetRedPacketLimit
	opSettingsGetRedPacketLimit
	opInteractionsList
	opInteractionsListDetails
	opInteractionsGetCheckIn
	opInteractionsListVotes
	opInteractionsListRedPackets
	opInteractionsListRandomPicks
	opInteractionsListHeadcounts
	opClassRostersSave
	opClassRostersGet
	opClassRostersDelete
	opTeachersSave
	opTeachersList
	opTeachersDelete
	opVideosGetTokens
	opVideosCreateUpload
	opVideosGetUpload
	opVideoCategoriesCreate
	opVideoCategoriesGet
	opVideoCategoriesList
	opVideoCategoriesDelete
	opVideoReportsListVideoViews
	opVideoReportsListViews
	opVideoReportsListPlaybackViews
	opVideoReportsListTopVideos
	opVideoReportsListVideoDailyPlays
	opVideoReportsListDailyPlays
	opVideoReportsGetVideoTraffic
)

var operations = [...]transport.Row{
	opAccountGetPartnerKey: {Name: "Account.GetPartnerKey", Method: "POST", Path: "/openapi/partner/createkey", Doc: "API 1 获取partner_key", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Sensitive: true},
	opAccountResetPartnerKey: {Name: "Account.ResetPartnerKey", Method: "POST", Path: "/openapi/partner/createkey", Doc: "API 1 重置partner_key", Source: classcloud.SourceDocumented,
		Sensitive: true},
	opSubAccountsCreate: {Name: "SubAccounts.Create", Method: "POST", Path: "/openapi/sub_account/createSubAccount", Doc: "创建子账号 (子账号)", Source: classcloud.SourceWider,
		MayBeEmpty: true, Sensitive: true},
	opSubAccountsGet: {Name: "SubAccounts.Get", Method: "POST", Path: "/openapi/sub_account/getSubAccountInfo", Doc: "获取子账号信息 (子账号)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true},
	opSubAccountsList: {Name: "SubAccounts.List", Method: "POST", Path: "/openapi/sub_account/getSubAccountList", Doc: "查询子账号列表 (子账号)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opSubAccountsUpdate: {Name: "SubAccounts.Update", Method: "POST", Path: "/openapi/sub_account/modifySubAccount", Doc: "修改子账号配置 (子账号)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opSubAccountsStop: {Name: "SubAccounts.Stop", Method: "POST", Path: "/openapi/sub_account/stopSubAccount", Doc: "停用子账号 (子账号)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsCreate: {Name: "Rooms.Create", Method: "POST", Path: "/openapi/room/create", Doc: "API 2 创建房间", Source: classcloud.SourceDocumented,
		Look: "Rooms.Find looks by title, start and end; Rooms.Ensure does it all"},
	opRoomsUpdate: {Name: "Rooms.Update", Method: "POST", Path: "/openapi/room/update", Doc: "API 3 更新房间信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsDelete: {Name: "Rooms.Delete", Method: "POST", Path: "/openapi/room/delete", Doc: "API 4 删除房间", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"3002"}},
	opRoomsGet: {Name: "Rooms.Get", Method: "POST", Path: "/openapi/room/info", Doc: "API 5 获取房间信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opRoomsList: {Name: "Rooms.List", Method: "POST", Path: "/openapi/room/list", Doc: "API 9 获取房间列表", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opRoomsAddDocument: {Name: "Rooms.AddDocument", Method: "POST", Path: "/openapi/doc/bindDoc", Doc: "API 11 关联文档到教室", Source: classcloud.SourceDocumented},
	opRoomsListDocuments: {Name: "Rooms.ListDocuments", Method: "POST", Path: "/openapi/doc/listDoc", Doc: "API 12 获取指定教室内已上传的文档列表", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opRoomsRemoveDocument: {Name: "Rooms.RemoveDocument", Method: "POST", Path: "/openapi/doc/removeDoc", Doc: "API 14 移除教室内文档", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsGetLiveStatus: {Name: "Rooms.GetLiveStatus", Method: "POST", Path: "/openapi/live/getLiveStatus", Doc: "API 15 获取直播教室当前上课状态", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opRoomsGetTeacherStatus: {Name: "Rooms.GetTeacherStatus", Method: "POST", Path: "/openapi/live/getTeacherOnlineStatus", Doc: "API 16 获取老师是否在教室状态", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opRoomsGetUserCount: {Name: "Rooms.GetUserCount", Method: "POST", Path: "/openapi/live/getUserCount", Doc: "API 17 获取当前时间教室人数", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opRoomsSetNotice: {Name: "Rooms.SetNotice", Method: "POST", Path: "/openapi/live/setNotify", Doc: "API 19 设置教室公告", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsStart: {Name: "Rooms.Start", Method: "POST", Path: "/openapi/live/startClass", Doc: "教室上课 (another document)", Source: classcloud.SourceExtra,
		Payload: transport.PayloadNone},
	opRoomsStop: {Name: "Rooms.Stop", Method: "POST", Path: "/openapi/live/stopClass", Doc: "教室下课 (another document)", Source: classcloud.SourceExtra,
		Payload: transport.PayloadNone},
	opRoomsAddNotices: {Name: "Rooms.AddNotices", Method: "POST", Path: "/openapi/notice/assignRoomNotice", Doc: "绑定教室公告 (公告)", Source: classcloud.SourceWider,
		Payload: transport.PayloadNone},
	opRoomsRemoveNotices: {Name: "Rooms.RemoveNotices", Method: "POST", Path: "/openapi/notice/batchDeleteRoomNotice", Doc: "删除教室公告 (公告)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsListNotices: {Name: "Rooms.ListNotices", Method: "POST", Path: "/openapi/notice/getRoomNoticeList", Doc: "查看教室公告 (公告)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opRoomsAddQuizTemplates: {Name: "Rooms.AddQuizTemplates", Method: "POST", Path: "/openapi/quiz/assignRoomPaper", Doc: "小测关联直播间 (测验)", Source: classcloud.SourceWider,
		Payload: transport.PayloadNone},
	opRoomsRemoveQuizTemplates: {Name: "Rooms.RemoveQuizTemplates", Method: "POST", Path: "/openapi/quiz/batchDeleteRoomPaper", Doc: "删除教室小测 (测验)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRoomsListQuizTemplates: {Name: "Rooms.ListQuizTemplates", Method: "POST", Path: "/openapi/quiz/getRoomQuizList", Doc: "查看教室小测 (测验)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opJoinCodesCreate: {Name: "JoinCodes.Create", Method: "POST", Path: "/openapi/room/getcode", Doc: "API 6 生成用户参加码", Source: classcloud.SourceDocumented},
	opJoinCodesGet: {Name: "JoinCodes.Get", Method: "POST", Path: "/openapi/room/getCodeInfo", Doc: "API 7 获取用户参加码信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opJoinCodesList: {Name: "JoinCodes.List", Method: "POST", Path: "/openapi/room/listcode", Doc: "API 8 获取已生成的参加码列表", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opJoinCodesCreateAudition: {Name: "JoinCodes.CreateAudition", Method: "POST", Path: "/openapi/room/getAuditionCode", Doc: "生成用户试听参加码 (直播服务端API文档)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opMessagesList: {Name: "Messages.List", Method: "POST", Path: "/openapi/room_data/exportChatMsg", Doc: "API 18 导出教室聊天记录", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opMessagesSend: {Name: "Messages.Send", Method: "POST", Path: "/openapi/live/sendChatMessage", Doc: "API 35 发送聊天消息接口", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadNone, Limit: "chat"},
	opReportsListAttendance: {Name: "Reports.ListAttendance", Method: "POST", Path: "/openapi/room_data/exportLiveReport", Doc: "API 20 导出直播教室学员观看记录", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListPeakUsers: {Name: "Reports.ListPeakUsers", Method: "POST", Path: "/openapi/room_data/getRoomPeakUser", Doc: "API 22 获取指定房间一段时间内的并发量", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListCheckIns: {Name: "Reports.ListCheckIns", Method: "POST", Path: "/openapi/room_data/getUserCheckinInfo", Doc: "API 30 获取教室学员签到信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListHandRaises: {Name: "Reports.ListHandRaises", Method: "POST", Path: "/openapi/room_data/getRoomRaiseData", Doc: "API 34 获取教室举手连麦数据", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListRedPackets: {Name: "Reports.ListRedPackets", Method: "POST", Path: "/openapi/room-data/getRoomRedPackage", Doc: "API 38 第三方教室中学生抢红包统计", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListLuckyDraws: {Name: "Reports.ListLuckyDraws", Method: "POST", Path: "/openapi/room_data/exportAwardStat", Doc: "API 39 获取教室抽奖数据", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListQA: {Name: "Reports.ListQA", Method: "POST", Path: "/openapi/room_data/exportQaStat", Doc: "API 40 获取教室问答数据", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsGetQuestionnaires: {Name: "Reports.GetQuestionnaires", Method: "POST", Path: "/openapi/room_data/exportQuestionnaireStat", Doc: "API 41 获取教室邀请函数据", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListPopupQuizzes: {Name: "Reports.ListPopupQuizzes", Method: "POST", Path: "/openapi/room_data/exportAnswerStat", Doc: "API 42 获取教室答题器数据", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListLikes: {Name: "Reports.ListLikes", Method: "POST", Path: "/openapi/room_data/exportRoomPraiseStat", Doc: "API 48 直播教室的点赞数据", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsGetExpressions: {Name: "Reports.GetExpressions", Method: "POST", Path: "/openapi/room_data/getExpReportList", Doc: "API 49 获取表情报告截图的表情图片", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListAttentionChecks: {Name: "Reports.ListAttentionChecks", Method: "POST", Path: "/openapi/room_data/exportAttentionList", Doc: "API 54 获取教室专注度检测列表", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListAttentionResults: {Name: "Reports.ListAttentionResults", Method: "POST", Path: "/openapi/room_data/exportAttentionDetail", Doc: "API 55 获取教室专注度检测详情", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsGetCheckIn: {Name: "Reports.GetCheckIn", Method: "POST", Path: "/openapi/room_data/getCheckinInfo", Doc: "获取单次签到记录 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opReportsGetPopupQuiz: {Name: "Reports.GetPopupQuiz", Method: "POST", Path: "/openapi/room_data/exportAnswerByQuestionId", Doc: "获取单次答题器记录 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opReportsGetRedPacket: {Name: "Reports.GetRedPacket", Method: "POST", Path: "/openapi/room_data/getRedPackageRecordInfo", Doc: "获取单次红包记录 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opUsageListRoomStats: {Name: "Usage.ListRoomStats", Method: "POST", Path: "/openapi/room_data/getAllRoomUserStat", Doc: "API 21 获取指定日期所有的直播间人次和最高并发量", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsageListHourlyPeaks: {Name: "Usage.ListHourlyPeaks", Method: "POST", Path: "/openapi/live_account/getHourPeakUser", Doc: "API 23 获取账号一天中每小时的并发量", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsageListDailyPeaks: {Name: "Usage.ListDailyPeaks", Method: "POST", Path: "/openapi/live_account/getDayPeakUser", Doc: "API 24 查询账号一段时间内每天的最高并发量", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsageListDailyCosts: {Name: "Usage.ListDailyCosts", Method: "POST", Path: "/openapi/live_account/getPartnerDailyCost", Doc: "API 26 查询直播账号每天使用的人次/点数", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsageListRoomCosts: {Name: "Usage.ListRoomCosts", Method: "POST", Path: "/openapi/live_account/getAllRoomCost", Doc: "API 27 查询直播账号指定日期中各教室使用的人次/点数明细", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsageListSmallClassDailyCosts: {Name: "Usage.ListSmallClassDailyCosts", Method: "POST", Path: "/openapi/small_course/getDailyCost", Doc: "获取小班课账号每天消费记录 (小班课)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsageListSmallClassRoomCosts: {Name: "Usage.ListSmallClassRoomCosts", Method: "POST", Path: "/openapi/small_course/getRoomCost", Doc: "获取小班课指定日期各教室消费记录 (小班课)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsageListSmallClassUserCosts: {Name: "Usage.ListSmallClassUserCosts", Method: "POST", Path: "/openapi/small_course/getUserCost", Doc: "获取小班课指定教室各学员消费详情 (小班课)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsageGetVideoAccount: {Name: "Usage.GetVideoAccount", Method: "POST", Path: "/openapi/video_account/getAccountInfo", Doc: "获取账号套餐使用量 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opUsageGetVideoTraffic: {Name: "Usage.GetVideoTraffic", Method: "POST", Path: "/openapi/video_account/getUsedFlow", Doc: "查询账号一段时间内使用的流量 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opQuizzesList: {Name: "Quizzes.List", Method: "POST", Path: "/openapi/room_data/getRoomQuiz", Doc: "API 28 获取直播教室测验的试题信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opQuizzesListAnswers: {Name: "Quizzes.ListAnswers", Method: "POST", Path: "/openapi/room_data/getQuizUserAnswer", Doc: "API 29 获取直播教室测验题目的学员答案信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opGroupsCreateCodes: {Name: "Groups.CreateCodes", Method: "POST", Path: "/openapi/room/createGroupLiveCodes", Doc: "API 31 创建分组直播参加码", Source: classcloud.SourceDocumented},
	opGroupsGetCodes: {Name: "Groups.GetCodes", Method: "POST", Path: "/openapi/room/getGroupLiveCodes", Doc: "API 32 获取分组直播参加码", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opGroupsListRooms: {Name: "Groups.ListRooms", Method: "POST", Path: "/openapi/room/getGroupSubRoomId", Doc: "API 36 获取支持大小班的分组直播小班教室room_id", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opStreamsGetPushURL: {Name: "Streams.GetPushURL", Method: "POST", Path: "/openapi/room/getPushLiveUrl", Doc: "API 33 获取推流直播的推流地址", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Sensitive: true},
	opStreamsGetPullURLs: {Name: "Streams.GetPullURLs", Method: "POST", Path: "/openapi/room/getPullStreamUrl", Doc: "API 37 获取推流直播的拉流地址", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opPlaybacksListPDFs: {Name: "Playbacks.ListPDFs", Method: "POST", Path: "/openapi/room_data/getPlaybackPdfPath", Doc: "API 43 获取ppt转成的pdf的路径", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opPlaybacksSetSpots: {Name: "Playbacks.SetSpots", Method: "POST", Path: "/openapi/room/setSpotVideo", Doc: "API 46 直播设置插播回放", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadNone},
	opPlaybacksListSpots: {Name: "Playbacks.ListSpots", Method: "POST", Path: "/openapi/room/getSpotVideo", Doc: "API 47 获取教室设置的插播回放", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opPlaybacksList: {Name: "Playbacks.List", Method: "POST", Path: "/openapi/playback/getList", Doc: "获取回放列表 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opPlaybacksGetToken: {Name: "Playbacks.GetToken", Method: "POST", Path: "/openapi/playback/getPlayerToken", Doc: "获取回放token (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true},
	opPlaybacksGet: {Name: "Playbacks.Get", Method: "POST", Path: "/openapi/playback/getBasicInfo", Doc: "查询直播回放信息 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opPlaybacksListSessions: {Name: "Playbacks.ListSessions", Method: "POST", Path: "/openapi/playback/getSessionList", Doc: "获取长期房间云录制的序列号列表 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opPlaybacksGetTokens: {Name: "Playbacks.GetTokens", Method: "POST", Path: "/openapi/playback/getPlayerTokenBatch", Doc: "批量获取回放token (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true},
	opPlaybacksUpdate: {Name: "Playbacks.Update", Method: "POST", Path: "/openapi/playback/update", Doc: "更新回放名称 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opPlaybacksSetPublishStatus: {Name: "Playbacks.SetPublishStatus", Method: "POST", Path: "/openapi/playback/setPublishStatus", Doc: "设置回放发布状态 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opPlaybacksDelete: {Name: "Playbacks.Delete", Method: "POST", Path: "/openapi/playback/delete", Doc: "删除回放 (回放服务端API文档)", Source: classcloud.SourceWider,
		Payload: transport.PayloadNone},
	opPlaybacksListCrops: {Name: "Playbacks.ListCrops", Method: "POST", Path: "/openapi/playback/getCropList", Doc: "获取裁剪回放列表 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opPlaybacksSetMainVersion: {Name: "Playbacks.SetMainVersion", Method: "POST", Path: "/openapi/playback/setMainVersion", Doc: "设置回放主版本 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opPlaybacksDeleteVersion: {Name: "Playbacks.DeleteVersion", Method: "POST", Path: "/openapi/playback/delete", Doc: "删除回放 (回放服务端API文档)", Source: classcloud.SourceWider,
		Payload: transport.PayloadNone},
	opPlaybacksReplace: {Name: "Playbacks.Replace", Method: "POST", Path: "/openapi/playback/replacePlayback", Doc: "替换回放 (回放服务端API文档)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opPlaybacksAdd: {Name: "Playbacks.Add", Method: "POST", Path: "/openapi/playback/replacePlayback", Doc: "替换回放 (回放服务端API文档)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opPlaybacksReplaceByVideo: {Name: "Playbacks.ReplaceByVideo", Method: "POST", Path: "/openapi/playback/replacePlaybackByVideo", Doc: "点播替换回放 (a program in production)", Source: classcloud.SourceExtra,
		Payload: transport.PayloadNone},
	opPlaybacksGetPDFURL: {Name: "Playbacks.GetPDFURL", Method: "POST", Path: "/openapi/playback/getPlaybackPptUrl", Doc: "获取ppt转成的pdf具体路径 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opPlaybacksListPDFURLs: {Name: "Playbacks.ListPDFURLs", Method: "POST", Path: "/openapi/playback/getPlaybackPptUrlList", Doc: "获取ppt转成的pdf的路径列表 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opRecordingsStop: {Name: "Recordings.Stop", Method: "POST", Path: "/openapi/live/stopCloudRecord", Doc: "API 44 停止直播教室的云端录制", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadNone},
	opRecordingsCreatePlayback: {Name: "Recordings.CreatePlayback", Method: "POST", Path: "/openapi/live/transCloudRecord", Doc: "API 45 直播教室的云端录制生成回放", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadNone},
	opEvaluationsListAnswers: {Name: "Evaluations.ListAnswers", Method: "POST", Path: "/openapi/room_data/getEvaluationStat", Doc: "API 50 获取教室课后评价数据", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opEvaluationsList: {Name: "Evaluations.List", Method: "POST", Path: "/openapi/evaluation/getEvaluationList", Doc: "API 51 获取课后评价模板列表", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opEvaluationsBind: {Name: "Evaluations.Bind", Method: "POST", Path: "/openapi/evaluation/bindRoomEvaluation", Doc: "API 52 关联教室评价模板", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadNone},
	opEvaluationsReplace: {Name: "Evaluations.Replace", Method: "POST", Path: "/openapi/evaluation/updateRoomEvaluation", Doc: "API 53 更换教室评价模板", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opCallbacksSetClassURL: {Name: "Callbacks.SetClassURL", Method: "POST", Path: "/openapi/live_account/setClassCallbackUrl", Doc: "回调接口 1 设置直播上下课事件回调地址", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opCallbacksGetClassURL: {Name: "Callbacks.GetClassURL", Method: "POST", Path: "/openapi/live_account/getClassCallbackUrl", Doc: "回调接口 2 查询直播上下课回调地址", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, MayBeEmpty: true},
	opCallbacksSetInteractionURL: {Name: "Callbacks.SetInteractionURL", Method: "POST", Path: "/openapi/interact_data/updateCallbackUrl", Doc: "修改回调地址 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opCallbacksSetTranscodeURL: {Name: "Callbacks.SetTranscodeURL", Method: "POST", Path: "/openapi/video_account/setTranscodeCallbackUrl", Doc: "设置转码回调地址 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opCallbacksGetTranscodeURL: {Name: "Callbacks.GetTranscodeURL", Method: "POST", Path: "/openapi/video_account/getTranscodeCallbackUrl", Doc: "查询转码回调地址 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, MayBeEmpty: true},
	opDocumentsUpload: {Name: "Documents.Upload", Method: "POST", Path: "/openapi/doc/uploadDoc", Doc: "API 10 直播课件文档上传", Source: classcloud.SourceDocumented},
	opDocumentsList: {Name: "Documents.List", Method: "POST", Path: "/openapi/doc/listAllDoc", Doc: "API 13 获取账号下上传的所有文档", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opDocumentsUploadFromURL: {Name: "Documents.UploadFromURL", Method: "POST", Path: "/openapi/doc/uploadH5ByUrl", Doc: "API 56 使用url上传h5课件", Source: classcloud.SourceDocumented},
	opDocumentsAddToRooms: {Name: "Documents.AddToRooms", Method: "POST", Path: "/openapi/doc/bindDocMulti", Doc: "关联文档到多个教室 (直播服务端API文档)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opVideosGet: {Name: "Videos.Get", Method: "POST", Path: "/openapi/video/getInfo", Doc: "获取指定ID视频信息 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opVideosList: {Name: "Videos.List", Method: "POST", Path: "/openapi/video/getVideoList", Doc: "获取点播视频列表 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideosListByCategory: {Name: "Videos.ListByCategory", Method: "POST", Path: "/openapi/video/getCategoryVideo", Doc: "获取指定分类下的视频 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideosUpdate: {Name: "Videos.Update", Method: "POST", Path: "/openapi/video/update", Doc: "更新视频信息 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opVideosDelete: {Name: "Videos.Delete", Method: "POST", Path: "/openapi/video/delete", Doc: "删除视频 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opVideosGetStatus: {Name: "Videos.GetStatus", Method: "POST", Path: "/openapi/video/getStatus", Doc: "查询视频转码状态 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opVideosListImages: {Name: "Videos.ListImages", Method: "POST", Path: "/openapi/video/getImage", Doc: "获取指定ID视频截图 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideosGetURLs: {Name: "Videos.GetURLs", Method: "POST", Path: "/openapi/video/getUrl", Doc: "获取转码后视频/音频地址 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true},
	opNoticesCreate: {Name: "Notices.Create", Method: "POST", Path: "/openapi/live_setting/addNotice", Doc: "添加公告模板 (直播配置)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opNoticesList: {Name: "Notices.List", Method: "POST", Path: "/openapi/live_setting/getNoticeList", Doc: "获取公告列表 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opNoticesDelete: {Name: "Notices.Delete", Method: "POST", Path: "/openapi/live_setting/deleteNoticeBatch", Doc: "删除公告 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opQuizTemplatesUpload: {Name: "QuizTemplates.Upload", Method: "POST", Path: "/openapi/live_setting/addQuiz", Doc: "添加小测 (直播配置)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opQuizTemplatesList: {Name: "QuizTemplates.List", Method: "POST", Path: "/openapi/live_setting/getQuizList", Doc: "获取小测模板 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opQuizTemplatesDelete: {Name: "QuizTemplates.Delete", Method: "POST", Path: "/openapi/live_setting/deleteQuiz", Doc: "删除小测模板 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opSensitiveWordsCreate: {Name: "SensitiveWords.Create", Method: "POST", Path: "/openapi/live_setting/addSensitiveWordBatch", Doc: "添加敏感词 (直播配置)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opSensitiveWordsList: {Name: "SensitiveWords.List", Method: "POST", Path: "/openapi/live_setting/getSensitiveWord", Doc: "查看当前敏感词列表 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opSensitiveWordsDelete: {Name: "SensitiveWords.Delete", Method: "POST", Path: "/openapi/live_setting/deleteSensitiveWordBatch", Doc: "删除敏感词 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opSettingsSetWatermark: {Name: "Settings.SetWatermark", Method: "POST", Path: "/openapi/live_setting/setWatermark", Doc: "设置水印 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opSettingsGetWatermark: {Name: "Settings.GetWatermark", Method: "POST", Path: "/openapi/live_setting/getWatermark", Doc: "获取水印配置 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opSettingsSetMarquee: {Name: "Settings.SetMarquee", Method: "POST", Path: "/openapi/live_setting/setLiveHorseLamp", Doc: "设置跑马灯设置 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opSettingsGetMarquee: {Name: "Settings.GetMarquee", Method: "POST", Path: "/openapi/live_setting/getLiveHorseLamp", Doc: "获取跑马灯设置 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opSettingsSetRedPacketLimit: {Name: "Settings.SetRedPacketLimit", Method: "POST", Path: "/openapi/live_setting/setMaxRedPackageCount", Doc: "修改红包最大个数限制 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opSettingsGetRedPacketLimit: {Name: "Settings.GetRedPacketLimit", Method: "POST", Path: "/openapi/live_setting/getMaxRedPackageCount", Doc: "获取红包最大个数限制 (直播配置)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opInteractionsList: {Name: "Interactions.List", Method: "POST", Path: "/openapi/interact_info/getInteractList", Doc: "签到汇总数据 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opInteractionsListDetails: {Name: "Interactions.ListDetails", Method: "POST", Path: "/openapi/interact_info/getInteractDetail", Doc: "签到明细数据 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opInteractionsGetCheckIn: {Name: "Interactions.GetCheckIn", Method: "POST", Path: "/openapi/interact_data/getCheckinData", Doc: "根据签到id,获取签到信息 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opInteractionsListVotes: {Name: "Interactions.ListVotes", Method: "POST", Path: "/openapi/interact_data/getClassVoteData", Doc: "获取班级投票数据 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opInteractionsListRedPackets: {Name: "Interactions.ListRedPackets", Method: "POST", Path: "/openapi/interact_data/getRedPackageData", Doc: "获取班级红包数据 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opInteractionsListRandomPicks: {Name: "Interactions.ListRandomPicks", Method: "POST", Path: "/openapi/interact_data/getRandomAskData", Doc: "获取班级随机点名数据 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opInteractionsListHeadcounts: {Name: "Interactions.ListHeadcounts", Method: "POST", Path: "/openapi/interact_data/getAiUserCountData", Doc: "获取AI班级人数列表 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opClassRostersSave: {Name: "ClassRosters.Save", Method: "POST", Path: "/openapi/interact_data/save", Doc: "双师人员数据保存 (双师课堂创建互动成员接口)", Source: classcloud.SourceWider},
	opClassRostersGet: {Name: "ClassRosters.Get", Method: "POST", Path: "/openapi/interact_data/list", Doc: "获取班级、助教、学生信息列表 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opClassRostersDelete: {Name: "ClassRosters.Delete", Method: "POST", Path: "/openapi/interact_data/delete", Doc: "删除班级、助教、学生信息 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opTeachersSave: {Name: "Teachers.Save", Method: "POST", Path: "/openapi/teacher/save", Doc: "老师添加、修改接口 (another document)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opTeachersList: {Name: "Teachers.List", Method: "POST", Path: "/openapi/teacher/list", Doc: "获取老师信息接口 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opTeachersDelete: {Name: "Teachers.Delete", Method: "POST", Path: "/openapi/teacher/delete", Doc: "老师删除接口 (another document)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opVideosGetShareURLs: {Name: "Videos.GetShareURLs", Method: "POST", Path: "/openapi/video/getShareUrl", Doc: "获取视频分享地址 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true},
	opVideosAddDefinitions: {Name: "Videos.AddDefinitions", Method: "POST", Path: "/openapi/video/transcodeAgain", Doc: "视频二次转码 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Payload: transport.PayloadNone},
	opVideosRemoveDefinitions: {Name: "Videos.RemoveDefinitions", Method: "POST", Path: "/openapi/video/removeDefinition", Doc: "清除指定清晰度的转码文件 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opVideosSetPublishStatus: {Name: "Videos.SetPublishStatus", Method: "POST", Path: "/openapi/video/setPublishStatus", Doc: "设置视频发布状态 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opVideosSetCategory: {Name: "Videos.SetCategory", Method: "POST", Path: "/openapi/video/setVideoCategory", Doc: "设置视频分类 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opVideosGetToken: {Name: "Videos.GetToken", Method: "POST", Path: "/openapi/video/getPlayerToken", Doc: "获取播放器token (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true},
	opVideosGetTokens: {Name: "Videos.GetTokens", Method: "POST", Path: "/openapi/video/getPlayerTokenBatch", Doc: "批量获取播放器token (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true},
	opVideosCreateUpload: {Name: "Videos.CreateUpload", Method: "POST", Path: "/openapi/video/getUploadUrl", Doc: "获取视频/音频上传地址 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Sensitive: true},
	opVideosGetUpload: {Name: "Videos.GetUpload", Method: "POST", Path: "/openapi/video/getResumeUploadUrl", Doc: "获取断点续传地址 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true},
	opVideoCategoriesCreate: {Name: "VideoCategories.Create", Method: "POST", Path: "/openapi/video/addCategory", Doc: "添加分类 (点播服务端API接口文档)", Source: classcloud.SourceWider},
	opVideoCategoriesGet: {Name: "VideoCategories.Get", Method: "POST", Path: "/openapi/video/getCategoryInfo", Doc: "获取指定ID分类信息 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opVideoCategoriesList: {Name: "VideoCategories.List", Method: "POST", Path: "/openapi/video/getCategoryList", Doc: "获取所有分类 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideoCategoriesDelete: {Name: "VideoCategories.Delete", Method: "POST", Path: "/openapi/video/deleteCategory", Doc: "删除分类 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opVideoReportsListVideoViews: {Name: "VideoReports.ListVideoViews", Method: "POST", Path: "/openapi/video_data/getVideoPlayRecord", Doc: "获取指定视频观看记录 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideoReportsListViews: {Name: "VideoReports.ListViews", Method: "POST", Path: "/openapi/video_data/exportVideoReportBatch", Doc: "获取账号所有视频观看记录 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideoReportsListPlaybackViews: {Name: "VideoReports.ListPlaybackViews", Method: "POST", Path: "/openapi/video_data/getPlaybackPlayRecord", Doc: "获取指定回放视频观看记录 (回放服务端API文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideoReportsListTopVideos: {Name: "VideoReports.ListTopVideos", Method: "POST", Path: "/openapi/video_data/getVideoPlayCountRank", Doc: "获取播放量排行 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideoReportsListVideoDailyPlays: {Name: "VideoReports.ListVideoDailyPlays", Method: "POST", Path: "/openapi/video_data/getVideoDailyPlayCount", Doc: "获取指定ID视频播放量 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideoReportsListDailyPlays: {Name: "VideoReports.ListDailyPlays", Method: "POST", Path: "/openapi/video_data/getPartnerDailyPlayCount", Doc: "获取账号视频播放量 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opVideoReportsGetVideoTraffic: {Name: "VideoReports.GetVideoTraffic", Method: "POST", Path: "/openapi/video_data/getUsedFlow", Doc: "查询指定ID视频一段时间内使用的流量 (点播服务端API接口文档)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
}
