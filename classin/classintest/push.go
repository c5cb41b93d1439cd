package classintest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// push is the school's queue of messages to its callback address.
type push struct {
	delivering sync.Mutex // one round at a time
	queue      []Message
	sent       int64 // messages ever
}

// Message is a message that waits for its acknowledgement.
type Message struct {
	URL      string
	Body     []byte
	Attempts int // how often it was posted without success
}

// Delivery is one post of a message.
type Delivery struct {
	Message Message
	Status  int    // HTTP; 0 when there was no answer
	Reply   string // at most 64 KiB
	Acked   bool   // the answer has error_info.errno 1
	Err     error  // why there was no answer
}

// SendMessage puts a message at the end of the school's queue; [Server.Deliver] posts it. What the payload has not is
// added: SID, _id, TimeStamp and SafeKey. TimeStamp is ten minutes ahead of the server's clock, as in the
// vendor's samples. It panics on a payload that is no JSON.
//
//	srv.SendMessage(receiver.URL, map[string]any{"Cmd": "Test", "Msg": "Register test."})
func (s *Server) SendMessage(url string, payload map[string]any) {
	s.kit.Lock()
	defer s.kit.Unlock()
	body := s.signMessage(payload)
	s.push.queue = append(s.push.queue, Message{URL: url, Body: body})
}

// SignedMessage is the body that SendMessage would post, for tests that need no HTTP.
func (s *Server) SignedMessage(payload map[string]any) []byte {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.signMessage(payload)
}

// Pending are the messages that nobody has acknowledged, the next one first.
func (s *Server) Pending() []Message {
	s.kit.Lock()
	defer s.kit.Unlock()
	pending := make([]Message, len(s.push.queue))
	for i, message := range s.push.queue {
		pending[i] = message.copy()
	}
	return pending
}

// Deliver posts the queue's messages in their order until one is not acknowledged or none is left, and tells what came
// of it. As with the vendor, whatever is not JSON with the number 1 in error_info.errno blocks every message behind it,
// and stays for the next Deliver; the vendor tries again every 10 seconds, for ever, and a test just calls again.
func (s *Server) Deliver() []Delivery {
	s.push.delivering.Lock()
	defer s.push.delivering.Unlock()
	var deliveries []Delivery
	for {
		message, waiting := s.head()
		if !waiting {
			return deliveries
		}
		delivery := post(message)
		deliveries = append(deliveries, delivery)
		s.settle(delivery.Acked)
		if !delivery.Acked {
			return deliveries
		}
	}
}

func (s *Server) head() (Message, bool) {
	s.kit.Lock()
	defer s.kit.Unlock()
	if len(s.push.queue) == 0 {
		return Message{}, false
	}
	return s.push.queue[0].copy(), true
}

func (s *Server) settle(acked bool) {
	s.kit.Lock()
	defer s.kit.Unlock()
	if acked {
		s.push.queue = s.push.queue[1:]
	} else {
		s.push.queue[0].Attempts++
	}
}

func (m Message) copy() Message {
	m.Body = bytes.Clone(m.Body)
	return m
}

// messageLead is how far the TimeStamp of a message is ahead of what it tells.
const messageLead = 10 * time.Minute

// signMessage keeps what the payload says of itself, a wrong SafeKey for instance.
func (s *Server) signMessage(payload map[string]any) []byte {
	now := s.Now()
	s.push.sent++
	all := map[string]any{
		"SID":       s.settings.account.sid,
		"_id":       fmt.Sprintf("%08x%016x", uint32(now.Unix()), s.push.sent),
		"TimeStamp": now.Add(messageLead).Unix(),
	}
	maps.Copy(all, payload)
	if _, given := all["SafeKey"]; !given {
		all["SafeKey"] = md5Hex(s.settings.account.secret + timeStampText(all["TimeStamp"]))
	}
	body, err := json.Marshal(all)
	if err != nil {
		panic(fmt.Sprintf("classintest: a message that is no JSON: %v", err))
	}
	return body
}

// timeStampText is a TimeStamp as the JSON has it.
func timeStampText(timeStamp any) string {
	if seconds, ok := timeStamp.(float64); ok {
		return strconv.FormatInt(int64(seconds), 10)
	}
	return fmt.Sprint(timeStamp)
}

// post sends a message as the vendor does. The answer's HTTP status does not count, only its JSON.
func post(message Message) Delivery {
	delivery := Delivery{Message: message}
	request, err := http.NewRequest(http.MethodPost, message.URL, bytes.NewReader(message.Body))
	if err != nil {
		delivery.Err = err
		return delivery
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Origin", "http://www.eeo.cn")
	client := &http.Client{Timeout: 10 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		delivery.Err = err
		return delivery
	}
	defer response.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(response.Body, 64<<10))
	delivery.Status, delivery.Reply, delivery.Err = response.StatusCode, string(reply), err
	delivery.Acked = err == nil && acknowledges(reply)
	return delivery
}

func acknowledges(reply []byte) bool {
	var ack struct {
		ErrorInfo struct {
			Errno json.RawMessage `json:"errno"`
		} `json:"error_info"`
	}
	return json.Unmarshal(reply, &ack) == nil && string(ack.ErrorInfo.Errno) == "1"
}
