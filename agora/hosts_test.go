package agora_test

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// network stands for all hosts, of which some are down. It records the hosts that were asked, and those that its observer saw.
type network struct {
	mu       sync.Mutex
	down     map[string]func() (*http.Response, error)
	scheme   string // of the last request
	asked    []string
	observed []string
}

const member = `{"code":0,"ts":1,"data":{"userUuid":"u","role":1,"state":1}}`

func says(status int, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.scheme, n.asked = r.URL.Scheme, append(n.asked, r.URL.Host)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if broken := n.down[r.URL.Host]; broken != nil {
		return broken()
	}
	return says(200, member)
}

func (n *network) Start(ctx context.Context, e classcloud.Event) (context.Context, func(classcloud.Event)) {
	return ctx, func(classcloud.Event) {
		if e.Attempt > 0 {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.observed = append(n.observed, e.Host)
		}
	}
}

// took returns the hosts that were asked since the last call.
func (n *network) took() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	asked := n.asked
	n.asked, n.observed = nil, nil
	return asked
}

func (n *network) client(t *testing.T, opts ...classcloud.ClientOption) *agora.Client {
	t.Helper()
	all := append([]classcloud.ClientOption{agora.WithoutRegion(), classcloud.WithHTTPClient(&http.Client{Transport: n}), classcloud.WithObserver(n), classcloud.WithClock(clienttest.NewClock())}, opts...)
	client, err := agora.New(keys, all...)
	require.NoError(t, err)
	return client
}

func read(t *testing.T, client *agora.Client) error {
	t.Helper()
	_, err := client.Members.Get(t.Context(), &agora.GetMemberRequest{RoomUUID: "r", UserUUID: "u"})
	return err
}

func unreachable() (*http.Response, error) { return nil, errReset }

// Agora's web client takes these hosts in this order.
var orders = map[agora.Region][]string{
	agora.RegionNone: {"api.agora.io", "api.sd-rtn.com"},
	agora.RegionAP: {"api.agora.io", "api-ap-northeast-1.sd-rtn.com", "api-ap-southeast-1.agora.io", "api.sd-rtn.com",
		"api-ap-northeast-1.agora.io", "api-ap-southeast-1.sd-rtn.com"},
	agora.RegionCN: {"api.sd-rtn.com", "api-cn-north-1.agora.io", "api-cn-east-1.sd-rtn.com", "api.agora.io",
		"api-cn-north-1.sd-rtn.com", "api-cn-east-1.agora.io"},
	agora.RegionEU: {"api.agora.io", "api-eu-central-1.sd-rtn.com", "api-eu-west-1.agora.io", "api.sd-rtn.com",
		"api-eu-central-1.agora.io", "api-eu-west-1.sd-rtn.com"},
	agora.RegionNA: {"api.agora.io", "api-us-east-1.sd-rtn.com", "api-us-west-1.agora.io", "api.sd-rtn.com",
		"api-us-east-1.agora.io", "api-us-west-1.sd-rtn.com"},
}

func TestReadsGoThroughTheHostsOfARegion(t *testing.T) {
	for region, hosts := range orders {
		t.Run(string("region "+region), func(t *testing.T) {
			n := &network{down: map[string]func() (*http.Response, error){}}
			for _, host := range hosts {
				n.down[host] = unreachable
			}
			client := n.client(t, in(region), classcloud.WithMaxAttempts(len(hosts)+1))
			require.ErrorIs(t, read(t, client), classcloud.Unavailable)
			observed := n.observed
			assert.Equal(t, append(slices.Clone(hosts), hosts[0]), n.took())
			assert.Equal(t, append(slices.Clone(hosts), hosts[0]), observed, "the observer sees each")
		})
	}
}

func TestReadsStayWithTheHostThatAnswers(t *testing.T) {
	n := &network{down: map[string]func() (*http.Response, error){"api.sd-rtn.com": unreachable,
		"api-cn-north-1.agora.io": func() (*http.Response, error) { return says(503, "<html>") }}}
	client := n.client(t, agora.WithRegion(agora.RegionCN))
	require.NoError(t, read(t, client))
	assert.Equal(t, []string{"api.sd-rtn.com", "api-cn-north-1.agora.io", "api-cn-east-1.sd-rtn.com"}, n.took())
	require.NoError(t, read(t, client))
	assert.Equal(t, []string{"api-cn-east-1.sd-rtn.com"}, n.took())

	further, err := client.With(classcloud.WithoutRetry())
	require.NoError(t, err)
	require.NoError(t, read(t, further))
	assert.Equal(t, []string{"api-cn-east-1.sd-rtn.com"}, n.took(), "a client made of it knows")

	n.down["api-cn-east-1.sd-rtn.com"] = unreachable
	require.Error(t, read(t, further))
	require.NoError(t, read(t, further))
	assert.Equal(t, []string{"api-cn-east-1.sd-rtn.com", "api.agora.io"}, n.took(), "also where one call is one attempt")

	elsewhere, err := client.With(agora.WithRegion(agora.RegionEU))
	require.NoError(t, err)
	require.NoError(t, read(t, elsewhere))
	assert.Equal(t, []string{"api.agora.io"}, n.took(), "regions are apart")
}

func TestWritesStayWithTheFirstHost(t *testing.T) {
	n := &network{down: map[string]func() (*http.Response, error){"api.agora.io": unreachable}}
	client := n.client(t)
	require.NoError(t, read(t, client))
	n.took()
	require.Error(t, client.Rooms.Start(t.Context(), "r"))
	require.Error(t, client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "n", RoomType: new(agora.RoomTypeSmall)}))
	_, err := client.Events.Poll(t.Context())
	require.Error(t, err)
	assert.Equal(t, slices.Repeat([]string{"api.agora.io"}, 3+3+1), n.took(), "three tries of the idempotent and the keyed, one of the consuming")
}

func TestAnAnswerIsNoFailureOfItsHost(t *testing.T) {
	for name, answer := range map[string]func() (*http.Response, error){
		"a refusal":         func() (*http.Response, error) { return says(404, `{"code":20404100,"msg":"Room not exists!"}`) },
		"a limit":           func() (*http.Response, error) { return says(429, `{"code":429,"msg":"slow"}`) },
		"something else":    func() (*http.Response, error) { return says(200, "<html>") },
		"a wrong token":     func() (*http.Response, error) { return says(401, "") },
		"an empty success":  func() (*http.Response, error) { return says(200, `{"code":0}`) },
		"a caller's end":    func() (*http.Response, error) { return nil, context.Canceled },
		"a wrong base path": func() (*http.Response, error) { return says(302, "") },
	} {
		t.Run(name, func(t *testing.T) {
			n := &network{down: map[string]func() (*http.Response, error){"api.agora.io": answer}}
			client := n.client(t)
			ctx, cancel := context.WithCancel(t.Context())
			if name == "a caller's end" {
				cancel()
			}
			_, err := client.Members.Get(ctx, &agora.GetMemberRequest{RoomUUID: "r", UserUUID: "u"})
			require.Error(t, err)
			cancel()
			assert.NotContains(t, n.took(), "api.sd-rtn.com")
			n.down = nil
			require.NoError(t, read(t, client))
			assert.Equal(t, []string{"api.agora.io"}, n.took())
		})
	}
}

func TestABaseURLSwitchesTheHostsOff(t *testing.T) {
	n := &network{down: map[string]func() (*http.Response, error){"classroom.test:8443": unreachable}}
	client := n.client(t, agora.WithRegion(agora.RegionCN), classcloud.WithBaseURL("https://classroom.test:8443/agora"))
	require.Error(t, read(t, client))
	require.Error(t, read(t, client))
	assert.Equal(t, slices.Repeat([]string{"classroom.test:8443"}, 6), n.took())
}

// Calls that fail together at one host leave it once, so none of them skips the next host.
func TestConcurrentReadsLeaveAHostOnce(t *testing.T) {
	const calls = 16
	var together sync.WaitGroup
	together.Add(calls)
	n := &network{}
	client := n.client(t, agora.WithRegion(agora.RegionEU), classcloud.WithoutRetry(), classcloud.WithHTTPClient(&http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		together.Done()
		together.Wait()
		return nil, errReset
	})}))
	var running sync.WaitGroup
	for range calls {
		running.Go(func() { assert.Error(t, read(t, client)) })
	}
	running.Wait()
	further, err := client.With(classcloud.WithHTTPClient(&http.Client{Transport: n}))
	require.NoError(t, err)
	require.NoError(t, read(t, further))
	assert.Equal(t, []string{"api-eu-central-1.sd-rtn.com"}, n.took())
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestTheHostOfARegion(t *testing.T) {
	for region, host := range map[agora.Region]string{agora.RegionNone: "api.agora.io", agora.RegionCN: "api.sd-rtn.com", agora.RegionNA: "api.agora.io"} {
		n := &network{}
		require.NoError(t, n.client(t, in(region)).Rooms.Start(t.Context(), "r"))
		assert.Equal(t, "https", n.scheme)
		assert.Equal(t, []string{host}, n.took())
	}
}
