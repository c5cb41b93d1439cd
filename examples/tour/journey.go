package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

// journeyTime is how long a vendor has: one that does not answer must not take the others' time.
const journeyTime = 30 * time.Second

// testServer is what a step needs that lets something happen which no call of a client does: an answer that is lost, a student who comes.
const testServer = "a test server"

// step is a part of a journey.
type step struct {
	name  string
	needs []string                              // what must be there: what earlier steps make, or testServer
	makes string                                // what is there once it is done
	do    func(context.Context) (string, error) // returns the result to show
}

// journey is a vendor with the steps to walk.
type journey struct {
	vendor string
	name   string // by which the vendor's customers know it
	steps  func(*visit) []step
}

// visit is a vendor that is connected, and the lesson that a journey is about.
type visit struct {
	*vendors.Session
	lesson lesson
	clock  classcloud.Clock
}

// walk takes the steps of a journey in their order, and prints each as it ends. What one needs and does not have leaves it untried; all others
// are tried. It returns what failed, one text a step.
func (j journey) walk(ctx context.Context, env func(string) string, t *table) (failed []string) {
	ctx, cancel := context.WithTimeout(ctx, journeyTime)
	defer cancel()
	account, v, err := j.connect(env)
	t.heading(j.heading(account))
	if err != nil {
		return []string{j.fail(t, "connect", err, account, 0)}
	}
	defer v.Close()
	there := map[string]bool{testServer: v.IsEmbedded()}
	for _, s := range j.steps(v) {
		if missing := slices.IndexFunc(s.needs, func(need string) bool { return !there[need] }); missing >= 0 {
			t.untried(s.name, "needs "+s.needs[missing])
			continue
		}
		if ctx.Err() != nil {
			t.untried(s.name, over(ctx))
			failed = append(failed, j.vendor+": "+s.name+" (not tried: "+over(ctx)+")")
			continue
		}
		began := time.Now()
		result, err := s.do(ctx)
		if took := time.Since(began); err != nil {
			failed = append(failed, j.fail(t, s.name, err, account, took))
		} else {
			t.step(markDone, s.name, result, took)
			there[s.makes] = true
		}
	}
	return failed
}

// over says why a journey ends early.
func over(ctx context.Context) string {
	if errors.Is(ctx.Err(), context.Canceled) {
		return "interrupted"
	}
	return "the time is over"
}

// heading says which server the steps below are about.
func (j journey) heading(account string) string {
	name := j.vendor
	if j.name != "" {
		name += " " + j.name
	}
	if account == "" {
		return name + ", its test server"
	}
	return name + ", with " + account
}

// connect returns the variables that name an account, and the vendor. Without them that is a test server with a clock of its own.
func (j journey) connect(env func(string) string) (account string, v *visit, err error) {
	vendor, err := vendors.Find(j.vendor)
	if err != nil {
		return "", nil, err
	}
	account = strings.Join(vendor.SetNames(env), ", ")
	v = &visit{clock: classcloud.SystemClock{}}
	if account == "" {
		v.clock = &playedClock{}
	}
	if v.Session, err = vendor.Connect(env, io.Discard, classcloud.WithClock(v.clock)); err != nil {
		return account, nil, err
	}
	if server, is := v.Server.(interface{ SetClock(now func() time.Time) }); is {
		server.SetClock(v.clock.Now)
	}
	v.lesson = newLesson(v.clock.Now())
	return account, v, nil
}

// fail prints a step that failed, with what to know about it below, and returns it for the summary.
func (j journey) fail(t *table, name string, err error, account string, took time.Duration) string {
	t.step(markFailed, name, kindOf(err), took)
	for _, paragraph := range explain(err, account != "") {
		t.note(paragraph)
	}
	return j.vendor + ": " + name + " (" + kindOf(err) + ")"
}
