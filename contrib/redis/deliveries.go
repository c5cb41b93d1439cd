package classcloudredis

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// Deliveries is a [classcloud.DeliveryStore] and a [classcloud.DeliveryClaimer] that all servers of a fleet share: a callback that two of
// them get at the same time is handled by one.
type Deliveries struct {
	client redis.UniversalClient
	keep   time.Duration
}

// keepDeliveries is longer than any vendor repeats a callback that was acknowledged.
const keepDeliveries = 7 * 24 * time.Hour

// NewDeliveries makes a store. keep is how long a handled callback is remembered; 0 means 7 days. Keys in Redis begin with
// classcloud:delivery: and go by themselves.
func NewDeliveries(client redis.UniversalClient, keep time.Duration) *Deliveries {
	if keep <= 0 {
		keep = keepDeliveries
	}
	return &Deliveries{client, keep}
}

// handled is the value of a delivery that was handled. A claim is a word of letters and digits.
const handled = "+"

func deliveryKey(id string) string { return "classcloud:delivery:" + id }

// Seen reports whether id was handled.
func (s *Deliveries) Seen(ctx context.Context, id string) (bool, error) {
	value, err := s.client.Get(ctx, deliveryKey(id)).Result()
	if errors.Is(err, redis.Nil) {
		return false, nil
	}
	return value == handled, err
}

// Remember records that id was handled.
func (s *Deliveries) Remember(ctx context.Context, id string) error {
	return s.client.Set(ctx, deliveryKey(id), handled, s.keep).Err()
}

// claim sets a word where nothing is, and returns what is there afterwards.
var claim = redis.NewScript(`
local there = redis.call("GET", KEYS[1])
if there then
  return there
end
redis.call("SET", KEYS[1], ARGV[1], "PX", ARGV[2])
return ARGV[1]
`)

// Claim takes id for the time of lease.
func (s *Deliveries) Claim(ctx context.Context, id string, lease time.Duration) (word string, seen bool, err error) {
	word = rand.Text()
	there, err := claim.Run(ctx, s.client, []string{deliveryKey(id)}, word, max(1, lease.Milliseconds())).Text()
	if err != nil || there != word {
		word = ""
	}
	return word, there == handled, err
}

// release deletes a key that still has the word.
var release = redis.NewScript(`
if redis.call("GET", KEYS[1]) == ARGV[1] then
  redis.call("DEL", KEYS[1])
end
return 1
`)

// Release gives id back, if the claim still holds it.
func (s *Deliveries) Release(ctx context.Context, id, word string) error {
	return release.Run(ctx, s.client, []string{deliveryKey(id)}, word).Err()
}
