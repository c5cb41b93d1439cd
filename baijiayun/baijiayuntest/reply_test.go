package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEnvelopesOfTheExamples(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
	assert.JSONEq(t, `{"code":0,"data":null,"ts":1501572288}`, called(t, srv, "Evaluations.Bind", nil).body)
	assert.NotContains(t, called(t, srv, "Reports.ListCheckIns", nil).ok(t).body, `"msg"`)
	assert.JSONEq(t, `{"code":3001,"data":null,"msg":"房间号不存在"}`,
		called(t, srv, "Reports.ListCheckIns", fields{"room_id": "1"}).body, "a failure says why")
}
