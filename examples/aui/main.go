// Command aui creates a class on an AppServer, starts it and ends it.
//
// It uses an embedded test server. To use your own AppServer, set AUI_BASE_URL, AUI_USERNAME and AUI_PASSWORD.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

func main() {
	client, stop := connect()
	defer stop()
	if err := journey(context.Background(), client); err != nil {
		log.Fatal(err)
	}
}

// connect returns a client and a function that stops the test server. The client logs in by itself.
func connect() (*aui.Client, func()) {
	base := os.Getenv("AUI_BASE_URL")
	if base == "" {
		srv := auitest.NewServer()
		log.Print("AUI_BASE_URL is not set: using the embedded test server")
		return srv.Client(), srv.Close
	}
	keys := aui.Credentials{Username: os.Getenv("AUI_USERNAME"), Password: os.Getenv("AUI_PASSWORD")}
	client, err := aui.New(keys, classcloud.WithBaseURL(base))
	if err != nil {
		log.Fatal(err)
	}
	return client, func() {}
}

func journey(ctx context.Context, client *aui.Client) error {
	const teacher = "teacher-1"
	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: teacher, TeacherName: "Ms Wang"})
	if err != nil {
		return err
	}
	fmt.Println("class", class.ClassID, class.Status, "IM group", class.GroupID())

	action := &aui.ClassActionRequest{ClassID: class.ClassID, UserID: teacher}
	if class, err = client.Classes.Start(ctx, action); err != nil {
		return err
	}
	fmt.Println("now", class.Status, "since", class.StartTime)
	if _, err = client.Classes.Stop(ctx, action); err != nil {
		return err
	}
	if class, err = client.Classes.Get(ctx, &aui.GetClassRequest{ClassID: class.ClassID, UserID: teacher}); err != nil {
		return err
	}
	fmt.Println("now", class.Status)
	return nil
}
