package classin_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func oneClass() *classin.CreateClassRequest {
	start := time.Unix(1700000000, 0)
	return &classin.CreateClassRequest{CourseID: 1, ClassName: "x", TeacherUID: 7, StartTime: start, EndTime: start.Add(time.Hour), Identity: "own"}
}

// creates are the calls that return an id that the reply's data is, or holds under a name.
var creates = map[string]struct {
	member string // of v2's data; empty for v1, whose data is the id
	call   func(context.Context, *classin.Client) (int64, error)
}{
	"Users.Register": {"", func(ctx context.Context, c *classin.Client) (int64, error) {
		out, err := c.Users.Register(ctx, &classin.RegisterUserRequest{Phone: "13800000001", Password: "secret1"})
		return idIn(out, func(u *classin.RegisteredUser) int64 { return int64(u.UID) }), err
	}},
	"Courses.Create": {"", func(ctx context.Context, c *classin.Client) (int64, error) {
		out, err := c.Courses.Create(ctx, &classin.CreateCourseRequest{CourseName: "x", Identity: "own"})
		return idIn(out, func(c *classin.CreatedCourse) int64 { return c.CourseID }), err
	}},
	"Groups.Create": {"", func(ctx context.Context, c *classin.Client) (int64, error) {
		out, err := c.Groups.Create(ctx, &classin.CreateGroupRequest{CourseID: 1, Name: "x", Groups: [][]classin.GroupMember{{{StudentUID: 1, Leader: true}}}})
		return idIn(out, func(g *classin.CreatedGroup) int64 { return g.GroupID }), err
	}},
	"Classes.Create": {"", func(ctx context.Context, c *classin.Client) (int64, error) {
		out, err := c.Classes.Create(ctx, oneClass())
		return idIn(out, func(c *classin.CreatedClass) int64 { return c.ClassID }), err
	}},
	"Labels.Create": {"labelId", func(ctx context.Context, c *classin.Client) (int64, error) {
		out, err := c.Labels.Create(ctx, "x")
		return idIn(out, func(l *classin.Label) int64 { return l.LabelID }), err
	}},
	"Units.Create": {"unitId", func(ctx context.Context, c *classin.Client) (int64, error) {
		out, err := c.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: 1, Name: "x"})
		return idIn(out, func(u *classin.Unit) int64 { return u.UnitID }), err
	}},
	"Activities.Create": {"activityId", func(ctx context.Context, c *classin.Client) (int64, error) {
		out, err := c.Activities.Create(ctx, &classin.CreateActivityRequest{CourseID: 1, UnitID: 22360790, Type: classin.ActivityTypeQuiz, Name: "x", TeacherUID: 1})
		return idIn(out, func(a *classin.CreatedActivity) int64 { return a.ActivityID }), err
	}},
	"Activities.CreateClass": {"classId", func(ctx context.Context, c *classin.Client) (int64, error) {
		start := time.Unix(1700000000, 0)
		out, err := c.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 7, StartTime: start, EndTime: start.Add(time.Hour)})
		return idIn(out, func(a *classin.CreatedClassActivity) int64 { return a.ClassID }), err
	}},
	"Folders.Create": {"", func(ctx context.Context, c *classin.Client) (int64, error) {
		out, err := c.Folders.Create(ctx, &classin.CreateFolderRequest{ParentID: "1", Name: "x"})
		return idIn(out, func(f *classin.CreatedFolder) int64 {
			if f.FolderID == "" {
				return 0
			}
			return 7
		}), err
	}},
}

func idIn[T any](out *T, id func(*T) int64) int64 {
	if out == nil {
		return 0
	}
	return id(out)
}

func reply(member, data, code string) string {
	if member != "" {
		data = `{"` + member + `":` + data + `}`
	}
	return `{"code":` + code + `,"error_info":{"errno":` + code + `},"data":` + data + `}`
}

// An id is a positive whole number. A success without one is done and tells no id: never 0, and never another number.
func TestWhatIsNotAnIDIsNone(t *testing.T) {
	for name, create := range creates {
		t.Run(name, func(t *testing.T) {
			for _, good := range []string{`7`, `"7"`, `7.0`} {
				id, err := create.call(t.Context(), answering(t, says(reply(create.member, good, "1"))))
				require.NoError(t, err, good)
				assert.EqualValues(t, 7, id, good)
			}
			for _, bad := range []string{`true`, `-1`, `0`, `[]`, `{}`, `null`, `false`, `""`, `[[7]]`, `12345678901234567890123`, `1e23`} {
				if name == "Folders.Create" && bad == "12345678901234567890123" {
					continue // a folder's id is text
				}
				id, err := create.call(t.Context(), answering(t, says(reply(create.member, bad, "1"))))
				require.Error(t, err, bad)
				assert.Zero(t, id, bad)
				assert.ErrorIs(t, err, classcloud.DataLoss, bad)
				assert.True(t, classcloud.MaybeApplied(err), "%s: it was done", bad)
			}
			_, err := create.call(t.Context(), answering(t, says(`{"code":1,"error_info":{"errno":1}}`)))
			assert.ErrorIs(t, err, classcloud.DataLoss, "no data")
		})
	}
}

// An id beside an error is not lost, whatever the error.
func TestAnIDBesideAnErrorIsKept(t *testing.T) {
	for name, create := range creates {
		t.Run(name, func(t *testing.T) {
			for _, code := range []string{"131", "987654"} {
				id, err := create.call(t.Context(), answering(t, says(reply(create.member, "7", code)), classcloud.WithoutRetry()))
				require.Error(t, err, code)
				assert.EqualValues(t, 7, id, code)
			}
		})
	}
	rows := `{"data":[{"data":1,"customColumn":"mark-a","errno":398},{"data":3,"customColumn":"mark-c","errno":1}],"error_info":{"errno":398,"error":"exists"}}`
	items, err := answering(t, says(rows)).Classes.CreateBatch(t.Context(), threeClasses())
	assert.ErrorIs(t, err, classin.CodeIdentityExists)
	assert.True(t, classcloud.MaybeApplied(err), "a row says that it was done")
	assert.Equal(t, []int64{1, -1, 3}, found(items, classIDOf))
}

func TestV2TablesDrawDataAsAList(t *testing.T) {
	unit, err := answering(t, says(`{"code":1,"data":[{"unitId":77,"name":"u"}]}`)).Units.Create(t.Context(), &classin.CreateUnitRequest{CourseID: 1, Name: "u"})
	require.NoError(t, err)
	assert.Equal(t, &classin.Unit{UnitID: 77, Name: "u"}, unit)
	for _, data := range []string{`{"classId":7,"liveUrl":"https://l","liveInfo":{"HLS":"h"}}`, `[{"classId":7,"live_url":"https://l","live_info":{"HLS":"h"}}]`} {
		var told []string
		client := answering(t, says(`{"code":1,"data":`+data+`}`), classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path) }))
		start := time.Unix(1700000000, 0)
		class, err := client.Activities.CreateClass(t.Context(), &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 7, StartTime: start, EndTime: start.Add(time.Hour)})
		require.NoError(t, err)
		assert.Equal(t, "https://l", class.LiveURL)
		assert.Equal(t, "h", class.LiveURLs.HLS)
		assert.Empty(t, told)
	}
}

// The pages of v2 have two names for the player and the pull URLs. Both are read, of double-teacher classes too.
func TestBothNamesOfThePlayer(t *testing.T) {
	for _, names := range [][2]string{{"liveUrl", "liveInfo"}, {"live_url", "live_info"}} {
		row := `[{"classId":7,"courseId":3,"code":1,"` + names[0] + `":"https://l","` + names[1] + `":{"HLS":"h"}}]`
		made, err := answering(t, says(`{"code":1,"data":{"mainClassId":2,"mainCourseId":1,"subClassData":`+row+`}}`)).DoubleTeacherClasses.Create(t.Context(),
			&classin.CreateDoubleTeacherClassesRequest{MainCourseID: 1, MainClassID: 2, SubClasses: []classin.NewSubClass{{CourseID: 3, ClassName: "a", Identity: "own"}}})
		require.NoError(t, err)
		changed, err := answering(t, says(`{"code":1,"data":`+row+`}`)).DoubleTeacherClasses.Update(t.Context(), &classin.UpdateDoubleTeacherClassRequest{CourseID: 3, ClassID: 7, ClassName: new("b")})
		require.NoError(t, err)
		for _, item := range append(made, changed...) {
			require.NoError(t, item.Err)
			assert.Equal(t, "https://l", item.Value.LiveURL, names)
			assert.Equal(t, "h", item.Value.LiveURLs.HLS, names)
		}
	}
}

func TestAnActivityUnderItsUnitsName(t *testing.T) {
	in := &classin.CreateActivityRequest{CourseID: 1, UnitID: 22360790, Type: classin.ActivityTypeQuiz, Name: "x", TeacherUID: 1}
	for data, want := range map[string]int64{`{"unitId":26020895,"name":"x"}`: 26020895, `{"unitId":22360790}`: 0, `{"name":"x"}`: 0, `{"activityId":5,"unitId":26020895}`: 5} {
		out, err := answering(t, says(`{"code":1,"data":`+data+`}`)).Activities.Create(t.Context(), in)
		assert.Equal(t, want == 0, err != nil, data)
		assert.Equal(t, want, idIn(out, func(a *classin.CreatedActivity) int64 { return a.ActivityID }), data)
		assert.Equal(t, want == 0, classcloud.MaybeApplied(err), data)
	}
}

func TestWhatIsNoURLIsNone(t *testing.T) {
	for _, data := range []string{`false`, `null`, `""`, `[]`, `{}`, `true`} {
		client := answering(t, says(`{"data":`+data+`,"error_info":{"errno":1}}`))
		url, err := client.Classes.GetJoinURL(t.Context(), &classin.GetJoinURLRequest{UID: 1, CourseID: 1, ClassID: 1})
		assert.Empty(t, url, data)
		assert.Error(t, err, data)
		url, err = client.Broadcasts.GetURL(t.Context(), &classin.GetWebcastURLRequest{CourseID: 1})
		assert.Empty(t, url, data)
		assert.Error(t, err, data)
	}
	class, err := answering(t, says(`{"data":7,"more_data":{"live_url":false,"live_info":""},"error_info":{"errno":1}}`)).Classes.Create(t.Context(), oneClass())
	require.NoError(t, err)
	assert.Empty(t, class.LiveURL)
}

func TestARowWithoutItsID(t *testing.T) {
	items, err := answering(t, rowsOf(`[{"classId":1,"errno":1},{"errno":1},{"classId":-1,"errno":1},null]`)).Courses.SetTeacher(t.Context(),
		&classin.SetCourseTeacherRequest{CourseID: 1, TeacherUID: 2})
	require.NoError(t, err)
	assert.Equal(t, []int64{1, -1, -1, -1}, found(items, labelledIDOf))
}

func TestAWarningOfTheWholeBatch(t *testing.T) {
	items, err := answering(t, says(`{"data":[{"data":1,"errno":1},{"data":2,"errno":1},{"data":3,"errno":1}],"error_info":{"errno":121601002,"error":"over plan"}}`)).
		Classes.CreateBatch(t.Context(), threeClasses())
	require.NoError(t, err)
	for _, item := range items {
		assert.Equal(t, []classcloud.Warning{{Code: "121601002", Message: "over plan"}}, item.Warnings)
	}
}

// What the reply holds and nobody reads is told, in the items of batches too.
func TestDriftInsideItems(t *testing.T) {
	var told []string
	drift := classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path) })
	reply := `{"data":[{"data":1,"errno":1,"error":"","new":1,"more_data":{"live_url":"","newer":2}},{"data":2,"errno":1,"className":"b"},{"data":3,"errno":1,"customColumn":"mark-c"}],
		"error_info":{"errno":1,"error":""},"newest":3}`
	_, err := answering(t, says(reply), drift).Classes.CreateBatch(t.Context(), threeClasses())
	require.NoError(t, err)
	assert.Equal(t, []string{"/data/0/new", "/data/0/more_data/newer", "/newest"}, told)

	told = nil
	_, err = answering(t, says(`{"data":7,"more_data":{"live_url":"","new":1},"error_info":{"errno":1}}`), drift).Classes.Create(t.Context(), oneClass())
	require.NoError(t, err)
	assert.Equal(t, []string{"/more_data/new"}, told)
}

// Items that answer our own repeat say what the first try did.
func TestItemsOfOurOwnRepeat(t *testing.T) {
	in := &classin.AddCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, Students: []classin.CourseStudent{{StudentUID: 1}, {StudentUID: 2}}}
	const rows = `{"data":[{"errno":163,"error":"there"},{"errno":228,"error":"no"}],"error_info":{"errno":1}}`
	client, _ := stubbed(t, clienttest.Script(clienttest.Answer{Reset: true}, clienttest.JSON(rows)))
	items, err := client.Courses.AddStudents(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, []int64{1, -1}, found(items, studentOf), "the first try added the one, and the other is refused, which does not settle the first try")
	items, err = answering(t, says(rows)).Courses.AddStudents(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, []int64{-2, -2}, found(items, studentOf), "without a try before it is the vendor's no")
}

func TestFoldersOneByOne(t *testing.T) {
	for _, nothing := range []string{`[]`, `{}`, `null`, `""`, `false`} {
		client := answering(t, says(`{"data":`+nothing+`,"error_info":{"errno":1}}`))
		list, err := client.Folders.List(t.Context())
		require.NoError(t, err, nothing)
		assert.Empty(t, list)
		contents, err := client.Folders.ListContents(t.Context(), "")
		require.NoError(t, err, nothing)
		assert.NotNil(t, contents)
		_, err = client.Folders.GetRoot(t.Context())
		assert.ErrorIs(t, err, classcloud.NotFound, nothing)
	}
	list, err := answering(t, says(`{"data":{"1":[{"id":"2","name":"a"},null,{"name":"no id"},{"id":3}]},"error_info":{"errno":1}}`)).Folders.List(t.Context())
	assert.Equal(t, []classin.Folder{{FolderID: "2", Name: "a"}, {FolderID: "3"}}, list)
	assert.Len(t, clienttest.AsError(t, err).Rows, 2)
	contents, err := answering(t, says(`{"folder_list":[{"folder_id":1},7],"file_list":[{"id":2,"file_size":{}}],"error_info":{"errno":1}}`)).Folders.ListContents(t.Context(), "")
	require.NotNil(t, contents)
	assert.Len(t, contents.Folders, 1)
	assert.Len(t, contents.Files, 1)
	assert.Len(t, clienttest.AsError(t, err).Rows, 1)
}

// A link that is none would be sent to students.
func TestALinkThatIsNone(t *testing.T) {
	links := map[string]func(*classin.Client) (string, error){
		"join": func(c *classin.Client) (string, error) {
			return c.Classes.GetJoinURL(t.Context(), &classin.GetJoinURLRequest{CourseID: 1, ClassID: 2, UID: 3})
		},
		"webcast": func(c *classin.Client) (string, error) {
			return c.Broadcasts.GetURL(t.Context(), &classin.GetWebcastURLRequest{CourseID: 1})
		},
	}
	for name, get := range links {
		for _, none := range []string{`1`, `"1"`, `"null"`, `" "`, `"false"`, `{"url":7}`, `true`} {
			link, err := get(answering(t, says(`{"data":`+none+`,"error_info":{"errno":1}}`)))
			assert.Error(t, err, "%s %s gave %q", name, none, link)
			assert.False(t, classcloud.MaybeApplied(err))
		}
		for _, link := range []string{"classin://www.eeo.cn/enterclass?a=1", "https://www.eeo.cn/webcast.html?courseKey=1", "//www.eeo.cn/x", "www.eeo.cn/x"} {
			got, err := get(answering(t, says(`{"data":"`+link+`","error_info":{"errno":1}}`)))
			require.NoError(t, err)
			assert.Equal(t, link, got)
		}
	}
}
