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
	opUsageListRoomStats
	opUsageListHourlyPeaks
	opUsageListDailyPeaks
	opUsageListDailyCosts
	opUsageListRoomCosts
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
	opRecordingsStop
	opRecordingsCreatePlayback
	opEvaluationsListAnswers
	opEvaluationsList
	opEvaluationsBind
	opEvaluationsReplace
	opCallbacksSetClassURL
	opCallbacksGetClassURL
	opDocumentsUpload
	opDocumentsList
	opDocumentsUploadFromURL
	opDocumentsAddToRooms
	opVideosGetToken
)

var operations = [...]transport.Row{
	opAccountGetPartnerKey: {Name: "Account.GetPartnerKey", Method: "POST", Path: "/openapi/partner/createkey", Doc: "API 1 获取partner_key", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Sensitive: true},
	opAccountResetPartnerKey: {Name: "Account.ResetPartnerKey", Method: "POST", Path: "/openapi/partner/createkey", Doc: "API 1 重置partner_key", Source: classcloud.SourceDocumented,
		Sensitive: true},
	opRoomsCreate: {Name: "Rooms.Create", Method: "POST", Path: "/openapi/room/create", Doc: "API 2 创建房间", Source: classcloud.SourceDocumented},
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
	opPlaybacksList: {Name: "Playbacks.List", Method: "POST", Path: "/openapi/playback/getList", Doc: "获取回放列表 (回放服务端API文档)", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opPlaybacksGetToken: {Name: "Playbacks.GetToken", Method: "POST", Path: "/openapi/playback/getPlayerToken", Doc: "获取回放token (回放服务端API文档)", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Sensitive: true},
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
	opDocumentsUpload: {Name: "Documents.Upload", Method: "POST", Path: "/openapi/doc/uploadDoc", Doc: "API 10 直播课件文档上传", Source: classcloud.SourceDocumented},
	opDocumentsList: {Name: "Documents.List", Method: "POST", Path: "/openapi/doc/listAllDoc", Doc: "API 13 获取账号下上传的所有文档", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opDocumentsUploadFromURL: {Name: "Documents.UploadFromURL", Method: "POST", Path: "/openapi/doc/uploadH5ByUrl", Doc: "API 56 使用url上传h5课件", Source: classcloud.SourceDocumented},
	opDocumentsAddToRooms: {Name: "Documents.AddToRooms", Method: "POST", Path: "/openapi/doc/bindDocMulti", Doc: "关联文档到多个教室 (直播服务端API文档)", Source: classcloud.SourceWider,
		MayBeEmpty: true},
	opVideosGetToken: {Name: "Videos.GetToken", Method: "POST", Path: "/openapi/video/getPlayerToken", Doc: "获取播放器token (点播服务端API接口文档)", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Sensitive: true},
}
