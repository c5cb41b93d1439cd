package classintest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestTheSmallestRequestMakesAClassOfDefaults(t *testing.T) {
	srv := newServer(t)
	made := wantCreated(t, srv, create(t, srv), "1")
	assert.Positive(t, made.FolderID, "the course's folder")
	made.FolderID = 0
	assert.Equal(t, classintest.Class{
		ClassID: made.ClassID, CourseID: 490583, ClassName: "Chinese-10", TeacherUID: 1001001,
		StartTime: noon.Add(time.Hour).UTC(), EndTime: noon.Add(2 * time.Hour).UTC(),
		StudentSeats: 6, AutoOnStage: true, AllowUnloggedChat: true, CreateTime: noon,
	}, made)
}

func TestEveryParameterIsKept(t *testing.T) {
	srv := newServer(t)
	plan := srv.Plan()
	plan.OMO = true
	srv.SetPlan(plan)
	srv.AddTeacher(1001003)
	made := wantCreated(t, srv, create(t, srv, fields{
		"folderId": srv.Defaults().FolderID, "seatNum": 1, "assistantUids": "[1001002,1001003]",
		"record": 1, "recordScene": 1, "live": 1, "replay": 1, "isAutoOnstage": 1, "isHd": 2, "courseUniqueIdentity": "45s8d5a6asaa1ssf",
		"classIntroduce": "ClassIn,真正的在线教室", "watchByLogin": 1, "allowUnloggedChat": 0, "isDc": 3, "omoStationBroadcast": 1, "teachMode": 1,
	}), "1")
	for _, address := range []*string{&made.LiveURL, &made.RTMP, &made.HLS, &made.FLV} {
		assert.NotEmpty(t, *address)
		*address = ""
	}
	assert.Equal(t, classintest.Class{
		ClassID: made.ClassID, CourseID: 490583, FolderID: 22418, ClassName: "Chinese-10", TeacherUID: 1001001, AssistantUIDs: []int64{1001002, 1001003},
		StartTime: noon.Add(time.Hour).UTC(), EndTime: noon.Add(2 * time.Hour).UTC(), StudentSeats: 1,
		Record: true, RecordScene: true, Live: true, Replay: true, HD: 2, DualCamera: true, OMOBroadcast: true,
		Identity: "45s8d5a6asaa1ssf", Introduction: "ClassIn,真正的在线教室", WatchByLogin: true, CreateTime: noon,
	}, made)
}

func TestTheDocumentsOwnSampleWorks(t *testing.T) {
	srv := newServer(t)
	srv.AddTeacher(100004)
	wantCreated(t, srv, create(t, srv, fields{
		"teacherName": "Danma", "folderId": "", "seatNum": 6, "record": 1, "live": 0, "replay": 1, "assistantUids": "[1001002,100004]",
		"isAutoOnstage": 0, "isHd": 0, "courseUniqueIdentity": 54421, "classIntroduce": "ClassIn,真正的在线教室",
	}), "1")
}

func TestWhatTheSchoolMakesOfIt(t *testing.T) {
	const uid, courseID = 5001, 6001
	tests := []struct {
		name   string
		seed   func(*classintest.Server)
		change fields
		errno  string
	}{
		{"a course of another school", seedCourse(classintest.Course{CourseID: courseID, OtherSchool: true}), fields{"courseId": courseID}, "144"},
		{"a deleted course", seedCourse(classintest.Course{CourseID: courseID, Deleted: true}), fields{"courseId": courseID}, "149"},
		{"an expired course", seedCourse(classintest.Course{CourseID: courseID, ExpireTime: noon}), fields{"courseId": courseID}, "153"},
		{"a public course", seedCourse(classintest.Course{CourseID: courseID, Public: true}), fields{"courseId": courseID}, "369"},
		{"a user as teacher", func(s *classintest.Server) { s.AddUser(uid) }, fields{"teacherUid": uid}, "136"},
		{"a user as co-teacher", func(s *classintest.Server) { s.AddUser(uid) }, fields{"assistantUid": uid}, "318"},
		{"an auditor as teacher", seedAuditor(uid), fields{"teacherUid": uid}, "173"},
		{"an auditor as co-teacher", seedAuditor(uid), fields{"assistantUid": uid}, "320"},
		{"a disabled teacher", seedTeacher(uid, classintest.TeacherStatusDisabled), fields{"teacherUid": uid}, "387"},
		{"a disabled co-teacher", seedTeacher(uid, classintest.TeacherStatusDisabled), fields{"assistantUid": uid}, "388"},
		{"a teacher being suspended", seedTeacher(uid, classintest.TeacherStatusSuspending), fields{"teacherUid": uid}, "800"},
		{"a co-teacher being suspended", seedTeacher(uid, classintest.TeacherStatusSuspending), fields{"assistantUid": uid}, "804"},
		{"a teacher gone", seedTeacher(uid, classintest.TeacherStatusGone), fields{"teacherUid": uid}, "884"},
		{"a co-teacher gone", seedTeacher(uid, classintest.TeacherStatusGone), fields{"assistantUids": "[1001002,5001]"}, "885"},
		{"maintenance meanwhile", seedMaintenance(5400, 5460), nil, "454"},
		{"maintenance less than 20 minutes before", seedMaintenance(600, 2401), nil, "454"},
		{"maintenance less than 20 minutes after", seedMaintenance(8399, 9000), nil, "454"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t)
			test.seed(srv)
			wantRefused(t, srv, create(t, srv, test.change), test.errno)
		})
	}
}

func TestAClassWithoutFolderTakesTheCourses(t *testing.T) {
	srv := newServer(t)
	srv.AddCourse(classintest.Course{CourseID: 6001, FolderID: 7001})
	assert.EqualValues(t, 7001, wantCreated(t, srv, create(t, srv, fields{"courseId": 6001, "folderId": ""}), "1").FolderID)
}

func TestAnIdentityMakesOneClass(t *testing.T) {
	srv := newServer(t)
	first := create(t, srv, fields{"courseUniqueIdentity": "a", "record": 1, "live": 1})
	made := wantCreated(t, srv, first, "1")

	second := create(t, srv, fields{"courseUniqueIdentity": "a", "className": "another", "beginTime": 1, "endTime": 1})
	assert.Equal(t, made, wantCreated(t, srv, second, "398"), "the old class, whatever else the request says")
	assert.JSONEq(t, string(first.MoreData), string(second.MoreData))

	third := create(t, srv, fields{"courseUniqueIdentity": "b"})
	assert.Equal(t, "1", third.errno())
	assert.Equal(t, made.ClassID+1, third.id(t))
	assert.Len(t, srv.Classes(), 2)
}

func TestWithoutIdentityEveryCallMakesAClass(t *testing.T) {
	srv := newServer(t)
	create(t, srv)
	create(t, srv)
	assert.Len(t, srv.Classes(), 2)
}

func TestARefusedCallDoesNotTakeItsIdentity(t *testing.T) {
	srv := newServer(t)
	wantRefused(t, srv, create(t, srv, fields{"courseUniqueIdentity": "a", "seatNum": 13}), "259")
	wantCreated(t, srv, create(t, srv, fields{"courseUniqueIdentity": "a"}), "1")
}

func TestAnIdentityRepeatedWithinASecond(t *testing.T) {
	srv := newServer(t)
	srv.SetIdentityRace(time.Second)
	create(t, srv, fields{"courseUniqueIdentity": "a"})
	at := func(moment time.Duration) answer {
		srv.SetClock(func() time.Time { return noon.Add(moment) })
		return create(t, srv, fields{"courseUniqueIdentity": "a"})
	}
	early := at(999 * time.Millisecond)
	assert.Equal(t, "460", early.errno())
	assert.Empty(t, early.Data)
	wantCreated(t, srv, at(time.Second), "398")
}

func TestContradictoryRecordingMakesAClassThatIsNotRecorded(t *testing.T) {
	for name, change := range map[string]fields{
		"live":                   {"live": 1},
		"replay":                 {"record": 0, "replay": 1},
		"recordScene":            {"record": 2, "recordScene": 1},
		"all but the recording":  {"live": 1, "replay": 1, "recordScene": 1},
		"and the plan overused":  {"live": 1, "courseUniqueIdentity": "a"},
		"live, and with a guest": {"live": 1, "allowUnloggedChat": 0},
	} {
		t.Run(name, func(t *testing.T) {
			srv := newServer(t)
			plan := srv.Plan()
			plan.Overused = true
			srv.SetPlan(plan)
			made := wantCreated(t, srv, create(t, srv, change), "280")
			assert.False(t, made.Record || made.Live || made.Replay || made.RecordScene)
			assert.Empty(t, made.LiveURL+made.RTMP)
		})
	}
}

func TestAnotherMomentMeansAnotherAnswer(t *testing.T) {
	srv := newServer(t)
	begin := noon.Add(time.Hour)
	srv.SetClock(func() time.Time { return begin.Add(-59 * time.Second) })
	now := signed("1760003541")
	wantRefused(t, srv, create(t, srv, now), "120")
	srv.SetClock(func() time.Time { return begin.Add(-60 * time.Second) })
	wantCreated(t, srv, create(t, srv, now), "1")
}

// times are seconds from the server's time to the beginning, and from there to the end.
func times(begin, duration int64) fields {
	return fields{"beginTime": noon.Unix() + begin, "endTime": noon.Unix() + begin + duration}
}

// threeYears holds the leap day of 2028.
func threeYears() int64 { return (3*365 + 1) * 24 * 3600 }

func seedCourse(course classintest.Course) func(*classintest.Server) {
	return func(srv *classintest.Server) { srv.AddCourse(course) }
}

func seedTeacher(uid int64, state classintest.TeacherStatus) func(*classintest.Server) {
	return func(srv *classintest.Server) { srv.SetTeacher(uid, state) }
}

func seedAuditor(uid int64) func(*classintest.Server) {
	return func(srv *classintest.Server) { srv.AddAuditor(srv.Defaults().CourseID, uid) }
}

func seedMaintenance(from, to time.Duration) func(*classintest.Server) {
	return func(srv *classintest.Server) {
		srv.AddMaintenance(noon.Add(from*time.Second), noon.Add(to*time.Second))
	}
}
