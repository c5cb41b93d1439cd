package baijiayun_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// The limits of the vendor's document are kept before anything is sent, to the second, and each is the vendor's own too.
func TestLimitsOfNewRooms(t *testing.T) {
	year := beginning.AddDate(1, 0, 0)
	last := func(start time.Time, length time.Duration) func(*baijiayun.CreateRoomRequest) {
		return func(r *baijiayun.CreateRoomRequest) { r.StartTime, r.EndTime = start, start.Add(length) }
	}
	for name, test := range map[string]struct {
		change func(*baijiayun.CreateRoomRequest)
		field  string // "" for what is sent
	}{
		"a quarter of an hour":                {last(beginning, 15*time.Minute), "EndTime (end_time)"},
		"less than a second more":             {last(beginning, 15*time.Minute+900*time.Millisecond), "EndTime (end_time)"},
		"a second more":                       {last(beginning, 15*time.Minute+time.Second), ""},
		"the vendor counts whole seconds":     {last(beginning.Add(900*time.Millisecond), 15*time.Minute+200*time.Millisecond), ""},
		"the same second":                     {last(beginning.Add(100*time.Millisecond), 800*time.Millisecond), "EndTime (end_time)"},
		"a second less than a day":            {last(beginning, 24*time.Hour-time.Second), ""},
		"a day":                               {last(beginning, 24*time.Hour), "EndTime (end_time)"},
		"a minute, in a long-term room":       {func(r *baijiayun.CreateRoomRequest) { last(beginning, time.Minute)(r); r.LongTerm = true }, ""},
		"eight thousand years, in such a one": {func(r *baijiayun.CreateRoomRequest) { r.EndTime = beginning.AddDate(200, 0, 0); r.LongTerm = true }, ""},
		"a start in a year and a minute":      {last(year.Add(time.Minute), time.Hour), "StartTime (start_time)"},
		"an end in a year and half an hour":   {last(year.Add(-30*time.Minute), time.Hour), "EndTime (end_time) is more than one year"},
		"an end within a year":                {last(year.Add(-time.Hour), 59*time.Minute), ""},
		"next decade, in a long-term room": {func(r *baijiayun.CreateRoomRequest) {
			last(beginning.AddDate(10, 0, 0), time.Hour)(r)
			r.LongTerm = true
		}, ""},
		"two hours of delay":       {func(r *baijiayun.CreateRoomRequest) { r.EndDelay = new(2 * time.Hour) }, ""},
		"a second more of delay":   {func(r *baijiayun.CreateRoomRequest) { r.EndDelay = new(2*time.Hour + time.Second) }, "EndDelay (end_delay_time)"},
		"delay of half a second":   {func(r *baijiayun.CreateRoomRequest) { r.EndDelay = new(time.Second / 2) }, "EndDelay (end_delay_time)"},
		"playing -1 times":         {func(r *baijiayun.CreateRoomRequest) { r.MockPlayTimes = -1 }, "MockPlayTimes (mock_live_play_times)"},
		"what a reply did not say": {func(r *baijiayun.CreateRoomRequest) { r.WeixinAuth = -1 }, "WeixinAuth (enable_weixin_auth)"},
		"a seminar without groups": {func(r *baijiayun.CreateRoomRequest) { r.DiscussLive = true }, "DiscussLive (is_discuss_live)"},
		"a seminar in groups": {func(r *baijiayun.CreateRoomRequest) {
			r.DiscussLive, r.NewGroupMode = true, baijiayun.GroupModeGroups
		}, "DiscussLive (is_discuss_live)"},
		"a seminar": {func(r *baijiayun.CreateRoomRequest) {
			r.DiscussLive, r.LiveAndMockLive, r.NewGroupMode = true, true, baijiayun.GroupModeBigSmall
		}, ""},
		"live and mock live":         {func(r *baijiayun.CreateRoomRequest) { r.LiveAndMockLive = true }, "LiveAndMockLive (is_live_and_mock_live)"},
		"a mock live in a long room": {func(r *baijiayun.CreateRoomRequest) { r.MockLive, r.MockVideoID, r.LongTerm = true, 7, true }, "MockLive (is_mock_live)"},
		"a mock live":                {func(r *baijiayun.CreateRoomRequest) { r.MockLive, r.MockVideoID, r.MockPlayTimes = true, 7, 3 }, ""},
		"selling twice":              {func(r *baijiayun.CreateRoomRequest) { r.SellInLecture, r.LiveSell = new(true), baijiayun.LiveSellVideo }, "SellInLecture (sell_goods_in_large_class)"},
		"selling once": {func(r *baijiayun.CreateRoomRequest) {
			r.SellInLecture, r.LiveSell = new(false), baijiayun.LiveSellVideo
		}, ""},
		"selling in the slides":     {func(r *baijiayun.CreateRoomRequest) { r.SellInLecture = new(true) }, ""},
		"no switching, and by whom": {func(r *baijiayun.CreateRoomRequest) { r.SwitchClass = new(false) }, "SwitchClass (disable_switch_class)"},
		"no switching, by the teacher": {func(r *baijiayun.CreateRoomRequest) {
			r.SwitchClass, r.SwitchRole = new(false), baijiayun.SwitchRoleBigClass
		}, ""},
		"switching": {func(r *baijiayun.CreateRoomRequest) { r.SwitchClass = new(true) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			clock := clienttest.ClockAt(beginning)
			srv := baijiayuntest.NewServer(baijiayuntest.WithClock(clock.Now), baijiayuntest.WithOneYearLimit())
			defer srv.Close()
			client := srv.Client(classcloud.WithClock(clock))
			in := &baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning.Add(time.Hour)}
			test.change(in)
			_, err := client.Rooms.Create(t.Context(), in)
			if test.field == "" {
				require.NoError(t, err)
				return
			}
			e := clienttest.AsError(t, err)
			require.Len(t, e.Fields, 1+boolOf(test.field == "StartTime (start_time)"), "%v", err)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
			assert.ErrorContains(t, err, test.field)
			assert.Empty(t, srv.Requests())

			_, _ = client.Rooms.Create(t.Context(), in, classcloud.WithoutChecks())
			assert.LessOrEqual(t, len(srv.Requests()), 1, "what can be written is sent to the vendor for judgement")
		})
	}
}

func boolOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Without checks the rules about the time of the call are not asked either.
func TestTheYearIsNotAskedWithoutChecks(t *testing.T) {
	srv, client := newCloud(t)
	start := beginning.AddDate(2, 0, 0)
	in := &baijiayun.CreateRoomRequest{Title: "T", StartTime: start, EndTime: start.Add(time.Hour)}
	_, err := client.Rooms.Create(t.Context(), in)
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = client.Rooms.Create(t.Context(), in, classcloud.WithoutChecks())
	require.NoError(t, err)
	assert.Len(t, srv.Rooms(), 1)
	assert.Empty(t, new(baijiayun.CreateRoomRequest).ValidateAt(beginning), "times that are missing are another rule's")
}

// What Get says of a room makes another one like it.
func TestARoomsSettingsMakeAnotherRoom(t *testing.T) {
	srv, client := newCloud(t)
	in := &baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning.Add(time.Hour), Share: baijiayun.SettingOff,
		WeixinAuth: baijiayun.SettingOff, AutoRecord: baijiayun.SettingOn, VideoMain: baijiayun.SettingOn, SpeakCameraOn: baijiayun.SettingOff}
	first, err := client.Rooms.Create(t.Context(), in)
	require.NoError(t, err)
	got, err := client.Rooms.Get(t.Context(), first.RoomID)
	require.NoError(t, err)
	_, err = client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: got.Title, StartTime: got.StartTime, EndTime: got.EndTime, Type: got.Type,
		Share: got.Share, WeixinAuth: got.WeixinAuth, AutoRecord: got.AutoRecord, VideoMain: got.VideoMain, VideoMainOnH5: got.VideoMainOnH5,
		SpeakCameraOn: got.SpeakCameraOn, AppTemplate: got.AppTemplate, NewGroupMode: got.NewGroupMode, LiveSell: got.LiveSell, PreEnter: got.PreEnter,
		EndDelay: got.EndDelay, TemplateName: got.TemplateName, SellInLecture: got.SellInLecture})
	require.NoError(t, err)
	rooms := srv.Rooms()
	for _, name := range []string{"enable_share", "enable_weixin_auth", "auto_playback_record", "is_video_main", "speak_camera_turnon"} {
		assert.Equal(t, rooms[0].Settings[name], rooms[1].Settings[name], name)
	}
}
