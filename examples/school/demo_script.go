package main

import (
	"context"
	_ "embed"
	"slices"
	"sync"
	"time"
)

// demoPlan is a lesson at each vendor.
//
//go:embed demo.csv
var demoPlan string

// deed is what can be done in a lesson.
type deed int

const (
	enters deed = iota
	leaves
	drops    // loses the connection
	isKicked // is sent out by the teacher
	startsIt // the class
	endsIt   // the class
)

// act is what somebody of a lesson does at some time.
type act struct {
	lesson *lesson
	at     time.Time
	who    person
	does   deed
	device int
}

// guest is who is not on the list.
var guest = person{"9900", "Guo"}

// script is an hour of a lesson, however long it is: the teacher comes late, the first student drops out and comes back, the second comes late
// and changes from one device to another, the third leaves early, the fourth never comes, all others are there throughout; a guest is sent out.
func script(l *lesson) (acts []act) {
	add := func(minute float64, who person, does deed, device int) {
		acts = append(acts, act{l, l.Start.Add(time.Duration(minute * float64(l.Duration) / 60).Truncate(time.Second)), who, does, device})
	}
	add(4, l.Teacher, enters, 0)
	add(4, l.Teacher, startsIt, 0)
	for i, s := range l.Students {
		switch i {
		case 0:
			add(-3, s, enters, 0)
			add(20, s, drops, 0)
			add(24, s, enters, 0)
			add(61, s, leaves, 0)
		case 1:
			add(2, s, enters, 0)
			add(25, s, enters, 1)
			add(33, s, leaves, 0)
			add(61, s, leaves, 1)
		case 2:
			add(-1, s, enters, 0)
			add(50, s, leaves, 0)
		case 3:
		default:
			add(-2, s, enters, 0)
			add(61, s, leaves, 0)
		}
	}
	add(10, guest, enters, 0)
	add(35, guest, isKicked, 0)
	add(60, l.Teacher, endsIt, 0)
	add(61, l.Teacher, leaves, 0)
	return acts
}

// inOrder merges the scripts of lessons.
func inOrder(lessons []lesson) (acts []act) {
	for i := range lessons {
		acts = append(acts, script(&lessons[i])...)
	}
	slices.SortStableFunc(acts, func(a, b act) int { return a.at.Compare(b.at) })
	return acts
}

// demoClock is a clock on which an hour takes half a minute, until the last lesson is over.
type demoClock struct {
	mu    sync.Mutex
	now   time.Time // at real
	real  time.Time
	until time.Time // the end of the hurry
}

const (
	demoSpeed   = 120
	demoPrelude = 10 * time.Minute
	demoFinale  = 10 * time.Minute
)

func newDemoClock(lessons []lesson) *demoClock {
	c := &demoClock{real: time.Now()}
	for i := range lessons {
		l := &lessons[i]
		if c.now.IsZero() || l.Start.Before(c.now) {
			c.now = l.Start
		}
		if l.end().After(c.until) {
			c.until = l.end()
		}
	}
	if len(lessons) == 0 {
		c.now = c.real
	}
	c.now, c.until = c.now.Add(-demoPrelude), c.until.Add(demoFinale)
	return c
}

// Now implements classcloud.Clock.
func (c *demoClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	passed := now.Sub(c.real)
	c.real = now
	if hurry := min(demoSpeed*passed, max(0, c.until.Sub(c.now))); hurry > 0 {
		c.now, passed = c.now.Add(hurry), passed-hurry/demoSpeed
	}
	c.now = c.now.Add(passed)
	return c.now
}

// Sleep implements classcloud.Clock.
func (c *demoClock) Sleep(ctx context.Context, d time.Duration) error {
	until := c.Now().Add(d)
	for left := d; left > 0; left = until.Sub(c.Now()) {
		timer := time.NewTimer(max(time.Millisecond, min(left, 100*time.Millisecond*demoSpeed)/demoSpeed))
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
	return ctx.Err()
}
