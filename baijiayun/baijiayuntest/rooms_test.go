package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestCreateRoom(t *testing.T) {
	srv := start(t)
	answer := post(t, srv, "/openapi/room/create", lecture()).ok(t)
	assert.Empty(t, answer.TS)

	var data map[string]string // all four are texts
	require.NoError(t, json.Unmarshal(answer.Data, &data))
	assert.Regexp(t, `^[1-9][0-9]{13}$`, data["room_id"])
	room := kept(t, srv)
	assert.Equal(t, map[string]string{
		"room_id":    strconv.FormatInt(room.RoomID, 10),
		"admin_code": room.AdminCode, "teacher_code": room.TeacherCode, "student_code": room.StudentCode,
	}, data)
	assert.Equal(t, "测试教室", room.Title)
	assert.True(t, room.StartTime.Equal(time.Unix(1501575608, 0)))
	assert.True(t, room.EndTime.Equal(time.Unix(1501579208, 0)))
	assert.True(t, room.CreateTime.Equal(time.Unix(now, 0)))
	assert.Equal(t, int64(2), room.Type)
}

func TestRoomIDsAndCodesAreUnique(t *testing.T) {
	srv := start(t)
	seen := map[string]bool{}
	for range 300 {
		create(t, srv, nil)
	}
	for _, room := range srv.Rooms() {
		seen[strconv.FormatInt(room.RoomID, 10)] = true
		for _, code := range []string{room.AdminCode, room.TeacherCode, room.StudentCode} {
			require.Regexp(t, `^[a-z0-9]{6}$`, code)
			seen[code] = true
		}
	}
	assert.Len(t, seen, 4*300)
}

func TestTitlesAreCutAt50Characters(t *testing.T) {
	srv := start(t)
	id := create(t, srv, fields{"title": strings.Repeat("课", 51)})
	assert.Equal(t, strings.Repeat("课", 50), kept(t, srv).Title)
	post(t, srv, "/openapi/room/update", fields{"room_id": id, "title": strings.Repeat("堂", 60)}).ok(t)
	assert.Equal(t, strings.Repeat("堂", 50), kept(t, srv).Title)
}

func TestGetRoomOf2020(t *testing.T) {
	srv := start(t, baijiayuntest.WithRoomsOf2020())
	id := create(t, srv, fields{"type": "4", "max_users": "6"})
	room := kept(t, srv)
	answer := post(t, srv, "/openapi/room/info", fields{"room_id": id}).ok(t)
	assert.JSONEq(t, fmt.Sprintf(`{"code":0,"data":{
		"room_id":%s,"title":"测试教室","start_time":"2017-08-01 16:20:08","end_time":"2017-08-01 17:20:08",
		"type":"4","max_users":"6","admin_code":%q,"teacher_code":%q},"msg":"","ts":1501572288}`,
		id, room.AdminCode, room.TeacherCode), answer.body)
}

func TestUpdateRoom(t *testing.T) {
	srv := start(t)
	id := create(t, srv, fields{
		"max_users": "30", "max_backup_users": "9", "pre_enter_time": "600", "template_name": "classic",
		"forbidden_end_types": "h5", "is_push_live": "1",
	})
	before := kept(t, srv)
	update := func(more fields) reply {
		return post(t, srv, "/openapi/room/update", fields{"room_id": id}.with(more))
	}

	t.Run("nothing sent changes nothing", func(t *testing.T) {
		assert.JSONEq(t, `{"code":0,"data":null,"msg":""}`, update(nil).ok(t).body)
		assert.Equal(t, before, kept(t, srv))
	})
	t.Run("one field changes alone", func(t *testing.T) {
		update(fields{"title": "英语语法在线"}).ok(t)
		want := before
		want.Title = "英语语法在线"
		assert.Equal(t, want, kept(t, srv))
	})
	t.Run("zero and empty mean something", func(t *testing.T) {
		update(fields{"max_users": "0", "max_backup_users": "0", "pre_enter_time": "0", "forbidden_end_types": "", "title": ""}).ok(t)
		room := kept(t, srv)
		assert.Zero(t, room.MaxUsers)
		assert.Zero(t, room.MaxBackupUsers)
		assert.Empty(t, room.Title)
		assert.Equal(t, map[string]string{
			"pre_enter_time": "0", "template_name": "classic", "forbidden_end_types": "", "is_push_live": "1",
		}, room.Settings)
	})
	t.Run("times are judged together with what is kept", func(t *testing.T) {
		update(fields{"end_time": "1501575608"}).failed(t, 1001)
		update(fields{"end_time": "1501662008"}).failed(t, 1001) // a day after the start
		update(fields{"start_time": "1501579208"}).failed(t, 1001)
		update(fields{"start_time": "1501660000", "end_time": "1501663600"}).ok(t)
		assert.True(t, kept(t, srv).StartTime.Equal(time.Unix(1501660000, 0)))
		assert.True(t, kept(t, srv).EndTime.Equal(time.Unix(1501663600, 0)))
	})
	t.Run("what create alone knows is ignored", func(t *testing.T) {
		unchanged := kept(t, srv)
		update(fields{"type": "4", "is_long_term": "1", "is_push_live": "0", "industry_type": "1", "enable_share": "7"}).ok(t)
		assert.Equal(t, unchanged, kept(t, srv))
	})
	t.Run("a refused update changes nothing", func(t *testing.T) {
		unchanged := kept(t, srv)
		update(fields{"title": "new", "pre_enter_time": "60", "max_users": "many"}).failed(t, 1001)
		update(fields{"title": "new", "pre_enter_time": "60", "end_time": "1"}).failed(t, 1001)
		update(fields{"title": "new", "template_type": "x"}).failed(t, 1001)
		assert.Equal(t, unchanged, kept(t, srv))
	})
}

func TestDeleteRoom(t *testing.T) {
	srv := start(t)
	id := create(t, srv, nil)
	answer := post(t, srv, "/openapi/room/delete", fields{"room_id": id}).ok(t)
	assert.JSONEq(t, `{"code":0,"data":null,"msg":""}`, answer.body)

	for _, path := range []string{"room/delete", "room/info", "room/update"} {
		post(t, srv, "/openapi/"+path, fields{"room_id": id, "title": "again"}).failed(t, 3002)
	}
	assert.JSONEq(t, `{"list":[]}`, string(post(t, srv, "/openapi/room/list", nil).ok(t).Data))
	room := kept(t, srv)
	assert.True(t, room.Deleted)
	assert.Equal(t, "测试教室", room.Title)
	assert.NotEqual(t, id, create(t, srv, nil))
}

func TestRoomIDsAreChecked(t *testing.T) {
	srv := start(t)
	create(t, srv, nil)
	for _, path := range []string{"room/delete", "room/info", "room/update"} {
		for name, test := range map[string]struct {
			roomID string
			code   int
		}{
			"missing":      {remove, 1001},
			"empty":        {"", 1001},
			"not a number": {"a", 1001},
			"zero":         {"0", 3001},
			"short":        {"12345", 3001},
			"unknown":      {"17091462522904", 3001},
		} {
			t.Run(path+" "+name, func(t *testing.T) {
				post(t, srv, "/openapi/"+path, fields{"room_id": test.roomID}).failed(t, test.code)
			})
		}
	}
	assert.False(t, kept(t, srv).Deleted)
}

func TestListRooms(t *testing.T) {
	srv := start(t)
	older := create(t, srv, fields{"title": "older"})
	srv.SetClock(func() time.Time { return time.Unix(now+60, 0) })
	newer := create(t, srv, fields{"title": "newer", "max_users": "1"})
	rooms := srv.Rooms()
	answer := post(t, srv, "/openapi/room/list", nil).ok(t)
	assert.JSONEq(t, fmt.Sprintf(`{"code":0,"data":{"list":[
		{"room_id":%q,"title":"newer","type":"2","max_users":"1","start_time":1501575608,"end_time":1501579208,
		"create_time":1501572348,"admin_code":%q,"teacher_code":%q,"student_code":%q},
		{"room_id":%q,"title":"older","type":"2","max_users":"0","start_time":1501575608,"end_time":1501579208,
		"create_time":1501572288,"admin_code":%q,"teacher_code":%q,"student_code":%q}]},"msg":"","ts":1501572348}`,
		newer, rooms[1].AdminCode, rooms[1].TeacherCode, rooms[1].StudentCode,
		older, rooms[0].AdminCode, rooms[0].TeacherCode, rooms[0].StudentCode), answer.body)
}

// titles lists rooms and returns their titles.
func titles(t *testing.T, srv *baijiayuntest.Server, f fields) []string {
	t.Helper()
	var data struct{ List []struct{ Title string } }
	require.NoError(t, json.Unmarshal(post(t, srv, "/openapi/room/list", f).ok(t).Data, &data))
	titles := []string{}
	for _, room := range data.List {
		titles = append(titles, room.Title)
	}
	return titles
}

func TestListRoomsPages(t *testing.T) {
	srv := start(t)
	for i := range 1101 {
		srv.AddRoom(baijiayuntest.Room{Title: strconv.Itoa(i)})
	}
	first := titles(t, srv, nil)
	assert.Len(t, first, 100)
	assert.Equal(t, "1100", first[0])
	assert.Equal(t, []string{"1098", "1097"}, titles(t, srv, fields{"page": "2", "limit": "2"}))
	assert.Equal(t, []string{"0"}, titles(t, srv, fields{"page": "12"}))
	assert.Empty(t, titles(t, srv, fields{"page": "13"}))
	assert.Empty(t, titles(t, srv, fields{"page": "9223372036854775807", "limit": "1000"}))
	assert.Len(t, titles(t, srv, fields{"limit": "1000"}), 1000)
	assert.Len(t, titles(t, srv, fields{"limit": "5000"}), 1000, "cut silently")
	assert.Len(t, titles(t, srv, fields{"limit": "5000", "page": "2"}), 101)
	for _, bad := range []fields{{"page": "0"}, {"page": "x"}, {"limit": "0"}, {"limit": "-1"}, {"product_type": "5"}} {
		post(t, srv, "/openapi/room/list", bad).failed(t, 1001)
	}
}

func TestListRoomsByProduct(t *testing.T) {
	srv := start(t)
	create(t, srv, fields{"title": "education"})
	create(t, srv, fields{"title": "enterprise", "industry_type": "1"})
	create(t, srv, fields{"title": "small", "type": "3"})
	create(t, srv, fields{"title": "professional", "type": "4", "max_users": "6"})
	create(t, srv, fields{"title": "double", "type": "5"})
	for product, want := range map[string][]string{
		"0": {"double", "professional", "small", "enterprise", "education"},
		"1": {"education"},
		"2": {"professional", "small"},
		"3": {"double"},
		"4": {"enterprise"},
	} {
		assert.Equal(t, want, titles(t, srv, fields{"product_type": product}), product)
	}
}

func TestListRoomsNewestFirst(t *testing.T) {
	srv := start(t)
	create(t, srv, fields{"title": "now"})
	srv.AddRoom(baijiayuntest.Room{Title: "an hour ago", CreateTime: time.Unix(now-3600, 0)})
	srv.AddRoom(baijiayuntest.Room{Title: "two hours ago", CreateTime: time.Unix(now-7200, 0)})
	create(t, srv, fields{"title": "now as well"})
	assert.Equal(t, []string{"now as well", "now", "an hour ago", "two hours ago"}, titles(t, srv, nil))
}

func TestWithListDelay(t *testing.T) {
	srv := start(t, baijiayuntest.WithListDelay(time.Minute))
	id := create(t, srv, nil)
	assert.Empty(t, titles(t, srv, nil))
	post(t, srv, "/openapi/room/info", fields{"room_id": id}).ok(t)
	srv.SetClock(func() time.Time { return time.Unix(now+59, 0) })
	assert.Empty(t, titles(t, srv, nil))
	srv.SetClock(func() time.Time { return time.Unix(now+60, 0) })
	assert.Len(t, titles(t, srv, nil), 1)
}
