package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVerifyTellsOfADifference(t *testing.T) {
	s, env := server(t)
	s.Respond("Rooms.List", `{"code":0,"data":{"total":1,"list":[{"room_id":15032869562234,"title":"张三的课","zz_phone":"13800138000","zz_list":[{"zz":1}]}]}}`)
	file := filepath.Join(t.TempDir(), "report.json")
	status, out, errs := ctl(t, env, "verify", "baijiayun", "--report", file, "--most", "40")
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, errs, `"vendor":"baijiayun"`)
	assert.Contains(t, errs, `"kind":"DataLoss"`)
	assert.Contains(t, out, "the credentials are accepted by Rooms.List (ok)")
	assert.Contains(t, out, "    /data/list/*/zz_phone  unknown field: \"text\"\n")
	assert.Contains(t, out, "    /data/list/*/zz_list  unknown field: [{\"zz\":\"number\"}]\n")
	assert.Contains(t, out, "needs video_id")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var report struct {
		Vendor     string
		Proof      struct{ Accepted bool }
		Operations []struct {
			Operation, Verdict string
			Differences        []struct{ Path, Problem string }
		}
	}
	require.NoError(t, json.Unmarshal(text, &report))
	assert.True(t, report.Proof.Accepted)
	assert.Equal(t, "baijiayun", report.Vendor)
	for _, shown := range []string{string(text), out, errs} {
		for _, hidden := range []string{"张三", "13800138000", "15032869562234", env["BAIJIAYUN_PARTNER_KEY"], s.URL} {
			assert.NotContains(t, shown, hidden)
		}
	}
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

func TestVerifyWithoutADifferenceIsASuccess(t *testing.T) {
	status, out, errs := ctl(t, nil, "verify", "agora", "roomUuid=math-101")
	assert.Equal(t, exitOK, status, errs)
	assert.Contains(t, errs, "embedded test server")
	assert.Contains(t, out, "0 differences")
	assert.Contains(t, out, "needs userUuid")
}

func TestVerifyRefusesWrongCredentials(t *testing.T) {
	s, env := server(t)
	env["BAIJIAYUN_PARTNER_KEY"] = "another-invented-key"
	status, out, errs := ctl(t, env, "verify", "baijiayun")
	assert.Equal(t, exitFailed, status)
	assert.Contains(t, out, "the credentials are refused by Rooms.List")
	assert.Contains(t, errs, `"kind":"Unauthenticated"`)
	assert.Contains(t, errs, "not accepted")
	assert.Len(t, s.Requests(), 1)
	assert.NotContains(t, out+errs, "another-invented-key")
}

// Every call has a place in the limit of --most, and a report that cannot be written is found out before the first.
func TestVerifyMindsItsWords(t *testing.T) {
	s, env := server(t)
	status, _, _ := ctl(t, env, "verify", "baijiayun", "--most", "3")
	assert.Equal(t, exitOK, status)
	assert.Len(t, s.Requests(), 3)
	s.ClearRequests()
	for problem, args := range map[string][]string{
		"verify wants VENDOR":          {"verify"},
		"did you mean room_id?":        {"verify", "baijiayun", "roomid=7"},
		"is not name=value":            {"verify", "baijiayun", "roomid"},
		"no such file or directory":    {"verify", "baijiayun", "--report", filepath.Join(t.TempDir(), "none", "report.json")},
		"invalid argument":             {"verify", "baijiayun", "--most", "many"},
		"unknown vendor":               {"verify", "zoom"},
		"BAIJIAYUN_PARTNER_KEY is not": {"verify", "baijiayun"},
	} {
		on := env
		if problem == "BAIJIAYUN_PARTNER_KEY is not" {
			on = map[string]string{"BAIJIAYUN_PARTNER_ID": "1"}
		}
		status, out, errs := ctl(t, on, args...)
		assert.Equal(t, exitUsage, status, problem)
		assert.Empty(t, out)
		assert.Contains(t, errs, problem)
	}
	assert.Empty(t, s.Requests())
}
