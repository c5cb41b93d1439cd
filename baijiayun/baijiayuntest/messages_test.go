package baijiayuntest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// message is the document's example of a message, without its comments.
const message = `{"message_type":"message_send","content":"CONTENT","to":"-1","from":{"id":"10171920","number":"415504461","type":1,
	"name":"test","avatar":"https://test-img.baijiayun.com/Objcloud/live/avatar/v2/90.jpg","status":0,"end_type":0,"group":0,
	"webrtc_support":1},"uid":"10171920","agent_id":0,"time":1501572000,"id":"1","class_id":"17091462522904","group":0}`

// messageList returns a message_list with one message per content.
func messageList(contents ...string) string {
	var messages []string
	for _, content := range contents {
		text, _ := json.Marshal(content) // a text always encodes
		messages = append(messages, strings.ReplaceAll(message, `"CONTENT"`, string(text)))
	}
	return "[" + strings.Join(messages, ",") + "]"
}

func sendMessages(t *testing.T, srv *baijiayuntest.Server, list string) reply {
	t.Helper()
	return post(t, srv, "/openapi/live/sendChatMessage", fields{"message_list": list})
}

func TestMessagesAreExported(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	assert.JSONEq(t, `{"code":0,"data":null,"msg":"","ts":1501572288}`, sendMessages(t, srv, messageList("<b>我是老师</b>")).ok(t).body)
	post(t, srv, "/openapi/room_data/exportChatMsg", fields{"room_id": id}).data(t, `{"list":[{"time":"2017-08-01 15:20:00",
		"user_number":415504461,"user_role":1,"user_name":"test","content":"<b>我是老师</b>"}]}`)
	assert.Equal(t, []baijiayuntest.Message{{
		RoomID: room.RoomID, Time: srv.Messages()[0].Time, UserNumber: 415504461, Role: 1, UserName: "test", Content: "<b>我是老师</b>",
	}}, srv.Messages())
	other := create(t, srv, nil)
	post(t, srv, "/openapi/room_data/exportChatMsg", fields{"room_id": other}).data(t, `{"list":[]}`)
}

func TestMessagesAreChecked(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
	good := messageList("a")
	ten := strings.Split(strings.Repeat("a ", 10), " ")[:10]
	sendMessages(t, srv, messageList(ten...)).ok(t)
	require.Len(t, srv.Messages(), 10)
	for name, test := range map[string]struct{ list, mention string }{
		"eleven":                  {messageList(append(ten, "a")...), "每次1-10条"},
		"none":                    {"[]", "每次1-10条"},
		"no JSON":                 {good + "]", "message_list 不是json数组"},
		"an object":               {good[1 : len(good)-1], "message_list 不是json数组"},
		"a list of texts":         {`["a"]`, "message_list[0] 不是json对象"},
		"another type":            {strings.ReplaceAll(good, "message_send", "message_recall"), "message_list[0].message_type"},
		"to somebody":             {strings.ReplaceAll(good, `"-1"`, `"10171920"`), "message_list[0].to"},
		"no content":              {strings.ReplaceAll(good, `"content":"a"`, `"content":""`), "message_list[0].content"},
		"no sender":               {strings.ReplaceAll(good, `"from"`, `"form"`), "message_list[0].from.number"},
		"a sender without a name": {strings.ReplaceAll(good, `"name":"test"`, `"name":0`), "message_list[0].from.name"},
		"a role that is not":      {strings.ReplaceAll(good, `"type":1`, `"type":3`), "message_list[0].from.type"},
		"a uid of another":        {strings.ReplaceAll(good, `"uid":"10171920"`, `"uid":"1"`), "message_list[0].uid"},
		"milliseconds":            {strings.ReplaceAll(good, "1501572000", "1501572000000"), "message_list[0].time"},
		"a room without a number": {strings.ReplaceAll(good, "17091462522904", "room"), "message_list[0].class_id"},
		"the second of two":       {strings.ReplaceAll(messageList("a", "b"), `"content":"b"`, `"content":1`), "message_list[1].content"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Contains(t, sendMessages(t, srv, test.list).failed(t, 1001).Msg, test.mention)
		})
	}
	sendMessages(t, srv, "["+message+","+strings.ReplaceAll(message, "17091462522904", "17091462522905")+"]").failed(t, 3001)
	assert.Len(t, srv.Messages(), 10, "all of them or none")
	sendMessages(t, srv, strings.ReplaceAll(strings.ReplaceAll(good, `"415504461"`, "415504461"), `"17091462522904"`, "17091462522904")).ok(t)
}

func TestMessagesOfADay(t *testing.T) {
	srv := start(t)
	_, short := addedRoom(srv)
	long := srv.AddRoom(baijiayuntest.Room{RoomID: 17081862531088, LongTerm: true})
	for _, room := range []int64{17091462522904, long.RoomID} {
		for i, days := range []int{0, 1, 1, 15} {
			srv.AddMessages(baijiayuntest.Message{
				RoomID: room, Time: srv.Now().AddDate(0, 0, -days).Add(-time.Duration(i) * time.Minute), Content: string(rune('a' + i)),
			})
		}
	}
	contents := func(f fields) string {
		var data struct{ List []struct{ Content string } }
		require.NoError(t, json.Unmarshal(post(t, srv, "/openapi/room_data/exportChatMsg", f).ok(t).Data, &data))
		var text string
		for _, message := range data.List {
			text += message.Content
		}
		return text
	}
	assert.Equal(t, "cba", contents(fields{"room_id": short}), "oldest first; two weeks are kept")
	assert.Equal(t, "cb", contents(fields{"room_id": short, "date": "2017-07-31"}))
	assert.Equal(t, "a", contents(fields{"room_id": "17081862531088"}), "the last day of a long-term room")
	assert.Equal(t, "cb", contents(fields{"room_id": "17081862531088", "date": "2017-07-31"}))
	assert.Panics(t, func() { srv.AddMessages(baijiayuntest.Message{RoomID: 1}) })
}
