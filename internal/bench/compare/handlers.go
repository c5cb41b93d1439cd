package main

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
)

// recorder is a ResponseWriter that costs next to nothing, and takes a read deadline as a connection does.
type recorder struct {
	header http.Header
	status int
}

func (r *recorder) Header() http.Header             { return r.header }
func (r *recorder) WriteHeader(status int)          { r.status = status }
func (r *recorder) Write(p []byte) (int, error)     { return len(p), nil }
func (r *recorder) SetReadDeadline(time.Time) error { return nil }

// serve gives a handler one request after the other, each with an id of its own. The requests are made beforehand.
func serve(h http.Handler, request func(i int) *http.Request) task {
	made := 0
	return func(n int) func() error {
		requests := make([]*http.Request, n)
		for i := range requests {
			made++
			requests[i] = request(made)
		}
		return func() error {
			for _, r := range requests {
				w := &recorder{header: http.Header{}}
				h.ServeHTTP(w, r)
				if w.status != 0 && w.status != http.StatusOK {
					return fmt.Errorf("status %d", w.status)
				}
			}
			return nil
		}
	}
}

// seenByHand remembers what was handled, as a fair opponent must: handlers drop repeats.
type seenByHand struct {
	mu   sync.Mutex
	seen map[string]struct{}
	ring []string
	at   int
}

func newSeenByHand() *seenByHand {
	return &seenByHand{seen: map[string]struct{}{}, ring: make([]string, 100_000)}
}

func (s *seenByHand) first(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.seen[id]; ok {
		return false
	}
	delete(s.seen, s.ring[s.at])
	s.ring[s.at] = id
	s.at = (s.at + 1) % len(s.ring)
	s.seen[id] = struct{}{}
	return true
}

// classEvent is a signed callback of Baijiayun.
func classEvent(i int) *http.Request {
	form := url.Values{"room_id": {"26010100000001"}, "op": {"start"}, "op_time": {"2026-11-02 08:00:00"},
		"qid": {fmt.Sprintf("2026110208%014d", i)}, "timestamp": {"1793577600"}}
	form.Set("sign", signValues(form))
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func signValues(form url.Values) string {
	names := make([]string, 0, len(form))
	for name := range form {
		if name != "sign" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	text := make([]byte, 0, 256)
	for _, name := range names {
		text = append(append(append(append(text, name...), '='), form.Get(name)...), '&')
	}
	sum := md5.Sum(append(append(text, "partner_key="...), partnerKey...))
	return hex.EncodeToString(sum[:])
}

func callbackBaijiayun(s settings) ([]result, error) {
	handled := 0
	ours := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(_ context.Context, c *baijiayun.ClassCallback) error { handled++; return nil },
		Other: func(context.Context, baijiayun.Form) error { return nil },
	}, partnerKey)
	seen := newSeenByHand()
	theirs := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 4<<20)
		if err := r.ParseForm(); err != nil || signValues(r.PostForm) != r.PostForm.Get("sign") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		roomID, err := strconv.ParseInt(r.PostForm.Get("room_id"), 10, 64)
		at, bad := time.ParseInLocation(time.DateTime, r.PostForm.Get("op_time"), time.Local)
		if err != nil || bad != nil || roomID == 0 || at.IsZero() {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if seen.first(r.PostForm.Get("qid")) {
			handled++
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"code":0,"msg":""}`)
	})
	r, err := s.tasks("callback-baijiayun", serve(ours, classEvent), serve(theirs, classEvent))
	return []result{r}, err
}

const schoolSecret = "invented-secret"

// chat is a callback of ClassIn.
func chat(i int) *http.Request {
	at := "1793577600"
	sum := md5.Sum([]byte(schoolSecret + at))
	body := fmt.Sprintf(`{"SID":1234567,"Cmd":"Enter","CourseID":20001,"ClassID":30001,"ActionTime":1793577600,"UID":1000456,"_id":"%024x",`+
		`"Data":{"Identity":1,"Device":2},"TimeStamp":%s,"SafeKey":"%s"}`, i, at, hex.EncodeToString(sum[:]))
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}

func webhookClassin(s settings) ([]result, error) {
	handled := 0
	ours := classin.CallbackHandler(classin.CallbackFuncs{
		Other:      func(context.Context, *classin.Callback) error { handled++; return nil },
		Deliveries: classcloud.NewMemoryDeliveries(0),
	}, classin.Credentials{SID: 1234567, Secret: schoolSecret})
	seen := newSeenByHand()
	theirs := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 4<<20))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		var message struct {
			ID      string          `json:"_id"`
			SID     int64           `json:"SID"`
			Cmd     string          `json:"Cmd"`
			Time    int64           `json:"TimeStamp"`
			SafeKey string          `json:"SafeKey"`
			Data    json.RawMessage `json:"Data"`
		}
		if err := json.Unmarshal(body, &message); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		sum := md5.Sum([]byte(schoolSecret + strconv.FormatInt(message.Time, 10)))
		if message.SafeKey != hex.EncodeToString(sum[:]) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if seen.first(message.ID) {
			handled++
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"error_info":{"errno":1,"error":"程序正常执行"}}`)
	})
	r, err := s.tasks("webhook-classin", serve(ours, chat), serve(theirs, chat))
	return []result{r}, err
}
