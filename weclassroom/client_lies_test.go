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

// crowd is an institution in which every list has at least three rows.
type crowd struct {
	*institution
	students []int64
	lessons  []int64
}

func newCrowd(t *testing.T, opts ...weclassroomtest.Option) *crowd {
	c := &crowd{institution: newInstitution(t, opts...)}
	for n := range 7 {
		phone := fmt.Sprint(int64(13800138000) + int64(n))
		c.students = append(c.students, c.AddUser(weclassroomtest.User{Phone: phone, Name: "S", Student: true, Gender: 1}).UserID)
		c.AddDocument(weclassroomtest.Document{Name: fmt.Sprint(n, ".ppt"), Size: 1 << 20, Type: weclassroomtest.DocumentTypePPT})
	}
	for n := range 4 {
		start := beginning.Add(time.Duration(-n) * time.Hour)
		lesson := c.AddLesson(weclassroomtest.Lesson{ClassroomID: c.classroom.ClassroomID, StartTime: start, EndTime: start.Add(30 * time.Minute), StudentIDs: c.students})
		c.lessons = append(c.lessons, lesson.LessonID)
		c.AddStarCount(weclassroomtest.StarCount{LessonID: lesson.LessonID, UserID: c.students[0], Stars: int64(n + 1)})
		c.AddHelpRequest(weclassroomtest.HelpRequest{LessonID: lesson.LessonID, UserID: c.students[n], Type: "x", Time: beginning.Add(time.Duration(n) * time.Minute)})
	}
	client, err := c.client.With(classcloud.WithClock(clienttest.Impatient{}), classcloud.WithLimiter(classcloud.NoLimit{}))
	require.NoError(t, err)
	c.client = client
	return c
}

// reads are the lists of a crowd, each as the number of rows, and what a row must hold.
func (c *crowd) reads() map[string]struct {
	rows int
	id   string
	list func(context.Context) (int, error)
} {
	period := &weclassroom.TimeRangeRequest{StartTime: beginning.Add(-24 * time.Hour), EndTime: beginning.Add(24 * time.Hour)}
	return map[string]struct {
		rows int
		id   string
		list func(context.Context) (int, error)
	}{
		"Users.ListByPhones": {3, "uid", func(ctx context.Context) (int, error) {
			rows, err := c.client.Users.ListByPhones(ctx, []string{"13800138000", "13800138001", "13800138002"})
			return len(rows), err
		}},
		"Lessons.ListByIDs": {4, "zby_lid", func(ctx context.Context) (int, error) {
			rows, err := c.client.Lessons.ListByIDs(ctx, c.lessons)
			return len(rows), err
		}},
		"Lessons.ListStatusByIDs": {4, "lesson_id", func(ctx context.Context) (int, error) {
			rows, err := c.client.Lessons.ListStatusByIDs(ctx, c.lessons)
			return len(rows), err
		}},
		"Lessons.ListStatusByTime": {4, "lesson_id", func(ctx context.Context) (int, error) {
			rows, err := c.client.Lessons.ListStatusByTime(ctx, period)
			return len(rows), err
		}},
		"Lessons.ListByUser": {4, "lesson_id", func(ctx context.Context) (int, error) {
			rows, err := c.client.Lessons.ListByUser(ctx, &weclassroom.ListLessonsByUserRequest{UserID: c.teacher.UserID, StartTime: period.StartTime, EndTime: period.EndTime})
			return len(rows), err
		}},
		"Lessons.ListStatusByUser": {4, "id", func(ctx context.Context) (int, error) {
			rows, err := c.client.Lessons.ListStatusByUser(ctx, &weclassroom.ListStatusByUserRequest{Date: classcloud.DateOf(beginning), UserID: c.teacher.UserID})
			return len(rows), err
		}},
		"Reports.ListStars": {4, "user_id", func(ctx context.Context) (int, error) {
			rows, err := c.client.Reports.ListStars(ctx, c.lessons)
			return len(rows), err
		}},
		"Reports.ListHelpRequests": {4, "lesson_id", func(ctx context.Context) (int, error) {
			rows, err := c.client.Reports.ListHelpRequests(ctx, period)
			return len(rows), err
		}},
		"Documents.List": {7, "id", func(ctx context.Context) (int, error) {
			n := 0
			for _, err := range c.client.Documents.All(ctx, nil) {
				if err != nil {
					return n, err
				}
				n++
			}
			return n, nil
		}},
		"Reports.ListAttendance": {7, "user_id", func(ctx context.Context) (int, error) {
			n := 0
			for _, err := range c.client.Reports.AllAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: c.lessons[0]}) {
				if err != nil {
					return n, err
				}
				n++
			}
			return n, nil
		}},
	}
}

func TestListsOfAServerThatLies(t *testing.T) {
	c := newCrowd(t)
	for operation, read := range c.reads() {
		paged := operation == "Documents.List" || operation == "Reports.ListAttendance"
		under := func(lie weclassroomtest.Lie) (int, error) {
			c.Lie(operation, lie)
			defer c.Lie(operation, weclassroomtest.Lie{})
			return read.list(t.Context())
		}
		t.Run(operation, func(t *testing.T) {
			for name, lie := range map[string]weclassroomtest.Lie{"the truth": {}, "capped pages": {PageCap: 2}, "reversed": {Reverse: true}, "created": {Status: 201}} {
				n, err := under(lie)
				require.NoError(t, err, name)
				assert.Equal(t, read.rows, n, name)
			}
			n, err := under(weclassroomtest.Lie{LeaveOut: 3})
			if paged {
				assert.ErrorContains(t, err, "are missing", "the count says more")
			} else {
				assert.NoError(t, err)
			}
			assert.Equal(t, read.rows-read.rows/3, n)

			n, err = under(weclassroomtest.Lie{Null: 3})
			require.ErrorIs(t, err, classcloud.DataLoss)
			assert.Len(t, clienttest.AsError(t, err).Rows, 1)
			if !paged {
				assert.Equal(t, read.rows-read.rows/3, n, "the others come beside the error")
			}
			for _, lie := range []weclassroomtest.Lie{{Drop: []string{read.id}}, {Odd: []string{read.id}}} {
				n, err = under(lie)
				require.ErrorIs(t, err, classcloud.DataLoss, "%+v", lie)
				assert.NotEmpty(t, clienttest.AsError(t, err).Rows)
				assert.Zero(t, n, "nothing without an id")
			}
			for _, nothing := range []string{"[]", "{}", "null", `""`, "false", "absent"} {
				n, err = under(weclassroomtest.Lie{Nothing: nothing})
				require.NoError(t, err, nothing)
				assert.Zero(t, n)
			}
			c.ClearRequests()
			for _, status := range []int{500, 503, 429} {
				_, err = under(weclassroomtest.Lie{Status: status})
				require.Error(t, err)
				assert.False(t, classcloud.MaybeApplied(err))
			}
			assert.Len(t, c.Requests(), 9, "a read is tried again whatever the envelope says")
		})
	}
}

func TestStatusesAndDecorationsOfAServerThatLies(t *testing.T) {
	c := newCrowd(t)
	ctx := t.Context()
	for _, operation := range []string{"Lessons.ListByIDs", "Lessons.ListStatusByIDs", "Lessons.ListStatusByTime", "Lessons.ListStatusByUser"} {
		c.Lie(operation, weclassroomtest.Lie{Drop: []string{"status"}})
		n, err := c.reads()[operation].list(ctx)
		require.ErrorIs(t, err, classcloud.DataLoss, operation)
		assert.Zero(t, n, "a status that is not there is not 0")
	}
	c.Lie("Lessons.ListStatusByUser", weclassroomtest.Lie{Odd: []string{"status"}})
	rows, err := c.client.Lessons.ListStatusByUser(ctx, &weclassroom.ListStatusByUserRequest{Date: classcloud.DateOf(beginning), UserID: c.teacher.UserID})
	require.NoError(t, err)
	for _, row := range rows {
		assert.Equal(t, weclassroom.LessonStatus(-1), row.Status)
	}
	c.Lie("Documents.List", weclassroomtest.Lie{Odd: []string{"filesize", "convert_status", "sumpage", "page", "pageSize", "count"}})
	warnings := 0
	page, err := c.client.Documents.List(ctx, nil, classcloud.OnWarning(func(classcloud.Operation, classcloud.Warning) { warnings++ }))
	require.NoError(t, err)
	assert.Len(t, page.Documents, 7)
	assert.Equal(t, weclassroom.ConvertStatus(-1), page.Documents[0].Status)
	assert.Positive(t, warnings)
	c.Lie("Lessons.ListByIDs", weclassroomtest.Lie{Odd: []string{"teacher_name"}})
	lessons, err := c.client.Lessons.ListByIDs(ctx, c.lessons)
	require.NoError(t, err)
	assert.Len(t, lessons, 4)
	c.Lie("Reports.ListAttendance", weclassroomtest.Lie{Drop: []string{"u_late"}})
	attendance, err := c.client.Reports.ListAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: c.lessons[0]})
	require.ErrorIs(t, err, classcloud.DataLoss)
	assert.Len(t, clienttest.AsError(t, err).Rows, 7)
	assert.Empty(t, attendance.Attendance, "who was late nobody knows")
}

func TestCreatesOfAServerThatLies(t *testing.T) {
	c := newCrowd(t)
	ctx := t.Context()
	creates := map[string]func() (id int64, err error){
		"Lessons.Create": func() (int64, error) {
			made, err := c.client.Lessons.Create(ctx, c.lesson())
			return idOr(made, func() int64 { return made.LessonID }), err
		},
		"Lessons.CreateBatch": func() (int64, error) {
			made, err := c.client.Lessons.CreateBatch(ctx, twoLessons(c.classroom.ClassroomID))
			return idOr(made, func() int64 { return made.LessonIDs[0] }), err
		},
		"Classrooms.Create": func() (int64, error) {
			made, err := c.client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: c.teacher.UserID, Name: "N", Category: new(weclassroom.CategorySmall)})
			return idOr(made, func() int64 { return made.ClassroomID }), err
		},
		"Documents.UploadFromURL": func() (int64, error) {
			made, err := c.client.Documents.UploadFromURL(ctx, link())
			return idOr(made, func() int64 { return made.DocumentID }), err
		},
		"Users.Create": func() (int64, error) {
			made, err := c.client.Users.Create(ctx, asked(1))
			if len(made) == 0 {
				return 0, err
			}
			return made[0].UserID, err
		},
	}
	for operation, create := range creates {
		t.Run(operation, func(t *testing.T) {
			for _, status := range []int{500, 502, 503, 408, 404, 409} {
				c.ClearRequests()
				c.Lie(operation, weclassroomtest.Lie{Status: status})
				id, err := create()
				require.Error(t, err, status)
				assert.True(t, classcloud.MaybeApplied(err), "%d: %v", status, err)
				assert.NotZero(t, id, "%d: the id comes beside the error", status)
				assert.Len(t, c.Requests(), 1, status)
			}
			c.Lie(operation, weclassroomtest.Lie{Status: 201})
			id, err := create()
			require.NoError(t, err)
			assert.NotZero(t, id)
			if operation != "Classrooms.Create" && operation != "Documents.UploadFromURL" { // their ids stand beside data
				for _, nothing := range []string{"[]", "{}", "null", `""`, "false", "absent"} {
					c.Lie(operation, weclassroomtest.Lie{Nothing: nothing})
					_, err = create()
					require.ErrorIs(t, err, classcloud.DataLoss, nothing)
					assert.True(t, classcloud.MaybeApplied(err), nothing)
				}
			}
			c.Lie(operation, weclassroomtest.Lie{})
		})
	}
}

func TestWritesOfAServerThatLies(t *testing.T) {
	c := newCrowd(t)
	lesson := c.AddLesson(weclassroomtest.Lesson{ClassroomID: c.classroom.ClassroomID, StartTime: beginning.Add(time.Hour), EndTime: beginning.Add(2 * time.Hour)})
	writes := map[string]func() error{
		"Lessons.SetTeacher": func() error {
			return c.client.Lessons.SetTeacher(t.Context(), &weclassroom.SetLessonTeacherRequest{LessonID: lesson.LessonID, TeacherID: c.teacher.UserID})
		},
		"Lessons.Update": func() error {
			return c.client.Lessons.Update(t.Context(), &weclassroom.UpdateLessonRequest{LessonID: lesson.LessonID, Name: new("N")})
		},
		"Users.Update": func() error {
			return c.client.Users.Update(t.Context(), &weclassroom.UpdateUserRequest{UserID: c.teacher.UserID, Role: weclassroom.RoleTeacher, Name: new("T")})
		},
	}
	for operation, write := range writes {
		for _, nothing := range []string{"[]", "{}", "null", `""`, "false", "absent"} {
			c.Lie(operation, weclassroomtest.Lie{Nothing: nothing})
			assert.NoError(t, write(), "%s needs no data, %s", operation, nothing)
		}
		c.ClearRequests()
		c.Lie(operation, weclassroomtest.Lie{Status: 503})
		err := write()
		require.ErrorIs(t, err, classcloud.Unavailable, operation)
		assert.True(t, classcloud.MaybeApplied(err))
		assert.Len(t, c.Requests(), 3, "safe to repeat")
	}
}
