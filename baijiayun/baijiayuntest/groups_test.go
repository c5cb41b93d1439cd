package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGroupCodes(t *testing.T) {
	srv := start(t)
	_, id := addedRoom(srv)
	type row struct {
		GroupID  *int   `json:"group_id"`
		Code     string `json:"code"`
		UserRole int    `json:"user_role"`
		URL      string `json:"url"`
	}
	type codes struct{ Admin, Student, Teacher []row }
	read := func(path string, f fields) codes {
		var data codes
		require.NoError(t, json.Unmarshal(post(t, srv, path, fields{"room_id": id}.with(f)).ok(t).Data, &data))
		return data
	}
	groups := func(rows []row) string {
		var text string
		for _, row := range rows {
			assert.Equal(t, "http://www.baijiayun.com/web/room/prepare?room_id=17091462522904&code="+row.Code, row.URL)
			if row.GroupID == nil {
				text += fmt.Sprintf("-:%d ", row.UserRole)
				continue
			}
			text += fmt.Sprintf("%d:%d ", *row.GroupID, row.UserRole)
		}
		return text
	}
	made := read("/openapi/room/createGroupLiveCodes", fields{"number": "2"})
	assert.Equal(t, "1:2 2:2 ", groups(made.Admin))
	assert.Equal(t, "1:0 2:0 ", groups(made.Student))
	assert.Empty(t, made.Teacher)
	more := read("/openapi/room/createGroupLiveCodes", fields{"number": "1"})
	assert.Equal(t, "3:2 ", groups(more.Admin), "a repeat makes more")

	all := read("/openapi/room/getGroupLiveCodes", nil)
	assert.Equal(t, "-:2 1:2 2:2 3:2 ", groups(all.Admin))
	assert.Equal(t, "1:0 2:0 3:0 ", groups(all.Student))
	assert.Equal(t, "-:1 ", groups(all.Teacher))
	assert.Equal(t, "dkn3wd", all.Admin[0].Code)
	assert.Equal(t, made.Student, all.Student[:2])
	post(t, srv, "/openapi/room/getCodeInfo", fields{"code": more.Student[0].Code}).data(t, fmt.Sprintf(
		`{"exist":true,"code_info":{"code":%q,"room_id":17091462522904,"user_number":0,"user_role":0,"create_time":"2017-08-01 15:24:48"}}`,
		more.Student[0].Code))
}
