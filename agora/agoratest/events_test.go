package agoratest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

type event struct {
	RoomUUID string
	Cmd      int
	Sequence int64
	Version  int
	Data     json.RawMessage
}

type eventPage struct {
	Total, Count int
	List         []event
	NextID       *string
}

func (c *cloud) events(path string) eventPage {
	c.t.Helper()
	var page eventPage
	require.NoError(c.t, json.Unmarshal(c.must("GET", path, "").Data, &page))
	return page
}

func (c *cloud) poll(region string) []event {
	c.t.Helper()
	a := c.send("GET", region+"/edu/polling/apps/"+appID+"/v2/rooms/sequences", "", c.authorized())
	require.Equal(c.t, http.StatusOK, a.status, a.body)
	var events []event
	require.NoError(c.t, json.Unmarshal(a.Data, &events))
	require.NotNil(c.t, events, "an empty array, not null")
	return events
}

func names(events []event) []string {
	names := []string{}
	for _, e := range events {
		names = append(names, fmt.Sprintf("%s/%d cmd %d", e.RoomUUID, e.Sequence, e.Cmd))
	}
	return names
}

func TestEventsOfARoomsLife(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	require.NoError(t, c.AddMembers("class-1", agoratest.Member{UserUUID: "tom", UserName: "Tom", Role: 1, Properties: map[string]any{"k": 1}}))
	c.must("PUT", "class-1/states/1", "")
	c.must("PUT", "class-1/records/states/1", "")
	c.clock.Advance(time.Minute)
	c.must("PUT", "class-1/records/states/0", "")
	require.NoError(t, c.AddStudents("class-1", "alice"))
	require.NoError(t, c.RemoveMembers("class-1", "alice", "alice"))
	require.NoError(t, c.RemoveMembers("class-1", "alice"), "who is out already makes no event")
	c.must("PUT", "class-1/states/2", "")
	c.must("PUT", "class-1/states/3", "")
	user := func(name, id, role, stream string, properties string, updated, kind int) string {
		return fmt.Sprintf(`{"userName":%q,"userUuid":%q,"role":%q,"streamUuid":%q,"userProperties":%s,"updateTime":%d,"type":%d}`,
			name, id, role, stream, properties, updated, kind)
	}
	want := []struct {
		cmd  int
		data string
	}{
		{20, `{"total":1,"onlineUsers":[` + user("Tom", "tom", "1", "1000000", `{"k":1}`, 1111111000, 1) + `],"offlineUsers":[]}`},
		{1, `{"state":1,"startTime":1111111000}`},
		{1001, ``},
		{1001, `{"state":0,"startTime":1111111000,"endTime":1111171000,"reason":2}`},
		{20, `{"total":2,"onlineUsers":[` + user("alice", "alice", "2", "1000001", `{}`, 1111171000, 1) + `],"offlineUsers":[]}`},
		{20, `{"total":1,"onlineUsers":[],"offlineUsers":[` + user("alice", "alice", "2", "1000001", `{}`, 1111171000, 1) + `]}`},
		{1, `{"state":2,"startTime":1111111000,"endTime":1111171000}`},
		{1, `{"state":3,"startTime":1111111000,"endTime":1111171000,"closeTime":1111171000}`},
		{20, `{"total":0,"onlineUsers":[],"offlineUsers":[` + user("Tom", "tom", "1", "1000000", `{"k":1}`, 1111171000, 2) + `]}`},
	}
	page := c.events("class-1/sequences")
	require.Len(t, page.List, len(want))
	assert.Equal(t, len(want), page.Total)
	assert.Equal(t, len(want), page.Count)
	assert.Nil(t, page.NextID)
	for i, e := range page.List {
		assert.Equal(t, want[i].cmd, e.Cmd)
		assert.EqualValues(t, i+1, e.Sequence)
		assert.Equal(t, "class-1", e.RoomUUID)
		assert.Equal(t, 1, e.Version)
		if want[i].data != "" {
			assert.JSONEq(t, want[i].data, string(e.Data))
		}
	}
	assert.Equal(t, names(page.List), names(c.poll("/cn")), "the stream has the same")
}

func TestListEventsByCmdAndPage(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	for i := range 205 {
		require.NoError(t, c.Emit("class-1", 3+i%2, map[string]int{"i": i}))
	}
	first := c.events("class-1/sequences?null")
	require.NotNil(t, first.NextID)
	assert.Equal(t, 205, first.Total)
	assert.Equal(t, 100, first.Count)
	third := c.events("class-1/sequences?nextId=" + *c.events("class-1/sequences?nextId=" + *first.NextID).NextID)
	assert.Len(t, third.List, 5)
	assert.EqualValues(t, 201, third.List[0].Sequence)
	assert.Nil(t, third.NextID)
	chats := c.events("class-1/sequences?cmd=3")
	assert.Equal(t, 103, chats.Total)
	assert.EqualValues(t, 199, chats.List[99].Sequence)
	rest := c.events("class-1/sequences?cmd=3&nextId=" + *chats.NextID)
	require.Len(t, rest.List, 3)
	assert.JSONEq(t, `{"i":200}`, string(rest.List[0].Data))
	assert.Empty(t, c.events("class-1/sequences?cmd=99").List)
	assert.Empty(t, c.events("class-1/sequences?nextId=206").List)
	for _, query := range []string{"cmd=x", "cmd=1.5", "nextId=x", "nextId=0", "nextId=-1"} {
		c.refuses(http.StatusBadRequest, 400, "GET", "class-1/sequences?"+query, "")
	}
	c.refuses(http.StatusNotFound, 20404100, "GET", "class-2/sequences", "")
}

func TestPollBringsEachEventOnce(t *testing.T) {
	c := newCloud(t)
	c.create("a")
	c.create("b")
	assert.Empty(t, c.poll(""))
	for _, room := range []string{"b", "a", "b"} {
		require.NoError(t, c.Emit(room, 3, nil))
	}
	assert.Equal(t, []string{"b/1 cmd 3", "a/1 cmd 3", "b/2 cmd 3"}, names(c.poll("/CN")), "in the order they happened")
	assert.Empty(t, c.poll("/cn"))
	assert.Len(t, c.events("b/sequences").List, 2, "the list keeps them")
	assert.True(t, c.Events("a")[0].Polled)
}

func TestEveryRegionHasAStreamOfItsOwn(t *testing.T) {
	c := newCloud(t)
	require.Equal(t, http.StatusOK, c.send("POST", rooms("na")+"class-1", plainRoom, c.authorized()).status)
	require.NoError(t, c.Emit("class-1", 3, nil))
	assert.Empty(t, c.poll(""))
	assert.Len(t, c.poll("/na"), 1)
	isFailure(t, c.send("GET", "/us/edu/polling/apps/"+appID+"/v2/rooms/sequences", "", c.authorized()), http.StatusNotFound, 20404100)
}

func TestPollReachesBackAnHour(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	require.NoError(t, c.Emit("class-1", 3, 1))
	c.clock.Advance(time.Second)
	require.NoError(t, c.Emit("class-1", 3, 2))
	c.clock.Advance(time.Hour)
	assert.Equal(t, []string{"class-1/2 cmd 3"}, names(c.poll("")))
	assert.Len(t, c.events("class-1/sequences").List, 2)
}

func TestPollForgetsDestroyedRooms(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	c.must("PUT", "class-1/states/3", "")
	c.clock.Advance(time.Hour - time.Second)
	require.NoError(t, c.Emit("class-1", 3, nil))
	c.clock.Advance(time.Second)
	assert.Empty(t, c.poll(""))
	assert.Error(t, c.Emit("class-1", 3, nil))
	c.create("class-1")
	assert.Empty(t, c.poll(""), "nor has the new room of the same id the old one's events")
	require.NoError(t, c.Emit("class-1", 3, nil))
	assert.Equal(t, []string{"class-1/1 cmd 3"}, names(c.poll("")))
}

func TestPollNeedsATokenOfTheApp(t *testing.T) {
	c := newCloud(t)
	const path = "/cn/edu/polling/apps/" + appID + "/v2/rooms/sequences"
	isFailure(t, c.send("GET", path, "", http.Header{}), http.StatusUnauthorized, 401)
	token := newToken(c.clock.Now().Unix(), 600, roomUser("class-1", "alice", 600)...).String()
	isFailure(t, c.send("GET", path, "", http.Header{"Authorization": {"agora token=" + token}}), http.StatusUnauthorized, 401)
}

func TestAPollThatIsBrokenHasUsedUpItsEvents(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	require.NoError(t, c.Emit("class-1", 3, nil))
	const path = "/edu/polling/apps/" + appID + "/v2/rooms/sequences"
	c.Inject("Events.Poll", agoratest.Fault{Status: 503, Body: `{"code":503}`})
	assert.Equal(t, 503, c.send("GET", path, "", c.authorized()).status)
	c.Inject("Events.Poll", agoratest.Fault{Status: 503, Body: `{"code":503}`, Apply: true})
	assert.False(t, c.Events("class-1")[0].Polled)
	assert.Equal(t, 503, c.send("GET", path, "", c.authorized()).status)
	assert.True(t, c.Events("class-1")[0].Polled)
	assert.Empty(t, c.poll(""))
}

func TestAUserMayComeBackWithoutHavingLeft(t *testing.T) {
	c := withAlice(t)
	require.NoError(t, c.AddStudents("class-1", "alice"))
	require.NoError(t, c.AddStudents("class-1"), "nobody makes no event")
	require.Len(t, c.Events("class-1"), 2)
	var data struct{ OnlineUsers []struct{ Type int } }
	require.NoError(t, json.Unmarshal(c.Events("class-1")[1].Data, &data))
	require.Len(t, data.OnlineUsers, 1)
	assert.Equal(t, 2, data.OnlineUsers[0].Type)
}
