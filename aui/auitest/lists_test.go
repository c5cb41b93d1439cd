package auitest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func aPage(number, size int) string {
	return fmt.Sprintf(`{"user_id":"anyone","page_num":%d,"page_size":%d}`, number, size)
}

// titles reads a page of classes; a null stays one.
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
		{"no page, for there is no default", `{"user_id":"u","page_size":1}`, validation("page_num不能为空<br>")},
		{"a size of null", `{"user_id":"u","page_num":1,"page_size":null}`, validation("page_size不能为空<br>")},
		{"a page in words", `{"user_id":"u","page_num":"one","page_size":1}`, serverFault},
		{"a page too large", `{"user_id":"u","page_num":2147483648,"page_size":1}`, serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, "list", c.body).says(t, c.want) })
	}
	assert.Len(t, titles(t, srv, 1, 1), 1)
}

func TestBrokenClass(t *testing.T) {
	inEvery(t, func(t *testing.T, srv *auitest.Server, dialect auitest.Dialect) {
		srv.AddClass(auitest.Class{ClassID: "c0", Title: "whole", TeacherID: "t1"})
		srv.AddClass(auitest.Class{ClassID: "c1", Title: "broken", TeacherID: "t1", Broken: true})
		assert.Equal(t, []any{nil, "whole"}, titles(t, srv, 1, 10))
		assert.Equal(t, []any{nil}, titles(t, srv, 1, 1), "a page of nothing but null is no empty one")
		post(t, srv, "get", `{"id":"c1","user_id":"u"}`).says(t, serverFault)
		for operation, status := range map[string]auitest.ClassStatus{"start": auitest.ClassStatusStarted, "stop": auitest.ClassStatusEnded, "pause": auitest.ClassStatusNotStarted} {
			post(t, srv, operation, `{"id":"c1","user_id":"t1"}`).says(t, serverFault)
			class, _ := srv.Class("c1")
			assert.Equal(t, status, class.Status, "it took effect")
		}
		post(t, srv, "update", `{"id":"c1","title":"new"}`).says(t, serverFault)
	})
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
