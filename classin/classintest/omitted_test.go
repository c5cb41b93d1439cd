package classintest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

// The pages of the updates say both that only what changes is sent and what a missing parameter is. Both can be had.
func TestWhatAnUpdateLeavesOut(t *testing.T) {
	for _, test := range []struct {
		name  string
		opts  []classintest.Option
		keeps bool
	}{
		{"takes the page's default", nil, false},
		{"stays", []classintest.Option{classintest.WithOmitted(classintest.OmittedKept)}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t, test.opts...)
			plan := srv.Plan()
			plan.OMO = true
			srv.SetPlan(plan)
			ok := func(action string, f fields) {
				t.Helper()
				require.Equal(t, "1", course(t, srv, action, f).errno(), action)
			}
			id := create(t, srv, fields{"folderId": 22418, "omoStationBroadcast": 1, "record": 1, "recordScene": 1, "isHd": 2, "assistantUid": 1001002, "seatNum": 6}).id(t)
			edit := fields{"courseId": 490583, "classId": id}
			ok("editCourseClass", with(edit, fields{"className": "B", "record": 1, "live": 1, "replay": 0}))
			ok("modifyClassSeatNum", with(edit, fields{"seatNum": 1}))
			class := srv.Classes()[0]
			assert.Equal(t, test.keeps, class.FolderID == 22418, "folderId")
			assert.Equal(t, test.keeps, class.OMOBroadcast, "omoStationBroadcast")
			assert.Equal(t, test.keeps, class.RecordScene, "recordScene beside record")
			assert.Equal(t, test.keeps, class.HD == 2, "isHd")
			assert.True(t, class.Record && class.Live)
			assert.Equal(t, []int64{1001002}, class.AssistantUIDs, "the page names no default for assistantUids")

			ok("editCourseClass", with(edit, fields{"folderId": 22418, "omoStationBroadcast": 1, "record": 1, "recordScene": 1, "live": 1, "replay": 0}))
			ok("editCourseClass", with(edit, fields{"classIntroduce": "C", "folderId": 22418, "omoStationBroadcast": 1}))
			class = srv.Classes()[0]
			assert.True(t, class.FolderID == 22418 && class.OMOBroadcast && class.RecordScene, "what is given stays under both readings")
			ok("editCourseClass", with(edit, fields{"record": 0, "live": 0, "replay": 0}))
			assert.False(t, srv.Classes()[0].RecordScene, "nothing is recorded")

			made := course(t, srv, "addCourse", fields{"courseName": "A", "subjectId": 3, "classroomSettingId": 235}).id(t)
			ok("editCourse", fields{"courseId": made, "courseName": "B"})
			of := func() classintest.Course { return srv.Courses()[len(srv.Courses())-1] }
			assert.Equal(t, test.keeps, of().SubjectID == 3, "subjectId")
			assert.Equal(t, test.keeps, of().SettingID == 235, "classroomSettingId")
			ok("editCourse", fields{"courseId": made, "subjectId": 98, "classroomSettingId": 7})
			assert.EqualValues(t, 7, of().SettingID)
			assert.Zero(t, of().SubjectID, "98 is not a subject, so 0")

			activity := createV2(t, srv, map[string]any{"assistantUids": []int{1001002}}).id(t, "activityId")
			assert.EqualValues(t, 1, lms(t, srv, "/lms/activity/updateClass", map[string]any{"courseId": 490583, "activityId": activity, "name": "B"}).Code)
			assert.Equal(t, test.keeps, len(srv.Classes()[1].AssistantUIDs) == 1, "updateClass assistantUids")

			srv.AddCourse(classintest.Course{CourseID: 6001})
			sub := map[string]any{"courseId": 6001, "className": "S", "assistantUids": []int{1001002}}
			body := map[string]any{"mainCourseId": 490583, "mainClassId": id, "subClassJson": []any{sub}}
			require.EqualValues(t, 1, lms(t, srv, "/lms/onlineDoubleTeacher/addClass", body).Code)
			subID := srv.Classes()[2].ClassID
			lms(t, srv, "/lms/onlineDoubleTeacher/editClass", map[string]any{"courseId": 6001, "classId": subID, "className": "T"})
			require.Equal(t, "T", srv.Classes()[2].ClassName)
			assert.Equal(t, test.keeps, len(srv.Classes()[2].AssistantUIDs) == 1, "editClass assistantUids")
		})
	}
}

// A missing isDc is one camera, as the page says without a contradiction; recordScene of setClassVideoMultiple has no default.
func TestWhatIsNotAmbiguous(t *testing.T) {
	for _, reading := range []classintest.Omitted{classintest.OmittedReset, classintest.OmittedKept} {
		srv := newServer(t, classintest.WithOmitted(reading))
		id := create(t, srv, fields{"seatNum": 1, "isDc": 3, "record": 1, "recordScene": 1}).id(t)
		edit := fields{"courseId": 490583, "classId": id}
		require.True(t, srv.Classes()[0].DualCamera)
		require.Equal(t, "1", course(t, srv, "modifyClassSeatNum", with(edit, fields{"seatNum": 1})).errno())
		assert.False(t, srv.Classes()[0].DualCamera)
		list := fmt.Sprintf(`[{"classId":%d,"record":1,"live":1,"replay":1}]`, id)
		require.Equal(t, []string{"1", "1"}, course(t, srv, "setClassVideoMultiple", fields{"courseId": 490583, "classJson": list}).items(t))
		assert.True(t, srv.Classes()[0].RecordScene)
	}
}

func TestUpdatesThatTheVendorRefuses(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv, fields{"record": 1}).id(t)
	edit := fields{"courseId": 490583, "classId": id}
	assert.Equal(t, "119", course(t, srv, "editCourseClass", with(edit, fields{"endTime": noon.Unix() + 9000})).errno(), "endTime alone")
	assert.Equal(t, "282", course(t, srv, "editCourseClass", with(edit, fields{"recordScene": 1})).errno(), "recordScene alone")
	assert.Equal(t, "282", course(t, srv, "editCourseClass", with(edit, fields{"record": 0, "live": 0, "replay": 0, "recordScene": 1})).errno())
	assert.Equal(t, "282", course(t, srv, "editCourseClass", with(edit, fields{"record": 0, "live": 1, "replay": 0})).errno())
	assert.True(t, srv.Classes()[0].Record && !srv.Classes()[0].RecordScene, "nothing of it was done")
	list := func(members string) string { return fmt.Sprintf(`[{"classId":%d,%s}]`, id, members) }
	for members, code := range map[string]string{
		`"recordScene":1`: "100", `"recordScene":1,"record":1`: "100", `"record":0,"live":0,"replay":0,"recordScene":1`: "251", `"record":0,"live":0,"replay":1`: "251",
	} {
		assert.Equal(t, []string{"1", code}, course(t, srv, "setClassVideoMultiple", fields{"courseId": 490583, "classJson": list(members)}).items(t), members)
	}

	srv.AddCourse(classintest.Course{CourseID: 6001})
	sub := map[string]any{"courseId": 6001, "className": "S", "useCoMainRecord": 1, "recordState": 0, "recordType": 1, "liveState": 0, "openState": 0}
	body := map[string]any{"mainCourseId": 490583, "mainClassId": id, "subClassJson": []any{sub}}
	var data struct {
		Subs []v2Answer `json:"subClassData"`
	}
	require.NoError(t, json.Unmarshal(lms(t, srv, "/lms/onlineDoubleTeacher/addClass", body).Data, &data))
	assert.EqualValues(t, 122301037, data.Subs[0].Code, "useCoMainRecord wants zeros")
	sub["recordType"] = 0
	require.NoError(t, json.Unmarshal(lms(t, srv, "/lms/onlineDoubleTeacher/addClass", body).Data, &data))
	require.EqualValues(t, 1, data.Subs[0].Code)
	subEdit := map[string]any{"courseId": 6001, "classId": srv.Classes()[1].ClassID, "useCoMainRecord": 1, "recordState": 0, "recordType": 0, "liveState": 0, "openState": 0}
	for name, want := range map[string]int64{"recordState": 122301037, "recordType": 122301037} {
		subEdit[name] = 1
		assert.EqualValues(t, want, lms(t, srv, "/lms/onlineDoubleTeacher/editClass", subEdit).Code, name)
		subEdit[name] = 0
	}
	delete(subEdit, "useCoMainRecord")
	assert.EqualValues(t, 121601020, lms(t, srv, "/lms/onlineDoubleTeacher/editClass", subEdit).Code, "a sub-class wants all five")
}
