package classin

import (
	"container/list"
	"sync"
)

// mostAttempted is how many callbacks attempts counts at a time. The vendor sends the callbacks of a school one by one, so that each
// school has at most one that fails.
const mostAttempted = 1 << 12

// attempts counts how often the function of a callback has failed. When it is full, it forgets the callback that failed longest ago, which
// is then tried from the beginning.
type attempts struct {
	mu    sync.Mutex
	order *list.List // of *attempted, that which failed last at the end
	ids   map[string]*list.Element
}

// attempted is a callback that failed.
type attempted struct {
	id    string
	times int
	last  error
}

func newAttempts() *attempts {
	return &attempts{order: list.New(), ids: make(map[string]*list.Element)}
}

// of returns how often a callback has failed, and with what the last time.
func (a *attempts) of(id string) (times int, last error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if e, ok := a.ids[id]; ok {
		known := e.Value.(*attempted)
		return known.times, known.last
	}
	return 0, nil
}

// failed counts a failure and returns how many there are.
func (a *attempts) failed(id string, err error) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	e, ok := a.ids[id]
	if !ok {
		e = a.order.PushBack(&attempted{id: id})
		a.ids[id] = e
	}
	a.order.MoveToBack(e)
	known := e.Value.(*attempted)
	known.times, known.last = known.times+1, err
	for len(a.ids) > mostAttempted {
		delete(a.ids, a.order.Remove(a.order.Front()).(*attempted).id)
	}
	return known.times
}

// forget ends the count of a callback.
func (a *attempts) forget(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if e, ok := a.ids[id]; ok {
		a.order.Remove(e)
		delete(a.ids, id)
	}
}
