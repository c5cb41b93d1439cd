package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-classcloud/classcloud"
)

// verdict is what a create said.
type verdict int

const (
	yes   verdict = iota // it was made
	maybe                // it may have been made
	no                   // it was not
)

// book remembers what every create said, to be held against what the servers have.
type book struct {
	mu      sync.Mutex
	creates map[string]map[string]verdict // by vendor and name
	counts  [3]atomic.Int64
	reads   atomic.Int64
	failed  atomic.Int64 // reads that failed
	first   usage        // once everything is warm
	last    usage
}

func newBook() *book { return &book{creates: map[string]map[string]verdict{}} }

func (b *book) created(vendor, name string, err error) {
	said := no
	switch {
	case err == nil:
		said = yes
	case classcloud.MaybeApplied(err):
		said = maybe
	}
	b.counts[said].Add(1)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.creates[vendor] == nil {
		b.creates[vendor] = map[string]verdict{}
	}
	b.creates[vendor][name] = said
}

func (b *book) read(err error) {
	b.reads.Add(1)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		b.failed.Add(1)
		fmt.Println("a read failed:", err)
	}
}

// audit holds what the servers have against what was said: nothing twice, nothing lost, nothing there that was refused.
func (b *book) audit(served []place) error {
	var doubled, lost, denied int
	for _, at := range served {
		counts, err := made(at)
		if err != nil {
			return err
		}
		for name, said := range b.creates[at.Vendor] {
			switch n := counts[name]; {
			case n > 1:
				doubled++
			case n == 0 && said == yes:
				lost++
			case n > 0 && said == no:
				denied++
			}
		}
	}
	fmt.Printf("made twice %d, lost %d, made though refused %d; %s\n", doubled, lost, denied, b)
	switch {
	case doubled+lost+denied > 0:
		return errors.New("something was made twice, lost, or made though it was refused")
	case b.counts[yes].Load() == 0:
		return errors.New("nothing was made")
	}
	return b.last.since(b.first)
}

// String is a line of numbers.
func (b *book) String() string {
	return fmt.Sprintf("creates: ok %d, maybe %d, refused %d; reads %d, failed %d; %s",
		b.counts[yes].Load(), b.counts[maybe].Load(), b.counts[no].Load(), b.reads.Load(), b.failed.Load(), b.last)
}

// usage is what the program takes of the machine.
type usage struct {
	heap        uint64 // bytes, after a collection
	goroutines  int
	descriptors int
}

func measure() (u usage) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	u.heap, u.goroutines = m.HeapAlloc, runtime.NumGoroutine()
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		u.descriptors = len(open)
	}
	return u
}

func (u usage) String() string {
	return fmt.Sprintf("heap %d KiB, goroutines %d, descriptors %d", u.heap>>10, u.goroutines, u.descriptors)
}

// since reports what has grown. The book itself grows by what it remembers, for which 16 MiB are left.
func (u usage) since(first usage) error {
	if u.heap > first.heap+first.heap/2+16<<20 || u.goroutines > first.goroutines+first.goroutines/2+16 || u.descriptors > first.descriptors+first.descriptors/2+16 {
		return fmt.Errorf("it grows: %s at first, and %s", first, u)
	}
	return nil
}

// watch prints the numbers from time to time until ctx ends. What is measured after the first look is what later looks are held against.
func watch(ctx context.Context, b *book) {
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		b.last = measure()
		if b.first == (usage{}) {
			b.first = b.last
		}
		fmt.Println(b)
	}
}
