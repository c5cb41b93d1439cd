package main

import (
	"math"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// settings say how long to measure.
type settings struct {
	rounds int
	round  time.Duration // of CPU time that a round takes about
	scale  int           // divides the sizes of what is done once: rows, bytes, calls
}

var (
	thorough = settings{rounds: 25, round: 40 * time.Millisecond, scale: 1}
	short    = settings{rounds: 3, round: 2 * time.Millisecond, scale: 50}
)

// work does something n times.
type work func(n int) error

// task prepares doing something n times, and returns what does it: only that is measured.
type task func(n int) func() error

func (w work) task(n int) func() error { return func() error { return w(n) } }

// pair measures the CPU time of two works that do the same. Their rounds take turns, so that what else the machine does hits both.
func (s settings) pair(name string, ours, theirs work) (result, error) {
	return s.tasks(name, ours.task, theirs.task)
}

func (s settings) tasks(name string, ours, theirs task) (result, error) {
	n, err := s.size(theirs)
	if err != nil {
		return result{}, err
	}
	var a, b []float64
	if _, err := cpu(ours, n); err != nil { // caches are filled
		return result{}, err
	}
	for i := range s.rounds {
		order := []task{ours, theirs}
		into := []*[]float64{&a, &b}
		if i%2 == 1 {
			slices.Reverse(order)
			slices.Reverse(into)
		}
		for j, task := range order {
			took, err := cpu(task, n)
			if err != nil {
				return result{}, err
			}
			*into[j] = append(*into[j], took.Seconds()*1e6/float64(n))
		}
	}
	return compared(name, median(a), median(b), "µs CPU"), nil
}

// size returns how often a task fits into a round.
func (s settings) size(of task) (int, error) {
	for n := 1; ; n *= 2 {
		took, err := cpu(of, n)
		if err != nil {
			return 0, err
		}
		if took >= s.round || n >= 1<<22 {
			return n, nil
		}
	}
}

// cpu carries out a task and returns the CPU time that the process used.
func cpu(of task, n int) (time.Duration, error) {
	run := of(n)
	runtime.GC()
	before := used()
	err := run()
	return used() - before, err
}

func used() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // it cannot fail with this argument
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// memory compares how often two works allocate, and how many bytes, each time they run.
func memory(names [2]string, n int, ours, theirs work) ([]result, error) {
	var count, bytes [2]float64
	for i, work := range []work{ours, theirs} {
		if err := work(n); err != nil {
			return nil, err
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		if err := work(n); err != nil {
			return nil, err
		}
		runtime.ReadMemStats(&after)
		count[i] = float64(after.Mallocs-before.Mallocs) / float64(n)
		bytes[i] = float64(after.TotalAlloc-before.TotalAlloc) / float64(n)
	}
	out := []result{compared(names[0], count[0], count[1], "allocations")}
	if names[1] != "" {
		out = append(out, compared(names[1], bytes[0], bytes[1], "bytes allocated"))
	}
	return out, nil
}

// heap returns by how many MiB the live heap grew while work ran, at most. work calls look now and then, and stands still meanwhile: what is
// allocated while a collection runs counts as live, and on a busy machine that is more than what is kept.
func heap(work func(look func()) error) (float64, error) {
	live := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := live()
	most := before
	err := work(func() { most = max(most, live()) })
	return float64(most-before) / (1 << 20), err
}

func compared(name string, ours, theirs float64, unit string) result {
	r := result{Name: name, Ours: ours, Theirs: theirs, Unit: unit}
	if theirs != 0 {
		r.Ratio = math.Round(ours/theirs*1000) / 1000
	}
	return r
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
