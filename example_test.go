package classcloud_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// A kind has the same name for all vendors, a code is one vendor's own. Both are asked for with errors.Is, and the error says the rest.
func ExampleError() {
	srv := baijiayuntest.NewServer() // stands in for the vendor
	defer srv.Close()
	_, err := srv.Client().Rooms.Get(context.Background(), 10000000000000)
	fmt.Println(errors.Is(err, classcloud.NotFound), errors.Is(err, baijiayun.CodeRoomNotFound), errors.Is(err, baijiayun.CodeSignature))

	failure, _ := errors.AsType[*classcloud.Error](err)
	fmt.Println(failure.Vendor, failure.Operation, failure.Kind, failure.Code, failure.Outcome, failure.Attempts)
	// Output:
	// true true false
	// baijiayun Rooms.Get NotFound 3001 NotApplied 1
}

// Every bad field of a request is named at once, before anything is sent.
func ExampleFieldError() {
	client, err := weclassroom.New(weclassroom.Credentials{ApplicationID: "school", Secret: "0123456789abcdef0123456789abcdef"})
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.Classrooms.Create(context.Background(), &weclassroom.CreateClassroomRequest{Name: "a name of more than twenty characters"})
	failure, _ := errors.AsType[*classcloud.Error](err)
	for _, field := range failure.Fields {
		fmt.Println(field)
	}
	fmt.Println(failure.Outcome)
	// Output:
	// TeacherID (teacherId) is required
	// Name (className) has 37 characters, the vendor keeps 20
	// Category (category) is required
	// NotSent
}

// A create whose reply got lost may have been carried out. Who calls again at once makes a second room: look first.
func ExampleMaybeApplied() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	srv.Inject("Rooms.Create", baijiayuntest.Fault{Apply: true, Reset: true}) // it is done, and the reply gets lost
	client, ctx := srv.Client(), context.Background()

	start := time.Now().Add(24 * time.Hour)
	in := &baijiayun.CreateRoomRequest{Title: "Grammar", StartTime: start, EndTime: start.Add(time.Hour)}
	_, err := client.Rooms.Create(ctx, in)
	fmt.Println("maybe applied:", classcloud.MaybeApplied(err))
	if classcloud.MaybeApplied(err) {
		found, err := client.Rooms.Find(ctx, &baijiayun.FindRoomRequest{Title: in.Title, StartTime: in.StartTime, EndTime: in.EndTime})
		fmt.Println("found:", len(found), err)
	}
	fmt.Println("made:", len(srv.Rooms()))
	// Output:
	// maybe applied: true
	// found: 1 <nil>
	// made: 1
}

// A walk over a list fetches page after page. A row that cannot be read is an error of its own, and the walk goes on.
func Example_walk() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	for _, title := range []string{"Grammar", "Algebra", "Music"} {
		srv.AddRoom(baijiayuntest.Room{Title: title})
	}
	srv.Lie("Rooms.List", baijiayuntest.Lie{Null: 3}) // every third row is null

	client, read, bad := srv.Client(), 0, 0
	for room, err := range client.Rooms.All(context.Background(), nil) {
		if failure, ok := errors.AsType[*classcloud.Error](err); ok && len(failure.Rows) > 0 {
			bad += len(failure.Rows)
			continue
		}
		if err != nil {
			log.Fatal(err) // anything else ends the walk
		}
		if room.Title != "" {
			read++
		}
	}
	fmt.Println(read, bad)
	// Output: 2 1
}

// A batch has a verdict for every element: some may be there although others are not.
func ExampleItemErrors() {
	srv := classintest.NewServer()
	defer srv.Close()
	known := srv.Defaults()
	start := time.Now().Add(24 * time.Hour)
	class := classin.NewClass{ClassName: "Chinese-10", TeacherUID: classin.UID(known.TeacherUID), StartTime: start, EndTime: start.Add(time.Hour)}
	stranger := class
	stranger.TeacherUID = 1 // is not a teacher of the school

	items, err := srv.Client().Classes.CreateBatch(context.Background(), &classin.CreateClassBatchRequest{
		CourseID: known.CourseID, Classes: []classin.NewClass{class, stranger},
	})
	fmt.Println(err, len(srv.Classes()))
	for _, item := range items {
		fmt.Println(item.Index, item.Value.ClassID > 0, errors.Is(item.Err, classin.CodeInvalidData))
	}
	fmt.Println(classcloud.ItemErrors(items) != nil)
	// Output:
	// <nil> 1
	// 0 true false
	// 1 false true
	// true
}

// Callbacks of several vendors go through one mux. What has no function of its own goes to Other: nothing that is signed is lost.
func Example_callbacks() {
	mux := http.NewServeMux()
	mux.Handle("/baijiayun", baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
			fmt.Println("baijiayun", c.RoomID, c.Op)
			return nil
		},
		Other: func(_ context.Context, form baijiayun.Form) error { fmt.Println("kept", form); return nil },
	}, "invented-partner-key"))
	school := classin.Credentials{SID: 1234567, Secret: "invented"}
	mux.Handle("/classin", classin.CallbackHandler(classin.CallbackFuncs{
		Enter: func(_ context.Context, c *classin.EnterCallback) error {
			fmt.Println("classin", c.ClassID, c.UID)
			return nil
		},
		Other: func(_ context.Context, c *classin.Callback) error { fmt.Println("kept", c.Cmd); return nil },
		DeadLetter: func(_ context.Context, c *classin.Callback, cause error) error {
			fmt.Println("given up", c.Cmd, cause)
			return nil
		},
	}, school))
	server := httptest.NewServer(mux)
	defer server.Close()

	form := baijiayun.SignCallback(url.Values{"room_id": {"19061545487745"}, "op": {"start"}, "op_time": {"2026-01-11 14:16:54"},
		"qid": {"202601111416541110803564"}, "timestamp": {"1768112214"}}, "invented-partner-key")
	reply, err := http.PostForm(server.URL+"/baijiayun", form)
	if err != nil {
		log.Fatal(err)
	}
	_ = reply.Body.Close()
	fmt.Println(reply.StatusCode)
	// Output:
	// baijiayun 19061545487745 start
	// 200
}

// Clients that New made do not know of each other: one limiter given to both keeps the account's limit. contrib/redis has one for a fleet.
func ExampleWithLimiter() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	shared := classcloud.NewLimiter([]classcloud.Limit{{Every: time.Hour, Burst: 3}}) // the vendor's own: baijiayun.Limits()

	ctx := context.Background()
	one := srv.Client(classcloud.WithLimiter(shared), classcloud.WithMaxWait(time.Second))
	two := srv.Client(classcloud.WithLimiter(shared), classcloud.WithMaxWait(time.Second))
	for _, client := range []*baijiayun.Client{one, two, one, two} {
		_, err := client.Rooms.Get(ctx, room.RoomID)
		fmt.Println(err == nil, errors.Is(err, classcloud.ResourceExhausted))
	}
	fmt.Println(len(srv.Requests()), "were sent")
	// Output:
	// true false
	// true false
	// true false
	// false true
	// 3 were sent
}

// A middleware wraps the client's own transport, here to give each request the header that a gateway asks for.
func ExampleWithMiddleware() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithUserAgent("lessons/2.3"), classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			r = r.Clone(r.Context()) // a RoundTripper must not change the request that it is given
			r.Header.Set("X-Egress-Team", "lessons")
			return next.RoundTrip(r)
		})
	}))
	_, err := client.Rooms.List(context.Background(), nil)
	sent := srv.Requests()[0].Header
	fmt.Println(err, sent.Get("X-Egress-Team"), sent.Get("User-Agent") == "classcloud-go/"+classcloud.Version+" lessons/2.3")
	// Output:
	// <nil> lessons true
}

// roundTrip is an http.RoundTripper of one function.
type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip calls f.
func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A budget keeps a fleet from sending a vendor in trouble three times as much: here one repeat is left for two reads.
func ExampleWithRetryBudget() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithRetryBudget(classcloud.NewRetryBudget(0.1, 1)))
	srv.Inject("Rooms.List", baijiayuntest.Fault{Status: 503, Times: 10})
	for range 2 {
		_, err := client.Rooms.List(context.Background(), nil)
		fmt.Println(errors.Is(err, classcloud.Unavailable), len(srv.Requests()))
	}
	// Output:
	// true 2
	// true 3
}

// OnDrift says what a reply holds that this module does not know: the vendor has become newer.
func ExampleOnDrift() {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	srv.Respond("Classrooms.GetProgress", `{"status":1,"error_code":10000,"msg":"","data":{"finish":1,"lessonNotStart":2,"lessonOnClass":0,"lessonExpired":0,"total":3,"cancelled":1}}`)

	progress, err := srv.Client().Classrooms.GetProgress(context.Background(), 1,
		classcloud.OnDrift(func(d classcloud.Drift) { fmt.Println(d.Operation, d.Path, d.Problem) }))
	fmt.Println(progress.Total, err)
	// Output:
	// Classrooms.GetProgress /data/cancelled unknown field
	// 3 <nil>
}

// With makes a client that shares connections, limits and sessions with the first and differs in its options. An option of one call goes
// before both.
func Example_with() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	srv.Inject("", baijiayuntest.Fault{Status: 503, Times: -1})
	client := srv.Client(classcloud.WithMaxAttempts(2))
	patient, err := client.With(classcloud.WithMaxAttempts(4), classcloud.WithClock(noPause{}))
	if err != nil {
		log.Fatal(err)
	}

	_, err = patient.Rooms.Get(context.Background(), 1)
	failure, _ := errors.AsType[*classcloud.Error](err)
	fmt.Println(failure.Kind, failure.Attempts)
	_, err = patient.Rooms.Get(context.Background(), 1, classcloud.WithoutRetry())
	failure, _ = errors.AsType[*classcloud.Error](err)
	fmt.Println(failure.Kind, failure.Attempts)
	// Output:
	// Unavailable 4
	// Unavailable 1
}

// noPause is a clock that does not wait between attempts.
type noPause struct{ classcloud.SystemClock }

func (noPause) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// spans prints what a tracer would record: a span for the call, and one within it for each attempt.
type spans struct{}

func (spans) Start(ctx context.Context, begin classcloud.Event) (context.Context, func(classcloud.Event)) {
	return ctx, func(end classcloud.Event) {
		fmt.Println(begin.Vendor, begin.Operation.Name, "attempt", begin.Attempt, "status", end.Status, "failed", end.Err != nil)
	}
}

func ExampleWithObserver() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	room := srv.AddRoom(baijiayuntest.Room{Title: "Grammar"})
	srv.Inject("Rooms.Get", baijiayuntest.Fault{Status: 503})

	client := srv.Client(classcloud.WithObserver(spans{}), classcloud.WithClock(noPause{}))
	_, err := client.Rooms.Get(context.Background(), room.RoomID)
	fmt.Println(err)
	// Output:
	// baijiayun Rooms.Get attempt 1 status 503 failed true
	// baijiayun Rooms.Get attempt 2 status 200 failed false
	// baijiayun Rooms.Get attempt 0 status 200 failed false
	// <nil>
}

// A table of faults against code of your own, on the vendor's test server: what would it do on the day it happens?
func Example_tableTest() {
	schedule := func(ctx context.Context, client *baijiayun.Client) string { // the code that is tested
		start := time.Now().Add(24 * time.Hour)
		_, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "Grammar", StartTime: start, EndTime: start.Add(time.Hour)})
		switch {
		case classcloud.MaybeApplied(err):
			return "ask a human"
		case err != nil:
			return "try again later"
		}
		return "scheduled"
	}
	for _, test := range []struct {
		name  string
		fault baijiayuntest.Fault
	}{
		{"a reply that gets lost", baijiayuntest.Fault{Apply: true, Reset: true}},
		{"a gateway that is down", baijiayuntest.Fault{Status: 502}},
		{"a limit", baijiayuntest.Fault{Status: 429, Times: -1}},
		{"a limit, once", baijiayuntest.Fault{Status: 429}},
	} {
		srv := baijiayuntest.NewServer()
		srv.Inject("Rooms.Create", test.fault)
		fmt.Printf("%s: %s, %d room\n", test.name, schedule(context.Background(), srv.Client(classcloud.WithClock(noPause{}))), len(srv.Rooms()))
		srv.Close()
	}
	// Output:
	// a reply that gets lost: ask a human, 1 room
	// a gateway that is down: ask a human, 0 room
	// a limit: try again later, 0 room
	// a limit, once: scheduled, 1 room
}
