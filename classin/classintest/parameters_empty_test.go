package classintest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

// As in PHP, an optional parameter that is empty is one that is missing, and so is an id or a span of 0. A client in production sends its
// zero values all, and works.
func TestAnEmptyOptionalParameterIsAbsent(t *testing.T) {
	row := func(required string, optional ...string) string {
		for _, name := range optional {
			required += `,"` + name + `":""`
		}
		return "[{" + required + "}]"
	}
	tests := []struct {
		action   string
		required fields
		optional string // sent empty
		zero     string // sent as 0
	}{
		{"register", fields{"telephone": "13800000001", "password": "secret1"}, "email md5pass nickname Filedata addToSchoolMember isSentMessage", "addToSchoolMember isSentMessage"},
		{"registerMultiple", fields{"userJson": row(`"telephone":"13800000001","password":"secret1"`, "email", "md5pass", "nickname", "addToSchoolMember", "customColumn")}, "", ""},
		{"modifyPasswordByTelephone", fields{"uid": 1002001, "password": "secret1"}, "md5pass", ""},
		{"addTeacher", fields{"teacherAccount": "13900000077", "teacherName": "T"}, "Filedata", ""},
		{"editTeacher", fields{"teacherUid": 1001001, "teacherName": "T"}, "Filedata", ""},
		{"addCourse", fields{"courseName": "C"}, "folderId Filedata expiryTime mainTeacherUid subjectId catId courseIntroduce classroomSettingId courseUniqueIdentity allowAddFriend allowStudentModifyNickname notAllowDeleteCourseStudentReplay",
			"folderId expiryTime mainTeacherUid subjectId catId classroomSettingId allowAddFriend"},
		{"editCourse", fields{"courseId": 490583}, "courseName folderId Filedata expiryTime mainTeacherUid stamp subjectId catId courseIntroduce classroomSettingId allowAddFriend allowStudentModifyNickname notAllowDeleteCourseStudentReplay",
			"folderId mainTeacherUid stamp subjectId catId classroomSettingId"},
		{"addCourseStudent", fields{"courseId": 490583, "identity": 1, "studentUid": 78}, "studentName", ""},
		{"addCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentJson": row(`"uid":78`, "name", "customColumn")}, "", ""},
		{"addCourseClass", fields{"courseId": 490583, "className": "C", "beginTime": noon.Unix() + 3600, "endTime": noon.Unix() + 7200, "teacherUid": 1001001},
			"folderId seatNum assistantUid assistantUids record recordScene live replay isAutoOnstage isHd isDc teachMode omoStationBroadcast courseUniqueIdentity classIntroduce watchByLogin allowUnloggedChat", "folderId record live replay isHd isDc"},
		{"addCourseClassMultiple", fields{"courseId": 490583, "classJson": row(`"className":"C","beginTime":1760003600,"endTime":1760007200,"teacherUid":1001001`,
			"folderId", "seatNum", "assistantUids", "record", "recordScene", "live", "replay", "isAutoOnstage", "isHd", "isDc", "teachMode", "courseUniqueIdentity", "classIntroduce", "watchByLogin", "allowUnloggedChat", "customColumn")}, "", ""},
		{"editCourseClass", fields{"courseId": 490583, "className": "D"}, "folderId seatNum isAutoOnstage isHd isDc teachMode classIntroduce watchByLogin allowUnloggedChat omoStationBroadcast beginTime endTime teacherUid", "folderId"},
		{"modifyClassSeatNum", fields{"courseId": 490583, "seatNum": 1}, "isHd isDc", "isDc"},
		{"getWebcastUrl", fields{"courseId": 490583}, "", "classId"},
		{"getLoginLinked", fields{"uid": 1001001, "courseId": 490583}, "lifeTime deviceType", "lifeTime deviceType"},
	}
	call := func(t *testing.T, action string, required fields, optional, value string) (string, *classintest.Server) {
		t.Helper()
		srv := newServer(t)
		srv.AddUser(77)
		srv.AddSchoolStudent(78, "S")
		lesson := create(t, srv, fields{"record": 1})
		all := with(required)
		if action == "editCourseClass" || action == "modifyClassSeatNum" || action == "getLoginLinked" || action == "getWebcastUrl" {
			all["classId"] = lesson.id(t)
		}
		for name := range strings.FieldsSeq(optional) {
			all[name] = value
		}
		a := course(t, srv, action, all)
		var rows []struct{ Errno json.Number }
		if json.Unmarshal(a.Data, &rows) == nil && len(rows) == 1 {
			return rows[0].Errno.String(), srv
		}
		return a.errno(), srv
	}
	for _, test := range tests {
		t.Run(test.action, func(t *testing.T) {
			errno, want := call(t, test.action, test.required, "", "")
			require.Equal(t, "1", errno)
			for value, optional := range map[string]string{"": test.optional, "0": test.zero} {
				errno, srv := call(t, test.action, test.required, optional, value)
				assert.Equal(t, "1", errno, "%q for %s", value, optional)
				if value == "" {
					assert.Equal(t, want.Classes(), srv.Classes())
					assert.Equal(t, want.Courses(), srv.Courses())
					assert.Equal(t, want.Users(), srv.Users())
					assert.Equal(t, want.Teachers(), srv.Teachers())
				}
			}
		})
	}
	for _, folder := range []string{"", "0"} {
		assert.Equal(t, "1", cloud(t, newServer(t), "getCloudList", fields{"folderId": folder}).errno())
	}
}
