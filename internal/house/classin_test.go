package house_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// classinVendor holds what the tests of all vendors know about ClassIn.
var classinVendor = vendor{
	name: "classin", title: "ClassIn", documented: 1, wider: 76,
	left:    "`/lms/activity/setWebcast`, because only a part of its page is at hand; of the withdrawn reads `getUserCourseList`, `getClassWebcastUrl`, `getOneClassStudentComment`, `getOneClassTeacherComment` and `getUserDeviceCheckInfo`, because nobody has published what they answer",
	example: "Classes.Create", params: "any", paramsDoc: "of v1, a map[string]string: the parameters beside SID, safeKey and timeStamp; of v2, a map[string]any: the body, its numbers as json.Number",
	operations:      classin.Operations,
	served:          served(classintest.NewServer),
	documentedReply: classintest.DocumentedReply,
	open:            openClassIn,
	client: func(opts ...classcloud.ClientOption) (any, error) {
		return classin.New(classinCanary, append([]classcloud.ClientOption{classcloud.WithBaseURL("http://127.0.0.1:1")}, opts...)...)
	},
	with: func(client any, opts ...classcloud.ClientOption) (any, error) {
		return client.(*classin.Client).With(opts...)
	},
	newFrom: func(source any, opts ...classcloud.ClientOption) (any, error) {
		return classin.New(source.(classin.CredentialSource), opts...)
	},
	nilSource: func() error {
		_, err := classin.New((*struct{ classin.CredentialSource })(nil))
		return err
	},
	zero: func(ctx context.Context) (any, map[string]func() error) {
		return &classin.Client{}, map[string]func() error{
			"With": func() error { _, err := new(classin.Client).With(); return err },
			"Do":   func() error { return new(classin.Client).Do(ctx, classin.Call{Action: "x"}, nil) },
			"LivePlayerURL": func() error {
				_, err := new(classin.Client).LivePlayerURL(ctx, &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: "n"})
				return err
			},
			"WakeURL": func() error {
				_, err := new(classin.Client).WakeURL(ctx, &classin.WakeURLRequest{Account: "a", CourseID: 1, ClassID: 2})
				return err
			},
		}
	},
	types: []any{
		classin.AccountCallback{}, classin.ActivityRef{}, classin.AnsweredQuestion{}, classin.Answers{}, classin.AnswersCallback{},
		classin.Area{}, classin.Attendance{}, classin.AttendanceCallback{}, classin.AttendanceRule{}, classin.AttendedFor{},
		classin.AuthorizeCallback{}, classin.AuthorizedTime{}, classin.AwardCallback{}, classin.Awards{}, classin.BlackboardCallback{},
		classin.Callback{}, classin.CallbackFuncs{}, classin.CameraCallback{}, classin.Change{}, classin.ChangeCallback{},
		classin.ChangedLabel{}, classin.ChangedPerson{}, classin.ChatCallback{}, classin.ClassSettings{}, classin.ConvertedFile{},
		classin.CoursewareFile{}, classin.CoursewareUse{}, classin.Credentials{}, classin.DeputyPresent{}, classin.DeviceCheckCallback{},
		classin.DeviceList{}, classin.DeviceReport{}, classin.DeviceTime{}, classin.Discussion{}, classin.DiscussionCallback{},
		classin.DiscussionComment{}, classin.EDBFile{}, classin.EDBUse{}, classin.EndCallback{}, classin.EndData{}, classin.EnterCallback{},
		classin.Equipment{}, classin.ExtendedCallback{}, classin.FileConvertedCallback{}, classin.GoodsClick{}, classin.GroupUse{},
		classin.GroupedUser{}, classin.Grouping{}, classin.GroupingItem{}, classin.HandsUp{}, classin.HandsUpCallback{},
		classin.HelpCallback{}, classin.HelpRequest{}, classin.Homework{}, classin.HomeworkCallback{}, classin.HomeworkFile{},
		classin.InOut{}, classin.KickCallback{}, classin.KickTime{}, classin.LeaveCallback{}, classin.LiveChatCallback{},
		classin.LiveGoodsCallback{}, classin.LiveLike{}, classin.LiveLikeCallback{}, classin.LiveLogin{}, classin.LiveLoginCallback{},
		classin.LiveMessage{}, classin.LiveMessageDetail{}, classin.LiveMessageExtension{}, classin.LiveReservation{},
		classin.LiveReserveCallback{}, classin.MuteCallback{}, classin.MuteTimes{}, classin.NetworkCallback{}, classin.NetworkReport{},
		classin.Participant{}, classin.Playback{}, classin.PlaybackCallback{}, classin.PlaybackDetail{}, classin.Point{},
		classin.Presence{}, classin.Rating{}, classin.RatingCallback{}, classin.RecordingSettings{}, classin.RecordingStartCallback{},
		classin.Remark{}, classin.ResponderCallback{}, classin.ResponderCount{}, classin.ResponderUse{}, classin.Review{}, classin.Score{},
		classin.ScoreCallback{}, classin.ScreenChanges{}, classin.SeatChanges{}, classin.SeatCounts{}, classin.SeatTimes{},
		classin.SelectorAnswer{}, classin.SelectorCallback{}, classin.SelectorRound{}, classin.SelectorUse{}, classin.SilenceTimes{},
		classin.StageCallback{}, classin.StageTime{}, classin.StudentAnswer{}, classin.StudentInfo{}, classin.SwitchTime{},
		classin.TeacherInfo{}, classin.TeachingCameraTimes{}, classin.TeachingCameraUse{}, classin.TestCallback{}, classin.TimerUse{},
		classin.ToolUse{}, classin.Topic{}, classin.TotalTime{}, classin.VideoCallback{}, classin.View{}, classin.ViewCallback{},
	},
	secrets:    []string{classinCanary.Secret},
	onClock:    classinOnClock,
	moreToShow: classinShows,
}

// classinCanary holds the credentials of the tests. Its secrets must never be shown; see secrets_test.go.
var classinCanary = classin.Credentials{SID: 1000082, Secret: "canary-secret-of-classin"}

func openClassIn(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := classintest.NewServer(classintest.WithCredentials(classinCanary))
	kit, clock, opts := settle(t, kitOf(srv.URL, srv), opts)
	c := srv.Client(opts...)
	known := srv.Defaults()
	start := clock.Now().Add(24 * time.Hour)
	lesson := func(n int) *classin.CreateClassRequest {
		return &classin.CreateClassRequest{CourseID: known.CourseID, ClassName: fmt.Sprint("Lesson ", n), StartTime: start, EndTime: start.Add(time.Hour),
			TeacherUID: classin.UID(known.TeacherUID)}
	}
	w := &world{vendor: "classin", kit: kit, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Folders.ListContents", createOp: "Classes.Create", keyed: true, documented: classintest.DocumentedReply("Folders.ListContents")}
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Folders.ListContents(ctx, strconv.FormatInt(known.FolderID, 10), opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return c.Classes.Create(ctx, lesson(n), opts...)
	}
	w.made = func() int { return len(srv.Classes()) }
	w.signature = func(r vendortest.Request) []string { return []string{r.Form.Get("safeKey")} }
	w.journey = func(t *testing.T, ctx context.Context) {
		in := lesson(1)
		in.Record, in.Live, in.Identity = true, true, "order-1"
		class, err := c.Classes.Create(ctx, in)
		require.NoError(t, err)
		assert.False(t, class.Existed)
		assert.NotEmpty(t, class.LiveURLs.HLS)
		again, err := c.Classes.Create(ctx, in)
		require.NoError(t, err)
		assert.True(t, again.Existed)
		assert.Equal(t, class.ClassID, again.ClassID)
		key, err := classin.LessonKey(class.LiveURL)
		require.NoError(t, err)
		link, err := c.LivePlayerURL(ctx, &classin.LivePlayerURLRequest{LessonKey: key, Account: "13700000000", Nickname: "Tom & Jerry"})
		require.NoError(t, err)
		assert.Contains(t, link, "nickname=Tom%20%26%20Jerry")
	}
	return w
}

// classinOnClock starts a server on a clock. create creates something with the client of the server.
func classinOnClock(t *testing.T, now func() time.Time) (setClock func(func() time.Time), create func(at time.Time) error) {
	srv := classintest.NewServer(classintest.WithClock(now))
	t.Cleanup(srv.Close)
	client, known := srv.Client(), srv.Defaults()
	return srv.SetClock, func(at time.Time) error {
		_, err := client.Classes.Create(t.Context(), &classin.CreateClassRequest{CourseID: known.CourseID, TeacherUID: classin.UID(known.TeacherUID),
			ClassName: "Grammar", StartTime: at.Add(time.Hour), EndTime: at.Add(2 * time.Hour)})
		return err
	}
}

// classinShows returns more values and errors that must not show a secret: other ways to sign, refused keys, links, tokens.
func classinShows(t *testing.T, s *sieve, w *world) map[string]any {
	t.Helper()
	ctx, options := t.Context(), showing(s, w)
	create := func(keys classin.Credentials) error {
		client, err := classin.New(keys, options...)
		if err != nil {
			return err
		}
		return client.Do(ctx, classin.Call{Action: "addCourseClass"}, nil)
	}
	link, err := w.client.(*classin.Client).LivePlayerURL(ctx, &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: "n"})
	require.NoError(t, err)
	_, refused := w.client.(*classin.Client).LivePlayerURL(ctx, &classin.LivePlayerURLRequest{})
	s.add("a player's link", link)
	return map[string]any{
		"a program with a client":  struct{ client *classin.Client }{w.client.(*classin.Client)},
		"a program with a service": &struct{ classes classin.ClassesService }{w.client.(*classin.Client).Classes},
		"another's secret":         create(classin.Credentials{SID: classinCanary.SID, Secret: canary}),
		"another school":           create(classin.Credentials{SID: 1, Secret: canary}),
		"no SID":                   create(classin.Credentials{Secret: canary}),
		"no link":                  refused,
	}
}
