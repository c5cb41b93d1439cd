package house_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// typicalErrors are errors that users meet, with the texts that they see.
var typicalErrors = []struct {
	name, text string
	provoke    func(ctx context.Context, open func(vendor string) *world) error
}{
	{"bad fields",
		"baijiayun Rooms.Create: InvalidArgument: nothing was sent: Title (title) has 53 characters, the vendor keeps 50; EndTime (end_time) is required",
		func(ctx context.Context, open func(string) *world) error {
			_, err := open("baijiayun").client.(*baijiayun.Client).Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: strings.Repeat("长", 53), StartTime: clienttest.NewClock().Now()})
			return err
		}},
	{"a room that does not exist",
		"baijiayun Rooms.Get: NotFound (code 3001): 房间号不存在",
		func(ctx context.Context, open func(string) *world) error {
			_, err := open("baijiayun").client.(*baijiayun.Client).Rooms.Get(ctx, 10000000000000)
			return err
		}},
	{"a create whose reply is lost",
		"weclassroom Lessons.Create: Unavailable: Service Unavailable (empty body) [HTTP 503] [it may have been applied: look before repeating] (Lessons.Find looks by classroom, teacher, start and end; Lessons.Ensure does it all)",
		func(ctx context.Context, open func(string) *world) error {
			w := open("weclassroom")
			w.kit.Inject(w.createOp, vendortest.Fault{Apply: true, Status: 503})
			_, err := w.create(ctx, 1)
			return err
		}},
	{"a page instead of JSON",
		"aui Classes.Create: DataLoss: the reply is not a JSON object (text/html; charset=utf-8) [it may have been applied: look before repeating] (Classes.Find looks by title, teacher and mode; Classes.Ensure does it all)",
		func(ctx context.Context, open func(string) *world) error {
			w := open("aui")
			w.kit.Inject(w.createOp, vendortest.Fault{Body: "<html>", Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}})
			_, err := w.create(ctx, 1)
			return err
		}},
	{"a room that may be ours",
		"agora Rooms.Create: AlreadyExists (code 20409100): Room conflict! [HTTP 409] [2 attempts] [it may have been applied: look before repeating]",
		func(ctx context.Context, open func(string) *world) error {
			w := open("agora")
			w.kit.Inject(w.createOp, vendortest.Fault{Apply: true, Reset: true})
			_, err := w.create(ctx, 1)
			return err
		}},
	{"a room of another region",
		"agora Rooms.Start: NotFound (code 20404100): Room not exists! [HTTP 404] (Agora also answers this for a room in another region: see WithRegion)",
		func(ctx context.Context, open func(string) *world) error {
			return open("agora").client.(*agora.Client).Rooms.Start(ctx, "elsewhere")
		}},
	{"a vendor that does not know",
		`classin Classes.Create: Internal (code 104): 操作失败（未知错误） [3 attempts] [it may have been applied: a repeat under the key "order-7" does not do it twice] (create it again with the Identity that is this error's Key: that finds the class or makes it, never a second one)`,
		func(ctx context.Context, open func(string) *world) error {
			w := open("classin")
			w.kit.Respond(w.createOp, `{"data":"","error_info":{"errno":104,"error":"操作失败（未知错误）"}}`)
			start := clienttest.NewClock().Now().Add(24 * time.Hour)
			_, err := w.client.(*classin.Client).Classes.Create(ctx, &classin.CreateClassRequest{CourseID: 1, TeacherUID: 2, ClassName: "L", Identity: "order-7",
				StartTime: start, EndTime: start.Add(time.Hour)})
			return err
		}},
	{"a redirect",
		"baijiayun Rooms.Get: FailedPrecondition: the server answered with a redirect, which a signed request must not follow [HTTP 302] (check the base URL: its scheme, host and prefix)",
		func(ctx context.Context, open func(string) *world) error {
			w := open("baijiayun")
			w.kit.Inject(w.readOp, vendortest.Fault{Status: 302, Header: map[string][]string{"Location": {"https://example.com/"}}})
			_, err := w.read(ctx)
			return err
		}},
	{"a wrong password",
		"aui Classes.Create: Unauthenticated (code 401): incorrect Username or Password [nothing was sent] (check Username and Password)",
		func(ctx context.Context, open func(string) *world) error {
			w := open("aui")
			client, err := aui.New(aui.Credentials{Username: w.credentials.(aui.Credentials).Username, Password: "wrong"}, classcloud.WithBaseURL(w.kit.URL))
			if err != nil {
				return err
			}
			_, err = client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "T", TeacherID: "t"})
			return err
		}},
	{"a reply of another type",
		"baijiayun Rooms.Get: DataLoss: cannot read the result: /start_time: \"soon\" is not a valid time",
		func(ctx context.Context, open func(string) *world) error {
			w := open("baijiayun")
			w.kit.Respond(w.readOp, `{"code":0,"data":{"room_id":1,"start_time":"soon"}}`)
			_, err := w.read(ctx)
			return err
		}},
	{"a limit that is used up",
		"weclassroom Lessons.Create: ResourceExhausted: held back: the vendor's documented limit is used up [nothing was sent] [retry after 9s] " +
			"(spread the calls, allow a longer wait with WithMaxWait, or bring your own limiter with WithLimiter)",
		func(ctx context.Context, open func(string) *world) error {
			client, err := open("weclassroom").client.(*weclassroom.Client).With(classcloud.WithLimiter(
				limiterFunc(func(context.Context) (time.Duration, error) { return 9 * time.Second, nil })))
			if err != nil {
				return err
			}
			start := clienttest.NewClock().Now()
			_, err = client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: 1, StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal)})
			return err
		}},
	{"a class that is not recorded, made strict",
		"classin Classes.Create: FailedPrecondition (code 280): done, but: 课节创建成功，录课参数设置错误，录课开启失败 [it was applied: a repeat under its key does not do it again] (the class exists: its ClassID comes beside this error)",
		func(ctx context.Context, _ func(string) *world) error {
			srv := classintest.NewServer(classintest.WithClock(clienttest.NewClock().Now))
			defer srv.Close()
			srv.FailNext(280)
			start, known := clienttest.NewClock().Now().Add(time.Hour), srv.Defaults()
			_, err := srv.Client(classcloud.WithClock(clienttest.NewClock())).Classes.Create(ctx, &classin.CreateClassRequest{CourseID: known.CourseID,
				TeacherUID: classin.UID(known.TeacherUID), ClassName: "L", StartTime: start, EndTime: start.Add(time.Hour)}, classcloud.WithStrictWarnings())
			return err
		}},
}

func TestErrorsReadWell(t *testing.T) {
	for _, test := range typicalErrors {
		t.Run(test.name, func(t *testing.T) {
			err := test.provoke(t.Context(), func(vendor string) *world {
				for _, v := range vendors {
					if v.name == vendor {
						return v.open(t)
					}
				}
				t.Fatalf("no vendor %s", vendor)
				return nil
			})
			require.Error(t, err)
			assert.Equal(t, test.text, err.Error())
		})
	}
}

func TestWhatAnErrorIs(t *testing.T) {
	err := fmt.Errorf("creating: %w", &classcloud.Error{Kind: classcloud.NotFound, Err: baijiayun.CodeRoomNotFound})
	assert.ErrorIs(t, err, classcloud.NotFound)
	assert.NotErrorIs(t, err, classcloud.Internal)
	assert.ErrorIs(t, err, baijiayun.CodeRoomNotFound)
	assert.NotErrorIs(t, err, baijiayun.CodeRoomDeleted)
	assert.NotErrorIs(t, err, classin.Code(3001), "another vendor's code of the same number")
	var code baijiayun.Code
	require.ErrorAs(t, err, &code)
	assert.Equal(t, baijiayun.Code(3001), code)
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, error(baijiayun.CodeRoomNotFound), errors.Unwrap(e))
	assert.NotErrorIs(t, &classcloud.Error{}, classcloud.NotFound)
	assert.ErrorIs(t, &classcloud.Error{}, classcloud.Unknown)
	assert.NoError(t, (&classcloud.Error{}).Unwrap())
}
