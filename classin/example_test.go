package classin_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func Example() {
	srv := classintest.NewServer() // stands in for the vendor
	defer srv.Close()
	known := srv.Defaults()

	client, err := classin.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}
	start := time.Now().Add(24 * time.Hour)
	class := &classin.CreateClassRequest{
		CourseID: known.CourseID, TeacherUID: classin.UID(known.TeacherUID), ClassName: "Chinese-10",
		StartTime: start, EndTime: start.Add(time.Hour), Identity: "order-7", // your own id of the class
	}
	first, err := client.Classes.Create(context.Background(), class)
	if err != nil {
		log.Fatal(err)
	}
	again, err := client.Classes.Create(context.Background(), class)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(first.Existed, again.Existed, first.ClassID == again.ClassID, len(srv.Classes()))
	// Output: false true true 1
}
