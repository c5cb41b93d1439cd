package classintest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

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
		{"an empty array of co-teachers", fields{"assistantUids": "[]"}, "100"},
		{"null co-teachers", fields{"assistantUids": "null"}, "100"},
		{"co-teacher 0", fields{"assistantUids": "[0]"}, "100"},
		{"co-teachers that are no array", fields{"assistantUids": "1001002"}, "100"},
		{"co-teachers joined with a comma", fields{"assistantUids": "1001002,1001003"}, "100"},
		{"co-teachers as a PHP array", fields{"assistantUids[]": "1001002"}, "100"},
		{"both parameters for co-teachers", fields{"assistantUid": 1001002, "assistantUids": "[1001002]"}, "100"},
		{"an identity of 33 characters", fields{"courseUniqueIdentity": strings.Repeat("x", 33)}, "100"},
		{"teachMode 3", fields{"teachMode": 3}, "100"},
		{"the end at the beginning", times(3600, 0), "119"},
		{"the end before the beginning", times(3600, -60), "119"},
		{"less than a minute from now", times(59, 3600), "120"},
		{"in the past", times(-3600, 7200), "120"},
		{"fifteen minutes less a second", times(3600, 15*60-1), "165"},
		{"a day and a second", times(3600, 24*3600+1), "165"},
		{"more than three years from now", times(threeYears()+1, 3600), "268"},
		{"milliseconds", fields{"beginTime": int64(1760003600000), "endTime": int64(1760007200000)}, "268"},
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

// As in PHP, and as public clients and the vendor's own samples send them.
func TestAnEmptyOptionalParameterIsAnAbsentOne(t *testing.T) {
	srv := newServer(t)
	wantCreated(t, srv, create(t, srv, fields{"folderId": "", "seatNum": "", "isAutoOnstage": "", "assistantUid": "", "assistantUids": "", "record": "", "live": "",
		"replay": "", "recordScene": "", "watchByLogin": "", "allowUnloggedChat": "", "isHd": "", "isDc": "", "teachMode": "", "omoStationBroadcast": "",
		"classIntroduce": "", "courseUniqueIdentity": ""}), "1")
	// addCourse as a public Go client in production use sends it
	got := course(t, srv, "addCourse", fields{"courseName": "x", "folderId": "", "courseIntroduce": "", "courseUniqueIdentity": "", "Filedata": "", "expiryTime": 0,
		"subjectId": 0, "mainTeacherUid": "", "categoryId": "", "classroomSettingId": "", "courseIsLimit": ""})
	assert.Equal(t, "1", got.errno(), got.Raw)
	edited := course(t, srv, "editCourse", fields{"courseId": got.id(t), "courseName": "y", "folderId": "", "expiryTime": "", "mainTeacherUid": "", "subjectId": "", "stamp": ""})
	assert.Equal(t, "1", edited.errno(), edited.Raw)
	registered := course(t, srv, "register", fields{"telephone": "15800000009", "email": "", "nickname": "", "password": "secret1", "md5pass": "", "addToSchoolMember": "", "isSentMessage": "", "Filedata": ""})
	assert.Equal(t, "1", strings.Trim(registered.errno(), `"`), registered.Raw)
	rows := course(t, srv, "registerMultiple", fields{"userJson": `[{"telephone":"15800000008","email":"","nickname":"","password":"secret1","md5pass":"","addToSchoolMember":"","customColumn":""}]`})
	assert.Equal(t, []string{"1", "1"}, rows.items(t), rows.Raw)
}

func TestOfAParameterSentTwiceTheLastCounts(t *testing.T) {
	srv := newServer(t)
	values := class(srv)
	values.Add("className", "the last")
	assert.Equal(t, "the last", wantCreated(t, srv, post(t, srv, createPath, values), "1").ClassName)
}
