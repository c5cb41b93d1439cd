package classcloud

import (
	"fmt"
	"math"
	"sync"
)

// RetryBudget bounds how much of what clients send is repeats, so that a vendor that is in trouble is not sent three times as much. Clients
// that are given the same budget share it. It is safe for concurrent use.
type RetryBudget struct {
	ratio, most float64

	mu   sync.Mutex
	left float64
}

// NewRetryBudget makes a budget of ratio repeats for each call, and of burst repeats at once: NewRetryBudget(0.1, 20) lets one call in ten be repeated
// in the long run. It begins whole. A ratio is at least 0 and a burst at least 1: WithRetryBudget refuses others.
func NewRetryBudget(ratio float64, burst int) *RetryBudget {
	return &RetryBudget{ratio: ratio, most: float64(burst), left: float64(burst)}
}

// WithRetryBudget bounds the repeats of a client's calls by b. A call whose repeat is not within the budget returns what its last attempt met, and
// says so in its message; its outcome, MaybeApplied and RetryAfter are the attempt's. Not counted are the repeat with a token just renewed or a clock
// just corrected, and the one at once on a new connection after the server had closed the one of the pool. WithRetryBudget(nil), the default, has no
// bound beside WithMaxAttempts.
func WithRetryBudget(b *RetryBudget) ClientOption {
	return clientOption(func(c *ClientConfig) error {
		if b != nil && (b.most < 1 || b.ratio < 0 || math.IsNaN(b.ratio) || math.IsInf(b.ratio, 0)) {
			return fmt.Errorf("classcloud: WithRetryBudget: NewRetryBudget(%v, %v): want a ratio of at least 0 and a burst of at least 1", b.ratio, b.most)
		}
		c.Budget = b
		return nil
	})
}

// Called counts a call that begins, which earns a part of a repeat. The clients call it.
func (b *RetryBudget) Called() {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left = min(b.left+b.ratio, b.most)
}

// whole is one repeat: ten times 0.1 are a little less than 1.
const whole = 1 - 1e-9

// Spend reports whether one more repeat is within the budget, and uses it up. The clients call it. A nil budget has no bound.
func (b *RetryBudget) Spend() bool {
	if b == nil {
		return true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left < whole {
		return false
	}
	b.left = max(0, b.left-1)
	return true
}
