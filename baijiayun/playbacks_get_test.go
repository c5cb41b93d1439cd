package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// eachForm runs a test on a server of every dialect, with lists whose form no source shows as objects and as they are.
func eachForm(t *testing.T, test func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client)) {
	for _, dialect := range []baijiayuntest.Dialect{baijiayuntest.DialectExamples, baijiayuntest.DialectTables, baijiayuntest.DialectQuoted} {
		for name, options := range map[string][]baijiayuntest.Option{" objects": nil, " bare lists": {baijiayuntest.WithBareReplies()}} {
			t.Run(dialect.String()+name, func(t *testing.T) {
				srv := baijiayuntest.NewServer(append(options, baijiayuntest.WithDialect(dialect))...)
				defer srv.Close()
				test(t, srv, srv.Client(classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithoutRetry()))
			})
		}
	}
}

// A program waits for a playback by looking at its status, which a playback that is not made yet has alone.
func TestWaitingForAPlayback(t *testing.T) {
	eachForm(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		room := srv.AddRoom(baijiayuntest.Room{Title: "语法", LongTerm: true})
		of := &baijiayun.GetPlaybackRequest{RoomID: room.RoomID}
		got, err := client.Playbacks.Get(t.Context(), of)
		require.NoError(t, err)
		assert.Equal(t, baijiayun.PlaybackStatusNone, got.Status)
		assert.Equal(t, baijiayun.PublishStatus(0), got.PublishStatus, "nobody says")
		first := srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, SessionID: 201709140, Status: baijiayuntest.PlaybackStatusTranscoding})
		srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, SessionID: 201709150})
		of.SessionID = 201709140
		got, err = client.Playbacks.Get(t.Context(), of)
		require.NoError(t, err)
		assert.Equal(t, baijiayun.PlaybackStatusTranscoding, got.Status)
		assert.Zero(t, got.VideoID)
		srv.SetPlaybackStatus(first.VideoID, baijiayuntest.PlaybackStatusReady)
		got, err = client.Playbacks.Get(t.Context(), of)
		require.NoError(t, err)
		assert.Equal(t, baijiayun.PlaybackStatusReady, got.Status)
		assert.Equal(t, first.VideoID, got.VideoID)
		assert.Equal(t, "语法", got.Name)
		assert.Equal(t, baijiayun.PublishStatusShown, got.PublishStatus)
		assert.True(t, first.CreateTime.Equal(got.CreateTime))
		assert.Empty(t, got.Extra)

		sessions, err := client.Playbacks.ListSessions(t.Context(), room.RoomID)
		require.NoError(t, err)
		assert.Equal(t, []baijiayun.PlaybackSession{{SessionID: 201709140}, {SessionID: 201709150}}, sessions)
		pdf, err := client.Playbacks.GetPDFURL(t.Context(), &baijiayun.GetPlaybackPDFURLRequest{RoomID: room.RoomID, SessionID: 201709140})
		require.NoError(t, err)
		assert.Contains(t, pdf.URL, "https://")
		pdfs, err := client.Playbacks.ListPDFURLs(t.Context(), &baijiayun.RoomDateRequest{RoomID: room.RoomID, Date: classcloud.DateOf(first.CreateTime)})
		require.NoError(t, err)
		require.Len(t, pdfs, 2)
		assert.Equal(t, *pdf, pdfs[0])
	})
}

// A loop that waits for PlaybackStatusReady must not take a reply without a status for anything.
func TestAPlaybackWithoutItsStatus(t *testing.T) {
	for _, data := range []string{`{"video_id":1}`, `{"status":null,"video_id":1}`, `{"status":"","video_id":1}`} {
		got, err := stubbed(t, answers(data)).Playbacks.Get(t.Context(), &baijiayun.GetPlaybackRequest{RoomID: 1})
		require.ErrorIs(t, err, classcloud.DataLoss, data)
		if got != nil {
			assert.Equal(t, baijiayun.PlaybackStatus(-1), got.Status, data)
		}
	}
	for data, want := range map[string]baijiayun.PlaybackStatus{`{"status":40}`: 40, `{"status":"soon"}`: -1, `{"status":"100","total_size":"big","preface_url":{}}`: 100} {
		got, err := stubbed(t, answers(data)).Playbacks.Get(t.Context(), &baijiayun.GetPlaybackRequest{RoomID: 1})
		require.NoError(t, err, data)
		assert.Equal(t, want, got.Status)
	}
}
