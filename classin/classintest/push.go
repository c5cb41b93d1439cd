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

// push is the school's queue of callbacks.
type push struct {
	delivering sync.Mutex // lets one round run at a time
	queue      []Callback
	sent       int64 // the number of callbacks so far
}

// Callback is a callback that waits for its acknowledgement.
type Callback struct {
	URL      string // the receiver
	Body     []byte // the signed JSON
	Attempts int    // the number of failed posts so far
}

// Delivery is one post of a callback.
type Delivery struct {
	Callback Callback
	Status   int    // the HTTP status of the answer; 0 when there was no answer
	Reply    string // the body of the answer, at most 64 KiB
	Acked    bool   // the answer has error_info.errno 1
	Err      error  // the reason why there was no answer
}

// SendCallback adds a callback to the end of the school's queue; [Server.Deliver] posts it. SID, _id, TimeStamp and SafeKey are added
// where the payload lacks them. TimeStamp is ten minutes ahead of the server's clock, as in the vendor's samples. SendCallback panics
// when the payload cannot be written as JSON.
//
//	srv.SendCallback(receiver.URL, map[string]any{"Cmd": "Test", "Msg": "Register test."})
func (s *Server) SendCallback(url string, payload map[string]any) {
	s.kit.Lock()
	defer s.kit.Unlock()
	body := s.signCallback(payload)
	s.push.queue = append(s.push.queue, Callback{URL: url, Body: body})
}

// SignedCallback returns the body that SendCallback would post, for tests without HTTP.
func (s *Server) SignedCallback(payload map[string]any) []byte {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.signCallback(payload)
}

// Pending returns the callbacks that have not been acknowledged, the next one first.
func (s *Server) Pending() []Callback {
	s.kit.Lock()
	defer s.kit.Unlock()
	pending := make([]Callback, len(s.push.queue))
	for i, message := range s.push.queue {
		pending[i] = message.copy()
	}
	return pending
}

// Deliver posts the callbacks of the queue in their order, until one is not acknowledged or the queue is empty, and returns what
// happened. As with the vendor, an answer other than JSON with the number 1 in error_info.errno blocks every callback behind it, and the
// callback stays for the next Deliver. The vendor tries again every 10 seconds, for ever; a test calls Deliver again.
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

func (s *Server) head() (Callback, bool) {
	s.kit.Lock()
	defer s.kit.Unlock()
	if len(s.push.queue) == 0 {
		return Callback{}, false
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

func (m Callback) copy() Callback {
	m.Body = bytes.Clone(m.Body)
	return m
}

// callbackLead is how far the TimeStamp of a callback is ahead of its event.
const callbackLead = 10 * time.Minute

// signCallback adds the members that the payload lacks. It keeps those it has, a wrong SafeKey for instance.
func (s *Server) signCallback(payload map[string]any) []byte {
	now := s.Now()
	s.push.sent++
	all := map[string]any{
		"SID":       s.settings.account.sid,
		"_id":       fmt.Sprintf("%08x%016x", uint32(now.Unix()), s.push.sent),
		"TimeStamp": now.Add(callbackLead).Unix(),
	}
	maps.Copy(all, payload)
	if _, given := all["SafeKey"]; !given {
		all["SafeKey"] = md5Hex(s.settings.account.secret + timeStampText(all["TimeStamp"]))
	}
	body, err := json.Marshal(all)
	if err != nil {
		panic(fmt.Sprintf("classintest: the callback cannot be written as JSON: %v", err))
	}
	return body
}

// timeStampText returns a TimeStamp as the JSON writes it.
func timeStampText(timeStamp any) string {
	if seconds, ok := timeStamp.(float64); ok {
		return strconv.FormatInt(int64(seconds), 10)
	}
	return fmt.Sprint(timeStamp)
}

// post sends a callback as the vendor does. Only the JSON of the answer counts, not its HTTP status.
func post(message Callback) Delivery {
	delivery := Delivery{Callback: message}
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
