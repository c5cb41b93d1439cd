package auitest_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

const uuid = `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`

const fullClass = `{"title":"Grammar","notice":"dropped","teacher_id":"t1","teacher_nick":"Tess","mode":2,"extends":"{\"a\":1}","im_server":["aliyun"],"unknown":{}}`

func keys(m map[string]any) []string {
	names := []string{}
	for name := range m {
		names = append(names, name)
	}
	return names
}

// pullNames are the names of a class's CDN addresses.
func pullNames(suffixes ...string) []string {
	names := []string{}
	for _, suffix := range suffixes {
		for _, protocol := range []string{"rtmp", "rts", "flv", "hls"} {
			names = append(names, protocol+suffix+"_url")
		}
	}
	return names
}

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

func TestCreateConverts(t *testing.T) {
	srv := start(t)
	for _, c := range []struct {
		sent string
		mode float64
	}{{`7`, 7}, {`-1`, -1}, {`"1"`, 1}, {`" 2 "`, 2}, {`1.9`, 1}, {`1e1`, 10}} {
		data := post(t, srv, "create", `{"title":20.50,"teacher_id":1,"im_server":["aliyun"],"teacher_nick":true,"mode":`+c.sent+`}`).data(t)
		assert.Equal(t, c.mode, data["mode"], c.sent)
		assert.Equal(t, "20.50", data["title"])
		assert.Equal(t, "1", data["teacher_id"])
		assert.Equal(t, "true", data["teacher_nick"])
	}
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
		{"a mode that is no number", class(`"title":"T","teacher_id":"t","mode":"big"`), serverFault},
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

func TestContentType(t *testing.T) {
	srv := start(t)
	for contentType, read := range map[string]bool{
		"application/json":                  true,
		"application/json; charset=utf-8":   true,
		"APPLICATION/JSON":                  true,
		"application/vnd.x+json":            true,
		"":                                  false,
		"text/plain":                        false,
		"application/x-www-form-urlencoded": false,
		"multipart/form-data; boundary=x":   false,
		";;":                                false,
	} {
		t.Run(contentType, func(t *testing.T) {
			header := map[string]string{"Authorization": "Bearer " + srv.IssueToken("ada")}
			if contentType != "" {
				header["Content-Type"] = contentType
			}
			got, err := send(t, "POST", srv.URL+"/api/v1/class/get", header, getNothing)
			require.NoError(t, err)
			if read {
				got.says(t, `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`)
			} else {
				got.says(t, serverFault)
			}
		})
	}
	t.Run("a byte order mark and what follows the object are passed over", func(t *testing.T) {
		assert.Contains(t, post(t, srv, "get", "\ufeff"+getNothing+" and more").body, `"404"`)
	})
	t.Run("every method will do", func(t *testing.T) {
		header := map[string]string{"Authorization": "Bearer " + srv.IssueToken("ada"), "Content-Type": "application/json"}
		got, err := send(t, "PUT", srv.URL+"/api/v1/class/get", header, getNothing)
		require.NoError(t, err)
		assert.Contains(t, got.body, `"404"`)
	})
}

func TestGet(t *testing.T) {
	srv := start(t)
	created := post(t, srv, "create", fullClass).data(t)
	srv.SetClock(fixed(noon().Add(time.Hour)))
	data := post(t, srv, "get", fmt.Sprintf(`{"id":%q,"user_id":"Cedric8"}`, created["id"])).data(t)

	for name, value := range created {
		if name != "link_info" {
			assert.Equal(t, value, data[name], name)
		}
	}
	assert.ElementsMatch(t, append(keys(created), "user_status", "shadow_link_info", "metrics"), keys(data))
	assert.Equal(t, map[string]any{"mute": false, "mute_source": []any{}}, data["user_status"])
	assert.Equal(t, map[string]any{"pv": 0.0, "uv": 0.0, "like_count": 0.0, "online_count": 0.0}, data["metrics"])

	t.Run("unknown", func(t *testing.T) {
		post(t, srv, "get", getNothing).says(t, `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`)
	})
	for _, c := range []struct{ name, body, want string }{
		{"no id", `{"user_id":"u"}`, validation("课堂Id不能为空<br>")},
		{"a blank user", `{"id":"c","user_id":""}`, validation("UserId不能为空<br>")},
		{"nothing", `{}`, validation("课堂Id不能为空<br>UserId不能为空<br>")},
		{"an id in a list", `{"id":["c"],"user_id":"u"}`, serverFault},
	} {
		t.Run(c.name, func(t *testing.T) { post(t, srv, "get", c.body).says(t, c.want) })
	}
}

func TestGetAfterRongCloudAlone(t *testing.T) {
	srv := start(t)
	srv.AddClass(auitest.Class{ClassID: "c1", RongCloudID: "c1", TeacherID: "t1"})
	data := post(t, srv, "get", `{"id":"c1","user_id":"u"}`).data(t)
	assert.NotContains(t, data, "user_status")
	assert.NotContains(t, data, "metrics")
	assert.NotContains(t, data, "aliyun_id")
}

func TestLinks(t *testing.T) {
	srv := start(t)
	srv.AddClass(auitest.Class{ClassID: "c1", MeetingID: "m1", TeacherID: "t1"})
	data := post(t, srv, "get", `{"id":"c1","user_id":"Cedric8"}`).data(t)

	rtc := regexp.MustCompile(`^artc://live\.aliyun\.com/(push|play)/m1\?sdkAppId=[0-9a-f-]{36}&userId=(\w+)&timestamp=1762315200&token=[0-9a-f]{64}$`)
	for field, user := range map[string]string{"link_info": "Cedric8", "shadow_link_info": "Cedric8_shadow"} {
		info := data[field].(map[string]any)
		assert.ElementsMatch(t, []string{"rtc_push_url", "rtc_pull_url", "cdn_pull_info"}, keys(info))
		assert.Equal(t, []string{"push", user}, rtc.FindStringSubmatch(info["rtc_push_url"].(string))[1:])
		assert.Equal(t, []string{"play", user}, rtc.FindStringSubmatch(info["rtc_pull_url"].(string))[1:])
		assert.ElementsMatch(t, pullNames("", "_oriaac", "_screen", "_screen_oriaac"), keys(info["cdn_pull_info"].(map[string]any)))
	}

	pull := data["shadow_link_info"].(map[string]any)["cdn_pull_info"].(map[string]any)
	for name, want := range map[string]string{
		"rtmp_url":              `^rtmp://[^/]+/live/[0-9a-f-]{36}_m1_t1_shadow_camera\?auth_key=1762833600-0-0-[0-9a-f]{32}$`,
		"rts_oriaac_url":        `^artc://[^/]+/live/[0-9a-f-]{36}_m1_t1_shadow_camera_oriaac\?auth_key=`,
		"flv_screen_url":        `^https://[^/]+/live/[0-9a-f-]{36}_m1_t1_shadow_shareScreen\.flv\?auth_key=`,
		"hls_screen_oriaac_url": `^https://[^/]+/live/[0-9a-f-]{36}_m1_t1_shadow_shareScreen_oriaac\.m3u8\?auth_key=`,
	} {
		assert.Regexp(t, want, pull[name], name)
		address, err := url.Parse(pull[name].(string))
		require.NoError(t, err)
		assert.Contains(t, address.Host, "example.com")
	}
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
