package auitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

// oneClass adds class c1 of teacher t1.
func oneClass(srv *auitest.Server) {
	srv.AddClass(auitest.Class{ClassID: "c1", Title: "Grammar", TeacherID: "t1"})
}

func inClass(userID string, more ...string) string {
	return fmt.Sprintf(`{"class_id":"c1","user_id":%q,"user_name":"name of %s"%s}`, userID, userID, strings.Join(more, ""))
}

const asAssistant = `,"identity":2`

// members lists members, one text each: user, identity, status.
func members(t *testing.T, srv *auitest.Server, filter string) []string {
	t.Helper()
	lines := []string{}
	for _, member := range post(t, srv, "listMembers", `{"class_id":"c1",`+filter+`}`).data(t)["members"].([]any) {
		m := member.(map[string]any)
		lines = append(lines, fmt.Sprint(m["user_id"], " ", m["identity"], " ", m["status"]))
	}
	return lines
}

func TestJoinLeaveAndKick(t *testing.T) {
	inEvery(t, func(t *testing.T, srv *auitest.Server, dialect auitest.Dialect) {
		oneClass(srv)
		post(t, srv, "setAssistantPermit", `{"class_id":"c1","permit":"[]"}`).data(t)
		for i, body := range []string{
			inClass("u1", `,"user_avatar":"a.png"`),
			inClass("t1"),
			inClass("u2", `,"identity":3`), // a teacher is told by the id alone
			inClass("a1", asAssistant),
		} {
			srv.SetClock(fixed(noon().Add(time.Duration(i) * time.Minute)))
			post(t, srv, "joinClass", body).says(t, done)
		}
		teacher := map[auitest.Dialect]string{auitest.DialectV10: "t1 2 1"}[dialect]
		want := []string{"a1 2 1", "t1 2 1", "u2 1 1", "u1 1 1"}
		if teacher == "" {
			want = []string{"t1 3 1", "a1 2 1", "u2 1 1", "u1 1 1"}
		}
		assert.Equal(t, want, members(t, srv, `"identity":0,"status":0`))

		listed := post(t, srv, "listMembers", `{"class_id":"c1","identity":0,"status":0,"page_num":4,"page_size":1}`).data(t)
		assert.Equal(t, 4.0, listed["total"])
		assert.Equal(t, []any{map[string]any{
			"identity": 1.0, "status": 1.0, "user_id": "u1", "user_name": "name of u1", "user_avatar": "a.png", "join_time": atNoon,
		}}, listed["members"])

		post(t, srv, "leaveClass", `{"class_id":"c1","user_id":"u2"}`).says(t, done)
		post(t, srv, "leaveClass", `{"class_id":"c1","user_id":"u2"}`).says(t, reason("NotInClass"))
		post(t, srv, "leaveClass", `{"class_id":"c1","user_id":"u9"}`).says(t, reason("NotInClass"))
		assert.Equal(t, []string{"u1 1 1", "u2 1 2"}, members(t, srv, `"identity":0,"status":0`)[2:], "who is present first")

		post(t, srv, "joinClass", inClass("u2", `,"user_avatar":"b.png"`)).says(t, done)
		assert.Len(t, srv.Members("c1"), 4)
		post(t, srv, "kickClass", `{"class_id":"c1","user_id":"u1"}`).says(t, done)
		post(t, srv, "kickClass", `{"class_id":"c1","user_id":"u1"}`).says(t, done)
		post(t, srv, "kickClass", `{"class_id":"c1","user_id":"never"}`).says(t, done)
		assert.Equal(t, []string{"u1", "never"}, srv.Banned("c1"))
		post(t, srv, "joinClass", inClass("u1")).says(t, reason("InBlackList"))
		post(t, srv, "joinClass", inClass("never")).says(t, reason("InBlackList"))
		post(t, srv, "leaveClass", `{"class_id":"c1","user_id":"u1"}`).says(t, reason("NotInClass"))
		assert.Equal(t, []string{"u2 1 1", "u1 1 3"}, members(t, srv, `"identity":0,"status":0`)[2:])
	})
}

func TestJoiningAgain(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	post(t, srv, "joinClass", inClass("u1", `,"user_avatar":"a.png"`)).says(t, done)
	post(t, srv, "joinClass", `{"class_id":"c1","user_id":"u1","user_name":"another"}`).says(t, done)
	assert.Equal(t, "name of u1", srv.Members("c1")[0].UserName, "who is in takes nothing over")

	post(t, srv, "leaveClass", `{"class_id":"c1","user_id":"u1"}`).says(t, done)
	srv.SetClock(fixed(noon().Add(time.Hour)))
	post(t, srv, "joinClass", `{"class_id":"c1","user_id":"u1","user_name":"another"}`).says(t, done)
	again := srv.Members("c1")
	require.Len(t, again, 1)
	assert.Equal(t, "another", again[0].UserName)
	assert.Equal(t, "a.png", *again[0].AvatarURL, "what was not sent stays")
	assert.Equal(t, noon().Add(time.Hour), again[0].JoinTime)
}

func TestJoinRefuses(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	long := strings.Repeat("课", 256)
	for _, c := range []struct{ name, body, want string }{
		{"an unknown class", `{"class_id":"c2","user_id":"u1","user_name":"Tom"}`, reason("ClassNotFound")},
		{"nothing", `{}`, validation("课堂Id不能为空<br>userId不能为空<br>userName不能为空<br>")},
		{"a short id", `{"class_id":"c1","user_id":"u","user_name":"Tom"}`, validation(tooLongOr)},
		{"a long name", `{"class_id":"c1","user_id":"u1","user_name":"` + long + `"}`, validation(tooLongOr)},
		{"an empty name is also short", `{"class_id":"c1","user_id":"u1","user_name":""}`, validation("userName不能为空<br>" + tooLongOr)},
		{"an identity of none", inClass("u1", `,"identity":4`), badValue},
		{"a negative identity, before the class is looked for", `{"class_id":"c2","user_id":"u1","user_name":"Tom","identity":-1}`, badValue},
		{"an identity too large", inClass("u1", `,"identity":4294967298`), serverFault},
		{"an identity in words", inClass("u1", `,"identity":"assistant"`), serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, "joinClass", c.body).says(t, c.want) })
	}
	assert.Empty(t, srv.Members("c1"))
	post(t, srv, "joinClass", inClass("u1", `,"identity":null`)).says(t, done)
	post(t, srv, "joinClass", inClass("u2", `,"identity":"1"`)).says(t, done)
	post(t, srv, "joinClass", `{"class_id":"c1","user_id":12,"user_name":"`+long[3:]+`"}`).says(t, done)
}

func TestLeaveAndKickRefuse(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	post(t, srv, "leaveClass", `{"class_id":"c2","user_id":"u1"}`).says(t, reason("ClassNotFound"))
	post(t, srv, "leaveClass", `{}`).says(t, validation("课堂Id不能为空<br>UserId不能为空<br>"))
	post(t, srv, "kickClass", `{"class_id":"c2","user_id":"u1"}`).says(t, serverFault)
	post(t, srv, "kickClass", `{"class_id":"c1","user_id":"u"}`).says(t, validation(tooLongOr))
	post(t, srv, "kickClass", `{"class_id":"c1"}`).says(t, validation("UserId不能为空<br>"))
	post(t, srv, "kickClass", `{"class_id":"c1","user_id":"u1","im_server":"aliyun_new"}`).says(t, serverFault)
	assert.Empty(t, srv.Banned("c1"))
	post(t, srv, "kickClass", `{"class_id":"c1","user_id":"u1","im_server":["aliyun_new"]}`).says(t, done)
}

func TestMembersOfRongCloudAlone(t *testing.T) {
	srv := start(t)
	srv.AddClass(auitest.Class{ClassID: "c1", RongCloudID: "c1", TeacherID: "t1"})
	post(t, srv, "joinClass", inClass("u1")).says(t, done)
	post(t, srv, "leaveClass", `{"class_id":"c1","user_id":"u1"}`).says(t, reason("ClassNotFound"))
	post(t, srv, "kickClass", `{"class_id":"c1","user_id":"u1"}`).says(t, serverFault)
	post(t, srv, "listMembers", `{"class_id":"c1","status":0}`).says(t, serverFault)
}

func TestListMembers(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	for i := range 21 {
		srv.AddMember(auitest.Member{ClassID: "c1", UserID: fmt.Sprint("u", i), UserName: "n", Status: auitest.MemberStatus(1 + i%3)})
	}
	srv.AddMember(auitest.Member{ClassID: "c1", UserID: "t1", Role: auitest.RoleTeacher})
	srv.AddMember(auitest.Member{ClassID: "c2", UserID: "u1"})

	page := func(fields string) (total, shown int) {
		data := post(t, srv, "listMembers", `{"class_id":"c1",`+fields+`}`).data(t)
		return int(data["total"].(float64)), len(data["members"].([]any))
	}
	for _, c := range []struct {
		name, fields string
		total, shown int
	}{
		{"pages of 20", `"status":0`, 22, 20},
		{"the second", `"status":0,"page_num":2`, 22, 2},
		{"past the end", `"status":0,"page_num":3`, 22, 0},
		{"pages before the first are the first", `"status":0,"page_num":-7`, 22, 20},
		{"the status does not filter", `"status":3,"page_size":100`, 22, 22},
		{"teachers", `"status":0,"identity":3`, 1, 1},
		{"assistants", `"status":0,"identity":2`, 0, 0},
		{"an identity nobody has", `"status":0,"identity":9`, 0, 0},
		{"a page of nothing", `"status":0,"page_size":0`, 22, 0},
		{"a negative page is not counted", `"status":0,"page_size":-1`, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			total, shown := page(c.fields)
			assert.Equal(t, []int{c.total, c.shown}, []int{total, shown})
		})
	}
	for _, c := range []struct{ name, body, want string }{
		{"a status of none", `{"class_id":"c1","status":4}`, badValue},
		{"no status", `{"class_id":"c1","identity":0}`, validation("status不能为空<br>")},
		{"nothing", `{}`, validation("课堂Id不能为空<br>status不能为空<br>")},
		{"a page of null", `{"class_id":"c1","status":0,"page_num":null}`, serverFault},
		{"a size of null", `{"class_id":"c1","status":0,"page_size":null}`, serverFault},
		{"an unknown class", `{"class_id":"c3","status":0}`, serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, "listMembers", c.body).says(t, c.want) })
	}
}

func TestListMembersBeforeHead(t *testing.T) {
	srv := start(t, auitest.WithDialect(auitest.DialectV13))
	oneClass(srv)
	srv.AddMember(auitest.Member{ClassID: "c1", UserID: "u1"})
	post(t, srv, "listMembers", `{"class_id":"c1","status":0}`).says(t, validation("identity不能为空<br>"))
	post(t, srv, "listMembers", `{"class_id":"c1","status":0,"identity":4}`).says(t, badValue)
	assert.Len(t, members(t, srv, `"status":0,"identity":3`), 1, "required, and no filter")
}

func TestMembersAreCopied(t *testing.T) {
	srv := start(t)
	avatar := "a.png"
	srv.AddMember(auitest.Member{ClassID: "c1", UserID: "u1", AvatarURL: &avatar})
	avatar = "changed"
	*srv.Members("c1")[0].AvatarURL = "changed"
	assert.Equal(t, "a.png", *srv.Members("c1")[0].AvatarURL)
	srv.AddMember(auitest.Member{ClassID: "c1", UserID: "u1"})
	require.Len(t, srv.Members("c1"), 1, "the same ids are the same member")
	assert.Nil(t, srv.Members("c1")[0].AvatarURL)
}
