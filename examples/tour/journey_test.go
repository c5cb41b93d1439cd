package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// noEnvironment is an environment without an account.
func noEnvironment(string) string { return "" }

// walked walks steps at a test server and returns what failed, and the lines below the heading.
func walked(ctx context.Context, steps ...step) (failed, lines []string) {
	var out bytes.Buffer
	j := journey{"agora", "", func(*visit) []step { return steps }}
	failed = j.walk(ctx, noEnvironment, &table{out: &out})
	return failed, strings.Split(strings.TrimSpace(out.String()), "\n")[1:]
}

func works(context.Context) (string, error) { return "works", nil }

func breaks(context.Context) (string, error) {
	return "", &classcloud.Error{Vendor: "agora", Operation: "Rooms.Create", Kind: classcloud.Aborted, Code: "7", Outcome: classcloud.OutcomeNotApplied, Hint: "try again"}
}

// writes keeps every write apart.
type writes struct{ all []string }

func (w *writes) Write(p []byte) (int, error) {
	w.all = append(w.all, string(p))
	return len(p), nil
}

func TestEachLineIsPrintedAsItsStepEnds(t *testing.T) {
	out := &writes{}
	var before []int // how many lines were out when each step began
	note := func(context.Context) (string, error) {
		before = append(before, len(out.all))
		return "works", nil
	}
	j := journey{"agora", "", func(*visit) []step {
		return []step{{name: "one", do: note}, {name: "two", do: note}, {name: "three", do: note}}
	}}
	require.Empty(t, j.walk(t.Context(), noEnvironment, &table{out: out}))
	require.Len(t, before, 3)
	assert.Equal(t, []int{before[0], before[0] + 1, before[0] + 2}, before, "a line was kept back")
	assert.Equal(t, "agora, its test server\n", out.all[before[0]-1], "the heading comes first")
	for _, text := range out.all {
		assert.True(t, strings.HasSuffix(text, "\n") && strings.Count(text, "\n") == 1, "%q: a line is one write", text)
	}
}

func TestWhatDependsOnAFailureIsNotTried(t *testing.T) {
	failed, lines := walked(t.Context(),
		step{"make a room", nil, "the room", breaks},
		step{"make a class in it", []string{"the room"}, "the class", works},
		step{"start the class", []string{testServer, "the class"}, "", works},
		step{"make a user", nil, "the user", works},
		step{"name the user", []string{"the user"}, "", works},
	)
	assert.Equal(t, []string{"agora: make a room (Aborted)"}, failed)
	require.Len(t, lines, 7)
	for at, want := range []string{
		"✗ make a room +Aborted +<?[0-9.]+ m?s",
		"    agora Rooms.Create: Aborted, code 7",
		"    What to do: try again",
		"– make a class in it +not tried: needs the room",
		"– start the class +not tried: needs the class",
		"✓ make a user +works +<?[0-9.]+ m?s",
		"✓ name the user +works +<?[0-9.]+ m?s",
	} {
		assert.Regexp(t, "^"+want+"$", lines[at])
	}
	for _, at := range []int{0, 3, 4, 5, 6} {
		requireColumns(t, lines[at])
	}
}

func TestAJourneyThatIsInterruptedHasFailed(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	failed, lines := walked(ctx, step{name: "one", do: func(context.Context) (string, error) { cancel(); return "works", nil }}, step{name: "two", do: works})
	assert.Equal(t, []string{"agora: two (not tried: interrupted)"}, failed)
	assert.Contains(t, lines[1], "not tried: interrupted")
}

func TestAVendorTakesOnlyItsOwnTime(t *testing.T) {
	failed, _ := walked(t.Context(), step{name: "one", do: func(ctx context.Context) (string, error) {
		deadline, is := ctx.Deadline()
		if !is || time.Until(deadline) > journeyTime {
			return "", errors.New("there is all the time of the world")
		}
		return "works", nil
	}})
	assert.Empty(t, failed)
	ctx, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	failed, _ = walked(ctx, step{name: "one", do: works})
	assert.Equal(t, []string{"agora: one (not tried: the time is over)"}, failed)
}
