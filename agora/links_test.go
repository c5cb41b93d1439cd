package agora_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestLaunchURL(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: "a&b =#1", RoomName: "R", RoomType: new(agora.RoomTypeSmall)}))
	link, err := client.LaunchURL(t.Context(), &agora.LaunchURLRequest{
		PageURL: "https://school.example/class/?theme=dark%20blue#/live", RoomUUID: "a&b =#1", RoomName: "数学 1+1", RoomType: new(agora.RoomTypeSmall),
		UserUUID: "u~1", UserName: "Tom & Jerry", Role: agora.RoleStudent, Language: "zh", Pretest: true, Lifetime: time.Hour,
	})
	require.NoError(t, err)
	assert.NotContains(t, link, "+", "no page has to know that + is a space")
	page, err := url.Parse(link)
	require.NoError(t, err)
	assert.Equal(t, "https://school.example/class/", page.Scheme+"://"+page.Host+page.Path)
	assert.Equal(t, "/live", page.Fragment)
	query := page.Query()
	token := query.Get("rtmToken")
	query.Del("rtmToken")
	assert.Equal(t, url.Values{"theme": {"dark blue"}, "userUuid": {"u~1"}, "userName": {"Tom & Jerry"}, "roomUuid": {"a&b =#1"}, "roomName": {"数学 1+1"}, "roleType": {"2"},
		"roomType": {"4"}, "pretest": {"true"}, "language": {"zh"}, "appId": {srv.Credentials().AppID}}, query)
	user := newClient(t, srv, clock, agora.Credentials{AppID: srv.Credentials().AppID, Token: token})
	_, err = user.Rooms.Get(t.Context(), "a&b =#1")
	assert.NoError(t, err, "the token opens the room")
	clock.Advance(time.Hour + time.Second)
	_, err = user.Rooms.Get(t.Context(), "a&b =#1")
	assert.ErrorIs(t, err, classcloud.Unauthenticated, "as long as was said")
}

func TestRecordingPageURL(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	in := &agora.RecordingPageURLRequest{PageURL: "https://school.example/record", RoomUUID: "r", RoomType: new(agora.RoomTypeOneToOne), RecorderUUID: "recorder", Language: "en"}
	link, err := client.RecordingPageURL(t.Context(), in)
	require.NoError(t, err)
	page, err := url.Parse(link)
	require.NoError(t, err)
	query := page.Query()
	assert.NotEmpty(t, query.Get("rtmToken"))
	query.Del("rtmToken")
	assert.Equal(t, url.Values{"userUuid": {"recorder"}, "roomUuid": {"r"}, "roleType": {"0"}, "roomType": {"0"}, "pretest": {"false"}, "language": {"en"}, "appId": {srv.Credentials().AppID}}, query)
	in.RoomName, in.RecorderName = "R", "the recorder"
	link, err = client.RecordingPageURL(t.Context(), in)
	require.NoError(t, err)
	assert.Contains(t, link, "&userName=the%20recorder&roomUuid=r&roomName=R&")
	_, err = client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r", Mode: agora.RecordingModeWeb, Web: &agora.WebRecording{URL: link}})
	require.NoError(t, err)
	recordings, err := client.Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r"})
	require.NoError(t, err)
	assert.Equal(t, strings.SplitN(link, "?", 2)[1], recordings.Recordings[0].WebURLQuery)
}

func TestLinksThatAreRefused(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	right := agora.LaunchURLRequest{PageURL: "https://school.example/", RoomUUID: "r", RoomName: "R", RoomType: new(agora.RoomTypeSmall), UserUUID: "u", UserName: "U", Role: agora.RoleTeacher, Language: "en"}
	for want, change := range map[string]func(*agora.LaunchURLRequest){
		"PageURL is required":                            func(r *agora.LaunchURLRequest) { r.PageURL = "" },
		"PageURL is not an http or https address":        func(r *agora.LaunchURLRequest) { r.PageURL = "javascript:alert(1)" },
		"PageURL (roomUuid) has a roomUuid in its query": func(r *agora.LaunchURLRequest) { r.PageURL += "?roomUuid=x" },
		"RoomUUID (roomUuid) is empty":                   func(r *agora.LaunchURLRequest) { r.RoomUUID = "" },
		"RoomUUID (roomUuid) holds '/'":                  func(r *agora.LaunchURLRequest) { r.RoomUUID = "a/b" },
		"UserUUID (userUuid) is empty":                   func(r *agora.LaunchURLRequest) { r.UserUUID = "" },
		"RoomType (roomType) is required":                func(r *agora.LaunchURLRequest) { r.RoomType = nil },
		"RoomType (roomType) is 5":                       func(r *agora.LaunchURLRequest) { r.RoomType = new(agora.RoomType(5)) },
		"RoomName (roomName) is required":                func(r *agora.LaunchURLRequest) { r.RoomName = "" },
		"UserName (userName) is required":                func(r *agora.LaunchURLRequest) { r.UserName = "" },
		"Role (roleType) is 0, want RoleTeacher (1)":     func(r *agora.LaunchURLRequest) { r.Role = 0 },
		"Role (roleType) is 9":                           func(r *agora.LaunchURLRequest) { r.Role = 9 },
		"Language (language) is required":                func(r *agora.LaunchURLRequest) { r.Language = "" },
		"UserName (userName) is not valid UTF-8":         func(r *agora.LaunchURLRequest) { r.UserName = "\xff" },
		"RoomName (roomName) is not valid UTF-8":         func(r *agora.LaunchURLRequest) { r.RoomName = "a\xc3" },
		"token lifetime is 25h0m0s":                      func(r *agora.LaunchURLRequest) { r.Lifetime = 25 * time.Hour },
	} {
		in := right
		change(&in)
		link, err := client.LaunchURL(t.Context(), &in)
		assert.Empty(t, link)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, want)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
	}
	_, err := client.LaunchURL(t.Context(), nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = client.RecordingPageURL(t.Context(), nil)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = client.RecordingPageURL(t.Context(), &agora.RecordingPageURLRequest{PageURL: "https://school.example/", RoomUUID: "r", Language: "en", RoomType: new(agora.RoomTypeSmall)})
	assert.ErrorContains(t, err, "RecorderUUID (userUuid) is empty")
	_, err = newClient(t, srv, clock, agora.Credentials{AppID: keys.AppID, Token: "t"}).LaunchURL(t.Context(), &right)
	assert.ErrorIs(t, err, classcloud.FailedPrecondition)
	for _, make := range []func(c *agora.Client) error{
		func(c *agora.Client) error { _, err := c.LaunchURL(t.Context(), &right); return err },
		func(c *agora.Client) error {
			_, err := c.RecordingPageURL(t.Context(), &agora.RecordingPageURLRequest{})
			return err
		},
	} {
		assert.ErrorContains(t, make(&agora.Client{}), "New")
		assert.ErrorContains(t, make(nil), "New")
	}
}
