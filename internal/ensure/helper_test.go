package ensure

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// cloud is a vendor that knows no keys. Its clock is the bubble's.
type cloud struct {
	mu     sync.Mutex
	things []thing
	delay  time.Duration // until a new thing is in the list
	calls  []string      // "create", "find", "get"

	create func(ctx context.Context, apply func() string) (string, error) // what happens to the next creates; nil: it works
	find   func() error                                                   // whether the next search fails
}

// thing is what the vendor has: sent is what it was asked for.
type thing struct {
	id, look, sent string
	created        time.Time
}

// was is the error of a create.
func was(outcome classcloud.Outcome, kind classcloud.Kind) error {
	return &classcloud.Error{Vendor: "cloud", Operation: "Things.Create", Kind: kind, Outcome: outcome, Message: "as the test wants it"}
}

func (c *cloud) add(look, sent string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := strconv.Itoa(101 + len(c.things))
	c.things = append(c.things, thing{id, look, sent, time.Now()})
	return id
}

func (c *cloud) called(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, what)
}

func (c *cloud) count(what string) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, call := range c.calls {
		if call == what {
			n++
		}
	}
	return n
}

func (c *cloud) listed(look string) (found []Candidate[thing]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range c.things {
		if t.look == look && !time.Now().Before(t.created.Add(c.delay)) {
			found = append(found, Candidate[thing]{ID: t.id, CreateTime: t.created, Thing: &t})
		}
	}
	return found
}

// plan is an Ensure of a thing.
func (c *cloud) plan(look, sent string) *Plan[thing] {
	return &Plan[thing]{
		Subject: Subject{vendor: "cloud", operation: "Things.Ensure", scope: "cloud:1/thing", sent: sent, clock: classcloud.SystemClock{}},
		Look:    look, Settle: time.Minute,
		Create: func(ctx context.Context) (*thing, string, error) {
			c.called("create")
			apply := func() string { return c.add(look, sent) }
			c.mu.Lock()
			happens := c.create
			c.mu.Unlock()
			if happens == nil {
				id := apply()
				return &thing{id: id}, id, nil
			}
			id, err := happens(ctx, apply)
			if id == "" {
				return nil, "", err
			}
			return &thing{id: id}, id, err
		},
		Find: func(context.Context, time.Time) ([]Candidate[thing], error) {
			c.called("find")
			if c.find != nil {
				if err := c.find(); err != nil {
					return nil, err
				}
			}
			return c.listed(look), nil
		},
		Get: func(_ context.Context, id string) (*thing, error) {
			c.called("get")
			c.mu.Lock()
			defer c.mu.Unlock()
			if i := slices.IndexFunc(c.things, func(t thing) bool { return t.id == id }); i >= 0 {
				return &c.things[i], nil
			}
			return nil, &classcloud.Error{Vendor: "cloud", Operation: "Things.Get", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}
		},
		Bare: func(id string) *thing { return &thing{id: id} },
	}
}

// brittle is a journal that fails when the test wants.
type brittle struct {
	classcloud.MemoryJournal
	fail func(call string, e classcloud.JournalEntry) error // before it does anything; nil: never
	told func(e classcloud.JournalEntry) error              // after a Save that was done: the answer is lost
}

var errJournal = errors.New("the database is away")

func (j *brittle) failure(call string, e classcloud.JournalEntry) error {
	if j.fail == nil {
		return nil
	}
	return j.fail(call, e)
}

func (j *brittle) Entry(ctx context.Context, scope, key string) (classcloud.JournalEntry, error) {
	if err := errors.Join(ctx.Err(), j.failure("entry", classcloud.JournalEntry{Scope: scope, Key: key})); err != nil {
		return classcloud.JournalEntry{}, err
	}
	return j.MemoryJournal.Entry(ctx, scope, key)
}

func (j *brittle) Save(ctx context.Context, e classcloud.JournalEntry) error {
	if err := errors.Join(ctx.Err(), j.failure("save", e)); err != nil {
		return err
	}
	if err := j.MemoryJournal.Save(ctx, e); err != nil || j.told == nil {
		return err
	}
	return j.told(e)
}

func (j *brittle) Alike(ctx context.Context, scope, look string, ids []string) ([]classcloud.JournalEntry, error) {
	if err := errors.Join(ctx.Err(), j.failure("alike", classcloud.JournalEntry{})); err != nil {
		return nil, err
	}
	return j.MemoryJournal.Alike(ctx, scope, look, ids)
}

// text shows what came out of an Ensure in one line.
func text(made Made[thing], err error) string {
	s := fmt.Sprintf("%q existed=%v differs=%v", made.ID, made.Existed, made.Differs)
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		s += fmt.Sprintf(" %v %v after %v", e.Kind, e.Outcome, e.RetryAfter)
	} else if err != nil {
		s += " " + err.Error()
	}
	return s
}

// cancelled returns a context and a create that works, and ends the context before it answers.
func cancelled(w *world) (context.Context, func(context.Context, func() string) (string, error)) {
	ctx, cancel := context.WithCancel(w.Context())
	return ctx, func(_ context.Context, apply func() string) (string, error) {
		defer cancel()
		return apply(), nil
	}
}
