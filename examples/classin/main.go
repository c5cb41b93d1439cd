// Command classin creates a unit and a class in it, in a way that cannot create the class twice, and makes a link to watch it. It uses
// LMS's calls, which the vendor advises for new programs; Classes.Create is their like in the first generation.
//
// It uses an embedded test server. To use your own school, set CLASSIN_SID, CLASSIN_SECRET, CLASSIN_COURSE_ID and
// CLASSIN_TEACHER_UID, and if you need it CLASSIN_BASE_URL.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func main() {
	client, stop := connect()
	defer stop()
	if err := journey(context.Background(), client); err != nil {
		log.Fatal(err)
	}
}

// school holds a course and a teacher of the school. Both must exist.
type school struct {
	course  int64
	teacher classin.UID
}

// connect returns a client with its school and a function that stops the test server.
func connect() (*session, func()) {
	secret := os.Getenv("CLASSIN_SECRET")
	if secret == "" {
		srv := classintest.NewServer()
		log.Print("CLASSIN_SECRET is not set: using the embedded test server")
		known := srv.Defaults()
		return &session{srv.Client(), school{known.CourseID, classin.UID(known.TeacherUID)}}, srv.Close
	}
	var opts []classcloud.ClientOption
	if base := os.Getenv("CLASSIN_BASE_URL"); base != "" {
		opts = append(opts, classcloud.WithBaseURL(base))
	}
	client, err := classin.New(classin.Credentials{SID: number("CLASSIN_SID"), Secret: secret}, opts...)
	if err != nil {
		log.Fatal(err)
	}
	return &session{client, school{number("CLASSIN_COURSE_ID"), classin.UID(number("CLASSIN_TEACHER_UID"))}}, func() {}
}

// session is a client with the school it works for.
type session struct {
	*classin.Client
	school school
}

// number returns an environment variable as a number.
func number(name string) int64 {
	n, err := strconv.ParseInt(os.Getenv(name), 10, 64)
	if err != nil {
		log.Fatal(name, ": ", err)
	}
	return n
}

func journey(ctx context.Context, client *session) error {
	start := time.Now().Add(time.Hour)
	order := fmt.Sprintf("order%d", start.UnixNano())
	unit, err := client.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: client.school.course, Name: "Unit of " + order})
	if err != nil {
		return err
	}
	request := &classin.CreateClassActivityRequest{
		CourseID: client.school.course, UnitID: unit.UnitID, TeacherUID: client.school.teacher, Name: "Lesson 1",
		StartTime: start, EndTime: start.Add(time.Hour),
		RecordingType: new(classin.RecordingTypeClassroom), Record: new(true), Live: new(true), Replay: new(false),
		Identity: order, // your own id of the class: a repeat with it finds the class
	}
	class, err := client.Activities.CreateClass(ctx, request)
	if err != nil {
		return err
	}
	fmt.Println("class", class.ClassID, "activity", class.ActivityID, "player", class.LiveURL) // keep the ids: no documented call lists them
	for _, warning := range class.Warnings {
		fmt.Println("created, but:", warning.Message)
	}

	again, err := client.Activities.CreateClass(ctx, request)
	if err != nil {
		return err
	}
	fmt.Println("created again: the same class:", again.ClassID == class.ClassID, "existed:", again.Existed)

	key, err := classin.LessonKey(class.LiveURL)
	if err != nil {
		return err
	}
	link, err := client.LivePlayerURL(ctx, &classin.LivePlayerURLRequest{LessonKey: key, Account: "13700000000", Nickname: "Tom & Jerry"})
	if err != nil {
		return err
	}
	fmt.Println("a link for one viewer, of", len(link), "characters") // do not log the link: whoever has it is that viewer
	return nil
}
