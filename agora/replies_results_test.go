package agora_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// saying returns a client whose every call is answered with this data.
func saying(t *testing.T, data string, opts ...classcloud.ClientOption) *agora.Client {
	t.Helper()
	body := `{"code":0,"msg":"Success","ts":1,"data":` + data + `}`
	return stubbed(t, clienttest.NewTransport(clienttest.Always(clienttest.JSON(body))), append(opts, classcloud.WithoutRetry())...)
}

// A room's stage is what the reply says in one of its three places, and an error where it says none.
func TestTheStageOfARoom(t *testing.T) {
	for data, want := range map[string]agora.RoomStatus{
		`{"roomUuid":"r","state":0}`:                                                        agora.RoomStatusNotStarted,
		`{"roomUuid":"r","state":"3"}`:                                                      agora.RoomStatusClosed,
		`{"roomUuid":"r","state":1.0,"roomProperties":{"state":0}}`:                         agora.RoomStatusStarted,
		`{"roomUuid":"r","state":0,"roomProperties":{"state":2}}`:                           agora.RoomStatusNotStarted,
		`{"roomUuid":"r","roomProperties":{"state":2}}`:                                     agora.RoomStatusEnded,
		`{"roomUuid":"r","state":null,"roomProperties":{"state":0,"schedule":{"state":1}}}`: agora.RoomStatusNotStarted,
		`{"roomUuid":"r","roomProperties":{"schedule":{"state":1}}}`:                        agora.RoomStatusStarted,
		`{"roomUuid":"r","state":9}`:                                                        9,
		`{"roomUuid":"r"}`:                                                                  -1,
		`{"roomUuid":"r","roomProperties":{}}`:                                              -1,
		`{"roomUuid":"r","roomProperties":{"schedule":null}}`:                               -1,
		`{"roomUuid":"r","roomProperties":{"schedule":[]},"state":{}}`:                      -1,
		`{"roomUuid":"r","state":"three"}`:                                                  -1,
		`{"roomUuid":"r","state":true}`:                                                     -1,
	} {
		room, err := saying(t, data).Rooms.Get(t.Context(), "r")
		require.NotNil(t, room, data)
		assert.Equal(t, want, room.Status, data)
		if want != -1 {
			assert.NoError(t, err, data)
			continue
		}
		assert.ErrorIs(t, err, classcloud.DataLoss, data)
		assert.False(t, classcloud.MaybeApplied(err))
		assert.EqualValues(t, -1, room.Properties.Status)
		assert.EqualValues(t, -1, room.Properties.Schedule.Status)
		assert.EqualValues(t, -1, room.Properties.RoomType)
	}
	for _, nothing := range []string{`{}`, `[]`, `null`, `""`, `false`} {
		room, err := saying(t, nothing).Rooms.Get(t.Context(), "r")
		assert.ErrorIs(t, err, classcloud.NotFound, nothing)
		assert.Nil(t, room)
	}
}

func TestAMemberIsWhatTheReplySays(t *testing.T) {
	ask := &agora.GetMemberRequest{RoomUUID: "r", UserUUID: "u"}
	member, err := saying(t, `{"userUuid":"u","role":"2","state":0}`).Members.Get(t.Context(), ask)
	require.NoError(t, err)
	assert.Equal(t, &agora.Member{UserUUID: "u", Role: agora.RoleStudent}, member)
	for _, data := range []string{`{"role":2,"state":1}`, `{"userUuid":"u","state":1}`, `{"userUuid":"u","role":2}`, `{"userUuid":false,"role":2,"state":1}`, `{"x":1}`} {
		_, err := saying(t, data).Members.Get(t.Context(), ask)
		assert.ErrorIs(t, err, classcloud.DataLoss, data)
	}
	for _, nothing := range []string{`{}`, `[]`, `null`, `""`, `false`} {
		_, err := saying(t, nothing).Members.Get(t.Context(), ask)
		assert.ErrorIs(t, err, classcloud.NotFound, nothing)
	}
}

func TestListsOfNothing(t *testing.T) {
	for _, nothing := range []string{`{}`, `[]`, `null`, `""`, `false`} {
		for name, w := range walks(t) {
			var asked []string
			w.all(pages(t, w, &asked, func(string) string { return nothing }), "", func(id string, err error) bool {
				assert.NoError(t, err, "%s %s", name, nothing)
				t.Errorf("%s of %s: the row %q", name, nothing, id)
				return true
			})
			assert.Len(t, asked, 1, "%s %s", name, nothing)
		}
		events, err := saying(t, nothing).Events.Poll(t.Context())
		assert.NoError(t, err, nothing)
		assert.Empty(t, events, nothing)
	}
}

// What means that there is no next page, in every spelling.
func TestTheLastCursor(t *testing.T) {
	for _, last := range []string{`"null"`, `null`, `""`, `"undefined"`, `0`, `"0"`, `-1`, `false`, `[]`, `"None"`} {
		page, err := saying(t, `{"total":1,"list":[{"recordId":"a"}],"nextId":`+last+`}`).Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r"})
		require.NoError(t, err, last)
		assert.Empty(t, page.NextID, last)
	}
}

func TestARecordingWithoutAnIDCostsItself(t *testing.T) {
	client := saying(t, `{"total":{},"count":[1],"list":[{"recordId":"a","status":"x","type":true},{"status":1},null,7,{"recordId":"b","startTime":{}},{"recordId":"c"}]}`)
	page, err := client.Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r"})
	require.NotNil(t, page)
	assert.Len(t, page.Recordings, 2)
	e := clienttest.AsError(t, err)
	assert.Len(t, e.Rows, 4)
	var ids []string
	bad := 0
	for recording, err := range client.Recordings.All(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r"}) {
		if err != nil {
			bad++
			continue
		}
		ids = append(ids, recording.RecordID)
	}
	assert.Equal(t, []string{"a", "c"}, ids)
	assert.Equal(t, 4, bad)
}

func TestCodesThatAreHTTPStatuses(t *testing.T) {
	for code, want := range map[string]struct {
		kind    classcloud.Kind
		outcome classcloud.Outcome
	}{
		"30409999": {classcloud.Aborted, classcloud.OutcomeUnknown}, "409": {classcloud.Aborted, classcloud.OutcomeUnknown},
		"30429999": {classcloud.ResourceExhausted, classcloud.OutcomeNotApplied}, "429": {classcloud.ResourceExhausted, classcloud.OutcomeNotApplied},
		"500": {classcloud.Internal, classcloud.OutcomeUnknown}, "30500100": {classcloud.Internal, classcloud.OutcomeUnknown}, "503": {classcloud.Unavailable, classcloud.OutcomeUnknown},
		"20409100": {classcloud.AlreadyExists, classcloud.OutcomeNotApplied}, "-7": {classcloud.Unknown, classcloud.OutcomeUnknown},
	} {
		client := stubbed(t, clienttest.NewTransport(clienttest.Always(clienttest.JSON(`{"code":`+code+`,"msg":"x"}`))), classcloud.WithoutRetry())
		e := clienttest.AsError(t, client.Groups.Start(t.Context(), &agora.StartGroupsRequest{RoomUUID: "r", Groups: []agora.RoomGroup{{Users: []agora.GroupUser{{UserUUID: "u"}}}}}))
		assert.Equal(t, want.outcome, e.Outcome, code)
		if code != "30409999" && code != "409" {
			assert.Equal(t, want.kind, e.Kind, code)
		}
	}
}

// ids walks the events of a room, and counts those that cannot be told apart and the errors.
func ids(t *testing.T, client *agora.Client) (got []int64, bad, missing int) {
	t.Helper()
	for event, err := range client.Events.All(t.Context(), &agora.ListEventsRequest{RoomUUID: "r"}) {
		switch {
		case err == nil && event.Sequence == 0:
			bad++
		case err == nil:
			got = append(got, event.Sequence)
		default:
			assert.ErrorIs(t, err, classcloud.DataLoss)
			missing++
		}
	}
	return got, bad, missing
}

func TestEventsOfAServerThatLies(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials(), classcloud.WithLimiter(classcloud.NoLimit{}))
	require.NoError(t, createRoom(t, client, "r"))
	for n := range 7 {
		require.NoError(t, client.Rooms.SetProperties(t.Context(), &agora.SetPropertiesRequest{RoomUUID: "r", Properties: agora.Properties{}.Replace("k", n)}))
		require.NoError(t, srv.AddStudents("r", fmt.Sprint("u", n)))
	}
	want, bad, missing := ids(t, client)
	require.NotEmpty(t, want)
	require.Zero(t, bad+missing)

	srv.Lie("Events.List", agoratest.Lie{PageCap: 2})
	got, bad, missing := ids(t, client)
	assert.Equal(t, want, got, "pages of two")
	assert.Zero(t, bad+missing)

	srv.Lie("Events.List", agoratest.Lie{Reverse: true})
	got, _, missing = ids(t, client)
	slices.Sort(got)
	assert.Equal(t, want, got)
	assert.Zero(t, missing)

	srv.Lie("Events.List", agoratest.Lie{LeaveOut: 3, PageCap: 3})
	got, _, missing = ids(t, client)
	assert.Less(t, len(got), len(want))
	assert.Equal(t, 1, missing, "the server says that there are more")

	srv.Lie("Events.List", agoratest.Lie{Null: 3})
	got, bad, missing = ids(t, client)
	assert.NotEmpty(t, got)
	assert.Equal(t, len(want), len(got)+bad+missing)

	srv.Lie("Events.List", agoratest.Lie{Odd: []string{"count", "total"}})
	got, bad, missing = ids(t, client)
	assert.Equal(t, want, got, "nobody needs the counts")
	assert.Zero(t, bad+missing)

	srv.Lie("Events.List", agoratest.Lie{Odd: []string{"nextId"}})
	_, _, missing = ids(t, client)
	assert.Equal(t, 1, missing, "what follows cannot be known")

	srv.Lie("Events.List", agoratest.Lie{})
	for _, nothing := range []string{`[]`, `{}`, `null`, `""`, `false`, "absent"} {
		srv.Lie("", agoratest.Lie{Nothing: nothing})
		got, bad, missing = ids(t, client)
		assert.Zero(t, len(got)+bad+missing, nothing)
		_, err := client.Rooms.Get(t.Context(), "r")
		assert.ErrorIs(t, err, classcloud.NotFound, nothing)
		assert.NoError(t, client.Rooms.SetProperties(t.Context(), &agora.SetPropertiesRequest{RoomUUID: "r", Properties: agora.Properties{}.Replace("k", 1)}), nothing)
	}
	srv.Lie("", agoratest.Lie{})
	srv.Lie("Rooms.Get", agoratest.Lie{Drop: []string{"state"}})
	room, err := client.Rooms.Get(t.Context(), "r")
	assert.ErrorIs(t, err, classcloud.DataLoss)
	assert.EqualValues(t, -1, room.Status)
	srv.Lie("Rooms.Get", agoratest.Lie{Odd: []string{"createTime"}})
	_, err = client.Rooms.Get(t.Context(), "r")
	assert.ErrorIs(t, err, classcloud.DataLoss)
}

// The HTTP status beside a reply that says success.
func TestStatusesAroundGoodReplies(t *testing.T) {
	for status, want := range map[int]classcloud.Outcome{500: classcloud.OutcomeUnknown, 503: classcloud.OutcomeUnknown, 408: classcloud.OutcomeUnknown,
		429: classcloud.OutcomeNotApplied, 439: classcloud.OutcomeNotApplied, 404: classcloud.OutcomeUnknown} {
		srv, clock := newProject(t)
		client := newClient(t, srv, clock, srv.Credentials(), classcloud.WithoutRetry())
		srv.Lie("", agoratest.Lie{Status: status})
		err := createRoom(t, client, fmt.Sprint("r", status))
		assert.Equal(t, want, clienttest.AsError(t, err).Outcome, "%d", status)
		_, err = client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: fmt.Sprint("r", status)})
		assert.Error(t, err)
		_, err = client.Rooms.Get(t.Context(), fmt.Sprint("r", status))
		assert.Error(t, err)
		srv.Lie("", agoratest.Lie{Status: 201})
		assert.NoError(t, client.Rooms.Start(t.Context(), fmt.Sprint("r", status)))
	}
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	srv.Lie("Rooms.Get", agoratest.Lie{Status: 500})
	srv.ClearRequests()
	_, err := client.Rooms.Get(t.Context(), "r")
	assert.Error(t, err)
	assert.Greater(t, len(srv.Requests()), 1, "a read is tried again")
}

func TestDriftIsToldWhereItStands(t *testing.T) {
	var told []string
	client := saying(t, `{"roomUuid":"r","state":1,"weather":1,"roomProperties":{"schedule":{"state":1,"next":2}}}`,
		classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path+" "+d.Problem) }))
	_, err := client.Rooms.Get(t.Context(), "r")
	require.NoError(t, err)
	assert.Equal(t, []string{"/data/weather unknown field", "/data/roomProperties/schedule/next unknown field"}, told)
}

// The members that may stand beside an event's data are known, and others are not.
func TestDriftOfEventsKnowsBothEnvelopes(t *testing.T) {
	var told []string
	client := saying(t, `{"total":2,"list":[
		{"roomUuid":"r","cmd":1110,"sequence":1,"version":1,"data":{"action":1,"widgetUuid":"poll","changeProperties":{"pollId":"p"}},"fromUser":{"userUuid":"u","level":1},"operator":{},"cause":{"why":1},"new":1},
		{"roomUuid":"r","cmd":1101,"sequence":2,"version":1,"data":"{\"rewardDetails\":[{\"userUuid\":\"u\",\"total\":1,\"extraReward\":1}]}"}]}`,
		classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path+" "+d.Problem) }))
	_, err := client.Events.List(t.Context(), &agora.ListEventsRequest{RoomUUID: "r"})
	require.NoError(t, err)
	assert.Equal(t, []string{"/data/list/0/fromUser/level unknown field", "/data/list/0/new unknown field", "/data/list/1/data/rewardDetails/0/extraReward unknown field"}, told)
}
