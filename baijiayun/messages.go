package baijiayun

import (
	"context"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
)

// MessagesService sends and exports the chat of rooms.
type MessagesService struct{ client *Client }

// ListMessagesRequest selects the chat of a room.
type ListMessagesRequest struct {
	RoomID int64           `json:"room_id" check:"required"`
	Date   classcloud.Date `json:"date"` // without it: of a long-term room the last day of class, of any other all there is
}

// Message is a line of chat.
type Message struct {
	Time       time.Time `json:"time,omitzero"`
	UserNumber int64     `json:"user_number,omitzero"`
	Role       Role      `json:"user_role,omitzero"`
	UserName   string    `json:"user_name,omitzero"`
	Content    string    `json:"content,omitzero"`
}

// List returns the chat of a room. The vendor keeps it for two weeks.
//
// Baijiayun API 18 导出教室聊天记录, POST /openapi/room_data/exportChatMsg.
func (s MessagesService) List(ctx context.Context, in *ListMessagesRequest, opts ...classcloud.CallOption) ([]Message, error) {
	return call[[]Message](ctx, s.client, opMessagesList, in, opts)
}

// SendMessagesRequest is chat to send.
type SendMessagesRequest struct {
	Messages []OutgoingMessage `json:"message_list" wire:"jsontext" check:"required,count=10"` // at most 10, also of several rooms
}

// OutgoingMessage is a line of chat to send. The last six fields are fixed by the document: left zero, they are sent as it says.
type OutgoingMessage struct {
	MessageType string        `json:"message_type"` // "message_send"
	Content     string        `json:"content" check:"required"`
	To          string        `json:"to"` // "-1", everybody
	From        MessageSender `json:"from" wire:"always"`
	UID         int64         `json:"uid" wire:"asstring"`               // From.ID
	AgentID     int64         `json:"agent_id" wire:"always"`            // 0
	Time        time.Time     `json:"time" wire:"unix" check:"required"` // when it was said, to the second
	ID          string        `json:"id"`                                // "1"
	RoomID      int64         `json:"class_id" wire:"asstring" check:"required"`
	GroupID     int           `json:"group" wire:"always"` // 0
}

// MessageSender is who said it.
type MessageSender struct {
	ID         int64  `json:"id" wire:"asstring" check:"required"`     // the user_id inside the room
	UserNumber int64  `json:"number" wire:"asstring" check:"required"` // the user_number inside the room
	Role       Role   `json:"type" wire:"always"`
	UserName   string `json:"name" check:"required"`
	AvatarURL  string `json:"avatar" wire:"always"`            // URL of a picture
	Status     int    `json:"status" wire:"always"`            // 0, fixed by the document: visible
	EndType    int    `json:"end_type" wire:"always"`          // 0, fixed by the document
	GroupID    int    `json:"group" wire:"always"`             // 0, fixed by the document
	WebRTC     bool   `json:"webrtc_support" wire:"01,always"` // whether webrtc is supported
}

// filled is the request with what the document fixes.
func (r *SendMessagesRequest) filled() *SendMessagesRequest {
	if r == nil {
		return nil
	}
	out := *r
	out.Messages = slices.Clone(r.Messages)
	for i := range out.Messages {
		m := &out.Messages[i]
		m.MessageType = orElse(m.MessageType, "message_send")
		m.To = orElse(m.To, "-1")
		m.UID = orElse(m.UID, m.From.ID)
		m.ID = orElse(m.ID, "1")
	}
	return &out
}

// orElse returns value, or preset where value is zero.
func orElse[T comparable](value, preset T) T {
	var zero T
	if value == zero {
		return preset
	}
	return value
}

// Send says something in rooms, in the name of a user.
//
// Baijiayun API 35 发送聊天消息接口, POST /openapi/live/sendChatMessage. At most 10 messages a call and 600 calls a minute, which the
// client keeps to. A repeat says it twice, so it is never repeated once it may have arrived: when classcloud.MaybeApplied(err),
// look through List.
func (s MessagesService) Send(ctx context.Context, in *SendMessagesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMessagesSend, in.filled(), opts)
}
