package house_test

import (
	"bytes"
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/golden"
)

// maxLines is how long a file may be. Data may be longer.
const maxLines = 400

// dataFiles are tables, not programs.
var dataFiles = []string{"codes.go", "codes_text.go", "operations.go", "callback_payloads.go"}

func TestNoFileIsTooLong(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		if slices.Contains(dataFiles, path.Base(f.path)) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(golden.Root(t), f.path))
		require.NoError(t, err)
		lines := bytes.Count(text, []byte("\n"))
		assert.LessOrEqual(t, lines, maxLines, "%s: cut it by what its parts are about", f.path)
	}
}

// A file is named after what stands in it, not after its history.
func TestFileNamesSayWhatIsInside(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		name := strings.TrimSuffix(strings.TrimSuffix(path.Base(f.path), ".go"), "_test")
		assert.Regexp(t, `^[a-z0-9]+(_[a-z0-9]+)*$`, name, f.path)
		for word := range strings.SplitSeq(name, "_") {
			assert.NotContains(t, []string{"extra", "more", "misc", "types", "util", "utils", "common", "stuff", "new", "old"}, word, f.path)
			assert.False(t, strings.HasSuffix(word, "more") || strings.HasSuffix(word, "types"), f.path)
		}
	}
}

// A service's operations begin in <service>.go, a part of them may stand in <service>_<part>.go: one finds a method by its name.
func TestServicesStandInTheirFiles(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		if f.test || !slices.Contains(vendorDirs(), f.dir) {
			continue
		}
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || !fn.Name.IsExported() {
				continue
			}
			service, is := strings.CutSuffix(rootOf(fn.Recv.List[0].Type).Name, "Service")
			if !is {
				continue
			}
			name, file := snake(service), strings.TrimSuffix(path.Base(f.path), ".go")
			assert.True(t, file == name || strings.HasPrefix(file, name+"_"), "%s: %s.%s belongs into %s.go or %s_<part>.go", f.path, service, fn.Name, name, name)
		}
	}
}

// snake writes JoinCodes as join_codes.
func snake(name string) string {
	var out []rune
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			out = append(out, '_')
		}
		out = append(out, unicode.ToLower(r))
	}
	return string(out)
}

// spanning are tests that belong to no single file of their package, and why.
var spanning = regexp.MustCompile(`^(` + strings.Join([]string{
	"golden", "example.*", ".*_example", // the fixtures, the manual
	"fuzz", "bench", "helpers?", "export", // what the tests themselves need
	"journey", "school", "hostile", "enums", "checks", "forms", "faults", "senses", "paging", "poller", "cloud", "refused", // every service at once
	"php", "resty", // what is compared with another program or library
	".*_internal", ".*_server", // of the package itself, or through a server, beside <name>_test.go
}, "|") + `)$`)

// A test stands beside what it tests: <name>_test.go beside <name>.go.
func TestTestsAreNamedAfterTheirSource(t *testing.T) {
	_, files := source(t)
	there := map[string]bool{}
	for _, f := range files {
		there[f.path] = true
	}
	for _, f := range files {
		name, is := strings.CutSuffix(path.Base(f.path), "_test.go")
		if !is || f.dir == "internal/house" || strings.HasPrefix(f.dir, "examples/") || spanning.MatchString(name) {
			continue
		}
		base := path.Join(f.dir, name)
		// A part of a source's tests may stand in <name>_<part>_test.go.
		found := there[base+".go"]
		for at := strings.LastIndexByte(name, '_'); at > 0 && !found; at = strings.LastIndexByte(name[:at], '_') {
			found = there[path.Join(f.dir, name[:at])+".go"]
		}
		assert.True(t, found, "%s: there is no %s.go that it tests", f.path, base)
	}
}
