package aui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

func TestTextsAreRead(t *testing.T) {
	class := &aui.Class{
		Boards:      `{"appKey":"k","boardId":"b1","boardTitle":"Class","cid":"1346126033569775","code":200,"message":"succeed","uid":"1691478833"}`,
		MeetingInfo: `{"members":[{"user_id":"u1","camera_opened":"true"}],"all_mute":false}`,
		Extends:     `{"xx":"xxx"}`,
	}
	board, err := class.Board()
	require.NoError(t, err)
	assert.Equal(t, &aui.Board{AppKey: "k", BoardID: "b1", Title: "Class", CID: "1346126033569775", UID: 1691478833, Code: 200, Message: "succeed"}, board)

	meeting, err := class.Meeting()
	require.NoError(t, err)
	assert.Equal(t, &aui.Meeting{Members: []aui.MeetingMember{{UserID: "u1", CameraOpened: new(true)}}, AllMute: new(false)}, meeting)

	var own map[string]string
	require.NoError(t, class.DecodeExtends(&own))
	assert.Equal(t, map[string]string{"xx": "xxx"}, own)

	var pages []int
	require.NoError(t, (&aui.ClassDocument{Data: "[1,2]"}).DecodeData(&pages))
	assert.Equal(t, []int{1, 2}, pages)

	var permit struct {
		OK string `json:"is_ok"`
	}
	require.NoError(t, (&aui.Permit{Permit: `{"is_ok":"false"}`}).Decode(&permit))
	assert.Equal(t, "false", permit.OK)
}

func TestTextsThatAreMissingOrBroken(t *testing.T) {
	none, broken := &aui.Class{}, &aui.Class{Boards: "<html>", MeetingInfo: "{", Extends: "x"}
	var to any
	for name, read := range map[string]func(*aui.Class) error{
		"Class.Board":              func(c *aui.Class) error { _, err := c.Board(); return err },
		"Class.DecodeExtends":      func(c *aui.Class) error { return c.DecodeExtends(&to) },
		"ClassDocument.DecodeData": func(c *aui.Class) error { return (&aui.ClassDocument{Data: c.Extends}).DecodeData(&to) },
		"Permit.Decode":            func(c *aui.Class) error { return (&aui.Permit{Permit: c.Extends}).Decode(&to) },
	} {
		assert.Equal(t, name, failureOf(t, read(none), classcloud.NotFound).Operation)
		assert.Equal(t, name, failureOf(t, read(broken), classcloud.DataLoss).Operation)
	}
	meeting, err := none.Meeting()
	require.NoError(t, err)
	assert.Equal(t, &aui.Meeting{}, meeting)
	_, err = broken.Meeting()
	assertKind(t, err, classcloud.DataLoss)
}

func FuzzTexts(f *testing.F) {
	for _, seed := range []string{"", "{}", `{"members":[null]}`, `{"uid":1e9}`, `[`, "\xff", `{"members":{"0":{"user_id":1}}}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		class := &aui.Class{Boards: text, MeetingInfo: text}
		if board, err := class.Board(); err == nil {
			require.NotNil(t, board)
		}
		if meeting, err := class.Meeting(); err == nil {
			require.NotNil(t, meeting)
		}
	})
}

// A text that holds nothing holds no whiteboard.
func TestTextsThatHoldNothing(t *testing.T) {
	for _, text := range []string{"null", " ", `""`, "{}", "[]", "false"} {
		class := &aui.Class{Boards: text, MeetingInfo: text}
		_, err := class.Board()
		assertKind(t, err, classcloud.NotFound)
		meeting, err := class.Meeting()
		require.NoError(t, err)
		assert.Equal(t, &aui.Meeting{}, meeting)
	}
	var to any
	for _, text := range []string{"null", " ", ""} {
		assertKind(t, (&aui.Class{Extends: text}).DecodeExtends(&to), classcloud.NotFound)
		assertKind(t, (&aui.ClassDocument{Data: text}).DecodeData(&to), classcloud.NotFound)
		assertKind(t, (&aui.Permit{Permit: text}).Decode(&to), classcloud.NotFound)
	}
	require.NoError(t, (&aui.Class{Extends: "{}"}).DecodeExtends(&to), "the team's own, and not nothing")
	_, err := (&aui.Class{Boards: `{"code":414,"message":"failed"}`}).Board()
	assertKind(t, err, classcloud.DataLoss)
	meeting, err := (&aui.Class{MeetingInfo: `{"members":[null,{"user_id":"a"}]}`}).Meeting()
	assertKind(t, err, classcloud.DataLoss)
	assert.Len(t, rowsOf(err), 1)
	assert.Len(t, meeting.Members, 1)
}
