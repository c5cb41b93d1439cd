package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// visited is a room whose clock a test moves: minutes after ten o'clock in Beijing.
type visited struct {
	*baijiayuntest.Server
	t    *testing.T
	room string
	id   int64
	now  time.Time
}

func newVisited(t *testing.T) *visited {
	t.Helper()
	srv := start(t)
	ten := time.Date(2017, 8, 1, 2, 0, 0, 0, time.UTC)
	v := &visited{Server: srv, t: t, now: ten}
	srv.SetClock(func() time.Time { return v.now })
	v.id = srv.AddRoom(baijiayuntest.Room{Title: "math", StartTime: ten, EndTime: ten.Add(time.Hour)}).RoomID
	v.room = fmt.Sprint(v.id)
	return v
}

func (v *visited) at(minute int) {
	v.now = time.Date(2017, 8, 1, 2, minute, 0, 0, time.UTC)
}

func (v *visited) call(path string, f fields) json.RawMessage {
	v.t.Helper()
	return post(v.t, v.Server, path, fields{"room_id": v.room}.with(f)).ok(v.t).Data
}

// told says events in words: name, in or out, minute.
func told(events baijiayuntest.UserEvents) (lines []string) {
	for _, e := range events.Events {
		lines = append(lines, fmt.Sprintf("%d %s %s %d", e.UserNumber, e.UserName, e.Event, e.Time.Minute()))
	}
	return lines
}

func (v *visited) report() (rows []string) {
	v.t.Helper()
	var data struct {
		Rows []struct {
			Number    int64  `json:"user_number"`
			Listened  int    `json:"actual_listen_time"`
			First     string `json:"first_time"`
			Last      string `json:"last_time"`
			FirstBeat string `json:"first_heartbeat_time"`
			LastBeat  string `json:"last_heartbeat_time"`
		} `json:"room_user_info"`
	}
	require.NoError(v.t, json.Unmarshal(v.call(attendancePath, fields{"type": "all"}), &data))
	short := func(text string) string {
		if len(text) < 16 {
			return "-"
		}
		return text[11:16]
	}
	for _, r := range data.Rows {
		rows = append(rows, fmt.Sprintf("%d %s-%s on %s-%s: %d min", r.Number, short(r.First), short(r.Last), short(r.FirstBeat), short(r.LastBeat), r.Listened/60))
	}
	return rows
}

func TestWhoEntersAndLeaves(t *testing.T) {
	v := newVisited(t)
	an, guest, other := baijiayuntest.Visitor{UserNumber: 7, UserName: "An"}, baijiayuntest.Visitor{UserName: "Guo"}, baijiayuntest.Visitor{UserName: "Deng"}
	assert.Empty(t, v.VisitEvents(v.id).Events)
	v.Enter(v.id, an)
	v.Enter(v.id, guest)
	v.at(1)
	v.Enter(v.id, other)
	v.Enter(v.id, an) // a second device
	v.Leave(v.id, 0, "Guo")
	v.Leave(v.id, 0, "nobody")
	v.Leave(v.id, 8, "An")
	assert.Equal(t, []string{"7 An user_in 0", "0 Guo user_in 0", "0 Deng user_in 1", "7 An user_out 1", "7 An user_in 1", "0 Guo user_out 1"}, told(v.VisitEvents(v.id)))
	v.at(2)
	v.Leave(v.id, 7, "whatever")
	events := v.VisitEvents(v.id)
	assert.Equal(t, []string{"7 An user_out 2"}, told(events), "what is new")
	assert.Equal(t, v.id, events.RoomID)
	assert.Panics(t, func() { v.Enter(1, an) })
	assert.Panics(t, func() { v.Leave(1, 7, "") })
	assert.Panics(t, func() { v.VisitEvents(1) })
}

func TestTheReportCountsWhileTheClassIsOn(t *testing.T) {
	visit := func(v *visited, from, to int, number int64) {
		v.at(from)
		v.Enter(v.id, baijiayuntest.Visitor{UserNumber: number})
		v.at(to)
		v.Leave(v.id, number, "")
	}
	t.Run("by the schedule", func(t *testing.T) {
		v := newVisited(t)
		visit(v, -5, 10, 7)
		visit(v, 20, 70, 7)
		visit(v, 61, 70, 8)
		v.Enter(v.id, baijiayuntest.Visitor{UserNumber: 9})
		assert.Equal(t, []string{"7 09:55-11:10 on 10:00-11:00: 50 min", "8 11:01-11:10 on ---: 0 min", "9 11:10-- on ---: 0 min"}, v.report())
	})
	t.Run("by calls", func(t *testing.T) {
		v := newVisited(t)
		v.Enter(v.id, baijiayuntest.Visitor{UserNumber: 7})
		v.at(10)
		v.call("/openapi/live/stopClass", nil)
		v.at(20)
		v.call("/openapi/live/startClass", nil)
		v.at(25)
		v.Enter(v.id, baijiayuntest.Visitor{UserNumber: 8})
		v.at(50)
		v.Leave(v.id, 7, "")
		v.at(70)
		v.call("/openapi/live/stopClass", nil)
		v.at(80)
		v.Leave(v.id, 8, "")
		assert.Equal(t, []string{"7 10:00-10:50 on 10:00-10:50: 40 min", "8 10:25-11:20 on 10:25-11:10: 45 min"}, v.report())
	})
	t.Run("as the room was added", func(t *testing.T) {
		for live, want := range map[baijiayuntest.LiveStatus]string{
			baijiayuntest.LiveStatusStarted: "7 09:50-09:55 on 09:50-09:55: 5 min", baijiayuntest.LiveStatusStopped: "7 09:50-09:55 on ---: 0 min",
		} {
			v := newVisited(t)
			v.id = v.AddRoom(baijiayuntest.Room{Title: "art", StartTime: v.now, EndTime: v.now.Add(time.Hour), Live: live}).RoomID
			v.room = fmt.Sprint(v.id)
			visit(v, -10, -5, 7)
			assert.Equal(t, []string{want}, v.report())
		}
	})
}

func TestARowIsADaysAndAGuestsIsHisOwn(t *testing.T) {
	v := newVisited(t)
	an := baijiayuntest.Visitor{UserNumber: 7, UserName: "An"}
	v.Enter(v.id, an)
	v.Enter(v.id, baijiayuntest.Visitor{UserName: "Guo"})
	v.Enter(v.id, baijiayuntest.Visitor{UserName: "Deng"})
	assert.Len(t, v.report(), 3)
	v.at(30)
	v.Leave(v.id, 7, "")
	v.Leave(v.id, 0, "Deng")
	v.now = v.now.Add(24 * time.Hour)
	v.Enter(v.id, an)
	assert.Equal(t, []string{"7 10:00-10:30 on 10:00-10:30: 30 min", "0 10:00-- on ---: 0 min", "0 10:00-10:30 on 10:00-10:30: 30 min", "7 10:30-- on ---: 0 min"}, v.report())
}

func TestWhoIsThereIsCounted(t *testing.T) {
	v := newVisited(t)
	status := func() string {
		return string(v.call("/openapi/live/getTeacherOnlineStatus", nil)) + string(v.call("/openapi/live/getUserCount", nil))
	}
	v.call("/openapi/live/startClass", nil)
	assert.Equal(t, `{"status":1}{"display_user_count":1,"user_count":1}`, status(), "nobody ever entered")
	v.Enter(v.id, baijiayuntest.Visitor{UserNumber: 7})
	assert.Equal(t, `{"status":0}{"display_user_count":1,"user_count":1}`, status())
	v.Enter(v.id, baijiayuntest.Visitor{UserNumber: 8, Role: 1})
	assert.Equal(t, `{"status":1}{"display_user_count":2,"user_count":2}`, status())
	v.call("/openapi/live/stopClass", fields{"is_kick_out_all": "1"})
	assert.Equal(t, `{"status":0}{"display_user_count":0,"user_count":0}`, status())
	assert.Len(t, v.VisitEvents(v.id).Events, 4, "those who were put out left")
}
