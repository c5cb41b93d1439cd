package classin_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/classin"
)

// One address for all that the vendor sends. SignCallback plays the vendor.
func ExampleCallbackHandler() {
	handler := classin.CallbackHandler(classin.CallbackFuncs{
		End: func(_ context.Context, m *classin.EndCallback) error {
			for uid, present := range m.Attendance {
				fmt.Println("class", m.ClassID, "user", uid, "was there for", present.Duration)
			}
			return nil
		},
		Other: func(_ context.Context, m *classin.Callback) error {
			fmt.Println("callback", m.Cmd)
			return nil
		},
	}, classin.Credentials{SID: 1000082, Secret: "the-new-secret"}, classin.Credentials{SID: 1000082, Secret: "the-old-secret"})

	for _, message := range []string{
		`{"Cmd":"End","_id":"5ab0f87aa3251e6e49b9e892","ClassID":25672,"Data":{"inoutEnd":{"1002646":{"Total":965}}}}`,
		`{"Cmd":"End","_id":"5ab0f87aa3251e6e49b9e892","ClassID":25672,"Data":{"inoutEnd":{"1002646":{"Total":965}}}}`, // a repeat
		`{"Cmd":67371521,"_id":"5ab0f7d2a3251e6e49b9e88b","Operation":1}`,
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
	// callback 67371521
	// {"error_info":{"errno":1,"error":"程序正常执行"}}
}
