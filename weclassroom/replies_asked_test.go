package weclassroom_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestRowsThatWereNotAskedForAreAWarning(t *testing.T) {
	for name, test := range map[string]struct {
		data, warning string
		call          func(context.Context, *weclassroom.Client) error
	}{
		"lessons": {`[{"zby_lid":5,"status":1},{"zby_lid":"6","status":1},{"zby_lid":6,"status":1}]`, "the reply has rows that were not asked for: zby_lid 6",
			func(ctx context.Context, c *weclassroom.Client) error {
				_, err := c.Lessons.ListByIDs(ctx, []int64{5})
				return err
			}},
		"videos": {`[{"lesson_id":"5","status":1},{"lesson_id":7.0,"status":1}]`, "the reply has rows that were not asked for: lesson_id 7",
			func(ctx context.Context, c *weclassroom.Client) error {
				_, err := c.Lessons.ListStatusByIDs(ctx, []int64{5})
				return err
			}},
		"stars": {`[{"user_id":1,"award_num":2,"lesson_id":8}]`, "the reply has rows that were not asked for: lesson_id 8",
			func(ctx context.Context, c *weclassroom.Client) error {
				_, err := c.Reports.ListStars(ctx, []int64{5})
				return err
			}},
		"users": {`[{"uid":1,"mobile":13800138000,"role":2},{"uid":2,"mobile":"13900139000","role":2}]`, "the reply has rows that were not asked for: mobile …9000",
			func(ctx context.Context, c *weclassroom.Client) error {
				_, err := c.Users.ListByPhones(ctx, []string{"+86 138 0013 8000"})
				return err
			}},
		"a replay": {`{"lesson_id":"6","name":"x","mp4url":"http://x/a.mp4"}`, "the reply is about the lesson_id 6, and 5 was asked for",
			func(ctx context.Context, c *weclassroom.Client) error {
				_, err := c.Recordings.Get(ctx, 5)
				return err
			}},
		"a command that failed": {`false`, "the reply says success beside data false, which no document explains: look whether it was done",
			func(ctx context.Context, c *weclassroom.Client) error {
				return c.Lessons.Delete(ctx, 5)
			}},
		"nothing that is strange": {`[{"zby_lid":"5","status":1}]`, "",
			func(ctx context.Context, c *weclassroom.Client) error {
				_, err := c.Lessons.ListByIDs(ctx, []int64{5})
				return err
			}},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
				return `{"status":1,"error_code":10000,"msg":"ok","data":` + test.data + `}`
			})
			var warnings []string
			client, err := client.With(classcloud.OnWarning(func(_ classcloud.Operation, w classcloud.Warning) { warnings = append(warnings, w.Message) }))
			require.NoError(t, err)
			require.NoError(t, test.call(t.Context(), client))
			if test.warning == "" {
				assert.Empty(t, warnings)
				return
			}
			assert.Equal(t, []string{test.warning}, warnings)
		})
	}
}
