package main

import (
	"strings"
	"unicode"
)

// wrap returns a text in lines of at most so many columns. It breaks between words, and between Chinese characters, which have no blanks.
func wrap(text string, columns int) (lines []string) {
	line := ""
	for _, piece := range pieces(plain(text)) {
		if line != "" && width(line)+width(strings.TrimRight(piece, " ")) > columns {
			lines, line = append(lines, strings.TrimRight(line, " ")), ""
		}
		for width(strings.TrimRight(piece, " ")) > columns { // a word longer than a line
			begin := head(piece, columns)
			lines, piece = append(lines, begin), piece[len(begin):]
		}
		line += piece
	}
	return append(lines, strings.TrimRight(line, " "))
}

// pieces cuts a text wherever a line may end.
func pieces(text string) (all []string) {
	begin, before := 0, ' '
	for at, r := range text {
		if at > 0 && mayBreak(before, r) {
			all, begin = append(all, text[begin:at]), at
		}
		before = r
	}
	return append(all, text[begin:])
}

// mayBreak reports whether a line may end between two characters: after a blank, and beside a wide one, but neither after what opens, such as
// （ and 《, nor before what closes or ends, such as ） and 。. Blanks come one at a time, and a mark that combines fits everywhere.
func mayBreak(before, r rune) bool {
	switch {
	case before == ' ':
		return true
	case unicode.In(before, unicode.Ps, unicode.Pi), unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po):
		return false
	}
	return runeWidth(before) == 2 || runeWidth(r) == 2
}
