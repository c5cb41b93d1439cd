package baijiayun_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// playbackServer lists total playbacks, numbered from 1, and notes the pages it was asked for.
func playbackServer(t *testing.T, total int, asked *[]string) *baijiayun.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !assert.NoError(t, r.ParseForm()) {
			return
		}
		page, size := r.PostForm.Get("page"), r.PostForm.Get("page_size")
		*asked = append(*asked, page+"/"+size)
		p, _ := strconv.Atoi(page)
		s, _ := strconv.Atoi(size)
		var rows []string
		for n := (p-1)*s + 1; n <= min(p*s, total); n++ {
			rows = append(rows, fmt.Sprintf(`{"video_id":"%d"}`, n))
		}
		_, _ = fmt.Fprintf(w, `{"code":0,"data":{"list":[%s],"total":"%d"},"msg":"","ts":1}`, strings.Join(rows, ","), total)
	}))
	t.Cleanup(server.Close)
	client, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: key}, classcloud.WithBaseURL(server.URL), classcloud.WithoutRetry())
	require.NoError(t, err)
	return client
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
		"a full page may be the last":   {nil, 100, 100, []string{"1/100", "2/100"}},
		"from a page on":                {&baijiayun.ListPlaybacksRequest{Page: 2, PageSize: 10}, 25, 15, []string{"2/10", "3/10"}},
		"no more than the vendor gives": {&baijiayun.ListPlaybacksRequest{PageSize: 5000}, 1001, 1001, []string{"1/1000", "2/1000"}},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []string
			client := playbackServer(t, test.total, &asked)
			var got int
			for playback, err := range client.Playbacks.All(t.Context(), test.in) {
				require.NoError(t, err)
				require.NotZero(t, playback.VideoID)
				got++
			}
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.asked, asked)
		})
	}
}

func TestAllPlaybacksAsksForNothingAfterABreak(t *testing.T) {
	var asked []string
	client := playbackServer(t, 1000, &asked)
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
	assert.Equal(t, []string{"1/10", "2/10", "1/10", "2/10"}, asked)
}

func TestAllPlaybacksEndsOnAServerThatRepeatsItself(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, `{"code":0,"data":{"list":[{"video_id":1},{"video_id":2}]},"msg":""}`)
	}))
	defer server.Close()
	client, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: key}, classcloud.WithBaseURL(server.URL))
	require.NoError(t, err)
	var got int
	var last error
	for _, err := range client.Playbacks.All(t.Context(), &baijiayun.ListPlaybacksRequest{PageSize: 2}) {
		if last = err; err == nil {
			got++
		}
	}
	assert.Equal(t, 2, got)
	require.ErrorIs(t, last, classcloud.DataLoss)
}

// A token that never expires is asked for by name, never by forgetting a field.
func TestATokenThatNeverExpiresIsNoAccident(t *testing.T) {
	var asked []string
	client := playbackServer(t, 0, &asked)
	_, err := client.Playbacks.GetToken(t.Context(), &baijiayun.GetPlaybackTokenRequest{RoomID: 1})
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Contains(t, err.Error(), "Lifetime (expires_in) is required")
	_, err = client.Videos.GetToken(t.Context(), &baijiayun.GetVideoTokenRequest{VideoID: 1})
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Contains(t, err.Error(), "Lifetime (expires_in) is required")
	assert.Empty(t, asked)
}

func TestPublishStatusString(t *testing.T) {
	for status, want := range map[baijiayun.PublishStatus]string{1: "Shown", 2: "Hidden", 9: "PublishStatus(9)"} {
		assert.Equal(t, want, status.String())
	}
}
