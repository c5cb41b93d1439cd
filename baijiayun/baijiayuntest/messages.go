package baijiayuntest

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

const (
	messagesPerSend = 10
	messagesKept    = 14 * 24 * time.Hour // 只能导出最近2周
)

// Message is a chat message of a room.
type Message struct {
	RoomID     int64
	Time       time.Time // when it was said
	UserNumber int64     // the sender's number in the caller's system
	Role       int64     // 0 student, 1 teacher, 2 assistant
	UserName   string    // the sender's nickname
	Content    string
}

// Messages returns all chat messages, sent or added, in the order in which they came.
func (s *Server) Messages() []Message {
	var messages []Message
	s.kit.Do(func() { messages = slices.Clone(s.state.messages) })
	return messages
}

// AddMessages adds chat messages as if users had written them in the room. It panics on a room that does not exist.
func (s *Server) AddMessages(messages ...Message) {
	s.kit.Do(func() {
		for _, message := range messages {
			s.state.mustHaveRoom("AddMessages", message.RoomID)
			message.Time = message.Time.Truncate(time.Second).In(beijing())
			s.state.messages = append(s.state.messages, message)
		}
	})
}

func messageEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		postedOrGot("Messages.List", "room_data/exportChatMsg", both, (*Server).listMessages),
		posted("Messages.Send", "live/sendChatMessage", both, (*Server).sendMessages),
	}
}

// listMessages is API 18 导出教室聊天记录. Without a date it returns the last day with messages of a long-term room, and all days of any
// other room.
func (s *Server) listMessages(c *call) (any, *failure) {
	date := c.dateOr("date")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	messages := s.state.messagesOf(room.RoomID, c.now)
	if date == "" && room.LongTerm && len(messages) > 0 {
		date = messages[len(messages)-1].Time.Format(time.DateOnly)
	}
	list := []object{}
	for _, message := range messages {
		if date == "" || message.Time.Format(time.DateOnly) == date {
			list = append(list, message.exported())
		}
	}
	return object{"list": list}, nil
}

// messagesOf returns the messages of a room that are not older than two weeks, the oldest first.
func (s *state) messagesOf(roomID int64, now time.Time) []Message {
	var messages []Message
	for _, message := range s.messages {
		if message.RoomID == roomID && now.Sub(message.Time) <= messagesKept {
			messages = append(messages, message)
		}
	}
	slices.SortStableFunc(messages, func(a, b Message) int { return a.Time.Compare(b.Time) })
	return messages
}

func (m Message) exported() object {
	return object{
		"time":        m.Time.Format(datetime),
		"user_number": m.UserNumber,
		"user_role":   m.Role,
		"user_name":   m.UserName,
		"content":     m.Content,
	}
}

// sendMessages is API 35 发送聊天消息接口. It keeps all messages or none.
func (s *Server) sendMessages(c *call) (any, *failure) {
	messages := readMessages(c.parameters, c.text("message_list"))
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	for _, message := range messages {
		if _, failed := s.state.room(message.RoomID); failed != nil {
			return nil, failed
		}
	}
	s.state.messages = append(s.state.messages, messages...)
	return nil, nil
}

// readMessages reads message_list, which is JSON in a text.
func readMessages(p *parameters, text string) []Message {
	var list []map[string]any
	if text == "" {
		return nil
	}
	value, err := decodeJSON(text)
	items, isList := value.([]any)
	if err != nil || !isList {
		p.refuse("message_list", "不是json数组")
		return nil
	}
	for i, item := range items {
		fields, isMap := item.(map[string]any)
		if !isMap {
			p.refuse(fmt.Sprintf("message_list[%d]", i), "不是json对象")
		}
		list = append(list, fields)
	}
	if len(list) == 0 || len(list) > messagesPerSend {
		p.refuse("message_list", fmt.Sprintf("每次1-%d条", messagesPerSend))
	}
	var messages []Message
	for i, fields := range list {
		messages = append(messages, readMessage(messageFields{p, fmt.Sprintf("message_list[%d].", i), fields}))
	}
	return messages
}

func readMessage(f messageFields) Message {
	from := messageFields{f.parameters, f.path + "from.", nil}
	from.fields, _ = f.fields["from"].(map[string]any)
	f.fixed("message_type", "message_send")
	f.fixed("to", "-1")
	if id := from.whole("id", maxNumber); id != f.whole("uid", maxNumber) {
		f.parameters.refuse(f.path+"uid", "必须同 from.id")
	}
	return Message{
		RoomID:     f.whole("class_id", maxNumber),
		Time:       time.Unix(f.whole("time", maxSeconds), 0).In(beijing()),
		UserNumber: from.whole("number", maxNumber),
		Role:       from.whole("type", roleAssistant),
		UserName:   from.text("name"),
		Content:    f.text("content"),
	}
}

const maxNumber = 1<<63 - 1

// messageFields holds the fields of a JSON object in a parameter.
type messageFields struct {
	parameters *parameters
	path       string // where the object is, for error messages
	fields     map[string]any
}

func (f messageFields) text(name string) string {
	text, _ := f.fields[name].(string)
	if text == "" {
		f.parameters.refuse(f.path+name, "缺少")
	}
	return text
}

func (f messageFields) fixed(name, value string) {
	if text, _ := textOf(f.fields[name]); text != value {
		f.parameters.refuse(f.path+name, "固定为 "+value)
	}
}

// whole reads an integer. The document's example quotes some numbers and not others.
func (f messageFields) whole(name string, most int64) int64 {
	text, _ := textOf(f.fields[name])
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < 0 || number > most {
		f.parameters.refuse(f.path+name, "缺少或不是整数")
	}
	return number
}
