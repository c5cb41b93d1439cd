package sandbox

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The examples in other languages run against a sandbox, and fail if what they assert is not so. .ci/run installs what they need.
func TestTheExamplesInOtherLanguagesRun(t *testing.T) {
	for _, test := range []struct{ name, program, file string }{
		{"curl", "bash", "curl.sh"},
		{"PHP", "php", "sandbox.php"},
		{"Python", "python3", "sandbox.py"},
		{"Node", "node", "sandbox.mjs"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := start(t, Config{Vendors: []string{"baijiayun"}})
			example := exec.CommandContext(t.Context(), test.program, "../../examples/sandbox/"+test.file) // our own files
			example.Env = append(os.Environ(), "SANDBOX_URL="+b.URL())
			for name, value := range env(b, "baijiayun") {
				example.Env = append(example.Env, name+"="+value)
			}
			out, err := example.CombinedOutput()
			require.NoError(t, err, string(out))
			assert.Contains(t, string(out), "refusal")
		})
	}
}
