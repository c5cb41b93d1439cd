package weclassroom_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestNoIDOfABatchIsLost(t *testing.T) {
	for name, test := range map[string]struct {
		reply   string
		want    []int64
		command string
		bad     int // ids that cannot be read
	}{
		"id and lesson_id":             {`"data":[{"id":5},{"lesson_id":6}]`, []int64{5, 6}, "", 0},
		"every name":                   {`"data":[{"lessonId":5},{"zby_lid":"6"}]`, []int64{5, 6}, "", 0},
		"an object with a list of ids": {`"data":{"lessonIds":[5,6]}`, []int64{5, 6}, "", 0},
		"an object with lessons":       {`"data":{"list":[{"id":5},{"id":6}]}`, []int64{5, 6}, "", 0},
		"a list in text":               {`"data":"[5,6]"`, []int64{5, 6}, "", 0},
		"texts with commas in a list":  {`"data":["5,6"]`, []int64{5, 6}, "", 0},
		"as floating point":            {`"data":[5.0,2.19343875E+8]`, []int64{5, 219343875}, "", 0},
		"lessons that were not made":   {`"data":{"success":[5],"fail":[6]}`, []int64{5}, "", 1},
		"a list of something else":     {`"data":{"lessons":[5],"students":[7,8]}`, []int64{5}, "", 1},
		"a list that is alone":         {`"data":{"created_lessons":[5,6]}`, []int64{5, 6}, "", 0},
		"one more beside data":         {`"data":5,"lessonIds":[5,6]`, []int64{5, 6}, "", 0},
		"beside data":                  {`"lessonIds":[5,6]`, []int64{5, 6}, "", 0},
		"the command beside data":      {`"data":5,"command":872353`, []int64{5}, "872353", 0},
		"the command in the lesson":    {`"data":{"id":5,"command":872353}`, []int64{5}, "872353", 0},
		"one id, as in the document":   {`"data":219343875`, []int64{219343875}, "", 0},
		"a lesson without an id":       {`"data":[{"id":5},{"name":"x"}]`, []int64{5}, "", 1},
		"a lesson with two ids":        {`"data":[{"id":5},{"id":7,"lesson_id":6}]`, []int64{5}, "", 1},
		"a lesson with one id twice":   {`"data":[{"id":5},{"id":6,"lesson_id":"6"}]`, []int64{5, 6}, "", 0},
		"true":                         {`"data":[5,true]`, []int64{5}, "", 1},
		"a negative id":                {`"data":[5,-1]`, []int64{5}, "", 1},
		"a fraction":                   {`"data":[5,1.5]`, []int64{5}, "", 1},
		"a word":                       {`"data":["5","x"]`, []int64{5}, "", 1},
		"PHP's nothing is not an id":   {`"data":[5,false,null,"",[]]`, []int64{5}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			client, stub := stubbed(t, func(string, weclassroomtest.Array) string {
				return `{"status":1,"error_code":10000,` + test.reply + `}`
			})
			made, err := client.Lessons.CreateBatch(t.Context(), twoLessons(1))
			require.NotNil(t, made)
			assert.Equal(t, test.want, made.LessonIDs)
			assert.Equal(t, test.command, made.Command)
			assert.Equal(t, 1, stub.Count())
			if test.bad == 0 {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, classcloud.DataLoss)
			assert.True(t, classcloud.MaybeApplied(err))
			assert.Len(t, clienttest.AsError(t, err).Rows, test.bad)
		})
	}
}

func TestABatchThatNamesNobodyOrTooManyIsADoubt(t *testing.T) {
	for reply, ids := range map[string]int{`"data":[]`: 0, `"msg":""`: 0, `"data":null`: 0, `"data":{}`: 0, `"data":false`: 0, `"data":{"name":"x"}`: 0, `"data":[5,6,7]`: 3} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return `{"status":1,"error_code":10000,` + reply + `}` })
		made, err := client.Lessons.CreateBatch(t.Context(), twoLessons(1))
		require.ErrorIs(t, err, classcloud.DataLoss, reply)
		assert.True(t, classcloud.MaybeApplied(err), reply)
		if ids > 0 {
			assert.Len(t, made.LessonIDs, ids, "%s: the ids come beside the error", reply)
		}
	}
}

func TestIDsOfCreatesInEveryForm(t *testing.T) {
	ctx := t.Context()
	type create func(*weclassroom.Client) (int64, error)
	creates := map[string]create{
		"Lessons.Create": func(c *weclassroom.Client) (int64, error) {
			made, err := c.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: 1, StartTime: beginning, EndTime: beginning.Add(3600e9), Genre: new(weclassroom.GenreFormal)})
			return idOr(made, func() int64 { return made.LessonID }), err
		},
		"Classrooms.Create": func(c *weclassroom.Client) (int64, error) {
			made, err := c.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: "N", Category: new(weclassroom.CategorySmall)})
			return idOr(made, func() int64 { return made.ClassroomID }), err
		},
		"Documents.UploadFromURL": func(c *weclassroom.Client) (int64, error) {
			made, err := c.Documents.UploadFromURL(ctx, link())
			return idOr(made, func() int64 { return made.DocumentID }), err
		},
		"Users.SetPhone": func(c *weclassroom.Client) (int64, error) {
			made, err := c.Users.SetPhone(ctx, &weclassroom.SetPhoneRequest{NewPhone: "13800138000", OldPhone: "13800138001"})
			return idOr(made, func() int64 { return made.UserID }), err
		},
	}
	members := map[string]string{"Lessons.Create": "id", "Classrooms.Create": "classroomId", "Documents.UploadFromURL": "coursewareId", "Users.SetPhone": "uid"}
	for operation, make := range creates {
		run := func(body string) (int64, error) {
			client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return body })
			return make(client)
		}
		for _, value := range []string{"5", `"5"`, "5.0", `" 5 "`, "0.5E+1"} {
			for _, place := range []string{`"` + members[operation] + `":` + value, `"data":{"` + members[operation] + `":` + value + `}`} {
				id, err := run(`{"status":1,"error_code":10000,` + place + `}`)
				require.NoError(t, err, "%s %s", operation, place)
				assert.Equal(t, int64(5), id)
			}
		}
		for _, value := range []string{"true", "-1", "1e23", "[]", "0", `"0"`, "null", "false", `""`, "{}", "1.5", `"x"`, `["5","6"]`} {
			for _, place := range []string{`"` + members[operation] + `":` + value, `"data":` + value, `"msg":""`} {
				id, err := run(`{"status":1,"error_code":10000,` + place + `}`)
				require.ErrorIs(t, err, classcloud.DataLoss, "%s %s", operation, place)
				assert.True(t, classcloud.MaybeApplied(err))
				assert.LessOrEqual(t, id, int64(0))
			}
		}
	}
	for data, want := range map[string]string{`{"id":5,"command":872353}`: "872353", `{"id":5,"command":false}`: "", `[5]`: "", `[{"id":5}]`: ""} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
			return `{"status":1,"error_code":10000,"data":` + data + `}`
		})
		made, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: 1, StartTime: beginning, EndTime: beginning.Add(3600e9), Genre: new(weclassroom.GenreFormal)})
		require.NoError(t, err, data)
		assert.Equal(t, &weclassroom.CreatedLesson{LessonID: 5, Command: want}, made)
	}
}

// Contradictions are told, and no id is taken for granted.
func TestLessonsThatContradictEachOther(t *testing.T) {
	for reply, problem := range map[string]string{
		`"data":{"failed":[6]}`: "holds no result",
		`"data":[5,5]`:          "the reply names the lesson 5 twice",
		`"data":"6,6"`:          "the reply names the lesson 6 twice",
	} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return `{"status":1,"error_code":10000,` + reply + `}` })
		_, err := client.Lessons.CreateBatch(t.Context(), twoLessons(1))
		require.ErrorIs(t, err, classcloud.DataLoss, reply)
		assert.ErrorContains(t, err, problem)
		assert.True(t, classcloud.MaybeApplied(err), reply)
	}
	for reply, want := range map[string]int64{`"data":5,"lessonId":6`: 0, `"data":{"id":5},"lesson_id":6`: 0, `"data":5,"lessonId":"5.0"`: 5, `"data":5,"id":77`: 5} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return `{"status":1,"error_code":10000,` + reply + `}` })
		made, err := client.Lessons.Create(t.Context(), &weclassroom.CreateLessonRequest{ClassroomID: 1, StartTime: beginning, EndTime: beginning.Add(time.Hour), Genre: new(weclassroom.GenreFormal)})
		if want == 0 {
			require.ErrorIs(t, err, classcloud.DataLoss, reply)
			assert.True(t, classcloud.MaybeApplied(err), reply)
			continue
		}
		require.NoError(t, err, reply)
		assert.Equal(t, want, made.LessonID, reply)
	}
}

// The id of what may have been created comes beside the doubt.
func TestACreateBesideAFailingCodeKeepsItsID(t *testing.T) {
	client, stub := stubbed(t, func(string, weclassroomtest.Array) string {
		return `{"status":1,"error_code":50000,"msg":"x","classroomId":5}`
	})
	made, err := client.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: "N", Category: new(weclassroom.CategorySmall)})
	require.ErrorIs(t, err, weclassroom.CodeServer)
	assert.True(t, classcloud.MaybeApplied(err))
	require.NotNil(t, made)
	assert.Equal(t, int64(5), made.ClassroomID)
	assert.Equal(t, 1, stub.Count())
}

func idOr[T any](made *T, id func() int64) int64 {
	if made == nil {
		return 0
	}
	return id()
}

func TestDriftBesideDataAndInIt(t *testing.T) {
	for body, want := range map[string][]string{
		`{"status":1,"error_code":10000,"data":{"id":5,"command":1,"room_id":2,"ins_name":"x"}}`: nil,
		`{"status":1,"error_code":10000,"data":{"id":5,"hall":2},"enterUrl":"https://new"}`:      {"/data/hall", "/enterUrl"},
	} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return body })
		var got []string
		drift := classcloud.OnDrift(func(d classcloud.Drift) { got = append(got, d.Path) })
		_, err := client.Lessons.Create(t.Context(), &weclassroom.CreateLessonRequest{ClassroomID: 1, StartTime: beginning, EndTime: beginning.Add(3600e9), Genre: new(weclassroom.GenreFormal)}, drift)
		require.NoError(t, err)
		slices.Sort(got)
		assert.Equal(t, want, got)
	}
	for name, test := range map[string]struct {
		body string
		call func(*weclassroom.Client, classcloud.CallOption) error
		want []string
	}{
		"Classrooms.Create": {`{"status":1,"classroomId":5,"enterUrl":"https://new"}`, func(c *weclassroom.Client, drift classcloud.CallOption) error {
			_, err := c.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: "N", Category: new(weclassroom.CategorySmall)}, drift)
			return err
		}, []string{"/enterUrl"}},
		"Lessons.GetClassroom": {`{"status":1,"data":{"id":5,"name":"a"},"trace_id":"q"}`, func(c *weclassroom.Client, drift classcloud.CallOption) error {
			_, err := c.Lessons.GetClassroom(t.Context(), 1, drift)
			return err
		}, []string{"/trace_id"}},
		"Reports.ListEventCounts": {`{"status":1,"data":{"312742":3},"more":1}`, func(c *weclassroom.Client, drift classcloud.CallOption) error {
			_, err := c.Reports.ListEventCounts(t.Context(), &weclassroom.ListEventCountsRequest{LID: 1, Event: weclassroom.EventTypeHandUp}, drift)
			return err
		}, []string{"/more"}},
		"Lessons.Delete": {`{"status":1,"data":5,"more":1}`, func(c *weclassroom.Client, drift classcloud.CallOption) error {
			return c.Lessons.Delete(t.Context(), 1, drift)
		}, []string{"/more"}},
		"Reports.GetTeacherAttendance": {`{"status":1,"code":10000,"data":{"teacher_id":1,"listen_time":0,"inout_times":0,"u_late":0,"u_leave":0,"x":1}}`,
			func(c *weclassroom.Client, drift classcloud.CallOption) error {
				_, err := c.Reports.GetTeacherAttendance(t.Context(), 1, drift)
				return err
			}, []string{"/data/x"}},
	} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return test.body })
		var got []string
		require.NoError(t, test.call(client, classcloud.OnDrift(func(d classcloud.Drift) { got = append(got, d.Path) })), name)
		assert.Equal(t, test.want, got, name)
	}
}
