package agora_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func smallCloud(limit int, on, video, audio bool) map[string]agora.RoleConfig {
	return map[string]agora.RoleConfig{"2": {Limit: &limit, DefaultStream: &agora.DefaultStream{On: &on, Video: &video, Audio: &audio}}}
}

func TestRoomsOutsideOfTheDocumentedRanges(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	ctx := t.Context()
	for name, c := range map[string]struct {
		change func(*agora.CreateRoomRequest)
		want   string // empty: it is taken
	}{
		"a name of 64 characters":    {func(r *agora.CreateRoomRequest) { r.RoomName = strings.Repeat("数", 64) }, ""},
		"a name of 65 characters":    {func(r *agora.CreateRoomRequest) { r.RoomName = strings.Repeat("x", 65) }, "RoomName (roomName) has 65 characters"},
		"an unknown type":            {func(r *agora.CreateRoomRequest) { r.RoomType = new(agora.RoomType(99)) }, "RoomType (roomType) is 99, Agora knows 0 2 4 6 10"},
		"a negative type":            {func(r *agora.CreateRoomRequest) { r.RoomType = new(agora.RoomType(-1)) }, "RoomType (roomType) is -1"},
		"a day":                      {func(r *agora.CreateRoomRequest) { r.Duration = 24 * time.Hour }, ""},
		"more than a day":            {func(r *agora.CreateRoomRequest) { r.Duration = 24*time.Hour + time.Second }, "Duration (roomProperties.schedule.duration) is 24h0m1s, Agora takes at most 24h0m0s"},
		"no delay":                   {func(r *agora.CreateRoomRequest) { r.CloseDelay = new(time.Duration(0)) }, ""},
		"a negative delay":           {func(r *agora.CreateRoomRequest) { r.CloseDelay = new(-time.Second) }, "CloseDelay (roomProperties.schedule.closeDelay) is -1s: must not be negative"},
		"nobody on stage":            {func(r *agora.CreateRoomRequest) { r.MaxAccept = new(0) }, ""},
		"fewer than nobody on stage": {func(r *agora.CreateRoomRequest) { r.MaxAccept = new(-1) }, "MaxAccept (roomProperties.processes.handsUp.maxAccept) is negative"},
		"the audience":               {func(r *agora.CreateRoomRequest) { r.DefaultAcceptRole = new("audience") }, ""},
		"no role":                    {func(r *agora.CreateRoomRequest) { r.DefaultAcceptRole = new("") }, ""},
		"another role":               {func(r *agora.CreateRoomRequest) { r.DefaultAcceptRole = new("host") }, `DefaultAcceptRole (roomProperties.processes.handsUp.defaultAcceptRole) is "host"`},
		"an end":                     {func(r *agora.CreateRoomRequest) { r.HostingScene = &agora.HostingScene{FinishType: new(1)} }, ""},
		"an unknown end":             {func(r *agora.CreateRoomRequest) { r.HostingScene = &agora.HostingScene{FinishType: new(2)} }, "HostingScene.FinishType (roomProperties.hostingScene.finishType) is 2"},
		"a role by its name": {func(r *agora.CreateRoomRequest) {
			r.RoleConfig = map[string]agora.RoleConfig{"student": {Limit: new(1)}}
		}, `RoleConfig["student"] (roleConfig.student) is not the number of a role`},
		"a negative limit": {func(r *agora.CreateRoomRequest) { r.RoleConfig = map[string]agora.RoleConfig{"2": {Limit: new(-1)}} }, `RoleConfig["2"].Limit (roleConfig.2.limit) is negative`},
		"a small cloud classroom": {func(r *agora.CreateRoomRequest) {
			r.RoomType, r.RoleConfig = new(agora.RoomTypeSmallCloud), smallCloud(49, true, true, true)
		}, ""},
		"one without its roles": {func(r *agora.CreateRoomRequest) { r.RoomType = new(agora.RoomTypeSmallCloud) }, "RoleConfig (roleConfig) needs for RoomTypeSmallCloud"},
		"one with another limit": {func(r *agora.CreateRoomRequest) {
			r.RoomType, r.RoleConfig = new(agora.RoomTypeSmallCloud), smallCloud(50, true, true, true)
		}, "needs for RoomTypeSmallCloud"},
		"one whose stream is off": {func(r *agora.CreateRoomRequest) {
			r.RoomType, r.RoleConfig = new(agora.RoomTypeSmallCloud), smallCloud(49, false, true, true)
		}, "needs for RoomTypeSmallCloud"},
		"one whose video is off": {func(r *agora.CreateRoomRequest) {
			r.RoomType, r.RoleConfig = new(agora.RoomTypeSmallCloud), smallCloud(49, true, false, true)
		}, "needs for RoomTypeSmallCloud"},
		"one whose sound is off": {func(r *agora.CreateRoomRequest) {
			r.RoomType, r.RoleConfig = new(agora.RoomTypeSmallCloud), smallCloud(49, true, true, false)
		}, "needs for RoomTypeSmallCloud"},
		"one without a stream": {func(r *agora.CreateRoomRequest) {
			r.RoomType, r.RoleConfig = new(agora.RoomTypeSmallCloud), map[string]agora.RoleConfig{"2": {Limit: new(49)}}
		}, "needs for RoomTypeSmallCloud"},
		"one with the roles of teachers": {func(r *agora.CreateRoomRequest) {
			r.RoomType, r.RoleConfig = new(agora.RoomTypeSmallCloud), map[string]agora.RoleConfig{"1": {Limit: new(49)}}
		}, "needs for RoomTypeSmallCloud"},
	} {
		t.Run(name, func(t *testing.T) {
			srv.ClearRequests()
			in := &agora.CreateRoomRequest{RoomUUID: name, RoomName: "R", RoomType: new(agora.RoomTypeSmall)}
			c.change(in)
			err := client.Rooms.Create(ctx, in)
			if c.want == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, c.want)
			assert.Empty(t, srv.Requests())
		})
	}
	err := client.Rooms.SetStatus(ctx, &agora.SetRoomStatusRequest{RoomUUID: "r", Status: new(agora.RoomStatus(4))})
	assert.ErrorContains(t, err, "Status (state) is 4, Agora knows 0 1 2 3")
	srv.ClearRequests()
	err = client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "R", RoomType: new(agora.RoomType(7))}, classcloud.WithoutChecks())
	require.NoError(t, err, "what a later document allows can be sent")
	assert.Len(t, srv.Requests(), 1)
}

func TestRecordingsOutsideOfTheDocumentedRanges(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	for name, c := range map[string]struct {
		web  agora.WebRecording
		want string // empty: it is taken
	}{
		"the least":              {agora.WebRecording{VideoBitrate: 50, VideoFPS: 5, VideoWidth: 480, VideoHeight: 480, MaxDuration: time.Hour}, ""},
		"the most":               {agora.WebRecording{VideoBitrate: 8000, VideoFPS: 60, AudioProfile: 2, VideoWidth: 1920, VideoHeight: 1080, MaxDuration: 720 * time.Hour}, ""},
		"upright":                {agora.WebRecording{VideoWidth: 1080, VideoHeight: 1920}, ""},
		"off":                    {agora.WebRecording{PublishRTMP: new(false), OnHold: new(false)}, ""},
		"too few bits":           {agora.WebRecording{VideoBitrate: 49}, "Web.VideoBitrate (webRecordConfig.videoBitrate) is 49, Agora takes 50 to 8000"},
		"too many bits":          {agora.WebRecording{VideoBitrate: 8001}, "videoBitrate"},
		"too few frames":         {agora.WebRecording{VideoFPS: 4}, "videoFps"},
		"too many frames":        {agora.WebRecording{VideoFPS: 999}, "Web.VideoFPS (webRecordConfig.videoFps) is 999, Agora takes 5 to 60"},
		"negative frames":        {agora.WebRecording{VideoFPS: -1}, "videoFps"},
		"an unknown profile":     {agora.WebRecording{AudioProfile: 3}, "audioProfile"},
		"too narrow":             {agora.WebRecording{VideoWidth: 479}, "videoWidth"},
		"too wide":               {agora.WebRecording{VideoWidth: 1921}, "videoWidth"},
		"too low":                {agora.WebRecording{VideoHeight: 479}, "videoHeight"},
		"too high":               {agora.WebRecording{VideoHeight: 1921}, "videoHeight"},
		"too large":              {agora.WebRecording{VideoWidth: 1920, VideoHeight: 1081}, "times VideoHeight is 1920 x 1081 pixels"},
		"too large by default":   {agora.WebRecording{VideoHeight: 1621}, "times VideoHeight is 1280 x 1621 pixels"},
		"too long":               {agora.WebRecording{MaxDuration: 721 * time.Hour}, "maxRecordingHour"},
		"not in whole hours":     {agora.WebRecording{MaxDuration: 90 * time.Minute}, "not a whole number of hours"},
		"a page without a host":  {agora.WebRecording{URL: "example.com/x"}, "Web.URL (webRecordConfig.url) is not an http or https address"},
		"a root without a host":  {agora.WebRecording{RootURL: "/x"}, "Web.RootURL (webRecordConfig.rootUrl) is not an http or https address"},
		"a page of another kind": {agora.WebRecording{URL: "ftp://example.com/x"}, "is not an http or https address"},
	} {
		t.Run(name, func(t *testing.T) {
			srv.ClearRequests()
			if c.web.URL == "" && c.web.RootURL == "" {
				c.web.RootURL = "https://example.com/class"
			}
			_, err := client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r", Mode: agora.RecordingModeWeb, Web: &c.web})
			if c.want == "" {
				require.NoError(t, err)
				require.NoError(t, client.Recordings.Stop(t.Context(), "r"))
				return
			}
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, c.want)
			assert.Empty(t, srv.Requests())
		})
	}
	for want, in := range map[string]agora.StartRecordingRequest{
		`Mode (mode) is "Web"`:                                               {Mode: "Web"},
		"Web (webRecordConfig) needs RecordingModeWeb":                       {Web: &agora.WebRecording{RootURL: "https://example.com"}},
		"Web (webRecordConfig) needs URL or RootURL with RecordingModeWeb":   {Mode: agora.RecordingModeWeb, Web: &agora.WebRecording{VideoFPS: 5}},
		"BackupCount (backupCount) is negative":                              {BackupCount: -1},
		"RetryTimeout (retryTimeout) is -1s: must not be negative":           {RetryTimeout: -time.Second},
		"RetryTimeout (retryTimeout) is 1.5s, not a whole number of seconds": {RetryTimeout: 1500 * time.Millisecond},
	} {
		in.RoomUUID = "r"
		_, err := client.Recordings.Start(t.Context(), &in)
		assert.ErrorContains(t, err, want)
	}
	srv.ClearRequests()
	_, err := client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r", Mode: agora.RecordingModeWeb,
		Web: &agora.WebRecording{RootURL: "https://example.com", PublishRTMP: new(false), OnHold: new(false)}})
	require.NoError(t, err)
	assert.Contains(t, string(srv.Requests()[0].Body), `"publishRtmp":"false","onhold":false`)
}

func TestIDsInBodiesAreCheckedToo(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	for id, says := range map[string]string{"a/b": "holds '/'", "小明": "holds '小'", "*": "holds '*'", strings.Repeat("x", 65): "has 65 bytes, Agora takes at most 64", "..": `is "..", which no path can hold`} {
		err := client.Groups.Start(t.Context(), &agora.StartGroupsRequest{RoomUUID: "r", Groups: []agora.RoomGroup{{GroupUUID: id, Users: []agora.GroupUser{{UserUUID: id}}}}})
		assert.ErrorContains(t, err, "Groups[0].GroupUUID (groups[0].groupUuid) "+says)
		assert.ErrorContains(t, err, "Groups[0].Users[0].UserUUID (groups[0].users[0].userUuid) "+says)
		err = client.Widgets.Set(t.Context(), &agora.SetWidgetRequest{RoomUUID: "r", WidgetUUID: "w", OwnerUserUUID: id})
		assert.ErrorContains(t, err, "OwnerUserUUID (ownerUserUuid) "+says)
		client, err := agora.New(agora.Credentials{AppID: keys.AppID, Token: "t", UID: id}, agora.WithRegion(agora.RegionCN))
		assert.ErrorContains(t, err, "Credentials.UID "+says)
		assert.Nil(t, client)
	}
	assert.Empty(t, srv.Requests())
	err := client.Groups.Start(t.Context(), &agora.StartGroupsRequest{RoomUUID: "r", Groups: []agora.RoomGroup{{Users: []agora.GroupUser{{UserUUID: "u"}}}}})
	assert.Equal(t, agora.CodeRoomNotFound.Error(), clienttest.AsError(t, err).Err.Error(), "a group needs no id")
}

// What Agora makes of a breakout room or a user that is named twice is not known.
func TestBreakoutRoomsThatAreNamedTwice(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	err := client.Groups.Start(t.Context(), &agora.StartGroupsRequest{RoomUUID: "r", Groups: []agora.RoomGroup{
		{GroupUUID: "g", Users: []agora.GroupUser{{UserUUID: "u"}}}, {Users: []agora.GroupUser{{UserUUID: "v"}, {UserUUID: "u"}}}, {GroupUUID: "g", Users: []agora.GroupUser{{UserUUID: "w"}}},
		{Users: []agora.GroupUser{{UserUUID: "x"}}},
	}})
	e := clienttest.AsError(t, err)
	require.Len(t, e.Fields, 2)
	assert.Equal(t, "Groups[1].Users[1].UserUUID (groups[1].users[1].userUuid) is in Groups[0] already", e.Fields[0].String())
	assert.Equal(t, "Groups[2].GroupUUID (groups[2].groupUuid) is that of Groups[0]", e.Fields[1].String())
	assert.Empty(t, srv.Requests())
}

func TestNewParametersGoIntoRoomProperties(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	hook := map[string]any{"url": "https://example.com/hook"}
	in := func(id string) *agora.CreateRoomRequest {
		return &agora.CreateRoomRequest{RoomUUID: id, RoomName: "R", RoomType: new(agora.RoomTypeSmall), Duration: time.Hour}
	}
	byExtra := in("extra")
	byExtra.Extra = map[string]any{"roomProperties": map[string]any{"webhookConfig": hook}}
	require.NoError(t, client.Rooms.Create(t.Context(), byExtra))
	require.NoError(t, client.Rooms.Create(t.Context(), in("param"), classcloud.WithParam("roomProperties.webhookConfig", hook)))
	for _, id := range []string{"extra", "param"} {
		room, err := client.Rooms.Get(t.Context(), id)
		require.NoError(t, err)
		assert.Equal(t, agora.CallbackConfig{"url": "https://example.com/hook"}, room.Properties.CallbackConfig)
		assert.Equal(t, time.Hour, room.Properties.Schedule.Duration, "beside the typed members")
	}
	srv.ClearRequests()
	for name, want := range map[string]string{
		"roomProperties.schedule.duration": "use Duration", "roomProperties.flexProps.x": "use Properties", "roomProperties.flexProps": "use Properties", "webhook.Config": "has a dot",
	} {
		assert.ErrorContains(t, client.Rooms.Create(t.Context(), in("r"), classcloud.WithParam(name, hook)), want)
	}
	assert.Empty(t, srv.Requests())
}
