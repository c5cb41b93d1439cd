package classin_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
)

// sentOf is the body of the one call that is made.
func sentOf(t *testing.T, call func(context.Context, *classin.Client) error) map[string]any {
	t.Helper()
	client, stub := stubbed(t, says(`{"code":100}`))
	_ = call(t.Context(), client)
	var sent map[string]any
	require.NoError(t, json.Unmarshal([]byte(stub.Requests()[0].Body), &sent))
	return sent
}

func TestSensesOfV2(t *testing.T) {
	start := time.Unix(1700000000, 0)
	for _, on := range []bool{false, true} {
		wire := 0.0
		if on {
			wire = 1
		}
		sent := sentOf(t, func(ctx context.Context, c *classin.Client) error {
			_, err := c.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 1, StartTime: start,
				EndTime: start.Add(time.Hour), AutoOnStage: &on, AllowCheck: &on, Seats: new(1)})
			return err
		})
		assert.Equal(t, wire, sent["isAutoOnstage"], "0 no, 1 yes")
		assert.Equal(t, wire, sent["isAllowCheck"])
		assert.EqualValues(t, 1, sent["seatNum"], "the teacher alone")
		sent = sentOf(t, func(ctx context.Context, c *classin.Client) error {
			_, err := c.DoubleTeacherClasses.Update(ctx, &classin.UpdateDoubleTeacherClassRequest{CourseID: 1, ClassID: 1, AutoOnStage: &on})
			return err
		})
		assert.Equal(t, wire+1, sent["isAutoOnstage"], "1 no, 2 yes")
		sent = sentOf(t, func(ctx context.Context, c *classin.Client) error {
			return c.School.UpdateSettings(ctx, &classin.UpdateSchoolRequest{AllowReplay: &on})
		})
		assert.Equal(t, map[string]any{"allowViewReplay": wire}, sent)
	}
	sent := sentOf(t, func(ctx context.Context, c *classin.Client) error {
		_, err := c.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 1, StartTime: start, EndTime: start.Add(time.Hour)})
		return err
	})
	for _, unset := range []string{"unitId", "isAutoOnstage", "seatNum", "recordState", "assistantUids"} {
		assert.NotContains(t, sent, unset)
	}
}
