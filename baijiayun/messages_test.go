package baijiayun_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestTheMessageTextIsTheDocumentedOne(t *testing.T) {
	in := &baijiayun.SendMessagesRequest{Messages: []baijiayun.OutgoingMessage{{
		RoomID: 19032841550446, Content: `1 < 2 && "x"`, Time: time.Unix(1553658274, 0),
		From: baijiayun.MessageSender{UserID: 10171920, UserNumber: 415504461, Role: baijiayun.RoleTeacher, UserName: "test", WebRTC: true},
	}}}
	sent := sends(t, func(c *baijiayun.Client) error { return c.Messages.Send(t.Context(), in) })
	assert.Equal(t, url.Values{"message_list": {`[{"message_type":"message_send","content":"1 < 2 && \"x\"","to":"-1",` +
		`"from":{"id":"10171920","number":"415504461","type":1,"name":"test","avatar":"","status":0,"end_type":0,"group":0,"webrtc_support":1},` +
		`"uid":"10171920","agent_id":0,"time":1553658274,"id":"1","class_id":"19032841550446","group":0}]`}}, sent)
	assert.Zero(t, in.Messages[0].To, "the caller's request is left as it was")
}

func TestChatOfUpToTenMessages(t *testing.T) {
	message := baijiayun.OutgoingMessage{RoomID: 1, Content: "x", Time: time.Unix(1, 0), From: baijiayun.MessageSender{UserID: 1, UserNumber: 1, UserName: "n"}}
	in := &baijiayun.SendMessagesRequest{}
	for range 10 {
		in.Messages = append(in.Messages, message)
	}
	client := stubbed(t, answers("null"))
	require.NoError(t, client.Messages.Send(t.Context(), in))
	in.Messages = append(in.Messages, message)
	require.ErrorContains(t, client.Messages.Send(t.Context(), in), "Messages (message_list) has 11 elements, the vendor takes 10 in one call")
	require.ErrorContains(t, client.Messages.Send(t.Context(), &baijiayun.SendMessagesRequest{}), "Messages (message_list) is required")
}
