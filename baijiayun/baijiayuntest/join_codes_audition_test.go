package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCreateAuditionCodes(t *testing.T) {
	srv := start(t)
	id := create(t, srv, nil)
	ask := func(more fields) reply {
		return post(t, srv, "/openapi/room/getAuditionCode", fields{"room_id": id, "user_numbers": "7,8"}.with(more))
	}
	ask(fields{"user_avatar": "https://example.com/a.png", "audition_length": "3600"}).ok(t)
	made := srv.JoinCodes()
	require.Len(t, made, 2)
	assert.True(t, made[0].Audition && made[1].Audition)
	assert.Equal(t, []int64{7, 8}, []int64{made[0].UserNumber, made[1].UserNumber})
	assert.NotEqual(t, made[0].Code, made[1].Code)
	assert.Equal(t, "https://example.com/a.png", made[1].AvatarURL)

	ask(fields{"user_numbers": "8,9"}).ok(t)
	again := srv.JoinCodes()
	require.Len(t, again, 3)
	assert.Equal(t, made, again[:2], "who has a code keeps it")
	assert.JSONEq(t, `{"total":0,"list":[]}`, string(post(t, srv, "/openapi/room/listcode", fields{"room_id": id}).ok(t).Data))
	assert.Contains(t, string(post(t, srv, "/openapi/room/listcode", fields{"room_id": id, "type": "1"}).ok(t).Data), `"total":3`)
	assert.Contains(t, string(post(t, srv, "/openapi/room/getCodeInfo", fields{"code": again[2].Code}).ok(t).Data), `"user_number":9`)
}
