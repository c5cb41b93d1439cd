package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

// asClassctl has the test's own binary be classctl, for shells.
const asClassctl = "CLASSCTL_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asClassctl) != "" {
		os.Exit(run(context.Background(), os.Args[1:], vendors.Environment, os.Stdout, os.Stderr))
	}
	goleak.VerifyTestMain(m)
}

// complete asks what may stand at the end of a command line. The names come without what they mean.
func complete(t *testing.T, words ...string) (names []string, directive string) {
	t.Helper()
	status, out, _ := ctl(t, nil, append([]string{"__complete"}, words...)...)
	require.Equal(t, exitOK, status)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for _, line := range lines[:len(lines)-1] {
		name, _, _ := strings.Cut(line, "\t")
		names = append(names, name)
	}
	return names, lines[len(lines)-1]
}

func TestCompletionKnowsVendorsOperationsAndParameters(t *testing.T) {
	const whole, begun, keptOrder = ":4", ":6", ":38" // no files; no space behind it; in this order
	for line, want := range map[string]struct {
		names     string
		directive string
	}{
		"call ":                                                          {"agora aui baijiayun classin weclassroom", whole},
		"call ba":                                                        {"baijiayun", whole},
		"call baijiayun Rooms.Cr":                                        {"Rooms.Create", whole},
		"call baijiayun Rooms.Get ":                                      {"room_id=", keptOrder},
		"call baijiayun Rooms.Get room_id=7 ":                            {"", keptOrder},
		"call baijiayun Rooms.Create ti":                                 {"title=", keptOrder},
		"call baijiayun Rooms.Create is_long":                            {"is_long_term=", keptOrder},
		"call baijiayun Rooms.Create type=":                              {"type=1 type=2 type=3 type=4 type=5 type=6", whole},
		"call baijiayun Rooms.Create is_long_term=t":                     {"is_long_term=true", whole},
		"call baijiayun Documents.Upload attachment=":                    {"attachment=@", begun},
		"call baijiayun Documents.Upload attachment=@":                   {"", ":0"},
		"call baijiayun Rooms.Create title=x":                            {"", whole},
		"call baijiayun Rooms.Create nothing=":                           {"", whole},
		"call zoom ":                                                     {"", whole},
		"call zoom Rooms.Get ":                                           {"", whole},
		"call baijiayun Rooms.None ":                                     {"", whole},
		"call baijiayun Rooms.Create title=1 start_time=2 end_time=3 ty": {"type=", keptOrder},
		"ops classin Courses.E":                                          {"Courses.End", whole},
		"ops classin Courses.End ":                                       {"", whole},
		"ops --vendor we":                                                {"weclassroom", whole},
		"help ca":                                                        {"call", whole},
		"help call classin Courses.E":                                    {"Courses.End", whole},
		"help sandbox ":                                                  {"", whole},
		"upload ":                                                        {"baijiayun", whole},
		"upload baijiayun defi":                                          {"definition=", keptOrder},
		"verify au":                                                      {"aui", whole},
		"verify agora room":                                              {"roomUuid=", begun},
		"completion z":                                                   {"zsh", whole},
		"verify agora roomUuid=x":                                        {"", whole},
		"sandbox ":                                                       {"", whole},
		"call baijiayun Rooms.List --al":                                 {"--all", whole},
	} {
		names, directive := complete(t, strings.Split(line, " ")...)
		assert.Equal(t, want.names, strings.Join(names, " "), line)
		assert.Equal(t, want.directive, directive, line)
	}
}

// The parameters that are required come first, with what they mean.
func TestCompletionSaysWhatNamesMean(t *testing.T) {
	_, out, _ := ctl(t, nil, "__complete", "call", "baijiayun", "Rooms.Create", "")
	assert.True(t, strings.HasPrefix(out, "title=\ttext; required; at most 50 characters"), out)
	_, out, _ = ctl(t, nil, "__complete", "call", "baijiayun", "Rooms.Cre")
	assert.True(t, strings.HasPrefix(out, "Rooms.Create\tAPI 2 创建房间\n"), out)
}

func TestCompletionScripts(t *testing.T) {
	for shell, part := range map[string]string{"bash": "complete -F _classctl classctl", "zsh": "#compdef classctl", "fish": "complete -c classctl"} {
		status, out, errs := ctl(t, nil, "completion", shell)
		assert.Equal(t, exitOK, status, errs)
		assert.Contains(t, out, part)
	}
	status, out, errs := ctl(t, nil, "completion", "tcsh")
	assert.Equal(t, exitUsage, status)
	assert.Empty(t, out)
	assert.Contains(t, errs, "bash, zsh or fish")
}

// bash takes the script, and a line with tabs becomes the command that it stands for: classctl, which prints its words, is asked by name.
func TestBashReallyCompletes(t *testing.T) {
	own, err := os.Executable()
	require.NoError(t, err)
	dir := t.TempDir()
	program := fmt.Sprintf("#!/bin/bash\nif [[ $1 == __complete ]]; then exec %q \"$@\"; fi\nprintf 'GOT'; printf ' <%%s>' \"$@\"; echo\n", own)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "classctl"), []byte(program), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "slides for all.pdf"), nil, 0o600))
	script := filepath.Join(dir, "completion.bash")
	require.NoError(t, os.WriteFile(script, []byte(bashScript), 0o600))
	said, err := exec.CommandContext(t.Context(), "bash", "-n", script).CombinedOutput()
	require.NoError(t, err, "%s", said)

	for typed, want := range map[string]string{
		"classctl cal\tbaij\tRooms.Cr\ttit\tx":                                  "<call> <baijiayun> <Rooms.Create> <title=x>",
		"classctl call baijiayun Rooms.Create is_long\ttr\t type=4 industry\t1": "<call> <baijiayun> <Rooms.Create> <is_long_term=true> <type=4> <industry_type=1>",
		"classctl call  baijiayun   Rooms.Create title=a:b@c ty\t2":             "<call> <baijiayun> <Rooms.Create> <title=a:b@c> <type=2>",
		"classctl call baijiayun Documents.Upload att\t\tsli\t":                 "<call> <baijiayun> <Documents.Upload> <attachment=@slides for all.pdf>",
		"classctl comp\tz\t":             "<completion> <zsh>",
		"classctl verify agora roomU\tx": "<verify> <agora> <roomUuid=x>",
	} {
		shell := exec.CommandContext(t.Context(), "bash", "--norc", "-i")
		shell.Dir = dir
		shell.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), asClassctl+"=1", "INPUTRC=/dev/null", "HISTFILE=", "TERM=dumb")
		shell.Stdin = strings.NewReader("source completion.bash\n" + typed + "\nexit\n")
		out, err := shell.Output()
		require.NoError(t, err)
		assert.Contains(t, string(out), "GOT "+want+"\n", "%q", typed)
	}
}
