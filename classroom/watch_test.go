package classroom_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classroom"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// school is what a Watch looks at in these tests.
type school struct {
	*clienttest.Clock
	watch   *classroom.Watch
	events  map[string][]classroom.Event
	handed  []string
	failed  []string
	looking error
}

func newSchool() *school {
	s := &school{Clock: clienttest.NewClock(), events: map[string][]classroom.Event{}}
	s.watch = &classroom.Watch{
		Lessons: func(context.Context) ([]string, error) { return []string{"a", "b"}, nil },
		Look:    func(_ context.Context, id string) ([]classroom.Event, error) { return s.events[id], s.looking },
		Store:   &classroom.MemoryWatchStore{},
		Handle: func(_ context.Context, e classroom.Event) error {
			s.handed = append(s.handed, fmt.Sprintf("%s@%s-%v", e.ID, e.At.Sub(s.start()), e.Within))
			return nil
		},
		Failed: func(_ context.Context, id string, err error) { s.failed = append(s.failed, id+": "+err.Error()) },
		Clock:  s.Clock,
	}
	return s
}

func (s *school) start() time.Time { return clienttest.NewClock().Now() }

// rounds runs the watch for some rounds.
func (s *school) rounds(t *testing.T, n int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s.OnSleep(func() {
		if n--; n <= 0 {
			cancel()
		}
	})
	require.ErrorIs(t, s.watch.Run(ctx), context.Canceled)
}

func (s *school) happens(lesson, id string, after ...time.Duration) {
	e := classroom.Event{ID: id}
	if len(after) > 0 {
		e.At = s.start().Add(after[0])
	}
	s.events[lesson] = append(s.events[lesson], e)
}

func TestWatchHandsOverEachEventOnce(t *testing.T) {
	s := newSchool()
	s.happens("a", "2", 2*time.Second)
	s.happens("a", "1", time.Second)
	s.happens("b", "3", 0)
	s.rounds(t, 3)
	assert.Equal(t, []string{"1@1s-0s", "2@2s-0s", "3@0s-0s"}, s.handed, "in the order in which they happened")
	s.happens("a", "left")
	s.rounds(t, 2)
	assert.Equal(t, "left@1m30s-30s", s.handed[3], "found by a look that was half a minute after the one before")
	s.rounds(t, 1)
	assert.Len(t, s.handed, 4)
	assert.Empty(t, s.failed)
}

func TestWatchTriesAgain(t *testing.T) {
	s := newSchool()
	for n := range 3 {
		s.happens("a", fmt.Sprint(n), time.Duration(n)*time.Second)
	}
	s.happens("b", "b", 0)
	handle, fails := s.watch.Handle, 2
	s.watch.Handle = func(ctx context.Context, e classroom.Event) error {
		if e.ID == "1" && fails > 0 {
			if fails--; fails == 0 {
				panic("odd")
			}
			return errors.New("the database is away")
		}
		return handle(ctx, e)
	}
	s.rounds(t, 1)
	assert.Equal(t, []string{"0@0s-0s", "b@0s-0s"}, s.handed, "the lesson waits, the others do not")
	s.rounds(t, 1)
	s.rounds(t, 1)
	assert.Equal(t, []string{"1@1s-0s", "2@2s-0s"}, s.handed[2:])
	require.Len(t, s.failed, 2)
	assert.Equal(t, "a: the database is away", s.failed[0])
	assert.Contains(t, s.failed[1], "a: classroom: Watch.Handle panicked: odd")
}

// What a look brings beside an error is handed over, and the look does not count for Within.
func TestWatchTakesWhatCanBeRead(t *testing.T) {
	s := newSchool()
	s.happens("a", "1")
	s.rounds(t, 1)
	s.looking = errors.New("a page is missing")
	s.happens("a", "2")
	s.rounds(t, 1)
	s.looking = nil
	s.happens("a", "3")
	s.rounds(t, 1)
	assert.Equal(t, []string{"1@0s-0s", "2@30s-30s", "3@1m0s-1m0s"}, s.handed)
	assert.Equal(t, []string{"a: a page is missing", "b: a page is missing"}, s.failed)
}

// brokenStore is a store that fails.
type brokenStore struct {
	classroom.MemoryWatchStore
	get, put error
	text     string
}

func (b *brokenStore) Get(ctx context.Context, id string) (string, error) {
	if b.text != "" {
		return b.text, nil
	}
	text, err := b.MemoryWatchStore.Get(ctx, id)
	return text, errors.Join(err, b.get)
}

func (b *brokenStore) Put(ctx context.Context, id, text string) error {
	if b.put != nil {
		return b.put
	}
	return b.MemoryWatchStore.Put(ctx, id, text)
}

func TestWatchSaysWhatFailed(t *testing.T) {
	for name, c := range map[string]struct {
		breaks func(*school, *brokenStore)
		handed int
		want   string
	}{
		"Lessons": {func(s *school, _ *brokenStore) {
			s.watch.Lessons = func(context.Context) ([]string, error) { return nil, errors.New("no") }
		}, 0, ": no"},
		"reading":          {func(_ *school, b *brokenStore) { b.get = errors.New("no") }, 0, "a: classroom: reading what was handed over: no"},
		"what was stored":  {func(_ *school, b *brokenStore) { b.text = "odd" }, 0, "a: classroom: what the store has of the lesson cannot be read: invalid character 'o' looking for beginning of value"},
		"storing":          {func(_ *school, b *brokenStore) { b.put = errors.New("no") }, 1, "a: classroom: storing what was handed over: no"},
		"Look that panics": {func(s *school, _ *brokenStore) { s.watch.Look = panics }, 0, "a: classroom: Watch.Look panicked: odd"},
	} {
		t.Run(name, func(t *testing.T) {
			s, store := newSchool(), &brokenStore{}
			s.watch.Store = store
			s.happens("a", "1", 0)
			c.breaks(s, store)
			s.rounds(t, 1)
			assert.Len(t, s.handed, c.handed)
			require.NotEmpty(t, s.failed)
			assert.Contains(t, s.failed[0], c.want)
		})
	}
}

func panics(context.Context, string) ([]classroom.Event, error) { panic("odd") }

func TestWatchNeedsItsFunctions(t *testing.T) {
	assert.EqualError(t, (&classroom.Watch{}).Run(t.Context()), "classroom: Watch needs Lessons, Look, Store and Handle")
}

// A Watch that is stopped in the middle hands over no more, and goes on where it was.
func TestWatchStops(t *testing.T) {
	s := newSchool()
	s.happens("a", "1", 0)
	s.happens("a", "2", 1)
	ctx, cancel := context.WithCancel(t.Context())
	handle := s.watch.Handle
	s.watch.Handle = func(c context.Context, e classroom.Event) error {
		cancel()
		return handle(c, e)
	}
	require.ErrorIs(t, s.watch.Run(ctx), context.Canceled)
	require.Len(t, s.handed, 1)
	s.watch.Handle = handle
	s.rounds(t, 1)
	assert.Len(t, s.handed, 2)
	assert.Empty(t, s.failed)
}

// An event without an ID cannot be told from others: it is not dropped in silence, and the others are handed over.
func TestWatchTellsOfEventsWithoutAnID(t *testing.T) {
	s := newSchool()
	s.happens("a", "", time.Second)
	s.happens("a", "1", 2*time.Second)
	s.happens("a", "", 3*time.Second)
	s.rounds(t, 1)
	assert.Equal(t, []string{"1@2s-0s"}, s.handed)
	assert.Equal(t, []string{"a: classroom: 2 of the events that Watch.Look returned have no ID, and are not handed over"}, s.failed)
}

// What happened before the Watch began did not happen when it looked for the first time.
func TestWatchThatBeginsLate(t *testing.T) {
	s := newSchool()
	s.watch.Lessons = func(context.Context) ([]string, error) { return []string{"a", "b", "c"}, nil }
	user := func(lesson, id, user string, at ...time.Duration) {
		s.happens(lesson, id, at...)
		s.events[lesson][len(s.events[lesson])-1].User.ID = user
	}
	s.happens("a", "started", -time.Hour)
	user("a", "x joined", "x", -50*time.Minute)
	user("a", "x joined again", "x", -30*time.Minute)
	user("a", "x left", "x")
	user("a", "y left", "y")
	s.happens("a", "recorded")
	s.happens("b", "left of nobody knows when")
	user("c", "z joined", "z", time.Second)
	user("c", "z left", "z")
	s.rounds(t, 1)
	assert.ElementsMatch(t, []string{"started@-1h0m0s-0s", "x joined@-50m0s-0s", "x joined again@-30m0s-0s", "x left@0s-30m0s", "y left@0s-1h0m0s", "recorded@0s-1h0m0s",
		"left of nobody knows when@0s-0s", "z left@0s-0s", "z joined@1s-0s"}, s.handed)
	s.happens("a", "later")
	s.handed = nil
	s.rounds(t, 1)
	assert.Equal(t, []string{"later@30s-30s"}, s.handed, "since the look before")
}

// A Watch that never had a whole answer, and is started again, knows since when it looks.
func TestWatchRemembersWhenItBegan(t *testing.T) {
	s := newSchool()
	s.watch.Lessons = func(context.Context) ([]string, error) { return []string{"a"}, nil }
	s.looking = errors.New("a row cannot be read")
	s.rounds(t, 3)
	s.happens("a", "1")
	s.rounds(t, 1)
	assert.Equal(t, []string{"1@1m30s-1m30s"}, s.handed)
}

// silentStore never answers.
type silentStore struct{ classroom.MemoryWatchStore }

func (*silentStore) Put(ctx context.Context, _, _ string) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestWatchIsNotHeldByItsStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSchool()
		s.watch.Store = &silentStore{}
		begin := time.Now()
		s.rounds(t, 1)
		assert.Equal(t, 20*time.Second, time.Since(begin), "10 s for each of two lessons")
		assert.Len(t, s.failed, 2)
	})
}

func TestWatchWithoutAContext(t *testing.T) {
	var none context.Context
	assert.ErrorContains(t, newSchool().watch.Run(none), "the context is nil")
}

func TestWatchWithANegativePause(t *testing.T) {
	s := newSchool()
	s.watch.Every = -time.Second
	s.rounds(t, 2)
	assert.Equal(t, []time.Duration{30 * time.Second, 30 * time.Second}, s.Slept())
}
