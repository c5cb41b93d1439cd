package baijiayuntest_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestUnknownPaths(t *testing.T) {
	srv := start(t)
	for _, path := range []string{"/", "/openapi", "/openapi/room", "/openapi/room/create/", "/openapi/room/Create", "/room/create",
		"/openapi/room_data/getRoomRedPackage"} {
		answer := post(t, srv, path, lecture()).failed(t, 404)
		assert.JSONEq(t, `{"code":404,"data":null,"msg":"请求路径不存在"}`, answer.body)
	}
	answer, err := send(t, "GET", srv.URL+"/openapi/room/list?"+signed(t, srv, nil).values().Encode(), "", nil)
	require.NoError(t, err)
	answer.failed(t, 404)
}

// shape returns a JSON value in which numbers are 0, texts are "", and lists hold their first item.
func shape(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name := range value {
			value[name] = shape(value[name])
		}
		return value
	case []any:
		if len(value) == 0 {
			return "list"
		}
		return []any{shape(value[0])}
	case float64:
		return 0
	case string:
		return ""
	}
	return value
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	var value any
	require.NoError(t, json.Unmarshal([]byte(text), &value), text)
	return value
}

func TestFaults(t *testing.T) {
	srv := start(t)
	body := func() *strings.Reader { return strings.NewReader(signed(t, srv, lecture()).values().Encode()) }
	try := func() (reply, error) {
		return send(t, "POST", srv.URL+"/openapi/room/create", "application/x-www-form-urlencoded", body())
	}
	srv.Inject("Rooms.Create", baijiayuntest.Fault{Status: 502, Body: "<html>"})
	answer, err := try()
	require.NoError(t, err)
	assert.Equal(t, 502, answer.status)
	assert.Empty(t, srv.Rooms())

	srv.Inject("Rooms.Create", baijiayuntest.Fault{Reset: true, Apply: true})
	_, err = try()
	require.Error(t, err)
	require.Len(t, srv.Rooms(), 1, "it took effect, only the reply is lost")

	answer, err = try()
	require.NoError(t, err)
	answer.ok(t)
}

func TestRespond(t *testing.T) {
	srv := start(t)
	srv.Respond("Rooms.Create", `{"code":2003,"data":null,"msg":"直播账号未开或服务停止"}`)
	assert.Equal(t, 2003, post(t, srv, "/openapi/room/create", lecture()).Code)
	postRaw(t, srv, "/openapi/room/create", signed(t, srv, lecture()).with(fields{"sign": "no"})).failed(t, 1002)
	assert.Empty(t, srv.Rooms())
	srv.Respond("Rooms.Create", "")
	create(t, srv, nil)
}

func TestRequestsAreRecorded(t *testing.T) {
	srv := start(t)
	sent := signed(t, srv, lecture())
	postRaw(t, srv, "/openapi/room/create", sent).ok(t)
	requests := srv.Requests()
	require.Len(t, requests, 1)
	assert.Equal(t, "Rooms.Create", requests[0].Operation)
	assert.Equal(t, map[string]string(sent), requests[0].Params)
}

func TestConcurrentCalls(t *testing.T) {
	srv := start(t)
	var calls sync.WaitGroup
	for range 20 {
		calls.Go(func() {
			id := create(t, srv, nil)
			post(t, srv, "/openapi/room/update", fields{"room_id": id, "title": "b"}).ok(t)
			_ = srv.Rooms()
			post(t, srv, "/openapi/room/delete", fields{"room_id": id}).ok(t)
		})
	}
	calls.Wait()
	assert.Len(t, srv.Rooms(), 20)
}

func TestForeignBytes(t *testing.T) {
	srv := start(t)
	for _, contentType := range []string{
		"application/x-www-form-urlencoded", "application/json", "multipart/form-data", "multipart/form-data; boundary=x", ";;;", "",
	} {
		for _, body := range []string{"", "%", "=&=&;", "\x00\xff\xfe", "--x\r\n\r\n--x--", `{"partner_id":1}`, strings.Repeat("a&", 5000)} {
			for _, endpoint := range endpoints() {
				answer, err := send(t, "POST", srv.URL+endpoint.path, contentType, strings.NewReader(body))
				require.NoError(t, err)
				answer.failed(t, 1001)
			}
		}
	}
}

func FuzzSignedParameters(f *testing.F) {
	f.Add("room/create", "title", "\xff")
	f.Add("room/list", "page", "9223372036854775807")
	f.Add("room/update", "room_id", "26010100000001")
	f.Add("doc/uploadDoc", "room_id", "")
	f.Add("room/create", "forbidden_end_types", ",,")
	f.Add("live/sendChatMessage", "message_list", `[{"from":{"id":"1"},"uid":[],"time":1e999}]`)
	f.Add("room_data/exportLiveReport", "page_size", "9223372036854775807")
	f.Add("live_account/setClassCallbackUrl", "url", "http://[::1")
	f.Add("room/setSpotVideo", "video_ids", ",-1,")
	f.Add("partner/createkey", "secret_key", "\x00")
	f.Add("room-data/getRoomRedPackage", "room_id", "26010100000001")
	srv := baijiayuntest.NewServer()
	f.Cleanup(srv.Close)
	srv.AddRoom(baijiayuntest.Room{})
	f.Fuzz(func(t *testing.T, path, name, value string) {
		if !regexp.MustCompile(`^[a-z_-]+/[A-Za-z0-9]+$`).MatchString(path) {
			return // not a path of the vendor
		}
		answer := post(t, srv, "/openapi/"+path, lecture().with(fields{name: value}))
		require.Equal(t, 200, answer.status, answer.body)
		require.True(t, json.Valid([]byte(answer.body)), answer.body)
	})
}
