package agora_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
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

// internet dials every host to one server, but for hosts that cannot be reached.
type internet struct {
	mu          sync.Mutex
	unreachable []string
	dialled     []string
	answered    []string
	answer      func(host string) (status int, body string)
}

func newInternet(unreachable ...string) *internet {
	n := &internet{unreachable: unreachable}
	return n
}

func (n *internet) client(t *testing.T, opts ...classcloud.ClientOption) *agora.Client {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.answered = append(n.answered, r.Host)
		status, body := 200, `{"code":0,"data":{"userUuid":"u","role":1,"state":1}}`
		if strings.Contains(r.URL.Path, "/polling/") {
			body = `{"code":0,"data":[]}`
		}
		if n.answer != nil {
			if s, b := n.answer(r.Host); s != 0 {
				status, body = s, b
			}
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(srv.Close)
	road := &http.Transport{DisableKeepAlives: true, DialTLSContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, _ := net.SplitHostPort(address)
		n.mu.Lock()
		n.dialled = append(n.dialled, host)
		down := slices.Contains(n.unreachable, host)
		n.mu.Unlock()
		if down {
			return nil, errors.New("no route to host")
		}
		return new(net.Dialer).DialContext(ctx, network, srv.Listener.Addr().String())
	}}
	all := append([]classcloud.ClientOption{agora.WithoutRegion(), classcloud.WithHTTPClient(&http.Client{Transport: road}), classcloud.WithClock(clienttest.NewClock())}, opts...)
	client, err := agora.New(keys, all...)
	require.NoError(t, err)
	return client
}

func (n *internet) took() (dialled []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	dialled, n.dialled = n.dialled, nil
	return dialled
}

// What was not sent goes to the next host: whatever it does, and polls too.
func TestWhatWasNotSentGoesToTheNextHost(t *testing.T) {
	const first, second = "api.agora.io", "api-eu-central-1.sd-rtn.com"
	for name, call := range map[string]func(*agora.Client) error{
		"an idempotent write": func(c *agora.Client) error { return c.Rooms.Start(t.Context(), "r") },
		"a keyed write": func(c *agora.Client) error {
			return c.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "n", RoomType: new(agora.RoomTypeSmall)})
		},
		"a write that is made once": func(c *agora.Client) error {
			return c.Groups.Start(t.Context(), &agora.StartGroupsRequest{RoomUUID: "r", Groups: []agora.RoomGroup{{Users: []agora.GroupUser{{UserUUID: "u"}}}}})
		},
		"a poll": func(c *agora.Client) error { _, err := c.Events.Poll(t.Context()); return err },
		"a read": func(c *agora.Client) error { return read(t, c) },
		"a call of the caller's": func(c *agora.Client) error {
			return c.Do(t.Context(), agora.Call{Method: "POST", Path: "/{region}/edu/apps/{appId}/v2/x"}, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := newInternet(first)
			client := n.client(t, agora.WithRegion(agora.RegionEU))
			require.NoError(t, call(client))
			assert.Equal(t, []string{first, second}, n.took())
			require.NoError(t, call(client))
			assert.Equal(t, []string{second}, n.took(), "the first host rests")
		})
	}
}

// A host that was left is asked again after its rest, which grows while it goes on failing; its answer ends that.
func TestAHostIsAskedAgainAfterItsRest(t *testing.T) {
	const first, second = "api.sd-rtn.com", "api-cn-north-1.agora.io"
	clock := clienttest.NewClock()
	n := newInternet(first)
	client := n.client(t, agora.WithRegion(agora.RegionCN), classcloud.WithClock(clock))
	start := func() { t.Helper(); require.NoError(t, client.Rooms.Start(t.Context(), "r")) }
	start()
	assert.Equal(t, []string{first, second}, n.took())
	clock.Advance(59 * time.Second)
	start()
	assert.Equal(t, []string{second}, n.took())
	clock.Advance(2 * time.Second)
	start()
	assert.Equal(t, []string{first, second}, n.took(), "a minute later")
	clock.Advance(61 * time.Second)
	start()
	assert.Equal(t, []string{second}, n.took(), "two minutes after the second failure")
	clock.Advance(time.Minute)
	n.unreachable = nil
	start()
	assert.Equal(t, []string{first}, n.took(), "it is back")
	n.unreachable = []string{first}
	start()
	assert.Equal(t, []string{first, second}, n.took())
	clock.Advance(61 * time.Second)
	start()
	assert.Equal(t, []string{first, second}, n.took(), "its answer made the next rest short again")
	for range 10 {
		clock.Advance(17 * time.Minute)
		start()
		assert.Equal(t, []string{first, second}, n.took(), "no rest is longer than 16 minutes")
	}
}

// What was sent is not sent elsewhere: a gateway's failure moves the reads alone, and an answer of Agora's own moves nothing.
func TestWhatMovesTheCalls(t *testing.T) {
	const first, second = "api.agora.io", "api.sd-rtn.com"
	for body, test := range map[string]struct {
		status int
		moves  bool
	}{
		`{"code":500,"msg":"broken"}`:      {500, false},
		`{"code":30500100,"msg":"broken"}`: {200, false},
		`{"code":503,"msg":"busy"}`:        {503, true},
		`<html>502</html>`:                 {502, true},
		`<html>504</html>`:                 {504, true},
		`<html>500</html>`:                 {500, true},
		`<html>403</html>`:                 {403, false},
		`{"message":"slow down"}`:          {429, false},
	} {
		t.Run(fmt.Sprint(test.status, " ", body), func(t *testing.T) {
			n := newInternet()
			client := n.client(t, classcloud.WithoutRetry())
			n.answer = func(host string) (int, string) {
				if host == first {
					return test.status, body
				}
				return 0, ""
			}
			require.Error(t, read(t, client))
			n.took()
			err := read(t, client)
			assert.Equal(t, []string{map[bool]string{false: first, true: second}[test.moves]}, n.took())
			assert.Equal(t, test.moves, err == nil)
			require.Error(t, client.Rooms.Start(t.Context(), "r"))
			_, err = client.Events.Poll(t.Context())
			require.Error(t, err)
			assert.Equal(t, []string{first, first}, n.took(), "what changes something stays, while the host can be reached")
		})
	}
}

func TestTheHostThatRestsTheShortestIsAskedWhenAllRest(t *testing.T) {
	clock := clienttest.NewClock()
	n := newInternet("api.agora.io", "api.sd-rtn.com")
	client := n.client(t, classcloud.WithClock(clock), classcloud.WithoutRetry())
	require.Error(t, read(t, client))
	clock.Advance(time.Second)
	require.Error(t, read(t, client))
	clock.Advance(time.Second)
	n.unreachable = nil
	require.NoError(t, read(t, client))
	assert.Equal(t, []string{"api.agora.io", "api.sd-rtn.com", "api.agora.io"}, n.took())
}
