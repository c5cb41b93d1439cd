package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shown returns a text as a terminal shows it, a character for each column: a wide character is followed by a NUL. It knows Chinese by other
// means than width does.
func shown(text string) (columns []rune) {
	for _, r := range text {
		if columns = append(columns, r); unicode.Is(unicode.Han, r) || r >= 0xFF00 && r <= 0xFF60 {
			columns = append(columns, 0)
		}
	}
	return columns
}

// requireColumns checks that every column of a step's line begins and ends where it must.
func requireColumns(t *testing.T, line string) {
	t.Helper()
	columns := shown(line)
	require.Contains(t, []string{markDone, markFailed, markUntried}, string(columns[0]), line)
	for _, gap := range []int{1, 2 + nameColumn, 2 + nameColumn + 1 + resultColumn} {
		if gap < len(columns) {
			require.Equal(t, ' ', columns[gap], "%q at %d", line, gap)
		}
	}
	require.NotEqual(t, ' ', columns[2], line)
	require.NotEqual(t, ' ', columns[2+nameColumn+1], line)
	if len(columns) > 2+nameColumn+1+resultColumn { // there is a time
		require.Len(t, columns, tableWidth, "%q: the times end below each other", line)
		require.Equal(t, 's', columns[len(columns)-1], line)
	}
}

func TestColumnsStandBelowEachOther(t *testing.T) {
	var out bytes.Buffer
	table := &table{out: &out}
	long := strings.Repeat("初三数学", 20)
	for _, text := range []string{"a", "初三数学", "初三(2)班", long, "a" + long, strings.Repeat("long ", 40), "two\nlines", "a\ttab", "\x1b[2Jclears", "\u202eturned", "（二次函数）"} {
		for _, took := range []time.Duration{time.Microsecond, 1234 * time.Microsecond, 999 * time.Millisecond, 29 * time.Second} {
			table.step(markDone, text, text, took)
			table.step(markFailed, text, text, took)
		}
		table.untried(text, text)
	}
	require.NoError(t, table.err)
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	require.Len(t, lines, 11*9)
	for _, line := range lines {
		requireColumns(t, line)
		assert.NotContains(t, line, "\x1b")
		assert.NotContains(t, line, "\u202e")
	}
}

func TestWhatIsTooLongIsCut(t *testing.T) {
	assert.Equal(t, "abcdef", cut("abcdef", 6))
	assert.Equal(t, "abcde…", cut("abcdefg", 6))
	assert.Equal(t, "初三…", cut("初三数学", 6), "half a character does not fit")
	assert.Equal(t, "初三数学", cut("初三数学", 8))
	assert.Equal(t, "e\u0301e\u0301…", cut("e\u0301e\u0301e\u0301e\u0301", 3), "a mark stays with its letter")
}

func TestTimesArePrinted(t *testing.T) {
	for took, want := range map[time.Duration]string{
		0: "", time.Microsecond: "<0.1 ms", 100 * time.Microsecond: "0.1 ms", 12345 * time.Microsecond: "12.3 ms", time.Second: "1.0 s", 29900 * time.Millisecond: "29.9 s",
	} {
		assert.Equal(t, want, elapsed(took))
	}
}

func TestNotesStandBelowAndWithin(t *testing.T) {
	var out bytes.Buffer
	(&table{out: &out}).note(strings.Repeat("包含上课中或已结束课堂不可删除。", 10) + " and then")
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	require.Greater(t, len(lines), 3)
	for _, line := range lines {
		assert.True(t, strings.HasPrefix(line, noteIndent), line)
		assert.LessOrEqual(t, len(shown(line)), tableWidth)
	}
}

// full is a disk that takes so many lines.
type full struct{ lines int }

func (f *full) Write(p []byte) (int, error) {
	if f.lines--; f.lines < 0 {
		return 0, errors.New("the disk is full")
	}
	return len(p), nil
}

func TestATableThatCannotBeWrittenSaysSo(t *testing.T) {
	table := &table{out: &full{lines: 1}}
	table.write("first")
	require.NoError(t, table.err)
	table.write("second")
	table.write("third")
	require.EqualError(t, table.err, "the disk is full")
	assert.Equal(t, 1, run(t.Context(), nil, func(string) string { return "" }, &full{}, io.Discard))
}
