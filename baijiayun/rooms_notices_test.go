package baijiayun_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestListsOfIDsAreJoined(t *testing.T) {
	ids := []int64{9007199254740993, 2}
	for name, call := range map[string]func(c *baijiayun.Client) error{
		"notice_ids": func(c *baijiayun.Client) error {
			return c.Rooms.AddNotices(t.Context(), &baijiayun.AddRoomNoticesRequest{RoomID: 7, NoticeIDs: ids})
		},
		"paper_ids": func(c *baijiayun.Client) error {
			return c.Rooms.RemoveQuizTemplates(t.Context(), &baijiayun.RemoveRoomQuizTemplatesRequest{RoomID: 7, TemplateIDs: ids})
		},
	} {
		assert.Equal(t, url.Values{"room_id": {"7"}, name: {"9007199254740993,2"}}, sends(t, call))
	}
}

// A room without notices or tests has an empty list, in every form of nothing, and not a nil one.
func TestARoomWithNothing(t *testing.T) {
	for _, data := range []string{`null`, `[]`, `{}`, `""`, `false`, `{"list":[]}`, `{"list":null}`, `{"total":0,"list":""}`} {
		client := stubbed(t, answers(data))
		notices, err := client.Rooms.ListNotices(t.Context(), &baijiayun.ListRoomNoticesRequest{RoomID: 7})
		require.NoError(t, err, data)
		assert.Equal(t, []baijiayun.Notice{}, notices, data)
		templates, err := client.Rooms.ListQuizTemplates(t.Context(), &baijiayun.ListRoomQuizTemplatesRequest{RoomID: 7})
		require.NoError(t, err, data)
		assert.Equal(t, []baijiayun.QuizTemplate{}, templates, data)
	}
}

// The rows of a room that cannot be read come as errors with their bytes, beside the others.
func TestARowOfARoomThatCannotBeRead(t *testing.T) {
	client := stubbed(t, answers(`[{"id":1},7,{"id":"2","pinned":true}]`))
	notices, err := client.Rooms.ListNotices(t.Context(), &baijiayun.ListRoomNoticesRequest{RoomID: 7})
	assert.Equal(t, []baijiayun.Notice{{NoticeID: 1}, {NoticeID: 2, Extra: map[string]any{"pinned": true}}}, notices)
	var own *classcloud.Error
	require.ErrorAs(t, err, &own)
	require.Len(t, own.Rows, 1)
	assert.Equal(t, "7", string(own.Rows[0].Raw))
	assert.Equal(t, 1, own.Rows[0].Index)
}
