package baijiayun_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestAReplyAboutSomethingElseIsAWarning(t *testing.T) {
	for name, test := range map[string]struct {
		data, warning string
		call          func(context.Context, *baijiayun.Client) error
	}{
		"a room": {`{"room_id":"6"}`, "the reply is about the room_id 6, and 5 was asked for", func(ctx context.Context, c *baijiayun.Client) error {
			room, err := c.Rooms.Get(ctx, 5)
			assert.Equal(t, int64(6), room.RoomID, "what came is the result")
			return err
		}},
		"a video": {`{"video_id":6}`, "the reply is about the video_id 6, and 5 was asked for", func(ctx context.Context, c *baijiayun.Client) error {
			_, err := c.Videos.Get(ctx, 5)
			return err
		}},
		"a token": {`{"token":"t","room_id":6}`, "the reply is about the room_id 6, and 5 was asked for", func(ctx context.Context, c *baijiayun.Client) error {
			_, err := c.Playbacks.GetToken(ctx, &baijiayun.GetPlaybackTokenRequest{RoomID: 5, Lifetime: new(time.Hour)})
			return err
		}},
		"what was removed": {`{"fid":6}`, "the reply is about the fid 6, and 5 was asked for", func(ctx context.Context, c *baijiayun.Client) error {
			return c.Rooms.RemoveDocument(ctx, &baijiayun.RemoveRoomDocumentRequest{RoomID: 1, FID: 5})
		}},
		"a command that failed": {`false`, "the reply says success beside data false, which no document explains: look whether it was done", func(ctx context.Context, c *baijiayun.Client) error {
			return c.Rooms.Delete(ctx, 5)
		}},
		"a command": {`null`, "", func(ctx context.Context, c *baijiayun.Client) error {
			return c.Rooms.Delete(ctx, 5)
		}},
		"a status is not an id": {`{"video_id":5,"status":100}`, "", func(ctx context.Context, c *baijiayun.Client) error {
			return c.Videos.SetPublishStatus(ctx, &baijiayun.SetVideoPublishStatusRequest{VideoID: 5, PublishStatus: baijiayun.PublishStatusShown})
		}},
		"the one that was asked for": {`{"room_id":"5"}`, "", func(ctx context.Context, c *baijiayun.Client) error {
			_, err := c.Rooms.Get(ctx, 5)
			return err
		}},
		"a code": {`{"exist":true,"code_info":{"code":"zzz999","room_id":1,"user_number":1}}`, "the reply is about another code than was asked for", func(ctx context.Context, c *baijiayun.Client) error {
			_, err := c.JoinCodes.Get(ctx, "abc123")
			return err
		}},
		"fewer groups": {`{"admin":[{"group_id":1,"code":"a"}],"student":[{"group_id":1,"code":"b"}]}`, "the reply names 1 groups, and 3 were asked for: look at Groups.GetCodes",
			func(ctx context.Context, c *baijiayun.Client) error {
				_, err := c.Groups.CreateCodes(ctx, &baijiayun.CreateGroupCodesRequest{RoomID: 5, Number: 3})
				return err
			}},
		"all groups": {`{"admin":[],"student":[{"group_id":1,"code":"b"},{"group_id":2,"code":"c"}]}`, "",
			func(ctx context.Context, c *baijiayun.Client) error {
				_, err := c.Groups.CreateCodes(ctx, &baijiayun.CreateGroupCodesRequest{RoomID: 5, Number: 2})
				return err
			}},
		"fewer students": {`{"assist_teacher_list":{"id":1},"class_list":{"id":2},"student_list":[{"student_id":1,"id":3}]}`,
			"the reply does not name Students[1]: ClassRosters.Get shows who is saved", func(ctx context.Context, c *baijiayun.Client) error {
				_, err := c.ClassRosters.Save(ctx, &baijiayun.SaveClassRosterRequest{AssistantID: 2, AssistantName: "n", AssistantPhone: "1", ClassID: 3, ClassName: "c", Origin: "o",
					Students: []baijiayun.RosterStudent{{StudentID: 1, Name: "s"}, {StudentID: 2, Name: "t"}}})
				return err
			}},
	} {
		t.Run(name, func(t *testing.T) {
			var warnings []string
			client := stubbed(t, answers(test.data), classcloud.OnWarning(func(_ classcloud.Operation, w classcloud.Warning) { warnings = append(warnings, w.Message) }))
			require.NoError(t, test.call(t.Context(), client))
			if test.warning == "" {
				assert.Empty(t, warnings)
				return
			}
			assert.Equal(t, []string{test.warning}, warnings)
		})
	}
}

// A code that exists has a room, and one that does not has none.
func TestACodeThatIsNobodys(t *testing.T) {
	for data, problem := range map[string]string{
		`{"exist":true,"code_info":[]}`:   "/code_info: is missing from a code that exists",
		`{"exist":1}`:                     "/code_info: is missing from a code that exists",
		`{"exist":"true","code_info":""}`: "/code_info: is missing from a code that exists",
		`{"exist":false,"code_info":{"code":"abc123","room_id":5,"user_number":1}}`: "/exist: says no, beside the room and the user of a code",
	} {
		info, err := stubbed(t, answers(data)).JoinCodes.Get(t.Context(), "abc123")
		e := clienttest.AsError(t, err)
		assert.Equal(t, classcloud.DataLoss, e.Kind, data)
		assert.Contains(t, e.Message, problem)
		assert.Nil(t, info)
	}
	info, err := stubbed(t, answers(`{"exist":false,"code_info":[]}`)).JoinCodes.Get(t.Context(), "abc123")
	require.NoError(t, err)
	assert.False(t, info.Exists)
}

// The room of a key is that room, and no other that the vendor answers about.
func TestEnsureRefusesAnotherRoom(t *testing.T) {
	client := stubbed(t, answers(`{"room_id":6}`))
	start := clienttest.NewClock().Now()
	_, err := client.Rooms.Ensure(t.Context(), &baijiayun.EnsureRoomRequest{Journal: &classcloud.MemoryJournal{}, Key: "k", RoomID: 5,
		Room: baijiayun.CreateRoomRequest{Title: "x", StartTime: start, EndTime: start.Add(time.Hour)}}, classcloud.WithoutChecks())
	assert.ErrorContains(t, err, "the vendor answered about the room 6, and 5 was asked for")
}

// A room that the journal knows was made, whatever room the vendor answers about later.
func TestEnsureOfARoomThatAnswersAsAnother(t *testing.T) {
	e := newEnsured(t)
	_, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
	require.NoError(t, err)
	for _, body := range []string{`{"code":0,"data":{"room_id":6}}`, `{"code":0,"data":{"room_id":6,"start_time":"soon"}}`} {
		e.Inject("Rooms.Get", baijiayuntest.Fault{Status: 200, Body: body})
		_, err = e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
		failure, is := err.(*classcloud.Error) //nolint:errorlint // itself, and not within another
		require.True(t, is, "%T", err)
		assert.Equal(t, []any{classcloud.DataLoss, classcloud.OutcomeApplied, "lesson-1", true},
			[]any{failure.Kind, failure.Outcome, failure.Key, failure.Repeatable}, body)
	}
}
