package agoratest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func TestCreateRoom(t *testing.T) {
	c := newCloud(t)
	a := c.must("POST", "test_class", `{
		"roomName": "jasoncai61734", "roomType": 4,
		"roomProperties": {
			"schedule": {"startTime": 1655452800000, "duration": 600, "closeDelay": 300},
			"processes": {"handsUp": {"maxAccept": 10}}
		}
	}`)
	assert.JSONEq(t, `{"msg":"Success","code":0,"ts":1111111000}`, a.body)
	assert.Equal(t, []agoratest.Room{{
		Region: "cn", RoomUUID: "test_class", RoomName: "jasoncai61734", RoomType: 4, Status: agoratest.RoomStatusNotStarted,
		StartTime: time.UnixMilli(1655452800000), Duration: 10 * time.Minute, CloseDelay: 5 * time.Minute,
	}}, c.Rooms())
}

// smallCloud returns the body of a room of type 10 with this limit and this videoState.
func smallCloud(limit, video int) string {
	return fmt.Sprintf(`{"roomName":"n","roomType":10,"roleConfig":{"2":{"limit":%d,"defaultStream":{"state":1,"videoState":%d,"audioState":1}}}}`, limit, video)
}

func TestCreateRoomAccepts(t *testing.T) {
	for name, body := range map[string]string{
		"one to one":                `{"roomName":"n","roomType":0}`,
		"the type as text":          `{"roomName":"n","roomType":"2"}`,
		"proctoring":                `{"roomName":"n","roomType":6,"roomProperties":{"examinationUrl":"https://example.com"}}`,
		"a small cloud classroom":   smallCloud(49, 1),
		"64 bytes of name":          `{"roomName":"` + strings.Repeat("n", 64) + `","roomType":4}`,
		"null for absent":           `{"roomName":"n","roomType":4,"roomProperties":null,"roleConfig":null}`,
		"a day":                     `{"roomName":"n","roomType":4,"roomProperties":{"schedule":{"duration":86400}}}`,
		"a hosting scene":           `{"roomName":"n","roomType":2,"roomProperties":{"hostingScene":{"videoURL":"u","reserveVideoURL":"r","finishType":1}}}`,
		"audience may be accepted":  `{"roomName":"n","roomType":2,"roomProperties":{"processes":{"handsUp":{"defaultAcceptRole":"audience"}}}}`,
		"widgets and flexible ones": `{"roomName":"n","roomType":4,"roomProperties":{"flexProps":{"a":[1]},"widgets":{"netlessBoard":{"state":0}}},"more":1}`,
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			c.must("POST", "class-1", body)
			assert.Len(t, c.Rooms(), 1)
		})
	}
}

func TestARoomNameIsCountedAsThePagesSay(t *testing.T) {
	named := func(name string) string { return `{"roomName":"` + name + `","roomType":4}` }
	newCloud(t).must("POST", "class-1", named(strings.Repeat("课", 64)))
	inBytes := newCloud(t, agoratest.WithRoomNameInBytes())
	inBytes.must("POST", "class-1", named(strings.Repeat("n", 64)))
	inBytes.refuses(http.StatusBadRequest, 400, "POST", "class-2", named(strings.Repeat("课", 22)))
}

func TestCreateRoomRefuses(t *testing.T) {
	properties := func(p string) string { return `{"roomName":"n","roomType":4,"roomProperties":` + p + `}` }
	for name, body := range map[string]string{
		"no type":                    `{"roomName":"n"}`,
		"null type":                  `{"roomName":"n","roomType":null}`,
		"unknown type":               `{"roomName":"n","roomType":3}`,
		"a breakout room":            `{"roomName":"n","roomType":101}`,
		"a type that is true":        `{"roomName":"n","roomType":true}`,
		"a type with a fraction":     `{"roomName":"n","roomType":4.0}`,
		"another case of the name":   `{"roomname":"n","roomType":4}`,
		"no name":                    `{"roomType":4}`,
		"an empty name":              `{"roomName":"","roomType":4}`,
		"65 characters of name":      `{"roomName":"` + strings.Repeat("课", 65) + `","roomType":4}`,
		"a name that is a number":    `{"roomName":1,"roomType":4}`,
		"properties as a list":       properties(`[]`),
		"schedule as text":           properties(`{"schedule":"x"}`),
		"start as text":              properties(`{"schedule":{"startTime":"1655452800000"}}`),
		"start with a fraction":      properties(`{"schedule":{"startTime":1655452800000.5}}`),
		"a negative start":           properties(`{"schedule":{"startTime":-1}}`),
		"more than a day":            properties(`{"schedule":{"duration":86401}}`),
		"a negative duration":        properties(`{"schedule":{"duration":-1}}`),
		"a negative delay":           properties(`{"schedule":{"closeDelay":-1}}`),
		"hands up as text":           properties(`{"processes":{"handsUp":{"maxAccept":"1"}}}`),
		"an unknown role to accept":  properties(`{"processes":{"handsUp":{"defaultAcceptRole":"host"}}}`),
		"an unknown end of hosting":  properties(`{"hostingScene":{"finishType":2}}`),
		"a widget's unknown state":   properties(`{"widgets":{"easemobIM":{"state":2}}}`),
		"a limit as text":            `{"roomName":"n","roomType":4,"roleConfig":{"2":{"limit":"5"}}}`,
		"small cloud without roles":  `{"roomName":"n","roomType":10}`,
		"small cloud of 50":          smallCloud(50, 1),
		"small cloud without images": smallCloud(49, 0),
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			c.refuses(http.StatusBadRequest, 400, "POST", "class-1", body)
			assert.Empty(t, c.Rooms())
		})
	}
}

func TestCreatingAgain(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	c.refuses(http.StatusConflict, 20409100, "POST", "class-1", plainRoom)
	c.refuses(http.StatusConflict, 20409100, "POST", "class-1", `{"roomName":"Other","roomType":"4"}`)
	c.refuses(http.StatusConflict, 30409104, "POST", "class-1", `{"roomName":"Maths","roomType":2}`)
	require.Len(t, c.Rooms(), 1)
	assert.Equal(t, "Maths", c.Rooms()[0].RoomName)
}

const (
	notStarted = agoratest.RoomStatusNotStarted
	started    = agoratest.RoomStatusStarted
	ended      = agoratest.RoomStatusEnded
	closed     = agoratest.RoomStatusClosed
)

func TestSetStatus(t *testing.T) {
	reach := map[agoratest.RoomStatus]string{notStarted: "", started: "1", ended: "2", closed: "3"}
	type verdict struct{ status, code int }
	ok := verdict{200, 0}
	isStarted, isEnded, isClosed := verdict{409, 30409100}, verdict{409, 30409101}, verdict{410, 20410100}
	for from, verdicts := range map[agoratest.RoomStatus][4]verdict{
		notStarted: {ok, ok, ok, ok},
		started:    {isStarted, isStarted, ok, ok},
		ended:      {isEnded, isEnded, isEnded, ok},
		closed:     {isClosed, isClosed, isClosed, isClosed},
	} {
		for to, want := range verdicts {
			t.Run(fmt.Sprintf("from %v to %v", from, agoratest.RoomStatus(to)), func(t *testing.T) {
				c := newCloud(t)
				c.create("class-1")
				if reach[from] != "" {
					c.must("PUT", "class-1/states/"+reach[from], "")
				}
				require.Equal(t, from, c.state("class-1"))
				a := c.call("PUT", fmt.Sprintf("class-1/states/%d", to), "")
				if want == ok {
					assert.JSONEq(t, `{"code":0,"msg":"Success","ts":1111111000}`, a.body)
					assert.Equal(t, agoratest.RoomStatus(to), c.state("class-1"))
					return
				}
				isFailure(t, a, want.status, want.code)
				assert.Equal(t, from, c.state("class-1"))
			})
		}
	}
}

func TestSetStatusRefuses(t *testing.T) {
	c := newCloud(t)
	c.refuses(http.StatusNotFound, 20404100, "PUT", "class-1/states/1", "")
	c.create("class-1")
	for _, state := range []string{"4", "-1", "01", "start", "1.0", "%201", "%31%31"} {
		c.refuses(http.StatusBadRequest, 400, "PUT", "class-1/states/"+state, "")
	}
	assert.Equal(t, notStarted, c.state("class-1"))
}
