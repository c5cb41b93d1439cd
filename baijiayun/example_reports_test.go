package baijiayun_test

import (
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func ExampleReportsService_AllAttendance() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "英语语法在线"})
	began := time.Date(2026, 1, 15, 16, 0, 0, 0, time.FixedZone("CST", 8*60*60))
	srv.AddAttendance(room.RoomID,
		baijiayuntest.Attendance{UserNumber: 1, UserName: "张三", FirstTime: began, LastTime: began.Add(time.Hour), ListenDuration: 58 * time.Minute},
		baijiayuntest.Attendance{UserNumber: 2, UserName: "李四", FirstTime: began, LastTime: began.Add(time.Minute), ListenDuration: time.Minute, Audition: true})

	client := srv.Client()
	for user, err := range client.Reports.AllAttendance(context.Background(), &baijiayun.ListAttendanceRequest{RoomID: room.RoomID}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(user.UserName, user.FirstTime.Format("15:04"), user.ListenDuration, user.Audition)
	}
	// Output:
	// 张三 16:00 58m0s Regular
	// 李四 16:00 1m0s Trial
}
