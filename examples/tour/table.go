package main

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
)

// The columns of the table, which fit a terminal of 80.
const (
	nameColumn   = 31
	resultColumn = 36
	timeColumn   = 8
	tableWidth   = 2 + nameColumn + 1 + resultColumn + 1 + timeColumn
	noteIndent   = "    "
)

// The marks in front of a step.
const (
	markDone    = "✓"
	markFailed  = "✗"
	markUntried = "–"
)

// table prints each line as soon as it is known: it never waits for the next one to learn how wide a column is.
type table struct {
	out io.Writer
	err error // of the first line that could not be written
}

// write writes one line, at once.
func (t *table) write(line string) {
	if _, err := fmt.Fprintln(t.out, strings.TrimRight(line, " ")); err != nil && t.err == nil {
		t.err = err
	}
}

// heading begins the lines of a vendor.
func (t *table) heading(text string) {
	t.write("")
	for _, line := range wrap(text, tableWidth) {
		t.write(line)
	}
}

// step writes a step with its result and how long it took.
func (t *table) step(mark, name, result string, took time.Duration) {
	t.write(mark + " " + fill(name, nameColumn) + " " + fill(result, resultColumn) + fmt.Sprintf("%*s", timeColumn+1, elapsed(took)))
}

// untried writes a step that was not tried.
func (t *table) untried(name, why string) {
	t.write(markUntried + " " + fill(name, nameColumn) + " " + fill("not tried: "+why, resultColumn))
}

// note writes a text below a step, on lines of its own.
func (t *table) note(text string) {
	for _, line := range wrap(text, tableWidth-len(noteIndent)) {
		t.write(noteIndent + line)
	}
}

func elapsed(took time.Duration) string {
	switch {
	case took == 0: // it was not measured
		return ""
	case took < 100*time.Microsecond:
		return "<0.1 ms"
	case took < time.Second:
		return fmt.Sprintf("%.1f ms", float64(took.Microseconds())/1000)
	}
	return fmt.Sprintf("%.1f s", took.Seconds())
}

// fill returns a text in a column: cut or with blanks behind it.
func fill(text string, columns int) string {
	text = cut(plain(text), columns)
	return text + strings.Repeat(" ", columns-width(text))
}

// cut returns what fits into so many columns of a text, with … where it goes on.
func cut(text string, columns int) string {
	if width(text) <= columns {
		return text
	}
	return head(text, columns-1) + "…"
}

// head returns as many whole characters of a text as fit into so many columns.
func head(text string, columns int) string {
	for at, r := range text {
		if columns -= runeWidth(r); columns < 0 {
			return text[:at]
		}
	}
	return text
}

// plain returns a text in one line, without what would move a terminal's cursor or turn the direction of writing.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}
