package baijiayun

import (
	"context"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
)

// MessagesService sends and exports the chat of rooms.
type MessagesService struct{ client *Client }

// ListMessagesRequest selects a room's chat.
type ListMessagesRequest struct {
	RoomID int64           `json:"room_id" check:"required"`
	Date   classcloud.Date `json:"date"` // the day; default the last day of class of a long-term room, and the whole class of other rooms
}

// Message is a chat message.
type Message struct {
	Time       time.Time `json:"time,omitzero"`                        // when it was said
	UserNumber int64     `json:"user_number,omitzero" check:"present"` // the sender's number in your own system; 0 for a guest
	Role       Role      `json:"user_role,omitzero"`                   // the sender's role
	UserName   string    `json:"user_name,omitzero"`                   // the sender's nickname
	Content    string    `json:"content,omitzero"`
}

// List returns a room's chat. The vendor keeps it for two weeks.
//
// Baijiayun API 18 导出教室聊天记录, POST /openapi/room_data/exportChatMsg. Safe to repeat.
func (s MessagesService) List(ctx context.Context, in *ListMessagesRequest, opts ...classcloud.CallOption) ([]Message, error) {
	return call[[]Message](ctx, s.client, opMessagesList, in, opts)
}

// SendMessagesRequest holds the chat messages to send.
type SendMessagesRequest struct {
	Messages []OutgoingMessage `json:"message_list" wire:"jsontext" check:"required,count=10"` // at most 10; they may be for several rooms
}

// OutgoingMessage is a chat message to send. The document fixes the values of MessageType, To, UID, AgentID, ID and GroupID: leave them
// zero, and the documented values are sent. Content, From, Time and RoomID are yours to give.
type OutgoingMessage struct {
	MessageType string        `json:"message_type"` // default "message_send"
	Content     string        `json:"content" check:"required"`
	To          string        `json:"to"` // default "-1", everybody
	From        MessageSender `json:"from" wire:"always"`
	UID         int64         `json:"uid" wire:"asstring"`                       // default From.UserID
	AgentID     int64         `json:"agent_id" wire:"always"`                    // 0
	Time        time.Time     `json:"time" wire:"unix" check:"required"`         // when it was said, to the second
	ID          string        `json:"id"`                                        // default "1"
	RoomID      int64         `json:"class_id" wire:"asstring" check:"required"` // the room
	GroupID     int           `json:"group" wire:"always"`                       // 0

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a role of the sender that a reply did not say, and other numbers below 0.
func (m *OutgoingMessage) Validate() []classcloud.FieldError {
	var bad refusals
	bad.negative(&m.From)
	for i := range bad {
		bad[i].Field, bad[i].Wire = "From."+bad[i].Field, "from."+bad[i].Wire
	}
	return bad
}

// MessageSender is the user in whose name a message is sent.
type MessageSender struct {
	UserID     int64  `json:"id" wire:"asstring" check:"required"`     // the user_id in the room
	UserNumber int64  `json:"number" wire:"asstring" check:"required"` // the user_number in the room
	Role       Role   `json:"type" wire:"always"`
	UserName   string `json:"name" check:"required"`
	AvatarURL  string `json:"avatar" wire:"always"`            // URL of the sender's picture
	Status     int    `json:"status" wire:"always"`            // the document fixes it: 0, visible
	EndType    int    `json:"end_type" wire:"always"`          // the document fixes it: 0
	GroupID    int    `json:"group" wire:"always"`             // the document fixes it: 0
	WebRTC     bool   `json:"webrtc_support" wire:"01,always"` // the sender's client supports webrtc; default no

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// filled returns a copy of the request with the values that the document fixes.
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
		m.UID = orElse(m.UID, m.From.UserID)
		m.ID = orElse(m.ID, "1")
	}
	return &out
}

// orElse returns value, or preset when value is zero.
func orElse[T comparable](value, preset T) T {
	var zero T
	if value == zero {
		return preset
	}
	return value
}

// Send sends chat messages to rooms in the name of a user.
//
// Baijiayun API 35 发送聊天消息接口, POST /openapi/live/sendChatMessage. At most 10 messages per call and 600 calls a minute; the client
// keeps to both. A repeat sends the messages twice, so the call is never repeated once it may have arrived: when
// classcloud.MaybeApplied(err), look through List first.
func (s MessagesService) Send(ctx context.Context, in *SendMessagesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opMessagesSend, in.filled(), opts)
}
