package classintest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// attended is a class of a server whose clock a test moves.
type attended struct {
	*classintest.Server
	t   *testing.T
	id  int64
	now time.Time
}

func newAttended(t *testing.T) *attended {
	t.Helper()
	srv := newServer(t)
	a := &attended{Server: srv, t: t, now: noon}
	require.Equal(t, "1", create(t, srv).errno())
	a.id = srv.Classes()[0].ClassID
	srv.SetClock(func() time.Time { return a.now })
	return a
}

// at moves the clock to minutes after the class's start.
func (a *attended) at(minute int64) { a.now = time.Unix(noon.Unix()+3600+60*minute, 0) }

// queued takes what is queued as a program would read it, without what all callbacks have in common.
func (a *attended) queued() (callbacks []map[string]any) {
	a.t.Helper()
	for _, waiting := range a.Pending() {
		var callback map[string]any
		require.NoError(a.t, json.Unmarshal(waiting.Body, &callback))
		assert.EqualValues(a.t, a.id, callback["ClassID"])
		assert.EqualValues(a.t, a.Defaults().CourseID, callback["CourseID"])
		for _, name := range []string{"SID", "_id", "TimeStamp", "SafeKey", "ClassID", "CourseID"} {
			assert.Contains(a.t, callback, name)
			delete(callback, name)
		}
		callbacks = append(callbacks, callback)
	}
	return callbacks
}

func second(minute int64) float64 { return float64(noon.Unix() + 3600 + 60*minute) }

func TestWhoEntersAndLeavesIsCalledBack(t *testing.T) {
	a := newAttended(t)
	bo := classintest.Entrant{UID: 5, Nickname: "Bo", Role: 1, Device: 9}
	a.at(1)
	a.Enter(a.id, bo)
	a.at(2)
	a.Enter(a.id, bo)
	a.Leave(a.id, 5, 1, classintest.LeaveReasonLeft)
	a.Leave(a.id, 6, 0, classintest.LeaveReasonLeft)
	a.at(3)
	a.Leave(a.id, 5, 0, classintest.LeaveReasonConnectionLost)
	enter := func(minute int64) map[string]any {
		return map[string]any{"Cmd": 67371107.0, "UID": 5.0, "NickName": "Bo", "LoginMobile": "", "LoginEmail": "", "ClientID": 0.0, "Identity": 1.0, "Device": 9.0,
			"AllowEnterTime": 0.0, "ActionTime": second(minute)}
	}
	leave := func(minute int64, reason float64) map[string]any {
		return map[string]any{"Cmd": 67371111.0, "UID": 5.0, "ClientID": 0.0, "Identity": 1.0, "Reason": reason, "ActionTime": second(minute)}
	}
	assert.Equal(t, []map[string]any{enter(1), leave(2, 54), enter(2), leave(3, 56)}, a.queued())
	for _, call := range []func(){
		func() { a.Enter(1, bo) }, func() { a.Leave(1, 5, 0, 1) }, func() { a.Kick(1, 6, 5, 0) }, func() { a.EndClass(1) },
	} {
		assert.Panics(t, call)
	}
}

func TestWhoIsKickedLeavesOnAllDevices(t *testing.T) {
	a := newAttended(t)
	a.Enter(a.id, classintest.Entrant{UID: 5, Role: 1})
	a.Enter(a.id, classintest.Entrant{UID: 5, Role: 1, ClientID: 1})
	a.Enter(a.id, classintest.Entrant{UID: 6, Role: 1})
	a.at(7)
	a.Kick(a.id, 9, 5, 5*time.Minute)
	callbacks := a.queued()
	require.Len(t, callbacks, 6)
	assert.Equal(t, map[string]any{"Cmd": 67371523.0, "SourceUID": 9.0, "TargetUID": 5.0, "Operation": 1.0, "Duration": 300.0, "ActionTime": second(7)}, callbacks[3])
	for i, device := range []float64{0, 1} {
		assert.Equal(t, map[string]any{"Cmd": 67371111.0, "UID": 5.0, "ClientID": device, "Identity": 1.0, "Reason": 4.0, "ActionTime": second(7)}, callbacks[4+i])
	}
}

func TestTheEndOfAClassSumsItUp(t *testing.T) {
	a := newAttended(t)
	a.at(-2)
	a.Enter(a.id, classintest.Entrant{UID: 5, Role: 1})
	a.at(10)
	a.Enter(a.id, classintest.Entrant{UID: 5, Role: 1, ClientID: 2, Device: 1})
	a.at(20)
	a.Leave(a.id, 5, 0, classintest.LeaveReasonLeft)
	a.at(30)
	a.Leave(a.id, 5, 2, classintest.LeaveReasonLeft)
	a.at(40)
	a.Enter(a.id, classintest.Entrant{UID: 5, Role: 1})
	a.Enter(a.id, classintest.Entrant{UID: 6, Role: 2})
	a.at(45)
	a.Kick(a.id, 9, 6, time.Minute)
	a.at(50)
	a.EndClass(a.id)
	callbacks := a.queued()
	in := func(device float64, minute int64) any {
		return map[string]any{"Type": "In", "Device": device, "Time": second(minute)}
	}
	out := func(minute int64) any { return map[string]any{"Type": "Out", "Time": second(minute)} }
	assert.Equal(t, map[string]any{"Cmd": "End", "StartTime": second(0), "CloseTime": second(80), "RealCloseTime": second(50), "Data": map[string]any{
		"inoutEnd": map[string]any{
			"5": map[string]any{"Total": 32.0 * 60, "Identity": 1.0, "Details": []any{in(0, -2), out(20), in(0, 40), out(50)},
				"Deputies": []any{map[string]any{"clientID": 2.0, "Total": 20.0 * 60, "Details": []any{in(1, 10), out(30)}}}},
			"6": map[string]any{"Total": 5.0 * 60, "Identity": 2.0, "Details": []any{in(0, 40), out(45)}, "Deputies": []any{}},
		},
		"kickoutEnd": map[string]any{"6": []any{map[string]any{"Time": second(45), "Duration": 60.0}}},
	}}, callbacks[len(callbacks)-1])
	assert.Equal(t, 2.0, callbacks[len(callbacks)-2]["Reason"], "who was there leaves")

	rows, err := a.Client(classcloud.WithClock(clienttest.ClockAt(a.now))).Classes.ListAttendance(t.Context(), &classin.GetClassRequest{CourseID: a.Defaults().CourseID, ClassID: a.id})
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.Equal(t, 42*time.Minute, *rows[0].Duration, "a time on two devices once")
	assert.Equal(t, second(-2), float64(rows[0].FirstInTime.Unix()))
	assert.Equal(t, second(50), float64(rows[0].LastOutTime.Unix()))

	a.at(60)
	a.EndClass(a.id)
	assert.Len(t, a.Pending(), len(callbacks), "of a class that nobody entered nothing is told")
}

func TestEmptySectionsAreLists(t *testing.T) {
	a := newAttended(t)
	a.Enter(a.id, classintest.Entrant{UID: 5, Role: 1})
	a.EndClass(a.id)
	callbacks := a.queued()
	assert.Equal(t, []any{}, callbacks[len(callbacks)-1]["Data"].(map[string]any)["kickoutEnd"], "as PHP writes an empty object")
}
