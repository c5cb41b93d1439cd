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
		{UID: 121493, Phone: "13800138000", Name: "张一", Gender: 1, Student: true},
		{UID: 121494, Phone: "13800138001", Name: "李四", Gender: 1, Student: true},
	}, f.Users())
	assert.Equal(t, "张一", f.Requests()[0].Params.(weclassroomtest.Array).Text("userData", 0, "userName"))
}

func TestAPhoneKeepsItsUID(t *testing.T) {
	f := start(t)
	f.call("/user/create", pairs{"userData", []any{zhangYi}})

	again := zhangYi.with("userName", "张二").with("userType", 2)
	a := f.call("/user/create", pairs{"userData", []any{liSi, again, liSi}})
	assert.Contains(t, a.body, `"data":[{"mobile":"13800138001","uid":121494},{"mobile":13800138000,"uid":121493},{"mobile":"13800138001","uid":121494}]`)
	assert.Equal(t, weclassroomtest.User{UID: 121493, Phone: "13800138000", Name: "张一", Gender: 1, Student: true, Teacher: true},
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
		{"somebody who is no array", pairs{"userData", []any{zhangYi, "李四"}}, 40002, "userData[1]"},
		{"no phone", one(zhangYi.with("userPhone", drop)), 40001, "userData[0].userPhone"},
		{"a number as phone", one(zhangYi.with("userPhone", 13800138000)), 40002, "userPhone"},
		{"a short phone", one(zhangYi.with("userPhone", "1380013800")), 40003, "userPhone"},
		{"no name", one(zhangYi.with("userName", drop)), 40001, "userName"},
		{"an empty name", one(zhangYi.with("userName", "")), 40003, "userName"},
		{"a name that is no UTF-8", one(zhangYi.with("userName", "\xd5\xc5\xd2\xbb")), 40003, "userName"},
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
	seeded := f.AddUser(weclassroomtest.User{UID: 121493, Phone: "13800138000", Name: "张一", Teacher: true})
	fresh := f.AddUser(weclassroomtest.User{Phone: "13800138001"})
	assert.Equal(t, int64(121494), fresh.UID, "the first id is taken")
	assert.Panics(t, func() { f.AddUser(weclassroomtest.User{Phone: "13800138000"}) })
	assert.Panics(t, func() { f.AddUser(weclassroomtest.User{UID: 121494, Phone: "13800138002"}) })

	f.Users()[0].Name = "changed"
	require.Equal(t, seeded, f.Users()[0], "Users are copies")
	assert.Contains(t, f.call("/user/create", pairs{"userData", []any{zhangYi}}).body, `"uid":121493`)
}
