package classcloud_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

// fakeClock is the time of client and server alike: it moves only when somebody sleeps.
type fakeClock struct {
	mu      sync.Mutex
	now     time.Time
	step    time.Duration // added to every sleep
	slept   []time.Duration
	onSleep func() // what happens while the client waits

	disconnect func() // of the world the clock belongs to
}

func newClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), step: time.Second}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept = append(c.slept, d)
	c.now = c.now.Add(d + c.step)
	if c.onSleep != nil {
		c.onSleep()
	}
	return ctx.Err()
}

// canaries are the credentials of every world: what is secret in them must never be seen; see secrets_test.go.
var canaries = struct {
	agora       agora.Credentials
	aui         aui.Credentials
	baijiayun   baijiayun.Credentials
	classin     classin.Credentials
	weclassroom weclassroom.Credentials
}{
	agora.Credentials{AppID: "0a1b2c3d4e5f60718293a4b5c6d7e8f9", Certificate: "ca9a71e0ca9a71e1ca9a71e2ca9a71e3"},
	aui.Credentials{Username: "teacher", Password: "canary-password-of-aui"},
	baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "canary-partner-key==", SecretKey: "canary-secret-key=="},
	classin.Credentials{SID: 1000082, Secret: "canary-secret-of-classin"},
	weclassroom.Credentials{ApplicationID: "10001", Secret: "canary-secret-of-weclassroom-32b"},
}

// world is a test server of one vendor, a client of it, and a read and a create that every vendor has in some form.
type world struct {
	vendor      string
	kit         *vendortest.Server
	clock       *fakeClock
	client      any
	credentials any

	readOp, createOp string
	keyed            bool // a repeat of the create is safe: it carries a key
	documented       string
	read             func(context.Context, ...classcloud.CallOption) (any, error)
	create           func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error)
	made             func() int // how many of what create makes there are
	journey          func(t *testing.T, ctx context.Context)
	signature        func(vendortest.Request) []string // what a request is authenticated by
}

// of returns the requests of an operation: AUI's logins come between.
func (w *world) of(operation string) (out []vendortest.Request) {
	for _, r := range w.kit.Requests() {
		if r.Operation == operation {
			out = append(out, r)
		}
	}
	return out
}

var worlds = []struct {
	vendor string
	open   func(*testing.T, ...classcloud.ClientOption) *world
}{
	{"agora", openAgora}, {"aui", openAUI}, {"baijiayun", openBaijiayun}, {"classin", openClassIn}, {"weclassroom", openWeClassroom},
}

// eachVendor runs a test in a fresh world of every vendor.
func eachVendor(t *testing.T, test func(*testing.T, *world), opts ...classcloud.ClientOption) {
	t.Helper()
	for _, v := range worlds {
		t.Run(v.vendor, func(t *testing.T) { test(t, v.open(t, opts...)) })
	}
}

// settle is what all worlds share: the client's options, and the server's end.
func settle(t *testing.T, kit *vendortest.Server, opts []classcloud.ClientOption) (*fakeClock, []classcloud.ClientOption) {
	t.Helper()
	clock, network := newClock(), newLoopback(t)
	clock.disconnect = network.CloseIdleConnections
	kit.SetClock(clock.Now)
	t.Cleanup(kit.Close)
	return clock, append([]classcloud.ClientOption{
		classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithHTTPClient(&http.Client{Transport: network}),
	}, opts...)
}

// loopback fails the test of a request that escapes the test server.
type loopback struct {
	*http.Transport
	t *testing.T
}

func newLoopback(t *testing.T) *loopback {
	t.Helper()
	own := http.DefaultTransport.(*http.Transport).Clone()
	own.Proxy = nil
	own.MaxIdleConnsPerHost = 128
	t.Cleanup(own.CloseIdleConnections)
	return &loopback{own, t}
}

// RoundTrip sends what stays on this machine.
func (l *loopback) RoundTrip(r *http.Request) (*http.Response, error) {
	if host := r.URL.Hostname(); host != "127.0.0.1" {
		l.t.Errorf("a request went to %s", host)
		return nil, errors.New("not the test server")
	}
	return l.Transport.RoundTrip(r)
}

func openAgora(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := agoratest.NewServer(agoratest.WithCredentials(canaries.agora.AppID, canaries.agora.Certificate))
	clock, opts := settle(t, srv.Server, opts)
	c := srv.Client(opts...)
	room := func(n int) *agora.CreateRoomRequest {
		return &agora.CreateRoomRequest{RoomUUID: fmt.Sprintf("room-%d", n), RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)}
	}
	w := &world{vendor: "agora", kit: srv.Server, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Recordings.List", createOp: "Rooms.Create", keyed: true, documented: agoratest.DocumentedReply("Recordings.List")}
	require.NoError(t, c.Rooms.Create(t.Context(), room(-1)))
	require.NoError(t, srv.SeedRecordings("room--1", 3))
	srv.ClearRequests()
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Recordings.List(ctx, &agora.ListRecordingsRequest{RoomUUID: "room--1"}, opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return nil, c.Rooms.Create(ctx, room(n), opts...)
	}
	w.made = func() int { return len(srv.Rooms()) - 1 }
	w.signature = func(r vendortest.Request) []string {
		return []string{strings.TrimPrefix(r.Header.Get("Authorization"), "agora token=")}
	}
	w.journey = func(t *testing.T, ctx context.Context) {
		require.NoError(t, c.Rooms.Create(ctx, room(1)))
		require.NoError(t, srv.AddUser("room-1", "student-1"))
		require.NoError(t, c.Rooms.Start(ctx, "room-1"))
		require.NoError(t, c.Members.Kick(ctx, &agora.KickRequest{RoomUUID: "room-1", UserUUID: "student-1", Ban: &agora.Ban{Seconds: 60}}))
		assert.True(t, srv.Banned("room-1", "student-1"))
		_, err := c.Recordings.Start(ctx, &agora.StartRecordingRequest{RoomUUID: "room-1"})
		require.NoError(t, err)
		require.NoError(t, c.Recordings.Stop(ctx, "room-1"))
		require.NoError(t, srv.SeedRecordings("room-1", 250))
		seen := map[string]bool{}
		for recording, err := range c.Recordings.All(ctx, &agora.ListRecordingsRequest{RoomUUID: "room-1"}) {
			require.NoError(t, err)
			seen[recording.RecordID] = true
		}
		assert.Len(t, seen, 251, "three pages")
		require.NoError(t, c.Rooms.Close(ctx, "room-1"))
		err = c.Rooms.Start(ctx, "room-1")
		assert.ErrorIs(t, err, classcloud.FailedPrecondition)
		assert.False(t, classcloud.MaybeApplied(err))
	}
	return w
}

func openAUI(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := auitest.NewServer(auitest.WithCredentials(canaries.aui.Username, canaries.aui.Password))
	clock, opts := settle(t, srv.Server, opts)
	c := srv.Client(opts...)
	kept := srv.AddClass(auitest.Class{Title: "Kept", TeacherID: "t-1"})
	w := &world{vendor: "aui", kit: srv.Server, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Classes.Get", createOp: "Classes.Create", documented: auitest.DocumentedReply("Classes.Get")}
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Classes.Get(ctx, &aui.GetClassRequest{ID: kept.ID, UserID: "t-1"}, opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return c.Classes.Create(ctx, &aui.CreateClassRequest{Title: fmt.Sprint("Class ", n), TeacherID: "t-1"}, opts...)
	}
	w.made = func() int { return len(srv.Classes()) - 1 }
	w.signature = func(r vendortest.Request) []string {
		return []string{strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")}
	}
	w.journey = func(t *testing.T, ctx context.Context) {
		class, err := c.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
		require.NoError(t, err)
		started, err := c.Classes.Start(ctx, &aui.ClassActionRequest{ID: class.ID, UserID: "t-1"})
		require.NoError(t, err)
		assert.Equal(t, aui.ClassStatusInClass, started.Status)
		_, err = c.Classes.Stop(ctx, &aui.ClassActionRequest{ID: class.ID, UserID: "t-1"})
		require.NoError(t, err)
		got, err := c.Classes.Get(ctx, &aui.GetClassRequest{ID: class.ID, UserID: "t-1"})
		require.NoError(t, err)
		assert.Equal(t, aui.ClassStatusEnded, got.Status)
		assert.NotEmpty(t, got.GroupID())
		assert.True(t, got.StartedAt.Equal(clock.Now()), "Beijing's wall clock is read as such")
		assert.Equal(t, 1, srv.Logins())
		_, err = c.Classes.Get(ctx, &aui.GetClassRequest{ID: "nobody's", UserID: "t-1"})
		assert.ErrorIs(t, err, classcloud.NotFound)
	}
	return w
}

func openBaijiayun(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(canaries.baijiayun))
	clock, opts := settle(t, srv.Server, opts)
	c := srv.Client(opts...)
	kept := srv.AddRoom(baijiayuntest.Room{Title: "Kept"})
	start := clock.Now().Add(24 * time.Hour)
	w := &world{vendor: "baijiayun", kit: srv.Server, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Rooms.Get", createOp: "Rooms.Create", documented: baijiayuntest.DocumentedReply("Rooms.Get")}
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Rooms.Get(ctx, kept.RoomID, opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return c.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: fmt.Sprint("Room ", n), StartTime: start, EndTime: start.Add(time.Hour)}, opts...)
	}
	w.made = func() int { return len(srv.Rooms()) - 1 }
	w.signature = func(r vendortest.Request) []string { return []string{r.Form.Get("sign")} }
	w.journey = func(t *testing.T, ctx context.Context) {
		room, err := c.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "英语语法 & more=100% +?", StartTime: start, EndTime: start.Add(time.Hour)})
		require.NoError(t, err)
		require.NoError(t, c.Rooms.Update(ctx, &baijiayun.UpdateRoomRequest{RoomID: room.RoomID, Title: new("Renamed")}))
		got, err := c.Rooms.Get(ctx, room.RoomID)
		require.NoError(t, err)
		assert.Equal(t, "Renamed", got.Title)
		assert.True(t, got.StartTime.Equal(start), "text from Get")
		listed := map[int64]baijiayun.Room{}
		for row, err := range c.Rooms.All(ctx, nil) {
			require.NoError(t, err)
			listed[row.RoomID] = row
		}
		assert.True(t, listed[room.RoomID].StartTime.Equal(start), "unix seconds from List")
		uploaded, err := c.Documents.Upload(ctx, &baijiayun.UploadDocumentRequest{RoomID: room.RoomID,
			Attachment: &classcloud.File{Name: "语法.pdf", Content: strings.NewReader("%PDF-1.4")}})
		require.NoError(t, err)
		assert.NotZero(t, uploaded.FID)
		require.NoError(t, c.Rooms.Delete(ctx, room.RoomID))
		_, err = c.Rooms.Get(ctx, room.RoomID)
		assert.ErrorIs(t, err, classcloud.NotFound)
		assert.ErrorIs(t, err, baijiayun.CodeRoomDeleted)
	}
	return w
}

func openClassIn(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := classintest.NewServer(classintest.WithCredentials(canaries.classin))
	clock, opts := settle(t, srv.Server, opts)
	c := srv.Client(opts...)
	known := srv.Defaults()
	start := clock.Now().Add(24 * time.Hour)
	lesson := func(n int) *classin.CreateClassRequest {
		return &classin.CreateClassRequest{CourseID: known.CourseID, ClassName: fmt.Sprint("Lesson ", n), StartTime: start, EndTime: start.Add(time.Hour),
			TeacherUID: classin.UID(known.TeacherUID)}
	}
	w := &world{vendor: "classin", kit: srv.Server, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Classes.Create", createOp: "Classes.Create", keyed: true, documented: classintest.DocumentedReply("Classes.Create")}
	// The package has no read yet: an endpoint without a method, called as one.
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		var id int64
		err := c.Do(ctx, classin.Call{Action: "addCourseClass", Effect: classcloud.EffectRead, Params: []classcloud.Param{
			{Name: "courseId", Value: known.CourseID}, {Name: "className", Value: "Read"}, {Name: "teacherUid", Value: known.TeacherUID},
			{Name: "beginTime", Value: start.Unix()}, {Name: "endTime", Value: start.Add(time.Hour).Unix()},
		}}, &id, opts...)
		return id, err
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return c.Classes.Create(ctx, lesson(n), opts...)
	}
	w.made = func() int { return len(srv.Lessons()) }
	w.signature = func(r vendortest.Request) []string { return []string{r.Form.Get("safeKey")} }
	w.journey = func(t *testing.T, ctx context.Context) {
		in := lesson(1)
		in.Record, in.Live, in.Identity = true, true, "order-1"
		class, err := c.Classes.Create(ctx, in)
		require.NoError(t, err)
		assert.False(t, class.Existed)
		assert.NotEmpty(t, class.Live.HLS)
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

func openWeClassroom(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := weclassroomtest.NewServer(weclassroomtest.WithCredentials(canaries.weclassroom.ApplicationID, canaries.weclassroom.Secret))
	clock, opts := settle(t, srv.Server, opts)
	c := srv.Client(opts...)
	start := clock.Now().Add(24 * time.Hour)
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
	classroom := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UID, ClassName: "Kept", Category: weclassroomtest.CategorySmall})
	kept := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: classroom.ID, StartTime: start, EndTime: start.Add(time.Hour)})
	w := &world{vendor: "weclassroom", kit: srv.Server, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Lessons.ListByIDs", createOp: "Lessons.Create", documented: weclassroomtest.DocumentedReply("Lessons.ListByIDs")}
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Lessons.ListByIDs(ctx, []int64{kept.ID}, opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return c.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: classroom.ID, StartTime: start, EndTime: start.Add(time.Hour),
			Genre: new(weclassroom.GenreFormal), Name: fmt.Sprint("Lesson ", n)}, opts...)
	}
	w.made = func() int { return len(srv.Lessons()) - 1 }
	w.signature = func(r vendortest.Request) []string { return []string{r.Form.Get("signMsg")} }
	w.journey = func(t *testing.T, ctx context.Context) {
		users, err := c.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
			{Phone: "13800138000", Name: "张一", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale},
			{Phone: "13800138001", Name: `O'Brien "x" \`, Role: weclassroom.RoleStudent, Gender: weclassroom.GenderMale},
		}})
		require.NoError(t, err)
		require.Len(t, users, 2)
		room, err := c.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: users[0].UserID, Name: "语法", Category: new(weclassroom.CategorySmall)})
		require.NoError(t, err)
		lesson, err := c.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: room.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreTest)})
		require.NoError(t, err)
		lessons, err := c.Lessons.ListByIDs(ctx, []int64{lesson.LessonID, 1})
		require.NoError(t, err)
		require.Len(t, lessons, 1)
		assert.True(t, lessons[0].StartTime.Equal(start))
		assert.True(t, lessons[0].ActualStartTime.IsZero(), "null before it began")
	}
	return w
}

func TestJourneys(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.journey(t, t.Context())
		for _, r := range w.kit.Requests() {
			assert.Equal(t, "classcloud-go", r.Header.Get("User-Agent"))
		}
	})
}

func TestAReadIsRetriedAfterA503AndSignedAfresh(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.clock.step = 3 * time.Hour // every token and time stamp of the first try is old by the second, but AUI's
		w.kit.Inject(w.readOp, vendortest.Fault{Status: 503, Times: 2})
		_, err := w.read(t.Context())
		require.NoError(t, err)
		sent := w.of(w.readOp)
		require.Len(t, sent, 3)
		assert.Len(t, w.clock.slept, 2)
		signatures := map[string]bool{}
		for _, r := range sent {
			for _, s := range w.signature(r) {
				require.NotEmpty(t, s)
				signatures[s] = true
			}
		}
		if w.vendor == "aui" {
			assert.Len(t, signatures, 1, "a session's token signs nothing")
			return
		}
		assert.Len(t, signatures, 3)
	})
}

func TestAReadGivesUpAfterItsAttempts(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.kit.Inject(w.readOp, vendortest.Fault{Status: 503, Times: -1})
		_, err := w.read(t.Context())
		assert.ErrorIs(t, err, classcloud.Unavailable)
		assert.False(t, classcloud.MaybeApplied(err), "a read changes nothing")
		assert.Equal(t, 3, asError(t, err).Attempts)
		assert.Len(t, w.of(w.readOp), 3)

		w.kit.ClearRequests()
		_, err = w.read(t.Context(), classcloud.WithoutRetry())
		assert.ErrorIs(t, err, classcloud.Unavailable)
		assert.Len(t, w.of(w.readOp), 1)
	})
}

func TestRetryAfterIsHonoured(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.kit.Inject(w.readOp, vendortest.Fault{Status: 429, Header: http.Header{"Retry-After": {"7"}}})
		_, err := w.read(t.Context())
		require.NoError(t, err)
		require.Len(t, w.clock.slept, 1)
		assert.GreaterOrEqual(t, w.clock.slept[0], 7*time.Second)
	})
}

func asError(t *testing.T, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}

// lostReplies are the ways in which a create is carried out and its caller does not hear of it.
var lostReplies = []struct {
	name  string
	fault vendortest.Fault
}{
	{"a gateway answers 503 for it", vendortest.Fault{Apply: true, Status: 503}},
	{"a gateway answers 502 with a page", vendortest.Fault{Apply: true, Status: 502, Body: "<html>Bad Gateway</html>"}},
	{"the connection is reset", vendortest.Fault{Apply: true, Reset: true}},
	{"the reply breaks off", vendortest.Fault{Apply: true, Truncate: 5}},
	{"the reply breaks off after its header", vendortest.Fault{Apply: true, Truncate: -1}},
	{"a page comes instead of the reply", vendortest.Fault{Apply: true, Status: 200, Body: "<html>maintenance</html>"}},
	{"an empty body comes instead of the reply", vendortest.Fault{Apply: true, Status: 200}},
}

func TestACreateWhoseReplyIsLost(t *testing.T) {
	for _, lost := range lostReplies {
		t.Run(lost.name, func(t *testing.T) {
			eachVendor(t, func(t *testing.T, w *world) {
				w.kit.Inject(w.createOp, lost.fault)
				result, err := w.create(t.Context(), 1)
				assert.Equal(t, 1, w.made(), "made once")
				sent := w.of(w.createOp)
				switch w.vendor {
				case "agora": // the id was taken: by our first try or by somebody else, nobody knows
					assert.Len(t, sent, 2)
					assert.ErrorIs(t, err, classcloud.AlreadyExists)
					assert.ErrorIs(t, err, agora.CodeRoomExists)
					assert.True(t, classcloud.MaybeApplied(err))
				case "classin": // the repeat goes under the identity the client made, and finds the lesson
					require.NoError(t, err)
					require.Len(t, sent, 2)
					assert.Equal(t, sent[0].Form.Get("courseUniqueIdentity"), sent[1].Form.Get("courseUniqueIdentity"))
					assert.NotEmpty(t, sent[0].Form.Get("courseUniqueIdentity"))
					assert.NotEqual(t, sent[0].Form.Get("timeStamp"), sent[1].Form.Get("timeStamp"))
					assert.NotZero(t, result.(*classin.CreatedClass).ClassID)
					assert.False(t, result.(*classin.CreatedClass).Existed, "it is the one this call made")
				default:
					assert.Len(t, sent, 1, "sent once: a repeat would make another")
					assert.True(t, classcloud.MaybeApplied(err), "%v", err)
					assert.Equal(t, classcloud.OutcomeUnknown, asError(t, err).Outcome)
					assert.True(t, reflect.ValueOf(result).IsZero(), "no result beside the error")
					assert.Empty(t, w.clock.slept)
				}
			})
		})
	}
}

func TestACreateThatWasRefusedByAGatewayIsRepeated(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.kit.Inject(w.createOp, vendortest.Fault{Status: 429})
		_, err := w.create(t.Context(), 1)
		require.NoError(t, err)
		assert.Len(t, w.of(w.createOp), 2)
		assert.Equal(t, 1, w.made())
	})
}

func TestARefusedConnection(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.clock.disconnect() // a connection from before would be found closed only once it is written to
		w.kit.Close()
		for name, call := range map[string]func() (any, error){
			"read":   func() (any, error) { return w.read(t.Context()) },
			"create": func() (any, error) { return w.create(t.Context(), 1) },
		} {
			_, err := call()
			e := asError(t, err)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome, "%s: %v", name, err)
			assert.Equal(t, classcloud.Unavailable, e.Kind, name)
			assert.False(t, classcloud.MaybeApplied(err), name)
			assert.Equal(t, w.vendor, e.Vendor, name)
		}
		assert.NotEmpty(t, w.clock.slept, "nothing was sent, so even a create is tried again")
	})
}

func TestOursWasFirst(t *testing.T) {
	srv := agoratest.NewServer()
	clock, opts := settle(t, srv.Server, nil)
	room := srv.Client(opts...)
	cloud := baijiayuntest.NewServer()
	cloud.SetClock(clock.Now)
	t.Cleanup(cloud.Close)
	live := cloud.Client(opts...)
	kept := cloud.AddRoom(baijiayuntest.Room{Title: "Kept"})
	ctx := t.Context()
	begin := func(t *testing.T, steps ...func() error) {
		t.Helper()
		for _, step := range steps {
			require.NoError(t, step())
		}
	}
	create := func(id string) func() error {
		return func() error {
			return room.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: id, RoomName: id, RoomType: new(agora.RoomTypeSmall)})
		}
	}
	record := func(id string) func() error {
		return func() error {
			_, err := room.Recordings.Start(ctx, &agora.StartRecordingRequest{RoomUUID: id})
			return err
		}
	}
	for _, test := range []struct {
		name, operation string
		kit             *vendortest.Server
		before          []func() error
		call            func() error
		again           classcloud.Kind // what the same call meets later, in a call of its own
	}{
		{"a room deleted by the try whose reply was lost", "Rooms.Delete", cloud.Server, nil,
			func() error { return live.Rooms.Delete(ctx, kept.RoomID) }, classcloud.NotFound},
		{"a class started", "Rooms.Start", srv.Server, []func() error{create("start")},
			func() error { return room.Rooms.Start(ctx, "start") }, classcloud.FailedPrecondition},
		{"a class started by its state", "Rooms.Start", srv.Server, []func() error{create("state-1")}, func() error {
			return room.Rooms.SetState(ctx, &agora.SetRoomStateRequest{RoomUUID: "state-1", State: new(agora.RoomStateStarted)})
		}, classcloud.FailedPrecondition},
		{"a class closed by its state", "Rooms.Close", srv.Server, []func() error{create("state-3")}, func() error {
			return room.Rooms.SetState(ctx, &agora.SetRoomStateRequest{RoomUUID: "state-3", State: new(agora.RoomStateClosed)})
		}, classcloud.FailedPrecondition},
		{"a class ended", "Rooms.End", srv.Server, []func() error{create("end")},
			func() error { return room.Rooms.End(ctx, "end") }, classcloud.FailedPrecondition},
		{"a room closed", "Rooms.Close", srv.Server, []func() error{create("close")},
			func() error { return room.Rooms.Close(ctx, "close") }, classcloud.FailedPrecondition},
		{"a recording stopped", "Recordings.Stop", srv.Server, []func() error{create("stop"), record("stop")},
			func() error { return room.Recordings.Stop(ctx, "stop") }, classcloud.FailedPrecondition},
	} {
		t.Run(test.name, func(t *testing.T) {
			begin(t, test.before...)
			test.kit.ClearRequests()
			test.kit.Inject(test.operation, vendortest.Fault{Apply: true, Status: 503})
			assert.NoError(t, test.call(), "the first try did it")
			assert.Len(t, test.kit.Requests(), 2)

			err := test.call()
			assert.ErrorIs(t, err, test.again, "nobody's lost reply excuses this one")
			assert.False(t, classcloud.MaybeApplied(err))

			test.kit.Inject(test.operation, vendortest.Fault{Status: 429})
			assert.ErrorIs(t, test.call(), test.again, "a try that was refused did nothing")
		})
	}
}

const pageOf40MiB = 40 << 20

func TestHostileReplies(t *testing.T) {
	html := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	bomb := gzipped(t, 33<<20)
	big := strings.Repeat(" ", pageOf40MiB)
	for _, test := range []struct {
		name  string
		fault func(documented string) vendortest.Fault
		kind  classcloud.Kind // Unknown: the right result
		says  string
	}{
		{"a byte order mark before the JSON", func(d string) vendortest.Fault { return vendortest.Fault{Body: "\ufeff" + d} }, classcloud.Unknown, ""},
		{"JSON that calls itself HTML", func(d string) vendortest.Fault { return vendortest.Fault{Body: d, Header: html} }, classcloud.Unknown, ""},
		{"JSON in gzip", func(d string) vendortest.Fault {
			return vendortest.Fault{Body: gzippedText(t, d), Header: http.Header{"Content-Encoding": {"gzip"}}}
		}, classcloud.Unknown, ""},
		{"white space around the JSON", func(d string) vendortest.Fault { return vendortest.Fault{Body: "\r\n\t" + d + "\n\n"} }, classcloud.Unknown, ""},
		{"an HTML page", func(string) vendortest.Fault {
			return vendortest.Fault{Body: "<!DOCTYPE html><html>under maintenance</html>", Header: html}
		}, classcloud.DataLoss, "text/html"},
		{"an empty body", func(string) vendortest.Fault { return vendortest.Fault{Status: 200} }, classcloud.DataLoss, "empty body"},
		{"JSON that ends too early", func(d string) vendortest.Fault { return vendortest.Fault{Body: d[:len(d)/2]} }, classcloud.DataLoss, "no JSON object"},
		{"JSON followed by a warning of PHP's", func(d string) vendortest.Fault { return vendortest.Fault{Body: d + "<br>Warning: …"} }, classcloud.DataLoss, "no JSON object"},
		{"an empty object", func(string) vendortest.Fault { return vendortest.Fault{Body: "{}"} }, classcloud.DataLoss, "the reply has"},
		{"a list", func(string) vendortest.Fault { return vendortest.Fault{Body: "[]"} }, classcloud.DataLoss, "no JSON object"},
		{"null", func(string) vendortest.Fault { return vendortest.Fault{Body: "null"} }, classcloud.DataLoss, "no JSON object"},
		{"40 MiB", func(string) vendortest.Fault { return vendortest.Fault{Body: big} }, classcloud.DataLoss, "larger than"},
		{"33 MiB in 33 KiB of gzip", func(string) vendortest.Fault {
			return vendortest.Fault{Body: bomb, Header: http.Header{"Content-Encoding": {"gzip"}}}
		}, classcloud.DataLoss, "larger than"},
		{"a redirect", func(string) vendortest.Fault {
			return vendortest.Fault{Status: 302, Header: http.Header{"Location": {"/elsewhere"}}}
		}, classcloud.FailedPrecondition, "redirect"},
		{"a permanent redirect with a JSON body", func(d string) vendortest.Fault {
			return vendortest.Fault{Status: 308, Body: d, Header: http.Header{"Location": {"/elsewhere"}}}
		}, classcloud.FailedPrecondition, "redirect"},
		{"a reply that breaks off", func(string) vendortest.Fault { return vendortest.Fault{Truncate: 3} }, classcloud.Unavailable, "broke off"},
		{"a path nobody knows", func(string) vendortest.Fault { return vendortest.Fault{Status: 404, Body: "404 page not found"} }, classcloud.Unimplemented, "base URL"},
	} {
		t.Run(test.name, func(t *testing.T) {
			eachVendor(t, func(t *testing.T, w *world) {
				w.kit.Respond(w.readOp, w.documented)
				want, err := w.read(t.Context())
				require.NoError(t, err)
				require.False(t, reflect.ValueOf(want).IsZero())
				w.kit.Respond(w.readOp, "")
				w.kit.ClearRequests()

				fault := test.fault(w.documented)
				fault.Times = -1
				w.kit.Inject(w.readOp, fault)
				got, err := w.read(t.Context())
				if test.kind == classcloud.Unknown {
					require.NoError(t, err)
					assert.Equal(t, want, got)
					return
				}
				assert.ErrorIs(t, err, test.kind)
				assert.ErrorContains(t, err, test.says)
				assert.True(t, reflect.ValueOf(got).IsZero(), "no result beside the error: %v", got)
				assert.False(t, classcloud.MaybeApplied(err), "a read")
				assert.LessOrEqual(t, len(asError(t, err).Body), 512)
				assert.Less(t, len(err.Error()), 400)
				for _, r := range w.kit.Requests() {
					assert.NotContains(t, r.Path, "elsewhere")
				}

				w.kit.ClearFaults()
				w.kit.Inject(w.createOp, fault)
				got, err = w.create(t.Context(), 1, classcloud.WithMaxReplySize(1<<20))
				if fault.Truncate == 0 || w.vendor != "agora" { // Agora's repeat meets a 409 that breaks off
					assert.ErrorIs(t, err, test.kind)
				}
				assert.True(t, got == nil || reflect.ValueOf(got).IsZero())
				assert.Equal(t, test.kind != classcloud.Unimplemented, classcloud.MaybeApplied(err), "%v", err)
			})
		})
	}
}

func gzipped(t *testing.T, zeros int) string {
	t.Helper()
	return gzippedText(t, string(make([]byte, zeros)))
}

func gzippedText(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.String()
}

func TestACallerWhoGivesUp(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		_, err := w.create(t.Context(), 1)
		require.NoError(t, err)
		w.kit.ClearRequests()
		w.kit.Inject(w.createOp, vendortest.Fault{Delay: time.Hour, Times: -1})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { cancel() }})
		_, err = w.create(ctx, 2)
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, classcloud.Canceled)
		assert.True(t, classcloud.MaybeApplied(err), "it was written whole: %v", err)
		assert.Empty(t, w.clock.slept)
	})
}

func TestAnAttemptThatTakesTooLong(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		_, err := w.create(t.Context(), 1)
		require.NoError(t, err)
		w.kit.Inject(w.createOp, vendortest.Fault{Delay: time.Hour, Times: -1})
		_, err = w.create(t.Context(), 2, classcloud.WithTimeout(30*time.Millisecond))
		assert.ErrorIs(t, err, classcloud.DeadlineExceeded)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.True(t, classcloud.MaybeApplied(err))
		if !w.keyed {
			assert.Equal(t, 1, asError(t, err).Attempts)
		}
	})
}

// ending is a context whose end the test decides.
type ending struct {
	context.Context
	done chan struct{}
	over atomic.Bool
}

func newEnding(parent context.Context) *ending {
	return &ending{Context: parent, done: make(chan struct{})}
}

func (e *ending) end() {
	if e.over.CompareAndSwap(false, true) {
		close(e.done)
	}
}

func (e *ending) Done() <-chan struct{} { return e.done }

func (e *ending) Err() error {
	if e.over.Load() {
		return context.DeadlineExceeded
	}
	return nil
}

func TestADeadlineThatPassesBetweenAttempts(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.kit.Inject(w.readOp, vendortest.Fault{Status: 503, Times: -1})
		ctx := newEnding(t.Context())
		w.clock.onSleep = ctx.end
		_, err := w.read(ctx)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.ErrorIs(t, err, classcloud.DeadlineExceeded)
		assert.ErrorIs(t, err, classcloud.Unavailable, "and what the last attempt met")
		assert.ErrorContains(t, err, "Service Unavailable")
		assert.Len(t, w.of(w.readOp), 1)
		assert.False(t, classcloud.MaybeApplied(err))
	})
}

func TestADeadlineThatPassesInTheLimiter(t *testing.T) {
	var ctx *ending
	limiter := limiterFunc(func(given context.Context) (time.Duration, error) {
		if ctx == nil {
			return 0, nil
		}
		ctx.end()
		<-given.Done()
		return 0, given.Err()
	})
	eachVendor(t, func(t *testing.T, w *world) {
		ctx = newEnding(t.Context())
		t.Cleanup(func() { ctx = nil })
		_, err := w.create(ctx, 1)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, classcloud.OutcomeNotSent, asError(t, err).Outcome)
		assert.Empty(t, w.kit.Requests())
	}, classcloud.WithLimiter(limiter))
}

func TestALimitThatIsUsedUp(t *testing.T) {
	var full bool
	limiter := limiterFunc(func(context.Context) (time.Duration, error) {
		if full {
			return 9 * time.Second, nil
		}
		return 0, nil
	})
	eachVendor(t, func(t *testing.T, w *world) {
		full = true
		t.Cleanup(func() { full = false })
		_, err := w.create(t.Context(), 1)
		e := asError(t, err)
		assert.Equal(t, classcloud.ResourceExhausted, e.Kind)
		assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
		assert.Equal(t, 9*time.Second, e.RetryAfter)
		assert.Empty(t, w.kit.Requests())
	}, classcloud.WithLimiter(limiter))
}

type limiterFunc func(context.Context) (tooLong time.Duration, err error)

func (f limiterFunc) Wait(ctx context.Context, _ string, _ classcloud.Operation, _ time.Duration) (time.Duration, error) {
	return f(ctx)
}

func TestAHundredGoroutinesShareAClient(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		before := w.made()
		var group sync.WaitGroup
		for n := range 100 {
			group.Go(func() {
				if _, err := w.create(t.Context(), n); err != nil {
					t.Errorf("create %d: %v", n, err)
				}
				if _, err := w.read(t.Context()); err != nil {
					t.Errorf("read %d: %v", n, err)
				}
			})
		}
		group.Wait()
		if w.readOp == w.createOp {
			assert.Equal(t, before+200, w.made())
		} else {
			assert.Equal(t, before+100, w.made())
		}
		for _, r := range w.kit.Requests() {
			assert.Equal(t, 200, r.Status)
		}
	})
}
