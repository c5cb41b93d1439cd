package house_test

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/golden"
)

// readmes are the manuals' first pages.
var readmes = []string{"README.md", "README.zh-CN.md"}

// headingPairs are the headings of both, in their order: the two pages tell the same things in their own words.
var headingPairs = [][2]string{
	{"What it is, and what it is not", "它是什么，不是什么"}, {"Two commands", "两条命令"}, {"Twenty lines a vendor", "每家二十行"},
	{"Agora", "声网灵动课堂"}, {"AUI", "阿里云 AUI"}, {"Baijiayun", "百家云"}, {"ClassIn", "ClassIn"}, {"WeClassroom", "直播云"},
	{"Coverage", "覆盖范围"}, {"Plain Go", "写起来就是普通的 Go"}, {"What happened in a lesson", "一节课发生了什么"},
	{"Errors, outcomes, retries, limits", "错误、结果、重试与限流"}, {"Testing", "测试"}, {"Callbacks", "回调"}, {"Made exactly once", "只建一次"}, {"Tenants", "多租户"},
	{"Proxies and GOPROXY", "代理与 GOPROXY"}, {"Tracing", "链路追踪"}, {"Going live", "上线"}, {"What the vendors' documents get wrong", "厂商文档错在哪里"},
}

func TestReadmesHaveTheSameHeadings(t *testing.T) {
	headings := regexp.MustCompile(`(?m)^###? (.+)$`)
	for i, name := range readmes {
		var want, got []string
		for _, pair := range headingPairs {
			want = append(want, pair[i])
		}
		for _, heading := range headings.FindAllStringSubmatch(readFile(t, name), -1) {
			got = append(got, heading[1])
		}
		assert.Equal(t, want, got, name)
	}
}

// goBlocks are the blocks of Go in a page: declarations without a package clause.
func goBlocks(t *testing.T, name string) (blocks []string) {
	t.Helper()
	for _, block := range regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(readFile(t, name), -1) {
		blocks = append(blocks, block[1])
	}
	require.NotEmpty(t, blocks, name)
	return blocks
}

func TestReadmesShowTheSameCode(t *testing.T) {
	assert.Equal(t, goBlocks(t, readmes[0]), goBlocks(t, readmes[1]))
}

// importPaths are the packages that the pages' code uses, by the names it uses them by.
var importPaths = map[string]string{"http": "net/http"}

// elsewhere are the packages of nested modules that the pages' code uses, with the files where it stands word for word: there it compiles. What they
// depend on is nothing that this module could compile with.
var elsewhere = map[string]string{"classcloudotel.": "contrib/otel/example_test.go", "classcloudprometheus.": "contrib/prometheus/example_test.go"}

// standsElsewhere reports whether a block is code of a nested module.
func standsElsewhere(t *testing.T, block string) bool {
	t.Helper()
	for name, file := range elsewhere {
		if strings.Contains(block, name) {
			assert.Contains(t, readFile(t, file), block, "the page's code is not in %s", file)
			return true
		}
	}
	return false
}

// Every block compiles and go vet finds nothing: in a module of its own, from the files of this machine alone.
func TestReadmesCompile(t *testing.T) {
	dir, root := t.TempDir(), golden.Root(t)
	mod := strings.Replace(readFile(t, "go.mod"), "module "+module+"\n", "module readme\n", 1) +
		"\nrequire " + module + " v0.0.0\n\nreplace " + module + " => " + root + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.sum"), []byte(readFile(t, "go.sum")), 0o600))
	for i, block := range goBlocks(t, readmes[0]) {
		if standsElsewhere(t, block) {
			continue
		}
		var b strings.Builder
		b.WriteString("package block\n\nimport (\n")
		used := map[string]bool{}
		for _, name := range regexp.MustCompile(`\b([a-z]+)\.[A-Z]`).FindAllStringSubmatch(block, -1) {
			used[name[1]] = true
		}
		for name := range used {
			switch {
			case name == "classcloud":
				b.WriteString(strconv.Quote(module) + "\n")
			case slices.Contains(vendorDirs(), name):
				b.WriteString(strconv.Quote(module+"/"+name) + "\n")
			case slices.Contains(vendorDirs(), strings.TrimSuffix(name, "test")):
				b.WriteString(strconv.Quote(module+"/"+strings.TrimSuffix(name, "test")+"/"+name) + "\n")
			case slices.Contains([]string{"context", "errors", "fmt", "os", "strconv", "time", "testing", "http"}, name):
				b.WriteString(strconv.Quote(cmp.Or(importPaths[name], name)) + "\n")
			}
		}
		if strings.Contains(block, "*testing.T") {
			b.WriteString("\"testing\"\n")
		}
		b.WriteString(")\n\n" + block)
		text := strings.Replace(b.String(), "\"testing\"\n\"testing\"\n", "\"testing\"\n", 1)
		place := filepath.Join(dir, "block"+strconv.Itoa(i))
		require.NoError(t, os.Mkdir(place, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(place, "block_test.go"), []byte(uniqueImports(text)), 0o600))
	}
	vet := exec.CommandContext(t.Context(), "go", "vet", "-mod=mod", "./...")
	vet.Dir, vet.Env = dir, append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=")
	output, err := vet.CombinedOutput()
	require.NoError(t, err, string(output))
}

// uniqueImports leaves out what is imported twice.
func uniqueImports(text string) string {
	head, rest, _ := strings.Cut(text, "\n)\n")
	var lines []string
	for line := range strings.SplitSeq(head, "\n") {
		if !strings.HasPrefix(line, `"`) || !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n)\n" + rest
}

// unqualified are the words in backticks of the pages that are not names of ours.
var unqualified = regexp.MustCompile(`^(http|errors|time|encoding)\b|^[A-Z_]+$|^(VENDOR|Test|Example_mocking)$`)

// Every Go name in the text is declared: with its package, or as a name that some package has.
func TestReadmesNameWhatExists(t *testing.T) {
	known := declaredNames(t)
	for _, name := range readmes {
		text := regexp.MustCompile("(?s)```.*?```").ReplaceAllString(readFile(t, name), "")
		for _, word := range quotedWord.FindAllStringSubmatch(text, -1) {
			for _, said := range regexp.MustCompile(`\b(?:classcloud|classroom|agora|aui|baijiayun|classin|weclassroom)\.[A-Z][A-Za-z.]*[A-Za-z]`).FindAllString(word[1], -1) {
				assert.True(t, known.has("", said), "%s: %s is not declared", name, said)
			}
			if goName.MatchString(word[1]) && !unqualified.MatchString(word[1]) && !strings.Contains(strings.ToLower(word[1][:1]), word[1][:1]) {
				found := false
				for pkg := range known {
					found = found || known.has(pkg, word[1]) || slices.ContainsFunc(memberNames(known[pkg]), func(member string) bool { return member == word[1] })
				}
				assert.True(t, found, "%s: nothing is called %s", name, word[1])
			}
		}
	}
}

// memberNames are the last parts of a package's names: Rows of Error.Rows.
func memberNames(names map[string]bool) (out []string) {
	for name := range names {
		out = append(out, name[strings.LastIndexByte(name, '.')+1:])
	}
	return out
}
