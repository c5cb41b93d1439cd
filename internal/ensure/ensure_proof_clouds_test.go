package ensure_test

import (
	"context"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// cloud is a vendor whose lessons are made once.
type cloud struct {
	start   func(t *testing.T, between func(http.Handler) http.Handler) running
	ensurer func(url string) (ensurer, error)
}

// running is a vendor's test server.
type running struct {
	url        string
	inject     func(operation string, fault vendortest.Fault)
	operations []string                    // that its Ensure calls, the create first
	things     func() map[string]time.Time // when the lessons that it has begin, by id
}

var clouds = map[string]cloud{
	"baijiayun": {startBaijiayun, ensureBaijiayun},
}

// clientOptions are those of every client: no limit, and a short time for an attempt.
func clientOptions(url string) []classcloud.ClientOption {
	return []classcloud.ClientOption{classcloud.WithBaseURL(url), classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithTimeout(250 * time.Millisecond)}
}

var baijiayunKeys = baijiayun.Credentials{Domain: "demo", PartnerID: 11223344, PartnerKey: "an-invented-partner-key"}

func startBaijiayun(t *testing.T, between func(http.Handler) http.Handler) running {
	srv := baijiayuntest.NewServer(baijiayuntest.WithCredentials(baijiayunKeys), baijiayuntest.WithMiddleware(between))
	t.Cleanup(srv.Close)
	return running{
		url: srv.URL, operations: []string{"Rooms.Create", "Rooms.Create", "Rooms.Create", "Rooms.List", "Rooms.Get"},
		inject: func(operation string, f vendortest.Fault) { srv.Inject(operation, baijiayuntest.Fault(f)) },
		things: func() map[string]time.Time {
			ids := map[string]time.Time{}
			for _, room := range srv.Rooms() {
				ids[strconv.FormatInt(room.RoomID, 10)] = room.StartTime
			}
			return ids
		},
	}
}

func ensureBaijiayun(url string) (ensurer, error) {
	client, err := baijiayun.New(baijiayunKeys, clientOptions(url)...)
	return func(ctx context.Context, journal classcloud.Journal, key string, start time.Time) (string, error) {
		room, err := client.Rooms.Ensure(ctx, &baijiayun.EnsureRoomRequest{Journal: journal, Key: key, Lease: proofLease, Settle: proofSettle,
			Room: baijiayun.CreateRoomRequest{Title: "英语", StartTime: start, EndTime: start.Add(time.Hour)}})
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(room.RoomID, 10), nil
	}, err
}
