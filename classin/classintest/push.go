package classintest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// push holds the queues of callbacks.
type push struct {
	delivering sync.Mutex        // lets one round run at a time
	queue      []Callback        // of all schools, in the order in which they were sent
	sent       int64             // the number of callbacks so far
	address    string            // of RegisterCallbacks
	secrets    map[string]string // of further schools, by the SID's text
}

// resendPause is how long the vendor waits before it posts a callback again that was not acknowledged (每十秒推送一次,
// Error-Handling/Datasubs_errors.md).
const resendPause = 10 * time.Second

// Callback is a callback that waits for its acknowledgement.
type Callback struct {
	URL      string    // the receiver; empty for the registered address
	SID      string    // the school, whose callbacks are one queue
	Body     []byte    // the signed JSON
	Attempts int       // the number of failed posts so far
	Time     time.Time // the server's time of the last post; zero before the first

	stamped, signed bool // the server added TimeStamp, or SafeKey
}

// Delivery is one post of a callback.
type Delivery struct {
	Callback Callback
	Time     time.Time // the server's time
	Status   int       // the HTTP status of the answer; 0 when there was no answer
	Reply    string    // the body of the answer, at most 64 KiB
	Acked    bool      // the answer has error_info.errno 1
	Err      error     // the reason why there was no answer
}

// RegisterCallbacks registers the address of the school's callbacks, as the vendor's staff do: the vendor posts its test at once, {"SID":…,
// "Cmd":"Test","Msg":"Register test.",…}, and the address counts when the test is acknowledged. [Server.SendCallback] with the URL "" sends
// there, and so goes what waits already. A school has one address: another takes its place.
func (s *Server) RegisterCallbacks(url string) Delivery {
	s.push.delivering.Lock()
	defer s.push.delivering.Unlock()
	s.kit.Lock()
	test := s.newCallback(url, map[string]any{"Cmd": "Test", "Msg": "Register test.", "_id": nil})
	s.kit.Unlock()
	delivery := s.post(test)
	if delivery.Acked {
		s.kit.Lock()
		defer s.kit.Unlock()
		s.push.address = url
	}
	return delivery
}

// SendCallback adds a callback to the end of its school's queue, which [Server.Deliver] and [Server.DeliverDue] post. The URL "" stands for
// the address of [Server.RegisterCallbacks]. SID, _id, TimeStamp and SafeKey are added where the payload lacks them; a member that is
// nil is left out, the _id for instance, which some of the vendor's samples do not have. TimeStamp is ten minutes ahead of the server's clock, as in the
// vendor's samples. A payload with the SID of a school of [Server.AddSchool] is signed with that school's secret and stands in that school's
// queue. SendCallback panics when the payload cannot be written as JSON.
//
//	srv.SendCallback(receiver.URL, map[string]any{"Cmd": "End", "ClassID": 1, "Data": map[string]any{}})
func (s *Server) SendCallback(url string, payload map[string]any) {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.push.queue = append(s.push.queue, s.newCallback(url, payload))
}

// SignedCallback returns the body that SendCallback would post, for tests without HTTP.
func (s *Server) SignedCallback(payload map[string]any) []byte {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.newCallback("", payload).Body
}

// Pending returns the callbacks that have not been acknowledged, the next one of each school before those behind it.
func (s *Server) Pending() []Callback {
	s.kit.Lock()
	defer s.kit.Unlock()
	pending := make([]Callback, len(s.push.queue))
	for i, message := range s.push.queue {
		pending[i] = message.copy()
	}
	return pending
}

// Deliver posts the callbacks in their order, each school's until one is not acknowledged, and returns what happened. As with the vendor,
// an answer other than JSON with the number 1 in error_info.errno blocks every callback of the school behind it, and the callback stays
// for the next Deliver, which posts it again whatever the time.
func (s *Server) Deliver() []Delivery { return s.deliver(func(Callback) bool { return true }) }

// DeliverDue does what the vendor would do now, by the server's clock: like Deliver, but a callback that was not acknowledged is posted
// again only when 10 seconds have passed since. The vendor goes on like that for ever; a test moves the clock and calls DeliverDue again.
func (s *Server) DeliverDue() []Delivery {
	return s.deliver(func(message Callback) bool {
		return !s.Now().Before(message.Time.Add(resendPause))
	})
}

func (s *Server) deliver(due func(Callback) bool) []Delivery {
	s.push.delivering.Lock()
	defer s.push.delivering.Unlock()
	var deliveries []Delivery
	blocked := map[string]bool{}
	for {
		message, waiting := s.head(blocked)
		if !waiting {
			return deliveries
		}
		if !due(message) {
			blocked[message.SID] = true
			continue
		}
		delivery := s.post(message)
		deliveries = append(deliveries, delivery)
		s.settle(delivery)
		blocked[message.SID] = !delivery.Acked
	}
}

// head returns the first callback of a school that is not blocked.
func (s *Server) head(blocked map[string]bool) (Callback, bool) {
	s.kit.Lock()
	defer s.kit.Unlock()
	for _, message := range s.push.queue {
		if !blocked[message.SID] {
			return message.copy(), true
		}
	}
	return Callback{}, false
}

// settle takes a callback that was acknowledged out of its queue, and counts the post of another.
func (s *Server) settle(delivery Delivery) {
	s.kit.Lock()
	defer s.kit.Unlock()
	at := slices.IndexFunc(s.push.queue, func(message Callback) bool { return message.SID == delivery.Callback.SID })
	if delivery.Acked {
		s.push.queue = slices.Delete(s.push.queue, at, at+1)
		return
	}
	s.push.queue[at].Attempts++
	s.push.queue[at].Time = delivery.Time
}

func (m Callback) copy() Callback {
	m.Body = bytes.Clone(m.Body)
	return m
}

// callbackLead is how far the TimeStamp of a callback is ahead of its event.
const callbackLead = 10 * time.Minute

// newCallback adds the members that the payload lacks. It keeps those it has, a wrong SafeKey for instance.
func (s *Server) newCallback(url string, payload map[string]any) Callback {
	now := s.Now()
	s.push.sent++
	all := map[string]any{
		"SID":       s.settings.account.sid,
		"_id":       fmt.Sprintf("%08x%016x", uint32(now.Unix()), s.push.sent),
		"TimeStamp": now.Add(callbackLead).Unix(),
	}
	maps.Copy(all, payload)
	_, stamped := payload["TimeStamp"]
	_, signed := payload["SafeKey"]
	maps.DeleteFunc(all, func(_ string, value any) bool { return value == nil })
	callback := Callback{URL: url, SID: numberText(all["SID"]), stamped: !stamped, signed: !signed}
	if !signed {
		all["SafeKey"] = s.safeKey(callback.SID, all["TimeStamp"])
	}
	callback.Body = marshalCallback(all)
	return callback
}

func marshalCallback(members any) []byte {
	body, err := json.Marshal(members)
	if err != nil {
		panic(fmt.Sprintf("classintest: the callback cannot be written as JSON: %v", err))
	}
	return body
}

// safeKey signs with the secret of the SID's school. A school that the server does not know has the secret of the server's own.
func (s *Server) safeKey(sid string, timeStamp any) string {
	secret, known := s.push.secrets[sid]
	if !known {
		secret = s.settings.account.secret
	}
	return md5Hex(secret + numberText(timeStamp))
}

// numberText returns a number or a text as the JSON writes it.
func numberText(value any) string {
	if number, ok := value.(float64); ok {
		return strconv.FormatInt(int64(number), 10)
	}
	return fmt.Sprint(value)
}

// resign signs a callback for one more post, where [WithCallbacksSignedAnew] says so.
func (s *Server) resign(message Callback) Callback {
	if !s.settings.signAnew || message.Attempts == 0 || !message.stamped || !message.signed {
		return message
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(message.Body, &members) != nil {
		return message
	}
	at := s.Now().Add(callbackLead).Unix()
	members["TimeStamp"] = marshalCallback(at)
	members["SafeKey"] = marshalCallback(s.safeKey(message.SID, at))
	message.Body = marshalCallback(members)
	return message
}

// post sends a callback as the vendor does. Only the JSON of the answer counts, not its HTTP status.
func (s *Server) post(message Callback) Delivery {
	message, address := s.prepare(message)
	delivery := Delivery{Callback: message, Time: s.Now()}
	if address == "" {
		delivery.Err = errors.New("classintest: no address is registered: see RegisterCallbacks")
		return delivery
	}
	request, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(message.Body))
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

// prepare returns what is posted now, and where.
func (s *Server) prepare(message Callback) (Callback, string) {
	s.kit.Lock()
	defer s.kit.Unlock()
	return s.resign(message), cmp.Or(message.URL, s.push.address)
}

func acknowledges(reply []byte) bool {
	var ack struct {
		ErrorInfo struct {
			Errno json.RawMessage `json:"errno"`
		} `json:"error_info"`
	}
	return json.Unmarshal(reply, &ack) == nil && string(ack.ErrorInfo.Errno) == "1"
}
