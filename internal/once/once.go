// Package once handles what a vendor repeats once: it remembers what was handled, and runs deliveries of one id one at a time.
package once

import (
	"context"
	"fmt"
	"sync"

	"github.com/go-classcloud/classcloud"
)

// Guard runs functions once an id. Servers that share its Seen can still meet: within one Guard, deliveries of an id cannot.
type Guard struct {
	seen   classcloud.DeliveryStore
	failed func(context.Context, error) // told when seen cannot be asked or told

	mu      sync.Mutex
	running map[string]chan struct{} // by id; closed when its function has returned
}

// New makes a guard.
func New(seen classcloud.DeliveryStore, failed func(context.Context, error)) *Guard {
	return &Guard{seen: seen, failed: failed, running: map[string]chan struct{}{}}
}

// Do calls run unless id was handled, and remembers id when it succeeds. A second delivery waits for the first, and runs only when
// that failed. When seen cannot be asked run is called all the same: a vendor gives up, and a lost event is lost for good.
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

// enter waits until no other delivery of this id is under way.
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
