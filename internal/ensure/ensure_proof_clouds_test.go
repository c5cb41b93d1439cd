package ensure_test

import (
	"context"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// cloud is a vendor whose lessons are made once.
type cloud struct {
	start   func(t *testing.T, between func(http.Handler) http.Handler) running
	ensurer func(url string) (ensurer, error)
}

// running is a vendor's test server.
type running struct {
	url    string
	inject func(operation string, fault vendortest.Fault)
	create string
	reads  []string                                                   // which its Ensure calls beside; lists of a thousand rows are many calls, so that these break less often
	things func(keyOf func(start time.Time) string) map[string]string // the keys of the lessons that it has, by id
}

var clouds = map[string]cloud{
	"agora":       {startAgora, ensureAgora},
	"aui":         {startAUI, ensureAUI},
	"baijiayun":   {startBaijiayun, ensureBaijiayun},
	"classin v1":  {startClassIn("Classes.Create"), ensureClassIn},
	"classin v2":  {startClassIn("Activities.CreateClass"), ensureClassInActivity},
	"weclassroom": {startWeClassroom, ensureWeClassroom},
}

// clientOptions are those of every client: no limit, and a short time for an attempt.
func clientOptions(url string) []classcloud.ClientOption {
	return []classcloud.ClientOption{classcloud.WithBaseURL(url), classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithTimeout(250 * time.Millisecond)}
}

var baijiayunKeys = baijiayun.Credentials{Domain: "demo", PartnerID: 11223344, PartnerKey: "an-invented-partner-key"}

func startBaijiayun(t *testing.T, between func(http.Handler) http.Handler) running {
	srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(baijiayunKeys), baijiayuntest.WithMiddleware(between))
	t.Cleanup(srv.Close)
	return running{
		url: srv.URL, create: "Rooms.Create", reads: []string{"Rooms.List", "Rooms.Get"},
		inject: func(operation string, f vendortest.Fault) { srv.Inject(operation, baijiayuntest.Fault(f)) },
		things: func(keyOf func(time.Time) string) map[string]string {
			ids := map[string]string{}
			for _, room := range srv.Rooms() {
				ids[strconv.FormatInt(room.RoomID, 10)] = keyOf(room.StartTime)
			}
			return ids
		},
	}
}

func ensureBaijiayun(url string) (ensurer, error) {
	client, err := baijiayun.New(baijiayunKeys, clientOptions(url)...)
	return func(ctx context.Context, journal classcloud.Journal, key string, start time.Time) (string, error) {
		room, err := client.Rooms.Ensure(ctx, &baijiayun.EnsureRoomRequest{Journal: journal, Key: key, Lease: proofLease, Settle: proofSettle,
			Room: baijiayun.CreateRoomRequest{Title: "英语", StartTime: start, EndTime: start.Add(time.Hour)}})
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(room.RoomID, 10), nil
	}, err
}

var agoraKeys = agora.Credentials{AppID: "970ca35de60c44645bbae8a215061b33", Certificate: "5cfd2fd1755d40ecb72977518be15d3b"}

func startAgora(t *testing.T, between func(http.Handler) http.Handler) running {
	srv := agoratest.NewServer(agoratest.WithCredentials(agoraKeys), agoratest.WithMiddleware(between))
	t.Cleanup(srv.Close)
	return running{
		url: srv.URL, create: "Rooms.Create", reads: []string{"Rooms.Get"},
		inject: func(operation string, f vendortest.Fault) { srv.Inject(operation, agoratest.Fault(f)) },
		things: func(func(time.Time) string) map[string]string {
			ids := map[string]string{}
			for _, room := range srv.Rooms() {
				ids[room.RoomUUID] = room.RoomUUID
			}
			return ids
		},
	}
}

func ensureAgora(url string) (ensurer, error) {
	client, err := agora.New(agoraKeys, append(clientOptions(url), agora.WithRegion(agora.RegionCN))...)
	return func(ctx context.Context, _ classcloud.Journal, key string, _ time.Time) (string, error) {
		room, err := client.Rooms.Ensure(ctx, &agora.CreateRoomRequest{RoomUUID: key, RoomName: key, RoomType: new(agora.RoomTypeSmall)})
		if err != nil {
			return "", err
		}
		return room.RoomUUID, nil
	}, err
}

var auiKeys = aui.Credentials{Username: "proof", Password: "an invented password"}

func startAUI(t *testing.T, between func(http.Handler) http.Handler) running {
	srv := auitest.NewServer(auitest.WithCredentials(auiKeys), auitest.WithMiddleware(between))
	t.Cleanup(srv.Close)
	return running{
		url: srv.URL, create: "Classes.Create", reads: []string{"Classes.List", "Classes.Get"},
		inject: func(operation string, f vendortest.Fault) { srv.Inject(operation, auitest.Fault(f)) },
		things: func(func(time.Time) string) map[string]string {
			ids := map[string]string{}
			for _, class := range srv.Classes() {
				ids[class.ClassID] = class.Title
			}
			return ids
		},
	}
}

func ensureAUI(url string) (ensurer, error) {
	client, err := aui.New(auiKeys, clientOptions(url)...)
	return func(ctx context.Context, journal classcloud.Journal, key string, _ time.Time) (string, error) {
		class, err := client.Classes.Ensure(ctx, &aui.EnsureClassRequest{Journal: journal, Key: key, Lease: proofLease, Settle: proofSettle,
			Class: aui.CreateClassRequest{Title: key, TeacherID: "t-1"}})
		if err != nil {
			return "", err
		}
		return class.ClassID, nil
	}, err
}

var classinKeys = classin.Credentials{SID: 9876543, Secret: "invented16secret"}

// startClassIn starts a school whose lessons are made by one of two operations.
func startClassIn(create string) func(t *testing.T, between func(http.Handler) http.Handler) running {
	return func(t *testing.T, between func(http.Handler) http.Handler) running {
		srv := classintest.NewServer(classintest.WithCredentials(classinKeys), classintest.WithMiddleware(between))
		t.Cleanup(srv.Close)
		return running{
			url: srv.URL, create: create,
			inject: func(operation string, f vendortest.Fault) { srv.Inject(operation, classintest.Fault(f)) },
			things: func(func(time.Time) string) map[string]string {
				ids := map[string]string{}
				for _, class := range srv.Classes() {
					ids[strconv.FormatInt(class.ClassID, 10)] = class.Identity
				}
				return ids
			},
		}
	}
}

// The course and the teacher that the test server has.
const (
	classinCourse  = 490583
	classinTeacher = 1001001
)

func ensureClassIn(url string) (ensurer, error) {
	client, err := classin.New(classinKeys, clientOptions(url)...)
	return func(ctx context.Context, _ classcloud.Journal, key string, start time.Time) (string, error) {
		class, err := client.Classes.Ensure(ctx, &classin.CreateClassRequest{CourseID: classinCourse, ClassName: key, StartTime: start, EndTime: start.Add(time.Hour),
			TeacherUID: classinTeacher, Identity: key})
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(class.ClassID, 10), nil
	}, err
}

func ensureClassInActivity(url string) (ensurer, error) {
	client, err := classin.New(classinKeys, clientOptions(url)...)
	return func(ctx context.Context, _ classcloud.Journal, key string, start time.Time) (string, error) {
		class, err := client.Activities.EnsureClass(ctx, &classin.CreateClassActivityRequest{CourseID: classinCourse, Name: key, StartTime: start, EndTime: start.Add(time.Hour),
			TeacherUID: classinTeacher, Identity: key})
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(class.ClassID, 10), nil
	}, err
}

var weclassroomKeys = weclassroom.Credentials{ApplicationID: "proof", Secret: "invented-secret-of-32-characters"}

// What the test server of the proof numbers its teacher and its classroom.
const (
	weclassroomTeacher   = 2001
	weclassroomClassroom = 3001
	weclassroomClass     = 3001
)

func startWeClassroom(t *testing.T, between func(http.Handler) http.Handler) running {
	srv := weclassroomtest.NewServer(weclassroomtest.WithCredentials(weclassroomKeys), weclassroomtest.WithMiddleware(between))
	t.Cleanup(srv.Close)
	srv.AddUser(weclassroomtest.User{UserID: weclassroomTeacher, Phone: "13900139000", Name: "Julia Li", Teacher: true})
	srv.AddClassroom(weclassroomtest.Classroom{ClassroomID: weclassroomClassroom, TeacherID: weclassroomTeacher, Name: "English", Category: weclassroomtest.CategorySmall})
	return running{
		url: srv.URL, create: "Lessons.Create", reads: []string{"Lessons.ListByUser", "Lessons.ListByIDs"},
		inject: func(operation string, f vendortest.Fault) { srv.Inject(operation, weclassroomtest.Fault(f)) },
		things: func(keyOf func(time.Time) string) map[string]string {
			ids := map[string]string{}
			for _, lesson := range srv.Lessons() {
				ids[strconv.FormatInt(lesson.LessonID, 10)] = keyOf(lesson.StartTime)
			}
			return ids
		},
	}
}

func ensureWeClassroom(url string) (ensurer, error) {
	client, err := weclassroom.New(weclassroomKeys, clientOptions(url)...)
	return func(ctx context.Context, journal classcloud.Journal, key string, start time.Time) (string, error) {
		lesson, err := client.Lessons.Ensure(ctx, &weclassroom.EnsureLessonRequest{Journal: journal, Key: key, Lease: proofLease, Settle: proofSettle,
			ClassID: weclassroomClass,
			Lesson: weclassroom.CreateLessonRequest{ClassroomID: weclassroomClassroom, TeacherID: weclassroomTeacher, StartTime: start, EndTime: start.Add(time.Hour),
				Genre: new(weclassroom.GenreFormal)}})
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(lesson.LessonID, 10), nil
	}, err
}
