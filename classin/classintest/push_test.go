package classintest_test

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/clienttest"
)

const acknowledgement = `{"error_info":{"errno":1,"error":"程序正常执行"}}`

// receiver answers callbacks as answer says. received returns the callbacks so far.
func receiver(t *testing.T, answer func() (int, string)) (url string, received func() []map[string]any) {
	t.Helper()
	stub := clienttest.NewStub(t, func(clienttest.Request) clienttest.Answer {
		status, reply := answer()
		return clienttest.Answer{Status: status, Body: reply}
	})
	return stub.URL, func() []map[string]any {
		var callbacks []map[string]any
		for _, r := range stub.Requests() {
			var callback map[string]any
			if r.Header.Get("Origin") == "http://www.eeo.cn" && r.Header.Get("Content-Type") == "application/json" && r.Method == http.MethodPost {
				_ = json.Unmarshal([]byte(r.Body), &callback)
			}
			callbacks = append(callbacks, callback)
		}
		return callbacks
	}
}

func TestACallbackIsSigned(t *testing.T) {
	srv := newServer(t)
	url, received := receiver(t, func() (int, string) { return http.StatusOK, acknowledgement })
	srv.SendCallback(url, map[string]any{"Cmd": "Test", "Msg": "Register test."})
	assert.Empty(t, received(), "Deliver posts, not SendCallback")
	deliveries := srv.Deliver()
	require.Len(t, deliveries, 1)
	assert.True(t, deliveries[0].Acked)
	require.Len(t, received(), 1)
	message := received()[0]
	assert.EqualValues(t, sid, message["SID"])
	assert.Equal(t, "Test", message["Cmd"])
	assert.EqualValues(t, noon.Unix()+600, message["TimeStamp"])
	assert.Equal(t, fmt.Sprintf("%x", md5.Sum([]byte(secret+"1760000600"))), message["SafeKey"])
	assert.Regexp(t, "^[0-9a-f]{24}$", message["_id"])
	assert.Empty(t, srv.Pending())
	assert.Empty(t, srv.Deliver())
}

func TestACallbackWithoutAcknowledgementBlocksThoseBehindIt(t *testing.T) {
	for name, refusal := range map[string]string{
		"another errno": `{"error_info":{"errno":0}}`, "errno as a text": `{"error_info":{"errno":"1"}}`, "no JSON": "OK", "nothing": "",
	} {
		t.Run(name, func(t *testing.T) {
			srv := newServer(t)
			reply := refusal
			url, received := receiver(t, func() (int, string) { return http.StatusOK, reply })
			for _, cmd := range []any{67371107, "End", "Rating"} {
				srv.SendCallback(url, map[string]any{"Cmd": cmd})
			}
			for range 2 {
				deliveries := srv.Deliver()
				require.Len(t, deliveries, 1)
				assert.False(t, deliveries[0].Acked)
				assert.Equal(t, refusal, deliveries[0].Reply)
			}
			require.Len(t, srv.Pending(), 3)
			assert.Equal(t, 2, srv.Pending()[0].Attempts)
			assert.Equal(t, received()[0], received()[1], "the same message again, _id and all")
			reply = acknowledgement
			assert.Len(t, srv.Deliver(), 3)
			require.Len(t, received(), 5)
			assert.EqualValues(t, 67371107, received()[2]["Cmd"])
			assert.Equal(t, "End", received()[3]["Cmd"])
			assert.Equal(t, "Rating", received()[4]["Cmd"])
			assert.NotEqual(t, received()[3]["_id"], received()[4]["_id"])
		})
	}
}

func TestTheStatusOfAnAcknowledgementDoesNotCount(t *testing.T) {
	srv := newServer(t)
	url, _ := receiver(t, func() (int, string) { return http.StatusAccepted, acknowledgement })
	srv.SendCallback(url, nil)
	assert.True(t, srv.Deliver()[0].Acked)
}

func TestNobodyListening(t *testing.T) {
	srv := newServer(t)
	srv.SendCallback("http://127.0.0.1:1/", map[string]any{"Cmd": "End"})
	srv.SendCallback("://", nil)
	deliveries := srv.Deliver()
	require.Len(t, deliveries, 1)
	assert.Error(t, deliveries[0].Err)
	assert.Len(t, srv.Pending(), 2)
}

func TestAPayloadKeepsWhatItSaysOfItself(t *testing.T) {
	srv := newServer(t)
	var message map[string]any
	require.NoError(t, json.Unmarshal(srv.SignedCallback(map[string]any{"SafeKey": "wrong", "_id": "x", "TimeStamp": 5}), &message))
	assert.Equal(t, map[string]any{"SID": float64(sid), "SafeKey": "wrong", "_id": "x", "TimeStamp": float64(5)}, message)
	require.NoError(t, json.Unmarshal(srv.SignedCallback(map[string]any{"TimeStamp": 1760000000.0}), &message))
	assert.Equal(t, "cd762d720279787d10fbc7b164560902", message["SafeKey"])
	assert.Panics(t, func() { srv.SignedCallback(map[string]any{"x": make(chan int)}) })
	assert.NotPanics(t, func() { srv.SendCallback("", nil) }, "the lock is free again")
}
