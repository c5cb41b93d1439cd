package classin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
)

// answering makes a client of a server that answers every call as told.
func answering(t *testing.T, answer http.HandlerFunc, opts ...classcloud.ClientOption) *classin.Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	opts = append([]classcloud.ClientOption{classcloud.WithBaseURL(server.URL), classcloud.WithClock(&instant{})}, opts...)
	client, err := classin.New(classin.Credentials{SID: 1000082, Secret: "Mb71234"}, opts...)
	require.NoError(t, err)
	return client
}

// instant is a clock whose sleeps take no time.
type instant struct {
	mu  sync.Mutex
	off time.Duration
}

func (c *instant) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Unix(1673949471, 0).Add(c.off)
}

func (c *instant) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.off += d
	return ctx.Err()
}

func says(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
}

// drop ends the connection without an answer.
func drop(w http.ResponseWriter) {
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		_ = conn.Close()
	}
}

func TestDoOfBothGenerations(t *testing.T) {
	var got *http.Request
	var body string
	client := answering(t, func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		got, body = r, string(raw)
		if strings.HasPrefix(r.URL.Path, "/partner/") {
			_, _ = io.WriteString(w, `{"data":[{"courseId":"7"}],"error_info":{"errno":"1","error":"程序正常执行"}}`)
			return
		}
		_, _ = io.WriteString(w, `{"code":1,"msg":"程序正常执行","data":{"unitId":7}}`)
	})

	var unit struct {
		UnitID int64 `json:"unitId"`
	}
	require.NoError(t, client.Do(t.Context(), classin.Call{Path: "/lms/unit/test", Params: []classcloud.Param{
		{Name: "courseId", Value: 132323}, {Name: "unitJson", Value: []any{map[string]any{"name": "string"}}},
	}}, &unit))
	assert.Equal(t, int64(7), unit.UnitID)
	assert.Equal(t, "d0d99023aa44549f97dfe9523059f0c3", got.Header.Get("X-EEO-SIGN"), "the published vector, over the wire")
	assert.Equal(t, "1000082", got.Header.Get("X-EEO-UID"))
	assert.Equal(t, "1673949471", got.Header.Get("X-EEO-TS"))
	assert.Equal(t, "application/json", got.Header.Get("Content-Type"))
	assert.JSONEq(t, `{"courseId":132323,"unitJson":[{"name":"string"}]}`, body, "sid and timeStamp are not in the body")

	var courses []struct {
		CourseID int64 `json:"courseId"`
	}
	require.NoError(t, client.Do(t.Context(), classin.Call{Action: "getCourseList", Effect: classcloud.EffectRead}, &courses))
	assert.Equal(t, int64(7), courses[0].CourseID)
	assert.Equal(t, "/partner/api/course.api.php?action=getCourseList", got.URL.String())

	for name, call := range map[string]classin.Call{
		"both":         {Action: "a", Path: "/b"},
		"neither":      {},
		"no slash":     {Path: "lms"},
		"sid":          {Path: "/lms", Params: []classcloud.Param{{Name: "sid", Value: 1}}},
		"key":          {Path: "/lms", Params: []classcloud.Param{{Name: "key", Value: 1}}},
		"a bool":       {Path: "/lms", Params: []classcloud.Param{{Name: "b", Value: true}}},
		"SID of v1":    {Action: "a", Params: []classcloud.Param{{Name: "SID", Value: 1}}},
		"stamp of v2":  {Path: "/lms", Params: []classcloud.Param{{Name: "timeStamp", Value: 1}}},
		"safeKey of 1": {Action: "a", Params: []classcloud.Param{{Name: "safeKey", Value: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			got = nil
			err := client.Do(t.Context(), call, nil)
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.False(t, classcloud.MaybeApplied(err))
			assert.Nil(t, got, "nothing is sent")
		})
	}
}

func TestEnvelopesOfV2(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		is   error
		code string
	}{
		"a refusal":          {`{"code":101002005,"msg":"签名异常","data":null}`, classin.CodeBadSignature, "101002005"},
		"a quoted code":      {`{"code":"29149","msg":"活动已删除"}`, classcloud.FailedPrecondition, "29149"},
		"an unknown code":    {`{"code":777,"msg":"?"}`, classcloud.Unknown, "777"},
		"no code":            {`{"data":{}}`, classcloud.DataLoss, ""},
		"the other envelope": {`{"error_info":{"errno":102,"error":"x"}}`, classin.CodeNotAuthorized, "102"},
		"no JSON":            {`<html>`, classcloud.DataLoss, ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := answering(t, says(test.body)).Do(t.Context(), classin.Call{Path: "/lms/x"}, nil)
			assert.ErrorIs(t, err, test.is)
			var e *classcloud.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, test.code, e.Code)
		})
	}
}

// Section 8 of the names: what a forgotten field must not destroy.
func TestNothingIsDestroyedByAForgottenField(t *testing.T) {
	sent := 0
	client := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		sent++
		_, _ = io.WriteString(w, `{"error_info":{"errno":1}}`)
	})
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"deleteClassVideo without fileId": func() error {
			return client.Recordings.Delete(ctx, &classin.DeleteRecordingRequest{ClassID: 1})
		},
		"addCourseLabels without labels": func() error {
			_, err := client.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1}}})
			return err
		},
		"addCourseLabels with an empty list": func() error {
			_, err := client.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, LabelIDs: []int64{}}}})
			return err
		},
		"addClassLabels without labels": func() error {
			_, err := client.Classes.SetLabels(ctx, &classin.SetClassLabelsRequest{CourseID: 1, Classes: []classin.ClassLabels{{ClassID: 1}}})
			return err
		},
		"editCourseClass with no co-teachers": func() error {
			_, err := client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 1, AssistantUIDs: []classin.UID{}})
			return err
		},
		"editCourseClass with one of the three": func() error {
			_, err := client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 1, Record: new(true)})
			return err
		},
		"setClassVideoMultiple with two of the three": func() error {
			_, err := client.Classes.SetRecording(ctx, &classin.SetRecordingRequest{CourseID: 1, Classes: []classin.ClassRecording{{ClassID: 1, Record: new(true), Live: new(true)}}})
			return err
		},
		"updateClassLockStatus without isLock": func() error {
			return client.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: 1})
		},
		"modifyClassSeatNum without seats": func() error {
			return client.Classes.SetSeats(ctx, &classin.SetSeatsRequest{CourseID: 1, ClassID: 1})
		},
		"editCourse with the zero of unix": func() error {
			return client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, ExpireTime: new(time.Unix(0, 0))})
		},
		"editCourse with the zero time": func() error {
			return client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, ExpireTime: new(time.Time)})
		},
		"updateTeacherCloudFolders without folders": func() error {
			return client.Teachers.SetCloudFolders(ctx, &classin.SetCloudFoldersRequest{TeacherUID: 1})
		},
		"delFolder without a folder":    func() error { return client.Folders.Delete(ctx, "") },
		"endCourse without a course":    func() error { return client.Courses.End(ctx, 0) },
		"delFile without a file":        func() error { return client.Documents.Delete(ctx, "") },
		"deleteSchoolLabel without one": func() error { return client.Labels.Delete(ctx, 0) },
		"every video of no class":       func() error { return client.Recordings.DeleteAll(ctx, 0) },
		"delCourseStudentMultiple of nobody": func() error {
			_, err := client.Courses.RemoveStudents(ctx, &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{}})
			return err
		},
		"delClassStudentMultiple of nobody": func() error {
			_, err := client.Classes.RemoveStudents(ctx, &classin.RemoveClassStudentsRequest{CourseID: 1, ClassID: 1})
			return err
		},
		"delCourseClass of no class": func() error {
			_, err := client.Classes.Delete(ctx, &classin.DeleteClassRequest{CourseID: 1})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := call()
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.False(t, classcloud.MaybeApplied(err))
		})
	}
	assert.Zero(t, sent)
}

// And what is meant is sent.
func TestZerosThatAreMeant(t *testing.T) {
	var form url.Values
	client := answering(t, func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		form = r.PostForm
		_, _ = io.WriteString(w, `{"data":[],"error_info":{"errno":1}}`)
	})
	ctx := t.Context()
	in := &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, Clear: true}}}
	_, err := client.Courses.SetLabels(ctx, in)
	require.NoError(t, err)
	assert.Equal(t, `[{"courseId":1,"labelIds":[]}]`, form.Get("courseList"))
	assert.Nil(t, in.Courses[0].LabelIDs, "the caller's request stays as it is")
	_, err = client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 2, RemoveAssistants: true})
	require.NoError(t, err)
	assert.Equal(t, "[]", form.Get("assistantUids"))
	_, err = client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 2, ClassName: new("x")})
	require.NoError(t, err)
	assert.NotContains(t, form, "assistantUids")
	require.NoError(t, client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, NeverExpires: true}))
	assert.Equal(t, "0", form.Get("expiryTime"))
	require.NoError(t, client.Classes.SetSeats(ctx, &classin.SetSeatsRequest{CourseID: 1, ClassID: 1, StudentSeats: new(0)}))
	assert.Equal(t, "0", form.Get("seatNum"))
	require.NoError(t, client.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: 1, Locked: new(false)}))
	assert.Equal(t, "0", form.Get("isLock"))
	require.NoError(t, client.Teachers.SetCloudFolders(ctx, &classin.SetCloudFoldersRequest{TeacherUID: 1, Clear: true}))
	assert.Equal(t, "[]", form.Get("folderIdJson"))
	require.NoError(t, client.Recordings.DeleteAll(ctx, 9))
	assert.NotContains(t, form, "fileId")
	_, err = client.Classes.AddStudents(ctx, &classin.AddClassStudentsRequest{CourseID: 1, ClassID: 2, Students: []classin.ClassStudent{{StudentUID: 3}}})
	require.NoError(t, err)
	assert.Equal(t, "1", form.Get("identity"))
}

func TestBatchOfCreatesIsRepeatedUnderItsIdentities(t *testing.T) {
	var mu sync.Mutex
	classes, calls := map[string]int{}, 0
	client := answering(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		calls++
		var in []struct {
			Identity string `json:"courseUniqueIdentity"`
		}
		_ = json.Unmarshal([]byte(r.PostFormValue("classJson")), &in)
		var rows []string
		for _, class := range in {
			code := 398
			if classes[class.Identity] == 0 {
				classes[class.Identity], code = len(classes)+1, 1
			}
			rows = append(rows, fmt.Sprintf(`{"data":%d,"errno":%d}`, classes[class.Identity], code))
		}
		if calls%2 == 1 {
			drop(w)
			return
		}
		_, _ = io.WriteString(w, `{"data":[`+strings.Join(rows, ",")+`],"error_info":{"errno":1}}`)
	})
	start := time.Unix(1700000000, 0)
	class := classin.NewClass{ClassName: "a", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 7}
	own := class
	own.Identity = "own"
	in := &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{class, own, class}}
	items, err := client.Classes.CreateBatch(t.Context(), in)
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	mu.Lock()
	assert.Len(t, classes, 3, "no class is doubled")
	mu.Unlock()
	for i, item := range items {
		assert.Equal(t, i, item.Index)
		assert.False(t, item.Value.Existed, "this call made it")
		assert.NotZero(t, item.Value.ClassID)
		assert.NotEmpty(t, item.Value.Identity)
	}
	assert.Empty(t, in.Classes[0].Identity, "the caller's request stays as it is")

	mu.Lock()
	calls = 1 // the next answer arrives
	mu.Unlock()
	items, err = client.Classes.CreateBatch(t.Context(), &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{own}})
	require.NoError(t, err)
	assert.True(t, items[0].Value.Existed)
}

func TestBatchThatStaysInDoubtTellsItsIdentities(t *testing.T) {
	start := time.Unix(1700000000, 0)
	in := &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{{ClassName: "a", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 7}}}
	lost := func(w http.ResponseWriter, _ *http.Request) { drop(w) }
	items, err := answering(t, lost).Classes.CreateBatch(t.Context(), in)
	require.True(t, classcloud.MaybeApplied(err))
	require.Len(t, items, 1)
	assert.Len(t, items[0].Value.Identity, 32)
	assert.Equal(t, err, items[0].Err)

	var calls atomic.Int64
	items, err = answering(t, func(w http.ResponseWriter, _ *http.Request) { calls.Add(1); drop(w) }, classin.WithoutIdentity()).Classes.CreateBatch(t.Context(), in)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Nil(t, items)
	assert.EqualValues(t, 1, calls.Load(), "without identities it is not repeated")
}

func TestCourseIsNeverDoubled(t *testing.T) {
	var mu sync.Mutex
	courses, calls := map[string]int{}, 0
	client := answering(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		calls++
		identity, code := r.PostFormValue("courseUniqueIdentity"), 398
		if courses[identity] == 0 {
			courses[identity], code = len(courses)+1, 1
		}
		switch calls % 4 {
		case 1:
			drop(w)
		case 2:
			w.WriteHeader(http.StatusBadGateway)
		default:
			_, _ = fmt.Fprintf(w, `{"data":%d,"error_info":{"errno":%d}}`, courses[identity], code)
		}
	})
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			in := &classin.CreateCourseRequest{CourseName: "a"}
			for {
				course, err := client.Courses.Create(t.Context(), in)
				if err == nil {
					assert.False(t, course.Existed && in.Identity == "")
					return
				}
				hint := hintOf(err)
				if !assert.Contains(t, hint, `create it again with Identity "`) {
					return
				}
				in.Identity = strings.Split(hint, `"`)[1]
			}
		})
	}
	wg.Wait()
	mu.Lock()
	defer mu.Unlock()
	assert.Len(t, courses, 200)
}

func hintOf(err error) string {
	if e, ok := err.(*classcloud.Error); ok {
		return e.Hint
	}
	return ""
}

func TestAnswersToOurOwnRepeat(t *testing.T) {
	for name, test := range map[string]struct {
		code string
		call func(context.Context, *classin.Client) error
	}{
		"the student is in the course": {"163", func(ctx context.Context, c *classin.Client) error {
			ack, err := c.Courses.AddStudent(ctx, &classin.AddCourseStudentRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUID: 2})
			if err == nil && ack == nil {
				return fmt.Errorf("no result beside no error")
			}
			return err
		}},
		"the class is deleted": {"212", func(ctx context.Context, c *classin.Client) error {
			_, err := c.Classes.Delete(ctx, &classin.DeleteClassRequest{CourseID: 1, ClassID: 2})
			return err
		}},
		"the folder is gone": {"193", func(ctx context.Context, c *classin.Client) error { return c.Folders.Delete(ctx, "7") }},
		"the label is gone":  {"356", func(ctx context.Context, c *classin.Client) error { return c.Labels.Delete(ctx, 7) }},
	} {
		t.Run(name, func(t *testing.T) {
			var calls atomic.Int64
			reply := `{"error_info":{"errno":` + test.code + `}}`
			err := test.call(t.Context(), answering(t, func(w http.ResponseWriter, _ *http.Request) {
				if calls.Add(1) == 1 {
					drop(w)
					return
				}
				_, _ = io.WriteString(w, reply)
			}))
			assert.NoError(t, err, "the try before did it")
			assert.EqualValues(t, 2, calls.Load())
			assert.Error(t, test.call(t.Context(), answering(t, says(reply))), "without one it is the vendor's no")
		})
	}
}

func TestRegisterIsNotRepeated(t *testing.T) {
	var calls atomic.Int64
	client := answering(t, func(w http.ResponseWriter, _ *http.Request) { calls.Add(1); drop(w) })
	in := &classin.RegisterUserRequest{Phone: "1", Password: "secret1"}
	_, err := client.Users.Register(t.Context(), in)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.EqualValues(t, 1, calls.Load())
	_, err = answering(t, says(`{"error_info":{"errno":101003002}}`)).Users.Register(t.Context(), in)
	assert.ErrorIs(t, err, classin.CodeRepeated)
	assert.True(t, classcloud.MaybeApplied(err), "the call within 5 seconds before may have done it")
}

func TestUploadStreams(t *testing.T) {
	const size = 8 << 20
	client := answering(t, func(w http.ResponseWriter, r *http.Request) {
		parts, err := r.MultipartReader()
		if err != nil {
			return
		}
		var names []string
		var got int64
		for {
			part, err := parts.NextPart()
			if err != nil {
				break
			}
			n, _ := io.Copy(io.Discard, part)
			if names = append(names, part.FormName()); part.FormName() == "Filedata" {
				got = n
			}
		}
		_, _ = fmt.Fprintf(w, `{"data":"%d","error_info":{"errno":1,"error":"%s"}}`, got, strings.Join(names, " "))
	})
	id, err := client.Documents.Upload(t.Context(), &classin.UploadDocumentRequest{FolderID: "1",
		File: &classcloud.File{Name: "a.pdf", Content: io.LimitReader(zeros{}, size)}})
	require.NoError(t, err)
	assert.Equal(t, fmt.Sprint(size), id)
	_, err = client.Documents.Upload(t.Context(), &classin.UploadDocumentRequest{FolderID: "1",
		File: &classcloud.File{Name: strings.Repeat("名", 129), Content: strings.NewReader("x")}})
	assert.ErrorContains(t, err, "File.Name (Filedata) has 129 characters, the vendor keeps 128")
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestInBatches(t *testing.T) {
	list := []int{0, 1, 2, 3, 4, 5, 6}
	var sizes []int
	send := func(_ context.Context, part []int) ([]classcloud.Item[int], error) {
		sizes = append(sizes, len(part))
		out := make([]classcloud.Item[int], len(part))
		for i, n := range part {
			out[i] = classcloud.Item[int]{Index: i, Value: n * 10}
		}
		return out, nil
	}
	items, err := classin.InBatches(t.Context(), list, 3, send)
	require.NoError(t, err)
	assert.Equal(t, []int{3, 3, 1}, sizes)
	for i, item := range items {
		assert.Equal(t, classcloud.Item[int]{Index: i, Value: i * 10}, item)
	}

	lost := &classcloud.Error{Kind: classcloud.Unavailable}
	calls := 0
	items, err = classin.InBatches(t.Context(), list, 3, func(ctx context.Context, part []int) ([]classcloud.Item[int], error) {
		if calls++; calls == 2 {
			return nil, lost
		}
		return send(ctx, part)
	})
	assert.Equal(t, lost, err)
	assert.Equal(t, 2, calls, "nothing is sent after a call that failed")
	require.Len(t, items, 7)
	for i, item := range items {
		assert.Equal(t, i, item.Index)
		switch {
		case i < 3:
			assert.NoError(t, item.Err, "done")
		case i < 6:
			assert.True(t, classcloud.MaybeApplied(item.Err), "may be done")
		default:
			assert.Error(t, item.Err)
			assert.False(t, classcloud.MaybeApplied(item.Err), "not sent")
		}
	}
	items, err = classin.InBatches(t.Context(), nil, 0, send)
	assert.NoError(t, err)
	assert.Empty(t, items)
}

func TestWebcastURL(t *testing.T) {
	client, err := classin.New(classin.Credentials{SID: 1, Secret: vectorSecret})
	require.NoError(t, err)
	link, err := client.WebcastURL(t.Context(), &classin.WebcastURLRequest{CourseKey: vectorClassKey, ClassID: 123456, Account: "13700000000", Nickname: "李 老师+&="})
	require.NoError(t, err)
	assert.Equal(t, "https://live.eeo.cn/webcast_partner.html?account=13700000000&checkCode="+vectorCheckZH+"&courseKey="+vectorClassKey+
		"&lessonid=123456&nickname=%E6%9D%8E%20%E8%80%81%E5%B8%88%2B%26%3D", link, "the class takes no part in checkCode")
	link, err = client.WebcastURL(t.Context(), &classin.WebcastURLRequest{CourseKey: "k", Account: "a", Nickname: "n"})
	require.NoError(t, err)
	assert.NotContains(t, link, "lessonid")
	for says, in := range map[string]*classin.WebcastURLRequest{
		"request is nil":                    nil,
		"CourseKey (courseKey) is required": {Account: "a", Nickname: "n"},
		"has 32 characters":                 {CourseKey: "k", Account: strings.Repeat("a", 32), Nickname: "n"},
	} {
		_, err := client.WebcastURL(t.Context(), in)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, says)
	}
	key, err := classin.CourseKey("https://www.eeo.cn/webcast.php?courseKey=4fe1167f8060e809&lessonid=123456")
	require.NoError(t, err)
	assert.Equal(t, "4fe1167f8060e809", key)
	_, err = classin.CourseKey("https://www.eeo.cn/webcast.php")
	assert.Error(t, err)
}

func TestEnumsPrint(t *testing.T) {
	for want, got := range map[string]fmt.Stringer{
		"Teacher": classin.MembershipTeacher, "Membership(9)": classin.Membership(9), "None": classin.MembershipNone, "Student": classin.MembershipStudent,
		"Auditor": classin.CourseRoleAuditor, "CourseRole(0)": classin.CourseRole(0), "Science": classin.SubjectScience, "Other": classin.SubjectOther,
		"Subject(-1)": classin.Subject(-1), "Subject(17)": classin.Subject(17), "Desktop": classin.DeviceTypeDesktop, "IOS": classin.DeviceTypeIOS,
		"Android": classin.DeviceTypeAndroid, "DeviceType(9)": classin.DeviceType(9),
	} {
		assert.Equal(t, want, got.String())
	}
}

func TestWarningsOfItems(t *testing.T) {
	const reply = `{"data":[{"errno":1},{"errno":"841","error":"nickname"},{"errno":163}],"error_info":{"errno":1}}`
	in := &classin.AddCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, Students: []classin.CourseStudent{{StudentUID: 1}, {StudentUID: 2}, {StudentUID: 3}}}
	want := classcloud.Warning{Code: "841", Message: "nickname"}
	var told []classcloud.Warning
	client := answering(t, says(reply), classcloud.OnWarning(func(_ classcloud.Operation, w classcloud.Warning) { told = append(told, w) }))
	items, err := client.Courses.AddStudents(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, []classcloud.Warning{want}, items[1].Warnings)
	assert.Equal(t, []classcloud.Warning{want}, told)
	assert.ErrorIs(t, classcloud.ItemErrors(items), classin.CodeStudentInCourse)

	items, err = client.Courses.AddStudents(t.Context(), in, classcloud.WithStrictWarnings())
	assert.ErrorContains(t, err, "nickname")
	assert.ErrorIs(t, err, classin.CodeAddedNotSynced)
	assert.Len(t, items, 3, "the verdicts come beside the error")
}

func TestBatchWithGaps(t *testing.T) {
	in := &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{1, 2, 3}}
	items, err := answering(t, says(`{"data":{"2":{"errno":162},"0":{"errno":1}},"error_info":{"errno":1}}`)).Courses.RemoveStudents(t.Context(), in)
	require.NoError(t, err)
	assert.NoError(t, items[0].Err)
	assert.ErrorIs(t, items[1].Err, classcloud.DataLoss)
	assert.ErrorIs(t, items[2].Err, classin.CodeMemberNotInCourse, "its place says which item it is")

	for _, odd := range []string{`{"a":{"errno":1}}`, `{"99999999":{"errno":1}}`, `7`, `"x"`} {
		_, err := answering(t, says(`{"data":`+odd+`,"error_info":{"errno":1}}`)).Courses.RemoveStudents(t.Context(), in)
		if odd != `{"99999999":{"errno":1}}` {
			assert.ErrorIs(t, err, classcloud.DataLoss, odd)
		}
	}
}

func TestStatusAgainstVerdict(t *testing.T) {
	client := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, `{"data":7,"error_info":{"errno":1}}`)
	})
	_, err := client.Users.Register(t.Context(), &classin.RegisterUserRequest{Phone: "1", Password: "secret1"})
	assert.ErrorIs(t, err, classcloud.Internal)
	assert.True(t, classcloud.MaybeApplied(err))
}

func TestFoldersInTheOrderOfTheirParents(t *testing.T) {
	folders, err := answering(t, says(`{"data":{"10":[{"id":"3","pid":"10"}],"9":[{"id":"1","pid":"9"},{"id":2,"pid":9}]},"error_info":{"errno":1}}`)).Folders.List(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []classin.Folder{{FolderID: "1", ParentID: "9"}, {FolderID: "2", ParentID: "9"}, {FolderID: "3", ParentID: "10"}}, folders)
}
