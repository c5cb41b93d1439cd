package house_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/golden"
)

// comparesNames finds an operation that is told by its name: its place in the table tells it.
var comparesNames = regexp.MustCompile(`Op\.Name\s*[=!]=|switch [^\n]*Op\.Name|[=!]=\s*operations\[[^\]]+\]\.Name|case operations\[`)

// How an operation's reply differs stands in one table of its vendor, replies.go, and nowhere else.
func TestRepliesStandInOneTable(t *testing.T) {
	_, files := source(t)
	tables := map[string]bool{}
	for _, f := range files {
		if f.test || !slices.Contains(vendorDirs(), f.dir) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(golden.Root(t), f.path))
		require.NoError(t, err)
		assert.Empty(t, comparesNames.FindString(string(text)), f.path)
		if f.path == f.dir+"/replies.go" {
			tables[f.dir] = f.ast.Scope.Lookup("replies") != nil && f.ast.Scope.Lookup("reading") != nil
		}
	}
	for _, v := range vendors {
		assert.True(t, tables[v.name], "%s/replies.go declares type reading and var replies", v.name)
	}
}

// A protocol signs, wraps and unwraps: its file has the four methods and nothing that is about single operations.
func TestProtocolsHaveTheFourMethods(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		if filepath.Base(f.path) != "protocol.go" || !slices.Contains(vendorDirs(), f.dir) {
			continue
		}
		have := map[string]bool{}
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv != nil && rootOf(fn.Recv.List[0].Type).Name == "protocol" {
				have[fn.Name.Name] = true
			}
		}
		for _, name := range []string{"Account", "Encode", "Decode", "Recover"} {
			assert.True(t, have[name], "%s lacks %s", f.path, name)
		}
	}
}
