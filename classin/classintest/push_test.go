package classintest_test

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
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

func TestAnAddressIsTestedFirst(t *testing.T) {
	srv := newServer(t)
	reply := "OK"
	url, received := receiver(t, func() (int, string) { return http.StatusOK, reply })
	srv.SendCallback("", map[string]any{"Cmd": "End"})
	assert.Error(t, srv.Deliver()[0].Err, "no address is known yet")
	assert.False(t, srv.RegisterCallbacks(url).Acked)
	assert.Error(t, srv.Deliver()[0].Err, "nor does one count that failed its test")
	reply = acknowledgement
	assert.True(t, srv.RegisterCallbacks(url).Acked)
	require.Len(t, received(), 2)
	test := received()[1]
	assert.Equal(t, fmt.Sprintf("%x", md5.Sum([]byte(secret+"1760000600"))), test["SafeKey"])
	delete(test, "SafeKey")
	assert.Equal(t, map[string]any{"SID": float64(sid), "Cmd": "Test", "Msg": "Register test.", "TimeStamp": float64(noon.Unix() + 600)}, test)
	deliveries := srv.Deliver()
	require.Len(t, deliveries, 1)
	assert.True(t, deliveries[0].Acked)
	assert.Equal(t, "End", received()[2]["Cmd"], "what waited goes to the new address")
}

func TestACallbackIsDueAgainAfterTenSeconds(t *testing.T) {
	now := noon
	srv := newServer(t, classintest.WithClock(func() time.Time { return now }))
	reply := ""
	url, received := receiver(t, func() (int, string) { return http.StatusOK, reply })
	srv.SendCallback(url, map[string]any{"Cmd": "End"})
	srv.SendCallback(url, map[string]any{"Cmd": "Rating"})
	var posts []int
	for range 31 {
		posts = append(posts, len(srv.DeliverDue()))
		now = now.Add(time.Second)
	}
	assert.Equal(t, []int{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, posts)
	assert.Equal(t, 4, srv.Pending()[0].Attempts)
	assert.Equal(t, noon.Add(30*time.Second), srv.Pending()[0].Time)
	for _, message := range received() {
		assert.Equal(t, received()[0], message, "as it was, TimeStamp and all")
	}
	reply = acknowledgement
	now = now.Add(8 * time.Second)
	assert.Empty(t, srv.DeliverDue())
	now = now.Add(time.Second)
	assert.Len(t, srv.DeliverDue(), 2, "and then what was behind it, at once")
}

func TestCallbacksSignedAnew(t *testing.T) {
	now := noon
	srv := newServer(t, classintest.WithClock(func() time.Time { return now }), classintest.WithCallbacksSignedAnew())
	url, received := receiver(t, func() (int, string) { return http.StatusOK, "" })
	srv.SendCallback(url, map[string]any{"Cmd": "End"})
	for range 2 {
		srv.DeliverDue()
		now = now.Add(10 * time.Second)
	}
	require.Len(t, received(), 2)
	first, second := received()[0], received()[1]
	assert.EqualValues(t, noon.Unix()+600, first["TimeStamp"])
	assert.EqualValues(t, noon.Unix()+610, second["TimeStamp"])
	assert.Equal(t, fmt.Sprintf("%x", md5.Sum([]byte(secret+"1760000610"))), second["SafeKey"])
	for _, message := range []map[string]any{first, second} {
		delete(message, "TimeStamp")
		delete(message, "SafeKey")
	}
	assert.Equal(t, first, second)

	srv.SendCallback(url, map[string]any{"Cmd": "End", "SID": 8, "SafeKey": "wrong"})
	srv.Deliver()
	srv.Deliver()
	require.Len(t, received(), 6)
	assert.Equal(t, "wrong", received()[5]["SafeKey"], "what a payload says stays")
}

// Each school has a queue: what blocks one does not hold up another.
func TestEachSchoolHasAQueue(t *testing.T) {
	srv := newServer(t)
	srv.AddSchool(classin.Credentials{SID: 8, Secret: "eight"})
	blocked, _ := receiver(t, func() (int, string) { return http.StatusOK, "" })
	open, received := receiver(t, func() (int, string) { return http.StatusOK, acknowledgement })
	srv.SendCallback(blocked, map[string]any{"Cmd": "End"})
	srv.SendCallback(open, map[string]any{"Cmd": "Rating"})
	srv.SendCallback(open, map[string]any{"Cmd": "End", "SID": 8})
	srv.SendCallback(open, map[string]any{"Cmd": "Rating", "SID": "8"})
	deliveries := srv.Deliver()
	require.Len(t, deliveries, 3)
	var acked []bool
	for _, delivery := range deliveries {
		acked = append(acked, delivery.Acked)
	}
	assert.Equal(t, []bool{false, true, true}, acked)
	assert.Equal(t, fmt.Sprintf("%x", md5.Sum([]byte("eight1760000600"))), received()[0]["SafeKey"])
	require.Len(t, srv.Pending(), 2)
	assert.Equal(t, fmt.Sprint(sid), srv.Pending()[1].SID)
}

func TestAMemberCanBeLeftOut(t *testing.T) {
	srv := newServer(t)
	var message map[string]any
	require.NoError(t, json.Unmarshal(srv.SignedCallback(map[string]any{"_id": nil, "SafeKey": nil, "Cmd": json.RawMessage("null")}), &message))
	assert.Equal(t, map[string]any{"SID": float64(sid), "Cmd": nil, "TimeStamp": float64(noon.Unix() + 600)}, message)
}
