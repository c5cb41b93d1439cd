package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// classinSteps make a class under an identity, by which the vendor knows it again.
func classinSteps(v *visit) []step {
	c, l := v.Client.(*classin.Client), v.lesson
	srv, _ := v.Server.(*classintest.Server)
	const unit, made = "the unit", "the class"
	in := &classin.CreateClassActivityRequest{
		Name: l.title, StartTime: l.start, EndTime: l.end, Identity: l.key,
		RecordingType: new(classin.RecordingTypeClassroom), Record: new(true), Live: new(true), Replay: new(false),
	}
	var class *classin.CreatedClassActivity
	return []step{
		{"make a unit 第三单元", nil, unit, func(ctx context.Context) (_ string, err error) {
			if in.CourseID, err = v.number("CLASSIN_COURSE_ID"); err != nil {
				return "", err
			}
			teacher, err := v.number("CLASSIN_TEACHER_UID")
			if err != nil {
				return "", err
			}
			in.TeacherUID = classin.UID(teacher)
			made, err := c.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: in.CourseID, Name: "第三单元 " + l.key})
			if err != nil {
				return "", err
			}
			in.UnitID = made.UnitID
			return fmt.Sprintf("unit %d of course %d", made.UnitID, in.CourseID), nil
		}},
		{v.losing("make " + l.title), []string{unit}, made, func(ctx context.Context) (_ string, err error) {
			if srv != nil {
				srv.Inject("Activities.CreateClass", classintest.Fault{Apply: true, Reset: true})
			}
			if class, err = c.Activities.EnsureClass(ctx, in); err != nil || srv == nil {
				return "made, under an identity of ours", err
			}
			return onlyOne(len(srv.Classes()), len(srv.Faults()), "asked again: one class, not two", sentTwice(srv))
		}},
		{"make it once more", []string{made}, "", func(ctx context.Context) (string, error) {
			second, err := c.Activities.EnsureClass(ctx, in)
			if err != nil {
				return "", err
			}
			return again(second.Existed && second.ClassID == class.ClassID)
		}},
		{"let " + studentName + " watch it live", []string{made}, "", func(ctx context.Context) (string, error) {
			key, err := classin.LessonKey(class.LiveURL)
			if err != nil {
				return "", err
			}
			_, err = c.LivePlayerURL(ctx, &classin.LivePlayerURLRequest{LessonKey: key, Account: "13800138000", Nickname: studentName})
			return "a signed link, not shown here", err
		}},
		{"receive callbacks", []string{made, testServer}, "", func(ctx context.Context) (string, error) {
			return v.receive(ctx, srv, class.ClassID)
		}},
		{"delete unit and class", []string{unit}, "", func(ctx context.Context) (string, error) {
			return "deleted", c.Units.Delete(ctx, &classin.DeleteUnitRequest{CourseID: in.CourseID, UnitID: in.UnitID})
		}},
	}
}

// number returns an id that the environment must name, because no call of the tour makes it.
func (v *visit) number(name string) (int64, error) {
	n, err := strconv.ParseInt(v.Get(name), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("set %s to the number of one that exists: the tour does not make it", name)
	}
	return n, nil
}

// sentTwice reports whether the class was asked for again: ClassIn does not tell whether this made it or the one before.
func sentTwice(srv *classintest.Server) bool {
	sent := 0
	for _, request := range srv.Requests() {
		if request.Operation == "Activities.CreateClass" {
			sent++
		}
	}
	return sent == 2
}

// receive takes the vendor's callbacks of a student who looks in, and one that somebody without the secret has made.
func (v *visit) receive(ctx context.Context, srv *classintest.Server, classID int64) (string, error) {
	events, forgeries := &told{}, 0
	handler := classin.CallbackHandler(classin.CallbackFuncs{
		Enter:  func(_ context.Context, c *classin.EnterCallback) error { return events.add(c.ClassroomEvents()) },
		Leave:  func(_ context.Context, c *classin.LeaveCallback) error { return events.add(c.ClassroomEvents()) },
		Other:  func(_ context.Context, c *classin.Callback) error { return events.add(c.ClassroomEvents()) },
		Failed: func(context.Context, error) { forgeries++ },
	}, srv.Credentials())
	forged := fmt.Sprintf(`{"Cmd":"Enter","SID":%d,"ClassID":%d,"TimeStamp":%d,"SafeKey":"%032d"}`, srv.Credentials().SID, classID, v.clock.Now().Unix(), 0)
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(forged)))

	receiver := httptest.NewServer(handler)
	defer receiver.Close()
	if err := srv.RegisterCallbacks(receiver.URL).Err; err != nil {
		return "", err
	}
	srv.Enter(classID, classintest.Entrant{UID: 1003000, Nickname: studentName, Role: int(classin.RoleStudent)})
	srv.Leave(classID, 1003000, 0, classintest.LeaveReasonLeft)
	srv.Deliver()
	return heard(events.all(), forgeries)
}
