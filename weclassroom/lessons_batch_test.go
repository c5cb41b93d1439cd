package weclassroom_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func twoLessons(classroomID int64) *weclassroom.CreateLessonBatchRequest {
	at := func(day, hour int) time.Time { return time.Date(2030, 12, day, hour, 0, 0, 0, clienttest.CST) }
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
			assert.True(t, lessons[1].StartTime.Equal(time.Date(2030, 12, 24, 1, 0, 0, 0, clienttest.CST)), "a day of UTC is not one of Beijing's")
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
	e := clienttest.AsError(t, err)
	require.Len(t, e.Fields, 1)
	assert.Equal(t, "Lessons[1].Extra", e.Fields[0].Field)
	assert.Contains(t, e.Fields[0].Problem, "createDate")
}

func TestANewLessonIsReadFromJSON(t *testing.T) {
	want := weclassroom.NewLesson{StartTime: time.Date(2018, 12, 14, 9, 0, 0, 0, clienttest.CST), EndTime: time.Date(2018, 12, 14, 10, 30, 0, 0, clienttest.CST), Name: "hao"}
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
