package classin_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// A unit and a class in it, by LMS's calls, which the vendor advises for new programs.
func Example() {
	srv := classintest.NewServer() // stands in for the vendor
	defer srv.Close()
	known := srv.Defaults()

	client, err := classin.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	unit, err := client.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: known.CourseID, Name: "Unit 1", Status: classin.PublishStatusPublished})
	if err != nil {
		log.Fatal(err)
	}
	start := time.Now().Add(24 * time.Hour)
	class := &classin.CreateClassActivityRequest{
		CourseID: known.CourseID, UnitID: unit.UnitID, TeacherUID: classin.UID(known.TeacherUID), Name: "Chinese-10",
		StartTime: start, EndTime: start.Add(time.Hour), Identity: "order-7", // your own id of the class
	}
	first, err := client.Activities.CreateClass(ctx, class)
	if err != nil {
		log.Fatal(err)
	}
	again, err := client.Activities.CreateClass(ctx, class)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(first.Existed, again.Existed, first.ClassID == again.ClassID, len(srv.Classes()))
	// Output: false true true 1
}

// A class by the first generation, for programs that use it already.
func ExampleClassesService_Create() {
	srv := classintest.NewServer()
	defer srv.Close()
	known, client := srv.Defaults(), srv.Client()

	start := time.Now().Add(24 * time.Hour)
	class, err := client.Classes.Create(context.Background(), &classin.CreateClassRequest{
		CourseID: known.CourseID, TeacherUID: classin.UID(known.TeacherUID), ClassName: "Chinese-10",
		StartTime: start, EndTime: start.Add(time.Hour), Identity: "order-7",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(class.Existed, class.ClassID == srv.Classes()[0].ClassID)
	// Output: false true
}

// A list that is longer than one call takes. One class of it is wrong, so nothing is created.
func ExampleInBatches() {
	srv := classintest.NewServer()
	defer srv.Close()
	known, client := srv.Defaults(), srv.Client()

	start := time.Now().Add(24 * time.Hour)
	classes := make([]classin.NewClass, 100)
	for i := range classes {
		classes[i] = classin.NewClass{ClassName: fmt.Sprint("Lesson ", i), TeacherUID: classin.UID(known.TeacherUID), StartTime: start, EndTime: start.Add(time.Hour)}
	}
	classes[70].EndTime = start
	create := func(ctx context.Context, part []classin.NewClass) ([]classcloud.Item[classin.CreatedClass], error) {
		return client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: known.CourseID, Classes: part})
	}
	_, err := classin.InBatches(context.Background(), classes, 30, create)
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		fmt.Println(e.Kind, e.Fields, len(srv.Classes()))
	}
	classes[70].EndTime = start.Add(time.Hour)
	items, err := classin.InBatches(context.Background(), classes, 30, create)
	fmt.Println(err, classcloud.ItemErrors(items), len(srv.Classes()))
	// Output:
	// InvalidArgument [list[70].EndTime ([70].endTime) is not after StartTime] 0
	// <nil> <nil> 100
}
