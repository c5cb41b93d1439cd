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
	opClassesCreate opID = iota
	opUsersRegister
	opUsersRegisterBatch
	opUsersResetPassword
	opStudentsAdd
	opStudentsUpdate
	opTeachersAdd
	opTeachersUpdate
	opTeachersDisable
	opTeachersEnable
	opClassesSetComments
	opCoursesCreate
	opCoursesUpdate
	opCoursesEnd
	opCoursesSetTeacher
	opCoursesRemoveTeacher
	opCoursesAddStudent
	opCoursesRemoveStudent
	opCoursesAddStudents
	opCoursesRemoveStudents
	opGroupsCreate
	opGroupsUpdate
	opGroupsDelete
	opCoursesSetLabels
	opClassesSetLabels
	opCoursesSyncNicknames
	opClassesCreateBatch
	opClassesUpdate
	opClassesSetSeats
	opClassesDelete
	opClassesDeleteEnded
	opClassesAddStudents
	opClassesRemoveStudents
	opCoursesAddStudentToClasses
	opClassesSetRecording
	opBroadcastsGetURL
	opRecordingsDelete
	opRecordingsDeleteAll
	opRecordingsSetLocked
	opClassesGetJoinURL
	opLabelsCreate
	opLabelsUpdate
	opLabelsDelete
	opSchoolDeleteSubAccount
	opTeachersSetCloudFolders
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
	opCoursesAddTeachers
	opStudentsSyncNicknames
	opSchoolUpdateSettings
)

var operations = [...]transport.Row{
	opClassesCreate: {Name: "Classes.Create", Method: "POST", Path: coursePath + "addCourseClass", Doc: "Create Class(Single)", Source: classcloud.SourceDocumented,
		Keyed: true, Payload: transport.PayloadRoot},

	opUsersRegister: {Name: "Users.Register", Method: "POST", Path: coursePath + "register", Doc: "Register a User", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opUsersRegisterBatch: {Name: "Users.RegisterBatch", Method: "POST", Path: coursePath + "registerMultiple", Doc: "Register Users", Source: classcloud.SourceWider},
	opUsersResetPassword: {Name: "Users.ResetPassword", Method: "POST", Path: coursePath + "modifyPasswordByTelephone", Doc: "Change a Password (without the old one)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opStudentsAdd: {Name: "Students.Add", Method: "POST", Path: coursePath + "addSchoolStudent", Doc: "Add a Student", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opStudentsUpdate: {Name: "Students.Update", Method: "POST", Path: coursePath + "editSchoolStudent", Doc: "Edit a Student", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opTeachersAdd: {Name: "Teachers.Add", Method: "POST", Path: coursePath + "addTeacher", Doc: "Add a Teacher", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opTeachersUpdate: {Name: "Teachers.Update", Method: "POST", Path: coursePath + "editTeacher", Doc: "Edit a Teacher", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opTeachersDisable: {Name: "Teachers.Disable", Method: "POST", Path: coursePath + "stopUsingTeacher", Doc: "Disable a Teacher", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opTeachersEnable: {Name: "Teachers.Enable", Method: "POST", Path: coursePath + "restartUsingTeacher", Doc: "Enable a Teacher", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opClassesSetComments: {Name: "Classes.SetComments", Method: "POST", Path: coursePath + "updateClassStudentComment", Doc: "Update Comments on Students", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesCreate: {Name: "Courses.Create", Method: "POST", Path: coursePath + "addCourse", Doc: "Create a Course", Source: classcloud.SourceWider,
		Keyed: true, Payload: transport.PayloadRoot},
	opCoursesUpdate: {Name: "Courses.Update", Method: "POST", Path: coursePath + "editCourse", Doc: "Edit a Course", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opCoursesEnd: {Name: "Courses.End", Method: "POST", Path: coursePath + "endCourse", Doc: "End a Course", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opCoursesSetTeacher: {Name: "Courses.SetTeacher", Method: "POST", Path: coursePath + "modifyCourseTeacher", Doc: "Change the Teacher of a Course", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesRemoveTeacher: {Name: "Courses.RemoveTeacher", Method: "POST", Path: coursePath + "removeCourseTeacher", Doc: "Remove a Teacher from a Course", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"316"}},
	opCoursesAddStudent: {Name: "Courses.AddStudent", Method: "POST", Path: coursePath + "addCourseStudent", Doc: "Add a Student to a Course (Single)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot, Already: []string{"163", "164"}},
	opCoursesRemoveStudent: {Name: "Courses.RemoveStudent", Method: "POST", Path: coursePath + "delCourseStudent", Doc: "Remove a Student from a Course (Single)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"162"}},
	opCoursesAddStudents: {Name: "Courses.AddStudents", Method: "POST", Path: coursePath + "addCourseStudentMultiple", Doc: "Add Students to a Course (Multiple)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesRemoveStudents: {Name: "Courses.RemoveStudents", Method: "POST", Path: coursePath + "delCourseStudentMultiple", Doc: "Remove Students from a Course (Multiple)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opGroupsCreate: {Name: "Groups.Create", Method: "POST", Path: coursePath + "addCourseGroup", Doc: "Create Course Groups", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opGroupsUpdate: {Name: "Groups.Update", Method: "POST", Path: coursePath + "editCourseGroup", Doc: "Edit Course Groups", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opGroupsDelete: {Name: "Groups.Delete", Method: "POST", Path: coursePath + "delCourseGroup", Doc: "Delete Course Groups", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"893"}},
	opCoursesSetLabels: {Name: "Courses.SetLabels", Method: "POST", Path: coursePath + "addCourseLabels", Doc: "Set Labels of Courses", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opClassesSetLabels: {Name: "Classes.SetLabels", Method: "POST", Path: coursePath + "addClassLabels", Doc: "Set Labels of Classes", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesSyncNicknames: {Name: "Courses.SyncNicknames", Method: "POST", Path: coursePath + "modifyGroupMemberNickname", Doc: "Change Nicknames in a Course", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot},
	opClassesCreateBatch: {Name: "Classes.CreateBatch", Method: "POST", Path: coursePath + "addCourseClassMultiple", Doc: "Create Classes (Multiple)", Source: classcloud.SourceWider,
		Keyed: true},
	opClassesUpdate: {Name: "Classes.Update", Method: "POST", Path: coursePath + "editCourseClass", Doc: "Edit a Class", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot},
	opClassesSetSeats: {Name: "Classes.SetSeats", Method: "POST", Path: coursePath + "modifyClassSeatNum", Doc: "Change the Seats of a Class", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opClassesDelete: {Name: "Classes.Delete", Method: "POST", Path: coursePath + "delCourseClass", Doc: "Delete a Class", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot, Already: []string{"212"}},
	opClassesDeleteEnded: {Name: "Classes.DeleteEnded", Method: "POST", Path: coursePath + "delEndCourseClass", Doc: "Delete a Class That Has Ended", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadRoot, Already: []string{"212"}},
	opClassesAddStudents: {Name: "Classes.AddStudents", Method: "POST", Path: coursePath + "addClassStudentMultiple", Doc: "Add Students to a Class (Multiple)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opClassesRemoveStudents: {Name: "Classes.RemoveStudents", Method: "POST", Path: coursePath + "delClassStudentMultiple", Doc: "Remove Students from a Class (Multiple)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesAddStudentToClasses: {Name: "Courses.AddStudentToClasses", Method: "POST", Path: coursePath + "addCourseClassStudent", Doc: "Add a Student to Classes of a Course", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opClassesSetRecording: {Name: "Classes.SetRecording", Method: "POST", Path: coursePath + "setClassVideoMultiple", Doc: "Set Recording, Live and Replay (Multiple)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opBroadcastsGetURL: {Name: "Broadcasts.GetURL", Method: "POST", Path: coursePath + "getWebcastUrl", Doc: "Get the Live and Replay Page of a Course", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opRecordingsDelete: {Name: "Recordings.Delete", Method: "POST", Path: coursePath + "deleteClassVideo", Doc: "Delete Videos of a Class", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"634"}},
	opRecordingsDeleteAll: {Name: "Recordings.DeleteAll", Method: "POST", Path: coursePath + "deleteClassVideo", Doc: "Delete Videos of a Class", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"632"}},
	opRecordingsSetLocked: {Name: "Recordings.SetLocked", Method: "POST", Path: coursePath + "updateClassLockStatus", Doc: "Lock the Videos of a Class", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opClassesGetJoinURL: {Name: "Classes.GetJoinURL", Method: "POST", Path: coursePath + "getLoginLinked", Doc: "Get the Link into a Classroom", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opLabelsCreate: {Name: "Labels.Create", Method: "POST", Path: coursePath + "addSchoolLabel", Doc: "Add a Label", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opLabelsUpdate: {Name: "Labels.Update", Method: "POST", Path: coursePath + "updateSchoolLabel", Doc: "Edit a Label", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opLabelsDelete: {Name: "Labels.Delete", Method: "POST", Path: coursePath + "deleteSchoolLabel", Doc: "Delete a Label", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"356"}},
	opSchoolDeleteSubAccount: {Name: "School.DeleteSubAccount", Method: "POST", Path: coursePath + "deleteSubSchoolAccount", Doc: "Delete a Sub-account", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"22101"}},
	opTeachersSetCloudFolders: {Name: "Teachers.SetCloudFolders", Method: "POST", Path: coursePath + "updateTeacherCloudFolders", Doc: "Set the Folders of a Teacher", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opFoldersList: {Name: "Folders.List", Method: "POST", Path: cloudPath + "getFolderList", Doc: "List the Folders", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opFoldersListContents: {Name: "Folders.ListContents", Method: "POST", Path: cloudPath + "getCloudList", Doc: "List the Contents of a Folder", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead, Payload: transport.PayloadRoot},
	opFoldersGetRoot: {Name: "Folders.GetRoot", Method: "POST", Path: cloudPath + "getTopFolderId", Doc: "Get the Top Folder", Source: classcloud.SourceWider,
		Effect: classcloud.EffectRead},
	opFoldersCreate: {Name: "Folders.Create", Method: "POST", Path: cloudPath + "createFolder", Doc: "Create a Folder", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opFoldersRename: {Name: "Folders.Rename", Method: "POST", Path: cloudPath + "renameFolder", Doc: "Rename a Folder", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opFoldersDelete: {Name: "Folders.Delete", Method: "POST", Path: cloudPath + "delFolder", Doc: "Delete a Folder", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"193"}},
	opDocumentsUpload: {Name: "Documents.Upload", Method: "POST", Path: cloudPath + "uploadFile", Doc: "Upload a File", Source: classcloud.SourceWider},
	opDocumentsRename: {Name: "Documents.Rename", Method: "POST", Path: cloudPath + "renameFile", Doc: "Rename a File", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opDocumentsDelete: {Name: "Documents.Delete", Method: "POST", Path: cloudPath + "delFile", Doc: "Delete a File", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"198"}},
	opUnitsCreate: {Name: "Units.Create", Method: "POST", Path: "/lms/unit/create", Doc: "Create a Unit", Source: classcloud.SourceWider,
		Payload: transport.PayloadRoot},
	opUnitsUpdate: {Name: "Units.Update", Method: "POST", Path: "/lms/unit/update", Doc: "Edit a Unit", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opUnitsDelete: {Name: "Units.Delete", Method: "POST", Path: "/lms/unit/delete", Doc: "Delete a Unit", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"40020"}},
	opUnitsMoveActivities: {Name: "Units.MoveActivities", Method: "POST", Path: "/lms/unit/move", Doc: "Move the Activities of a Unit", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opActivitiesCreateClass: {Name: "Activities.CreateClass", Method: "POST", Path: "/lms/activity/createClass", Doc: "Create a Class (LMS)", Source: classcloud.SourceWider,
		Keyed: true, Payload: transport.PayloadRoot, Limit: "createClass"},
	opActivitiesUpdateClass: {Name: "Activities.UpdateClass", Method: "POST", Path: "/lms/activity/updateClass", Doc: "Edit a Class (LMS)", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opActivitiesCreate: {Name: "Activities.Create", Method: "POST", Path: "/lms/activity/createActivityNoClass", Doc: "Create a Draft of an Activity", Source: classcloud.SourceWider},
	opActivitiesRelease: {Name: "Activities.Release", Method: "POST", Path: "/lms/activity/release", Doc: "Publish an Activity", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"29184"}},
	opActivitiesDelete: {Name: "Activities.Delete", Method: "POST", Path: "/lms/activity/delete", Doc: "Delete an Activity", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone, Already: []string{"29149"}},
	opActivitiesAddStudents: {Name: "Activities.AddStudents", Method: "POST", Path: "/lms/activity/addStudent", Doc: "Add Students to an Activity", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opActivitiesRemoveStudents: {Name: "Activities.RemoveStudents", Method: "POST", Path: "/lms/activity/deleteStudent", Doc: "Remove Students from an Activity", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
	opDoubleTeacherClassesCreate: {Name: "DoubleTeacherClasses.Create", Method: "POST", Path: "/lms/onlineDoubleTeacher/addClass", Doc: "Create Online Double-teacher Classes", Source: classcloud.SourceWider,
		Keyed: true},
	opDoubleTeacherClassesUpdate: {Name: "DoubleTeacherClasses.Update", Method: "POST", Path: "/lms/onlineDoubleTeacher/editClass", Doc: "Edit an Online Double-teacher Class", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opDoubleTeacherClassesDelete: {Name: "DoubleTeacherClasses.Delete", Method: "POST", Path: "/lms/onlineDoubleTeacher/deleteClass", Doc: "Delete an Online Double-teacher Class", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opCoursesAddTeachers: {Name: "Courses.AddTeachers", Method: "POST", Path: "/course/addCourseTeacher", Doc: "Add Teachers to a Course", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opStudentsSyncNicknames: {Name: "Students.SyncNicknames", Method: "POST", Path: "/schooluser/modifyCourseStudentNickName", Doc: "Sync the Nicknames of Students", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent},
	opSchoolUpdateSettings: {Name: "School.UpdateSettings", Method: "POST", Path: "/school/modifySchoolConf", Doc: "Change the School's Settings", Source: classcloud.SourceWider,
		Effect: classcloud.EffectIdempotent, Payload: transport.PayloadNone},
}
