package baijiayun_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestTokensOfManyPlaybacks(t *testing.T) {
	eachForm(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		short, long := srv.AddRoom(baijiayuntest.Room{}), srv.AddRoom(baijiayuntest.Room{LongTerm: true})
		srv.AddPlayback(baijiayuntest.Playback{RoomID: short.RoomID})
		srv.AddPlayback(baijiayuntest.Playback{RoomID: long.RoomID, SessionID: 201711281})
		srv.AddPlayback(baijiayuntest.Playback{RoomID: long.RoomID, SessionID: 201711282})
		ask := &baijiayun.GetPlaybackTokensRequest{Lifetime: new(time.Hour), Playbacks: []baijiayun.PlaybackRef{
			{RoomID: long.RoomID, SessionID: 201711282}, {RoomID: long.RoomID, SessionID: 5}, {RoomID: short.RoomID}}}
		tokens, err := client.Playbacks.GetTokens(t.Context(), ask)
		require.NoError(t, err)
		require.Len(t, tokens, 2, "a playback that does not exist has none")
		assert.Equal(t, short.RoomID, tokens[0].RoomID)
		assert.Zero(t, tokens[0].SessionID)
		assert.Equal(t, baijiayun.PlaybackToken{RoomID: long.RoomID, SessionID: 201711282, Token: tokens[1].Token}, tokens[1])
		assert.NotEqual(t, tokens[0].Token, tokens[1].Token)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
			assert.NotContains(t, fmt.Sprintf(verb, tokens), tokens[0].Token, verb)
		}
		assert.Equal(t, fmt.Sprintf("%d-201711282,%d-5,%d", long.RoomID, long.RoomID, short.RoomID), srv.Requests()[0].Form.Get("room_ids"))

		ask.Playbacks = ask.Playbacks[1:2]
		tokens, err = client.Playbacks.GetTokens(t.Context(), ask)
		assert.ErrorIs(t, err, classcloud.NotFound)
		assert.Empty(t, tokens)
	})
}

func TestWhatDoesNotNameAPlaybackIsNotSent(t *testing.T) {
	client := stubbed(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	for _, bad := range []baijiayun.PlaybackRef{{}, {SessionID: 5}, {RoomID: -1}, {RoomID: 1, SessionID: -1}} {
		_, err := client.Playbacks.GetTokens(t.Context(), &baijiayun.GetPlaybackTokensRequest{Lifetime: new(time.Hour), Playbacks: []baijiayun.PlaybackRef{{RoomID: 1}, bad}})
		require.ErrorIs(t, err, classcloud.InvalidArgument, "%v", bad)
		assert.ErrorContains(t, err, "Playbacks[1] (room_ids[1])", "%v", bad)
	}
	_, err := client.Playbacks.GetTokens(t.Context(), &baijiayun.GetPlaybackTokensRequest{Playbacks: []baijiayun.PlaybackRef{{RoomID: 1}}})
	assert.ErrorContains(t, err, "Lifetime (expires_in) is required", "a forgotten lifetime must not become tokens that never expire")
	for _, lifetime := range []time.Duration{-time.Second, time.Millisecond} {
		_, err = client.Playbacks.GetTokens(t.Context(), &baijiayun.GetPlaybackTokensRequest{Playbacks: []baijiayun.PlaybackRef{{RoomID: 1}}, Lifetime: &lifetime})
		assert.ErrorContains(t, err, "Lifetime (expires_in)")
	}
	_, err = client.Playbacks.GetTokens(t.Context(), &baijiayun.GetPlaybackTokensRequest{Lifetime: new(time.Hour)})
	assert.ErrorContains(t, err, "Playbacks (room_ids) is required")
}

func TestPlaybackRefIsTheVendorsText(t *testing.T) {
	for text, want := range map[string]baijiayun.PlaybackRef{
		`"17110879095169"`: {RoomID: 17110879095169}, `17110879095169`: {RoomID: 17110879095169}, `"1711087909231-201711281"`: {RoomID: 1711087909231, SessionID: 201711281},
	} {
		var got baijiayun.PlaybackRef
		require.NoError(t, json.Unmarshal([]byte(text), &got), text)
		assert.Equal(t, want, got)
		again, err := json.Marshal(got)
		require.NoError(t, err)
		assert.JSONEq(t, `"`+got.String()+`"`, string(again))
	}
	for _, text := range []string{`""`, `"x"`, `"0"`, `"1-"`, `"1-x"`, `"1-2-3"`, `"1--2"`, `"-1"`, `{}`, `1.5`, `"9223372036854775808"`} {
		var got baijiayun.PlaybackRef
		assert.Error(t, json.Unmarshal([]byte(text), &got), text)
		assert.Zero(t, got)
	}
}

// A key that does not name a playback is told, and costs no other token; no token is in the error.
func TestATokenWithoutItsPlayback(t *testing.T) {
	client := stubbed(t, answers(`{"17":"secretA","nobody":"secretB"}`))
	tokens, err := client.Playbacks.GetTokens(t.Context(), &baijiayun.GetPlaybackTokensRequest{Lifetime: new(time.Hour), Playbacks: []baijiayun.PlaybackRef{{RoomID: 17}}})
	require.ErrorIs(t, err, classcloud.DataLoss)
	assert.Equal(t, []baijiayun.PlaybackToken{{RoomID: 17, Token: "secretA"}}, tokens)
	text, marshalErr := json.Marshal(err)
	require.NoError(t, marshalErr)
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v %s", err, err, err, text), "secret")
}

// An entry that holds nothing is not a token, and costs no other.
func TestATokenThatHoldsNothing(t *testing.T) {
	client := stubbed(t, answers(`{"5":"t-5","6":null,"7":"","8":[],"9":false}`))
	videos, err := client.Videos.GetTokens(t.Context(), &baijiayun.GetVideoTokensRequest{VideoIDs: []int64{5, 6}, Lifetime: new(time.Hour)})
	require.ErrorIs(t, err, classcloud.DataLoss)
	assert.Equal(t, []baijiayun.PlayerToken{{VideoID: 5, Token: "t-5"}}, videos)
	assert.Len(t, clienttest.AsError(t, err).Rows, 4)
	playbacks, err := client.Playbacks.GetTokens(t.Context(), &baijiayun.GetPlaybackTokensRequest{Playbacks: []baijiayun.PlaybackRef{{RoomID: 5}}, Lifetime: new(time.Hour)})
	require.ErrorIs(t, err, classcloud.DataLoss)
	assert.Equal(t, []baijiayun.PlaybackToken{{RoomID: 5, Token: "t-5"}}, playbacks)
}
