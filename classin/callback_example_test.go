package classin_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// One address for all that the vendor sends. While a school's secret is replaced, both are given; the secrets of a fleet of schools come
// from CallbackFuncs.Secrets. SignCallback plays the vendor.
func ExampleCallbackHandler() {
	handler := classin.CallbackHandler(classin.CallbackFuncs{
		End: func(_ context.Context, m *classin.EndCallback) error {
			for uid, present := range m.Attendance {
				fmt.Println("class", m.ClassID, "user", uid, "was there for", present.Duration)
			}
			return nil
		},
		Other: func(_ context.Context, m *classin.Callback) error { // required: nothing is dropped
			fmt.Println("callback", m.Cmd, "of school", m.SID)
			return nil
		},
	}, classin.Credentials{SID: 1000082, Secret: "the-new-secret"}, classin.Credentials{SID: 1000082, Secret: "the-old-secret"})

	for _, message := range []string{
		`{"Cmd":"End","_id":"5ab0f87aa3251e6e49b9e892","SID":1000082,"ClassID":25672,"Data":{"inoutEnd":{"1002646":{"Total":965}}}}`,
		`{"Cmd":"End","_id":"5ab0f87aa3251e6e49b9e892","SID":1000082,"ClassID":25672,"Data":{"inoutEnd":{"1002646":{"Total":965}}}}`, // a repeat
		`{"Cmd":"Novelty","_id":"5ab0f7d2a3251e6e49b9e88b","SID":1000082}`,
		`{"Cmd":"End","_id":"5ab0f7d2a3251e6e49b9e88c","SID":1001920}`, // another school, under the secret of this one
	} {
		body, err := classin.SignCallback([]byte(message), "the-old-secret", time.Unix(1521547986, 0))
		if err != nil {
			fmt.Println(err)
			return
		}
		reply := httptest.NewRecorder()
		handler.ServeHTTP(reply, httptest.NewRequest(http.MethodPost, "/classin", strings.NewReader(string(body))))
		fmt.Println(reply.Body)
	}
	// Output:
	// class 25672 user 1002646 was there for 16m5s
	// {"error_info":{"errno":1,"error":"程序正常执行"}}
	// {"error_info":{"errno":1,"error":"程序正常执行"}}
	// callback Novelty of school 1000082
	// {"error_info":{"errno":1,"error":"程序正常执行"}}
	// {"error_info":{"errno":0,"error":"signature: there is not a secret for its SID"}}
}

// A function that fails holds the school's queue up, as the vendor posts the callback again every ten seconds, but not for ever: what
// cannot be handled is put aside with its reason, and the queue runs on.
func ExampleCallbackHandler_deadLetter() {
	now := time.Unix(1760000000, 0)
	srv := classintest.NewServer(classintest.WithClock(func() time.Time { return now }))
	defer srv.Close()

	receiver := httptest.NewServer(classin.CallbackHandler(classin.CallbackFuncs{
		End: func(_ context.Context, m *classin.EndCallback) error {
			if m.ClassID == 1 {
				return errors.New("our timetable does not have it")
			}
			fmt.Println("class", m.ClassID, "is booked")
			return nil
		},
		Other: func(context.Context, *classin.Callback) error { return nil },
		DeadLetter: func(_ context.Context, m *classin.Callback, cause error) error {
			fmt.Println("class", m.ClassID, "is put aside:", cause)
			return nil // m.Raw is in the database now
		},
		MaxAttempts: 3,
	}, srv.Credentials()))
	defer receiver.Close()

	fmt.Println("registered:", srv.RegisterCallbacks(receiver.URL).Acked)
	srv.SendCallback("", map[string]any{"Cmd": "End", "ClassID": 1})
	srv.SendCallback("", map[string]any{"Cmd": "End", "ClassID": 2})
	for len(srv.Pending()) > 0 {
		srv.DeliverDue()
		fmt.Println(len(srv.Pending()), "are waiting")
		now = now.Add(10 * time.Second)
	}
	// Output:
	// registered: true
	// 2 are waiting
	// 2 are waiting
	// class 1 is put aside: our timetable does not have it
	// class 2 is booked
	// 0 are waiting
}
