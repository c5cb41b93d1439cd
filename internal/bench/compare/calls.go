package main

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

const (
	partnerID  = 12345678
	partnerKey = "invented-partner-key-of-the-benchmark=="
	created    = `{"code":0,"data":{"room_id":"26010100000001","admin_code":"aaaaaa","teacher_code":"bbbbbb","student_code":"cccccc"},"msg":"","ts":1501575608}`
)

// stub answers without a network.
type stub struct{ body string }

func (s stub) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
		_ = r.Body.Close()
	}
	return &http.Response{StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header:        http.Header{"Content-Type": {"application/json"}},
		ContentLength: int64(len(s.body)), Body: io.NopCloser(strings.NewReader(s.body))}, nil
}

// ourClient returns a client of this module. It has no limiter, because there is no vendor.
func ourClient(base string, transport http.RoundTripper) (*baijiayun.Client, error) {
	return baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: partnerID, PartnerKey: partnerKey},
		classcloud.WithBaseURL(base), classcloud.WithHTTPClient(&http.Client{Transport: transport}), classcloud.WithLimiter(classcloud.NoLimit{}))
}

func lesson() *baijiayun.CreateRoomRequest {
	start := time.Now().Add(24 * time.Hour)
	return &baijiayun.CreateRoomRequest{Title: "英语语法 Grammar 1", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture}
}

// oursCreating creates rooms with this module.
func oursCreating(c *baijiayun.Client) work {
	return func(n int) error {
		for range n {
			room, err := c.Rooms.Create(context.Background(), lesson())
			if err != nil {
				return err
			}
			if room.RoomID != 26010100000001 {
				return fmt.Errorf("room %d", room.RoomID)
			}
		}
		return nil
	}
}

// byHand is the client that somebody would write for this one purpose.
type byHand struct {
	base   string
	client *http.Client
}

// room is the reply by hand.
type room struct {
	RoomID      int64  `json:"room_id,string"`
	AdminCode   string `json:"admin_code"`
	TeacherCode string `json:"teacher_code"`
	StudentCode string `json:"student_code"`
}

type createdRoom struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data room   `json:"data"`
}

func (c byHand) create(ctx context.Context, title string, start, end time.Time, kind int) (*room, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	body := byHandForm([]pairOf{{"title", title}, {"start_time", strconv.FormatInt(start.Unix(), 10)},
		{"end_time", strconv.FormatInt(end.Unix(), 10)}, {"type", strconv.Itoa(kind)}})
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/openapi/room/create", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	return readRoom(resp.Body)
}

// readRoom reads a reply of at most 10 MiB.
func readRoom(body io.Reader) (*room, error) {
	raw, err := io.ReadAll(io.LimitReader(body, 10<<20))
	if err != nil {
		return nil, err
	}
	var reply createdRoom
	if err := json.Unmarshal(raw, &reply); err != nil {
		return nil, err
	}
	if reply.Code != 0 {
		return nil, fmt.Errorf("code %d: %s", reply.Code, reply.Msg)
	}
	return &reply.Data, nil
}

// creator creates rooms by hand, with net/http or with resty.
type creator interface {
	create(ctx context.Context, title string, start, end time.Time, kind int) (*room, error)
}

// theirsCreating creates rooms by hand.
func theirsCreating(c creator) work {
	return func(n int) error {
		for range n {
			start := time.Now().Add(24 * time.Hour)
			room, err := c.create(context.Background(), "英语语法 Grammar 1", start, start.Add(time.Hour), 2)
			if err != nil {
				return err
			}
			if room.RoomID != 26010100000001 {
				return fmt.Errorf("room %d", room.RoomID)
			}
		}
		return nil
	}
}

func signMap(form map[string]string) string {
	names := make([]string, 0, len(form))
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	var text strings.Builder
	for _, name := range names {
		text.WriteString(name + "=" + form[name] + "&")
	}
	text.WriteString("partner_key=" + partnerKey)
	sum := md5.Sum([]byte(text.String()))
	return hex.EncodeToString(sum[:])
}

func callOnStub(s settings) ([]result, error) {
	ours, err := ourClient("https://stub.invalid", stub{created})
	if err != nil {
		return nil, err
	}
	r, err := s.pair("call-stub", oursCreating(ours), theirsCreating(byHand{"https://stub.invalid", &http.Client{Transport: stub{created}}}))
	return []result{r}, err
}

func allocsOnStub(s settings) ([]result, error) {
	ours, err := ourClient("https://stub.invalid", stub{created})
	if err != nil {
		return nil, err
	}
	return memory([2]string{"allocs-stub", "bytes-stub"}, 2000/s.scale+10, oursCreating(ours),
		theirsCreating(byHand{"https://stub.invalid", &http.Client{Transport: stub{created}}}))
}

func restyOnStub(s settings) ([]result, error) {
	ours, err := ourClient("https://stub.invalid", stub{created})
	if err != nil {
		return nil, err
	}
	r, err := s.pair("call-resty-stub", oursCreating(ours),
		restyCreating("https://stub.invalid", stub{created}))
	return []result{r}, err
}

// server answers on the loopback and counts its connections.
type server struct {
	*httptest.Server
	connections atomic.Int64
}

func newServer(body string) *server {
	s := &server{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.connections.Add(1)
		}
	}
	s.Start()
	return s
}

// tuned returns a transport with as many idle connections as this module keeps.
func tuned() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost, t.IdleConnTimeout = 512, 128, 30*time.Second
	return t
}

func callOnLoopback(s settings) ([]result, error) {
	srv := newServer(created)
	defer srv.Close()
	ours, err := ourClient(srv.URL, tuned())
	if err != nil {
		return nil, err
	}
	r, err := s.pair("call-loopback-1", oursCreating(ours), theirsCreating(byHand{srv.URL, &http.Client{Transport: tuned()}}))
	return []result{r}, err
}

func restyOnLoopback(s settings) ([]result, error) {
	srv := newServer(created)
	defer srv.Close()
	ours, err := ourClient(srv.URL, tuned())
	if err != nil {
		return nil, err
	}
	r, err := s.pair("call-resty-loopback", oursCreating(ours), restyCreating(srv.URL, tuned()))
	return []result{r}, err
}

// atOnce does a work in 64 goroutines that share it.
func atOnce(one work) work {
	return func(n int) error {
		const workers = 64
		var wg sync.WaitGroup
		failures := make([]error, workers)
		for i := range workers {
			wg.Go(func() { failures[i] = one((n + workers - 1) / workers) })
		}
		wg.Wait()
		return errors.Join(failures...)
	}
}

func callsAtOnce(s settings) ([]result, error) {
	srv := newServer(created)
	defer srv.Close()
	ours, err := ourClient(srv.URL, tuned())
	if err != nil {
		return nil, err
	}
	s.round *= 5
	r, err := s.pair("call-loopback-64", atOnce(oursCreating(ours)), atOnce(theirsCreating(byHand{srv.URL, &http.Client{Transport: tuned()}})))
	return []result{r}, err
}

// throughput measures calls per second of 64 goroutines, hand-written by ours, and the connections of 20,000 calls.
func throughput(s settings) ([]result, error) {
	return throughputOf(s, "", func(base string) (work, error) {
		ours, err := ourClient(base, tuned())
		if err != nil {
			return nil, err
		}
		return oursCreating(ours), nil
	})
}

func throughputOf(s settings, prefix string, ours func(base string) (work, error)) ([]result, error) {
	calls := max(640, 20_000/s.scale)
	makers := [2]func(base string) (work, error){ours, func(base string) (work, error) {
		return theirsCreating(byHand{base, &http.Client{Transport: tuned()}}), nil
	}}
	var speeds, connections [2][]float64
	for round := range max(1, s.rounds/3) {
		for turn := range 2 {
			i := (round + turn) % 2 // they take turns in going first
			speed, opened, err := flood(calls, makers[i])
			if err != nil {
				return nil, err
			}
			speeds[i], connections[i] = append(speeds[i], speed), append(connections[i], opened)
		}
	}
	var speed, opened [2]float64
	for i := range 2 {
		speed[i], opened[i] = median(speeds[i]), median(connections[i])
	}
	fast := compared(prefix+"throughput-64", speed[0], speed[1], "calls/s; the ratio is theirs / ours")
	fast.Ratio = speed[1] / speed[0]
	return []result{fast, compared(prefix+"connections-64", opened[0], opened[1], "connections")}, nil
}

// flood makes calls to a new server from 64 goroutines, and returns how many a second and how many connections they opened.
func flood(calls int, maker func(base string) (work, error)) (speed, opened float64, err error) {
	srv := newServer(created)
	defer srv.Close()
	one, err := maker(srv.URL)
	if err != nil {
		return 0, 0, err
	}
	runtime.GC()
	began := time.Now()
	err = atOnce(one)(calls)
	return float64(calls) / time.Since(began).Seconds(), float64(srv.connections.Load()), err
}
