package main

import (
	"sync"

	"github.com/go-classcloud/classcloud/classroom"
)

// told collects what happened, whoever tells it.
type told struct {
	mu     sync.Mutex
	events []classroom.Event
}

func (t *told) add(events []classroom.Event) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.events = append(t.events, events...)
	return nil
}

func (t *told) all() []classroom.Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.events
}
