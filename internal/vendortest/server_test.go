package vendortest

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// serverGoroutines counts the goroutines that net/http runs for servers.
func serverGoroutines() int {
	stacks := make([]byte, 1<<22)
	stacks = stacks[:runtime.Stack(stacks, true)]
	count := 0
	for stack := range strings.SplitSeq(string(stacks), "\n\n") {
		if strings.Contains(stack, "net/http.(*Server).Serve(") || strings.Contains(stack, "net/http.(*conn).serve(") ||
			strings.Contains(stack, "net/http.(*connReader)") {
			count++
		}
	}
	return count
}

func TestOpenRefuses(t *testing.T) {
	var calls atomic.Int64
	config := counting(&calls)
	config.Open = func(r *Request) *Reply {
		r.Params = r.Query.Get("sign")
		if r.Query.Get("sign") != "right" {
			refusal := JSON(map[string]int{"code": 1001})
			return &refusal
		}
		return nil
	}
	s := start(t, config)

	get(t, s.URL+"/rooms?sign=wrong").want(t, 200, `{"code":1001}`)
	get(t, s.URL+"/rooms?sign=right").want(t, 200, "created")

	s.Respond("Rooms.Create", `{"code":0}`)
	get(t, s.URL+"/rooms?sign=wrong").want(t, 200, `{"code":1001}`)
	a := get(t, s.URL+"/rooms?sign=right")
	a.want(t, 200, `{"code":0}`)
	if got := a.header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Error(got)
	}
	s.Inject("Rooms.Create", Fault{Apply: true, Truncate: 4})
	if a := get(t, s.URL+"/rooms?sign=right"); a.body != `{"co` {
		t.Error(a.body)
	}
	if n := calls.Load(); n != 1 {
		t.Errorf("%d calls of the handler", n)
	}
	s.Respond("Rooms.Create", "")
	get(t, s.URL+"/rooms?sign=right").want(t, 200, "created")

	if got := s.Requests(); got[0].Params != "wrong" || got[1].Params != "right" {
		t.Errorf("params %v, %v", got[0].Params, got[1].Params)
	}
	mustPanic(t, `""`, func() { s.Respond("", "{}") })
	if got := s.Operations(); !slices.Equal(got, []string{"Rooms.Create"}) {
		t.Error(got)
	}
}

func TestClock(t *testing.T) {
	lesson := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	var s *Server // used by the handler
	s = start(t, Config{
		Clock: func() time.Time { return lesson },
		Routes: []Route{{Operation: "Now", Path: "/now", Handle: func(*Request) Reply {
			return Text(200, plainText, s.Now().Format(time.RFC3339))
		}}},
	})
	get(t, s.URL+"/now").want(t, 200, "2026-09-01T08:00:00Z")
	s.SetClock(func() time.Time { return lesson.Add(time.Hour) })
	get(t, s.URL+"/now").want(t, 200, "2026-09-01T09:00:00Z")
	if got := s.Requests(); !got[0].At.Equal(lesson) || !got[1].At.Equal(lesson.Add(time.Hour)) {
		t.Errorf("%v, %v", got[0].At, got[1].At)
	}
	s.SetClock(nil)
	if before := time.Now(); s.Now().Before(before) || s.Now().After(time.Now()) {
		t.Error("nil is not the real time")
	}
}

func TestPanicsAreAnswered(t *testing.T) {
	s := start(t, Config{
		Routes: []Route{
			{Operation: "Handle", Path: "/handle", Handle: func(*Request) Reply { panic("lost my chalk") }},
			{Operation: "Match", Path: "/match", Match: func(*Request) bool { panic("lost my chalk") }, Handle: says("")},
			{Operation: "Status", Path: "/status", Handle: func(*Request) Reply { return Reply{Status: 99} }},
			{Operation: "JSON", Path: "/json", Handle: func(*Request) Reply { return JSON(func() {}) }},
			{Operation: "Abort", Path: "/abort", Handle: func(*Request) Reply { panic(http.ErrAbortHandler) }},
			{Operation: "Exit", Path: "/exit", Handle: func(*Request) Reply { runtime.Goexit(); return Reply{} }},
		},
		NotFound: func(*Request) Reply { panic("lost my map") },
	})
	for path, want := range map[string]string{
		"/handle": "lost my chalk", "/match": "lost my chalk", "/nowhere": "lost my map", "/status": "status 99", "/json": "unsupported type",
	} {
		if a := get(t, s.URL+path); a.status != 500 || !strings.Contains(a.body, want) {
			t.Errorf("%s: %d %q, error %v", path, a.status, a.body, a.err)
		}
	}
	for _, path := range []string{"/abort", "/exit"} { // Exit: a handler that called t.Fatal
		if a := get(t, s.URL+path); a.err == nil {
			t.Errorf("%s: %d %q", path, a.status, a.body)
		}
	}
	for _, request := range s.Requests() {
		if want := request.Operation != "Abort" && request.Operation != "Exit"; (request.Status == 500) != want {
			t.Errorf("%s: recorded status %d", request.Path, request.Status)
		}
	}
	s.Do(func() {}) // the lock is free
}

func TestReplies(t *testing.T) {
	s := start(t, Config{Routes: []Route{
		{Operation: "JSON", Path: "/json", Handle: func(*Request) Reply { return JSON(map[string]string{"url": "a?b&c=<教室>"}) }},
		{Operation: "Large", Path: "/large", Handle: says(strings.Repeat("x", 1<<20))},
		{Operation: "Empty", Path: "/empty", Handle: func(*Request) Reply { return Reply{Status: 204} }},
		{Operation: "Zero", Path: "/zero", Handle: func(*Request) Reply { return Reply{Header: http.Header{"X-Id": {"7"}}} }},
	}})
	a := get(t, s.URL+"/json")
	a.want(t, 200, `{"url":"a?b&c=<教室>"}`)
	if got := a.header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Error(got)
	}
	get(t, s.URL+"/large").want(t, 200, strings.Repeat("x", 1<<20))
	get(t, s.URL+"/empty").want(t, 204, "")
	if a := get(t, s.URL+"/zero"); a.status != 200 || a.header.Get("X-Id") != "7" {
		t.Errorf("%d %v", a.status, a.header)
	}
}

// Only the server's lock guards the map: the race detector would report a handler that runs without it.
func TestManyClients(t *testing.T) {
	rooms := map[string]int{}
	s := start(t, Config{
		Open: func(r *Request) *Reply { r.Params = r.Query; return nil },
		Routes: []Route{{Operation: "Rooms.Create", Path: "/rooms/{id}", Handle: func(r *Request) Reply {
			rooms[r.PathValues["id"]]++
			return Text(200, plainText, r.PathValues["id"])
		}}},
	})
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	const clients, calls = 20, 25
	var running sync.WaitGroup
	for c := range clients {
		running.Go(func() {
			for i := range calls {
				id := fmt.Sprint(c, "-", i)
				response, err := client.Post(s.URL+"/rooms/"+id+"?sign=1", "application/x-www-form-urlencoded", strings.NewReader("a=1"))
				if err != nil {
					t.Error(err)
					return
				}
				body, _ := io.ReadAll(response.Body)
				_ = response.Body.Close()
				if string(body) != id {
					t.Errorf("got %q, want %q", body, id)
				}
				switch i % 5 {
				case 0:
					s.Do(func() { rooms["seeded"]++ })
				case 1:
					_ = s.Requests()
				case 2:
					s.Inject("Rooms.Create", Fault{Delay: time.Microsecond})
				case 3:
					s.SetClock(time.Now)
				case 4:
					s.Respond("Rooms.Create", "")
				}
			}
		})
	}
	running.Wait()
	s.Lock()
	defer s.Unlock()
	if len(s.Requests()) != clients*calls || len(rooms) != clients*calls+1 || rooms["seeded"] != clients*calls/5 {
		t.Errorf("%d requests, %d rooms, %d seeded", len(s.Requests()), len(rooms), rooms["seeded"])
	}
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	entered, finish, finished := make(chan bool), make(chan bool), false
	s := New(Config{Routes: []Route{
		{Operation: "Quick", Path: "/quick", Handle: says("")},
		{Operation: "Slow", Path: "/slow", Handle: func(*Request) Reply {
			entered <- true
			<-finish
			finished = true
			return Reply{}
		}},
	}})
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	if err := call(client, newRequest(t, s.URL+"/quick")); err != nil { // leaves an idle connection
		t.Fatal(err)
	}

	failed := make(chan error)
	go func() { failed <- call(client, newRequest(t, s.URL+"/slow")) }()
	<-entered
	closed := make(chan bool)
	for range 2 { // closing from two places at once is safe, too
		go func() { s.Close(); closed <- true }()
	}
	if err := <-failed; err == nil { // the connection is cut while the handler runs
		t.Error("the slow call got an answer")
	}
	select {
	case <-closed:
		t.Error("Close did not wait for the handler")
	default:
	}
	close(finish)
	<-closed
	<-closed
	s.Close()
	if !finished {
		t.Error("the handler did not finish")
	}
	deadline := time.Now().Add(10 * time.Second)
	for serverGoroutines() != 0 { // the last goroutine may still be returning
		if time.Now().After(deadline) {
			t.Fatal("goroutines of the server are left")
		}
		runtime.Gosched()
	}
	if a := get(t, s.URL+"/quick"); a.err == nil {
		t.Error("the server still answers")
	}
}

func TestRawAnswersBeforeAnythingIsRead(t *testing.T) {
	s := start(t, Config{
		Routes: []Route{{Operation: "Rooms.Get", Path: "/rooms", Handle: says("the route")}},
		Raw: func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path != "/upload" {
				return false
			}
			n, _ := io.Copy(io.Discard, r.Body)
			_, _ = fmt.Fprintf(w, "%d bytes", n)
			return true
		},
	})
	send(t, "POST", s.URL+"/upload", "application/octet-stream", strings.NewReader(strings.Repeat("x", bodyLimit+1))).want(t, 200, "1048577 bytes")
	if len(s.Requests()) != 0 {
		t.Fatal("a part of a file is not a request")
	}
	get(t, s.URL+"/rooms").want(t, 200, "the route")
}

func TestTheDateOfAReply(t *testing.T) {
	lesson := time.Date(2026, 9, 1, 8, 0, 0, 0, time.FixedZone("China", 8*3600))
	own := Text(200, plainText, "ok")
	own.Header = http.Header{"Date": {"Wed, 02 Sep 2026 00:00:00 GMT"}, "Content-Type": {plainText}}
	s := start(t, Config{Clock: func() time.Time { return lesson }, Routes: []Route{
		{Operation: "Now", Path: "/now", Handle: func(*Request) Reply { return Text(200, plainText, "ok") }},
		{Operation: "Own", Path: "/own", Handle: func(*Request) Reply { return own }},
	}})

	for path, want := range map[string]string{
		"/now": "Tue, 01 Sep 2026 00:00:00 GMT", "/none": "Tue, 01 Sep 2026 00:00:00 GMT", "/own": "Wed, 02 Sep 2026 00:00:00 GMT",
	} {
		if got := get(t, s.URL+path).header.Get("Date"); got != want {
			t.Errorf("%s is dated %q, want %q", path, got, want)
		}
	}
}
