package baijiayun_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// The test server signs with its own code, written from the document: what it sends is what the vendor sends.
func TestCallbacksOfTheTestServer(t *testing.T) {
	for name, opts := range map[string][]baijiayuntest.Option{
		"urlencoded": nil,
		"multipart":  {baijiayuntest.WithMultipartCallbacks()},
	} {
		t.Run(name, func(t *testing.T) {
			srv := baijiayuntest.NewServer(opts...)
			defer srv.Close()
			var classes []*baijiayun.ClassCallback
			var users []*baijiayun.UserCallback
			var playbacks []*baijiayun.PlaybackCallback
			busy := true
			receiver := httptest.NewServer(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
				Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
					if busy {
						busy = false
						return errors.New("busy")
					}
					classes = append(classes, c)
					return nil
				},
				User: func(_ context.Context, c *baijiayun.UserCallback) error { users = append(users, c); return nil },
				Playback: func(_ context.Context, c *baijiayun.PlaybackCallback) error {
					playbacks = append(playbacks, c)
					return nil
				},
				MaxAge: time.Hour, Now: srv.Now,
			}, srv.Credentials().PartnerKey))
			defer receiver.Close()
			at := beijing(2026, 1, 15, 16, 0, 0)

			sent := srv.SendCallback(receiver.URL, baijiayuntest.ClassEvent{RoomID: 19061545487745, Op: "start", Time: at})
			require.True(t, sent.Delivered, sent.Attempts)
			require.Len(t, sent.Attempts, 2, "the first try failed, and was repeated")
			repeat := srv.SendCallback(receiver.URL, baijiayuntest.ClassEvent{RoomID: 19061545487745, Op: "start", Time: at, QID: sent.Form.Get("qid")})
			require.True(t, repeat.Delivered)
			require.Len(t, classes, 1, "the repeat was acknowledged, and not handled")
			assert.True(t, classes[0].Time.Equal(at))
			assert.Equal(t, sent.Form, classes[0].Form)

			sent = srv.SendCallback(receiver.URL, baijiayuntest.UserEvents{RoomID: 19061545487745, Events: []baijiayuntest.UserEvent{
				{UserNumber: 7, UserName: `Tom & "Jerry" <访客>`, Event: "user_in", Time: at},
			}})
			require.True(t, sent.Delivered, sent.Attempts)
			require.Len(t, users, 1)
			require.Len(t, users[0].Events, 1)
			assert.Equal(t, `Tom & "Jerry" <访客>`, users[0].Events[0].UserName)
			assert.True(t, users[0].Events[0].Time.Equal(at))

			sent = srv.SendCallback(receiver.URL, baijiayuntest.PlaybackEvent{RoomID: 19061545487745, VideoID: 153582, Status: baijiayuntest.PlaybackStatusReady, Duration: time.Hour})
			require.True(t, sent.Delivered, sent.Attempts)
			require.Len(t, playbacks, 1)
			assert.Equal(t, baijiayun.PlaybackStatusReady, playbacks[0].Status)
			assert.Equal(t, time.Hour, playbacks[0].Duration)

			sent = srv.SendCallback(receiver.URL, baijiayuntest.OtherEvent{Fields: map[string]string{"novelty": "x", "empty": ""}})
			assert.True(t, sent.Delivered, "what nobody knows yet is acknowledged")
		})
	}
}

func TestACallbackUnderAnotherKeyIsTriedAgainAndGivenUp(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	receiver := httptest.NewServer(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(context.Context, *baijiayun.ClassCallback) error { panic("called") },
	}, "another key"))
	defer receiver.Close()
	sent := srv.SendCallback(receiver.URL, baijiayuntest.ClassEvent{RoomID: 1, Op: "end"})
	assert.False(t, sent.Delivered)
	assert.Len(t, sent.Attempts, 3)
}

func TestAccessChecksOfTheTestServer(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	var asked []bool
	receiver := httptest.NewServer(baijiayun.AccessKeyHandler(func(_ context.Context, in *baijiayun.AccessRequest) error {
		asked = append(asked, in.Playback)
		if in.AccessKey != "good" {
			return baijiayun.AccessDenied("no")
		}
		return nil
	}))
	defer receiver.Close()
	assert.True(t, srv.SendCallback(receiver.URL, baijiayuntest.AccessCheck{AccessKey: "good", RoomID: 1}).Delivered)
	assert.True(t, srv.SendCallback(receiver.URL, baijiayuntest.AccessCheck{AccessKey: "good", RoomID: 1, SessionID: new(int64)}).Delivered)
	assert.False(t, srv.SendCallback(receiver.URL, baijiayuntest.AccessCheck{AccessKey: "bad", RoomID: 1}).Delivered)
	assert.Equal(t, []bool{false, true, false}, asked)
}

func TestAClassAndItsPlaybackOnTheTestServer(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	client := srv.Client()
	ctx := t.Context()
	start := srv.Now().Add(24 * time.Hour)
	room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "英语语法在线", StartTime: start, EndTime: start.Add(time.Hour)})
	require.NoError(t, err)

	require.NoError(t, client.Rooms.Start(ctx, room.RoomID))
	status, err := client.Rooms.GetLiveStatus(ctx, room.RoomID)
	require.NoError(t, err)
	assert.EqualValues(t, 1, status)
	require.NoError(t, client.Rooms.Stop(ctx, &baijiayun.StopRoomRequest{RoomID: room.RoomID, KickAll: true}))
	status, err = client.Rooms.GetLiveStatus(ctx, room.RoomID)
	require.NoError(t, err)
	assert.EqualValues(t, 0, status)
	require.ErrorIs(t, client.Rooms.Start(ctx, 1), baijiayun.CodeRoomNotFound)

	seeded := srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Status: baijiayuntest.PlaybackStatusReady, CreateTime: start, Duration: time.Hour})
	srv.AddVideo(99)
	var found []baijiayun.Playback
	for playback, err := range client.Playbacks.All(ctx, &baijiayun.ListPlaybacksRequest{RoomID: room.RoomID}) {
		require.NoError(t, err)
		found = append(found, playback)
	}
	require.Len(t, found, 1)
	assert.Equal(t, seeded.VideoID, found[0].VideoID)
	assert.Equal(t, baijiayun.PlaybackStatusReady, found[0].Status)
	assert.Equal(t, baijiayun.PublishStatusShown, found[0].PublishStatus)

	token, err := client.Playbacks.GetToken(ctx, &baijiayun.GetPlaybackTokenRequest{RoomID: room.RoomID, Lifetime: new(time.Hour)})
	require.NoError(t, err)
	link, err := client.PlaybackURL(ctx, &baijiayun.PlaybackURLRequest{RoomID: room.RoomID, Token: token.Token})
	require.NoError(t, err)
	assert.Contains(t, link, "token="+token.Token)
	token, err = client.Videos.GetToken(ctx, &baijiayun.GetVideoTokenRequest{VideoID: 99, Lifetime: new(time.Duration(0))})
	require.NoError(t, err)
	assert.NotEmpty(t, token.Token)
}
