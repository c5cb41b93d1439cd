package baijiayun_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// A delete whose reply is lost is repeated, and the vendor's "already deleted" is then its success; without a repeat it is an error.
func TestADeleteThatIsRepeatedSucceeds(t *testing.T) {
	for name, fault := range map[string]baijiayuntest.Fault{
		"the connection is reset":     {Apply: true, Reset: true},
		"a gateway's 502":             {Apply: true, Status: 502},
		"code 1 under a 500":          {Apply: true, Status: 500, Body: `{"code":1,"data":null,"msg":"系统错误"}`},
		"code 0 under a 503":          {Apply: true, Status: 503, Body: `{"code":0,"data":null,"msg":""}`},
		"a code 503 under a 200":      {Apply: true, Body: `{"code":503,"data":null,"msg":"busy"}`},
		"too many calls, not applied": {Status: 429, Body: `{"code":429,"msg":"too many"}`},
		"a code 429, not applied":     {Body: `{"code":429,"msg":"too many"}`},
	} {
		t.Run(name, func(t *testing.T) {
			srv, client := newCloud(t)
			room := srv.AddRoom(baijiayuntest.Room{Title: "T"})
			srv.Inject("Rooms.Delete", fault)
			require.NoError(t, client.Rooms.Delete(t.Context(), room.RoomID))
			assert.Len(t, srv.Requests(), 2)
			assert.ErrorIs(t, client.Rooms.Delete(t.Context(), room.RoomID), baijiayun.CodeRoomDeleted)
		})
	}
}

// What is safe to repeat is repeated under a 5xx, whatever the envelope says.
func TestAReadIsRepeatedUnderA5xx(t *testing.T) {
	for _, body := range []string{"", `{"code":1,"data":null,"msg":"系统错误"}`, `{"code":1001,"data":null,"msg":"参数错误"}`, `{"code":0,"data":{"room_id":1}}`} {
		srv, client := newCloud(t)
		room := srv.AddRoom(baijiayuntest.Room{Title: "T"})
		srv.Inject("Rooms.Get", baijiayuntest.Fault{Status: 500, Body: body, Times: 2})
		got, err := client.Rooms.Get(t.Context(), room.RoomID)
		require.NoError(t, err, body)
		assert.Equal(t, "T", got.Title)
		assert.Len(t, srv.Requests(), 3)
	}
}

// Deleting while walking shifts rooms to earlier pages: who deletes collects the ids first, as All says.
func TestDeletingAllRooms(t *testing.T) {
	srv, client := newCloud(t)
	for range 250 {
		srv.AddRoom(baijiayuntest.Room{Title: "T"})
	}
	var ids []int64
	for room, err := range client.Rooms.All(t.Context(), nil) {
		require.NoError(t, err)
		ids = append(ids, room.RoomID)
	}
	for _, id := range ids {
		require.NoError(t, client.Rooms.Delete(t.Context(), id))
	}
	assert.Len(t, ids, 250)
	for range client.Rooms.All(t.Context(), nil) {
		assert.Fail(t, "a room is left")
	}
}

// Clear sends an empty notice. Who forgets the content does not take the notice away.
func TestAnEmptyNotice(t *testing.T) {
	srv, client := newCloud(t)
	room := srv.AddRoom(baijiayuntest.Room{Title: "T"})
	require.NoError(t, client.Rooms.SetNotice(t.Context(), &baijiayun.SetNoticeRequest{RoomID: room.RoomID, Content: "放假"}))
	for _, in := range []*baijiayun.SetNoticeRequest{{RoomID: room.RoomID}, {RoomID: room.RoomID, Content: "放假", Clear: true}} {
		err := client.Rooms.SetNotice(t.Context(), in)
		require.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, "Clear")
	}
	assert.Equal(t, "放假", srv.Rooms()[0].Notice)
	require.NoError(t, client.Rooms.SetNotice(t.Context(), &baijiayun.SetNoticeRequest{RoomID: room.RoomID, Clear: true}))
	assert.Empty(t, srv.Rooms()[0].Notice)
	assert.Equal(t, []string{""}, srv.Requests()[1].Form["content"], "an empty content is sent, and clear is not")
	assert.NotContains(t, srv.Requests()[1].Form, "clear")
}

// The vendor may take an empty content for a missing one: then that is said, and the notice stays.
func TestANoticeThatCannotBeTakenAway(t *testing.T) {
	srv := baijiayuntest.NewServer(baijiayuntest.WithNoticeNeeded())
	defer srv.Close()
	client := srv.Client()
	room := srv.AddRoom(baijiayuntest.Room{Title: "T", Notice: "放假"})
	assert.ErrorIs(t, client.Rooms.SetNotice(t.Context(), &baijiayun.SetNoticeRequest{RoomID: room.RoomID, Clear: true}), baijiayun.CodeInvalidParameter)
	assert.Equal(t, "放假", srv.Rooms()[0].Notice)
}

// What the vendor would refuse a round trip later is refused here.
func TestRulesOfNewRooms(t *testing.T) {
	_, client := newCloud(t)
	for name, test := range map[string]struct {
		change func(*baijiayun.CreateRoomRequest)
		want   string
	}{
		"a small class without seats": {func(r *baijiayun.CreateRoomRequest) { r.Type = baijiayun.RoomTypeSmall }, "MaxUsers (max_users) is required by RoomTypeSmall: 1 to 12"},
		"groups in a small class": {func(r *baijiayun.CreateRoomRequest) {
			r.Type, r.MaxUsers, r.GroupMode = baijiayun.RoomTypeSmall, 6, baijiayun.GroupModeGroups
		}, "GroupMode (is_group_live) needs a room of RoomTypeLecture"},
		"new groups in a small class": {func(r *baijiayun.CreateRoomRequest) {
			r.Type, r.NewGroupMode = baijiayun.RoomTypeOneToOne, baijiayun.GroupModeBigSmall
		}, "NewGroupMode (new_group_live) needs a room of RoomTypeLecture"},
		"a day":                {func(r *baijiayun.CreateRoomRequest) { r.EndTime = r.StartTime.AddDate(0, 0, 1) }, "EndTime (end_time) is not less than 24 hours after StartTime"},
		"a day in a long room": {func(r *baijiayun.CreateRoomRequest) { r.LongTerm, r.EndTime = true, r.StartTime.AddDate(0, 0, 1) }, ""},
		"groups in a lecture":  {func(r *baijiayun.CreateRoomRequest) { r.GroupMode = baijiayun.GroupModeGroups }, ""},
		"a small class of six": {func(r *baijiayun.CreateRoomRequest) { r.Type, r.MaxUsers = baijiayun.RoomTypeSmall, 6 }, ""},
		"the end at the start": {func(r *baijiayun.CreateRoomRequest) { r.EndTime = r.StartTime }, "EndTime (end_time) is not after StartTime"},
	} {
		in := &baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning.Add(time.Hour)}
		test.change(in)
		_, err := client.Rooms.Create(t.Context(), in)
		if test.want == "" {
			assert.NoError(t, err, name)
			continue
		}
		assert.ErrorContains(t, err, test.want, name)
	}
}
