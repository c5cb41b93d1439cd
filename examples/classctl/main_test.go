package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// ctl runs a command in an environment.
func ctl(t *testing.T, env map[string]string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(t.Context(), args, func(name string) string { return env[name] }, &o, &e)
	return status, o.String(), e.String()
}

// server starts a test server and returns it with the environment that names it.
func server(t *testing.T) (*baijiayuntest.Server, map[string]string) {
	t.Helper()
	s := baijiayuntest.NewServer()
	t.Cleanup(s.Close)
	keys := s.Credentials()
	return s, map[string]string{
		"BAIJIAYUN_BASE_URL": s.URL, "BAIJIAYUN_PARTNER_ID": strconv.FormatInt(keys.PartnerID, 10), "BAIJIAYUN_PARTNER_KEY": keys.PartnerKey,
	}
}

func TestOpsListsEveryVendor(t *testing.T) {
	status, out, _ := ctl(t, nil, "ops", "--json")
	require.Equal(t, exitOK, status)
	var rows []map[string]any
	require.NoError(t, json.Unmarshal([]byte(out), &rows))
	vendorsSeen := map[string]bool{}
	for _, row := range rows {
		vendorsSeen[row["vendor"].(string)] = true
		for _, key := range []string{"name", "method", "path", "doc", "set", "effect"} {
			assert.NotEmpty(t, row[key], "%v has no %s", row["name"], key)
		}
	}
	assert.Len(t, vendorsSeen, 5)
	status, out, _ = ctl(t, nil, "ops")
	assert.Equal(t, exitOK, status)
	assert.Contains(t, out, "Rooms.Create")
}

func TestCallMakesReadsAndDeletesARoom(t *testing.T) {
	s, env := server(t)
	status, out, errs := ctl(t, env, "call", "baijiayun", "Rooms.Create", "title=123", "start_time=2026-12-01T08:00:00+08:00", "end_time=1764554400", "type=2")
	require.NotEqual(t, exitOK, status, "the end lies before the start: %s", out)
	assert.JSONEq(t, `{"vendor":"baijiayun","operation":"Rooms.Create","kind":"InvalidArgument","code":"","message":"nothing was sent",
		"outcome":"NotSent","httpStatus":0,"attempts":0,"fields":[{"field":"EndTime","wire":"end_time","problem":"is not after StartTime"}]}`, errs)

	status, out, errs = ctl(t, env, "call", "baijiayun", "Rooms.Create", "title=123", "start_time=2026-12-01T08:00:00+08:00", "end_time=2026-12-01 09:00:00", "enable_share=2")
	require.Equal(t, exitOK, status, errs)
	assert.Empty(t, errs)
	var room struct {
		RoomID json.Number `json:"room_id"`
	}
	require.NoError(t, json.Unmarshal([]byte(out), &room))
	requests := s.Requests()
	assert.Equal(t, "123", requests[0].Form.Get("title"))
	assert.Equal(t, "2", requests[0].Form.Get("enable_share"))

	status, out, _ = ctl(t, env, "call", "baijiayun", "Rooms.Get", "room_id="+room.RoomID.String())
	require.Equal(t, exitOK, status)
	assert.Contains(t, out, `"start_time": "2026-12-01T08:00:00+08:00"`)

	status, out, _ = ctl(t, env, "call", "baijiayun", "Rooms.Delete", "room_id="+room.RoomID.String())
	require.Equal(t, exitOK, status)
	assert.Equal(t, "{}\n", out)

	status, out, errs = ctl(t, env, "call", "baijiayun", "Rooms.Get", "room_id="+room.RoomID.String())
	assert.Equal(t, exitFailed, status)
	assert.Empty(t, out)
	assert.Contains(t, errs, `"kind":"NotFound","code":"3002"`)
}

func TestCallUploadsAFile(t *testing.T) {
	s, env := server(t)
	path := filepath.Join(t.TempDir(), "slides.pdf")
	require.NoError(t, os.WriteFile(path, []byte("%PDF"), 0o600))
	status, out, errs := ctl(t, env, "call", "baijiayun", "Documents.Upload", "attachment=@"+path)
	require.Equal(t, exitOK, status, errs)
	assert.Contains(t, out, `"fid"`)
	assert.Equal(t, int64(4), s.Requests()[0].Files[0].Size)
}

func TestWithoutAnEnvironmentCallSaysThatItUsesAnEmbeddedServer(t *testing.T) {
	status, _, errs := ctl(t, nil, "call", "baijiayun", "Rooms.List")
	assert.Equal(t, exitOK, status)
	assert.Contains(t, errs, "embedded test server")
}

func TestWrongUseExitsWithTwo(t *testing.T) {
	for name, args := range map[string][]string{
		"no command":                {},
		"an unknown command":        {"push"},
		"an unknown vendor":         {"call", "zoom", "Rooms.Get"},
		"an unknown operation":      {"call", "baijiayun", "Rooms.Explode"},
		"no operation":              {"call", "baijiayun"},
		"an unknown parameter":      {"call", "baijiayun", "Rooms.Get", "room=1"},
		"an enum that is a word":    {"call", "aui", "Classes.Create", "title=T", "teacher_id=t", "mode=big"},
		"a value of the wrong kind": {"call", "baijiayun", "Rooms.Get", "room_id=abc"},
		"a word without =":          {"call", "baijiayun", "Rooms.Get", "room_id"},
		"a name given twice":        {"call", "baijiayun", "Rooms.Get", "room_id=1", "room_id=2"},
		"too many words to ops":     {"ops", "--yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			status, out, errs := ctl(t, nil, args...)
			assert.Equal(t, exitUsage, status)
			assert.Empty(t, out)
			last := strings.TrimSpace(errs[strings.LastIndex(strings.TrimSpace(errs), "\n")+1:])
			var object map[string]any
			require.NoError(t, json.Unmarshal([]byte(last), &object), errs)
			assert.NotEmpty(t, object["message"])
		})
	}
	t.Run("half an environment", func(t *testing.T) {
		status, _, errs := ctl(t, map[string]string{"CLASSIN_SID": "1"}, "call", "classin", "Classes.Create")
		assert.Equal(t, exitUsage, status)
		assert.Contains(t, errs, "CLASSIN_SECRET is not")
	})
}

func TestSandboxPrintsAnEnvironmentThatWorks(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	printed := &gate{ready: make(chan string, 1)}
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"sandbox", "--port", "0"}, func(string) string { return "" }, printed, &bytes.Buffer{})
	}()
	env := map[string]string{}
	for line := range strings.SplitSeq(<-printed.ready, "\n") {
		if name, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "="); ok {
			env[name] = strings.Trim(value, "'")
		}
	}
	status, _, errs := ctl(t, env, "call", "baijiayun", "Rooms.List")
	assert.Equal(t, exitOK, status, errs)
	assert.Empty(t, errs, "the environment names the server")
	cancel()
	assert.Equal(t, exitOK, <-done)
}

// gate collects the output of the sandbox and sends it to ready at its last line.
type gate struct {
	text  strings.Builder
	ready chan string
}

func (g *gate) Write(p []byte) (int, error) {
	g.text.Write(p)
	if strings.HasPrefix(string(p), "#") {
		g.ready <- g.text.String()
	}
	return len(p), nil
}
