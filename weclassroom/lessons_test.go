package weclassroom_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// school is a server with a small classroom and its teacher.
func school(t *testing.T, opts ...weclassroomtest.Option) (*weclassroomtest.Server, weclassroomtest.Classroom) {
	t.Helper()
	srv := weclassroomtest.NewServer(opts...)
	t.Cleanup(srv.Close)
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "Julia Li", Teacher: true})
	return srv, srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "语法", Category: weclassroomtest.CategorySmall})
}

func twoLessons(classroomID int64) *weclassroom.CreateLessonBatchRequest {
	at := func(day, hour int) time.Time { return time.Date(2030, 12, day, hour, 0, 0, 0, beijing()) }
	return &weclassroom.CreateLessonBatchRequest{ClassroomID: classroomID, Genre: new(weclassroom.GenreFormal), Lessons: []weclassroom.NewLesson{
		{StartTime: at(14, 9), EndTime: at(14, 10), Name: "hao 课节"}, {StartTime: at(24, 1).UTC(), EndTime: at(24, 2).UTC()},
	}}
}

func TestTheDayOfALessonGoesUnderBothNamesOrEither(t *testing.T) {
	for name, c := range map[string]struct {
		client []classcloud.ClientOption
		server []weclassroomtest.Option
		want   string
	}{
		"both by default, for a server that reads createDate": {nil, []weclassroomtest.Option{weclassroomtest.WithBatchDateKey("createDate")}, `"creatDate":"2030-12-14","createDate":"2030-12-14"`},
		"both by default, for a server that reads creatDate":  {nil, []weclassroomtest.Option{weclassroomtest.WithBatchDateKey("creatDate")}, `"creatDate":"2030-12-14","createDate":"2030-12-14"`},
		"createDate alone, for a server that refuses the other": {[]classcloud.ClientOption{weclassroom.WithDateKey(weclassroom.DateKeyCreateDate)},
			[]weclassroomtest.Option{weclassroomtest.WithBatchDateKey("createDate"), weclassroomtest.WithStrictBatchKeys()}, `"lessonName":"hao 课节","createDate":"2030-12-14"`},
		"creatDate alone, for a server that refuses the other": {[]classcloud.ClientOption{weclassroom.WithDateKey(weclassroom.DateKeyCreateDate), weclassroom.WithDateKey(weclassroom.DateKeyCreatDate)},
			[]weclassroomtest.Option{weclassroomtest.WithBatchDateKey("creatDate"), weclassroomtest.WithStrictBatchKeys()}, `"lessonName":"hao 课节","creatDate":"2030-12-14"}`},
	} {
		t.Run(name, func(t *testing.T) {
			srv, classroom := school(t, c.server...)
			made, err := srv.Client(c.client...).Lessons.CreateBatch(t.Context(), twoLessons(classroom.ClassroomID))
			require.NoError(t, err)
			assert.Len(t, made.LessonIDs, 1, "the vendor names one")
			assert.Contains(t, params(srv)[0].Text("dataInfo"), c.want)
			lessons := srv.Lessons()
			require.Len(t, lessons, 2)
			assert.True(t, lessons[1].StartTime.Equal(time.Date(2030, 12, 24, 1, 0, 0, 0, beijing())), "a day of UTC is not one of Beijing's")
		})
	}
}

func TestEveryFormOfABatchsIDs(t *testing.T) {
	for _, form := range []weclassroomtest.BatchData{weclassroomtest.BatchDataFirst, weclassroomtest.BatchDataFirstText, weclassroomtest.BatchDataList, weclassroomtest.BatchDataCommaText} {
		srv, classroom := school(t, weclassroomtest.WithBatchData(form))
		made, err := srv.Client().Lessons.CreateBatch(t.Context(), twoLessons(classroom.ClassroomID))
		require.NoError(t, err)
		assert.Equal(t, srv.Lessons()[0].LessonID, made.LessonIDs[0])
		if form >= weclassroomtest.BatchDataList {
			assert.Len(t, made.LessonIDs, 2)
		}
	}
}

func TestExtraParametersOfABatch(t *testing.T) {
	srv, classroom := school(t)
	in := twoLessons(classroom.ClassroomID)
	in.Lessons[0].Extra = map[string]any{"color": "red"}
	_, err := srv.Client().Lessons.CreateBatch(t.Context(), in)
	require.NoError(t, err)
	assert.Contains(t, params(srv)[0].Text("dataInfo"), `"color":"red"`)
	assert.Equal(t, map[string]any{"color": "red"}, in.Lessons[0].Extra, "the caller's map is the caller's")

	in.Lessons[1].Extra = map[string]any{"createDate": "2030-12-25"}
	_, err = srv.Client().Lessons.CreateBatch(t.Context(), in)
	e, ok := errors.AsType[*classcloud.Error](err)
	require.True(t, ok)
	require.Len(t, e.Fields, 1)
	assert.Equal(t, "Lessons[1].Extra", e.Fields[0].Field)
	assert.Contains(t, e.Fields[0].Problem, "createDate")
}

func TestANewLessonIsReadFromJSON(t *testing.T) {
	want := weclassroom.NewLesson{StartTime: time.Date(2018, 12, 14, 9, 0, 0, 0, beijing()), EndTime: time.Date(2018, 12, 14, 10, 30, 0, 0, beijing()), Name: "hao"}
	for name, text := range map[string]string{
		"as the vendor's prose has it":   `{"createDate":"2018-12-14","startTime":"09:00","endTime":"10:30","lessonName":"hao"}`,
		"as the vendor's example has it": `{"creatDate":"2018-12-14","startTime":"09:00","endTime":"10:30","lessonName":"hao"}`,
		"with whole times":               `{"startTime":"2018-12-14T01:00:00Z","endTime":"2018-12-14 10:30","lessonName":"hao"}`,
	} {
		t.Run(name, func(t *testing.T) {
			var got weclassroom.NewLesson
			require.NoError(t, json.Unmarshal([]byte(text), &got))
			assert.True(t, want.StartTime.Equal(got.StartTime), got.StartTime)
			assert.True(t, want.EndTime.Equal(got.EndTime), got.EndTime)
			assert.Equal(t, want.Name, got.Name)

			again, err := json.Marshal(got)
			require.NoError(t, err)
			var back weclassroom.NewLesson
			require.NoError(t, json.Unmarshal(again, &back))
			assert.True(t, got.StartTime.Equal(back.StartTime))
		})
	}
	for _, text := range []string{`{"startTime":"9 o'clock"}`, `{"endTime":"x"}`, `{"start":1}`, `[]`, `{"creatDate":"2018-12-14","startTime":"2018-12-14T01:00:00Z"}`} {
		assert.Error(t, json.Unmarshal([]byte(text), new(weclassroom.NewLesson)), text)
	}
}

// manyIDs are n ids of lessons of a reply that says each one it is asked for.
func manyIDs(n int) []int64 {
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = int64(n - i) // not in the server's order
	}
	return ids
}

// batchedReads are the reads that take a list of ids, and the ids of the rows they gave.
func batchedReads(t *testing.T, client *weclassroom.Client) map[string]func([]int64) ([]int64, error) {
	ctx := t.Context()
	return map[string]func([]int64) ([]int64, error){
		"lessonId": func(ids []int64) ([]int64, error) {
			rows, err := client.Lessons.ListByIDs(ctx, ids)
			return each(rows, func(r weclassroom.Lesson) int64 { return r.LessonID }), err
		},
		"lesson_id": func(ids []int64) ([]int64, error) {
			rows, err := client.Lessons.ListStatusByIDs(ctx, ids)
			return each(rows, func(r weclassroom.LessonVideo) int64 { return r.LessonID }), err
		},
		"lessonIds": func(ids []int64) ([]int64, error) {
			rows, err := client.Reports.ListStars(ctx, ids)
			return each(rows, func(r weclassroom.StarCount) int64 { return r.LessonID }), err
		},
		"mobile": func(ids []int64) ([]int64, error) {
			rows, err := client.Users.ListByPhones(ctx, each(ids, func(id int64) string { return fmt.Sprint(id) }))
			return each(rows, func(r weclassroom.User) int64 { return r.UserID }), err
		},
	}
}

func each[A, B any](in []A, f func(A) B) []B {
	var out []B
	for _, a := range in {
		out = append(out, f(a))
	}
	return out
}

func TestLongListsAreAskedForInPartsAndJoinedInOrder(t *testing.T) {
	srv := echo(t)
	for name, list := range batchedReads(t, srv.client) {
		for _, n := range []int{1, 100, 101, 250} {
			t.Run(fmt.Sprint(name, " ", n), func(t *testing.T) {
				srv.calls = nil
				got, err := list(manyIDs(n))
				require.NoError(t, err)
				assert.Equal(t, manyIDs(n), got)
				assert.Len(t, srv.calls, (n+99)/100)
				for _, call := range srv.calls {
					assert.LessOrEqual(t, len(call), 100)
				}
			})
		}
	}
}

func TestWhatWasReadBeforeAnErrorIsKept(t *testing.T) {
	srv := echo(t)
	for name, list := range batchedReads(t, srv.client) {
		t.Run(name, func(t *testing.T) {
			srv.calls, srv.failAt = nil, 3
			got, err := list(manyIDs(250))
			require.ErrorIs(t, err, weclassroom.CodeParameterValue)
			assert.Equal(t, manyIDs(250)[:200], got)
		})
	}
}

func TestNoIDsAreRefused(t *testing.T) {
	srv := echo(t)
	for name, list := range batchedReads(t, srv.client) {
		t.Run(name, func(t *testing.T) {
			for _, ids := range [][]int64{nil, {}} {
				_, err := list(ids)
				require.ErrorIs(t, err, classcloud.InvalidArgument)
			}
		})
	}
	assert.Empty(t, srv.calls)
}

func TestALessonFromItsPlanToItsEnd(t *testing.T) {
	srv, classroom := school(t)
	now := time.Date(2030, 12, 14, 8, 0, 0, 0, beijing())
	srv.SetClock(func() time.Time { return now })
	client, ctx := srv.Client(), t.Context()
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "李四", Student: true})
	start := time.Date(2030, 12, 14, 9, 0, 0, 0, beijing())
	made, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal)})
	require.NoError(t, err)

	entered, err := client.Classrooms.AddStudents(ctx, &weclassroom.AddClassroomStudentsRequest{ClassroomID: classroom.ClassroomID, StudentIDs: []int64{9, student.UserID, 8}})
	require.NoError(t, err)
	assert.Equal(t, []int64{9, 8}, entered.NotFound, "a list with a gap")
	added, err := client.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: made.LessonID, StudentIDs: []int64{student.UserID}})
	require.NoError(t, err)
	assert.True(t, added.Complete())
	id, ok := added.Already[0].ID()
	assert.Equal(t, []any{student.UserID, true}, []any{id, ok})

	require.NoError(t, client.Lessons.Update(ctx, &weclassroom.UpdateLessonRequest{LessonID: made.LessonID, Name: new("语法 2"), StartTime: new(start.Add(time.Hour)), EndTime: new(start.Add(2 * time.Hour))}))
	assert.Equal(t, "语法 2", srv.Lessons()[0].Name)
	ids, err := client.Lessons.ListByUser(ctx, &weclassroom.ListLessonsByUserRequest{UserID: classroom.TeacherID, StartTime: start, EndTime: start.Add(3 * time.Hour)})
	require.NoError(t, err)
	assert.Equal(t, []int64{made.LessonID}, ids)
	of, err := client.Lessons.GetClassroom(ctx, made.LessonID)
	require.NoError(t, err)
	assert.Equal(t, &weclassroom.ClassroomRef{ClassroomID: classroom.ClassroomID, Name: "语法"}, of)

	now = start.Add(90 * time.Minute)
	status, err := client.Lessons.ListStatusByUser(ctx, &weclassroom.ListStatusByUserRequest{Date: classcloud.Date{Year: 2030, Month: 12, Day: 14}, UserID: classroom.TeacherID})
	require.NoError(t, err)
	assert.Equal(t, []weclassroom.DayLesson{{LessonID: made.LessonID, Status: weclassroom.LessonStatusStarted}}, status)
	assert.ErrorIs(t, client.Lessons.Delete(ctx, made.LessonID), classcloud.FailedPrecondition, "it has begun")
	progress, err := client.Classrooms.GetProgress(ctx, classroom.ClassroomID)
	require.NoError(t, err)
	assert.Equal(t, &weclassroom.Progress{Started: 1, Total: 1}, progress)
}

func TestZeroDatesAreTheZeroTime(t *testing.T) {
	for name, opts := range map[string][]weclassroomtest.Option{"null": nil, "0000-00-00": {weclassroomtest.WithZeroDates()}} {
		t.Run(name, func(t *testing.T) {
			srv, classroom := school(t, opts...)
			start := srv.Now().Add(24 * time.Hour).Truncate(time.Minute)
			lesson := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour)})
			lessons, err := srv.Client().Lessons.ListByIDs(t.Context(), []int64{lesson.LessonID})
			require.NoError(t, err)
			assert.True(t, lessons[0].ActualStartTime.IsZero())
			assert.True(t, lessons[0].StartTime.Equal(start))
		})
	}
}
