package agora_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
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
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// cloud is Agora as a poller sees it, in memory: rooms with their own lists, and a stream that each event is taken from once. Its clock is
// the clients' clock.
type cloud struct {
	*clienttest.Clock
	t        *testing.T
	stub     *clienttest.Stub
	mu       sync.Mutex
	rooms    map[string]*cloudRoom
	stream   []cloudEvent
	requests []string
	serial   int                             // numbers all events of all rooms
	batch    int                             // how many events a poll returns; 0 means all
	page     int                             // how many events a page of a list has; 0 means 7
	fault    func(kind, room string) *breach // decides for each request what goes wrong; nil is nothing

	url       string
	transport http.RoundTripper // to the stub itself, or over the loopback
}

type cloudRoom struct {
	created time.Time
	events  []cloudEvent
	hidden  map[int64]bool // the events that its list lacks
	life    int            // how many times its numbers began anew
	closed  time.Time
	kept    time.Duration // how long after closing it is destroyed
}

type cloudEvent struct {
	RoomUUID string          `json:"roomUuid"`
	Cmd      int             `json:"cmd"`
	Sequence int64           `json:"sequence"`
	Version  int             `json:"version"`
	Data     json.RawMessage `json:"data"`
}

// breach describes how a request goes wrong.
type breach struct {
	clienttest.Answer
	consumed bool // whether the request took effect first
}

func newCloud(t *testing.T) *cloud {
	c := &cloud{t: t, Clock: clienttest.ClockAt(time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)), rooms: map[string]*cloudRoom{}, url: "http://agora.test"}
	c.stub = clienttest.NewTransport(c.answer)
	c.transport = c
	return c
}

// happen adds events to a room and to the stream. It makes the room if it does not exist.
func (c *cloud) happen(room string, data ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(room, data...)
}

// add does what happen does, for a caller that holds the lock.
func (c *cloud) add(room string, data ...string) {
	r := c.rooms[room]
	if r == nil {
		r = &cloudRoom{created: c.Now()}
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

// destroy removes a room, and its events from the stream.
func (c *cloud) destroy(room string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.rooms, room)
	c.stream = slices.DeleteFunc(c.stream, func(e cloudEvent) bool { return e.RoomUUID == room })
}

// lose removes the first n events from the stream.
func (c *cloud) lose(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stream = c.stream[min(n, len(c.stream)):]
}

// RoundTrip asks the stub without a network. Like a network it sends nothing once the context has ended, and brings no answer.
func (c *cloud) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	reply, err := c.stub.RoundTrip(r)
	if gone := r.Context().Err(); gone != nil {
		if err == nil {
			_ = reply.Body.Close()
		}
		return nil, gone
	}
	return reply, err
}

func (c *cloud) answer(r clienttest.Request) clienttest.Answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	kind, room := "get", ""
	_, rest, _ := strings.Cut(r.Path, "/v2/rooms/")
	switch {
	case strings.Contains(r.Path, "/edu/polling/"):
		kind = "poll"
	case strings.HasSuffix(rest, "/sequences"):
		kind, room = "list", strings.TrimSuffix(rest, "/sequences")
	default:
		room = rest
	}
	room, err := url.PathUnescape(room)
	assert.NoError(c.t, err)
	c.requests = append(c.requests, strings.TrimSpace(kind+" "+room))
	var bad *breach
	if c.fault != nil {
		bad = c.fault(kind, room)
	}
	if bad != nil && !bad.consumed {
		return bad.Answer
	}
	good := c.serve(kind, room, r.Query.Get("nextId"))
	if bad != nil {
		return bad.Answer
	}
	return good
}

func (c *cloud) serve(kind, room, nextID string) clienttest.Answer {
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
		return clienttest.Answer{Status: 404, Body: `{"code":20404100,"msg":"Room not exists!","ts":1}`}
	}
	if kind == "get" {
		return c.success(map[string]any{"roomUuid": room, "createTime": there.created.UnixMilli()})
	}
	size := cmp.Or(c.page, 7)
	from, _ := strconv.Atoi(nextID)
	page := map[string]any{"total": len(there.events), "nextId": nil}
	list := []cloudEvent{}
	for _, e := range there.events {
		if e.Sequence <= int64(from) {
			continue
		}
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

func (c *cloud) success(data any) clienttest.Answer {
	text, err := json.Marshal(map[string]any{"code": 0, "msg": "Success", "ts": c.Now().UnixMilli(), "data": data})
	assert.NoError(c.t, err)
	return clienttest.JSON(string(text))
}

func (c *cloud) client(opts ...classcloud.ClientOption) *agora.Client {
	c.t.Helper()
	return c.clientOf(keys, opts...)
}

// clientOf returns a client of a project.
func (c *cloud) clientOf(project agora.Credentials, opts ...classcloud.ClientOption) *agora.Client {
	c.t.Helper()
	all := append([]classcloud.ClientOption{agora.WithoutRegion()}, opts...)
	client, err := agora.New(project, append(all, classcloud.WithHTTPClient(&http.Client{Transport: c.transport}), classcloud.WithClock(c), classcloud.WithBaseURL(c.url))...)
	require.NoError(c.t, err)
	return client
}

// follower is a poller that records the events it handed over.
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
		Client: c.client(), Store: agora.NewMemoryEventStore(),
		Handle: func(_ context.Context, d agora.Delivery) error {
			e := d.Event
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
	f.cloud.OnSleep(func() {
		if n--; n <= 0 {
			cancel()
		}
	})
	require.ErrorIs(f.cloud.t, f.Run(ctx), context.Canceled)
	f.cloud.OnSleep(nil)
}

// newStopper returns a context that ends when the client has slept last times; after the first n times it calls f.
func newStopper(t *testing.T, c *cloud, n int, f func(), last int) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	slept := 0
	c.OnSleep(func() {
		switch slept++; slept {
		case n:
			f()
		case last:
			cancel()
		}
	})
	return ctx
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
)

func seconds(all []time.Duration) []time.Duration {
	out := make([]time.Duration, len(all))
	for i, d := range all {
		out[i] = d / time.Second
	}
	return out
}
