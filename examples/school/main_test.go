package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// notes are what the program says, while it runs.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

func nothingSet(string) string { return "" }

func TestTheDemoPlaysAnHour(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	said, done := &notes{}, make(chan error, 1)
	go func() { done <- run(ctx, []string{"-demo", "-listen", "127.0.0.1:0", "-lang", "en"}, nothingSet, said) }()
	address := regexp.MustCompile(`pages: (http://\S+)/`)
	eventually(t, "the program says where its pages are", func() bool { return address.MatchString(said.String()) })
	assert.Contains(t, said.String(), "the five embedded test servers are used")
	url := address.FindStringSubmatch(said.String())[1]
	for _, key := range []string{"english-1", "english-2", "english-3", "english-4"} {
		eventually(t, "somebody is in "+key, func() bool {
			var sheet sheetJSON
			return read(t, url+"/lessons/"+key+"/attendance.json", &sheet) && sheet.Known
		})
	}
	eventually(t, "WeClassroom's lesson has begun", func() bool {
		var sheet sheetJSON
		return read(t, url+"/lessons/english-5/attendance.json", &sheet) && sheet.HeldStart != nil
	})
	stop()
	assert.NoError(t, <-done)
	assert.NotContains(t, said.String(), "level=ERROR")
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	assert.NoError(t, err)
	assert.Empty(t, left, "the demo's database is thrown away")
}

func read(t *testing.T, url string, into any) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return false
	}
	defer func() { _ = response.Body.Close() }()
	return json.NewDecoder(response.Body).Decode(into) == nil
}

func TestWrongCommandLinesAndPlansAreRefused(t *testing.T) {
	plan := filepath.Join(t.TempDir(), "plan.csv")
	require.NoError(t, os.WriteFile(plan, []byte(planHead+"a,classin,Math,2026-09-01 10:00,45,x Julia,\nb,zoom,Math,2026-09-01 10:00,45,1 Julia,\n"), 0o600))
	account := func(name string) string { return map[string]string{"AUI_BASE_URL": "http://127.0.0.1:1"}[name] }
	database := filepath.Join(t.TempDir(), "school.db")
	for _, c := range []struct {
		want string
		env  func(string) string
		args []string
	}{
		{"-lessons is missing", nothingSet, nil},
		{"not defined: -x", nothingSet, []string{"-x"}},
		{`unknown argument "x"`, nothingSet, []string{"-demo", "x"}},
		{"-lang is zh or en", nothingSet, []string{"-demo", "-lang", "fr"}},
		{"no such file", nothingSet, []string{"-lessons", "/nowhere.csv"}},
		{`line 2: the id "x" of "Julia" is not a number`, nothingSet, []string{"-lessons", plan}},
		{"-demo plays on the embedded test servers alone", account, []string{"-demo"}},
		{"aui: ", account, []string{"-lessons", plan, "-db", database}},
		{"address", nothingSet, []string{"-demo", "-listen", "nowhere.invalid:99999"}},
	} {
		args := c.args
		if c.want != "address" {
			args = append([]string{"-listen", "127.0.0.1:0"}, args...)
		}
		assert.ErrorContains(t, run(t.Context(), args, c.env, &notes{}), c.want, c.args)
	}
}

func TestAPlanForAVendorWithoutAnAccountIsRefusedWhole(t *testing.T) {
	theatre := openTheatre(nil, "", plainly, nil)
	defer theatre.close()
	plan := filepath.Join(t.TempDir(), "plan.csv")
	require.NoError(t, os.WriteFile(plan, []byte(planHead+"a,aui,Math,2030-09-01 10:00,45,1 Julia,\nb,zoom,Math,2030-09-01 10:00,45,1 Julia,\n"), 0o600))
	err := run(t.Context(), []string{"-listen", "127.0.0.1:0", "-lessons", plan, "-db", filepath.Join(t.TempDir(), "school.db")}, theatre.env, &notes{})
	assert.ErrorContains(t, err, `line 3: "zoom" is not a vendor with an account here`)
	assert.Empty(t, theatre.aui.Classes(), "nothing is sent for a plan that is half right")
}
