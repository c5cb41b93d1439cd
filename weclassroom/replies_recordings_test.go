package weclassroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// recordings asks for the recordings of a user and returns what was read, the paths of the drift, and the error.
func recordings(t *testing.T, body string) (got []weclassroom.UserRecording, drift []string, err error) {
	t.Helper()
	client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return body })
	got, err = client.Recordings.ListByUser(t.Context(), &weclassroom.ListUserRecordingsRequest{LessonID: 1, UserID: 2},
		classcloud.OnDrift(func(d classcloud.Drift) { drift = append(drift, d.Path) }))
	return got, drift, err
}

func TestRecordingsWhereverTheyStandAndUnderAnyKey(t *testing.T) {
	const a = "https://x/a.mp4"
	for name, test := range map[string]struct {
		body  string
		want  []weclassroom.UserRecording
		drift []string
	}{
		"as the document's sample": {`{"20160401":["https://x/a.mp4"],"status":1,"msg":"sucess","script_flag":1,"scribblelog":[]}`, rec("20160401", a), nil},
		"in data": {`{"status":1,"error_code":10000,"msg":"ok","data":{"20160401":["https://x/a.mp4"],"status":1,"msg":"sucess","script_flag":1,"scribblelog":[]}}`,
			rec("20160401", a), nil},
		"a key that is not of eight digits": {`{"2621913":["https://x/a.mp4"],"status":1,"msg":"sucess","script_flag":1,"scribblelog":[]}`, rec("2621913", a), nil},
		"a key that is not a day":           {`{"status":1,"20161399":["https://x/a.mp4"]}`, rec("20161399", a), nil},
		"a key that is a word":              {`{"status":1,"urls":["https://x/a.mp4"]}`, rec("urls", a), nil},
		"beside and in data":                {`{"status":1,"1":["x/1.mp4"],"data":{"2":["x/2.mp4"]}}`, append(rec("1", "x/1.mp4"), rec("2", "x/2.mp4")...), nil},
		"data is the list":                  {`{"status":1,"data":["https://x/a.mp4"]}`, rec("data", a), nil},
		"a list with gaps":                  {`{"status":1,"7":{"1":"https://x/a.mp4","3":"x/b"}}`, rec("7", a, "x/b"), nil},
		"an object of texts":                {`{"status":1,"7":{"hd":"https://x/a.mp4"}}`, rec("7", a), nil},
		"one text":                          {`{"status":1,"7":"https://x/a.mp4"}`, rec("7", a), nil},
		"gaps among the texts":              {`{"status":1,"7":["https://x/a.mp4",false,null,""]}`, rec("7", a), nil},
		"a list that is empty":              {`{"status":1,"7":[]}`, []weclassroom.UserRecording{{Key: "7", URLs: []string{}}}, nil},
		"none":                              {`{"status":1,"msg":"sucess","script_flag":1,"scribblelog":[]}`, []weclassroom.UserRecording{}, nil},
		"none, and data []":                 {`{"status":1,"error_code":10000,"data":[]}`, []weclassroom.UserRecording{}, nil},
		"none, and data null":               {`{"status":1,"error_code":10000,"data":null}`, []weclassroom.UserRecording{}, nil},
		"none, and a count":                 {`{"status":1,"count":0,"next":null}`, []weclassroom.UserRecording{}, []string{"/count", "/next"}},
		"news beside them":                  {`{"status":1,"7":["https://x/a.mp4"],"trace_id":"q"}`, rec("7", a), []string{"/trace_id"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, drift, err := recordings(t, test.body)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.drift, drift)
		})
	}
}

func rec(key string, urls ...string) []weclassroom.UserRecording {
	return []weclassroom.UserRecording{{Key: key, URLs: urls}}
}

func TestRecordingsThatNobodyUnderstandsAreAnError(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		left []weclassroom.UserRecording // beside the error
		rows int
	}{
		"a list of objects":           {`{"status":1,"7":[{"url":"https://x/a.mp4"}]}`, nil, 1},
		"a list of numbers":           {`{"status":1,"7":[1,2]}`, nil, 1},
		"an object of lists":          {`{"status":1,"data":{"list":{"7":["https://x/a.mp4"]}}}`, nil, 1},
		"data is a list of objects":   {`{"status":1,"data":[{"7":["https://x/a.mp4"]}]}`, nil, 1},
		"nothing but news":            {`{"status":1,"error_code":10000,"trace_id":"q"}`, nil, 1},
		"true":                        {`{"status":1,"error_code":10000,"data":true}`, nil, 1},
		"one of two is not of texts":  {`{"status":1,"7":["https://x/a.mp4"],"8":[{"url":"x"}]}`, rec("7", "https://x/a.mp4"), 1},
		"a text that is not one":      {`{"status":1,"error_code":10000,"data":3}`, nil, 1},
		"two of two are not of texts": {`{"status":1,"7":[true],"8":[["x"]]}`, nil, 2},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := recordings(t, test.body)
			require.ErrorIs(t, err, classcloud.DataLoss)
			assert.Len(t, clienttest.AsError(t, err).Rows, test.rows)
			assert.Len(t, got, len(test.left))
		})
	}
}

func TestRecordingsOfTheServerInEitherPlace(t *testing.T) {
	for name, options := range map[string][]weclassroomtest.Option{"beside data": nil, "in data": {weclassroomtest.WithRecordingsInData()}} {
		t.Run(name, func(t *testing.T) {
			i := newInstitution(t, options...)
			lesson := i.AddLesson(weclassroomtest.Lesson{ClassroomID: i.classroom.ClassroomID, StartTime: beginning, EndTime: beginning.Add(3600e9)})
			for _, key := range []string{"2621913", "20160401"} {
				i.AddRecording(weclassroomtest.Recording{LessonID: lesson.LessonID, UserID: i.teacher.UserID, Key: key, URL: "https://x/" + key + ".mp4"})
			}
			got, err := i.client.Recordings.ListByUser(t.Context(), &weclassroom.ListUserRecordingsRequest{LessonID: lesson.LessonID, UserID: i.teacher.UserID})
			require.NoError(t, err)
			assert.Equal(t, append(rec("20160401", "https://x/20160401.mp4"), rec("2621913", "https://x/2621913.mp4")...), got)
		})
	}
}
