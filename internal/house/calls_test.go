package house_test

import (
	"context"
	"net/http"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestJourneys(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.journey(t, t.Context())
		for _, r := range w.kit.Requests() {
			assert.Equal(t, "classcloud-go/"+classcloud.Version, r.Header.Get("User-Agent"))
		}
	})
}

func TestAReadIsRetriedAfterA503AndSignedAfresh(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.clock.SetStep(3 * time.Hour) // by the second attempt, the tokens and time stamps of the first have expired, except AUI's
		w.kit.Inject(w.readOp, vendortest.Fault{Status: 503, Times: 2})
		_, err := w.read(t.Context())
		require.NoError(t, err)
		sent := w.of(w.readOp)
		require.Len(t, sent, 3)
		assert.Len(t, w.clock.Slept(), 2)
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
		assert.Equal(t, 3, clienttest.AsError(t, err).Attempts)
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
		require.Len(t, w.clock.Slept(), 1)
		assert.GreaterOrEqual(t, w.clock.Slept()[0], 7*time.Second)
	})
}

// lostReplies are the ways in which a create can be carried out without a usable reply.
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
				case "agora": // the id was taken, and nobody knows whether by our first attempt or by somebody else
					assert.Len(t, sent, 2)
					assert.ErrorIs(t, err, classcloud.AlreadyExists)
					assert.ErrorIs(t, err, agora.CodeRoomExists)
					assert.True(t, classcloud.MaybeApplied(err))
				case "classin": // the repeat has the identity that the client made, and finds the lesson
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
					assert.Equal(t, classcloud.OutcomeUnknown, clienttest.AsError(t, err).Outcome)
					assert.True(t, reflect.ValueOf(result).IsZero(), "no result beside the error")
					assert.Empty(t, w.clock.Slept())
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
		w.kit.disconnect() // an old connection would turn out to be closed only after a write
		w.kit.Close()
		for name, call := range map[string]func() (any, error){
			"read":   func() (any, error) { return w.read(t.Context()) },
			"create": func() (any, error) { return w.create(t.Context(), 1) },
		} {
			_, err := call()
			e := clienttest.AsError(t, err)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome, "%s: %v", name, err)
			assert.Equal(t, classcloud.Unavailable, e.Kind, name)
			assert.False(t, classcloud.MaybeApplied(err), name)
			assert.Equal(t, w.vendor, e.Vendor, name)
		}
		assert.NotEmpty(t, w.clock.Slept(), "nothing was sent, so even a create is tried again")
	})
}

func TestOursWasFirst(t *testing.T) {
	srv := agoratest.NewServer()
	rooms, clock, opts := settle(t, kitOf(srv.URL, srv), nil)
	room := srv.Client(opts...)
	cloud := baijiayuntest.NewServer()
	cloud.SetClock(clock.Now)
	t.Cleanup(cloud.Close)
	lives := kitOf(cloud.URL, cloud)
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
		kit             *kit
		before          []func() error
		call            func() error
		again           classcloud.Kind // the failure of the same call later
	}{
		{"a room deleted by the try whose reply was lost", "Rooms.Delete", lives, nil,
			func() error { return live.Rooms.Delete(ctx, kept.RoomID) }, classcloud.NotFound},
		{"a class started", "Rooms.Start", rooms, []func() error{create("start")},
			func() error { return room.Rooms.Start(ctx, "start") }, classcloud.FailedPrecondition},
		{"a class started by its state", "Rooms.Start", rooms, []func() error{create("state-1")}, func() error {
			return room.Rooms.SetStatus(ctx, &agora.SetRoomStatusRequest{RoomUUID: "state-1", Status: new(agora.RoomStatusStarted)})
		}, classcloud.FailedPrecondition},
		{"a class closed by its state", "Rooms.Close", rooms, []func() error{create("state-3")}, func() error {
			return room.Rooms.SetStatus(ctx, &agora.SetRoomStatusRequest{RoomUUID: "state-3", Status: new(agora.RoomStatusClosed)})
		}, classcloud.FailedPrecondition},
		{"a class ended", "Rooms.End", rooms, []func() error{create("end")},
			func() error { return room.Rooms.End(ctx, "end") }, classcloud.FailedPrecondition},
		{"a room closed", "Rooms.Close", rooms, []func() error{create("close")},
			func() error { return room.Rooms.Close(ctx, "close") }, classcloud.FailedPrecondition},
		{"a recording stopped", "Recordings.Stop", rooms, []func() error{create("stop"), record("stop")},
			func() error { return room.Recordings.Stop(ctx, "stop") }, classcloud.FailedPrecondition},
	} {
		t.Run(test.name, func(t *testing.T) {
			begin(t, test.before...)
			test.kit.ClearRequests()
			test.kit.Inject(test.operation, vendortest.Fault{Apply: true, Status: 503})
			assert.NoError(t, test.call(), "the first try did it")
			assert.Len(t, test.kit.Requests(), 2)

			err := test.call()
			assert.ErrorIs(t, err, test.again, "a lost reply of an earlier call does not excuse this one")
			assert.False(t, classcloud.MaybeApplied(err))

			test.kit.Inject(test.operation, vendortest.Fault{Status: 429})
			assert.ErrorIs(t, test.call(), test.again, "a try that was refused did nothing")
		})
	}
}

const pageOf40MiB = 40 << 20

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
		e := clienttest.AsError(t, err)
		assert.Equal(t, classcloud.ResourceExhausted, e.Kind)
		assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
		assert.Equal(t, 9*time.Second, e.RetryAfter)
		assert.Empty(t, w.kit.Requests())
	}, classcloud.WithLimiter(limiter))
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
		assert.Equal(t, before+100, w.made())
		for _, r := range w.kit.Requests() {
			assert.Equal(t, 200, r.Status)
		}
	})
}

// README: limits are kept per account by a client and all that With makes of it; two clients made by New do not know of each other.
func TestWithSharesTheLimits(t *testing.T) {
	srv := weclassroomtest.NewServer()
	t.Cleanup(srv.Close)
	convert := func(client *weclassroom.Client) error { // one in 30 s
		_, err := client.Documents.UploadFromURL(t.Context(), &weclassroom.UploadFromURLRequest{Name: "语法.pdf", Size: 1 << 20,
			URL: "https://example.com/1.pdf", Type: weclassroom.DocumentTypePDF}, classcloud.WithMaxWait(0))
		return err
	}
	first := srv.Client()
	second, err := first.With(classcloud.WithTimeout(time.Minute))
	require.NoError(t, err)
	require.NoError(t, convert(first))
	err = convert(second)
	assert.ErrorIs(t, err, classcloud.ResourceExhausted)
	assert.False(t, classcloud.MaybeApplied(err))
	assert.Greater(t, clienttest.AsError(t, err).RetryAfter, 20*time.Second, "a refusal says how long")
	assert.Len(t, srv.Requests(), 1, "it was not sent")
	assert.Error(t, convert(srv.Client()))
	assert.Len(t, srv.Requests(), 2, "sent, and refused by the server")
}
