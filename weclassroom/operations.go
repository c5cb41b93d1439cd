package weclassroom

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Operations returns the endpoints that this package has methods for, in the order of Client's services and the vendor's document.
func Operations() []classcloud.Operation {
	return transport.Operations(operations[:])
}

// opID is an operation's place in the table.
type opID int

const (
	opUsersCreate opID = iota
	opUsersListByPhones
	opUsersSetPhone
	opUsersUpdate
	opClassroomsCreate
	opClassroomsAddStudents
	opClassroomsAddDocuments
	opClassroomsDelete
	opClassroomsGetProgress
	opClassroomsRemoveStudent
	opDocumentsUploadFromURL
	opDocumentsList
	opLessonsCreate
	opLessonsCreateBatch
	opLessonsDelete
	opLessonsAddDocuments
	opLessonsRemoveDocument
	opLessonsAddStudents
	opLessonsRemoveStudent
	opLessonsSetTeacher
	opLessonsUpdate
	opLessonsListStatusByTime
	opLessonsListStatusByIDs
	opLessonsListByIDs
	opLessonsListStatusByUser
	opLessonsGetClassroom
	opLessonsListByUser
	opReportsListHelpRequests
	opReportsListAttendance
	opReportsListStars
	opReportsListEventCounts
	opReportsListEventTimes
	opReportsGetTeacherAttendance
	opRecordingsListByUser
	opRecordingsGet
)

// operations is the table of endpoints, by opID.
var operations = [...]transport.Row{
	opUsersCreate: {Name: "Users.Create", Method: "POST", Path: "/user/create", Doc: "API 1 创建学生、老师", Source: classcloud.SourceDocumented},
	opUsersListByPhones: {Name: "Users.ListByPhones", Method: "POST", Path: "/user/id", Doc: "API 20 通过手机号获取直播云用户 ID", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opUsersSetPhone: {Name: "Users.SetPhone", Method: "POST", Path: "/user/edit", Doc: "API 22 修改用户手机号", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadRoot},
	opUsersUpdate: {Name: "Users.Update", Method: "POST", Path: "/user/editinfo", Doc: "API 32 修改用户名称或性别", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},

	opClassroomsCreate: {Name: "Classrooms.Create", Method: "POST", Path: "/classroom/create", Doc: "API 2 创建课程", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadRoot},
	opClassroomsAddStudents: {Name: "Classrooms.AddStudents", Method: "POST", Path: "/classroom/student/add", Doc: "API 3 课程添加学生", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot},
	opClassroomsAddDocuments: {Name: "Classrooms.AddDocuments", Method: "POST", Path: "/classroom/courseware/add", Doc: "API 4 课程添加课件", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opClassroomsDelete: {Name: "Classrooms.Delete", Method: "POST", Path: "/classroom/delete", Doc: "API 5 删除课程", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opClassroomsGetProgress: {Name: "Classrooms.GetProgress", Method: "POST", Path: "/lesson/finish", Doc: "API 26 根据课程 ID 查询课程进度", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opClassroomsRemoveStudent: {Name: "Classrooms.RemoveStudent", Method: "POST", Path: "/classroom/student/delete", Doc: "API 33 课程删除学生", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},

	opDocumentsUploadFromURL: {Name: "Documents.UploadFromURL", Method: "POST", Path: "/courseware/upload", Doc: "API 6 上传课件", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadRoot, Limit: limitCourseware},
	opDocumentsList: {Name: "Documents.List", Method: "POST", Path: "/courseware/list", Doc: "API 7 获取课件列表", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},

	opLessonsCreate: {Name: "Lessons.Create", Method: "POST", Path: "/lesson/create", Doc: "API 8 创建单课节", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadRoot, Look: "Lessons.Find looks by classroom, teacher, start and end; Lessons.Ensure does it all"},
	opLessonsCreateBatch: {Name: "Lessons.CreateBatch", Method: "POST", Path: "/lesson/multi_create", Doc: "API 8.1 创建多课节", Source: classcloud.SourceDocumented,
		Payload: transport.PayloadRoot},
	opLessonsDelete: {Name: "Lessons.Delete", Method: "POST", Path: "/lesson/delete", Doc: "API 9 删除课节", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opLessonsAddDocuments: {Name: "Lessons.AddDocuments", Method: "POST", Path: "/lesson/add/disk", Doc: "API 10 课节添加课件", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent},
	opLessonsRemoveDocument: {Name: "Lessons.RemoveDocument", Method: "POST", Path: "/lesson/delete/disk", Doc: "API 11 课节删除课件", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opLessonsAddStudents: {Name: "Lessons.AddStudents", Method: "POST", Path: "/lesson/add/student", Doc: "API 12 课节添加学生", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent},
	opLessonsRemoveStudent: {Name: "Lessons.RemoveStudent", Method: "POST", Path: "/lesson/delete/student", Doc: "API 13 课节删除学生", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opLessonsSetTeacher: {Name: "Lessons.SetTeacher", Method: "POST", Path: "/lesson/change/teacher", Doc: "API 14 课节更换老师", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opLessonsUpdate: {Name: "Lessons.Update", Method: "POST", Path: "/lesson/edit", Doc: "API 15 编辑课节", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opLessonsListStatusByTime: {Name: "Lessons.ListStatusByTime", Method: "POST", Path: "/lesson/get_class_info", Doc: "API 17 按时间段获取课节状态接口", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opLessonsListStatusByIDs: {Name: "Lessons.ListStatusByIDs", Method: "POST", Path: "/lesson/get_lesson_status", Doc: "API 18 获取课节状态和监课回放地址", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opLessonsListByIDs: {Name: "Lessons.ListByIDs", Method: "POST", Path: "/lesson/info", Doc: "API 19 通过课节 ID 获取课节信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opLessonsListStatusByUser: {Name: "Lessons.ListStatusByUser", Method: "POST", Path: "/lessonData/status", Doc: "API 29 查询课节状态", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opLessonsGetClassroom: {Name: "Lessons.GetClassroom", Method: "POST", Path: "/lesson/getClassInfo", Doc: "API 30 根据课节 ID 查询班级信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
	opLessonsListByUser: {Name: "Lessons.ListByUser", Method: "POST", Path: "/lesson/byUser", Doc: "API 31 根据用户 ID 查询某时间段内课节 ID", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},

	opReportsListHelpRequests: {Name: "Reports.ListHelpRequests", Method: "POST", Path: "/lesson/get_help_info", Doc: "API 16 同步直播云求助息接口", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListAttendance: {Name: "Reports.ListAttendance", Method: "POST", Path: "/lesson/io/info", Doc: "API 23 课节考勤信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListStars: {Name: "Reports.ListStars", Method: "POST", Path: "/lesson/student/award", Doc: "API 25 学生课堂星星奖励", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListEventCounts: {Name: "Reports.ListEventCounts", Method: "POST", Path: "/lessonData/query", Doc: "API 27 根据课程 ID 查询学生触发关键事件次数", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsListEventTimes: {Name: "Reports.ListEventTimes", Method: "POST", Path: "/lessonData/user/query", Doc: "API 28 查询关键事件触发时间", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opReportsGetTeacherAttendance: {Name: "Reports.GetTeacherAttendance", Method: "POST", Path: "/v2/data/teacher/inout", Doc: "API 34 老师考勤信息", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},

	opRecordingsListByUser: {Name: "Recordings.ListByUser", Method: "POST", Path: "/lesson/service/record", Doc: "API 21 获取服务器录制回放视频", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead, Payload: transport.PayloadRoot},
	opRecordingsGet: {Name: "Recordings.Get", Method: "POST", Path: "/lesson/replay/url", Doc: "API 24 通过课节 ID 获取回放地址", Source: classcloud.SourceDocumented,
		Effect: classcloud.EffectRead},
}
