package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// requestsOf returns the logged requests.
func requestsOf(t *testing.T, b *Sandbox, query string) []map[string]any {
	t.Helper()
	status, reply := api(t, b, "GET", "/api/requests"+query, "")
	require.Equal(t, 200, status, reply)
	var out []map[string]any
	for _, e := range reply["requests"].([]any) {
		out = append(out, e.(map[string]any))
	}
	return out
}

func TestAFaultBreaksTheNextCallAndIsUsedUp(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun"}})
	client := baijiayunClient(t, b)
	status, reply := api(t, b, "POST", "/api/faults", `{"vendor":"baijiayun","operation":"Rooms.Create","status":503,"body":"gone","times":1}`)
	require.Equal(t, 200, status, reply)
	require.Len(t, reply["faults"], 1)
	_, err := createRoom(t, client, "a")
	failure, ok := errors.AsType[*classcloud.Error](err)
	require.True(t, ok)
	assert.Equal(t, 503, failure.HTTPStatus)
	_, err = createRoom(t, client, "b")
	require.NoError(t, err)
	_, reply = api(t, b, "GET", "/api/faults", "")
	assert.Empty(t, reply["faults"])

	log := requestsOf(t, b, "?operation=Rooms.Create")
	require.Len(t, log, 2)
	assert.Equal(t, true, log[0]["fault"])
	assert.EqualValues(t, 503, log[0]["status"])
	assert.Equal(t, "gone", log[0]["reply"])
	assert.Equal(t, "accepted", log[0]["verdict"], "the signature was right all the same")
	assert.Equal(t, false, log[1]["fault"])
	assert.Len(t, roomsOf(b), 1, "the broken call took no effect")
}

func TestAResetThatAppliesLosesOnlyTheReply(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun"}})
	_, reply := api(t, b, "POST", "/api/faults", `{"vendor":"baijiayun","apply":true,"reset":true}`)
	require.Len(t, reply["faults"], 1)
	_, err := createRoom(t, baijiayunClient(t, b), "a")
	require.ErrorContains(t, err, "reset")
	assert.Len(t, roomsOf(b), 1)
	log := requestsOf(t, b, "")
	require.Len(t, log, 1)
	assert.EqualValues(t, 0, log[0]["status"])
	assert.Equal(t, "Rooms.Create", log[0]["operation"])
}

func TestFaultsThatCannotBeAreRefused(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun"}})
	for body, want := range map[string]string{
		`{"operation":"Rooms.Create","status":503}`:                    "the vendor is missing",
		`{"vendor":"agora","status":503}`:                              "is not served",
		`{"vendor":"baijiayun","operation":"Rooms.Make","reset":true}`: "has no operation",
		`{"vendor":"baijiayun","status":99}`:                           "not a status",
		`{"vendor":"baijiayun"}`:                                       "does nothing",
		`{"vendor":"baijiayun","delay":"2"}`:                           "not a delay",
		`{"vendor":"baijiayun","delay":"11m"}`:                         "at most 10m",
		`{"vendor":"baijiayun","reset":true,"skip":-1}`:                "negative",
		`{"vendor":"baijiayun","stauts":503}`:                          "stauts",
		`{"vendor":"baijiayun","reset":true} {}`:                       "more than one",
		`[]`:                                                           "cannot be read",
	} {
		status, reply := api(t, b, "POST", "/api/faults", body)
		assert.Equal(t, 400, status, body)
		assert.Contains(t, reply["error"], want, body)
	}
}

func TestTheClockMovesForOneVendorAndForAll(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun", "classin"}})
	_, reply := api(t, b, "POST", "/api/clock", `{"vendor":"classin","advance":"1h"}`)
	require.Len(t, reply["clocks"], 1)
	assert.Equal(t, "1h0m0s", reply["clocks"].([]any)[0].(map[string]any)["ahead"])
	assert.WithinDuration(t, time.Now().Add(time.Hour), b.stand("classin").clock.now(), time.Minute)
	assert.WithinDuration(t, time.Now(), b.stand("baijiayun").clock.now(), time.Minute)

	_, reply = api(t, b, "POST", "/api/clock", `{"set":"2026-03-01T09:00:00+08:00","stand":true}`)
	require.Len(t, reply["clocks"], 2)
	for _, clock := range reply["clocks"].([]any) {
		assert.Equal(t, "2026-03-01T09:00:00+08:00", clock.(map[string]any)["now"])
		assert.Equal(t, true, clock.(map[string]any)["standing"])
	}
	_, reply = api(t, b, "POST", "/api/clock", `{"vendor":"classin","advance":"30m"}`)
	assert.Equal(t, "2026-03-01T09:30:00+08:00", reply["clocks"].([]any)[0].(map[string]any)["now"], "it stands on")
	_, reply = api(t, b, "POST", "/api/clock", `{"real":true}`)
	assert.Equal(t, "0s", reply["clocks"].([]any)[1].(map[string]any)["ahead"])

	for _, body := range []string{`{}`, `{"advance":"x"}`, `{"set":"x"}`, `{"advance":"1h","set":"now"}`} {
		status, _ := api(t, b, "POST", "/api/clock", body)
		assert.Equal(t, 400, status, body)
	}
}

func TestStartingOverForgetsEverythingAndKeepsThePorts(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun", "classin"}})
	client := baijiayunClient(t, b)
	_, err := createRoom(t, client, "a")
	require.NoError(t, err)
	api(t, b, "POST", "/api/faults", `{"vendor":"baijiayun","status":503,"times":-1}`)
	api(t, b, "POST", "/api/clock", `{"advance":"1h"}`)
	before := env(b, "baijiayun")

	status, reply := api(t, b, "POST", "/api/reset", `{}`)
	require.Equal(t, 200, status)
	require.Len(t, reply["clocks"], 2)
	assert.Equal(t, "0s", reply["clocks"].([]any)[0].(map[string]any)["ahead"])
	assert.Empty(t, requestsOf(t, b, ""))
	assert.Empty(t, roomsOf(b))
	assert.Equal(t, before, env(b, "baijiayun"))
	_, err = createRoom(t, client, "b")
	require.NoError(t, err)
	assert.Len(t, requestsOf(t, b, ""), 1)

	_, err = createRoom(t, client, "c")
	require.NoError(t, err)
	status, _ = api(t, b, "POST", "/api/reset", `{"vendor":"classin"}`)
	require.Equal(t, 200, status)
	assert.Len(t, requestsOf(t, b, ""), 2, "one vendor's new start leaves the log")
	assert.Len(t, roomsOf(b), 2)
}

func TestACallbackArrivesAndTheAnswerComesBack(t *testing.T) {
	var got []string
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		got = append(got, string(text))
		if r.URL.Path == "/classin" {
			_, _ = w.Write([]byte(`{"error_info":{"errno":1,"error":"ok"}}`))
			return
		}
		_, _ = w.Write([]byte(`{"code":0}`))
	}))
	defer receiver.Close()
	b := start(t, Config{Vendors: []string{"baijiayun", "classin", "agora"}})
	status, reply := api(t, b, "POST", "/api/callbacks", `{"vendor":"baijiayun","kind":"class","url":"`+receiver.URL+`","parameters":{"room_id":26083100000001,"op":"end"}}`)
	require.Equal(t, 200, status, reply)
	assert.Equal(t, true, reply["delivered"])
	assert.Equal(t, `{"code":0}`, reply["deliveries"].([]any)[0].(map[string]any)["reply"])
	assert.Equal(t, "***", reply["sent"].(map[string]any)["sign"])
	require.Len(t, got, 1)
	assert.Contains(t, got[0], "op=end")
	assert.Contains(t, got[0], "room_id=26083100000001")

	status, reply = api(t, b, "POST", "/api/callbacks", `{"vendor":"classin","kind":"End","url":"`+receiver.URL+`/classin","parameters":{"ClassID":42}}`)
	require.Equal(t, 200, status, reply)
	assert.Equal(t, true, reply["delivered"])
	assert.EqualValues(t, 42, reply["sent"].(map[string]any)["ClassID"])
	var posted map[string]any
	require.NoError(t, json.Unmarshal([]byte(got[1]), &posted))
	assert.EqualValues(t, 2000417, posted["SID"])

	_, reply = api(t, b, "GET", "/api/callbacks?vendor=classin", "")
	assert.Len(t, reply["callbacks"], 1)

	for body, want := range map[string]string{
		`{"vendor":"classin","kind":"Ende","url":"http://127.0.0.1:1"}`:                            "is not known",
		`{"vendor":"classin","kind":"End","url":"file:///etc/passwd"}`:                             "is not an address",
		`{"vendor":"baijiayun","kind":"class"}`:                                                    "nobody is told",
		`{"vendor":"baijiayun","kind":"class","url":"http://127.0.0.1:1","parameters":{"room":1}}`: "does not exist",
		`{"vendor":"agora","kind":"event","url":"http://127.0.0.1:1","parameters":{}}`:             "posts no callbacks",
		`{"vendor":"agora","kind":"event","parameters":{"room_uuid":"none","cmd":3}}`:              "room does not exist",
		`{"kind":"End"}`: "is not served",
	} {
		status, reply := api(t, b, "POST", "/api/callbacks", body)
		assert.Equal(t, 400, status, body)
		assert.Contains(t, reply["error"], want, body)
	}
}

func TestTheLogCanBeFilteredAndFollowed(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun", "classin"}})
	client := baijiayunClient(t, b)
	for _, title := range []string{"a", "b", "c"} {
		_, err := createRoom(t, client, title)
		require.NoError(t, err)
	}
	_, err := client.Rooms.Get(t.Context(), 1)
	require.Error(t, err)
	assert.Len(t, requestsOf(t, b, ""), 4)
	assert.Len(t, requestsOf(t, b, "?operation=Rooms.Create"), 3)
	assert.Empty(t, requestsOf(t, b, "?vendor=classin"))
	_, reply := api(t, b, "GET", "/api/requests?limit=2", "")
	assert.Equal(t, true, reply["more"])
	assert.EqualValues(t, 4, reply["last"])
	assert.EqualValues(t, 3, reply["requests"].([]any)[0].(map[string]any)["id"], "the newest two, the older first")
	assert.Len(t, requestsOf(t, b, "?since=3"), 1)
	assert.Empty(t, requestsOf(t, b, "?since=4"))
}

func TestTheExplanationIsInAHeaderOnlyForWhoAsks(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun"}})
	told := func(b *Sandbox, ask bool) string {
		request, err := http.NewRequestWithContext(t.Context(), "POST", env(b, "baijiayun")["BAIJIAYUN_BASE_URL"]+"/openapi/room/create",
			bytes.NewReader([]byte("partner_id=20260101&title=%E6%95%B0&timestamp=1&sign=00000000000000000000000000000000")))
		require.NoError(t, err)
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if ask {
			request.Header.Set("Classcloud-Explain", "1")
		}
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		return response.Header.Get("Classcloud-Explanation")
	}
	assert.Empty(t, told(b, false))
	text := told(b, true)
	var verdict map[string]any
	require.NoError(t, json.Unmarshal([]byte(text), &verdict), text)
	assert.Equal(t, false, verdict["accepted"])
	for _, r := range text {
		require.Less(t, r, rune(0x7f), text)
	}
	always := start(t, Config{Vendors: []string{"baijiayun"}, Explain: true})
	assert.NotEmpty(t, told(always, false))
}

// roomsOf returns Baijiayun's rooms.
func roomsOf(b *Sandbox) any {
	rows, _ := b.stand("baijiayun").now().state(rowsDefault)
	return rows["rooms"]
}
