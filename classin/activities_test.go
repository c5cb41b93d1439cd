package classin_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestAClassActivityIsNeverDoubled(t *testing.T) {
	s := newSchool(t, nil)
	faults := []classintest.Fault{
		{Apply: true, Reset: true}, {Apply: true, Status: 503}, {Apply: true, Truncate: 3}, {Status: 429}, {Reset: true}, {},
	}
	for n := range 60 {
		s.Inject("Activities.CreateClass", faults[n%len(faults)])
		in := s.activity(fmt.Sprint("Class ", n))
		if n%2 == 0 {
			in.Identity = fmt.Sprint("order-", n)
		}
		class, err := s.Client.Activities.CreateClass(t.Context(), in)
		require.NoError(t, err, "class %d", n)
		assert.False(t, class.Existed, "class %d", n)
		assert.NotZero(t, class.ActivityID)
		assert.NotZero(t, class.ClassID)
		assert.NotEmpty(t, class.Identity)
		s.ClearFaults()
	}
	assert.Len(t, s.Server.Activities(), 60)
	again := s.activity("another name")
	again.Identity = "order-0"
	class, err := s.Client.Activities.CreateClass(t.Context(), again)
	require.NoError(t, err)
	assert.True(t, class.Existed)
	assert.Len(t, s.Server.Activities(), 60)
}

func TestAClassActivityWithoutIdentityIsNotRepeated(t *testing.T) {
	client, stub := stubbed(t, drops(), classin.WithoutIdentity())
	start := time.Unix(1700000000, 0)
	_, err := client.Activities.CreateClass(t.Context(), &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 1, StartTime: start, EndTime: start.Add(time.Hour)})
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Equal(t, 1, stub.Count())
	_, err = client.Activities.CreateClass(t.Context(), nil)
	assert.Error(t, err)
}

// Switching Live on through v2 shows the way to the player, under either of the page's names, and nothing is missed where they are absent.
func TestTheReplyToUpdateClass(t *testing.T) {
	in := &classin.UpdateClassActivityRequest{CourseID: 1, ActivityID: 2, Name: new("x")}
	full := &classin.UpdatedClassActivity{ActivityID: 2, Name: "x", LiveURL: "https://l", LiveURLs: classin.LiveURLs{HLS: "h"}}
	for data, want := range map[string]*classin.UpdatedClassActivity{
		`{"activityId":2,"name":"x","liveUrl":"https://l","liveInfo":{"HLS":"h"}}`:     full,
		`[{"activityId":2,"name":"x","live_url":"https://l","live_info":{"HLS":"h"}}]`: full,
		`{"activityId":"2","name":"x"}`:                                                {ActivityID: 2, Name: "x"},
		`{"activityId":2,"name":"x","liveUrl":"","liveInfo":[]}`:                       {ActivityID: 2, Name: "x"},
		`{"activityId":2,"name":"x","liveUrl":false,"liveInfo":""}`:                    {ActivityID: 2, Name: "x"},
		`[]`: {}, `null`: {}, `{}`: {},
	} {
		var told []string
		client := answering(t, says(`{"code":1,"msg":"","data":`+data+`}`), classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path) }))
		out, err := client.Activities.UpdateClass(t.Context(), in)
		require.NoError(t, err, data)
		assert.Equal(t, want, out, data)
		assert.Empty(t, told, data)
	}
	s := newSchool(t, nil)
	class, err := s.Client.Activities.CreateClass(t.Context(), s.activity("Quiet"))
	require.NoError(t, err)
	assert.Empty(t, class.LiveURL)
	out, err := s.Client.Activities.UpdateClass(t.Context(), &classin.UpdateClassActivityRequest{CourseID: s.Defaults().CourseID, ActivityID: class.ActivityID,
		RecordingType: new(classin.RecordingTypeClassroom), Record: new(true), Live: new(true), Replay: new(false)})
	require.NoError(t, err)
	assert.NotEmpty(t, out.LiveURL)
	assert.NotEmpty(t, out.LiveURLs.FLV)
}
