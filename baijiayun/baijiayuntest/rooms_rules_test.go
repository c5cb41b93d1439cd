package baijiayuntest_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestCreateRoomRules(t *testing.T) {
	srv := start(t)
	day := func(seconds int) fields {
		return fields{"start_time": "1501575608", "end_time": strconv.Itoa(1501575608 + seconds)}
	}
	for name, test := range map[string]struct {
		fields  fields
		mention string // what the message contains; "" for a success
	}{
		"no title":                             {fields{"title": remove}, "title 缺少"},
		"an empty title":                       {fields{"title": ""}, "title 缺少"},
		"a title that is not UTF-8":            {fields{"title": "\xff\xfe"}, "title"},
		"no times":                             {fields{"start_time": remove, "end_time": remove}, "start_time 缺少; end_time 缺少"},
		"a datetime":                           {fields{"start_time": "2017-08-01 15:00:00"}, "start_time 不是整数"},
		"milliseconds":                         {fields{"start_time": "1501575608000", "end_time": "1501579208000"}, "start_time"},
		"a zero time":                          {fields{"start_time": "0"}, "start_time"},
		"an end before the start":              {day(-1), "end_time"},
		"an end at the start":                  {day(0), "end_time"},
		"an end a quarter of an hour after it": {day(900), "end_time"},
		"a second more":                        {day(901), ""},
		"a second less than a day":             {day(86399), ""},
		"a day":                                {day(86400), "end_time"},
		"a long-term room of ten years":        {day(315360000).with(fields{"is_long_term": "1"}), ""},
		"a long-term room ending at its start": {day(0).with(fields{"is_long_term": "1"}), "end_time"},
		"is_long_term 0":                       {day(86400).with(fields{"is_long_term": "0"}), "end_time"},
		"is_long_term 2":                       {fields{"is_long_term": "2"}, "is_long_term"},
		"years away":                           {fields{"start_time": "1901575608", "end_time": "1901579208"}, ""},
		"no type":                              {fields{"type": remove}, ""},
		"type 0":                               {fields{"type": "0"}, "type"},
		"type 5":                               {fields{"type": "5"}, ""},
		"type 7":                               {fields{"type": "7"}, "type"},
		"an empty type":                        {fields{"type": ""}, ""},
		"a signed number":                      {fields{"max_users": "+1"}, "max_users 不是整数"},
		"a negative number":                    {fields{"max_users": "-1"}, "max_users 不是整数"},
		"a fraction":                           {fields{"max_users": "1.0"}, "max_users 不是整数"},
		"a number with a space":                {fields{"max_users": " 1"}, "max_users 不是整数"},
		"a number of more than 63 bits":        {fields{"max_users": "9223372036854775808"}, "max_users 不是整数"},
		"a large class of any size":            {fields{"max_users": "5000"}, ""},
		"type 3 with 10 users":                 {fields{"type": "3", "max_users": "10"}, ""},
		"type 3 with 11 users":                 {fields{"type": "3", "max_users": "11"}, "max_users"},
		"type 4 without max_users":             {fields{"type": "4"}, "max_users"},
		"type 4 with no users":                 {fields{"type": "4", "max_users": "0"}, "max_users"},
		"type 4 with one user":                 {fields{"type": "4", "max_users": "1"}, ""},
		"type 4 with 12 users":                 {fields{"type": "4", "max_users": "12", "max_backup_users": "300"}, ""},
		"type 4 with 13 users":                 {fields{"type": "4", "max_users": "13"}, "max_users"},
		"max_backup_users not a number":        {fields{"max_backup_users": "many"}, "max_backup_users"},
		"industry_type 2":                      {fields{"industry_type": "2"}, "industry_type"},
		"a group live":                         {fields{"is_group_live": "1"}, ""},
		"a group live of type 1":               {fields{"is_group_live": "1", "type": "1"}, "is_group_live type须为2"},
		"a new group live of type 5":           {fields{"new_group_live": "2", "type": "5"}, "new_group_live type须为2"},
		"no group live of type 1":              {fields{"is_group_live": "0", "type": "1"}, ""},
		"a mock live of nothing":               {fields{"is_mock_live": "1"}, "is_mock_live"},
		"a mock live of a video":               {fields{"is_mock_live": "1", "mock_video_id": "77"}, ""},
		"a mock live of a room":                {fields{"is_mock_live": "1", "mock_room_id": "17091462522904"}, ""},
		"a mock live in a long-term room":      {fields{"is_mock_live": "1", "mock_video_id": "77", "is_long_term": "1"}, "is_mock_live"},
		"a seminar":                            {fields{"is_discuss_live": "1", "new_group_live": "2"}, ""},
		"a seminar in groups":                  {fields{"is_discuss_live": "1", "new_group_live": "1"}, "is_discuss_live"},
		"live and mock live":                   {fields{"is_live_and_mock_live": "1", "new_group_live": "2"}, ""},
		"live and mock live without groups":    {fields{"is_live_and_mock_live": "1"}, "is_live_and_mock_live"},
		"two hours more":                       {fields{"end_delay_time": "7200"}, ""},
		"more than two hours more":             {fields{"end_delay_time": "7201"}, "end_delay_time"},
		"an app template of 0":                 {fields{"app_template": "0"}, "app_template"},
		"a live sell of 3":                     {fields{"enable_live_sell": "3"}, "enable_live_sell"},
		"a recording of 3":                     {fields{"auto_playback_record": "3"}, "auto_playback_record"},
		"a seminar of 2":                       {fields{"is_discuss_live": "2"}, "is_discuss_live"},
		"foreign users at 0":                   {fields{"has_foreign_user": "0"}, "has_foreign_user"},
		"what update alone knows is ignored":   {fields{"is_private": "9", "student_private_chat_role": "9"}, ""},
		"ends that exist":                      {fields{"forbidden_end_types": "web,h5"}, ""},
		"an end that does not":                 {fields{"forbidden_end_types": "web,tv"}, "forbidden_end_types"},
		"a flag of 1 and 2 at 3":               {fields{"is_video_main": "3"}, "is_video_main"},
		"a flag of 0 and 1 at 2":               {fields{"is_push_live": "2"}, "is_push_live"},
		"speak_camera_turnon in letters":       {fields{"speak_camera_turnon": "on"}, "speak_camera_turnon"},
		"a name damaged in print is not known": {fields{"speak_camera_turn_on": "on"}, ""},
		"all that is wrong at once":            {fields{"title": remove, "type": "x", "template_type": "4"}, "title 缺少; type 不是整数; template_type"},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(srv.Rooms())
			answer := post(t, srv, "/openapi/room/create", lecture().with(test.fields))
			if test.mention == "" {
				answer.ok(t)
				require.Len(t, srv.Rooms(), before+1)
				return
			}
			assert.Contains(t, answer.failed(t, 1001).Msg, test.mention)
			require.Len(t, srv.Rooms(), before, "a refused call has no effect")
		})
	}
}

func TestWithOneYearLimit(t *testing.T) {
	srv := start(t, baijiayuntest.WithOneYearLimit())
	at := func(start int) fields {
		return fields{"start_time": strconv.Itoa(start), "end_time": strconv.Itoa(start + 3600)}
	}
	const year = 365 * 86400
	create(t, srv, at(now+year-7200))
	create(t, srv, at(now-year+60))
	post(t, srv, "/openapi/room/create", lecture().with(at(now+year+60))).failed(t, 1001)
	post(t, srv, "/openapi/room/create", lecture().with(at(now-year-60))).failed(t, 1001)
	post(t, srv, "/openapi/room/create", lecture().with(at(now+year-60))).failed(t, 1001) // its end
	create(t, srv, at(now+2*year).with(fields{"is_long_term": "1"}))
}

func TestUpdateKeepsTheRulesOfTheType(t *testing.T) {
	srv := start(t)
	id := create(t, srv, fields{"type": "4", "max_users": "6"})
	post(t, srv, "/openapi/room/update", fields{"room_id": id, "max_users": "0"}).failed(t, 1001)
	post(t, srv, "/openapi/room/update", fields{"room_id": id, "max_users": "13"}).failed(t, 1001)
	post(t, srv, "/openapi/room/update", fields{"room_id": id, "max_users": "12"}).ok(t)

	mock := create(t, srv, fields{"is_mock_live": "1", "mock_video_id": "77"})
	post(t, srv, "/openapi/room/update", fields{"room_id": mock, "mock_video_id": "0"}).failed(t, 1001)
	post(t, srv, "/openapi/room/update", fields{"room_id": mock, "mock_video_id": "0", "mock_room_id": "17091462522904"}).ok(t)
}

func TestRoomsOf2020AreShorter(t *testing.T) {
	srv := start(t, baijiayuntest.WithRoomsOf2020())
	create(t, srv, fields{"start_time": "1501575608", "end_time": "1501575609"})
}

func TestLiveSellIsSetBeforeTheClass(t *testing.T) {
	srv := start(t)
	id := create(t, srv, nil)
	post(t, srv, "/openapi/room/update", fields{"room_id": id, "enable_live_sell": "1"}).ok(t)
	srv.SetClock(func() time.Time { return kept(t, srv).StartTime })
	assert.Contains(t, post(t, srv, "/openapi/room/update", fields{"room_id": id, "enable_live_sell": "2"}).failed(t, 1001).Msg, "enable_live_sell")
	post(t, srv, "/openapi/room/update", fields{"room_id": id, "is_private": "6"}).ok(t)
	assert.Equal(t, "1", kept(t, srv).Settings["enable_live_sell"])
}
