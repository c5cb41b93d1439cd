package baijiayun_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// ensured is a cloud whose rooms are ensured under a journal.
type ensured struct {
	*baijiayuntest.Server
	client  *baijiayun.Client
	clock   *clienttest.Clock
	journal *classcloud.MemoryJournal
}

func newEnsured(t *testing.T, opts ...baijiayuntest.Option) ensured {
	t.Helper()
	clock := clienttest.ClockAt(beginning)
	srv := baijiayuntest.NewServer(append([]baijiayuntest.Option{baijiayuntest.WithClock(clock.Now)}, opts...)...)
	t.Cleanup(srv.Close)
	return ensured{srv, srv.Client(classcloud.WithClock(clock), classcloud.WithLimiter(classcloud.NoLimit{})), clock, &classcloud.MemoryJournal{}}
}

// english is the room of a key.
func (e *ensured) english(key string) *baijiayun.EnsureRoomRequest {
	return &baijiayun.EnsureRoomRequest{Journal: e.journal, Key: key,
		Room: baijiayun.CreateRoomRequest{Title: " 英语 ", StartTime: beginning.Add(1234567 * time.Nanosecond), EndTime: beginning.Add(time.Hour)}}
}

func TestEnsureMakesARoomOnce(t *testing.T) {
	e := newEnsured(t)
	made, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
	require.NoError(t, err)
	assert.False(t, made.Existed)
	assert.Nil(t, made.Room)
	assert.NotEmpty(t, made.StudentCode)
	again, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
	require.NoError(t, err)
	assert.True(t, again.Existed)
	assert.False(t, again.Differs)
	assert.Equal(t, made.RoomID, again.RoomID)
	assert.Equal(t, made.TeacherCode, again.TeacherCode)
	assert.Equal(t, made.RoomID, again.Room.RoomID)
	other, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-2"))
	require.NoError(t, err)
	assert.NotEqual(t, made.RoomID, other.RoomID)
	assert.Len(t, e.Rooms(), 2)

	changed := e.english("lesson-1")
	changed.Room.Title = "History"
	again, err = e.client.Rooms.Ensure(t.Context(), changed)
	require.NoError(t, err)
	assert.True(t, again.Differs)
	changed = e.english("lesson-1")
	changed.Room.Extra = map[string]any{"newer": 1}
	again, err = e.client.Rooms.Ensure(t.Context(), changed)
	require.NoError(t, err)
	assert.True(t, again.Differs)

	require.NoError(t, e.client.Rooms.Delete(t.Context(), made.RoomID))
	gone, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
	require.ErrorIs(t, err, classcloud.NotFound)
	require.ErrorIs(t, err, baijiayun.CodeRoomDeleted)
	assert.Equal(t, made.RoomID, gone.RoomID)
	assert.Len(t, e.Rooms(), 2, "the deleted one among them")
}

// Whatever happens to the answer of a create, there is one room in the end, and Ensure says when to ask again.
func TestEnsureAfterALostAnswer(t *testing.T) {
	for name, fault := range map[string]baijiayuntest.Fault{
		"a reset":             {Reset: true},
		"a 502":               {Status: 502, Body: "<html>bad gateway</html>"},
		"code 1":              {Body: `{"code":1,"msg":"系统错误","ts":1}`},
		"a truncated answer":  {Truncate: 20},
		"nonsense":            {Body: `{"code":0,"data":{"room_id":"soon"}}`},
		"a time that is over": {Delay: 300 * time.Millisecond},
	} {
		for _, applied := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, applied %v", name, applied), func(t *testing.T) {
				e := newEnsured(t)
				fault.Apply = applied
				if fault.Truncate != 0 && !applied {
					fault.Body = `{"code":0,"data":{"room_id":12345678901234}}`
				}
				e.Inject("Rooms.Create", fault)
				in := e.english("lesson-1")
				options := classcloud.WithTimeout(30 * time.Second)
				if fault.Delay != 0 {
					options = classcloud.WithTimeout(100 * time.Millisecond)
				}
				room, err := e.client.Rooms.Ensure(t.Context(), in, options)
				if len(e.Rooms()) == 0 {
					failure, ok := errors.AsType[*classcloud.Error](err)
					require.True(t, ok, "%v", err)
					assert.Equal(t, "lesson-1", failure.Key)
					assert.Equal(t, "Rooms.Ensure", failure.Operation)
					assert.ErrorIs(t, err, classcloud.Aborted)
					assert.True(t, classcloud.MaybeApplied(err))
					assert.Nil(t, room)
					e.clock.Advance(failure.RetryAfter)
					room, err = e.client.Rooms.Ensure(t.Context(), in)
				} else {
					assert.True(t, room.Existed)
					assert.NotEmpty(t, room.StudentCode, "the list has it")
				}
				require.NoError(t, err)
				require.Len(t, e.Rooms(), 1)
				assert.Equal(t, e.Rooms()[0].RoomID, room.RoomID)
			})
		}
	}
}

func TestEnsureOfARoomThatIsListedLate(t *testing.T) {
	e := newEnsured(t, baijiayuntest.WithListDelay(40*time.Second))
	e.Inject("Rooms.Create", baijiayuntest.Fault{Apply: true, Reset: true})
	_, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
	require.ErrorIs(t, err, classcloud.Aborted)
	e.clock.Advance(40 * time.Second)
	room, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
	require.NoError(t, err)
	assert.Equal(t, e.Rooms()[0].RoomID, room.RoomID)
	assert.Len(t, e.Rooms(), 1)
}

func TestEnsureDoesNotGuess(t *testing.T) {
	e := newEnsured(t)
	twin := baijiayuntest.Room{Title: "英语", StartTime: beginning, EndTime: beginning.Add(time.Hour), CreateTime: beginning}
	one, two := e.AddRoom(twin), e.AddRoom(twin)
	e.Inject("Rooms.Create", baijiayuntest.Fault{Reset: true})
	in := e.english("lesson-1")
	_, err := e.client.Rooms.Ensure(t.Context(), in)
	ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, []string{fmt.Sprint(one.RoomID), fmt.Sprint(two.RoomID)}, ambiguous.IDs)
	in.RoomID = two.RoomID
	room, err := e.client.Rooms.Ensure(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, two.RoomID, room.RoomID)

	old := newEnsured(t) // a room of the day before is not of this attempt
	twin.CreateTime = beginning.Add(-24 * time.Hour)
	old.AddRoom(twin)
	old.Inject("Rooms.Create", baijiayuntest.Fault{Reset: true})
	_, err = old.client.Rooms.Ensure(t.Context(), old.english("lesson-1"))
	require.ErrorIs(t, err, classcloud.Aborted)
}

// A list that is cut short by its bound or by an error proves nothing.
// A room whose title or times the list does not say may be the one: it is neither taken for it, nor for another one.
func TestEnsureOfARoomThatTheListDoesNotShowWhole(t *testing.T) {
	start, end := beginning.Unix(), beginning.Add(time.Hour).Unix()
	for name, row := range map[string]string{
		"no title":        fmt.Sprintf(`{"room_id":26010100000099,"start_time":%d,"end_time":%d}`, start, end),
		"title null":      fmt.Sprintf(`{"room_id":26010100000099,"title":null,"start_time":%d,"end_time":%d}`, start, end),
		"no times":        `{"room_id":26010100000099,"title":"英语"}`,
		"no end":          fmt.Sprintf(`{"room_id":26010100000099,"title":"英语","start_time":%d,"end_time":0}`, start),
		"nothing but ids": `{"room_id":26010100000099}`,
	} {
		t.Run(name, func(t *testing.T) {
			e := newEnsured(t)
			e.Inject("Rooms.Create", baijiayuntest.Fault{Reset: true})
			pages := 0
			client, err := e.client.With(classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTripper(func(r *http.Request) (*http.Response, error) {
					if !strings.HasSuffix(r.URL.Path, "room/list") {
						return next.RoundTrip(r)
					}
					list := ""
					if pages++; pages%2 == 1 {
						list = row
					}
					return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"code":0,"data":{"list":[` + list + `]}}`)), Request: r}, nil
				})
			}))
			require.NoError(t, err)
			_, err = client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
			require.Error(t, err)
			e.clock.Advance(10 * time.Minute)
			_, err = client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
			ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
			require.True(t, ok, "%v", err)
			assert.Equal(t, []string{"26010100000099"}, ambiguous.IDs)
			assert.Empty(t, e.Rooms(), "and no other is made")
		})
	}
}

func TestEnsureWithAListThatProvesNothing(t *testing.T) {
	e := newEnsured(t)
	for range 5 {
		e.AddRoom(baijiayuntest.Room{Title: "Other"})
	}
	e.Inject("Rooms.Create", baijiayuntest.Fault{Reset: true})
	in := e.english("lesson-1")
	in.MaxRooms = 3
	_, err := e.client.Rooms.Ensure(t.Context(), in)
	require.ErrorIs(t, err, classcloud.FailedPrecondition)
	require.ErrorContains(t, err, "MaxRooms")
	assert.True(t, classcloud.MaybeApplied(err))
	e.clock.Advance(time.Hour)
	e.Inject("Rooms.List", baijiayuntest.Fault{Status: 500, Times: -1})
	in.MaxRooms = 0
	_, err = e.client.Rooms.Ensure(t.Context(), in)
	require.ErrorIs(t, err, classcloud.Internal)
	assert.True(t, classcloud.MaybeApplied(err))
	e.ClearFaults()
	_, err = e.client.Rooms.Ensure(t.Context(), in)
	require.NoError(t, err)
	assert.Len(t, e.Rooms(), 6)
}

func TestEnsureRefusesBeforeAnythingIsSent(t *testing.T) {
	e := newEnsured(t)
	var none *classcloud.MemoryJournal
	long := e.english(strings.Repeat("k", 257))
	for want, in := range map[string]*baijiayun.EnsureRoomRequest{
		"Journal is required; Key is required; Room.Title (title) is required": nil,
		"Journal is required": {Journal: none, Key: "k", Room: e.english("k").Room},
		"Key has 257 bytes":   long,
		"Key is not text":     e.english("\xff"),
		"Lease is negative":   {Journal: e.journal, Key: "k", Room: e.english("k").Room, Lease: -1},
		"Settle is negative":  {Journal: e.journal, Key: "k", Room: e.english("k").Room, Settle: -1},
		"Room.EndTime":        {Journal: e.journal, Key: "k", Room: baijiayun.CreateRoomRequest{Title: "T", StartTime: beginning, EndTime: beginning}},
	} {
		_, err := e.client.Rooms.Ensure(t.Context(), in)
		require.ErrorIs(t, err, classcloud.InvalidArgument, want)
		require.ErrorContains(t, err, want)
		assert.False(t, classcloud.MaybeApplied(err))
		if failure, ok := errors.AsType[*classcloud.Error](err); assert.True(t, ok) && in != nil {
			assert.Equal(t, in.Key, failure.Key)
		}
	}
	_, err := e.client.Rooms.Ensure(t.Context(), e.english("k"), classcloud.WithTimeout(-1))
	require.ErrorIs(t, err, classcloud.InvalidArgument)
	_, err = baijiayun.RoomsService{}.Ensure(t.Context(), e.english("k"))
	require.Error(t, err)
	assert.Empty(t, e.Requests())

	broken := errors.New("vault is sealed")
	client, err := baijiayun.New(sourceFunc(func(context.Context) (baijiayun.Credentials, error) { return baijiayun.Credentials{}, broken }), classcloud.WithBaseURL(e.URL))
	require.NoError(t, err)
	_, err = client.Rooms.Ensure(t.Context(), e.english("k"))
	require.ErrorIs(t, err, broken)
	require.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.False(t, classcloud.MaybeApplied(err))
}

// Accounts have keys of their own.
func TestEnsureKeepsAccountsApart(t *testing.T) {
	e := newEnsured(t)
	other := newEnsured(t, baijiayuntest.WithCredentials(baijiayun.Credentials{Domain: "other", PartnerID: 87654321, PartnerKey: "another-invented-key"}))
	other.journal = e.journal
	for _, cloud := range []ensured{e, other} {
		room, err := cloud.client.Rooms.Ensure(t.Context(), cloud.english("lesson-1"))
		require.NoError(t, err)
		assert.False(t, room.Existed)
		require.Len(t, cloud.Rooms(), 1)
		assert.Equal(t, cloud.Rooms()[0].RoomID, room.RoomID)
	}
}

func TestEnsuredRoomPrintsWithoutItsCodes(t *testing.T) {
	room := baijiayun.EnsuredRoom{RoomID: 7, TeacherCode: "tcode1", Room: &baijiayun.Room{Title: "英语", StudentCode: "scode1"}, Existed: true}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("room", "room", room)
	for _, text := range []string{fmt.Sprint(room), fmt.Sprintf("%+v %#v", room, &room), log.String()} {
		assert.NotContains(t, text, "code1")
		assert.Contains(t, text, "***")
	}
}

// Where the list should stand, nothing proves that there is no room: nothing is made a second time.
func TestEnsureIsNotTakenInByNothing(t *testing.T) {
	for _, nothing := range []string{"absent", "null", "{}", "false", `""`} {
		e := newEnsured(t)
		e.Inject("Rooms.Create", baijiayuntest.Fault{Apply: true, Reset: true})
		e.Lie("Rooms.List", baijiayuntest.Lie{Nothing: nothing})
		for range 3 {
			_, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
			assert.ErrorIs(t, err, classcloud.DataLoss, nothing)
			assert.True(t, classcloud.MaybeApplied(err), nothing)
			e.clock.Advance(5 * time.Minute)
		}
		assert.Len(t, e.Rooms(), 1, nothing)
		e.Lie("Rooms.List", baijiayuntest.Lie{})
		made, err := e.client.Rooms.Ensure(t.Context(), e.english("lesson-1"))
		require.NoError(t, err, nothing)
		assert.True(t, made.Existed, nothing)
	}
}
