package main

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every comparison runs, and both sides of it do what they say: a wrong result is an error. How fast they are is not judged.
func TestEveryRowRuns(t *testing.T) {
	quick := settings{rounds: 1, round: time.Millisecond, scale: 500}
	measured := map[string]result{}
	for _, row := range rows() {
		if row.name == "binary" { // it builds two programs, which .ci/run does
			continue
		}
		t.Run(row.name, func(t *testing.T) {
			var out bytes.Buffer
			require.NoError(t, run(&out, quick, row.name, true))
			var got []result
			require.NoError(t, json.Unmarshal(out.Bytes(), &got))
			for _, r := range got {
				assert.NotEmpty(t, r.Unit)
				measured[r.Name] = r
			}
		})
	}
	for _, name := range []string{"call-stub", "call-loopback-1", "call-loopback-64", "call-resty-stub", "call-resty-loopback", "allocs-stub", "bytes-stub",
		"sign-form", "sign-signmsg", "token-007", "decode-10k", "decode-10k-allocs", "list-attendance", "list-attendance-allocs",
		"callback-baijiayun", "webhook-classin", "throughput-64", "connections-64",
		"floor-call-stub", "floor-call-loopback-1", "floor-call-resty-loopback", "floor-sign-form", "floor-throughput-64"} {
		assert.Positive(t, measured[name].Ratio, name)
	}
	assert.Contains(t, measured, "stream-heap")
	assert.Contains(t, measured, "upload-heap")
}

func TestTheTable(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out, settings{rounds: 1, round: time.Millisecond, scale: 500}, "sign-form", false))
	assert.Regexp(t, `^row +ratio +ours +theirs +unit\nsign-form +[0-9.]+ +[0-9.e+-]+ +[0-9.e+-]+  µs CPU\n$`, out.String())
}

// Both sides of a comparison make the same thing.
func TestTheOpponentSignsAsWeDo(t *testing.T) {
	users := fifty()
	ours, err := ourPHP(users)
	require.NoError(t, err)
	assert.Equal(t, string(ours), string(barePHP(users)))
}
