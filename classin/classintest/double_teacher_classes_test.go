package classintest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestDoubleTeacherClasses(t *testing.T) {
	srv := newServer(t)
	for _, id := range []int64{6001, 6002, 6003} {
		srv.AddCourse(classintest.Course{CourseID: id, Public: id == 6003})
	}
	main := create(t, srv).id(t)
	subs := []any{
		map[string]any{"courseId": 6001, "className": "S1", "isAutoOnstage": 2, "seatNum": 1, "recordState": 1, "recordType": 0, "liveState": 1, "openState": 0, "uniqueIdentity": "x"},
		map[string]any{"courseId": 6002, "className": "S2"},
		map[string]any{"courseId": 490583, "className": "S3"},
		map[string]any{"courseId": 6003, "className": "S4"},
		map[string]any{"courseId": 6001, "className": "S5", "uniqueIdentity": "x"},
		map[string]any{"courseId": 6001, "className": "S6", "isAutoOnstage": 0},
	}
	body := map[string]any{"mainCourseId": 490583, "mainClassId": main, "subClassJson": subs}
	a := lms(t, srv, "/lms/onlineDoubleTeacher/addClass", body)
	require.EqualValues(t, 1, a.Code)
	var data struct {
		MainClassID int64           `json:"mainClassId"`
		Subs        json.RawMessage `json:"subClassData"`
	}
	require.NoError(t, json.Unmarshal(a.Data, &data))
	assert.Equal(t, main, data.MainClassID)
	assert.Equal(t, []int64{1, 1, 1, 122301036, 121601022, 398, 121601020}, v2Answer{Code: 1, Data: data.Subs}.items(t))
	classes := srv.Classes()
	require.Len(t, classes, 3)
	assert.Equal(t, main, classes[1].MainClassID)
	assert.True(t, classes[1].AutoOnStage && classes[1].Live)
	assert.Zero(t, classes[1].StudentSeats)
	assert.False(t, classes[2].AutoOnStage, "1, no, is the default")
	assert.Equal(t, classes[0].StartTime, classes[2].StartTime)

	edit := map[string]any{"courseId": 6001, "classId": classes[1].ClassID, "startTime": noon.Unix() + 5000}
	assert.EqualValues(t, 121601036, lms(t, srv, "/lms/onlineDoubleTeacher/editClass", edit).Code)
	edit = map[string]any{"courseId": 490583, "classId": main, "teacherUid": 1001002, "className": "M"}
	edited := lms(t, srv, "/lms/onlineDoubleTeacher/editClass", edit)
	assert.Equal(t, []int64{1, 1, 1, 1}, edited.items(t))
	for _, class := range srv.Classes() {
		assert.EqualValues(t, 1001002, class.TeacherUID)
	}
	assert.True(t, srv.Classes()[1].Live, "the recording is kept")

	deleted := lms(t, srv, "/lms/onlineDoubleTeacher/deleteClass", map[string]any{"courseId": 6002, "classId": classes[2].ClassID})
	assert.Equal(t, []int64{1, 1}, deleted.items(t))
	deleted = lms(t, srv, "/lms/onlineDoubleTeacher/deleteClass", map[string]any{"courseId": 490583, "classId": main})
	assert.Equal(t, []int64{1, 1, 1}, deleted.items(t))
	assert.Empty(t, srv.Classes())
	assert.EqualValues(t, 121601042, lms(t, srv, "/lms/onlineDoubleTeacher/deleteClass", map[string]any{"courseId": 490583, "classId": main}).Code)
	plain := create(t, srv).id(t)
	assert.EqualValues(t, 121601034, lms(t, srv, "/lms/onlineDoubleTeacher/deleteClass", map[string]any{"courseId": 490583, "classId": plain}).Code)
	body["mainClassId"] = 1
	assert.EqualValues(t, 121601037, lms(t, srv, "/lms/onlineDoubleTeacher/addClass", body).Code)
	body["mainClassId"], body["subClassJson"] = plain, make([]map[string]any, 101)
	for i := range 101 {
		body["subClassJson"].([]map[string]any)[i] = map[string]any{}
	}
	assert.EqualValues(t, 121601038, lms(t, srv, "/lms/onlineDoubleTeacher/addClass", body).Code)
}

// What a double-teacher class is, only its own calls change; without its last sub-class the main class is an ordinary one again.
func TestADoubleTeacherClassIsNotChangedByOtherCalls(t *testing.T) {
	srv := newServer(t)
	srv.AddCourse(classintest.Course{CourseID: 6001})
	main := create(t, srv).id(t)
	body := map[string]any{"mainCourseId": 490583, "mainClassId": main, "subClassJson": []any{map[string]any{"courseId": 6001, "className": "S"}}}
	require.EqualValues(t, 1, lms(t, srv, "/lms/onlineDoubleTeacher/addClass", body).Code)
	ref := fields{"courseId": 490583, "classId": main}
	for action, change := range map[string]fields{"editCourseClass": {"className": "B"}, "modifyClassSeatNum": {"seatNum": 1, "isHd": 0}, "delCourseClass": nil} {
		assert.Equal(t, "369", course(t, srv, action, with(ref, change)).errno(), action)
	}
	teacher := fields{"courseId": 490583, "teacherUid": 1001002}
	assert.Equal(t, []string{"1", "369"}, course(t, srv, "modifyCourseTeacher", teacher).items(t))
	assert.EqualValues(t, 1001001, srv.Classes()[0].TeacherUID)

	sub := srv.Classes()[1].ClassID
	require.EqualValues(t, 1, lms(t, srv, "/lms/onlineDoubleTeacher/deleteClass", map[string]any{"courseId": 6001, "classId": sub}).Code)
	assert.EqualValues(t, 121601034, lms(t, srv, "/lms/onlineDoubleTeacher/editClass", map[string]any{"courseId": 490583, "classId": main, "className": "B"}).Code)
	assert.Equal(t, "1", course(t, srv, "editCourseClass", with(ref, fields{"className": "B"})).errno())
	assert.Equal(t, []string{"1", "1"}, course(t, srv, "modifyCourseTeacher", teacher).items(t))
}
