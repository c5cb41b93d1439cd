package agoratest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func TestTheClientReachesTheServer(t *testing.T) {
	own := agora.Credentials{AppID: appID, Certificate: certificate}
	server := agoratest.NewServer(agoratest.WithCredentials(own))
	defer server.Close()
	assert.Equal(t, own, server.Credentials())
	client := server.Client()
	room := &agora.CreateRoomRequest{RoomUUID: "a b#1", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}
	require.NoError(t, client.Rooms.Create(t.Context(), room))
	require.Len(t, server.Rooms(), 1)
	assert.Equal(t, "a b#1", server.Rooms()[0].RoomUUID)
}

func TestTheClientLivesOnTheServersClock(t *testing.T) {
	c := newCloud(t)
	client := c.Client()
	for _, id := range []string{"class-1", "class-2"} {
		room := &agora.CreateRoomRequest{RoomUUID: id, RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}
		require.NoError(t, client.Rooms.Create(t.Context(), room))
		c.clock.Advance(48 * time.Hour)
	}
}

func TestClientPanicsOnABadOption(t *testing.T) {
	c := newCloud(t)
	assert.Panics(t, func() { c.Client(agora.WithRegion("nowhere")) })
}

// The client and the server were written independently from the document, so where they agree they follow it.
func TestTheClientAndTheServerAgree(t *testing.T) {
	for name, opts := range map[string][]agoratest.Option{"dotted": nil, "nested": {agoratest.WithNestedWidgetChanges()}} {
		t.Run(name, func(t *testing.T) {
			server := agoratest.NewServer(opts...)
			defer server.Close()
			client, ctx := server.Client(), t.Context()
			require.NoError(t, client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "a b#1", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}))
			require.NoError(t, server.AddStudents("a b#1", "alice"))
			changes := agora.Properties{}.Replace("quiz", map[string]any{"q1": 5, "q2": 6})
			require.NoError(t, client.Rooms.SetProperties(ctx, &agora.SetPropertiesRequest{RoomUUID: "a b#1", Properties: changes}))
			changes = agora.Properties{}.Merge("quiz", map[string]any{"q1": 7})
			require.NoError(t, client.Rooms.SetProperties(ctx, &agora.SetPropertiesRequest{RoomUUID: "a b#1", Properties: changes}))
			require.NoError(t, client.Rooms.DeleteProperties(ctx, &agora.DeletePropertiesRequest{RoomUUID: "a b#1", Properties: []string{"quiz.q2"}}))
			require.NoError(t, client.Members.SetProperties(ctx, &agora.SetMemberPropertiesRequest{RoomUUID: "a b#1", UserUUID: "alice", Properties: changes}))
			require.NoError(t, client.Widgets.Set(ctx, &agora.SetWidgetRequest{
				RoomUUID: "a b#1", WidgetUUID: agora.WidgetQuiz, Status: new(agora.WidgetStatusOn),
				Properties: agora.Properties{"popupQuizId": "q", "correctItems": []string{"A"}, "answerState": 1},
			}))
			require.NoError(t, client.Widgets.SetUserProperties(ctx, &agora.SetWidgetUserPropertiesRequest{
				RoomUUID: "a b#1", WidgetUUID: agora.WidgetQuiz, UserUUID: "alice",
				Properties: agora.Properties{"popupQuizId": "q", "selectedItems": []string{"A"}, "isCorrect": true},
			}))
			require.NoError(t, client.Groups.Start(ctx, &agora.StartGroupsRequest{RoomUUID: "a b#1", Groups: []agora.RoomGroup{{GroupName: "One", Users: []agora.GroupUser{{UserUUID: "alice"}}}}}))
			require.NoError(t, client.Groups.Stop(ctx, "a b#1"))

			room, err := client.Rooms.Get(ctx, "a b#1")
			require.NoError(t, err)
			assert.Equal(t, agora.RoomTypeSmall, room.Properties.RoomType)
			assert.Equal(t, map[string]any{"q1": json.Number("7")}, room.Properties.Properties["quiz"])
			member, err := client.Members.Get(ctx, &agora.GetMemberRequest{RoomUUID: "a b#1", UserUUID: "alice"})
			require.NoError(t, err)
			assert.True(t, member.Online)
			assert.Equal(t, agora.RoleStudent, member.Role)
			assert.NotEmpty(t, member.Properties["quiz"])
			quizzes, err := client.Widgets.ListQuizEvents(ctx, &agora.ListAnswerEventsRequest{RoomUUID: "a b#1", PageSize: 10})
			require.NoError(t, err)
			require.Len(t, quizzes.Events, 2)
			assert.Equal(t, "q", quizzes.Events[0].Change.QuizID)
			assert.Equal(t, []string{"A"}, quizzes.Events[1].Change.SelectedItems)

			events, err := client.Events.Poll(ctx)
			require.NoError(t, err)
			require.Len(t, events, 3)
			page, err := client.Events.List(ctx, &agora.ListEventsRequest{RoomUUID: "a b#1"})
			require.NoError(t, err)
			assert.Equal(t, events, page.Events)
			for _, e := range events {
				assert.Empty(t, e.Problem)
				assert.NotNil(t, e.Data)
			}
		})
	}
}
