package weclassroom

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestDatedLeavesTheCallersRequestAlone(t *testing.T) {
	start := time.Date(2018, 12, 13, 16, 0, 0, 0, time.UTC) // midnight in Beijing
	in := &CreateLessonBatchRequest{Lessons: []NewLesson{{StartTime: start, EndTime: start.Add(time.Hour), Extra: map[string]any{"x": 1}}}}
	out := in.dated(DateKeyBoth)
	assert.Equal(t, map[string]any{"x": 1}, in.Lessons[0].Extra)
	assert.Equal(t, map[string]any{"x": 1, "createDate": derivedDate("2018-12-14"), "creatDate": derivedDate("2018-12-14")}, out.Lessons[0].Extra)
	assert.Nil(t, (*CreateLessonBatchRequest)(nil).dated(DateKeyBoth))
}
