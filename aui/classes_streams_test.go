package aui_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui"
)

// Whoever holds a stream's URL may push or watch it: no value prints one whole. encoding/json writes them, so that a caller can hand them on.
func TestStreamURLsDoNotPrint(t *testing.T) {
	const canary = "canary-8852"
	url := "artc://live.example.com/push/x?sdkAppId=1&token=" + canary
	streams := aui.StreamURLs{RTCPushURL: url, RTCPullURL: url, CDN: aui.CDNURLs{FLV: url, HLSScreenOriaac: url}, Shadow: &aui.StreamURLs{RTCPushURL: url}}
	member := aui.MeetingMember{UserID: "u", RTCPullURL: url}
	file := aui.VODStream{PlayURL: url, FileFormat: "m3u8"}
	class := aui.Class{ClassID: "c1", Title: "Why?", StreamURLs: &streams, ShadowStreamURLs: &streams, MeetingInfo: `{"members":[{"rtc_pull_url":"` + url + `"}]}`,
		VOD: &aui.VOD{Playlist: []aui.VODStream{file}}}
	meeting := aui.Meeting{Members: []aui.MeetingMember{member}}
	var lines strings.Builder
	text, asJSON := slog.New(slog.NewTextHandler(&lines, nil)), slog.New(slog.NewJSONHandler(&lines, nil))
	for _, value := range []any{streams, &streams, streams.CDN, class, &class, member, &member, meeting, &meeting, file, &file, class.VOD, *class.VOD,
		aui.ClassPage{Classes: []aui.Class{class}}, &aui.ClassPage{Classes: []aui.Class{class}}} {
		text.Info("m", "v", value)
		asJSON.Info("m", "v", value)
		verbs := []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"}
		for _, verb := range verbs {
			shown := fmt.Sprintf(verb, value)
			assert.NotContains(t, shown, canary, "%T %s", value, verb)
			assert.NotContains(t, shown, "plain", "%T %s", value, verb)
		}
		raw, err := json.Marshal(value)
		require.NoError(t, err)
		assert.Contains(t, string(raw), canary)
	}
	assert.NotContains(t, lines.String(), canary)
	shown := fmt.Sprintf("%+v", class)
	assert.Contains(t, shown, "artc://live.example.com/push/x?…")
	assert.Contains(t, shown, "Why?", "a title is not a URL")
	assert.Contains(t, fmt.Sprintf("%+v", []aui.Class{class}), "c1")
}
