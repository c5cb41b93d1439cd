// Package once handles a delivery once even if the vendor repeats it. It remembers the deliveries that were handled, and handles
// deliveries with the same id one after another.
package once

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// DefaultLease is how long a claim holds by default: longer than handling takes, and short enough that the delivery of a server that
// died is still repeated by its vendor afterwards.
const DefaultLease = time.Minute

// Guard runs a function at most once per id: among the servers that share a store if that is a classcloud.DeliveryClaimer, and else
// within one server.
type Guard struct {
	seen   classcloud.DeliveryStore
	lease  time.Duration
	failed func(context.Context, error) // called when the store fails

	mu      sync.Mutex
	running map[string]*turn // by id
}

// turn is a delivery whose function runs.
type turn struct {
	done  chan struct{} // closed when the function has returned; made by the first who waits for that
	until time.Time     // the end of its lease; others wait no longer
}

// New makes a guard. lease is how long a function may take, and how long a claim holds; 0 means DefaultLease. failed is called when the
// store fails.
func New(seen classcloud.DeliveryStore, lease time.Duration, failed func(context.Context, error)) *Guard {
	if lease <= 0 {
		lease = DefaultLease
	}
	return &Guard{seen: seen, lease: lease, failed: failed, running: map[string]*turn{}}
}

// Do calls run unless id was handled before, and remembers id when run succeeds. A second delivery waits for the first, and runs only
// if that fails or has not returned when its lease is over. If the store cannot answer, run is called all the same, because the vendor
// gives up in the end and the event would be lost. The context of run ends with the lease.
func (g *Guard) Do(ctx context.Context, id string, run func(context.Context) error) error {
	id = Name(id)
	own, err := g.enter(ctx, id)
	if err != nil {
		return err
	}
	defer g.leave(id, own)
	claim, seen, err := g.claim(ctx, id, own)
	if seen || err != nil {
		return err
	}
	within, cancel := WithDeadline(ctx, own.until)
	defer cancel()
	handled := false
	defer func() {
		if !handled && claim != "" { // it failed, or panicked: another may try
			g.release(ctx, id, claim)
		}
	}()
	if err := run(within); err != nil {
		return err
	}
	handled = true
	after, end := afterwards(ctx)
	defer end()
	if err := g.seen.Remember(after, id); err != nil {
		g.failed(ctx, fmt.Errorf("Remember of %.60q: %w", id, err))
	}
	return nil
}

// storeTime is how long the store may take to hear what came out.
const storeTime = 10 * time.Second

// afterwards returns the context in which the store hears what came out, though the vendor may have hung up: a store that does not answer holds
// nobody for ever.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	return WithDeadline(context.WithoutCancel(ctx), time.Now().Add(storeTime))
}

// The pauses between two looks at a delivery that another server has.
const (
	firstLook = 20 * time.Millisecond
	lastLook  = time.Second
)

// remembers asks the store whether id was handled, and reports whether the store is away.
func (g *Guard) remembers(ctx context.Context, id string) (seen, away bool) {
	seen, err := g.seen.Seen(ctx, id)
	if err != nil {
		g.failed(ctx, fmt.Errorf("Seen of %.60q: %w", id, err))
		return false, true
	}
	return seen, false
}

// claim takes id, and waits while another server has it. The claim is empty where the store claims nothing or cannot be reached.
func (g *Guard) claim(ctx context.Context, id string, own *turn) (claim string, seen bool, err error) {
	seen, away := g.remembers(ctx, id)
	store, claims := g.seen.(classcloud.DeliveryClaimer)
	if away || seen || !claims {
		g.begin(own)
		return "", seen, nil
	}
	for pause := firstLook; ; pause = min(2*pause, lastLook) {
		g.begin(own) // before the store's clock begins to count, so that the function ends first
		claim, seen, err = store.Claim(ctx, id, g.lease)
		switch {
		case err != nil && ctx.Err() == nil:
			g.failed(ctx, fmt.Errorf("Claim of %.60q: %w", id, err))
			return "", false, nil
		case seen:
			return "", true, nil
		case claim != "":
			return claim, false, nil
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return "", false, fmt.Errorf("gave up waiting for another server that has it: %w", context.Cause(ctx))
		}
	}
}

// begin begins the lease of a turn, which has only waited until now.
func (g *Guard) begin(own *turn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	own.until = time.Now().Add(g.lease)
}

// release gives a claim back.
func (g *Guard) release(ctx context.Context, id, claim string) {
	store, claims := g.seen.(classcloud.DeliveryClaimer)
	if !claims {
		return
	}
	after, end := afterwards(ctx)
	defer end()
	if err := store.Release(after, id, claim); err != nil {
		g.failed(ctx, fmt.Errorf("Release of %.60q: %w", id, err))
	}
}

// enter waits until no other delivery with this id is running, or the other's lease is over.
func (g *Guard) enter(ctx context.Context, id string) (own *turn, err error) {
	for {
		g.mu.Lock()
		other, busy := g.running[id]
		if now := time.Now(); !busy || !now.Before(other.until) {
			own = &turn{until: now.Add(g.lease)}
			g.running[id] = own
			g.mu.Unlock()
			return own, nil
		}
		left := time.NewTimer(time.Until(other.until))
		if other.done == nil {
			other.done = make(chan struct{})
		}
		done := other.done
		g.mu.Unlock()
		select {
		case <-done:
		case <-left.C:
		case <-ctx.Done():
			err = fmt.Errorf("gave up waiting for another delivery of it: %w", context.Cause(ctx))
		}
		left.Stop()
		if err != nil {
			return nil, err
		}
	}
}

// leave ends a turn. One whose lease is over may have been followed by another, which is left alone.
func (g *Guard) leave(id string, own *turn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.running[id] == own {
		delete(g.running, id)
	}
	if own.done != nil {
		close(own.done)
	}
}
