package verify

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// filled learns replies and fills the parameters of an operation.
func filled(t *testing.T, vendor, operation string, attempt int, replies map[string]string) (map[string]json.RawMessage, []string) {
	t.Helper()
	v, err := vendors.Find(vendor)
	require.NoError(t, err)
	p := newPool(planOf(vendor), v, nil)
	for name, reply := range replies {
		op, err := invoke.Find(v.Operations(), name)
		require.NoError(t, err)
		p.learn(op, nil, []byte(reply))
	}
	op, err := invoke.Find(v.Operations(), operation)
	require.NoError(t, err)
	params, err := invoke.Parameters(v.Zero, op)
	require.NoError(t, err)
	return p.fill(op, params, attempt, time.Date(2026, 1, 15, 8, 0, 0, 0, time.UTC))
}

// A class is looked for in its own course.
func TestIdsThatStoodTogetherStayTogether(t *testing.T) {
	replies := map[string]string{"Courses.List": `{"data":{"courseList":[{"courseId":1},{"courseId":2,"classList":[{"classId":20},{"classId":"21"}]}]}}`}
	for attempt, want := range []string{`{"classId":20,"courseId":2}`, `{"classId":"21","courseId":2}`} {
		values, lacks := filled(t, "classin", "Classes.Get", attempt, replies)
		assert.Empty(t, lacks)
		text, err := json.Marshal(values)
		require.NoError(t, err)
		assert.JSONEq(t, want, string(text))
	}
	_, lacks := filled(t, "classin", "Classes.Get", 2, replies)
	assert.NotEmpty(t, lacks)
}

func TestNamesAreOneInAllForms(t *testing.T) {
	values, lacks := filled(t, "baijiayun", "Videos.GetTokens", 0, map[string]string{"Videos.List": `{"data":{"list":[{"video_id":"7"}]}}`})
	assert.Empty(t, lacks)
	assert.JSONEq(t, `["7"]`, string(values["video_ids"]))
	values, _ = filled(t, "aui", "Meetings.Get", 0, map[string]string{"Classes.List": `{"data":[{"id":"c","meeting_id":"m"}]}`})
	assert.JSONEq(t, `"m"`, string(values["id"]), "an id without a name is the service's own")
	values, _ = filled(t, "weclassroom", "Reports.ListEventCounts", 0, map[string]string{"Lessons.ListStatusByTime": `{"data":[{"lesson_id":5}]}`})
	assert.JSONEq(t, `5`, string(values["lid"]))
	assert.NotEmpty(t, values["event_type"], "the first that has a name")
}

func TestTimesAreWithinOneDayOfBeijing(t *testing.T) {
	values, lacks := filled(t, "baijiayun", "Reports.ListPeakUsers", 0, map[string]string{"Rooms.List": `{"data":{"list":[{"room_id":7}]}}`})
	assert.Empty(t, lacks)
	assert.JSONEq(t, `"2026-01-14T00:00:00+08:00"`, string(values["start_time"]))
	assert.JSONEq(t, `"2026-01-14T23:59:00+08:00"`, string(values["end_time"]))
	values, _ = filled(t, "baijiayun", "Usage.ListDailyPeaks", 0, nil)
	assert.JSONEq(t, `"2026-01-12"`, string(values["start_date"]))
	assert.JSONEq(t, `"2026-01-14"`, string(values["end_date"]))
}

// What no parameter is named after is not kept, and what is kept is bounded.
func TestOnlyIdsAreKept(t *testing.T) {
	v, err := vendors.Find("baijiayun")
	require.NoError(t, err)
	op, err := invoke.Find(v.Operations(), "Rooms.List")
	require.NoError(t, err)
	p := newPool(planOf("baijiayun"), v, nil)
	p.learn(op, nil, []byte(`{"data":{"list":[{"room_id":7,"title":"Grammar","user_name":"张三","access_key":"k","sign":"s"}]}}`))
	assert.Equal(t, []map[string]string{{"roomid": "7"}}, p.known)
	p.known = nil
	p.learn(op, nil, []byte(`{"data":[{"room_id":1},{"room_id":2},{"room_id":3},{"room_id":4}]}`))
	assert.Len(t, p.known, rowsOfAList)
	row := `{"room_id":%d,"inner":[{"video_id":%d}]},`
	for i := range 1000 {
		p.learn(op, nil, []byte(`{"data":[`+strings.TrimSuffix(strings.Repeat(fmt.Sprintf(row, i+10, i+10), 9), ",")+`]}`))
	}
	assert.Len(t, p.known, mostKnown)
	p.learn(op, nil, []byte(`<html>`))
}

func TestIdOfIsAnIdAlone(t *testing.T) {
	for text, want := range map[string]string{`7`: "7", `"7"`: `"7"`, `"u-1"`: `"u-1"`, `0`: "", `"0"`: "", `""`: "", `null`: "", `true`: "", `{"a":1}`: "", `1.5`: "",
		`-1`: "", `[8,9]`: "8", `[]`: "", `[[8]]`: "", `"` + strings.Repeat("x", 129) + `"`: ""} {
		var v any
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		require.NoError(t, dec.Decode(&v))
		assert.Equal(t, want, idOf(v), text)
	}
}

func TestIdsAreThoseThatReadsNeed(t *testing.T) {
	v, err := vendors.Find("agora")
	require.NoError(t, err)
	assert.Equal(t, []string{"roomUuid", "userUuid", "widgetUuid"}, IDs(v))
	v, err = vendors.Find("baijiayun")
	require.NoError(t, err)
	assert.Contains(t, IDs(v), "room_id")
	assert.NotContains(t, IDs(v), "start_time")
	assert.NotContains(t, IDs(v), "product_type")
}
