package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// toured runs all journeys and returns the status, the lines of the steps by vendor, and everything.
func toured(t *testing.T, env func(string) string) (status int, steps map[string][]string, text string) {
	t.Helper()
	var out bytes.Buffer
	status = run(t.Context(), journeys(), env, &out, io.Discard)
	steps = map[string][]string{}
	for part := range strings.SplitSeq(out.String(), "\n\n") {
		heading, rest, _ := strings.Cut(part, "\n")
		vendor := regexp.MustCompile(`^[a-z]+`).FindString(heading)
		for line := range strings.SplitSeq(rest, "\n") {
			if strings.HasPrefix(line, markDone) || strings.HasPrefix(line, markFailed) || strings.HasPrefix(line, markUntried) {
				requireColumns(t, line)
				steps[vendor] = append(steps[vendor], line)
			}
		}
	}
	return status, steps, out.String()
}

// marks returns the marks of steps.
func marks(steps []string) (marks string) {
	for _, line := range steps {
		marks += string([]rune(line)[0])
	}
	return marks
}

func TestTheTourWorksOnTheEmbeddedServers(t *testing.T) {
	status, steps, text := toured(t, noEnvironment)
	assert.Equal(t, 0, status, text)
	for _, v := range vendors.All() {
		assert.Regexp(t, "^✓{5,8}$", marks(steps[v.Name]), v.Name)
		assert.Regexp(t, `(?m)^✓ make 初三数学, answer lost `, strings.Join(steps[v.Name], "\n"), v.Name)
	}
	assert.Contains(t, text, "All 5 vendors work.")
	assert.Equal(t, 1, strings.Count(text, "inside this program"), "what the servers are is said once")
}

// What a result says is for people: neither a Go value nor a machine's id alone.
func TestResultsAreForPeople(t *testing.T) {
	_, steps, text := toured(t, noEnvironment)
	for _, what := range []string{"{", "status code", "<nil>", "0001", "T0", "T1", "T2", "+08:00", "%!"} {
		assert.NotContains(t, text, what)
	}
	assert.NotRegexp(t, `[0-9a-f]{8}-[0-9a-f]{4}-`, text)
	for vendor, says := range map[string][]string{
		"agora":       {"asked again: one room, not two", "it was there: nothing made twice", "Started", `token valid until \w{3} \d+ \w{3} \d\d:\d\d`, "李明: 40 of 60 min, 5 min late", "refused: NotFound", "Closed"},
		"aui":         {`token valid until \w{3} \d+ \w{3} \d\d:\d\d`, "MaybeApplied: look before repeating", "found: one class", "Started", "there: 李明", "Ended"},
		"baijiayun":   {"found again: one room, not two", "it was there", "初三数学（二次函数）", "document [0-9]+ of the room", "李明: 40 of 60 min, 5 min late", "refused: NotFound"},
		"classin":     {"unit [0-9]+ of course [0-9]+", "asked again: one class, not two", "it was there", "signed link", "joined, left; a forged one refused", "deleted"},
		"weclassroom": {"teacher [0-9]+", "classroom [0-9]+", "found again: one lesson, not two", "it was there", `planned, \w{3} \d+ \w{3} \d\d:\d\d to \d\d:\d\d`, "李明: 40 of 60 min, 5 min late"},
	} {
		require.Len(t, steps[vendor], len(says), vendor)
		for at, want := range says {
			assert.Regexp(t, want, steps[vendor][at], vendor)
		}
	}
}

// The lines that the READMEs show are the tour's.
func TestTheReadmesShowTheTour(t *testing.T) {
	_, _, text := toured(t, noEnvironment)
	time := regexp.MustCompile(` +<?[0-9.]+ m?s$`)
	printed := map[string]bool{}
	for line := range strings.SplitSeq(text, "\n") {
		printed[time.ReplaceAllString(line, "")] = true
	}
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		page, err := os.ReadFile(filepath.Join("..", "..", name))
		require.NoError(t, err)
		_, block, found := strings.Cut(string(page), "```text\n")
		require.True(t, found, name)
		block, _, _ = strings.Cut(block, "\n```")
		for line := range strings.SplitSeq(block, "\n") {
			assert.True(t, printed[time.ReplaceAllString(line, "")], "%s shows %q, which the tour does not print", name, line)
		}
	}
}

// accounts returns an environment that names a running test server of every vendor, as if they were the vendors' own.
func accounts(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, v := range vendors.All() {
		server, env := v.Sandbox()
		t.Cleanup(server.Close)
		for name, value := range env {
			all[name] = value
		}
	}
	return all
}

func TestAnAccountOfYoursIsNotBroken(t *testing.T) {
	env := accounts(t)
	status, steps, text := toured(t, func(name string) string { return env[name] })
	assert.Equal(t, 0, status, text)
	assert.NotContains(t, text, "answer lost")
	assert.Equal(t, 4, strings.Count(text, "not tried: needs a test server"))
	for _, v := range vendors.All() {
		assert.Regexp(t, "^[✓–]{5,8}$", marks(steps[v.Name]), v.Name)
		assert.Regexp(t, "(?m)^"+v.Name+".*, with "+v.Env[0].Name, text)
	}
}

func TestAnAccountThatIsNotThereLeavesTheOthers(t *testing.T) {
	env := map[string]string{"CLASSIN_BASE_URL": "http://127.0.0.1:1", "CLASSIN_SID": "1", "CLASSIN_SECRET": "invented",
		"CLASSIN_COURSE_ID": "1", "CLASSIN_TEACHER_UID": "1"}
	status, steps, text := toured(t, func(name string) string { return env[name] })
	assert.Equal(t, 1, status)
	assert.Equal(t, "✗–––––", marks(steps["classin"]))
	for _, vendor := range []string{"agora", "aui", "baijiayun", "weclassroom"} {
		assert.Regexp(t, "^✓+$", marks(steps[vendor]), vendor)
	}
	assert.Contains(t, text, "    classin Units.Create: Unavailable\n")
	assert.True(t, strings.HasSuffix(text, "\n\n1 of 5 vendors failed:\n  ✗ classin: make a unit 第三单元 (Unavailable)\n"), text)
}

func TestAnEnvironmentThatIsIncompleteIsOneFailure(t *testing.T) {
	env := map[string]string{"BAIJIAYUN_PARTNER_ID": "1", "CLASSIN_SID": "1", "CLASSIN_SECRET": "invented", "CLASSIN_BASE_URL": "http://127.0.0.1:1"}
	status, steps, text := toured(t, func(name string) string { return env[name] })
	assert.Equal(t, 1, status)
	assert.Equal(t, "✗", marks(steps["baijiayun"]))
	assert.Contains(t, text, "BAIJIAYUN_PARTNER_KEY is not")
	assert.Equal(t, "✗–––––", marks(steps["classin"]))
	assert.Contains(t, text, "set CLASSIN_COURSE_ID to the number of one that exists")
	assert.Regexp(t, "^✓+$", marks(steps["weclassroom"]))
	assert.Contains(t, text, "\n2 of 5 vendors failed:\n  ✗ baijiayun: connect (failed)\n  ✗ classin: make a unit")
}

// TestTheProgramItself is the program, where TOUR_ITSELF is set.
func TestTheProgramItself(t *testing.T) {
	if os.Getenv("TOUR_ITSELF") != "" {
		main()
	}
	for want, partner := range []string{"", "1"} {
		program := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTheProgramItself$")
		program.Env = []string{"TOUR_ITSELF=yes", "BAIJIAYUN_PARTNER_ID=" + partner, "SystemRoot=" + os.Getenv("SystemRoot"), "TMPDIR=" + t.TempDir()}
		output, err := program.Output()
		assert.Equal(t, want, program.ProcessState.ExitCode(), "%v\n%s", err, output)
		assert.NotContains(t, string(output), "\x1b", "it is plain text")
		assert.Contains(t, string(output), "灵动课堂")
	}
}
