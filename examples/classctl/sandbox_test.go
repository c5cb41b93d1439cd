package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sandboxed runs a sandbox on free ports until the test ends, and returns what it prints.
func sandboxed(t *testing.T, env map[string]string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	printed := &gate{ready: make(chan string, 1)}
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, append([]string{"sandbox", "--port", "0"}, args...), func(name string) string { return env[name] }, printed, &bytes.Buffer{})
	}()
	text := <-printed.ready
	t.Cleanup(func() {
		cancel()
		assert.Equal(t, exitOK, <-done)
	})
	return text
}

func TestSandboxServesTheVendorsThatAreAskedFor(t *testing.T) {
	text := sandboxed(t, nil, "--vendor", "classin,aui", "--vendor=agora")
	for _, name := range []string{"CLASSIN_BASE_URL", "AUI_BASE_URL", "AGORA_BASE_URL"} {
		assert.Contains(t, text, "export "+name+"='http://127.0.0.1:")
	}
	assert.NotContains(t, text, "BAIJIAYUN_BASE_URL")
	assert.NotEqual(t, text, sandboxed(t, nil, "--vendor", "classin,aui", "--vendor=agora"), "two have room beside each other")
}

// Credentials of the environment are used, and not printed.
func TestSandboxTakesYourOwnCredentials(t *testing.T) {
	text := sandboxed(t, map[string]string{"CLASSIN_SID": "777", "CLASSIN_SECRET": "my-own-canary"}, "--vendor", "classin")
	assert.NotContains(t, text, "my-own-canary")
	env := map[string]string{"CLASSIN_SID": "777", "CLASSIN_SECRET": "my-own-canary"}
	_, after, found := strings.Cut(text, "export CLASSIN_BASE_URL='")
	require.True(t, found, text)
	env["CLASSIN_BASE_URL"], _, _ = strings.Cut(after, "'")
	status, _, errs := ctl(t, env, "call", "classin", "Courses.List")
	assert.Equal(t, exitOK, status, errs)
}

func TestSandboxRecords(t *testing.T) {
	file := filepath.Join(t.TempDir(), "session.jsonl")
	text := sandboxed(t, nil, "--vendor", "classin", "--record", file)
	env := map[string]string{}
	for line := range strings.SplitSeq(text, "\n") {
		if name, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "="); ok {
			env[name] = strings.Trim(value, "'")
		}
	}
	status, _, errs := ctl(t, env, "call", "classin", "Courses.List")
	require.Equal(t, exitOK, status, errs)
	require.Eventually(t, func() bool {
		recorded, err := os.ReadFile(file)
		return err == nil && strings.Contains(string(recorded), "Courses.List")
	}, 5e9, 1e7)
}

func TestSandboxMindsItsWords(t *testing.T) {
	for problem, args := range map[string][]string{
		"not a loopback address": {"--listen", "0.0.0.0"},
		"zoom":                   {"--vendor", "zoom"},
		"none.json":              {"--seed", filepath.Join(t.TempDir(), "none.json")},
		"takes no arguments":     {"now"},
		"did you mean --seed?":   {"--seeds", "x"},
		"recorded or played":     {"--record", "a", "--replay", "b"},
	} {
		status, out, errs := ctl(t, nil, append([]string{"sandbox", "--port", "0"}, args...)...)
		assert.Equal(t, exitUsage, status, problem)
		assert.Empty(t, out)
		assert.Contains(t, errs, problem)
	}
}

// A port that is taken is not the command line's fault.
func TestSandboxOnATakenPortIsAFailure(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	status, _, errs := ctl(t, nil, "sandbox", "--port", port)
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, errs, port)
}
