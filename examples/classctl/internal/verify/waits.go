package verify

import (
	"context"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// Waits adds up how long calls wait in a limiter: that is not the vendor's time. A client reports to it by WithObserver. Nil has none.
type Waits struct {
	mu    sync.Mutex
	total time.Duration
}

// Start begins to watch a call.
func (w *Waits) Start(ctx context.Context, ev classcloud.Event) (context.Context, func(classcloud.Event)) {
	if ev.Attempt > 0 {
		return ctx, func(classcloud.Event) {} // what an attempt waited is part of its call's
	}
	return ctx, func(ev classcloud.Event) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.total += ev.Wait
	}
}

// Total returns the time so far.
func (w *Waits) Total() time.Duration {
	if w == nil {
		return 0
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.total
}
