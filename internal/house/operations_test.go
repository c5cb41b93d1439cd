package house_test

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
	"github.com/go-classcloud/classcloud/internal/golden"
)

// served returns a function that starts a vendor's test server and lists the operations that it serves.
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
	for _, v := range vendors {
		serves := v.served()
		seen := map[string]bool{}
		for _, op := range v.operations() {
			t.Run(v.name+" "+op.Name, func(t *testing.T) {
				assert.Regexp(t, name, op.Name)
				assert.False(t, seen[op.Name], "twice in the table")
				seen[op.Name] = true
				assert.True(t, strings.HasPrefix(op.Path, "/"), op.Path)
				assert.NotEmpty(t, op.Method)
				assert.NotEmpty(t, op.Doc)
				assert.Contains(t, []classcloud.Source{classcloud.SourceDocumented, classcloud.SourceWider, classcloud.SourceExtra}, op.Source)
				assert.Contains(t, serves, op.Name, "%stest has no handler", v.name)
				assert.DirExists(t, filepath.Join(golden.Root(t), "testdata", v.name, op.Name), "it has no fixtures")
			})
		}
	}
}

func TestEveryFixtureBelongsToAnOperation(t *testing.T) {
	for _, v := range vendors {
		dirs, err := os.ReadDir(filepath.Join(golden.Root(t), "testdata", v.name))
		require.NoError(t, err)
		for _, d := range dirs {
			known := slices.ContainsFunc(v.operations(), func(op classcloud.Operation) bool { return op.Name == d.Name() })
			assert.True(t, known, "testdata/%s/%s belongs to no operation", v.name, d.Name())
		}
	}
}

// A caller may change what Operations has returned, and the table stays as it is.
func TestOperationsReturnsCopies(t *testing.T) {
	for _, v := range vendors {
		first := v.operations()
		require.NotEmpty(t, first, v.name)
		for i := range first {
			first[i].Name = "changed"
		}
		for _, op := range v.operations() {
			assert.NotEqual(t, "changed", op.Name)
		}
	}
}

const (
	coverageBegin = "<!-- coverage: written by go test ./internal/house -run TestCoverageTable -update -->\n"
	coverageEnd   = "<!-- end of coverage -->"
)

// The README's coverage table is generated from the operations, so it cannot promise an operation that does not exist.
func TestCoverageTable(t *testing.T) {
	golden.CheckSection(t, filepath.Join(golden.Root(t), "README.md"), coverageBegin, coverageEnd, coverageTable(t),
		"the coverage table of README.md", "go test ./internal/house -run TestCoverageTable -update")
}

func coverageTable(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| vendor | endpoints of its document | wider documents | methods |\n|---|---|---|---|\n")
	total, totalDone := 0, 0
	for _, v := range vendors {
		done, wider := endpoints(v.operations(), classcloud.SourceDocumented), endpoints(v.operations(), classcloud.SourceWider)
		require.LessOrEqual(t, done, v.documented)
		total, totalDone = total+v.documented, totalDone+done
		widerText := fmt.Sprintf("%d of %d", wider, v.wider)
		extra := endpoints(v.operations(), classcloud.SourceExtra)
		switch {
		case v.wider == 0 && extra == 0:
			widerText = "–"
		case v.wider == 0:
			widerText = fmt.Sprintf("%d more", extra)
		case extra > 0:
			widerText += fmt.Sprintf(", %d more", extra)
		}
		fmt.Fprintf(&b, "| %s `%s` | %d of %d | %s | %s |\n", v.title, v.name, done, v.documented, widerText, methods(v.operations()))
	}
	fmt.Fprintf(&b, "\n%d of %d documented endpoints (%d %%). What no method covers is a `client.Do` away, with the same signature and errors.\n", totalDone, total, 100*totalDone/total)
	for _, v := range vendors {
		if v.left != "" {
			fmt.Fprintf(&b, "Left to `Do` of %s: %s.\n", v.title, v.left)
		}
	}
	return b.String()
}

// endpoints counts methods with paths, because several operations may share one endpoint.
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
