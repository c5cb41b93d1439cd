package classintest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestEveryOperationHasItsDocumentedReply(t *testing.T) {
	for _, operation := range newServer(t).Operations() {
		reply := classintest.DocumentedReply(operation)
		var fields map[string]any
		require.NoError(t, json.Unmarshal([]byte(reply), &fields), operation)
		_, first := fields["error_info"]
		_, second := fields["code"]
		assert.True(t, first != second, operation)
	}
}

// Every operation without parameters refuses in its generation's words, or has none to ask for.
func TestNoOperationIsContentWithNothing(t *testing.T) {
	without := map[string]bool{"getFolderList": true, "getCloudList": true, "getTopFolderId": true}
	srv := newServer(t)
	for _, action := range []string{
		"addCourseClass", "register", "registerMultiple", "modifyPasswordByTelephone", "addSchoolStudent", "editSchoolStudent", "addTeacher",
		"editTeacher", "stopUsingTeacher", "restartUsingTeacher", "updateClassStudentComment", "addCourse", "editCourse", "endCourse",
		"modifyCourseTeacher", "removeCourseTeacher", "addCourseStudent", "delCourseStudent", "addCourseStudentMultiple",
		"delCourseStudentMultiple", "addCourseGroup", "editCourseGroup", "delCourseGroup", "addCourseLabels", "addClassLabels",
		"modifyGroupMemberNickname", "addCourseClassMultiple", "editCourseClass", "modifyClassSeatNum", "delCourseClass",
		"delEndCourseClass", "addClassStudentMultiple", "delClassStudentMultiple", "addCourseClassStudent", "setClassVideoMultiple",
		"getWebcastUrl", "deleteClassVideo", "updateClassLockStatus", "getLoginLinked", "addSchoolLabel", "updateSchoolLabel",
		"deleteSchoolLabel", "deleteSubSchoolAccount", "updateTeacherCloudFolders",
	} {
		assert.Equal(t, "100", course(t, srv, action, nil).errno(), action)
		assert.Equal(t, "102", course(t, srv, action, fields{"safeKey": "wrong"}).errno(), action)
	}
	for _, action := range []string{"getFolderList", "getCloudList", "getTopFolderId", "createFolder", "renameFolder", "delFolder", "uploadFile", "renameFile", "delFile"} {
		want := "100"
		if without[action] {
			want = "1"
		}
		if action == "getFolderList" {
			want = "106"
		}
		assert.Equal(t, want, cloud(t, srv, action, nil).errno(), action)
		assert.Equal(t, "102", cloud(t, srv, action, fields{"safeKey": "wrong"}).errno(), action)
	}
	for _, path := range v2Paths() {
		assert.EqualValues(t, 121601030, lms(t, srv, path, map[string]any{}).Code, path)
	}
}

func v2Paths() []string {
	return []string{
		"/lms/unit/create", "/lms/unit/update", "/lms/unit/delete", "/lms/unit/move", "/lms/activity/createClass", "/lms/activity/updateClass",
		"/lms/activity/createActivityNoClass", "/lms/activity/release", "/lms/activity/delete", "/lms/activity/addStudent",
		"/lms/activity/deleteStudent", "/lms/onlineDoubleTeacher/addClass", "/lms/onlineDoubleTeacher/editClass",
		"/lms/onlineDoubleTeacher/deleteClass", "/course/addCourseTeacher", "/schooluser/modifyCourseStudentNickName", "/school/modifySchoolConf",
		"/playback/addPlaybackUser", "/playback/deletePlaybackUser", "/playback/setPlaybackAllViewable", "/playback/setPlaybackAllForbidden",
	}
}
