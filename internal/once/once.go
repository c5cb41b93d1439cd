// Package once handles a delivery once even if the vendor repeats it. It remembers the deliveries that were handled, and handles
// deliveries with the same id one after another.
package once

import (
	"context"
	"fmt"
	"sync"

	"github.com/go-classcloud/classcloud"
)

// Guard runs a function at most once per id. Its lock is local: two servers that share a store can still run the same id at the same
// time.
type Guard struct {
	seen   classcloud.DeliveryStore
	failed func(context.Context, error) // called when the store fails

	mu      sync.Mutex
	running map[string]chan struct{} // by id; closed when its function has returned
}

// New makes a guard. failed is called when the store fails.
func New(seen classcloud.DeliveryStore, failed func(context.Context, error)) *Guard {
	return &Guard{seen: seen, failed: failed, running: map[string]chan struct{}{}}
}

// Do calls run unless id was handled before, and remembers id when run succeeds. A second delivery waits for the first, and runs only
// if that fails. If the store cannot answer, run is called all the same, because the vendor gives up in the end and the event would be
// lost.
func (g *Guard) Do(ctx context.Context, id string, run func(context.Context) error) error {
	leave, err := g.enter(ctx, id)
	if err != nil {
		return err
	}
	defer leave()
	seen, err := g.seen.Seen(ctx, id)
	switch {
	case err != nil:
		g.failed(ctx, fmt.Errorf("Seen of %.60q: %w", id, err))
	case seen:
		return nil
	}
	if err := run(ctx); err != nil {
		return err
	}
	if err := g.seen.Remember(context.WithoutCancel(ctx), id); err != nil {
		g.failed(ctx, fmt.Errorf("Remember of %.60q: %w", id, err))
	}
	return nil
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
