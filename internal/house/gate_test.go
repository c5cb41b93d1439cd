package house_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/golden"
)

// CONTRIBUTING.md lists what the gate runs, in its order and nothing else.
func TestTheGuideIsTheGate(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(golden.Root(t), name))
		require.NoError(t, err)
		return string(text)
	}
	_, table, ok := strings.Cut(read("CONTRIBUTING.md"), "| step | command |\n|---|---|\n")
	require.True(t, ok, "CONTRIBUTING.md has lost its table of steps")
	table, _, _ = strings.Cut(table, "\n\n")
	var guide []string
	for row := range strings.SplitSeq(table, "\n") {
		command := regexp.MustCompile("`([^`]+)`").FindStringSubmatch(row)
		require.NotNil(t, command, row)
		guide = append(guide, command[1])
	}
	var gate []string
	for line := range strings.SplitSeq(read(".ci/run"), "\n") {
		// A step is a line that calls go, gofmt or golangci-lint, on its own or for its output; installing is not one.
		command := regexp.MustCompile(`^(?:unformatted=\$\()?((?:go|gofmt|golangci-lint) [^)]*)`).FindStringSubmatch(line)
		if command != nil {
			gate = append(gate, strings.TrimSuffix(command[1], " --max-issues-per-linter 0 --max-same-issues 0"))
		}
	}
	assert.Equal(t, guide, gate, "CONTRIBUTING.md and .ci/run differ")
	for _, command := range []string{"go run ./examples/tour", "go test ./..."} {
		assert.Contains(t, read("README.md"), "\n"+command+"\n", "the README's commands are the gate's")
	}
}

// Every place that CONTRIBUTING.md sends to exists.
func TestTheGuideNamesRealPlaces(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(golden.Root(t), "CONTRIBUTING.md"))
	require.NoError(t, err)
	for _, name := range regexp.MustCompile("`((?:internal|examples|testdata)/[a-z/._]+)`").FindAllStringSubmatch(string(text), -1) {
		_, err := os.Stat(filepath.Join(golden.Root(t), name[1]))
		assert.NoError(t, err, "CONTRIBUTING.md sends to %s", name[1])
	}
	for _, name := range []string{"doc.go", "client.go", "operations.go", "protocol.go", "codes.go", "golden_test.go"} {
		for _, v := range vendors {
			assert.FileExists(t, filepath.Join(golden.Root(t), v.name, name))
		}
	}
	for _, v := range vendors {
		assert.DirExists(t, filepath.Join(golden.Root(t), "examples", v.name))
		assert.NotEmpty(t, v.secrets, v.name)
		for _, place := range []string{"README.md", "doc.go", "examples/internal/vendors/vendors.go", "examples/tour/main.go"} {
			text, err := os.ReadFile(filepath.Join(golden.Root(t), place))
			require.NoError(t, err)
			assert.Contains(t, string(text), v.name, place)
		}
	}
	for _, run := range regexp.MustCompile(`-run '?([A-Za-z|]+)'? -update`).FindAllStringSubmatch(string(text), -1) {
		for name := range strings.SplitSeq(run[1], "|") {
			found := name == "TestGolden"
			_, files := source(t)
			for _, f := range files {
				found = found || f.dir == "internal/house" && f.ast.Scope.Lookup(name) != nil
			}
			assert.True(t, found, "CONTRIBUTING.md names the test %s", name)
		}
	}
}
