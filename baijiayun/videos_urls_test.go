package baijiayun_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
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

func TestVideoURLs(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	id := srv.AddVideo(baijiayuntest.Video{Files: []baijiayuntest.VideoFile{{Definition: 16, Format: 1}, {Definition: 8, Format: 1}, {Definition: 16, Format: 2}}}).VideoID
	urls, err := client.Videos.GetURLs(ctx, &baijiayun.GetVideoURLsRequest{VideoID: id})
	require.NoError(t, err)
	require.Len(t, urls.URLs, 2)
	assert.Equal(t, "1080p", urls.URLs[0].Definition)
	assert.Equal(t, "low", urls.URLs[1].Definition)
	assert.Contains(t, urls.URLs[1].URL, "/16.mp4?expires=")
	urls, err = client.Videos.GetURLs(ctx, &baijiayun.GetVideoURLsRequest{VideoID: id, Format: baijiayun.VideoURLFormatFLV, Lifetime: time.Hour})
	require.NoError(t, err)
	require.Len(t, urls.URLs, 1)
	assert.Contains(t, urls.URLs[0].URL, ".flv?")
	assert.Equal(t, "3600", srv.Requests()[1].Params["expires_in"])
	urls, err = client.Videos.GetURLs(ctx, &baijiayun.GetVideoURLsRequest{VideoID: id, Format: baijiayun.VideoURLFormatEncrypted})
	require.NoError(t, err)
	assert.Empty(t, urls.URLs, "no file of this format")
	for _, lifetime := range []time.Duration{-time.Second, time.Millisecond} {
		_, err = client.Videos.GetURLs(ctx, &baijiayun.GetVideoURLsRequest{VideoID: id, Lifetime: lifetime})
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
	}
}

// canaryURL is a URL that must not be shown.
const canaryURL = "https://video.example.com/canary.mp4?key=canary"

// Everybody who has the URL can watch: it is not printed, logged, or kept in an error.
func TestVideoURLsAreNotShown(t *testing.T) {
	shown := func(values ...any) (all string) {
		for _, v := range values {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
				all += fmt.Sprintf(verb, v) + fmt.Sprintf(verb, struct{ V any }{v})
			}
			var log strings.Builder
			slog.New(slog.NewTextHandler(&log, nil)).Info("a", "v", v)
			all += log.String()
		}
		return all
	}
	client := stubbed(t, answers(`{"play_info":{"low":{"url":"`+canaryURL+`","backup":"`+canaryURL+`"},"odd":["`+canaryURL+`"]},"cdn":"`+canaryURL+`"}`))
	urls, err := client.Videos.GetURLs(t.Context(), &baijiayun.GetVideoURLsRequest{VideoID: 5})
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.DataLoss, e.Kind)
	require.Len(t, urls.URLs, 1)
	assert.Equal(t, canaryURL, urls.URLs[0].URL)
	assert.Equal(t, canaryURL, urls.URLs[0].Extra["backup"])
	assert.Equal(t, canaryURL, urls.Extra["cdn"])
	text := shown(urls, *urls, urls.URLs, urls.URLs[0], &urls.URLs[0], err, *e)
	assert.NotContains(t, text, "canary")
	assert.Contains(t, text, `baijiayun.VideoURLs{URLs:[baijiayun.VideoURL{Definition:"low"}]}`)
	kept, err := json.Marshal(urls)
	require.NoError(t, err)
	assert.Equal(t, 3, strings.Count(string(kept), "canary.mp4"), "but a program can keep it")

	client = stubbed(t, answers(`{"iframe":"`+canaryURL+`"}`))
	shares, err := client.Videos.GetShareURLs(t.Context(), 5)
	require.NoError(t, err)
	assert.Equal(t, canaryURL, shares.Extra["iframe"])
	assert.NotContains(t, shown(shares, *shares), "canary")

	client = stubbed(t, answers(`{"5":"canary","6":"canary"}`))
	tokens, err := client.Videos.GetTokens(t.Context(), &baijiayun.GetVideoTokensRequest{VideoIDs: []int64{5, 6}, Lifetime: new(time.Hour)})
	require.NoError(t, err)
	assert.Equal(t, []baijiayun.PlayerToken{{Token: "canary", VideoID: 5}, {Token: "canary", VideoID: 6}}, tokens)
	assert.NotContains(t, shown(tokens, tokens[0]), "canary")
}

func TestSharesAndImagesAreKeptWhole(t *testing.T) {
	for data, want := range map[string]map[string]any{
		`["a",{"b":1}]`:              {"list": []any{"a", map[string]any{"b": json.Number("1")}}},
		`{"list":[],"x":"y"}`:        {"list": []any{}, "x": "y"},
		`{"image":{"url":"a"}}`:      {"image": map[string]any{"url": "a"}},
		`{"0":"a","2":"b","10":"c"}`: {"0": "a", "2": "b", "10": "c"},
	} {
		images, err := stubbed(t, answers(data)).Videos.ListImages(t.Context(), 5)
		require.NoError(t, err, data)
		assert.Equal(t, want, images.Extra, data)
		shares, err := stubbed(t, answers(data)).Videos.GetShareURLs(t.Context(), 5)
		require.NoError(t, err, data)
		assert.Equal(t, want, shares.Extra, data)
	}
	_, err := stubbed(t, answers(`"https://a.example.com"`)).Videos.ListImages(t.Context(), 5)
	assert.ErrorIs(t, err, classcloud.DataLoss, "a text is not an object")
}

func TestVideoTokensInBulk(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	first, second := srv.AddVideo(baijiayuntest.Video{}).VideoID, srv.AddVideo(baijiayuntest.Video{}).VideoID
	tokens, err := client.Videos.GetTokens(ctx, &baijiayun.GetVideoTokensRequest{VideoIDs: []int64{second, first}, Lifetime: new(time.Duration(0))})
	require.NoError(t, err)
	require.Len(t, tokens, 2)
	assert.Equal(t, first, tokens[0].VideoID)
	assert.NotEqual(t, tokens[0].Token, tokens[1].Token)
	for _, in := range []*baijiayun.GetVideoTokensRequest{
		{VideoIDs: []int64{first, 99}, Lifetime: new(time.Hour)},
	} {
		_, err = client.Videos.GetTokens(ctx, in)
		assert.ErrorIs(t, err, baijiayun.CodeVideoNotFound)
	}
	for _, in := range []*baijiayun.GetVideoTokensRequest{
		{Lifetime: new(time.Hour)}, {VideoIDs: []int64{}, Lifetime: new(time.Hour)}, {VideoIDs: []int64{5, -1}, Lifetime: new(time.Hour)}, {VideoIDs: []int64{5}},
	} {
		_, err = client.Videos.GetTokens(ctx, in)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
	}
}
