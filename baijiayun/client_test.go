package baijiayun_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestTenantsToldApartByTheContext(t *testing.T) {
	one, two := baijiayuntest.NewServer(), baijiayuntest.NewServer(baijiayuntest.WithCredentials(
		baijiayun.Credentials{Domain: "second", PartnerID: 87654321, PartnerKey: "second-key"}))
	defer one.Close()
	defer two.Close()
	client, err := baijiayun.New(tenants{one.Credentials(), two.Credentials()}, classcloud.WithBaseURL(one.URL))
	require.NoError(t, err)
	_, err = client.Rooms.List(t.Context(), nil)
	require.NoError(t, err)
	_, err = client.Rooms.List(context.WithValue(t.Context(), tenantKey{}, 1), nil)
	assert.ErrorIs(t, err, baijiayun.CodeAccountNotFound, "signed for the other account")
	other, err := client.With(classcloud.WithBaseURL(two.URL))
	require.NoError(t, err)
	_, err = other.Rooms.List(context.WithValue(t.Context(), tenantKey{}, 1), nil)
	require.NoError(t, err)
}

type tenantKey struct{}

type tenants []baijiayun.Credentials

func (s tenants) Credentials(ctx context.Context) (baijiayun.Credentials, error) {
	n, _ := ctx.Value(tenantKey{}).(int)
	return s[n], nil
}

type noSource struct{ err error }

func (s noSource) Credentials(context.Context) (baijiayun.Credentials, error) {
	return baijiayun.Credentials{}, s.err
}

func TestASourceThatFails(t *testing.T) {
	vault := errors.New("the vault is sealed")
	client, err := baijiayun.New(noSource{vault})
	require.NoError(t, err)
	_, err = client.Rooms.Get(t.Context(), 1)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.ErrorIs(t, err, vault)
	assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
}

func TestNewRefuses(t *testing.T) {
	for name, keys := range map[string]baijiayun.Credentials{
		"no partner id":           {Domain: "demo123", PartnerKey: "k"},
		"no partner key":          {Domain: "demo123", PartnerID: 1},
		"no domain":               {PartnerID: 1, PartnerKey: "k"},
		"a host for a domain":     {Domain: "demo123.at.baijiayun.com", PartnerID: 1, PartnerKey: "k"},
		"a URL for a domain":      {Domain: "https://demo123", PartnerID: 1, PartnerKey: "k"},
		"a path out of a domain":  {Domain: "evil.com/", PartnerID: 1, PartnerKey: "k"},
		"a blank in a domain":     {Domain: "a b", PartnerID: 1, PartnerKey: "k"},
		"a domain that ends in -": {Domain: "demo-", PartnerID: 1, PartnerKey: "k"},
	} {
		client, err := baijiayun.New(keys)
		assert.Error(t, err, name)
		assert.Nil(t, client, name)
	}
	_, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: "k"}, classcloud.WithBaseURL("http://127.0.0.1:1"))
	assert.NoError(t, err, "a base URL needs no domain")
}

func TestCredentialsNeedOneOfTheKeys(t *testing.T) {
	_, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 1})
	assert.ErrorContains(t, err, "Credentials.PartnerKey is required")
}

// The client keeps to 600 chat calls a minute and to 200 other calls in 10 s. The time is that of a synctest bubble.
func TestDocumentedLimits(t *testing.T) {
	message := &baijiayun.SendMessagesRequest{Messages: []baijiayun.OutgoingMessage{
		{RoomID: 1, Content: "x", Time: time.Unix(1, 0), From: baijiayun.MessageSender{UserID: 1, UserNumber: 1, UserName: "n"}}}}
	for name, test := range map[string]struct {
		calls int
		call  func(t *testing.T, c *baijiayun.Client) error
		takes time.Duration // after the first burst
	}{
		"chat":        {700, func(t *testing.T, c *baijiayun.Client) error { return c.Messages.Send(t.Context(), message) }, 69 * time.Second},
		"other calls": {380, func(t *testing.T, c *baijiayun.Client) error { return c.Rooms.Delete(t.Context(), 1) }, 20 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 1, PartnerKey: key},
					classcloud.WithHTTPClient(answers("null").client()), classcloud.WithMaxWait(time.Hour))
				require.NoError(t, err)
				began := time.Now()
				for range test.calls {
					require.NoError(t, test.call(t, client))
				}
				assert.InDelta(t, test.takes.Seconds(), time.Since(began).Seconds(), 0.1)
			})
		})
	}
}

// A hundred goroutines share one client, and each request is signed over its own parameters.
func TestOneClientForManyGoroutines(t *testing.T) {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithoutRetry())
	start := time.Now().Add(time.Hour)
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			ctx := context.Background()
			title := fmt.Sprintf("课 %d & %s", i, url.QueryEscape("a=b"))
			room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: title, StartTime: start, EndTime: start.Add(time.Hour)})
			if !assert.NoError(t, err) {
				return
			}
			got, err := client.Rooms.Get(ctx, room.RoomID)
			if assert.NoError(t, err) {
				assert.Equal(t, title, got.Title)
			}
			_, err = client.JoinCodes.Create(ctx, &baijiayun.CreateJoinCodeRequest{RoomID: room.RoomID, UserNumber: int64(i + 1)})
			assert.NoError(t, err)
			status, err := client.Rooms.GetLiveStatus(ctx, room.RoomID)
			assert.NoError(t, err)
			assert.Equal(t, baijiayun.LiveStatusOff, status)
			assert.NoError(t, client.Rooms.Delete(ctx, room.RoomID))
		})
	}
	wg.Wait()
	rooms := 0
	for _, err := range client.Rooms.All(t.Context(), nil) {
		require.NoError(t, err)
		rooms++
	}
	assert.Zero(t, rooms)
}
