package main

import (
	"context"
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
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
	"github.com/go-classcloud/classcloud/internal/wire"
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

// seenByHand remembers what was handled, as a fair opponent must: handlers drop repeats. Who handles a callback has it until then, and gives
// it back when that fails, so that the vendor's repeat is handled.
type seenByHand struct {
	mu   sync.Mutex
	seen map[string]time.Time // until when somebody has it; zero when it was handled
	ring []string
	at   int
}

func newSeenByHand() *seenByHand {
	return &seenByHand{seen: map[string]time.Time{}, ring: make([]string, 65_536)}
}

// errBusy asks the vendor for a repeat: somebody has it now.
var errBusy = errors.New("busy")

// once calls handle unless that was done, within the lease and whether or not the vendor hangs up.
func (s *seenByHand) once(ctx context.Context, id string, lease time.Duration, handle func(context.Context) error) error {
	now := time.Now()
	s.mu.Lock()
	until, known := s.seen[id]
	if !known || !until.IsZero() && !now.Before(until) {
		s.seen[id] = now.Add(lease)
	}
	s.mu.Unlock()
	switch {
	case known && until.IsZero():
		return nil
	case known && now.Before(until):
		return errBusy
	}
	ctx, cancel := context.WithDeadline(context.WithoutCancel(ctx), now.Add(lease))
	defer cancel()
	err := handle(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		delete(s.seen, id)
		return err
	}
	delete(s.seen, s.ring[s.at])
	s.ring[s.at] = id
	s.at = (s.at + 1) % len(s.ring)
	s.seen[id] = time.Time{}
	return nil
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

// classEventByHand is the callback by hand, with the types that a program needs.
type classEventByHand struct {
	RoomID         int64
	Op, QID        string
	Time, SignTime time.Time
	Form           url.Values
}

func callbackBaijiayun(s settings) ([]result, error) {
	handled := 0
	ours := baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class: func(_ context.Context, c *baijiayun.ClassCallback) error { handled++; return nil },
		Other: func(context.Context, baijiayun.Form) error { return nil },
	}, partnerKey)
	seen := newSeenByHand()
	theirs := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(30 * time.Second))
		r.Body = http.MaxBytesReader(w, r.Body, 4<<20)
		if err := r.ParseForm(); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		for _, values := range r.PostForm {
			if len(values) != 1 {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
		}
		if subtle.ConstantTimeCompare([]byte(signValues(r.PostForm)), []byte(r.PostForm.Get("sign"))) != 1 {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		event := &classEventByHand{Op: r.PostForm.Get("op"), QID: r.PostForm.Get("qid"), Form: r.PostForm}
		var bad [3]error
		var stamp int64
		event.RoomID, bad[0] = strconv.ParseInt(r.PostForm.Get("room_id"), 10, 64)
		event.Time, bad[1] = time.ParseInLocation(time.DateTime, r.PostForm.Get("op_time"), wire.CST)
		stamp, bad[2] = strconv.ParseInt(r.PostForm.Get("timestamp"), 10, 64)
		event.SignTime = time.Unix(stamp, 0)
		if errors.Join(bad[:]...) != nil || event.RoomID == 0 || event.QID == "" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if err := seen.once(r.Context(), event.QID, 10*time.Second, func(context.Context) error { handled++; return nil }); err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
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

// messageByHand is the callback by hand, with what callbacks have in common.
type messageByHand struct {
	ID         string          `json:"_id"`
	SID        int64           `json:"SID"`
	Cmd        string          `json:"Cmd"`
	CourseID   int64           `json:"CourseID"`
	ClassID    int64           `json:"ClassID"`
	UID        int64           `json:"UID"`
	ActionTime int64           `json:"ActionTime"`
	TimeStamp  int64           `json:"TimeStamp"`
	SafeKey    string          `json:"SafeKey"`
	Data       json.RawMessage `json:"Data"`
	Raw        []byte          `json:"-"`

	Time, SignTime time.Time
}

func webhookClassin(s settings) ([]result, error) {
	handled := 0
	ours := classin.CallbackHandler(classin.CallbackFuncs{
		Other:      func(context.Context, *classin.Callback) error { handled++; return nil },
		Deliveries: classcloud.NewMemoryDeliveries(0),
	}, classin.Credentials{SID: 1234567, Secret: schoolSecret})
	seen := newSeenByHand()
	theirs := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(30 * time.Second))
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 16<<20))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		message := &messageByHand{Raw: body}
		if err := json.Unmarshal(body, message); err != nil || message.ID == "" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		sum := md5.Sum([]byte(schoolSecret + strconv.FormatInt(message.TimeStamp, 10)))
		if message.SID != 1234567 || subtle.ConstantTimeCompare([]byte(message.SafeKey), []byte(hex.EncodeToString(sum[:]))) != 1 {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		message.Time, message.SignTime = time.Unix(message.ActionTime, 0), time.Unix(message.TimeStamp, 0)
		if err := seen.once(r.Context(), message.ID, time.Minute, func(context.Context) error { handled++; return nil }); err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"error_info":{"errno":1,"error":"程序正常执行"}}`)
	})
	r, err := s.tasks("webhook-classin", serve(ours, chat), serve(theirs, chat))
	return []result{r}, err
}
