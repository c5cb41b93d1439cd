package classintest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestAUserRegistersOnce(t *testing.T) {
	srv := newServer(t)
	user := fields{"telephone": "13800000001", "password": "secret1", "nickname": "Li Lei", "addToSchoolMember": 2}
	made := course(t, srv, "register", user)
	assert.Equal(t, "1", made.errno(), "a number, as in the tables")
	uid := made.id(t)
	assert.Contains(t, srv.Users(), classintest.User{UID: uid, Phone: "13800000001", Nickname: "Li Lei", PasswordMD5: "e52d98c459819a11775936d8dfbb7929"})
	assert.Contains(t, srv.Teachers(), classintest.Teacher{UID: uid, Name: "Li Lei"})

	assert.Equal(t, "101003002", course(t, srv, "register", user).errno(), "within 5 seconds")
	at(srv, 6*time.Second)
	again := course(t, srv, "register", user)
	assert.Equal(t, "135", again.errno())
	assert.Equal(t, uid, again.id(t))

	mail := course(t, srv, "register", fields{"email": "a@example.com", "md5pass": "E52D98C459819A11775936D8DFBB7929", "addToSchoolMember": 1})
	require.Equal(t, "1", mail.errno())
	assert.Contains(t, srv.Students(), mail.id(t))
	taken := course(t, srv, "register", fields{"email": "a@example.com", "password": "another"})
	assert.Equal(t, "461", taken.errno())
	assert.Equal(t, mail.id(t), taken.id(t))
}

func TestARegistrationOfAnAccountThatExists(t *testing.T) {
	for _, test := range []struct {
		name   string
		way    classintest.Registered
		member int
		errno  string
		joins  bool
	}{
		{"register_new.md", classintest.RegisteredIgnored, 2, "135", false},
		{"register.md", classintest.RegisteredAdded, 2, "135", true},
		{"Lesson_errors.md", classintest.RegisteredAccepted, 2, "1", true},
		{"Lesson_errors.md without addToSchoolMember", classintest.RegisteredAccepted, 0, "135", false},
		{"Lesson_errors.md with another number", classintest.RegisteredAccepted, 7, "135", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t, classintest.WithRegistered(test.way))
			old := classintest.User{UID: 42, Phone: "13800000001", PasswordMD5: "old"}
			srv.SetUser(old)
			a := course(t, srv, "register", fields{"telephone": "13800000001", "password": "secret1", "nickname": "New", "addToSchoolMember": test.member})
			assert.Equal(t, test.errno, a.errno())
			assert.EqualValues(t, 42, a.id(t))
			assert.Contains(t, srv.Users(), old, "nothing of the account changes")
			assert.Equal(t, test.joins, slices.ContainsFunc(srv.Teachers(), func(t classintest.Teacher) bool { return t.UID == 42 }))
			b := course(t, srv, "registerMultiple", fields{"userJson": fmt.Sprintf(`[{"telephone":"13800000001","password":"secret1","addToSchoolMember":%d}]`, test.member)})
			assert.Equal(t, []string{"1", test.errno}, b.items(t))
		})
	}
	srv := newServer(t, classintest.WithRegistered(classintest.RegisteredAdded))
	srv.SetTeacher(42, classintest.TeacherStatusDisabled)
	srv.SetUser(classintest.User{UID: 42, Phone: "13800000001"})
	course(t, srv, "register", fields{"telephone": "13800000001", "password": "secret1", "addToSchoolMember": 2})
	assert.Contains(t, srv.Teachers(), classintest.Teacher{UID: 42, Status: classintest.TeacherStatusDisabled}, "a member stays as they are")
}

func TestAPasswordGoesOutInAMessage(t *testing.T) {
	srv := newServer(t)
	user := fields{"telephone": "13800000001", "isSentMessage": 1, "addToSchoolMember": 1}
	assert.Equal(t, "1", course(t, srv, "register", user).errno())
	user = with(user, fields{"telephone": "13800000002", "password": "1", "md5pass": strings.Repeat("0", 32)})
	assert.Equal(t, "137", course(t, srv, "register", user).errno(), "md5pass does not count")
}

func TestARegistrationAfterTheRepeatWindowIsSwitchedOff(t *testing.T) {
	srv := newServer(t)
	srv.SetRepeatWindow(0)
	user := fields{"telephone": "001-8006437676", "password": "secret1"}
	require.Equal(t, "1", course(t, srv, "register", user).errno())
	assert.Equal(t, "135", course(t, srv, "register", user).errno())
}

func TestABatchOfUsersHasMixedResults(t *testing.T) {
	srv := newServer(t)
	srv.SetUser(classintest.User{UID: 42, Phone: "13800000001"})
	a := course(t, srv, "registerMultiple", fields{"userJson": `[{"telephone":13800000001,"password":123456},
		{"telephone":"13800000002","password":"123456","customColumn":7},{"telephone":"13800000003","password":"1"},{"password":"123456"},{"telephone":"0123","password":"123456"}]`})
	assert.Equal(t, []string{"1", "135", "1", "137", "100", "134"}, a.items(t))
	var items []map[string]any
	require.NoError(t, json.Unmarshal(a.Data, &items))
	assert.EqualValues(t, 42, items[0]["data"])
	assert.Equal(t, "7", items[1]["customColumn"])
	assert.Positive(t, items[1]["data"])
	assert.NotContains(t, items[2], "data")
}

func TestUsersAreRefused(t *testing.T) {
	user := fields{"telephone": "13800000001", "password": "secret1"}
	wantRefusals(t, addUser77, []refusal{
		{"without account", "register", fields{"password": "secret1"}, "100"},
		{"without password", "register", fields{"telephone": "13800000001"}, "100"},
		{"with +86", "register", with(user, fields{"telephone": "+8613800000001"}), "134"},
		{"with a short password", "register", with(user, fields{"password": "12345"}), "137"},
		{"with an md5 that is none", "register", fields{"telephone": "13800000001", "md5pass": "x"}, "100"},
		{"a message to nobody's member", "register", with(user, fields{"isSentMessage": 1}), "100"},
		{"a message of 2", "register", with(user, fields{"isSentMessage": 2}), "100"},
		{"without any", "registerMultiple", fields{"userJson": "[]"}, "155"},
		{"no JSON", "registerMultiple", fields{"userJson": "x"}, "155"},
		{"more than ten", "registerMultiple", fields{"userJson": "[{},{},{},{},{},{},{},{},{},{},{}]"}, "450"},
		{"nobody", "modifyPasswordByTelephone", fields{"uid": 1, "password": "secret1"}, "400"},
		{"of another school", "modifyPasswordByTelephone", fields{"uid": 77, "password": "secret1"}, "227"},
		{"short", "modifyPasswordByTelephone", fields{"uid": 1002001, "password": "1"}, "137"},
		{"nobody", "addSchoolStudent", fields{"studentAccount": "13700000000", "studentName": "A"}, "113"},
		{"no number", "addSchoolStudent", fields{"studentAccount": "x", "studentName": "A"}, "134"},
		{"twice", "addSchoolStudent", fields{"studentAccount": "13901002001", "studentName": "A"}, "133"},
		{"nobody", "editSchoolStudent", fields{"studentUid": 77, "studentName": "A"}, "228"},
		{"nobody", "addTeacher", fields{"teacherAccount": "13700000000", "teacherName": "A"}, "113"},
		{"no number", "addTeacher", fields{"teacherAccount": "x", "teacherName": "A"}, "122"},
		{"twice", "addTeacher", fields{"teacherAccount": "13901001001", "teacherName": "A"}, "133"},
		{"nobody", "editTeacher", fields{"teacherUid": 77, "teacherName": "A"}, "219"},
		{"no account", "stopUsingTeacher", fields{"teacherUid": 1}, "400"},
		{"no teacher", "stopUsingTeacher", fields{"teacherUid": 77}, "136"},
		{"no teacher", "restartUsingTeacher", fields{"teacherUid": 77}, "136"},
		{"nobody", "deleteSubSchoolAccount", fields{"UID": 77}, "22101"},
		{"an unknown folder", "updateTeacherCloudFolders", fields{"teacherUid": 1001001, "folderIdJson": "[1]"}, "860"},
		{"no teacher", "updateTeacherCloudFolders", fields{"teacherUid": 77, "folderIdJson": "[]"}, "136"},
	})
}

func addUser77(srv *classintest.Server) { srv.AddUser(77) }

func TestPictures(t *testing.T) {
	for name, test := range map[string]struct {
		file  string
		size  int
		errno string
	}{
		"a picture":     {"a.JPG", 10, "1"},
		"no picture":    {"a.pdf", 10, "224"},
		"a big picture": {"a.png", 1 << 20, "342"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := newServer(t)
			var body bytes.Buffer
			writer := multipart.NewWriter(&body)
			for field, all := range form(stamped(srv, fields{"telephone": "13800000001", "password": "secret1"})) {
				require.NoError(t, writer.WriteField(field, all[0]))
			}
			part, err := writer.CreateFormFile("Filedata", test.file)
			require.NoError(t, err)
			_, _ = part.Write(make([]byte, test.size))
			require.NoError(t, writer.Close())
			a := read(t, do(t, srv, http.MethodPost, "/partner/api/course.api.php?action=register", writer.FormDataContentType(), body.String()))
			assert.Equal(t, test.errno, a.errno(), a.Raw)
		})
	}
}
