package agora_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

// cloud is Agora as far as a poller sees it, in memory: rooms with their own lists and a stream that each event is taken from once.
type cloud struct {
	t        *testing.T
	mu       sync.Mutex
	now      time.Time
	rooms    map[string]*cloudRoom
	stream   []cloudEvent
	requests []string
	batch    int                                     // events a poll returns; 0: all
	fault    func(kind, room string) func() response // for each request: what goes wrong, or nil
	onSleep  func()                                  // between the poller's rounds
	sleeps   []time.Duration

	url       string
	transport http.RoundTripper // to the cloud itself, or over the loopback
}

type cloudRoom struct {
	created time.Time
	events  []cloudEvent
	hidden  map[int64]bool // what its list does not have
}

type cloudEvent struct {
	RoomUUID string          `json:"roomUuid"`
	Cmd      int             `json:"cmd"`
	Sequence int64           `json:"sequence"`
	Version  int             `json:"version"`
	Data     json.RawMessage `json:"data"`
}

// response is what a fault makes of a request: consumed, whether it took effect first.
type response struct {
	consumed bool
	status   int
	body     string
	err      error
}

func newCloud(t *testing.T) *cloud {
	c := &cloud{t: t, now: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), rooms: map[string]*cloudRoom{}, url: "http://agora.test"}
	c.transport = c
	return c
}

func (c *cloud) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *cloud) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	c.now = c.now.Add(d)
	c.sleeps = append(c.sleeps, d)
	onSleep := c.onSleep
	c.mu.Unlock()
	if onSleep != nil {
		onSleep()
	}
	return ctx.Err()
}

func (c *cloud) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// happen adds events to a room, made where it is not there, and to the stream.
func (c *cloud) happen(room string, data ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.rooms[room]
	if r == nil {
		r = &cloudRoom{created: c.now}
		c.rooms[room] = r
	}
	for _, d := range data {
		e := cloudEvent{room, 4711, int64(len(r.events) + 1), 1, json.RawMessage(d)}
		if strings.HasPrefix(d, `{"state":`) {
			e.Cmd = 1
		}
		r.events = append(r.events, e)
		c.stream = append(c.stream, e)
	}
}

// lose takes the first n events off the stream unseen.
func (c *cloud) lose(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stream = c.stream[min(n, len(c.stream)):]
}

func (c *cloud) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	kind, room := "get", ""
	_, rest, _ := strings.Cut(r.URL.Path, "/v2/rooms/")
	switch {
	case strings.HasPrefix(r.URL.Path, "/edu/polling/"):
		kind = "poll"
	case strings.HasSuffix(rest, "/sequences"):
		kind, room = "list", strings.TrimSuffix(rest, "/sequences")
	default:
		room = rest
	}
	c.requests = append(c.requests, strings.TrimSpace(kind+" "+room))
	var bad *response
	if c.fault != nil {
		if fault := c.fault(kind, room); fault != nil {
			made := fault()
			bad = &made
		}
	}
	if bad != nil && !bad.consumed {
		return bad.answer()
	}
	good := c.serve(kind, room, r)
	if bad != nil {
		return bad.answer()
	}
	return good.answer()
}

func (b response) answer() (*http.Response, error) {
	if b.err != nil {
		return nil, b.err
	}
	return &http.Response{StatusCode: b.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(b.body))}, nil
}

func (c *cloud) serve(kind, room string, r *http.Request) response {
	if kind == "poll" {
		n := len(c.stream)
		if c.batch > 0 {
			n = min(n, c.batch)
		}
		taken := c.stream[:n]
		c.stream = c.stream[n:]
		return c.success(taken)
	}
	there := c.rooms[room]
	if there == nil {
		return response{status: 404, body: `{"code":20404100,"msg":"Room not exists!","ts":1}`}
	}
	if kind == "get" {
		return c.success(map[string]any{"roomUuid": room, "createTime": there.created.UnixMilli()})
	}
	const size = 7
	from, _ := strconv.Atoi(r.URL.Query().Get("nextId"))
	page := map[string]any{"total": len(there.events), "nextId": nil}
	list := []cloudEvent{}
	for _, e := range there.events[min(from, len(there.events)):] {
		if len(list) == size {
			page["nextId"] = int(list[size-1].Sequence)
			break
		}
		if !there.hidden[e.Sequence] {
			list = append(list, e)
		}
	}
	page["list"], page["count"] = list, len(list)
	return c.success(page)
}

func (c *cloud) success(data any) response {
	text, err := json.Marshal(map[string]any{"code": 0, "msg": "Success", "ts": c.now.UnixMilli(), "data": data})
	require.NoError(c.t, err)
	return response{status: 200, body: string(text)}
}

// ServeHTTP is the same over a real connection: an error resets it.
func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := c.RoundTrip(r)
	if err == nil {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if assert.NoError(c.t, err) {
		_ = conn.(*net.TCPConn).SetLinger(0)
		_ = conn.Close()
	}
}

// listen has the cloud's clients come over the loopback.
func (c *cloud) listen() {
	server := httptest.NewServer(c)
	c.t.Cleanup(server.Close)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	c.t.Cleanup(transport.CloseIdleConnections)
	c.url, c.transport = server.URL, transport
}

func (c *cloud) client() *agora.Client {
	c.t.Helper()
	keys := agora.Credentials{AppID: "970CA35de60c44645bbae8a215061b33", Certificate: "0123456789abcdef0123456789abcdef"}
	client, err := agora.New(keys, classcloud.WithHTTPClient(&http.Client{Transport: c.transport}), classcloud.WithClock(c), classcloud.WithBaseURL(c.url))
	require.NoError(c.t, err)
	return client
}

// follower is a poller and what it handed over.
type follower struct {
	*agora.EventPoller
	cloud     *cloud
	delivered map[string][]int64
	order     []string
	lost      []agora.LostEvents
	trouble   []error
}

func (c *cloud) follow() *follower {
	c.t.Helper()
	f := &follower{cloud: c, delivered: map[string][]int64{}}
	f.EventPoller = &agora.EventPoller{
		Client: c.client(), Store: agora.NewMemoryPositions(),
		Handle: func(_ context.Context, e agora.Event) error {
			f.delivered[e.RoomUUID] = append(f.delivered[e.RoomUUID], e.Sequence)
			f.order = append(f.order, e.RoomUUID+"/"+strconv.FormatInt(e.Sequence, 10))
			return nil
		},
		Lost:   func(_ context.Context, l agora.LostEvents) error { f.lost = append(f.lost, l); return nil },
		Failed: func(_ context.Context, err error) { f.trouble = append(f.trouble, err) },
	}
	return f
}

// rounds runs the poller until it has slept n times.
func (f *follower) rounds(n int) {
	f.cloud.t.Helper()
	ctx, cancel := context.WithCancel(f.cloud.t.Context())
	defer cancel()
	f.cloud.onSleep = func() {
		if n--; n <= 0 {
			cancel()
		}
	}
	require.ErrorIs(f.cloud.t, f.Run(ctx), context.Canceled)
	f.cloud.onSleep = nil
}

func upTo(n int64) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(i + 1)
	}
	return out
}

func times(n int, data string) []string { return slices.Repeat([]string{data}, n) }

var (
	errReset = errors.New("connection reset by peer")
	gateway  = func() response { return response{status: 503, body: "<html>503</html>"} }
)

func seconds(all []time.Duration) []time.Duration {
	out := make([]time.Duration, len(all))
	for i, d := range all {
		out[i] = d / time.Second
	}
	return out
}
