// Package table writes tables for a terminal, on which a Chinese character is as wide as two letters.
package table

import (
	"io"
	"strings"
	"unicode"
)

// gap is how many columns stand between two cells.
const gap = 2

// Table is rows of cells. The zero value has no rows.
type Table struct{ rows [][]string }

// Add adds a row.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, cells) }

// Write writes the rows, their cells one under the other. Nothing follows the last cell of a row.
func (t *Table) Write(w io.Writer) error {
	widths := t.widths()
	var out strings.Builder
	for _, row := range t.rows {
		line := strings.Builder{}
		for i, cell := range row {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-Width(cell)+gap))
			}
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// widths returns the widest cell of each column, of those that another follows.
func (t *Table) widths() (widths []int) {
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if i < len(row)-1 {
				widths[i] = max(widths[i], Width(cell))
			}
		}
	}
	return widths
}

// Width returns how many columns a text takes.
func Width(text string) (columns int) {
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || unicode.IsControl(r):
		case unicode.Is(wide, r):
			columns += 2
		default:
			columns++
		}
	}
	return columns
}

// wide are the characters that take two columns: Unicode's East Asian wide and full-width ones, and pictures.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115F, Stride: 1}, {Lo: 0x2E80, Hi: 0x303E, Stride: 1}, {Lo: 0x3041, Hi: 0x33FF, Stride: 1},
		{Lo: 0x3400, Hi: 0x4DBF, Stride: 1}, {Lo: 0x4E00, Hi: 0xA4CF, Stride: 1}, {Lo: 0xA960, Hi: 0xA97F, Stride: 1},
		{Lo: 0xAC00, Hi: 0xD7A3, Stride: 1}, {Lo: 0xF900, Hi: 0xFAFF, Stride: 1}, {Lo: 0xFE30, Hi: 0xFE6F, Stride: 1},
		{Lo: 0xFF01, Hi: 0xFF60, Stride: 1}, {Lo: 0xFFE0, Hi: 0xFFE6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1F300, Hi: 0x1F64F, Stride: 1}, {Lo: 0x1F680, Hi: 0x1F6FF, Stride: 1}, {Lo: 0x1F900, Hi: 0x1F9FF, Stride: 1}, {Lo: 0x20000, Hi: 0x3FFFD, Stride: 1},
	},
}

// Wrap breaks a text into lines of at most so many columns: at spaces, and between Chinese characters. A longer word stays whole.
func Wrap(text string, columns int) (lines []string) {
	line, width := "", 0
	for _, word := range words(text) {
		if width > 0 && width+Width(strings.TrimRight(word, " ")) > columns {
			lines = append(lines, strings.TrimRight(line, " "))
			line, width = "", 0
		}
		line += word
		width += Width(word)
	}
	if line = strings.TrimRight(line, " "); line != "" {
		lines = append(lines, line)
	}
	return lines
}

// words cuts a text where a line may end: behind a space, and behind a character that takes two columns. White space becomes one space.
func words(text string) (out []string) {
	word := ""
	for _, r := range strings.Join(strings.Fields(text), " ") {
		word += string(r)
		if r == ' ' || unicode.Is(wide, r) {
			out = append(out, word)
			word = ""
		}
	}
	if word != "" {
		out = append(out, word)
	}
	return out
}
