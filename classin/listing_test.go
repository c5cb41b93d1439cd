package classin_test

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

var readForms = map[string]classintest.ReadForm{
	"named": classintest.ReadFormNamed, "bare": classintest.ReadFormBare, "keyed": classintest.ReadFormKeyed, "old": classintest.ReadFormOld,
}

// gathered returns what an iterator yields, and its errors.
func gathered[T any](all iter.Seq2[T, error]) (rows []T, errs []error) {
	for row, err := range all {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		rows = append(rows, row)
	}
	return rows, errs
}

// The same school reads the same in every form of the lists.
func TestReadsInEveryForm(t *testing.T) {
	for name, form := range readForms {
		t.Run(name, func(t *testing.T) {
			ctx, srv := t.Context(), classintest.NewServer(classintest.WithReadForm(form), classintest.WithMoreMembers())
			defer srv.Close()
			c, known := srv.Client(), srv.Defaults()
			srv.AddCourse(classintest.Course{CourseID: 490584, CourseName: "数学", HeadTeacherUID: known.TeacherUID})
			srv.AddStudent(known.CourseID, 1002002)
			srv.AddAuditor(known.CourseID, 1002003)
			start := srv.Now().Add(24 * time.Hour).Truncate(time.Second)
			made, err := c.Classes.Create(ctx, &classin.CreateClassRequest{CourseID: known.CourseID, ClassName: "第一课", StartTime: start, EndTime: start.Add(time.Hour),
				TeacherUID: classin.UID(known.TeacherUID), Record: true})
			require.NoError(t, err)
			ref := &classin.GetClassRequest{CourseID: known.CourseID, ClassID: made.ClassID}

			courses, err := c.Courses.List(ctx, &classin.ListCoursesRequest{})
			require.NoError(t, err)
			require.Len(t, courses.Courses, 2)
			assert.Equal(t, "数学", courses.Courses[1].CourseName)
			assert.Equal(t, classin.UID(known.TeacherUID), courses.Courses[1].HeadTeacherUID)
			assert.JSONEq(t, "22400", string(courses.Courses[1].Unknown["folderId"]))
			assert.Equal(t, form == classintest.ReadFormNamed, courses.Total != nil)
			course, err := c.Courses.Get(ctx, 490584)
			require.NoError(t, err)
			assert.Equal(t, courses.Courses[1], *course)

			for role, count := range map[classin.CourseRole]int{0: 3, classin.CourseRoleStudent: 2, classin.CourseRoleAuditor: 1} {
				in := &classin.ListCourseStudentsRequest{CourseID: known.CourseID, Role: role}
				page, err := c.Courses.ListStudents(ctx, in)
				require.NoError(t, err)
				assert.Len(t, page.CourseMembers, count)
				for _, member := range page.CourseMembers {
					assert.NotEmpty(t, member.Account)
					assert.Equal(t, form == classintest.ReadFormOld, member.UID == 0)
				}
				all, errs := gathered(c.Courses.AllStudents(ctx, in))
				assert.Empty(t, errs)
				assert.ElementsMatch(t, page.CourseMembers, all)
			}

			classes, err := c.Classes.List(ctx, &classin.ListClassesRequest{CourseID: known.CourseID})
			require.NoError(t, err)
			require.Len(t, classes.Classes, 1)
			class := classes.Classes[0]
			assert.True(t, start.Equal(class.StartTime) && class.EndTime.Sub(class.StartTime) == time.Hour)
			class.StartTime, class.EndTime = time.Time{}, time.Time{}
			assert.Equal(t, classin.Class{ClassID: made.ClassID, ClassName: "第一课", TeacherUID: classin.UID(known.TeacherUID), Seats: new(6),
				Record: new(true), Live: new(false), Replay: new(false)}, class)
			one, err := c.Classes.Get(ctx, ref)
			require.NoError(t, err)
			assert.Equal(t, classes.Classes[0], *one)

			students, errs := gathered(c.Students.All(ctx, nil))
			assert.Empty(t, errs)
			assert.Len(t, students, 2, "an auditor is not a student of the school")
			assert.NotEmpty(t, students[0].Account)
			teachers, errs := gathered(c.Teachers.All(ctx, &classin.ListTeachersRequest{PageSize: 1}))
			assert.Empty(t, errs)
			assert.Equal(t, []classin.UID{classin.UID(known.TeacherUID), classin.UID(known.AssistantUID)}, []classin.UID{teachers[0].UID, teachers[1].UID})

			none, err := c.Classes.ListAttendance(ctx, ref)
			require.NoError(t, err)
			assert.Empty(t, none)
			srv.AddVisit(made.ClassID, classintest.Visit{UID: known.StudentUID, Role: 1, Duration: 58 * time.Minute, FirstInTime: start, LastOutTime: start.Add(time.Hour)})
			srv.AddVisit(made.ClassID, classintest.Visit{UID: 1002002, Role: 1})
			for _, list := range []func(context.Context, *classin.GetClassRequest, ...classcloud.CallOption) ([]classin.ClassAttendance, error){c.Classes.ListAttendance, c.Classes.ListPresence} {
				rows, err := list(ctx, ref)
				require.NoError(t, err)
				require.Len(t, rows, 2)
				assert.Equal(t, classin.UID(known.StudentUID), rows[0].UID)
				assert.Equal(t, 58*time.Minute, *rows[0].Duration)
				assert.Equal(t, classin.RoleStudent, rows[0].Role)
				assert.True(t, start.Equal(rows[0].FirstInTime) && start.Add(time.Hour).Equal(rows[0].LastOutTime))
				assert.True(t, rows[1].FirstInTime.IsZero() && rows[1].LastOutTime.IsZero() && *rows[1].Duration == 0)
			}
			video, err := c.Recordings.Get(ctx, ref)
			require.NoError(t, err)
			assert.Equal(t, made.LiveURL, video.LiveURL)
		})
	}
}

// An iterator finds every row, whatever the server's pages are, with and without a total, once each.
func TestReadsAreWalkedToTheirEnd(t *testing.T) {
	for name, form := range readForms {
		t.Run(name, func(t *testing.T) {
			srv := classintest.NewServer(classintest.WithReadForm(form))
			defer srv.Close()
			c := srv.Client()
			for uid := range int64(23) {
				srv.AddSchoolStudent(2000000+uid, "x")
			}
			for _, in := range []*classin.ListStudentsRequest{nil, {PageSize: 5}, {PageSize: 24}, {PageSize: 1}} {
				srv.ClearRequests()
				all, errs := gathered(c.Students.All(t.Context(), in))
				assert.Empty(t, errs)
				assert.Len(t, all, 24)
				assert.Equal(t, "1", srv.Requests()[0].Form.Get("page"))
				if in == nil {
					assert.Equal(t, "100", srv.Requests()[0].Form.Get("perpage"))
				}
			}
			srv.Lie("Students.List", classintest.Lie{PageCap: 7})
			all, errs := gathered(c.Students.All(t.Context(), nil))
			assert.Empty(t, errs)
			assert.Len(t, all, 24, "a server that gives fewer rows than were asked for")
			rest, _ := gathered(c.Students.All(t.Context(), &classin.ListStudentsRequest{Page: 2}))
			assert.Len(t, rest, 17)
		})
	}
}

// A server that does not know pages answers each with all rows: the second brings nothing new.
func TestReadsOfAServerWithoutPages(t *testing.T) {
	c := answering(t, says(`{"data":[{"classId":1},{"classId":2}],"error_info":{"errno":1}}`))
	all, errs := gathered(c.Classes.All(t.Context(), &classin.ListClassesRequest{CourseID: 1}))
	assert.Empty(t, errs)
	assert.Len(t, all, 2)
	courses, errs := gathered(answering(t, says(`{"data":{"courseList":[{"courseId":1},"odd"],"total":"2"},"error_info":{"errno":1}}`)).Courses.All(t.Context(), nil))
	assert.Len(t, courses, 1)
	assert.Len(t, errs, 1, "an odd row is told once, and ends nothing")
}

func TestReadsThatAreNotOpened(t *testing.T) {
	srv := classintest.NewServer(classintest.WithoutReads())
	defer srv.Close()
	c, ctx, ref := srv.Client(), t.Context(), &classin.GetClassRequest{CourseID: 1, ClassID: 2}
	for action, call := range map[string]func() error{
		"getCourseList": func() error { _, err := c.Courses.List(ctx, &classin.ListCoursesRequest{}); return err },
		"getCourseInfo": func() error { _, err := c.Courses.Get(ctx, 1); return err },
		"getCourseStudent": func() error {
			_, err := c.Courses.ListStudents(ctx, &classin.ListCourseStudentsRequest{CourseID: 1})
			return err
		},
		"getCourseClass":            func() error { _, err := c.Classes.List(ctx, &classin.ListClassesRequest{CourseID: 1}); return err },
		"getClassInfo":              func() error { _, err := c.Classes.Get(ctx, ref); return err },
		"getClassMemberTimeDetails": func() error { _, err := c.Classes.ListAttendance(ctx, ref); return err },
		"getClassMemberTime":        func() error { _, err := c.Classes.ListPresence(ctx, ref); return err },
		"getStudentList":            func() error { _, err := c.Students.List(ctx, &classin.ListStudentsRequest{}); return err },
		"getTeacherList":            func() error { _, err := c.Teachers.List(ctx, &classin.ListTeachersRequest{}); return err },
		"getClassVideo":             func() error { _, err := c.Recordings.Get(ctx, ref); return err },
	} {
		err := call()
		assert.ErrorIs(t, err, classin.CodeNotAuthorized, action)
		assert.ErrorIs(t, err, classcloud.PermissionDenied, action)
		assert.ErrorContains(t, err, "ask it to open the action "+action+" for your SID", action)
		assert.ErrorContains(t, err, "the secret, the SID or this machine's clock", "it may be those, too")
		assert.False(t, classcloud.MaybeApplied(err))
	}
	_, errs := gathered(c.Students.All(ctx, nil))
	require.Len(t, errs, 1)
	assert.ErrorIs(t, errs[0], classin.CodeNotAuthorized)
	err := c.Users.Update(ctx, &classin.UpdateUserRequest{UID: 1002001, Nickname: "x"})
	assert.NotErrorIs(t, err, classin.CodeNotAuthorized, "other calls go on")
}

// What a row says under a name that this module does not have comes back, and goes through encoding/json.
func TestReadsKeepWhatTheyDoNotKnow(t *testing.T) {
	const reply = `{"data":[{"classId":"1","id":9,"className":null,"name":"x","unknown":{"a":[1]},"Zz":"é"}],"error_info":{"errno":1}}`
	page, err := answering(t, says(reply)).Classes.List(t.Context(), &classin.ListClassesRequest{CourseID: 1})
	require.NoError(t, err)
	class := page.Classes[0]
	assert.Equal(t, "x", class.ClassName, "null is nothing: the other name counts")
	assert.Equal(t, map[string]json.RawMessage{"id": []byte("9"), "unknown": []byte(`{"a":[1]}`), "Zz": []byte(`"é"`)}, class.Unknown)
	text, err := json.Marshal(page)
	require.NoError(t, err)
	var again classin.ClassPage
	require.NoError(t, json.Unmarshal(text, &again))
	assert.Equal(t, *page, again)
}

// Ids of people are not taken from "id", which is another number in eeo.cn, and 0 is not one.
func TestReadsDoNotGuessUIDs(t *testing.T) {
	for _, row := range []string{`{"id":5,"name":"x"}`, `{"st_id":5}`, `{"studentUid":0}`, `{"studentUid":false}`, `{"uid":"abc"}`} {
		page, err := answering(t, says(`{"data":[`+row+`,{"uid":7}],"error_info":{"errno":1}}`)).Students.List(t.Context(), &classin.ListStudentsRequest{})
		assert.ErrorIs(t, err, classcloud.DataLoss, row)
		require.NotNil(t, page, row)
		assert.Equal(t, classin.UID(7), page.Students[0].UID, row)
	}
	page, err := answering(t, says(`{"data":{"13900000000":"x","y":["z"]},"error_info":{"errno":1}}`)).Courses.ListStudents(t.Context(), &classin.ListCourseStudentsRequest{CourseID: 1})
	assert.ErrorIs(t, err, classcloud.DataLoss, "neither a list nor names by number: %v", page)
}

func TestReadsAreCheckedFirst(t *testing.T) {
	c := answering(t, says(`{}`))
	_, err := c.Classes.List(t.Context(), &classin.ListClassesRequest{})
	assert.ErrorContains(t, err, "CourseID (courseId) is required")
	_, errs := gathered(c.Courses.AllStudents(t.Context(), nil))
	require.Len(t, errs, 1)
	assert.True(t, strings.Contains(errs[0].Error(), "CourseID (courseId) is required"), errs[0])
}

// Each list is found under every name that a public reader looks under, and what stands beside it is told of, total aside.
func TestReadsUnderEveryName(t *testing.T) {
	for action, names := range map[string][]string{
		"courses":    {"courseList", "course_list", "list", "courses"},
		"classes":    {"classList", "class_list", "list", "classes"},
		"students":   {"studentList", "student_list", "list", "students"},
		"teachers":   {"teacherList", "teacher_list", "list", "teachers"},
		"members":    {"studentList", "student_list", "list", "students"},
		"attendance": {"list", "memberList", "member_list", "timeList", "studentList"},
	} {
		for _, name := range names {
			var drift []string
			c := answering(t, says(`{"data":{"`+name+`":[{"uid":1,"courseId":1,"classId":1}],"total":1,"zz":2},"error_info":{"errno":1}}`),
				classcloud.OnDrift(func(d classcloud.Drift) { drift = append(drift, d.Path) }))
			count := 0
			for range map[string]iter.Seq2[any, error]{
				"courses":    anything(c.Courses.All(t.Context(), nil)),
				"classes":    anything(c.Classes.All(t.Context(), &classin.ListClassesRequest{CourseID: 1})),
				"students":   anything(c.Students.All(t.Context(), nil)),
				"teachers":   anything(c.Teachers.All(t.Context(), nil)),
				"members":    anything(c.Courses.AllStudents(t.Context(), &classin.ListCourseStudentsRequest{CourseID: 1})),
				"attendance": attendance(c),
			}[action] {
				count++
			}
			assert.Equal(t, 1, count, "%s under %s", action, name)
			assert.Contains(t, drift, "/data/zz", "%s under %s", action, name)
			assert.NotContains(t, drift, "/data/total")
			assert.NotContains(t, drift, "/data/"+name)
		}
	}
}

func anything[T any](all iter.Seq2[T, error]) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for row, err := range all {
			if !yield(row, err) {
				return
			}
		}
	}
}

func attendance(c *classin.Client) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		rows, err := c.Classes.ListAttendance(context.Background(), &classin.GetClassRequest{CourseID: 1, ClassID: 2})
		for _, row := range rows {
			yield(row, err)
		}
	}
}

// A total that is less than the rows of one page is not the end of the list.
func TestReadsWithATotalThatCannotBe(t *testing.T) {
	c := answering(t, func(r clienttest.Request) clienttest.Answer {
		row := map[string]string{"1": `{"courseId":1},{"courseId":2}`, "2": `{"courseId":3}`}[r.Form.Get("page")]
		return says(`{"data":{"courseList":[` + row + `],"total":1},"error_info":{"errno":1}}`)(r)
	})
	all, errs := gathered(c.Courses.All(t.Context(), nil))
	assert.Empty(t, errs)
	assert.Len(t, all, 3)
}

// A row's own UID comes before the key that it stands under.
func TestReadsOfAttendanceByUID(t *testing.T) {
	rows, err := answering(t, says(`{"data":{"5":{"Uid":7},"6":{"Name":"x"},"x":{"Uid":8}},"error_info":{"errno":1}}`)).Classes.ListAttendance(t.Context(),
		&classin.GetClassRequest{CourseID: 1, ClassID: 2})
	require.NoError(t, err)
	assert.Equal(t, []classin.UID{7, 6, 8}, []classin.UID{rows[0].UID, rows[1].UID, rows[2].UID})
	assert.Empty(t, rows[0].Unknown)
}

// An iterator asks for pages of 100, or of the caller's size.
func TestThePageSizeOfIterators(t *testing.T) {
	for name, all := range map[string]func(c *classin.Client, size int){
		"Students": func(c *classin.Client, size int) {
			gathered(c.Students.All(t.Context(), &classin.ListStudentsRequest{PageSize: size}))
		},
		"Teachers": func(c *classin.Client, size int) {
			gathered(c.Teachers.All(t.Context(), &classin.ListTeachersRequest{PageSize: size}))
		},
		"Courses": func(c *classin.Client, size int) {
			gathered(c.Courses.All(t.Context(), &classin.ListCoursesRequest{PageSize: size}))
		},
		"Courses' students": func(c *classin.Client, size int) {
			gathered(c.Courses.AllStudents(t.Context(), &classin.ListCourseStudentsRequest{CourseID: 1, PageSize: size}))
		},
		"Classes": func(c *classin.Client, size int) {
			gathered(c.Classes.All(t.Context(), &classin.ListClassesRequest{CourseID: 1, PageSize: size}))
		},
	} {
		for size, want := range map[int]string{0: "100", 7: "7"} {
			client, stub := stubbed(t, says(`{"data":[],"error_info":{"errno":1,"error":"ok"}}`))
			all(client, size)
			require.NotEmpty(t, stub.Requests(), name)
			sent, err := url.ParseQuery(stub.Requests()[0].Body)
			require.NoError(t, err)
			assert.Equal(t, want, sent.Get("perpage"), "%s: %v", name, sent)
			assert.Equal(t, "1", sent.Get("page"), name)
		}
	}
}
