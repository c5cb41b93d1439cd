package baijiayun_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestAll(t *testing.T) {
	count := func(client *baijiayun.Client, in *baijiayun.ListRoomsRequest) (rooms int) {
		for room, err := range client.Rooms.All(t.Context(), in) {
			require.NoError(t, err)
			require.NotZero(t, room.RoomID)
			rooms++
		}
		return rooms
	}
	for _, test := range []struct {
		name                   string
		rooms                  int
		in                     *baijiayun.ListRoomsRequest
		wantRooms, wantRequest int
	}{
		{"ends on an empty page, after a short one", 250, nil, 250, 4},
		{"ends on an empty page, after a full one", 200, nil, 200, 3},
		{"of nothing is one request", 0, nil, 0, 1},
		{"starts at the page asked for", 250, &baijiayun.ListRoomsRequest{Page: 3}, 50, 2},
		{"takes the page's size", 25, &baijiayun.ListRoomsRequest{PageSize: 10}, 25, 4},
		{"never asks for more than the vendor gives", 1001, &baijiayun.ListRoomsRequest{PageSize: 5000}, 1001, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv, client := newCloud(t)
			for n := range test.rooms {
				srv.AddRoom(baijiayuntest.Room{Title: fmt.Sprint("Room ", n), CreateTime: beginning.Add(time.Duration(n) * time.Second)})
			}
			assert.Equal(t, test.wantRooms, count(client, test.in))
			assert.Len(t, srv.Requests(), test.wantRequest)
		})
	}

	t.Run("goes on where rooms are left out of a page", func(t *testing.T) {
		srv, client := newCloud(t)
		for n := range 299 {
			srv.AddRoom(baijiayuntest.Room{Title: fmt.Sprint("Room ", n)})
		}
		srv.Lie("Rooms.List", baijiayuntest.Lie{LeaveOut: 100})
		assert.Equal(t, 297, count(client, nil))
	})

	t.Run("asks for nothing after a break", func(t *testing.T) {
		srv, client := newCloud(t)
		for n := range 250 {
			srv.AddRoom(baijiayuntest.Room{Title: fmt.Sprint("Room ", n)})
		}
		walked := 0
		for _, err := range client.Rooms.All(t.Context(), nil) {
			require.NoError(t, err)
			if walked++; walked == 100 {
				break
			}
		}
		assert.Len(t, srv.Requests(), 1)
	})
	t.Run("yields an error once and ends", func(t *testing.T) {
		srv, client := newCloud(t)
		for n := range 250 {
			srv.AddRoom(baijiayuntest.Room{Title: fmt.Sprint("Room ", n)})
		}
		srv.Inject("Rooms.List", baijiayuntest.Fault{Status: 400, Skip: 1, Times: -1})
		var rooms, failures int
		for _, err := range client.Rooms.All(t.Context(), nil) {
			if err != nil {
				failures++
				assert.ErrorIs(t, err, classcloud.InvalidArgument)
				continue
			}
			rooms++
		}
		assert.Equal(t, []int{100, 1}, []int{rooms, failures})
	})
	t.Run("can be walked again", func(t *testing.T) {
		srv, client := newCloud(t)
		srv.AddRoom(baijiayuntest.Room{Title: "One"})
		all := client.Rooms.All(t.Context(), nil)
		for range 2 {
			rooms := 0
			for range all {
				rooms++
			}
			assert.Equal(t, 1, rooms)
		}
	})
}

func TestChecksNameEveryBadField(t *testing.T) {
	srv, client := newCloud(t)
	_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: strings.Repeat("长", 51), StartTime: beginning, EndTime: beginning, MockLive: true})
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.InvalidArgument, e.Kind)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	var names []string
	for _, f := range e.Fields {
		names = append(names, f.Wire)
	}
	assert.ElementsMatch(t, []string{"title", "end_time", "is_mock_live"}, names)
	assert.Empty(t, srv.Requests())

	_, err = client.Rooms.Create(t.Context(), nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.ErrorIs(t, client.Rooms.Update(t.Context(), &baijiayun.UpdateRoomRequest{RoomID: 1}), classcloud.InvalidArgument)

	_, err = client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: strings.Repeat("长", 51), StartTime: beginning, EndTime: beginning.Add(time.Hour)}, classcloud.WithoutChecks())
	assert.NoError(t, err, "the vendor cuts it")
}
