package agora_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

// at is a minute of the class, in milliseconds.
func at(minute int) int64 { return 1_611_561_600_000 + int64(minute)*60_000 }

func moved(t *testing.T, sequence int, data string, args ...any) agora.Event {
	t.Helper()
	return event(t, fmt.Sprintf(`{"roomUuid":"r","cmd":20,"sequence":%d,"data":{%s}}`, sequence, fmt.Sprintf(data, args...)))
}

func came(t *testing.T, sequence int, user string, minute, how int) agora.Event {
	t.Helper()
	return moved(t, sequence, `"onlineUsers":[{"userUuid":%q,"userName":%q,"role":2,"type":%d,"updateTime":%d}]`, user, "n-"+user, how, at(minute))
}

func went(t *testing.T, sequence int, user string, minute, how int) agora.Event {
	t.Helper()
	return moved(t, sequence, `"offlineUsers":[{"userUuid":%q,"role":2,"type":%d,"updateTime":%d}]`, user, how, at(minute))
}

func attendance(t *testing.T, until time.Time, events ...agora.Event) map[string]agora.Attendance {
	t.Helper()
	list, err := agora.AttendanceOf(func(yield func(agora.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}, until)
	require.NoError(t, err)
	all := map[string]agora.Attendance{}
	for _, a := range list {
		all[a.UserUUID] = a
	}
	require.Len(t, all, len(list))
	return all
}

func TestAttendanceAddsUpVisits(t *testing.T) {
	events := []agora.Event{
		came(t, 1, "a", 0, 1), came(t, 2, "b", 5, 1), went(t, 3, "a", 10, 1), came(t, 4, "a", 20, 2), // a's connection was away for ten minutes
		came(t, 5, "b", 25, 2), // b's was lost without a word: it counts as presence
		went(t, 6, "a", 30, 2), went(t, 7, "b", 45, 1),
	}
	shuffled := append(slices.Clone(events), events...)
	slices.Reverse(shuffled)
	for _, order := range [][]agora.Event{events, shuffled} {
		all := attendance(t, time.Time{}, order...)
		a := agora.Attendance{UserUUID: "a", UserName: "n-a", Role: agora.RoleStudent, FirstTime: milli(at(0)), LastTime: milli(at(30)), Duration: 20 * time.Minute, Whole: true,
			Visits: []agora.Visit{{EnterTime: milli(at(0)), LeaveTime: milli(at(10)), Left: true}, {EnterTime: milli(at(20)), LeaveTime: milli(at(30)), Left: true, Kicked: true, Reconnect: true}}}
		assert.Equal(t, a, all["a"])
		assert.Equal(t, 40*time.Minute, all["b"].Duration)
		assert.Len(t, all["b"].Visits, 1)
	}
}

// An event without a number stands where it came.
func TestAttendanceOfEventsWithoutANumber(t *testing.T) {
	unnumbered := func(e agora.Event) agora.Event { e.Sequence = 0; return e }
	all := attendance(t, milli(at(60)), came(t, 1, "a", 0, 1), unnumbered(went(t, 0, "a", 10, 1)), came(t, 2, "a", 30, 1), went(t, 3, "a", 40, 1))
	assert.Equal(t, 20*time.Minute, all["a"].Duration)
	assert.True(t, all["a"].Whole)
	all = attendance(t, milli(at(60)), unnumbered(came(t, 0, "a", 0, 1)), unnumbered(went(t, 0, "a", 10, 1)))
	assert.Equal(t, 10*time.Minute, all["a"].Duration)
}

func TestAttendanceLeavesOutTheRecorder(t *testing.T) {
	all := attendance(t, milli(at(10)), moved(t, 1, `"onlineUsers":[{"userUuid":"rec","role":"0","updateTime":%d},{"userUuid":"server","role":"server","updateTime":%d},
		{"userUuid":"noRole","updateTime":%d},{"userUuid":"watcher","role":"observer","updateTime":%d},{"role":2}]`, at(0), at(0), at(0), at(0)))
	assert.Len(t, all, 2)
	assert.EqualValues(t, -1, all["noRole"].Role)
	assert.Equal(t, 10*time.Minute, all["watcher"].Duration)
}

func TestAttendanceOfWhoDidNotLeave(t *testing.T) {
	here := came(t, 1, "a", 0, 1)
	still := attendance(t, time.Time{}, here)["a"]
	assert.Zero(t, still.Duration)
	assert.False(t, still.Whole)
	assert.True(t, still.LastTime.IsZero())
	so := attendance(t, milli(at(7)), here)["a"]
	assert.Equal(t, 7*time.Minute, so.Duration)
	assert.True(t, so.Whole)
	assert.False(t, so.Visits[0].Left)
	assert.Zero(t, attendance(t, milli(at(-7)), here)["a"].Duration, "before the user came")

	closed := func(more string) agora.Event {
		return event(t, `{"roomUuid":"r","cmd":1,"sequence":2,"data":{"state":3`+more+`}}`)
	}
	assert.Equal(t, 30*time.Minute, attendance(t, milli(at(90)), here, closed(fmt.Sprintf(`,"closeTime":%d`, at(30))))["a"].Duration)
	assert.Equal(t, 90*time.Minute, attendance(t, milli(at(90)), here, closed(""))["a"].Duration, "the Chinese documents do not have the time")
	ended := event(t, fmt.Sprintf(`{"roomUuid":"r","cmd":1,"sequence":2,"data":{"state":2,"endTime":%d}}`, at(30)))
	assert.Equal(t, 90*time.Minute, attendance(t, milli(at(90)), here, ended)["a"].Duration, "users may stay until the room closes")
}

func TestAttendanceSaysWhatItDoesNotKnow(t *testing.T) {
	before := attendance(t, time.Time{}, went(t, 9, "a", 10, 1), came(t, 10, "a", 20, 1), went(t, 11, "a", 30, 1))["a"]
	assert.Equal(t, 10*time.Minute, before.Duration)
	assert.False(t, before.Whole, "when the user came first is not known")
	assert.Equal(t, milli(at(20)), before.FirstTime)
	backwards := attendance(t, time.Time{}, came(t, 1, "a", 20, 1), went(t, 2, "a", 10, 1))["a"]
	assert.Zero(t, backwards.Duration)
	assert.False(t, backwards.Whole)

	odd := moved(t, 1, `"onlineUsers":[{"userUuid":"a","role":2,"updateTime":"soon"}]`)
	lost := errors.New("a page is missing")
	list, err := agora.AttendanceOf(func(yield func(agora.Event, error) bool) {
		_ = yield(odd, nil) && yield(agora.Event{}, lost) && yield(went(t, 2, "a", 10, 1), nil)
	}, time.Time{})
	assert.ErrorIs(t, err, lost)
	assert.ErrorIs(t, err, classcloud.DataLoss)
	assert.ErrorContains(t, err, "event 1 of room r")
	require.Len(t, list, 1)
	assert.False(t, list[0].Whole)
	assert.Len(t, list[0].Visits, 1)
}

// Over the test server, as a program does it.
func TestAttendanceOfAClass(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	require.NoError(t, srv.AddStudents("r", "a", "b"))
	clock.Advance(10 * time.Minute)
	require.NoError(t, client.Members.Kick(t.Context(), &agora.KickRequest{RoomUUID: "r", UserUUID: "a"}))
	clock.Advance(5 * time.Minute)
	list, err := agora.AttendanceOf(client.Events.All(t.Context(), &agora.ListEventsRequest{RoomUUID: "r"}), clock.Now())
	require.NoError(t, err)
	require.Len(t, list, 2)
	assert.Equal(t, 10*time.Minute, list[0].Duration)
	assert.True(t, list[0].Visits[0].Kicked)
	assert.Equal(t, 15*time.Minute, list[1].Duration)
}
