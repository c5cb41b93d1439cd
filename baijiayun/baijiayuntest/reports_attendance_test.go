package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

const attendancePath = "/openapi/room_data/exportLiveReport"

// attendance is a page of attendance: the total and the user numbers.
type attendance struct {
	Total int
	Users []int64
}

func attendanceOf(t *testing.T, srv *baijiayuntest.Server, f fields) attendance {
	t.Helper()
	var data struct {
		Total int
		List  []struct {
			UserNumber int64 `json:"user_number"`
		} `json:"room_user_info"`
	}
	require.NoError(t, json.Unmarshal(post(t, srv, attendancePath, fields{"room_id": "17091462522904"}.with(f)).ok(t).Data, &data))
	page := attendance{Total: data.Total}
	for _, row := range data.List {
		page.Users = append(page.Users, row.UserNumber)
	}
	return page
}

// present returns rows of five users, with every role, on two days.
func present() []baijiayuntest.Attendance {
	var rows []baijiayuntest.Attendance
	for i, role := range []int64{0, 1, 2, 0, 0} {
		rows = append(rows, baijiayuntest.Attendance{
			UserNumber: int64(i + 1), Role: role, FirstTime: time.Unix(now, 0).AddDate(0, 0, i/3),
		})
	}
	return rows
}

func TestAttendanceIsSelectedAndPaged(t *testing.T) {
	srv := start(t)
	room, _ := addedRoom(srv)
	srv.AddAttendance(room.RoomID, present()...)
	for name, test := range map[string]struct {
		fields fields
		want   attendance
	}{
		"students":                      {nil, attendance{3, []int64{1, 4, 5}}},
		"students by name":              {fields{"type": "student"}, attendance{3, []int64{1, 4, 5}}},
		"teachers":                      {fields{"type": "teacher"}, attendance{1, []int64{2}}},
		"assistants":                    {fields{"type": "admin"}, attendance{1, []int64{3}}},
		"everybody":                     {fields{"type": "all"}, attendance{5, []int64{1, 2, 3, 4, 5}}},
		"everybody of a day":            {fields{"type": "all", "date": "2017-08-02"}, attendance{2, []int64{4, 5}}},
		"every day":                     {fields{"date": "0"}, attendance{3, []int64{1, 4, 5}}},
		"a day without class":           {fields{"date": "2017-08-03"}, attendance{0, nil}},
		"a page":                        {fields{"type": "all", "page": "2", "page_size": "2"}, attendance{5, []int64{3, 4}}},
		"the last page":                 {fields{"type": "all", "page": "3", "page_size": "2"}, attendance{5, []int64{5}}},
		"a page behind":                 {fields{"type": "all", "page": "4", "page_size": "2"}, attendance{5, nil}},
		"page_size 0 is everything":     {fields{"page": "7", "page_size": "0"}, attendance{3, []int64{1, 4, 5}}},
		"no page_size is everything":    {fields{"page": "7"}, attendance{3, []int64{1, 4, 5}}},
		"a page far behind":             {fields{"page": "9223372036854775807", "page_size": "500"}, attendance{3, nil}},
		"a room without any attendance": {fields{"room_id": strconv.FormatInt(srv.AddRoom(baijiayuntest.Room{}).RoomID, 10)}, attendance{0, nil}},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, test.want, attendanceOf(t, srv, test.fields)) })
	}
	srv.AddAttendance(room.RoomID, baijiayuntest.Attendance{UserNumber: 6})
	assert.Equal(t, attendance{4, []int64{1, 4, 5, 6}}, attendanceOf(t, srv, nil), "more can be added")
	assert.Panics(t, func() { srv.AddAttendance(1) })
}

func TestAttendanceRow(t *testing.T) {
	row := baijiayuntest.Attendance{
		UserNumber: 151134006392569, UserName: "iOS", FirstTime: time.Unix(1511408829, 0), LastTime: time.Unix(1511408835, 0),
		FirstHeartbeatTime: time.Unix(1511408830, 0), ListenDuration: 5 * time.Second, IP: "61.50.136.186", NetworkOperator: "联通", ClientType: 3,
		Area: "北京", City: "北京", GroupID: 1, Audition: true,
	}
	for dialect, number := range map[baijiayuntest.Dialect]string{
		baijiayuntest.DialectExamples: `%d`, baijiayuntest.DialectTables: `%d`, baijiayuntest.DialectQuoted: `"%d"`,
	} {
		n := func(value int64) string { return fmt.Sprintf(number, value) }
		group := "group_id"
		if dialect == baijiayuntest.DialectQuoted {
			group = "group"
		}
		srv := start(t, baijiayuntest.WithDialect(dialect))
		room, id := addedRoom(srv)
		srv.AddAttendance(room.RoomID, row)
		post(t, srv, attendancePath, fields{"room_id": id}).data(t, `{"total":`+n(1)+`,"room_user_info":[{"date":"2017-11-23",
			"user_number":`+n(151134006392569)+`,"user_name":"iOS","user_role":`+n(0)+`,"first_time":"2017-11-23 11:47:09",
			"last_time":"2017-11-23 11:47:15","first_heartbeat_time":"2017-11-23 11:47:10","last_heartbeat_time":"",
			"actual_listen_time":`+n(5)+`,"user_ip":"61.50.136.186","network_operator":"联通","client_type":`+n(3)+`,"area":"北京",
			"city":"北京","`+group+`":`+n(1)+`,"is_audition":`+n(0)+`}]}`)
	}
}

func TestDocumentedAttendance(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
	assert.Equal(t, attendance{2, []int64{151134006392569, 91170602}}, attendanceOf(t, srv, fields{"type": "all"}))
	assert.Equal(t, attendance{1, []int64{91170602}}, attendanceOf(t, srv, fields{"type": "teacher", "page_size": "500"}))
	assert.Equal(t, attendance{1, nil}, attendanceOf(t, srv, fields{"page": "2", "page_size": "500"}))
	answer := post(t, srv, attendancePath, fields{"room_id": "17091462522904", "date": "2017-08-01"})
	assert.Contains(t, string(answer.ok(t).Data), `"date":"2017-08-01"`)
}

func TestAttendanceOfALargeRoom(t *testing.T) {
	const users, size = 100_000, 500
	srv := start(t)
	room, _ := addedRoom(srv)
	rows := make([]baijiayuntest.Attendance, users)
	for i := range rows {
		rows[i] = baijiayuntest.Attendance{UserNumber: int64(i), FirstTime: time.Unix(now, 0)}
	}
	srv.AddAttendance(room.RoomID, rows...)
	var seen int
	for page := 1; ; page++ {
		answer := attendanceOf(t, srv, fields{"page": strconv.Itoa(page), "page_size": strconv.Itoa(size)})
		require.Equal(t, users, answer.Total)
		for _, user := range answer.Users {
			require.EqualValues(t, seen, user)
			seen++
		}
		if len(answer.Users) < size {
			break
		}
	}
	assert.Equal(t, users, seen)
}
