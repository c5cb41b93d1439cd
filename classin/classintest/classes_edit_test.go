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

func TestARowUnderAUsedIdentity(t *testing.T) {
	for form, want := range map[classintest.Existing]string{classintest.ExistingRefused: "398", classintest.ExistingWithoutID: "398", classintest.ExistingAccepted: "1"} {
		srv := newServer(t, classintest.WithExisting(form))
		row := fields{"courseId": 490583, "classJson": `[{"className":"C","beginTime":1760003600,"endTime":1760007200,"teacherUid":1001001,"courseUniqueIdentity":"a"}]`}
		require.Equal(t, []string{"1", "1"}, course(t, srv, "addCourseClassMultiple", row).items(t))
		again := course(t, srv, "addCourseClassMultiple", row)
		assert.Equal(t, []string{"1", want}, again.items(t))
		assert.Equal(t, form != classintest.ExistingWithoutID, strings.Contains(string(again.Data), `"data":`), "the id")

		body := map[string]any{"courseId": 490583, "name": "C", "teacherUid": 1001001, "startTime": 1760003600, "endTime": 1760007200, "uniqueIdentity": "b"}
		first := lms(t, srv, "/lms/activity/createClass", body)
		second := lms(t, srv, "/lms/activity/createClass", body)
		assert.Equal(t, want, fmt.Sprint(second.Code))
		assert.Equal(t, form != classintest.ExistingWithoutID, strings.Contains(string(second.Data), fmt.Sprintf(`"classId":%d`, first.id(t, "classId"))))
		assert.Len(t, srv.Classes(), 2)
	}
}
