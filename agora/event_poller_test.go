package agora_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
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

func TestPollerHandsOverWhatTheStreamBrings(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	c.happen("b", `{}`)
	c.happen("a", `{}`)
	f.rounds(2)
	assert.Equal(t, map[string][]int64{"a": upTo(3), "b": upTo(1)}, f.delivered)
	assert.Empty(t, f.lost)
	assert.Empty(t, f.trouble)
	assert.Equal(t, []time.Duration{2 * time.Second, 2 * time.Second}, c.sleeps)

	c.happen("b", `{}`)
	c.requests = nil
	f.rounds(1)
	assert.Equal(t, map[string][]int64{"a": upTo(3), "b": upTo(2)}, f.delivered, "a restart goes on where the last one stopped")
	assert.Equal(t, []string{"poll", "list a", "list b"}, c.requests, "and looks at the ends of the rooms it knows")
}

func TestPollerHandsOverBeforeItAsksAgain(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	handle := f.Handle
	f.Handle = func(ctx context.Context, e agora.Event) error {
		c.requests = append(c.requests, e.RoomUUID+strconv.FormatInt(e.Sequence, 10))
		return handle(ctx, e)
	}
	f.rounds(1)
	c.requests = nil
	c.happen("a", times(4, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 2)
	c.happen("b", times(2, `{}`)...)
	f.rounds(1)
	assert.Equal(t, []string{"poll", "a1", "b1", "b2", "list a", "a2", "a3", "a4", "list b"}, c.requests)
	assert.Empty(t, f.lost)
}

func TestPollerDropsDuplicatesAndSortsABatch(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(3, `{}`)...)
	s := c.stream
	c.stream = []cloudEvent{s[2], s[0], s[0], s[1], s[2]}
	f.rounds(1)
	assert.Equal(t, upTo(3), f.delivered["a"])
	c.stream = s
	c.happen("a", `{}`)
	f.rounds(1)
	assert.Equal(t, upTo(4), f.delivered["a"])
}

func TestPollerLooksAtTheEndsOfRoomsAfterALostAnswer(t *testing.T) {
	for name, bad := range map[string]response{
		"a reset after the events were taken":  {consumed: true, err: errReset},
		"a gateway's 503 after they were":      {consumed: true, status: 503, body: "<html>"},
		"an answer that is no JSON":            {consumed: true, status: 200, body: `{"code":0,"data":[{"roomUuid":"a"`},
		"an answer whose data is not readable": {consumed: true, status: 200, body: `{"code":0,"data":[`},
		"a failure of Agora's own":             {consumed: true, status: 500, body: `{"code":500,"msg":"internal"}`},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", `{}`)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			n := 0
			c.onSleep = func() {
				switch n++; n {
				case 1:
					c.happen("a", times(2, `{}`)...)
					c.requests = nil
					c.fault = func(kind, _ string) func() response { return func() response { return bad } }
				case 2:
					c.fault = nil
				case 3:
					cancel()
				}
			}
			require.ErrorIs(t, f.Run(ctx), context.Canceled)
			assert.Equal(t, upTo(3), f.delivered["a"])
			assert.Equal(t, []string{"poll", "poll", "list a"}, c.requests, "the poll is not repeated within its call")
			assert.Len(t, f.trouble, 1)
			assert.True(t, classcloud.MaybeApplied(f.trouble[0]))
		})
	}
}

func TestPollerSurvivesAnOutageAndBacksOff(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{}`)
	f.rounds(1)
	c.fault = func(string, string) func() response { return gateway }
	c.sleeps = nil
	c.happen("a", `{}`)
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.onSleep = func() {
		switch n++; n {
		case 8:
			c.fault = nil
		case 9:
			cancel()
		}
	}
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, []time.Duration{2, 4, 8, 16, 30, 30, 30, 30, 2}, seconds(c.sleeps))
	assert.Equal(t, upTo(2), f.delivered["a"])
	assert.Len(t, f.trouble, 8)
}

func seconds(all []time.Duration) []time.Duration {
	out := make([]time.Duration, len(all))
	for i, d := range all {
		out[i] = d / time.Second
	}
	return out
}

func TestPollerAsksTheRoomsAfterAnHourWithoutAnAnswer(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{}`)
	c.happen("b", `{}`)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	c.onSleep = func() {
		switch n++; n {
		case 2:
			c.happen("a", `{}`)
			c.lose(1) // older than the stream reaches
			c.advance(61 * time.Minute)
			c.requests = nil
		case 3:
			cancel()
		}
	}
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(2), f.delivered["a"])
	assert.Contains(t, c.requests, "list a")
}

func TestPollerMeetsARoomFromItsFirstEvent(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("old", times(30, `{}`)...)
	c.lose(30)
	c.happen("old", `{}`)
	f.rounds(1)
	assert.Equal(t, upTo(31), f.delivered["old"])
	assert.Empty(t, f.lost)
}

func TestPollerAsksForRoomsTheCallerKnows(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.Rooms = func(context.Context) ([]string, error) { return []string{"made", "not yet made"}, nil }
	c.happen("made", times(3, `{}`)...)
	c.lose(3)
	f.rounds(1)
	assert.Equal(t, upTo(3), f.delivered["made"])
	assert.Empty(t, f.lost)

	f.Rooms = func(context.Context) ([]string, error) { return nil, errors.New("the database is away") }
	f.rounds(1)
	assert.ErrorContains(t, f.trouble[0], "the database is away")
}

func TestPollerReportsWhatNeitherStreamNorListHas(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(9, `{}`)...)
	c.rooms["a"].hidden = map[int64]bool{2: true, 3: true, 6: true}
	c.lose(6)
	f.rounds(1)
	assert.Equal(t, []int64{1}, f.delivered["a"])
	assert.Empty(t, f.lost, "the list may lag")
	f.rounds(4)
	assert.Equal(t, []int64{1, 4, 5, 7, 8, 9}, f.delivered["a"])
	assert.Equal(t, []agora.LostEvents{{RoomUUID: "a", First: 2, Last: 3}, {RoomUUID: "a", First: 6, Last: 6}}, f.lost)
	assert.EqualError(t, f.lost[0], "agora: room a: events 2 to 3 are lost")
}

func TestPollerWaitsForAListThatLags(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(3, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 2)
	c.rooms["a"].hidden = map[int64]bool{2: true}
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.onSleep = func() {
		switch n++; n {
		case 1:
			assert.Equal(t, []int64{1}, f.delivered["a"])
			c.rooms["a"].hidden = nil
		case 3:
			cancel()
		}
	}
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(3), f.delivered["a"])
	assert.Empty(t, f.lost)
}

func TestPollerReadsAListFromWhereItWasReadOrFromItsBeginning(t *testing.T) {
	for name, test := range map[string]struct {
		position agora.RoomPosition
		want     []int64
		requests int
	}{
		"from where it was read":                          {agora.RoomPosition{RoomUUID: "a", Sequence: 15, NextID: "14"}, []int64{16, 17}, 1},
		"from the beginning when it was read to nowhere":  {agora.RoomPosition{RoomUUID: "a", Sequence: 15}, []int64{16, 17}, 3},
		"from the beginning when the cursor leaves a gap": {agora.RoomPosition{RoomUUID: "a", Sequence: 12, NextID: "14"}, []int64{13, 14, 15, 16, 17}, 4},
		"from the beginning when the cursor is too far":   {agora.RoomPosition{RoomUUID: "a", Sequence: 15, NextID: "99"}, []int64{16, 17}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			c.happen("a", times(17, `{}`)...)
			c.lose(17)
			f := c.follow()
			test.position.SeenTime = c.now
			f.Store = agora.NewMemoryPositions(test.position)
			f.rounds(1)
			assert.Equal(t, test.want, f.delivered["a"])
			assert.Len(t, c.requests, 1+test.requests)
			positions, err := f.Store.Load(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []agora.RoomPosition{{RoomUUID: "a", Sequence: 17, NextID: "14", SeenTime: c.now.Add(-2 * time.Second)}}, positions)
		})
	}
}

func TestPollerEndsAListThatRepeatsItself(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	c.lose(1)
	c.fault = func(kind, _ string) func() response {
		if kind == "list" {
			return func() response { return response{status: 200, body: `{"code":0,"data":{"list":[],"nextId":"7"}}`} }
		}
		return nil
	}
	f.rounds(1)
	assert.Equal(t, []int64{2}, f.delivered["a"])
	require.NotEmpty(t, f.lost)
	assert.ErrorContains(t, f.lost[0], "repeats the same page")
}

func TestPollerReportsTheEndOfADestroyedRoom(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	f.rounds(1)
	delete(c.rooms, "a")
	f.rounds(1)
	require.Len(t, f.lost, 1)
	assert.Equal(t, agora.LostEvents{RoomUUID: "a", First: 3, Err: f.lost[0].Err}, f.lost[0])
	assert.ErrorIs(t, f.lost[0], agora.CodeRoomNotFound)
	assert.ErrorContains(t, f.lost[0], "events from 3 on may be lost")
	c.requests = nil
	f.rounds(1)
	assert.Equal(t, []string{"poll"}, c.requests, "the room is forgotten")
	assert.Len(t, f.lost, 1)
}

func TestPollerHandsOverWhatItHoldsOfADestroyedRoom(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(4, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 3)
	delete(c.rooms, "a")
	f.rounds(1)
	assert.Equal(t, []int64{1, 4}, f.delivered["a"])
	require.Len(t, f.lost, 2, "the second says that later ones may be lost too")
	assert.Equal(t, int64(2), f.lost[0].First)
	assert.Equal(t, int64(3), f.lost[0].Last)
}

func TestPollerForgetsAClosedRoomInSilence(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{"state":1}`, `{"state":3}`)
	f.rounds(1)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	c.onSleep = func() {
		switch n++; n {
		case 1, 2:
			c.advance(40 * time.Minute)
		case 3:
			delete(c.rooms, "a")
			cancel()
		}
	}
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	positions, err := f.Store.Load(t.Context())
	require.NoError(t, err)
	assert.Empty(t, positions)
	assert.Empty(t, f.lost)
}

func TestPollerBeginsAnewWithARoomOfAnOldId(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(3, `{}`)...)
	f.rounds(1)
	delete(c.rooms, "a")
	c.advance(2 * time.Hour)
	c.happen("a", times(5, `{}`)...)
	c.lose(3)
	f.rounds(1)
	assert.Equal(t, append(upTo(3), upTo(5)...), f.delivered["a"])
	require.Len(t, f.lost, 1)
	assert.ErrorIs(t, f.lost[0], agora.ErrRoomReplaced)
	assert.Equal(t, int64(4), f.lost[0].First)
}

func TestPollerTakesAQuietRoomForTheSame(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.onSleep = func() {
		switch n++; n {
		case 1:
			c.advance(45 * time.Minute)
			c.happen("a", `{}`)
			c.requests = nil
		case 2:
			cancel()
		}
	}
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(3), f.delivered["a"])
	assert.Equal(t, []string{"poll", "get a"}, c.requests)
	assert.Empty(t, f.lost)
}

func TestPollerGoesOnWithTheOtherRoomsWhileOneCannotBeRead(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(3, `{}`)...)
	c.lose(1)
	c.fault = func(kind, room string) func() response {
		if kind == "list" && room == "a" {
			return gateway
		}
		return nil
	}
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.onSleep = func() {
		switch n++; {
		case n < 20:
			c.happen("b", `{}`)
		case n == 20:
			assert.NotEmpty(t, f.delivered["b"])
			assert.Empty(t, f.delivered["a"])
			c.fault = nil
			c.advance(time.Minute)
		case len(f.delivered["a"]) == 3:
			cancel()
		}
	}
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(3), f.delivered["a"])
	assert.Empty(t, f.lost)
	assert.NotEmpty(t, f.trouble)
}

func TestPollerStopsWithItsContextAndKeepsTheLastPosition(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	ctx, cancel := context.WithCancel(t.Context())
	handle := f.Handle
	f.Handle = func(ctx context.Context, e agora.Event) error {
		cancel()
		return handle(ctx, e)
	}
	c.happen("a", times(3, `{}`)...)
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(1), f.delivered["a"], "what was handed over is saved, nothing more is handed over")
	f.Handle = handle
	f.rounds(1)
	assert.Equal(t, upTo(3), f.delivered["a"])

	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, f.Run(ctx), context.Canceled)
}

func TestPollerReturnsWhatItsOwnerFailsWith(t *testing.T) {
	broken := errors.New("the database is away")
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	handle := f.Handle
	f.Handle = func(context.Context, agora.Event) error { return broken }
	require.ErrorIs(t, f.Run(t.Context()), broken)
	f.Handle = handle
	f.rounds(1)
	assert.Equal(t, upTo(2), f.delivered["a"], "the event comes again")

	f.Store = brokenStore{f.Store, broken, "load"}
	require.ErrorIs(t, f.Run(t.Context()), broken)
	f.Store = brokenStore{agora.NewMemoryPositions(), broken, "save"}
	c.happen("b", `{}`)
	require.ErrorIs(t, f.Run(t.Context()), broken)
	assert.Empty(t, f.delivered["b"], "a room that cannot be remembered is not begun")

	f = c.follow()
	f.Lost = func(context.Context, agora.LostEvents) error { return broken }
	c.happen("c", times(2, `{}`)...)
	c.lose(1)
	c.rooms["c"].hidden = map[int64]bool{1: true}
	require.ErrorIs(t, f.Run(t.Context()), broken)
}

type brokenStore struct {
	agora.PositionStore
	err  error
	what string
}

func (s brokenStore) Load(ctx context.Context) ([]agora.RoomPosition, error) {
	if s.what == "load" {
		return nil, s.err
	}
	return s.PositionStore.Load(ctx)
}

func (s brokenStore) Save(context.Context, agora.RoomPosition) error { return s.err }

func TestPollerReturnsARefusal(t *testing.T) {
	for name, body := range map[string]response{
		"of the token":         {status: 401, body: `{"message":"Unauthorized"}`},
		"of a wrong base URL":  {status: 404, body: "<html>"},
		"of the app's request": {status: 400, body: `{"code":400,"msg":"bad"}`},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			c.fault = func(string, string) func() response { return func() response { return body } }
			var e *classcloud.Error
			require.ErrorAs(t, c.follow().Run(t.Context()), &e)
			assert.Equal(t, "Events.Poll", e.Operation)
			assert.Equal(t, []string{"poll"}, c.requests)
		})
	}
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	c.lose(1)
	c.fault = func(kind, _ string) func() response {
		if kind == "list" {
			return func() response { return response{status: 403, body: `{"code":403}`} }
		}
		return nil
	}
	require.ErrorIs(t, f.Run(t.Context()), classcloud.PermissionDenied)
	assert.Empty(t, f.lost)
}

func TestPollerNeedsItsParts(t *testing.T) {
	f := newCloud(t).follow()
	f.Lost = nil
	assert.ErrorContains(t, f.Run(t.Context()), "needs Client, Store, Handle and Lost")
}

func TestPollerHandsOverWhatHasNoPlace(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	n := 0
	c.fault = func(kind, _ string) func() response {
		if n++; n > 1 {
			return nil
		}
		return func() response {
			return response{status: 200, body: `{"code":0,"data":[null,{"roomUuid":"a","sequence":"x","cmd":1},{"roomUuid":"a","sequence":1,"cmd":1,"data":7}]}`}
		}
	}
	f.rounds(1)
	assert.Equal(t, []string{"/0", "a/0", "a/1"}, f.order)
}

func TestPollerReportsAListItCannotRead(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(3, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 2)
	c.fault = func(kind, _ string) func() response {
		if kind == "list" {
			return func() response { return response{status: 200, body: `{"code":0,"data":{"list":"all of it"}}`} }
		}
		return nil
	}
	f.rounds(1)
	assert.Equal(t, []int64{1, 3}, f.delivered["a"])
	require.Len(t, f.lost, 2, "the second says that later ones may be lost too")
	assert.ErrorIs(t, f.lost[0], classcloud.DataLoss)
}

// accounted returns the sequences of a room that were handed over or reported lost, in the order in which they were handed over.
func (f *follower) accounted(room string) []int64 {
	lost := map[int64]int64{}
	for _, l := range f.lost {
		if l.RoomUUID == room {
			lost[l.First] = l.Last
		}
	}
	var out []int64
	fill := func() {
		for at := int64(len(out) + 1); lost[at] > 0; at = int64(len(out) + 1) {
			for n := at; n <= lost[at]; n++ {
				out = append(out, n)
			}
		}
	}
	for _, sequence := range f.delivered[room] {
		fill()
		out = append(out, sequence)
	}
	fill()
	return out
}

// A thousand rounds of everything that goes wrong: each event of each room arrives once and in order, or is reported.
func TestPollerThroughAThousandRoundsOfTrouble(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			dice := rand.New(rand.NewPCG(seed, 7))
			c := newCloud(t)
			if seed >= 4 {
				c.listen()
			}
			c.batch = 6
			storm := &storm{cloud: c, dice: dice, hides: seed&2 != 0}
			f := c.follow()
			f.Store = storm.store(f.Store)
			f.Handle = storm.handler(f.Handle)
			if seed%2 == 0 {
				f.Rooms = func(context.Context) ([]string, error) { return slices.Sorted(maps.Keys(c.rooms)), nil }
			}
			c.fault = storm.fault
			for storm.rounds < 1000 {
				ctx, cancel := context.WithCancel(t.Context())
				storm.stop = cancel
				c.onSleep = storm.round
				err := f.Run(ctx)
				require.Error(t, err)
				if !errors.Is(err, context.Canceled) {
					require.ErrorIs(t, err, errCrash)
				}
				cancel()
			}
			c.fault, storm.calm = nil, true
			for room := range c.rooms {
				c.happen(room, `{}`)
			}
			f.rounds(5)
			missing := 0
			for room, there := range c.rooms {
				missing += len(there.hidden)
				assert.Equal(t, upTo(int64(len(there.events))), f.accounted(room), room)
			}
			if !storm.hides {
				assert.Empty(t, f.lost)
			} else {
				assert.NotEmpty(t, f.lost)
				assert.Greater(t, missing, len(f.lost), "what the list lacks, the stream mostly brings")
			}
			assert.Greater(t, storm.restarts, 50)
			assert.Greater(t, storm.broken, 200)
		})
	}
}

var errCrash = errors.New("the process died")

// storm breaks things at random.
type storm struct {
	*cloud
	dice                     *rand.Rand
	rounds, restarts, broken int
	calm                     bool
	hides                    bool // the rooms' lists lack some events for ever
	stop                     func()
}

func (s *storm) round() {
	s.rounds++
	for range s.dice.IntN(4) {
		room := "room " + strconv.Itoa(s.dice.IntN(8))
		s.happen(room, times(1+s.dice.IntN(3), `{}`)...)
		if there := s.rooms[room]; s.hides && s.dice.IntN(10) == 0 {
			if there.hidden == nil {
				there.hidden = map[int64]bool{}
			}
			there.hidden[int64(len(there.events))] = true
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dice.IntN(10) == 0 {
		s.dice.Shuffle(len(s.stream), func(i, j int) { s.stream[i], s.stream[j] = s.stream[j], s.stream[i] })
	}
	if s.dice.IntN(10) == 0 && len(s.stream) > 0 { // the stream itself loses some
		s.stream = s.stream[s.dice.IntN(len(s.stream)):]
	}
	if s.dice.IntN(10) == 0 && len(s.stream) > 0 { // and repeats some
		s.stream = append(s.stream, s.stream[s.dice.IntN(len(s.stream))])
	}
	if s.dice.IntN(12) == 0 {
		s.restarts++
		s.stop()
	}
}

func (s *storm) fault(kind, _ string) func() response {
	if s.dice.IntN(3) > 0 {
		return nil
	}
	s.broken++
	bad := response{consumed: s.dice.IntN(2) == 0}
	switch s.dice.IntN(4) {
	case 0:
		bad.status, bad.body = 503, "<html>503</html>"
	case 1:
		bad.err = errReset
	case 2:
		bad.status, bad.body = 200, `{"code":0,"data":[{"roomUuid":"ro`
		if kind != "poll" {
			bad.status, bad.body = 500, `{"code":500,"msg":"internal"}`
		}
	case 3:
		bad.status, bad.body = 429, `{"code":429,"msg":"slow down"}`
		bad.consumed = false
	}
	return func() response { return bad }
}

// handler dies now and then, before the event is dealt with.
func (s *storm) handler(handle func(context.Context, agora.Event) error) func(context.Context, agora.Event) error {
	return func(ctx context.Context, e agora.Event) error {
		if !s.calm && s.dice.IntN(60) == 0 {
			s.restarts++
			return errCrash
		}
		if !s.calm && s.dice.IntN(60) == 0 {
			s.restarts++
			s.stop()
		}
		return handle(ctx, e)
	}
}

// store dies now and then after a position was saved, as a process does that wrote it with the event.
func (s *storm) store(store agora.PositionStore) agora.PositionStore {
	return stormStore{store, s}
}

type stormStore struct {
	agora.PositionStore
	storm *storm
}

func (s stormStore) Save(ctx context.Context, p agora.RoomPosition) error {
	if err := s.PositionStore.Save(ctx, p); err != nil {
		return err
	}
	if !s.storm.calm && s.storm.dice.IntN(60) == 0 {
		s.storm.restarts++
		return errCrash
	}
	return nil
}
