package house_test

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/golden"
)

// The public API is listed in testdata/api, so that a reviewer sees its changes in the diff.
func TestPublicAPI(t *testing.T) {
	fset, files := source(t)
	listings := map[string][]string{}
	for _, f := range files {
		if f.test || !slices.Contains(publicDirs(), f.dir) {
			continue
		}
		ast.FileExports(f.ast)
		for _, decl := range f.ast.Decls {
			listings[f.dir] = append(listings[f.dir], declarations(t, fset, decl)...)
		}
	}
	for _, dir := range publicDirs() {
		slices.Sort(listings[dir])
		got := strings.Join(listings[dir], "\n") + "\n"
		name := strings.ReplaceAll(strings.TrimPrefix(module[strings.LastIndexByte(module, '/')+1:]+"/"+dir, "/"), "/", ".")
		path := filepath.Join(golden.Root(t), "testdata", "api", strings.Trim(name, ".")+".txt")
		golden.Check(t, path, got, "go test ./internal/house -run TestPublicAPI -update")
	}
}

// declarations prints the exported parts of a declaration, one entry each, without comments and bodies.
func declarations(t *testing.T, fset *token.FileSet, decl ast.Decl) []string {
	t.Helper()
	show := func(node any) string {
		var b bytes.Buffer
		require.NoError(t, (&printer.Config{Mode: printer.UseSpaces, Tabwidth: 4}).Fprint(&b, fset, node))
		return b.String()
	}
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv != nil && !exportedReceiver(decl.Recv) {
			return nil
		}
		bare := *decl
		bare.Doc, bare.Body = nil, nil
		return []string{show(&bare)}
	case *ast.GenDecl:
		var out []string
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				spec.Doc, spec.Comment = nil, nil
				ast.Inspect(spec, func(n ast.Node) bool {
					if field, ok := n.(*ast.Field); ok {
						field.Doc, field.Comment = nil, nil
					}
					return true
				})
				out = append(out, "type "+show(spec))
			case *ast.ValueSpec:
				spec.Doc, spec.Comment = nil, nil
				out = append(out, decl.Tok.String()+" "+show(spec))
			}
		}
		return out
	}
	return nil
}
