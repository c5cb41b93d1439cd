package baijiayun_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// One URL receives every kind of callback. SignCallback plays the vendor.
func ExampleCallbackHandler() {
	handler := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
			fmt.Println("room", c.RoomID, "op", c.Op, "at", c.Time.Format("15:04:05"))
			return nil
		},
		Other: func(_ context.Context, form baijiayun.Form) error { // whatever else the vendor signed: keep it, it does not come again
			fmt.Println("kept", form)
			return nil
		},
		Failed: func(_ context.Context, err error) { fmt.Println(err) },
	}, "the-new-partner-key", "the-old-partner-key")

	server := httptest.NewServer(handler)
	defer server.Close()
	event := baijiayun.SignCallback(url.Values{
		"room_id": {"19061545487745"}, "op": {"start"}, "op_time": {"2017-01-11 14:16:54"},
		"qid": {"201701111416541110803564"}, "timestamp": {"1484115414"},
	}, "the-old-partner-key")
	for range 2 { // the second is a repeat: acknowledged, and not handled again
		reply, err := http.PostForm(server.URL, event)
		if err != nil {
			fmt.Println(err)
			return
		}
		_ = reply.Body.Close()
		fmt.Println(reply.Status)
	}
	event.Set("op", "end") // a forgery
	reply, err := http.PostForm(server.URL, event)
	if err == nil {
		_ = reply.Body.Close()
	}
	// Output:
	// room 19061545487745 op start at 14:16:54
	// 200 OK
	// 200 OK
	// baijiayun CallbackHandler: Unauthenticated: signature: sign does not match the values (check the partner_key)
}

// A form that a web framework has read already is parsed without CallbackHandler.
func ExampleParseUserCallback() {
	form := baijiayun.SignCallback(url.Values{
		"room_id": {"19061545487745"}, "qid": {"201803061421451110803564"}, "timestamp": {"1520318100"},
		"user_events": {`[{"number":99082171,"name":"访客2309","event":"user_in","ts":1520317305}]`},
	}, "the-partner-key")

	callback, err := baijiayun.ParseUserCallback(form, "the-partner-key")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, event := range callback.Events {
		fmt.Println(event.UserName, event.Event, event.Time.Format("2006-01-02 15:04:05"))
	}
	_, err = baijiayun.ParseUserCallback(form, "another-key")
	fmt.Println(errors.Is(err, classcloud.Unauthenticated))
	// Output:
	// 访客2309 user_in 2018-03-06 14:21:45
	// true
}

// The access_key of a link is your own ticket; the vendor asks whether it is valid.
func ExampleAccessKeyHandler() {
	tickets := map[string]int64{"a-random-ticket": 19061545487745}
	handler := baijiayun.AccessKeyHandler(func(_ context.Context, in *baijiayun.AccessRequest) error {
		if room, ok := tickets[in.AccessKey]; !ok || room != in.RoomID {
			return baijiayun.AccessDenied("请先购买课程")
		}
		return nil
	})
	for _, form := range []string{"access_key=a-random-ticket&room_id=19061545487745", "access_key=guessed&room_id=19061545487745"} {
		r := httptest.NewRequest(http.MethodPost, "/access", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		fmt.Println(w.Body)
	}
	// Output:
	// {"code":0,"msg":""}
	// {"code":1,"msg":"请先购买课程"}
}

func ExampleClient_EnterURL() {
	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "invented-partner-key"})
	if err != nil {
		fmt.Println(err)
		return
	}
	link, err := client.EnterURL(context.Background(), &baijiayun.EnterURLRequest{
		RoomID: 19061545487745, UserNumber: 99082171, UserName: "访客 2309",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(link)
	// Output:
	// https://demo123.at.baijiayun.com/web/room/enter?room_id=19061545487745&sign=201159a093ccbfced7ab4c0a1db4036a&user_avatar=&user_name=%E8%AE%BF%E5%AE%A2%202309&user_number=99082171&user_role=0
}
