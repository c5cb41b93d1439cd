package baijiayun_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// playbackStub lists total playbacks, numbered from 1.
func playbackStub(total int) *clienttest.Stub {
	return clienttest.NewTransport(func(r clienttest.Request) clienttest.Answer {
		p, _ := strconv.Atoi(r.Form.Get("page"))
		s, _ := strconv.Atoi(r.Form.Get("page_size"))
		var rows []string
		for n := (p-1)*s + 1; n <= min(p*s, total); n++ {
			rows = append(rows, fmt.Sprintf(`{"room_id":"1","video_id":"%d"}`, n))
		}
		return clienttest.JSON(fmt.Sprintf(`{"code":0,"data":{"list":[%s],"total":"%d"},"msg":"","ts":1}`, strings.Join(rows, ","), total))
	})
}

// playbackClient returns a client of a stub.
func playbackClient(t *testing.T, stub *clienttest.Stub) *baijiayun.Client {
	t.Helper()
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 1, PartnerKey: key},
		classcloud.WithHTTPClient(&http.Client{Transport: stub}), classcloud.WithoutRetry())
	require.NoError(t, err)
	return client
}

// askedPages returns the pages that a stub was asked for, each with its size.
func askedPages(stub *clienttest.Stub) []string {
	var asked []string
	for _, r := range stub.Requests() {
		asked = append(asked, r.Form.Get("page")+"/"+r.Form.Get("page_size"))
	}
	return asked
}

func TestAllPlaybacks(t *testing.T) {
	for name, test := range map[string]struct {
		in    *baijiayun.ListPlaybacksRequest
		total int
		want  int
		asked []string
	}{
		"none":                          {nil, 0, 0, []string{"1/100"}},
		"a short page is the last":      {nil, 150, 150, []string{"1/100", "2/100"}},
		"a full page is the last":       {nil, 100, 100, []string{"1/100"}},
		"from a page on":                {&baijiayun.ListPlaybacksRequest{Page: 2, PageSize: 10}, 25, 15, []string{"2/10", "3/10", "4/10"}},
		"no more than the vendor gives": {&baijiayun.ListPlaybacksRequest{PageSize: 5000}, 1001, 1001, []string{"1/1000", "2/1000"}},
	} {
		t.Run(name, func(t *testing.T) {
			stub := playbackStub(test.total)
			client := playbackClient(t, stub)
			var got int
			for playback, err := range client.Playbacks.All(t.Context(), test.in) {
				require.NoError(t, err)
				require.NotZero(t, playback.VideoID)
				got++
			}
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.asked, askedPages(stub))
		})
	}
}

func TestAllPlaybacksAsksForNothingAfterABreak(t *testing.T) {
	stub := playbackStub(1000)
	client := playbackClient(t, stub)
	walk := client.Playbacks.All(t.Context(), &baijiayun.ListPlaybacksRequest{PageSize: 10})
	for range 2 { // a walk can be taken again
		var got int
		for _, err := range walk {
			require.NoError(t, err)
			if got++; got == 15 {
				break
			}
		}
	}
	assert.Equal(t, []string{"1/10", "2/10", "1/10", "2/10"}, askedPages(stub))
}

func TestAllPlaybacksEndsOnAServerThatRepeatsItself(t *testing.T) {
	stub := clienttest.NewTransport(clienttest.Always(clienttest.JSON(`{"code":0,"data":{"list":[{"room_id":1,"video_id":1},{"room_id":1,"video_id":2}],"total":9},"msg":""}`)))
	client := playbackClient(t, stub)
	var got int
	var last error
	for _, err := range client.Playbacks.All(t.Context(), &baijiayun.ListPlaybacksRequest{PageSize: 2}) {
		if last = err; err == nil {
			got++
		}
	}
	assert.Equal(t, 2, got)
	require.ErrorIs(t, last, classcloud.DataLoss)
	assert.ErrorContains(t, last, "2 of 9 rows came, 7 are missing")
}

// A forgotten Lifetime is refused: it must not become a token that never expires.
func TestATokenThatNeverExpiresIsNoAccident(t *testing.T) {
	stub := playbackStub(0)
	client := playbackClient(t, stub)
	_, err := client.Playbacks.GetToken(t.Context(), &baijiayun.GetPlaybackTokenRequest{RoomID: 1})
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Contains(t, err.Error(), "Lifetime (expires_in) is required")
	_, err = client.Videos.GetToken(t.Context(), &baijiayun.GetVideoTokenRequest{VideoID: 1})
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Contains(t, err.Error(), "Lifetime (expires_in) is required")
	assert.Zero(t, stub.Count())
}

func TestPublishStatusString(t *testing.T) {
	for status, want := range map[baijiayun.PublishStatus]string{1: "Shown", 2: "Hidden", 9: "PublishStatus(9)"} {
		assert.Equal(t, want, status.String())
	}
}

// If the vendor insists on the document's video_ids, WithParam sends them.
func TestListSpotsTakesVideoIDsAsAnExtraParameter(t *testing.T) {
	sent := sends(t, func(c *baijiayun.Client) error {
		_, err := c.Playbacks.ListSpots(t.Context(), 1, classcloud.WithParam("video_ids", "305314"))
		return err
	})
	assert.Equal(t, url.Values{"room_id": {"1"}, "video_ids": {"305314"}}, sent)
}

func TestPlaybackStatusString(t *testing.T) {
	for status, want := range map[baijiayun.PlaybackStatus]string{0: "None", 10: "Recording", 20: "Transcoding", 30: "Failed", 100: "Ready", 31: "PlaybackStatus(31)"} {
		assert.Equal(t, want, status.String())
	}
}
