package weclassroom_test

import (
	"context"
	"fmt"
	"log"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func Example() {
	srv := weclassroomtest.NewServer() // stands in for the vendor
	defer srv.Close()

	client, err := weclassroom.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}
	users, err := client.Users.Create(context.Background(), &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
		{Phone: "13800138000", Name: "张一", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale},
	}})
	if err != nil {
		log.Fatal(err)
	}
	for _, user := range users { // matched by phone: the vendor promises no order
		fmt.Println(user.Phone, user.UserID > 0)
	}
	// Output: 13800138000 true
}
