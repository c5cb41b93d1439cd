package classin_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestViewersOfAReplay(t *testing.T) {
	ctx, srv := t.Context(), classintest.NewServer()
	defer srv.Close()
	c, known := srv.Client(), srv.Defaults()
	srv.AddStudent(known.CourseID, 1002002)
	srv.AddUser(1002009)
	start := srv.Now().Add(time.Hour).Truncate(time.Second)
	made, err := c.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{CourseID: known.CourseID, Name: "Lesson", TeacherUID: classin.UID(known.TeacherUID),
		StartTime: start, EndTime: start.Add(time.Hour), Record: new(true), RecordingType: new(classin.RecordingTypeClassroom), Live: new(false), Replay: new(true)})
	require.NoError(t, err)
	byActivity := &classin.ViewersRequest{CourseID: known.CourseID, ActivityID: made.ActivityID, UIDs: []classin.UID{1002002, 1002009}}
	_, err = c.Recordings.AddViewers(ctx, byActivity)
	assert.ErrorIs(t, err, classin.CodeReplayNeedsEnd)

	now := srv.Now().Add(3 * time.Hour)
	srv.SetClock(func() time.Time { return now })
	c = srv.Client()
	items, err := c.Recordings.RemoveViewers(ctx, &classin.ViewersRequest{CourseID: known.CourseID, ClassID: made.ClassID, UIDs: []classin.UID{1002002}})
	require.NoError(t, err)
	assert.NoError(t, items[0].Err)
	assert.NotContains(t, srv.Viewers(made.ClassID), int64(1002002))
	items, err = c.Recordings.AddViewers(ctx, byActivity)
	require.NoError(t, err)
	require.Len(t, items, 2)
	assert.Equal(t, classin.ViewerRef{UID: 1002002}, items[0].Value)
	assert.NoError(t, items[0].Err)
	assert.ErrorIs(t, items[1].Err, classin.CodeViewerNotInCourse)
	assert.Contains(t, srv.Viewers(made.ClassID), int64(1002002))
	assert.NotContains(t, srv.Viewers(made.ClassID), int64(1002009))

	closed, err := c.Recordings.RemoveAllViewers(ctx, &classin.ReplaysRequest{CourseID: known.CourseID, ActivityIDs: []int64{7, made.ActivityID}})
	require.NoError(t, err)
	assert.ErrorIs(t, closed[0].Err, classin.CodeActivityNotFound)
	assert.Equal(t, classin.ReplayRef{ActivityID: made.ActivityID}, closed[1].Value)
	assert.NoError(t, closed[1].Err)
	assert.Empty(t, srv.Viewers(made.ClassID))
	opened, err := c.Recordings.AddAllViewers(ctx, &classin.ReplaysRequest{CourseID: known.CourseID, ClassIDs: []int64{made.ClassID}})
	require.NoError(t, err)
	assert.Equal(t, classin.ReplayRef{ClassID: made.ClassID}, opened[0].Value)
	assert.Contains(t, srv.Viewers(made.ClassID), known.StudentUID)
}

// What answers the client's own repeat, after a try whose reply was lost, was done by that try.
func TestViewersAfterALostReply(t *testing.T) {
	in := &classin.ViewersRequest{CourseID: 1, ActivityID: 2, UIDs: []classin.UID{3, 4}}
	for code, call := range map[string]func(*classin.Client) ([]classcloud.Item[classin.ViewerRef], error){
		"166": func(c *classin.Client) ([]classcloud.Item[classin.ViewerRef], error) {
			return c.Recordings.AddViewers(t.Context(), in)
		},
		"121609007": func(c *classin.Client) ([]classcloud.Item[classin.ViewerRef], error) {
			return c.Recordings.RemoveViewers(t.Context(), in)
		},
	} {
		reply := `{"code":1,"data":{"successList":["3"],"failedList":[{"uid":4,"code":` + code + `,"msg":"x"}]}}`
		items, err := call(answering(t, says(reply)))
		require.NoError(t, err)
		assert.Error(t, items[1].Err, "the first try is refused")
		lost := true
		items, err = call(answering(t, func(r clienttest.Request) clienttest.Answer {
			if lost {
				lost = false
				return clienttest.Answer{Reset: true}
			}
			return says(reply)(r)
		}))
		require.NoError(t, err)
		assert.NoError(t, items[0].Err)
		assert.NoError(t, items[1].Err, code)
	}
}
