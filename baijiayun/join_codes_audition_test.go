package baijiayun_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestCreateAudition(t *testing.T) {
	srv, client := newCloud(t)
	room := srv.AddRoom(baijiayuntest.Room{Title: "T"})
	in := &baijiayun.CreateAuditionCodesRequest{RoomID: room.RoomID, UserNumbers: []int64{7, 8}, Duration: 10 * time.Minute, AvatarURL: "https://example.com/a.png"}
	_, err := client.JoinCodes.CreateAudition(t.Context(), in)
	require.NoError(t, err)
	users := map[int64]bool{}
	for code, err := range client.JoinCodes.All(t.Context(), &baijiayun.ListJoinCodesRequest{RoomID: room.RoomID, Type: baijiayun.JoinCodeTypeAudition}) {
		require.NoError(t, err)
		users[code.UserNumber] = code.Code != ""
	}
	assert.Equal(t, map[int64]bool{7: true, 8: true}, users)

	srv.ClearRequests()
	srv.Inject("JoinCodes.CreateAudition", baijiayuntest.Fault{Status: http.StatusBadGateway, Apply: true, Times: -1})
	_, err = client.JoinCodes.CreateAudition(t.Context(), in)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, srv.Requests(), 1, "what a repeat does is not known")

	in.Duration = time.Hour + time.Second
	_, err = client.JoinCodes.CreateAudition(t.Context(), in)
	assert.ErrorContains(t, err, "Duration (audition_length) is more than 1 hour")
	in.Duration, in.UserNumbers = 0, []int64{7, 8, 7}
	_, err = client.JoinCodes.CreateAudition(t.Context(), in)
	assert.ErrorContains(t, err, "UserNumbers[2] (user_numbers[2]) is UserNumbers[0] again")
	assert.Len(t, srv.Requests(), 1)
}
