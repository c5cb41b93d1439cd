package classcloud_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// A client from a test server's Client lives on the server's clock, wherever that stands: its signatures are in date, by default
// and after SetClock.
func TestATestServersClientLivesOnItsClock(t *testing.T) {
	january := time.Date(2026, 1, 15, 8, 0, 0, 0, time.UTC)
	now := func() time.Time { return january }
	later := func() time.Time { return january.AddDate(3, 0, 0) }
	for vendor, start := range map[string]func(t *testing.T) (setClock func(func() time.Time), create func(at time.Time) error){
		"agora": func(t *testing.T) (func(func() time.Time), func(time.Time) error) {
			srv := agoratest.NewServer(agoratest.WithClock(now))
			t.Cleanup(srv.Close)
			client := srv.Client()
			return srv.SetClock, func(at time.Time) error {
				return client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: at.Format("room-2006"), RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)})
			}
		},
		"aui": func(t *testing.T) (func(func() time.Time), func(time.Time) error) {
			srv := auitest.NewServer(auitest.WithClock(now))
			t.Cleanup(srv.Close)
			client := srv.Client()
			return srv.SetClock, func(time.Time) error {
				_, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
				return err
			}
		},
		"baijiayun": func(t *testing.T) (func(func() time.Time), func(time.Time) error) {
			srv := baijiayuntest.NewServer(baijiayuntest.WithClock(now), baijiayuntest.WithTimestampWindow(5*time.Minute))
			t.Cleanup(srv.Close)
			client := srv.Client()
			return srv.SetClock, func(at time.Time) error {
				_, err := client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: "Grammar", StartTime: at.Add(time.Hour), EndTime: at.Add(2 * time.Hour)})
				return err
			}
		},
		"classin": func(t *testing.T) (func(func() time.Time), func(time.Time) error) {
			srv := classintest.NewServer(classintest.WithClock(now))
			t.Cleanup(srv.Close)
			client, known := srv.Client(), srv.Defaults()
			return srv.SetClock, func(at time.Time) error {
				_, err := client.Classes.Create(t.Context(), &classin.CreateClassRequest{CourseID: known.CourseID, TeacherUID: classin.UID(known.TeacherUID),
					ClassName: "Grammar", StartTime: at.Add(time.Hour), EndTime: at.Add(2 * time.Hour)})
				return err
			}
		},
		"weclassroom": func(t *testing.T) (func(func() time.Time), func(time.Time) error) {
			srv := weclassroomtest.NewServer(weclassroomtest.WithClock(now))
			t.Cleanup(srv.Close)
			client := srv.Client()
			teacher := srv.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
			classroom := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UID, ClassName: "Kept", Category: weclassroomtest.CategorySmall})
			return srv.SetClock, func(at time.Time) error {
				_, err := client.Lessons.Create(t.Context(), &weclassroom.CreateLessonRequest{ClassroomID: classroom.ID, StartTime: at.Add(time.Hour),
					EndTime: at.Add(2 * time.Hour), Genre: new(weclassroom.GenreFormal)})
				return err
			}
		},
	} {
		t.Run(vendor, func(t *testing.T) {
			setClock, create := start(t)
			require.NoError(t, create(january))
			setClock(later)
			assert.NoError(t, create(later()), "it follows SetClock")
		})
	}
}
