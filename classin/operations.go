package classin

import (
	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Operations returns the endpoints this package has methods for.
func Operations() []classcloud.Operation {
	return transport.Operations(operations[:])
}

type opID int

const (
	opUsersRegister opID = iota
	opUsersRegisterBatch
	opUsersResetPassword
	opUsersUpdate
	opUsersChangePassword

	opStudentsAdd
	opStudentsUpdate
	opStudentsSyncNicknames
	opStudentsList

	opTeachersAdd
	opTeachersUpdate
	opTeachersDisable
	opTeachersEnable
	opTeachersSetCloudFolders
	opTeachersList

	opCoursesCreate
	opCoursesUpdate
	opCoursesEnd
	opCoursesSetTeacher
	opCoursesRemoveTeacher
	opCoursesAddStudent
	opCoursesRemoveStudent
	opCoursesAddStudents
	opCoursesRemoveStudents
	opCoursesSetLabels
	opCoursesSyncNicknames
	opCoursesAddStudentToClasses
	opCoursesAddTeachers
	opCoursesList
	opCoursesGet
	opCoursesListStudents

	opGroupsCreate
	opGroupsUpdate
	opGroupsDelete

	opClassesCreate
	opClassesSetComments
	opClassesSetLabels
	opClassesCreateBatch
	opClassesUpdate
	opClassesSetSeats
	opClassesDelete
	opClassesDeleteEnded
	opClassesAddStudents
	opClassesRemoveStudents
	opClassesSetRecording
	opClassesGetJoinURL
	opClassesList
	opClassesGet
	opClassesListAttendance
	opClassesListPresence

	opBroadcastsGetURL

	opRecordingsDelete
	opRecordingsDeleteAll
	opRecordingsSetLocked
	opRecordingsGet
	opRecordingsAddViewers
	opRecordingsRemoveViewers
	opRecordingsAddAllViewers
	opRecordingsRemoveAllViewers

	opLabelsCreate
	opLabelsUpdate
	opLabelsDelete

	opSchoolDeleteSubAccount
	opSchoolUpdateSettings

	opFoldersList
	opFoldersListContents
	opFoldersGetRoot
	opFoldersCreate
	opFoldersRename
	opFoldersDelete

	opDocumentsUpload
	opDocumentsRename
	opDocumentsDelete

	opUnitsCreate
	opUnitsUpdate
	opUnitsDelete
	opUnitsMoveActivities

	opActivitiesCreateClass
	opActivitiesUpdateClass
	opActivitiesCreate
	opActivitiesRelease
	opActivitiesDelete
	opActivitiesAddStudents
	opActivitiesRemoveStudents

	opDoubleTeacherClassesCreate
	opDoubleTeacherClassesUpdate
	opDoubleTeacherClassesDelete
)

var operations = [...]transport.Row{
	opUsersRegister: {Name: "Users.Register", Method: "POST", Path: coursePath + "register", Doc: "注册用户", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opUsersRegisterBatch: {Name: "Users.RegisterBatch", Method: "POST", Path: coursePath + "registerMultiple", Doc: "注册用户（多个）", Source: classcloud.SourceWider},
	opUsersResetPassword: {Name: "Users.ResetPassword", Method: "POST", Path: coursePath + "modifyPasswordByTelephone", Doc: "修改用户密码（不提供原密码）", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opUsersUpdate: {Name: "Users.Update", Method: "POST", Path: coursePath + "editUserInfo", Doc: "修改用户信息", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opUsersChangePassword: {Name: "Users.ChangePassword", Method: "POST", Path: coursePath + "modifyPassword", Doc: "修改用户密码", Source: classcloud.SourceWider,
		Payload: transport.PayloadNone},

	opStudentsAdd: {Name: "Students.Add", Method: "POST", Path: coursePath + "addSchoolStudent", Doc: "添加学生", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opStudentsUpdate: {Name: "Students.Update", Method: "POST", Path: coursePath + "editSchoolStudent", Doc: "编辑学生信息", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opStudentsSyncNicknames: {Name: "Students.SyncNicknames", Method: "POST", Path: "/schooluser/modifyCourseStudentNickName", Doc: "同步学生班级昵称", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opStudentsList: {Name: "Students.List", Method: "POST", Path: coursePath + "getStudentList", Doc: "获取学生列表", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},

	opTeachersAdd: {Name: "Teachers.Add", Method: "POST", Path: coursePath + "addTeacher", Doc: "添加老师", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opTeachersUpdate: {Name: "Teachers.Update", Method: "POST", Path: coursePath + "editTeacher", Doc: "编辑老师", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opTeachersDisable: {Name: "Teachers.Disable", Method: "POST", Path: coursePath + "stopUsingTeacher", Doc: "停用老师", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opTeachersEnable: {Name: "Teachers.Enable", Method: "POST", Path: coursePath + "restartUsingTeacher", Doc: "启用老师", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opTeachersSetCloudFolders: {Name: "Teachers.SetCloudFolders", Method: "POST", Path: coursePath + "updateTeacherCloudFolders", Doc: "修改教师授权云盘的课件资源", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opTeachersList: {Name: "Teachers.List", Method: "POST", Path: coursePath + "getTeacherList", Doc: "获取机构老师列表", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},

	opCoursesCreate: {Name: "Courses.Create", Method: "POST", Path: coursePath + "addCourse", Doc: "创建课程", Source: classcloud.SourceWider,
		Keyed: true, Payload: transport.PayloadRoot},
	opCoursesUpdate: {Name: "Courses.Update", Method: "POST", Path: coursePath + "editCourse", Doc: "编辑课程", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opCoursesEnd: {Name: "Courses.End", Method: "POST", Path: coursePath + "endCourse", Doc: "结束课程", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"146", "153"}},
	opCoursesSetTeacher: {Name: "Courses.SetTeacher", Method: "POST", Path: coursePath + "modifyCourseTeacher", Doc: "更换课程老师", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesRemoveTeacher: {Name: "Courses.RemoveTeacher", Method: "POST", Path: coursePath + "removeCourseTeacher", Doc: "移除课程老师", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"316"}},
	opCoursesAddStudent: {Name: "Courses.AddStudent", Method: "POST", Path: coursePath + "addCourseStudent", Doc: "课程下添加学生/旁听（单个）", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot},
	opCoursesRemoveStudent: {Name: "Courses.RemoveStudent", Method: "POST", Path: coursePath + "delCourseStudent", Doc: "课程下删除学生/旁听（单个）", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"162"}},
	opCoursesAddStudents: {Name: "Courses.AddStudents", Method: "POST", Path: coursePath + "addCourseStudentMultiple", Doc: "课程下添加学生/旁听（多个）", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesRemoveStudents: {Name: "Courses.RemoveStudents", Method: "POST", Path: coursePath + "delCourseStudentMultiple", Doc: "课程下删除学生/旁听（多个）", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesSetLabels: {Name: "Courses.SetLabels", Method: "POST", Path: coursePath + "addCourseLabels", Doc: "添加/修改/删除课程标签", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesSyncNicknames: {Name: "Courses.SyncNicknames", Method: "POST", Path: coursePath + "modifyGroupMemberNickname", Doc: "修改群成员的班级昵称", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot},
	opCoursesAddStudentToClasses: {Name: "Courses.AddStudentToClasses", Method: "POST", Path: coursePath + "addCourseClassStudent", Doc: "课程下多个课节添加学生", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesAddTeachers: {Name: "Courses.AddTeachers", Method: "POST", Path: "/course/addCourseTeacher", Doc: "添加课程教师", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesList: {Name: "Courses.List", Method: "POST", Path: coursePath + "getCourseList", Doc: "获取课程列表", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opCoursesGet: {Name: "Courses.Get", Method: "POST", Path: coursePath + "getCourseInfo", Doc: "获取课程信息", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead},
	opCoursesListStudents: {Name: "Courses.ListStudents", Method: "POST", Path: coursePath + "getCourseStudent", Doc: "获取课程下学生/旁听", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},

	opGroupsCreate: {Name: "Groups.Create", Method: "POST", Path: coursePath + "addCourseGroup", Doc: "创建课程分组", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opGroupsUpdate: {Name: "Groups.Update", Method: "POST", Path: coursePath + "editCourseGroup", Doc: "编辑课程分组", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opGroupsDelete: {Name: "Groups.Delete", Method: "POST", Path: coursePath + "delCourseGroup", Doc: "删除课程分组", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"893"}},

	opClassesCreate: {Name: "Classes.Create", Method: "POST", Path: coursePath + "addCourseClass", Doc: "Create Class(Single)", Source: classcloud.SourceDocumented,
		Keyed: true, Payload: transport.PayloadRoot},
	opClassesSetComments: {Name: "Classes.SetComments", Method: "POST", Path: coursePath + "updateClassStudentComment", Doc: "更新课节教师对学生评价", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opClassesSetLabels: {Name: "Classes.SetLabels", Method: "POST", Path: coursePath + "addClassLabels", Doc: "添加/修改/删除课节标签", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opClassesCreateBatch: {Name: "Classes.CreateBatch", Method: "POST", Path: coursePath + "addCourseClassMultiple", Doc: "创建课节(多个)", Source: classcloud.SourceWider,
		Keyed: true},
	opClassesUpdate: {Name: "Classes.Update", Method: "POST", Path: coursePath + "editCourseClass", Doc: "编辑课节", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot},
	opClassesSetSeats: {Name: "Classes.SetSeats", Method: "POST", Path: coursePath + "modifyClassSeatNum", Doc: "修改课节上台学生数", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opClassesDelete: {Name: "Classes.Delete", Method: "POST", Path: coursePath + "delCourseClass", Doc: "删除课节", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot, Already: []string{"212"}},
	opClassesDeleteEnded: {Name: "Classes.DeleteEnded", Method: "POST", Path: coursePath + "delEndCourseClass", Doc: "删除已结课节", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot, Already: []string{"212"}},
	opClassesAddStudents: {Name: "Classes.AddStudents", Method: "POST", Path: coursePath + "addClassStudentMultiple", Doc: "课节下添加学生（多个）", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opClassesRemoveStudents: {Name: "Classes.RemoveStudents", Method: "POST", Path: coursePath + "delClassStudentMultiple", Doc: "课节下删除学生（多个）", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opClassesSetRecording: {Name: "Classes.SetRecording", Method: "POST", Path: coursePath + "setClassVideoMultiple", Doc: "课节设置录课、直播、回放（多个）", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opClassesGetJoinURL: {Name: "Classes.GetJoinURL", Method: "POST", Path: coursePath + "getLoginLinked", Doc: "获取唤醒客户端并进入教室链接", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Sensitive: true}, // the link is a credential
	opClassesList: {Name: "Classes.List", Method: "POST", Path: coursePath + "getCourseClass", Doc: "获取课节列表", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opClassesGet: {Name: "Classes.Get", Method: "POST", Path: coursePath + "getClassInfo", Doc: "获取课节信息", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead},
	opClassesListAttendance: {Name: "Classes.ListAttendance", Method: "POST", Path: coursePath + "getClassMemberTimeDetails", Doc: "获取课节下出勤成员的时间信息", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opClassesListPresence: {Name: "Classes.ListPresence", Method: "POST", Path: coursePath + "getClassMemberTime", Doc: "获取上课中课节成员的时间信息", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},

	opBroadcastsGetURL: {Name: "Broadcasts.GetURL", Method: "POST", Path: coursePath + "getWebcastUrl", Doc: "获取课程直播/回放播放器地址", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},

	opRecordingsDelete: {Name: "Recordings.Delete", Method: "POST", Path: coursePath + "deleteClassVideo", Doc: "删除单个课节视频", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"634", "632"}}, // 632, every file is deleted: this one was the last
	opRecordingsDeleteAll: {Name: "Recordings.DeleteAll", Method: "POST", Path: coursePath + "deleteClassVideo", Doc: "删除单个课节视频", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"632"}},
	opRecordingsSetLocked: {Name: "Recordings.SetLocked", Method: "POST", Path: coursePath + "updateClassLockStatus", Doc: "修改课节锁定状态", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opRecordingsGet: {Name: "Recordings.Get", Method: "POST", Path: coursePath + "getClassVideo", Doc: "获取课节直播流地址、回放视频地址", Source: classcloud.SourceExtra,
		Effect: classcloud.EffectRead},
	opRecordingsAddViewers: {Name: "Recordings.AddViewers", Method: "POST", Path: "/playback/addPlaybackUser", Doc: "添加客户端回放可观看人员", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opRecordingsRemoveViewers: {Name: "Recordings.RemoveViewers", Method: "POST", Path: "/playback/deletePlaybackUser", Doc: "删除客户端回放可观看人员", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opRecordingsAddAllViewers: {Name: "Recordings.AddAllViewers", Method: "POST", Path: "/playback/setPlaybackAllViewable", Doc: "设置客户端回放为全员可看", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opRecordingsRemoveAllViewers: {Name: "Recordings.RemoveAllViewers", Method: "POST", Path: "/playback/setPlaybackAllForbidden", Doc: "设置客户端回放为全员不可看", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},

	opLabelsCreate: {Name: "Labels.Create", Method: "POST", Path: coursePath + "addSchoolLabel", Doc: "添加学校标签", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opLabelsUpdate: {Name: "Labels.Update", Method: "POST", Path: coursePath + "updateSchoolLabel", Doc: "修改学校标签", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opLabelsDelete: {Name: "Labels.Delete", Method: "POST", Path: coursePath + "deleteSchoolLabel", Doc: "删除学校标签", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"356"}},

	opSchoolDeleteSubAccount: {Name: "School.DeleteSubAccount", Method: "POST", Path: coursePath + "deleteSubSchoolAccount", Doc: "删除子账号", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"22101"}},
	opSchoolUpdateSettings: {Name: "School.UpdateSettings", Method: "POST", Path: "/school/modifySchoolConf", Doc: "修改学校设置", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},

	opFoldersList: {Name: "Folders.List", Method: "POST", Path: cloudPath + "getFolderList", Doc: "获取云盘文件夹列表", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList},
	opFoldersListContents: {Name: "Folders.ListContents", Method: "POST", Path: cloudPath + "getCloudList", Doc: "获取指定文件夹下的文件及文件夹列表", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadList}, // the page stands beside the envelope
	opFoldersGetRoot: {Name: "Folders.GetRoot", Method: "POST", Path: cloudPath + "getTopFolderId", Doc: "获取顶级文件夹 ID", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opFoldersCreate: {Name: "Folders.Create", Method: "POST", Path: cloudPath + "createFolder", Doc: "创建文件夹", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opFoldersRename: {Name: "Folders.Rename", Method: "POST", Path: cloudPath + "renameFolder", Doc: "重命名文件夹", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opFoldersDelete: {Name: "Folders.Delete", Method: "POST", Path: cloudPath + "delFolder", Doc: "删除文件夹", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"193"}},

	opDocumentsUpload: {Name: "Documents.Upload", Method: "POST", Path: cloudPath + "uploadFile", Doc: "上传文件", Source: classcloud.SourceWider},
	opDocumentsRename: {Name: "Documents.Rename", Method: "POST", Path: cloudPath + "renameFile", Doc: "重命名文件", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opDocumentsDelete: {Name: "Documents.Delete", Method: "POST", Path: cloudPath + "delFile", Doc: "删除文件", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"198"}},

	opUnitsCreate: {Name: "Units.Create", Method: "POST", Path: "/lms/unit/create", Doc: "创建单元", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opUnitsUpdate: {Name: "Units.Update", Method: "POST", Path: "/lms/unit/update", Doc: "编辑单元", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opUnitsDelete: {Name: "Units.Delete", Method: "POST", Path: "/lms/unit/delete", Doc: "删除单元", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"40020"}},
	opUnitsMoveActivities: {Name: "Units.MoveActivities", Method: "POST", Path: "/lms/unit/move", Doc: "移动单元下的活动", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},

	opActivitiesCreateClass: {Name: "Activities.CreateClass", Method: "POST", Path: "/lms/activity/createClass", Doc: "创建课堂", Source: classcloud.SourceWider,
		Keyed: true, Payload: transport.PayloadRoot, Limit: "createClass"},
	opActivitiesUpdateClass: {Name: "Activities.UpdateClass", Method: "POST", Path: "/lms/activity/updateClass", Doc: "编辑课堂", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot},
	opActivitiesCreate: {Name: "Activities.Create", Method: "POST", Path: "/lms/activity/createActivityNoClass", Doc: "创建非课堂活动草稿", Source: classcloud.SourceWider},
	opActivitiesRelease: {Name: "Activities.Release", Method: "POST", Path: "/lms/activity/release", Doc: "发布活动", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"29184"}},
	opActivitiesDelete: {Name: "Activities.Delete", Method: "POST", Path: "/lms/activity/delete", Doc: "删除活动", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"29149"}},
	opActivitiesAddStudents: {Name: "Activities.AddStudents", Method: "POST", Path: "/lms/activity/addStudent", Doc: "添加活动成员", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opActivitiesRemoveStudents: {Name: "Activities.RemoveStudents", Method: "POST", Path: "/lms/activity/deleteStudent", Doc: "删除活动成员", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},

	opDoubleTeacherClassesCreate: {Name: "DoubleTeacherClasses.Create", Method: "POST", Path: "/lms/onlineDoubleTeacher/addClass", Doc: "创建在线双师课节", Source: classcloud.SourceWider,
		Keyed: true},
	opDoubleTeacherClassesUpdate: {Name: "DoubleTeacherClasses.Update", Method: "POST", Path: "/lms/onlineDoubleTeacher/editClass", Doc: "编辑在线双师课节", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opDoubleTeacherClassesDelete: {Name: "DoubleTeacherClasses.Delete", Method: "POST", Path: "/lms/onlineDoubleTeacher/deleteClass", Doc: "删除在线双师课节", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
}
