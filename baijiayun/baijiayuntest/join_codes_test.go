package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// joinCode creates a code and returns it.
func joinCode(t *testing.T, srv *baijiayuntest.Server, f fields) string {
	t.Helper()
	var data struct {
		Code string `json:"student_code"`
	}
	require.NoError(t, json.Unmarshal(post(t, srv, "/openapi/room/getcode", f).ok(t).Data, &data))
	return data.Code
}

func TestOneJoinCodePerRoomAndUser(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	other := create(t, srv, nil)
	seen := map[string]bool{}
	for _, f := range []fields{
		{"room_id": id, "user_number": "11"},
		{"room_id": id, "user_number": "9223372036854775807"},
		{"room_id": other, "user_number": "11"},
	} {
		code := joinCode(t, srv, f)
		assert.Regexp(t, `^[a-z0-9]{6}$`, code)
		assert.False(t, seen[code])
		seen[code] = true
		assert.Equal(t, code, joinCode(t, srv, f.with(fields{"user_avatar": "https://example.com/a.png"})), "the same again")
	}
	assert.Equal(t, room.StudentCode, joinCode(t, srv, fields{"room_id": id, "user_number": "0"}), "the public code")
	codes := srv.JoinCodes()
	require.Len(t, codes, 4)
	assert.Equal(t, int64(9223372036854775807), codes[1].UserNumber)
	assert.Equal(t, "https://example.com/a.png", codes[1].AvatarURL)
}

func TestJoinCodesAreListed(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	first := joinCode(t, srv, fields{"room_id": id, "user_number": "10", "user_avatar": "https://xxx.com/a.png"})
	joinCode(t, srv, fields{"room_id": id, "user_number": "0"})
	other := create(t, srv, nil)
	joinCode(t, srv, fields{"room_id": other, "user_number": "10"})
	list := func(f fields) reply { return post(t, srv, "/openapi/room/listcode", fields{"room_id": id}.with(f)) }
	assert.JSONEq(t, fmt.Sprintf(`{"code":0,"data":{"total":2,"list":[{"code":"hfaaqq","user_number":"0","user_avatar":""},
		{"code":%q,"user_number":"10","user_avatar":"https://xxx.com/a.png"}]},"msg":""}`, first), list(nil).ok(t).body)
	list(fields{"page": "2", "limit": "1"}).data(t, fmt.Sprintf(
		`{"total":2,"list":[{"code":%q,"user_number":"10","user_avatar":"https://xxx.com/a.png"}]}`, first))
	list(fields{"page": "3", "limit": "1"}).data(t, `{"total":2,"list":[]}`)

	audition := srv.AddJoinCode(baijiayuntest.JoinCode{RoomID: room.RoomID, UserNumber: 10, Audition: true})
	list(fields{"type": "1"}).data(t, fmt.Sprintf(`{"total":1,"list":[{"code":%q,"user_number":"10","user_avatar":""}]}`, audition.Code))
	list(fields{"page": "3", "limit": "1"}).data(t, `{"total":2,"list":[]}`)
	assert.Panics(t, func() { srv.AddJoinCode(baijiayuntest.JoinCode{RoomID: room.RoomID, UserNumber: 10}) }, "the user has one")
	assert.Panics(t, func() { srv.AddJoinCode(baijiayuntest.JoinCode{RoomID: room.RoomID, UserNumber: 12, Code: "dkn3wd"}) }, "taken")
	assert.Panics(t, func() { srv.AddJoinCode(baijiayuntest.JoinCode{RoomID: 1}) }, "no such room")
}

func TestJoinCodesPage(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	for i := range 1001 {
		srv.AddJoinCode(baijiayuntest.JoinCode{RoomID: room.RoomID, UserNumber: int64(i + 1)})
	}
	for limit, want := range map[string]int{"": 100, "5000": 1000, "30": 30} {
		f := fields{"room_id": id}
		if limit != "" {
			f["limit"] = limit
		}
		var data struct {
			Total int
			List  []struct{ Code string }
		}
		require.NoError(t, json.Unmarshal(post(t, srv, "/openapi/room/listcode", f).ok(t).Data, &data))
		assert.Len(t, data.List, want)
		assert.Equal(t, 1001, data.Total)
	}
}

func TestJoinCodesAreLookedUp(t *testing.T) {
	srv := start(t)
	_, id := addedRoom(srv)
	code := joinCode(t, srv, fields{"room_id": id, "user_number": "960702751"})
	info := func(code string) reply { return post(t, srv, "/openapi/room/getCodeInfo", fields{"code": code}) }
	for code, want := range map[string]string{
		code:     `"user_number":960702751,"user_role":0`,
		"hfaaqq": `"user_number":0,"user_role":0`,
		"7782s9": `"user_number":0,"user_role":1`,
		"dkn3wd": `"user_number":0,"user_role":2`,
	} {
		info(code).data(t, fmt.Sprintf(`{"exist":true,"code_info":{"code":%q,"room_id":17091462522904,
			"create_time":"2017-08-01 15:24:48",%s}}`, code, want))
	}
	info("unknown").data(t, `{"exist":false,"code_info":null}`)
	post(t, srv, "/openapi/room/delete", fields{"room_id": id}).ok(t)
	info(code).data(t, `{"exist":false,"code_info":null}`)
	info("hfaaqq").data(t, `{"exist":false,"code_info":null}`)
}

func TestJoinCodeDialects(t *testing.T) {
	for dialect, want := range map[baijiayuntest.Dialect][3]string{
		baijiayuntest.DialectTables: {
			`{"exist":false}`,
			`{"exist":true,"code_info":{"code":"hfaaqq","room_id":17091462522904,"user_number":0,"user_role":0,"user_name":"",
				"create_time":"2017-08-01 15:24:48"}}`,
			`{"total":1,"list":[{"student_code":"hfaaqq","user_number":0,"user_avatar":""}]}`,
		},
		baijiayuntest.DialectQuoted: {
			`{"exist":false,"code_info":[]}`,
			`{"exist":true,"code_info":{"code":"hfaaqq","room_id":"17091462522904","user_number":"0","user_role":"0",
				"create_time":"2017-08-01 15:24:48"}}`,
			`{"total":"1","list":[{"code":"hfaaqq","user_number":"0","user_avatar":""}]}`,
		},
	} {
		srv := start(t, baijiayuntest.WithDialect(dialect))
		_, id := addedRoom(srv)
		joinCode(t, srv, fields{"room_id": id, "user_number": "0"})
		post(t, srv, "/openapi/room/getCodeInfo", fields{"code": "unknown"}).data(t, want[0])
		post(t, srv, "/openapi/room/getCodeInfo", fields{"code": "hfaaqq"}).data(t, want[1])
		post(t, srv, "/openapi/room/listcode", fields{"room_id": id}).data(t, want[2])
	}
}
