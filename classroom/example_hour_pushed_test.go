package classroom_test

import (
	"context"
	"net/http/httptest"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/classroom"
)

// playBaijiayun plays a script at Baijiayun, which posts callbacks: of the class when it starts and ends, of users once a minute.
func playBaijiayun(s script) account {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	people, told := map[string]baijiayuntest.Visitor{}, &notes{}
	ids := newNames()
	for i, p := range s.people {
		visitor := baijiayuntest.Visitor{UserNumber: int64(100 + i), UserName: p.Name}
		switch p.Role {
		case classroom.RoleTeacher:
			visitor.Role = int64(baijiayun.RoleTeacher)
		case classroom.RoleGuest:
			visitor.UserNumber = 0
		}
		people[p.ID] = visitor
		if visitor.UserNumber != 0 {
			ids.add(p.ID, strconv.FormatInt(visitor.UserNumber, 10))
		}
	}
	receiver := httptest.NewServer(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(_ context.Context, c *baijiayun.ClassCallback) error { return told.add(c.ClassroomEvents()) },
		User:  func(_ context.Context, c *baijiayun.UserCallback) error { return told.add(c.ClassroomEvents()) },
		Other: func(context.Context, baijiayun.Form) error { return nil },
	}, srv.Credentials().PartnerKey))
	defer receiver.Close()

	var room *baijiayun.CreatedRoom
	var client *baijiayun.Client
	device := map[string]string{} // on which somebody is: a second one takes the place of the first
	clock, ctx := newStage(s, func(a act) {
		who := people[a.who]
		switch a.does {
		case enters:
			device[a.who] = a.device
			srv.Enter(room.RoomID, who)
		case leaves, drops:
			if device[a.who] == a.device {
				srv.Leave(room.RoomID, who.UserNumber, who.UserName)
			}
		case isKicked:
			srv.Leave(room.RoomID, who.UserNumber, who.UserName)
		case startsIt:
			must(client.Rooms.Start(context.Background(), room.RoomID))
			srv.SendCallback(receiver.URL, baijiayuntest.ClassEvent{RoomID: room.RoomID, Op: baijiayuntest.ClassOpStart, Time: srv.Now()})
		case endsIt:
			must(client.Rooms.Stop(context.Background(), &baijiayun.StopRoomRequest{RoomID: room.RoomID}))
			srv.SendCallback(receiver.URL, baijiayuntest.ClassEvent{RoomID: room.RoomID, Op: baijiayuntest.ClassOpEnd, Time: srv.Now()})
		}
	})
	srv.SetClock(clock.Now)
	client = srv.Client(classcloud.WithClock(clock))
	room = got(client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "English", StartTime: s.lesson.StartTime, EndTime: s.lesson.EndTime}))
	must(client.Rooms.Stop(ctx, &baijiayun.StopRoomRequest{RoomID: room.RoomID})) // so that the schedule does not start it
	for clock.Sleep(ctx, time.Minute) == nil {
		if events := srv.VisitEvents(room.RoomID); len(events.Events) > 0 {
			srv.SendCallback(receiver.URL, events)
		}
	}
	var rows []classroom.Row
	for row, err := range client.Reports.AllAttendance(context.Background(), &baijiayun.ListAttendanceRequest{RoomID: room.RoomID, Type: baijiayun.AttendanceTypeAll}) {
		must(err)
		rows = append(rows, row.ClassroomRow())
	}
	return account{"baijiayun", ids.events(told.all()), []ownReport{ids.report("baijiayun, ListAttendance", rows)}}
}

// playClassIn plays a script at ClassIn, which posts a callback for everything that happens, one after the other, and End at the end.
func playClassIn(s script) account {
	srv := classintest.NewServer()
	defer srv.Close()
	people, told := map[string]classintest.Entrant{}, &notes{}
	ids := newNames()
	var rows []classroom.Row
	for i, p := range s.people {
		entrant := classintest.Entrant{UID: int64(1003000 + i), Nickname: p.Name, Role: int(classin.RoleStudent)}
		switch p.Role {
		case classroom.RoleTeacher:
			entrant.UID, entrant.Role = srv.Defaults().TeacherUID, int(classin.RoleTeacher)
		case classroom.RoleGuest:
			entrant.Role = int(classin.RoleAuditor)
		}
		people[p.ID] = entrant
		ids.add(p.ID, strconv.FormatInt(entrant.UID, 10))
	}
	receiver := httptest.NewServer(classin.CallbackHandler(classin.CallbackFuncs{
		Enter: func(_ context.Context, c *classin.EnterCallback) error { return told.add(c.ClassroomEvents()) },
		Leave: func(_ context.Context, c *classin.LeaveCallback) error { return told.add(c.ClassroomEvents()) },
		Kick:  func(_ context.Context, c *classin.KickCallback) error { return told.add(c.ClassroomEvents()) },
		End: func(_ context.Context, c *classin.EndCallback) error {
			for _, line := range c.AttendanceSheet(classin.AttendanceRule{}) {
				rows = append(rows, line.ClassroomRow())
			}
			return told.add(c.ClassroomEvents())
		},
		Other: func(_ context.Context, c *classin.Callback) error { return told.add(c.ClassroomEvents()) },
	}, srv.Credentials()))
	defer receiver.Close()

	var class *classin.CreatedClass
	devices := map[string]int{"pc": 0, "phone": 1}
	clock, ctx := newStage(s, func(a act) {
		who := people[a.who]
		switch a.does {
		case enters:
			who.ClientID, who.Device = devices[a.device], devices[a.device]
			srv.Enter(class.ClassID, who)
		case leaves:
			srv.Leave(class.ClassID, who.UID, devices[a.device], classintest.LeaveReasonLeft)
		case drops:
			srv.Leave(class.ClassID, who.UID, devices[a.device], classintest.LeaveReasonConnectionLost)
		case isKicked:
			srv.Kick(class.ClassID, srv.Defaults().TeacherUID, who.UID, 5*time.Minute)
		case startsIt: // there is no call and no callback for it: who is there is there
		case endsIt:
			srv.EndClass(class.ClassID)
		}
	})
	srv.SetClock(clock.Now)
	client := srv.Client(classcloud.WithClock(clock))
	class = got(client.Classes.Create(ctx, &classin.CreateClassRequest{CourseID: srv.Defaults().CourseID, ClassName: "English",
		TeacherUID: classin.UID(srv.Defaults().TeacherUID), StartTime: s.lesson.StartTime, EndTime: s.lesson.EndTime}))
	must(srv.RegisterCallbacks(receiver.URL).Err)
	for clock.Sleep(ctx, time.Minute) == nil {
		srv.DeliverDue()
	}
	return account{"classin", ids.events(told.all()), []ownReport{ids.report("classin, End", rows)}}
}
