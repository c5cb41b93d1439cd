package classin_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// demo is a test server, which stands in for the vendor, and a client of it.
func demo() (*classintest.Server, *classin.Client, context.Context) {
	srv := classintest.NewServer()
	return srv, srv.Client(), context.Background()
}

// An account is registered once: a second call finds it.
func ExampleUsersService_Register() {
	srv, client, ctx := demo()
	defer srv.Close()
	in := &classin.RegisterUserRequest{Phone: "13800138000", Nickname: "小明", Password: "invented-1"}
	user, err := client.Users.Register(ctx, in)
	if err != nil {
		fmt.Println(err)
		return
	}
	again, err := client.Users.Register(ctx, &classin.RegisterUserRequest{Phone: "13800138000", Nickname: "明", Password: "invented-1"})
	fmt.Println(user.Existed, again.Existed, user.UID == again.UID, err)
	// Output: false true true <nil>
}

// An account becomes a student of the school.
func ExampleStudentsService_Add() {
	srv, client, ctx := demo()
	defer srv.Close()
	if _, err := client.Users.Register(ctx, &classin.RegisterUserRequest{Phone: "13800138000", Nickname: "小明", Password: "invented-1"}); err != nil {
		fmt.Println(err)
		return
	}
	added, err := client.Students.Add(ctx, &classin.AddStudentRequest{Account: "13800138000", Name: "小明"})
	fmt.Println(added.Existed, err)
	// Output: false <nil>
}

// An account becomes a teacher of the school. The relation's id is not a UID: the two have types of their own.
func ExampleTeachersService_Add() {
	srv, client, ctx := demo()
	defer srv.Close()
	if _, err := client.Users.Register(ctx, &classin.RegisterUserRequest{Phone: "13800138000", Nickname: "王老师", Password: "invented-1"}); err != nil {
		fmt.Println(err)
		return
	}
	added, err := client.Teachers.Add(ctx, &classin.AddTeacherRequest{Account: "13800138000", Name: "王老师"})
	fmt.Println(added.RelationID > 0, added.Existed, err)
	// Output: true false <nil>
}

// A course is created under an identity of yours: a repeat finds it.
func ExampleCoursesService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	course, err := client.Courses.Create(ctx, &classin.CreateCourseRequest{CourseName: "Chinese", Identity: "course-7"})
	if err != nil {
		fmt.Println(err)
		return
	}
	again, err := client.Courses.Create(ctx, &classin.CreateCourseRequest{CourseName: "Chinese", Identity: "course-7"})
	fmt.Println(course.Existed, again.Existed, course.CourseID == again.CourseID, err)
	// Output: false true true <nil>
}

// The students of a course in groups, each with a leader.
func ExampleGroupsService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	known := srv.Defaults()

	group, err := client.Groups.Create(ctx, &classin.CreateGroupRequest{CourseID: known.CourseID, Name: "Projects", Groups: [][]classin.GroupMember{
		{{StudentUID: classin.UID(known.StudentUID), Leader: true}},
	}})
	fmt.Println(group.GroupID > 0, err)
	// Output: true <nil>
}

// The page of a course's broadcasts.
func ExampleBroadcastsService_GetURL() {
	srv, client, ctx := demo()
	defer srv.Close()
	known := srv.Defaults()
	start := time.Now().Add(24 * time.Hour)
	class, err := client.Classes.Create(ctx, &classin.CreateClassRequest{
		CourseID: known.CourseID, TeacherUID: classin.UID(known.TeacherUID), ClassName: "Chinese-10", StartTime: start, EndTime: start.Add(time.Hour), Record: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	page, err := client.Broadcasts.GetURL(ctx, &classin.GetWebcastURLRequest{CourseID: known.CourseID, ClassID: class.ClassID})
	fmt.Println(strings.HasPrefix(page, "https://"), err)
	// Output: true <nil>
}

// A recording is locked for everybody.
func ExampleRecordingsService_SetLocked() {
	srv, client, ctx := demo()
	defer srv.Close()
	known := srv.Defaults()
	start := time.Now().Add(24 * time.Hour)
	class, err := client.Classes.Create(ctx, &classin.CreateClassRequest{
		CourseID: known.CourseID, TeacherUID: classin.UID(known.TeacherUID), ClassName: "Chinese-10", StartTime: start, EndTime: start.Add(time.Hour), Record: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	srv.SetClock(func() time.Time { return start.Add(3 * time.Hour) }) // the class is over
	fmt.Println(client.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: class.ClassID, Locked: new(true)}))
	// Output: <nil>
}

// A label is created once: a second call finds it.
func ExampleLabelsService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	label, err := client.Labels.Create(ctx, "trial")
	if err != nil {
		fmt.Println(err)
		return
	}
	again, err := client.Labels.Create(ctx, "trial")
	fmt.Println(label.Existed, again.Existed, label.LabelID == again.LabelID, err)
	// Output: false true true <nil>
}

// Who may watch recordings, for the whole school.
func ExampleSchoolService_UpdateSettings() {
	srv, client, ctx := demo()
	defer srv.Close()
	fmt.Println(client.School.UpdateSettings(ctx, &classin.UpdateSchoolRequest{AllowReplay: new(true)}))
	// Output: <nil>
}

// A folder of the cloud drive.
func ExampleFoldersService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	root, err := client.Folders.GetRoot(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	folder, err := client.Folders.Create(ctx, &classin.CreateFolderRequest{ParentID: root, Name: "Lessons"})
	fmt.Println(folder.FolderID != "", folder.Existed, err)
	// Output: true false <nil>
}

// A file is streamed into a folder of the cloud drive.
func ExampleDocumentsService_Upload() {
	srv, client, ctx := demo()
	defer srv.Close()
	root, err := client.Folders.GetRoot(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	id, err := client.Documents.Upload(ctx, &classin.UploadDocumentRequest{
		FolderID: root, File: &classcloud.File{Name: "第一课.pdf", Content: strings.NewReader("the file's bytes")}, // an *os.File, usually
	})
	fmt.Println(id != "", err)
	// Output: true <nil>
}

// Classrooms elsewhere follow a class of one teacher: each has a verdict of its own.
func ExampleDoubleTeacherClassesService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	known := srv.Defaults()
	start := time.Now().Add(24 * time.Hour)
	class, err := client.Classes.Create(ctx, &classin.CreateClassRequest{
		CourseID: known.CourseID, TeacherUID: classin.UID(known.TeacherUID), ClassName: "Chinese-10", StartTime: start, EndTime: start.Add(time.Hour), Record: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	branch, err := client.Courses.Create(ctx, &classin.CreateCourseRequest{CourseName: "Chinese, north"})
	if err != nil {
		fmt.Println(err)
		return
	}
	items, err := client.DoubleTeacherClasses.Create(ctx, &classin.CreateDoubleTeacherClassesRequest{
		MainCourseID: known.CourseID, MainClassID: class.ClassID,
		SubClasses: []classin.NewSubClass{{CourseID: branch.CourseID, ClassName: "North branch", AssistantUIDs: []classin.UID{classin.UID(known.AssistantUID)}}},
	})
	for _, item := range items {
		fmt.Println(item.Value.ClassName, item.Value.ClassID > 0, item.Err)
	}
	fmt.Println(err)
	// Output:
	// North branch true <nil>
	// <nil>
}

// courseCreator is the interface that announce needs: it is declared where it is used, with the one method that is used.
type courseCreator interface {
	Create(ctx context.Context, in *classin.CreateCourseRequest, opts ...classcloud.CallOption) (*classin.CreatedCourse, error)
}

func announce(ctx context.Context, from courseCreator, in *classin.CreateCourseRequest) (string, error) {
	found, err := from.Create(ctx, in)
	if err != nil {
		return "", err
	}
	return "Now: " + found.Identity, nil
}

// courseCreatorFunc is a courseCreator for tests.
type courseCreatorFunc func(in *classin.CreateCourseRequest) (*classin.CreatedCourse, error)

func (f courseCreatorFunc) Create(_ context.Context, in *classin.CreateCourseRequest, _ ...classcloud.CallOption) (*classin.CreatedCourse, error) {
	return f(in)
}

// Code that calls one method is tested without a server.
func Example_mocking() {
	text, err := announce(context.Background(), courseCreatorFunc(func(in *classin.CreateCourseRequest) (*classin.CreatedCourse, error) {
		return &classin.CreatedCourse{CourseID: 442447, Identity: "course-7"}, nil
	}), &classin.CreateCourseRequest{CourseName: "Chinese"})
	fmt.Println(text, err)

	var gone courseCreatorFunc = func(in *classin.CreateCourseRequest) (*classin.CreatedCourse, error) {
		return nil, &classcloud.Error{Vendor: "classin", Operation: "Courses.Create", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}
	}
	_, err = announce(context.Background(), gone, &classin.CreateCourseRequest{CourseName: "Chinese"})
	fmt.Println(err)

	var _ courseCreator = new(classin.CoursesService) // the real one
	// Output:
	// Now: course-7 <nil>
	// classin Courses.Create: NotFound
}
