package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Check compares a generated text with its file, or writes the file under go test -update. A failure shows the lines that differ and
// the command that writes the file.
func Check(t *testing.T, path, got, command string) {
	t.Helper()
	if Updating() {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run %s", command)
	Equal(t, string(want), got, path, command)
}

// CheckSection compares a generated text with what stands between two marks in a file, or writes it there under go test -update.
func CheckSection(t *testing.T, path, begin, end, got, what, command string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), begin)
	require.True(t, ok, "%s has lost its mark %q", path, begin)
	old, after, ok := strings.Cut(rest, end)
	require.True(t, ok, "%s has lost its mark %q", path, end)
	if Updating() {
		require.NoError(t, os.WriteFile(path, []byte(before+begin+got+end+after), 0o644))
		return
	}
	Equal(t, old, got, what, command)
}

// Equal fails if the texts differ, and shows the lines that do.
func Equal(t *testing.T, want, got, what, command string) {
	t.Helper()
	if want != got {
		t.Errorf("%s differs: run %s if that is meant\n%s", what, command, Diff(want, got))
	}
}
