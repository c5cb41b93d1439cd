package classcloud_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// table is a vendor's operations, how many endpoints its documents have, and what its test server serves.
type table struct {
	vendor     string
	title      string
	documented int // endpoints of the main document
	wider      int // endpoints of the vendor's wider documents
	operations []classcloud.Operation
	served     func() []string
}

func tables() []table {
	return []table{
		{"agora", "Agora Flexible Classroom", 20, 0, agora.Operations(), served(agoratest.NewServer)},
		{"aui", "Alibaba AUI AppServer", 24, 0, aui.Operations(), served(auitest.NewServer)},
		{"baijiayun", "Baijiayun 百家云", 57, 0, baijiayun.Operations(), served(baijiayuntest.NewServer)},
		{"classin", "ClassIn", 1, 69, classin.Operations(), served(classintest.NewServer)},
		{"weclassroom", "WeClassroom 直播云", 35, 0, weclassroom.Operations(), served(weclassroomtest.NewServer)},
	}
}

// served starts a server of any of the five types and asks what it serves.
func served[O any, S interface {
	Operations() []string
	Close()
}](start func(...O) S) func() []string {
	return func() []string {
		s := start()
		defer s.Close()
		return s.Operations()
	}
}

func TestEveryOperationIsWholeAndServed(t *testing.T) {
	name := regexp.MustCompile(`^[A-Z][A-Za-z]+\.[A-Z][A-Za-z0-9]+$`)
	for _, table := range tables() {
		serves := table.served()
		seen := map[string]bool{}
		for _, op := range table.operations {
			t.Run(table.vendor+" "+op.Name, func(t *testing.T) {
				assert.Regexp(t, name, op.Name)
				assert.False(t, seen[op.Name], "twice in the table")
				seen[op.Name] = true
				assert.True(t, strings.HasPrefix(op.Path, "/"), op.Path)
				assert.NotEmpty(t, op.Method)
				assert.NotEmpty(t, op.Doc)
				assert.Contains(t, []classcloud.Source{classcloud.SourceDocumented, classcloud.SourceWider, classcloud.SourceExtra}, op.Source)
				assert.Contains(t, serves, op.Name, "%stest has no handler", table.vendor)
				assert.DirExists(t, filepath.Join("testdata", table.vendor, op.Name), "it has no fixtures")
			})
		}
	}
}

func TestEveryFixtureBelongsToAnOperation(t *testing.T) {
	for _, table := range tables() {
		dirs, err := os.ReadDir(filepath.Join("testdata", table.vendor))
		require.NoError(t, err)
		for _, d := range dirs {
			known := slices.ContainsFunc(table.operations, func(op classcloud.Operation) bool { return op.Name == d.Name() })
			assert.True(t, known, "testdata/%s/%s belongs to no operation", table.vendor, d.Name())
		}
	}
}

// A caller who changes what Operations returned changes nothing.
func TestOperationsReturnsCopies(t *testing.T) {
	for _, get := range []func() []classcloud.Operation{agora.Operations, aui.Operations, baijiayun.Operations, classin.Operations, weclassroom.Operations} {
		first := get()
		for i := range first {
			first[i].Name = "changed"
		}
		for _, op := range get() {
			assert.NotEqual(t, "changed", op.Name)
		}
	}
}

const (
	coverageBegin = "<!-- coverage: written by go test -run TestCoverageTable -update -->\n"
	coverageEnd   = "<!-- end of coverage -->"
)

// The README's coverage table is generated from the operations: it cannot promise what is not there.
func TestCoverageTable(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(readme), coverageBegin)
	require.True(t, ok, "README.md has lost its coverage mark")
	old, after, ok := strings.Cut(rest, coverageEnd)
	require.True(t, ok, "README.md has lost its coverage end mark")
	want := coverageTable(t)
	if golden.Updating() {
		require.NoError(t, os.WriteFile("README.md", []byte(before+coverageBegin+want+coverageEnd+after), 0o644))
		return
	}
	golden.Equal(t, old, want, "the coverage table of README.md", "go test -run TestCoverageTable -update .")
}

func coverageTable(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| vendor | endpoints of its document | wider documents | methods |\n|---|---|---|---|\n")
	total, totalDone := 0, 0
	for _, table := range tables() {
		done, wider := endpoints(table.operations, classcloud.SourceDocumented), endpoints(table.operations, classcloud.SourceWider)
		require.LessOrEqual(t, done, table.documented)
		total, totalDone = total+table.documented, totalDone+done
		widerText := fmt.Sprintf("%d of %d", wider, table.wider)
		if table.wider == 0 {
			widerText = "–"
			if extra := endpoints(table.operations, classcloud.SourceExtra); extra > 0 {
				widerText = fmt.Sprintf("%d more", extra)
			}
		}
		fmt.Fprintf(&b, "| %s `%s` | %d of %d | %s | %s |\n", table.title, table.vendor, done, table.documented, widerText, methods(table.operations))
	}
	fmt.Fprintf(&b, "\n%d of %d documented endpoints (%d %%). What no method covers is a `client.Do` away, with the same signature and errors.\n", totalDone, total, 100*totalDone/total)
	return b.String()
}

// endpoints counts methods and paths, not rows: several rows may be one endpoint in plain words.
func endpoints(operations []classcloud.Operation, source classcloud.Source) int {
	seen := map[string]bool{}
	for _, op := range operations {
		if op.Source == source {
			seen[op.Method+" "+op.Path] = true
		}
	}
	return len(seen)
}

// methods lists the operations by service: "`Rooms` Create Get List".
func methods(operations []classcloud.Operation) string {
	var services []string
	byService := map[string][]string{}
	for _, op := range operations {
		service, method, _ := strings.Cut(op.Name, ".")
		if byService[service] == nil {
			services = append(services, service)
		}
		byService[service] = append(byService[service], method)
	}
	parts := make([]string, len(services))
	for i, service := range services {
		parts[i] = "**" + service + "** " + strings.Join(byService[service], " ")
	}
	return strings.Join(parts, " · ")
}
