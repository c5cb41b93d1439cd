package classintest_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

// classOf is the smallest class of the second generation, changed.
func classOf(changes map[string]any) map[string]any {
	all := map[string]any{"courseId": 490583, "name": "A", "teacherUid": 1001001, "startTime": noon.Unix() + 3600, "endTime": noon.Unix() + 7200}
	maps.Copy(all, changes)
	return all
}

func createV2(t *testing.T, srv *classintest.Server, changes map[string]any) v2Answer {
	t.Helper()
	return lms(t, srv, "/lms/activity/createClass", classOf(changes))
}

func TestAClassOfTheSecondGeneration(t *testing.T) {
	srv := newServer(t)
	unit := lms(t, srv, "/lms/unit/create", map[string]any{"courseId": 490583, "name": "U", "publishFlag": 0}).id(t, "unitId")
	a := createV2(t, srv, map[string]any{
		"unitId": unit, "assistantUids": []int{1001002}, "seatNum": 2, "isAutoOnstage": 0, "isHd": 1, "uniqueIdentity": "x",
		"recordType": 2, "recordState": 1, "liveState": 1, "openState": 0,
	})
	activity, classID := a.id(t, "activityId"), a.id(t, "classId")
	class := srv.Classes()[0]
	assert.Equal(t, classID, class.ClassID)
	assert.Equal(t, activity, class.ActivityID)
	assert.Equal(t, 1, class.StudentSeats, "seatNum counts the teacher")
	assert.False(t, class.AutoOnStage)
	assert.True(t, class.Record && class.RecordScene && class.Live && !class.Replay)
	assert.Equal(t, []int64{1001002}, class.AssistantUIDs)
	var data struct {
		LiveURL  string            `json:"live_url"`
		LiveInfo map[string]string `json:"live_info"`
	}
	require.NoError(t, json.Unmarshal(a.Data, &data))
	assert.Equal(t, class.LiveURL, data.LiveURL)
	assert.Equal(t, class.HLS, data.LiveInfo["HLS"])

	again := createV2(t, srv, map[string]any{"uniqueIdentity": "x"})
	assert.EqualValues(t, 398, again.Code)
	assert.Contains(t, string(again.Data), `"classId"`)
	assert.Equal(t, "466", course(t, srv, "editCourseClass", fields{"courseId": 490583, "classId": classID}).errno())

	edit := map[string]any{"courseId": 490583, "activityId": activity, "name": "B", "isAutoOnstage": 1}
	assert.EqualValues(t, 1, lms(t, srv, "/lms/activity/updateClass", edit).Code)
	class = srv.Classes()[0]
	assert.Equal(t, "B", class.ClassName)
	assert.True(t, class.AutoOnStage && class.Live)
	assert.Equal(t, 1, class.StudentSeats)
	assert.Empty(t, class.AssistantUIDs, "default none, the page says")
	assert.Equal(t, "B", srv.Activities()[0].Name)
	assert.Equal(t, unit, srv.Activities()[0].UnitID)

	ref := map[string]any{"courseId": 490583, "activityId": activity}
	assert.EqualValues(t, 1, lms(t, srv, "/lms/activity/release", ref).Code)
	assert.EqualValues(t, 29184, lms(t, srv, "/lms/activity/release", ref).Code)
	assert.EqualValues(t, 121601030, lms(t, srv, "/lms/activity/release", map[string]any{"courseId": 490583, "activityIds": []int64{activity}}).Code)
	at(srv, 61*time.Minute)
	assert.EqualValues(t, 40005, lms(t, srv, "/lms/activity/delete", ref).Code)
	assert.EqualValues(t, 140, lms(t, srv, "/lms/activity/updateClass", edit).Code)
	assert.EqualValues(t, 40001, lms(t, srv, "/lms/unit/delete", map[string]any{"courseId": 490583, "unitId": unit}).Code)
	at(srv, 2*time.Hour)
	assert.EqualValues(t, 40006, lms(t, srv, "/lms/activity/delete", ref).Code)
	assert.EqualValues(t, 145, lms(t, srv, "/lms/activity/updateClass", edit).Code)
	at(srv, 0)
	assert.EqualValues(t, 1, lms(t, srv, "/lms/activity/delete", ref).Code)
	assert.EqualValues(t, 29149, lms(t, srv, "/lms/activity/delete", ref).Code)
	assert.Empty(t, srv.Classes())
	assert.EqualValues(t, 1, createV2(t, srv, map[string]any{"uniqueIdentity": "x"}).Code, "the identity is free")
}

func TestClassesOfTheSecondGenerationAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		change map[string]any
		code   int64
	}{
		"an unknown course":         {map[string]any{"courseId": 1}, 147},
		"another school's course":   {map[string]any{"courseId": 6001}, 121601021},
		"a public course":           {map[string]any{"courseId": 6002}, 121601022},
		"a course that has expired": {map[string]any{"courseId": 6003}, 121601023},
		"a name of 51 characters":   {map[string]any{"name": "课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课课"}, 121601020},
		"an empty name":             {map[string]any{"name": ""}, 121601020},
		"a text for a number":       {map[string]any{"teacherUid": "1001001"}, 101001001},
		"a text for the unit":       {map[string]any{"unitId": ""}, 101001001},
		"an unknown unit":           {map[string]any{"unitId": 1}, 121601020},
		"no seats at all":           {map[string]any{"seatNum": 0}, 101001001},
		"isAutoOnstage 2":           {map[string]any{"isAutoOnstage": 2}, 121601020},
		"some of four":              {map[string]any{"recordState": 1}, 121601020},
		"two cameras for six":       {map[string]any{"isDc": 3}, 110100066},
		"an end before the begin":   {map[string]any{"endTime": noon.Unix()}, 119},
		"a begin now":               {map[string]any{"startTime": noon.Unix()}, 120},
		"a begin in two years":      {map[string]any{"startTime": noon.AddDate(2, 0, 1).Unix(), "endTime": noon.AddDate(2, 0, 1).Unix() + 3600}, 268},
		"a student as the teacher":  {map[string]any{"teacherUid": 1002001}, 172},
		"OMO":                       {map[string]any{"omoStationBroadcast": 1}, 121604007},
		"co-teachers in a text":     {map[string]any{"assistantUids": "[1001002]"}, 101001001},
	} {
		t.Run(name, func(t *testing.T) {
			srv := newServer(t)
			srv.AddCourse(classintest.Course{CourseID: 6001, OtherSchool: true})
			srv.AddCourse(classintest.Course{CourseID: 6002, Public: true})
			srv.AddCourse(classintest.Course{CourseID: 6003, ExpireTime: noon})
			a := createV2(t, srv, test.change)
			assert.Equal(t, test.code, a.Code, a.Msg)
			assert.Equal(t, "null", string(a.Data))
			assert.Empty(t, srv.Classes())
		})
	}
}

func TestSeatsAboveTheMaximumAreLowered(t *testing.T) {
	srv := newServer(t)
	createV2(t, srv, map[string]any{"seatNum": 50}).id(t, "classId")
	createV2(t, srv, nil).id(t, "classId")
	assert.Equal(t, 12, srv.Classes()[0].StudentSeats)
	assert.Equal(t, 6, srv.Classes()[1].StudentSeats)
}

func TestALiveClassWithoutRecordingIsCreatedAllTheSame(t *testing.T) {
	srv := newServer(t)
	a := createV2(t, srv, map[string]any{"recordType": 0, "recordState": 0, "liveState": 1, "openState": 0})
	assert.EqualValues(t, 267, a.Code)
	assert.Contains(t, string(a.Data), "activityId")
	assert.Len(t, srv.Classes(), 1)
}

func TestAThousandClassesAMinute(t *testing.T) {
	srv := newServer(t)
	bad := map[string]any{"courseId": 1}
	for range 1000 {
		require.EqualValues(t, 147, createV2(t, srv, bad).Code)
	}
	assert.EqualValues(t, 101003001, createV2(t, srv, bad).Code)
	at(srv, time.Minute)
	assert.EqualValues(t, 147, createV2(t, srv, bad).Code)
}

func TestOtherActivities(t *testing.T) {
	srv := newServer(t)
	unit := lms(t, srv, "/lms/unit/create", map[string]any{"courseId": 490583, "name": "U", "publishFlag": 0}).id(t, "unitId")
	body := func(kind int) map[string]any {
		return map[string]any{"courseId": 490583, "unitId": unit, "activityType": kind, "name": "H", "teacherUid": 1001001}
	}
	homework := lms(t, srv, "/lms/activity/createActivityNoClass", body(2)).id(t, "activityId")
	discussion := lms(t, srv, "/lms/activity/createActivityNoClass", body(6)).id(t, "activityId")
	assert.EqualValues(t, 121601020, lms(t, srv, "/lms/activity/createActivityNoClass", body(1)).Code)
	srv.AddAuditor(490583, 78)
	students := func(path string, id int64) v2Answer {
		return lms(t, srv, "/lms/activity/"+path, map[string]any{"courseId": 490583, "activityId": id, "studentUids": []any{1002001, "77", 78}})
	}
	assert.EqualValues(t, 110100070, students("addStudent", homework).Code)
	assert.EqualValues(t, 30008, students("deleteStudent", homework).Code)
	assert.EqualValues(t, 30002, students("addStudent", 1).Code)
	assert.Equal(t, []int64{1, 1, 40030, 1}, students("addStudent", discussion).items(t))
	removed := students("deleteStudent", discussion)
	assert.EqualValues(t, 1, removed.Code)
	assert.Equal(t, "null", string(removed.Data))
	assert.Equal(t, []int64{1002001, 77, 78}, srv.Activities()[1].Removed)

	synced := lms(t, srv, "/schooluser/modifyCourseStudentNickName", map[string]any{"studentUids": []int{1002001, 77}})
	assert.Equal(t, []int64{1, 1, 121601059}, synced.items(t))
	assert.EqualValues(t, 121601060, lms(t, srv, "/schooluser/modifyCourseStudentNickName", map[string]any{"studentUids": slices.Repeat([]int{77}, 101)}).Code)
	settings := lms(t, srv, "/school/modifySchoolConf", map[string]any{"allowViewReplay": 0})
	assert.EqualValues(t, 1, settings.Code)
	assert.Equal(t, "{}", string(settings.Data))
	assert.Equal(t, map[string]bool{"allowViewReplay": false}, srv.Settings())
	assert.EqualValues(t, 121601020, lms(t, srv, "/school/modifySchoolConf", map[string]any{"allowViewReplay": 2}).Code)
}
