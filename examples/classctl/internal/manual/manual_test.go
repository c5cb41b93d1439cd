package manual

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

var update = flag.Bool("update", false, "rewrite manual.json")

// manual.json is what the source says: run with -update after a comment has changed.
func TestTheManualIsTheSource(t *testing.T) {
	books := map[string]*Book{}
	for _, v := range vendors.All() {
		books[v.Name] = write(t, v)
	}
	var want bytes.Buffer
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	require.NoError(t, enc.Encode(books))
	if *update {
		require.NoError(t, os.WriteFile("manual.json", want.Bytes(), 0o644))
		return
	}
	got, err := os.ReadFile("manual.json")
	require.NoError(t, err)
	assert.True(t, bytes.Equal(want.Bytes(), got), "the comments have changed: go test ./internal/manual -update (in examples/classctl)")
}

// write makes the book of a vendor from its source: the methods of its operations, and the types of their parameters.
func write(t *testing.T, v vendors.Vendor) *Book {
	t.Helper()
	book := &Book{map[string]string{}, map[string]string{}, map[string][]Value{}}
	owners, kinds, methods := map[string]bool{}, map[string]bool{}, map[string]bool{}
	var see func(params []wire.Parameter)
	see = func(params []wire.Parameter) {
		for _, p := range params {
			if p.Owner != nil {
				owners[p.Owner.Name()] = true
			}
			kind := p.Type
			for kind.Name() == "" && (kind.Kind() == reflect.Pointer || kind.Kind() == reflect.Slice) {
				kind = kind.Elem()
			}
			kinds[kind.Name()] = true
			see(p.Parts)
		}
	}
	for _, op := range v.Operations() {
		params, err := invoke.Parameters(v.Zero, op)
		require.NoError(t, err)
		see(params)
		methods[op.Name] = true
	}
	fset, files := parse(t, filepath.Join("..", "..", "..", "..", v.Name))
	for _, file := range files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if name := operation(decl); methods[name] {
					book.Methods[name] = strings.TrimSpace(decl.Doc.Text())
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					if spec, ok := spec.(*ast.TypeSpec); ok && owners[spec.Name.Name] {
						book.fields(spec)
					}
				}
			}
		}
	}
	book.values(fset, files, kinds)
	return book
}

func parse(t *testing.T, dir string) (*token.FileSet, []*ast.File) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	var files []*ast.File
	fset := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		require.NoError(t, err)
		files = append(files, file)
	}
	require.NotEmpty(t, files)
	return fset, files
}

// operation is the name of the operation that a method of a service makes.
func operation(decl *ast.FuncDecl) string {
	if decl.Recv == nil {
		return ""
	}
	recv := decl.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	name, ok := recv.(*ast.Ident)
	if !ok {
		return ""
	}
	service, _ := strings.CutSuffix(name.Name, "Service")
	return service + "." + decl.Name.Name
}

// fields takes the comments of a struct's fields.
func (b *Book) fields(spec *ast.TypeSpec) {
	st, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, field := range st.Fields.List {
		text := oneLine(field.Doc.Text() + " " + field.Comment.Text())
		for _, name := range field.Names {
			if text != "" {
				b.Fields[spec.Name.Name+"."+name.Name] = text
			}
		}
	}
}

// values takes the constants of the types with their comments. The types of other packages are not needed to know a constant's value, so
// that nothing is imported and errors are ignored.
func (b *Book) values(fset *token.FileSet, files []*ast.File, kinds map[string]bool) {
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	config := types.Config{Error: func(error) {}, Importer: nothing{}}
	_, _ = config.Check("vendor", fset, files, info)
	for _, file := range files {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ValueSpec)
				for _, name := range spec.Names {
					c, ok := info.Defs[name].(*types.Const)
					if !ok || !name.IsExported() {
						continue
					}
					kind, ok := c.Type().(*types.Named)
					if !ok || !kinds[kind.Obj().Name()] {
						continue
					}
					text := c.Val().ExactString()
					if c.Val().Kind() == constant.String {
						text = constant.StringVal(c.Val())
					}
					b.Values[kind.Obj().Name()] = append(b.Values[kind.Obj().Name()], Value{text, oneLine(spec.Doc.Text() + " " + spec.Comment.Text())})
				}
			}
		}
	}
}

// nothing imports nothing.
type nothing struct{}

// Import fails.
func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not imported") }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestReadHasWhatCommentsSay(t *testing.T) {
	book, err := Read("baijiayun")
	require.NoError(t, err)
	for _, v := range vendors.All() {
		book, err := Read(v.Name)
		require.NoError(t, err)
		for _, op := range v.Operations() {
			assert.NotEmpty(t, book.Methods[op.Name], "%s %s", v.Name, op.Name)
		}
	}
	v, err := vendors.Find("baijiayun")
	require.NoError(t, err)
	op, err := invoke.Find(v.Operations(), "Rooms.Create")
	require.NoError(t, err)
	params, err := invoke.Parameters(v.Zero, op)
	require.NoError(t, err)
	title, kind := params[0], params[3]
	assert.Contains(t, book.Field(title.Owner, title.Field), "at most 50 characters")
	assert.True(t, slices.ContainsFunc(book.ValuesOf(kind.Type), func(v Value) bool { return v.Value == "4" && strings.Contains(v.Doc, "small class") }), "%v", book.ValuesOf(kind.Type))
	assert.Empty(t, book.Field(nil, "Title"))
	none, err := Read("zoom")
	require.NoError(t, err)
	assert.Empty(t, none.Methods)
}
