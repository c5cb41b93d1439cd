package weclassroom_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestALessonTakesWhatItCan(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client, ctx := srv.Client(), t.Context()

	srv.Respond("Lessons.AddDocuments", weclassroomtest.DocumentedReply("Lessons.AddDocuments"))
	documents, err := client.Lessons.AddDocuments(ctx, &weclassroom.AddLessonDocumentsRequest{LessonID: 1, DocumentIDs: []int64{234, 235, 236, 237}})
	require.NoError(t, err)
	assert.False(t, documents.Complete())
	id, ok := documents.Unconverted[0].ID()
	assert.True(t, ok)
	assert.Equal(t, int64(235), id)
	assert.Equal(t, "id 为 235 的课件正在转换中,无法添加", string(documents.Unconverted[0]))

	srv.Respond("Lessons.AddStudents", weclassroomtest.DocumentedReply("Lessons.AddStudents"))
	students, err := client.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: 1, StudentIDs: []int64{1}})
	require.NoError(t, err)
	assert.False(t, students.Complete())
	assert.Len(t, students.Already, 2)
}

func TestWhatWasThereBeforeIsComplete(t *testing.T) {
	assert.True(t, (&weclassroom.AddedLessonDocuments{Already: []weclassroom.Sentence{"id 为 236 的课件已存在"}}).Complete())
	assert.True(t, (&weclassroom.AddedLessonStudents{Already: []weclassroom.Sentence{"id 为 23236 的学生已存在"}}).Complete())
}

func TestTheIDOfASentence(t *testing.T) {
	for sentence, want := range map[string]int64{
		"不存在 id 为 234 的课件,请先为本机构添加课件": 234,
		"id 为 235 的课件正在转换中,无法添加":      235,
		"id为236的课件已存在":                236,
		"ID: 237 已存在":                 237,
		"课件id=238":                    238,
		"不存在 id 为 23234 的学生":          23234,
		"239":                         239,
		"":                            0,
		"课件2不存在":                      0, // which number it is about nobody can tell
		"无":                           0,
		"id 为 的课件":                    0,
		"uid 5":                       0,
		"idea 5":                      0,
		"id 为 99999999999999999999":   0,
		"id":                          0,
		"video id 12":                 12,
	} {
		id, ok := weclassroom.Sentence(sentence).ID()
		assert.Equal(t, want, id, sentence)
		assert.Equal(t, want != 0, ok, sentence)
	}
}

func FuzzSentence(f *testing.F) {
	for _, seed := range []string{"id 为 234 的课件", "ID", "İd 1", "\xffid\xff1", strings.Repeat("id", 50)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, ok := weclassroom.Sentence(text).ID()
		assert.True(t, id >= 0)
		assert.True(t, ok || id == 0)
	})
}

func TestAnEchoOfAnotherIDIsAWarning(t *testing.T) {
	for data, want := range map[string]int{"7": 0, `"7"`: 0, "null": 0, "[]": 0, `"ok"`: 0, "true": 0, "0": 0, `{"id":8}`: 0, "8": 1, `"8"`: 1} {
		client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
			return `{"status":1,"error_code":10000,"data":` + data + `}`
		})
		for operation, remove := range map[string]func(classcloud.CallOption) error{
			"Lessons.Delete": func(o classcloud.CallOption) error { return client.Lessons.Delete(t.Context(), 7, o) },
			"Lessons.RemoveDocument": func(o classcloud.CallOption) error {
				return client.Lessons.RemoveDocument(t.Context(), &weclassroom.RemoveLessonDocumentRequest{LessonID: 1, DocumentID: 7}, o)
			},
			"Lessons.RemoveStudent": func(o classcloud.CallOption) error {
				return client.Lessons.RemoveStudent(t.Context(), &weclassroom.RemoveLessonStudentRequest{LessonID: 1, StudentID: 7}, o)
			},
		} {
			warnings := 0
			require.NoError(t, remove(classcloud.OnWarning(func(classcloud.Operation, classcloud.Warning) { warnings++ })), operation)
			assert.Equal(t, want, warnings, "%s %s", operation, data)
		}
	}
}
