package agora_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/classroom"
)

func TestEventsAsClassroomEvents(t *testing.T) {
	ms := func(n int64) time.Time { return time.UnixMilli(n).UTC() }
	type short struct {
		Kind classroom.Kind
		ID   string
		At   time.Time
		User classroom.User
	}
	for name, c := range map[string]struct {
		event string
		want  []short
	}{
		"started": {`"cmd":1,"data":{"state":1,"startTime":1772445600000}`, []short{{classroom.KindStarted, "r/4/0", ms(1772445600000), classroom.User{}}}},
		"ended":   {`"cmd":1,"data":{"state":2,"endTime":1772445601000}`, []short{{classroom.KindEnded, "r/4/0", ms(1772445601000), classroom.User{}}}},
		"closed":  {`"cmd":1,"data":{"state":3,"closeTime":1772445602000}`, []short{{classroom.KindEnded, "r/4/0", ms(1772445602000), classroom.User{}}}},
		"members": {`"cmd":20,"data":{"onlineUsers":[{"userUuid":"a","userName":"An","role":2,"updateTime":1772445600000,"type":2}],
			"offlineUsers":[{"userUuid":"b","role":1,"updateTime":1772445600000,"type":1},{"userUuid":"c","role":9,"type":2}]}`, []short{
			{classroom.KindLeft, "r/4/0", ms(1772445600000), classroom.User{ID: "b", Role: classroom.RoleTeacher}},
			{classroom.KindKicked, "r/4/1", time.Time{}, classroom.User{ID: "c"}},
			{classroom.KindJoined, "r/4/2", ms(1772445600000), classroom.User{ID: "a", Name: "An", Role: classroom.RoleStudent}},
		}},
		"stage": {`"cmd":1501,"data":{"addAcceptedUsers":[{"userUuid":"a"}],"removeAcceptedUsers":[{"userUuid":"b"}]}`, []short{
			{classroom.KindOffStage, "r/4/0", time.Time{}, classroom.User{ID: "b"}}, {classroom.KindOnStage, "r/4/1", time.Time{}, classroom.User{ID: "a"}},
		}},
		"recording":           {`"cmd":1001,"data":{"state":1,"startTime":1772445600000,"reason":1}`, []short{{classroom.KindRecordingStarted, "r/4/0", ms(1772445600000), classroom.User{}}}},
		"recording ended":     {`"cmd":1001,"data":{"state":0,"endTime":1772445600000,"reason":2}`, []short{{classroom.KindRecordingStopped, "r/4/0", ms(1772445600000), classroom.User{}}}},
		"recording given up":  {`"cmd":1001,"data":{"state":0,"endTime":1772445600000,"reason":5}`, []short{{classroom.KindRecordingFailed, "r/4/0", ms(1772445600000), classroom.User{}}}},
		"chat":                {`"cmd":3,"data":{"message":"hello"}`, []short{{Kind: classroom.KindOther, ID: "r/4/0"}}},
		"nobody knows":        {`"cmd":999,"data":{}`, []short{{Kind: classroom.KindOther, ID: "r/4/0"}}},
		"nobody came or went": {`"cmd":20,"data":{}`, []short{{Kind: classroom.KindOther, ID: "r/4/0"}}},
	} {
		t.Run(name, func(t *testing.T) {
			var e agora.Event
			require.NoError(t, json.Unmarshal([]byte(`{"roomUuid":"r","sequence":4,`+c.event+`}`), &e))
			var got []short
			for _, one := range e.ClassroomEvents() {
				assert.Equal(t, [...]string{"agora", "r"}, [...]string{one.Vendor, one.RoomID})
				assert.Equal(t, e, one.Raw)
				got = append(got, short{one.Kind, one.ID, one.At.UTC(), one.User})
			}
			assert.Equal(t, c.want, got)
			assert.Equal(t, "name/0", agora.Delivery{Event: e, EventID: "name"}.ClassroomEvents()[0].ID)
		})
	}
}

func TestAttendanceAsARow(t *testing.T) {
	minute := func(n int) time.Time { return time.Unix(int64(60*n), 0) }
	a := agora.Attendance{UserUUID: "a", UserName: "An", Role: agora.RoleStudent, Duration: 15 * time.Minute, Visits: []agora.Visit{
		{EnterTime: minute(1), LeaveTime: minute(6)}, {EnterTime: minute(10), LeaveTime: minute(20), Kicked: true}, {EnterTime: minute(30)},
	}}
	assert.Equal(t, classroom.Row{Person: classroom.Person{ID: "a", Name: "An", Role: classroom.RoleStudent}, Total: 15 * time.Minute, Longest: 10 * time.Minute, Kicked: true,
		Stays: []classroom.Span{{StartTime: minute(1), EndTime: minute(6)}, {StartTime: minute(10), EndTime: minute(20)}}}, a.ClassroomRow())
}
