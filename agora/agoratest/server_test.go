package agoratest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

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
