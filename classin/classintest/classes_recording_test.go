package classintest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

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
