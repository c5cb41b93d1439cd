package house_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/golden"
)

// readFile reads a file of the repository.
func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(golden.Root(t), filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(text)
}

// workflow is what the tests look at of a file in .github/workflows. The files use a small part of YAML: one key a line, no anchors, and every
// command on one line.
type workflow struct {
	name, text  string
	runs, uses  []string
	permissions []string // the lines below the permissions of the whole file
}

func workflows(t *testing.T) (all []workflow) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(golden.Root(t), ".github", "workflows", "*"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		w := workflow{name: filepath.Base(file), text: readFile(t, ".github/workflows/"+filepath.Base(file))}
		inside := false
		for line := range strings.Lines(w.text) {
			line = strings.TrimRight(line, "\n")
			key := strings.TrimPrefix(strings.TrimSpace(line), "- ")
			if command, is := strings.CutPrefix(key, "run:"); is {
				w.runs = append(w.runs, strings.TrimSpace(command))
			}
			if action, is := strings.CutPrefix(key, "uses:"); is {
				w.uses = append(w.uses, strings.TrimSpace(action))
			}
			if inside = inside && strings.HasPrefix(line, "  "); inside {
				w.permissions = append(w.permissions, strings.TrimSpace(line))
			}
			inside = inside || line == "permissions:"
		}
		all = append(all, w)
	}
	return all
}

// What GitHub runs is what CONTRIBUTING.md says, and its scripts are there.
func TestWorkflowsRunWhatTheGuideSays(t *testing.T) {
	_, table, ok := strings.Cut(readFile(t, "CONTRIBUTING.md"), "GitHub runs these, and nothing else")
	require.True(t, ok)
	_, table, _ = strings.Cut(table, "|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	var guide, run []string
	for row := range strings.SplitSeq(table, "\n") {
		for _, command := range quotedWord.FindAllStringSubmatch(row, -1) {
			guide = append(guide, command[1])
		}
	}
	for _, w := range workflows(t) {
		run = append(run, w.runs...)
	}
	slices.Sort(guide)
	slices.Sort(run)
	assert.Equal(t, guide, run)
	for _, command := range run {
		if script := regexp.MustCompile(`\.ci/[a-z]+`).FindString(command); script != "" {
			text := readFile(t, script)
			assert.True(t, strings.HasPrefix(text, "#!/usr/bin/env bash\n") && strings.Contains(text, "\nset -euo pipefail\n"), script)
		} else {
			assert.Regexp(t, `^go (build|run|test|vet) \./`, command, "a step is a script of .ci or a command of go")
		}
	}
}

// A workflow can read the repository and nothing else, and runs actions that nobody can change under its feet.
func TestWorkflowsHaveFewRights(t *testing.T) {
	pinned := regexp.MustCompile(`^[a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$`)
	for _, w := range workflows(t) {
		assert.Equal(t, []string{"contents: read"}, w.permissions, w.name)
		assert.Equal(t, 1, strings.Count(w.text, "permissions:"), "%s: no job has more rights", w.name)
		assert.NotContains(t, w.text, "pull_request_target", w.name)
		assert.NotContains(t, w.text, "secrets.", w.name)
		assert.NotContains(t, w.text, "run: |", "%s: a command stands on one line", w.name)
		assert.Equal(t, strings.Count(w.text, "runs-on:"), strings.Count(w.text, "timeout-minutes:"), "%s: every job ends", w.name)
		assert.Equal(t, strings.Count(w.text, "actions/checkout@"), strings.Count(w.text, "persist-credentials: false"), w.name)
		for _, action := range w.uses {
			assert.Regexp(t, pinned, action, w.name)
		}
	}
}

// The versions of Go that are promised are tested, and the oldest is that of go.mod.
func TestTheVersionsOfGo(t *testing.T) {
	promise := regexp.MustCompile(`today (1\.[0-9]+) and (1\.[0-9]+)`).FindStringSubmatch(readFile(t, "UPGRADING.md"))
	require.NotNil(t, promise)
	assert.Contains(t, readFile(t, ".github/workflows/ci.yml"), `go: ["`+promise[2]+`", "`+promise[1]+`"]`)
	assert.Contains(t, readFile(t, "go.mod"), "\ngo "+promise[2]+".")
	assert.Contains(t, readFile(t, "README.md"), "Go "+promise[2])
}

// The version in the code is the newest of the changelog.
func TestTheVersionIsTheChangelogs(t *testing.T) {
	assert.Regexp(t, `^[0-9]+\.[0-9]+\.[0-9]+(-dev)?$`, classcloud.Version)
	heading := regexp.MustCompile(`(?m)^## ([0-9.]+) (\(unreleased\)|– \d{4}-\d{2}-\d{2})$`).FindStringSubmatch(readFile(t, "CHANGELOG.md"))
	require.NotNil(t, heading, "the first heading of CHANGELOG.md is a version, with its date or (unreleased)")
	released, isDev := strings.CutSuffix(classcloud.Version, "-dev")
	assert.Equal(t, heading[1], released)
	assert.Equal(t, heading[2] == "(unreleased)", isDev)
}

// Every nested module is looked after: by dependabot, too.
func TestDependabotKnowsTheModules(t *testing.T) {
	text := readFile(t, ".github/dependabot.yml")
	modules := regexp.MustCompile(`(?m)^\t\./(.+)$`).FindAllStringSubmatch(readFile(t, "go.work"), -1)
	require.NotEmpty(t, modules)
	for _, module := range modules {
		assert.Contains(t, text, "      - /"+module[1]+"\n")
	}
}

// Reports of what a live server does come with the report that classctl makes.
func TestIssuesAskForTheReport(t *testing.T) {
	forms, err := filepath.Glob(filepath.Join(golden.Root(t), ".github", "ISSUE_TEMPLATE", "*.yml"))
	require.NoError(t, err)
	asked := 0
	for _, form := range forms {
		if filepath.Base(form) == "config.yml" {
			continue
		}
		text := readFile(t, ".github/ISSUE_TEMPLATE/"+filepath.Base(form))
		assert.Contains(t, text, "classctl verify", form)
		asked++
	}
	assert.GreaterOrEqual(t, asked, 3)
	vendorList := "options: [" + strings.Join(vendorDirs(), ", ") + "]"
	assert.Contains(t, readFile(t, ".github/ISSUE_TEMPLATE/live-server.yml"), vendorList)
}
