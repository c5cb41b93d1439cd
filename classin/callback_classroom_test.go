package classin_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classroom"
)

// offers is what every callback offers.
type offers interface{ ClassroomEvents() []classroom.Event }

func TestCallbacksAsClassroomEvents(t *testing.T) {
	const common = `"_id":"i","SID":1068502,"CourseID":8,"ClassID":7,"UID":6,"Identity":1,"ActionTime":1772445600`
	for name, c := range map[string]struct {
		body   string
		kind   classroom.Kind
		user   classroom.User
		second int64
	}{
		"enter":                                  {`"Cmd":67371107,` + common + `,"NickName":"An","ClientID":1`, classroom.KindJoined, classroom.User{ID: "6", Name: "An", Role: classroom.RoleStudent, Device: "1"}, 1772445600},
		"leave":                                  {`"Cmd":67371111,` + common + `,"ClientID":0,"Reason":1`, classroom.KindLeft, classroom.User{ID: "6", Role: classroom.RoleStudent, Device: "0"}, 1772445600},
		"enter, on a device that cannot be read": {`"Cmd":67371107,` + common + `,"ClientID":"second"`, classroom.KindJoined, classroom.User{ID: "6", Role: classroom.RoleStudent}, 1772445600},
		"leave, of a device that cannot be read": {`"Cmd":67371111,` + common + `,"ClientID":"second","Reason":1`, classroom.KindLeft, classroom.User{ID: "6", Role: classroom.RoleStudent}, 1772445600},
		"numbers as a double":                    {`"Cmd":67371107.0,"_id":"i","SID":1068502.0,"CourseID":8.0,"ClassID":"7.0","UID":6.0,"Identity":1.0,"ActionTime":1772445600.0,"ClientID":1.0`, classroom.KindJoined, classroom.User{ID: "6", Role: classroom.RoleStudent, Device: "1"}, 1772445600},
		"leave, kicked":                          {`"Cmd":67371111,` + common + `,"ClientID":0,"Reason":4`, classroom.KindKicked, classroom.User{ID: "6", Role: classroom.RoleStudent, Device: "0"}, 1772445600},
		"kick":                                   {`"Cmd":67371523,` + common + `,"TargetUID":5,"Operation":1`, classroom.KindKicked, classroom.User{ID: "5"}, 1772445600},
		"kick of nobody":                         {`"Cmd":67371523,` + common + `,"TargetUID":5,"Operation":0`, classroom.KindOther, classroom.User{ID: "5"}, 1772445600},
		"on stage":                               {`"Cmd":67371521,` + common + `,"Operation":1`, classroom.KindOnStage, classroom.User{ID: "6", Role: classroom.RoleStudent}, 1772445600},
		"off stage":                              {`"Cmd":67371521,` + common + `,"TargetUID":5,"Operation":0`, classroom.KindOffStage, classroom.User{ID: "5"}, 1772445600},
		"stage, unsaid":                          {`"Cmd":67371521,` + common, classroom.KindOther, classroom.User{ID: "6", Role: classroom.RoleStudent}, 1772445600},
		"recording starts":                       {`"Cmd":"LiveDetail",` + common, classroom.KindRecordingStarted, classroom.User{}, 1772445600},
		"recording":                              {`"Cmd":"Record",` + common + `,"VUrl":"https://example.com/v.mp4"`, classroom.KindRecordingReady, classroom.User{}, 1772445600},
		"end":                                    {`"Cmd":"End",` + common + `,"CloseTime":1772446800,"RealCloseTime":1772446700,"Data":{}`, classroom.KindEnded, classroom.User{}, 1772446700},
		"award":                                  {`"Cmd":"Rating",` + common, classroom.KindOther, classroom.User{ID: "6", Role: classroom.RoleStudent}, 1772445600},
	} {
		t.Run(name, func(t *testing.T) {
			callback, err := classin.ParseCallback(hookSigned(t, "{"+c.body+"}"), hookSchool)
			require.NoError(t, err)
			message, err := callback.Decode()
			require.NoError(t, err)
			events := message.(offers).ClassroomEvents()
			require.Len(t, events, 1)
			e := events[0]
			assert.Equal(t, c.kind, e.Kind)
			assert.Equal(t, c.user, e.User)
			assert.Equal(t, c.second, e.At.Unix())
			assert.Equal(t, [...]string{"classin", "1068502", "8", "7", "i"}, [...]string{e.Vendor, e.Account, e.RoomID, e.LessonID, e.ID})
			assert.NotNil(t, e.Raw)
		})
	}
}

func TestAPresenceAsARow(t *testing.T) {
	p := classin.Presence{UID: 7, Name: "An", Role: classin.RoleAuditor, Status: classin.PresenceStatusPresent, Duration: 40, Late: 5, LeftEarly: 3}
	assert.Equal(t, classroom.Row{Person: classroom.Person{ID: "7", Name: "An", Role: classroom.RoleGuest}, Total: 40, LateBy: 5, EarlyBy: 3}, p.ClassroomRow())
	assert.True(t, classin.Presence{Status: classin.PresenceStatusAbsent}.ClassroomRow().Absent)
}
