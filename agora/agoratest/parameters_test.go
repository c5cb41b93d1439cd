package agoratest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

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
