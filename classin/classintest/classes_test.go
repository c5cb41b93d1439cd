package classintest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

func TestHowValuesAreRead(t *testing.T) {
	tests := []struct {
		name   string
		change fields
		want   func(classintest.Class) bool
	}{
		{"seatNum 0 is the teacher alone", fields{"seatNum": 0}, func(l classintest.Class) bool { return l.StudentSeats == 0 }},
		{"twelve seats", fields{"seatNum": 12}, func(l classintest.Class) bool { return l.StudentSeats == 12 }},
		{"one co-teacher", fields{"assistantUid": 1001002}, func(l classintest.Class) bool { return l.AssistantUIDs[0] == 1001002 }},
		{"one co-teacher in an array", fields{"assistantUids": "[1001002]"}, func(l classintest.Class) bool { return len(l.AssistantUIDs) == 1 }},
		{"record 2 is 0", fields{"record": 2}, func(l classintest.Class) bool { return !l.Record && l.LiveURL == "" }},
		{"live 2 is 0", fields{"record": 1, "live": 2}, func(l classintest.Class) bool { return l.Record && !l.Live && l.RTMP == "" }},
		{"replay 2 is 0", fields{"record": 1, "replay": 2}, func(l classintest.Class) bool { return !l.Replay }},
		{"recordScene 2 is 0", fields{"record": 1, "recordScene": 2}, func(l classintest.Class) bool { return !l.RecordScene }},
		{"isAutoOnstage 1 is not auto", fields{"isAutoOnstage": 1}, func(l classintest.Class) bool { return !l.AutoOnStage }},
		{"isAutoOnstage 2 is 0", fields{"isAutoOnstage": 2}, func(l classintest.Class) bool { return l.AutoOnStage }},
		{"a smart classroom puts nobody on stage", fields{"teachMode": 2, "isAutoOnstage": 0}, func(l classintest.Class) bool { return l.SmartClassroom && !l.AutoOnStage }},
		{"isHd 3 is 0", fields{"isHd": 3, "seatNum": 5}, func(l classintest.Class) bool { return l.HD == 0 }},
		{"HD with one seat", fields{"isHd": 1, "seatNum": 1}, func(l classintest.Class) bool { return l.HD == 1 }},
		{"full HD with six seats", fields{"isHd": 2, "seatNum": 6}, func(l classintest.Class) bool { return l.HD == 2 }},
		{"two cameras force full HD", fields{"isDc": 3, "seatNum": 1, "isHd": 0}, func(l classintest.Class) bool { return l.DualCamera && l.HD == 2 }},
		{"isDc 1 is 0", fields{"isDc": 1}, func(l classintest.Class) bool { return !l.DualCamera }},
		{"watchByLogin 2 is 0", fields{"watchByLogin": 2}, func(l classintest.Class) bool { return !l.WatchByLogin }},
		{"allowUnloggedChat 0 forbids it", fields{"allowUnloggedChat": 0}, func(l classintest.Class) bool { return !l.AllowUnloggedChat }},
		{"allowUnloggedChat 2 is 1", fields{"allowUnloggedChat": 2}, func(l classintest.Class) bool { return l.AllowUnloggedChat }},
		{"omoStationBroadcast 2 is 0", fields{"omoStationBroadcast": 2}, func(l classintest.Class) bool { return !l.OMOBroadcast }},
		{"ninety characters of name", fields{"className": strings.Repeat("课", 90)}, func(l classintest.Class) bool { return l.ClassName == strings.Repeat("课", 90) }},
		{"the 91st is cut", fields{"className": strings.Repeat("课", 90) + "!"}, func(l classintest.Class) bool { return l.ClassName == strings.Repeat("课", 90) }},
		{"the 1001st of the introduction is cut", fields{"classIntroduce": strings.Repeat("介", 1000) + "!"}, func(l classintest.Class) bool { return l.Introduction == strings.Repeat("介", 1000) }},
		{"an identity of 32 characters", fields{"courseUniqueIdentity": strings.Repeat("唯", 32)}, func(l classintest.Class) bool { return l.Identity == strings.Repeat("唯", 32) }},
		{"a minute from now", fields{"beginTime": noon.Unix() + 60}, func(l classintest.Class) bool { return l.StartTime.Equal(noon.Add(time.Minute)) }},
		{"three years from now", times(threeYears(), 3600), func(l classintest.Class) bool { return l.StartTime.Year() == 2028 }},
		{"fifteen minutes", times(3600, 15*60), func(l classintest.Class) bool { return true }},
		{"a day", times(3600, 24*3600), func(l classintest.Class) bool { return true }},
		{"unknown parameters do not matter", fields{"colour": "red"}, func(l classintest.Class) bool { return true }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t)
			made := wantCreated(t, srv, create(t, srv, test.change), "1")
			assert.True(t, test.want(made), "%+v", made)
		})
	}
}

func TestBadParameters(t *testing.T) {
	tests := []struct {
		name   string
		change fields
		errno  string
	}{
		{"no courseId", fields{"courseId": absent{}}, "100"},
		{"a courseId that is no number", fields{"courseId": "maths"}, "100"},
		{"a courseId with a plus", fields{"courseId": "+490583"}, "100"},
		{"courseId 0", fields{"courseId": 0}, "100"},
		{"no className", fields{"className": absent{}}, "100"},
		{"an empty className", fields{"className": ""}, "100"},
		{"a className that is not UTF-8", fields{"className": "\xb0\xe0"}, "100"},
		{"no beginTime", fields{"beginTime": absent{}}, "100"},
		{"no endTime", fields{"endTime": absent{}}, "100"},
		{"a date for beginTime", fields{"beginTime": "2026-01-01 10:00:00"}, "100"},
		{"a negative beginTime", fields{"beginTime": -1}, "100"},
		{"a fraction for endTime", fields{"endTime": "1760007200.0"}, "100"},
		{"no teacherUid", fields{"teacherUid": absent{}}, "100"},
		{"a phone for the teacher", fields{"teacherUid": "001-8006437676"}, "100"},
		{"a teacher by account", fields{"teacherAccount": "15800000001"}, "100"},
		{"a co-teacher by account", fields{"assistantAccount": "15800000001"}, "100"},
		{"names are case-sensitive", fields{"courseId": absent{}, "courseID": 490583}, "100"},
		{"a folderId that is no number", fields{"folderId": "top"}, "100"},
		{"a seatNum that is no number", fields{"seatNum": "six"}, "100"},
		{"an empty seatNum", fields{"seatNum": ""}, "100"},
		{"an empty assistantUid", fields{"assistantUid": ""}, "100"},
		{"an empty assistantUids", fields{"assistantUids": ""}, "100"},
		{"an empty array of co-teachers", fields{"assistantUids": "[]"}, "100"},
		{"null co-teachers", fields{"assistantUids": "null"}, "100"},
		{"co-teacher 0", fields{"assistantUids": "[0]"}, "100"},
		{"co-teachers that are no array", fields{"assistantUids": "1001002"}, "100"},
		{"co-teachers joined with a comma", fields{"assistantUids": "1001002,1001003"}, "100"},
		{"co-teachers as strings", fields{"assistantUids": `["1001002"]`}, "100"},
		{"co-teachers as a PHP array", fields{"assistantUids[]": "1001002"}, "100"},
		{"both parameters for co-teachers", fields{"assistantUid": 1001002, "assistantUids": "[1001002]"}, "100"},
		{"an empty identity", fields{"courseUniqueIdentity": ""}, "100"},
		{"an identity of 33 characters", fields{"courseUniqueIdentity": strings.Repeat("x", 33)}, "100"},
		{"teachMode 3", fields{"teachMode": 3}, "100"},
		{"an empty teachMode", fields{"teachMode": ""}, "100"},
		{"the end at the beginning", times(3600, 0), "119"},
		{"the end before the beginning", times(3600, -60), "119"},
		{"less than a minute from now", times(59, 3600), "120"},
		{"in the past", times(-3600, 7200), "120"},
		{"fifteen minutes less a second", times(3600, 15*60-1), "165"},
		{"a day and a second", times(3600, 24*3600+1), "165"},
		{"more than three years from now", times(threeYears()+1, 3600), "268"},
		{"milliseconds", fields{"beginTime": 1760003600000, "endTime": 1760007200000}, "268"},
		{"the end of time", fields{"endTime": int64(1<<63 - 1)}, "165"},
		{"thirteen seats", fields{"seatNum": 13}, "259"},
		{"seats below zero", fields{"seatNum": -1}, "121601007"},
		{"HD with five seats", fields{"isHd": 1, "seatNum": 5}, "368"},
		{"full HD with no seats", fields{"isHd": 2, "seatNum": 0}, "368"},
		{"two cameras with the default seats", fields{"isDc": 3}, "808"},
		{"a folder of nobody", fields{"folderId": 99}, "160"},
		{"a course of nobody", fields{"courseId": 99}, "147"},
		{"a teacher that is no account", fields{"teacherUid": 99}, "400"},
		{"a co-teacher that is no account", fields{"assistantUid": 99}, "400"},
		{"a co-teacher twice", fields{"assistantUids": "[1001002,1001002]"}, "21316"},
		{"the teacher as co-teacher", fields{"assistantUids": "[1001002,1001001]"}, "322"},
		{"a course student as teacher", fields{"teacherUid": 1002001}, "172"},
		{"a course student as co-teacher", fields{"assistantUid": 1002001}, "319"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t)
			wantRefused(t, srv, create(t, srv, test.change), test.errno)
		})
	}
}

func TestOfAParameterSentTwiceTheLastCounts(t *testing.T) {
	srv := newServer(t)
	values := class(srv)
	values.Add("className", "the last")
	assert.Equal(t, "the last", wantCreated(t, srv, post(t, srv, createPath, values), "1").ClassName)
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

func TestWhatTheSchoolAllows(t *testing.T) {
	const uid, courseID, folderID = 5001, 6001, 7001
	tests := []struct {
		name   string
		seed   func(*classintest.Server)
		change fields
	}{
		{"an added teacher", func(s *classintest.Server) { s.AddTeacher(uid) }, fields{"teacherUid": uid}},
		{"an added course", seedCourse(classintest.Course{CourseID: courseID}), fields{"courseId": courseID}},
		{"a course that expires later", seedCourse(classintest.Course{CourseID: courseID, ExpireTime: noon.Add(time.Second)}), fields{"courseId": courseID}},
		{"an added folder", func(s *classintest.Server) { s.AddFolder(folderID) }, fields{"folderId": folderID}},
		{"a course's folder", seedCourse(classintest.Course{CourseID: courseID, FolderID: folderID}), fields{"folderId": folderID}},
		{"a student of another course as teacher", func(s *classintest.Server) {
			s.AddCourse(classintest.Course{CourseID: courseID})
			s.AddTeacher(uid)
			s.AddStudent(courseID, uid)
		}, fields{"teacherUid": uid}},
		{"a teacher enabled again", func(s *classintest.Server) {
			s.SetTeacher(uid, classintest.TeacherStatusDisabled)
			s.SetTeacher(uid, classintest.TeacherStatusActive)
		}, fields{"teacherUid": uid}},
		{"maintenance long before and long after", func(s *classintest.Server) {
			seedMaintenance(60, 2399)(s)
			seedMaintenance(8401, 9000)(s)
		}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t)
			test.seed(srv)
			wantCreated(t, srv, create(t, srv, test.change), "1")
		})
	}
}

func TestAClassWithoutFolderTakesTheCourses(t *testing.T) {
	srv := newServer(t)
	srv.AddCourse(classintest.Course{CourseID: 6001, FolderID: 7001})
	assert.EqualValues(t, 7001, wantCreated(t, srv, create(t, srv, fields{"courseId": 6001, "folderId": ""}), "1").FolderID)
}

func TestACourseReplacedKeepsItsStudents(t *testing.T) {
	srv := newServer(t)
	srv.AddCourse(classintest.Course{CourseID: srv.Defaults().CourseID, FolderID: 7001})
	wantRefused(t, srv, create(t, srv, fields{"teacherUid": srv.Defaults().StudentUID}), "172")
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

func TestAClassDeletedInTheClientKeepsItsIdentity(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv, fields{"courseUniqueIdentity": "a"}).id(t)
	srv.DeleteClass(id)
	assert.Empty(t, srv.Classes())
	again := create(t, srv, fields{"courseUniqueIdentity": "a"})
	assert.Equal(t, "398", again.errno())
	assert.Equal(t, id, again.id(t))
	assert.Panics(t, func() { srv.DeleteClass(id) })
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

func TestClassesAreCopies(t *testing.T) {
	srv := newServer(t)
	create(t, srv, fields{"assistantUid": 1001002})
	classes := srv.Classes()
	require.Len(t, classes, 1)
	classes[0].ClassName = "changed"
	classes[0].AssistantUIDs[0] = 1
	assert.Equal(t, "Chinese-10", srv.Classes()[0].ClassName)
	assert.EqualValues(t, 1001002, srv.Classes()[0].AssistantUIDs[0])
}

func TestSeedingACourseThatIsNotThere(t *testing.T) {
	srv := newServer(t)
	assert.Panics(t, func() { srv.AddStudent(99, 1) })
	assert.Panics(t, func() { srv.AddAuditor(99, 1) })
	create(t, srv) // and the lock is free again
	assert.Len(t, srv.Classes(), 1)
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
