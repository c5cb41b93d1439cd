package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/golden"
)

const module = "github.com/go-classcloud/classcloud"

// sourceFile is a Go file of the module, read once.
type sourceFile struct {
	path    string // from the module's root: "baijiayun/rooms.go"
	dir     string // "" is the root package
	test    bool
	ast     *ast.File
	imports map[string]string // import path by the name it has in the file
}

func source(t *testing.T) (*token.FileSet, []sourceFile) {
	t.Helper()
	root, fset := golden.Root(t), token.NewFileSet()
	var files []sourceFile
	require.NoError(t, filepath.WalkDir(root, func(full string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(full, ".go") {
			return err
		}
		path, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(fset, full, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		if dir == "." {
			dir = ""
		}
		f := sourceFile{path: filepath.ToSlash(path), dir: dir, test: strings.HasSuffix(path, "_test.go"), ast: parsed, imports: map[string]string{}}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			name := imported[strings.LastIndexByte(imported, '/')+1:]
			if name == "v2" {
				name = "resty"
			}
			if spec.Name != nil {
				name = spec.Name.Name
			}
			f.imports[name] = imported
		}
		files = append(files, f)
		return nil
	}))
	require.NotEmpty(t, files)
	return fset, files
}

// vendorDirs are the packages of the vendors.
func vendorDirs() (dirs []string) {
	for _, v := range vendors {
		dirs = append(dirs, v.name)
	}
	return dirs
}

// within reports whether dir is folder or below it.
func within(dir, folder string) bool { return dir == folder || strings.HasPrefix(dir, folder+"/") }

func TestImportArrows(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		if f.test {
			continue
		}
		for _, imported := range f.imports {
			own, isOwn := strings.CutPrefix(imported, module)
			own = strings.TrimPrefix(own, "/")
			if !isOwn {
				continue
			}
			assert.True(t, mayImport(f.dir, own), "%s must not import %s", f.path, imported)
		}
	}
}

// mayImport holds the arrows: vendor -> transport -> wire -> classcloud; test servers stand on the kit and offer their vendor's
// client; programs and test harnesses may import anything.
func mayImport(dir, own string) bool {
	if within(dir, "examples") || within(dir, "internal/golden") || within(dir, "internal/soak") || within(dir, "internal/bench") {
		return true
	}
	allowed := map[string][]string{
		"":                    {},
		"internal/wire":       {""},
		"internal/transport":  {"", "internal/wire"},
		"internal/invoke":     {"", "internal/wire"},
		"internal/signing":    {"internal/wire"},
		"internal/ensure":     {"", "internal/transport", "internal/wire"},
		"internal/clienttest": {""},
		"internal/once":       {""},
		"internal/inbound":    {},
		"internal/vendortest": {},
		"internal/explain":    {},
		"classroom":           {""},
		"journaltest":         {""},
		"internal/faults":     {""},
		"contrib/otel":        {""},
		"contrib/prometheus":  {""},
		"contrib/redis":       {""},
		"contrib/sql":         {""},
	}
	sandbox := []string{"", "internal/explain", "internal/vendortest"}
	for _, vendor := range vendorDirs() {
		sandbox = append(sandbox, vendor, vendor+"/"+vendor+"test")
		allowed[vendor] = []string{"", "classroom", "internal/ensure", "internal/inbound", "internal/once", "internal/signing", "internal/transport", "internal/wire"}
		allowed[vendor+"/"+vendor+"test"] = []string{"", vendor, "internal/vendortest"}
	}
	allowed["internal/sandbox"] = sandbox
	allowed["internal/browsertest"] = []string{"internal/sandbox"}
	return slices.Contains(allowed[dir], own)
}

func TestOnlyTheTransportKnowsResty(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		for _, imported := range f.imports {
			if strings.HasPrefix(imported, "github.com/go-resty/") && f.path != "internal/bench/compare/resty.go" { // where plain resty is an opponent
				assert.Equal(t, "internal/transport", f.dir, f.path)
			}
		}
	}
}

// A test server takes its vendor's client only to offer it: never to judge a request.
func TestTestServersUseTheirVendorOnlyToOfferAClient(t *testing.T) {
	_, files := source(t)
	allowed := []string{"New", "Client", "Credentials", "WithRegion", "RegionCN"} // Agora's New demands a region
	for _, f := range files {
		vendor, _, isServer := strings.Cut(f.dir, "/")
		if f.test || !isServer || f.dir != vendor+"/"+vendor+"test" || f.imports[vendor] == "" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == vendor && x.Obj == nil {
					assert.Contains(t, allowed, sel.Sel.Name, "%s uses %s.%s", f.path, vendor, sel.Sel.Name)
				}
			}
			return true
		})
	}
}

func TestNoInit(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil {
				assert.NotEqual(t, "init", fn.Name.Name, f.path)
			}
		}
	}
}

func TestNoPackageVariableIsAssignedAfterItsDeclaration(t *testing.T) {
	fset, files := source(t)
	variables := map[string]map[string]bool{} // by folder
	for _, f := range files {
		if f.test {
			continue
		}
		if variables[f.dir] == nil {
			variables[f.dir] = map[string]bool{}
		}
		for _, decl := range f.ast.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.VAR {
				for _, spec := range gen.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						variables[f.dir][name.Name] = true
					}
				}
			}
		}
	}
	for _, f := range files {
		if f.test {
			continue
		}
		check := func(target ast.Expr) {
			if name := rootOf(target); name != nil && variables[f.dir][name.Name] && !isLocal(name, f.ast) {
				assert.Fail(t, "a package variable is assigned", "%s: %s", fset.Position(name.Pos()), name.Name)
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok != token.DEFINE {
					for _, target := range n.Lhs {
						check(target)
					}
				}
			case *ast.IncDecStmt:
				check(n.X)
			}
			return true
		})
	}
}

// rootOf is the variable an assignment's target begins with: m of m[k].f.
func rootOf(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		return rootOf(e.X)
	case *ast.IndexListExpr:
		return rootOf(e.X)
	case *ast.SelectorExpr:
		return rootOf(e.X)
	case *ast.StarExpr:
		return rootOf(e.X)
	case *ast.ParenExpr:
		return rootOf(e.X)
	}
	return nil
}

// isLocal reports whether the parser found the name declared inside a function.
func isLocal(name *ast.Ident, file *ast.File) bool {
	if name.Obj == nil {
		return false
	}
	return file.Scope.Lookup(name.Name) != name.Obj
}

// publicDirs are the packages users import.
func publicDirs() []string {
	dirs := []string{"", "journaltest"}
	for _, vendor := range vendorDirs() {
		dirs = append(dirs, vendor, vendor+"/"+vendor+"test")
	}
	return dirs
}

func TestNoDependencyTypeIsExported(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		if f.test || !slices.Contains(publicDirs(), f.dir) {
			continue
		}
		for _, part := range exported(f.ast) {
			ast.Inspect(part, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				x, ok := sel.X.(*ast.Ident)
				if !ok {
					return true
				}
				imported := f.imports[x.Name]
				first, _, _ := strings.Cut(imported, "/")
				own := strings.HasPrefix(imported, module)
				assert.False(t, strings.Contains(first, ".") && !own, "%s exports %s.%s of a dependency", f.path, x.Name, sel.Sel.Name)
				assert.False(t, own && strings.Contains(imported, "/internal/"), "%s exports %s.%s of an internal package", f.path, x.Name, sel.Sel.Name)
				return true
			})
		}
	}
}

// exported returns what a reader of go doc sees: signatures, exported fields, types of variables and constants.
func exported(file *ast.File) []ast.Node {
	var out []ast.Node
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Name.IsExported() && (decl.Recv == nil || exportedReceiver(decl.Recv)) {
				out = append(out, decl.Type)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Name.IsExported() {
						out = append(out, exportedParts(spec.Type)...)
					}
				case *ast.ValueSpec:
					if spec.Names[0].IsExported() && spec.Type != nil {
						out = append(out, spec.Type)
					}
				}
			}
		}
	}
	return out
}

func exportedReceiver(recv *ast.FieldList) bool {
	name := rootOf(recv.List[0].Type)
	return name == nil || name.IsExported()
}

func exportedParts(t ast.Expr) []ast.Node {
	st, ok := t.(*ast.StructType)
	if !ok {
		return []ast.Node{t}
	}
	var out []ast.Node
	for _, field := range st.Fields.List {
		if len(field.Names) == 0 || field.Names[0].IsExported() {
			out = append(out, field.Type)
		}
	}
	return out
}

func TestEverythingExportedIsDocumented(t *testing.T) {
	fset, files := source(t)
	for _, f := range files {
		if f.test || !slices.Contains(publicDirs(), f.dir) {
			continue
		}
		for _, decl := range f.ast.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Name.IsExported() && (decl.Recv == nil || exportedReceiver(decl.Recv)) {
					assert.NotNil(t, decl.Doc, "%s: %s has no doc comment", fset.Position(decl.Pos()), decl.Name)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.IsExported() {
						assert.True(t, decl.Doc != nil || spec.Doc != nil, "%s: %s has no doc comment", fset.Position(spec.Pos()), spec.Name)
					}
				}
			}
		}
	}
}

func TestNothingIsLeftForLater(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(golden.Root(t), f.path))
		require.NoError(t, err)
		for _, word := range []string{"TO" + "DO", "FIX" + "ME", "not imple" + "mented"} {
			assert.NotContains(t, string(text), word, f.path)
		}
	}
}

// A test that is skipped proves nothing: what it needs is installed by .ci/run.
func TestNoTestIsSkipped(t *testing.T) {
	_, files := source(t)
	for _, f := range files {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && (call.Sel.Name == "Skip" || call.Sel.Name == "Skipf" || call.Sel.Name == "SkipNow") {
				if on, ok := call.X.(*ast.Ident); ok && (on.Name == "t" || on.Name == "b" || on.Name == "f") {
					t.Errorf("%s skips", f.path)
				}
			}
			return true
		})
	}
}
