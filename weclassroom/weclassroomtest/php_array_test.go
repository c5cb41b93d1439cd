package weclassroomtest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestArray(t *testing.T) {
	value, err := weclassroomtest.Unserialize(php(pairs{
		"userData", []any{zhangYi}, "n", 5, "none", nil, "yes", true, "bytes", "\xff<", 7, "seven",
	}))
	require.NoError(t, err)
	params := value.(weclassroomtest.Array)

	found, ok := params.Get("userData", 0, "userName")
	assert.True(t, ok)
	assert.Equal(t, "张一", found)
	found, ok = params.Get("none")
	assert.True(t, ok, "null is there")
	assert.Nil(t, found)
	for _, path := range [][]any{{"x"}, {"userData", 1}, {"n", "deeper"}, {"userData", "0"}} {
		_, ok = params.Get(path...)
		assert.False(t, ok, "%v", path)
		assert.Empty(t, params.Text(path...))
	}
	assert.Equal(t, "5", params.Text("n"))
	assert.Equal(t, "seven", params.Text(7))
	assert.Equal(t, `["userPhone" => "13800138000", "userName" => "张一", "userType" => "1", "userGender" => "1"]`, params.Text("userData", 0))
	assert.Equal(t, `["userData" => [["userPhone" => "13800138000", "userName" => "张一", "userType" => "1", "userGender" => "1"]], `+
		`"n" => 5, "none" => null, "yes" => true, "bytes" => "\xff<", 7 => "seven"]`, params.String())
	assert.Equal(t, `[1.0, 0.5]`, weclassroomtest.Array{{Key: int64(0), Value: 1.0}, {Key: int64(1), Value: 0.5}}.String())

	text, err := json.Marshal(params)
	require.NoError(t, err)
	assert.Contains(t, string(text), `"n":5,"none":null,"yes":true,"bytes":"`)
	assert.Contains(t, string(text), `"7":"seven"}`)
}
