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
	running map[string]chan struct{} // by id; closed when its function has returned
}

// New makes a guard. lease is how long a claim holds; 0 means DefaultLease. failed is called when the store fails.
func New(seen classcloud.DeliveryStore, lease time.Duration, failed func(context.Context, error)) *Guard {
	if lease <= 0 {
		lease = DefaultLease
	}
	return &Guard{seen: seen, lease: lease, failed: failed, running: map[string]chan struct{}{}}
}

// Do calls run unless id was handled before, and remembers id when run succeeds. A second delivery waits for the first, and runs only
// if that fails. If the store cannot answer, run is called all the same, because the vendor gives up in the end and the event would be
// lost. With a store that claims, the context of run ends with the claim.
func (g *Guard) Do(ctx context.Context, id string, run func(context.Context) error) error {
	leave, err := g.enter(ctx, id)
	if err != nil {
		return err
	}
	defer leave()
	release, seen, err := g.claim(ctx, id)
	if seen || err != nil {
		return err
	}
	if release != nil {
		within, cancel := context.WithTimeout(ctx, g.lease)
		defer cancel()
		ctx = within
	}
	handled := false
	defer func() {
		if !handled && release != nil { // it failed, or panicked: another may try
			release()
		}
	}()
	if err := run(ctx); err != nil {
		return err
	}
	handled = true
	if err := g.seen.Remember(context.WithoutCancel(ctx), id); err != nil {
		g.failed(ctx, fmt.Errorf("Remember of %.60q: %w", id, err))
	}
	return nil
}

// The pauses between two looks at a delivery that another server has.
const (
	firstLook = 20 * time.Millisecond
	lastLook  = time.Second
)

// claim takes id, and waits while another server has it. release is nil where the store claims nothing or cannot be reached.
func (g *Guard) claim(ctx context.Context, id string) (release func(), seen bool, err error) {
	seen, err = g.seen.Seen(ctx, id)
	if err != nil {
		g.failed(ctx, fmt.Errorf("Seen of %.60q: %w", id, err))
		return nil, false, nil
	}
	store, claims := g.seen.(classcloud.DeliveryClaimer)
	if seen || !claims {
		return nil, seen, nil
	}
	for pause := firstLook; ; pause = min(2*pause, lastLook) {
		claim, seen, err := store.Claim(ctx, id, g.lease)
		switch {
		case err != nil && ctx.Err() == nil:
			g.failed(ctx, fmt.Errorf("Claim of %.60q: %w", id, err))
			return nil, false, nil
		case seen:
			return nil, true, nil
		case claim != "":
			return func() { g.release(ctx, store, id, claim) }, false, nil
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, false, fmt.Errorf("gave up waiting for another server that has it: %w", context.Cause(ctx))
		}
	}
}

func (g *Guard) release(ctx context.Context, store classcloud.DeliveryClaimer, id, claim string) {
	if err := store.Release(context.WithoutCancel(ctx), id, claim); err != nil {
		g.failed(ctx, fmt.Errorf("Release of %.60q: %w", id, err))
	}
}

// enter waits until no other delivery with this id is running.
func (g *Guard) enter(ctx context.Context, id string) (leave func(), err error) {
	for {
		g.mu.Lock()
		other, busy := g.running[id]
		if !busy {
			done := make(chan struct{})
			g.running[id] = done
			g.mu.Unlock()
			return func() {
				g.mu.Lock()
				delete(g.running, id)
				g.mu.Unlock()
				close(done)
			}, nil
		}
		g.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, fmt.Errorf("gave up waiting for another delivery of it: %w", context.Cause(ctx))
		}
	}
}
