package table

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWidthCountsColumns(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "创建房间": 8, "a创b": 4, "（一）": 6, "é": 1, "e\u0301": 1, "한글": 4, "😀": 2, "—…": 2} {
		assert.Equal(t, want, Width(text), text)
	}
}

func TestColumnsStandOneUnderTheOther(t *testing.T) {
	table := &Table{}
	table.Add("创建", "one", "x")
	table.Add("a", "二", "x")
	table.Add("only")
	table.Add("", "", "z")
	var out strings.Builder
	require.NoError(t, table.Write(&out))
	assert.Equal(t, "创建  one  x\na     二   x\nonly\n           z\n", out.String())
	for line := range strings.SplitSeq(strings.TrimSpace(out.String()), "\n") {
		if at := strings.IndexAny(line, "xz"); at > 0 {
			assert.Equal(t, 11, Width(line[:at]), line)
		}
	}
}

// The width of a row's last cell is nobody's business: what is long at the end of one row does not push the others.
func TestTheLastCellPushesNobody(t *testing.T) {
	table := &Table{}
	table.Add("a", strings.Repeat("long ", 20))
	table.Add("a", "b", "c")
	var out strings.Builder
	require.NoError(t, table.Write(&out))
	assert.Contains(t, out.String(), "\na  b  c\n")
}

func TestWrapBreaksLines(t *testing.T) {
	assert.Equal(t, []string{"at most", "50", "characters"}, Wrap("at most 50\n characters", 8))
	assert.Equal(t, []string{"一二三", "四五"}, Wrap("一二三四五", 7))
	assert.Equal(t, []string{"characters"}, Wrap("characters", 3))
	assert.Empty(t, Wrap("  ", 3))
}
