package house_test

import (
	"go/ast"
	"go/doc"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// executedExamples are the Example functions of a folder that go test runs, because they say what they print.
func executedExamples(files []sourceFile, dir string) (out []*doc.Example) {
	for _, f := range files {
		if f.test && f.dir == dir {
			for _, example := range doc.Examples(f.ast) {
				if example.Output != "" || example.EmptyOutput {
					out = append(out, example)
				}
			}
		}
	}
	return out
}

// Every service of every vendor is shown at work: an executed Example of its package calls one of its methods.
func TestEveryServiceHasAnExecutedExample(t *testing.T) {
	_, files := source(t)
	for _, v := range vendors {
		shown := map[string]bool{}
		for _, example := range executedExamples(files, v.name) {
			ast.Inspect(example.Code, func(n ast.Node) bool {
				if method, ok := n.(*ast.SelectorExpr); ok {
					if service, ok := method.X.(*ast.SelectorExpr); ok {
						shown[service.Sel.Name] = true
					}
				}
				return true
			})
		}
		var bare []string
		for _, op := range v.operations() {
			if service, _, _ := strings.Cut(op.Name, "."); !shown[service] && !slices.Contains(bare, service) {
				bare = append(bare, service)
			}
		}
		assert.Empty(t, bare, "%s: services without an executed Example", v.name)
	}
}

// Every vendor's package shows how code of one's own is tested without a server: an interface of the one method that it uses.
func TestEveryVendorShowsAnInterfaceOfOneMethod(t *testing.T) {
	_, files := source(t)
	for _, v := range vendors {
		assert.True(t, slices.ContainsFunc(executedExamples(files, v.name), func(e *doc.Example) bool { return e.Suffix == "mocking" || strings.HasSuffix(e.Name, "mocking") }),
			"%s has no Example_mocking", v.name)
	}
}
