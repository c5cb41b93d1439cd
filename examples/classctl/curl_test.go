package main

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

// fixture returns the parameters of an operation's fixture as words of a command line.
func fixture(t *testing.T, vendor, operation string) (args []string) {
	t.Helper()
	dir := filepath.Join("..", "..", "testdata", vendor, operation)
	text, err := os.ReadFile(filepath.Join(dir, "request.json"))
	if os.IsNotExist(err) {
		return nil
	}
	require.NoError(t, err)
	var values map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := string(values[name])
		if path, isFile := strings.CutPrefix(value, `"@`); isFile {
			value = "@" + filepath.Join(dir, strings.TrimSuffix(path, `"`))
		}
		args = append(args, name+"="+value)
	}
	return args
}

// Every operation has a curl command, which bash can read, in which no secret stands and nothing that proves who sends it.
func TestCurlPrintsEveryOperationWithoutSecrets(t *testing.T) {
	for _, v := range vendors.All() {
		server, env := v.Sandbox()
		var all strings.Builder
		for _, op := range v.Operations() {
			status, out, errs := ctl(t, env, append([]string{"call", v.Name, op.Name, "--curl"}, fixture(t, v.Name, op.Name)...)...)
			require.Equal(t, exitOK, status, "%s %s: %s", v.Name, op.Name, errs)
			assert.Contains(t, out, "curl -X "+op.Method+" '", op.Name)
			for name, value := range env {
				if secretVariable.MatchString(name) {
					assert.NotContains(t, out, value, "%s %s", v.Name, op.Name)
				}
			}
			assert.Contains(t, out, hidden, "%s %s: something proves who sends it", v.Name, op.Name)
			all.WriteString(out)
		}
		server.Close()
		check := exec.CommandContext(t.Context(), "bash", "-n")
		check.Stdin = strings.NewReader(all.String())
		said, err := check.CombinedOutput()
		assert.NoError(t, err, "%s: %s", v.Name, said)
	}
}

// The query of an address in a call holds tokens, under names of its own.
func TestCurlHidesTheQueriesOfAddresses(t *testing.T) {
	for operation, args := range map[string][]string{
		"agora Recordings.Start": {"roomUuid=r", "mode=web", `webRecordConfig={"url":"https://page.example/x?roomUuid=r&rtmToken=canary"}`},
		"aui Meetings.Update":    {"id=c", `members=[{"user_id":"a","rtc_pull_url":"artc://x/y?auth_key=canary"}]`},
		"aui Classes.Create":     {"title=Where is https://a.example/?k=canary", "teacher_id=t"},
	} {
		status, out, errs := ctl(t, nil, append(append([]string{"call"}, strings.Fields(operation)...), append(args, "--curl")...)...)
		require.Equal(t, exitOK, status, errs)
		assert.NotContains(t, out, "canary", operation)
		assert.Contains(t, out, "=***", operation)
	}
}

func TestCurlSendsNothing(t *testing.T) {
	s, env := server(t)
	status, out, errs := ctl(t, env, "call", "baijiayun", "Rooms.Create", "title=It's 语法", "start_time=2026-12-01 08:00:00", "end_time=2026-12-01 09:00:00", "--curl")
	require.Equal(t, exitOK, status, errs)
	assert.Empty(t, s.Requests())
	assert.Empty(t, errs)
	assert.Contains(t, out, `--data-urlencode 'title=It'\''s 语法'`)
	assert.Contains(t, out, "--data-urlencode 'start_time=1796083200'")
	assert.Contains(t, out, "--data-urlencode 'sign=***'")
	assert.Contains(t, out, "curl -X POST '"+s.URL+"/openapi/room/create'")
}

// Without an environment the account is invented and the address is the vendor's.
func TestCurlWithoutAnEnvironmentNamesTheVendorsAddress(t *testing.T) {
	status, out, errs := ctl(t, nil, "call", "classin", "Courses.Get", "courseId=5", "--curl")
	require.Equal(t, exitOK, status)
	assert.Contains(t, out, "https://api.eeo.cn/partner/api/course.api.php?action=getCourseInfo")
	assert.Contains(t, errs, "an invented account")
	status, out, _ = ctl(t, nil, "call", "aui", "Classes.Get", "id=1", "user_id=u", "--curl")
	require.Equal(t, exitOK, status)
	assert.Contains(t, out, "/api/v1/class/login'", "the login comes first")
	assert.Contains(t, out, `"password":"***"`)
	assert.Contains(t, out, "/api/v1/class/get'")
}

// What a signMsg holds is said in a comment, since nobody can read it.
func TestCurlSaysWhatIsSealed(t *testing.T) {
	status, out, errs := ctl(t, nil, "call", "weclassroom", "Lessons.ListByIDs", "lessonId=[5,6]", "--curl")
	require.Equal(t, exitOK, status, errs)
	assert.Contains(t, out, "\n# signMsg is {\"lessonId\":[5,6]}\ncurl ")
}

func TestCurlShowsTheFilesOfAnUpload(t *testing.T) {
	path := filepath.Join(t.TempDir(), "slides.pdf")
	require.NoError(t, os.WriteFile(path, []byte("%PDF"), 0o600))
	status, out, errs := ctl(t, nil, "call", "baijiayun", "Documents.Upload", "attachment=@"+path, "--curl")
	require.Equal(t, exitOK, status, errs)
	assert.Contains(t, out, "-F 'attachment=@"+path+"'")
	assert.NotContains(t, out, "boundary")
	assert.Contains(t, out, "--form-string 'sign=***'")
}

func TestCurlOfWhatIsNotSentIsAFailure(t *testing.T) {
	status, out, errs := ctl(t, nil, "call", "baijiayun", "Rooms.Create", "--curl")
	assert.Equal(t, exitFailed, status)
	assert.Empty(t, out)
	assert.Contains(t, errs, `"outcome":"NotSent"`)
	status, _, errs = ctl(t, map[string]string{"CLASSIN_SID": "1"}, "call", "classin", "Courses.Get", "courseId=5", "--curl")
	assert.Equal(t, exitUsage, status)
	assert.Contains(t, errs, "CLASSIN_SECRET is not")
	status, _, errs = ctl(t, nil, "call", "baijiayun", "Rooms.List", "--curl", "--all")
	assert.Equal(t, exitUsage, status)
	assert.Contains(t, errs, "one of --curl and --all")
}
