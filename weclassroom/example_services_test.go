package weclassroom_test

import (
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// demo is a test server, which stands in for the vendor, and a client of it.
func demo() (*weclassroomtest.Server, *weclassroom.Client, context.Context) {
	srv := weclassroomtest.NewServer()
	return srv, srv.Client(), context.Background()
}

// A classroom, and who did not fit into it.
func ExampleClassroomsService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "王老师", Teacher: true})
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "小明", Student: true})

	room, err := client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: teacher.UserID, Name: "Chinese", Category: new(weclassroom.CategorySmall)})
	if err != nil {
		fmt.Println(err)
		return
	}
	added, err := client.Classrooms.AddStudents(ctx, &weclassroom.AddClassroomStudentsRequest{ClassroomID: room.ClassroomID, StudentIDs: []int64{student.UserID}})
	fmt.Println(added.Complete(), err)
	// Output: true <nil>
}

// The vendor fetches a document from an address of yours. One a 30 seconds: the client keeps the limit.
func ExampleDocumentsService_UploadFromURL() {
	srv, client, ctx := demo()
	defer srv.Close()
	document, err := client.Documents.UploadFromURL(ctx, &weclassroom.UploadFromURLRequest{
		Name: "lesson.ppt", Size: 1 << 20, URL: "https://school.example/lesson.ppt", Type: weclassroom.DocumentTypePPT,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	page, err := client.Documents.List(ctx, &weclassroom.ListDocumentsRequest{Page: 1, PageSize: 10})
	fmt.Println(document.DocumentID > 0, page.Total, page.Documents[0].Name, err)
	// Output: true 1 lesson.ppt <nil>
}

// A lesson, and its student.
func ExampleLessonsService_Create() {
	srv, client, ctx := demo()
	defer srv.Close()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "王老师", Teacher: true})
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "小明", Student: true})
	room := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "Chinese", Category: 7})
	start := time.Now().Add(24 * time.Hour).Truncate(time.Minute) // the vendor plans in minutes
	lesson, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{
		ClassroomID: room.ClassroomID, Name: "Lesson 1", StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal),
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	added, err := client.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: lesson.LessonID, StudentIDs: []int64{student.UserID}})
	fmt.Println(added.Complete(), err)
	// Output: true <nil>
}

// Who was in a lesson, and for how long.
func ExampleReportsService_AllAttendance() {
	srv, client, ctx := demo()
	defer srv.Close()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "王老师", Teacher: true})
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "小明", Student: true})
	room := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "Chinese", Category: 7})
	start := time.Now().Add(24 * time.Hour).Truncate(time.Minute) // the vendor plans in minutes
	lesson, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{
		ClassroomID: room.ClassroomID, Name: "Lesson 1", StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal),
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	srv.AddAttendance(weclassroomtest.Attendance{LessonID: lesson.LessonID, UserID: student.UserID, ListenTime: 55, Entries: 2, LateBy: 5 * time.Minute})
	for row, err := range client.Reports.AllAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: lesson.LessonID}) {
		fmt.Println(row.UserID == student.UserID, row.ListenTime, row.Entries, row.LateBy, err)
	}
	// Output: true 55 2 5m0s <nil>
}

// Where a lesson can be watched again.
func ExampleRecordingsService_Get() {
	srv, client, ctx := demo()
	defer srv.Close()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "王老师", Teacher: true})
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "小明", Student: true})
	room := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "Chinese", Category: 7})
	start := time.Now().Add(24 * time.Hour).Truncate(time.Minute) // the vendor plans in minutes
	lesson, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{
		ClassroomID: room.ClassroomID, Name: "Lesson 1", StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal),
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	srv.AddRecording(weclassroomtest.Recording{LessonID: lesson.LessonID, URL: "https://replay.example/lesson.mp4"})
	recording, err := client.Recordings.Get(ctx, lesson.LessonID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(weclassroom.ReplayURL(recording.MP4URL), student.UserID > 0)
	// Output: https://replay.example/lesson.mp4 true
}

// progressGetter is the interface that announce needs: it is declared where it is used, with the one method that is used.
type progressGetter interface {
	GetProgress(ctx context.Context, classroomID int64, opts ...classcloud.CallOption) (*weclassroom.Progress, error)
}

func announce(ctx context.Context, from progressGetter, classroomID int64) (string, error) {
	found, err := from.GetProgress(ctx, classroomID)
	if err != nil {
		return "", err
	}
	return "Now: " + fmt.Sprint(found.Total, " lessons"), nil
}

// progressGetterFunc is a progressGetter for tests.
type progressGetterFunc func(classroomID int64) (*weclassroom.Progress, error)

func (f progressGetterFunc) GetProgress(_ context.Context, classroomID int64, _ ...classcloud.CallOption) (*weclassroom.Progress, error) {
	return f(classroomID)
}

// Code that calls one method is tested without a server.
func Example_mocking() {
	text, err := announce(context.Background(), progressGetterFunc(func(classroomID int64) (*weclassroom.Progress, error) {
		return &weclassroom.Progress{Total: 3}, nil
	}), 7)
	fmt.Println(text, err)

	var gone progressGetterFunc = func(classroomID int64) (*weclassroom.Progress, error) {
		return nil, &classcloud.Error{Vendor: "weclassroom", Operation: "Classrooms.GetProgress", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}
	}
	_, err = announce(context.Background(), gone, 7)
	fmt.Println(err)

	var _ progressGetter = new(weclassroom.ClassroomsService) // the real one
	// Output:
	// Now: 3 lessons <nil>
	// weclassroom Classrooms.GetProgress: NotFound
}
