package auitest_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

const uuid = `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`

const fullClass = `{"title":"Grammar","notice":"dropped","teacher_id":"t1","teacher_nick":"Tess","mode":2,"extends":"{\"a\":1}","im_server":["aliyun"],"unknown":{}}`

func TestCreate(t *testing.T) {
	srv := start(t)
	data := post(t, srv, "create", fullClass).data(t)

	assert.ElementsMatch(t, []string{"id", "title", "status", "mode", "boards", "created_at", "updated_at", "extends", "aliyun_id", "meeting_id", "teacher_id", "teacher_nick", "link_info"}, keys(data))
	assert.Equal(t, "Grammar", data["title"])
	assert.Equal(t, 0.0, data["status"])
	assert.Equal(t, 2.0, data["mode"])
	assert.Equal(t, "t1", data["teacher_id"])
	assert.Equal(t, "Tess", data["teacher_nick"])
	assert.Equal(t, `{"a":1}`, data["extends"])
	assert.Equal(t, "2025/11/04 12:00:00", data["created_at"])
	assert.Equal(t, "2025/11/04 12:00:00", data["updated_at"])
	assert.Regexp(t, uuid, data["id"])
	assert.Equal(t, data["id"], data["aliyun_id"])
	assert.Regexp(t, uuid, data["meeting_id"])
	assert.NotEqual(t, data["id"], data["meeting_id"])

	var boards map[string]any
	require.NoError(t, json.Unmarshal([]byte(data["boards"].(string)), &boards))
	assert.ElementsMatch(t, []string{"appKey", "boardId", "boardTitle", "cid", "code", "message", "uid"}, keys(boards))
	assert.Equal(t, data["id"], boards["boardId"])
	assert.Equal(t, "Grammar", boards["boardTitle"])
	assert.Equal(t, 200.0, boards["code"])
	assert.IsType(t, "", boards["cid"])

	other := post(t, srv, "create", fullClass).data(t)
	assert.NotEqual(t, data["id"], other["id"], "the same request makes another class")
	assert.Len(t, srv.Classes(), 2)
}

func TestCreateWithoutOptionalFields(t *testing.T) {
	srv := start(t)
	data := post(t, srv, "create", `{"title":"T","teacher_id":"t1","im_server":["aliyun"]}`).data(t)
	assert.Equal(t, 0.0, data["mode"])
	assert.NotContains(t, data, "extends")
	assert.NotContains(t, data, "teacher_nick")

	data = post(t, srv, "create", `{"title":"T","teacher_id":"t1","im_server":["aliyun"],"teacher_nick":"","extends":null}`).data(t)
	assert.Equal(t, "", data["teacher_nick"], "empty is not absent")
	assert.NotContains(t, data, "extends")
}

func TestCreateIMServers(t *testing.T) {
	const imServerNull = `{"success":false,"errorCode":"500","errorMsg":"imServer null"}`
	for _, dialect := range []auitest.Dialect{auitest.DialectV13, auitest.DialectHead} {
		t.Run(dialect.String(), func(t *testing.T) {
			srv := start(t, auitest.WithDialect(dialect))
			create := func(imServer string) answer {
				return post(t, srv, "create", `{"title":"T","teacher_id":"t1"`+imServer+`}`)
			}

			create(``).says(t, imServerNull)
			create(`,"im_server":[]`).says(t, imServerNull)
			create(`,"im_server":null`).says(t, imServerNull)
			create(`,"im_server":"aliyun"`).says(t, serverFault)
			create(`,"im_server":[["aliyun"]]`).says(t, serverFault)
			create(`,"im_server":[null]`).says(t, serverFault)
			create(`,"im_server":["aliyun_new"]`).says(t, serverFault)
			assert.Empty(t, srv.Classes())

			rong := create(`,"im_server":["rongCloud"]`).data(t)
			assert.Equal(t, rong["id"], rong["rong_cloud_id"])
			assert.NotContains(t, rong, "aliyun_id")

			both := create(`,"im_server":["rongCloud","elsewhere","aliyun"]`).data(t)
			assert.Equal(t, both["id"], both["aliyun_id"])
			assert.Regexp(t, uuid, both["rong_cloud_id"])
			assert.NotEqual(t, both["id"], both["rong_cloud_id"])
		})
	}
	t.Run("v1.0 does not know the field", func(t *testing.T) {
		srv := start(t, auitest.WithDialect(auitest.DialectV10))
		for _, imServer := range []string{``, `,"im_server":["rongCloud"]`, `,"im_server":7`} {
			data := post(t, srv, "create", `{"title":"T","teacher_id":"t1"`+imServer+`}`).data(t)
			assert.Equal(t, data["id"], data["chat_id"])
			assert.NotContains(t, data, "aliyun_id")
			assert.NotContains(t, data, "rong_cloud_id")
		}
	})
}

func TestCreateRefuses(t *testing.T) {
	srv := start(t)
	class := func(fields string) string { return `{"im_server":["aliyun"],` + fields + `}` }
	for _, c := range []struct{ name, body, want string }{
		{"no title", class(`"teacher_id":"t"`), validation("title不能为空<br>")},
		{"a blank title", class(`"title":" \n","teacher_id":"t"`), validation("title不能为空<br>")},
		{"no teacher", class(`"title":"T"`), validation("teacher_id不能为空<br>")},
		{"neither, before im_server is asked for", `{}`, validation("title不能为空<br>teacher_id不能为空<br>")},
		{"a null mode", class(`"title":"T","teacher_id":"t","mode":null`), validation("mode不能为空<br>")},
		{"an empty mode", class(`"title":"T","teacher_id":"t","mode":""`), validation("mode不能为空<br>")},
		{"a mode that is not a number", class(`"title":"T","teacher_id":"t","mode":"big"`), serverFault},
		{"a mode too large", class(`"title":"T","teacher_id":"t","mode":99999999999999999999`), serverFault},
		{"a mode that is a flag", class(`"title":"T","teacher_id":"t","mode":true`), serverFault},
		{"extends as an object", class(`"title":"T","teacher_id":"t","extends":{}`), serverFault},
		{"a nick in a list, before what is missing", class(`"teacher_nick":["n"]`), serverFault},
		{"malformed", `{"title":"T" "teacher_id":"t"}`, serverFault},
		{"not UTF-8", "{\"title\":\"\xff\"}", serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, "create", c.body).says(t, c.want) })
	}
	assert.Empty(t, srv.Classes())
}

func TestDialectV10(t *testing.T) {
	srv := start(t, auitest.WithDialect(auitest.DialectV10))
	created := post(t, srv, "create", `{"title":"T","teacher_id":"t1"}`).data(t)
	assert.ElementsMatch(t, pullNames("", "_oriaac"), keys(created["link_info"].(map[string]any)["cdn_pull_info"].(map[string]any)))

	data := post(t, srv, "get", fmt.Sprintf(`{"id":%q,"user_id":"u"}`, created["id"])).data(t)
	assert.Equal(t, created["id"], data["chat_id"])
	assert.Contains(t, data, "user_status")
	assert.Contains(t, data, "metrics")
	for _, newer := range []string{"aliyun_id", "rong_cloud_id", "shadow_link_info", "assistantPermit"} {
		assert.NotContains(t, data, newer)
	}
}

func TestStartAndStop(t *testing.T) {
	srv := start(t)
	srv.AddClass(auitest.Class{ClassID: "c1", TeacherID: "t1"})
	change := func(hour int, operation string) map[string]any {
		srv.SetClock(fixed(noon().Add(time.Duration(hour) * time.Hour)))
		return post(t, srv, operation, `{"id":"c1","user_id":"t1"}`).data(t)
	}
	const one, two, three, four, five = "2025/11/04 13:00:00", "2025/11/04 14:00:00", "2025/11/04 15:00:00", "2025/11/04 16:00:00", "2025/11/04 17:00:00"

	for _, step := range []struct {
		hour             int
		operation        string
		status           float64
		started, stopped any
		updated          string
	}{
		{1, "stop", 2, nil, one, one}, // a class that never began
		{2, "start", 1, two, one, two},
		{3, "start", 1, three, one, three}, // once more
		{4, "stop", 2, three, four, four},
		{5, "start", 1, five, four, five}, // a stopped class
	} {
		data := change(step.hour, step.operation)
		assert.Equal(t, step.status, data["status"])
		assert.Equal(t, step.started, data["started_at"])
		assert.Equal(t, step.stopped, data["stopped_at"])
		assert.Equal(t, step.updated, data["updated_at"])
		assert.Equal(t, "2025/11/04 12:00:00", data["created_at"])
		assert.Contains(t, data, "shadow_link_info", "the answer is the one of get")
		again := post(t, srv, "get", `{"id":"c1","user_id":"t1"}`).data(t)
		assert.Equal(t, again, data)
	}
}

func TestStartAndStopRefuse(t *testing.T) {
	srv := start(t)
	srv.AddClass(auitest.Class{ClassID: "c1", TeacherID: "t1"})
	before := srv.Classes()
	for _, operation := range []string{"start", "stop"} {
		for _, c := range []struct{ name, body, want string }{
			{"not the teacher", `{"id":"c1","user_id":"t2"}`, serverFault},
			{"the teacher in other letters", `{"id":"c1","user_id":"T1"}`, serverFault},
			{"an unknown class", `{"id":"c2","user_id":"t1"}`, serverFault},
			{"no id", `{"user_id":"t1"}`, validation("直播间Id不能为空<br>")},
			{"no user", `{"id":"c1"}`, validation("UserId不能为空<br>")},
			{"class_id is another operation's name for it", `{"class_id":"c1"}`, validation("直播间Id不能为空<br>UserId不能为空<br>")},
			{"a flag in a list", `{"id":"c1","user_id":[true]}`, serverFault},
		} {
			t.Run(operation+": "+c.name, func(t *testing.T) { post(t, srv, operation, c.body).says(t, c.want) })
		}
	}
	assert.Equal(t, before, srv.Classes(), "nothing changed")
}

func aPage(number, size int) string {
	return fmt.Sprintf(`{"user_id":"anyone","page_num":%d,"page_size":%d}`, number, size)
}

// titles returns the titles of a page of classes, and nil for a null.
func titles(t *testing.T, srv *auitest.Server, number, size int) []any {
	t.Helper()
	found := []any{}
	for _, room := range post(t, srv, "list", aPage(number, size)).list(t) {
		if room == nil {
			found = append(found, nil)
			continue
		}
		found = append(found, room.(map[string]any)["title"])
	}
	return found
}

func TestList(t *testing.T) {
	inEvery(t, func(t *testing.T, srv *auitest.Server, dialect auitest.Dialect) {
		empty := serverFault
		if dialect == auitest.DialectV10 {
			empty = `{"success":false,"errorCode":"500","errorMsg":"List is empty"}`
		}
		post(t, srv, "list", aPage(1, 10)).says(t, empty)
		for i := range 5 {
			srv.AddClass(auitest.Class{Title: fmt.Sprint(i), TeacherID: "t1", CreateTime: noon().Add(time.Duration(i) * time.Minute)})
		}
		assert.Equal(t, []any{"4", "3"}, titles(t, srv, 1, 2), "the newest first, whoever asks")
		assert.Equal(t, []any{"4", "3"}, titles(t, srv, 0, 2))
		assert.Equal(t, []any{"2", "1"}, titles(t, srv, 2, 2))
		assert.Equal(t, []any{"0"}, titles(t, srv, 3, 2))
		assert.Len(t, titles(t, srv, 1, -1), 5)
		post(t, srv, "list", aPage(4, 2)).says(t, empty)
		post(t, srv, "list", aPage(1, 0)).says(t, empty)
		post(t, srv, "list", aPage(2147483647, 2147483647)).says(t, empty)

		room := post(t, srv, "list", aPage(1, 1)).list(t)[0].(map[string]any)
		assert.Equal(t, post(t, srv, "get", fmt.Sprintf(`{"id":%q,"user_id":"t1"}`, room["id"])).data(t), room, "with the teacher's links")
	})
}

func TestListRefuses(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	for _, c := range []struct{ name, body, want string }{
		{"nothing", `{}`, validation("UserId不能为空<br>page_num不能为空<br>page_size不能为空<br>")},
		{"without a page, which has no default", `{"user_id":"u","page_size":1}`, validation("page_num不能为空<br>")},
		{"a size of null", `{"user_id":"u","page_num":1,"page_size":null}`, validation("page_size不能为空<br>")},
		{"a page in words", `{"user_id":"u","page_num":"one","page_size":1}`, serverFault},
		{"a page too large", `{"user_id":"u","page_num":2147483648,"page_size":1}`, serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, "list", c.body).says(t, c.want) })
	}
	assert.Len(t, titles(t, srv, 1, 1), 1)
}

func TestUpdate(t *testing.T) {
	inEvery(t, func(t *testing.T, srv *auitest.Server, dialect auitest.Dialect) {
		srv.AddClass(auitest.Class{ClassID: "c1", Title: "Grammar", TeacherID: "t1", Notice: new("old"), Extends: new("{}")})
		update := func(fields string) []any {
			data := post(t, srv, "update", `{"id":"c1"`+fields+`}`).data(t)
			assert.Equal(t, post(t, srv, "get", `{"id":"c1","user_id":"t1"}`).data(t), data)
			return []any{data["title"], data["notice"], data["extends"]}
		}
		before := []any{"Grammar", "old", "{}"}
		after := []any{"Syntax", "new", `{"a":1}`}
		if dialect != auitest.DialectHead {
			after = before
		}
		assert.Equal(t, before, update(``))
		assert.Equal(t, before, update(`,"title":"","notice":"","extends":null`), "nothing can be cleared")
		assert.Equal(t, after, update(`,"user_id":"not the teacher","title":"Syntax","notice":"new","extends":"{\"a\":1}"`))

		post(t, srv, "update", `{"id":"c2","title":"T"}`).says(t, serverFault)
		post(t, srv, "update", `{"user_id":"t1"}`).says(t, validation("直播间Id不能为空<br>"))
		post(t, srv, "update", `{"id":"c1","extends":{}}`).says(t, serverFault)
	})
}

func TestPause(t *testing.T) {
	srv := start(t)
	oneClass(srv)
	post(t, srv, "start", `{"id":"c1","user_id":"t1"}`).data(t)
	srv.SetClock(fixed(noon().Add(time.Hour)))
	data := post(t, srv, "pause", `{"id":"c1","user_id":"t1"}`).data(t)
	assert.Equal(t, 0.0, data["status"])
	assert.Equal(t, atNoon, data["started_at"], "stays")
	assert.Equal(t, "2025/11/04 13:00:00", data["updated_at"])
	assert.NotContains(t, data, "stopped_at")

	post(t, srv, "pause", `{"id":"c1","user_id":"t2"}`).says(t, serverFault)
	post(t, srv, "pause", `{"id":"c2","user_id":"t1"}`).says(t, serverFault)
	post(t, srv, "pause", `{}`).says(t, validation("直播间Id不能为空<br>UserId不能为空<br>"))
}

func TestCreateOfVersion2(t *testing.T) {
	srv := start(t)
	create := func(imServer string) answer {
		return postV2(t, srv, "create", `{"title":"T","teacher_id":"t1"`+imServer+`}`)
	}
	for _, c := range []struct {
		imServer, aliyun, rongCloud string
	}{
		{`"aliyun_old"`, uuid, ""},
		{`"aliyun_new"`, `^[0-9a-f]{32}$`, ""},
		{`"aliyun_new","aliyun_old"`, uuid, ""},
		{`"rong_cloud"`, "", uuid},
		{`"aliyun_new","rong_cloud","elsewhere"`, `^[0-9a-f]{32}$`, uuid},
	} {
		data := create(`,"im_server":[` + c.imServer + `]`).data(t)
		for name, pattern := range map[string]string{"aliyun_id": c.aliyun, "rong_cloud_id": c.rongCloud} {
			if pattern == "" {
				assert.NotContains(t, data, name, c.imServer)
			} else {
				assert.Regexp(t, pattern, data[name], c.imServer)
			}
		}
		class, found := srv.Class(data["id"].(string))
		require.True(t, found)
		assert.Equal(t, "T", class.Title)
	}
	made := len(srv.Classes())
	create(``).says(t, `{"success":false,"errorCode":"500","errorMsg":"imServer null"}`)
	create(`,"im_server":["aliyun"]`).says(t, serverFault)
	create(`,"im_server":"aliyun_new"`).says(t, serverFault)
	postV2(t, srv, "create", `{"im_server":["aliyun_new"]}`).says(t, validation("title不能为空<br>teacher_id不能为空<br>"))
	assert.Len(t, srv.Classes(), made)
}

func TestWithListDelay(t *testing.T) {
	srv := start(t, auitest.WithListDelay(time.Minute))
	class := srv.AddClass(auitest.Class{Title: "late"})
	list := func() string { return post(t, srv, "list", `{"user_id":"u","page_num":1,"page_size":10}`).body }
	assert.NotContains(t, list(), class.ClassID)
	assert.Contains(t, post(t, srv, "get", `{"user_id":"u","id":"`+class.ClassID+`"}`).body, class.ClassID)
	srv.SetClock(fixed(noon().Add(59 * time.Second)))
	assert.NotContains(t, list(), class.ClassID)
	srv.SetClock(fixed(noon().Add(time.Minute)))
	assert.Contains(t, list(), class.ClassID)
}
