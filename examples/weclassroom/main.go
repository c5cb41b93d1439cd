// Command weclassroom creates a teacher, a classroom and a lesson, and looks the lesson up.
//
// It uses an embedded test server. To use your own institution, set WECLASSROOM_APPLICATION_ID and WECLASSROOM_SECRET, and if you
// need it WECLASSROOM_BASE_URL.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func main() {
	client, stop := connect()
	defer stop()
	if err := journey(context.Background(), client); err != nil {
		log.Fatal(err)
	}
}

// connect returns a client and a function that stops the test server.
func connect() (*weclassroom.Client, func()) {
	secret := os.Getenv("WECLASSROOM_SECRET")
	if secret == "" {
		srv := weclassroomtest.NewServer()
		log.Print("WECLASSROOM_SECRET is not set: using the embedded test server")
		return srv.Client(), srv.Close
	}
	var opts []classcloud.ClientOption
	if base := os.Getenv("WECLASSROOM_BASE_URL"); base != "" {
		opts = append(opts, classcloud.WithBaseURL(base))
	}
	client, err := weclassroom.New(weclassroom.Credentials{ApplicationID: os.Getenv("WECLASSROOM_APPLICATION_ID"), Secret: secret}, opts...)
	if err != nil {
		log.Fatal(err)
	}
	return client, func() {}
}

// journey makes a teacher, a classroom and a lesson, and prints the lesson as the vendor knows it.
func journey(ctx context.Context, client *weclassroom.Client) error {
	const phone = "13800138000"
	users, err := client.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
		{Phone: phone, Name: "王老师", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale},
	}})
	if err != nil {
		return err
	}
	var teacherID int64
	for _, user := range users { // the vendor promises no order: users are matched by phone
		if user.Phone == phone {
			teacherID = user.UserID
		}
	}
	classroom, err := client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{
		TeacherID: teacherID, Name: "语法", Category: new(weclassroom.CategorySmall),
	})
	if err != nil {
		return err
	}
	fmt.Println("classroom", classroom.ClassroomID)

	start := time.Now().Add(time.Hour).Truncate(time.Minute) // the vendor takes whole minutes only
	lesson, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{
		ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal),
	})
	if err != nil {
		return err
	}
	lessons, err := client.Lessons.ListByIDs(ctx, []int64{lesson.LessonID})
	if err != nil {
		return err
	}
	for _, l := range lessons {
		fmt.Println("lesson", l.LessonID, l.StatusCode, l.StartTime)
	}
	return nil
}
