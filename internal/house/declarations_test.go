package house_test

import (
	"go/ast"
	"go/token"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// names is what the laws look at: the exported declarations of one package.
type names struct {
	dir     string
	structs map[string][]structField // by type
	types   map[string]ast.Expr      // every exported named type
	consts  map[string]string        // constant -> its named type
	methods []method
	funcs   []method // functions without a receiver
}

type structField struct {
	owner, name, typ, tag string
}

type method struct {
	service, name   string
	params, results []string
}

// full is how exceptions name a thing: "agora.Room.Status".
func (n *names) full(parts ...string) string {
	return n.dir[strings.LastIndexByte(n.dir, '/')+1:] + "." + strings.Join(parts, ".")
}

// forbid fails unless the thing is an exception.
func (n *names) forbid(t *testing.T, bad bool, why string, parts ...string) {
	t.Helper()
	if name := n.full(parts...); bad && exceptions[name] == "" {
		assert.Fail(t, why, name)
	}
}

// fields walks every exported field.
func (n *names) fields(f func(structField)) {
	for _, fields := range n.structs {
		for _, field := range fields {
			f(field)
		}
	}
}

// collect reads the packages of dirs.
func collect(t *testing.T, dirs []string) []*names {
	t.Helper()
	_, files := source(t)
	var out []*names
	for _, dir := range dirs {
		n := &names{dir: dir, structs: map[string][]structField{}, types: map[string]ast.Expr{}, consts: map[string]string{}}
		for _, f := range files {
			if f.dir == dir && !f.test {
				n.read(f.ast)
			}
		}
		out = append(out, n)
	}
	return out
}

func (n *names) read(file *ast.File) {
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			n.readFunc(decl)
		case *ast.GenDecl:
			typ := ""
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					n.readType(spec)
				case *ast.ValueSpec:
					if spec.Type != nil {
						typ = text(spec.Type)
					} else if len(spec.Values) > 0 {
						typ = ""
					}
					for _, name := range spec.Names {
						if decl.Tok == token.CONST && name.IsExported() {
							n.consts[name.Name] = typ
						}
					}
				}
			}
		}
	}
}

func (n *names) readFunc(decl *ast.FuncDecl) {
	if !decl.Name.IsExported() {
		return
	}
	m := method{name: decl.Name.Name, params: fieldTypes(decl.Type.Params), results: fieldTypes(decl.Type.Results)}
	if decl.Recv == nil {
		n.funcs = append(n.funcs, m)
		return
	}
	if m.service = rootOf(decl.Recv.List[0].Type).Name; ast.IsExported(m.service) {
		n.methods = append(n.methods, m)
	}
}

func (n *names) readType(spec *ast.TypeSpec) {
	if !spec.Name.IsExported() {
		return
	}
	n.types[spec.Name.Name] = spec.Type
	st, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range st.Fields.List {
		tag := ""
		if f.Tag != nil {
			tag, _ = strconv.Unquote(f.Tag.Value)
		}
		for _, name := range f.Names {
			if name.IsExported() {
				n.structs[spec.Name.Name] = append(n.structs[spec.Name.Name], structField{spec.Name.Name, name.Name, text(f.Type), tag})
			}
		}
	}
}

// fieldTypes are the types of parameters or results, one each.
func fieldTypes(list *ast.FieldList) (out []string) {
	if list == nil {
		return nil
	}
	for _, f := range list.List {
		for range max(1, len(f.Names)) {
			out = append(out, text(f.Type))
		}
	}
	return out
}

// text prints a type: "*time.Duration", "[]Room".
func text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return "*" + text(e.X)
	case *ast.SelectorExpr:
		return text(e.X) + "." + e.Sel.Name
	case *ast.ArrayType:
		return "[]" + text(e.Elt)
	case *ast.MapType:
		return "map[" + text(e.Key) + "]" + text(e.Value)
	case *ast.Ellipsis:
		return "..." + text(e.Elt)
	case *ast.IndexExpr:
		return text(e.X) + "[" + text(e.Index) + "]"
	case *ast.IndexListExpr:
		var parts []string
		for _, index := range e.Indices {
			parts = append(parts, text(index))
		}
		return text(e.X) + "[" + strings.Join(parts, ", ") + "]"
	case *ast.FuncType:
		return "func"
	case *ast.InterfaceType:
		return "interface"
	case *ast.StructType:
		return "struct"
	}
	return "?"
}

// wireTag is the wire tag's words.
func (f structField) wire() []string { return strings.Split(reflect.StructTag(f.tag).Get("wire"), ",") }

func (f structField) json() string {
	name, _, _ := strings.Cut(reflect.StructTag(f.tag).Get("json"), ",")
	return name
}

// bare is a type without its pointers and lists.
func bare(typ string) string { return strings.TrimLeft(typ, "*[]") }

func (n *names) services() map[string][]method {
	out := map[string][]method{}
	for _, m := range n.methods {
		if service, is := strings.CutSuffix(m.service, "Service"); is {
			out[service] = append(out[service], m)
		}
	}
	return out
}

func allDirs() (dirs []string) {
	for _, v := range vendors {
		dirs = append(dirs, v.name, v.name+"/"+v.name+"test")
	}
	return dirs
}
