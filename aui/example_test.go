package aui_test

import (
	"context"
	"fmt"
	"log"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

func Example() {
	srv := auitest.NewServer() // stands in for the team's AppServer
	defer srv.Close()

	client, err := aui.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"}) // logs in by itself
	if err != nil {
		log.Fatal(err)
	}
	class, err = client.Classes.Start(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: "t-1"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(class.Title, class.Status, "logins:", srv.Logins())
	// Output: Grammar Started logins: 1
}
