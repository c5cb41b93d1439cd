package baijiayun_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// What a reply does not say is neither off nor the account's default nor 0.
func TestWhatARoomDoesNotSay(t *testing.T) {
	srv := baijiayuntest.NewServer(baijiayuntest.WithRoomsOf2020())
	defer srv.Close()
	id := srv.AddRoom(baijiayuntest.Room{Title: "T"}).RoomID
	got, err := srv.Client().Rooms.Get(t.Context(), id)
	require.NoError(t, err)
	page, err := srv.Client().Rooms.List(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, page.Rooms, 1)
	for _, room := range []baijiayun.Room{*got, page.Rooms[0]} {
		for _, flag := range []*bool{room.LongTerm, room.StudentRaise, room.PushLive, room.PushRecord, room.AllocateName, room.SellInLecture, room.TurnPages,
			room.MockLive, room.MockRecord, room.MockChat, room.DiscussLive, room.GroupUsersPublic, room.GroupChatPublic, room.GroupAssistantsFull} {
			assert.Nil(t, flag)
		}
		assert.Nil(t, room.PreEnter)
		assert.Nil(t, room.EndDelay)
		for _, setting := range []baijiayun.Setting{room.AutoRecord, room.Share, room.WeixinAuth, room.VideoMain, room.VideoMainOnH5, room.MobileTemplate,
			room.SpeakCameraOn, room.TeacherDetectsDevice, room.StudentDetectsDevice} {
			assert.EqualValues(t, -1, setting)
		}
		assert.EqualValues(t, -1, room.Entry)
		assert.EqualValues(t, -1, room.MediaType)
		assert.EqualValues(t, -1, room.LiveSell)
		assert.EqualValues(t, -1, room.NewGroupMode)
		assert.Zero(t, room.Source)
	}
}

// The three values of a setting are three.
func TestASettingHasThreeValues(t *testing.T) {
	for sent, want := range map[string]baijiayun.Setting{"": baijiayun.SettingDefault, "0": baijiayun.SettingDefault, "1": baijiayun.SettingOn, "2": baijiayun.SettingOff} {
		srv, client := newCloud(t)
		room := srv.AddRoom(baijiayuntest.Room{Title: "T", Settings: map[string]string{"enable_share": sent, "is_private": sent, "is_push_live": "1"}})
		got, err := client.Rooms.Get(t.Context(), room.RoomID)
		require.NoError(t, err)
		assert.Equal(t, want, got.Share)
		assert.Equal(t, baijiayun.Entry(want), got.Entry)
		assert.True(t, *got.PushLive)
		assert.False(t, *got.MockLive)
		assert.Equal(t, time.Duration(0), *got.EndDelay)
		assert.Equal(t, baijiayun.RoomSourceAPI, got.Source)
	}
}

// A whole room goes through encoding/json and back, with what this module does not know.
func TestARoomIsKeptAsJSON(t *testing.T) {
	client := stubbed(t, answers(`{"room_id":1,"title":"T","is_private":4,"enable_share":2,"is_mock_live":0,"end_delay_time":60,"enable_live_sell":0,"newer":{"a":[1,"b"]}}`))
	got, err := client.Rooms.Get(t.Context(), 1)
	require.NoError(t, err)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	var again baijiayun.Room
	require.NoError(t, json.Unmarshal(text, &again))
	assert.Equal(t, map[string]any{"newer": map[string]any{"a": []any{float64(1), "b"}}}, again.Extra)
	again.Extra = got.Extra
	assert.Equal(t, *got, again)
}

// A flag or span that cannot be read is a warning, and nil: the room is whole.
func TestAFlagThatCannotBeRead(t *testing.T) {
	var warnings []string
	client := stubbed(t, answers(`{"room_id":1,"title":"T","is_long_term":"maybe","end_delay_time":"soon","is_push_live":1}`),
		classcloud.OnWarning(func(_ classcloud.Operation, w classcloud.Warning) { warnings = append(warnings, w.Message) }))
	got, err := client.Rooms.Get(t.Context(), 1)
	require.NoError(t, err)
	assert.Nil(t, got.LongTerm)
	assert.Nil(t, got.EndDelay)
	assert.True(t, *got.PushLive)
	require.Len(t, warnings, 2)
	assert.Contains(t, warnings[0]+warnings[1], "/is_long_term")
	assert.Contains(t, warnings[0]+warnings[1], "/end_delay_time")
}
