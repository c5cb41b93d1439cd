package sandbox

import (
	"errors"

	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func weclassroomVendor() vendor {
	return vendor{
		name: "weclassroom", title: "WeClassroom 课堂云", base: "WECLASSROOM_BASE_URL",
		variables: []variable{
			{name: "WECLASSROOM_APPLICATION_ID", invented: "sandbox-application"},
			{name: "WECLASSROOM_SECRET", invented: "sandbox-invented-secret-32-bytes", secret: true},
		},
		check: func(keys map[string]string) error {
			if len(keys["WECLASSROOM_SECRET"]) != 32 {
				return errors.New("WECLASSROOM_SECRET must have 32 bytes")
			}
			return nil
		},
		succeeds: func(code string) bool { return code == "10000" },
		open:     openWeClassroom,
	}
}

func openWeClassroom(o opening) *world {
	s := weclassroomtest.NewServer(weclassroomtest.WithListener(o.gate), weclassroomtest.WithMiddleware(o.middleware),
		weclassroomtest.WithClock(o.clock), weclassroomtest.WithCredentials(weclassroom.Credentials{
			ApplicationID: o.keys["WECLASSROOM_APPLICATION_ID"], Secret: o.keys["WECLASSROOM_SECRET"]}))
	return &world{
		kit: kitOf(s, func(i weclassroomtest.InjectedFault) (string, weclassroomtest.Fault) { return i.Operation, i.Fault }),
		url: s.URL,
		tables: []table{
			listed("users", s.Users, adds(s.AddUser)),
			listed("documents", s.Documents, adds(s.AddDocument)),
			listed("classrooms", s.Classrooms, adds(s.AddClassroom)),
			listed("lessons", s.Lessons, adds(s.AddLesson)),
			listed("attendance", nil, plain(s.AddAttendance)),
			listed("teacher_attendance", nil, plain(s.AddTeacherAttendance)),
			listed("star_counts", nil, plain(s.AddStarCount)),
			listed("events", nil, plain(s.AddEvent)),
			listed("help_requests", nil, plain(s.AddHelpRequest)),
			listed("recordings", nil, plain(s.AddRecording)),
		},
	}
}
