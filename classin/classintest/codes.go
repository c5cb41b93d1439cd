package classintest

// code is an errno of the first generation.
type code int64

const (
	codeOK                  code = 1
	codeParameters          code = 100
	codeNoPermission        code = 102
	codeUnknown             code = 104
	codeServer              code = 114
	codeEndBeforeBegin      code = 119
	codeBeginTooSoon        code = 120
	codeNotTeacher          code = 136
	codeCourseElsewhere     code = 144
	codeNoCourse            code = 147
	codeCourseDeleted       code = 149
	codeCourseExpired       code = 153
	codeNoFolder            code = 160
	codeDuration            code = 165
	codeTeacherIsStudent    code = 172
	codeTeacherIsAuditor    code = 173
	codeSeats               code = 259
	codeBeginTooLate        code = 268
	codeRecordParameters    code = 280
	codeVideoService        code = 281
	codeAssistantNotTeacher code = 318
	codeAssistantIsStudent  code = 319
	codeAssistantIsAuditor  code = 320
	codeAssistantIsTeacher  code = 322
	codeAssistantPurchase   code = 323
	codeTeacherList         code = 324
	codeAssistantList       code = 326
	codeAssistantFormat     code = 330
	codeSeatsForHD          code = 368
	codeCourseType          code = 369
	codeTeacherDisabled     code = 387
	codeAssistantDisabled   code = 388
	codeIdentityExists      code = 398
	codeInvalidData         code = 400
	codeMaintenanceOverlap  code = 454
	codeBeingCreated        code = 460
	codeTeacherSuspending   code = 800
	codeAssistantSuspending code = 804
	codeDualCamera          code = 808
	codeIntroduction        code = 824
	codeTeacherGone         code = 884
	codeAssistantGone       code = 885
	codeMaintenance         code = 901
	codeAssistantRepeated   code = 21316
	codeAssistantsTooMany   code = 21317
	codePlanSettings        code = 121601001
	codePlanOverused        code = 121601002
	codePlanMonthUpgrade    code = 121601003
	codePlanMonth           code = 121601004
	codePlanLive            code = 121601005
	codePlanScene           code = 121601006
	codeSeatsParameter      code = 121601007
	codePlanAssistants      code = 121601008
	codePlanReplay          code = 121601009
	codePlanRecording       code = 121601010
	codePlanDualCamera      code = 121601011
	codePlanResolution      code = 121601012
	codePlanCourse          code = 121601070
	codePlanOMO             code = 121604007
)

// Codes of the wider API. Codes that only FailNext answers are not named here.
const (
	codeNoData             code = 106
	codeNotRegistered      code = 113
	codeTeacherAccount     code = 122
	codeTooManyMembers     code = 130
	codeExistsAlready      code = 133
	codePhone              code = 134
	codePhoneRegistered    code = 135
	codePassword           code = 137
	codeClassRunning       code = 140
	codeClassElsewhere     code = 142
	codeNoClass            code = 143
	codeClassEnded         code = 145
	codeNotOfClass         code = 150
	codeExpiryTooSoon      code = 151
	codeExpiryBeforeClass  code = 152
	codeExpiryTooLate      code = 154
	codeEmptyList          code = 155
	codeOnlyStudents       code = 159
	codeNoMember           code = 162
	codeStudentThere       code = 163
	codeAuditorThere       code = 164
	codeClassStudentThere  code = 166
	codeNoClassStudent     code = 167
	codeNothingToBegin     code = 188
	codeFolderUnknown      code = 193
	codeNoUpload           code = 195
	codeFolderForbidden    code = 196
	codeFileUnknown        code = 198
	codeFileNameTaken      code = 200
	codeFolderNameTaken    code = 206
	codeClassDeleted       code = 212
	codeNoTeacherInfo      code = 219
	codePictureType        code = 224
	codeNotOurUser         code = 227
	codeNotOurStudent      code = 228
	codeNotOurClass        code = 233
	codeRecordFirst        code = 251
	codeRecordTooLate      code = 252
	codeNotRecorded        code = 254
	codeLiveNotSet         code = 267
	codeEditedBadRecording code = 282
	codeEditedTooLate      code = 283
	codeMainIsStudent      code = 311
	codeMainIsAuditor      code = 312
	codeNotInTeacherList   code = 316
	codeTeachesClasses     code = 317
	codeAssistantNoTeacher code = 328
	codeClassAssistant     code = 329
	codeCourseTeacher      code = 332
	codeMainTeacher        code = 333
	codeNoMainTeacher      code = 334
	codeTeachesCourses     code = 339
	codePictureSize        code = 342
	codeSeatsTooLate       code = 348
	codeEditTooLate        code = 350
	codeLabelExists        code = 353
	codeLabelsFull         code = 354
	codeNoLabel            code = 356
	codeClassLabelsFull    code = 357
	codeSomeLabels         code = 358
	codeVideoNotYet        code = 384
	codeMainDisabled       code = 389
	codeLockNotYet         code = 391
	codeCourseRunning      code = 394
	codeCourseLabelsFull   code = 399
	codeSubAccount         code = 402
	codeTooMany            code = 450
	codeMailRegistered     code = 461
	codeMadeElsewhere      code = 466
	codeNoTelephone        code = 467
	codeNoVideo            code = 630
	codeVideosGone         code = 632
	codeVideoLocked        code = 633
	codeVideoGone          code = 634
	codeMainSuspending     code = 805
	codeFoldersTooMany     code = 852
	codeSomeFolders        code = 860
	codeMainGone           code = 883
	codeGroupsExist        code = 892
	codeNoGroup            code = 893
	codeGroupLeader        code = 895
	codeGroupNotOurs       code = 896
	codeGroupNotInCourse   code = 897
	codeGroupPartly        code = 898
	codeNoSubAccount       code = 22101

	codeSameUnit          code = 29046
	codeActivityDeleted   code = 29149
	codeReleased          code = 29184
	codeMoveNoUnit        code = 29048
	codeUnitExists        code = 29208
	codeNoActivity        code = 30002
	codeRemoveType        code = 30008
	codeAlreadyMain       code = 30022
	codeUnitHasClasses    code = 40001
	codeNoUnpublishing    code = 40004
	codeActivityRunning   code = 40005
	codeActivityEnded     code = 40006
	codeNoUnit            code = 40020
	codeNotInCourse       code = 40030
	codeUnitName          code = 50003
	codeNoTargetUnit      code = 50004
	codeBadJSON           code = 101001001
	codeSign              code = 101002005
	codeStale             code = 101002006
	codeNoTimestamp       code = 101002008
	codeTooFast           code = 101003001
	codeRepeated          code = 101003002
	codeV2DualCamera      code = 110100066
	codeActivityOver      code = 110100069
	codeAddType           code = 110100070
	codeBadParameter      code = 121601020
	codeV2CourseElsewhere code = 121601021
	codeV2CourseType      code = 121601022
	codeV2CourseExpired   code = 121601023
	codeMissing           code = 121601030
	codeNotDoubleTeacher  code = 121601034
	codeSubName           code = 121601035
	codeSubSchedule       code = 121601036
	codeNoMainClass       code = 121601037
	codeTooManySubs       code = 121601038
	codeClassOver         code = 121601042
	codeV2NotOurStudent   code = 121601059
	codeNicknamesTooMany  code = 121601060
	codeNoClassInfo       code = 121603001
	codeViewerElsewhere   code = 121609003
	codeNoReplay          code = 121609004
	codeReplayNeedsEnd    code = 121609005
	codeReplayNotRecorded code = 121609006
	codeSameCourse        code = 122301036
	codeRecordingMismatch code = 122301037
)

// text is the message beside the errno: Chinese whatever the caller's language. The documents explain the codes; what
// else the vendor would write is not known.
func (c code) text() string {
	switch c {
	case codeOK:
		return "程序正常执行"
	case codeParameters:
		return "参数不全或错误"
	case codeNoPermission:
		return "无权限（安全验证没通过）"
	case codeUnknown:
		return "操作失败（未知错误）"
	case codeServer:
		return "服务器异常"
	case codeEndBeforeBegin:
		return "结束时间须晚于开课时间"
	case codeBeginTooSoon:
		return "开课时间至少一分钟以后"
	case codeNotTeacher:
		return "机构下面没有该老师，请在机构下添加该老师"
	case codeCourseElsewhere:
		return "机构下无此课程"
	case codeNoCourse:
		return "没有此课程信息"
	case codeCourseDeleted:
		return "课程已删除"
	case codeCourseExpired:
		return "课程已过期"
	case codeNoFolder:
		return "机构下无此云盘目录"
	case codeDuration:
		return "单节课不能少于15分钟且不能超过24小时"
	case codeTeacherIsStudent:
		return "课程下的学生不能添加为老师"
	case codeTeacherIsAuditor:
		return "课程下的旁听不能添加为老师"
	case codeSeats:
		return "上台人数设置超出最大限制"
	case codeBeginTooLate:
		return "课节开始时间超出允许范围（课节开始时间须在3年以内）"
	case codeRecordParameters:
		return "课节创建成功，录课参数设置错误，录课开启失败"
	case codeVideoService:
		return "课节创建成功，视频服务有问题，录课开启失败"
	case codeAssistantNotTeacher:
		return "联席教师不是本机构老师"
	case codeAssistantIsStudent:
		return "课程下的学生不能添加为联席教师"
	case codeAssistantIsAuditor:
		return "课程下的旁听不能添加为联席教师"
	case codeAssistantIsTeacher:
		return "课节老师不能添加为联席教师"
	case codeAssistantPurchase:
		return "联席教师购买课节失败"
	case codeTeacherList:
		return "课节老师加入教师列表失败"
	case codeAssistantList:
		return "课节联席教师加入教师列表失败"
	case codeAssistantFormat:
		return "联席教师账号格式不正确"
	case codeSeatsForHD:
		return "当前学生上台数不支持高清"
	case codeCourseType:
		return "该课程/课节类型暂不支持该操作"
	case codeTeacherDisabled:
		return "老师已被停用"
	case codeAssistantDisabled:
		return "联席教师已被停用"
	case codeIdentityExists:
		return "数据已经存在（唯一标识已存在）"
	case codeInvalidData:
		return "请求数据不合法"
	case codeMaintenanceOverlap:
		return "课节起止时间与系统维护时间有重叠"
	case codeBeingCreated:
		return "课程或课节正在被其他请求创建"
	case codeTeacherSuspending:
		return "老师被停用中"
	case codeAssistantSuspending:
		return "联席教师被停用中"
	case codeDualCamera:
		return "该设置不支持双摄"
	case codeIntroduction:
		return "课节添加成功，课节简介设置失败"
	case codeTeacherGone:
		return "老师帐号已注销"
	case codeAssistantGone:
		return "联席教师帐号已注销"
	case codeMaintenance:
		return "系统维护中"
	case codeAssistantRepeated:
		return "联席教师数据有重复"
	case codeAssistantsTooMany:
		return "联席教师数量超出限制"
	case codePlanSettings:
		return "存在当前版本不支持的设置项"
	case codePlanOverused:
		return "操作成功，[在线教室]资源已超出用量，为防止业务受影响，请尽快联系客户经理"
	case codePlanMonthUpgrade:
		return "您当月累计创建课节已达当月上限，无法继续创建，升级账号获取更多权益"
	case codePlanMonth:
		return "您当月累计创建课节已达当月上限，无法继续创建"
	case codePlanLive:
		return "不支持设网页直播"
	case codePlanScene:
		return "不支持设置录制现场"
	case codeSeatsParameter:
		return "台上人数参数错误"
	case codePlanAssistants:
		return "不支持设置联席教师"
	case codePlanReplay:
		return "不支持设置网页回放"
	case codePlanRecording:
		return "不支持设置录课"
	case codePlanDualCamera:
		return "不支持设置双摄模式"
	case codePlanResolution:
		return "清晰度超出限制"
	case codePlanCourse:
		return "单个课程下课节数量超过限制"
	case codePlanOMO:
		return "不支持设置OMO站播"
	default:
		return c.documentedText()
	}
}

// done tells whether this code says that the call took effect all the same.
func (c code) done() bool {
	switch c {
	case codeOK, codeRecordParameters, codeVideoService, codeIntroduction, codePlanOverused,
		codeEditedBadRecording, codeEditedTooLate, 284, 825, 340, 820, 821, 823, 841, 842, codeGroupPartly, codeLiveNotSet, 29213:
		return true
	default:
		return false
	}
}

// first is the first code that is not success.
func first(checks ...func() code) code {
	for _, check := range checks {
		if c := check(); c != codeOK {
			return c
		}
	}
	return codeOK
}
