package faults_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/faults"
)

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard) // net/http says there what it thinks of some of the servers
	goleak.VerifyTestMain(m)
}

var whole = flag.Bool("whole", false, "run every fault against every operation, and not a part of them")

// attempts is how often a call may be sent by default.
const attempts = 3

// TestMatrix plays every fault to operations of every vendor and effect, or with -whole to every operation:
//
//	go test ./internal/faults -run TestMatrix -whole -timeout 40m
func TestMatrix(t *testing.T) {
	ops := operations(t)
	table := newTable()
	var all sync.WaitGroup
	slots := make(chan struct{}, 4*runtime.GOMAXPROCS(0))
	for i, fault := range faults.All() {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			t.Run(fault.Name, func(t *testing.T) {
				b := open(t, fault)
				for _, op := range representatives(ops) {
					table.add(b.arriving(t, op))
				}
				if fault.Timed && !*whole {
					return
				}
				for _, op := range others(ops, i) {
					b.run(t, op)
				}
			})
		})
	}
	all.Wait()
	table.check(t)
}

// representatives returns the first operation of each vendor and effect.
func representatives(ops []*operation) (out []*operation) {
	seen := map[string]bool{}
	for _, op := range ops {
		if key := op.vendor.name + op.kind(); !seen[key] {
			seen[key] = true
			out = append(out, op)
		}
	}
	return out
}

// others returns all other operations, or of those the few whose turn it is.
func others(ops []*operation, turn int) (out []*operation) {
	const part = 40
	first := representatives(ops)
	for i, op := range ops {
		if !slices.Contains(first, op) && (*whole || i%part == turn%part) {
			out = append(out, op)
		}
	}
	return out
}

// bench is one fault being played, with clients of every vendor.
type bench struct {
	server  *faults.Server
	clients map[string]any
	clock   *clienttest.Clock
	logged  bytes.Buffer
	events  []classcloud.Event
}

func open(t *testing.T, fault faults.Fault) *bench {
	t.Helper()
	return &bench{server: fault.Play(t), clients: map[string]any{}, clock: clienttest.NewClock()}
}

// Start makes bench an observer.
func (b *bench) Start(ctx context.Context, ev classcloud.Event) (context.Context, func(classcloud.Event)) {
	b.events = append(b.events, ev)
	return ctx, func(ev classcloud.Event) { b.events = append(b.events, ev) }
}

func (b *bench) client(t *testing.T, op *operation) any {
	t.Helper()
	key := op.vendor.name
	if op.Name == "Auth.Login" {
		key += op.Name
	}
	if b.clients[key] == nil {
		level := &slog.HandlerOptions{Level: slog.LevelDebug}
		opts := append([]classcloud.ClientOption{
			classcloud.WithBaseURL(b.server.Setting.Base), classcloud.WithHTTPClient(b.server.Setting.Client), classcloud.WithClock(b.clock),
			classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithObserver(b), classcloud.WithMaxReplySize(128 << 10),
			classcloud.WithLogger(slog.New(slog.NewJSONHandler(&b.logged, level))),
		}, b.server.Setting.Options...)
		client, err := op.vendor.open(op.Name, opts...)
		require.NoError(t, err)
		b.clients[key] = client
	}
	return b.clients[key]
}

// arriving is run, again if the time was over before anything arrived: on a busy machine a Timed fault may not begin.
func (b *bench) arriving(t *testing.T, op *operation) *cell {
	t.Helper()
	c := b.run(t, op)
	for tries := 1; b.server.Fault.Timed && c.sends == 0 && tries < 10; tries++ {
		c = b.run(t, op)
	}
	return c
}

// run plays the fault to one operation and holds what comes back against the fault's class.
func (b *bench) run(t *testing.T, op *operation) *cell {
	t.Helper()
	client := b.client(t, op)
	b.server.Setting.Transport.CloseIdleConnections()
	patience := time.Minute
	if sendsFile := strings.HasSuffix(op.Name, ".Upload") || op.Name == "Settings.SetWatermark"; b.server.Fault.Timed && sendsFile {
		patience = 300 * time.Millisecond // an upload has no time but its caller's
	}
	parent, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	slept := len(b.clock.Slept())
	b.logged.Reset()
	ctx, done := b.server.Begin(parent, op.good)
	if b.server.Warm() {
		_, err := op.call(parent, client)
		require.NoError(t, err, "%s %s", op.vendor.name, op.Name)
		b.server.Warmed()
	}
	b.events = nil
	began := time.Now()
	result, err := op.call(ctx, client)
	took := time.Since(began)
	done()
	c := cell{t: t, name: op.vendor.name + " " + op.Name, fault: b.server.Fault, op: op, err: err, result: result, sends: b.server.Sends()}
	assert.Less(t, took, 30*time.Second, c.name)
	for _, pause := range b.clock.Slept()[slept:] {
		assert.LessOrEqual(t, pause, time.Minute, c.name)
	}
	c.check()
	c.secrets(b.server.Said(), b.logged.String(), b.events)
	return &c
}

// cell is one fault against one operation.
type cell struct {
	t      *testing.T
	name   string
	fault  faults.Fault
	op     *operation
	err    error
	result any
	sends  int
}

func (c *cell) writes() bool { return c.op.Effect != classcloud.EffectRead }

func (c *cell) once() bool {
	return c.op.Effect == classcloud.EffectConsuming || c.op.Effect == classcloud.EffectOnce && !c.op.Keyed
}

// check holds sends, outcome and texts against the class.
func (c *cell) check() {
	most := attempts
	if c.once() {
		most = 1
	}
	want := -1
	switch c.fault.Class {
	case faults.Unsent:
		want = 0
		c.outcome(classcloud.OutcomeNotSent)
	case faults.Lost:
		want = most
		c.lost()
	case faults.Ended:
		want = 1
		c.lost()
	case faults.Refused:
		if want = attempts; c.op.Effect == classcloud.EffectConsuming {
			want = 1
		}
		c.maybe(false)
	case faults.Later, faults.Final:
		want = 1
		c.maybe(false)
	case faults.Stale:
		if want = 2; c.once() {
			want = 1
			c.maybe(true)
		} else {
			assert.NoError(c.t, c.err, c.name)
		}
	case faults.Fine:
		want = 1
		assert.NoError(c.t, c.err, c.name)
	case faults.Open:
		c.open(most)
		return
	}
	if c.fault.Timed {
		assert.LessOrEqual(c.t, c.sends, want, "%s: sends: %v", c.name, c.err)
	} else {
		assert.Equal(c.t, want, c.sends, "%s: sends: %v", c.name, c.err)
	}
	c.shape()
}

// open checks a fault that leaves nearly everything open: an operation that must not be repeated may be sent again only if what came
// back says that nothing was applied.
func (c *cell) open(most int) {
	assert.LessOrEqual(c.t, c.sends, attempts, c.name)
	if c.sends > most {
		c.maybe(false)
	}
	if c.err != nil {
		c.shape()
	}
}

func (c *cell) outcome(want classcloud.Outcome) {
	var e *classcloud.Error
	if assert.ErrorAs(c.t, c.err, &e, c.name) {
		assert.Equal(c.t, want, e.Outcome, "%s: %v", c.name, c.err)
	}
}

// lost checks that a write may have been applied. On a busy machine the time can be over before anything is sent.
func (c *cell) lost() {
	if c.fault.Timed && c.sends == 0 {
		assert.Error(c.t, c.err, c.name)
		return
	}
	c.maybe(c.writes())
}

func (c *cell) maybe(want bool) {
	if assert.Error(c.t, c.err, c.name) {
		assert.Equal(c.t, want, classcloud.MaybeApplied(c.err), "%s: %v", c.name, c.err)
	}
}

// shape checks what holds for every error.
func (c *cell) shape() {
	if c.err == nil {
		return
	}
	var e *classcloud.Error
	if !assert.ErrorAs(c.t, c.err, &e, c.name) {
		return
	}
	assert.Equal(c.t, c.op.vendor.name, e.Vendor)
	assert.Equal(c.t, c.op.Name, e.Operation)
	assert.ErrorIs(c.t, c.err, e.Kind)
	text := c.err.Error()
	assert.Less(c.t, len(text), 6000, c.name)
	for _, char := range text {
		if unicode.IsControl(char) {
			assert.Fail(c.t, "a control character", "%s: %q", c.name, text)
			break
		}
	}
	if !c.op.Keyed && !strings.Contains(c.op.Name, "Batch") && e.Kind != classcloud.DataLoss && c.fault.Class != faults.Open && e.HTTPStatus != 502 && c.result != nil && !reflect.ValueOf(c.result).IsZero() {
		assert.Fail(c.t, "a result beside an error", "%s: %v: %v", c.name, c.err, c.result)
	}
}

// signatures find what is secret in a request beside the keys.
var signatures = []*regexp.Regexp{
	regexp.MustCompile(`[&?\n]sign=([0-9a-f]{32})`), regexp.MustCompile(`safeKey=([0-9a-f]{32})`), regexp.MustCompile(`(?i)X-Eeo-Sign: (\w+)`),
	regexp.MustCompile(`agora token=([\w+/=]+)`), regexp.MustCompile(`signMsg=([^&\s]+)`), regexp.MustCompile(`Authorization: (?:Bearer )?([\w.+/=-]{12,})`),
}

// secrets looks for what must never be shown, in everything that is.
func (c *cell) secrets(request, logged string, events []classcloud.Event) {
	secret := slices.Clone(c.op.vendor.secrets)
	for _, pattern := range signatures {
		if found := pattern.FindStringSubmatch(request); found != nil {
			secret = append(secret, found[1])
		}
	}
	shown := []string{logged, fmt.Sprintf("%+v", events)}
	if c.err != nil {
		text, err := json.Marshal(c.err)
		require.NoError(c.t, err)
		shown = append(shown, string(text))
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			shown = append(shown, fmt.Sprintf(verb, c.err))
		}
		shown = append(shown, tree(c.err)...)
	}
	for _, text := range shown {
		for _, s := range secret {
			if strings.Contains(text, s) || strings.Contains(text, fmt.Sprintf("%x", s)) {
				assert.Fail(c.t, "a secret shows", "%s: %s in %.400s", c.name, s, text)
				return
			}
		}
	}
}

// tree returns the text of every node of an error, and what is kept of the reply.
func tree(err error) (out []string) {
	if err == nil {
		return nil
	}
	out = append(out, err.Error())
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		out = append(out, string(e.Body))
		for _, row := range e.Rows {
			out = append(out, string(row.Raw))
		}
	}
	switch x := err.(type) { //nolint:errorlint // it walks the whole tree
	case interface{ Unwrap() error }:
		out = append(out, tree(x.Unwrap())...)
	case interface{ Unwrap() []error }:
		for _, branch := range x.Unwrap() {
			out = append(out, tree(branch)...)
		}
	}
	return out
}
