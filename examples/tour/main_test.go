package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheTourWorksOnTheEmbeddedServers(t *testing.T) {
	var out, notes bytes.Buffer
	require.NoError(t, run(t.Context(), func(string) string { return "" }, &out, &notes), out.String())
	for _, vendor := range []string{"agora", "aui", "baijiayun", "classin", "weclassroom"} {
		assert.Contains(t, out.String(), vendor)
		assert.Contains(t, notes.String(), vendor+": no ")
	}
	assert.NotContains(t, out.String(), "✗")
}

func TestTheTourFailsWhenAVendorDoes(t *testing.T) {
	var out, notes bytes.Buffer
	env := map[string]string{"CLASSIN_BASE_URL": "http://127.0.0.1:1", "CLASSIN_SID": "1", "CLASSIN_SECRET": "invented",
		"CLASSIN_COURSE_ID": "1", "CLASSIN_TEACHER_UID": "1"}
	ctx := t.Context()
	require.ErrorContains(t, run(ctx, func(name string) string { return env[name] }, &out, &notes), "1 of 5 journeys failed")
	assert.Contains(t, out.String(), "✗")
}
