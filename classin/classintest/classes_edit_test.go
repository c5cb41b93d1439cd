package classintest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

// item is a class of a batch.
func item(changes string) string {
	return fmt.Sprintf(`{"className":"A","beginTime":%d,"endTime":%d,"teacherUid":"1001001"%s}`, noon.Unix()+3600, noon.Unix()+7200, changes)
}

func TestABatchOfClassesHasMixedResults(t *testing.T) {
	srv := newServer(t)
	create(t, srv, fields{"courseUniqueIdentity": "used"})
	list := strings.Join([]string{
		item(`,"customColumn":123,"courseUniqueIdentity":"new","record":1,"live":1`), item(`,"courseUniqueIdentity":"new"`), item(`,"teacherUid":1`),
		item(`,"courseUniqueIdentity":"used"`), item(`,"live":1`), item(`,"seatNum":"x"`),
	}, ",")
	a := course(t, srv, "addCourseClassMultiple", fields{"courseId": 490583, "classJson": "[" + list + "]"})
	assert.Equal(t, []string{"1", "1", "133", "400", "398", "280", "100"}, a.items(t))
	var items []struct {
		Data         int64
		CustomColumn string
		MoreData     struct {
			LiveInfo map[string]string `json:"live_info"`
		} `json:"more_data"`
	}
	require.NoError(t, json.Unmarshal(a.Data, &items))
	classes := srv.Classes()
	require.Len(t, classes, 3)
	assert.Equal(t, classes[0].ClassID, items[3].Data, "the class there is")
	assert.Equal(t, classes[1].ClassID, items[0].Data)
	assert.Equal(t, "123", items[0].CustomColumn)
	assert.Equal(t, classes[1].RTMP, items[0].MoreData.LiveInfo["RTMP"])
	assert.NotEmpty(t, classes[1].RTMP)
	assert.Equal(t, classes[2].ClassID, items[4].Data, "created, but not recorded")
}

func TestABatchIsCutAtFifty(t *testing.T) {
	srv := newServer(t)
	list := "[" + strings.Repeat(item("")+",", 50) + item("") + "]"
	a := course(t, srv, "addCourseClassMultiple", fields{"courseId": 490583, "classJson": list})
	assert.Len(t, a.items(t), 1+50)
	assert.Len(t, srv.Classes(), 50)
}

func TestAClassIsEdited(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv, fields{"assistantUid": 1001002, "folderId": 22418, "record": 1, "courseUniqueIdentity": "x"}).id(t)
	before := srv.Classes()[0]
	edit := fields{"courseId": 490583, "classId": id}

	a := course(t, srv, "editCourseClass", with(edit, fields{"className": strings.Repeat("课", 51), "isAutoOnstage": 1, "folderId": 22418}))
	assert.Equal(t, "1", a.errno())
	assert.Empty(t, a.Data)
	assert.Contains(t, string(a.MoreData), before.LiveURL)
	after := before
	after.ClassName, after.AutoOnStage = strings.Repeat("课", 50), false
	assert.Equal(t, after, srv.Classes()[0], "nothing else has changed")

	assert.Equal(t, "282", course(t, srv, "editCourseClass", with(edit, fields{"record": 1, "live": 1})).errno())
	assert.False(t, srv.Classes()[0].Live, "without replay none of the three counts")
	assert.Equal(t, "1", course(t, srv, "editCourseClass", with(edit, fields{"record": 1, "live": 1, "replay": 0})).errno())
	assert.True(t, srv.Classes()[0].Live)
	assert.NotEmpty(t, srv.Classes()[0].FLV)

	assert.Equal(t, "1", course(t, srv, "editCourseClass", with(edit, fields{"classIntroduce": "new"})).errno())
	assert.Equal(t, []int64{1001002}, srv.Classes()[0].AssistantUIDs)
	assert.EqualValues(t, 22400, srv.Classes()[0].FolderID, "the course's, as it was not there")
	assert.Equal(t, "328", course(t, srv, "editCourseClass", with(edit, fields{"teacherUid": 1001002})).errno())
	assert.Equal(t, "1", course(t, srv, "editCourseClass", with(edit, fields{"assistantUids": "[]", "teacherUid": 1001002})).errno())
	assert.Empty(t, srv.Classes()[0].AssistantUIDs)
	assert.EqualValues(t, 1001002, srv.Classes()[0].TeacherUID)

	assert.Equal(t, "1", course(t, srv, "modifyClassSeatNum", with(edit, fields{"seatNum": 0})).errno())
	assert.Zero(t, srv.Classes()[0].StudentSeats)
	assert.Equal(t, "259", course(t, srv, "modifyClassSeatNum", with(edit, fields{"seatNum": 13})).errno())
	assert.Equal(t, "368", course(t, srv, "modifyClassSeatNum", with(edit, fields{"seatNum": 3, "isHd": 1})).errno())
	assert.Equal(t, "100", course(t, srv, "modifyClassSeatNum", edit).errno())
	assert.Equal(t, "100", course(t, srv, "editCourseClass", with(edit, fields{"beginTime": noon.Unix() + 9000})).errno())
	assert.Equal(t, "1", course(t, srv, "editCourseClass", with(edit, fields{"beginTime": noon.Unix() + 9000, "endTime": noon.Unix() + 12000})).errno())
	assert.Equal(t, noon.Unix()+9000, srv.Classes()[0].StartTime.Unix())
}

func TestWhenAClassCanBeEdited(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv, fields{"record": 1}).id(t)
	edit := fields{"courseId": 490583, "classId": id}
	at(srv, 41*time.Minute)
	assert.Equal(t, "350", course(t, srv, "editCourseClass", with(edit, fields{"className": "B"})).errno())
	assert.Equal(t, "283", course(t, srv, "editCourseClass", with(edit, fields{"record": 1, "live": 1, "replay": 1})).errno())
	assert.False(t, srv.Classes()[0].Live)
	assert.Equal(t, "348", course(t, srv, "modifyClassSeatNum", with(edit, fields{"seatNum": 1})).errno())
	list := fmt.Sprintf(`[{"classId":"%d","record":"1","live":1,"replay":1}]`, id)
	assert.Equal(t, []string{"1", "252"}, course(t, srv, "setClassVideoMultiple", fields{"courseId": 490583, "classJson": list}).items(t))
	at(srv, 61*time.Minute)
	for _, action := range []string{"editCourseClass", "delCourseClass", "delEndCourseClass"} {
		assert.Equal(t, "140", course(t, srv, action, edit).errno())
	}
	at(srv, 2*time.Hour)
	for _, action := range []string{"editCourseClass", "delCourseClass"} {
		assert.Equal(t, "145", course(t, srv, action, edit).errno())
	}
	assert.Equal(t, "1", course(t, srv, "delEndCourseClass", edit).errno())
	assert.Equal(t, "212", course(t, srv, "delEndCourseClass", edit).errno())
	assert.Empty(t, srv.Classes())
}

func TestDeletingAClassFreesItsIdentity(t *testing.T) {
	srv := newServer(t)
	identity := fields{"courseUniqueIdentity": "x"}
	id := create(t, srv, identity).id(t)
	srv.AddCourse(classintest.Course{CourseID: 6001})
	assert.Equal(t, "142", course(t, srv, "delCourseClass", fields{"courseId": 6001, "classId": id}).errno())
	assert.Equal(t, "143", course(t, srv, "delCourseClass", fields{"courseId": 6001, "classId": 1}).errno())
	assert.Equal(t, "369", course(t, srv, "delEndCourseClass", fields{"courseId": 490583, "classId": id}).errno())
	assert.Equal(t, "1", course(t, srv, "delCourseClass", fields{"courseId": 490583, "classId": id}).errno())
	assert.Equal(t, "212", course(t, srv, "delCourseClass", fields{"courseId": 490583, "classId": id}).errno())
	wantCreated(t, srv, create(t, srv, identity), "1")
}

func TestStudentsOfAClass(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv).id(t)
	second := create(t, srv).id(t)
	srv.AddSchoolStudent(77, "A")
	srv.AddUser(78)
	call := fields{"courseId": 490583, "classId": id, "identity": 1}
	list := `[{"uid":"77","customColumn":"x"},{"uid":"77"},{"uid":78},{"uid":1002001},{"uid":1001001}]`
	a := course(t, srv, "addClassStudentMultiple", with(call, fields{"studentJson": list}))
	assert.Equal(t, []string{"1", "1", "166", "228", "166", "332"}, a.items(t))
	assert.Equal(t, []int64{77}, srv.Classes()[0].Students)
	assert.Equal(t, "159", course(t, srv, "addClassStudentMultiple", with(call, fields{"identity": 2, "studentJson": list})).errno())
	ids := fmt.Sprintf("[%d,%d,1]", id, second)
	assert.Equal(t, []string{"1", "166", "1", "142"}, course(t, srv, "addCourseClassStudent", fields{"courseId": 490583, "studentUid": 77, "classJson": ids}).items(t))
	assert.Equal(t, []int64{77}, srv.Classes()[1].Students)

	comments := `[{"studentUid":"77","starNum":"9","comment":"good","customColumn":"s"},{"studentUid":78,"starNum":1,"comment":""},{"studentUid":77}]`
	commented := course(t, srv, "updateClassStudentComment", fields{"classId": id, "commentJson": comments})
	assert.Equal(t, []string{"1", "1", "228", "100"}, commented.items(t))
	assert.Contains(t, commented.Raw, `"studentUid":"77"`)
	assert.Equal(t, map[int64]string{77: "5 good"}, srv.Classes()[0].Comments)
	assert.Equal(t, "233", course(t, srv, "updateClassStudentComment", fields{"classId": 1, "commentJson": comments}).errno())

	assert.Equal(t, []string{"1", "1", "167"}, course(t, srv, "delClassStudentMultiple", with(call, fields{"studentUidJson": `["77","77"]`})).items(t))
	assert.Empty(t, srv.Classes()[0].Students)
	at(srv, 3*time.Hour)
	assert.Equal(t, "145", course(t, srv, "addClassStudentMultiple", with(call, fields{"studentJson": list})).errno())
}

func TestRecordings(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv).id(t)
	list := fmt.Sprintf(`[{"classId":%d,"record":1,"live":1,"replay":0,"customColumn":"x"},{"classId":%d,"record":0,"live":1,"replay":0},{"classId":1,"record":1}]`, id, id)
	a := course(t, srv, "setClassVideoMultiple", fields{"courseId": 490583, "classJson": list})
	assert.Equal(t, []string{"1", "1", "251", "143"}, a.items(t))
	assert.True(t, srv.Classes()[0].Live)
	assert.Contains(t, a.Raw, srv.Classes()[0].LiveURL)
	list = fmt.Sprintf(`[{"classId":%d,"record":0}]`, id)
	assert.Equal(t, []string{"1", "1"}, course(t, srv, "setClassVideoMultiple", fields{"courseId": 490583, "classJson": list}).items(t))
	assert.True(t, srv.Classes()[0].Record, "one of three changes nothing")

	one, all := fields{"classId": id, "fileId": "f1"}, fields{"classId": id}
	assert.Equal(t, "384", course(t, srv, "deleteClassVideo", one).errno())
	assert.Equal(t, "391", course(t, srv, "updateClassLockStatus", fields{"classId": id, "isLock": 1}).errno())
	at(srv, 3*time.Hour)
	assert.Equal(t, "631", course(t, srv, "deleteClassVideo", one).errno())
	for _, file := range []string{"f1", "f2", "f3"} {
		srv.AddVideo(id, file)
	}
	assert.Equal(t, "1", course(t, srv, "updateClassLockStatus", fields{"classId": id, "isLock": 1}).errno())
	assert.Equal(t, "633", course(t, srv, "deleteClassVideo", all).errno())
	assert.Equal(t, "1", course(t, srv, "updateClassLockStatus", fields{"classId": id, "isLock": 0}).errno())
	assert.Equal(t, "1", course(t, srv, "deleteClassVideo", one).errno())
	assert.Equal(t, "630", course(t, srv, "deleteClassVideo", one).errno())
	assert.Equal(t, []string{"f2", "f3"}, srv.Classes()[0].VideoIDs)
	assert.Equal(t, "1", course(t, srv, "deleteClassVideo", with(all, fields{"fileId": ""})).errno())
	assert.Empty(t, srv.Classes()[0].VideoIDs)
	assert.Equal(t, "632", course(t, srv, "deleteClassVideo", all).errno())
	assert.Equal(t, "233", course(t, srv, "deleteClassVideo", fields{"classId": 1}).errno())

	names := map[string]int{}
	for _, request := range srv.Requests() {
		names[request.Operation]++
	}
	assert.Equal(t, 4, names["Recordings.Delete"])
	assert.Equal(t, 4, names["Recordings.DeleteAll"])
}

func TestLinks(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv).id(t)
	webcast := course(t, srv, "getWebcastUrl", fields{"courseId": 490583, "classId": id})
	assert.Regexp(t, fmt.Sprintf(`^"https://www.eeo.cn/webcast.php\?courseKey=[0-9a-f]{16}&lessonid=%d"$`, id), string(webcast.Data))
	assert.Equal(t, webcast.Data, course(t, srv, "getWebcastUrl", fields{"courseId": 490583, "classId": id}).Data)
	assert.NotContains(t, string(course(t, srv, "getWebcastUrl", fields{"courseId": 490583}).Data), "lessonid")
	assert.Equal(t, "144", course(t, srv, "getWebcastUrl", fields{"courseId": 1}).errno())

	join := fields{"uid": 1002001, "courseId": 490583, "classId": id, "lifeTime": ""}
	assert.Equal(t, fmt.Sprintf(`"classin://www.eeo.cn/enterclass?telephone=13901002001&classId=%d&courseId=490583&schoolId=7654321"`, id), string(course(t, srv, "getLoginLinked", join).Data))
	assert.Contains(t, string(course(t, srv, "getLoginLinked", with(join, fields{"deviceType": 2})).Data), "https://www.eeo.cn/client/mobile/ios/enterclass/?telephone=")
	srv.SetUser(classintest.User{UID: 1002001, Email: "a@example.com"})
	assert.Equal(t, "467", course(t, srv, "getLoginLinked", join).errno())
	srv.AddSchoolStudent(77, "A")
	assert.Equal(t, "150", course(t, srv, "getLoginLinked", with(join, fields{"uid": 77})).errno())
	at(srv, 3*time.Hour)
	assert.Equal(t, "145", course(t, srv, "getLoginLinked", join).errno())
}

func TestFailuresOfTheWiderAPI(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv).id(t)
	class := fields{"courseId": 490583, "classId": id}
	srv.FailNext(114)
	assert.Equal(t, "114", course(t, srv, "delCourseClass", class).errno())
	assert.Len(t, srv.Classes(), 1)
	srv.FailNext(823)
	assert.Equal(t, "143", course(t, srv, "delCourseClass", with(class, fields{"classId": 1})).errno(), "refused anyway")
	assert.Equal(t, "823", course(t, srv, "delCourseClass", class).errno())
	assert.Empty(t, srv.Classes(), "done, but")
	srv.FailNextApplied(104)
	a := course(t, srv, "addCourse", fields{"courseName": "A"})
	assert.Equal(t, "104", a.errno())
	assert.Empty(t, a.Data)
	assert.Len(t, srv.Courses(), 2)
}
