package classintest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// FuzzParameters sends any text as any parameter, and any bytes as the body: every answer is in the vendor's words.
func FuzzParameters(f *testing.F) {
	for _, name := range []string{"courseId", "className", "beginTime", "endTime", "assistantUids", "seatNum", "folderId", "courseUniqueIdentity", "teachMode", "record", "SID", "timeStamp", "x[", "[]"} {
		for _, value := range []string{"", "-9223372036854775808", "9223372036854775807", "99999999999999999999", "\x00\xff", "[1e999]", "[[[[", "[1,", "{}", "%zz", "1760003600"} {
			f.Add(name, value)
		}
	}
	srv := classintest.NewServer(
		classintest.WithCredentials(classin.Credentials{SID: sid, Secret: secret}),
		classintest.WithClock(func() time.Time { return noon }),
	)
	f.Cleanup(srv.Close)
	f.Fuzz(func(t *testing.T, name, value string) {
		assert.NotEmpty(t, create(t, srv, fields{name: value}).errno())
		reply := do(t, srv, http.MethodPost, createPath, "multipart/form-data; boundary="+strings.Map(token, name), value)
		assert.NotEmpty(t, read(t, reply).errno())
		assert.NotEmpty(t, read(t, do(t, srv, http.MethodPost, createPath, "application/x-www-form-urlencoded", value)).errno())
	})
}

// token keeps what may stand in a header.
func token(r rune) rune {
	if r > ' ' && r < 0x7f && r != ';' {
		return r
	}
	return -1
}

func TestManyAtOnce(t *testing.T) {
	srv := newServer(t)
	body := class(srv, fields{"courseUniqueIdentity": "a"}).Encode()
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			response, err := http.Post(srv.URL+createPath, "application/x-www-form-urlencoded", strings.NewReader(body))
			if assert.NoError(t, err) {
				response.Body.Close()
			}
		})
		group.Go(func() {
			srv.AddTeacher(7)
			srv.AddUser(8)
			srv.AddFolder(9)
			srv.SetPlan(srv.Plan())
			srv.SetMaintenance(false)
			srv.AddMaintenance(noon.Add(-2*time.Hour), noon.Add(-time.Hour))
			srv.SetIdentityRace(0)
			srv.Classes()
			srv.Requests()
		})
	}
	group.Wait()
	assert.Len(t, srv.Classes(), 1)
}

// Every route meets odd values in every parameter, one at a time.
func TestNoRouteBreaksOnForeignValues(t *testing.T) {
	srv := newServer(t)
	class := create(t, srv).id(t)
	known := map[string]any{"courseId": 490583, "classId": class, "mainCourseId": 490583, "mainClassId": class, "teacherUid": 1001001, "studentUid": 1002001, "identity": 1}
	names := []string{
		"courseId", "classId", "mainClassId", "teacherUid", "studentUid", "identity", "studentJson", "studentUidJson", "classJson", "classList", "courseList",
		"groupList", "groupName", "userJson", "commentJson", "folderIdJson", "beginTime", "endTime", "expiryTime", "assistantUids", "assistantUid", "seatNum",
		"subClassJson", "studentUids", "teacherUids", "name", "unitId", "activityId", "startTime", "password", "telephone", "className",
	}
	values := []string{`""`, `9223372036854775807`, `1e999`, `[null]`, `[{}]`, `[[null]]`, `{"a":[1]}`, `"[1,"`}
	for _, request := range allRoutes() {
		for _, name := range names {
			for _, value := range values {
				sendOdd(t, srv, request, known, name, value)
			}
		}
	}
}

// allRoutes are the paths of all operations, with their actions.
func allRoutes() []string {
	var routes []string
	for _, action := range []string{
		"register", "registerMultiple", "modifyPasswordByTelephone", "addSchoolStudent", "addCourse", "editCourse", "endCourse", "modifyCourseTeacher",
		"removeCourseTeacher", "addCourseStudent", "addCourseStudentMultiple", "delCourseStudentMultiple", "addCourseGroup", "editCourseGroup",
		"addCourseLabels", "addClassLabels", "addCourseClassMultiple", "editCourseClass", "modifyClassSeatNum", "addClassStudentMultiple",
		"delClassStudentMultiple", "addCourseClassStudent", "setClassVideoMultiple", "getWebcastUrl", "deleteClassVideo", "getLoginLinked",
		"updateClassStudentComment", "updateTeacherCloudFolders", "editUserInfo", "modifyPassword", "getCourseList", "getCourseInfo", "getCourseStudent",
		"getStudentList", "getTeacherList", "getCourseClass", "getClassInfo", "getClassMemberTimeDetails", "getClassMemberTime", "getClassVideo",
	} {
		routes = append(routes, "/partner/api/course.api.php?action="+action)
	}
	return append(routes, v2Paths()...)
}

func sendOdd(t *testing.T, srv *classintest.Server, path string, known map[string]any, name, value string) {
	t.Helper()
	if strings.Contains(path, "action=") {
		all := stamped(srv, fields(known))
		all[name] = strings.Trim(value, `"`)
		if reply := do(t, srv, http.MethodPost, path, "application/x-www-form-urlencoded", form(all).Encode()); reply.status != http.StatusOK || !strings.Contains(reply.body, "errno") {
			t.Errorf("%s with %s=%s: %d %s", path, name, value, reply.status, reply.body)
		}
		return
	}
	raw := map[string]json.RawMessage{}
	for key, number := range known {
		raw[key] = json.RawMessage(fmt.Sprint(number))
	}
	raw[name] = json.RawMessage(value)
	body := "{"
	signing := map[string]any{}
	for key, text := range raw {
		body += fmt.Sprintf("%q:%s,", key, text)
		switch text[0] {
		case '[', '{':
		case '"':
			var plain string
			_ = json.Unmarshal(text, &plain)
			signing[key] = plain
		case 'n':
		default:
			signing[key] = string(text)
		}
	}
	timeStamp := fmt.Sprint(srv.Now().Unix())
	header := map[string]string{"X-EEO-UID": fmt.Sprint(sid), "X-EEO-TS": timeStamp, "X-EEO-SIGN": sign(signing, timeStamp)}
	if a := send(t, srv, path, strings.TrimSuffix(body, ",")+"}", header); a.Code == 0 || a.Code == 101002005 {
		t.Errorf("%s with %s=%s: %d %s", path, name, value, a.Code, a.Msg)
	}
}

func TestAServerOfItsOwnAccordKeepsRealTime(t *testing.T) {
	srv := classintest.NewServer()
	defer srv.Close()
	assert.WithinDuration(t, time.Now(), srv.Now(), time.Minute)
	assert.Len(t, srv.Operations(), 87, "76 endpoints of the documents, 10 reads opened per school, and Recordings.DeleteAll beside Delete")
}
