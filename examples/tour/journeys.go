package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/weclassroom"
)

func agoraSteps(s *vendors.Session, now time.Time) []step {
	c := s.Client.(*agora.Client)
	room := fmt.Sprintf("tour-%d", now.UnixNano())
	return []step{
		{"create a room", func(ctx context.Context) (string, error) {
			return room, c.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: room, RoomName: "Tour", RoomType: new(agora.RoomTypeSmall)})
		}},
		{"start the class", func(ctx context.Context) (string, error) { return "started", c.Rooms.Start(ctx, room) }},
		{"kick nobody", func(ctx context.Context) (string, error) {
			return expect(c.Members.Kick(ctx, &agora.KickRequest{RoomUUID: room, UserUUID: "nobody"}), classcloud.NotFound)
		}},
		{"list recordings", func(ctx context.Context) (string, error) {
			return count(c.Recordings.All(ctx, &agora.ListRecordingsRequest{RoomUUID: room}), "recordings")
		}},
		{"close the room", func(ctx context.Context) (string, error) { return "closed", c.Rooms.Close(ctx, room) }},
	}
}

func auiSteps(s *vendors.Session, _ time.Time) []step {
	c := s.Client.(*aui.Client)
	var class *aui.Class
	return []step{
		{"log in", func(ctx context.Context) (string, error) {
			session, err := c.Auth.Login(ctx)
			return fmt.Sprint(session), err
		}},
		{"create a class", func(ctx context.Context) (_ string, err error) {
			if class, err = c.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Tour", TeacherID: "teacher-1"}); err != nil {
				return "", err
			}
			return class.ClassID, nil
		}},
		{"start it", func(ctx context.Context) (string, error) {
			started, err := c.Classes.Start(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: "teacher-1"})
			if err != nil {
				return "", err
			}
			return started.Status.String(), nil
		}},
		{"stop it", func(ctx context.Context) (string, error) {
			_, err := c.Classes.Stop(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: "teacher-1"})
			return "stopped", err
		}},
		{"get it", func(ctx context.Context) (string, error) {
			got, err := c.Classes.Get(ctx, &aui.GetClassRequest{ClassID: class.ClassID, UserID: "teacher-1"})
			if err != nil {
				return "", err
			}
			return got.Status.String() + ", IM group " + got.GroupID(), nil
		}},
	}
}

func baijiayunSteps(s *vendors.Session, now time.Time) []step {
	c := s.Client.(*baijiayun.Client)
	start := now.Add(time.Hour).Truncate(time.Second)
	var room *baijiayun.CreatedRoom
	return []step{
		{"create a room", func(ctx context.Context) (_ string, err error) {
			room, err = c.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "Tour", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("room %d", room.RoomID), nil
		}},
		{"update it", func(ctx context.Context) (string, error) {
			return "new title", c.Rooms.Update(ctx, &baijiayun.UpdateRoomRequest{RoomID: room.RoomID, Title: new("Tour, renamed")})
		}},
		{"get it", func(ctx context.Context) (string, error) {
			got, err := c.Rooms.Get(ctx, room.RoomID)
			if err != nil {
				return "", err
			}
			return got.Title, nil
		}},
		{"list rooms", func(ctx context.Context) (string, error) { return count(c.Rooms.All(ctx, nil), "rooms") }},
		{"upload a document", func(ctx context.Context) (string, error) {
			got, err := c.Documents.Upload(ctx, &baijiayun.UploadDocumentRequest{
				RoomID: room.RoomID, File: &classcloud.File{Name: "tour.pdf", Content: strings.NewReader("%PDF-1.4")},
			})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("document %d", got.FID), nil
		}},
		{"delete the room", func(ctx context.Context) (string, error) { return "deleted", c.Rooms.Delete(ctx, room.RoomID) }},
		{"get it again", func(ctx context.Context) (string, error) {
			_, err := c.Rooms.Get(ctx, room.RoomID)
			return expect(err, classcloud.NotFound)
		}},
	}
}

func classinSteps(s *vendors.Session, now time.Time) []step {
	c := s.Client.(*classin.Client)
	start := now.Add(time.Hour).Truncate(time.Second)
	in := &classin.CreateClassActivityRequest{
		CourseID: number(s, "CLASSIN_COURSE_ID"), TeacherUID: classin.UID(number(s, "CLASSIN_TEACHER_UID")), Name: "Tour", StartTime: start, EndTime: start.Add(time.Hour),
		RecordingType: new(classin.RecordingTypeClassroom), Record: new(true), Live: new(true), Replay: new(false), Identity: fmt.Sprintf("tour%d", now.UnixNano()),
	}
	var class *classin.CreatedClassActivity
	return []step{
		{"create a unit", func(ctx context.Context) (string, error) {
			unit, err := c.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: in.CourseID, Name: in.Identity})
			if err != nil {
				return "", err
			}
			in.UnitID = unit.UnitID
			return fmt.Sprintf("unit %d", unit.UnitID), nil
		}},
		{"create a class in it", func(ctx context.Context) (_ string, err error) {
			if class, err = c.Activities.CreateClass(ctx, in); err != nil {
				return "", err
			}
			return fmt.Sprintf("class %d", class.ClassID), nil
		}},
		{"create it again", func(ctx context.Context) (string, error) {
			again, err := c.Activities.CreateClass(ctx, in)
			if err != nil {
				return "", err
			}
			if !again.Existed || again.ClassID != class.ClassID {
				return "", fmt.Errorf("want class %d to exist, got %+v", class.ClassID, again)
			}
			return "existed: nothing was created twice", nil
		}},
		{"make a player link", func(ctx context.Context) (string, error) {
			key, err := classin.LessonKey(class.LiveURL)
			if err != nil {
				return "", err
			}
			_, err = c.LivePlayerURL(ctx, &classin.LivePlayerURLRequest{LessonKey: key, Account: "13700000000", Nickname: "Tom & Jerry"})
			return "signed, not shown", err
		}},
		{"delete unit and class", func(ctx context.Context) (string, error) {
			return "deleted", c.Units.Delete(ctx, &classin.DeleteUnitRequest{CourseID: in.CourseID, UnitID: in.UnitID})
		}},
	}
}

// number returns an id from the environment.
func number(s *vendors.Session, name string) int64 {
	n, _ := strconv.ParseInt(s.Get(name), 10, 64) // without an id it is 0, which the call refuses by the name of its field
	return n
}

func weclassroomSteps(s *vendors.Session, now time.Time) []step {
	c := s.Client.(*weclassroom.Client)
	start := now.Add(time.Hour).Truncate(time.Minute)
	var users []weclassroom.CreatedUser
	var classroom *weclassroom.CreatedClassroom
	var lesson *weclassroom.CreatedLesson
	return []step{
		{"create users", func(ctx context.Context) (_ string, err error) {
			users, err = c.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
				{Phone: "13800138000", Name: "王老师", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale},
			}})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("teacher %d", users[0].UserID), nil
		}},
		{"create a classroom", func(ctx context.Context) (_ string, err error) {
			classroom, err = c.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{
				TeacherID: users[0].UserID, Name: "Tour", Category: new(weclassroom.CategorySmall),
			})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("classroom %d", classroom.ClassroomID), nil
		}},
		{"create a lesson", func(ctx context.Context) (_ string, err error) {
			lesson, err = c.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{
				ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal),
			})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("lesson %d", lesson.LessonID), nil
		}},
		{"list it by id", func(ctx context.Context) (string, error) {
			lessons, err := c.Lessons.ListByIDs(ctx, []int64{lesson.LessonID})
			if err != nil {
				return "", err
			}
			if len(lessons) != 1 {
				return "", fmt.Errorf("want 1 lesson, got %d", len(lessons))
			}
			return fmt.Sprintf("status code %d", lessons[0].StatusCode), nil
		}},
	}
}
