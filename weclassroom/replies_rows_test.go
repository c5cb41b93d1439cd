package weclassroom_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// list is a call that returns rows: how many came, and the error beside them.
type list struct {
	row  string   // a whole row
	need []string // what a row must hold, as it stands in row
	wrap string   // data around the rows
	call func(context.Context, *weclassroom.Client) (int, error)
}

func lists() map[string]list {
	period := &weclassroom.TimeRangeRequest{StartTime: beginning, EndTime: beginning.Add(time.Hour)}
	return map[string]list{
		"Users.ListByPhones": {`{"uid":7,"mobile":13800138000,"role":2}`, []string{`"uid":7`, `"mobile":13800138000`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Users.ListByPhones(ctx, []string{"13800138000"})
			return len(rows), err
		}},
		"Documents.List": {`{"id":7,"filename":"a.ppt","filesize":0,"type":1,"convert_status":2}`, []string{`"id":7`}, `{"count":3,"list":%s}`, func(ctx context.Context, c *weclassroom.Client) (int, error) {
			page, err := c.Documents.List(ctx, nil)
			if page == nil {
				return 0, err
			}
			return len(page.Documents), err
		}},
		"Lessons.ListStatusByTime": {`{"lesson_id":7,"status":2}`, []string{`"lesson_id":7`, `"status":2`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Lessons.ListStatusByTime(ctx, period)
			return len(rows), err
		}},
		"Lessons.ListStatusByIDs": {`{"lesson_id":"7","status":2,"video":"x/a.mp4"}`, []string{`"lesson_id":"7"`, `"status":2`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Lessons.ListStatusByIDs(ctx, []int64{7})
			return len(rows), err
		}},
		"Lessons.ListByIDs": {`{"zby_lid":7,"status":0,"actual_start_time":null}`, []string{`"zby_lid":7`, `"status":0`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Lessons.ListByIDs(ctx, []int64{7})
			return len(rows), err
		}},
		"Lessons.ListStatusByUser": {`{"id":7,"status":0}`, []string{`"id":7`, `"status":0`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Lessons.ListStatusByUser(ctx, &weclassroom.ListStatusByUserRequest{Date: classcloud.DateOf(beginning), UserID: 1})
			return len(rows), err
		}},
		"Lessons.ListByUser": {`{"id":5,"lesson_id":7}`, []string{`"lesson_id":7`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Lessons.ListByUser(ctx, &weclassroom.ListLessonsByUserRequest{UserID: 1, StartTime: period.StartTime, EndTime: period.EndTime})
			return len(rows), err
		}},
		"Reports.ListHelpRequests": {`{"lesson_id":7,"user_id":"8","help_type":"x"}`, []string{`"lesson_id":7`, `"user_id":"8"`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Reports.ListHelpRequests(ctx, period)
			return len(rows), err
		}},
		"Reports.ListAttendance": {`{"user_id":7,"listen_time":60,"inout_times":1,"u_late":0,"u_leave":2}`,
			[]string{`"user_id":7`, `"listen_time":60`, `"inout_times":1`, `"u_late":0`, `"u_leave":2`}, `{"page":1,"count":3,"data":%s}`, func(ctx context.Context, c *weclassroom.Client) (int, error) {
				page, err := c.Reports.ListAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: 1})
				if page == nil {
					return 0, err
				}
				return len(page.Attendance), err
			}},
		"Reports.ListStars": {`{"user_id":7,"award_num":3,"lesson_id":8}`, []string{`"user_id":7`, `"award_num":3`, `"lesson_id":8`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Reports.ListStars(ctx, []int64{8})
			return len(rows), err
		}},
		"Reports.ListEventCounts": {`{"userId":7,"count":3}`, []string{`"userId":7`, `"count":3`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Reports.ListEventCounts(ctx, &weclassroom.ListEventCountsRequest{LID: 1, Event: weclassroom.EventTypeHandUp})
			return len(rows), err
		}},
		"Reports.ListEventTimes": {`{"event_time":"2020-05-09 22:00:00"}`, []string{`"event_time":"2020-05-09 22:00:00"`}, "%s", func(ctx context.Context, c *weclassroom.Client) (int, error) {
			rows, err := c.Reports.ListEventTimes(ctx, &weclassroom.ListEventTimesRequest{LID: 1, Event: weclassroom.EventTypeHandUp, UserID: 2})
			return len(rows), err
		}},
	}
}

// rowsOf calls a list of a server that answers with data.
func (l list) rowsOf(t *testing.T, data string) (int, error) {
	t.Helper()
	client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
		return `{"status":1,"error_code":10000,"msg":"ok","data":` + data + `}`
	})
	return l.call(t.Context(), client)
}

// without returns a row that lacks a member, and one whose member is odd.
func (l list) without(member string) (lacking, odd string) {
	var name, rest string
	for i := range member[1:] {
		if member[1+i] == '"' {
			name = member[:i+2]
			break
		}
	}
	for i := range l.row {
		if i+len(member) <= len(l.row) && l.row[i:i+len(member)] == member {
			rest = l.row[:i] + `"was":0` + l.row[i+len(member):]
			return rest, l.row[:i] + name + `:{"x":[1]}` + l.row[i+len(member):]
		}
	}
	panic(member + " is not in " + l.row)
}

func TestARowThatLacksWhatItIsAboutIsAnErrorBesideTheOthers(t *testing.T) {
	for operation, l := range lists() {
		t.Run(operation, func(t *testing.T) {
			n, err := l.rowsOf(t, fmt.Sprintf(l.wrap, "["+l.row+","+l.row+"]"))
			require.NoError(t, err)
			require.Equal(t, 2, n)
			for _, member := range l.need {
				lacking, odd := l.without(member)
				for _, bad := range []string{lacking, odd, "null"} {
					n, err = l.rowsOf(t, fmt.Sprintf(l.wrap, "["+l.row+","+bad+","+l.row+"]"))
					if err == nil { // an enum never fails: it says that it is not known
						assert.Equal(t, "Lessons.ListStatusByUser", operation)
						assert.Equal(t, 3, n)
						continue
					}
					require.ErrorIs(t, err, classcloud.DataLoss, bad)
					e := clienttest.AsError(t, err)
					require.Len(t, e.Rows, 1, bad)
					assert.Equal(t, 1, e.Rows[0].Index)
					assert.Equal(t, 2, n, bad)
				}
			}
		})
	}
}

func TestNothingIsAnEmptyList(t *testing.T) {
	for operation, l := range lists() {
		for _, data := range []string{`[]`, `{}`, `null`, `""`, `false`, `[],"data2":1`} {
			n, err := l.rowsOf(t, data)
			require.NoError(t, err, "%s %s", operation, data)
			assert.Zero(t, n)
		}
	}
}

func TestASingleThingThatIsNotThereIsNotFound(t *testing.T) {
	for _, data := range []string{`[]`, `{}`, `null`, `""`, `false`} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
			return `{"status":1,"error_code":10000,"data":` + data + `}`
		})
		ctx := t.Context()
		_, err := client.Recordings.Get(ctx, 1)
		assert.ErrorIs(t, err, classcloud.NotFound, data)
		_, err = client.Lessons.GetClassroom(ctx, 1)
		assert.ErrorIs(t, err, classcloud.NotFound, data)
		_, err = client.Classrooms.GetProgress(ctx, 1)
		assert.ErrorIs(t, err, classcloud.NotFound, data)
		_, err = client.Reports.GetTeacherAttendance(ctx, 1)
		assert.ErrorIs(t, err, classcloud.NotFound, data)
	}
}

func TestASingleThingThatLacksAPartIsAnError(t *testing.T) {
	for data, call := range map[string]func(*weclassroom.Client) error{
		`{"finish":1}`: func(c *weclassroom.Client) error { _, err := c.Classrooms.GetProgress(t.Context(), 1); return err },
		`{"teacher_id":1,"listen_time":1,"inout_times":1,"u_late":0}`: func(c *weclassroom.Client) error {
			_, err := c.Reports.GetTeacherAttendance(t.Context(), 1)
			return err
		},
		`{"name":"x"}`:    func(c *weclassroom.Client) error { _, err := c.Lessons.GetClassroom(t.Context(), 1); return err },
		`{"lesson_id":1}`: func(c *weclassroom.Client) error { _, err := c.Recordings.Get(t.Context(), 1); return err },
	} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
			return `{"status":1,"error_code":10000,"data":` + data + `}`
		})
		err := call(client)
		require.ErrorIs(t, err, classcloud.DataLoss, data)
		assert.False(t, classcloud.MaybeApplied(err), data)
	}
}

func TestFalseIsNotAnAddress(t *testing.T) {
	for _, none := range []string{"false", "null", `""`, "[]", "{}"} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
			return `{"status":1,"error_code":10000,"data":{"lesson_id":"5","name":` + none + `,"mp4url":` + none + `}}`
		})
		recording, err := client.Recordings.Get(t.Context(), 5)
		require.NoError(t, err, none)
		assert.Equal(t, &weclassroom.Recording{LessonID: 5}, recording)
		assert.Empty(t, recording.URL())
	}
	client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
		return `{"status":1,"data":[{"lesson_id":5,"status":1,"video":[]},{"lesson_id":6,"status":1,"video":false},{"lesson_id":7,"status":2,"video":"x/a.mp4"}]}`
	})
	videos, err := client.Lessons.ListStatusByIDs(t.Context(), []int64{5, 6, 7})
	require.NoError(t, err)
	assert.Equal(t, []string{"", "", "http://x/a.mp4"}, each(videos, func(v weclassroom.LessonVideo) string { return v.URL() }))
}

func TestIDsInListsAreCheckedOnTheWayOut(t *testing.T) {
	client, stub := stubbed(t, func(string, weclassroomtest.Array) string { return `{"status":1}` })
	ctx, ids := t.Context(), []int64{5, 0, -3, 5}
	for operation, call := range map[string]func() error{
		"Lessons.AddStudents": func() error {
			_, err := client.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: 1, StudentIDs: ids})
			return err
		},
		"Lessons.AddDocuments": func() error {
			_, err := client.Lessons.AddDocuments(ctx, &weclassroom.AddLessonDocumentsRequest{LessonID: 1, DocumentIDs: ids})
			return err
		},
		"Classrooms.AddStudents": func() error {
			_, err := client.Classrooms.AddStudents(ctx, &weclassroom.AddClassroomStudentsRequest{ClassroomID: 1, StudentIDs: ids})
			return err
		},
		"Classrooms.AddDocuments": func() error {
			return client.Classrooms.AddDocuments(ctx, &weclassroom.AddClassroomDocumentsRequest{ClassroomID: 1, DocumentIDs: ids})
		},
		"Lessons.ListByIDs":       func() error { _, err := client.Lessons.ListByIDs(ctx, ids); return err },
		"Lessons.ListStatusByIDs": func() error { _, err := client.Lessons.ListStatusByIDs(ctx, ids); return err },
		"Reports.ListStars":       func() error { _, err := client.Reports.ListStars(ctx, ids); return err },
	} {
		err := call()
		require.ErrorIs(t, err, classcloud.InvalidArgument, operation)
		e := clienttest.AsError(t, err)
		require.Len(t, e.Fields, 2, operation)
		assert.Contains(t, e.Fields[0].Field, "IDs[1]", operation)
		assert.Contains(t, e.Fields[1].Problem, "-3", operation)
	}
	assert.Zero(t, stub.Count())
}
