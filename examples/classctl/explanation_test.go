package main

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// explainEnv is an invented account.
var explainEnv = map[string]string{"BAIJIAYUN_PARTNER_ID": "12345678", "BAIJIAYUN_PARTNER_KEY": "canary-partner-key==", "CLASSIN_SID": "1000082", "CLASSIN_SECRET": "canary-secret"}

// signed makes a form of Baijiayun's whose title is signed as text.
func signed(title, asSigned string) string {
	sum := md5.Sum([]byte("partner_id=12345678&room_id=7&timestamp=1768464000&title=" + asSigned + "&partner_key=canary-partner-key=="))
	return "curl -X POST https://api.baijiayun.com/openapi/room/update -d partner_id=12345678 -d room_id=7 -d timestamp=1768464000 --data-urlencode 'title=" +
		title + "' -d sign=" + hex.EncodeToString(sum[:])
}

// explained runs explain with a text on standard input.
func explained(t *testing.T, env map[string]string, text string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	a := &app{env: func(name string) string { return env[name] }, in: strings.NewReader(text), out: &o, errs: &e}
	status = a.run(t.Context(), append([]string{"explain"}, args...))
	for name, value := range env {
		if secretVariable.MatchString(name) {
			assert.NotContains(t, o.String()+e.String(), value)
		}
	}
	return status, o.String(), e.String()
}

func TestExplainTellsRightFromWrong(t *testing.T) {
	status, out, errs := explained(t, explainEnv, signed("语法", "语法"), "baijiayun")
	assert.Equal(t, exitOK, status, errs)
	assert.Contains(t, out, "accepted")
	assert.Empty(t, errs)

	status, out, errs = explained(t, explainEnv, signed("语法", url.QueryEscape("语法")), "baijiayun", "-")
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, out, "values-url-encoded")
	assert.Contains(t, out, "^")
	assert.Contains(t, errs, `"kind":"Unauthenticated","code":"values-url-encoded`)
	assert.Contains(t, errs, `"vendor":"baijiayun"`)
}

func TestExplainSpeaksTwoLanguagesAndJSON(t *testing.T) {
	wrong := signed("语法", url.QueryEscape("语法"))
	status, chinese, _ := explained(t, explainEnv, wrong, "baijiayun", "--lang", "zh")
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, chinese, "拒绝")
	env := map[string]string{"LANG": "zh_CN.UTF-8"}
	for name, value := range explainEnv {
		env[name] = value
	}
	_, own, _ := explained(t, env, wrong, "baijiayun")
	assert.Equal(t, chinese, own, "the user's own language")
	_, english, _ := explained(t, env, wrong, "baijiayun", "--lang=en")
	assert.Contains(t, english, "refused")

	status, out, _ := explained(t, explainEnv, wrong, "baijiayun", "--json")
	assert.Equal(t, exitFailed, status)
	var verdict struct {
		Mistake  string
		Accepted bool
		Expected string
	}
	require.NoError(t, json.Unmarshal([]byte(out), &verdict))
	assert.Contains(t, verdict.Mistake, "values-url-encoded")
	assert.Contains(t, verdict.Expected, "partner_key=***")
}

func TestExplainReadsAFileAndACallback(t *testing.T) {
	file := filepath.Join(t.TempDir(), "push.json")
	sum := md5.Sum([]byte("canary-secret1768464000"))
	require.NoError(t, os.WriteFile(file, []byte(`{"SID":1000082,"Cmd":"Start","TimeStamp":1768464000,"SafeKey":"`+hex.EncodeToString(sum[:])+`"}`), 0o600))
	status, out, errs := explained(t, explainEnv, "", "classin", file, "--callback")
	assert.Equal(t, exitOK, status, errs)
	assert.Contains(t, out, "accepted")
}

func TestExplainNeedsSomethingToJudge(t *testing.T) {
	for problem, c := range map[string]struct {
		env  map[string]string
		text string
		args []string
	}{
		"there is no request":       {explainEnv, " \n", []string{"baijiayun"}},
		"longer than 4 MiB":         {explainEnv, strings.Repeat("x", mostText+1), []string{"baijiayun"}},
		"BAIJIAYUN_PARTNER_ID":      {nil, signed("a", "a"), []string{"baijiayun"}},
		"no such file or directory": {explainEnv, "", []string{"baijiayun", filepath.Join(t.TempDir(), "none")}},
		"--lang is en or zh":        {explainEnv, signed("a", "a"), []string{"baijiayun", "--lang", "fr"}},
		"did you mean baijiayun?":   {explainEnv, signed("a", "a"), []string{"bajiayun"}},
		"explain wants VENDOR":      {explainEnv, "", nil},
	} {
		status, out, errs := explained(t, c.env, c.text, c.args...)
		assert.Equal(t, exitUsage, status, problem)
		assert.Empty(t, out)
		assert.Contains(t, errs, problem)
	}
}
