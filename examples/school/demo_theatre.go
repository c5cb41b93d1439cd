package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// theatre is the five vendors' test servers, and the people of a plan who act on them.
type theatre struct {
	lessons   []lesson
	callbacks string // the address of this service
	vars      map[string]string

	baijiayun   *baijiayuntest.Server
	classin     *classintest.Server
	agora       *agoratest.Server
	aui         *auitest.Server
	weclassroom *weclassroomtest.Server

	mu      sync.Mutex
	now     func() time.Time
	devices map[string]int // on which somebody of a lesson is, where a second one takes the place of the first
	toldAt  time.Time      // when Baijiayun last told of users
}

// openTheatre starts the servers with the accounts that the plan's people need. callbacks is the address of this service, around is put around
// the servers, and wait is called before Baijiayun repeats a callback.
func openTheatre(lessons []lesson, callbacks string, around func(http.Handler) http.Handler, wait func(time.Duration)) *theatre {
	t := &theatre{lessons: lessons, callbacks: callbacks, devices: map[string]int{},
		baijiayun: baijiayuntest.NewServer(baijiayuntest.WithMiddleware(around), baijiayuntest.WithCallbackWait(wait)),
		classin:   classintest.NewServer(classintest.WithMiddleware(around)), agora: agoratest.NewServer(agoratest.WithMiddleware(around)),
		aui: auitest.NewServer(auitest.WithMiddleware(around)), weclassroom: weclassroomtest.NewServer(weclassroomtest.WithMiddleware(around))}
	school := t.classin.Defaults()
	room := weclassroomtest.Classroom{Name: "English"}
	users := map[string]bool{} // of WeClassroom
	for i := range lessons {
		l := &lessons[i]
		switch l.Vendor {
		case "classin":
			t.classin.AddTeacher(number(l.Teacher.ID))
			for _, s := range append([]person{guest}, l.Students...) {
				t.classin.AddSchoolStudent(number(s.ID), s.Name)
			}
		case "weclassroom":
			for j, p := range append([]person{l.Teacher}, l.Students...) {
				if users[p.ID] {
					continue
				}
				users[p.ID] = true
				t.weclassroom.AddUser(weclassroomtest.User{UserID: number(p.ID), Phone: strconv.Itoa(13800138000 + len(users)), Name: p.Name, Teacher: j == 0, Student: j > 0})
				if j == 0 {
					room.TeacherID = number(p.ID)
				} else {
					room.StudentIDs = append(room.StudentIDs, number(p.ID))
				}
			}
		}
	}
	if room.TeacherID == 0 {
		room.TeacherID = t.weclassroom.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia", Teacher: true}).UserID
	}
	b, c, a, u, w := t.baijiayun.Credentials(), t.classin.Credentials(), t.agora.Credentials(), t.aui.Credentials(), t.weclassroom.Credentials()
	decimal := func(n int64) string { return strconv.FormatInt(n, 10) }
	t.vars = map[string]string{
		"BAIJIAYUN_BASE_URL": t.baijiayun.URL, "BAIJIAYUN_DOMAIN": b.Domain, "BAIJIAYUN_PARTNER_ID": decimal(b.PartnerID), "BAIJIAYUN_PARTNER_KEY": b.PartnerKey, "BAIJIAYUN_SECRET_KEY": b.SecretKey,
		"CLASSIN_BASE_URL": t.classin.URL, "CLASSIN_SID": decimal(c.SID), "CLASSIN_SECRET": c.Secret, "CLASSIN_COURSE_ID": decimal(school.CourseID),
		"AGORA_BASE_URL": t.agora.URL, "AGORA_REGION": string(agora.RegionCN), "AGORA_APP_ID": a.AppID, "AGORA_APP_CERTIFICATE": a.Certificate, "AGORA_PAGE_URL": "https://classroom.example/",
		"AUI_BASE_URL": t.aui.URL, "AUI_USERNAME": u.Username, "AUI_PASSWORD": u.Password,
		"WECLASSROOM_BASE_URL": t.weclassroom.URL, "WECLASSROOM_APPLICATION_ID": w.ApplicationID, "WECLASSROOM_SECRET": w.Secret,
		"WECLASSROOM_CLASSROOM_ID": decimal(t.weclassroom.AddClassroom(room).ClassroomID),
	}
	return t
}

// env is the environment that names the servers.
func (t *theatre) env(name string) string { return t.vars[name] }

func (t *theatre) setClock(now func() time.Time) {
	t.now = now
	t.baijiayun.SetClock(now)
	t.classin.SetClock(now)
	t.agora.SetClock(now)
	t.aui.SetClock(now)
	t.weclassroom.SetClock(now)
}

func (t *theatre) close() {
	t.baijiayun.Close()
	t.classin.Close()
	t.agora.Close()
	t.aui.Close()
	t.weclassroom.Close()
}

// play waits until the lessons are made, and plays their scripts.
func (t *theatre) play(ctx context.Context, clock classcloud.Clock) error {
	for !t.made() || !t.register() {
		if err := clock.Sleep(ctx, 10*time.Second); err != nil {
			return nil //nolint:nilerr // the program is ended
		}
	}
	acts := inOrder(t.lessons)
	for len(acts) > 0 {
		for len(acts) > 0 && !acts[0].at.After(clock.Now()) {
			if err := t.act(ctx, clock, acts[0]); err != nil {
				return err
			}
			acts = acts[1:]
		}
		t.deliver()
		if err := clock.Sleep(ctx, 10*time.Second); err != nil {
			return nil //nolint:nilerr // as above
		}
	}
	for clock.Sleep(ctx, time.Minute) == nil { // what was not acknowledged comes again
		t.deliver()
	}
	return nil
}

// made reports whether all lessons are there, and keeps WeClassroom from holding its lessons by their schedule.
func (t *theatre) made() bool {
	for i := range t.lessons {
		l := &t.lessons[i]
		if l.Room = t.room(l); l.Room == "" {
			return false
		}
	}
	for i := range t.lessons {
		if l := &t.lessons[i]; l.Vendor == "weclassroom" {
			t.weclassroom.MissLesson(number(l.Room))
		}
	}
	return true
}

// register tells ClassIn where its callbacks go.
func (t *theatre) register() bool {
	return t.classin.RegisterCallbacks(t.callbacks + "/callbacks/classin").Acked
}

// room returns the id that the server has given to a lesson.
func (t *theatre) room(l *lesson) string {
	if rooms := t.rooms(l); len(rooms) > 0 {
		return rooms[0]
	}
	return ""
}

// rooms returns the ids of all things at the server that are made for a lesson.
func (t *theatre) rooms(l *lesson) (ids []string) {
	add := func(is bool, id any) {
		if is {
			ids = append(ids, fmt.Sprint(id))
		}
	}
	switch l.Vendor {
	case "baijiayun":
		for _, r := range t.baijiayun.Rooms() {
			add(r.Title == l.Title, r.RoomID)
		}
	case "classin":
		for _, c := range t.classin.Classes() {
			add(c.Identity == l.Key, c.ClassID)
		}
	case "agora":
		for _, r := range t.agora.Rooms() {
			add(r.RoomUUID == l.Key, r.RoomUUID)
		}
	case "aui":
		for _, c := range t.aui.Classes() {
			add(c.Title == l.Title, c.ClassID)
		}
	case "weclassroom":
		for _, lesson := range t.weclassroom.Lessons() {
			add(lesson.Name == l.Title, lesson.LessonID)
		}
	}
	return ids
}

// act lets somebody do something at the vendor.
func (t *theatre) act(ctx context.Context, clock classcloud.Clock, a act) error {
	switch a.lesson.Vendor {
	case "baijiayun":
		t.atBaijiayun(a)
	case "classin":
		t.atClassIn(a)
	case "agora":
		return t.atAgora(ctx, t.agora.Client(classcloud.WithClock(clock)), a)
	case "aui":
		return t.atAUI(ctx, t.aui.Client(classcloud.WithClock(clock)), a)
	case "weclassroom":
		t.atWeClassroom(a)
	}
	return nil
}

// displaced notes on which device somebody is, where a second one takes the first one's place, and reports whether the act is of another.
func (t *theatre) displaced(a act) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := a.lesson.Key + "/" + a.who.ID
	if a.does == enters {
		t.devices[key] = a.device
	}
	return (a.does == leaves || a.does == drops) && t.devices[key] != a.device
}

// atAUI does what the web client does: a connection that is lost tells nothing.
func (t *theatre) atAUI(ctx context.Context, client *aui.Client, a act) error {
	class, user := a.lesson.Room, a.who.ID
	var err error
	switch a.does {
	case enters:
		err = client.Members.Join(ctx, &aui.JoinClassRequest{ClassID: class, UserID: user, UserName: a.who.Name})
	case leaves:
		if err = client.Members.Leave(ctx, &aui.LeaveClassRequest{ClassID: class, UserID: user}); errors.Is(err, aui.ReasonNotInClass) { // the second device
			err = nil
		}
	case isKicked:
		err = client.Members.Kick(ctx, &aui.KickRequest{ClassID: class, UserID: user})
	case startsIt:
		_, err = client.Classes.Start(ctx, &aui.ClassActionRequest{ClassID: class, UserID: user})
	case endsIt:
		_, err = client.Classes.Stop(ctx, &aui.ClassActionRequest{ClassID: class, UserID: user})
	}
	return err
}
