package weclassroomtest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// The two users of the document's API 1.
var (
	zhangYi = pairs{"userPhone", "13800138000", "userName", "张一", "userType", "1", "userGender", "1"}
	liSi    = pairs{"userPhone", "13800138001", "userName", "李四", "userType", "1", "userGender", "1"}
)

func TestCreateUsers(t *testing.T) {
	f := start(t)
	f.wantBody(f.call("/user/create", pairs{"userData", []any{zhangYi, liSi}}),
		`{"status":1,"error_code":10000,"msg":"\u64cd\u4f5c\u6210\u529f",`+
			`"data":[{"mobile":"13800138000","uid":121493},{"mobile":13800138001,"uid":121494}]}`)
	assert.Equal(t, []weclassroomtest.User{
		{UserID: 121493, Phone: "13800138000", Name: "张一", Gender: 1, Student: true},
		{UserID: 121494, Phone: "13800138001", Name: "李四", Gender: 1, Student: true},
	}, f.Users())
	assert.Equal(t, "张一", f.Requests()[0].Params.Text("userData", 0, "userName"))
}

func TestAPhoneKeepsItsUID(t *testing.T) {
	f := start(t)
	f.call("/user/create", pairs{"userData", []any{zhangYi}})

	again := zhangYi.with("userName", "张二").with("userType", 2)
	a := f.call("/user/create", pairs{"userData", []any{liSi, again, liSi}})
	assert.Contains(t, a.body, `"data":[{"mobile":"13800138001","uid":121494},{"mobile":13800138000,"uid":121493},{"mobile":"13800138001","uid":121494}]`)
	assert.Equal(t, weclassroomtest.User{UserID: 121493, Phone: "13800138000", Name: "张一", Gender: 1, Student: true, Teacher: true},
		f.Users()[0], "the old name, and both roles")
	assert.Len(t, f.Users(), 2)
}

func TestReversedUsers(t *testing.T) {
	f := start(t, weclassroomtest.WithReversedUsers())
	a := f.call("/user/create", pairs{"userData", []any{zhangYi, liSi}})
	assert.Contains(t, a.body, `"data":[{"mobile":"13800138001","uid":121493},{"mobile":13800138000,"uid":121494}]`)
}

func TestUsersThatAreRefused(t *testing.T) {
	one := func(user any) pairs { return pairs{"userData", []any{user}} }
	for _, test := range []struct {
		name   string
		params pairs
		code   int
		about  string
	}{
		{"no userData", pairs{}, 40001, "userData"},
		{"null", pairs{"userData", nil}, 40001, "userData"},
		{"JSON text instead of an array", pairs{"userData", `[{"userPhone":"13800138000"}]`}, 40002, "userData"},
		{"one user that is not in a list", pairs{"userData", zhangYi}, 40002, "userData"},
		{"keys from 1", pairs{"userData", pairs{1, zhangYi}}, 40002, "userData"},
		{"nobody", pairs{"userData", []any{}}, 40003, "userData"},
		{"somebody who is not an array", pairs{"userData", []any{zhangYi, "李四"}}, 40002, "userData[1]"},
		{"no phone", one(zhangYi.with("userPhone", drop)), 40001, "userData[0].userPhone"},
		{"a number as phone", one(zhangYi.with("userPhone", int64(13800138000))), 40002, "userPhone"},
		{"a short phone", one(zhangYi.with("userPhone", "1380013800")), 40003, "userPhone"},
		{"no name", one(zhangYi.with("userName", drop)), 40001, "userName"},
		{"an empty name", one(zhangYi.with("userName", "")), 40003, "userName"},
		{"a name that is not UTF-8", one(zhangYi.with("userName", "\xd5\xc5\xd2\xbb")), 40003, "userName"},
		{"no type", one(zhangYi.with("userType", drop)), 40001, "userType"},
		{"a type in words", one(zhangYi.with("userType", "teacher")), 40002, "userType"},
		{"a type that is none", one(zhangYi.with("userType", 3)), 40003, "userType"},
		{"a type with a leading zero", one(zhangYi.with("userType", "01")), 40002, "userType"},
		{"no gender", one(zhangYi.with("userGender", drop)), 40001, "userGender"},
		{"a gender that is none", one(zhangYi.with("userGender", 0)), 40003, "userGender"},
		{"the second user, then none is made", pairs{"userData", []any{zhangYi, liSi.with("userGender", true)}}, 40002, "userData[1].userGender"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := start(t)
			f.wantFailure(f.call("/user/create", test.params), test.code, test.about)
			assert.Empty(t, f.Users())
		})
	}
}

func TestFiftyUsersAreTheMost(t *testing.T) {
	f := start(t)
	var users []any
	for i := range 51 {
		users = append(users, zhangYi.with("userPhone", fmt.Sprintf("138001380%02d", i)))
	}
	f.wantFailure(f.call("/user/create", pairs{"userData", users}), 40003, "50")
	a := f.call("/user/create", pairs{"userData", users[:50]})
	assert.Equal(t, json.Number("1"), a.json["status"])
	assert.Len(t, a.json["data"], 50)
	assert.Len(t, f.Users(), 50)
}

func TestSeededUsers(t *testing.T) {
	f := start(t)
	seeded := f.AddUser(weclassroomtest.User{UserID: 121493, Phone: "13800138000", Name: "张一", Teacher: true})
	fresh := f.AddUser(weclassroomtest.User{Phone: "13800138001"})
	assert.Equal(t, int64(121494), fresh.UserID, "the first id is taken")
	assert.Panics(t, func() { f.AddUser(weclassroomtest.User{Phone: "13800138000"}) })
	assert.Panics(t, func() { f.AddUser(weclassroomtest.User{UserID: 121494, Phone: "13800138002"}) })

	f.Users()[0].Name = "changed"
	require.Equal(t, seeded, f.Users()[0], "Users are copies")
	assert.Contains(t, f.call("/user/create", pairs{"userData", []any{zhangYi}}).body, `"uid":121493`)
}

func TestUsersByPhone(t *testing.T) {
	f := school(t)
	f.AddUser(weclassroomtest.User{UserID: 1, Phone: "not a number", Student: true})
	f.AddUser(weclassroomtest.User{UserID: 2, Phone: "13800138002"})
	f.wantPlain(f.call("/user/id", pairs{"mobile", []any{"13800138001", int64(13800138009), "13800138002", 10001}}), ok("获取信息成功")+`,"data":[`+
		`{"uid":121493,"mobile":13800138009,"role":3},{"uid":121495,"mobile":13800138001,"role":2},{"uid":121495,"mobile":13800138001,"role":3}]}`)
	f.wantPlain(f.call("/user/id", pairs{"mobile", []any{10001}}), ok("获取信息成功")+`,"data":[]}`)
	refuses(t, "/user/id", []bad{
		{"none", pairs{}, 40001, "mobile"},
		{"a bare phone", pairs{"mobile", "13800138000"}, 40002, "mobile"},
		{"a phone in words", pairs{"mobile", []any{"x"}}, 40002, "mobile[0]"},
		{"no phone", pairs{"mobile", []any{}}, 40003, "mobile"},
	})
}

func TestSetPhone(t *testing.T) {
	good := pairs{"newMobile", int64(12345678911), "oldMobile", int64(13800138000)}
	f := school(t)
	f.wantPlain(f.call("/user/edit", good), `{"status":1,"uid":121494,"error_code":10000,"msg":"修改用户手机号成功"}`)
	assert.Equal(t, "12345678911", f.Users()[1].Phone)
	f.wantFailure(f.call("/user/edit", good.with("newMobile", int64(12345678912))), 40003, "oldMobile")

	refuses(t, "/user/edit", []bad{
		{"no new phone", good.with("newMobile", drop), 40001, "newMobile"},
		{"no old phone", good.with("oldMobile", drop), 40001, "oldMobile"},
		{"a new phone in words", good.with("newMobile", "x"), 40002, "newMobile"},
		{"a short new phone", good.with("newMobile", 1234567891), 40003, "newMobile"},
		{"an unknown old phone", good.with("oldMobile", "13800138077"), 40003, "oldMobile"},
		{"a new phone that another has", good.with("newMobile", "13800138001"), 40004, "newMobile"},
	})
}

func TestANewPhoneMayMeanANewUID(t *testing.T) {
	f := school(t, weclassroomtest.WithNewUserIDs())
	f.AddStarCount(weclassroomtest.StarCount{LessonID: held, UserID: zhang, Stars: 4})
	f.AddTeacherAttendance(weclassroomtest.TeacherAttendance{LessonID: held, TeacherID: julia})
	f.AddAttendance(weclassroomtest.Attendance{LessonID: coming, UserID: zhang, ListenTime: 50})
	f.AddEvent(weclassroomtest.Event{LessonID: held, UserID: zhang, Type: "handup", Time: f.Now()})
	f.AddHelpRequest(weclassroomtest.HelpRequest{LessonID: held, UserID: zhang, Time: f.Now()})
	f.AddRecording(weclassroomtest.Recording{LessonID: held, UserID: zhang, URL: "https://replay.example.com/1.mp4"})
	f.wantPlain(f.call("/user/edit", pairs{"newMobile", "12345678911", "oldMobile", "13800138000"}),
		`{"status":1,"uid":121496,"error_code":10000,"msg":"修改用户手机号成功"}`)
	f.wantFailure(f.call("/user/editinfo", pairs{"userId", zhang, "userType", 1, "gender", 1}), 40003, "userId")
	assert.Equal(t, []int64{121496}, f.Classrooms()[0].StudentIDs)
	assert.Equal(t, []int64{121496}, f.lesson(coming).StudentIDs)
	assert.Contains(t, f.call("/lesson/student/award", pairs{"lessonIds", []any{held}}).body, `"user_id":121496`)
	assert.Contains(t, f.call("/lesson/io/info", pairs{"lessonId", coming}).body, `"user_id":121496,"listen_time":50`)
	assert.Contains(t, f.call("/lessonData/query", pairs{"lid", held, "event_type", "handup"}).body, `"121496":1`)
	assert.Contains(t, f.call("/lesson/get_help_info", pairs{"start_time", "2018-03-16 14:00", "end_time", "2018-03-16 14:00"}).body, `"user_id":"121496"`)
	assert.Contains(t, f.call("/lesson/service/record", pairs{"lesson_id", held, "user_id", 121496}).body, `"20180316":`)

	f.call("/user/edit", pairs{"newMobile", "12345678912", "oldMobile", "13800138009"})
	assert.Equal(t, int64(121497), f.Classrooms()[0].TeacherID)
	assert.Equal(t, int64(121497), f.lesson(coming).TeacherID)
	assert.Contains(t, f.call("/v2/data/teacher/inout", pairs{"lessonId", held}).body, `"teacher_id":121497`)
}

func TestUpdateUser(t *testing.T) {
	f := school(t)
	update := pairs{"userId", zhang, "userType", 1}
	f.wantPlain(f.call("/user/editinfo", update.with("userName", "2020-09-01 18:00:00")), ok("成功")+`,"data":null}`)
	assert.Equal(t, weclassroomtest.User{UserID: zhang, Phone: "13800138000", Name: "2020-09-01 18:00:00", Gender: 1, Student: true}, f.Users()[1])
	f.call("/user/editinfo", update.with("gender", "2"))
	assert.Equal(t, weclassroomtest.User{UserID: zhang, Phone: "13800138000", Name: "2020-09-01 18:00:00", Gender: 2, Student: true}, f.Users()[1])
	f.call("/user/editinfo", pairs{"userId", li, "userType", 2, "userName", "李五", "gender", 2})
	assert.Equal(t, weclassroomtest.User{UserID: li, Phone: "13800138001", Name: "李五", Gender: 2, Student: true, Teacher: true}, f.Users()[2])

	good := update.with("userName", "张二")
	refuses(t, "/user/editinfo", append(badID(good, "userId"),
		bad{"no type", good.with("userType", drop), 40001, "userType"},
		bad{"type 3", good.with("userType", 3), 40003, "userType"},
		bad{"a student as teacher", good.with("userType", 2), 40003, "userType"},
		bad{"nothing to change", update, 40001, "userName"},
		bad{"an empty name is an absent one", update.with("userName", ""), 40001, "userName"},
		bad{"a name that is a number", good.with("userName", 5), 40002, "userName"},
		bad{"gender 0", good.with("gender", 0), 40003, "gender"},
		bad{"userGender, which is API 1's", update.with("userGender", 1), 40001, "gender"},
	))
}
