package transport

import (
	"container/list"
	"sync"
)

// Recent keeps a value for each of the keys that were used lately: sessions and tokens of accounts. When it is full, it forgets the key
// that was not used for the longest time. It is safe for concurrent use.
type Recent[K comparable, V any] struct {
	mu    sync.Mutex
	most  int
	order *list.List // of recent[K, V], the one used last at the end
	keys  map[K]*list.Element
}

type recent[K comparable, V any] struct {
	key   K
	value V
}

// NewRecent makes a Recent for at most so many keys.
func NewRecent[K comparable, V any](most int) *Recent[K, V] {
	return &Recent[K, V]{most: most, order: list.New(), keys: map[K]*list.Element{}}
}

// Of returns the value of a key, and makes one where there is none.
func (r *Recent[K, V]) Of(key K, value func() V) V {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e, ok := r.keys[key]; ok {
		r.order.MoveToBack(e)
		return e.Value.(recent[K, V]).value
	}
	made := recent[K, V]{key, value()}
	r.keys[key] = r.order.PushBack(made)
	if len(r.keys) > r.most {
		oldest := r.order.Remove(r.order.Front()).(recent[K, V])
		delete(r.keys, oldest.key)
	}
	return made.value
}
