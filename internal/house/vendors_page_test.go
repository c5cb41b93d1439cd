package house_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/golden"
)

// pageRow is one row of docs/vendors.md.
type pageRow struct {
	vendor                       string
	prints, truth, known, answer string // the columns
}

// vendorsPage reads the tables of docs/vendors.md, by the headings above them.
func vendorsPage(t *testing.T) (rows []pageRow) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(golden.Root(t), "docs", "vendors.md"))
	require.NoError(t, err)
	of := ""
	for line := range strings.SplitSeq(string(text), "\n") {
		if heading, is := strings.CutPrefix(line, "## "); is {
			i := slices.IndexFunc(vendors, func(v vendor) bool { return strings.Contains(strings.ToLower(heading), v.name) })
			require.GreaterOrEqual(t, i, 0, "the heading %q names no vendor", heading)
			of = vendors[i].name
		}
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| the document prints |") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), " | ")
		require.Len(t, cells, 4, line)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
			require.NotEmpty(t, cells[i], line)
		}
		rows = append(rows, pageRow{of, cells[0], cells[1], cells[2], cells[3]})
	}
	return rows
}

// waysOfKnowing begin each part of the third column.
var waysOfKnowing = regexp.MustCompile(`^(computed|run|client|page|the page itself|issue|inferred)\b`)

func TestVendorsPageSaysHowItKnows(t *testing.T) {
	rows := vendorsPage(t)
	for _, v := range vendors {
		assert.True(t, slices.ContainsFunc(rows, func(r pageRow) bool { return r.vendor == v.name }), "%s has no row", v.name)
	}
	for _, row := range rows {
		for part := range strings.SplitSeq(row.known, "; ") {
			assert.Regexp(t, waysOfKnowing, part, "%s: %s", row.vendor, row.prints)
		}
	}
}

// quotedWord is a word that a document sets in backticks.
var quotedWord = regexp.MustCompile("`([^`]+)`")

// testName is the name of a test that a document gives as its proof.
var testName = regexp.MustCompile(`\bTest[A-Z][A-Za-z0-9]+`)

// What the page says of classcloud is there: Go names are declared, wire names stand in the vendor's source, tests exist.
func TestVendorsPageNamesWhatExists(t *testing.T) {
	known, sources, tests := declaredNames(t), wireSources(t), testNames(t)
	for _, row := range vendorsPage(t) {
		for _, word := range quotedWord.FindAllStringSubmatch(row.answer, -1) {
			switch name := word[1]; {
			case strings.HasPrefix(name, "classctl "), slices.Contains([]string{"int64", "time.Time", "time.Duration"}, name):
			case goName.MatchString(name):
				assert.True(t, known.has(row.vendor, name), "%s: %s is not declared (%s)", row.vendor, name, row.prints)
			default:
				assert.Contains(t, sources[row.vendor], name, "%s: nothing of the vendor's source says it (%s)", row.vendor, row.prints)
			}
		}
		for _, name := range testName.FindAllString(row.answer, -1) {
			assert.Contains(t, tests, name, "%s: %s", row.vendor, row.prints)
		}
	}
}

// goName is a Go name as documents write it: Rooms.Create, CodeSignature, classcloud.NotFound.
var goName = regexp.MustCompile(`^(?:[a-z]+\.)?[A-Z][A-Za-z0-9]*(?:\.[A-Z][A-Za-z0-9]*)*$`)

// declared holds the exported names of packages, by the package's name: Error, Error.Rows, RoomsService.Create, and Rooms.Create of a client's
// services.
type declared map[string]map[string]bool

func declaredNames(t *testing.T) declared {
	t.Helper()
	dirs := append(publicDirs(), "classroom", "contrib/otel", "contrib/prometheus", "contrib/redis", "contrib/sql")
	out := declared{}
	for _, n := range collect(t, dirs) {
		names := map[string]bool{}
		for typ := range n.types {
			names[typ] = true
		}
		for name := range n.consts {
			names[name] = true
		}
		for _, f := range n.funcs {
			names[f.name] = true
		}
		n.fields(func(f structField) { names[f.owner+"."+f.name] = true })
		for _, m := range n.methods {
			names[m.service+"."+m.name], names[strings.TrimSuffix(m.service, "Service")+"."+m.name] = true, true
		}
		out[n.dir[strings.LastIndexByte(n.dir, '/')+1:]] = names
	}
	out["classcloud"] = out[""]
	return out
}

// has reports whether a package declares a name. A name with a package before it is looked for there.
func (d declared) has(pkg, name string) bool {
	if before, rest, ok := strings.Cut(name, "."); ok && !ast.IsExported(before) {
		pkg, name = before, rest
	}
	return d[pkg][name]
}

// wireSources are the vendors' sources without their tests, each as one text.
func wireSources(t *testing.T) map[string]string {
	t.Helper()
	_, files := source(t)
	out := map[string]string{}
	for _, f := range files {
		if !f.test && slices.Contains(vendorDirs(), f.dir) {
			text, err := os.ReadFile(filepath.Join(golden.Root(t), f.path))
			require.NoError(t, err)
			out[f.dir] += string(text)
		}
	}
	return out
}

// testNames are the tests of the whole repository.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	_, files := source(t)
	out := map[string]bool{}
	for _, f := range files {
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && f.test && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") {
				out[fn.Name.Name] = true
			}
		}
	}
	return out
}
