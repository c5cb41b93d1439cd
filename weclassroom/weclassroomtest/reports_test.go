package weclassroomtest_test

import (
	"testing"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestHelpRequests(t *testing.T) {
	f := school(t)
	f.AddHelpRequest(weclassroomtest.HelpRequest{LessonID: held, UserID: zhang, Type: "听不到老师声音", ItemName: "002", Content: "test", Time: at("2018-03-16 12:13:27")})
	f.AddHelpRequest(weclassroomtest.HelpRequest{LessonID: held, UserID: zhang, Time: at("2018-03-16 13:13:28")})
	const row = `{"lesson_id":"10001","user_id":"121494","help_type":"听不到老师声音","help_item_name":"002","help_content":"test","help_time":"2018-03-16 12:13:27"}`
	for _, test := range []struct{ from, to, rows string }{
		{"2018-3-16 12:13:27", "2018-3-16 13:13:27", row},
		{"2018-03-16 12:13", "2018-03-16 12:14", row},
		{"2018-03-16 12:13:28", "2018-03-16 13:13:27", ""},
		{"2018-03-16 12:00", "2018-03-16 12:13:26", ""},
	} {
		f.wantPlain(f.call("/lesson/get_help_info", pairs{"start_time", test.from, "end_time", test.to}), `{"status":1,"msg":"","data":[`+test.rows+`]}`)
	}
	refuses(t, "/lesson/get_help_info", badPeriod(pairs{"start_time", "2018-3-16 12:13:27", "end_time", "2018-3-16 13:13:27"}, "start_time", "end_time"))
}

func TestStars(t *testing.T) {
	f := school(t)
	f.AddStarCount(weclassroomtest.StarCount{LessonID: coming, UserID: zhang, Stars: 38})
	f.AddStarCount(weclassroomtest.StarCount{LessonID: held, UserID: zhang, Stars: 3})
	f.AddStarCount(weclassroomtest.StarCount{LessonID: held, UserID: li, Stars: 1})
	f.AddStarCount(weclassroomtest.StarCount{LessonID: held, UserID: zhang, Stars: 1})
	const first = `{"user_id":121494,"award_num":4,"lesson_id":10001},{"user_id":121495,"award_num":1,"lesson_id":10001}`
	f.wantPlain(f.call("/lesson/student/award", pairs{"lessonIds", []any{coming, held, 1}}),
		ok("查询成功")+`,"data":[`+first+`,{"user_id":121494,"award_num":38,"lesson_id":10002}]}`)
	f.wantPlain(f.call("/lesson/student/award", pairs{"lessonIds", []any{held}}), ok("查询成功")+`,"data":[`+first+`]}`)
	refuses(t, "/lesson/student/award", []bad{
		{"none", pairs{}, 40001, "lessonIds"},
		{"another operation's name for it", pairs{"lessonId", []any{held}}, 40001, "lessonIds"},
		{"JSON text", pairs{"lessonIds", "[10001]"}, 40002, "lessonIds"},
		{"no id", pairs{"lessonIds", []any{}}, 40003, "lessonIds"},
	})
}
