package sandbox

import (
	"sync/atomic"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// courtWaiting is how many requests may wait to be explained. A search for a mistake takes milliseconds of a processor; somebody who sends
// wrong signatures without end gets no explanations then, and nobody else waits for him.
const courtWaiting = 64

// court explains one request at a time. A right signature is seen at once; for a wrong one all mistakes are tried.
type court struct {
	turn    chan struct{}
	waiting atomic.Int32
}

func newCourt() *court { return &court{turn: make(chan struct{}, 1)} }

// judge waits for its turn, and returns nil if too many wait already.
func (c *court) judge(vendor string, keys explain.Keys, r *explain.Request) *explain.Verdict {
	defer c.waiting.Add(-1)
	if c.waiting.Add(1) > courtWaiting {
		return nil
	}
	c.turn <- struct{}{}
	defer func() { <-c.turn }()
	return judge(vendor, keys, r)
}
