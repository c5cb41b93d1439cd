package agora_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

func TestARoomIsWhole(t *testing.T) {
	page, err := os.ReadFile("../testdata/agora/Rooms.Get/response-page.json")
	require.NoError(t, err)
	srv, clock := newProject(t)
	srv.Respond("Rooms.Get", string(page))
	var unknown []string
	client := newClient(t, srv, clock, srv.Credentials(), classcloud.OnDrift(func(d classcloud.Drift) { unknown = append(unknown, d.Path) }))
	room, err := client.Rooms.Get(t.Context(), "r")
	require.NoError(t, err)

	assert.Equal(t, "education", room.Scenario)
	assert.Equal(t, "edu_medium_v1", room.Template)
	assert.False(t, room.Checked)
	assert.Equal(t, map[string]any{"audience": number("1")}, room.MuteChat)
	students := room.RoleConfig["2"]
	assert.Equal(t, 50, *students.Limit)
	assert.Equal(t, []bool{true, false, true}, []bool{*students.DefaultStream.On, *students.DefaultStream.Video, *students.DefaultStream.Audio})
	p := room.Properties
	assert.Equal(t, agora.RoomRecording{Running: true, Ready: true, StreamingURLs: agora.StreamingURLs{HLS: "https://example.com/a.m3u8"}}, p.Recording)
	assert.Equal(t, "NETLESSROOM_x", p.Board.Info.Token)
	assert.Equal(t, "184", p.IM.Huanxin.ChatRoomID)
	assert.Equal(t, agora.Carousel{On: true, Interval: 20 * time.Second, Range: 1, Type: 2}, p.Carousel)
	assert.Equal(t, agora.CallbackConfig{"url": "https://example.com/hook"}, p.CallbackConfig)
	assert.Equal(t, "https://cdn.example.com/a.flv", p.HostingScene.VideoURL)
	assert.Equal(t, 1, *p.HostingScene.FinishType)
	assert.Equal(t, "https://example.com/exam", p.ExaminationURL)
	assert.Equal(t, map[string]any{"timeout": number("10")}, p.Processes.OpenCamera)
	for name, member := range map[string]map[string]any{"reward": p.Reward, "screen": p.Screen, "groups": p.Groups, "remoteControl": p.Processes.RemoteControl, "waveArm": p.Processes.WaveArm} {
		assert.Len(t, member, 1, name)
	}
	assert.Equal(t, map[string]any{"expandedScope": map[string]any{"state": number("0")}}, p.Extra)
	assert.Equal(t, map[string]any{"timeout": number("300")}, p.Processes.HandsUp.Extra)
	assert.Equal(t, map[string]any{"poll": map[string]any{"state": number("0")}}, p.Widgets.Extra)
	assert.Equal(t, map[string]any{"verifyType": number("0")}, students.Extra)
	assert.ElementsMatch(t, []string{"/data/roomProperties/expandedScope", "/data/roomProperties/processes/handsUp/timeout", "/data/roomProperties/widgets/poll", "/data/roleConfig/2/verifyType"}, unknown,
		"kept, and told too")
}

func TestNothingDecorativeInARoomFailsTheCall(t *testing.T) {
	for _, name := range []string{"record", "board", "im", "carousel", "groups", "reward", "screen", "webhookConfig", "hostingScene"} {
		for _, odd := range []string{`1`, `"x"`, `[1]`, `[]`, `""`, `null`, `{"state":{"x":1},"info":[2],"interval":"soon","videoURL":[]}`} {
			srv, clock := newProject(t)
			srv.Respond("Rooms.Get", fmt.Sprintf(`{"code":0,"data":{"roomUuid":"r","state":1,"roomProperties":{%q:%s,"roomType":4}}}`, name, odd))
			room, err := newClient(t, srv, clock, srv.Credentials()).Rooms.Get(t.Context(), "r")
			require.NoError(t, err, "%s: %s", name, odd)
			assert.Equal(t, agora.RoomTypeSmall, room.Properties.RoomType)
		}
	}
}

func TestSecretsOfARoomAreNotPrinted(t *testing.T) {
	room := agora.Room{Properties: agora.RoomProperties{
		CallbackConfig: agora.CallbackConfig{"key": "canary"},
		Board:          agora.RoomBoard{Info: agora.WhiteboardBoard{Token: "canary"}},
		Recording:      agora.RoomRecording{StreamingURLs: agora.StreamingURLs{RTMP: "rtmp://h/a?auth=canary", FLV: "http://h/a.flv?auth=canary", HLS: "http://h/a?auth=canary"}},
	}}
	for name, value := range map[string]any{
		"a room": room, "its address": &room, "a config": room.Properties.CallbackConfig, "addresses": room.Properties.Recording.StreamingURLs,
		"a recording":      agora.Recording{BoardToken: "canary", WebURLQuery: "rtmToken=canary"},
		"a page to record": &agora.StartRecordingRequest{Web: &agora.WebRecording{URL: "https://h/p?rtmToken=canary", RootURL: "https://h/p?key=canary"}},
		"a page":           agora.WebRecording{URL: "https://h/p?rtmToken=canary", RootURL: "https://h/p?key=canary"},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			text := fmt.Sprintf(verb, value)
			assert.NotContains(t, text, "canary", "%s under %s", name, verb)
			assert.NotContains(t, text, fmt.Sprintf("%x", "canary"), "%s under %s", name, verb)
		}
	}
	var logged bytes.Buffer
	for _, value := range []any{room.Properties.CallbackConfig, room.Properties.Recording.StreamingURLs, agora.Recording{WebURLQuery: "canary"}, agora.WebRecording{URL: "https://h/p?canary"}} {
		slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "value", value)
	}
	assert.NotContains(t, logged.String(), "canary")
	assert.Contains(t, logged.String(), "https://h/p?***")
}
