package agoratest_test

import (
	"cmp"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

// sameRegion compares regions as the server must: upper and lower case are equal, and an empty region means cn.
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
