package agoratest_test

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func TestRegions(t *testing.T) {
	for _, region := range []string{"", "cn", "CN", "ap", "Ap", "eu", "EU", "na", "nA"} {
		t.Run("in "+region, func(t *testing.T) {
			c := newCloud(t)
			header := c.authorized()
			require.Equal(t, http.StatusOK, c.send("POST", rooms(region)+"class-1", plainRoom, header).status)
			for _, other := range []string{"", "cn", "CN", "ap", "AP", "eu", "EU", "na", "NA"} {
				a := c.send("GET", rooms(other)+"class-1/records", "", header)
				if sameRegion(region, other) {
					assert.Equal(t, http.StatusOK, a.status, other)
				} else {
					isFailure(t, a, http.StatusNotFound, 20404100)
				}
			}
		})
	}
}

// sameRegion compares as the server must: in any case, and nothing means cn.
func sameRegion(a, b string) bool {
	return strings.EqualFold(cmp.Or(a, "cn"), cmp.Or(b, "cn"))
}

func TestARegionThatDoesNotExistHasNoRooms(t *testing.T) {
	c := newCloud(t)
	isFailure(t, c.send("POST", rooms("us")+"class-1", plainRoom, c.authorized()), http.StatusNotFound, 20404100)
	isFailure(t, c.send("GET", rooms("us")+"class-1/records", "", c.authorized()), http.StatusNotFound, 20404100)
	assert.Empty(t, c.Rooms())
}

func TestEveryOperationHasBothPaths(t *testing.T) {
	for _, region := range []string{"", "cn"} {
		c := newCloud(t)
		header := c.authorized()
		for _, call := range []struct{ operation, method, path, body string }{
			{"Rooms.Create", "POST", "class-1", plainRoom},
			{"Rooms.Start", "PUT", "class-1/states/1", ""},
			{"Members.Kick", "POST", "class-1/users/alice/exit", `{}`},
			{"Recordings.Start", "PUT", "class-1/records/states/1", ""},
			{"Members.Get", "GET", "class-1/users/alice", ""},
			{"Members.SetProperties", "PUT", "class-1/users/alice/properties", `{"properties":{}}`},
			{"Members.DeleteProperties", "DELETE", "class-1/users/alice/properties", `{"properties":[]}`},
			{"Rooms.Get", "GET", "class-1", ""},
			{"Rooms.SetProperties", "PUT", "class-1/properties", `{"properties":{}}`},
			{"Rooms.DeleteProperties", "DELETE", "class-1/properties", `{"properties":[]}`},
			{"Recordings.Update", "PATCH", "class-1/records/states/1", `{"webRecordConfig":{"onhold":true}}`},
			{"Recordings.SetReady", "PUT", "class-1/records/ready", ""},
			{"Recordings.Stop", "PUT", "class-1/records/states/0", ""},
			{"Recordings.List", "GET", "class-1/records", ""},
			{"Widgets.Set", "PUT", "class-1/widgets/w", `{"state":1}`},
			{"Widgets.SetUserProperties", "PUT", "class-1/widgets/w/users/alice", `{"properties":{}}`},
			{"Widgets.DeleteUserProperties", "DELETE", "class-1/widgets/w/users/alice", `{"properties":[]}`},
			{"Widgets.DeleteProperties", "DELETE", "class-1/widgets/w/extra", `{"properties":[]}`},
			{"Widgets.Delete", "DELETE", "class-1/widgets/w", ""},
			{"Widgets.ListEvents", "GET", "class-1/widgets/w/sequences", ""},
			{"Widgets.ListQuizEvents", "GET", "class-1/widgets/popupQuiz/sequences", ""},
			{"Widgets.ListPollEvents", "GET", "class-1/widgets/poll/sequences", ""},
			{"Groups.Start", "PUT", "class-1/groups/states/1", `{"groups":[{"users":[]}]}`},
			{"Groups.Stop", "PUT", "class-1/groups/states/0", ""},
			{"Events.List", "GET", "class-1/sequences", ""},
			{"Rooms.End", "PUT", "class-1/states/2", ""},
			{"Rooms.Close", "PUT", "class-1/states/3", ""},
		} {
			if call.operation == "Members.Kick" {
				require.NoError(t, c.AddStudents("class-1", "alice"))
			}
			a := c.send(call.method, rooms(region)+call.path, call.body, header)
			assert.Equal(t, http.StatusOK, a.status, "%s: %s", call.operation, a.body)
			assert.Equal(t, c.clock.Now().UnixMilli(), a.TS)
			requests := c.Requests()
			assert.Equal(t, call.operation, requests[len(requests)-1].Operation)
		}
	}
}

func TestUnknownPathsAreNotFound(t *testing.T) {
	c := newCloud(t)
	for _, path := range []string{
		"GET /", "GET " + rooms("cn"), "DELETE " + rooms("cn") + "class-1", "PATCH " + rooms("cn") + "class-1",
		"GET " + rooms("cn") + "class-1/states/1", "PUT " + rooms("cn") + "class-1/states",
		"POST /edu/apps/" + appID + "/v1/rooms/class-1", "GET /x/cn/edu/apps/" + appID + "/v2/rooms/a/records",
	} {
		method, path, _ := strings.Cut(path, " ")
		isFailure(t, c.send(method, path, "", c.authorized()), http.StatusNotFound, 404)
	}
}

const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,"

func TestIDs(t *testing.T) {
	require.Len(t, alphabet, 89)
	c := newCloud(t)
	for _, id := range []string{alphabet[:64], alphabet[25:], "a", "...", "100% #1?"} {
		escaped := url.PathEscape(id)
		c.must("POST", escaped, plainRoom)
		require.NoError(t, c.AddStudents(id, id))
		c.must("POST", escaped+"/users/"+escaped+"/exit", "{}")
	}
	for _, id := range []string{alphabet[:65], "a/b", `a\b`, `"a"`, "it's", "*", "`a`", "课堂", "a\n", "\x00", "\xff"} {
		escaped := url.PathEscape(id)
		c.refuses(http.StatusBadRequest, 400, "POST", escaped, plainRoom)
		c.refuses(http.StatusBadRequest, 400, "POST", "a/users/"+escaped+"/exit", "{}")
	}
	c.refuses(http.StatusNotFound, 404, "POST", "%2E%2E", plainRoom)
	assert.Len(t, c.Rooms(), 5)
}

func TestBodiesAreJSONObjectsSaidToBe(t *testing.T) {
	c := newCloud(t)
	for _, body := range []string{"", "null", "[]", `"x"`, "1", "{", "{} {}", plainRoom + "x", `{"roomName":"` + "\xff" + `","roomType":4}`} {
		c.refuses(http.StatusBadRequest, 400, "POST", "class-1", body)
	}
	header := c.authorized()
	for _, contentType := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", ";"} {
		header.Set("Content-Type", contentType)
		isFailure(t, c.send("POST", rooms("cn")+"class-1", plainRoom, header), http.StatusBadRequest, 400)
	}
	assert.Empty(t, c.Rooms())
	header.Set("Content-Type", "application/json;charset=UTF-8")
	assert.Equal(t, http.StatusOK, c.send("POST", rooms("cn")+"class-1", plainRoom, header).status)
	header.Del("Content-Type")
	assert.Equal(t, http.StatusOK, c.send("PUT", rooms("cn")+"class-1/states/1", "", header).status, "without body")
}

func TestEveryReplyHasARequestID(t *testing.T) {
	c := newCloud(t)
	first, second := c.call("POST", "class-1", plainRoom), c.call("POST", "class-1", plainRoom)
	assert.NotEmpty(t, first.header.Get("X-Request-ID"))
	assert.NotEqual(t, first.header.Get("X-Request-ID"), second.header.Get("X-Request-ID"))
	assert.Contains(t, first.header.Get("Content-Type"), "application/json")
}

func TestFaultsHitOnceAndHaveNoEffect(t *testing.T) {
	c := newCloud(t)
	c.Inject("Rooms.Create", agoratest.Fault{Status: 503, Body: `{"code":503}`})
	assert.Equal(t, 503, c.call("POST", "class-1", plainRoom).status)
	assert.Empty(t, c.Rooms())
	c.create("class-1")
}

func TestAnAppliedFaultLosesOnlyTheReply(t *testing.T) {
	c := newCloud(t)
	c.Inject("Rooms.Create", agoratest.Fault{Apply: true, Status: 500, Body: `{"code":500}`})
	assert.Equal(t, 500, c.call("POST", "class-1", plainRoom).status)
	c.refuses(http.StatusConflict, 20409100, "POST", "class-1", plainRoom)
}

func TestRespondWithTheDocumentedReplies(t *testing.T) {
	c := newCloud(t)
	for _, operation := range c.Operations() {
		c.Respond(operation, agoratest.DocumentedReply(operation))
	}
	a := c.must("GET", "nowhere/records", "")
	assert.JSONEq(t, agoratest.DocumentedReply("Recordings.List"), a.body)
	assert.Equal(t, map[string]string{"rtmp": "", "flv": "", "hls": ""}, c.must("PUT", "nowhere/records/states/1", "").StreamingURL)
	assert.Equal(t, http.StatusUnauthorized, c.send("GET", rooms("cn")+list, "", http.Header{}).status, "still authenticated")
	assert.Panics(t, func() { agoratest.DocumentedReply("Rooms.Nothing") })
}

func TestRequestsShowTheBody(t *testing.T) {
	c := newCloud(t)
	c.must("POST", "a%20b", plainRoom)
	request := c.Requests()[0]
	assert.Equal(t, rooms("cn")+"a%20b", request.Path)
	assert.Equal(t, "a b", request.PathValues["roomUuid"])
	assert.Equal(t, "Maths", request.Params["roomName"])
	assert.Equal(t, http.StatusOK, request.Status)
	assert.True(t, begin.Equal(request.Time))
}

func TestAServerHasCredentialsAndTimeOfItsOwn(t *testing.T) {
	server := agoratest.NewServer()
	defer server.Close()
	assert.Len(t, server.Credentials().AppID, 32)
	assert.Len(t, server.Credentials().Certificate, 32)
	assert.WithinDuration(t, time.Now(), server.Now(), time.Minute)
}
