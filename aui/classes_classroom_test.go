package aui_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/classroom"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// told says events in lines: kind, user and time after eight o'clock.
func told(events []classroom.Event) (lines []string) {
	for _, e := range events {
		at := "?"
		if !e.At.IsZero() {
			at = e.At.Sub(clienttest.NewClock().Now()).String()
		}
		lines = append(lines, fmt.Sprintf("%v %s %v %s", e.Kind, e.User.ID, e.User.Role, at))
	}
	return lines
}

func TestAClassAsClassroomEvents(t *testing.T) {
	clock := clienttest.NewClock()
	srv := auitest.NewServer(auitest.WithClock(clock.Now))
	t.Cleanup(srv.Close)
	client := srv.Client(classcloud.WithClock(clock))
	start := clock.Now()
	class := srv.AddClass(auitest.Class{Title: "math", TeacherID: "t", Status: 1, StartTime: start.Add(time.Minute)})
	srv.AddMember(auitest.Member{ClassID: class.ClassID, UserID: "t", UserName: "Julia", Role: 3, Status: 1, JoinTime: start})
	srv.AddMember(auitest.Member{ClassID: class.ClassID, UserID: "a", Role: 1, Status: 2, JoinTime: start.Add(2 * time.Minute)})
	srv.AddMember(auitest.Member{ClassID: class.ClassID, UserID: "b", Role: 1, Status: 3, JoinTime: start.Add(3 * time.Minute)})
	events, err := client.ClassroomEvents(t.Context(), class.ClassID)
	require.NoError(t, err)
	assert.ElementsMatch(t, []string{"started  unknown 1m0s", "joined t teacher 0s", "joined a student 2m0s", "left a student ?", "joined b student 3m0s", "kicked b student ?"}, told(events))

	again, err := client.ClassroomEvents(t.Context(), class.ClassID)
	require.NoError(t, err)
	ids := map[string]bool{}
	for i, e := range events {
		assert.Equal(t, e.ID, again[i].ID, "the same whenever it is asked")
		assert.False(t, ids[e.ID], "one id, one event")
		ids[e.ID] = true
		assert.Equal(t, [...]string{"aui", class.ClassID}, [...]string{e.Vendor, e.RoomID})
		assert.NotNil(t, e.Raw)
	}

	ended := srv.AddClass(auitest.Class{Title: "art", TeacherID: "t", Status: 2, StartTime: start, EndTime: start.Add(time.Hour), Recorded: true})
	events, err = client.ClassroomEvents(t.Context(), ended.ClassID)
	require.NoError(t, err)
	assert.Equal(t, []string{"started  unknown 0s", "ended  unknown 1h0m0s", "recording ready  unknown ?"}, told(events))
	running := srv.AddClass(auitest.Class{Title: "art", TeacherID: "t", Status: 1, StartTime: start.Add(2 * time.Hour), EndTime: start.Add(time.Hour)})
	events, err = client.ClassroomEvents(t.Context(), running.ClassID)
	require.NoError(t, err)
	assert.Equal(t, []string{"started  unknown 2h0m0s"}, told(events), "it was started again after it ended")
}

func TestAClassWhoseMembersCannotBeRead(t *testing.T) {
	srv := auitest.NewServer()
	t.Cleanup(srv.Close)
	class := srv.AddClass(auitest.Class{Title: "math", TeacherID: "t", Status: 1, StartTime: time.Now()})
	srv.Inject("Members.List", auitest.Fault{Status: 503, Times: -1})
	events, err := srv.Client(classcloud.WithoutRetry()).ClassroomEvents(t.Context(), class.ClassID)
	assert.ErrorIs(t, err, classcloud.Unavailable)
	assert.Len(t, events, 1, "what could be read is there")
	_, err = srv.Client().ClassroomEvents(t.Context(), "nobody")
	assert.ErrorIs(t, err, classcloud.NotFound)
}

// Times are whole seconds: a class that was stopped and started again in one of them goes on.
func TestAClassThatIsStartedAgainInTheSameSecond(t *testing.T) {
	for status, want := range map[int]string{1: "[started]", 2: "[started ended]", 0: "[started ended]"} {
		client, _ := script(t, func(r seen) (int, string) {
			if r.op == "get" {
				return 200, fmt.Sprintf(`{"success":true,"data":{"id":"c1","status":%d,"started_at":"2026/03/02 16:00:00","stopped_at":"2026/03/02 16:00:00"}}`, status)
			}
			return 200, `{"success":true,"data":{"total":0,"members":[]}}`
		})
		events, err := client.ClassroomEvents(t.Context(), "c1")
		require.NoError(t, err)
		var kinds []classroom.Kind
		for _, e := range events {
			kinds = append(kinds, e.Kind)
		}
		assert.Equal(t, want, fmt.Sprint(kinds))
	}
}

// What happened in another class did not happen in this one, and every error is told.
func TestClassroomEventsOfOddReplies(t *testing.T) {
	client, _ := script(t, always(`{"success":true,"data":{"id":"c2","status":1,"started_at":"2026/03/02 16:00:00"}}`))
	events, err := client.ClassroomEvents(t.Context(), "c1")
	assert.Empty(t, events)
	assert.ErrorIs(t, err, classcloud.DataLoss)
	assert.ErrorContains(t, err, `the reply is of the class "c2", not of "c1"`)

	client, _ = script(t, func(r seen) (int, string) {
		if r.op == "get" {
			return 200, `{"success":true,"data":{"id":"c1","status":1,"started_at":"yesterday"}}`
		}
		return 200, `{"success":true,"data":{"total":3,"members":[{"user_id":"a"},null,{"user_id":{}}]}}`
	})
	events, err = client.ClassroomEvents(t.Context(), "c1")
	assert.Len(t, events, 1)
	for _, part := range []string{"/started_at", "/members/1", "/members/2"} {
		assert.ErrorContains(t, err, part)
	}
}
