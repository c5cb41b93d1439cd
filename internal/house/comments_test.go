package house_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// Every method's comment holds its operation's title in the vendor's document, its HTTP method and its path, as the row has them: the
// two cannot drift apart.
func TestMethodsQuoteTheirRow(t *testing.T) {
	_, files := source(t)
	for _, v := range vendors {
		docs := map[string]string{}
		for _, f := range files {
			if f.dir != v.name || f.test {
				continue
			}
			for _, decl := range f.ast.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv != nil {
					if service, is := strings.CutSuffix(rootOf(fn.Recv.List[0].Type).Name, "Service"); is {
						docs[service+"."+fn.Name.Name] = oneLine(fn.Doc.Text())
					}
				}
			}
		}
		for _, op := range v.operations() {
			doc := docs[op.Name]
			if !assert.NotEmpty(t, doc, "%s %s has no method with a comment", v.name, op.Name) {
				continue
			}
			assert.True(t, strings.Contains(doc, op.Doc), "%s %s: the comment does not quote its title %q", v.name, op.Name, op.Doc)
			where := op.Method + " " + op.Path
			assert.True(t, strings.Contains(doc, where) || strings.Contains(doc, where[:strings.LastIndexByte(where, '/')+1]) && statePath(doc, op),
				"%s %s: the comment does not say %q", v.name, op.Name, where)
		}
	}
}

// statePath accepts a path whose last segment the comment gives its value: …/states/1 for …/states/{state}.
func statePath(doc string, op classcloud.Operation) bool {
	if !strings.HasSuffix(op.Path, "/{state}") {
		return false
	}
	return regexp.MustCompile(regexp.QuoteMeta(op.Method+" "+strings.TrimSuffix(op.Path, "{state}")) + `[0-9]`).MatchString(doc)
}

// oneLine undoes the comment's line breaks.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Every exported constant says what it means.
func TestEveryConstantIsExplained(t *testing.T) {
	fset, files := source(t)
	for _, f := range files {
		if f.test || !slices.Contains(publicDirs(), f.dir) {
			continue
		}
		for _, decl := range f.ast.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ValueSpec)
				explained := spec.Doc != nil || spec.Comment != nil || len(gen.Specs) == 1 && gen.Doc != nil
				for _, name := range spec.Names {
					if name.IsExported() {
						assert.True(t, explained, "%s: %s has no comment of its own", fset.Position(name.Pos()), name)
					}
				}
			}
		}
	}
}

// negated is the word order of no English sentence: "x is no y" for "x is not a y".
var negated = regexp.MustCompile(`\b(is|are|was|were) no (?:[a-z]|\[)`)

// fine are the sentences where "no" counts.
var fine = regexp.MustCompile(`(?i)\bthere (is|are|was|were) no\b|\b(is|are|was|were) no (more|longer|less|fewer|other|later|earlier|better|such|need|room|way)\b`)

// Comments and messages say "is not a", never "is no".
func TestSentencesArePlain(t *testing.T) {
	fset, files := source(t)
	check := func(pos token.Pos, text string) {
		text = oneLine(text)
		if bad := negated.FindString(fine.ReplaceAllString(text, "")); bad != "" {
			assert.Fail(t, "not plain", "%s: %q in %q: say what it is not: \"is not a\"", fset.Position(pos), bad, text)
		}
	}
	for _, f := range files {
		if f.test {
			continue
		}
		for _, group := range f.ast.Comments {
			check(group.Pos(), group.Text())
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					check(lit.Pos(), text)
				}
			}
			return true
		})
	}
}
