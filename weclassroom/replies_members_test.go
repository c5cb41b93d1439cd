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

// adding returns the calls that add several members, each as what it says about completeness.
func adding(t *testing.T, body string) map[string]func(...classcloud.CallOption) (complete bool, unknown map[string]string, err error) {
	t.Helper()
	client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return body })
	ctx := t.Context()
	return map[string]func(...classcloud.CallOption) (bool, map[string]string, error){
		"Lessons.AddDocuments": func(opts ...classcloud.CallOption) (bool, map[string]string, error) {
			added, err := client.Lessons.AddDocuments(ctx, &weclassroom.AddLessonDocumentsRequest{LessonID: 1, DocumentIDs: []int64{1}}, opts...)
			return added != nil && added.Complete(), unknown(added, func() map[string]string { return added.Unknown }), err
		},
		"Lessons.AddStudents": func(opts ...classcloud.CallOption) (bool, map[string]string, error) {
			added, err := client.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: 1, StudentIDs: []int64{1}}, opts...)
			return added != nil && added.Complete(), unknown(added, func() map[string]string { return added.Unknown }), err
		},
		"Classrooms.AddStudents": func(opts ...classcloud.CallOption) (bool, map[string]string, error) {
			added, err := client.Classrooms.AddStudents(ctx, &weclassroom.AddClassroomStudentsRequest{ClassroomID: 1, StudentIDs: []int64{1}}, opts...)
			return added != nil && added.Complete(), unknown(added, func() map[string]string { return added.Unknown }), err
		},
	}
}

func unknown[T any](added *T, get func() map[string]string) map[string]string {
	if added == nil {
		return nil
	}
	return get()
}

func TestWhatIsNotKnownIsNotComplete(t *testing.T) {
	for name, test := range map[string]struct {
		body    string
		unknown map[string]string
		drift   []string
	}{
		"a new reason in data":        {`{"status":1,"data":{"failed":["id 为 1 的课件转换失败"]}}`, map[string]string{"failed": `["id 为 1 的课件转换失败"]`}, []string{"/data/failed"}},
		"a new reason beside data":    {`{"status":1,"data":[],"failed":["id 为 1 的课件转换失败"]}`, map[string]string{"failed": `["id 为 1 的课件转换失败"]`}, []string{"/failed"}},
		"a reason by index":           {`{"status":1,"data":{"failed":{"3":"x"}}}`, map[string]string{"failed": `{"3":"x"}`}, []string{"/data/failed"}},
		"a number in data":            {`{"status":1,"data":{"failedCount":2}}`, map[string]string{"failedCount": "2"}, []string{"/data/failedCount"}},
		"data is a list of sentences": {`{"status":1,"data":["id 为 1 的课件转换失败"]}`, map[string]string{"data": `["id 为 1 的课件转换失败"]`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for operation, add := range adding(t, test.body) {
				var drift []string
				complete, unknown, err := add(classcloud.OnDrift(func(d classcloud.Drift) { drift = append(drift, d.Path) }))
				require.NoError(t, err, operation)
				assert.False(t, complete, operation)
				assert.Equal(t, test.unknown, unknown, operation)
				assert.Equal(t, test.drift, drift, operation)
			}
		})
	}
	for name, body := range map[string]string{
		"nothing": `{"status":1}`, "data []": `{"status":1,"data":[]}`, "data null": `{"status":1,"data":null}`, "data {}": `{"status":1,"data":{}}`,
		"empty reasons":   `{"status":1,"data":{"failed":[],"skipped":null,"count":0},"more":{}}`,
		"a trace id":      `{"status":1,"data":{},"trace_id":"q"}`,
		"data is false":   `{"status":1,"data":false}`,
		"the usual lists": `{"status":1,"data":{"notFound":[],"already":[],"alreadyExist":[],"unConverted":[]},"notEnterStudentIds":[]}`,
	} {
		for operation, add := range adding(t, body) {
			complete, unknown, err := add()
			require.NoError(t, err, "%s %s", name, operation)
			assert.True(t, complete, "%s %s", name, operation)
			assert.Empty(t, unknown, "%s %s", name, operation)
		}
	}
}

func TestStudentsWhoAreNotInTheClassroomInEveryForm(t *testing.T) {
	for name, body := range map[string]string{
		"beside data":            `{"status":1,"notEnterStudentIds":[1,2]}`,
		"with the blank":         `{"status":1,"notEnterStudentIds ":[1,2]}`,
		"in data":                `{"status":1,"data":{"notEnterStudentIds":[1,2]}}`,
		"with gaps":              `{"status":1,"notEnterStudentIds":{"0":1,"5":"2"}}`,
		"JSON in text":           `{"status":1,"notEnterStudentIds":"[1,2]"}`,
		"an object in text":      `{"status":1,"notEnterStudentIds":"{\"1\":1,\"2\":2}"}`,
		"with commas":            `{"status":1,"notEnterStudentIds":"1, 2"}`,
		"in the other case":      `{"status":1,"notenterstudentids":["1","2"]}`,
		"as floating point":      `{"status":1,"notEnterStudentIds":[1.0,2.0]}`,
		"beside, and data empty": `{"status":1,"data":[],"notEnterStudentIds":[1,2]}`,
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := stubbed(t, func(string, weclassroomtest.Array) string { return body })
			added, err := client.Classrooms.AddStudents(t.Context(), &weclassroom.AddClassroomStudentsRequest{ClassroomID: 1, StudentIDs: []int64{1, 2, 3}})
			require.NoError(t, err)
			assert.Equal(t, []int64{1, 2}, added.NotFound)
			assert.False(t, added.Complete())
		})
	}
}

func TestWhatARepeatFindsIsNotTold(t *testing.T) {
	i := newInstitution(t)
	student := i.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "S", Student: true})
	lesson := i.AddLesson(weclassroomtest.Lesson{ClassroomID: i.classroom.ClassroomID, StartTime: beginning.Add(3600e9), EndTime: beginning.Add(7200e9)})
	document := i.AddDocument(weclassroomtest.Document{Name: "a.ppt", Type: weclassroomtest.DocumentTypePPT})
	client, err := i.client.With(classcloud.WithClock(clienttest.Impatient{}))
	require.NoError(t, err)
	ctx := t.Context()
	var warnings []string
	warn := classcloud.OnWarning(func(_ classcloud.Operation, w classcloud.Warning) { warnings = append(warnings, w.Message) })

	i.Inject("Lessons.AddStudents", weclassroomtest.Fault{Apply: true, Reset: true})
	students, err := client.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: lesson.LessonID, StudentIDs: []int64{student.UserID}}, warn)
	require.NoError(t, err)
	assert.True(t, students.Complete())
	assert.Len(t, students.Already, 1)
	i.Inject("Lessons.AddDocuments", weclassroomtest.Fault{Apply: true, Reset: true})
	documents, err := client.Lessons.AddDocuments(ctx, &weclassroom.AddLessonDocumentsRequest{LessonID: lesson.LessonID, DocumentIDs: []int64{document.DocumentID}}, warn)
	require.NoError(t, err)
	assert.Len(t, documents.Already, 1)
	require.Len(t, warnings, 2, "each says that the first try may have added it")
	assert.Contains(t, warnings[0], "may have been added by the first try")

	_, err = client.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: lesson.LessonID, StudentIDs: []int64{student.UserID}}, warn)
	require.NoError(t, err)
	assert.Len(t, warnings, 2, "and a first try is the truth")
}

func TestARefusedRepeatOfARemovalSaysWhereToLook(t *testing.T) {
	i := newInstitution(t)
	student := i.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "S", Student: true})
	document := i.AddDocument(weclassroomtest.Document{Name: "a.ppt", Type: weclassroomtest.DocumentTypePPT})
	room := i.AddClassroom(weclassroomtest.Classroom{TeacherID: i.teacher.UserID, Name: "R", Category: weclassroomtest.CategorySmall, StudentIDs: []int64{student.UserID}})
	lesson := i.AddLesson(weclassroomtest.Lesson{ClassroomID: room.ClassroomID, StartTime: beginning.Add(3600e9), EndTime: beginning.Add(7200e9),
		DocumentIDs: []int64{document.DocumentID}})
	client, err := i.client.With(classcloud.WithClock(clienttest.Impatient{}))
	require.NoError(t, err)
	ctx := t.Context()
	for _, removal := range []struct {
		operation, look string
		remove          func() error
	}{
		{"Lessons.RemoveStudent", "Lessons.ListByUser", func() error {
			return client.Lessons.RemoveStudent(ctx, &weclassroom.RemoveLessonStudentRequest{LessonID: lesson.LessonID, StudentID: student.UserID})
		}},
		{"Lessons.RemoveDocument", "Lessons.AddDocuments", func() error {
			return client.Lessons.RemoveDocument(ctx, &weclassroom.RemoveLessonDocumentRequest{LessonID: lesson.LessonID, DocumentID: document.DocumentID})
		}},
		{"Classrooms.RemoveStudent", "Lessons.ListByUser", func() error {
			return client.Classrooms.RemoveStudent(ctx, &weclassroom.RemoveClassroomStudentRequest{ClassroomID: room.ClassroomID, StudentID: student.UserID})
		}},
		{"Lessons.Delete", "Lessons.ListByIDs", func() error { return client.Lessons.Delete(ctx, lesson.LessonID) }},
		{"Classrooms.Delete", "Classrooms.GetProgress", func() error { return client.Classrooms.Delete(ctx, room.ClassroomID) }},
	} {
		t.Run(removal.operation, func(t *testing.T) {
			i.Inject(removal.operation, weclassroomtest.Fault{Apply: true, Reset: true})
			e := clienttest.AsError(t, removal.remove())
			assert.True(t, classcloud.MaybeApplied(e))
			assert.Contains(t, e.Hint, "the first try may have done it")
			assert.Contains(t, e.Hint, removal.look)
			e = clienttest.AsError(t, removal.remove())
			assert.False(t, classcloud.MaybeApplied(e), "a refused first try is a refusal")
			assert.Empty(t, e.Hint)
		})
	}
}

// What stands in two places is read in both, and nothing of it is overwritten.
func TestMembersInTwoPlaces(t *testing.T) {
	for name, test := range map[string]struct {
		reply    string
		notFound []int64
		complete bool
	}{
		"empty in data":             {`"notEnterStudentIds":[1],"data":{"notEnterStudentIds":[]}`, []int64{1}, false},
		"empty beside data":         {`"data":{"notEnterStudentIds":[1]},"notEnterStudentIds":[]`, []int64{1}, false},
		"with and without a blank":  {`"notEnterStudentIds ":[1],"notEnterStudentIds":[]`, []int64{1}, false},
		"the same twice":            {`"notEnterStudentIds":[1],"data":{"notEnterStudentIds":[1]}`, []int64{1}, false},
		"another in the second":     {`"notEnterStudentIds":[1],"data":{"notEnterStudentIds":[2]}`, []int64{1}, false},
		"nothing as text":           {`"notEnterStudentIds":""`, []int64{}, true},
		"blanks as text":            {`"notEnterStudentIds":" "`, []int64{}, true},
		"a comma at the end":        {`"notEnterStudentIds":"1,"`, []int64{1}, false},
		"a sentence instead of ids": {`"data":"学生 1 不存在"`, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
				return `{"status":1,"error_code":10000,` + test.reply + `}`
			})
			added, err := client.Classrooms.AddStudents(t.Context(), &weclassroom.AddClassroomStudentsRequest{ClassroomID: 1, StudentIDs: []int64{1, 2}})
			require.NoError(t, err)
			assert.Equal(t, test.notFound, added.NotFound)
			assert.Equal(t, test.complete, added.Complete())
			if name == "another in the second" {
				assert.Equal(t, map[string]string{"notEnterStudentIds": "[2]"}, added.Unknown)
			}
		})
	}
	client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
		return `{"status":1,"error_code":10000,"notFound":["id 为 1"],"data":{"notFound":[]}}`
	})
	added, err := client.Lessons.AddDocuments(t.Context(), &weclassroom.AddLessonDocumentsRequest{LessonID: 1, DocumentIDs: []int64{1}})
	require.NoError(t, err)
	assert.False(t, added.Complete())
}
