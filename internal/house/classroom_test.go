package house_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classroom"
	"github.com/go-classcloud/classcloud/internal/golden"
)

const (
	kindsBegin = "with the vendor's own value:\n//\n"
	kindsEnd   = "//\n// There is no interface"
)

var kindUsed = regexp.MustCompile(`classroom\.(Kind\w+)`)

// The table in the comment of package classroom says which vendor tells what, as its code has it; and there is no kind that nobody tells.
func TestKindsOfClassroomEvents(t *testing.T) {
	golden.CheckSection(t, filepath.Join(golden.Root(t), "classroom", "doc.go"), kindsBegin, kindsEnd, kindsTable(t),
		"the table of kinds", "go test ./internal/house -run TestKindsOfClassroomEvents -update")
}

func kindsTable(t *testing.T) string {
	t.Helper()
	used := map[string]map[string]bool{}
	_, files := source(t)
	for _, f := range files {
		if strings.HasSuffix(f.path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(golden.Root(t), f.path))
		require.NoError(t, err)
		for _, found := range kindUsed.FindAllStringSubmatch(withoutComments(string(text)), -1) {
			if used[f.dir] == nil {
				used[f.dir] = map[string]bool{}
			}
			used[f.dir][found[1]] = true
		}
	}
	var b strings.Builder
	line := fmt.Sprintf("//\t%-18s", "")
	for _, v := range vendors {
		line += fmt.Sprintf(" %-*s", len(v.name), v.name)
	}
	b.WriteString(line + "\n")
	for kind := classroom.KindStarted; ; kind++ {
		name := kind.String()
		if strings.HasPrefix(name, "Kind(") {
			return b.String()
		}
		line, told := fmt.Sprintf("//\t%-18s", name), false
		for _, v := range vendors {
			mark := "·"
			if used[v.name]["Kind"+strings.ReplaceAll(title(name), " ", "")] {
				mark, told = "x", true
			}
			line += " " + mark + strings.Repeat(" ", len(v.name)-1)
		}
		assert.True(t, told, "no vendor tells %s", name)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// title makes "recording ready" "Recording Ready".
func title(words string) string {
	var out []string
	for word := range strings.FieldsSeq(words) {
		out = append(out, strings.ToUpper(word[:1])+word[1:])
	}
	return strings.Join(out, " ")
}

func withoutComments(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		code, _, _ := strings.Cut(line, "//")
		lines = append(lines, code)
	}
	return strings.Join(lines, "\n")
}
