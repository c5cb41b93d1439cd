package classroom_test

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/classroom"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// playAgora plays a script at Agora, whose events an EventPoller reads.
func playAgora(s script) account {
	const room = "english-7"
	srv := agoratest.NewServer()
	defer srv.Close()
	people, told := map[string]agoratest.Member{}, &notes{}
	roles := map[classroom.Role]agora.Role{classroom.RoleTeacher: agora.RoleTeacher, classroom.RoleStudent: agora.RoleStudent, classroom.RoleGuest: agora.RoleObserver}
	ids := newNames()
	for _, p := range s.people {
		people[p.ID] = agoratest.Member{UserUUID: "u-" + p.ID, UserName: p.Name, Role: int(roles[p.Role])}
		ids.add(p.ID, "u-"+p.ID)
	}
	var client *agora.Client
	device := map[string]string{} // on which somebody is: a second one takes the place of the first
	clock, ctx := newStage(s, func(a act) {
		ctx := context.Background()
		switch a.does {
		case enters:
			device[a.who] = a.device
			must(srv.AddMembers(room, people[a.who]))
		case leaves, drops:
			if device[a.who] == a.device {
				must(srv.RemoveMembers(room, people[a.who].UserUUID))
			}
		case isKicked:
			must(client.Members.Kick(ctx, &agora.KickRequest{RoomUUID: room, UserUUID: people[a.who].UserUUID}))
		case startsIt:
			must(client.Rooms.Start(ctx, room))
		case endsIt:
			must(client.Rooms.End(ctx, room))
		}
	})
	srv.SetClock(clock.Now)
	client = srv.Client(classcloud.WithClock(clock))
	must(client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: room, RoomName: "English", RoomType: new(agora.RoomTypeSmall), CloseDelay: new(time.Hour)}))
	poller := &agora.EventPoller{
		Client: client, Store: agora.NewMemoryEventStore(), Every: s.every,
		Handle: func(_ context.Context, d agora.Delivery) error { return told.add(d.ClassroomEvents()) },
		Lost:   func(_ context.Context, lost agora.LostEvents) error { return lost },
	}
	stopped(poller.Run(ctx))

	var rows []classroom.Row
	all := got(agora.AttendanceOf(client.Events.All(context.Background(), &agora.ListEventsRequest{RoomUUID: room}), time.Time{}))
	for _, one := range all {
		rows = append(rows, one.ClassroomRow())
	}
	return account{"agora", ids.events(told.all()), []ownReport{ids.report("agora, AttendanceOf", rows)}}
}

// playAUI plays a script at AUI, which a Watch asks. Its server learns what the clients call: Members.Join when somebody comes in,
// Members.Leave when a page is closed.
func playAUI(s script) account {
	srv := auitest.NewServer()
	defer srv.Close()
	ids := newNames()
	for _, p := range s.people {
		ids.add(p.ID, "u-"+p.ID)
	}
	var client *aui.Client
	var class *aui.Class
	clock, ctx := newStage(s, func(a act) {
		ctx, user := context.Background(), ids.vendor[a.who]
		switch a.does {
		case enters:
			must(client.Members.Join(ctx, &aui.JoinClassRequest{ClassID: class.ClassID, UserID: user, UserName: s.person(a.who).Name}))
		case leaves:
			if err := client.Members.Leave(ctx, &aui.LeaveClassRequest{ClassID: class.ClassID, UserID: user}); !errors.Is(err, aui.ReasonNotInClass) { // the second device
				must(err)
			}
		case drops: // nobody calls
		case isKicked:
			must(client.Members.Kick(ctx, &aui.KickRequest{ClassID: class.ClassID, UserID: user}))
		case startsIt:
			got(client.Classes.Start(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: user}))
		case endsIt:
			got(client.Classes.Stop(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: user}))
		}
	})
	srv.SetClock(clock.Now)
	client = srv.Client(classcloud.WithClock(clock))
	class = got(client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "English", TeacherID: ids.vendor[s.teacher()]}))
	return account{"aui", ids.events(watch(ctx, clock, class.ClassID, client.ClassroomEvents)), nil}
}

// playWeClassroom plays a script at WeClassroom, which a Watch asks. It has no guests: who is not of the lesson does not get in.
func playWeClassroom(s script) account {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	ids, users := newNames(), map[string]int64{}
	room := weclassroomtest.Classroom{Name: "English"}
	for i, p := range s.roster() {
		teaches := p.Role == classroom.RoleTeacher
		user := srv.AddUser(weclassroomtest.User{Phone: strconv.FormatInt(13800138000+int64(i), 10), Name: p.Name, Teacher: teaches, Student: !teaches})
		if teaches {
			room.TeacherID = user.UserID
		} else {
			room.StudentIDs = append(room.StudentIDs, user.UserID)
		}
		users[p.ID] = user.UserID
		ids.add(p.ID, strconv.FormatInt(user.UserID, 10))
	}
	var lesson weclassroomtest.Lesson
	clock, ctx := newStage(s, func(a act) {
		user, isUser := users[a.who]
		switch {
		case !isUser:
		case a.does == enters:
			srv.EnterLesson(lesson.LessonID, user)
		case a.does == leaves, a.does == drops:
			srv.LeaveLesson(lesson.LessonID, user)
		case a.does == isKicked: // on both devices
			srv.LeaveLesson(lesson.LessonID, user)
			srv.LeaveLesson(lesson.LessonID, user)
		case a.does == startsIt:
			srv.StartLesson(lesson.LessonID)
		case a.does == endsIt:
			srv.EndLesson(lesson.LessonID)
		}
	})
	srv.SetClock(clock.Now)
	lesson = srv.AddLesson(weclassroomtest.Lesson{ClassroomID: srv.AddClassroom(room).ClassroomID, StartTime: s.lesson.StartTime, EndTime: s.lesson.EndTime, Missed: true})
	client := srv.Client(classcloud.WithClock(clock))
	events := watch(ctx, clock, strconv.FormatInt(lesson.LessonID, 10), client.ClassroomEvents)

	var rows []classroom.Row
	for row, err := range client.Reports.AllAttendance(context.Background(), &weclassroom.ListAttendanceRequest{LessonID: lesson.LessonID}) {
		must(err)
		rows = append(rows, row.ClassroomRow(time.Second))
	}
	teacher := got(client.Reports.GetTeacherAttendance(context.Background(), lesson.LessonID)).ClassroomRow(time.Second)
	return account{"weclassroom", ids.events(events), []ownReport{
		ids.report("weclassroom, AllAttendance", rows), ids.report("weclassroom, GetTeacherAttendance", []classroom.Row{teacher}),
	}}
}

// watch asks for what happens in a lesson until the clock ends.
func watch(ctx context.Context, clock *stage, id string, look func(context.Context, string) ([]classroom.Event, error)) []classroom.Event {
	told := &notes{}
	w := &classroom.Watch{
		Lessons: func(context.Context) ([]string, error) { return []string{id}, nil },
		Look:    look, Store: &classroom.MemoryWatchStore{}, Every: clock.script.every, Clock: clock,
		Handle: func(_ context.Context, e classroom.Event) error { return told.add([]classroom.Event{e}) },
		Failed: func(_ context.Context, _ string, err error) { must(err) },
	}
	stopped(w.Run(ctx))
	return told.all()
}

// stopped checks that a run ended with the script.
func stopped(err error) {
	if !errors.Is(err, context.Canceled) {
		panic(err)
	}
}

// teacher returns who is expected to teach.
func (s script) teacher() string {
	for _, p := range s.people {
		if p.Role == classroom.RoleTeacher {
			return p.ID
		}
	}
	return ""
}
